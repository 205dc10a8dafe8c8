"""Which word behind a number counts, and what a number without one counts. The words are ours."""

from __future__ import annotations

import pytest

from baocao_extract import extract_text
from baocao_extract.model import Indicator


def read(sentence: str) -> list[Indicator]:
    return extract_text(sentence).indicators


def counted(sentence: str) -> list[tuple[float, str, str]]:
    return [(i.value, i.kind, i.unit) for i in read(sentence)]


@pytest.mark.parametrize(("sentence", "value", "kind", "unit"), [
    ("Bệnh viện có 17 khoa điều trị.", 17, "organisations", "khoa"),
    ("Lập 23 chốt kiểm soát dịch tại các cửa ngõ.", 23, "organisations", "chốt"),
    ("Xây dựng 4 điểm tái định cư cho bà con vùng lũ.", 4, "organisations", "điểm tái định cư"),
    ("Tỉnh có 58 điểm bưu điện văn hóa xã.", 58, "organisations", "điểm bưu điện văn hóa"),
    ("Cuộc thi nhận được 148 ý tưởng khởi nghiệp.", 148, "cases", "ý tưởng"),
    ("Có 2 sáng chế được cấp bằng.", 2, "cases", "sáng chế"),
    ("Bị cáo cùng 3 thuộc cấp hầu tòa.", 3, "people", "thuộc cấp"),
    ("Khởi tố 5 nghi phạm trong đường dây.", 5, "people", "nghi phạm"),
    ("Thu giữ 14 mô tô không rõ nguồn gốc.", 14, "items", "mô tô"),
    ("Cải tạo 9 điểm đen giao thông.", 9, "items", "điểm đen"),
    ("Chỉnh trang 3 công viên trong nội thành.", 3, "items", "công viên"),
    ("Có 300 cá lồng bị chết.", 300, "items", "cá lồng"),
])  # fmt: skip
def test_the_trades_have_their_own_counted_words(sentence: str, value: float, kind: str, unit: str) -> None:
    assert counted(sentence) == [(value, kind, unit)]


@pytest.mark.parametrize("sentence", [
    "Bệnh nhân ở khoa 3 đã ổn định.",
    "Ngành khoa học và công nghệ đã đổi mới.",
    "Báo cáo có ba phần tư liệu.",
    "Điểm tái định cư số 4 đã xong.",
])  # fmt: skip
def test_the_same_words_elsewhere_count_nothing(sentence: str) -> None:
    assert counted(sentence) == []


def test_a_park_is_no_old_measure_of_land() -> None:
    assert [k for _, k, _ in counted("Hoàn thành cải tạo 12/20 công viên.")] == ["items", "items"]


@pytest.mark.parametrize(("sentence", "value"), [
    ("Gần ba phần tư số hộ đã có nước sạch.", 0.75),
    ("Một phần tư học sinh phải học nhờ.", 0.25),
    ("Hai phần ba số xã đạt chuẩn.", 0.6667),
    ("Bốn phần năm số thôn có nhà văn hóa.", 0.8),
])  # fmt: skip
def test_a_fraction_in_words_is_a_share(sentence: str, value: float) -> None:
    found = read(sentence)
    assert [(i.value, i.kind, i.role) for i in found] == [(value, "ratio", "share")]


@pytest.mark.parametrize(("sentence", "expected"), [
    ("Khám bệnh 113,7 triệu lượt (ngoại trú 102,4 triệu, nội trú 11,3 triệu).",
     [(113_700_000, "cases", "lượt"), (102_400_000, "cases", "lượt"), (11_300_000, "cases", "lượt")]),
    ("Đã tiêm 84,2 triệu liều, trong đó lần đầu 62,5 triệu, lần sau 21,7 triệu.",
     [(84_200_000, "items", "liều"), (62_500_000, "items", "liều"), (21_700_000, "items", "liều")]),
    ("Xuất khẩu sang Mỹ 268 triệu USD, Nhật Bản 197 triệu, Úc 64 triệu.",
     [(268_000_000, "foreign_money", "triệu usd"), (197_000_000, "foreign_money", "triệu usd"), (64_000_000, "foreign_money", "triệu usd")]),
])  # fmt: skip
def test_bare_millions_behind_counted_or_foreign_ones_count_the_same(sentence: str, expected: list[tuple[float, str, str]]) -> None:
    assert counted(sentence) == expected


