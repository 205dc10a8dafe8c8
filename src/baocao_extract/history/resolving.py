"""What a series is asked for, concept and place in any spelling, as the facts that belong to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from baocao_extract.errors import NothingFound
from baocao_extract.history import wordings
from baocao_extract.history.folding import folded, words
from baocao_extract.history.provinces import spellings

# How many words a name may have beyond those that were asked for, its unit's and its headings'.
_EXCESS = 2
_COLUMNS = (
    "indicator_id", "document_id", "concept_id", "ordinal", "passage_id", "value", "upper", "kind", "unit", "value_unit", "name", "period", "place", "status", "modifier",
    "role", "baseline", "province", "part_of", "of_indicator", "section", "quote", "dimensions", "is_corrected", "path", "document_number", "document_kind", "issuer",
    "document_date", "near_duplicate_of",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """`label` is the concept's name, `words` what its facts' names must hold (none for a key). `linked` are the concepts of the catalogue among
    `concepts`: their facts are taken as they are, others by their names."""

    label: str
    kind: str
    place: str | None
    words: tuple[str, ...]
    concepts: tuple[int, ...]
    places: tuple[int, ...]
    measure: str | None = None
    linked: frozenset[int] = frozenset()


def resolve(db: sqlite3.Connection, wanted: str, province: str | None, place: str | None, kind: str | None) -> Asked:
    """The concepts and places that are meant. Raises `NothingFound` where nothing is."""
    places, shown = _places(db, province, place)
    rows = db.execute("SELECT concept_id, kind, label, measure FROM concepts WHERE key = ?", (wanted,)).fetchall()
    asked_words: tuple[str, ...] = ()
    by_key = bool(rows)
    linked = frozenset(r[0] for r in rows)
    if not rows:
        asked_words = wordings.core(wanted)
        found = db.execute(
            "SELECT c.concept_id, c.kind, c.label, c.measure, c.words, c.catalogued FROM concept_index x JOIN concepts c ON c.concept_id = x.rowid "
            "WHERE concept_index MATCH ? ORDER BY c.concept_id",
            ('"' + " ".join(asked_words) + '"',),
        ).fetchall()  # fmt: skip
        named = _of_catalogue(found, asked_words) or _of_wording(db, asked_words)
        linked = frozenset(r[0] for r in named)
        # Beside a concept of the catalogue, facts that it does not know and whose names say the same.
        rows = named + [r for r in found if not r[5]] if named else found
    if kind is None and not by_key and wordings.asks_for_rate(wanted):
        kind = "percent"
    if kind is None:
        kind = _usual_kind(db, [r[0] for r in rows], places)
    chosen = [r for r in rows if r[1] == kind]
    if not chosen:
        raise NothingFound(f"no facts are named {wanted!r}" + (f" for {shown}" if shown else ""), "look for its words with: baocao search")
    first = chosen[0] if chosen[0][0] in linked else None
    measure, label = (first[3], first[2]) if first else (None, wanted)
    return Asked(label, str(kind), shown, asked_words, tuple(r[0] for r in chosen), places, measure, linked)


def _of_catalogue(found: list[tuple[Any, ...]], asked: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """The concepts of the catalogue whose labels say hardly more than was asked, the nearest."""
    beyond = {r[0]: len(r[4].split()) - len(asked) for r in found if r[5]}
    least = min(beyond.values(), default=_EXCESS + 1)
    return [r for r in found if beyond.get(r[0]) == least] if least <= _EXCESS else []


def _of_wording(db: sqlite3.Connection, asked: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """The stored concepts of the catalogue that reports call so, though their labels do not."""
    sql = "SELECT concept_id, kind, label, measure, words, catalogued FROM concepts WHERE key = ?"
    return [r for key in wordings.concepts().get(asked, ()) for r in db.execute(sql, (key,))]


def facts(db: sqlite3.Connection, asked: Asked) -> list[dict[str, Any]]:
    """The facts of a series, without those whose names say something else and without the parts of a whole that is itself there."""
    rows = _by_concept(db, asked)
    rows = [r for r in rows if r["role"] == "level" or (asked.kind == "percent" and r["role"] == "share")]
    if asked.words:
        allowed = 0 if asked.linked else _EXCESS
        excess = _excess(db, [r for r in rows if r["concept_id"] not in asked.linked], asked.words, allowed)
        rows = [r for r in rows if excess.get(r["indicator_id"], 0) <= allowed]
    # Men, towns, the newly built: parts of what was asked for.
    rows = [r for r in rows if r["concept_id"] not in asked.linked or r["dimensions"] == "{}"]
    there = {(r["document_id"], r["ordinal"]) for r in rows}
    return [r for r in rows if (r["document_id"], r["part_of"]) not in there]


def read(db: sqlite3.Connection, where: str, values: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Facts as dicts."""
    columns = ", ".join(f"f.{c}" for c in _COLUMNS)
    cursor = db.execute(f"SELECT {columns} FROM facts f WHERE f.superseded_by IS NULL AND {where}", values)
    return [dict(zip(_COLUMNS, r, strict=True)) for r in cursor]


def read_many(db: sqlite3.Connection, column: str, values: Iterable[int]) -> list[dict[str, Any]]:
    """The facts whose `column` is one of the values."""
    ordered = sorted(set(values))
    out: list[dict[str, Any]] = []
    for start in range(0, len(ordered), 500):
        few = tuple(ordered[start : start + 500])
        out += read(db, f"f.{column} IN ({', '.join('?' * len(few))})", few)
    return out


