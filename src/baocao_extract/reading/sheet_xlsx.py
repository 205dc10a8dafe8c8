"""Workbooks of today, by openpyxl."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any

import regex

from baocao_extract.errors import TooLarge
from baocao_extract.reading.limits import Limits
from baocao_extract.reading.ooxml import Package
from baocao_extract.reading.sheet import CellText, Sheet
from baocao_extract.reading.sheet_formats import shown

_SPACES_PER_INDENT = 3.0
_MERGED = regex.compile(rb'<(?:\w+:)?mergeCell\s[^>]{0,200}?ref\s*=\s*["\']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})')


def sheets(data: bytes, limits: Limits) -> Iterator[Sheet]:
    """The visible sheets in order."""
    package = Package(data, limits)
    package.check()
    _check_merged(package, limits)
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, rich_text=True, keep_links=False)
    for page in book.worksheets:
        if page.sheet_state == "visible":
            yield _sheet(page)


def _check_merged(package: Package, limits: Limits) -> None:
    """Merged cells that cover more than the limit: openpyxl makes a cell of each place that they cover."""
    covered = 0
    for name in package.names("xl/worksheets/"):
        for hit in _MERGED.finditer(package.bytes(name)):
            left, top, right, bottom = (_column(hit[1]), int(hit[2]), _column(hit[3]), int(hit[4]))
            covered += (abs(right - left) + 1) * (abs(bottom - top) + 1)
    if covered > limits.cells:
        raise TooLarge(f"merged cells cover {covered:,} places", "split the cells, or the file")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _sheet(page: Any) -> Sheet:
    sheet = Sheet(page.title)
    sheet.hidden_rows = {row - 1 for row, shape in page.row_dimensions.items() if shape.hidden}
    for shape in page.column_dimensions.values():
        if shape.hidden and shape.min and shape.max:
            sheet.hidden_columns.update(range(shape.min - 1, min(shape.max, 16384)))
    for block in page.merged_cells.ranges:
        sheet.merged[block.min_row - 1, block.min_col - 1] = (block.max_row - block.min_row + 1, block.max_col - block.min_col + 1)
        # Below its first row a merged cell goes on as one empty place of the same width.
        if block.max_row - block.min_row < 1000:
            for row in range(block.min_row, block.max_row):
                sheet.merged[row, block.min_col - 1] = (1, block.max_col - block.min_col + 1)
    # Only cells that the file holds: a sheet may claim a million rows and fill one.
    for (row, column), cell in sorted(page._cells.items()):
        value = cell.value
        if value is None:
            continue
        figure = isinstance(value, int | float) and not isinstance(value, bool)
        indent = (cell.alignment.indent or 0) * _SPACES_PER_INDENT if cell.has_style else 0.0
        text = "" if isinstance(value, str) else shown(value, cell.number_format)
        sheet.put(row - 1, column - 1, _runs(cell, value), CellText(text, figure, bool(cell.font.bold), indent))
    return sheet


def _runs(cell: Any, value: object) -> list[tuple[str, str | None]]:
    """The texts of a cell with their fonts; nothing for what is no text."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock

    font = cell.font.name
    if isinstance(value, CellRichText):
        return [(run.text, run.font.rFont or font) if isinstance(run, TextBlock) else (str(run), font) for run in value]
    return [(value, font)] if isinstance(value, str) else []
