"""The reporting period of a document, the period of each figure, and what a change is compared with."""

from __future__ import annotations

import pytest

from baocao_extract.draft import Draft, Paragraph, Quantity, Sentence
from baocao_extract.language import folding, tokens
from baocao_extract.language.views import View
from baocao_extract.model import Metadata
from baocao_extract.patterns import load
from baocao_extract.pipeline import read_draft
from baocao_extract.structure import reporting
from baocao_extract.times import expressions


def reported(title: str, day: str | None = None, kind: str = "report") -> str | None:
    """The period of a document that consists of its title."""
    low = folding.canonical(title)
    role = "title" if kind == "report" else "headline"
    draft = Draft(View(title), title, low, [Paragraph(0, len(title), role)], [Sentence(0, len(title), 0)])
    draft.metadata = Metadata.model_validate({"kind": kind, "date": day})
    draft.tokens = tokens.split(low)
    reporting.set_period(draft, expressions.find(low, draft.tokens, load()), load())
    return draft.metadata.period


@pytest.mark.parametrize(("title", "period"), [
    ("Tình hình kinh tế - xã hội quý I và nhiệm vụ trọng tâm quý II năm 2021", "2021-01-01/2021-03-31"),
    ("Kết quả công tác tháng 11 và 11 tháng năm 2014; kế hoạch tháng 12", "2014-01-01/2014-11-30"),
    ("Tình hình thực hiện nhiệm vụ 6 tháng đầu năm, phương hướng nhiệm vụ 6 tháng cuối năm 2021", "2021-01-01/2021-06-30"),
    ("Tình hình thực hiện nhiệm vụ 9 tháng; phương hướng, nhiệm vụ 3 tháng cuối năm 2021", "2021-01-01/2021-09-30"),
    ("Tình hình kinh tế - xã hội quý III và 9 tháng đầu năm 2022", "2022-01-01/2022-09-30"),
    ("Kết quả 9 tháng, nhiệm vụ quý IV năm 2022", "2022-01-01/2022-09-30"),
    ("TÌNH HÌNH KINH TẾ - XÃ HỘI SÁU THÁNG ĐẦU NĂM 2018", "2018-01-01/2018-06-30"),
    ("Tình hình kinh tế - xã hội tháng Bảy và bảy tháng năm 2013", "2013-01-01/2013-07-31"),
    ("Tình hình thu, chi ngân sách nhà nước tháng 10, lũy kế 10 tháng năm 2020", "2020-01-01/2020-10-31"),
    ("Tình hình giá cả thị trường tháng 12, quý IV và năm 2022", "2022-01-01/2022-12-31"),
    ("Kết quả sản xuất kinh doanh quý II, 6 tháng đầu năm 2020", "2020-01-01/2020-06-30"),
    ("Kết quả công tác từ tháng 1 đến tháng 9 năm 2020", "2020-01-01/2020-09-30"),
])  # fmt: skip
def test_a_title_names_the_longest_period_that_it_looks_back_on(title: str, period: str) -> None:
    assert reported(title) == period


@pytest.mark.parametrize(("title", "period"), [
    ("Tổng kết Chương trình nước sạch giai đoạn 2016-2020", "2016-01-01/2020-12-31"),
    ("10 năm xây dựng nông thôn mới (2010-2020)", "2010-01-01/2020-12-31"),
    ("Khởi động Chương trình nước sạch giai đoạn 2016-2020", None),
    ("Tổng kết năm đầu thực hiện Đề án giai đoạn 2021-2025", None),
    ("Tạo việc làm cho 842 người trong quý đầu năm", "2021-01-01/2021-03-31"),
])  # fmt: skip
def test_the_title_of_a_news_item_names_past_years_only_where_it_sums_them_up(title: str, period: str | None) -> None:
    assert reported(title, "2021-04-10", "news") == period


