"""One fact through the years: a row a period, who said so, and whether they agree.

Of several figures for one period and status the first counts. The order: what a person corrected; a report before news; printed in full before
rounded; the figure that came up last (a report that mends a figure repeats the old one too, so what counts is the first document that has
it, not the last); of figures that came up in one document the one that more documents and more stated changes bear out, then the first. The others are kept, and flagged: `restated` where a later document brought another
figure, `contradicted` where one document, or documents of one day, have both.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from baocao_extract.errors import NothingFound, SeveralPlaces
from baocao_extract.history import agreement, periods, resolving
from baocao_extract.history.resolving import Asked

Span = tuple[float, float]
Change = tuple[dict[str, Any], dict[str, Any], str]
# So many figures, the latest, are looked for in sentences of other documents.
_REPEATED = 24
_STATUSES = ("actual", "estimate", "plan", "norm")
# How many places an error names.
_NAMED = 8
# Kinds of which a value says nothing without its unit: 5 tonnes are not 5 kg, but households are households in any words.
MEASURED = frozenset({"foreign_money", "price", "area", "mass", "volume", "length", "energy", "duration", "rate", "other"})


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure is printed. `place_doubt` marks one that the extraction gave another place, taken in because its sentence repeats a figure of the series."""

    indicator_id: int
    document_id: int
    document_number: str | None
    document_date: str | None
    document_kind: str
    issuer: str | None
    path: str | None
    quote: str
    modifier: str
    corrected: bool
    place_doubt: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure, and every document that gives it (or one that cannot be told from it, rounded). `unit` is that of the value, which a scale word
    of the text is multiplied into (money: million VND)."""

    value: float
    upper: float | None
    unit: str
    modifier: str
    sources: tuple[Source, ...]

    @property
    def corrected(self) -> bool:
        return any(s.corrected for s in self.sources)


@dataclass(frozen=True, slots=True)
class Check:
    """A stated change beside the difference that the stored figures have. `stated` and `found` are in the unit of the change, signed."""

    baseline: str
    stated: float
    unit: str
    found: float
    agrees: bool
    document_number: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """What one of several provinces reported, of which a derived figure was added up."""

    province: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class Point:
    """One period. Without any statement it is a gap.

    In a series carried to other borders `parts` are the figures of which this one was added up (it is `derived`), and `missing` the
    provinces that have none: then there is no statement, for a sum without them would pass for the whole.
    """

    period: str
    statements: dict[str, tuple[Statement, ...]]
    conflict: str | None = None
    checks: tuple[Check, ...] = ()
    parts: tuple[Part, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def derived(self) -> bool:
        return bool(self.parts)

    @property
    def status(self) -> str | None:
        """That of the figure that counts: actual where there is one, else estimate, plan, norm."""
        return next((s for s in _STATUSES if self.statements.get(s)), None)

    @property
    def main(self) -> Statement | None:
        return self.statements[self.status][0] if self.status else None

    @property
    def value(self) -> float | None:
        return self.main.value if self.main else None

    @property
    def gap(self) -> bool:
        return not self.statements


@dataclass(frozen=True, slots=True)
class Series:
    """`borders`: None as reported; of a series carried to today's borders the day from which these are in force, empty where always."""

    label: str
    kind: str
    unit: str
    place: str | None
    stock: bool
    points: list[Point] = field(default_factory=list)
    borders: str | None = None


def series(
    db: sqlite3.Connection, wanted: str, *, province: str | None = None, place: str | None = None, kind: str | None = None,
    first: int | None = None, last: int | None = None,
) -> Series:  # fmt: skip
    """The series of a concept (its key, or words as in its name). `first` and `last` are years. Raises `NothingFound`."""
    asked = resolving.resolve(db, wanted, province, place, kind)
    rows = [r for r in resolving.facts(db, asked) if periods.parse(r["period"])]
    if asked.place is None:
        asked = replace(asked, place=_one_place(asked.label, rows))
    days = sum(r["period"].startswith("..") for r in rows)
    stock = asked.measure == "stock" or (asked.measure != "flow" and 2 * days >= len(rows))
    if asked.place and rows:
        rows += _repeated(db, asked, rows, stock)
    rows = [r for r in rows if _within(r["period"], first, last)]
    if not rows:
        raise NothingFound(
            f"{asked.label!r}: no dated figure" + (f" for {asked.place}" if asked.place else ""), "widen the years or the place"
        )
    for r in rows:
        r["appearance"] = _appearance(r)
    changes = _changes(db, rows, stock)
    groups: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for r in rows:
        groups.setdefault(key(r["period"], stock), {}).setdefault(r["status"], []).append(r)
    implied = _implied(changes)
    points = {period: _point(period, by_status, implied.get(period, [])) for period, by_status in groups.items()}
    checks = _checks(changes, points, stock)
    out = [Point(p.period, p.statements, p.conflict, tuple(checks.get(p.period, ()))) for p in points.values()]
    return Series(asked.label, asked.kind, _usual(r["value_unit"] for r in rows), asked.place, stock, ordered([*out, *gaps(points, stock)]))


