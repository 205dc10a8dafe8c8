"""Actual, estimate, plan, norm: what the words around a figure say of it."""

from __future__ import annotations

import pytest
from test_periods import figures


@pytest.mark.parametrize("text", [
    "Ước tạo việc làm cho [5.120 lao động].",
    "Sản lượng ước đạt [300 tấn].",
    "Dự kiến có [45 doanh nghiệp] tham gia.",
    "Tổng thu ước [250 tỷ đồng], trong đó thu nội địa [180 tỷ đồng].",
])  # fmt: skip
def test_words_of_estimation_make_an_estimate(text: str) -> None:
    assert [q.status for q in figures(text)] == ["estimate"] * text.count("[")


def test_an_estimate_ends_at_the_semicolon() -> None:
    assert [q.status for q in figures("Tổng thu ước [250 tỷ đồng]; đã chi [90 tỷ đồng].")] == ["estimate", "actual"]


@pytest.mark.parametrize("text", [
    "Phấn đấu trồng mới [500 ha] rừng.",
    "Trong thời gian tới sẽ hỗ trợ [120 hộ].",
    "Đề nghị bổ sung [3 tỷ đồng].",
    "Kế hoạch năm 2022 là [700 ha].",
    "Đã trồng 500 ha (kế hoạch là [700 ha]).",
    "Đạt 71% chỉ tiêu năm ([700 ha]).",
    "Dự toán HĐND tỉnh giao [5.600 tỷ đồng].",
    "Để hoàn thành nhiệm vụ, các xã cần thu thêm [9 tỷ đồng].",
])  # fmt: skip
def test_words_of_intent_make_a_plan(text: str) -> None:
    assert figures(text)[0].status == "plan"


def test_a_plan_section_plans_what_nothing_says_is_done() -> None:
    text = "II. PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ IV\n\n1. Tạo việc làm cho [2.000 lao động]. Đến nay đã tạo [1.500 lao động] việc làm."
    assert [q.status for q in figures(text)] == ["plan", "actual"]


@pytest.mark.parametrize("text", [
    "Mức hỗ trợ [40 triệu đồng/hộ] đối với xây mới.",
    "Hỗ trợ [1,8 triệu đồng/người/tháng] theo Nghị quyết 68/NQ-CP.",
    "Mức chuẩn trợ giúp xã hội là [360.000 đồng/tháng].",
    "Được vay tối đa [100 triệu đồng] theo quy định.",
])  # fmt: skip
def test_a_rules_amount_is_a_norm(text: str) -> None:
    assert figures(text)[0].status == "norm"


@pytest.mark.parametrize("text", [
    "Đã hỗ trợ [120 hộ] nghèo.",
    "Đạt 97% kế hoạch, trồng được [500 ha].",
    "Đã ký thỏa ước lao động tập thể tại [45 doanh nghiệp].",
    "Tại huyện Cần Giờ có [45 doanh nghiệp].",
    "Tổng kinh phí hỗ trợ [5 tỷ đồng].",
    "Bổ sung có mục tiêu [18 tỷ đồng] cho các huyện.",
    "Thu nhập bình quân đạt [56 triệu đồng/người/năm].",
])  # fmt: skip
def test_words_that_only_look_like_plans_and_rules_leave_a_figure_actual(text: str) -> None:
    assert figures(text)[0].status == "actual"


def test_the_whole_of_an_expected_part_is_there() -> None:
    assert [q.status for q in figures("Dự kiến có [9]/[12 huyện] hoàn thành dự toán.")] == ["estimate", "actual"]