@pytest.mark.parametrize(("title", "period"), [
    ("Tình hình thực hiện ngân sách năm 2012, dự toán năm 2013", "2012-01-01/2012-12-31"),
    ("Ước thực hiện năm 2012 và kế hoạch 2013", "2012-01-01/2012-12-31"),
    ("Tình hình thực hiện kế hoạch năm 2004 và kế hoạch năm 2005", "2004-01-01/2004-12-31"),
    ("Tình hình thực hiện Nghị quyết HĐND về nhiệm vụ năm 2019 và phương hướng, nhiệm vụ năm 2020", "2019-01-01/2019-12-31"),
    ("Kết quả thực hiện kế hoạch 5 năm 2016-2020 và kế hoạch 5 năm 2021-2025", "2016-01-01/2020-12-31"),
    ("Kế hoạch phát triển kinh tế - xã hội năm 2022", "2022-01-01/2022-12-31"),
    ("Kết quả thực hiện Chương trình giảm nghèo giai đoạn 2021-2025 năm 2022", "2022-01-01/2022-12-31"),
    ("Kết quả 03 năm thực hiện Nghị quyết số 05-NQ/TU (2018-2020)", "2018-01-01/2020-12-31"),
    ("Tổng kết năm học 2018-2019 và phương hướng nhiệm vụ năm học 2019-2020", "2018-09-01/2019-05-31"),
])  # fmt: skip
def test_plans_and_programmes_in_a_title_are_not_its_period_unless_they_are_all(title: str, period: str) -> None:
    assert reported(title) == period


@pytest.mark.parametrize(("title", "period"), [
    ("Kết quả công tác quý IV, nhiệm vụ quý I năm 2023", "2022-10-01/2022-12-31"),
    ("Kết quả công tác tháng 12, phương hướng tháng 01 năm 2023", "2022-12-01/2022-12-31"),
    ("Công tác tháng 5/2018, chương trình công tác tháng 6/2018", "2018-05-01/2018-05-31"),
])  # fmt: skip
def test_the_year_of_what_comes_next_is_counted_back_over_new_year(title: str, period: str) -> None:
    assert reported(title) == period


@pytest.mark.parametrize(("title", "day", "period"), [
    ("Kết quả công tác tháng 12", "2023-01-04", "2022-12-01/2022-12-31"),
    ("Sơ kết công tác 6 tháng đầu năm", "2024-06-25", "2024-01-01/2024-06-30"),
    ("Tình hình dịch tả lợn châu Phi từ đầu năm đến nay", "2019-06-20", "2019-01-01/2019-06-20"),
    ("Công tác phòng, chống dịch tuần từ ngày 15/8 đến 21/8", "2021-08-22", "2021-08-15/2021-08-21"),
    ("Kết quả giải quyết kiến nghị cử tri trước và sau kỳ họp thứ 10", "2020-12-01", None),
])  # fmt: skip
def test_the_date_says_what_a_title_leaves_out(title: str, day: str, period: str | None) -> None:
    assert reported(title, day) == period


@pytest.mark.parametrize(("title", "period"), [
    ("Tình hình dịch bệnh đến ngày 15/6/2021", "../2021-06-15"),
    ("Nhanh tình hình thiệt hại do bão số 5 (tính đến 17h00 ngày 18/9/2020)", "../2020-09-18"),
    ("Công tác tuần thứ 33 năm 2022", "2022-08-15/2022-08-21"),
    ("Kết quả công tác từ ngày 15/12/2019 đến ngày 14/3/2020", "2019-12-15/2020-03-14"),
])  # fmt: skip
def test_titles_may_name_days(title: str, period: str) -> None:
    assert reported(title) == period


def test_the_date_of_a_document_in_a_title_is_not_its_period() -> None:
    assert reported("Kết quả thực hiện Quyết định số 12/QĐ-TTg ngày 5/7/2019") is None


REPORT = """UBND TỈNH HÀ NAM
SỞ LAO ĐỘNG
Số: 812/BC-SLĐ

Hà Nam, ngày 29 tháng 9 năm 2022

BÁO CÁO
Tình hình thực hiện nhiệm vụ 9 tháng đầu năm 2022

I. KẾT QUẢ THỰC HIỆN

"""
PERIOD = "2022-01-01/2022-09-30"
LAST_YEAR = "2021-01-01/2021-09-30"