def _one_place(label: str, rows: list[dict[str, Any]]) -> str | None:
    """The place of all figures, where none was asked for: those of several places side by side would look like one that changes."""
    counts: dict[str, int] = {}
    for r in rows:
        counts[r["place"] or ""] = counts.get(r["place"] or "", 0) + 1
    if len(counts) > 1:
        most = sorted((p for p in counts if p), key=lambda p: (-counts[p], p))[:_NAMED]
        raise SeveralPlaces(f"{label!r}: figures of {len(counts)} places", f"ask for one of them: {'; '.join(most)}; …")
    return next(iter(counts), None) or None


def ordered(points: Iterable[Point]) -> list[Point]:
    """By the ends of their periods."""
    return sorted(points, key=lambda p: _order(p.period))


def key(period: str, stock: bool) -> str:
    """The row that a fact belongs to: of a stock the day alone counts (1 January is the year's end before), of a flow the whole interval.

    What a flow's document gives as of a year's end is the year's.
    """
    found = periods.parse(period)
    assert found is not None
    last = periods.closing(found.last)
    if stock:
        return f"../{last.isoformat()}"
    if found.first is None and (last.month, last.day) == (12, 31):
        return f"{last.year}-01-01/{last.isoformat()}"
    return found.iso()


def _order(period: str) -> tuple[date, date]:
    found = periods.parse(period)
    assert found is not None
    return found.last, found.first or found.last


def _within(period: str, first: int | None, last: int | None) -> bool:
    found = periods.parse(period)
    return (
        found is not None
        and (first is None or periods.closing(found.last).year >= first)
        and (last is None or periods.closing(found.last).year <= last)
    )


def _usual(units: Iterable[str]) -> str:
    counts: dict[str, int] = {}
    for unit in units:
        counts[unit] = counts.get(unit, 0) + 1
    return max(counts, key=lambda u: (counts[u], u))


def _point(period: str, by_status: dict[str, list[dict[str, Any]]], implied: list[Span]) -> Point:
    statements = {status: _statements(rows, implied) for status, rows in by_status.items()}
    return Point(period, statements, _conflict(statements))


def _statements(rows: list[dict[str, Any]], implied: list[Span]) -> tuple[Statement, ...]:
    """The rows gathered into figures that can be told apart, the one that counts first. `implied`: what stated changes say that it was."""
    spans = {r["indicator_id"]: _interval(r) for r in rows}

    def unit(r: dict[str, Any]) -> str:
        return r["value_unit"] if r["kind"] in MEASURED else ""

    def width(r: dict[str, Any]) -> float:
        low, high = spans[r["indicator_id"]]
        return high - low

    clusters: list[list[dict[str, Any]]] = []
    exact: dict[tuple[float, str], list[dict[str, Any]]] = {}
    # The narrowest first: figures printed in full come before the rounded ones, and are told apart by their values alone.
    for r in sorted(rows, key=lambda r: (width(r), r["indicator_id"])):
        span = spans[r["indicator_id"]]
        if span[0] == span[1]:
            cluster = exact.get((span[0], unit(r)))
        else:
            cluster = next((c for c in clusters if unit(c[0]) == unit(r) and agreement.agree(spans[c[0]["indicator_id"]], span)), None)
        if cluster is None:
            cluster = []
            clusters.append(cluster)
            if span[0] == span[1]:
                exact[span[0], unit(r)] = cluster
        cluster.append(r)

    def rank(r: dict[str, Any]) -> tuple[Any, ...]:
        return not r["is_corrected"], r["document_kind"] != "report", width(r) > 0

    def order(cluster: list[dict[str, Any]]) -> tuple[Any, ...]:
        *day, ordinal = min(r["appearance"] for r in cluster)
        borne_out = len({r["document_id"] for r in cluster}) + sum(agreement.agree(spans[cluster[0]["indicator_id"]], i) for i in implied)
        return min(rank(r) for r in cluster), [-n for n in day], -borne_out, ordinal

    clusters.sort(key=order)
    out = []
    for cluster in clusters:
        first = cluster[0]
        ordered = sorted(sorted(cluster, key=lambda r: r["appearance"], reverse=True), key=rank)
        out.append(Statement(first["value"], first["upper"], first["value_unit"], first["modifier"], tuple(_source(r) for r in ordered)))
    return tuple(out)


