"""The facts of tables among those of the prose: one list in text order, one account of all numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from baocao_extract import model
from baocao_extract.model import Indicator, Number, Section
from baocao_extract.reading.source import Layout
from baocao_extract.tables import values
from baocao_extract.tables.facts import Fact, Table
from baocao_extract.tables.matrix import Place

_DIGITS = regex.compile(r"[0-9]+(?:[.,][0-9]+)*")
# Why a number of a table states no fact, by the part that its column has.
_REASONS = {"number": "ordinal", "code": "name", "name": "name", "place": "name"}


def merged(
    indicators: list[Indicator], numbers: list[Number], read: Sequence[Table], sections: Sequence[Section], text: str
) -> tuple[list[Indicator], list[Number]]:
    """Indicators and numbers of prose and tables together, numbered anew in text order."""
    if not read:
        return indicators, numbers
    keyed: list[tuple[int, tuple[int, int], Indicator | Fact]] = [(i.start, (-1, i.id), i) for i in indicators]
    for t, table in enumerate(read):
        keyed += [(f.start, (t, n), f) for n, f in enumerate(table.facts)]
    keyed.sort(key=lambda k: (k[0], k[1]))
    ids = {key: n for n, (_, key, _) in enumerate(keyed)}
    out: list[Indicator] = []
    for n, (_, key, item) in enumerate(keyed):
        if isinstance(item, Indicator):
            part = None if item.part_of is None else ids[-1, item.part_of]
            of = None if item.of is None else ids[-1, item.of]
            out.append(item.model_copy(update={"id": n, "part_of": part, "of": of}))
        else:
            out.append(_indicator(item, n, key[0], ids, sections, text))
    moved = [m if m.indicator is None else m.model_copy(update={"indicator": ids[-1, m.indicator]}) for m in numbers]
    for t, table in enumerate(read):
        moved += _numbers(table, t, ids, text)
    moved.sort(key=lambda m: (m.start, m.end))
    return out, moved


def _indicator(fact: Fact, n: int, t: int, ids: dict[tuple[int, int], int], sections: Sequence[Section], text: str) -> Indicator:
    inside = [s.id for s in sections if s.start <= fact.start < s.end]
    return Indicator(
        id=n, start=fact.start, end=fact.end, quote=text[fact.start : fact.end], value=fact.value, kind=fact.kind,
        unit=fact.unit or fact.kind, name=fact.name, period=fact.period, period_from=fact.period_from, place=fact.place,
        place_from=fact.place_from, status=fact.status, status_from=fact.status_from, role=fact.role,
        part_of=None if fact.part_of is None else ids[t, fact.part_of], of=None if fact.of is None else ids[t, fact.of],
        baseline=fact.baseline, section=inside[-1] if inside else None, unit_known=fact.unit_known, table=t,
        cell=fact.cell.cell.address if fact.cell is not None else None,
    )  # fmt: skip


def _numbers(table: Table, t: int, ids: dict[tuple[int, int], int], text: str) -> Iterator[Number]:
    """Every digit group between the heading and the last row."""
    facts = {f.cell.cell.start: n for n, f in enumerate(table.facts) if f.cell is not None}
    for place in table.read.matrix.cells():
        if not table.read.covers(place.cell):
            continue
        a, b = place.cell.start, place.cell.end
        n = facts.get(a)
        if n is not None:
            fact = table.facts[n]
            hit = _DIGITS.search(text, fact.start, fact.end)
            if hit is not None:
                last = fact.end - len(text[fact.start : fact.end].rstrip("% \xa0")) + len(text[fact.start : fact.end])
                yield Number(
                    start=hit.start(),
                    end=max(hit.end(), fact.start + len(text[fact.start : fact.end].rstrip("% \xa0"))),
                    indicator=ids[t, n],
                )
                a = max(fact.end, last if last <= b else fact.end)
        reason = "heading" if place.row < table.read.layout.bottom else _REASONS.get(table.columns[place.column].part, "table")
        for hit in _DIGITS.finditer(text, a, b):
            yield Number(start=hit.start(), end=hit.end(), reason=reason)


def tables(read: Sequence[Table], layout: Layout | None) -> list[model.Table]:
    """The grids with their roles, for people who want the grid."""
    return [_table(table, t, layout) for t, table in enumerate(read)]


def _table(table: Table, t: int, drawn: Layout | None) -> model.Table:
    layout = table.read.layout
    return model.Table(
        id=t, start=table.read.start, end=table.read.end, title=table.caption.title, sheet=table.read.matrix.grid.sheet,
        unit=table.caption.unit_text or None, period=table.caption.period.iso() if table.caption.period is not None else None,
        spots=[model.TableSpot(page=s.page, bbox=s.box) for s in table.read.matrix.grid.spots],
        columns=[
            model.TableColumn(
                titles=list(c.titles), part=c.part, status=c.status if c.part == "value" else None, role=c.role if c.part == "value" else None,
                period=c.period.iso() if c.period is not None else None, unit=c.unit.words if c.unit is not None else None, place=c.place,
                of=c.of, versus=c.versus, whole=c.whole,
            )
            for c in table.columns
        ],
        rows=_rows(table),
        cells=[_cell(table, p, drawn) for p in table.read.matrix.cells() if layout.top <= p.row < layout.last],
    )  # fmt: skip


def _rows(table: Table) -> list[model.TableRow]:
    layout = table.read.layout
    by_row = {r.at: n for n, r in enumerate(table.rows)}
    out = []
    for at in range(layout.top, layout.last):
        if at < layout.bottom or at in layout.skipped:
            out.append(model.TableRow(at=at - layout.top, kind="heading"))
            continue
        n = by_row.get(at)
        if n is None:
            out.append(model.TableRow(at=at - layout.top, kind="blank"))
            continue
        row = table.rows[n]
        parent = None if row.parent is None else table.rows[row.parent].at - layout.top
        out.append(model.TableRow(at=at - layout.top, kind=row.kind, label=row.label, level=row.level, parent=parent))
    return out


def _cell(table: Table, place: Place, drawn: Layout | None) -> model.TableCell:
    layout = table.read.layout
    spot = drawn.spot(place.cell.start, place.cell.end) if drawn is not None and place.text else None
    return model.TableCell(
        row=place.row - layout.top, column=place.column, rows=max(1, place.cell.rows), columns=max(1, place.cell.columns),
        start=place.cell.start, end=place.cell.end, text=place.text, state=values.state(place.text), address=place.cell.address,
        page=spot.page if spot is not None else None, bbox=spot.box if spot is not None else None,
    )  # fmt: skip


__all__ = ["merged", "tables"]
