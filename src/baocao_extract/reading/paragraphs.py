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
# The margins of an unseen cell are guessed; what begins with a digit or a small letter there is hardly a line of its own.
_CELL_SLACK = 1.0
_WIDER_STEP = 1.3
_CELL_MARGINS = 0.75
_BESIDE_GUTTER = 2.0
# The part of the lines that stands flush left where paragraphs are told by the indent of their first line.
_FLUSH = 0.2
_GLUED = regex.compile(r"[\p{L}\p{N}](?:-|/)$")
_OPEN = regex.compile(r"[^.:;!?…]$")
_BULLET = regex.compile(r"(?:[-–—+•●▪◦○■□►▶➢✓§\uf000-\uf0ff]|\(?[0-9ivxIVXa-zđ]{1,4}[.)])\s")


@dataclass(frozen=True, slots=True)
class _Measure:
    """The column a line stands in: where its full lines begin and end, and the usual step from line to line.

    `flush`: most lines begin at the left, so that one further in is the first of a paragraph.
    """

    left: float
    right: float
    step: float
    flush: bool


# Where a page holds nothing but set-off columns.
_ANY = _Measure(float("-inf"), float("inf"), 0.0, False)


def build(lines: Sequence[Line]) -> tuple[str, PagedLayout]:
    """One paragraph a line, and the layout of it."""
    measures = _measures(lines)
    text: list[str] = []
    starts, at = array("q"), 0
    first = last = None
    for line in lines:
        if last is not None and first is not None:
            column = _column(line)
            sign = "\n"
            if _goes_on(first, last, line, measures[_column(last)], measures[column], measures.get((0, *column[1:]), _ANY)):
                sign = "" if _GLUED.search(last.text) else " "
            else:
                first = line
            text.append(sign)
            at += len(sign)
        first, last = first or line, line
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
        left = lefts[n // 20]
        flush = sum(line.x0 - left < _SLACK * line.size for line in prose) > _FLUSH * n
        found[key] = _Measure(left, rights[-1 - n // 10 if n > 12 else -1], steps[len(steps) // 4] if steps else 0.0, flush)
    return found


def _goes_on(first: Line, last: Line, line: Line, here: _Measure, there: _Measure, page: _Measure) -> bool:
    """Whether a line goes on with the paragraph of which `first` and `last` are the first and the last line so far."""
    if last.row or line.row or last.region != line.region or abs(last.size - line.size) > 0.12 * last.size:
        return False
    same_page = last.page == line.page
    step = line.base - last.base
    if same_page and (step <= 0 or (here.step and step > _WIDER_STEP * max(here.step, line.size))):
        return False
    room, slack = here.right - last.x1, _SLACK * last.size
    if line.gutter is not None and not _centred(last, line):
        if abs(line.x0 - there.left) > _SLACK * line.size or _BULLET.match(line.text):
            return False
        room = (line.gutter - _BESIDE_GUTTER * line.size if line.x0 < line.gutter else page.right) - last.x1
    elif line.gutter is not None:
        middle = (last.x0 + last.x1) / 2
        room = 2 * min(abs(middle - line.gutter), middle - page.left, page.right - middle) - (last.x1 - last.x0) - _CELL_MARGINS * last.size
        slack = last.size * (_CELL_SLACK if line.text[0].islower() or line.text[0].isdigit() else _SLACK)
    elif line.x0 - there.left > _INDENT * line.size and _is_first(first, last, line, here, there):
        return False
    word = line.text.find(" ")
    width = (line.right[word - 1] if word > 0 else line.x1) - line.x0
    if room < width + slack:
        return last.bold == line.bold or not _BULLET.match(line.text)
    full = last.x1 - here.left > 0.7 * (here.right - here.left)
    return full and line.text[0].islower() and _OPEN.search(last.text) is not None and not _BULLET.match(line.text)


def _is_first(first: Line, last: Line, line: Line, here: _Measure, there: _Measure) -> bool:
    """Whether an indented line begins a paragraph. It does not below a bullet whose text it is under, nor in an indented block."""
    if bullet := _BULLET.match(last.text):
        under = bullet.end() < len(last.text) and abs(line.x0 - there.left - (last.left[bullet.end()] - here.left)) < _SLACK * line.size
        if under and not _BULLET.match(line.text):
            return False
    further = (line.x0 - there.left) - (last.x0 - here.left)
    if further < -_INDENT * line.size:
        return False
    if further >= _INDENT * line.size or _BULLET.match(line.text):
        return True
    return there.flush and first is last and not (line.text[0].islower() and _OPEN.search(last.text))


def _centred(last: Line, line: Line) -> bool:
    """Two lines of one look over each other in a set-off column: what a cell of a letterhead was too narrow for."""
    middles = (last.x0 + last.x1) / 2, (line.x0 + line.x1) / 2
    if last.text.isupper() != line.text.isupper() or abs(last.x0 - line.x0) < 0.1 * line.size:
        return False
    return last.bold == line.bold and abs(last.size - line.size) < 0.02 * line.size and abs(middles[0] - middles[1]) < _SLACK * line.size
