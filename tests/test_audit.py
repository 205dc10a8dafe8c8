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
