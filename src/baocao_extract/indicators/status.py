"""Whether a figure is actual, an estimate, a plan or a rule's amount: from the words before it, its section, its link, its period.

`ước` covers what follows it in its sentence up to a semicolon, never what stands before (guidelines)."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date

import regex

from baocao_extract.draft import Draft
from baocao_extract.language.folding import canonical
from baocao_extract.model import Kind, Origin, Status
from baocao_extract.patterns import Patterns
from baocao_extract.times import algebra

_NORM_KINDS: frozenset[Kind] = frozenset(("money", "price", "rate", "percent", "duration", "people", "foreign_money"))


@dataclass(frozen=True)
class Words:
    by_use: dict[str, regex.Pattern[str]]
    poverty: frozenset[str]

    def in_(self, use: str, text: str) -> bool:
        return self.by_use[use].search(text) is not None


@functools.cache
def _words(patterns: Patterns) -> Words:
    uses = (
        "estimate",
        "plan-subject",
        "plan-share",
        "plan-verb",
        "done",
        "norm",
        "support",
        "not-norm",
        "plan-heading",
        "review-heading",
        "forecast-heading",
    )
    return Words({u: patterns.compiled("status", use=u) for u in uses}, frozenset(patterns.words("status", use="poverty-line")))


def assign(draft: Draft, patterns: Patterns) -> None:
    """Sets `status` and `status_from` of every quantity."""
    words = _words(patterns)
    headings = [_heading_status(h.title, words) for h in draft.headings]
    day = date.fromisoformat(draft.metadata.date) if draft.metadata.date else None
    for i, q in enumerate(draft.quantities):
        q.status, q.status_from = _status(draft, i, words, headings, day)


def _heading_status(title: str, words: Words) -> Status | None:
    low = canonical(title)
    if words.in_("review-heading", low):
        return "actual"
    if words.in_("plan-heading", low):
        return "plan"
    if words.in_("forecast-heading", low):
        return "estimate"
    return None


def _status(draft: Draft, i: int, words: Words, headings: list[Status | None], day: date | None) -> tuple[Status, Origin]:
    quantities = draft.quantities
    q = quantities[i]
    start = draft.sentences[q.sentence].start if q.sentence >= 0 else 0
    previous = quantities[i - 1] if i else None
    floor = max(start, previous.end if previous else 0)
    gap = draft.low[floor : q.lead]
    clause_start = max(start, draft.low.rfind(";", start, q.lead) + 1)
    clause = draft.low[clause_start : q.lead]
    if q.kind in _NORM_KINDS and q.role != "change":
        spoken = draft.low[max(clause_start, floor) : q.start]
        norm = None
        for norm in words.by_use["norm"].finditer(spoken):
            pass
        if (
            norm
            and not words.in_("not-norm", spoken[norm.end() :])
            and (q.kind not in ("percent", "people") or norm.group() not in words.poverty)
        ):
            return "norm", "own"
        if q.kind == "price" and spoken.rstrip().endswith("(") and previous and previous.kind != "price":
            return "norm", "own"
        if (
            previous
            and previous.status == "norm"
            and previous.kind == q.kind
            and previous.sentence == q.sentence
            and not words.in_("not-norm", gap)
        ):
            return "norm", "link"
        if q.kind == "price" and words.in_("support", gap) and not words.in_("not-norm", gap):
            return "norm", "own"
    if words.in_("plan-subject", gap) and not words.in_("plan-share", gap):
        return "plan", "own"
    if words.in_("estimate", clause):
        return "estimate", "sentence"
    verb = None
    for verb in words.by_use["plan-verb"].finditer(draft.low[start : q.lead]):
        pass
    if (
        verb
        and not words.in_("done", draft.low[start + verb.end() : q.lead])
        and not words.in_("plan-share", gap if gap.startswith(",") else "")
    ):
        return "plan", "sentence"
    target = q.part_of if q.part_of is not None else q.of
    if (
        target is not None
        and target < i
        and quantities[target].sentence == q.sentence
        and quantities[target].status in ("estimate", "plan")
    ):
        return quantities[target].status, "link"
    section = draft.paragraphs[q.paragraph].section if q.paragraph >= 0 else None
    told: Status | None = None
    while section is not None:
        if headings[section] == "actual":
            told = None
            break
        told = told or headings[section]
        section = draft.headings[section].parent
    if told is not None and not words.in_("done", clause):
        return told, "section"
    period = algebra.parse(q.period)
    if period is not None and day is not None and (period.first > day if period.first is not None else period.last.year > day.year):
        return "plan", "document"
    return "actual", "none"