@pytest.mark.parametrize("sentence", [
    "Tặng 300 suất quà, trị giá 150 triệu.",
    "Hỗ trợ 2,4 triệu người với kinh phí 150 triệu đồng.",
    "Thu ngân sách 30 tỷ đồng, chi 150 triệu.",
    "Xuất khẩu 2 triệu USD. Chi phí vận chuyển là 150 triệu.",
    "Xuất khẩu 2 triệu USD, nộp thuế 90 triệu đồng, phí 150 triệu.",
])  # fmt: skip
def test_bare_millions_of_another_thing_are_dong(sentence: str) -> None:
    assert (read(sentence)[-1].value, read(sentence)[-1].kind) == (150, "money")


@pytest.mark.parametrize(("sentence", "values"), [
    ("Toàn ngành có 4.210 người (đại học 812, cao đẳng 531, trung cấp 1.347, điều dưỡng 1.520).", [4210, 812, 531, 1347, 1520]),
    ("Có 3.480 cán bộ, trong đó thạc sĩ 214, đại học 1.766, trung cấp 1.500.", [3480, 214, 1766, 1500]),
    ("Tuyển 96 giáo viên, gồm tiểu học 54 và mầm non 42.", [96, 54, 42]),
    ("Xảy ra tai nạn làm chết 12 người (cùng kỳ 15).", [12, 15]),
    ("Đã giải thể 12 doanh nghiệp (cùng kỳ năm trước: 9).", [12, 9]),
    ("Số vụ cháy là 45 vụ, cùng kỳ 52.", [45, 52]),
    ("Khởi tố 60 bị can, cùng kỳ năm trước là 71.", [60, 71]),
    ("Có 1.240 trẻ, trong đó nam 640, nữ 600.", [1240, 640, 600]),
])  # fmt: skip
def test_bare_numbers_of_a_list_count_what_the_list_counts(sentence: str, values: list[float]) -> None:
    found = read(sentence)
    assert [i.value for i in found] == values
    assert len({i.kind for i in found}) == 1


@pytest.mark.parametrize("sentence", [
    "Toàn trường có 96 lớp, trong đó khối 6 và 7 học buổi sáng.",
    "Có 640 học sinh, trong đó lớp 10, lớp 11 học buổi sáng.",
    "Bố trí 45 người ở tầng 2, khu 3.",
    "Có 45 người ở miền Nam, miền Nam 2.",
    "Có 45 người, trong tổ 52.",
    "Số vụ là 45 vụ, tăng so với cùng kỳ 2019.",
])  # fmt: skip
def test_what_is_only_numbered_is_no_part_of_a_list(sentence: str) -> None:
    assert len(read(sentence)) == 1


@pytest.mark.parametrize(("sentence", "kinds"), [
    ("Tiếp khách quốc tế 21.500 lượt.", ["people"]),
    ("Khách nội địa 310.000 lượt, khách quốc tế 21.500 lượt.", ["people", "people"]),
    ("Phục vụ 21.500 lượt khách.", ["people"]),
    ("Tiếp đoàn đông người: 12 lượt đoàn.", ["cases"]),
    ("Tiếp công dân 1.864 lượt với 2.317 người, giảm 211 lượt.", ["cases", "people", "cases"]),
    ("Có 96 lượt xe phục vụ khách.", ["cases"]),
])  # fmt: skip
def test_visits_are_people_only_where_people_make_them(sentence: str, kinds: list[str]) -> None:
    assert [k for _, k, _ in counted(sentence)] == kinds


