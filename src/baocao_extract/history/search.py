"""Search: which figures answer a question, newest first or by relevance, in pages that stay where they are.

Every passage is one row of the index, and newer documents have higher row numbers, so newest-first is the order in which the index answers.
Relevance is told in steps (words in the figures' names, in the sentence, around it, all but one), each over the newest few hundred passages only:
a rank over all hits would cost as much as there are hits, and would change with every import.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from baocao_extract.errors import BaocaoError
from baocao_extract.history.folding import folded, words
from baocao_extract.history.prepare import year
from baocao_extract.history.provinces import spellings
from baocao_extract.history.questions import Filters, Piece, all_but_one, all_of, narrowed, pieces
from baocao_extract.language.folding import canonical

_CANDIDATES = 200
_COUNTED = 5_000
_ENOUGH = 10
_STEPS = ("names", "names sentence", "names sentence around")


def batched(rows: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """Stretches of at most `size`."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


class WrongPage(BaocaoError):
    """BC412: a page's mark is none that the search gave out."""

    code, exit_code = "BC412", 2


@dataclass(frozen=True, slots=True)
class Hit:
    """A figure in its sentence: `sentence[quote_start:quote_end]` is the figure as written, `unit` that of the value (money: million VND).

    A document that was found by its header alone (number, title, issuer) has `indicator_id` None and its title as sentence.
    """

    indicator_id: int | None
    document_id: int
    passage_id: int
    value: float | None
    upper: float | None
    unit: str | None
    kind: str | None
    name: str | None
    period: str | None
    place: str | None
    status: str | None
    role: str | None
    corrected: bool
    sentence: str
    quote_start: int
    quote_end: int
    start: int
    end: int
    path: str | None
    document_number: str | None
    title: str | None
    date: str | None
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """`next` is the mark of the page that follows, None on the last one. Documents that come in later do not shift it."""

    hits: list[Hit]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Facets:
    """How many figures of each kind, status, province, year and source answer; `whole` is False when only the newest passages were counted."""

    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    whole: bool = True


def search(
    db: sqlite3.Connection, question: str, filters: Filters | None = None, *, order: str = "relevance", size: int = 20, after: str | None = None
) -> Page:  # fmt: skip
    """One page of hits. `order` is `relevance` or `newest`; `after` is the `next` of the page before."""
    parts, filters = pieces(question), filters or Filters()
    if not parts and not filters.match:
        return Page([])
    if order == "newest":
        return _newest(db, parts, filters, size, after)
    return _ranked(db, parts, filters, size, after)


def facets(db: sqlite3.Connection, question: str, filters: Filters | None = None) -> Facets:
    """Counts over the figures of the newest 5,000 passages that answer."""
    match = _match(pieces(question), filters or Filters(), "")
    if not match:
        return Facets()
    found = "SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rowid DESC LIMIT ?"
    passages = [r[0] for r in db.execute(found, (match, _COUNTED + 1))]
    counts: dict[str, dict[str, int]] = {name: {} for name in ("kind", "status", "province", "year", "source")}
    for few in batched(passages[:_COUNTED], 500):
        for kind, status, province, period, source in db.execute(
            "SELECT kind, status, province, period, document_kind FROM counted_facts "
            f"WHERE passage_id IN ({', '.join('?' * len(few))})", few
        ):  # fmt: skip
            for name, value in zip(counts, (kind, status, province, year(period), source), strict=True):
                if value:
                    counts[name][value] = counts[name].get(value, 0) + 1
    ordered = {name: dict(sorted(c.items(), key=lambda kv: (-kv[1], kv[0]))) for name, c in counts.items()}
    return Facets(ordered, len(passages) <= _COUNTED)


def _match(parts: list[Piece], filters: Filters, columns: str) -> str:
    if not parts:
        return " AND ".join(filters.match)
    return narrowed(all_of(parts, columns), filters)


def _newest(db: sqlite3.Connection, parts: list[Piece], filters: Filters, size: int, after: str | None) -> Page:
    passage, skip = _mark(after, int, int) if after else (1 << 62, 0)
    cursor = db.execute(
        "SELECT rowid FROM search_index WHERE search_index MATCH ? AND rowid <= ? ORDER BY rowid DESC",
        (_match(parts, filters, ""), passage),
    )
    hits: list[Hit] = []
    marks: list[tuple[int, int]] = []
    while len(hits) <= size and (rows := cursor.fetchmany(size)):
        found = _facts(db, [r[0] for r in rows], filters)
        for (passage_id,) in rows:
            scored = sorted((_scored(h, parts, 0) for h in found.get(passage_id, [])), key=lambda h: (-h.score, h.indicator_id or 0))
            start = skip if passage_id == passage else 0
            hits += scored[start:]
            marks += [(passage_id, n + 1) for n in range(start, len(scored))]
    shown = [_with_sentence(db, h) for h in hits[:size]]
    return Page(shown, "{}.{}".format(*marks[size - 1]) if len(hits) > size else None)