def _by_concept(db: sqlite3.Connection, asked: Asked) -> list[dict[str, Any]]:
    ids: list[int] = []
    places = asked.places or (None,)
    for start in range(0, len(asked.concepts), 500):
        few = asked.concepts[start : start + 500]
        marks = ", ".join("?" * len(few))
        for place in places:
            here = "AND place_id = ?" if place is not None else ""
            given = (*few, *(() if place is None else (place,)))
            for table in ("indicators", "corrected"):
                ids += [r[0] for r in db.execute(f"SELECT indicator_id FROM {table} WHERE concept_id IN ({marks}) {here}", given)]
    out: list[dict[str, Any]] = []
    unique = sorted(set(ids))
    concepts, wanted_places = set(asked.concepts), set(asked.places)
    for start in range(0, len(unique), 500):
        few_ids = tuple(unique[start : start + 500])
        marks = ", ".join("?" * len(few_ids))
        still = {
            r[0]
            for r in db.execute(f"SELECT indicator_id, concept_id, place_id FROM corrected WHERE indicator_id IN ({marks})", few_ids)
            if r[1] not in concepts or (wanted_places and r[2] not in wanted_places)
        }
        out += [r for r in read(db, f"f.indicator_id IN ({marks})", few_ids) if r["indicator_id"] not in still]
    return out


def _places(db: sqlite3.Connection, province: str | None, place: str | None) -> tuple[tuple[int, ...], str | None]:
    wanted = place or province
    if wanted is None:
        return (), None
    given = [folded(wanted)] if place else list(spellings(wanted))
    rows = db.execute(
        f"SELECT place_id, name, province FROM places WHERE folded IN ({', '.join('?' * len(given))}) ORDER BY place_id", given
    ).fetchall()  # fmt: skip
    if not place:
        # A city that bears a province's name lies in one, and is none.
        rows = [r for r in rows if r[2] in (None, r[1])]
    if place and province:
        inside = {r[0] for r in db.execute("SELECT place_id, province FROM places") if folded(r[1] or "") in spellings(province)}
        rows = [r for r in rows if r[0] in inside]
    if not rows and place:
        # Without its class word: the district of that name, where only one thing is called so.
        rows = db.execute("SELECT place_id, name FROM places WHERE folded LIKE '% ' || ? ORDER BY place_id", given).fetchall()
        if len(names := sorted({r[1] for r in rows})) > 1:
            raise NothingFound(f"several places are called {wanted!r}", f"name one of: {'; '.join(names[:6])}")
    if not rows:
        raise NothingFound(f"no place is called {wanted!r}", "write it as the documents do; marks may be left out")
    return tuple(r[0] for r in rows), rows[0][1]


def _usual_kind(db: sqlite3.Connection, concepts: list[int], places: tuple[int, ...]) -> str | None:
    """The kind that most facts of these concepts have, rates last."""
    counts: dict[str, int] = {}
    for start in range(0, len(concepts), 500):
        few = concepts[start : start + 500]
        here = f"AND place_id IN ({', '.join('?' * len(places))})" if places else ""
        where = f"concept_id IN ({', '.join('?' * len(few))}) {here} AND role = 'level' GROUP BY kind"
        for table in ("indicators", "corrected"):
            for kind, count in db.execute(f"SELECT kind, count(*) FROM {table} WHERE {where}", (*few, *places)):
                counts[kind] = counts.get(kind, 0) + count
    return max(counts, key=lambda k: (counts[k], k), default="percent" if concepts else None)


def _excess(db: sqlite3.Connection, rows: list[dict[str, Any]], asked: tuple[str, ...], allowed: int) -> dict[int, int]:
    """How many words of each fact's name are neither asked for nor its unit's; nor, when these are more than allowed, out of the headings above it."""
    rests: dict[int, list[str]] = {}
    for r in rows:
        rest = list(wordings.core(r["name"]))
        for word in asked:
            if word in rest:
                rest.remove(word)
        unit = words(r["unit"])
        rests[r["indicator_id"]] = [w for w in rest if w not in unit]
    doubtful = [r for r in rows if len(rests[r["indicator_id"]]) > allowed and r["section"] is not None]
    sections = _sections(db, sorted({r["document_id"] for r in doubtful}))
    for r in doubtful:
        above = _heading_words(sections[r["document_id"]], r["section"])
        rests[r["indicator_id"]] = [w for w in rests[r["indicator_id"]] if w not in above]
    return {number: len(rest) for number, rest in rests.items()}


def _sections(db: sqlite3.Connection, documents: list[int]) -> dict[int, dict[int, tuple[str, int | None]]]:
    out: dict[int, dict[int, tuple[str, int | None]]] = {d: {} for d in documents}
    for start in range(0, len(documents), 500):
        few = documents[start : start + 500]
        for document, section, title, parent in db.execute(
            f"SELECT document_id, section, title, parent FROM sections WHERE document_id IN ({', '.join('?' * len(few))})", few
        ):
            out[document][section] = (title, parent)
    return out


def _heading_words(sections: dict[int, tuple[str, int | None]], section: int | None) -> set[str]:
    """The words of a heading and of those around it."""
    out: set[str] = set()
    for _ in range(len(sections)):
        if section is None or section not in sections:
            break
        title, section = sections[section]
        out |= set(words(title))
    return out
