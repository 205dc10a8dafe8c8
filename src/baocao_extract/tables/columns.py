"""What each column of a table says: its part (number, name, unit, value …), and of a value column the status, time, unit, place and comparison."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Literal

import regex

from baocao_extract.model import Role, Status
from baocao_extract.patterns import Patterns
from baocao_extract.tables import timing, values
from baocao_extract.tables.layout import Layout, numeric
from baocao_extract.tables.matrix import Matrix, Place
from baocao_extract.tables.places import Places
from baocao_extract.tables.values import Style
from baocao_extract.tables.vocabulary import COUNTED, UnitOfMeasure, Vocabulary, remaining, unit
from baocao_extract.times.algebra import Context, Interval

Part = Literal["number", "name", "place", "unit", "code", "note", "text", "value", "blank"]

_FORMULA = regex.compile(
    r"(?:\(?(?P<own>[0-9]{1,2})\)?\s*=\s*)?\(*(?P<a>[0-9]{1,2})\)?\s*(?P<op>[/:–-])\s*\(?(?P<b>[0-9]{1,2})\)*(?:\s*[*x]\s*100\s*%?)?"
)
# How Vietnamese writes numbers, where a table does not show how it does; it may have decimals.
_VIETNAMESE = Style("comma", sure=False, decimals=True)
_BRACKETS = regex.compile(r"\(([^()]{1,40})\)")
_WORD = regex.compile(r"[^\W_][\w/]*|%")


@dataclass(slots=True)
class Column:
    """`titles` are the heading cells over the column from top to bottom. `of` and `versus` are the columns that a share or change
    describes and is measured against; `falls`: it has negative figures; `whole` the column that this one is a part of. `against` is the time that the heading compares with
    (`compares`: it names one at all). `words` is what the heading adds to the name."""

    at: int
    titles: tuple[str, ...] = ()
    lows: tuple[str, ...] = ()
    part: Part = "blank"
    status: Status = "actual"
    said: bool = False
    period: Interval | None = None
    own_period: bool = False
    unknown_period: bool = False
    against: Interval | None = None
    compares: bool = False
    same: bool = False
    previous: bool = False
    unit: UnitOfMeasure | None = None
    role: Role = "level"
    percent: bool = False
    falling: bool = False
    falls: bool = False
    of: int | None = None
    versus: int | None = None
    baseline: Interval | None = None
    place: str | None = None
    words: str = ""
    whole: int | None = None
    of_which: bool = False
    style: Style = _VIETNAMESE
    formula: tuple[str, str, str] | None = None
    samples: list[str] = field(default_factory=list)

    @property
    def low(self) -> str:
        return " ; ".join(self.lows)


def parts(matrix: Matrix, layout: Layout, words: Vocabulary, known: Places) -> list[Column]:
    """The columns with their part in the table, before anything is said of their values."""
    columns = [_titled(matrix, layout, c) for c in range(matrix.width)]
    for column in columns:
        _part(matrix, layout, column, words)
    _choose_names(matrix, layout, columns, words, known)
    return columns


def read(matrix: Matrix, layout: Layout, words: Vocabulary, around: Context, patterns: Patterns, known: Places) -> list[Column]:
    """The columns in full. `around` is the time that the table as a whole speaks of."""
    columns = parts(matrix, layout, words, known)
    _styles(columns)
    for column in columns:
        if column.part == "value":
            _describe(column, words, around, patterns, known)
    _wholes(columns, words)
    return columns


def _titled(matrix: Matrix, layout: Layout, c: int) -> Column:
    titles: list[str] = []
    lows: list[str] = []
    seen: set[int] = set()
    for r in range(layout.top, layout.bottom):
        place = matrix.at[r][c]
        if (place is None or not place.text) and r + 1 < layout.bottom and matrix.text(r + 1, c):
            place = _wide(matrix, r, c)
        if place is None or not place.text or id(place) in seen:
            continue
        seen.add(id(place))
        if place.cell.columns >= matrix.width:
            continue
        titles.append(place.text)
        lows.append(place.low)
    if lows and c in layout.labels.values() and regex.fullmatch(r"\(?-?[0-9A-Za-zĐđ]{1,2}\)?", lows[-1]):
        titles, lows = titles[:-1], lows[:-1]
    return Column(c, tuple(titles), tuple(lows))


def _wide(matrix: Matrix, r: int, c: int) -> Place | None:
    """The heading to the left that an unmerged cell belongs to: `So sánh (%)` stands once above `TH/KH` and `cùng kỳ`."""
    while c > 0 and matrix.text(r + 1, c):
        c -= 1
        if matrix.text(r, c):
            return matrix.at[r][c] if matrix.text(r + 1, c) else None
    return None


def body(matrix: Matrix, layout: Layout) -> list[int]:
    return [r for r in range(layout.bottom, layout.last) if r not in layout.skipped]


def _part(matrix: Matrix, layout: Layout, column: Column, words: Vocabulary) -> None:
    """By the heading where it says so, else by what stands in the column."""
    c, last = column.at, column.lows[-1] if column.lows else ""
    figures = marks = texts = units = 0
    for r in body(matrix, layout):
        place = matrix.at[r][c]
        if place is None or not place.text or place.cell.columns > 1:
            continue
        state = values.state(place.text)
        figures += state == "number"
        marks += state in ("none", "not_reported", "not_applicable")
        texts += state == "text"
        units += state == "text" and unit(place.low, words, counted=False) is not None
        if (printed := values.number(place.text)) is not None:
            column.samples.append(printed.digits)
            column.falls = column.falls or printed.negative
    if any(words.fills("number", low) for low in column.lows):
        column.part = "number"
    elif any(words.fills("code", low) for low in column.lows):
        column.part = "code"
    elif any(words.fills("note", low) for low in column.lows):
        column.part = "note"
    elif (texts and units * 2 >= texts and texts > figures and not words.fills("name", last)) or (
        any(words.fills("unit", low) for low in column.lows) and units and units >= figures
    ):
        column.part = "unit"
    elif any(words.fills("name", low) or words.fills("place-head", low) for low in column.lows) and texts >= figures:
        column.part = "name"
    elif (figures and figures >= texts) or (not texts and marks and figures + marks):
        column.part = "value"
    elif texts:
        column.part = "text"


def _choose_names(matrix: Matrix, layout: Layout, columns: list[Column], words: Vocabulary, known: Places) -> None:
    """The first column that the heading calls a name, else the first of text; a leading column of row numbers without a heading is one too."""
    first = columns[0]
    if first.part in ("value", "text", "blank") and not any(first.lows) and len(columns) > 2 and _counts(matrix, layout, 0):
        first.part = "number"
    if (
        first.part in ("value", "text")
        and _counts(matrix, layout, 0)
        and any(c.part in ("name", "text") for c in columns[1:3])
        and len(columns) > 2
    ):
        first.part = "number"
    if not any(c.part == "name" for c in columns):
        for column in columns:
            if column.part in ("text", "unit"):
                column.part = "name"
                break
        else:
            # rows named by years or by nothing but a number
            for column in columns:
                if column.part in ("value", "number") and column.lows and not numeric(matrix.text(layout.bottom, column.at)):
                    column.part = "name"
                    break
    for column in columns:
        if column.part in ("name", "text") and known.column(matrix.text(r, column.at) for r in body(matrix, layout)):
            column.part = "place"
    names = [c for c in columns if c.part == "name"]
    for column in names[1:]:
        if not any(words.fills("name", low) for low in column.lows):
            column.part = "text"
    if not names and not any(c.part == "place" for c in columns):
        for column in columns:
            if column.part == "text":
                column.part = "name"
                break


def _counts(matrix: Matrix, layout: Layout, c: int) -> bool:
    """Row numbers: small whole numbers, numerals and letters that mostly go up."""
    shown = [matrix.text(r, c).strip(" .()") for r in body(matrix, layout)]
    shown = [s for s in shown if s]
    small = [s for s in shown if regex.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{1,2})*|[IVXLC]{1,5}|[A-ZĐa-zđ]|[-+*•–]", s)]
    whole = [int(s) for s in small if s.isdecimal()]
    rises = sum(b == a + 1 for a, b in itertools.pairwise(whole))
    return bool(shown) and len(small) >= 0.8 * len(shown) and (len(whole) < 2 or rises * 2 >= len(whole) - 1)


def _styles(columns: list[Column]) -> None:
    """Each column's own numbers say how it writes decimals, else those of the table."""
    shown = [c for c in columns if c.part == "value"]
    own = {c.at: values.style(c.samples) for c in shown}
    whole = values.style(s for c in shown for s in c.samples) or _VIETNAMESE
    for column in shown:
        found = own[column.at]
        column.style = found if found is not None and (found.sure or not whole.sure or found.mark == whole.mark) else whole


