"""Whether a figure is actual, an estimate, a plan or a rule's amount: from the words before it, its section, its link, its period.

`ước` covers what follows it in its sentence up to a semicolon, never what stands before (guidelines).
"""

from __future__ import annotations

import functools
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

import regex

from baocao_extract.draft import Draft, Quantity
from baocao_extract.indicators import columns
from baocao_extract.language.folding import canonical
from baocao_extract.model import Kind, Origin, Status
from baocao_extract.patterns import Patterns
from baocao_extract.times import algebra

# What a rule may fix: amounts, rates, lengths of time.
_RULED: frozenset[Kind] = frozenset(("money", "price", "rate", "percent", "duration", "people", "foreign_money", "other"))
# What is given at a price that stands in brackets behind it: `300 suất quà (500.000 đồng/suất)`.
_GIVEN: frozenset[Kind] = frozenset(("items", "people", "households", "cases", "mass"))
_USES = (
    "norm-fee", "proposed", "in-force", "rule-said", "rule-goes-on", "there-is",
    "estimate", "plan-subject", "plan-given", "plan-share", "plan-verb", "done", "norm", "norm-direct", "support", "not-norm", "rule-source",
    "plan-heading", "plan-title", "plan-lead-in", "review-heading", "forecast-heading", "plan-opening", "purpose", "of-total",
)  # fmt: skip
_CLAUSE_END = regex.compile(";")
# No opening of a clause is longer. The bound matters: `regex` looks for a pattern's required letters up to the end that it is given.
_LONGEST = 160
# What a rule lays down: amounts, not how many there are.
_LAID_DOWN = frozenset(("price", "money", "duration"))


@dataclass(frozen=True)
class _Words:
    by_use: dict[str, regex.Pattern[str]]
    poverty: frozenset[str]
    seats: frozenset[str]

    def has(self, use: str, low: str, start: int, end: int) -> bool:
        return self.by_use[use].search(low, start, end) is not None

    def last(self, use: str, low: str, start: int, end: int) -> regex.Match[str] | None:
        found = None
        for found in self.by_use[use].finditer(low, start, end):
            pass
        return found


@functools.cache
def _words(patterns: Patterns) -> _Words:
    return _Words(
        {u: patterns.compiled("status", use=u) for u in _USES},
        frozenset(patterns.words("status", use="poverty-line")),
        frozenset(patterns.words("quantities", use="seats")),
    )


class _Reach:
    """Where the words stand that reach over a whole sentence, and where its clauses begin: found once, looked up for every figure."""

    def __init__(self, draft: Draft, words: _Words, *uses: str) -> None:
        self.spans = {use: [m.span() for m in words.by_use[use].finditer(draft.low)] for use in uses}
        self.ends = {use: [b for _, b in spans] for use, spans in self.spans.items()}
        self.clauses = [m.end() for m in _CLAUSE_END.finditer(draft.low)]

    def last(self, use: str, start: int, end: int) -> tuple[int, int] | None:
        """The last word of a use within `[start, end)`."""
        k = bisect_right(self.ends[use], end) - 1
        return self.spans[use][k] if k >= 0 and self.spans[use][k][0] >= start else None

    def clause(self, sentence: int, end: int) -> int:
        """Where the clause begins that holds `end`, within its sentence."""
        k = bisect_right(self.clauses, end) - 1
        return max(sentence, self.clauses[k] if k >= 0 else 0)


def mark_norms(draft: Draft, patterns: Patterns) -> None:
    """Gives a rule's amounts their status: what a decree, a standard or a price list fixes, whatever has been done. Periods ask for it first."""
    words = _words(patterns)
    reach = _Reach(draft, words, "rule-source", "proposed")
    passages = _rule_passages(draft, words)
    ruled = False
    for i, q in enumerate(draft.quantities):
        said = q.paragraph in passages and q.kind in _LAID_DOWN
        ruled = q.kind in _RULED and q.role != "change" and _is_norm(draft, i, words, reach, ruled, said=said)
        q.status, q.status_from = ("norm", "own") if ruled else ("actual", "none")


