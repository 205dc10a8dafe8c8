"""A cell is a number, a mark for no figure, or text; a column shows how it writes decimals."""

import pytest

from baocao_extract.tables import values
from baocao_extract.tables.values import Style


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("1.234", "number"), ("-3,5", "number"), ("(5.000)", "number"), ("12,5%", "number"), ("0", "number"), ("211 260", "number"),
        ("1.234(1)", "number"), ("87*", "number"), ("", "blank"), (" ", "blank"), ("-", "none"), ("–", "none"), ("…", "not_reported"),
        ("...", "not_reported"), ("x", "not_applicable"), ("X", "not_applicable"), ("Hộ nghèo", "text"), ("12/15", "text"), ("(5", "text"),
    ],
)  # fmt: skip
def test_dash_dots_cross_blank_and_zero_are_kept_apart(cell, state):
    assert values.state(cell) == state


@pytest.mark.parametrize(
    ("cell", "quote", "negative"),
    [
        ("  16.000 ", "16.000", False), ("(480)", "480", True), ("-8,33", "-8,33", True), ("+12", "+12", False), ("12,5 %", "12,5 %", False),
        ("1.234(1)", "1.234", False),
    ],
)  # fmt: skip
def test_a_figure_is_quoted_without_brackets_and_footnote_marks(cell, quote, negative):
    printed = values.number(cell)
    assert (cell[printed.start : printed.end], printed.negative) == (quote, negative)


@pytest.mark.parametrize(
    ("column", "digits", "worth"),
    [
        (["1.234,5", "12,5"], "1.234", 1234.0),
        (["1,234.5", "12.5"], "1,234", 1234.0),
        (["13.000", "1.250.000"], "220,000", 220000.0),
        (["12,5", "8,25"], "0,125", 0.125),
        (["12,5", "8,25"], "1,234", 1.234),
        (["1,234", "2,345"], "5,678", 5678.0),
        (["21 408,5"], "20 977,2", 20977.2),
    ],
)
def test_a_column_says_which_mark_is_decimal(column, digits, worth):
    assert values.value(digits, values.style([*column, digits])) == worth


def test_without_evidence_numbers_are_read_as_vietnamese_writes_them():
    assert values.style(["12", "7"]) is None
    assert values.value("1.234", Style("comma", sure=False, decimals=True)) == 1234.0
