"""How the tables of a document go out for people who want the grid: CSV, JSON, a workbook."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from baocao_extract.errors import MissingComponent

if TYPE_CHECKING:
    from baocao_extract.model import Document, Table

# What a name of a sheet may not hold, and how long it may be.
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST = 28


def grid(table: Table) -> list[list[str]]:
    """The texts of a table, row by row; a merged cell is given once, in its upper left corner."""
    width = max((c.column + c.columns for c in table.cells), default=0)
    height = max((c.row + c.rows for c in table.cells), default=0)
    rows = [[""] * width for _ in range(height)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def write_csv(documents: Sequence[Document], target: TextIO) -> None:
    """Every table below the other: a line with its title, its rows, an empty line."""
    writer = csv.writer(target, lineterminator="\n")
    for document in documents:
        for table in document.tables:
            writer.writerow([f"# {table.title or f'table {table.id + 1}'}"])
            writer.writerows(grid(table))
            writer.writerow([])


def write_json(documents: Sequence[Document], target: TextIO) -> None:
    """One array of tables, each with the roles of its columns and rows."""
    tables = [{"document": d.source.path, **t.model_dump()} for d in documents for t in d.tables]
    json.dump(tables, target, ensure_ascii=False, indent=1)
    target.write("\n")


def write_xlsx(documents: Sequence[Document], path: Path) -> None:
    """A sheet for each table, merged cells merged, numbers as they are printed.

    Raises `MissingComponent` when openpyxl is not there.
    """
    try:
        import openpyxl
    except ImportError:
        raise MissingComponent("a workbook needs openpyxl", "install the extra baocao-extract[sheet], or take --format csv") from None
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, table in enumerate((t for d in documents for t in d.tables), 1):
        name = f"{number} {(table.sheet or table.title or 'table').translate(_FORBIDDEN)}"[:_LONGEST].strip()
        sheet = book.create_sheet(name)
        for cell in table.cells:
            # a text that begins like a formula stays a text
            sheet.cell(cell.row + 1, cell.column + 1, cell.text).data_type = "s"
            if cell.rows > 1 or cell.columns > 1:
                last = (cell.row + cell.rows, cell.column + cell.columns)
                sheet.merge_cells(start_row=cell.row + 1, start_column=cell.column + 1, end_row=last[0], end_column=last[1])
    if not book.worksheets:
        book.create_sheet("no table")
    book.save(path)
