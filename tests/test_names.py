"""What a figure's name takes: the words of its list, its label, its whole, and what stands behind it. The words are ours."""

from __future__ import annotations

import pytest
from test_periods import REPORT

from baocao_extract import extract_text


def names(sentence: str) -> list[str]:
    """The names of the figures of a sentence within a report."""
    return [i.name for i in extract_text(f"{REPORT}{sentence}\n").indicators]


@pytest.mark.parametrize(("sentence", "expected"), [
    ("Hội đã tặng 640 suất quà, 45 xe đạp.", ["Hội đã tặng suất quà", "Hội đã tặng xe đạp"]),
    ("Công an tỉnh đã thu giữ 14 khẩu súng, 230 viên đạn và 6 xe máy.",
     ["Công an thu giữ khẩu súng", "Công an thu giữ viên đạn", "Công an thu giữ xe máy"]),
    ("Đã trồng mới 320 cây xanh, hơn 85 chậu hoa.", ["trồng mới cây xanh", "trồng mới chậu hoa"]),
    ("Xây dựng 12 phòng học, 3 nhà vệ sinh cho học sinh.", ["Xây dựng phòng học", "Xây dựng nhà vệ sinh học sinh"]),
])  # fmt: skip
def test_what_is_done_with_the_first_thing_of_a_list_is_done_with_the_others(sentence: str, expected: list[str]) -> None:
    assert names(sentence) == expected


@pytest.mark.parametrize(("sentence", "last"), [
    ("Xây mới 12 phòng học, sửa chữa 30 phòng học.", "sửa chữa phòng học"),
    ("Xảy ra 14 vụ tai nạn, 9 người chết.", "người chết"),
    ("Hội đã tặng 640 suất quà. Có 45 xe đạp.", "xe đạp"),
    ("Trồng 320 cây xanh, kinh phí 12 triệu đồng.", "Trồng cây xanh kinh phí"),
])  # fmt: skip
def test_a_deed_an_event_or_a_measure_of_its_own_ends_the_list(sentence: str, last: str) -> None:
    assert names(sentence)[-1] == last


@pytest.mark.parametrize(("sentence", "expected"), [
    ("Công tác giảm nghèo: Đã hỗ trợ 120 hộ.", ["Công tác giảm nghèo hỗ trợ hộ"]),
    ("Tình hình ổn định. Công tác giảm nghèo: Đã hỗ trợ 120 hộ.", ["Công tác giảm nghèo hỗ trợ hộ"]),
    ("Công tác dân tộc: Đã xây 14 nhà. Công tác giảm nghèo: Đã hỗ trợ 120 hộ.", ["Công tác dân tộc xây nhà", "Công tác giảm nghèo hỗ trợ hộ"]),
])  # fmt: skip
def test_a_label_within_a_paragraph_names_its_figures(sentence: str, expected: list[str]) -> None:
    assert names(sentence) == expected


@pytest.mark.parametrize("sentence", [
    "Tỉnh đã chỉ đạo các ngành thực hiện nhiều nhóm giải pháp, trong đó nổi bật là: Đã hỗ trợ 120 hộ.",
    "Cụ thể: Đã hỗ trợ 120 hộ.",
])  # fmt: skip
def test_a_clause_or_a_connective_before_a_colon_is_no_label(sentence: str) -> None:
    assert names(sentence) == ["hỗ trợ hộ"]


@pytest.mark.parametrize(("sentence", "last"), [
    ("Người lao động tạm hoãn hợp đồng, nghỉ không lương: 5.844 người.", "Người lao động tạm hoãn hợp đồng nghỉ không lương"),
    ("Trẻ em mồ côi, không nơi nương tựa: 312 em.", "Trẻ em mồ côi không nơi nương tựa"),
    ("Bồi thường về đất 3.120 triệu đồng; về nhà, vật kiến trúc 17.250 triệu đồng.", "nhà vật kiến trúc"),
])  # fmt: skip
def test_the_commas_of_an_item_belong_to_it(sentence: str, last: str) -> None:
    assert names(sentence)[-1] == last


