"""The document's reporting period: what its title says, else its opening formula, headings and first lines, and its date."""

from __future__ import annotations

import itertools
from datetime import date

from baocao_extract.draft import Draft
from baocao_extract.patterns import Patterns, load
from baocao_extract.times import algebra, expressions
from baocao_extract.times.algebra import Context, Interval
from baocao_extract.times.expressions import TimeExpression

_POINTLESS = frozenset(
    (
        "now",
        "relative",
        "within",
        "day-relative",
        "report-period",
        "edge-relative",
        "same-period",
        "term",
        "past-years",
        "bare-years",
        "week",
    )
)


def set_period(draft: Draft, times: list[TimeExpression], patterns: Patterns | None = None) -> None:
    patterns = patterns or load()
    day = date.fromisoformat(draft.metadata.date) if draft.metadata.date else None
    news = draft.metadata.kind == "news"
    for stretch in _witnesses(draft, news):
        found = _of(draft, stretch, times, day, patterns, title=stretch[2])
        if found is not None:
            draft.metadata.period = found.iso()
            return


def _witnesses(draft: Draft, news: bool) -> list[tuple[int, int, bool]]:
    """Stretches that may name the period, best first: (start, end, whether it is a title)."""
    roles = ("title", "headline")
    titles = [p for p in draft.paragraphs if p.role in roles]
    out: list[tuple[int, int, bool]] = []
    if titles:
        out.append((titles[0].start, titles[-1].end, True))
    body = [p for p in draft.paragraphs if p.role in ("text", "item")]
    if news:
        out += [(p.start, min(p.end, p.start + 260), False) for p in body[:3]]
        return out
    out += [(p.start, p.end, False) for p in body[:3]]
    out += [(h.start, h.end, False) for h in draft.headings[:3]]
    return out


def _of(
    draft: Draft, stretch: tuple[int, int, bool], times: list[TimeExpression], day: date | None, patterns: Patterns, *, title: bool
) -> Interval | None:
    start, end, _ = stretch
    inside = [e for e in times if start <= e.start < end and e.kind not in _POINTLESS]
    if not inside:
        return None
    ahead = patterns.compiled("periods", use="look-ahead")
    review = patterns.compiled("periods", use="review")
    year = _shared_year(inside)
    context = Context(day=day)
    kept: list[Interval] = []
    first_half_closed = False
    for n, e in enumerate(inside):
        before = draft.low[(inside[n - 1].end if n else start) : e.start]
        looks_ahead = None
        for looks_ahead in ahead.finditer(before):
            pass
        reviewed = None
        for reviewed in review.finditer(before):
            pass
        if looks_ahead and (reviewed is None or reviewed.end() < looks_ahead.end()) and kept:
            first_half_closed = True
        elif reviewed and first_half_closed and (looks_ahead is None or looks_ahead.end() < reviewed.start()):
            first_half_closed = False
        if first_half_closed or ((not title or draft.metadata.kind == "news") and _refers(draft, e, patterns, start)):
            continue
        if (
            draft.metadata.kind == "news"
            and e.kind in ("date", "day-month", "day-range", "date-iso", "month-short")
            and "until" not in e.named
        ):
            continue
        if (
            draft.metadata.kind == "news"
            and not title
            and not (e.kind in ("months-of-year", "quarter", "months-with-year", "quarters-of-year") or _opens(draft, e, start))
        ):
            continue
        value = algebra.resolve(e, context, patterns, year) or _counted_months(e, day, patterns, title)
        if value is None:
            continue
        if e.kind == "years" and not title:
            continue
        if draft.metadata.kind == "news" and day is not None and value.first is not None and value.first > day:
            continue
        kept.append(value)
    ranges = _pairs(draft, inside, context, patterns, year, start, end)
    candidates = kept + ranges
    if not candidates:
        return None
    if title and len(candidates) > 1 and any(i.first is None for i in candidates) and any(i.first for i in candidates):
        candidates = [i for i in candidates if i.first is not None]
    if not title:
        return candidates[0]
    named = [e for e in inside if e.kind == "years"]
    if len(candidates) > 1 and named:
        others = [i for i in candidates if i.days < 400]
        plans = patterns.compiled("periods", use="plan-noun")
        if others and any(plans.search(draft.low, max(start, e.start - 60), e.start) for e in named):
            candidates = others
    past = [i for i in candidates if day is None or i.first is None or i.first <= day]
    return algebra.longest(past or candidates)


def _counted_months(e: TimeExpression, day: date | None, patterns: Patterns, title: bool) -> Interval | None:
    """`8 tháng vẫn đạt …` in a dated title: the first eight months of that year."""
    if not title or day is None or e.kind != "bare-months":
        return None
    value = algebra.resolve(TimeExpression(e.start, e.end, "months-with-year", e.named), Context(day=day), patterns, day.year)
    return value if value and value.last.month <= day.month else None


def _opens(draft: Draft, e: TimeExpression, start: int) -> bool:
    lead = next((p for p in draft.paragraphs if p.role == "text"), None)
    if lead is not None and lead.start == start and "until" in e.named and e.kind in ("date", "day-month") and e.start - start < 200:
        return True  # `… cho biết, đến ngày 10.4 đã giải ngân …` in the lead
    return e.start - start < 4 and e.kind in ("year", "quarter", "month", "school-year")


def _refers(draft: Draft, e: TimeExpression, patterns: Patterns, start: int) -> bool:
    """A date behind a document's number or noun (`Công văn số … ngày …`), a year in a plan's or law's name."""
    before = draft.low[max(start, e.start - 70) : e.start]
    near = before[-28:]
    documents = patterns.compiled("periods", use="document-noun")
    if e.kind in ("date", "day-month", "date-iso"):
        return documents.search(before) is not None
    if e.kind == "year" and patterns.compiled("periods", use="event-noun").search(before):
        return True
    return patterns.compiled("periods", use="plan-noun").search(near) is not None or documents.search(near) is not None


def _shared_year(inside: list[TimeExpression]) -> int | None:
    years = [int(e.named["y"]) for e in inside if "y" in e.named]
    return years[0] if years else None


def _pairs(
    draft: Draft, inside: list[TimeExpression], context: Context, patterns: Patterns, year: int | None, start: int, end: int
) -> list[Interval]:
    out = []
    for a, b in itertools.pairwise(inside):
        if "since" in a.named and "until" in b.named and b.start - a.end <= 3:
            first, last = algebra.resolve(a, context, patterns, year), algebra.resolve(b, context, patterns, year)
            if first and last and (both := algebra.merged(first, last)):
                out.append(both)
    return out


def times_of(draft: Draft, patterns: Patterns) -> list[TimeExpression]:
    """All time expressions of the draft."""
    return expressions.find(draft.low, draft.tokens, patterns)
