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

from baocao_extract.patterns import Patterns, alternation
from baocao_extract.times.expressions import TimeExpression

_YEARS = range(1900, 2100)
# A month or day without a year that lies so far ahead of the document belongs to the year before: `tháng 12` in a report of February.
_AHEAD = timedelta(days=200)


@dataclass(frozen=True, slots=True)
class Context:
    """What the document says of its own time: reporting period (`first` is None for a stock) and date."""

    first: date | None = None
    last: date | None = None
    day: date | None = None

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


@functools.cache
def _number_words(ordinals: tuple[str, ...]) -> regex.Pattern[str]:
    """Figures and the words for numbers, those of two words first."""
    return regex.compile(rf"[0-9]+|(?<!\p{{L}})(?:{alternation(ordinals)})(?!\p{{L}})")


def _day(y: int, m: int, d: int) -> date | None:
    return date(y, m, d) if y in _YEARS and 1 <= m <= 12 and 1 <= d <= monthrange(y, m)[1] else None


def months(y: int, first: int, last: int) -> Interval | None:
    """From the first day of one month to the last day of another."""
    return Interval(date(y, first, 1), date(y, last, monthrange(y, last)[1])) if y in _YEARS and 1 <= first <= last <= 12 else None


def years(first: int, last: int) -> Interval | None:
    """Whole calendar years."""
    return Interval(date(first, 1, 1), date(last, 12, 31)) if first in _YEARS and last in _YEARS and first <= last else None


def merged(a: Interval, b: Interval) -> Interval | None:
    """`từ A đến B`."""
    first = a.first or a.last
    return Interval(first, b.last) if first <= b.last else None


def longest(intervals: Sequence[Interval]) -> Interval | None:
    return max(intervals, key=lambda i: i.days, default=None)


def shifted(interval: Interval, by: int) -> Interval:
    """The same stretch `by` years later."""

    def move(d: date) -> date:
        y = min(max(d.year + by, 1), 9999)
        end = d.month == 2 and d.day == monthrange(d.year, 2)[1]
        return date(y, d.month, monthrange(y, 2)[1] if end else d.day)

    return Interval(move(interval.first) if interval.first else None, move(interval.last))


