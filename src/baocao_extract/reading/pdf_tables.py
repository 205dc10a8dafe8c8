"""Tables of a paged text: the rows of a page that stand in ruled boxes or in aligned columns become one line a row, its cells joined by tabs.

Works on the lines of glyphs and of recognised scans alike.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import regex

from baocao_extract.reading.lines import Line
from baocao_extract.reading.source import Box, Cell, Grid, Spot

Row = list[Line]

_FIGURE = regex.compile(r"[-–+(]?\s?[0-9][0-9.,\s]*\)?\s?%?|[-–…x]|\.{2,4}")
_DIGIT = regex.compile(r"[0-9]")
_YEAR = regex.compile(r"(?:19|20)[0-9]{2}")
_OPENS_GROUP = regex.compile(r"(?:[IVX]{1,5}|[A-HĐ]|[0-9]{1,2})[.)]?\s+\p{Lu}|(?:[IVX]{1,5}|[A-HĐ])[.)]?$")
_MARK = regex.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{1,2})*|[IVX]{1,5}|[A-ZĐa-zđ])[.)]?|[-+*•–]")
# In parts of the size of the letters: the lines of one cell, rows of one table, two edges that are one.
_LEADING, _APART, _SAME = 1.35, 6.0, 0.3
# A blank so wide parts two cells: where only columns tell, and where a gap between columns lies there.
_WIDE_BLANK, _BLANK = 0.75, 0.45
_FEWEST_ROWS, _TALLEST_HEADING, _QUIET = 3, 8, 3


@dataclass(slots=True)
class Drawn:
    """A cell of a drawn table with its lines from top to bottom."""

    row: int
    column: int
    rows: int
    columns: int
    lines: list[Line]


def put(rows: list[Row], boxes: Sequence[Sequence[Box]], first: int) -> list[Row]:
    """The rows of a page with those of its tables put together; `boxes` are the cells of its ruled tables, `first` the number of the first table."""
    for table in boxes:
        taken = _ruled(rows, table, first)
        if taken is not None:
            rows, first = taken, first + 1
    return _unruled(rows, first)


def grids(starts: Sequence[int], lines: Sequence[Line]) -> tuple[Grid, ...]:
    """The grids of a text whose lines begin at `starts`."""
    by_table: dict[tuple[int, int], list[tuple[int, Line]]] = {}
    for start, line in zip(starts, lines, strict=True):
        if line.table:
            by_table.setdefault((line.page, line.table), []).append((start, line))
    out = []
    for (page, _), members in by_table.items():
        cells = tuple(replace(c, start=start + c.start, end=start + c.end) for start, line in members for c in line.cells)
        frame = members[0][1].frame
        box = frame.to_page((
            min(line.x0 for _, line in members), min(line.top for _, line in members), max(line.x1 for _, line in members),
            max(line.bottom for _, line in members),
        ))  # fmt: skip
        start, last = members[0][0], members[-1]
        spot = Spot(page, (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2)))
        out.append(Grid(start, last[0] + len(last[1].text), cells, (spot,)))
    return tuple(out)


def _ruled(rows: list[Row], boxes: Sequence[Box], number: int) -> list[Row] | None:
    """The rows with those inside the boxes put together; None where the boxes are no table."""
    xs = _edges([x for b in boxes for x in (b[0], b[2])])
    ys = _edges([y for b in boxes for y in (b[1], b[3])])
    if len(xs) < 3 or len(ys) < 3:
        return None
    cells = [
        Drawn(_at(ys, b[1]), _at(xs, b[0]), max(1, _at(ys, b[3]) - _at(ys, b[1])), max(1, _at(xs, b[2]) - _at(xs, b[0])), []) for b in boxes
    ]
    by_place = {(r, c): d for d in cells for r in range(d.row, d.row + d.rows) for c in range(d.column, d.column + d.columns)}
    rest: list[Row] = []
    place: int | None = None
    for row in rows:
        kept: Row = []
        for line in row:
            middle = (line.top + line.bottom) / 2
            if not ys[0] <= middle <= ys[-1] or line.x1 < xs[0] or line.x0 > xs[-1]:
                kept.append(line)
                continue
            place = len(rest) if place is None else place
            inside = {c: by_place.get((bisect_right(ys, middle) - 1, c)) for c in range(len(xs) - 1)}
            for a, b, drawn in _cut(line, xs, inside):
                (kept if drawn is None else drawn.lines).append(_slice(line, a, b))
        if kept:
            rest.append(kept)
    filled = [d for d in cells if d.lines]
    if place is None or len(filled) < 4:
        return None
    made = _lines(cells, len(ys) - 1, number, xs)
    return [*rest[:place], *made, *rest[place:]]


def _edges(values: list[float]) -> list[float]:
    """Sorted, those within a point of each other as one."""
    out: list[float] = []
    for v in sorted(values):
        if not out or v - out[-1] > 1.0:
            out.append(v)
    return out


def _at(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda k: abs(edges[k] - value))


def _cut(line: Line, xs: list[float], inside: dict[int, Drawn | None]) -> list[tuple[int, int, Drawn | None]]:
    """A line in stretches that each stand in one cell: (start, end, cell)."""
    out: list[tuple[int, int, Drawn | None]] = []
    for k, c in enumerate(line.text):
        if c.isspace():
            continue
        cell = inside[min(max(bisect_right(xs, (line.left[k] + line.right[k]) / 2) - 1, 0), len(xs) - 2)]
        if out and out[-1][2] is cell:
            out[-1] = (out[-1][0], k + 1, cell)
        else:
            out.append((k, k + 1, cell))
    return out


def _slice(line: Line, a: int, b: int) -> Line:
    if a == 0 and b == len(line.text):
        return line
    sure = None if line.confidence is None else line.confidence[a:b]
    return replace(line, text=line.text[a:b], left=line.left[a:b], right=line.right[a:b], confidence=sure)


def _lines(cells: list[Drawn], height: int, number: int, xs: Sequence[float]) -> list[Row]:
    """One line for each row that holds something, its cells joined by tabs, with the cells' places in it."""
    out: list[Row] = []
    by_row: dict[int, list[Drawn]] = {}
    for cell in cells:
        by_row.setdefault(cell.row, []).append(cell)
    r = 0
    for k in range(height):
        own = sorted(by_row.get(k, []), key=lambda d: d.column)
        if not any(d.lines for d in own):
            # rows that only merged cells go through keep their number
            r += bool(own) or any(d.row < k < d.row + d.rows for d in cells if d.lines)
            continue
        out.append([_row(own, r, k, number, xs)])
        r += 1
    return out


