"""Corrected documents as gold files: the text, and what a careful reader takes from it. Each mistake found becomes a test."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from baocao_extract.history.folding import words


def write(db: sqlite3.Connection, folder: str | Path) -> list[str]:
    """Writes `NAME.txt` and `NAME.json` for each document that has corrections; returns the names.

    The facts are those that count now; only those in `checked` were looked at by a person, so that a score over the others says nothing.
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    names = []
    for document_id, sha256, number, path, text in db.execute(
        "SELECT DISTINCT d.document_id, d.sha256, d.number, d.path, d.text FROM documents d JOIN corrections c ON c.sha256 = d.sha256 ORDER BY 1"
    ).fetchall():
        stem = "-".join(words(Path((path or number or "").rpartition("!/")[2] or sha256).stem)) or "document"
        name = f"{stem}-{sha256[:8]}"
        (target / f"{name}.txt").write_bytes(text.encode("utf-8"))
        gold = _gold(db, document_id, name, text)
        (target / f"{name}.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        names.append(name)
    return names


def _gold(db: sqlite3.Connection, document_id: int, name: str, text: str) -> dict[str, Any]:
    cursor = db.execute(
        "SELECT number, issuer, province, date, title, period, signer, signer_title, author, source, kind FROM documents WHERE document_id = ?",
        (document_id,),
    )
    metadata = dict(zip([c[0] for c in cursor.description], cursor.fetchone(), strict=True))
    kind = metadata.pop("kind")
    sections = [
        {"marker": marker, "title": title, "level": level, "start": start}
        for marker, title, level, start in db.execute(
            "SELECT marker, title, level, start FROM sections WHERE document_id = ? ORDER BY section", (document_id,)
        )
    ]
    rows = db.execute(
        "SELECT ordinal, start, stop, quote, value, upper, kind, unit, name, period, place, status, modifier, role, part_of, of_indicator, "
        "baseline, is_corrected FROM facts WHERE document_id = ? ORDER BY start, ordinal",
        (document_id,),
    ).fetchall()
    place_of = {r[0]: n for n, r in enumerate(rows)}
    quantities, checked = [], []
    for n, r in enumerate(rows):
        quantity = {
            "anchor": _anchor(text, r[1], r[2]), "quote": text[r[1] : r[2]], "value": _plain(r[4]) if r[5] is None else [_plain(r[4]), _plain(r[5])],
            "kind": r[6], "unit": r[7], "name": r[8], "period": r[9], "place": r[10], "status": r[11], "modifier": r[12], "role": r[13],
            "part_of": place_of.get(r[14]), "start": r[1], "end": r[2],
        }  # fmt: skip
        if place_of.get(r[15]) is not None:
            quantity["of"] = place_of[r[15]]
        if r[16]:
            quantity["baseline"] = r[16]
        quantities.append(quantity)
        if r[17]:
            checked.append(n)
    return {
        "doc": name, "text_file": f"{name}.txt", "kind": kind, "metadata": metadata, "sections": sections, "quantities": quantities,
        "checked": checked,
    }  # fmt: skip


def _anchor(text: str, start: int, end: int) -> str:
    """The quote with as much around it as makes it stand once in the text."""
    left, right = start, end
    while text.count(text[left:right]) > 1 and (left > 0 or right < len(text)):
        left, right = max(0, left - 8), min(len(text), right + 8)
    return text[left:right]


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else value
