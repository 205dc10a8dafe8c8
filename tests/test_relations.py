"""Which figure is a part of which, and which level a share or change describes."""

import pytest

from baocao_extract import extract_text


def links(text):
    document = extract_text(text)
    quotes = {i.id: i.quote for i in document.indicators}
    return [(quotes[i.id], quotes.get(i.part_of)) for i in document.indicators]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "Tạo việc làm cho 6.500 người, trong đó trong tỉnh 5.000 người, ngoài tỉnh 1.500 người.",
            {"5.000 người": "6.500 người", "1.500 người": "6.500 người"},
        ),
        ("Hỗ trợ 170 hộ (xây mới: 110 hộ, sửa chữa: 60 hộ).", {"110 hộ": "170 hộ", "60 hộ": "170 hộ"}),
        (
            "Cấp phép cho 47 lao động (37 trường hợp cấp mới, 10 trường hợp cấp lại).",
            {"37 trường hợp": "47 lao động", "10 trường hợp": "47 lao động"},
        ),
        ("Tiếp nhận 24 đơn, đã giải quyết 20 đơn, còn 4 đơn.", {"20 đơn": "24 đơn", "4 đơn": "24 đơn"}),
        ("Hoàn thành 2 phòng thí nghiệm trong tổng số 17 phòng thí nghiệm.", {"2 phòng thí nghiệm": "17 phòng thí nghiệm"}),
        ("Đàn bò có 34.000 con, riêng bò sữa 19.000 con.", {"19.000 con": "34.000 con"}),
    ],
)
def test_a_cue_ties_parts_to_their_whole(sentence, parts):
    found = dict(links(sentence))
    assert {k: found[k] for k in parts} == parts


def test_bullets_under_a_colon_are_parts_when_they_add_up():
    found = dict(links("Tổng chi ngân sách 300 tỷ đồng, gồm:\n- Chi đầu tư 120 tỷ đồng;\n- Chi thường xuyên 180 tỷ đồng.\n"))
    assert found["120 tỷ đồng"] == found["180 tỷ đồng"] == "300 tỷ đồng"


def test_a_plan_figure_in_brackets_is_no_part():
    assert dict(links("Tuyển được 9.800 lao động (kế hoạch: 9.500 lao động)."))["9.500 lao động"] is None


def test_a_percentage_is_never_a_part_but_describes_its_level():
    level, share = extract_text("Hỗ trợ 170 hộ, đạt 96,5% kế hoạch.").indicators
    assert (share.part_of, share.of) == (None, level.id)
