"""A series carried to today's borders: what the provinces that were merged counted, added period by period and marked as derived.

Counts and amounts only; rates never. A sum that lacks a province is shown as its parts, not as a whole.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from baocao_extract import places_in_time
from baocao_extract.errors import NotCarried, NothingFound
from baocao_extract.history import periods, resolving
from baocao_extract.history import series as serial
from baocao_extract.history.series import Part, Point, Series, Statement
from baocao_extract.places_in_time import Province


def today(
    db: sqlite3.Connection, wanted: str, *, province: str | None, kind: str | None = None, first: int | None = None, last: int | None = None
) -> Series:  # fmt: skip
    """The series of the province in which the land of `province` lies today. Raises `NothingFound`, and `NotCarried` where figures cannot be added."""
    now = _now(province)
    told = _told(db, wanted, now, kind, first, last)
    usual = max(told.values(), key=lambda s: len(s.points))
    by_name = {name: {serial.key(p.period, usual.stock): p for p in s.points if not p.gap} for name, s in told.items()}
    ends = {period: periods.closing(end) for points in by_name.values() for period in points if (end := periods.end(period))}
    made_of = {period: places_in_time.parts(now, end) for period, end in ends.items()}
    if any(m != (now,) for m in made_of.values()):
        _addable(db, wanted, usual, now)
    points: dict[str, Point] = {}
    for period, members in made_of.items():
        if members == (now,):
            if period in by_name.get(now.name, {}):
                points[period] = by_name[now.name][period]
        elif members:
            found = {m.name: by_name.get(m.name, {}).get(period) for m in members}
            if any(found.values()):
                points[period] = _added(period, found, usual.kind, usual.unit)
    if not points:
        raise NothingFound(f"{usual.label!r}: no figure of a time whose borders add up to today's", "use --borders reported")
    ordered = serial.ordered([*points.values(), *serial.gaps(points, usual.stock)])
    return Series(
        usual.label, usual.kind, usual.unit, now.name, usual.stock, ordered, borders=now.valid_from.isoformat() if now.valid_from else ""
    )


def _now(province: str | None) -> Province:
    """The one province of today in which all of it lies."""
    if province is None:
        raise NotCarried("today's borders are those of a province", "name one with --province")
    asked = places_in_time.resolve(province)
    if asked is None:
        raise NothingFound(f"no province is called {province!r}", "write its name in full; marks may be left out")
    found = places_in_time.today(asked)
    if len(found) != 1:
        raise NotCarried(f"the land of {asked.name} lies in several provinces today", "ask for one of: " + "; ".join(p.name for p in found))
    return found[0]


def _told(db: sqlite3.Connection, wanted: str, now: Province, kind: str | None, first: int | None, last: int | None) -> dict[str, Series]:
    """What each province of any time that is part of it reported, by name; all of one kind."""
    told: dict[str, Series] = {}
    names = _before(now)
    for name in names:
        try:
            told[name] = serial.series(db, wanted, province=name, kind=kind, first=first, last=last)
        except NothingFound:
            continue
        kind = told[name].kind
    if not told:
        raise NothingFound(f"no facts are named {wanted!r} for {'; '.join(names)}", "look for its words with: baocao search")
    return told


def _before(now: Province) -> list[str]:
    """Its name, then those of all provinces that it came from."""
    book = places_in_time.atlas()
    names, ahead = dict[str, None](), [now.key]
    while ahead:
        key = ahead.pop(0)
        names.setdefault(book.provinces[key].name)
        ahead += book.predecessors.get(key, ())
    return list(names)


def _addable(db: sqlite3.Connection, wanted: str, series: Series, now: Province) -> None:
    measure = resolving.resolve(db, wanted, series.place, None, series.kind).measure
    if not places_in_time.can_add(series.kind, measure=measure):  # type: ignore[arg-type]
        raise NotCarried(
            f"{series.label!r} is a rate: those of the provinces that became {now.name} cannot be added",
            "use --borders reported, or ask for the counts that the rate is of",
        )


def _added(period: str, found: dict[str, Point | None], kind: str, unit: str) -> Point:
    """The sum of what the provinces report for a period, each status by itself; without statements where one of them has none, or another unit."""
    statuses = dict.fromkeys(s for p in found.values() if p for s in p.statements)
    statements: dict[str, tuple[Statement, ...]] = {}
    for status in statuses:
        told = [p.statements[status][0] if p and p.statements.get(status) else None for p in found.values()]
        units = {s.unit for s in told if s} if kind in serial.MEASURED else set()
        if all(told) and len(units) <= 1:
            statements[status] = (_sum([s for s in told if s], next(iter(units), unit)),)
    shown = next(iter(s for s in statuses if s in statements), None)
    parts, missing = [], []
    for name, point in found.items():
        own = (point.statements[shown][0] if shown else point.main) if point else None
        if own is None:
            missing.append(name)
        else:
            parts.append(Part(name, own))
    if not statements and not missing:
        missing = [name for name, p in found.items() if p and p.status != next(iter(statuses))]
    conflict: Any = next((p.conflict for p in found.values() if p and p.conflict), None)
    return Point(period, statements, conflict, parts=tuple(parts), missing=tuple(missing))


def _sum(told: list[Statement], unit: str) -> Statement:
    upper = sum(s.value if s.upper is None else s.upper for s in told) if any(s.upper is not None for s in told) else None
    modifier = "exact" if all(s.modifier == "exact" for s in told) else "about"
    # without the noise of binary fractions
    return Statement(
        float(f"{sum(s.value for s in told):.12g}"), upper, unit, modifier, tuple(source for s in told for source in s.sources)
    )  # fmt: skip