def preceding(interval: Interval) -> Interval:
    """The stretch of the same length just before: the month before a month, the five years before five years."""
    if interval.first is None:
        return shifted(interval, -1)
    last = interval.first - timedelta(days=1)
    if interval.days > 360:
        return shifted(interval, interval.first.year - interval.last.year - 1)
    if interval.first.day == 1 and interval.last.day == monthrange(interval.last.year, interval.last.month)[1]:
        span = (interval.last.year - interval.first.year) * 12 + interval.last.month - interval.first.month
        m = last.year * 12 + last.month - 1 - span
        return Interval(date(m // 12, m % 12 + 1, 1), last)
    return Interval(last - timedelta(days=interval.days), last)


def resolve(e: TimeExpression, context: Context, patterns: Patterns, year: int | None = None) -> Interval | None:
    """The interval that an expression stands for; None where the text does not tell. `year` is that of a coordinated expression."""
    base = _base(e, context, _ordinals(patterns), year)
    if base is None:
        return None
    if e.stock:
        return base if "now" in e.named and base.first is not None else Interval(None, base.last)
    if "e_first" in e.named and base.first is not None and base.days > 32:
        return Interval(None, base.first)
    return base


def _base(e: TimeExpression, context: Context, ordinals: dict[str, int], year: int | None) -> Interval | None:
    g, kind = e.named, e.kind
    if kind == "now":
        return _now(g, context)
    if kind in ("years", "year-list"):
        return years(int(g["y"]), int(g["y2"]))
    if kind in ("school-year", "school-year-one", "school-year-relative"):
        return _school_year(e, context)
    if kind == "crop-year":
        return None if "y2" in g else years(int(g["y"]), int(g["y"]))
    if kind in ("relative", "within", "report-period", "edge-relative", "plan-year"):
        return _relative(e, context)
    if kind == "day-relative":
        day = context.day and (context.day - timedelta(days=1) if "prev" in g else context.day)
        return Interval(day, day) if day else None
    if kind == "week":
        return _week(e, context, year)
    if kind in ("past-years", "bare-years", "term", "day-of-this-month", "within-day", "that-moment", "same-period"):
        return None
    y = _year(g, context, year)
    if y is None:
        return None
    found = _in_year(e, context, ordinals, y)
    if found is not None and not ({"y", "this", "prev", "next"} & g.keys()) and year is None and _far_ahead(found, context):
        return _in_year(e, context, ordinals, y - 1)
    return found


def _far_ahead(found: Interval, context: Context) -> bool:
    end = context.last or context.day
    return end is not None and found.days < 100 and (found.first or found.last) > end + _AHEAD


def _year(g: dict[str, str], context: Context, year: int | None) -> int | None:
    if "y" in g:
        return int(g["y"])
    known = context.year
    if known is None:
        return year
    if "prev" in g or "next" in g or "this" in g:
        return known - ("prev" in g) + ("next" in g)
    return year if year is not None else known


def _now(g: dict[str, str], context: Context) -> Interval | None:
    if "report" in g and context.first is None and context.last is not None:
        return Interval(None, context.last)  # the report itself is as of a day
    if context.day is not None:
        return Interval(None, context.day)
    return Interval(context.first, context.last) if context.last else None


def _school_year(e: TimeExpression, context: Context) -> Interval | None:
    """September to May (guidelines)."""
    g = e.named
    if e.kind == "school-year":
        y = int(g["y"])
        last = int(g["y2"]) if len(g["y2"]) == 4 else int(g["y"][:2] + g["y2"])
        return Interval(date(y, 9, 1), date(last, 5, 31)) if y <= last and last in _YEARS else None
    if e.kind == "school-year-one":
        # only its end is certain: `cuối năm học 2004`
        y = int(g["y"])
        return Interval(date(y - 1, 9, 1), date(y, 5, 31)) if "e_last" in g else None
    step = ("next" in g) - ("prev" in g)
    if context.first is not None and context.first.month == 9 and context.last is not None:
        return shifted(Interval(context.first, context.last), step)
    if context.day is None:
        # an undated text of a calendar year that counts back: `so với năm học trước`
        return shifted(Interval(context.first, context.last), step) if step < 0 and context.first and context.last else None
    # a new one is spoken of from summer on
    begun = context.day.year + step - (context.day.month < 8 or (step > 0 and context.day.month < 12))
    return Interval(date(begun, 9, 1), date(begun + 1, 5, 31))


def count(e: TimeExpression, patterns: Patterns) -> int:
    """The number that an expression counts with (`5 năm`), 0 where it has none."""
    return _number(e.named.get("n", ""), _ordinals(patterns))


def _number(text: str, ordinals: dict[str, int]) -> int:
    return int(text) if text.isdecimal() else ordinals.get(text, 0)


def _numbers(text: str, ordinals: dict[str, int], most: int) -> list[int]:
    values = (_number(w.lstrip("0"), ordinals) for w in _number_words(tuple(ordinals)).findall(text))
    return [v for v in values if 1 <= v <= most]


def _in_year(e: TimeExpression, context: Context, ordinals: dict[str, int], y: int) -> Interval | None:
    g, kind = e.named, e.kind
    if kind in ("year", "year-bare", "year-in-list"):
        return years(y, y)
    if kind in ("months-of-year", "months-with-year", "bare-months"):
        n = 6 if "half" in g else _number(g["n"], ordinals)
        if kind == "bare-months" and (context.last is None or context.last.month != n):
            return None
        return months(y, 13 - n, 12) if "last" in g else months(y, 1, n)
    if kind == "quarters-of-year":
        n = 1 if "one" in g else _number(g["n"].lstrip("0"), ordinals)
        return months(y, 13 - 3 * n, 12) if "last" in g else months(y, 1, 3 * n)
    if kind == "quarter":
        quarters = _numbers(g["qs"], ordinals, 4)
        return months(y, 3 * min(quarters) - 2, 3 * max(quarters)) if quarters else None
    if kind in ("month", "month-short"):
        named = _numbers(g["ms"], ordinals, 12)
        return months(y, min(named), max(named)) if named else None
    return _days(e, context, ordinals, y)


def _days(e: TimeExpression, context: Context, ordinals: dict[str, int], y: int) -> Interval | None:
    g, kind = e.named, e.kind
    m = _number(g["m"].lstrip("0"), ordinals) if "m" in g else context.last.month if context.last else 0
    if not 1 <= m <= 12:
        return None
    end = monthrange(y, m)[1] if y in _YEARS else 31
    if kind in ("date", "date-iso", "day-month"):
        day = _day(y, m, int(g["d"]))
        return Interval(day, day) if day else None
    if kind == "day-range":
        first, last = _day(y, m, int(g["d"])), _day(y, m, int(g["d2"]))
        return Interval(first, last) if first and last and first <= last else None
    if kind in ("date-span", "month-span"):
        m2 = int(g["m2"])
        begun = int(g["y0"]) if "y0" in g else y - (m > m2)
        if "y0" in g and "y" not in g:
            y = begun + (m > m2)
        first = _day(begun, m, int(g.get("d", 1)))
        last = _day(y, m2, int(g["d2"]) if "d2" in g else monthrange(y, m2)[1])
        return Interval(first, last) if first and last and first <= last else None
    if kind in ("days-of-month", "half-of-month", "week-of-month"):
        n = end - 15 if "half" in g and "last" in g else 15 if "half" in g else 7 if kind == "week-of-month" else _number(g["n"], ordinals)
        begun, closed = (max(1, end - n + 1), end) if "last" in g else (1, min(n or 1, end))
        first, last = _day(y, m, begun), _day(y, m, closed)
        return Interval(first, last) if first and last else None
    return None


def _week(e: TimeExpression, context: Context, year: int | None) -> Interval | None:
    """`tuần 33 năm 2022`: Monday to Sunday of the ISO week."""
    y, n = _year(e.named, context, year), int(e.named["n"])
    if y not in _YEARS or y is None or n > date(y, 12, 28).isocalendar().week:
        return None
    return Interval(date.fromisocalendar(y, n, 1), date.fromisocalendar(y, n, 7))


def _relative(e: TimeExpression, context: Context) -> Interval | None:
    g = e.named
    anchor = context.last or context.day
    if anchor is None or "u_term" in g:
        return None
    step = ("next" in g) - ("prev" in g)
    report = Interval(context.first, context.last) if context.last else None
    if "u_year" in g:
        base = years(anchor.year + step, anchor.year + step)
    elif "u_month" in g:
        m = anchor.year * 12 + anchor.month - 1 + step
        base = months(m // 12, m % 12 + 1, m % 12 + 1)
    elif "u_quarter" in g:
        q = anchor.year * 4 + (anchor.month - 1) // 3 + step
        base = months(q // 4, 3 * (q % 4) + 1, 3 * (q % 4) + 3)
    elif "u_week" in g:
        week = report if report and 3 <= report.days <= 10 and report.first else None
        move = timedelta(days=7 * step)
        base = Interval(week.first + move, week.last + move) if week and week.first else None
    else:
        base = preceding(report) if report and step < 0 else report if step == 0 else None
    if base is None or e.kind != "edge-relative":
        return base
    if "last" in g:
        return Interval(None, base.last)
    return Interval(None, base.first) if "first" in g and base.first else base
