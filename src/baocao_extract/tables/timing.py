"""The time that a heading, a row or a caption names, as an interval."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import regex

from baocao_extract.language import tokens
from baocao_extract.model import Metadata
from baocao_extract.patterns import Patterns
from baocao_extract.times import algebra, expressions
from baocao_extract.times.algebra import Context, Interval
from baocao_extract.times.expressions import TimeExpression

_DAYS = frozenset(("date", "date-iso"))
_YEAR = regex.compile(r"(?<![\w.,/-])(?:19[5-9][0-9]|20[0-9]{2})(?![\w.,/-])")
# A stretch longer than this has no well-known "one before": nine months are compared with the same nine months.
_LONGEST_STEP = 190


@dataclass(frozen=True, slots=True)
class Named:
    """What a text says of time: the interval, whether it is the same period of another year, and where its words stand."""

    value: Interval | None
    same: bool
    previous: bool
    spans: tuple[tuple[int, int], ...]


def context(metadata: Metadata) -> Context:
    report = algebra.parse(metadata.period)
    day = date.fromisoformat(metadata.date) if metadata.date else None
    return Context(report.first if report else None, report.last if report else None, day)


def within(base: Context, interval: Interval) -> Context:
    return Context(interval.first, interval.last, base.day)


def named(low: str, around: Context, patterns: Patterns, year: int | None = None) -> Named | None:
    """The time that a heading cell names, its last words deciding; None when it names none. `year` is that of the heading above."""
    found = expressions.find(low, tokens.split(low), patterns)
    if not found:
        years = list(_YEAR.finditer(low))
        if not years:
            return None
        value = algebra.years(int(years[0].group()), int(years[-1].group()))
        return Named(value, False, False, tuple(y.span() for y in years))
    last = found[-1]
    lender = next((int(e.named["y"]) for e in found if "y" in e.named), year)
    value = _value(last, around, patterns, lender)
    if last.kind in _DAYS and len(found) == 1 and value is not None:
        value = Interval(None, value.last)  # a day over a column is that of a state
    if len(found) == 2 and "since" in found[0].named and value is not None:
        first = _value(found[0], around, patterns, lender)
        value = algebra.merged(first, value) if first is not None else value
    return Named(value, last.kind == "same-period", "prev" in last.named, tuple((e.start, e.end) for e in found))


def year_of(low: str, patterns: Patterns) -> int | None:
    """The one year that a heading bears, for the headings below it."""
    years = {int(e.named["y"]) for e in expressions.find(low, tokens.split(low), patterns) if "y" in e.named}
    years |= {int(y.group()) for y in _YEAR.finditer(low)}
    return years.pop() if len(years) == 1 else None


def _value(e: TimeExpression, around: Context, patterns: Patterns, year: int | None) -> Interval | None:
    report = Interval(around.first, around.last) if around.last is not None else None
    if e.kind == "same-period":
        if report is None:
            return None
        return algebra.shifted(report, int(e.named["y"]) - report.last.year if "y" in e.named else -1)
    if e.kind == "bare-months":
        e = replace(e, kind="months-with-year")
    if e.kind == "relative" and "u_period" in e.named and "prev" in e.named and report is not None:
        return algebra.preceding(report) if report.first is not None and report.days <= _LONGEST_STEP else None
    if e.kind == "edge-relative" and "since" in e.named:
        return None
    return algebra.resolve(e, around, patterns, None if "y" in e.named else year)


def cumulative(interval: Interval) -> Interval:
    """From the first day of its year."""
    return Interval(date(interval.last.year, 1, 1), interval.last)
