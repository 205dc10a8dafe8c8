"""Search hits, series, failures and corrections for people."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import typer

from baocao_extract.cli.tables import short_period
from baocao_extract.history import charts, corrections, store
from baocao_extract.history.api import Borders, History
from baocao_extract.history.questions import Filters
from baocao_extract.history.search import Hit
from baocao_extract.history.series import MEASURED, Point, Series, Statement

_BARS = "▁▂▃▄▅▆▇█"
_AROUND = 90


def show_search(
    db: Path, question: str, filters: Filters, order: str, limit: int, after: str | None, facets: bool
) -> None:  # fmt: skip
    with History(db) as history:
        page = history.search(question, filters=filters, order=order, size=limit, after=after)
        for hit in page.hits:
            for line in _hit_lines(hit):
                typer.echo(line)
        if not page.hits:
            typer.echo("nothing found")
        if page.next:
            typer.echo(f"\nmore: --after {page.next}")
        if facets:
            counted = history.facets(question, filters=filters)
            typer.echo("" if counted.whole else "\n(of the newest passages)")
            for name, counts in counted.counts.items():
                typer.echo(f"{name:9} " + ", ".join(f"{value} {count}" for value, count in list(counts.items())[:12]))
    if not page.hits:
        raise typer.Exit(1)


def _hit_lines(hit: Hit) -> Iterable[str]:
    document = " · ".join(filter(None, (hit.document_number, hit.date, Path(hit.path or "").name)))
    if hit.indicator_id is None:
        yield f"{typer.style('document', bold=True)}  {hit.title or ''}"
        yield f"    {document}"
        return
    mark = " (corrected)" if hit.corrected else ""
    what = "  ".join(filter(None, (hit.name, short_period(hit.period), hit.place, "" if hit.status == "actual" else hit.status)))
    yield f"{typer.style(number(hit.value, hit.upper), bold=True)} {hit.unit}{mark}  {what}"
    before, quote, behind = hit.sentence[: hit.quote_start], hit.sentence[hit.quote_start : hit.quote_end], hit.sentence[hit.quote_end :]
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:]
    if len(behind) > _AROUND:
        behind = behind[:_AROUND] + "…"
    yield "    " + " ".join(f"{before}[{quote}]{behind}".split())
    yield f"    {document}  #{hit.indicator_id}"


def number(value: float | None, upper: float | None = None) -> str:
    """A figure as Vietnamese print it: dots group, the comma is decimal."""
    if value is None:
        return ""
    shown = f"{value:,.6f}".rstrip("0").rstrip(".").replace(",", " ").replace(".", ",").replace(" ", ".")
    return shown if upper is None else f"{shown}–{number(upper)}"


def show_series(
    db: Path, concept: str, province: str | None, place: str | None, kind: str | None, first: int | None, last: int | None,
    borders: Borders, chart: Path | None,
) -> None:  # fmt: skip
    with History(db) as history:
        series = history.series(concept, province=province, place=place, kind=kind, first=first, last=last, borders=borders)
    for line in series_lines(series):
        typer.echo(line)
    if chart:
        charts.write(series, chart)
        typer.echo(f"\nchart: {chart}")


def series_lines(series: Series) -> list[str]:
    """The table of a series, its sparkline first."""
    head = f"{series.label} · {series.kind}, {series.unit}" + (f" · {series.place}" if series.place else "")
    head += "" if series.borders is None else f" · borders of {series.borders}" if series.borders else " · borders never changed"
    rows: list[tuple[str, ...]] = [("period", "value", "estimate", "plan", "conflict", "sources")]
    notes: list[str] = []
    for point in series.points:
        rows.append(_row(point, series))
        notes += _notes(point)
    widths = [max(len(r[i]) for r in rows) for i in range(6)]
    right = {1, 2, 3}
    lines = [
        "  ".join(c.rjust(w) if i in right else c.ljust(w) for i, (c, w) in enumerate(zip(r, widths, strict=True))).rstrip() for r in rows
    ]
    return [head, sparkline([_drawn(p, series) for p in series.points]), "", *lines, *notes]


def _drawn(point: Point, series: Series) -> float | None:
    """What the sparkline shows: what was reached or is estimated, in the unit of the series."""
    if point.main is None or point.status not in ("actual", "estimate"):
        return None
    return None if series.kind in MEASURED and point.main.unit != series.unit else point.main.value


def _row(point: Point, series: Series) -> tuple[str, ...]:
    def other_unit(statement: Statement) -> bool:
        return series.kind in MEASURED and statement.unit != series.unit

    def told(status: str) -> str:
        statements = point.statements.get(status, ())
        if not statements:
            return ""
        unit = f" {statements[0].unit}" if other_unit(statements[0]) else ""
        return number(statements[0].value, statements[0].upper) + unit + ("*" if statements[0].corrected else "")

    if point.missing:
        return short_period(point.period), "–", "", "", point.conflict or "", "incomplete"
    if point.gap:
        return short_period(point.period), "–", "", "", "", "gap"
    sources = [s.document_number or Path(s.path or "").name for s in (point.main.sources if point.main else ())]
    if point.derived:
        sources = ["derived: " + " + ".join(p.province for p in point.parts)]
    return (
        short_period(point.period),
        told("actual"),
        told("estimate"),
        told("plan"),
        point.conflict or "",
        ", ".join(dict.fromkeys(sources)),
    )


def _notes(point: Point) -> Iterable[str]:
    when = short_period(point.period)
    if point.parts:
        said = " + ".join(f"{p.province} {number(p.statement.value, p.statement.upper)} ({_documents(p.statement)})" for p in point.parts)
        yield f"= {when}: {said}" + (f"; no figure of {', '.join(point.missing)}" if point.missing else "")
    for status, statements in point.statements.items():
        for other in statements[1:]:
            who = ", ".join(dict.fromkeys(s.document_number or Path(s.path or "").name for s in other.sources))
            doubt = ", place read otherwise" if any(s.place_doubt for s in other.sources) else ""
            yield f"! {when}: also {number(other.value, other.upper)} {other.unit} ({status}; {who}{doubt})"
        if statements and any(s.place_doubt for s in statements[0].sources):
            yield f"! {when}: {number(statements[0].value)} was read for another place; its sentence repeats a figure of this series"
    for check in point.checks:
        if not check.agrees:
            yield (
                f"! {when}: stated change {number(check.stated)} {check.unit} since {short_period(check.baseline)}, "
                f"the stored figures give {number(round(check.found, 2))} ({check.document_number or 'no number'})"
            )


def _documents(statement: Statement) -> str:
    return ", ".join(dict.fromkeys(s.document_number or Path(s.path or "").name for s in statement.sources))


def sparkline(values: list[float | None]) -> str:
    """One bar a value, a blank for a gap."""
    there = [v for v in values if v is not None]
    if not there:
        return ""
    low, high = min(there), max(there)
    step = (high - low) / (len(_BARS) - 1) or 1.0
    return "".join(" " if v is None else _BARS[round((v - low) / step)] for v in values)


def show_failures(db: Path) -> None:
    rows = _rows(db, "SELECT path, code, message, remedy FROM failures ORDER BY path")
    for path, code, message, remedy in rows:
        typer.echo(f"{path}: {code}: {message}; {remedy}")
    typer.echo(f"{len(rows)} failed", err=True)
    if rows:
        raise typer.Exit(1)


def show_corrections(db: Path) -> None:
    rows = _rows(
        db,
        "SELECT correction_id, sha256, quote, field, old_value, new_value, corrected_by, corrected_at, reason FROM corrections ORDER BY 1",
    )
    with History(db) as history, store.coded(db):
        gone = {row[0] for row in corrections.lost(history.connection)}
    for number_, sha256, quote, field, old, new, who, when, why in rows:
        lost = "  LOST: the present extraction has no such figure" if number_ in gone else ""
        typer.echo(f"{number_}  {sha256[:12]}  {' '.join(quote.split())!r}  {field}: {old} → {new}  {who}, {when}: {why}{lost}")
    sys.stderr.write(f"{len(rows)} corrections, {len(gone)} lost\n")


def _rows(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with History(db) as history, store.coded(db):
        return history.connection.execute(sql).fetchall()
