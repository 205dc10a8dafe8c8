"""Facts as a stream of flat rows, each with where it comes from: what every export and `History.facts` are made of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from baocao_extract.history.provinces import spellings
from baocao_extract.history.questions import Filters

# Column → its type in Arrow, spreadsheets and the data package.
COLUMNS: dict[str, str] = {
    "indicator_id": "integer", "concept": "string", "name": "string", "value": "number", "upper": "number", "value_unit": "string", "unit": "string", "kind": "string",
    "modifier": "string", "role": "string", "status": "string", "period": "string", "baseline": "string", "place": "string",
    "province": "string", "part_of": "integer", "of_indicator": "integer", "dimensions": "string", "is_corrected": "boolean", "extracted_value": "number",
    "quote": "string", "sentence": "string", "start": "integer", "stop": "integer", "page": "integer", "confidence": "number",
    "document_id": "integer", "sha256": "string", "path": "string", "document_kind": "string", "document_number": "string",
    "document_date": "string", "issuer": "string", "title": "string", "period_from": "string", "place_from": "string", "status_from": "string",
}  # fmt: skip
_OWN = {"extracted_value": "i.value", "sentence": "substr(d.text, p.start + 1, p.stop - p.start)"}


def facts(db: sqlite3.Connection, filters: Filters | None = None, *, duplicates: bool = False) -> Iterator[dict[str, Any]]:
    """The facts that pass the filters, in the order of documents and text. `duplicates`: those of near-duplicate documents too."""
    where, values = _where(filters or Filters(), duplicates)
    columns = ", ".join(f"{_OWN[c]} AS {c}" if c in _OWN else f"f.{c}" for c in COLUMNS)
    cursor = db.execute(
        f"SELECT {columns} FROM facts f JOIN indicators i USING (indicator_id) JOIN documents d ON d.document_id = i.document_id "
        f"JOIN passages p ON p.passage_id = i.passage_id WHERE {where} ORDER BY f.indicator_id",
        values,
    )
    for row in cursor:
        fact = dict(zip(COLUMNS, row, strict=True))
        fact["is_corrected"] = bool(fact["is_corrected"])
        yield fact


def documents(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """The documents with what is known of them, without their texts."""
    columns = (
        "document_id", "sha256", "path", "media_type", "kind", "number", "issuer", "province", "date", "title", "period", "signer",
        "extraction", "near_duplicate_of", "superseded_by",
    )  # fmt: skip
    for row in db.execute(f"SELECT {', '.join(columns)} FROM documents ORDER BY document_id"):
        yield dict(zip(columns, row, strict=True))


def last_change(db: sqlite3.Connection) -> str:
    """When the last import began or the last correction was made, ISO 8601; an export of the same state is the same."""
    row = db.execute(
        "SELECT max(day) FROM (SELECT started_at AS day FROM import_runs UNION ALL SELECT corrected_at FROM corrections)"
    ).fetchone()
    return str(row[0] or "1970-01-01T00:00:00+00:00")


def _where(filters: Filters, duplicates: bool) -> tuple[str, list[Any]]:
    terms, values = ["f.superseded_by IS NULL"], list[Any]()
    if not duplicates:
        terms.append("f.near_duplicate_of IS NULL")
    for column, value in (("kind", filters.kind), ("status", filters.status), ("role", filters.role), ("document_kind", filters.source)):
        if value:
            terms.append(f"f.{column} = ?")
            values.append(value)
    if filters.year:
        terms.append("f.period LIKE ?")
        values.append(f"%/{filters.year}-%")
    if filters.province:
        names = spellings(filters.province)
        marks = ", ".join("?" * len(names))
        terms.append(f"f.place_id IN (SELECT q.place_id FROM places q JOIN places r ON r.name = q.province WHERE r.folded IN ({marks}))")
        values += names
    return " AND ".join(terms), values
