"""The reading order of a page: what stands side by side is read column by column, but for the rows of a table.

A letterhead and a signature are set in two columns, an invisible table; a newspaper page in columns of running text. Read across,
their lines would mix. The rows of a table are read across: one line a row, its cells joined by tabs.
"""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import regex

from baocao_extract.reading.lines import Line

Row = list[Line]
_Gap = tuple[float, float]

_FIGURE = regex.compile(r"[\p{P}\p{S}\s]*(?:\d[\d.,%\s/()+-]*)?[\p{P}\p{S}\s]*")
# In parts of the size of the letters.
_GUTTER = 0.8
# In rows: the longest letterhead or signature, and what may follow the signature.
_LETTERHEAD, _AFTER_SIGNATURE = 16, 3
_NEXT_ROW, _NEXT_PAIR, _NEXT_SIGNER = 1.7, 3.2, 9.0


def in_order(rows: Sequence[Row], *, first: bool, last: bool) -> list[Line]:
    """The lines of a page as they are read; `first` and `last` say that the page is that of its document."""
    out: list[Line] = []
    at, region = 0, 1
    while at < len(rows):
        if rows[at][0].table:
            out += rows[at]
            at += 1
            continue
        if len(rows[at]) == 1 and not (end := _block(rows, at)[0]) > at + 1:
            out.append(rows[at][0])
            at += 1
            continue
        end, gutters = _block(rows, at)
        block = rows[at:end]
        gutter = _layout(block, gutters, head=first and at == 0, tail=last and end >= len(rows) - _AFTER_SIGNATURE)
        if gutter is not None:
            for column in _parted(block, gutter):
                out += [replace(line, region=line.page * 1000 + region, gutter=(gutter[0] + gutter[1]) / 2) for line in column]
                region += 1
        else:
            out += _across(block)
        at = end
    return out


def _block(rows: Sequence[Row], start: int) -> tuple[int, list[_Gap]]:
    """Where the rows end that have a gap in common with the one at `start`, and the gaps that they share."""
    gaps = _gaps(rows[start])
    if len(rows[start]) == 1:
        # A line of one column begins a block only above a row that has both: at the top of the page, or in the right column.
        both = rows[start + 1] if start + 1 < len(rows) and not rows[start + 1][0].table else rows[start]
        if len(both) == 1 or not _near(rows[start], both, gaps) or not (start == 0 or both[0].x1 < rows[start][0].x0):
            return start + 1, []
    end = start + 1
    while end < len(rows):
        row = rows[end]
        if row[0].table:
            break
        shared = _shared(gaps, _gaps(row), _GUTTER * row[0].size)
        if not shared or not _near(rows[end - 1], row, shared):
            break
        gaps = shared
        end += 1
    if not any(len(row) > 1 for row in rows[start:end]):
        return start + 1, []
    return end, gaps


def _gaps(row: Row) -> list[_Gap]:
    edges = [float("-inf"), *(x for line in row for x in (line.x0, line.x1)), float("inf")]
    inner = [(edges[i], edges[i + 1]) for i in range(2, len(edges) - 2, 2)]
    return inner if len(row) > 1 else [(edges[0], edges[1]), (edges[2], edges[3])]


def _shared(gaps: list[_Gap], others: list[_Gap], least: float) -> list[_Gap]:
    common = [(max(a, c), min(b, d)) for a, b in gaps for c, d in others]
    return [(a, b) for a, b in common if b - a >= least]


def _near(last: Row, row: Row, gaps: list[_Gap]) -> bool:
    step, size = row[0].base - max(line.base for line in last), row[0].size
    if len(row) > 1:
        return step <= _NEXT_PAIR * size
    right = any(b < float("inf") and row[0].x0 >= b - 1 for _, b in gaps)
    return step <= (_NEXT_SIGNER if right else _NEXT_ROW) * size


def _layout(block: Sequence[Row], gutters: list[_Gap], *, head: bool, tail: bool) -> _Gap | None:
    """The gutter of a block that only lays out the page; None for a table."""
    inner = [g for g in gutters if g[0] > float("-inf") and g[1] < float("inf")]
    pairs = [row for row in block if len(row) > 1]
    if not inner:
        return None
    frame = pairs[0][0].frame
    gutter = min(inner, key=lambda g: abs((g[0] + g[1]) / 2 - frame.width / 2))
    left, right = _parted(block, gutter)
    if not left or not right:
        return None
    figures = max(sum(_FIGURE.fullmatch(line.text) is not None for line in side) / len(side) for side in (left, right))
    if figures > 0.4 or (not head and sum(len(row) > 2 for row in pairs) * 3 > len(pairs)):
        return None
    if (head or (tail and len(pairs) > 1)) and len(block) <= _LETTERHEAD:
        return gutter
    size = median(line.size for line in right)
    middles = [(line.x0 + line.x1) / 2 for line in right]
    centred = max(abs(m - median(middles)) for m in middles) < 0.9 * size and len({round(line.x0) for line in right}) > 1
    running = len(pairs) >= 8 and all(median(line.x1 - line.x0 for line in side) > 0.3 * frame.width for side in (left, right))
    return gutter if running or (centred and len(pairs) <= 8) else None


def _parted(block: Sequence[Row], gutter: _Gap) -> tuple[list[Line], list[Line]]:
    middle = (gutter[0] + gutter[1]) / 2
    left: list[Line] = []
    right: list[Line] = []
    for row in block:
        for side, chosen in ((left, [x for x in row if x.x0 < middle]), (right, [x for x in row if x.x0 >= middle])):
            if chosen:
                side.append(joined(chosen, " "))
    return left, right


def _across(block: Sequence[Row]) -> list[Line]:
    """The rows of a table. A pair that fills the page alone is a line whose blanks are wide."""
    if len(block) == 1 and len(block[0]) == 2 and block[0][1].x0 - block[0][0].x1 < 3 * block[0][0].size:
        return [joined(block[0], " ")]
    return [replace(joined(row, "\t"), row=True) for row in block]


def joined(row: Row, sign: str) -> Line:
    """The segments of a row as one line."""
    if len(row) == 1:
        return row[0]
    first = row[0]
    left, right, text = array("f", first.left), array("f", first.right), [first.text]
    confidence = None if first.confidence is None else array("f", first.confidence)
    for last, line in itertools.pairwise(row):
        left.append(last.x1)
        right.append(line.x0)
        left += line.left
        right += line.right
        text += [sign, line.text]
        if confidence is not None and line.confidence is not None:
            confidence.append(1.0)
            confidence += line.confidence
    return replace(
        first, text="".join(text), left=left, right=right, top=min(x.top for x in row), bottom=max(x.bottom for x in row),
        bold=all(x.bold for x in row), confidence=confidence,
    )  # fmt: skip