def _rule_passages(draft: Draft, words: _Words) -> frozenset[int]:
    """News: the paragraphs that say what a rule lays down, and those that go on with it."""
    found: set[int] = set()
    if draft.metadata.kind != "news":
        return frozenset()
    for n, p in enumerate(draft.paragraphs):
        if p.role not in ("text", "item"):
            continue
        begin = max(p.start, p.body)
        goes_on = n - 1 in found and words.by_use["rule-goes-on"].match(draft.low, begin, begin + 40) is not None
        if goes_on or words.has("rule-said", draft.low, begin, min(p.end, begin + 400)):
            found.add(n)
    return frozenset(found)


def _is_norm(draft: Draft, i: int, words: _Words, reach: _Reach, after_norm: bool, *, said: bool) -> bool:
    low, q = draft.low, draft.quantities[i]
    previous = draft.quantities[i - 1] if i else None
    sentence = draft.sentences[q.sentence].start if q.sentence >= 0 else 0
    floor = max(sentence, previous.end if previous else 0)
    clause = max(floor, low.rfind(";", floor, q.lead) + 1)
    proposed = reach.last("proposed", sentence, q.lead)
    if proposed is not None and not words.has("in-force", low, max(proposed[0], floor), q.lead):
        return False
    norm = words.last("norm", low, clause, q.start)
    counted = q.kind in ("percent", "people") and norm is not None and norm.group() in words.poverty
    if norm is not None and not counted and not words.has("not-norm", low, norm.end(), q.start):
        return True
    rule = reach.last("rule-source", sentence, q.start) if q.kind == "price" else None
    if rule is not None and not words.has("not-norm", low, max(rule[1], floor), q.start):
        return True
    if words.has("not-norm", low, floor, q.start):
        return False
    if said or (q.kind == "price" and words.has("norm-fee", low, clause, q.start)):
        return True
    if q.modifier in ("at_most", "at_least") and q.kind != "people" and words.has("norm-direct", low, floor, q.start):
        return True
    if q.kind == "price" and words.has("support", low, floor, q.start):
        return True
    if q.kind == "price" and previous and previous.kind in _GIVEN and low[floor : q.start].rstrip().endswith("("):
        return True
    return after_norm and previous is not None and previous.kind == q.kind and previous.sentence == q.sentence


def assign(draft: Draft, patterns: Patterns) -> None:
    """Sets `status` and `status_from` of every quantity that is no rule's amount (`mark_norms`)."""
    words = _words(patterns)
    reach = _Reach(draft, words, "estimate", "plan-verb", "done", "proposed")
    headings = [_heading_status(h.title, words) for h in draft.headings]
    above = columns.headers(draft)
    day = date.fromisoformat(draft.metadata.date) if draft.metadata.date else None
    plans = _plan_paragraphs(draft, words)
    planning = _is_plan(draft, words)
    for i, q in enumerate(draft.quantities):
        if q.status == "norm":
            continue
        q.status, q.status_from = (
            _of_column(draft, above.get(i), words)
            or _own(draft, i, words, reach)
            or _linked(draft, q, i)
            or _of_lead_in(draft, q, reach, words)
            or _of_section(draft, q, reach, headings)
            or (planning and _of_plan(draft, q, reach, headings))
            or _of_time(draft, q, day, plans, reach, words)
        )


def _heading_status(title: str, words: _Words) -> Status | None:
    low = canonical(title)
    for use, told in (("forecast-heading", "estimate"), ("review-heading", "actual"), ("plan-heading", "plan")):
        if words.has(use, low, 0, len(low)):
            return told  # type: ignore[return-value]
    return None


def _of_column(draft: Draft, spans: list[columns.Span] | None, words: _Words) -> tuple[Status, Origin] | None:
    if not spans:
        return None
    start, end = spans[0]
    if words.has("estimate", draft.low, start, end):
        return "estimate", "lead_in"
    return ("plan", "lead_in") if words.has("plan-opening", draft.low, start, end) else None


