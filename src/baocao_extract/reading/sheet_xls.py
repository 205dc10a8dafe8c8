"""Workbooks of Excel 97 to 2003, by xlrd."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import time
from typing import Any

from baocao_extract.errors import Encrypted, UnreadableInput
from baocao_extract.reading.limits import Limits
from baocao_extract.reading.sheet import CellText, Sheet
from baocao_extract.reading.sheet_formats import moment, shown

_SPACES_PER_INDENT = 3.0
_BOLD = 600


def sheets(data: bytes, limits: Limits) -> Iterator[Sheet]:
    """The visible sheets in order."""
    import xlrd

    try:
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=nowhere)
    except xlrd.XLRDError as fault:
        if "encrypted" in str(fault).lower():
            raise Encrypted("the workbook is encrypted", "open it with its password and save it without one") from None
        raise UnreadableInput(f"the workbook cannot be read ({fault})", "open it in its program and save it anew") from None
    for page in book.sheets():
        if page.visibility == 0:
            yield _sheet(book, page)


def _sheet(book: Any, page: Any) -> Sheet:
    import xlrd

    sheet = Sheet(page.name)
    sheet.hidden_rows = {row for row, shape in page.rowinfo_map.items() if shape.hidden}
    sheet.hidden_columns = {column for column, shape in page.colinfo_map.items() if shape.hidden}
    for top, bottom, left, right in page.merged_cells:
        for row in range(top, min(bottom, top + 1000)):
            sheet.merged[row, left] = (1, right - left)
        sheet.merged[top, left] = (bottom - top, right - left)
    for row in range(page.nrows):
        for column in range(page.row_len(row)):
            kind, value = page.cell_type(row, column), page.cell_value(row, column)
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            look = book.xf_list[page.cell_xf_index(row, column)]
            font, code = book.font_list[look.font_index], book.format_map[look.format_key].format_str
            runs, text = [], ""
            if kind == xlrd.XL_CELL_TEXT:
                runs = _runs(book, page, row, column, value, font.name)
            elif kind == xlrd.XL_CELL_DATE:
                text = _date(book, value, code)
            elif kind == xlrd.XL_CELL_BOOLEAN:
                text = shown(bool(value), None)
            elif kind == xlrd.XL_CELL_ERROR:
                text = xlrd.error_text_from_code.get(value, "#N/A")
            else:
                text = shown(value, code)
            indent = look.alignment.indent_level * _SPACES_PER_INDENT
            sheet.put(row, column, runs, CellText(text, kind == xlrd.XL_CELL_NUMBER, font.weight >= _BOLD, indent))
    return sheet


def _runs(book: Any, page: Any, row: int, column: int, text: str, font: str) -> list[tuple[str, str | None]]:
    """The text of a cell cut where its font changes."""
    runs: list[tuple[str, str | None]] = []
    at, name = 0, font
    for start, index in page.rich_text_runlist_map.get((row, column), ()):
        runs.append((text[at:start], name))
        at, name = start, book.font_list[index].name
    return [*runs, (text[at:], name)]


def _date(book: Any, value: float, code: str) -> str:
    import xlrd

    try:
        if 0 <= value < 1:
            seconds = round(value * 86400) % 86400
            return moment(time(seconds // 3600, seconds // 60 % 60), code)
        return moment(xlrd.xldate_as_datetime(value, book.datemode), code)
    except (xlrd.XLDateError, ValueError, OverflowError):
        return shown(value, None)