def _ranked(db: sqlite3.Connection, parts: list[Piece], filters: Filters, size: int, after: str | None) -> Page:
    steps: dict[int, int] = {}
    for step, columns in enumerate(_STEPS if parts else ("",)):
        _gather(db, _match(parts, filters, columns), len(_STEPS) - step, steps)
        if len(steps) >= _CANDIDATES:
            break
    if len(parts) > 1 and len(steps) < _ENOUGH:
        _gather(db, narrowed(all_but_one(parts), filters), 0, steps)
        if len(parts) > 2 and len(steps) < _ENOUGH:
            _gather(db, _most_of(db, parts, filters), 0, steps)
    found = _facts(db, list(steps), filters)
    said = _sentences(db, found) if any(p.exact for p in parts) else {}
    hits = [_scored(h, parts, steps[passage], said.get(passage, "")) for passage, members in found.items() for h in members]
    keyed = sorted(((-h.score, -(h.passage_id), h.indicator_id or 0, h) for h in hits), key=lambda k: k[:3])
    if after:
        mark = _mark(after, float, int, int)
        keyed = [k for k in keyed if k[:3] > mark]
    shown = [_with_sentence(db, k[3]) for k in keyed[:size]]
    return Page(shown, "{:.6f}_{}_{}".format(*keyed[size - 1][:3]) if len(keyed) > size else None)


def _most_of(db: sqlite3.Connection, parts: list[Piece], filters: Filters) -> str:
    """The question with as many pieces as one passage holds, rare ones first."""

    def frequency(match: str, most: int) -> int:
        return int(db.execute(
            "SELECT count(*) FROM (SELECT 1 FROM search_index WHERE search_index MATCH ? LIMIT ?)", (match, most)
        ).fetchone()[0])  # fmt: skip

    known = sorted(((frequency(p.match, _COUNTED), n, p) for n, p in enumerate(parts)), key=lambda k: k[:2])
    kept: list[Piece] = []
    for count, _, piece in known:
        if count and frequency(narrowed(all_of([*kept, piece]), filters), 1):
            kept.append(piece)
    return narrowed(all_of(kept or parts), filters)


def _gather(db: sqlite3.Connection, match: str, step: int, steps: dict[int, int]) -> None:
    for (passage,) in db.execute(
        "SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rowid DESC LIMIT ?", (match, _CANDIDATES)
    ):
        steps.setdefault(passage, step)


def _mark(text: str, *types: type) -> tuple[Any, ...]:
    parts = text.replace("_", " ").split() if "_" in text else text.split(".")
    try:
        return tuple(t(p) for t, p in zip(types, parts, strict=True))
    except ValueError:
        raise WrongPage(f"{text!r} is no mark of a page", "take it from the page before, unchanged") from None


# Two plain questions: joined from the passages outward, SQLite would first make the whole view.
_FACTS = (
    "SELECT f.passage_id, f.indicator_id, f.document_id, f.value, f.upper, f.value_unit, f.kind, f.name, f.period, f.place, f.province, f.status, "
    "f.role, f.is_corrected, f.start, f.quote, f.path, f.document_number, f.title, f.document_date FROM facts f "
    "WHERE f.near_duplicate_of IS NULL AND f.superseded_by IS NULL AND f.passage_id IN ({})"
)
_PASSAGES = (
    "SELECT p.passage_id, p.document_id, p.start, p.stop, d.path, d.number, d.title, d.date, "
    "d.near_duplicate_of IS NULL AND d.superseded_by IS NULL "
    "FROM passages p JOIN documents d USING (document_id) WHERE p.passage_id IN ({})"
)


