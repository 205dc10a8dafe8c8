"""What is planned, proposed or ruled and what is done: by the document, its sections, the line over a list, the words of a proposal."""

from __future__ import annotations

import pytest
from test_periods import figures

from baocao_extract import extract_text


def statuses(text: str) -> list[str]:
    return [i.status for i in extract_text(text).indicators]


LETTERHEAD = "UBND TỈNH HÀ NAM\nSỞ Y TẾ\nSố: 8/KH-SYT\n\nHà Nam, ngày 5 tháng 1 năm 2020\n\n"


@pytest.mark.parametrize("text", [
    LETTERHEAD + "KẾ HOẠCH\nTiêm chủng mở rộng năm 2020\n\nI. NỘI DUNG\n\nTiêm cho 11.500 trẻ.\n",
    "Phương hướng, nhiệm vụ năm 2005\n\nTạo việc làm cho 12.000 người.\n",
    "Mục tiêu, chỉ tiêu năm 2005\n\nTạo việc làm cho 12.000 người.\n",
])  # fmt: skip
def test_the_figures_of_a_plan_are_planned(text: str) -> None:
    assert statuses(text) == ["plan"]


@pytest.mark.parametrize("text", [
    LETTERHEAD + "KẾ HOẠCH\nTiêm chủng mở rộng năm 2020\n\nI. TÌNH HÌNH\n\nToàn tỉnh có 12.000 trẻ.\n",
    LETTERHEAD + "KẾ HOẠCH\nTiêm chủng mở rộng năm 2020\n\nI. SỰ CẦN THIẾT\n\nToàn tỉnh có 12.000 trẻ.\n",
    LETTERHEAD + "KẾ HOẠCH\nTiêm chủng mở rộng năm 2020\n\nI. NỘI DUNG\n\nNăm 2018, tỉnh có 12.000 trẻ.\n",
    LETTERHEAD + "KẾ HOẠCH\nTiêm chủng mở rộng năm 2020\n\nI. MỤC TIÊU\n\nNăm 2018, tỉnh có 12.000 trẻ.\n",
    LETTERHEAD + "KẾ HOẠCH\nTiêm chủng mở rộng năm 2020\n\nI. NỘI DUNG\n\nĐã tiêm cho 12.000 trẻ.\n",
    "UBND TỈNH HÀ NAM\nSỞ KẾ HOẠCH VÀ ĐẦU TƯ\nSố: 8/BC-SKHĐT\n\nHà Nam, ngày 5 tháng 1 năm 2020\n\nBÁO CÁO\nĐầu tư năm 2019\n\nThu hút 45 dự án.\n",
    "Tình hình thực hiện nhiệm vụ năm 2004\n\nTạo việc làm cho 12.000 người.\n",
    "Kế hoạch nhỏ của trường làng\n12/07/2021 08:00\n\nTrường có 12.000 học sinh tham gia.\n",
])  # fmt: skip
def test_what_a_plan_reviews_or_says_is_done_is_not(text: str) -> None:
    assert statuses(text) == ["actual"]


@pytest.mark.parametrize("lead", [
    "Các chỉ tiêu chủ yếu:", "Mục tiêu cụ thể:", "Một số chỉ tiêu như sau:", "Toàn ngành tập trung:", "Nhiệm vụ trọng tâm:",
    "Trong quý tới sẽ:", "Toàn ngành phấn đấu:",
])  # fmt: skip
def test_the_line_over_a_list_plans_its_items(lead: str) -> None:
    assert [q.status for q in figures(f"{lead}\n\n- Trồng mới [500 ha] rừng;\n\n- Tạo việc làm cho [300 người].")] == ["plan"] * 2


@pytest.mark.parametrize("lead", [
    "Kết quả thực hiện các chỉ tiêu:", "Hoàn thành một số mục tiêu:", "Trong quý, các huyện đã:", "Kết quả cụ thể như sau:",
    "Kết quả các chỉ tiêu chủ yếu:",
])  # fmt: skip
def test_a_line_that_tells_results_does_not(lead: str) -> None:
    assert [q.status for q in figures(f"{lead}\n\n- Trồng mới [500 ha] rừng;\n\n- Tạo việc làm cho [300 người].")] == ["actual"] * 2


def test_an_item_that_is_done_is_done_under_any_line() -> None:
    assert [q.status for q in figures("Các chỉ tiêu chủ yếu:\n\n- Trồng mới [500 ha] rừng;\n\n- Đã trồng [300 ha] rừng.")] == [
        "plan",
        "actual",
    ]


