"""Workbooks: what each visible sheet shows, with addresses; numbers and dates in Vietnamese style; hidden things left out."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import pytest

from baocao_extract.errors import NoText, TooLarge, TooManyPages
from baocao_extract.reading import sheet
from baocao_extract.reading.limits import DEFAULT, Limits
from baocao_extract.reading.sheet_formats import number, shown

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed (extra: sheet)")

ACCOUNTING = '_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)'


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1234.5, "General", "1234,5"), (1234, "General", "1234"), (-8.333333333333332, "General", "-8,333333333"), (0.1 + 0.2, "General", "0,3"),
        (12345678901, "General", "12345678901"), (0.00001234, "General", "0,00001234"), (0, "General", "0"), (-0.0, "General", "0"),
        (1234.5, "#,##0", "1.234"), (1235.5, "#,##0", "1.236"), (1234567.891, "#,##0.00", "1.234.567,89"), (12, "0.0", "12,0"), (12.5, "#.##", "12,5"),
        (0.1234, "0%", "12%"), (0.1234, "0.0%", "12,3%"), (5, "00", "05"), (1234, "0000000", "0001234"), (1500000, "#,##0,", "1.500"),
        (13000, ACCOUNTING, "13.000"), (-5000, ACCOUNTING, "(5.000)"), (0, ACCOUNTING, "-"), (-5, "#,##0;[Red]-#,##0", "-5"), (-5, "0", "-5"),
        (5, '0" hộ"', "5 hộ"), (5, '"có "0', "có 5"), (5, "0\\ \\đ", "5 đ"), (1200, "[$₫-42A]#,##0", "₫1.200"), (5, '"2020: "0', "2020: 5"),
        (1234.5, "0.00E+00", "1234,5"), (0.5, "# ?/?", "0,5"), (0.001, "0.0", "0,0"), (-0.001, "0.0", "0,0"), (3, "@", "3"),
    ],
)  # fmt: skip
def test_a_number_is_written_as_its_format_shows_it(value, code, text):
    assert number(value, code) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (datetime(2020, 12, 31), "dd/mm/yyyy", "31/12/2020"), (datetime(2020, 12, 5, 8, 30), "d-mmm-yy h:mm", "05/12/2020 08:30"),
        (datetime(2020, 12, 1), "mm/yyyy", "12/2020"), (datetime(2020, 1, 1), "yyyy", "2020"), (date(2020, 3, 4), "General", "04/03/2020"),
        (time(7, 5), "h:mm", "07:05"), (timedelta(hours=26, minutes=3), "[h]:mm", "26:03"), (True, "General", "TRUE"), (None, None, ""),
        ("5.000", "General", "5.000"),
    ],
)  # fmt: skip
def test_other_values_are_written_as_shown(value, code, text):
    assert shown(value, code) == text


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(book, limits=DEFAULT):
    return sheet.read(saved(book), limits=limits)


def filled(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def test_a_sheet_is_a_line_a_row_with_addresses():
    book = filled(["Phụ lục giá"], [], ["TT", "Mặt hàng", "Giá"], [1, "Thóc", 13000], [2, "Gạo", 16000.5], [], ["Người lập"])
    book.active.title = "Giá"
    book.active["C4"].number_format = "#,##0"
    found = read(book)
    assert found.text == "Phụ lục giá\nTT\tMặt hàng\tGiá\n1\tThóc\t13.000\n2\tGạo\t16000,5\nNgười lập\n\n"
    (grid,) = found.grids
    assert (grid.sheet, found.text[grid.start : grid.end]) == ("Giá", "TT\tMặt hàng\tGiá\n1\tThóc\t13.000\n2\tGạo\t16000,5")
    at = {found.text[c.start : c.end]: (c.address, c.row, c.column) for c in grid.cells}
    assert at["13.000"] == ("Giá!C4", 3, 2)


def test_cells_that_are_not_filled_keep_their_place():
    found = read(filled(["a", "b", "c", "d"], ["x", None, 5, None], [None, "y", 6, 7]))
    assert found.text.split("\n")[:3] == ["a\tb\tc\td", "x\t\t5", "\ty\t6\t7"]


def test_merged_cells_span():
    book = filled(["TT", "Năm", None, "Ghi chú"], [None, 2019, 2020, "x"])
    book.active.merge_cells("A1:A2")
    book.active.merge_cells("B1:C1")
    found = read(book)
    assert found.text.split("\n")[:2] == ["TT\tNăm\tGhi chú", "\t2019\t2020\tx"]
    spans = {found.text[c.start : c.end]: (c.rows, c.columns) for c in found.grids[0].cells}
    assert (spans["TT"], spans["Năm"]) == ((2, 1), (1, 2))


def test_what_is_hidden_is_left_out():
    book = filled(["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"])
    book.active.row_dimensions[2].hidden = True
    book.active.column_dimensions["B"].hidden = True
    book.create_sheet("Ẩn").append(["secret"])
    book["Ẩn"].sheet_state = "hidden"
    assert read(book).text.split() == ["a", "c", "g", "i"]


def test_bold_and_indent_are_kept():
    from openpyxl.styles import Alignment, Font

    book = filled(["Tổng", 5, 6], ["trong đó", 3, 4])
    book.active["A1"].font, book.active["A2"].alignment = Font(bold=True), Alignment(indent=2)
    found = read(book)
    cells = {found.text[c.start : c.end]: c for c in found.grids[0].cells}
    assert (cells["Tổng"].bold, cells["trong đó"].indent, cells["5"].bold) == (True, 6.0, False)


def test_legacy_fonts_of_cells_and_of_runs_in_cells_are_decoded():
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles import Font

    book = filled(["TØnh", "hộ", 5])
    book.active["A1"].font = Font(name=".VnTime")
    book.active["B1"] = CellRichText("số ", TextBlock(InlineFont(rFont="VNI-Times"), "hoä"))
    found = read(book)
    assert (found.text.strip(), found.encoding) == ("Tỉnh\tsố hộ\t5", "tcvn3+vni")


def test_a_workbook_without_text_says_so():
    with pytest.raises(NoText):
        read(openpyxl.Workbook())


def test_sheets_and_cells_have_limits():
    book = filled(["a", "b"])
    book.create_sheet("2").append(["c"])
    with pytest.raises(TooManyPages):
        read(book, Limits(pages=1))
    with pytest.raises(TooLarge):
        read(book, Limits(cells=2))


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")])
def test_columns_have_their_names(column, name):
    assert sheet.column_name(column) == name
