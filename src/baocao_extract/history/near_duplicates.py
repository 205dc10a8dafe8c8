"""The same report in another dress (PDF, scan, web page): recognised by its text and its figures, linked, not counted twice.

Of several dresses one counts: one that people corrected, else one whose letters were not recognised from pictures, else the one that was stored first.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from baocao_extract.history import fingerprint
from baocao_extract.history.prepare import FEW_FIGURES

# Reports of one department from two years share their phrases but not their figures; two readings of one report share both.
_TEXT, _FIGURES, _TEXT_ALONE = 0.45, 0.8, 0.9
# Of 32 bands: documents with four fifths of their figures in common share fewer in one of a thousand cases, those that have one in common
# by chance mostly do.
_BANDS = 3


class _Dress(NamedTuple):
    """A document as a candidate to count: the least of several does."""

    untouched: bool
    recognised: bool
    document_id: int


def link(db: sqlite3.Connection, document_id: int) -> None:
    """Marks a document as near-duplicate of a stored one that says the same, or those that say the same as near-duplicates of this one."""
    loose = _loosened(db, document_id)
    _point(db, document_id, None)
    mine, alike = _dress(db, document_id), _alike(db, document_id)
    first = min([mine, *alike])
    for other in [mine] if first != mine else alike:
        loose += _loosened(db, other.document_id)
        _point(db, other.document_id, first.document_id)
    _look_anew(db, loose)


def set_free(db: sqlite3.Connection, document_id: int) -> None:
    """Looks anew at the documents that were linked to one that counts no more."""
    _look_anew(db, _loosened(db, document_id))


def _loosened(db: sqlite3.Connection, document_id: int) -> list[int]:
    """The documents that were linked to this one, now linked to none."""
    found = [r[0] for r in db.execute("SELECT document_id FROM documents WHERE near_duplicate_of = ? ORDER BY 1", (document_id,))]
    for other in found:
        _point(db, other, None)
    return found


def _look_anew(db: sqlite3.Connection, documents: list[int]) -> None:
    for document_id in documents:
        if db.execute("SELECT near_duplicate_of IS NULL FROM documents WHERE document_id = ?", (document_id,)).fetchone()[0]:
            link(db, document_id)


def _point(db: sqlite3.Connection, document_id: int, to: int | None) -> None:
    likeness = None if to is None else fingerprint.likeness(_minima(db, document_id), _minima(db, to))
    db.execute("UPDATE documents SET near_duplicate_of = ?, similarity = ? WHERE document_id = ?", (to, likeness, document_id))


def _minima(db: sqlite3.Connection, document_id: int) -> bytes:
    return bytes(db.execute("SELECT minima FROM fingerprints WHERE document_id = ?", (document_id,)).fetchone()[0])


def _dress(db: sqlite3.Connection, document_id: int) -> _Dress:
    corrected, ocr = db.execute(
        "SELECT EXISTS (SELECT 1 FROM corrections c WHERE c.sha256 = d.sha256), d.ocr FROM documents d WHERE document_id = ?",
        (document_id,),
    ).fetchone()
    return _Dress(not corrected, bool(ocr), document_id)


def _alike(db: sqlite3.Connection, document_id: int) -> list[_Dress]:
    """The documents that count and say the same."""
    mine, figures = _minima(db, document_id), _figures(db, document_id)
    rows = db.execute(
        "SELECT f.document_id, f.minima FROM (SELECT theirs.document_id FROM fingerprint_bands mine "
        "JOIN fingerprint_bands theirs ON theirs.band = mine.band WHERE mine.document_id = ? AND theirs.document_id <> ? "
        "GROUP BY theirs.document_id HAVING count(*) >= ?) near JOIN fingerprints f USING (document_id) JOIN documents d USING (document_id) "
        "WHERE d.near_duplicate_of IS NULL AND d.superseded_by IS NULL ORDER BY f.document_id",
        (document_id, document_id, _BANDS),
    ).fetchall()
    out = []
    for other, minima in rows:
        likeness = fingerprint.likeness(mine, minima)
        if likeness >= _TEXT and _same(likeness, figures, _figures(db, other)):
            out.append(_dress(db, other))
    return out


def _same(likeness: float, mine: set[tuple[float, str]], theirs: set[tuple[float, str]]) -> bool:
    if min(len(mine), len(theirs)) < FEW_FIGURES:
        return likeness >= _TEXT_ALONE and mine == theirs
    return len(mine & theirs) >= _FIGURES * max(len(mine), len(theirs))


def _figures(db: sqlite3.Connection, document_id: int) -> set[tuple[float, str]]:
    return set(db.execute("SELECT value, kind FROM indicators WHERE document_id = ?", (document_id,)))