def _appearance(r: dict[str, Any]) -> tuple[int, ...]:
    """When a figure was said: the day of its document (an undated one: the end of the period), and its place in it."""
    day = r["document_date"] or (r["period"] or "").rpartition("/")[2]
    return (*(int(n) for n in day.split("-")), r["document_id"], r["ordinal"])


def _source(r: dict[str, Any]) -> Source:
    return Source(
        r["indicator_id"], r["document_id"], r["document_number"], r["document_date"], r["document_kind"], r["issuer"], r["path"], r["quote"],
        r["modifier"], bool(r["is_corrected"]), bool(r.get("place_doubt")),
    )  # fmt: skip


def _conflict(statements: dict[str, tuple[Statement, ...]]) -> str | None:
    for status in ("actual", "estimate"):
        told = statements.get(status, ())
        if len(told) > 1:
            # The sources stand with the latest first: the last one is where the figure came up.
            came_up = {(s.sources[-1].document_date, s.sources[-1].document_id) for s in told}
            apart = len({day for day, _ in came_up}) > 1 and len({document for _, document in came_up}) > 1
            return "restated" if apart else "contradicted"
    return None


def _repeated(db: sqlite3.Connection, asked: Asked, rows: list[dict[str, Any]], stock: bool) -> list[dict[str, Any]]:
    """Facts whose place the extraction took to be another, in sentences that repeat a figure of the series.

    A sentence of the same province that gives the same figure, of the same kind, for the same period speaks of the same thing; so the
    figure that it puts in its place, for the same period, belongs to the series too.
    """
    # A small number stands in many sentences by chance.
    told = {(r["value"], key(r["period"], stock)): r for r in rows if r["status"] == "actual" and r["value"] == int(r["value"]) >= 1000}
    numbers = dict.fromkeys(str(int(value)) for value, _ in sorted(told, key=lambda t: t[1], reverse=True))
    if not numbers:
        return []
    match = "sentence : (" + " OR ".join(f'"{n}"' for n in list(numbers)[:_REPEATED]) + ")"
    found = "SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rowid DESC LIMIT ?"
    passages = {r[0] for r in db.execute(found, (match, 2 * _REPEATED))} - {r["passage_id"] for r in rows}
    groups: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for f in resolving.read_many(db, "passage_id", _same_province(db, passages, rows[0]["province"], {value for value, _ in told})):
        if f["kind"] == asked.kind and f["role"] == "level" and f["status"] == "actual" and periods.parse(f["period"]):
            groups.setdefault((f["passage_id"], key(f["period"], stock)), []).append(f)
    known = {r["indicator_id"] for r in rows}
    out: list[dict[str, Any]] = []
    for (_, period), members in groups.items():
        repeated = [told[f["value"], period] for f in members if (f["value"], period) in told]
        if any(r["document_id"] != members[0]["document_id"] and r["province"] == members[0]["province"] for r in repeated):
            out += [
                f | {"place_doubt": f["place"] != repeated[0]["place"]}
                for f in members
                if f["indicator_id"] not in known and f["part_of"] is None
            ]
    return out


def _same_province(db: sqlite3.Connection, passages: set[int], province: str | None, values: set[float]) -> set[int]:
    """The passages that give one of the values for a place of the province."""
    out: set[int] = set()
    ordered = sorted(passages)
    for start in range(0, len(ordered), 500):
        few = ordered[start : start + 500]
        for passage, value in db.execute(
            "SELECT i.passage_id, i.value FROM indicators i JOIN places p USING (place_id) "
            f"WHERE i.passage_id IN ({', '.join('?' * len(few))}) AND p.province IS ?", (*few, province)
        ):  # fmt: skip
            if value in values:
                out.add(passage)
    return out


