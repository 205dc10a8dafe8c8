"""Links in lists, pairs, brackets and successive stages: what is a part of what, and what only stands beside it. The words are ours."""

from __future__ import annotations

import pytest

from baocao_extract import extract_text


def links(text: str) -> list[tuple[str, str | None]]:
    """Each figure with the figure that it is a part of, in text order."""
    indicators = extract_text(text).indicators
    quotes = {i.id: i.quote for i in indicators}
    return [(i.quote, quotes[i.part_of] if i.part_of is not None else None) for i in indicators]


def described(text: str) -> list[tuple[str, str | None]]:
    """Each share or change with the level that it describes."""
    indicators = extract_text(text).indicators
    quotes = {i.id: i.quote for i in indicators}
    return [(i.quote, quotes[i.of] if i.of is not None else None) for i in indicators if i.role != "level"]


def test_bullets_belong_to_the_total_of_their_kind() -> None:
    text = (
        "Tập huấn cho 214.386 lượt người, kinh phí 286 tỷ đồng, cụ thể:\n"
        "- Cấp tỉnh: 114.386 lượt người, kinh phí 186 tỷ đồng;\n"
        "- Cấp huyện: 100.000 lượt người, kinh phí 100 tỷ đồng.\n"
    )
    assert links(text)[2:] == [
        ("114.386 lượt người", "214.386 lượt người"),
        ("186 tỷ đồng", "286 tỷ đồng"),
        ("100.000 lượt người", "214.386 lượt người"),
        ("100 tỷ đồng", "286 tỷ đồng"),
    ]


def test_bullets_of_a_kind_belong_to_the_total_further_off() -> None:
    text = "Hỗ trợ 300 hộ, kinh phí 12 tỷ đồng, trong đó:\n- Xây mới 200 hộ;\n- Sửa chữa 100 hộ.\n"
    assert links(text)[2:] == [("200 hộ", "300 hộ"), ("100 hộ", "300 hộ")]


def test_bullets_of_other_kinds_belong_to_no_total() -> None:
    text = "Hỗ trợ 300 hộ, kinh phí 12 tỷ đồng:\n- Mở 14 lớp dạy nghề;\n- Xây 3 cầu.\n"
    assert [whole for _, whole in links(text)] == [None] * 4


@pytest.mark.parametrize(("sentence", "part", "whole"), [
    ("Toàn tỉnh xảy ra 140 vụ phạm pháp hình sự, điều tra làm rõ 121 vụ.", "121 vụ", "140 vụ"),
    ("Kiểm tra 320 cơ sở, xử phạt 41 cơ sở.", "41 cơ sở", "320 cơ sở"),
    ("Phát hiện 65 ca mắc, chữa khỏi 60 ca mắc.", "60 ca mắc", "65 ca mắc"),
    ("Tiếp nhận 120 hồ sơ, hoàn thành 110 hồ sơ.", "110 hồ sơ", "120 hồ sơ"),
    ("Qua 45 cuộc thanh tra, phát hiện 12 cuộc có vi phạm.", "12 cuộc", "45 cuộc thanh tra"),
    ("Cứ 100 người thì có 12 người mắc bệnh.", "12 người", "100 người"),
    ("Trong 120 hộ được hỏi, 90 hộ đồng ý.", "90 hộ", "120 hộ"),
])  # fmt: skip
def test_what_is_handled_is_part_of_what_came_in(sentence: str, part: str, whole: str) -> None:
    assert dict(links(sentence))[part] == whole


@pytest.mark.parametrize("sentence", [
    "Kiểm tra 41 cơ sở, xử phạt 320 cơ sở.",
    "Xây mới 320 nhà, hoàn thành 110 km đường.",
    "Phê duyệt 320 hồ sơ, giải ngân 110 hồ sơ.",
    "Tuyển 90 giáo viên; tuyển 40 nhân viên.",
])  # fmt: skip
def test_more_another_thing_or_a_next_stage_is_no_part(sentence: str) -> None:
    assert [whole for _, whole in links(sentence)] == [None, None]


@pytest.mark.parametrize(("parts", "whole"), [
    ((73, 17), "90"),
    ((80, 29), "109 đơn"),
    ((60, 12), "109 đơn"),
])  # fmt: skip
def test_parts_of_a_pair_belong_to_the_one_that_they_add_up_to(parts: tuple[int, int], whole: str) -> None:
    found = links(f"Đã giải quyết 90/109 đơn (gồm {parts[0]} đơn khiếu nại, {parts[1]} đơn tố cáo).")
    assert found == [("90", "109 đơn"), ("109 đơn", None), (f"{parts[0]} đơn", whole), (f"{parts[1]} đơn", whole)]


