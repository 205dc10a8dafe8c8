"""Which time expression governs which figure, and what a change is compared with. The ladder, first that applies: own sentence before,
own sentence behind, the link's target, the opening of an earlier sentence, the lead-in, the paragraph before (news), the heading, the document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date

import regex

from baocao_extract.draft import Draft, Quantity
from baocao_extract.model import Origin
from baocao_extract.patterns import Patterns
from baocao_extract.times import algebra
from baocao_extract.times.algebra import Context, Interval
from baocao_extract.times.expressions import TimeExpression

_DAYS = frozenset(("date", "day-month", "date-iso"))


@dataclass(slots=True)
class Governor:
    """An expression that may govern figures. `unknown` says that it names a time that the text does not place: then the period is null."""

    start: int
    end: int
    value: Interval | None
    kind: str
    baseline: bool
    unknown: bool


def reasons(times: list[TimeExpression]) -> list[tuple[int, int, str]]:
    """The stretches of time expressions with the reason that they give for their numbers."""
    return [(e.start, e.end, "date" if e.kind in _DAYS or e.kind == "day-range" else "period") for e in times]


def assign(draft: Draft, times: list[TimeExpression], patterns: Patterns) -> None:
    """Sets `period`, `period_from` and `baseline` of every quantity."""
    context = _context(draft)
    governors = _governors(draft, times, context, patterns)
    _compared_behind(draft, governors)
    starts = [g.start for g in governors]
    anaphor = patterns.compiled("periods", use="anaphor")
    state = patterns.compiled("periods", use="state")
    first_of: dict[int, int] = {}
    for i, q in enumerate(draft.quantities):
        first_of.setdefault(q.paragraph, i)
    headed = _headed(draft, times, context, patterns)
    report = algebra.parse(draft.metadata.period)
    for i, q in enumerate(draft.quantities):
        value, origin, known = _govern(draft, i, governors, starts, anaphor, first_of, headed, state)
        if not known:
            value, origin = report, "document" if report else "none"
        q.period, q.period_from = (value.iso() if value else None), origin
    for i, q in enumerate(draft.quantities):
        if q.role == "change":
            q.baseline = _baseline(draft, i, times, starts, governors, context, patterns)


def _headed(draft: Draft, times: list[TimeExpression], context: Context, patterns: Patterns) -> dict[int, Interval]:
    """The periods that headings name; a plan's or a year's name counts here."""
    starts = [e.start for e in times]
    out: dict[int, Interval] = {}
    for n, heading in enumerate(draft.headings):
        inside = times[bisect_left(starts, heading.start) : bisect_left(starts, heading.end)]
        values = [
            v
            for k, e in enumerate(inside)
            if e.kind != "same-period" and (v := algebra.resolve(e, context, patterns, _coordinated_year(inside, k, context)))
        ]
        if (
            len(values) == 2
            and "since" in inside[0].named
            and "until" in inside[-1].named
            and (both := algebra.merged(values[0], values[1]))
        ):
            values = [both]
        if best := algebra.longest(values):
            out[n] = best
    return out


def _compared_behind(draft: Draft, governors: list[Governor]) -> None:
    """`bằng 103,2% mức thực hiện của năm 2014`, `gấp 2 lần năm 2011`: a time right behind a share is what it is a share of."""
    ends = [q.end for q in draft.quantities]
    for g in governors:
        k = bisect_right(ends, g.start) - 1
        if k < 0 or draft.quantities[k].role == "level":
            continue
        between = draft.low[ends[k] : g.start]
        words = between.split()
        if (
            len(words) <= 5
            and not any(c in between for c in ",;.():\n")
            and not {"trong", "vào", "tại", "đến"} & set(words)
            and g.kind != "now"
        ):
            g.baseline = True


def _context(draft: Draft) -> Context:
    report = algebra.parse(draft.metadata.period)
    day = date.fromisoformat(draft.metadata.date) if draft.metadata.date else None
    return Context(report.first if report else None, report.last if report else None, day)


def _governors(draft: Draft, times: list[TimeExpression], context: Context, patterns: Patterns) -> list[Governor]:
    comparison = patterns.compiled("periods", use="comparison")
    out: list[Governor] = []
    skip = -1
    for n, e in enumerate(times):
        if n <= skip:
            continue
        year = _coordinated_year(times, n, context)
        value = algebra.resolve(e, context, patterns, year)
        end = e.end
        baseline = e.kind == "same-period" or _compared(draft.low, e, comparison)
        if "since" in e.named and n + 1 < len(times):
            close = times[n + 1]
            if "until" in close.named and close.start - e.end <= 3:
                last = algebra.resolve(close, context, patterns, year)
                value = algebra.merged(value, last) if value and last else value
                end, skip = close.end, n + 1
            elif e.kind == "edge-relative" and context.last:
                value = Interval(value.last if value and value.first is None else value.first, context.last) if value else None
            else:
                value = None
        elif "since" in e.named and e.kind == "edge-relative" and context.last and value:
            value = algebra.merged(value, Interval(None, context.last))
        if not baseline and _refers(draft, e, context, patterns):
            continue
        unknown = value is None and e.kind in ("now", "relative", "day-month", "year") and "since" not in e.named
        if value is None and not unknown and not baseline:
            continue
        if e.kind == "edge-relative" and patterns.compiled("periods", use="plan-noun").search(draft.low, max(0, e.start - 12), e.start):
            continue
        if "before" in e.named or "after" in e.named:
            continue
        out.append(Governor(e.start, end, value, e.kind, baseline, unknown))
    return out


def _coordinated_year(times: list[TimeExpression], n: int, context: Context) -> int | None:
    """`tháng 02 và 2 tháng đầu năm 2007`: the year of the expression that follows at once."""
    if "y" in times[n].named or n + 1 >= len(times):
        return None
    follower = times[n + 1]
    if follower.start - times[n].end <= 6 and "y" in follower.named and follower.kind != "same-period":
        return int(follower.named["y"])
    return None


def _compared(low: str, e: TimeExpression, comparison: regex.Pattern[str]) -> bool:
    floor = max(0, e.start - 40)
    last = None
    for hit in comparison.finditer(low, floor, min(len(low), e.end)):
        if hit.end() <= e.start:
            last = hit
    if last is None:
        return False
    between = low[last.end() : e.start]
    return len(between.split()) <= 6 and not any(c in between for c in ",;.()\n") and not any(c.isdigit() for c in between)


def _refers(draft: Draft, e: TimeExpression, context: Context, patterns: Patterns) -> bool:
    """Dates of documents and meetings, years in the names of plans and holidays: they tell no figure's time."""
    low = draft.low
    floor = low.rfind("\n", 0, e.start) + 1
    before = low[max(floor, e.start - 64) : e.start]
    near = before[-22:]
    phrase = before[-36:]
    marked = any(k in e.named for k in ("until", "e_last", "at", "since"))
    documents = patterns.compiled("periods", use="document-noun")
    if e.kind in _DAYS and not marked:
        if (hit := _last(documents, before)) and not any(c in before[hit.end() :] for c in ",;.:("):
            return True
        after = low[e.end : e.end + 90]
        if (
            (hit := patterns.compiled("periods", use="speech").search(after))
            and not any(c.isdigit() for c in after[: hit.start()])
            and "\n" not in after[: hit.start()]
        ):
            return True
    if e.kind in ("year", "date", "day-month") and not marked:
        hit = _last(patterns.compiled("periods", use="event-noun"), phrase)
        if hit and len(phrase[hit.end() :].split()) <= 3 and "," not in phrase[hit.end() :]:
            return True
    if e.kind in ("year", "years", "year-bare") and not marked:
        if (hit := _last(documents, near)) and not any(c in near[hit.end() :] for c in ",;.:("):
            return True
        plan = _last(patterns.compiled("periods", use="plan-noun"), before)
        if plan and not any(c in before[plan.end() :] for c in ",;.:()") and len(before[plan.end() :].split()) <= 7 and e.kind == "years":
            return True
        # a year inside a noun phrase of a report on a part of that year
        if (
            context.first
            and context.last
            and (context.last - context.first).days < 300
            and e.kind == "year"
            and int(e.named.get("y", 0)) == context.last.year
        ):
            if (plan and not any(c in before[plan.end() :] for c in ",;.:()")) or low[e.start : e.start + 3] in ("cả ", "tro", "toà"):
                return False
            opener = before.rstrip()
            return bool(opener) and opener[-1] not in ".;:,-–+("
    return False


