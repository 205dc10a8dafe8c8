"""Which time expression governs which figure, and what a change is compared with.

The ladder, first that applies: the column of a table, own sentence before, own sentence behind, the link's target, the opening of an
earlier sentence, the lead-in, the paragraph before (news), the heading, the document. Where one decides, the origin is recorded.
"""

from __future__ import annotations

from bisect import bisect_left

from baocao_extract.draft import Draft, Quantity
from baocao_extract.indicators import columns, status
from baocao_extract.model import Origin
from baocao_extract.patterns import Patterns
from baocao_extract.times import algebra
from baocao_extract.times.algebra import Interval
from baocao_extract.times.expressions import TimeExpression
from baocao_extract.times.standing import DAYS, Governor, Standing

# A sentence or paragraph without end (a table run together) is searched no further than this, in characters and in steps.
_FAR = 4000
_STEPS = 40
# The words of a sentence that announces no list of its own.
_GOES_ON = 4

_Decision = tuple[Interval | None, Origin] | None


def reasons(times: list[TimeExpression]) -> list[tuple[int, int, str]]:
    """The stretches of time expressions with the reason that they give for their numbers."""
    return [(e.start, e.end, "date" if e.kind in DAYS else "period") for e in times]


def assign(draft: Draft, times: list[TimeExpression], patterns: Patterns) -> None:
    """Sets `period`, `period_from` and `baseline` of every quantity."""
    ladder = _Ladder(draft, times, patterns)
    report = algebra.parse(draft.metadata.period)
    default: tuple[Interval | None, Origin] = (report, "document") if report else (None, "none")
    for i, q in enumerate(draft.quantities):
        value, q.period_from = ladder.decide(i) or default
        q.period = value.iso() if value else None
    for i, q in enumerate(draft.quantities):
        if q.role == "change":
            q.baseline = ladder.baseline(i)


