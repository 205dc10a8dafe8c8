"""Paragraphs out of the lines of a paged text, over page breaks too.

A line goes on in the next one when the next one's first word would not have fitted on it. Indents, wider gaps, a change of size or
weight begin a new paragraph; so does every row of a table and every change of column.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from baocao_extract.reading.layout import PagedLayout
from baocao_extract.reading.lines import Line

# In parts of the size of the letters.
_INDENT = 0.8
_SLACK = 0.35
_WIDER_STEP = 1.3
_CELL_MARGINS = 0.75
_GLUED = regex.compile(r"[\p{L}\p{N}](?:-|/)$")
_OPEN = regex.compile(r"[^.:;!?…]$")
_BULLET = regex.compile(r"(?:[-–—+•●▪◦○■□►▶➢✓§\uf000-\uf0ff]|\(?[0-9ivxIVXa-zđ]{1,4}[.)])\s")


@dataclass(frozen=True, slots=True)
class _Measure:
    """The column a line stands in: where its full lines begin and end, and the usual step from line to line."""

    left: float
    right: float
    step: float


# Where a page holds nothing but set-off columns.
_ANY = _Measure(float("-inf"), float("inf"), 0.0)


def build(lines: Sequence[Line]) -> tuple[str, PagedLayout]:
    """One paragraph a line, and the layout of it."""
    measures = _measures(lines)
    text: list[str] = []
    starts, at = array("q"), 0
    for n, line in enumerate(lines):
        if n:
            last = lines[n - 1]
            sign = "\n"
            if _goes_on(last, line, measures[_column(last)], measures[_column(line)], measures.get((0, *_column(line)[1:]), _ANY)):
                sign = "" if _GLUED.search(last.text) else " "
            text.append(sign)
            at += len(sign)
        starts.append(at)
        text.append(line.text)
        at += len(line.text)
    return "".join(text), PagedLayout(starts, lines)


def _column(line: Line) -> tuple[int, int, int]:
    """Lines of one column: of the page's own, on all pages of its width; of a set-off column, there only."""
    return line.region, round(line.frame.width / 10), line.frame.turn


def _measures(lines: Sequence[Line]) -> dict[tuple[int, int, int], _Measure]:
    columns: dict[tuple[int, int, int], list[Line]] = {}
    for line in lines:
        columns.setdefault(_column(line), []).append(line)
    found = {}
    for key, members in columns.items():
        prose = [line for line in members if not line.row] or members
        lefts, rights = sorted(line.x0 for line in prose), sorted(line.x1 for line in prose)
        steps = sorted(b.base - a.base for a, b in pairwise(prose) if a.page == b.page and 0 < b.base - a.base < 3 * b.size)
        n = len(prose)
        found[key] = _Measure(lefts[n // 20], rights[-1 - n // 10 if n > 12 else -1], steps[len(steps) // 4] if steps else 0.0)
    return found


def _goes_on(last: Line, line: Line, here: _Measure, there: _Measure, page: _Measure) -> bool:
    if last.row or line.row or last.region != line.region or abs(last.size - line.size) > 0.12 * last.size:
        return False
    same_page = last.page == line.page
    step = line.base - last.base
    if same_page and (step <= 0 or (here.step and step > _WIDER_STEP * max(here.step, line.size))):
        return False
    room = here.right - last.x1
    if line.gutter is not None and (_centred(last, line) or abs(line.x0 - there.left) > _SLACK * line.size):
        if not _centred(last, line):
            return False
        middle = (last.x0 + last.x1) / 2
        room = 2 * min(abs(middle - line.gutter), middle - page.left, page.right - middle) - (last.x1 - last.x0) - _CELL_MARGINS * last.size
    elif line.x0 - there.left > _INDENT * line.size and line.x0 - there.left > last.x0 - here.left - _INDENT * line.size:
        indented_alike = abs((line.x0 - there.left) - (last.x0 - here.left)) < _INDENT * line.size
        if not indented_alike or _BULLET.match(line.text):
            return False
    word = line.text.find(" ")
    first = (line.right[word - 1] if word > 0 else line.x1) - line.x0
    if room < first + _SLACK * last.size:
        return last.bold == line.bold or not _BULLET.match(line.text)
    full = last.x1 - here.left > 0.7 * (here.right - here.left)
    return full and line.text[0].islower() and _OPEN.search(last.text) is not None and not _BULLET.match(line.text)


def _centred(last: Line, line: Line) -> bool:
    """Two lines of one look over each other in a set-off column: what a cell of a letterhead was too narrow for."""
    middles = (last.x0 + last.x1) / 2, (line.x0 + line.x1) / 2
    if last.text.isupper() != line.text.isupper():
        return False
    return last.bold == line.bold and abs(last.size - line.size) < 0.02 * line.size and abs(middles[0] - middles[1]) < _SLACK * line.size
