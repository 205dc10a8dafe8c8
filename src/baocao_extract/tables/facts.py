"""Cells to facts: value, unit, name, time, place, status, and what each is a part or a share of."""

from __future__ import annotations

from dataclasses import dataclass, field

from baocao_extract.language.folding import canonical
from baocao_extract.model import Kind, Metadata, Origin, Role, Status
from baocao_extract.patterns import Patterns
from baocao_extract.tables import caption as captions
from baocao_extract.tables import columns as heads
from baocao_extract.tables import comparing, naming, rows, values
from baocao_extract.tables.caption import Caption
from baocao_extract.tables.columns import Column
from baocao_extract.tables.finding import Read
from baocao_extract.tables.matrix import Place
from baocao_extract.tables.places import places
from baocao_extract.tables.rows import Row, above_of
from baocao_extract.tables.vocabulary import UnitOfMeasure, Vocabulary, unit, vocabulary

# What may be added up; a rate or a price has no parts.
_ADDITIVE = frozenset(
    (
        "households",
        "people",
        "money",
        "foreign_money",
        "organisations",
        "cases",
        "items",
        "area",
        "mass",
        "volume",
        "length",
        "energy",
        "other",
    )
)


@dataclass(slots=True)
class Fact:
    """A figure of a table. `start`, `end` span the printed number in the source text; `part_of`, `of` are indices into the table's facts."""

    start: int
    end: int
    row: int
    column: int
    value: float
    kind: Kind
    unit: str
    name: str
    unit_known: bool
    role: Role
    status: Status
    status_from: Origin
    period: str | None
    period_from: Origin
    place: str | None
    place_from: Origin
    baseline: str | None = None
    part_of: int | None = None
    of: int | None = None
    cell: Place | None = None


@dataclass(slots=True)
class Table:
    """A table read to the end."""

    read: Read
    caption: Caption
    columns: list[Column]
    rows: list[Row]
    facts: list[Fact] = field(default_factory=list)


def read(found: Read, text: str, metadata: Metadata, patterns: Patterns) -> Table:
    """The table with its facts, in text order."""
    words, known = vocabulary(patterns), places(patterns)
    above = captions.read(found, text, metadata, words, patterns)
    matrix, layout = found.matrix, found.layout
    columns = heads.read(matrix, layout, words, above.around, patterns, known)
    tree = rows.read(matrix, layout, columns, words, above.around, patterns, known)
    comparing.link(matrix, layout, columns, tree, words, above.around)
    table = Table(found, above, columns, tree)
    if not found.figures:
        return table
    at: dict[tuple[int, int], int] = {}
    for n, row in enumerate(tree):
        for column in columns:
            if column.part != "value":
                continue
            fact = _fact(table, n, row, column, text, metadata, words)
            if fact is not None:
                at[n, column.at] = len(table.facts)
                table.facts.append(fact)
    _links(table, at, words)
    return table


def _fact(table: Table, n: int, row: Row, column: Column, text: str, metadata: Metadata, words: Vocabulary) -> Fact | None:
    place = table.read.matrix.at[row.at][column.at]
    if place is None or place.row != row.at or place.column != column.at or place.cell.columns > 1 or row.kind == "group":
        return None
    raw = text[place.cell.start : place.cell.end]
    printed = values.number(raw)
    worth = values.value(printed.digits, column.style) if printed is not None else None
    if printed is None or worth is None:
        return None
    role = column.role
    measure = _unit(table, row, column, printed.percent, words)
    if measure is None:
        kind, unit_words, factor, unit_known = _implied(table, row, column, words)
    else:
        kind, unit_words, factor, unit_known = measure.measured.kind, measure.words, measure.factor, measure.measured.known
    if role == "level" and kind == "percent":
        role = "change" if words.says("growth", row.low) or words.says("growth", column.low) else "share"
    if role == "share" and kind not in ("percent", "ratio", "other") and not column.percent:
        role = "level"
    number = -worth if printed.negative or (role == "change" and column.falling) else worth
    period, period_from = _period(table, n, row, column)
    where, where_from = _place(table, row, column, metadata)
    name = naming.name(table, row, column, words)
    if kind == "cases" and unit_words in words.lexicon.visits and words.lexicon.guest & set(canonical(name).split()):
        kind = "people"
    status: Status = column.status
    start = place.cell.start + printed.start
    return Fact(
        start, place.cell.start + printed.end, row.at, column.at, float(f"{number * factor:.12g}"), kind, unit_words,
        name, unit_known, role, status, "own" if status != "actual" else "none",
        period, period_from, where, where_from, column.baseline.iso() if column.baseline is not None and role == "change" else None, cell=place,
    )  # fmt: skip