def _own(draft: Draft, i: int, words: _Words, reach: _Reach) -> tuple[Status, Origin] | None:
    """What the words before a figure in its sentence say."""
    low, q = draft.low, draft.quantities[i]
    previous = draft.quantities[i - 1] if i else None
    sentence = draft.sentences[q.sentence].start if q.sentence >= 0 else 0
    floor = max(sentence, previous.end if previous else 0)
    if _plan_subject(low, q, floor, words) or (q.kind == "people" and q.unit in words.seats and q.role == "level"):
        return "plan", "own"
    if words.has("of-total", low, max(floor, q.lead - 30), q.lead):
        return None  # `2 phòng trong tổng số 17`: the seventeen are there
    proposed = reach.last("proposed", sentence, q.lead)
    if proposed is not None and not reach.last("done", proposed[1], q.lead):
        return None if words.has("in-force", low, max(proposed[0], floor), q.lead) else ("plan", "sentence")
    clause = reach.clause(sentence, q.lead)
    estimate = reach.last("estimate", clause, q.lead)
    verb = reach.last("plan-verb", sentence, q.lead)
    if verb is not None and reach.last("done", verb[1], q.lead):
        verb = None
    # of `9/12 huyện` only the nine are expected
    whole = previous is not None and previous.part_of == i and low[previous.end : q.start].strip() in ("/", "")
    if estimate is not None and not (verb is not None and estimate[0] < floor <= verb[0]):
        return None if whole and estimate[0] < floor else ("estimate", "sentence")
    shared = words.has("plan-share", low, floor, q.lead)
    if verb is not None and not (low[floor : floor + 1] == "," and shared):
        return "plan", "sentence"
    opened = min(q.lead, clause + _LONGEST)
    if words.by_use["purpose"].match(low, clause, opened):
        return "plan", "sentence"
    opening = words.by_use["plan-opening"].match(low, clause, opened)
    if opening is not None and q.role != "share" and not shared and not reach.last("done", opening.end(), q.lead):
        return "plan", "sentence"
    return None


def _plan_subject(low: str, q: Quantity, floor: int, words: _Words) -> bool:
    """`(kế hoạch là 500 ha`, `dự toán HĐND tỉnh giao 3.750 tỷ`; not what is measured against the plan (`đạt 97% kế hoạch`)."""
    subject = words.last("plan-subject", low, floor, q.lead) or words.last("plan-given", low, floor, q.lead)
    if subject is None:
        return False
    if subject.group().rstrip().endswith("("):
        return q.role == "level"
    if words.has("plan-share", low, floor, q.lead):
        return False
    named = subject.group().rstrip()
    return q.role != "change" or named[-1] in ":(" or len(named.split()) <= 2 or low[subject.start() - 1 : subject.start()] == "("


def _linked(draft: Draft, q: Quantity, i: int) -> tuple[Status, Origin] | None:
    target = q.part_of if q.part_of is not None else q.of
    if target is None or target >= i:
        return None
    whole = draft.quantities[target]
    return (whole.status, "link") if whole.sentence == q.sentence and whole.status in ("estimate", "plan") else None


def _of_lead_in(draft: Draft, q: Quantity, reach: _Reach, words: _Words) -> tuple[Status, Origin] | None:
    """`Các chỉ tiêu chủ yếu năm 2005:` over a list: its items are planned."""
    lead = draft.paragraphs[q.paragraph].lead_in if q.paragraph >= 0 else None
    sentence = draft.sentences[q.sentence].start if q.sentence >= 0 else 0
    if lead is None or reach.last("done", sentence, q.lead):
        return None
    above = draft.paragraphs[lead]
    begin = max(above.start, above.body)
    if words.by_use["plan-lead-in"].search(draft.low, max(begin, above.end - 160), above.end):
        return "plan", "lead_in"
    return None


