"""From a time expression to an ISO interval: `2020-01-01/2020-03-31`, or `../2019-12-31` for a stock as of a day.

What an expression leaves out (its year, `trong kỳ`, `tháng trước`) is taken from the context: the reporting period and the document's date.
"""

from __future__ import annotations

import functools
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import regex

from baocao_extract.patterns import Patterns
from baocao_extract.times.expressions import TimeExpression

_NUMBER = regex.compile(r"[0-9]+|\p{L}+(?: (?:một|hai|lăm|mươi))?")


@dataclass(frozen=True, slots=True)
class Context:
    """What the document says of its own time: reporting period (first and last day) and date."""

    first: date | None = None
    last: date | None = None
    day: date | None = None
    stock: bool = False

    @property
    def year(self) -> int | None:
        return self.last.year if self.last else self.day.year if self.day else None


@dataclass(frozen=True, slots=True)
class Interval:
    """`first` is None for a stock as of `last`."""

    first: date | None
    last: date

    def iso(self) -> str:
        return f"{self.first.isoformat() if self.first else '..'}/{self.last.isoformat()}"

    @property
    def days(self) -> int:
        return (self.last - self.first).days if self.first else 0


def parse(iso: str | None) -> Interval | None:
    if not iso:
        return None
    a, _, b = iso.partition("/")
    return Interval(None if a == ".." else date.fromisoformat(a), date.fromisoformat(b))


@functools.cache
def _ordinals(patterns: Patterns) -> dict[str, int]:
    return {w: int(r["value"]) for r in patterns.rows("periods", use="ordinal") for w in r.words}


def _day(y: int, m: int, d: int) -> date | None:
    try:
        return date(y, m, d)
    except ValueError:
        return None


def _months(y: int, first: int, last: int) -> Interval | None:
    if not (1 <= first <= last <= 12 and 1 <= y <= 9998):
        return None
    return Interval(date(y, first, 1), date(y, last, monthrange(y, last)[1]))


def _years(first: int, last: int) -> Interval | None:
    return Interval(date(first, 1, 1), date(last, 12, 31)) if 1 <= first <= last <= 9998 else None


def shifted(interval: Interval, years: int) -> Interval:
    """The same stretch `years` later."""

    def move(d: date) -> date:
        end = d.month == 2 and d.day == monthrange(d.year, 2)[1]
        return date(d.year + years, d.month, monthrange(d.year + years, 2)[1] if end else d.day)

    return Interval(move(interval.first) if interval.first else None, move(interval.last))


def resolve(e: TimeExpression, context: Context, patterns: Patterns, year: int | None = None) -> Interval | None:
    """The interval that an expression stands for; None where the text does not tell. `year` is that of a coordinated expression."""
    ordinals = _ordinals(patterns)
    base = _base(e, context, ordinals, year)
    if base is None:
        return None
    g = e.named
    if "until" in g or "e_last" in g or "at" in g:
        if "now" in g and context.day is None and context.last is not None:
            return base
        return Interval(None, base.last)
    if "e_first" in g and base.first is not None:
        return Interval(None, base.first) if base.days > 32 else base
    return base


def _number(text: str, ordinals: dict[str, int]) -> int:
    return int(text) if text.isdigit() else ordinals.get(text, 0)


def _year(g: dict[str, str], context: Context, year: int | None) -> int | None:
    if "y" in g:
        return int(g["y"])
    known = context.year
    if known is None:
        return year
    if "prev" in g:
        return known - 1
    if "next" in g:
        return known + 1
    if "this" in g:
        return known
    return year if year is not None else known


def _base(e: TimeExpression, context: Context, ordinals: dict[str, int], year: int | None) -> Interval | None:
    g, kind = e.named, e.kind
    if kind == "now":
        if context.day is not None:
            return Interval(None, context.day)
        return Interval(context.first, context.last) if context.last else None
    if kind in ("years", "year-list"):
        return _years(int(g["y"]), int(g["y2"]))
    if kind == "school-year":
        last = int(g["y2"]) if len(g["y2"]) == 4 else int(g["y"][:2] + g["y2"])
        return Interval(date(int(g["y"]), 9, 1), date(last, 5, 31)) if last >= int(g["y"]) else None
    if kind == "school-year-relative":
        step = -1 if "prev" in g else 1 if "next" in g else 0
        if context.first is not None and context.first.month == 9 and context.last is not None:
            return shifted(Interval(context.first, context.last), step)
        if context.day is None:
            return None
        begun = context.day.year + step - (context.day.month < 8)
        return Interval(date(begun, 9, 1), date(begun + 1, 5, 31))
    if kind in ("relative", "within", "report-period", "edge-relative", "term"):
        return _relative(e, context)
    if kind == "day-relative":
        if context.day is None:
            return None
        day = context.day - timedelta(days=1) if "prev" in g else context.day
        return Interval(day, day)
    if kind in ("past-years", "bare-years", "crop-year", "week", "day-of-this-month", "same-period"):
        return None
    y = _year(g, context, year)
    if y is None:
        return None
    return _in_year(e, context, ordinals, y)


