"""The row tree: which row is a part of which, by number, mark, indentation, `Trong đó:` and totals."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from baocao_extract.language.folding import canonical
from baocao_extract.patterns import Patterns
from baocao_extract.structure.lines import marker
from baocao_extract.tables import timing, values
from baocao_extract.tables.columns import Column, body
from baocao_extract.tables.layout import Layout
from baocao_extract.tables.matrix import Matrix, Place, unmarked
from baocao_extract.tables.places import Places
from baocao_extract.tables.vocabulary import UnitOfMeasure, Vocabulary, unit
from baocao_extract.times.algebra import Context, Interval

RowKind = Literal["data", "group", "total"]
# No table goes deeper.
_DEEPEST = 12
_BRACKETS = regex.compile(r"\s*\(([^()]{1,30})\)\s*$")
_BULLET = regex.compile(r"^(?P<mark>[-–—+*•o])(?:\s+|(?=[^\W\d_]))")
# Moved in by less than this is not moved in.
_STEP = 1.5


@dataclass(slots=True)
class Row:
    """`parent` is the row above it in the tree, `whole` the total of which it is one of the parts (for totals that stand beside their parts)."""

    at: int
    kind: RowKind
    label: str
    low: str
    name: Place | None
    style: str
    level: int = 0
    parent: int | None = None
    whole: int | None = None
    unit: UnitOfMeasure | None = None
    unit_text: str = ""
    place: str | None = None
    period: Interval | None = None
    of_which: bool = False
    bold: bool = False


def read(
    matrix: Matrix, layout: Layout, columns: list[Column], words: Vocabulary, around: Context, patterns: Patterns, known: Places
) -> list[Row]:
    names = [c.at for c in columns if c.part == "name"]
    spots = [c.at for c in columns if c.part == "place"]
    label_at = names[0] if names else spots[0] if spots else 0
    rows = [_row(matrix, r, columns, label_at, spots, words, around, patterns, known) for r in body(matrix, layout)]
    found = [row for row in rows if row is not None]
    _share_labels(found, matrix, columns)
    _mark_totals(found, words)
    _nest(found)
    _totals(found, matrix, columns)
    return found


def _row(
    matrix: Matrix,
    r: int,
    columns: list[Column],
    label_at: int,
    spots: list[int],
    words: Vocabulary,
    around: Context,
    patterns: Patterns,
    known: Places,
) -> Row | None:
    place = matrix.at[r][label_at]
    label = place.text if place is not None else ""
    cells = matrix.distinct(r)
    if not cells:
        return None
    number = next((matrix.text(r, c.at).strip() for c in columns if c.part == "number"), "")
    figures = any(c.part == "value" and values.state(matrix.text(r, c.at)) != "blank" and _single(matrix, r, c.at) for c in columns)
    if not label:
        # a group row merged over the whole width, or a number column that holds the words
        texts = [p for p in cells if values.state(p.text) == "text"]
        if texts and not figures:
            place, label = texts[0], texts[0].text
    if place is not None and place.cell.columns > 1 and place.cell.columns >= matrix.width - 1 - label_at:
        figures = False
    style, label = _marked(number, label)
    row = Row(r, "data" if figures else "group", label, "", place, style, bold=place is not None and place.cell.bold)
    _own_words(row, words)
    row.place = next((p for c in spots if (p := known.named(matrix.text(r, c))) is not None), None) or known.named(label)
    if words.fills("total", row.low):
        row.kind = "total" if figures else "group"
    unit_at = next((c.at for c in columns if c.part == "unit"), None)
    if unit_at is not None:
        own = matrix.at[r][unit_at]
        if own is not None and own.cell.columns == 1 and values.state(own.text) == "text":
            row.unit_text = own.text
            row.unit = unit(own.low, words) or row.unit
    if (named := timing.named(words.spelled_out(row.low), around, patterns)) is not None and named.value is not None:
        covered = sum(b - a for a, b in named.spans)
        if covered >= 0.6 * len(row.low.strip()):
            row.period = named.value
            row.label = ""
    return row


def _share_labels(rows: list[Row], matrix: Matrix, columns: list[Column]) -> None:
    """One name over several rows, merged or printed once: what tells the rows apart stands in the column of text beside it."""
    beside = [c.at for c in columns if c.part == "text"]
    last: Row | None = None
    base = ""
    for row in rows:
        if row.kind == "group" or row.period is not None:
            last = None
            continue
        again = last is not None and (row.name is last.name if row.label else not row.style)
        if not again or last is None:
            last, base = row, row.label
            continue
        if last.label == base:
            last.label = _with_text(base, last, matrix, beside)
        row.label = _with_text(base, row, matrix, beside)
        row.low = canonical(row.label)
        last = row


def _with_text(label: str, row: Row, matrix: Matrix, beside: list[int]) -> str:
    places = [matrix.at[row.at][c] for c in beside]
    own = next((p.text for p in places if p is not None and p.text and p.cell.columns == 1), "")
    return f"{label} {own}".strip() if values.state(own) == "text" else label


def _mark_totals(rows: list[Row], words: Vocabulary) -> None:
    """`TỔNG THU NSNN` without a number above `I`, `II` is a total as well."""
    for row, below in itertools.pairwise(rows):
        if row.kind == "data" and not row.style and below.style and words.opens("total", row.low):
            row.kind = "total"


def _single(matrix: Matrix, r: int, c: int) -> bool:
    place = matrix.at[r][c]
    return place is not None and place.cell.columns == 1 and place.row == r


def _marked(number: str, label: str) -> tuple[str, str]:
    """The style of a row's mark, and its label without it."""
    shown = number.strip(" .()")
    label = unmarked(label.strip())
    own = marker(label)
    if own is not None and label[own.end :].strip():
        if not shown:
            return own.style, label[own.end :].strip(" .:-–")
        return _style(shown), label[own.end :].strip()
    bullet = _BULLET.match(label)
    if bullet is not None and label[bullet.end() :].strip():
        return ("-" if bullet.group("mark") in "-–—" else bullet.group("mark")), label[bullet.end() :].strip()
    if shown:
        return _style(shown), label
    return "", label


