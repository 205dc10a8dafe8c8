"""Tables in plain text: cells between bars or tabs, columns set with runs of blanks, one cell a line. Each becomes a grid."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from baocao_extract.reading.source import Cell, Grid
from baocao_extract.tables import values
from baocao_extract.tables.one_cell_a_line import find as stacked
from baocao_extract.tables.vocabulary import Vocabulary

_RULE = regex.compile(r"[\s|+:=_–—-]+")
_GAP = regex.compile(r"(?<=\S) {2,}(?=\S)|\t+")
_SEGMENT = regex.compile(r"[^\s|](?:[^\n\t]*?\S)??(?=\s{2,}|\t|$)")
_HAS_GAP = regex.compile(r"\S {3,}\S")
# A heading set with blanks stands on at most so many lines; fewer rows of figures make no table.
_HEADING_LINES, _FEWEST = 6, 2


@dataclass(frozen=True, slots=True)
class Line:
    start: int
    text: str


def find(text: str, grids: Sequence[Grid], words: Vocabulary) -> list[Grid]:
    """The grids that plain text draws outside of those that the reader has found."""
    bars, tabs, blanks = "|" in text, "\t" in text, _HAS_GAP.search(text) is not None
    found: list[Grid] = []
    if bars or tabs or blanks:
        lines = [line for line in _lines(text) if not any(g.start <= line.start < g.end for g in grids)]
        taken: list[Grid] = []
        if bars:
            taken += _barred(lines)
        if tabs:
            taken += _tabbed([x for x in lines if not _inside(x, taken)])
        if blanks:
            taken += _spaced([x for x in lines if not _inside(x, taken)])
        found += taken
    found += stacked(text, [*grids, *found], words)
    return found


def _inside(line: Line, grids: list[Grid]) -> bool:
    return any(g.start <= line.start < g.end for g in grids)


def _lines(text: str) -> Iterator[Line]:
    position = 0
    for raw in text.split("\n"):
        yield Line(position, raw)
        position += len(raw) + 1


def _blocks(lines: list[Line], wanted: list[bool], bridge: int) -> Iterator[list[Line]]:
    """Runs of wanted lines, with at most `bridge` short others between two of them."""
    block: list[Line] = []
    waiting: list[Line] = []
    for line, ok in zip(lines, wanted, strict=True):
        if ok:
            block += [*waiting, line] if block else [line]
            waiting = []
        elif block:
            waiting.append(line)
            if len(waiting) > bridge or len(line.text) > 120:
                yield block
                block, waiting = [], []
    if block:
        yield block


def _grid(rows: list[list[Cell]]) -> Grid:
    cells = tuple(c for row in rows for c in row)
    return Grid(min(c.start for c in cells), max(c.end for c in cells), cells)


def _trimmed(line: Line, a: int, b: int) -> tuple[int, int]:
    own = line.text[a:b]
    left = a + len(own) - len(own.lstrip())
    return line.start + left, line.start + max(left, a + len(own.rstrip()))


def _barred(lines: list[Line]) -> list[Grid]:
    wanted = [line.text.count("|") >= 2 or (line.text.strip().startswith("|") and "|" in line.text) for line in lines]
    out = []
    for block in _blocks(lines, wanted, 0):
        rows: list[list[Cell]] = []
        for line in block:
            if _RULE.fullmatch(line.text):
                continue
            bars = [k for k, c in enumerate(line.text) if c == "|"]
            edges = (
                ([] if line.text.strip().startswith("|") else [-1]) + bars + ([] if line.text.rstrip().endswith("|") else [len(line.text)])
            )
            rows.append([Cell(*_trimmed(line, a + 1, b), len(rows), c) for c, (a, b) in enumerate(itertools.pairwise(edges))])
        if len(rows) >= _FEWEST:
            out.append(_grid(rows))
    return out


def _tabbed(lines: list[Line]) -> list[Grid]:
    out = []
    for block in _blocks(lines, ["\t" in line.text for line in lines], 1):
        rows: list[list[Cell]] = []
        for line in block:
            if not line.text.strip():
                continue
            cells, a = [], 0
            for c, piece in enumerate(line.text.split("\t")):
                cells.append(Cell(*_trimmed(line, a, a + len(piece)), len(rows), c, indent=float(len(piece) - len(piece.lstrip()))))
                a += len(piece) + 1
            rows.append(cells)
        if len(rows) >= _FEWEST:
            out.append(_grid(rows))
    return out


def _segments(line: Line) -> list[tuple[int, int]]:
    """Stretches of a line between gaps of two blanks and more."""
    out, a = [], len(line.text) - len(line.text.lstrip())
    for gap in _GAP.finditer(line.text):
        out.append((a, gap.start()))
        a = gap.end()
    end = len(line.text.rstrip())
    if a < end:
        out.append((a, end))
    return out


def _spaced(lines: list[Line]) -> list[Grid]:
    cut = [_segments(line) for line in lines]
    figures = [
        sum(values.state(line.text[a:b]) in ("number", "none", "not_reported") for a, b in s[1:])
        for line, s in zip(lines, cut, strict=True)
    ]
    out = []
    k = 0
    while k < len(lines):
        if figures[k] < 1 or len(cut[k]) < 2:
            k += 1
            continue
        last = k
        j = k + 1
        quiet = 0
        while j < len(lines) and quiet <= 2:
            if figures[j] >= 1 and len(cut[j]) >= 2:
                last, quiet = j, 0
            elif len(lines[j].text) > 120 and len(cut[j]) == 1:
                break
            else:
                quiet += 1
            j += 1
        rows = [n for n in range(k, last + 1) if figures[n] and len(cut[n]) >= 2]
        if len(rows) >= _FEWEST:
            first = _heading_top(lines, cut, k)
            grid = _aligned(lines, cut, first, k, last, rows)
            if grid is not None:
                out.append(grid)
        k = last + 1
    return out


def _heading_top(lines: list[Line], cut: list[list[tuple[int, int]]], k: int) -> int:
    first = k
    while first > 0 and k - first < _HEADING_LINES:
        above = lines[first - 1]
        if _RULE.fullmatch(above.text) and above.text.strip():
            first -= 1
            continue
        # a centred line of its own is the title
        if not above.text.strip() or (len(cut[first - 1]) < 2 and (len(above.text.strip()) > 40 or k - first >= 3)):
            break
        if len(cut[first - 1]) < 2 and not above.text.startswith(" "):
            break
        first -= 1
    return first


def _aligned(lines: list[Line], cut: list[list[tuple[int, int]]], first: int, begin: int, last: int, rows: list[int]) -> Grid | None:
    """Columns are the stretches that the rows of figures fill; each segment belongs to those that it overlaps."""
    most = max(len(cut[n]) for n in rows)
    full = [n for n in rows if len(cut[n]) >= most - 1]
    bands: list[list[int]] = []
    for a, b in sorted(span for n in full for span in cut[n]):
        if bands and a < bands[-1][1]:
            bands[-1][1] = max(bands[-1][1], b)
        else:
            bands.append([a, b])
    if len(bands) < 2:
        return None
    cells: list[list[Cell]] = []
    for n in range(first, last + 1):
        line = lines[n]
        if not line.text.strip() or _RULE.fullmatch(line.text):
            continue
        row: list[Cell] = []
        wrapped = n >= begin and n not in rows
        for a, b in cut[n]:
            over = [c for c, (x, y) in enumerate(bands) if a < y and b > x]
            if not over:
                over = [min(range(len(bands)), key=lambda c: min(abs(bands[c][0] - b), abs(a - bands[c][1])))]
            if row and over[0] < row[-1].column + row[-1].columns:
                over = [c for c in over if c >= row[-1].column + row[-1].columns] or [min(row[-1].column + row[-1].columns, len(bands) - 1)]
            indent = float(a - bands[0][0]) if over[0] == 0 else float(max(0, a - bands[over[0]][0]))
            columns = 1 if n >= begin and not (wrapped and len(cut[n]) == 1 and len(over) > 1) else len(over)
            row.append(Cell(line.start + a, line.start + b, len(cells), over[0], columns=columns, indent=indent))
        cells.append(row)
    return _grid(cells)