def _unit(table: Table, row: Row, column: Column, percent: bool, words: Vocabulary) -> UnitOfMeasure | None:
    hundred = unit("%", words)
    if percent or (column.role != "level" and column.percent):
        return hundred
    if column.role == "share" and column.unit is None and (table.caption.unit is None or table.caption.unit.measured.kind != "percent"):
        return None
    if row.unit is not None and (column.unit is None or column.role != "level" or not row.unit_text):
        return row.unit
    inherited = next((r.unit for r in above_of(table.rows, row) if r.unit is not None and r.kind == "group"), None)
    return column.unit or row.unit or inherited or table.caption.unit


def _implied(table: Table, row: Row, column: Column, words: Vocabulary) -> tuple[Kind, str, float, bool]:
    """The unit that the name counts: `Số hộ nghèo` counts households; the nearest of column, row, rows above and title that says one."""
    if column.role == "share":
        return "other", "", 1.0, True
    if row.unit_text or words.says("price", column.low):
        # a unit that is not understood, a price without one: nothing is guessed from the name
        return "other", row.unit_text.lower(), 1.0, False
    texts = [column.words, row.label, *(r.label for r in above_of(table.rows, row)), table.caption.words]
    for firm in (True, False):
        for shown in texts:
            if (found := naming.counted(shown, words, firm=firm)) is not None:
                return found
    return "other", "", 1.0, False


def _period(table: Table, n: int, row: Row, column: Column) -> tuple[str | None, Origin]:
    if row.period is not None:
        return row.period.iso(), "own"
    above = next((r.period for r in above_of(table.rows, row) if r.period is not None), None)
    if column.unknown_period and column.period is None:
        return None, "none"
    if column.period is not None:
        return column.period.iso(), "own"
    if above is not None:
        return above.iso(), "section"
    if table.caption.period is None:
        return None, "none"
    return table.caption.period.iso(), "title" if table.caption.own_period else "document"


def _place(table: Table, row: Row, column: Column, metadata: Metadata) -> tuple[str | None, Origin]:
    if row.place is not None:
        return row.place, "own"
    if column.place is not None:
        return column.place, "own"
    above = next((r.place for r in above_of(table.rows, row) if r.place is not None), None)
    if above is not None:
        return above, "section"
    return metadata.place, "document" if metadata.place else "none"


def _links(table: Table, at: dict[tuple[int, int], int], words: Vocabulary) -> None:
    """`part_of` from the row tree and from totals beside their parts, `of` from the column compared."""
    for (n, c), index in at.items():
        fact, column, row = table.facts[index], table.columns[c], table.rows[n]
        if column.of is not None and fact.role != "level":
            fact.of = at.get((n, column.of))
        if fact.role != "level" or fact.kind not in _ADDITIVE:
            continue
        candidates = [at.get((n, column.whole))] if column.whole is not None else []
        up = _whole_row(table, row)
        rowwise = [at.get((up, c))] if up is not None else []
        for whole in [*candidates, *rowwise] if column.of_which and column.place is None else [*rowwise, *candidates]:
            if whole is not None and whole != index and _may_be_part(fact, table.facts[whole], row, words):
                fact.part_of = whole
                break


def _whole_row(table: Table, row: Row) -> int | None:
    at = row.parent
    while at is not None and table.rows[at].kind == "group" and table.rows[at].of_which:
        at = table.rows[at].parent
    if at is None or table.rows[at].kind == "group":
        return row.whole
    return at


def _may_be_part(part: Fact, whole: Fact, row: Row, words: Vocabulary) -> bool:
    if part.kind != whole.kind or whole.role != "level" or (part.kind == "other" and part.unit != whole.unit):
        return False
    if words.says("not-part", row.low) and not row.of_which:
        return False
    return 0 <= part.value <= whole.value * (1 + 1e-9)