def _last(pattern: regex.Pattern[str], text: str) -> regex.Match[str] | None:
    found = None
    for found in pattern.finditer(text):
        pass
    return found


def _govern(
    draft: Draft,
    i: int,
    governors: list[Governor],
    starts: list[int],
    anaphor: regex.Pattern[str],
    first_of: dict[int, int],
    headed: dict[int, Interval],
    state: regex.Pattern[str],
) -> tuple[Interval | None, Origin, bool]:
    """(interval, origin, whether anything decides)."""
    q = draft.quantities[i]
    sentence = draft.sentences[q.sentence] if q.sentence >= 0 else None
    paragraph = draft.paragraphs[q.paragraph] if q.paragraph >= 0 else None
    begin = sentence.start if sentence else 0
    target = q.part_of if q.part_of is not None else q.of
    linked = draft.quantities[target] if target is not None and draft.quantities[target].paragraph == q.paragraph else None
    floor = max(begin, linked.end) if linked is not None and linked.start < q.start else begin
    if (g := _before(draft, q, governors, starts, floor)) is not None:
        named = headed.get(paragraph.section) if g.kind == "within" and paragraph is not None and paragraph.section is not None else None
        if named is not None and g.value is not None and abs(named.days - g.value.days) <= 3:
            return named, "section", True  # `trong quý` below a heading that names another quarter
        return g.value, "sentence", True
    if (g := _behind(draft, i, governors, starts)) is not None:
        return g.value, "sentence", True
    if linked is not None and target is not None and target < i:
        return algebra.parse(linked.period), "link", True
    if floor > begin and (g := _before(draft, q, governors, starts, begin)) is not None:
        return g.value, "sentence", True
    if paragraph is None:
        return None, "none", False
    if paragraph.role in ("headline", "title"):
        return None, "none", False
    if (g := _earlier(draft, q, governors, starts, state)) is not None:
        return g.value, "paragraph", True
    lead = paragraph.lead_in
    for _ in range(4):
        if lead is None:
            break
        if (g := _within(draft.low, governors, starts, draft.paragraphs[lead].start, draft.paragraphs[lead].end)) is not None:
            return g.value, "lead_in", True
        lead = draft.paragraphs[lead].lead_in
    if draft.metadata.kind == "news" and first_of[q.paragraph] > 0 and anaphor.match(draft.low, max(paragraph.body, paragraph.start)):
        previous = draft.quantities[first_of[q.paragraph] - 1]
        if previous.paragraph >= q.paragraph - 2:
            opener = draft.quantities[first_of[previous.paragraph]]
            return algebra.parse(opener.period), "paragraph", True
    section = paragraph.section
    while section is not None:
        heading = draft.headings[section]
        if section in headed:
            return headed[section], "section", True
        section = heading.parent
    return None, "none", False