def _style(shown: str) -> str:
    if shown in "-–—":
        return "-"
    if shown in "+*•":
        return shown
    found = marker(shown + ". X")
    if found is not None:
        return found.style
    return "number" if shown.isdigit() else f"deep{shown.count('.') + 1}" if regex.fullmatch(r"[0-9IVX]+(?:\.[0-9]+)+", shown) else ""


def _own_words(row: Row, words: Vocabulary) -> None:
    """Takes `Trong đó:` and a unit in brackets or behind a comma off the label."""
    low = canonical(row.label)
    lead = words.find["of-which"].match(low)
    if lead is not None:
        rest = row.label[lead.end() :].strip(" :,-–+")
        row.of_which = True
        if not rest:
            row.kind = "group"
        row.label = rest
    bracket = _BRACKETS.search(row.label)
    if bracket is not None and (found := unit(canonical(bracket.group(1)), words, counted=False)) is not None:
        row.unit, row.label = found, row.label[: bracket.start()].strip()
    row.label = unmarked(row.label).rstrip(" :;,")
    row.low = canonical(row.label)


def _nest(rows: list[Row]) -> None:
    """Marks of one style are siblings; a style not yet open stands below the row before it."""
    stack: list[tuple[tuple[str, float], int]] = []
    numbered = any(r.style not in ("", "-", "+", "*", "•", "o") for r in rows)
    hanging = False
    for n, row in enumerate(rows):
        indent = row.name.cell.indent if row.name is not None else 0.0
        key = (row.style, round(indent / _STEP) if not row.style else 0.0)
        if row.kind == "total":
            while stack and not _same_group(stack, rows, n):
                stack.pop()
            stack = stack if stack and rows[stack[-1][1]].kind == "group" else []
            row.parent = stack[-1][1] if stack else None
            row.level = len(stack)
            continue
        if row.of_which and not row.label:
            hanging = True
            row.parent = n - 1 if n else None
            row.level = rows[n - 1].level + 1 if n else 0
            continue
        depth = next((k for k, (open_key, _) in enumerate(stack) if open_key == key), None)
        if depth is None and not row.style and stack:
            depth = next((k for k, (open_key, _) in enumerate(stack) if open_key[0] == "" and open_key[1] >= key[1]), None)
            if depth is None and not numbered and not row.of_which and not hanging and all(k[0] != "" for k, _ in stack) and indent == 0:
                depth = 0 if row.bold else None
        if depth is not None and row.of_which and stack[depth][0][0] == "" and not numbered and depth == 0:
            depth = None
            key = ("of", 0.0)
        if depth is not None and hanging and depth == 0 and not row.style and not numbered:
            depth, key = None, ("of", 0.0)
        if depth is not None:
            del stack[depth:]
        if row.style and depth is None and not _below(stack, row, rows):
            stack.clear()
        hanging = False if row.style and depth is not None else hanging
        row.parent = stack[-1][1] if stack else None
        row.level = len(stack)
        stack.append((key, n))