@pytest.mark.parametrize(("sentence", "expected"), [
    ("Lập 18 biên bản vi phạm hành chính.", [(18, "cases", "biên bản")]),
    ("Đoàn đã lập biên bản 18 vụ.", [(18, "cases", "vụ")]),
    ("Thành lập trung đội 28 người.", [(28, "people", "người")]),
    ("Số vụ cháy cùng kỳ 52 vụ.", [(52, "cases", "vụ")]),
    ("Theo biên bản số 18 ngày 5/7.", []),
])  # fmt: skip
def test_a_number_behind_a_word_for_papers_or_times_counts_what_follows_it(sentence: str, expected: list[tuple[float, str, str]]) -> None:
    assert counted(sentence) == expected


@pytest.mark.parametrize(("sentence", "value"), [
    ("Số bác sĩ/10.000 dân: 8,1.", 8.1),
    ("Số giường bệnh trên 1 vạn dân là 25,7.", 25.7),
    ("Tỷ suất chết mẹ trên 100.000 ca đẻ sống: 42.", 42),
])  # fmt: skip
def test_the_base_of_a_rate_is_no_figure_and_what_is_counted_on_it_a_rate(sentence: str, value: float) -> None:
    document = extract_text(sentence)
    assert [(i.value, i.kind) for i in document.indicators] == [(value, "rate")]
    assert [n.reason for n in document.numbers if n.indicator is None] == ["rate_base"]


@pytest.mark.parametrize(("sentence", "expected"), [
    ("Tuyên truyền cho 10.000 dân vùng biên.", [(10_000, "people", "dân")]),
    ("Đạt 8,1 bác sĩ/10.000 dân.", [(8.1, "rate", "bác sĩ/10.000 dân")]),
    ("Tập huấn cho 100 dân quân.", [(100, "people", "dân quân")]),
])  # fmt: skip
def test_people_that_are_reached_are_no_base(sentence: str, expected: list[tuple[float, str, str]]) -> None:
    assert counted(sentence) == expected


@pytest.mark.parametrize("sentence", [
    "Trực cấp cứu 24/24 giờ.",
    "Trạm bơm chạy 24/24, không nghỉ.",
    "Siêu thị mở cửa 18/24h.",
    "Tổng đài phục vụ 24/7 cả ngày lễ.",
])  # fmt: skip
def test_hours_of_the_day_are_no_share_of_a_whole(sentence: str) -> None:
    assert counted(sentence) == []


@pytest.mark.parametrize(("sentence", "part", "whole"), [
    ("Có 24/24 xã đạt chuẩn nông thôn mới.", 24, 24),
    ("Cả 24/24 trạm y tế có bác sĩ.", 24, 24),
    ("Có 12/24 nhóm chỉ tiêu đạt kế hoạch.", 12, 24),
    ("Đến nay 7/24 tiêu chí hoàn thành.", 7, 24),
])  # fmt: skip
def test_x_of_twenty_four_things_is_part_and_whole(sentence: str, part: float, whole: float) -> None:
    first, second = read(sentence)
    assert (first.value, second.value, first.part_of) == (part, whole, second.id)


@pytest.mark.parametrize(("sentence", "value", "unit"), [
    ("Công trình phải dừng 3 tháng để bổ sung thủ tục.", 3, "tháng"),
    ("Máy phát điện hỏng 2 tuần chưa sửa.", 2, "tuần"),
    ("Mưa suốt 5 ngày làm ngập nhiều tuyến đường.", 5, "ngày"),
    ("Bà đã gắn bó 30 năm với nghề dệt.", 30, "năm"),
    ("Với 25 năm gắn bó với trường, cô được khen thưởng.", 25, "năm"),
    ("Trẻ học 4 tiếng trên lớp.", 4, "tiếng"),
    ("Bị cáo lĩnh án 12 năm tù.", 12, "năm"),
    ("Tước giấy phép lái xe 10 tháng.", 10, "tháng"),
    ("Hồ sơ nộp quá 6 tháng.", 6, "tháng"),
])  # fmt: skip
def test_a_stretch_of_time_that_measures_is_a_figure(sentence: str, value: float, unit: str) -> None:
    assert counted(sentence) == [(value, "duration", unit)]