@pytest.mark.parametrize(("sentence", "name"), [
    ("Tình hình đã ổn định hơn trước, Sở đã hỗ trợ 312 em.", "Sở đã hỗ trợ em"),
    ("Nhờ chỉ đạo kịp thời, sát sao của các cấp, sự vào cuộc của cả hệ thống, số trẻ mồ côi: 312 em.", "số trẻ mồ côi em"),
])  # fmt: skip
def test_the_commas_of_a_sentence_do_not(sentence: str, name: str) -> None:
    assert names(sentence) == [name]


@pytest.mark.parametrize(("sentence", "whole"), [
    ("Kiểm tra 45/60 nhà thuốc đạt chuẩn.", "Kiểm tra nhà thuốc"),
    ("Hoàn thành cải tạo 12/20 công viên.", "Hoàn thành cải tạo công viên"),
    ("Giải quyết 90/109 đơn.", "Giải quyết đơn"),
])  # fmt: skip
def test_the_whole_of_a_pair_shares_the_deed_not_the_result(sentence: str, whole: str) -> None:
    assert names(sentence)[1] == whole


def test_a_whole_with_nothing_done_takes_its_heading() -> None:
    assert names("Đã có 95/155 xã đạt chuẩn.")[1] == "KẾT QUẢ THỰC HIỆN xã"


@pytest.mark.parametrize(("sentence", "last"), [
    ("Đã có 95 xã đạt chuẩn, 82% hộ dân dùng nước sạch.", "hộ dân dùng nước sạch"),
    ("Hỗ trợ 320 hộ, 100% nhà thuốc đạt chuẩn.", "nhà thuốc đạt chuẩn"),
    ("Hỗ trợ 320 hộ và 45% trẻ em được tiêm chủng.", "trẻ em được tiêm chủng"),
])  # fmt: skip
def test_a_share_whose_subject_follows_is_named_by_it(sentence: str, last: str) -> None:
    assert names(sentence)[-1] == last


@pytest.mark.parametrize(("sentence", "name"), [
    ("Giá vàng ở mức 56 triệu đồng/lượng, cao nhất 57,2 triệu đồng/lượng.", "Giá vàng cao nhất"),
    ("Thu nhập đạt 5,1 triệu đồng/tháng, thấp nhất là 2,1 triệu đồng/tháng.", "Thu nhập thấp nhất"),
])  # fmt: skip
def test_a_superlative_is_said_of_the_figure_before(sentence: str, name: str) -> None:
    assert names(sentence)[-1] == name


def test_a_superlative_with_a_subject_of_its_own_keeps_it() -> None:
    assert names("Thu nhập đạt 5,1 triệu đồng/tháng, giá thuê nhà cao nhất 2,1 triệu đồng/tháng.")[-1] == "giá thuê nhà cao nhất"


@pytest.mark.parametrize(("sentence", "name"), [
    ("Số bác sĩ/10.000 dân: 8,1.", "Số bác sĩ 10.000 dân"),
    ("Số giường bệnh trên 1 vạn dân là 25,7.", "Số giường bệnh trên 1 vạn dân"),
])  # fmt: skip
def test_what_a_rate_is_counted_on_stays_in_its_name(sentence: str, name: str) -> None:
    assert names(sentence) == [name]


@pytest.mark.parametrize(("sentence", "name"), [
    ("Hiện có 31 người từ vùng dịch về quê.", "người vùng dịch về quê"),
    ("Có 31 người tại khu cách ly.", "người khu cách ly"),
    ("Đã đón 31 người từ vùng dịch.", "đón người"),
])  # fmt: skip
def test_words_behind_a_connective_name_what_nothing_else_names(sentence: str, name: str) -> None:
    assert names(sentence) == [name]


@pytest.mark.parametrize("sentence", ["Đáng mừng, có 85 hộ thoát nghèo.", "Như vậy có 85 hộ thoát nghèo.", "Đáng lưu ý 85 hộ thoát nghèo."])
def test_words_of_comment_are_no_part_of_a_name(sentence: str) -> None:
    assert names(sentence) == ["hộ thoát nghèo"]
