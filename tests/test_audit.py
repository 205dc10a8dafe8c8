"""Contradictions are found, with their probable cause; figures that agree within rounding are left alone."""

import pytest

from baocao_extract import extract_text


def findings(text):
    return [(f.code, f.cause) for f in extract_text(text).findings]


def test_swapped_digits_of_a_total_are_called_a_transposition():
    ((code, cause),) = findings("Chi trả 514.987 triệu đồng (trong đó: thường xuyên: 500.176 triệu đồng; một lần: 14.721 triệu đồng).")
    assert code == "BF101"
    assert "transposed" in cause


@pytest.mark.parametrize(
    "text",
    [
        "Hỗ trợ 170 hộ (xây mới: 110 hộ, sửa chữa: 60 hộ).",
        "Thu 1,25 tỷ đồng (thuế: 0,83 tỷ đồng; phí: 0,42 tỷ đồng).",
        "Hỗ trợ trên 170 hộ (xây mới: 110 hộ, sửa chữa: 64 hộ).",
        "Có 30/60 xã đạt chuẩn (50%).",
        "Có 2.000 người, trong đó nữ 700 người và thanh niên 500 người.",
    ],
)
def test_figures_that_agree_give_no_finding(text):
    assert findings(text) == []


def test_a_share_that_does_not_follow_from_its_counts_is_found():
    ((code, _),) = findings("Toàn huyện có 5.700 hộ nghèo/20.000 hộ dân, tỷ lệ 26,5%.")
    assert code == "BF102"


def test_one_wrong_digit_of_a_small_total_is_found_where_a_colon_announces_its_parts():
    ((code, cause),) = findings("Hỗ trợ 164 hộ, gồm: xây mới 71 hộ, sửa chữa 18 hộ, di dời 85 hộ.")
    assert code == "BF101"
    assert cause == "one digit wrong: 164 for 174"


@pytest.mark.parametrize(
    "text",
    [
        "Chi ngân sách 8.941 tỷ đồng, trong đó chi đầu tư 2.715 tỷ đồng, chi thường xuyên 6.102 tỷ đồng.",
        "Có gần 17 triệu người bị tác động. Trong số này, 0,9 triệu người mất việc, 5,2 triệu người tạm nghỉ, 13,6 triệu người giảm thu nhập.",
        "Giải ngân được 2.874,6 tỷ đồng. Trong đó, vốn trung ương 1.402 tỷ đồng (đạt 61,7%), vốn địa phương 1.472,6 tỷ đồng (đạt 55,4%).",
    ],
)
def test_partial_lists_overlapping_parts_and_shares_of_plans_are_no_contradictions(text):
    assert findings(text) == []