@pytest.mark.parametrize("sentence", [
    "Sau 5 năm thực hiện, đời sống người dân được nâng lên.",
    "Trong 3 năm qua, tỉnh đã có nhiều đổi mới.",
    "Kết quả 10 năm xây dựng nông thôn mới.",
    "Hai năm gần đây, giá cả ổn định.",
    "Trong 9 tháng, tình hình ổn định.",
    "Học sinh trên 6 tháng tuổi được tiêm.",
])  # fmt: skip
def test_a_stretch_of_time_that_only_dates_is_none(sentence: str) -> None:
    assert counted(sentence) == []


@pytest.mark.parametrize(("sentence", "value"), [
    ("Toàn tỉnh còn thiếu 412 giáo viên so với nhu cầu.", -412),
    ("Thiếu 35 phòng học so với nhu cầu thực tế.", -35),
    ("Diện tích hụt 26 ha so với kế hoạch.", -26),
])  # fmt: skip
def test_a_shortfall_against_what_is_needed_is_a_negative_change(sentence: str, value: float) -> None:
    assert [(i.value, i.role) for i in read(sentence)] == [(value, "change")]


@pytest.mark.parametrize("sentence", ["Toàn tỉnh còn thiếu 412 giáo viên.", "Có 412 trẻ thiếu cân so với chuẩn."])
def test_what_lacks_without_a_comparison_is_a_level(sentence: str) -> None:
    assert [(i.value, i.role) for i in read(sentence)] == [(412, "level")]


@pytest.mark.parametrize(("sentence", "values"), [
    ("Chỉ số giá tăng 4,85% so với tháng trước và 6,12% so với cùng kỳ.", [4.85, 6.12]),
    ("Chỉ số giá giảm 0,4% so với tháng trước, 1,9% so với cùng kỳ năm trước.", [-0.4, -1.9]),
    ("Số vụ giảm 12,5% so với năm 2019 và 20,1% so với năm 2018.", [-12.5, -20.1]),
])  # fmt: skip
def test_one_verb_serves_two_comparisons(sentence: str, values: list[float]) -> None:
    assert [(i.value, i.role) for i in read(sentence)] == [(v, "change") for v in values]


@pytest.mark.parametrize("sentence", [
    "Giá tăng 4,85% so với tháng trước và đạt 61,2% so với kế hoạch.",
    "Giá tăng 4,85% so với tháng trước, chiếm 61,2% chi tiêu.",
    "Giá tăng 4,85% và tỷ lệ hộ nghèo 61,2%.",
])  # fmt: skip
def test_a_verb_of_its_own_ends_what_the_first_one_serves(sentence: str) -> None:
    assert [(i.value, i.role) for i in read(sentence)] == [(4.85, "change"), (61.2, "share")]


@pytest.mark.parametrize(("sentence", "modifier"), [
    ("Nhiệt độ cao nhất 39 độ C.", "exact"),
    ("Xã có tỷ lệ hộ nghèo cao nhất là 41,2%.", "exact"),
    ("Mức thu nhập thấp nhất là 2,1 triệu đồng/người/tháng.", "exact"),
    ("Hỗ trợ ít nhất 200 hộ.", "at_least"),
    ("Mỗi hộ được vay nhiều nhất 50 triệu đồng.", "at_most"),
])  # fmt: skip
def test_highest_and_lowest_say_which_figure_it_is_not_how_exact(sentence: str, modifier: str) -> None:
    assert [i.modifier for i in read(sentence)] == [modifier]
