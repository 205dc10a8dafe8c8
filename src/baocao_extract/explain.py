"""Which rows of the patterns speak at each number of a document: what to look at when a figure is read wrongly."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from baocao_extract.draft import Draft
from baocao_extract.patterns import Patterns, Row, compile_pattern

# Families whose rows decide at the number itself, and those whose rows decide from its sentence.
_AT_NUMBER = frozenset({"modifiers", "quantities", "reasons", "numerals"})
_IN_SENTENCE = frozenset({"links", "periods", "places", "roles", "status"})


@dataclass(frozen=True, slots=True)
class Hit:
    """One row of the patterns at work: where it matched, in clean-view coordinates."""

    start: int
    end: int
    row: Row

    words: str

    @property
    def label(self) -> str:
        return f"{self.row.family}/{self.row.id} ‘{self.words}’"


@dataclass(frozen=True, slots=True)
class Explained:
    """A number of the text (span in the source), what it was taken for, its concept with the wording that decided, and the rows that matched at it and in its sentence."""

    start: int
    end: int
    taken_for: str
    unit_row: str
    concept: str
    at_number: list[Hit]
    in_sentence: list[Hit]


def explain(draft: Draft, rows: Patterns) -> list[Explained]:
    """Every number of a draft in text order with the rows that speak at it."""
    hits = _hits(draft.low, rows)
    starts = [h.start for h in hits]
    longest = max((h.end - h.start for h in hits), default=0)
    sentence_starts = [s.start for s in draft.sentences]

    def touching(start: int, end: int) -> list[Hit]:
        first, last = bisect_left(starts, start - longest), bisect_left(starts, end)
        return [h for h in hits[first:last] if h.end > start]

    def sentence(position: int) -> tuple[int, int]:
        at = bisect_left(sentence_starts, position + 1) - 1
        return (draft.sentences[at].start, draft.sentences[at].end) if at >= 0 else (position, position)

    numbers = [
        (q.lead if q.lead >= 0 else q.start, q.start, q.end, f"{q.kind} {q.status} {q.role}", q.unit_row,
         f"{q.concept} ‘{q.concept_words}’" if q.concept else "")
        for q in draft.quantities
    ]  # fmt: skip
    numbers += [(n.start, n.start, n.end, f"no quantity: {n.reason}", "", "") for n in draft.others]
    explained = []
    for lead, start, end, taken_for, unit_row, concept in sorted(numbers, key=lambda n: n[1:3]):
        near = [h for h in touching(lead, end) if h.row.family in _AT_NUMBER]
        around = [h for h in touching(*sentence(start)) if h.row.family in _IN_SENTENCE]
        explained.append(Explained(*draft.view.to_source(start, end), taken_for, unit_row, concept, near, around))
    return explained


def _hits(low: str, rows: Patterns) -> list[Hit]:
    found = [
        Hit(m.start(), m.end(), row, " ".join(m.group().split()))
        for family in sorted(_AT_NUMBER | _IN_SENTENCE)
        for row in rows.rows(family)
        for m in compile_pattern(rows.source(row)).finditer(low)
        if m.end() > m.start()
    ]
    return sorted(found, key=lambda h: (h.start, h.end, h.label))
