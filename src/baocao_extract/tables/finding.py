"""Finds the tables that hold data, in the grids of a reader and in plain text, joins what pages cut, and blanks them for the prose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import regex

from baocao_extract.patterns import Patterns
from baocao_extract.reading.source import Cell, Grid, SourceText
from baocao_extract.tables import columns as heads
from baocao_extract.tables import layout as layouts
from baocao_extract.tables import text_tables
from baocao_extract.tables.layout import Layout
from baocao_extract.tables.matrix import Matrix, lay_out
from baocao_extract.tables.places import places
from baocao_extract.tables.vocabulary import Vocabulary, vocabulary

# So many characters above a table are looked through for its title and unit; a longer line is prose.
# Fewer figures make no table.
_FEWEST_FIGURES = 2
_ABOVE, _LINE, _CAPTION_LINES = 700, 220, 5
_NOT_BLANK = regex.compile(r"[^\n]")


@dataclass(slots=True)
class Read:
    """A table that was found. `caption` are the lines above it, nearest first, as spans of the text.

    `figures`: it holds figures, and all of it is read as a table. A form without any, or a table of sentences, is read as prose but for
    its row numbers and codes.
    """

    matrix: Matrix
    layout: Layout
    figures: bool = True
    caption: list[tuple[int, int]] = field(default_factory=list)
    aside: frozenset[int] = frozenset()

    def covers(self, cell: Cell) -> bool:
        """Whether a cell is read here and nowhere else."""
        inside = self.layout.top <= cell.row < self.layout.last
        return inside and (self.figures or cell.row < self.layout.bottom or cell.column in self.aside)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The stretches of text that the prose stages are not to see: whole rows of a table of figures, single cells of another."""
        if not self.figures:
            return [(c.start, c.end) for c in self.matrix.grid.cells if self.covers(c)]
        rows: dict[int, tuple[int, int]] = {}
        for cell in self.matrix.grid.cells:
            if self.covers(cell):
                a, b = rows.get(cell.row, (cell.start, cell.end))
                rows[cell.row] = (min(a, cell.start), max(b, cell.end))
        return list(rows.values())

    @property
    def start(self) -> int:
        return min(c.start for c in self.matrix.grid.cells if self.layout.top <= c.row < self.layout.last)

    @property
    def end(self) -> int:
        return max(c.end for c in self.matrix.grid.cells if self.layout.top <= c.row < self.layout.last)


def find(source: SourceText, patterns: Patterns) -> list[Read]:
    """The tables of a source in text order; what only lays out a page is none."""
    words = vocabulary(patterns)
    text = source.text
    grids = sorted([*source.grids, *text_tables.find(text, source.grids, words)], key=lambda g: g.start)
    found: list[Read] = []
    for grid in _joined(grids, text, words):
        for matrix in _pieces(lay_out(grid, text), text, words):
            read = _table(matrix, words, patterns)
            if read is not None:
                read.caption = _caption(read, text, found[-1].end if found else 0)
                found.append(read)
    return found


def _pieces(matrix: Matrix | None, text: str, words: Vocabulary) -> Iterator[Matrix]:
    """The tables that stand below each other on one grid."""
    while matrix is not None:
        row = layouts.second_heading(matrix, words)
        if row is None:
            yield matrix
            return
        above = tuple(c for c in matrix.grid.cells if c.row < row)
        below = tuple(replace(c, row=c.row - row) for c in matrix.grid.cells if c.row >= row)
        first = lay_out(replace(matrix.grid, end=max(c.end for c in above), cells=above), text)
        if first is not None:
            yield first
        matrix = lay_out(replace(matrix.grid, start=min(c.start for c in below), cells=below), text)


def _table(matrix: Matrix, words: Vocabulary, patterns: Patterns) -> Read | None:
    layout = layouts.lay(matrix, words)
    if layout is None:
        return None
    columns = heads.parts(matrix, layout, words, places(patterns))
    if not any(c.part in ("name", "place") for c in columns):
        return None
    if sum(len(c.samples) for c in columns if c.part == "value") >= _FEWEST_FIGURES:
        return Read(matrix, layout)
    aside = frozenset(c.at for c in columns if c.part in ("number", "code"))
    return Read(matrix, layout, figures=False, aside=aside) if aside else None