def _facts(db: sqlite3.Connection, passages: list[int], filters: Filters) -> dict[int, list[Hit]]:
    """The figures of the passages that pass the filters, by passage. A header passes where nothing is asked of figures."""
    out: dict[int, list[Hit]] = {}
    of_figures = any((filters.kind, filters.status, filters.role, filters.year))
    for few in batched(passages, 500):
        marks = ", ".join("?" * len(few))
        spans: dict[int, tuple[int, int]] = {}
        for passage, document, start, end, path, number, title, day, counts in db.execute(_PASSAGES.format(marks), few):
            spans[passage] = (start, end)
            if end == 0 and counts and not of_figures:
                out[passage] = [Hit(
                    passage_id=passage, indicator_id=None, document_id=document, value=None, upper=None, unit=None, kind=None, name=None,
                    period=None, place=None, status=None, role=None, corrected=False, sentence="", quote_start=0, quote_end=0, start=0, end=0,
                    path=path, document_number=number, title=title, date=day,
                )]  # fmt: skip
        for r in db.execute(_FACTS.format(marks), few):
            if _passes(filters, kind=r[6], period=r[8], province=r[10], status=r[11], role=r[12]):
                start, end = spans[r[0]]
                out.setdefault(r[0], []).append(Hit(
                    passage_id=r[0], indicator_id=r[1], document_id=r[2], value=r[3], upper=r[4], unit=r[5], kind=r[6], name=r[7], period=r[8],
                    place=r[9], status=r[11], role=r[12], corrected=bool(r[13]), sentence="", quote_start=r[14] - start,
                    quote_end=r[14] - start + len(r[15]), start=start, end=end, path=r[16], document_number=r[17], title=r[18], date=r[19],
                ))  # fmt: skip
    return out


def _passes(filters: Filters, *, kind: str, period: str | None, province: str | None, status: str, role: str) -> bool:
    """Whether a figure itself is what the filters ask for: its passage may have passed by another one's kind or year."""
    return (
        filters.kind in (None, kind)
        and filters.status in (None, status)
        and filters.role in (None, role)
        and filters.year in (None, year(period))
        and (filters.province is None or folded(province or "") in spellings(filters.province))
    )


def _scored(hit: Hit, parts: list[Piece], step: int, sentence: str = "") -> Hit:
    """How well a figure answers: how far its sentence and its name hold the words, as they were typed, and how little else the name holds."""
    name = hit.name if hit.indicator_id is not None else hit.title
    own = words(name or "")
    near = " ".join([*own, *words(hit.place or ""), year(hit.period), *_printed(hit)])
    held = [p for p in parts if any(_holds(near, run) for run in p.phrases)]
    asked = sum(len(p.phrases[0]) for p in parts) or 1
    in_name = sum(len(p.phrases[0]) for p in parts if any(_holds(" ".join(own), run) for run in p.phrases))
    marked = [p.exact for p in parts if p.exact]
    low = canonical(f"{name} {hit.place}")
    score = 10.0 * step + 8.0 * len(held) / max(1, len(parts)) + 6.0 * 2 * in_name / (asked + len(own) + 1)
    if marked:
        # `đường` and `dương` fold to the same words: who types marks means them.
        score += (4.0 * sum(m in low for m in marked) + 26.0 * sum(m in low or m in sentence for m in marked)) / len(marked)
    score += 3.0 * _holds(" ".join(own), tuple(w for p in parts for w in p.phrases[0]))
    number = tuple(words(hit.document_number or ""))
    score += 40.0 * any(len(run) > 1 and run == number for p in parts for run in p.phrases) + 2.0 * (
        hit.indicator_id is None and bool(number)
    )
    score += {"level": 1.0, "share": 0.5}.get(hit.role or "", 0.0)
    return replace(hit, score=round(score, 6))


def _printed(hit: Hit) -> list[str]:
    return [f"{hit.value:.15g}".replace(".", "_")] if hit.value is not None else []


def _holds(text: str, run: tuple[str, ...]) -> bool:
    return bool(run) and f" {' '.join(run)} " in f" {text} "


def _sentences(db: sqlite3.Connection, found: dict[int, list[Hit]]) -> dict[int, str]:
    """The sentences of passages in lower case, with one tone placement."""
    out: dict[int, str] = {}
    for few in batched(list(found), 500):
        for passage, sentence in db.execute(
            "SELECT p.passage_id, substr(d.text, p.start + 1, p.stop - p.start) FROM passages p JOIN documents d USING (document_id) "
            f"WHERE p.passage_id IN ({', '.join('?' * len(few))})", few
        ):  # fmt: skip
            out[passage] = canonical(sentence)
    return out


def _with_sentence(db: sqlite3.Connection, hit: Hit) -> Hit:
    if hit.indicator_id is None:
        return replace(hit, sentence=hit.title or "")
    row = db.execute(
        "SELECT substr(text, ? + 1, ?) FROM documents WHERE document_id = ?", (hit.start, hit.end - hit.start, hit.document_id)
    ).fetchone()
    return replace(hit, sentence=row[0])
