"""Periods of stored facts: read, ordered, written short."""

from __future__ import annotations

import functools
from datetime import date, timedelta

from baocao_extract.times import algebra
from baocao_extract.times.algebra import Interval


@functools.lru_cache(maxsize=16384)
def parse(iso: str | None) -> Interval | None:
    """The interval of its ISO form; None where there is none or it is not well formed."""
    try:
        found = algebra.parse(iso)
    except ValueError:
        return None
    return None if found and found.first and found.first > found.last else found


def end(iso: str | None) -> date | None:
    found = parse(iso)
    return found.last if found else None


def closing(day: date) -> date:
    """The day whose stock is meant: what stands at the first of January is what stood at the year's end."""
    return day - timedelta(days=1) if (day.month, day.day) == (1, 1) else day


def code(iso: str | None) -> str | None:
    """As SDMX writes it: `2019`, `2019-S1`, `2019-Q3`, `2019-06`, a day for a stock, else start and length (`2019-01-01/P274D`)."""
    found = parse(iso)
    if found is None:
        return None
    if found.first is None or found.first == found.last:
        return found.last.isoformat()
    for months, letter in ((12, ""), (6, "-S"), (3, "-Q"), (1, "-")):
        number, rest = divmod(found.first.month - 1, months)
        whole = None if rest else algebra.months(found.first.year, found.first.month, found.first.month + months - 1)
        if whole == found:
            width = 2 if months == 1 else 1
            return f"{found.first.year}" + (f"{letter}{number + 1:0{width}d}" if letter else "")
    return f"{found.first.isoformat()}/P{(found.last - found.first).days + 1}D"