def _joined(grids: list[Grid], text: str, words: Vocabulary) -> list[Grid]:
    """Grids that go on from one page to the next become one."""
    out: list[Grid] = []
    for grid in grids:
        if out and (rows := _goes_on(out[-1], grid, text, words)) is not None:
            last = out[-1]
            moved = tuple(replace(c, row=c.row + rows) for c in grid.cells)
            out[-1] = replace(last, end=grid.end, cells=last.cells + moved, spots=last.spots + grid.spots)
        else:
            out.append(grid)
    return out


def _goes_on(first: Grid, second: Grid, text: str, words: Vocabulary) -> int | None:
    """The number of rows of the first when the second is its continuation: as wide, nothing but a repeated title between, no heading of its own."""
    if first.sheet != second.sheet or not first.cells or not second.cells:
        return None
    if first.sheet is not None and not (first.spots and second.spots):
        return None
    a, b = lay_out(first, text), lay_out(second, text)
    if a is None or b is None or a.width != b.width or second.start < first.end:
        return None
    if first.spots and second.spots and second.spots[0].page - first.spots[-1].page not in (0, 1):
        return None
    between = [line.strip() for line in text[first.end : second.start].split("\n") if line.strip()]
    continued = any(words.says("continued", line.lower()) for line in between)
    if len(between) > 3 or (between and not continued and not all(words.says("unit-caption", line.lower()) for line in between)):
        return None
    one, two = layouts.lay(a, words), layouts.lay(b, words)
    if one is None:
        return None
    if two is not None and two.top <= 1:
        same = [p.low for p in a.distinct(one.top)] == [p.low for p in b.distinct(two.top)]
        if not same and _heading_words(b, two, words):
            return None
    return a.height


def _heading_words(matrix: Matrix, layout: Layout, words: Vocabulary) -> bool:
    cells = matrix.distinct(layout.top)
    return sum(any(words.fills(use, c.low) for use in ("number", "name", "place-head", "unit", "note", "code")) for c in cells) >= 1


def _caption(read: Read, text: str, floor: int) -> list[tuple[int, int]]:
    """The lines above the heading, nearest first: those of the grid itself, then those of the text."""
    own: dict[int, tuple[int, int]] = {}
    for cell in read.matrix.grid.cells:
        if cell.row < read.layout.top and cell.end > cell.start:
            a, b = own.get(cell.row, (cell.start, cell.end))
            own[cell.row] = (min(a, cell.start), max(b, cell.end))
    lines = [own[r] for r in sorted(own, reverse=True)]
    top = min([read.start, *(a for a, _ in lines)])
    position = text.rfind("\n", 0, top) + 1
    gap = 0
    while position > max(floor, top - _ABOVE) and len(lines) < _CAPTION_LINES + len(own):
        end = position - 1
        position = text.rfind("\n", 0, max(end, 0)) + 1
        if end <= position:
            gap += 1
            if gap > 3 or end < 0:
                break
            continue
        stretch = text[position:end]
        if not stretch.strip():
            gap += 1
            continue
        if len(stretch) > _LINE or stretch.rstrip().endswith((".", ";")):
            break
        lines.append((position + len(stretch) - len(stretch.lstrip()), position + len(stretch.rstrip())))
    return lines


def blanked(text: str, found: list[Read]) -> str:
    """The text without its tables, of the same length: what the prose stages read."""
    if not found:
        return text
    out: list[str] = []
    last = 0
    spans = sorted(span for read in found for span in read.spans)
    for a, b in spans:
        if a < last:
            continue
        out.append(text[last:a])
        out.append(_NOT_BLANK.sub(" ", text[a:b]))
        last = b
    out.append(text[last:])
    return "".join(out)
