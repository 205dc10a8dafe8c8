"""The reporting period where no letterhead helps: undated titles, surveys, closing years; and the times that figures take in lists. The words are ours."""

from __future__ import annotations

import pytest
from test_periods import PERIOD, figures

from baocao_extract import extract_text
from baocao_extract.model import Metadata


def metadata(text: str) -> Metadata:
    return extract_text(text).metadata


@pytest.mark.parametrize(("text", "period"), [
    ("Tình hình thực hiện nhiệm vụ kế hoạch năm 2004\n\nTạo việc làm cho 12.000 người.\n", "2004-01-01/2004-12-31"),
    ("Phương hướng, nhiệm vụ năm 2005\n\nTạo việc làm cho 12.000 người.\n", "2005-01-01/2005-12-31"),
    ("Tổng quan kinh tế 2019\n\nXuất khẩu đạt 12 tỷ USD.\n", "2019-01-01/2019-12-31"),
    ("Kết quả hoạt động 9 tháng\n\nSản lượng đạt 300 tấn, tăng 5% so với cùng kỳ năm 2017.\n", "2018-01-01/2018-09-30"),
    ("I. TÌNH HÌNH THỰC HIỆN NHIỆM VỤ NĂM 2004\n\nTạo việc làm cho 12.000 người.\n\nII. PHƯƠNG HƯỚNG NĂM 2005\n\nTạo việc làm cho 13.000 người.\n",
     "2004-01-01/2004-12-31"),
])  # fmt: skip
def test_an_undated_text_is_of_the_time_that_its_title_reviews(text: str, period: str) -> None:
    assert metadata(text).period == period


@pytest.mark.parametrize("text", [
    "Giới thiệu Luật Đất đai 2013\n\nLuật có 12 điều mới.\n",
    "Chuẩn nghèo đa chiều 2015\n\nCó 12 chỉ số.\n",
    "Kết quả hoạt động 9 tháng\n\nSản lượng đạt 300 tấn.\n",
])  # fmt: skip
def test_the_year_of_a_law_or_months_of_no_year_are_no_period(text: str) -> None:
    assert metadata(text).period is None


@pytest.mark.parametrize("title", [
    "Kết quả sản xuất năm 2019 tăng 8% so với năm 2004",
    "Tình hình xuất khẩu năm 2019 cao hơn năm 2004",
])  # fmt: skip
def test_the_year_that_a_title_compares_with_is_not_its_period(title: str) -> None:
    assert metadata(f"BÁO CÁO\n{title}\n\nXã có 30 hộ.\n").period == "2019-01-01/2019-12-31"


@pytest.mark.parametrize("text", [
    "Điều tra lao động trẻ em\n\nKết quả điều tra quốc gia về lao động trẻ em năm 2018 vừa công bố cho thấy có 1,03 triệu trẻ em lao động.\n",
    "Chuyện làng nghề\n\nTheo khảo sát năm 2018, làng có 320 hộ làm nghề.\n",
    "Thí sinh dự thi\n\nKỳ thi THPT quốc gia 2018 có 925.792 thí sinh đăng ký.\n",
])  # fmt: skip
def test_a_survey_or_an_examination_gives_an_undated_item_its_year(text: str) -> None:
    assert metadata(text).period == "2018-01-01/2018-12-31"


@pytest.mark.parametrize("text", [
    "Chuyện làng nghề\n\nLàng nằm bên sông, từ xưa đã có nghề dệt.\n\nSau trận lũ năm 2018, nhiều hộ bỏ nghề. Làng có 320 hộ.\n",
    "Điều tra lao động\n10/09/2020 - 14:35\n\nCông an huyện điều tra vụ án, trong đó 3 người đã bị bắt, một người trốn từ năm 2018.\n",
])  # fmt: skip
def test_a_year_in_the_tale_does_not(text: str) -> None:
    assert metadata(text).period is None


@pytest.mark.parametrize(("text", "period"), [
    ("Kỳ thi THPT quốc gia 2019 có [9.250 thí sinh].", "2019-01-01/2019-12-31"),
    ("Vụ hè thu 2020 gieo cấy [3.400 ha].", "2020-01-01/2020-12-31"),
    ("Theo khảo sát 2021, có [320 hộ] dùng nước sạch.", "2021-01-01/2021-12-31"),
])  # fmt: skip
def test_a_bare_year_behind_a_season_or_a_survey_is_a_year(text: str, period: str) -> None:
    assert [q.period for q in figures(text)] == [period]


def test_a_bare_number_like_a_year_that_counts_is_none() -> None:
    assert [q.value for q in figures("Vụ mùa [2.019 ha] lúa đã gặt.")] == [2019]


@pytest.mark.parametrize(("text", "period"), [
    ("Số vốn năm trước chuyển sang là [12 tỷ đồng].", PERIOD),
    ("Số dư năm trước để lại [12 tỷ đồng].", PERIOD),
    ("Số vụ năm trước là [12 vụ].", "2021-01-01/2021-12-31"),
    ("Lũy kế từ ngày 01/7 đến ngày 15/9/2022 đã hỗ trợ [120 hộ].", "2022-07-01/2022-09-15"),
    ("Giao quân năm 2022: [178 tân binh].", "2022-01-01/2022-12-31"),
    ("Năm 2018 có 17 hộ, nay mới có [63 hộ].", "../2022-09-29"),
    ("Năm 2018 có 17 hộ, nay cả xã có [63 hộ].", "../2022-09-29"),
    ("Trực từ sáng đến tối ngày 5/9/2022, đã khám cho [120 người].", "2022-09-05/2022-09-05"),
])  # fmt: skip
def test_words_around_a_time_say_what_it_governs(text: str, period: str) -> None:
    assert [q.period for q in figures(text)] == [period]


def test_the_same_moment_is_the_one_named_last() -> None:
    text = "Đến ngày 31/8/2022 đã hỗ trợ [120 hộ].\n\nTính đến cùng thời điểm có [80 hộ] thoát nghèo."
    assert [q.period for q in figures(text)] == ["../2022-08-31"] * 2


def test_the_sentence_that_announces_a_list_gives_its_time() -> None:
    text = "Năm 2021, huyện mở nhiều lớp. Trong quý II năm 2022, các xã đã thực hiện:\n\n- Hỗ trợ [12 hộ];\n\n- Xây [3 nhà]."
    assert [q.period for q in figures(text)] == ["2022-04-01/2022-06-30"] * 2


def test_a_few_words_that_only_go_on_leave_the_sentence_before_to_give_it() -> None:
    text = "Đến 31/8/2022, huyện đã hỗ trợ [120 hộ]. Trong đó:\n\n- Xây mới [90 hộ];\n\n- Sửa chữa [30 hộ]."
    assert [q.period for q in figures(text)] == ["../2022-08-31"] * 3


@pytest.mark.parametrize(("text", "kind"), [
    ("Tình hình thực hiện nhiệm vụ năm 2004\n\nI. KẾT QUẢ\n\nTạo việc làm cho 12.000 người.\n", "report"),
    ("Nông dân chờ giá\n11/10/2019\n\nGiá quế giảm còn 12.000 đồng/kg.\n", "news"),
])  # fmt: skip
def test_a_title_in_the_manner_of_reports_makes_an_excerpt_a_report(text: str, kind: str) -> None:
    assert metadata(text).kind == kind