def _in_year(e: TimeExpression, context: Context, ordinals: dict[str, int], y: int) -> Interval | None:
    g, kind = e.named, e.kind
    if kind in ("year", "year-bare"):
        return _years(y, y)
    if kind in ("months-of-year", "months-with-year", "bare-months"):
        n = 6 if "half" in g else _number(g["n"], ordinals)
        if kind == "bare-months" and (context.last is None or context.last.month != n):
            return None
        return _months(y, 13 - n, 12) if "last" in g else _months(y, 1, n)
    if kind == "quarters-of-year":
        n = 1 if "one" in g else _number(g["n"].lstrip("0"), ordinals)
        return _months(y, 13 - 3 * n, 12) if "last" in g else _months(y, 1, 3 * n)
    if kind == "quarter":
        values = [_number(w.lstrip("0"), ordinals) for w in _NUMBER.findall(g["qs"])]
        values = [v for v in values if 1 <= v <= 4]
        return _months(y, 3 * min(values) - 2, 3 * max(values)) if values else None
    if kind in ("month", "month-short"):
        values = [_number(w.lstrip("0"), ordinals) for w in _NUMBER.findall(g["ms"])]
        values = [v for v in values if 1 <= v <= 12]
        if not values:
            return None
        return _months(y, min(values), max(values))
    if "m" not in g and kind != "days-of-month":
        return None
    m = _number(g["m"].lstrip("0") or "0", ordinals) if "m" in g else context.last.month if context.last else 0
    if not 1 <= m <= 12:
        return None
    if kind in ("date", "date-iso", "day-month"):
        day = _day(y, m, int(g["d"]))
        if day is None:
            return None
        if "y" not in g and context.day is not None and day > context.day + timedelta(days=200):
            day = _day(y - 1, m, int(g["d"])) or day
        return Interval(day, day)
    if kind == "day-range":
        first, last = _day(y, m, int(g["d"])), _day(y, m, int(g["d2"]))
        return Interval(first, last) if first and last and first <= last else None
    if kind in ("days-of-month", "half-of-month"):
        end = monthrange(y, m)[1]
        n = 15 if "half" in g else _number(g["n"], ordinals)
        return (
            Interval(date(y, m, max(1, end - n + 1)), date(y, m, end))
            if "last" in g
            else Interval(date(y, m, 1), date(y, m, min(n or 1, end)))
        )
    return None


def _relative(e: TimeExpression, context: Context) -> Interval | None:
    g = e.named
    anchor = context.last or context.day
    if anchor is None or "u_term" in g or "u_week" in g:
        return None
    step = -1 if "prev" in g else 1 if "next" in g else 0
    if "u_year" in g:
        base = _years(anchor.year + step, anchor.year + step)
    elif "u_month" in g:
        m = anchor.month - 1 + step
        base = _months(anchor.year + m // 12, m % 12 + 1, m % 12 + 1)
    elif "u_quarter" in g:
        q = (anchor.month - 1) // 3 + step
        base = _months(anchor.year + q // 4, 3 * (q % 4) + 1, 3 * (q % 4) + 3)
    else:
        base = Interval(context.first, context.last) if context.last else None
        if base and step and base.first:
            base = shifted(base, step) if base.days > 300 else base
    if base is None or e.kind != "edge-relative":
        return base
    if "last" in g:
        return Interval(None, base.last)
    return Interval(None, base.first) if "first" in g and base.first else base


def merged(a: Interval, b: Interval) -> Interval | None:
    """`từ A đến B`."""
    first = a.first or a.last
    return Interval(first, b.last) if first <= b.last else None


def longest(intervals: Sequence[Interval]) -> Interval | None:
    return max(intervals, key=lambda i: i.days, default=None)