def _row(own: list[Drawn], r: int, k: int, number: int, xs: Sequence[float]) -> Line:
    text: list[str] = []
    left, right = array("f"), array("f")
    sure = array("f")
    cells: list[Cell] = []
    every = [line for d in own for line in d.lines]
    model = min(every, key=lambda line: (line.base, line.x0))
    length = 0
    for n, drawn in enumerate(own):
        parts = sorted(drawn.lines, key=lambda line: (round(line.base, 1), line.x0))
        if n:
            edge = right[-1] if right else model.x0
            text.append("\t")
            left.append(edge)
            right.append(edge)
            sure.append(1.0)
            length += 1
        start = length
        for m, part in enumerate(parts):
            if m:
                text.append(" ")
                left.append(parts[m - 1].x1)
                right.append(parts[m - 1].x1)
                sure.append(1.0)
                length += 1
            text.append(part.text)
            left += part.left
            right += part.right
            sure += part.confidence if part.confidence is not None else array("f", [1.0] * len(part.text))
            length += len(part.text)
        indent = max(0.0, parts[0].x0 - xs[drawn.column]) if parts and drawn.column < len(xs) else 0.0
        bold = bool(parts) and all(p.bold for p in parts)
        cells.append(Cell(start, length, r, drawn.column, drawn.rows, drawn.columns, bold, round(indent, 1)))
    return replace(
        model, text="".join(text), left=left, right=right, top=min(x.top for x in every), bottom=max(x.bottom for x in every), row=True,
        confidence=sure if any(x.confidence is not None for x in every) else None, table=number, cells=tuple(cells),
    )  # fmt: skip


def _figures(row: Row) -> int:
    return sum(_FIGURE.fullmatch(line.text) is not None and _YEAR.fullmatch(line.text) is None for line in row[1:])


def _unruled(rows: list[Row], number: int) -> list[Row]:
    """Runs of rows with figures in columns, with the heading above them."""
    out: list[Row] = []
    k = 0
    while k < len(rows):
        if len(rows[k]) < 2 or rows[k][0].table or not _figures(rows[k]):
            out.append(rows[k])
            k += 1
            continue
        last = _last(rows, k)
        rows = [*rows[:k], *(_parted(row, []) for row in rows[k : last + 1]), *rows[last + 1 :]]
        full = [n for n in range(k, last + 1) if len(rows[n]) > 1 and _figures(rows[n])]
        bands = _bands([rows[n] for n in full]) if len(full) >= _FEWEST_ROWS else []
        if len(bands) < 2 or max(len(rows[n]) for n in full) < 2:
            out += rows[k : last + 1]
            k = last + 1
            continue
        steps = [rows[b][0].base - rows[a][0].base for a, b in pairwise(full)]
        top = _heading(rows, k, bands, max(2.6 * rows[k][0].size, 1.3 * median(steps)))
        del out[len(out) - (k - top) :]
        cells, height = _aligned([_parted(r, bands) for r in rows[top:k]], [_parted(r, bands) for r in rows[k : last + 1]], bands)
        out += _lines(cells, height, number, [a for a, _ in bands])
        number += 1
        k = last + 1
    return out


