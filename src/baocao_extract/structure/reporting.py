"""The document's reporting period: what its title says, else its opening formula, its headings, its first lines.

A report's title names what it reviews and often what comes next (Nghị định 30/2020/NĐ-CP asks for a short statement of its content):
`… 6 tháng đầu năm; phương hướng, nhiệm vụ 6 tháng cuối năm 2021`. The period is the longest that stands before the look ahead, and a year
that only the second half bears counts for the first.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from datetime import date

import regex

from baocao_extract.draft import Draft
from baocao_extract.patterns import Patterns, load
from baocao_extract.times import algebra
from baocao_extract.times.algebra import Context, Interval
from baocao_extract.times.expressions import TimeExpression

# They need the reporting period to be understood.
_POINTLESS = frozenset((
    "relative", "within", "day-relative", "report-period", "same-period", "term", "past-years", "bare-years", "within-day", "that-moment", "plan-year",
))  # fmt: skip
_DAYS = frozenset(("date", "day-month", "date-iso"))
_PARTS = frozenset(("months-of-year", "months-with-year", "quarter", "quarters-of-year", "date-span", "day-range"))
# What may open a news item and then is its time; the edge of a period up to which an item counts.
_OPENERS = frozenset(("year", "year-bare", "quarter", "month", "month-short", "school-year", "relative", "years", "edge-relative"))
_ENDS = frozenset(("month", "month-short", "quarter", "year", "months-of-year"))
_MARKED = frozenset(("since", "until", "before", "after", "first", "e_last", "e_first"))
# `tháng 3 và quý I`: so few characters between them.
_BESIDE = 4
_CLAUSE = frozenset(",;.:()")


@dataclass(slots=True)
class _Reading:
    """One stretch of text with its expressions; `ahead` says of each whether it belongs to what comes next."""

    start: int
    end: int
    times: list[TimeExpression]
    ahead: list[bool]


class _Reader:
    def __init__(self, draft: Draft, times: list[TimeExpression], patterns: Patterns) -> None:
        self.draft, self.low, self.patterns = draft, draft.low, patterns
        self.day = date.fromisoformat(draft.metadata.date) if draft.metadata.date else None
        self.times = [e for e in times if e.kind not in _POINTLESS]
        # an undated text: what is set against `cùng kỳ năm 2017` is of 2018
        against = (int(e.named["y"]) + 1 for e in times if e.kind == "same-period" and "y" in e.named)
        self.year = next(against, None) or self._only_year() if self.day is None else None

    def _only_year(self) -> int | None:
        """The one year that an undated text names for what it counts, plans and comparisons apart."""
        apart = [self.patterns.compiled("periods", use=u) for u in ("compared", "plan-noun", "document-noun")]
        named = {
            int(e.named["y"])
            for e in self.times
            if "y" in e.named and "y2" not in e.named and not any(p.search(self.low, max(0, e.start - 40), e.start) for p in apart)
        }
        return named.pop() if len(named) == 1 else None

    def find(self) -> Interval | None:
        paragraphs = self.draft.paragraphs
        titles = [p for p in paragraphs if p.role in ("title", "headline")]
        body = [p for p in paragraphs if p.role in ("text", "item")]
        news = self.draft.metadata.kind == "news"
        if titles:
            start, end = titles[0].start, titles[-1].end
            undated = self.day is None and self.patterns.compiled("periods", use="review").match(self.low, start, end) is not None
            if (found := self._title(start, end, news and not undated) or self._closing_year(start, end)) is not None:
                return found
        if news:
            for n, p in enumerate(body[:3]):
                if (found := self._news(p.start, min(p.end, p.start + 260), n)) is not None:
                    return found
            return None
        # an excerpt begins with a heading, a report with its opening formula
        stretches = sorted([(p.start, p.end) for p in body[:3]] + [(h.start, h.end) for h in self.draft.headings[:1]])
        for start, end in [*stretches, *((h.start, h.end) for h in self.draft.headings[1:3])]:
            if (found := self._title(start, end, strict=True)) is not None:
                return found
        return None

    def _read(self, start: int, end: int) -> _Reading:
        inside = [e for e in self.times if start <= e.start < end]
        ahead: list[bool] = []
        closed, at = False, start
        for e in inside:
            look = _last(self.patterns.compiled("periods", use="look-ahead"), self.low, at, e.start)
            review = _last(self.patterns.compiled("periods", use="review"), self.low, at, e.start)
            if look is not None and (review is None or review.end() < look.end()):
                # what is planned may be what is reviewed (`thực hiện kế hoạch năm 2004 và kế hoạch năm 2005`): the first names the period
                closed = closed or bool(ahead)
            elif review is not None:
                closed = False
            ahead.append(closed)
            at = e.end
        return _Reading(start, end, inside, ahead)

    def _title(self, start: int, end: int, strict: bool) -> Interval | None:
        """The longest period of a title, or of a sentence or heading that stands in for one (`strict`: no years of plans and laws)."""
        reading = self._read(start, end)
        if not reading.times:
            return None
        candidates = self._candidates(reading, strict)
        if not candidates:
            return None
        if (exact := self._in_brackets(candidates)) is not None:
            return exact
        spans = [(e, v) for e, v in candidates if v.first is not None]
        if strict and self.draft.metadata.kind != "news":
            return candidates[0][1]
        if spans:
            candidates = spans
        if any(e.kind == "years" for e, _ in candidates):
            candidates = self._without_plan_years(candidates, start)
        values = [v for _, v in candidates]
        past = [v for v in values if self.day is None or v.first is None or v.first <= self.day]
        return algebra.longest(past or values)

    def _closing_year(self, start: int, end: int) -> Interval | None:
        """`Tổng quan kinh tế 2019`: a bare year that ends the title of an undated text."""
        if self.day is not None:
            return None
        hit = self.patterns.compiled("periods", use="closing-year").search(self.low, start, end)
        return algebra.years(int(hit.group("y")), int(hit.group("y"))) if hit is not None else None

    def _in_brackets(self, candidates: list[tuple[TimeExpression, Interval]]) -> Interval | None:
        """`quý I năm 2021 (từ ngày 15/12/2020 đến ngày 14/3/2021)`: the days that the quarter of this office has."""
        for (named, wide), (days, exact) in itertools.pairwise(candidates):
            opened = self.low[named.end : days.start]
            if exact.first and wide.first and days.kind in _DAYS | {"date-span", "day-range"} and "(" in opened and ")" not in opened:
                return exact
        return None

    def _without_plan_years(self, candidates: list[tuple[TimeExpression, Interval]], start: int) -> list[tuple[TimeExpression, Interval]]:
        """`chương trình … giai đoạn 2021-2025 năm 2022`: the year reported on, not the programme's years."""
        shorter = [(e, v) for e, v in candidates if v.days < 400]
        plans = self.patterns.compiled("periods", use="plan-noun")
        ends = [start, *(e.end for e, _ in candidates)]
        named = any(
            e.kind == "years" and plans.search(self.low, max(before, e.start - 60), e.start)
            for (e, _), before in zip(candidates, ends, strict=False)
        )
        return shorter if shorter and named else candidates

    def _candidates(self, reading: _Reading, strict: bool) -> list[tuple[TimeExpression, Interval]]:
        out: list[tuple[TimeExpression, Interval]] = []
        skip = -1
        for n, e in enumerate(reading.times):
            if n <= skip or reading.ahead[n] or self._refers(e, reading.start, strict):
                continue
            value = self._value(reading, n)
            close = reading.times[n + 1] if n + 1 < len(reading.times) else None
            if close is not None and value is not None and "since" in e.named and ("until" in close.named or close.kind == "now"):
                last = self._value(reading, n + 1)
                if close.start - e.end <= 12 and last is not None and (both := algebra.merged(value, last)) is not None:
                    value, skip = both, n + 1
            if e.kind in ("now", "edge-relative") and skip != n + 1:
                continue
            if value is None or (strict and e.kind == "years" and not self._looks_back(e, reading)):
                continue
            if strict and self.draft.metadata.kind == "news":
                if e.kind in _DAYS | {"day-range", "month-short"} and "until" not in e.named and not self._daily(e, reading):
                    continue
                if self.day is not None and value.first is not None and value.first > self.day:
                    continue
            out.append((e, value))
        return out

    def _looks_back(self, e: TimeExpression, reading: _Reading) -> bool:
        """`Tổng kết chương trình … giai đoạn 2016-2020`, as the title of a news item: the years that it sums up, all of them past."""
        if self.draft.metadata.kind != "news" or self.day is None or int(e.named.get("y2", 0)) > self.day.year:
            return False
        summing = self.patterns.compiled("periods", use="summing-up")
        return summing.search(self.low, reading.start, e.start) is not None

    def _daily(self, e: TimeExpression, reading: _Reading) -> bool:
        """`Ngày 20/7: thêm 94 ca mắc`, at the head of an item that counts day by day."""
        return e.start - reading.start < 8 and self.patterns.compiled("periods", use="daily").match(self.low, e.end, e.end + 80) is not None

    def _value(self, reading: _Reading, n: int) -> Interval | None:
        """An expression's interval, its year taken from the rest of the title where it has none."""
        e = reading.times[n]
        context = Context(day=self.day)
        if e.kind == "edge-relative":
            return algebra.resolve(replace(e, named={k: v for k, v in e.named.items() if k != "since"}), context, self.patterns)
        if e.kind == "bare-months":
            e = replace(e, kind="months-with-year")
        if "y" in e.named:
            return algebra.resolve(e, context, self.patterns)
        lender = next(
            (k for k, other in enumerate(reading.times) if "y" in other.named and other.kind not in ("years", "school-year")), None
        )
        if lender is None:
            return algebra.resolve(e, context, self.patterns, self.year)
        year = int(reading.times[lender].named["y"])
        value = algebra.resolve(e, context, self.patterns, year)
        if value is not None and value.first is not None and reading.ahead[lender] and not reading.ahead[n]:
            next_one = algebra.resolve(reading.times[lender], context, self.patterns)
            if next_one is not None and next_one.first is not None and next_one.last < value.first:
                return algebra.shifted(value, -1)  # `quý IV, nhiệm vụ quý I năm 2023`: the quarter before
        return value

    def _refers(self, e: TimeExpression, start: int, strict: bool) -> bool:
        """A date behind a document's number or noun (`Công văn số … ngày …`), a year in a plan's or law's name."""
        documents = self.patterns.compiled("periods", use="document-noun")
        if e.kind in _DAYS and "until" not in e.named:
            hit = _last(documents, self.low, max(start, e.start - 70), e.start)
            return hit is not None and not _CLAUSE & set(self.low[hit.end() : e.start])
        if self.patterns.compiled("periods", use="compared").search(self.low, max(start, e.start - 40), e.start):
            return True  # `so với năm 2004`
        if not strict or e.kind == "years":
            return False  # of years, `_looks_back` decides
        if e.kind in _DAYS:
            return documents.search(self.low, max(start, e.start - 70), e.start) is not None
        if e.kind == "year" and self.patterns.compiled("periods", use="event-noun").search(self.low, max(start, e.start - 70), e.start):
            return True
        near = max(start, e.start - 28)
        if self.patterns.compiled("periods", use="review").match(self.low, start + self._marker(start), e.start):
            return False  # `Tình hình thực hiện nhiệm vụ kế hoạch năm 2004`
        plans = self.patterns.compiled("periods", use="plan-noun")
        return plans.search(self.low, near, e.start) is not None or documents.search(self.low, near, e.start) is not None

    def _marker(self, start: int) -> int:
        """The length of a heading's marker."""
        heading = next((h for h in self.draft.headings if h.start == start), None)
        return max(0, heading.title_start - start) if heading is not None else 0

    def _news(self, start: int, end: int, n: int) -> Interval | None:
        """A news item's period stands in its lead: parts of a year, a survey's month, what opens the item, a day or month up to which it counts."""
        reading = self._read(start, end)
        candidates = self._candidates(reading, strict=True)
        for k, (e, value) in enumerate(candidates):
            if not self._leads(e, start, n):
                continue
            if k + 1 < len(candidates):
                # `trong tháng 3 và quý I/2021`: the wider
                other, wider = candidates[k + 1]
                if other.start - e.end <= _BESIDE and value.first and wider.first and wider.days > value.days and wider.last >= value.last:
                    return wider
            return value
        return None

    def _leads(self, e: TimeExpression, start: int, n: int) -> bool:
        """Whether a time in the n-th paragraph, which begins at `start`, is that of the whole item."""
        if e.kind in _PARTS:
            return True
        if n == 0 and "until" in e.named and e.start - start < 200:
            return e.kind in _DAYS | _ENDS
        if n == 0 and e.kind in ("year", "year-bare") and not e.named.keys() & _MARKED and int(e.named["y"]) == self._present():
            return True  # `tuyển sinh năm 2021`, in an item of 2021
        if n > 1:
            return False
        if e.kind in _OPENERS and self._opens(e, start):
            return True
        survey = self.patterns.compiled("periods", use="survey")
        if e.kind not in ("month", "month-short", "year", "year-bare"):
            return False
        if survey.search(self.low, max(start, e.start - 32), e.start) is not None:
            return True
        # `Kết quả điều tra quốc gia về lao động trẻ em năm 2018 … vừa công bố`: what opens the paragraph
        opening = survey.search(self.low, start, min(start + 24, e.start))
        return opening is not None and not _CLAUSE & set(self.low[opening.end() : e.start])

    def _present(self) -> int | None:
        """The year in which a news item is written: that of its date, else the last one that it names."""
        if self.day is not None:
            return self.day.year
        return max((int(e.named["y2" if "y2" in e.named else "y"]) for e in self.times if "y" in e.named), default=None)

    def _opens(self, e: TimeExpression, start: int) -> bool:
        """Nothing stands before it in the paragraph, or whose words these are: `Theo Cục Thống kê, năm 2020 …`."""
        before = self.low[start : e.start].strip()
        if len(before) < 4:
            return True
        source, comma, rest = before.rpartition(",")
        if not comma:
            source, rest = before, ""
        return len(before) < 90 and not any(c.isdigit() for c in before) and len(rest) < 8 and self.patterns.compiled(
            "periods", use="said-by"
        ).match(source) is not None  # fmt: skip


def set_period(draft: Draft, times: list[TimeExpression], patterns: Patterns | None = None) -> None:
    """Sets `metadata.period`; it stays null where nothing names it."""
    found = _Reader(draft, times, patterns or load()).find()
    draft.metadata.period = found.iso() if found is not None else None


def _last(pattern: regex.Pattern[str], low: str, start: int, end: int) -> regex.Match[str] | None:
    found = None
    for found in pattern.finditer(low, start, end):
        pass
    return found
