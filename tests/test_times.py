"""Time expressions: every wording finds its stretch, and resolves to its interval in the light of what the document says of its own time."""

from __future__ import annotations

from datetime import date

import pytest

from baocao_extract.language import folding, tokens
from baocao_extract.patterns import load
from baocao_extract.times import algebra, expressions
from baocao_extract.times.algebra import Context, Interval

# A report on January to September 2022, signed on 29 September.
NINE_MONTHS = Context(date(2022, 1, 1), date(2022, 9, 30), date(2022, 9, 29))
# A news item of 20 April 2021 without a reporting period.
DATED = Context(day=date(2021, 4, 20))
UNDATED = Context()


def read(marked: str, context: Context) -> tuple[list[str], list[str | None]]:
    """The stretches found in a text and their intervals."""
    low = folding.canonical(marked.replace("[", "").replace("]", ""))
    found = expressions.find(low, tokens.split(low), load())
    values = [algebra.resolve(e, context, load()) for e in found]
    return [low[e.start : e.end] for e in found], [v.iso() if v else None for v in values]


def wanted(marked: str) -> str:
    return folding.canonical(marked[marked.index("[") + 1 : marked.index("]")])


@pytest.mark.parametrize(("text", "interval"), [
    ("trong [quý I/2020] có", "2020-01-01/2020-03-31"),
    ("[Quý 1 năm 2020], toàn tỉnh", "2020-01-01/2020-03-31"),
    ("của [quý IV-2019]", "2019-10-01/2019-12-31"),
    ("[quý I, II/2021]", "2021-01-01/2021-06-30"),
    ("[quý III]", "2022-07-01/2022-09-30"),
    ("[quý tư năm ngoái]", "2021-10-01/2021-12-31"),
    ("[ba quý đầu năm 2020]", "2020-01-01/2020-09-30"),
    ("[quý cuối năm 2020]", "2020-10-01/2020-12-31"),
])  # fmt: skip
def test_quarters_in_every_writing_give_their_three_months(text: str, interval: str) -> None:
    stretches, values = read(text, NINE_MONTHS)
    assert (stretches, values) == ([wanted(text)], [interval])


@pytest.mark.parametrize(("text", "interval"), [
    ("[6 tháng đầu năm 2021]", "2021-01-01/2021-06-30"),
    ("[sáu tháng đầu năm]", "2022-01-01/2022-06-30"),
    ("[06 tháng đầu năm]", "2022-01-01/2022-06-30"),
    ("[chín tháng năm 2021]", "2021-01-01/2021-09-30"),
    ("[11 tháng năm 2014]", "2014-01-01/2014-11-30"),
    ("[10 tháng/2020]", "2020-01-01/2020-10-31"),
    ("[9T/2021]", "2021-01-01/2021-09-30"),
    ("[6 tháng cuối năm 2021]", "2021-07-01/2021-12-31"),
    ("[3 tháng cuối năm]", "2022-10-01/2022-12-31"),
    ("[nửa đầu năm 2019]", "2019-01-01/2019-06-30"),
    ("[9 tháng đầu năm nay]", "2022-01-01/2022-09-30"),
    ("[8 tháng đầu năm ngoái]", "2021-01-01/2021-08-31"),
    ("[tính chung 9 tháng]", "2022-01-01/2022-09-30"),
])  # fmt: skip
def test_a_count_of_months_is_a_part_of_its_year(text: str, interval: str) -> None:
    stretches, values = read(text, NINE_MONTHS)
    assert (stretches, values) == ([wanted(text)], [interval])


def test_a_bare_count_of_months_that_is_not_the_reporting_period_has_no_interval() -> None:
    assert read("đào tạo nghề [6 tháng]", NINE_MONTHS)[1] == [None]


