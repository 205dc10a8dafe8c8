"""Putting a prepared document into the store, or out of it. The caller holds the transaction."""

from __future__ import annotations

import sqlite3
from datetime import date

from baocao_extract.history import corrections, near_duplicates, wordings
from baocao_extract.history.folding import folded
from baocao_extract.history.prepare import Concept, Prepared, as_json

_DOCUMENT_BITS, _PASSAGE_BITS, _ORDINAL_BITS = 24, 18, 20


def write(db: sqlite3.Connection, prepared: Prepared) -> int:
    """Stores a document's facts, in place of those that an earlier extraction of the same bytes had; returns its number."""
    sha256 = prepared.document.source.sha256
    row = db.execute("SELECT document_id FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
    if row:
        clear(db, row[0])
        document_id = int(row[0])
    else:
        document_id = int(db.execute("SELECT ifnull(max(document_id), 0) + 1 FROM documents").fetchone()[0])
    _document(db, document_id, prepared)
    _parts(db, document_id, prepared)
    _facts(db, document_id, prepared)
    _fingerprint(db, document_id, prepared)
    near_duplicates.link(db, document_id)
    corrections.apply(db, document_id)
    return document_id


def clear(db: sqlite3.Connection, document_id: int) -> None:
    """Takes out what was extracted of a document; its own row, its files and its corrections stay."""
    # The trigger of `search_text` keeps the index: a cascade from `passages` would do, but not in the order that is cheap.
    db.execute("DELETE FROM search_text WHERE passage_id IN (SELECT passage_id FROM passages WHERE document_id = ?)", (document_id,))
    for table in ("indicators", "passages", "sections", "numbers", "findings", "fingerprint_bands", "fingerprints"):
        db.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))


def passage_number(day: str | None, document_id: int, ordinal: int) -> int:
    """Passages of newer documents have higher numbers, and of one document the earlier passages: the index's own order is newest first."""
    try:
        days = date.fromisoformat(day or "").toordinal()
    except ValueError:
        days = 0
    within = (1 << _PASSAGE_BITS) - 1 - min(ordinal, (1 << _PASSAGE_BITS) - 1)
    return (((days << _DOCUMENT_BITS) | document_id) << _PASSAGE_BITS) | within


def indicator_number(document_id: int, ordinal: int) -> int:
    return (document_id << _ORDINAL_BITS) | ordinal


def day_of(prepared: Prepared) -> str | None:
    """The day by which a document is new or old: its date, else the end of its period."""
    m = prepared.document.metadata
    return m.date or ((m.period or "").rpartition("/")[2] or None)


def _document(db: sqlite3.Connection, document_id: int, prepared: Prepared) -> None:
    document = prepared.document
    s, m = document.source, document.metadata
    row = {
        "document_id": document_id, "sha256": s.sha256, "path": s.path, "media_type": s.media_type, "encoding": s.encoding,
        "pages": s.pages, "ocr": int(s.ocr), "kind": m.kind, "number": m.number, "issuer": m.issuer, "province": m.province,
        "place": m.place, "date": m.date, "title": m.title, "period": m.period, "signer": m.signer, "signer_title": m.signer_title,
        "recipients": as_json(m.recipients), "author": m.author, "source": m.source, "url": m.url, "text": document.text,
        "extraction": prepared.extraction,
    }  # fmt: skip
    changes = ", ".join(f"{c} = excluded.{c}" for c in row if c not in ("document_id", "sha256"))
    db.execute(
        f"INSERT INTO documents ({', '.join(row)}) VALUES ({', '.join('?' * len(row))}) ON CONFLICT (document_id) DO UPDATE SET {changes}",
        list(row.values()),
    )


def _parts(db: sqlite3.Connection, document_id: int, prepared: Prepared) -> None:
    document = prepared.document
    db.executemany(
        "INSERT INTO sections VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(document_id, s.id, s.parent, s.marker, s.title, s.level, s.start, s.end) for s in document.sections],
    )
    db.executemany(
        "INSERT OR IGNORE INTO numbers VALUES (?, ?, ?, ?, ?)",
        [(document_id, n.start, n.end, n.indicator, n.reason) for n in document.numbers],
    )
    db.executemany(
        "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (document_id, i, f.code, f.message, f.severity, f.cause, as_json(f.spans), as_json(f.indicators))
            for i, f in enumerate(document.findings)
        ],
    )


def _facts(db: sqlite3.Connection, document_id: int, prepared: Prepared) -> None:
    day = day_of(prepared)
    # The highest number first: rows in rising order are what B-trees and the index take best.
    numbered = [(passage_number(day, document_id, n), p) for n, p in enumerate(prepared.passages)]
    db.executemany("INSERT INTO passages VALUES (?, ?, ?, ?)", [(n, document_id, p.start, p.end) for n, p in reversed(numbered)])
    db.executemany(
        "INSERT INTO search_text VALUES (?, ?, ?, ?, ?)",
        [(n, p.names, p.sentence, p.around, p.facets) for n, p in reversed(numbered)],
    )
    rows = []
    for fact in prepared.facts:
        i = fact.indicator
        low, high = i.interval or (None, None)
        rows.append((
            indicator_number(document_id, i.id), document_id, i.id, numbered[fact.passage][0], concept_id(db, fact.concept),
            place_id(db, fact.place), float(i.value), None if i.upper is None else float(i.upper), i.kind, i.unit, int(i.unit_known),
            i.name, i.period, i.period_from, i.place_from, i.status, i.status_from, i.modifier, low, high, i.role, i.part_of, i.of,
            i.baseline, i.section, i.start, i.end, i.quote, fact.occurrence, i.page, as_json(i.bbox) if i.bbox else None, i.confidence,
            as_json(i.dimensions), wordings.value_unit(i.kind, i.unit),
        ))  # fmt: skip
    db.executemany(f"INSERT INTO indicators VALUES ({', '.join('?' * 34)})", rows)


def concept_id(db: sqlite3.Connection, concept: Concept) -> int:
    """The number of a concept, made where it is new."""
    row = db.execute("SELECT concept_id FROM concepts WHERE key = ?", (concept.key,)).fetchone()
    if row:
        return int(row[0])
    new = (concept.key, concept.kind, concept.label, concept.words, int(concept.catalogued), concept.measure)
    sql = "INSERT INTO concepts (key, kind, label, words, catalogued, measure) VALUES (?, ?, ?, ?, ?, ?)"
    return int(db.execute(sql, new).lastrowid or 0)


def place_id(db: sqlite3.Connection, place: tuple[str, str | None] | None) -> int | None:
    """The number of a place, made where it is new."""
    if place is None:
        return None
    row = db.execute("SELECT place_id FROM places WHERE name = ? AND province IS ?", place).fetchone()
    if row:
        return int(row[0])
    return int(db.execute("INSERT INTO places (name, province, folded) VALUES (?, ?, ?)", (*place, folded(place[0]))).lastrowid or 0)


def _fingerprint(db: sqlite3.Connection, document_id: int, prepared: Prepared) -> None:
    db.execute("INSERT INTO fingerprints VALUES (?, ?)", (document_id, prepared.minima))
    db.executemany("INSERT OR IGNORE INTO fingerprint_bands VALUES (?, ?)", [(band, document_id) for band in prepared.bands])