_ORDER = {
    "part": 0,
    "capital": 1,
    "roman": 2,
    "number": 3,
    "bracket": 4,
    "paren-number": 4,
    "letter": 5,
    "-": 7,
    "+": 8,
    "*": 8,
    "•": 8,
    "o": 9,
}


def _rank(style: str) -> int | None:
    if style.startswith(("deep", "lettered")):
        return 3 + int(style.removeprefix("deep").removeprefix("lettered"))
    return _ORDER.get(style)


def _below(stack: list[tuple[tuple[str, float], int]], row: Row, rows: list[Row]) -> bool:
    """Whether a new style may open below what is open: never a higher mark below a lower one."""
    rank = _rank(row.style)
    while stack and rank is not None:
        last = _rank(stack[-1][0][0])
        if (last is not None and last > rank) or (last is None and rows[stack[-1][1]].kind != "group" and rank <= 3):
            stack.pop()
        else:
            break
    return True


def _same_group(stack: list[tuple[tuple[str, float], int]], rows: list[Row], n: int) -> bool:
    return rows[stack[-1][1]].kind == "group"


def _totals(rows: list[Row], matrix: Matrix, columns: list[Column]) -> None:
    """A total row is the whole of the rows beside it that sum to it: those below it, or those above."""
    for n, row in enumerate(rows):
        if row.kind != "total":
            continue
        for side in (rows[n + 1 :], list(reversed(rows[:n]))):
            beside = _beside(side, row)
            if len(beside) >= 2 and _sums(row, beside, matrix, columns):
                for part in beside:
                    if part.whole is None:
                        part.whole = n
                break


def _beside(side: list[Row], total: Row) -> list[Row]:
    """The top rows of the stretch up to the next total."""
    stretch: list[Row] = []
    for row in side:
        if row.kind == "total" and row.level <= total.level:
            break
        stretch.append(row)
    top = min((r.level for r in stretch if r.kind == "data"), default=0)
    return [r for r in stretch if r.level == top and r.kind == "data"]


def _sums(total: Row, parts: list[Row], matrix: Matrix, columns: list[Column]) -> bool:
    tried = fits = 0
    for column in columns:
        if column.part != "value" or column.role != "level" or column.percent:
            continue
        whole = figure(matrix, total.at, column)
        numbers = [f for p in parts if (f := figure(matrix, p.at, column)) is not None]
        if whole is None or not numbers or not whole:
            continue
        tried += 1
        fits += abs(sum(numbers) - whole) <= 0.05 * abs(whole)
    return tried > 0 and fits * 2 >= tried


def figure(matrix: Matrix, r: int, column: Column) -> float | None:
    """The signed number that stands in a cell, in the style of its column."""
    printed = values.number(matrix.text(r, column.at))
    if printed is None:
        return None
    worth = values.value(printed.digits, column.style)
    return None if worth is None else -worth if printed.negative else worth


def above_of(rows: Sequence[Row], row: Row) -> list[Row]:
    """The rows that a row belongs to, the nearest first."""
    out: list[Row] = []
    at = row.parent
    while at is not None and len(out) < _DEEPEST:
        out.append(rows[at])
        at = rows[at].parent
    return out