def test_men_and_women_are_parts_of_the_same_whole() -> None:
    assert links("Toàn xã có 640 đảng viên, nam 400, nữ 240.")[1:] == [("400", "640 đảng viên"), ("240", "640 đảng viên")]


def test_a_mean_is_the_total_of_nothing() -> None:
    found = links("Diện tích trồng rừng 34.860 ha, bình quân mỗi năm 6.972 ha, trong đó rừng sản xuất 5.000 ha.")
    assert found == [("34.860 ha", None), ("6.972 ha", None), ("5.000 ha", "34.860 ha")]


def test_a_mean_without_a_total_before_it_has_no_parts() -> None:
    assert [whole for _, whole in links("Diện tích gieo trồng bình quân 6.972 ha, trong đó lúa 5.000 ha.")] == [None, None]


def test_a_total_behind_a_mean_still_has_parts() -> None:
    found = links("Bình quân mỗi năm trồng 6.972 ha. Năm nay trồng 7.200 ha, trong đó rừng sản xuất 5.000 ha.")
    assert found[-1] == ("5.000 ha", "7.200 ha")


@pytest.mark.parametrize(("sentence", "expected"), [
    ("Có 56 trường (mầm non 20 trường (công lập 15 trường), tiểu học 36 trường).",
     [("20 trường", "56 trường"), ("15 trường", "20 trường"), ("36 trường", "56 trường")]),
    ("Toàn tỉnh có 300 xã. Trong đó có 20 xã nghèo (15 xã biên giới).", [("20 xã", "300 xã"), ("15 xã", "20 xã")]),
    ("Có 120 hộ nghèo (30 hộ chính sách), hỗ trợ 40 hộ (10 hộ xây mới, 30 hộ sửa chữa).",
     [("30 hộ", "120 hộ nghèo"), ("40 hộ", None), ("10 hộ", "40 hộ"), ("30 hộ", "40 hộ")]),
])  # fmt: skip
def test_a_bracket_breaks_down_the_figure_before_it(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert links(sentence)[1:] == expected


def test_a_bracket_of_another_sentence_breaks_nothing_down() -> None:
    assert links("Có 120 hộ nghèo. Mới đây (30 hộ) được xét thêm.") == [("120 hộ nghèo", None), ("30 hộ", None)]


def test_a_list_ends_where_its_total_is_reached() -> None:
    found = links("Tổng thu 90 tỷ đồng, gồm thuế 60 tỷ đồng, phí 30 tỷ đồng; chi 85 tỷ đồng.")
    assert [whole for _, whole in found] == [None, "90 tỷ đồng", "90 tỷ đồng", None]


def test_a_list_ends_at_a_semicolon_where_the_next_figure_is_too_much() -> None:
    found = links("Tổng thu 90 tỷ đồng, gồm thuế 60 tỷ đồng; chi 85 tỷ đồng.")
    assert [whole for _, whole in found] == [None, "90 tỷ đồng", None]


@pytest.mark.parametrize("sentence", [
    "Hỗ trợ 320 hộ, 100% nhà thuốc đạt chuẩn.",
    "Có 95 xã đạt chuẩn, 82% hộ dân dùng nước sạch.",
    "Hỗ trợ 320 hộ và 45% trẻ em được tiêm chủng.",
])  # fmt: skip
def test_a_share_with_a_subject_of_its_own_describes_nothing_before_it(sentence: str) -> None:
    assert [level for _, level in described(sentence)] == [None]


@pytest.mark.parametrize(("sentence", "level"), [
    ("Trồng 500 ha rừng, 71% kế hoạch năm.", "500 ha rừng"),
    ("Hỗ trợ 320 hộ, 91,4% tổng số hộ nghèo.", "320 hộ"),
    ("Thu ngân sách đạt 300 tỷ đồng, 103% dự toán.", "300 tỷ đồng"),
    ("Có 300 hộ dùng nước sạch, chiếm 82% hộ dân.", "300 hộ"),
])  # fmt: skip
def test_a_share_of_a_plan_or_a_sum_describes_the_level_before_it(sentence: str, level: str) -> None:
    assert [of for _, of in described(sentence)] == [level]


def test_a_change_in_a_shorter_unit_describes_the_level_in_the_longer_one() -> None:
    assert described("Xảy ra 45 vụ tai nạn giao thông; làm chết 12 người, giảm 3 vụ so với cùng kỳ.") == [
        ("3 vụ", "45 vụ tai nạn giao thông")
    ]


def test_no_chain_of_wholes_is_endless() -> None:
    wholes = dict(enumerate(whole for _, whole in links("Có 90 hộ nghèo, " + "trong đó 5 hộ nghèo, " * 60)))
    assert wholes[1] == "90 hộ nghèo"