def figures(marked: str, frame: str = REPORT) -> list[Quantity]:
    """The figures that a text marks with [brackets], read within a report on nine months of 2022."""
    text, spans, at = frame, [], 0
    while (begin := marked.find("[", at)) >= 0:
        end = marked.index("]", begin)
        text += marked[at:begin]
        spans.append((len(text), len(text) + end - begin - 1))
        text += marked[begin + 1 : end]
        at = end + 1
    draft = read_draft(text + marked[at:] + "\n", load())
    found = []
    for start, end in spans:
        hits = [q for q in draft.quantities if q.start < end and start < q.end]
        assert hits, f"no figure at {text[start:end]!r}"
        found.append(hits[0])
    return found


@pytest.mark.parametrize(("text", "periods"), [
    ("Giải quyết việc làm cho [5.120 lao động].", [PERIOD]),
    ("Trong quý III, có [45 doanh nghiệp] thành lập mới.", ["2022-07-01/2022-09-30"]),
    ("Năm 2021, tổng số hộ nghèo là [6.210 hộ].", ["2021-01-01/2021-12-31"]),
    ("Đến 31/8/2022 đã chi trả cho [812 người].", ["../2022-08-31"]),
    ("Hiện nay toàn tỉnh có [97 hợp tác xã].", ["../2022-09-29"]),
    ("Từ ngày 01/02/2022 đến ngày 24/6/2022 đã kiểm tra [58 cơ sở].", ["2022-02-01/2022-06-24"]),
    ("Lũy kế từ đầu năm đến ngày 15/9 đã cấp [1.240 giấy phép].", ["2022-01-01/2022-09-15"]),
    ("Trong tháng (từ ngày 15/8 đến ngày 14/9) xảy ra [12 vụ] tai nạn.", ["2022-08-15/2022-09-14"]),
    ("Tháng 8 và 8 tháng đầu năm đã thu [250 tỷ đồng].", ["2022-01-01/2022-08-31"]),
])  # fmt: skip
def test_the_expression_before_a_figure_in_its_sentence_governs_it(text: str, periods: list[str]) -> None:
    assert [q.period for q in figures(text)] == periods


@pytest.mark.parametrize("text", [
    "Thực hiện Quyết định số 15/QĐ-UBND ngày 12/3/2021 của UBND tỉnh, đã hỗ trợ [320 hộ].",
    "Thực hiện chương trình giảm nghèo giai đoạn 2021-2025 đã hỗ trợ [320 hộ].",
    "Đã tặng quà dịp Tết Nguyên đán năm 2021 cho [320 hộ].",
    "Theo Luật Người cao tuổi năm 2009, đã chúc thọ [320 cụ].",
    "Tăng mạnh so với cùng kỳ năm 2021, đã hỗ trợ [320 hộ].",
])  # fmt: skip
def test_dates_of_documents_programmes_and_comparisons_govern_nothing(text: str) -> None:
    assert [q.period for q in figures(text)] == [PERIOD]


def test_the_bracket_behind_a_comparison_holds_the_figure_of_that_time() -> None:
    assert figures("Thu nhập tăng gấp đôi so với năm 2010 ([15 triệu đồng/người/năm]).")[0].period == "2010-01-01/2010-12-31"


def test_an_expression_behind_a_figure_governs_it_within_its_clause() -> None:
    assert figures("Đã tổ chức [14 lớp] trong quý II/2022.")[0].period == "2022-04-01/2022-06-30"


def test_the_plan_of_the_year_in_brackets_is_the_years() -> None:
    assert [q.period for q in figures("Đã đưa [912 lao động] đi làm việc ở nước ngoài (kế hoạch năm [1.750 lao động]).")] == [
        PERIOD,
        "2022-01-01/2022-12-31",
    ]


def test_an_expression_that_opens_a_paragraph_reaches_the_next_sentence() -> None:
    assert figures("Quý I năm 2022, tỉnh có [120 vụ] cháy. Thiệt hại [3 tỷ đồng].")[1].period == "2022-01-01/2022-03-31"