def _last(rows: list[Row], k: int) -> int:
    """The last row of figures of the run that begins at `k`, with the lines that its cells wrap to."""
    last, quiet = k, 0
    size = rows[k][0].size
    for n in range(k + 1, len(rows)):
        row = rows[n]
        if row[0].table or row[0].base - rows[n - 1][0].base > _APART * size:
            break
        if len(row) > 1 and _figures(row):
            last, quiet = n, 0
            continue
        quiet += 1
        if quiet > _QUIET:
            break
    below = last + 1
    if below == len(rows) - 1 and _OPENS_GROUP.match(rows[below][0].text) and rows[below][0].base - rows[last][0].base <= _APART * size:
        return below  # a group that begins at the foot of the page
    while below < len(rows) and _wraps(rows[below], rows[below - 1]):
        last, below = below, below + 1
    return last


def _wraps(row: Row, above: Row) -> bool:
    near = row[0].base - above[0].base <= _LEADING * row[0].size
    return near and not _figures(row) and row[0].text[:1].islower()


def _parted(row: Row, bands: list[tuple[float, float]]) -> Row:
    """The row with its lines cut at wide blanks; at narrower ones where these lie between two columns."""
    between = [(a[1], b[0]) for a, b in pairwise(bands)]
    out: Row = []
    for line in row:
        start = 0
        for k, c in enumerate(line.text):
            if c != " " or not 0 < k < len(line.text) - 1:
                continue
            left, right = line.right[k - 1], line.left[k + 1]
            limit = _BLANK if any(a < right and b > left for a, b in between) else _WIDE_BLANK
            if right - left > limit * line.size:
                out.append(_slice(line, start, k))
                start = k + 1
        out.append(_slice(line, start, len(line.text)))
    return out


def _bands(rows: list[Row]) -> list[tuple[float, float]]:
    """The stretches across the page that the cells fill: what overlaps in rows that are nearly full is one column."""
    most = max(len(row) for row in rows)
    found: list[list[float]] = []
    for a, b in sorted((line.x0, line.x1) for row in rows if len(row) >= most - 1 for line in row):
        if found and a < found[-1][1] - 0.5:
            found[-1][1] = max(found[-1][1], b)
        else:
            found.append([a, b])
    return [(a, b) for a, b in found]


def _heading(rows: list[Row], k: int, bands: list[tuple[float, float]], far: float) -> int:
    """Where the heading above the first row of figures begins: rows of several cells, and what stands close above or below them."""
    top, best = k, k
    size = rows[k][0].size
    while top > 0 and k - top < _TALLEST_HEADING:
        row = rows[top - 1]
        if row[0].table or rows[top][0].base - row[0].base > far:
            break
        if len(row) == 1:
            whole = row[0].x1 - row[0].x0
            wide = bands[-1][1] - bands[0][0]
            # the second line of a cell of the row above
            wraps = top > 1 and len(rows[top - 2]) > 1 and row[0].base - rows[top - 2][0].base <= _LEADING * size
            if whole > 0.4 * wide or (best < k and not wraps and rows[top][0].base - row[0].base > _LEADING * size):
                break
        top -= 1
        if len(row) > 1 or _band(row[0], bands)[0] > 0:
            best = top
    return best


def _band(line: Line, bands: list[tuple[float, float]], least: int = 0) -> tuple[int, int]:
    """The first and last column that a line stands over, `least` the first that is free in its row. One that fits between the neighbours of a column stands in that column alone,
    though its figures be set to the other side."""
    ends = [float("-inf"), *(b for _, b in bands)]
    starts = [*(a for a, _ in bands[1:]), float("inf")]
    fits = [c for c in range(least, len(bands)) if line.x0 >= ends[c] - 0.5 and line.x1 <= starts[c] + 0.5]
    if fits:
        best = max(fits, key=lambda c: (min(line.x1, bands[c][1]) - max(line.x0, bands[c][0]) > 0, -_off(line, bands[c])))
        return best, best
    least = min(least, len(bands) - 1)
    over = [c for c, (a, b) in enumerate(bands) if c >= least and line.x0 < b and line.x1 > a]
    if not over:
        near = min(range(least, len(bands)), key=lambda c: _off(line, bands[c]))
        return near, near
    return over[0], over[-1]