def _describe(column: Column, words: Vocabulary, around: Context, patterns: Patterns, known: Places) -> None:
    lows = [words.spelled_out(low) for low in column.lows]
    low = " ; ".join(lows)
    _measure(column, lows, words)
    if column.unit is not None and column.unit.measured.kind in ("area", "rate", "mass"):
        for pattern, full in words.measures:
            lows = [pattern.sub(full, part) for part in lows]
        low = " ; ".join(lows)
    _compare(column, low, words)
    if column.role == "share" and column.falls:
        # no share is negative
        column.role = "change"
    used: list[list[tuple[int, int]]] = [[] for _ in lows]
    _time(column, lows, used, words, around, patterns)
    if words.says("estimate", low):
        column.status, column.said = "estimate", True
    elif words.says("plan", low) and not (words.says("actual", low) and column.role == "level" and words.says("actual", lows[-1])):
        column.status, column.said = "plan", True
    elif words.says("actual", low):
        column.said = True
    for part in reversed(column.titles):
        if (place := known.named(part)) is not None:
            column.place = place
            break
    column.of_which = any(words.says("of-which", part) for part in lows)
    column.words = _remaining(column, lows, used, words)


def _measure(column: Column, lows: list[str], words: Vocabulary) -> None:
    for low in reversed(lows):
        stated = words.find["unit-caption"].search(low)
        candidates = [stated.group("unit")] if stated else []
        candidates += [m.group(1) for m in _BRACKETS.finditer(low)]
        candidates.append(low)
        for n, candidate in enumerate(candidates):
            found = unit(candidate, words, counted=stated is not None and n == 0)
            # `Kế hoạch` as a whole heading counts no plans
            if found is not None and (candidate is not low or found.measured.kind not in COUNTED):
                column.unit = found
                column.percent = found.measured.kind == "percent"
                return
    if words.says("percent", " ".join(lows)):
        column.percent = True