@pytest.mark.parametrize(("text", "interval"), [
    ("[tháng 02/2020]", "2020-02-01/2020-02-29"),
    ("[tháng Chín]", "2022-09-01/2022-09-30"),
    ("[tháng mười một năm 2021]", "2021-11-01/2021-11-30"),
    ("[các tháng 7, 8, 9]", "2022-07-01/2022-09-30"),
    ("[tháng 12 năm trước]", "2021-12-01/2021-12-31"),
    ("[từ tháng 1 đến tháng 5/2020]", "2020-01-01/2020-05-31"),
    ("[tháng 10/2018 - tháng 5/2019]", "2018-10-01/2019-05-31"),
    ("[T5/2021]", "2021-05-01/2021-05-31"),
    ("[tuần đầu tháng 9]", "2022-09-01/2022-09-07"),
    ("[15 ngày đầu tháng 4]", "2022-04-01/2022-04-15"),
    ("[nửa cuối tháng 8]", "2022-08-16/2022-08-31"),
])  # fmt: skip
def test_months_and_their_parts(text: str, interval: str) -> None:
    stretches, values = read(text, NINE_MONTHS)
    assert (stretches, values) == ([wanted(text)], [interval])


@pytest.mark.parametrize("day", [
    "[5/7/2019]", "[05-07-2019]", "[05.7.2019]", "[ngày 5 tháng 7 năm 2019]", "[ngày 05/7/2019]", "[sáng 5/7/2019]", "[2019-07-05]",
    "[trong ngày 5/7/2019]",
])  # fmt: skip
def test_a_day_reads_the_same_in_every_writing(day: str) -> None:
    stretches, values = read(f"họp {day} tại", UNDATED)
    assert (stretches, values) == ([wanted(day)], ["2019-07-05/2019-07-05"])


@pytest.mark.parametrize(("text", "interval"), [
    ("[ngày 27/3]", "2021-03-27/2021-03-27"),
    ("[chiều 15-4]", "2021-04-15/2021-04-15"),
    ("[ngày 30/12]", "2020-12-30/2020-12-30"),
    ("[hôm qua]", "2021-04-19/2021-04-19"),
    ("[từ ngày 1 đến 5/4]", "2021-04-01/2021-04-05"),
    ("([13/4 – 19/4])", "2021-04-13/2021-04-19"),
    ("[27/12/2020 - 03/01/2021]", "2020-12-27/2021-01-03"),
    ("[năm nay]", "2021-01-01/2021-12-31"),
    ("[tháng trước]", "2021-03-01/2021-03-31"),
    ("[quý này]", "2021-04-01/2021-06-30"),
])  # fmt: skip
def test_what_leaves_out_its_year_takes_it_from_the_date_of_a_news_item(text: str, interval: str) -> None:
    stretches, values = read(text, DATED)
    assert (stretches, values) == ([wanted(text)], [interval])


@pytest.mark.parametrize(("text", "interval"), [
    ("[tính đến 30/6/2022]", "../2022-06-30"),
    ("[lũy kế đến hết tháng 8/2022]", "../2022-08-31"),
    ("[đến hết ngày 15/9]", "../2022-09-15"),
    ("[Đến 17 giờ ngày 26/9/2022]", "../2022-09-26"),
    ("[hết năm 2021]", "../2021-12-31"),
    ("[cuối năm 2021]", "../2021-12-31"),
    ("[đến cuối năm 2021]", "../2021-12-31"),
    ("[đến năm 2025]", "../2025-12-31"),
    ("[đầu năm 2021]", "../2021-01-01"),
    ("[tại thời điểm 01/4/2022]", "../2022-04-01"),
    ("[cuối năm ngoái]", "../2021-12-31"),
    ("[hiện nay]", "../2022-09-29"),
    ("[đến nay]", "../2022-09-29"),
    ("[đến thời điểm báo cáo]", "../2022-09-29"),
    ("[hiện] toàn tỉnh", "../2022-09-29"),
    ("đến [cuối năm học 2021]", "../2021-05-31"),
])  # fmt: skip
def test_a_state_as_of_a_day_is_a_stock(text: str, interval: str) -> None:
    _, values = read(text, NINE_MONTHS)
    assert values == [interval]


def test_the_moment_of_a_month_is_the_month() -> None:
    assert read("giá [tại thời điểm tháng 8/2022]", NINE_MONTHS)[1] == ["2022-08-01/2022-08-31"]