def _before(draft: Draft, q: Quantity, governors: list[Governor], starts: list[int], floor: int) -> Governor | None:
    for k in range(bisect_left(starts, q.lead) - 1, -1, -1):
        g = governors[k]
        if g.start < floor:
            return None
        if g.end > q.lead:
            continue
        between = draft.low[g.end : q.lead]
        closed = between.count(")") > between.count("(")
        if g.baseline:
            # `so với năm 2010 (15 triệu …)`: the bracket holds the baseline's own figure
            if g.value is not None and between.strip() in ("(", "(là") and g.kind != "same-period":
                return g
            continue
        if closed and not (g.kind == "day-range" and between.lstrip().startswith(")")):
            continue
        if g.kind == "now" and ";" in between:
            continue
        return g
    return None


def _behind(draft: Draft, i: int, governors: list[Governor], starts: list[int]) -> Governor | None:
    q = draft.quantities[i]
    k = bisect_left(starts, q.end)
    if k >= len(governors) or q.role != "level":
        return None
    g = governors[k]
    stop = draft.quantities[i + 1].lead if i + 1 < len(draft.quantities) else len(draft.low)
    if g.baseline or g.unknown or g.start > stop or g.start - q.end > 90:
        return None
    between = draft.low[q.end : g.start]
    head, bracket, inner = between.partition("(")
    if (
        bracket
        and g.value is not None
        and g.kind in ("date", "day-month", "day-range")
        and len(inner.split()) <= 3
        and not any(c in between for c in ",;.\n:)")
        and len(head.split()) <= 8
    ):
        return Governor(
            g.start,
            g.end,
            Interval(None, g.value.last) if g.kind != "day-range" and g.value.first == g.value.last else g.value,
            g.kind,
            False,
            False,
        )
    if any(c in between for c in ",;(.\n:)") or g.kind == "now" or (g.kind == "year" and len(between.split()) > 6):
        return None
    return g


