"""A grid laid out: which cell covers each place of its rows and columns, and what stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from baocao_extract.language.folding import canonical
from baocao_extract.reading.source import Cell, Grid, Spot

# A table of more places than this is read no further: a spreadsheet may claim a million rows.
MOST = 400_000
_MARK = regex.compile(r"\s*(?:\((?:\*{1,3}|[0-9]{1,2}\*?)\)|\*{1,3}|[¹²³⁴⁵⁶⁷⁸⁹⁰]+\)?)$")
_BLANKS = regex.compile(r"\s+")


@dataclass(slots=True, eq=False)
class Place:
    """A cell with its text; `low` is canonical; `repeated` marks a cell that stands only as the continuation of a merged one."""

    cell: Cell
    text: str
    low: str
    page: Spot | None = None

    @property
    def row(self) -> int:
        return self.cell.row

    @property
    def column(self) -> int:
        return self.cell.column


@dataclass(slots=True)
class Matrix:
    """`at[r][c]` is the cell that covers the place, merged cells in all of theirs; None where nothing is drawn."""

    grid: Grid
    at: list[list[Place | None]] = field(default_factory=list)

    @property
    def height(self) -> int:
        return len(self.at)

    @property
    def width(self) -> int:
        return len(self.at[0]) if self.at else 0

    def text(self, r: int, c: int) -> str:
        place = self.at[r][c]
        return place.text if place is not None else ""

    def low(self, r: int, c: int) -> str:
        place = self.at[r][c]
        return place.low if place is not None else ""

    def distinct(self, r: int) -> list[Place]:
        """The cells of a row that hold something, each once, from left to right."""
        out: list[Place] = []
        for place in self.at[r]:
            if place is not None and place.text and (not out or out[-1] is not place):
                out.append(place)
        return out

    def own(self, r: int) -> list[Place]:
        """The cells that begin in this row and hold something."""
        return [p for p in self.distinct(r) if p.row == r]

    def cells(self) -> Iterator[Place]:
        seen: set[int] = set()
        for line in self.at:
            for place in line:
                if place is not None and id(place) not in seen:
                    seen.add(id(place))
                    yield place


def lay_out(grid: Grid, text: str) -> Matrix | None:
    """The matrix of a grid; None when it is empty or out of all proportion."""
    height = max((c.row + max(1, c.rows) for c in grid.cells), default=0)
    width = max((c.column + max(1, c.columns) for c in grid.cells), default=0)
    if not height or not width or height * width > MOST:
        return None
    matrix = Matrix(grid, [[None] * width for _ in range(height)])
    for cell in grid.cells:
        own = _BLANKS.sub(" ", text[cell.start : cell.end]).strip()
        place = Place(cell, own, canonical(own))
        for r in range(cell.row, min(height, cell.row + max(1, cell.rows))):
            line = matrix.at[r]
            for c in range(cell.column, min(width, cell.column + max(1, cell.columns))):
                if line[c] is None:
                    line[c] = place
    return matrix


def unmarked(text: str) -> str:
    """Without the footnote mark at its end: `Hộ nghèo (*)`, `1.234¹⁾`."""
    return _MARK.sub("", text)