@pytest.mark.parametrize(("text", "interval"), [
    ("[giai đoạn 2016-2020]", "2016-01-01/2020-12-31"),
    ("[nhiệm kỳ 2021 - 2026]", "2021-01-01/2026-12-31"),
    ("[thời kỳ 2001–2010]", "2001-01-01/2010-12-31"),
    ("[5 năm 2016-2020]", "2016-01-01/2020-12-31"),
    ("[từ năm 2015 đến năm 2020]", "2015-01-01/2020-12-31"),
    ("[trong 3 năm (2017-2019])", "2017-01-01/2019-12-31"),
    ("[hai năm 2019 và 2020]", "2019-01-01/2020-12-31"),
    ("[năm học 2018-2019]", "2018-09-01/2019-05-31"),
    ("[năm học 2017-2018 và 2018-2019]", "2017-09-01/2019-05-31"),
    ("[niên vụ 2021]", "2021-01-01/2021-12-31"),
    ("[năm 2020]", "2020-01-01/2020-12-31"),
    ("[tuần 33 năm 2022]", "2022-08-15/2022-08-21"),
])  # fmt: skip
def test_years_and_stretches_of_years(text: str, interval: str) -> None:
    stretches, values = read(text, NINE_MONTHS)
    assert (stretches, values) == ([wanted(text)], [interval])


@pytest.mark.parametrize(("text", "interval"), [
    ("[trong kỳ]", "2022-01-01/2022-09-30"),
    ("[kỳ báo cáo]", "2022-01-01/2022-09-30"),
    ("[trong quý]", "2022-07-01/2022-09-30"),
    ("[trong tháng]", "2022-09-01/2022-09-30"),
    ("[cả năm]", "2022-01-01/2022-12-31"),
    ("[năm ngoái]", "2021-01-01/2021-12-31"),
    ("[quý trước]", "2022-04-01/2022-06-30"),
    ("[tháng trước]", "2022-08-01/2022-08-31"),
])  # fmt: skip
def test_relative_wordings_count_from_the_reporting_period(text: str, interval: str) -> None:
    stretches, values = read(text, NINE_MONTHS)
    assert (stretches, values) == ([wanted(text)], [interval])


@pytest.mark.parametrize("text", ["năm nay", "hiện nay", "tháng trước", "ngày 5/7", "quý I"])
def test_without_a_date_or_period_the_present_is_nowhere(text: str) -> None:
    assert read(text, UNDATED)[1] == [None]


@pytest.mark.parametrize("text", [
    "thực hiện", "phát hiện 5 ca", "hiện đại hóa", "có 819 trường hợp", "đạt 95/155 xã", "đến 5/7 xã đạt chuẩn", "Quyết định 12/2019/QĐ-UBND",
    "kinh phí 2.019 triệu đồng", "hàng tháng", "tăng 12,5%", "quý khách", "trẻ 6 tháng tuổi", "",
])  # fmt: skip
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert read(text, NINE_MONTHS)[0] == []


def test_expressions_end_at_the_line() -> None:
    assert read("số hộ năm\n2020 hộ nghèo", NINE_MONTHS)[0] == []


def test_impossible_days_have_no_interval() -> None:
    assert read("[ngày 31/2/2020]", DATED)[1] == [None]


@pytest.mark.parametrize(("interval", "before"), [
    (("2022-03-01", "2022-03-31"), "2022-02-01/2022-02-28"),
    (("2022-01-01", "2022-03-31"), "2021-10-01/2021-12-31"),
    (("2016-01-01", "2020-12-31"), "2011-01-01/2015-12-31"),
    (("2021-09-20", "2021-09-26"), "2021-09-13/2021-09-19"),
])  # fmt: skip
def test_the_stretch_before_is_of_the_same_kind(interval: tuple[str, str], before: str) -> None:
    first, last = (date.fromisoformat(d) for d in interval)
    assert algebra.preceding(Interval(first, last)).iso() == before


def test_a_year_earlier_the_end_of_february_stays_the_end() -> None:
    assert algebra.shifted(Interval(date(2020, 1, 1), date(2020, 2, 29)), -1).iso() == "2019-01-01/2019-02-28"
