"""The same report in another dress (PDF, scan, web page): recognised by its text and its figures, linked, not counted twice."""

from __future__ import annotations

import sqlite3

from baocao_extract.history import fingerprint
from baocao_extract.history.prepare import FEW_FIGURES

# Reports of one department from two years share their phrases but not their figures; two readings of one report share both.
_TEXT, _FIGURES, _TEXT_ALONE = 0.45, 0.8, 0.9


def link(db: sqlite3.Connection, document_id: int) -> None:
    """Marks a document as near-duplicate of the earliest stored one that says the same, if there is one."""
    mine = db.execute("SELECT minima FROM fingerprints WHERE document_id = ?", (document_id,)).fetchone()[0]
    figures = _figures(db, document_id)
    db.execute("UPDATE documents SET near_duplicate_of = NULL, similarity = NULL WHERE document_id = ?", (document_id,))
    for other, minima in db.execute(
        "SELECT DISTINCT f.document_id, f.minima FROM fingerprint_bands mine "
        "JOIN fingerprint_bands theirs ON theirs.band = mine.band JOIN fingerprints f ON f.document_id = theirs.document_id "
        "JOIN documents d ON d.document_id = f.document_id "
        "WHERE mine.document_id = ? AND theirs.document_id < ? AND d.near_duplicate_of IS NULL AND d.superseded_by IS NULL "
        "ORDER BY f.document_id",
        (document_id, document_id),
    ).fetchall():
        likeness = fingerprint.likeness(mine, minima)
        if likeness >= _TEXT and _same(likeness, figures, _figures(db, other)):
            db.execute("UPDATE documents SET near_duplicate_of = ?, similarity = ? WHERE document_id = ?", (other, likeness, document_id))
            return


def _same(likeness: float, mine: set[tuple[float, str]], theirs: set[tuple[float, str]]) -> bool:
    if min(len(mine), len(theirs)) < FEW_FIGURES:
        return likeness >= _TEXT_ALONE and mine == theirs
    return len(mine & theirs) >= _FIGURES * max(len(mine), len(theirs))


def _figures(db: sqlite3.Connection, document_id: int) -> set[tuple[float, str]]:
    return set(db.execute("SELECT value, kind FROM indicators WHERE document_id = ?", (document_id,)))