def _off(line: Line, band: tuple[float, float]) -> float:
    """How far a line is from being set to the left, to the right or in the middle of a column."""
    middle = abs(line.x0 + line.x1 - band[0] - band[1]) / 2
    return min(abs(line.x0 - band[0]), abs(line.x1 - band[1]), middle)


def _aligned(heading: list[Row], data: list[Row], bands: list[tuple[float, float]]) -> tuple[list[Drawn], int]:
    lead = _lead([*heading, *data], bands)
    cells = _heading_cells(heading, _widened(heading, bands), lead)
    height = max((c.row for c in cells), default=-1) + 1
    groups = _grouped(data, bands, lead)
    for group in groups:
        by_column: dict[int, Drawn] = {}
        for row in group:
            for line in row:
                first, last = _band(line, bands)
                alone = len(group) == 1 and len(row) <= 2 and line is row[-1]
                cell = by_column.setdefault(first, Drawn(height, first, 1, last - first + 1 if alone else 1, []))
                cell.lines.append(line)
        cells += by_column.values()
        height += 1
    return cells, height


def _widened(heading: list[Row], bands: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The columns with what their headings fill, so that a heading's second line is known to be below its first."""
    wide = list(bands)
    for row in sorted(heading, key=len, reverse=True):
        free = 0
        for line in row:
            first, last = _band(line, wide, free)
            free = last + 1
            if first == last:
                left = wide[first - 1][1] if first else float("-inf")
                right = wide[first + 1][0] if first + 1 < len(wide) else float("inf")
                wide[first] = (max(left, min(wide[first][0], line.x0)), min(right, max(wide[first][1], line.x1)))
    return wide


def _lead(rows: list[Row], bands: list[tuple[float, float]]) -> float:
    """The step between the lines of one cell: the smallest that occurs within a column."""
    last: dict[int, Line] = {}
    steps: list[float] = []
    for row in rows:
        for line in row:
            column = _band(line, bands)[0]
            if column in last and line.base - last[column].base > 0.8 * line.size:
                steps.append(line.base - last[column].base)
            last[column] = line
    size = median(line.size for row in rows for line in row)
    return min([s for s in steps if s < 1.6 * size] or [1.2 * size])


def _heading_cells(heading: list[Row], bands: list[tuple[float, float]], lead: float) -> list[Drawn]:
    """Lines over each other in one column are one cell; cells that begin on one height are one row."""
    cells: list[Drawn] = []
    open_cells: dict[int, Drawn] = {}
    for row in heading:
        free = 0
        for line in row:
            first, last = _band(line, bands, free)
            free = last + 1
            above = open_cells.get(first)
            # several lines below one wide cell are its columns, a single one is its second line
            alone = above is not None and sum(open_cells.get(_band(other, bands)[0]) is above for other in row) == 1
            if above is not None and alone and last < above.column + above.columns and line.base - above.lines[-1].base <= 1.15 * lead:
                above.lines.append(line)
                continue
            cell = Drawn(0, first, 1, last - first + 1, [line])
            cells.append(cell)
            for c in range(first, last + 1):
                open_cells[c] = cell
    heights: list[float] = []
    for base in sorted(c.lines[0].base for c in cells):
        if not heights or base - heights[-1] > 0.5 * lead:
            heights.append(base)
    for cell in cells:
        cell.row = max(k for k, h in enumerate(heights) if cell.lines[0].base >= h - 0.01)
    return cells


def _grouped(data: list[Row], bands: list[tuple[float, float]], lead: float) -> list[list[Row]]:
    """The lines of the table's rows: a line without figures and mark goes with the row whose cell it wraps from."""
    groups: list[list[Row]] = []
    for n, row in enumerate(data):
        if groups and _continues(row, data[n - 1], groups[-1], bands, lead):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _continues(row: Row, above: Row, group: list[Row], bands: list[tuple[float, float]], lead: float) -> bool:
    if row[0].base - above[0].base > 1.15 * lead + _SAME:
        return False
    first = _band(row[0], bands)[0]
    figured = any(_figures(r) for r in group)
    if _figures(row):
        # the label of a row set in the middle begins a line above its figures
        labelled = any(_band(line, bands)[0] < 2 and not _FIGURE.fullmatch(line.text) for line in row)
        return not figured and not labelled
    if first == 0 and _MARK.fullmatch(row[0].text) and len(row) > 1:
        return False
    return figured and (
        len(row) > 1 or row[0].text[:1].islower() or first > 0 or (_DIGIT.match(row[0].text) is None and not row[0].text.isupper())
    )
