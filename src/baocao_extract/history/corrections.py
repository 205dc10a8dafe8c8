"""What people corrected: recorded once, never changed, applied to the facts whenever these are made anew.

A correction is anchored to the bytes of the document (sha256) and to the place of the quote; after a new extraction it finds its figure by
the same place, else by the same quote at the same occurrence. What finds none stays recorded and is reported as lost.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from baocao_extract.errors import CorrectionRefused
from baocao_extract.history import periods, prepare, store, wordings
from baocao_extract.history.folding import folded, token
from baocao_extract.model import Kind, Modifier, Role, Status

_CLOSED: dict[str, frozenset[str]] = {
    "kind": frozenset(get_args(Kind)), "status": frozenset(get_args(Status)), "modifier": frozenset(get_args(Modifier)),
    "role": frozenset(get_args(Role)), "withdrawn": frozenset({"true", "false"}),
}  # fmt: skip
_NUMBERS = frozenset({"value", "upper"})
_NULLABLE = frozenset({"upper", "period", "place", "baseline"})
FIELDS = ("value", "upper", "kind", "unit", "name", "concept", "period", "place", "status", "modifier", "role", "baseline", "withdrawn")


@dataclass(frozen=True, slots=True)
class Correction:
    """`new_value` is text as in the JSON of a document (`15842`, `2019-01-01/2019-12-31`); None for a field that states nothing."""

    field: str
    new_value: str | None
    corrected_by: str
    corrected_at: str
    reason: str


def correct(database: str | Path, indicator_id: int, correction: Correction) -> int:
    """Corrects a figure of a database; returns the number of the correction. Raises `CorrectionRefused`, `NotAHistory`, `HistoryNotWritable`."""
    store.open_for_reading(database).close()
    with store.coded(database), closing(store.open_for_writing(database)) as db, store.transaction(db):
        return record(db, indicator_id, correction)


def record(db: sqlite3.Connection, indicator_id: int, correction: Correction) -> int:
    """Adds a correction of a figure and applies it; returns its number. The caller holds the transaction."""
    value = _checked(correction)
    anchor = db.execute(
        "SELECT d.sha256, i.start, i.quote, i.occurrence, i.document_id FROM indicators i JOIN documents d USING (document_id) "
        "WHERE i.indicator_id = ?",
        (indicator_id,),
    ).fetchone()
    if anchor is None:
        raise CorrectionRefused(f"no figure has the number {indicator_id}", "take it from the search or the series")
    old = _standing(db, indicator_id).get(correction.field)
    number = db.execute(
        "INSERT INTO corrections (sha256, start, quote, occurrence, field, old_value, new_value, corrected_by, corrected_at, reason) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *anchor[:4], correction.field, None if old is None else _text(old), value, correction.corrected_by, correction.corrected_at,
            correction.reason,
        ),
    ).lastrowid  # fmt: skip
    apply(db, anchor[4])
    return int(number or 0)


def apply(db: sqlite3.Connection, document_id: int) -> None:
    """Makes the corrected figures of a document anew, and the words by which they are found."""
    before = {r[0] for r in db.execute(
        "SELECT DISTINCT i.passage_id FROM corrected c JOIN indicators i USING (indicator_id) WHERE i.document_id = ?", (document_id,)
    )}  # fmt: skip
    db.execute("DELETE FROM corrected WHERE indicator_id IN (SELECT indicator_id FROM indicators WHERE document_id = ?)", (document_id,))
    sha256, province = db.execute("SELECT sha256, province FROM documents WHERE document_id = ?", (document_id,)).fetchone()
    changes: dict[int, dict[str, str | None]] = {}
    for start, quote, occurrence, field, value in db.execute(
        "SELECT start, quote, occurrence, field, new_value FROM corrections WHERE sha256 = ? ORDER BY correction_id", (sha256,)
    ).fetchall():
        indicator_id = _find(db, document_id, start, quote, occurrence)
        if indicator_id is not None:
            changes.setdefault(indicator_id, {})[field] = value
    for indicator_id, changed in changes.items():
        _put(db, indicator_id, changed, province)
    after = {db.execute("SELECT passage_id FROM indicators WHERE indicator_id = ?", (i,)).fetchone()[0] for i in changes}
    for passage_id in sorted(before | after):
        _reindex(db, passage_id)


def lost(db: sqlite3.Connection) -> list[tuple[int, str, str]]:
    """(number, sha256, quote) of the corrections whose figure the present extraction does not have, or whose document is not stored."""
    out = []
    for number, sha256, start, quote, occurrence in db.execute(
        "SELECT correction_id, sha256, start, quote, occurrence FROM corrections ORDER BY correction_id"
    ):
        row = db.execute("SELECT document_id FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
        if row is None or _find(db, row[0], start, quote, occurrence) is None:
            out.append((number, sha256, quote))
    return out


def _find(db: sqlite3.Connection, document_id: int, start: int, quote: str, occurrence: int) -> int | None:
    row = db.execute(
        "SELECT indicator_id FROM indicators WHERE document_id = ? AND quote = ? ORDER BY start = ? DESC, occurrence = ? DESC, start LIMIT 1",
        (document_id, quote, start, occurrence),
    ).fetchone()
    if row is None:
        # The same number with more or fewer words to its unit is still the same figure.
        row = db.execute(
            "SELECT indicator_id FROM indicators WHERE document_id = ? AND start = ?", (document_id, start)
        ).fetchone()  # fmt: skip
    return None if row is None else int(row[0])


def _standing(db: sqlite3.Connection, indicator_id: int) -> dict[str, Any]:
    cursor = db.execute(
        "SELECT value, upper, kind, unit, name, concept, period, place, status, modifier, role, baseline, 'false' AS withdrawn "
        "FROM facts WHERE indicator_id = ?",
        (indicator_id,),
    )
    row = cursor.fetchone()
    return dict(zip([c[0] for c in cursor.description], row, strict=True)) if row else {"withdrawn": "true"}


def _put(db: sqlite3.Connection, indicator_id: int, changed: dict[str, str | None], province: str | None) -> None:
    from baocao_extract.history import writing

    db.execute("DELETE FROM corrected WHERE indicator_id = ?", (indicator_id,))
    row = _standing(db, indicator_id) | changed
    known = db.execute("SELECT concept_id, place_id FROM indicators WHERE indicator_id = ?", (indicator_id,)).fetchone()
    concept, place = known
    if "concept" in changed or "name" in changed or "kind" in changed:
        name, kind = str(row["name"]), str(row["kind"])
        given = changed.get("concept")
        named = prepare.Concept(wordings.key(name, kind), kind, name, " ".join(wordings.core(name)))
        concept = writing.concept_id(db, prepare.concept_named(given, kind, name) if given else named)
    if "place" in changed:
        place = writing.place_id(db, prepare.locate(changed["place"], province))
    db.execute(
        "INSERT INTO corrected VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            indicator_id, concept, place, float(row["value"]), None if row["upper"] is None else float(row["upper"]), row["kind"],
            row["unit"], row["name"], row["period"], row["status"], row["modifier"], row["role"], row["baseline"],
            int(row["withdrawn"] == "true"), wordings.value_unit(str(row["kind"]), str(row["unit"])),
        ),
    )  # fmt: skip


def _reindex(db: sqlite3.Connection, passage_id: int) -> None:
    sentence, around, facets = db.execute(
        "SELECT sentence, around, facets FROM search_text WHERE passage_id = ?", (passage_id,)
    ).fetchone()  # fmt: skip
    names: dict[str, None] = {}
    tokens = dict.fromkeys(t for t in facets.split() if t.startswith("source_"))
    near = [around]
    for kind, status, role, name, period, place, province, own, value in db.execute(
        "SELECT f.kind, f.status, f.role, f.name, f.period, f.place, f.province, d.province, iif(f.is_corrected, f.value, NULL) FROM facts f "
        "JOIN documents d USING (document_id) WHERE f.passage_id = ? ORDER BY f.ordinal",
        (passage_id,),
    ):
        names[folded(name)] = None
        tokens |= dict.fromkeys([token("kind", kind), token("status", status), token("role", role), token("year", prepare.year(period))])
        tokens |= dict.fromkeys(token("province", p) for p in (own, province) if p)
        # Whole names, for they are asked for as phrases.
        said = (folded(place or ""), prepare.year(period), "" if value is None else folded(_text(value)))
        near += [s for s in said if f" {s} " not in f" {' '.join(near)} "]
    db.execute("DELETE FROM search_text WHERE passage_id = ?", (passage_id,))
    row = (passage_id, " ".join(names), sentence, " ".join(filter(None, near)), " ".join(tokens))
    db.execute("INSERT INTO search_text VALUES (?, ?, ?, ?, ?)", row)


def _checked(correction: Correction) -> str | None:
    field, value = correction.field, correction.new_value
    if field not in FIELDS:
        raise CorrectionRefused(f"{field!r} is no field of a figure", f"one of: {', '.join(FIELDS)}")
    if not correction.corrected_by.strip() or not correction.reason.strip():
        raise CorrectionRefused("a correction says who made it and why", "give both")
    if value is None:
        if field not in _NULLABLE:
            raise CorrectionRefused(f"{field} cannot be empty", "give a value")
        return None
    if field in _NUMBERS:
        try:
            number = float(value)
        except ValueError:
            raise CorrectionRefused(f"{field}: {value!r} is no number", "write it plain, with a decimal point: 17774 or 3.05") from None
        if number != number or number in (float("inf"), float("-inf")):
            raise CorrectionRefused(f"{field}: {value!r} is no number", "write it plain")
        return _text(number)
    if field in _CLOSED and value not in _CLOSED[field]:
        raise CorrectionRefused(f"{field}: {value!r} is not allowed", f"one of: {', '.join(sorted(_CLOSED[field]))}")
    if field in ("period", "baseline") and periods.parse(value) is None:
        raise CorrectionRefused(f"{field}: {value!r} is no interval", "write it as 2019-01-01/2019-12-31, a stock as ../2019-12-31")
    if not value.strip():
        raise CorrectionRefused(f"{field} cannot be empty", "give a value")
    return value


def _text(value: Any) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)
