"""Tables whose cells were each put on a line of their own, as copied out of a web page or a Word file."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from baocao_extract.reading.source import Cell, Grid
from baocao_extract.tables import values
from baocao_extract.tables.vocabulary import Vocabulary

# A row is no wider than this, a cell no longer.
_WIDEST, _LONGEST = 14, 160
_MOST_CELLS = 20_000
_NUMERAL = regex.compile(r"[IVX]{1,5}\.?|[A-H]\.?")


def find(text: str, grids: Sequence[Grid], words: Vocabulary) -> list[Grid]:
    """Every such table begins with the heading of its column of row numbers, which then count its rows at an even distance."""
    opener = regex.compile(r"(?m)^[ \t]*(\S{2,3}(?: \S{2})?)[ \t]*$")
    found: list[Grid] = []
    behind = 0
    for hit in opener.finditer(text):
        if hit.start() < behind or not words.fills("number", hit.group(1).lower()):
            continue
        if any(g.start <= hit.start() < g.end for g in grids):
            continue
        grid = _from(text, hit.start())
        if grid is not None:
            found.append(grid)
            behind = grid.end
    return found


def _from(text: str, begin: int) -> Grid | None:
    opening = _cells(text, begin, _WIDEST + 2)
    firsts = [k for k, (a, b) in enumerate(opening) if text[a:b] in ("1", "01", "1.", "I", "A")]
    if not firsts or firsts[0] < 3:
        return None
    width = firsts[0]
    lines = _cells(text, begin, _MOST_CELLS)
    rows: list[list[Cell]] = [[Cell(a, b, 0, c) for c, (a, b) in enumerate(lines[:width])]]
    k, count, figures = width, 0, 0
    while k < len(lines):
        mark = text[lines[k][0] : lines[k][1]].rstrip(".")
        following = text[slice(*lines[k + 2])].rstrip(".") if k + 2 < len(lines) else ""
        if _NUMERAL.fullmatch(mark) and following in ("1", str(count + 1)):
            rows.append([Cell(*lines[k], len(rows), 0), Cell(*lines[k + 1], len(rows), 1, columns=width - 1)])
            k += 2
            count = 0 if following == "1" else count
            continue
        if mark.lstrip("0") != str(count + 1) or k + width > len(lines):
            break
        row = lines[k : k + width]
        shown = [values.state(text[a:b]) for a, b in row[2:]]
        if not any(s in ("number", "none", "not_reported", "not_applicable") for s in shown):
            break
        figures += shown.count("number")
        rows.append([Cell(a, b, len(rows), c) for c, (a, b) in enumerate(row)])
        count += 1
        k += width
    if len(rows) < 3 or figures < 2:
        return None
    cells = tuple(c for row in rows for c in row)
    return Grid(begin, max(c.end for c in cells), cells)


def _cells(text: str, begin: int, most: int) -> list[tuple[int, int]]:
    """The lines from `begin` on that hold something, `most` of them, up to the first that is too long for a cell."""
    out: list[tuple[int, int]] = []
    position = begin
    while position <= len(text) and len(out) < most:
        end = text.find("\n", position)
        raw = text[position : len(text) if end < 0 else end]
        own = raw.strip()
        if len(own) > _LONGEST:
            break
        if own:
            a = position + len(raw) - len(raw.lstrip())
            out.append((a, a + len(own)))
        position += len(raw) + 1
    return out