def _of_section(draft: Draft, q: Quantity, reach: _Reach, headings: list[Status | None]) -> tuple[Status, Origin] | None:
    """A plan's or a forecast's section, unless a review stands above it or the clause says that it is done."""
    section = draft.paragraphs[q.paragraph].section if q.paragraph >= 0 else None
    told: Status | None = None
    while section is not None:
        if headings[section] == "actual":
            return None
        told = told or headings[section]
        section = draft.headings[section].parent
    sentence = draft.sentences[q.sentence].start if q.sentence >= 0 else 0
    if told == "plan" and _before(q, draft):
        return None
    return (told, "section") if told is not None and not reach.last("done", reach.clause(sentence, q.lead), q.lead) else None


def _before(q: Quantity, draft: Draft) -> bool:
    """The figure's time lies before the document's own: `Năm 2019, tỉnh có 6.300 hộ nghèo` in a plan of 2020."""
    own, whole = algebra.parse(q.period), algebra.parse(draft.metadata.period)
    return own is not None and whole is not None and own.last < (whole.first or whole.last)


def _is_plan(draft: Draft, words: _Words) -> bool:
    """The document itself is a plan (`KẾ HOẠCH giảm nghèo năm 2020`, `Phương hướng, nhiệm vụ năm 2005`): its title begins so. A news item that
    does only speaks of one."""
    excerpt = draft.metadata.date is None and draft.metadata.author is None
    title = next((p for p in draft.paragraphs if p.role == "title" or (excerpt and p.role == "headline")), None)
    return title is not None and words.by_use["plan-title"].match(draft.low, title.start, title.end) is not None


def _of_plan(draft: Draft, q: Quantity, reach: _Reach, headings: list[Status | None]) -> tuple[Status, Origin] | None:
    """A plan's figures are planned, unless a review stands above them, they are said to be done, or lie before its period."""
    section = draft.paragraphs[q.paragraph].section if q.paragraph >= 0 else None
    while section is not None:
        if headings[section] == "actual":
            return None
        section = draft.headings[section].parent
    if _before(q, draft):
        return None
    sentence = draft.sentences[q.sentence].start if q.sentence >= 0 else 0
    return None if reach.last("done", sentence, q.lead) else ("plan", "document")


def _plan_paragraphs(draft: Draft, words: _Words) -> frozenset[int]:
    """News: paragraphs that open with a plan (`Kế hoạch của tỉnh …, giai đoạn 2021-2025, …`)."""
    if draft.metadata.kind != "news":
        return frozenset()
    opening = words.by_use["plan-opening"]
    return frozenset(n for n, p in enumerate(draft.paragraphs) if opening.match(draft.low, begin := max(p.start, p.body), begin + 60))


def _school_year(period: algebra.Interval) -> bool:
    return period.first is not None and (period.first.month, period.last.month) == (9, 5)


def _stands(draft: Draft, q: Quantity, words: _Words) -> bool:
    """`năm học 2022-2023 toàn tỉnh có 641 trường`, written before it begins: they are there; so are the parts of what is there."""
    target = q.part_of if q.part_of is not None else q.of
    if target is not None and draft.quantities[target].start < q.start:
        return draft.quantities[target].status == "actual"
    return words.has("there-is", draft.low, max(0, q.lead - 24), q.lead)


def _of_time(draft: Draft, q: Quantity, day: date | None, plans: frozenset[int], reach: _Reach, words: _Words) -> tuple[Status, Origin]:
    """What lies in the future is planned; in news also what ends in a later year, unless it is said to be done."""
    period = algebra.parse(q.period)
    if period is not None and day is not None and not (_school_year(period) and _stands(draft, q, words)):
        if period.first is not None and period.first > day:
            return "plan", "document"
        if period.first is None and (period.last - day).days > 60 and period.last.year > day.year:
            return "plan", "document"
        sentence = draft.sentences[q.sentence].start if q.sentence >= 0 else 0
        later = draft.metadata.kind == "news" and period.last.year > day.year
        if later and (q.paragraph in plans or not reach.last("done", sentence, q.lead)):
            return "plan", "document"
    return "actual", "none"