class _Ladder:
    def __init__(self, draft: Draft, times: list[TimeExpression], patterns: Patterns) -> None:
        self.draft, self.low = draft, draft.low
        standing = Standing(draft, times, patterns)
        self.governors, self.starts, self.headed = standing.governors, standing.starts, standing.headed
        self.anaphor = patterns.compiled("periods", use="anaphor")
        self.placing = patterns.compiled("periods", use="placing")
        self.plan = patterns.compiled("periods", use="plan-noun")
        self.number = patterns.compiled("periods", use="state-number")
        self.thing = patterns.compiled("periods", use="other-thing")
        self.state = patterns.compiled("periods", use="state")
        self.report = algebra.parse(draft.metadata.period)
        self.news = draft.metadata.kind == "news"
        status.mark_norms(draft, patterns)
        self.norms = frozenset(i for i, q in enumerate(draft.quantities) if q.status == "norm")
        self.columns = columns.headers(draft)
        self.sentence_starts = [s.start for s in draft.sentences]
        self.first_of: dict[int, int] = {}
        for i, q in enumerate(draft.quantities):
            self.first_of.setdefault(q.paragraph, i)

    def decide(self, i: int) -> _Decision:
        """(interval, origin), or None where nothing but the document decides."""
        for start, end in self.columns.get(i, ()):
            if (g := self._within(start, end)) is not None:
                return g.value, "lead_in"
        if i in self.norms:
            return self._norm(i)
        return self._own_sentence(i) or self._around(i)

    def _norm(self, i: int) -> _Decision:
        """A rule's amount takes the time that its own words name, not that of the facts beside it."""
        quantities = self.draft.quantities
        q = quantities[i]
        begin = self.draft.sentences[q.sentence].start if q.sentence >= 0 else 0
        fact = next(
            (k for k in range(i - 1, max(i - _STEPS, 0) - 1, -1) if k not in self.norms or quantities[k].sentence != q.sentence), None
        )
        floor = max(begin, quantities[fact].end) if fact is not None else begin
        if (g := self._before(q, floor)) is not None:
            return g.value, "sentence"
        if (g := self._behind(i)) is not None:
            return g.value, "sentence"
        named = self._headed(q)
        return (named, "section") if named else None

    def _own_sentence(self, i: int) -> _Decision:
        draft = self.draft
        q = draft.quantities[i]
        begin = draft.sentences[q.sentence].start if q.sentence >= 0 else 0
        target = q.part_of if q.part_of is not None else q.of
        linked = draft.quantities[target] if target is not None and draft.quantities[target].paragraph == q.paragraph else None
        floor = max(begin, linked.end) if linked is not None and linked.start < q.start else begin
        if (g := self._tied(q)) is not None:
            return g.value, "own"
        if (then := self._then(i)) is not None:
            return then, "own"
        if (g := self._before(q, floor)) is not None:
            return self._named_by(g, i)
        if (g := self._behind(i)) is not None:
            return g.value, "sentence"
        if linked is not None and target is not None and target < i:
            return algebra.parse(linked.period), "link"
        if floor > begin and (g := self._before(q, begin)) is not None:
            return self._named_by(g, i)
        if (current := self._implied(i, begin)) is not None:
            return current, "sentence"
        return self._closing(q)

    def _tied(self, q: Quantity) -> Governor | None:
        """`từ 33,8% năm 2000 xuống 26,7% năm 2004`: the year right behind."""
        k = bisect_left(self.starts, q.end)
        g = self.governors[k] if k < len(self.governors) else None
        return g if g is not None and g.tied and g.value is not None and not self.low[q.end : g.start].strip() else None

    def _then(self, i: int) -> Interval | None:
        """`xảy ra 45 vụ (cùng kỳ 52 vụ, 9 người chết)`: the time of the figure before, in the other year."""
        q, quantities = self.draft.quantities[i], self.draft.quantities
        k = bisect_left(self.starts, q.lead) - 1
        g = self.governors[k] if k >= 0 else None
        if g is None or q.role != "level" or g.kind != "same-period" or g.end > q.lead or q.lead - g.end > _FAR:
            return None
        between = self.low[g.end : q.lead]
        bracketed = self.low[g.start - 1 : g.start] == "(" and ")" not in between
        if not bracketed and (len(between.split()) > 1 or not set(",;.\n").isdisjoint(between)):
            return None
        now = next((p for p in reversed(quantities[max(0, i - _STEPS) : i]) if p.end <= g.start and p.sentence == q.sentence), None)
        own = algebra.parse(now.period if now is not None else self.draft.metadata.period)
        return _other_year(g, own) if own is not None else None

    def _named_by(self, g: Governor, i: int) -> _Decision:
        q = self.draft.quantities[i]
        named = self._headed(q) if g.kind == "within" else None
        if named is not None and g.value is not None and abs(named.days - g.value.days) <= 3:
            return named, "section"  # `trong quý` below a heading that names another quarter
        if g.beside is not None and g.value is not None:
            # `tháng 12 và quý IV`: the wider, the month where the figure is set against the month before
            against = self._compared(i) if q.role == "change" else None
            both = sorted((g.value, g.beside), key=lambda v: v.days)
            return both[0 if against is not None and against.current == both[0] else 1], "sentence"
        return g.value, "sentence"

    def _implied(self, i: int, begin: int) -> Interval | None:
        """What is set against the month before is this month's."""
        q = self.draft.quantities[i]
        against = self._compared(i)
        if against is None:
            return None
        k = bisect_left(self.starts, max(begin, q.start - _FAR))
        while k < len(self.governors) and self.governors[k].start <= against.start:
            g = self.governors[k]
            if g.baseline and g.current is not None and (g is against or g.start < q.start):
                return g.current
            k += 1
        return None

    def _closing(self, q: Quantity) -> _Decision:
        """The one expression of a sentence, at its end behind all figures: `… 4 đơn vị, phạt 118 triệu đồng trong 6 tháng đầu năm.`"""
        if q.sentence < 0:
            return None
        sentence = self.draft.sentences[q.sentence]
        k = bisect_left(self.starts, sentence.start)
        if k >= len(self.governors) or self.governors[k].start >= sentence.end:
            return None
        g = self.governors[k]
        alone = k + 1 >= len(self.governors) or self.governors[k + 1].start >= sentence.end
        if not alone or g.baseline or g.plan or g.unknown or g.start < q.end or len(self.low[g.end : sentence.end].split()) > 1:
            return None
        return (g.value, "sentence") if self.placing.search(self.low, max(0, g.start - 6), min(g.start + 6, len(self.low))) else None

    def _around(self, i: int) -> _Decision:
        draft = self.draft
        q = draft.quantities[i]
        paragraph = draft.paragraphs[q.paragraph] if q.paragraph >= 0 else None
        if paragraph is None:
            return None
        if paragraph.role in ("headline", "title"):
            # a headline has its own words, then the document's period (guidelines)
            g = self._behind(i) or self._within(paragraph.start, paragraph.end)
            return (g.value, "sentence") if g is not None and not g.plan else None
        if (g := self._earlier(q)) is not None:
            return g.value, "paragraph"
        lead = paragraph.lead_in
        for _ in range(4):
            if lead is None:
                break
            if (g := self._within(self._announcement(lead), draft.paragraphs[lead].end)) is not None:
                return g.value, "lead_in"
            lead = draft.paragraphs[lead].lead_in
        first = self.first_of[q.paragraph]
        if self.news and first > 0 and self.anaphor.match(self.low, begins := max(paragraph.body, paragraph.start), begins + 120):
            previous = draft.quantities[first - 1]
            if previous.paragraph >= q.paragraph - 2:
                return algebra.parse(draft.quantities[self.first_of[previous.paragraph]].period), "paragraph"
        named = self._headed(q)
        return (named, "section") if named else None

    def _announcement(self, lead: int) -> int:
        """Where the sentence of a lead-in begins that announces the list."""
        paragraph = self.draft.paragraphs[lead]
        k = bisect_left(self.sentence_starts, paragraph.end) - 1
        begin = max(paragraph.start, self.sentence_starts[k]) if k >= 0 else paragraph.start
        # `… 91,6% dân số. Trong đó:` only goes on
        return begin if len(self.low[begin : paragraph.end].split()) > _GOES_ON else paragraph.start

    def _headed(self, q: Quantity) -> Interval | None:
        """The period that the nearest heading above names."""
        section = self.draft.paragraphs[q.paragraph].section if q.paragraph >= 0 else None
        while section is not None:
            if section in self.headed:
                return self.headed[section]
            section = self.draft.headings[section].parent
        return None

    def _before(self, q: Quantity, floor: int) -> Governor | None:
        """The nearest governing expression before a figure, down to `floor`; none out of a bracket that has closed."""
        for k in range(bisect_left(self.starts, q.lead) - 1, -1, -1):
            g = self.governors[k]
            if g.start < floor or q.lead - g.end > _FAR:
                return None
            if g.end > q.lead or g.reach < q.start:
                continue
            between = self.low[g.end : q.lead]
            if g.baseline:
                # `so với năm 2010 (15 triệu …)`: the bracket holds the baseline's own figure
                if g.value is not None and len(between) < 6 and between.lstrip().startswith("(") and g.kind != "same-period":
                    return g
                continue
            if not g.bracketed and between.count(")") > between.count("("):
                continue
            return g
        return None

    def _behind(self, i: int) -> Governor | None:
        """An expression behind a figure and before the next one, in the same clause or alone in the bracket that follows."""
        draft = self.draft
        q = draft.quantities[i]
        k = bisect_left(self.starts, q.end)
        if k >= len(self.governors):
            return None
        g = self.governors[k]
        stop = draft.quantities[i + 1].lead if i + 1 < len(draft.quantities) else len(self.low)
        if g.baseline or g.plan or g.unknown or g.kind == "now" or g.start > stop or g.start - q.end > 90 or q.role == "change":
            return None
        between = self.low[q.end : g.start]
        head, bracket, inner = between.partition("(")
        if bracket and g.value is not None and g.kind in DAYS and len(inner.split()) <= 3 and len(head.split()) <= 8:
            if any(c in between for c in ",;.\n:)"):
                return None
            stock = g.value.first == g.value.last
            return Governor(g.start, g.end, Interval(None, g.value.last) if stock else g.value, g.kind)
        if any(c in between for c in ",;(.\n:)") or (g.kind == "year" and len(between.split()) > 6 and q.role == "level"):
            return None
        return g

    def _earlier(self, q: Quantity) -> Governor | None:
        """An expression that opens an earlier sentence of the paragraph reaches on to this one."""
        # without a reporting period of its own a news item keeps to the time that was named last
        loose = self.news and self.report is None
        sentences = self.draft.sentences
        s = q.sentence - 1
        while s >= max(0, q.sentence - _STEPS) and sentences[s].paragraph == q.paragraph:
            start, end = sentences[s].start, sentences[s].end
            k = bisect_left(self.starts, start)
            if k < len(self.governors) and self.governors[k].start < end:
                g = self.governors[k]
                if k + 1 < len(self.governors) and self.governors[k + 1].bracketed and self.governors[k + 1].start - g.end <= 2:
                    g = self.governors[k + 1]  # `năm 2019 (từ ngày 24/6 đến 27/6)`
                opens = len(self.low[start : g.start].split()) <= 7 or g.kind in ("within", "within-day")
                if opens and not g.baseline and not g.unknown and not g.tied and self._carries(g, q, end, loose):
                    return g
            s -= 1
        return None

    def _carries(self, g: Governor, q: Quantity, end: int, loose: bool) -> bool:
        if loose:
            return True
        if g.kind in ("now", "relative", "edge-relative", "plan-year"):
            return False
        if g.value is None or g.value.first is None:
            begin = self.draft.sentences[q.sentence].start
            at_end = g.value is not None and self.report is not None and g.value.last == self.report.last
            return self.state.match(self.low, begin, begin + 40) is not None or (
                not at_end and self.number.match(self.low, begin, begin + 40) is not None
            )
        report = self.report
        if report is None or report.first is None:
            return True
        if g.value != report and g.value.first <= report.first and report.last <= g.value.last:
            return False  # `Năm 2016 là năm đầu …` in a report on half of it
        # the sentence itself went back to the reporting period: `tháng 6 …, đưa kim ngạch 6 tháng lên …`
        k = bisect_left(self.starts, g.end)
        while k < len(self.governors) and self.governors[k].start < min(end, g.end + _FAR):
            if not self.governors[k].baseline and self.governors[k].value == report:
                return False
            k += 1
        return True

    def _within(self, start: int, end: int) -> Governor | None:
        """The last governing expression of a stretch, brackets apart."""
        for k in range(bisect_left(self.starts, end) - 1, -1, -1):
            g = self.governors[k]
            if g.start < max(start, end - _FAR):
                return None
            if (
                not g.baseline
                and not g.tied
                and g.value is not None
                and self.low.count("(", start, g.start) <= self.low.count(")", start, g.start)
            ):
                return g
        return None

    def baseline(self, i: int) -> str | None:
        """The period that a change is compared with; None where it is compared with a plan or nothing is said."""
        q = self.draft.quantities[i]
        g = self._compared(i)
        return _against(g, algebra.parse(q.period)) if g is not None else None

    def _compared(self, i: int) -> Governor | None:
        """The comparison of a figure: behind it in its clause, else before it in its sentence, else still that of the sentence or lead-in
        before (`…, tăng 5% so với cùng kỳ. Trong đó, … tăng 7%`)."""
        q = self.draft.quantities[i]
        if q.sentence < 0:
            return None
        sentence = self.draft.sentences[q.sentence]
        stops = [p for p in (self.low.find(";", q.end, min(sentence.end, q.end + _FAR)), self._closing_bracket(q, sentence.end)) if p >= 0]
        following = self.draft.quantities[i + 1] if i + 1 < len(self.draft.quantities) else None
        if following is not None and following.role != "change":
            stops.append(following.start)
        stop = min([sentence.end, q.end + _FAR, *stops])
        comma = self.low.find(",", q.end, min(q.end + 24, stop))
        if q.role == "change" and self.plan.search(self.low, q.end, comma if comma >= 0 else min(q.end + 24, stop)):
            return None  # `vượt 1,9% kế hoạch`
        k = bisect_left(self.starts, q.end)
        while k < len(self.governors) and self.governors[k].start < stop:
            if self.governors[k].baseline:
                return self.governors[k]
            k += 1
        if self.thing.search(self.low, max(sentence.start, q.start - 60), q.start):
            return None  # `thấp hơn của nam 13,1 điểm`
        for k in range(bisect_left(self.starts, q.lead) - 1, -1, -1):
            g = self.governors[k]
            if g.start < sentence.start or q.lead - g.start > _FAR:
                break
            if g.baseline:
                return g
            if q.role == "change" and "(" in self.low[g.start - 2 : g.start]:
                return None  # `(chín tháng năm 2021 tăng 9,6%)`: another time, and nothing said of what it is set against
        return self._compared_before(i, sentence.start) if q.role == "change" else None

    def _compared_before(self, i: int, end: int) -> Governor | None:
        q = self.draft.quantities[i]
        paragraph = self.draft.paragraphs[q.paragraph]
        spans = [(paragraph.start, end)]
        if paragraph.lead_in is not None:
            lead = self.draft.paragraphs[paragraph.lead_in]
            spans.append((lead.start, lead.end))
        for start, stop in spans:
            for k in range(bisect_left(self.starts, stop) - 1, -1, -1):
                if self.governors[k].start < max(start, stop - _FAR):
                    break
                if self.governors[k].baseline:
                    return self.governors[k]
        return None

    def _closing_bracket(self, q: Quantity, end: int) -> int:
        """Where the bracket closes in which the figure stands; -1 when it stands in none."""
        close = self.low.find(")", q.end, min(end, q.end + _FAR))
        return close if close >= 0 and self.low.count("(", q.end, close) == 0 else -1


def _other_year(g: Governor, own: Interval) -> Interval:
    """The same stretch of the year that a comparison names, else of the year before."""
    return algebra.shifted(own, g.year - own.last.year if g.year is not None else -1)


def _against(g: Governor, own: Interval | None) -> str | None:
    if own is not None and g.kind == "same-period":
        return _other_year(g, own).iso()
    if own is not None and g.previous and g.kind == "relative" and g.value is not None and own.days // 20 == g.value.days // 20:
        return algebra.preceding(own).iso()
    return g.value.iso() if g.value else None