def _compare(column: Column, low: str, words: Vocabulary) -> None:
    percent = column.percent
    formula = None
    for hit in _FORMULA.finditer(
        regex.sub(
            r"[0-9]{1,2}\s?/\s?[0-9]{1,2}\s?/\s?[0-9]{4}|[^\W\d_]+\s?[0-9]{1,2}\s?[/-]\s?[0-9]{1,4}|[0-9]{1,2}\s?[/-]\s?[0-9]{4}", " ", low
        )
    ):
        formula = (hit.group("a"), "/" if hit.group("op") in "/:" else "-", hit.group("b"))
    column.formula = formula
    compared = words.says("compared", low) or words.says("attained", low) or formula is not None
    changes = list(words.find["change"].finditer(low))
    both = words.says("rise", low) and words.says("fall", low)
    if changes and (both or compared or percent or words.says("same-period", low)):
        column.role = "change"
        column.falling = words.says("fall", low) and not words.says("rise", low)
    elif words.says("index", low) or (compared and (percent or (formula is not None and formula[1] == "/"))):
        column.role = "share"
        column.percent = column.percent or (column.unit is None and not words.says("index", low))
    elif compared and formula is not None and formula[1] == "-":
        column.role = "change"
    elif compared and not words.says("plan", low.split(" ; ")[-1]):
        column.role = "share"
        column.percent = True
    elif percent or (column.unit is None and words.opens("percent-word", low.split(" ; ")[-1])):
        column.role, column.percent = "share", True


