"""Numbers that state no fact, each with its reason: shapes (document numbers, phones, clock times) and cues before the number."""

from __future__ import annotations

import functools
from bisect import bisect_right
from dataclasses import dataclass

import regex

from baocao_extract.draft import Draft
from baocao_extract.patterns import Patterns
from baocao_extract.quantities.lexicon import Cue, Lexicon


@functools.cache
def shapes(patterns: Patterns) -> tuple[regex.Pattern[str], tuple[str, ...]]:
    """All shapes in one expression, tried from a number's first digit; group n is row n, whose reason stands at n - 1."""
    rows = [r for r in patterns.rows("reasons") if r.regex]
    return regex.compile("|".join(f"({patterns.source(r)})" for r in rows)), tuple(r["reason"] for r in rows)


@dataclass(slots=True)
class Spans:
    """Stretches that later look-ups are answered from, sorted, not overlapping."""

    start: list[int]
    end: list[int]
    reason: list[str]

    def covering(self, position: int) -> int | None:
        """Index of the span that holds `position`."""
        i = bisect_right(self.start, position) - 1
        return i if i >= 0 and position < self.end[i] else None


def known_spans(draft: Draft, times: list[tuple[int, int, str]]) -> Spans:
    """What the structure and the time expressions already explain: heading markers, bullets, page numbers, header lines, dates."""
    found = [(a, b, reason) for a, b, reason in times]
    for heading in draft.headings:
        if heading.marker and heading.title_start > heading.start:
            found.append((heading.start, heading.title_start, "heading"))
    for paragraph in draft.paragraphs:
        reason = _HEADER_ROLES.get(paragraph.role)
        if reason:
            found.append((paragraph.start, paragraph.end, reason))
        elif paragraph.body > paragraph.start and paragraph.role == "item":
            found.append((paragraph.start, paragraph.body, "heading"))
    found.sort(key=lambda s: (s[0], -s[1]))
    spans = Spans([], [], [])
    for a, b, reason in found:
        if spans.end and a < spans.end[-1]:
            continue
        spans.start.append(a)
        spans.end.append(b)
        spans.reason.append(reason)
    return spans


_HEADER_ROLES = {
    "furniture": "page_number", "letterhead": "letterhead", "end": "signature", "dateline": "date", "byline": "byline",
}  # fmt: skip


def cue_before(draft: Draft, i: int, lexicon: Lexicon) -> Cue | None:
    """The cue that stands directly before token `i` on its line (`điều 5`, `quốc lộ 1`, `lớp: 5`)."""
    text, j = draft.tokens.text, i
    if j and text[j - 1] in (":", "-", "–") and draft.tokens.start[j] - draft.tokens.end[j - 1] <= 0 and text[j - 1] != ":":
        j -= 1
    found = lexicon.cues.before(text, j)
    if found is None or not found[0].reason:
        return None
    first = found[1]
    if first == j - 1 and first and _capital(draft, first) and text[first - 1].isalpha() and _capital(draft, first - 1):
        return None  # the `Trang` of `Nha Trang`
    return found[0]


def _capital(draft: Draft, k: int) -> bool:
    return draft.flow[draft.tokens.start[k]].isupper()