@pytest.mark.parametrize("text", [
    "Đề xuất nâng mức hỗ trợ lên [40 triệu đồng/hộ].",
    "Dự thảo quy định mức phạt [5 triệu đồng].",
    "Phương án 1: mức học phí [200.000 đồng/tháng].",
    "Nếu được thông qua, mức chuẩn là [750.000 đồng/tháng].",
    "Sở đề nghị tăng mức trợ cấp lên [1,2 triệu đồng/tháng].",
])  # fmt: skip
def test_a_rule_that_is_only_proposed_is_planned(text: str) -> None:
    assert [q.status for q in figures(text)] == ["plan"]


@pytest.mark.parametrize("text", [
    "Bộ đề xuất nâng mức chuẩn trợ giúp từ [270.000 đồng/tháng] lên [360.000 đồng/tháng].",
    "Bộ đề nghị nâng từ mức hỗ trợ [270.000 đồng/tháng] lên [360.000 đồng/tháng].",
])  # fmt: skip
def test_what_a_proposal_starts_from_is_the_rule_in_force(text: str) -> None:
    assert [q.status for q in figures(text)] == ["norm", "plan"]


def test_the_rule_in_force_beside_a_proposal_is_a_rule() -> None:
    text = "Sở đề nghị tăng mức trợ cấp lên [1,2 triệu đồng/tháng], mức hiện hành là [850.000 đồng/tháng]."
    assert [q.status for q in figures(text)] == ["plan", "norm"]


def test_a_rule_without_a_proposal_is_a_rule() -> None:
    assert [q.status for q in figures("Mức phạt [5 triệu đồng].")] == ["norm"]


@pytest.mark.parametrize("text", [
    "Tiếp nhận [12 hồ sơ] đề nghị nâng bậc lương.",
    "Có [12 đề xuất] đơn giản hóa thủ tục.",
    "Qua thanh tra, đã kiến nghị thu hồi [3,2 tỷ đồng].",
    "Thanh tra kiến nghị xử lý [14 tập thể].",
    "Số kiến nghị các cấp là [45 ý kiến].",
    "Cơ quan thanh tra phải thu hồi [3,2 tỷ đồng].",
])  # fmt: skip
def test_requests_that_came_in_and_what_a_review_recommends_are_done(text: str) -> None:
    assert [q.status for q in figures(text)] == ["actual"]


@pytest.mark.parametrize("text", [
    "Kiến nghị Trung ương hỗ trợ [120 tỷ đồng].",
    "Đề nghị bố trí [120 tỷ đồng].",
    "Các xã cần huy động [120 tỷ đồng].",
    "Theo kế hoạch năm, thu [120 tỷ đồng].",
    "UBND tỉnh giao [120 tỷ đồng].",
])  # fmt: skip
def test_what_is_asked_for_needed_or_set_is_planned(text: str) -> None:
    assert [q.status for q in figures(text)] == ["plan"]


@pytest.mark.parametrize("text", [
    "Trồng [500 ha] theo kế hoạch được giao.",
    "Công tác thu theo kế hoạch đề ra, đạt [120 tỷ đồng].",
    "Huyện bàn giao [24 căn nhà] cho hộ nghèo.",
    "Huyện mới giải ngân [120 tỷ đồng] theo nhu cầu.",
    "Người dân cần cù, có [24 hộ] khá giả.",
])  # fmt: skip
def test_a_plan_that_is_only_mentioned_plans_nothing(text: str) -> None:
    assert [q.status for q in figures(text)] == ["actual"]


@pytest.mark.parametrize(("heading", "status"), [
    ("II. PHƯƠNG HƯỚNG NĂM 2023", "plan"),
    ("II. KẾ HOẠCH SẢN XUẤT VỤ XUÂN", "plan"),
    ("II. KẾT QUẢ THỰC HIỆN CHỈ TIÊU", "actual"),
    ("II. MỘT SỐ CHỈ TIÊU ĐẠT ĐƯỢC", "actual"),
    ("II. THỰC TRẠNG", "actual"),
])  # fmt: skip
def test_a_section_plans_where_its_heading_looks_ahead(heading: str, status: str) -> None:
    assert [q.status for q in figures(f"Có 5 hộ.\n\n{heading}\n\nTrồng mới [500 ha] rừng.")] == [status]
