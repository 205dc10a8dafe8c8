"""Workbooks (XLSX, XLS): what each visible sheet shows, a line a row, with the address of every cell.

Hidden sheets, rows and columns are left out: they hold helpers and what a filter has put aside, and no reader of the sheet sees
them. Formulas are read by the values that were saved with them; nothing is computed. Rows above and below the table (letterhead,
title, signature) are lines; the table is a grid.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from baocao_extract.errors import NoText, TooLarge, TooManyPages
from baocao_extract.reading import legacy
from baocao_extract.reading.assembly import Assembly, Drawn
from baocao_extract.reading.detect import MEDIA_TYPES
from baocao_extract.reading.limits import Limits
from baocao_extract.reading.source import SourceText

Position = tuple[int, int]
# So many filled cells make a row of a table; a letterhead and a title have fewer.
_TABLE_ROW = 3


@dataclass(slots=True)
class CellText:
    """What a cell shows. `figure`: it is a number."""

    text: str
    figure: bool = False
    bold: bool = False
    indent: float = 0.0


@dataclass(slots=True)
class Sheet:
    """The filled cells of a visible sheet by row and column (from 0), and the rows and columns that merged cells cover."""

    name: str
    cells: dict[Position, CellText] = field(default_factory=dict)
    merged: dict[Position, tuple[int, int]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    encodings: set[str] = field(default_factory=set)

    def put(self, row: int, column: int, runs: list[tuple[str, str | None]], cell: CellText) -> None:
        """Sets a cell; `runs` are its texts with their fonts, where it is a text."""
        if runs:
            pieces = []
            for text, font in runs:
                decoded, encoding = legacy.decode_run(text, font)
                pieces.append(decoded)
                if encoding and decoded != text:
                    self.encodings.add(encoding)
            cell.text = "".join(pieces)
        if cell.text.strip() and row not in self.hidden_rows and column not in self.hidden_columns:
            self.cells[row, column] = cell


def read(data: bytes, *, limits: Limits) -> SourceText:
    """The text of a workbook. Raises `Encrypted`, `UnreadableInput`, `TooManyPages` (sheets), `TooLarge` (cells), `NoText`."""
    from baocao_extract.reading import sheet_xls, sheet_xlsx

    packed = data.startswith(b"PK")
    out, encodings, cells = Assembly(), set(), 0
    for i, sheet in enumerate((sheet_xlsx if packed else sheet_xls).sheets(data, limits)):
        if i >= limits.pages:
            raise TooManyPages(f"more than {limits.pages} sheets", "raise the limit (--max-pages) or split the file")
        cells += len(sheet.cells)
        if cells > limits.cells:
            raise TooLarge(f"more than {limits.cells:,} filled cells", "split the file")
        _write(sheet, out)
        encodings |= sheet.encodings
    if not out.text.strip():
        raise NoText("the workbook shows no text", "unhide its sheets and save it")
    return SourceText(
        out.text, hashlib.sha256(data).hexdigest(), encoding="+".join(sorted(encodings)) or "utf-8",
        media_type=MEDIA_TYPES["xlsx" if packed else "xls"], grids=tuple(out.grids),
    )  # fmt: skip


def _write(sheet: Sheet, out: Assembly) -> None:
    rows: dict[int, list[int]] = {}
    for row, column in sorted(sheet.cells):
        rows.setdefault(row, []).append(column)
    if not rows:
        return
    first, last = _table(sheet, rows)
    for row in rows:
        if row < first:
            _lines(sheet, row, rows[row], out)
    left = min((columns[0] for row, columns in rows.items() if first <= row <= last), default=0)
    out.table((_drawn(sheet, row, left, rows[row][-1]) for row in rows if first <= row <= last), sheet=sheet.name)
    for row in rows:
        if row > last:
            _lines(sheet, row, rows[row], out)
    out.line("")


def _table(sheet: Sheet, rows: dict[int, list[int]]) -> tuple[int, int]:
    """The first and the last row of the table; (0, -1) turned round when there is none."""
    enough = min(_TABLE_ROW, max(len(columns) for columns in rows.values()))
    if enough < 2:
        return max(rows) + 1, max(rows)
    full = [row for row, columns in rows.items() if len(columns) >= enough]
    more = [row for row, columns in rows.items() if len(columns) > 1 and any(sheet.cells[row, c].figure for c in columns)]
    return full[0], max(full[-1], *more) if more else full[-1]


def _lines(sheet: Sheet, row: int, columns: list[int], out: Assembly) -> None:
    for column in columns:
        out.line(sheet.cells[row, column].text)


def _drawn(sheet: Sheet, row: int, left: int, last: int) -> list[Drawn]:
    return list(_places(sheet, row, left, last))


def _places(sheet: Sheet, row: int, left: int, last: int) -> Iterator[Drawn]:
    """The cells of a row up to the last filled one. Those that are not filled keep an empty place, those beside a merged cell none."""
    column = left
    while column <= last:
        if column in sheet.hidden_columns:
            column += 1
            continue
        cell = sheet.cells.get((row, column), CellText(""))
        height, width = sheet.merged.get((row, column), (1, 1))
        address = f"{sheet.name}!{column_name(column)}{row + 1}"
        yield Drawn(cell.text, row, column, height, width, cell.bold, cell.indent, address)
        column += width


def column_name(column: int) -> str:
    """A, B … Z, AA …"""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