def test_a_heading_that_names_a_period_governs_its_section() -> None:
    text = "Đã hỗ trợ [12 hộ].\n\nII. NHIỆM VỤ QUÝ IV NĂM 2022\n\n1. Tạo việc làm cho [2.000 lao động]."
    assert [q.period for q in figures(text)] == [PERIOD, "2022-10-01/2022-12-31"]


def test_a_lead_in_governs_its_items() -> None:
    text = "Tính đến 31/8/2022, các đơn vị đã:\n\n- Hỗ trợ [12 hộ];\n\n- Xây [3 nhà]."
    assert [q.period for q in figures(text)] == ["../2022-08-31"] * 2


def test_a_column_of_a_table_has_the_time_of_its_head() -> None:
    text = "| Chỉ tiêu | Quý I/2022 | Quý II/2022 |\n|---|---|---|\n| Số lao động | [1.200 người] | [1.350 người] |"
    assert [q.period for q in figures(text)] == ["2022-01-01/2022-03-31", "2022-04-01/2022-06-30"]


def test_inheritance_is_recorded() -> None:
    own, inherited = figures("Quý I năm 2022 có [5 vụ]."), figures("Có [5 vụ].")
    assert (own[0].period_from, inherited[0].period_from) == ("sentence", "document")


@pytest.mark.parametrize(("text", "baseline"), [
    ("Tổng thu tăng [5,2%] so với cùng kỳ.", "2021-01-01/2021-09-30"),
    ("So với cùng kỳ năm trước, tổng thu tăng [5,2%].", "2021-01-01/2021-09-30"),
    ("Tổng thu giảm [3 tỷ đồng] so với cùng kỳ năm 2019.", "2019-01-01/2019-09-30"),
    ("Chỉ số giá tháng 8 tăng [0,3%] so với tháng trước.", "2022-07-01/2022-07-31"),
    ("Số hộ nghèo giảm [120 hộ] so với cuối năm 2021.", "../2021-12-31"),
    ("Số hộ nghèo giảm [120 hộ] so với năm 2010.", "2010-01-01/2010-12-31"),
    ("Số vụ giảm [3 vụ] so với kế hoạch.", None),
])  # fmt: skip
def test_a_change_has_the_time_that_it_is_compared_with(text: str, baseline: str | None) -> None:
    assert figures(text)[0].baseline == baseline


def test_a_comparison_reaches_over_the_changes_that_share_it() -> None:
    found = figures("Tai nạn tăng [5 vụ], giảm [2 người] chết so với cùng kỳ năm 2021.")
    assert [q.baseline for q in found] == ["2021-01-01/2021-09-30"] * 2


def test_what_is_set_against_the_month_before_is_this_months() -> None:
    assert figures("Giá xăng tăng [500 đồng/lít] so với tháng trước.")[0].period == "2022-09-01/2022-09-30"


@pytest.mark.parametrize(("text", "periods"), [
    ("Xảy ra [45 vụ] tai nạn (cùng kỳ [52 vụ], [9 người] chết).", [PERIOD, LAST_YEAR, LAST_YEAR]),
    ("Số vụ cháy là [45 vụ], cùng kỳ [52].", [PERIOD, LAST_YEAR]),
    ("Quý I năm 2022 có [45 vụ], cùng kỳ năm trước là [52 vụ].", ["2022-01-01/2022-03-31", "2021-01-01/2021-03-31"]),
    ("Cùng kỳ năm 2019: [52 vụ].", ["2019-01-01/2019-09-30"]),
])  # fmt: skip
def test_what_the_same_time_of_another_year_counted_is_of_that_year(text: str, periods: list[str]) -> None:
    assert [q.period for q in figures(text)] == periods


@pytest.mark.parametrize("text", [
    "Số vụ tăng 5% so với cùng kỳ năm 2021; [45 vụ] đã được làm rõ.",
    "So với cùng kỳ, số vụ giảm còn [45 vụ].",
    "Giá quế thấp hơn cùng kỳ 600 đồng/kg; giá chè [12.000 đồng/kg].",
    "Giá quế thấp hơn cùng kỳ [600 đồng/kg].",
])  # fmt: skip
def test_what_is_only_compared_with_it_is_of_this_year(text: str) -> None:
    assert [q.period for q in figures(text)] == [PERIOD]