def _earlier(draft: Draft, q: Quantity, governors: list[Governor], starts: list[int], state: regex.Pattern[str]) -> Governor | None:
    """An expression that opens an earlier sentence of the paragraph reaches on to this one."""
    # without a reporting period of its own a news item keeps to the time that was named last
    loose = draft.metadata.kind == "news" and draft.metadata.period is None
    s = q.sentence - 1
    while s >= 0 and draft.sentences[s].paragraph == q.paragraph:
        start = draft.sentences[s].start
        k = bisect_left(starts, start)
        if k < len(governors):
            g = governors[k]
            opening = draft.low[start : g.start]
            if (
                g.start < draft.sentences[s].end
                and not g.baseline
                and not g.unknown
                and len(opening.split()) <= 6
                and (g.kind not in ("now", "relative", "edge-relative") or loose)
            ) and (g.value is None or g.value.first is not None or loose or state.match(draft.low, draft.sentences[q.sentence].start)):
                return g
        s -= 1
    return None


def _within(low: str, governors: list[Governor], starts: list[int], start: int, end: int) -> Governor | None:
    """The last governing expression of a stretch."""
    for k in range(bisect_left(starts, end) - 1, -1, -1):
        if governors[k].start < start:
            return None
        if (
            not governors[k].baseline
            and governors[k].value is not None
            and low.count("(", start, governors[k].start) <= low.count(")", start, governors[k].start)
        ):
            return governors[k]
    return None


def _baseline(
    draft: Draft, i: int, times: list[TimeExpression], starts: list[int], governors: list[Governor], context: Context, patterns: Patterns
) -> str | None:
    q = draft.quantities[i]
    stop = draft.quantities[i + 1].start if i + 1 < len(draft.quantities) else len(draft.low)
    sentence_end = draft.sentences[q.sentence].end if q.sentence >= 0 else stop
    own = algebra.parse(q.period)
    for k in range(bisect_left(starts, q.end), len(governors)):
        g = governors[k]
        if g.start > min(stop, sentence_end) or ";" in draft.low[q.end : g.start]:
            break
        if g.baseline:
            return _against(g, own)
    for k in range(bisect_left(starts, q.lead) - 1, -1, -1):
        g = governors[k]
        if q.sentence < 0 or g.start < draft.sentences[q.sentence].start:
            break
        if g.baseline:
            return _against(g, own)
    return None


def _against(g: Governor, own: Interval | None) -> str | None:
    if g.kind == "same-period":
        return algebra.shifted(own, -1).iso() if own else None
    if g.value is None:
        return None
    if own is not None and own.first is None and g.value.first is not None:
        return Interval(None, g.value.last).iso()
    return g.value.iso()