def _changes(db: sqlite3.Connection, rows: list[dict[str, Any]], stock: bool) -> list[Change]:
    """Every change that the documents state of a figure of the series: the figure, the change, the row of the period compared with."""
    levels = {(r["document_id"], r["ordinal"]): r for r in rows if r["upper"] is None}
    documents = sorted({document for document, _ in levels})
    ids: list[int] = []
    for start in range(0, len(documents), 500):
        few = documents[start : start + 500]
        ids += [
            number
            for number, document, level in db.execute(
                f"SELECT indicator_id, document_id, of_indicator FROM indicators WHERE document_id IN ({', '.join('?' * len(few))}) "
                "AND role = 'change' AND of_indicator IS NOT NULL", few
            )
            if (document, level) in levels
        ]  # fmt: skip
    out: list[Change] = []
    for c in resolving.read_many(db, "indicator_id", ids):
        if c["role"] == "change" and c["upper"] is None and periods.parse(c["baseline"]):
            out.append((levels[c["document_id"], c["of_indicator"]], c, key(c["baseline"], stock)))
    return out


def _implied(changes: list[Change]) -> dict[str, list[Span]]:
    """What the figure of each period was, by the changes that later documents state against it."""
    out: dict[str, list[Span]] = {}
    for level, change, baseline in changes:
        low, high = _interval(level)
        less, more = agreement.interval(change["value"], None, change["quote"], change["modifier"], "change")
        if change["kind"] == level["kind"]:
            out.setdefault(baseline, []).append((low - more, high - less))
        elif change["kind"] == "percent" and less > -100:
            out.setdefault(baseline, []).append((low / (1 + more / 100), high / (1 + less / 100)))
    return out


def _interval(r: dict[str, Any]) -> Span:
    return agreement.interval(r["value"], r["upper"], r["quote"], r["modifier"], r["kind"])


def _checks(changes: list[Change], points: dict[str, Point], stock: bool) -> dict[str, list[Check]]:
    """Every stated change against the stored figure of the period compared with; the figure that bears it out where there are several."""
    out: dict[str, list[Check]] = {}
    for level, change, baseline in changes:
        before = points.get(baseline)
        told = [s for status in ("actual", "estimate") for s in (before.statements.get(status, ()) if before else ()) if s.upper is None]
        results = [check for s in told if (check := _check(level, change, s))]
        if results:
            out.setdefault(key(level["period"], stock), []).append(next((x for x in results if x.agrees), results[0]))
    return out


def _check(level: dict[str, Any], change: dict[str, Any], before: Statement) -> Check | None:
    low, high = _interval(level)
    source = before.sources[0]
    was_low, was_high = agreement.interval(before.value, None, source.quote, before.modifier, level["kind"])
    if level["kind"] in MEASURED and level["value_unit"] != before.unit:
        return None
    if change["kind"] == level["kind"]:
        found, span = level["value"] - before.value, (low - was_high, high - was_low)
    elif change["kind"] == "percent" and was_low > 0:
        found, span = (level["value"] / before.value - 1) * 100, ((low / was_high - 1) * 100, (high / was_low - 1) * 100)
    else:
        return None
    stated = agreement.interval(change["value"], None, change["quote"], change["modifier"], "change")
    return Check(
        change["baseline"], change["value"], change["value_unit"], round(found, 6), agreement.agree(stated, span), change["document_number"]
    )


def gaps(points: dict[str, Point], stock: bool) -> list[Point]:
    """Years without a figure between the first and the last year that have one, where the series goes by years."""
    years = {}
    for period in points:
        found = periods.parse(period)
        assert found is not None
        whole = found.first is None or (found.first.month, found.first.day) == (1, 1)
        if whole and (found.last.month, found.last.day) == (12, 31) and (found.first is None or found.first.year == found.last.year):
            years[found.last.year] = period
    if len(years) < 3:
        return []
    missing = [y for y in range(min(years), max(years)) if y not in years]
    return [Point(f"../{y}-12-31" if stock else f"{y}-01-01/{y}-12-31", {}) for y in missing]
