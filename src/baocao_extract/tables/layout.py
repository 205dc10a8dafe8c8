"""Which rows of a grid are its heading, which hold its data, and what stands above and below them."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from baocao_extract.tables import values
from baocao_extract.tables.matrix import Matrix, Place
from baocao_extract.tables.vocabulary import Vocabulary

_YEAR = regex.compile(r"(?:19[5-9][0-9]|20[0-9]{2})(?:\s?[-–]\s?(?:20)?[0-9]{2})?")
_INDEX = regex.compile(r"\(?-?(?P<label>[0-9]{1,2}|[A-ZĐa-dđ])\)?")
_FORMULA = regex.compile(r"[0-9)]\s*[=/:*x+-]\s*\(?[0-9]")
# Rows above a heading (title, unit, letterhead inside the sheet) are looked through no further than this; a heading has at most so many rows.
_LOOK, _TALLEST = 40, 5
# A longer cell is a sentence, no heading.
_SENTENCE = 160
_HEADS = ("number", "name", "place-head", "unit", "code", "note")
_SAYS = ("plan", "estimate", "actual", "cumulative", "current", "previous", "same-period", "compared", "attained", "change", "share")


@dataclass(slots=True)
class Layout:
    """Row numbers: heading `[top, bottom)`, data `[bottom, last)`; `labels` are the numbers that an index row gives the columns."""

    top: int
    bottom: int
    last: int
    labels: dict[str, int] = field(default_factory=dict)
    skipped: set[int] = field(default_factory=set)


def numeric(text: str) -> bool:
    return values.state(text) == "number" and _YEAR.fullmatch(text.strip()) is None


def lay(matrix: Matrix, words: Vocabulary) -> Layout | None:
    """The layout of a grid that holds data; None for one that does not."""
    top = _top(matrix, words)
    if top is None:
        return None
    labels: dict[str, int] = {}
    bottom = _bottom(matrix, top, labels)
    last = matrix.height
    while last > bottom and not _has_figures(matrix, last - 1):
        last -= 1
    if last <= bottom:
        # a form that nobody has filled in is a table all the same
        if not any(words.fills("number", p.low) or words.fills("code", p.low) for p in matrix.own(top)):
            return None
        last = matrix.height
    while last < matrix.height and _counts_on(matrix, last):
        last += 1
    layout = Layout(top, bottom, last, labels)
    _skip_repeats(matrix, layout)
    return layout


def second_heading(matrix: Matrix, words: Vocabulary) -> int | None:
    """The row where another table begins on the same grid, with the title above it: a sheet may hold several."""
    top = _top(matrix, words)
    if top is None:
        return None
    first = [p.low for p in matrix.distinct(top)]
    for r in range(_bottom(matrix, top, {}) + 1, matrix.height):
        cells = matrix.own(r)
        if len(cells) < 2 or [p.low for p in cells] == first or any(numeric(c.text) for c in cells):
            continue
        heads = sum(any(words.fills(use, c.low) for use in _HEADS) for c in cells)
        if heads >= 2 and any(words.fills("number", c.low) for c in cells):
            while r > top + 1 and len(matrix.distinct(r - 1)) <= 1:
                r -= 1
            return r
    return None


def _counts_on(matrix: Matrix, r: int) -> bool:
    """A numbered row whose figures are blank, at the end of the table."""
    cells = matrix.own(r)
    return len(cells) >= 2 and cells[0].column == 0 and regex.fullmatch(r"[0-9]{1,4}[.)]?", cells[0].text) is not None


def _has_figures(matrix: Matrix, r: int) -> bool:
    return any(values.state(p.text) in ("number", "none", "not_reported") for p in matrix.own(r)[1:] or matrix.own(r))


def _top(matrix: Matrix, words: Vocabulary) -> int | None:
    rows = range(min(matrix.height, _LOOK))
    for r in rows:
        cells = matrix.own(r)
        if len(cells) < 2 or any(numeric(c.text) or len(c.text) > _SENTENCE for c in cells):
            continue
        strong = sum(any(words.fills(use, c.low) for use in _HEADS) for c in cells)
        hits = sum(_is_heading(c, words) for c in cells)
        if r and (strong or hits >= 2) and _heads_above(matrix, r, words):
            return r - 1
        if strong >= 2 or (strong and hits >= 2) or hits >= max(2, len(cells) - 2) or (strong and _below_is_data(matrix, r)):
            return r
    for r in rows:
        cells = matrix.own(r)
        if len(cells) >= max(2, (matrix.width + 1) // 2) and not any(numeric(c.text) for c in cells) and _below_is_data(matrix, r):
            return r
    return None


def _heads_above(matrix: Matrix, r: int, words: Vocabulary) -> bool:
    """The row above is the upper row of the heading: `Ngành kinh tế | Năm 2020 | | Năm 2021`."""
    above = matrix.own(r - 1)
    if len(above) < 2 or any(numeric(c.text) or len(c.text) > _SENTENCE // 2 for c in above):
        return False
    return any(words.fills("time-head", c.low) for c in above) or sum(_is_heading(c, words) for c in above) >= 2


def _is_heading(place: Place, words: Vocabulary) -> bool:
    low = place.low
    if _YEAR.fullmatch(low.strip()):
        return True
    if words.fills("time-head", low):
        return True
    return any(words.opens(use, low) for use in _HEADS) or any(words.says(use, low) for use in _SAYS)


def _below_is_data(matrix: Matrix, r: int) -> bool:
    below = range(r + 1, min(matrix.height, r + 4))
    return any(sum(numeric(p.text) for p in matrix.own(k)) >= 1 for k in below)


def _bottom(matrix: Matrix, top: int, labels: dict[str, int]) -> int:
    bottom = top + 1
    for cell in matrix.own(top):
        if cell.cell.columns < matrix.width:
            bottom = max(bottom, min(top + max(1, cell.cell.rows), top + _TALLEST))
    r = bottom
    while r < matrix.height and r < top + _TALLEST:
        cells = matrix.own(r)
        covered = any(p is not None and p.row < r and p.row >= top and p.text for p in matrix.at[r])
        if _is_index(matrix, r, labels):
            return r + 1
        if not cells:
            if not covered:
                break
        elif (any(numeric(c.text) for c in cells) and not covered) or (not covered and not _is_subheading(matrix, r, top)):
            break
        r += 1
    return max(bottom, r)


def _is_subheading(matrix: Matrix, r: int, top: int) -> bool:
    """A row right below a heading that explains it: below its wide cells, or with nothing in the columns of number and name."""
    cells = matrix.own(r)
    if any(p.cell.columns > 1 and p.cell.columns < matrix.width and p.column > 0 for p in matrix.own(r - 1)):
        return True
    first = min(c.column for c in cells)
    named = [p for p in matrix.own(top) if p.column < first]
    return bool(named) and len(cells) >= 1 and not any(values.state(c.text) in ("none", "not_reported") for c in cells)


def _is_index(matrix: Matrix, r: int, labels: dict[str, int]) -> bool:
    """`A B 1 2 3`, `(1) (2) (3) (4)=(3)/(2)`."""
    cells = [p for p in matrix.distinct(r) if p.row == r]
    if len(cells) < max(3, matrix.width // 2):
        return False
    found: dict[str, int] = {}
    last = 0
    for p in cells:
        hit = _INDEX.fullmatch(p.text.strip())
        label = hit.group("label") if hit else None
        if label is None:
            formula = regex.match(r"\(?([0-9]{1,2})\)?\s*=", p.text.strip())
            if formula is None and not _FORMULA.search(p.text):
                return False
            label = formula.group(1) if formula else None
        if label is not None:
            if label.isdigit():
                if int(label) <= last:
                    return False
                last = int(label)
            found[label] = p.column
    if sum(label.isdigit() for label in found) < 2:
        return False
    labels.update(found)
    return True


def _skip_repeats(matrix: Matrix, layout: Layout) -> None:
    """A heading printed again on the next page is no data."""
    heading = [tuple(p.low for p in matrix.distinct(r)) for r in range(layout.top, layout.bottom)]
    heading = [h for h in heading if len(h) > 1]
    for r in range(layout.bottom, layout.last):
        if heading and tuple(p.low for p in matrix.distinct(r)) in heading:
            layout.skipped.add(r)