def _time(
    column: Column, lows: list[str], used: list[list[tuple[int, int]]], words: Vocabulary, around: Context, patterns: Patterns
) -> None:
    """The column's time; of a comparison the time before `so với` is its own, the one behind it what it is compared with."""
    year, against = None, False
    own: list[timing.Named] = []
    other: list[timing.Named] = []
    for k, low in enumerate(lows):
        border = words.find["compared"].search(low) if column.role != "level" else None
        for a, b in [(0, border.start()), (border.end(), len(low))] if border is not None else [(0, len(low))]:
            against = against or (border is not None and a > 0)
            named = timing.named(low[a:b], around, patterns, year)
            if named is None:
                continue
            used[k].extend((x + a, y + a) for x, y in named.spans)
            (other if against or (named.same and column.role != "level") else own).append(named)
            year = timing.year_of(low[a:b], patterns) or year
    if column.role != "level" and len(other) > 1 and any(n.same for n in other) and not own:
        # `So với cùng kỳ (%)` above `Quý II`, `6 tháng`
        own, other = [n for n in other if not n.same], [n for n in other if n.same]
    if own:
        column.period, column.own_period, column.unknown_period = own[-1].value, True, own[-1].value is None
        column.same, column.previous = own[-1].same, own[-1].previous and not own[-1].same
    if other:
        column.against, column.compares = other[-1].value, True
        column.previous = column.previous or (other[-1].previous and not other[-1].same)
    joined = " ; ".join(lows)
    # `Bình quân cùng kỳ` of a price index is the mean since the beginning of the year
    mean = column.role != "level" and not own and words.says("average", joined) and words.says("same-period", joined)
    if mean or words.says("cumulative", joined):
        base = column.period or (Interval(around.first, around.last) if around.last is not None else None)
        if base is not None and base.first is not None:
            if around.last is not None and base.first <= around.last < base.last:
                base = Interval(base.first, around.last)
            column.period, column.own_period, column.unknown_period = timing.cumulative(base), True, False
    elif column.unknown_period and words.says("current", joined) and around.last is not None:
        column.period, column.unknown_period = Interval(around.first, around.last), False
    if words.says("previous", joined) and not column.same and column.role == "level":
        column.previous = True


def _remaining(column: Column, lows: list[str], used: list[list[tuple[int, int]]], words: Vocabulary) -> str:
    """What the heading says beyond time, status, unit and comparison, in its own case."""
    out: list[str] = []
    for title, low, own, times in zip(column.titles, lows, column.lows, used, strict=True):
        if column.place is not None and title == column.titles[-1]:
            continue
        spans = list(times)
        uses = [
            "plan",
            "estimate",
            "actual",
            "cumulative",
            "current",
            "previous",
            "same-period",
            "compared",
            "unit-caption",
            "of-which",
            "continued",
            "base",
        ]
        if column.role == "change":
            uses += ["change", "percent"]
        for use in uses:
            spans += [m.span() for m in words.find[use].finditer(low)]
        for m in _BRACKETS.finditer(low):
            if unit(m.group(1), words, counted=False) is not None or regex.fullmatch(r"[+\-–,;/ 0-9*%=]*", m.group(1)):
                spans.append(m.span())
        if unit(low, words, counted=False) is not None:
            spans.append((0, len(low)))
        rest = remaining(title if low == own else low, spans, _WORD, words)
        rest = [w for w in rest if regex.search(r"\p{L}|%", w)]
        if rest:
            out.append(" ".join(rest))
    return " ".join(out)


def _wholes(columns: list[Column], words: Vocabulary) -> None:
    """`Tổng số | Trong đó: nữ`, `Tổng số | Nam | Nữ` under one heading, `Toàn tỉnh | huyện A | huyện B`."""
    levels = [c for c in columns if c.part == "value" and c.role == "level"]
    for n, column in enumerate(levels):
        for before in reversed(levels[:n]):
            if before.status != column.status or (before.period != column.period and column.own_period and before.own_period):
                continue
            if column.of_which and not before.of_which:
                column.whole = before.at
                break
            if (
                _is_total(before, words)
                and (before.lows[:-1] == column.lows[:-1] or column.place is not None)
                and not _is_total(column, words)
            ) and (len(before.lows) > 1 or column.place is not None):
                column.whole = before.at
                break


def _is_total(column: Column, words: Vocabulary) -> bool:
    return bool(column.lows) and words.fills("total", column.lows[-1])
