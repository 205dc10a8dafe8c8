"""What a time expression does where it stands: gives figures their time, is compared with, or only names a plan, a law, a meeting."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date

import regex

from baocao_extract.draft import Draft, Quantity
from baocao_extract.patterns import Patterns
from baocao_extract.times import algebra
from baocao_extract.times.algebra import Context, Interval
from baocao_extract.times.expressions import TimeExpression

DAYS = frozenset(("date", "day-month", "date-iso", "day-range", "date-span"))
_SINGLE_DAYS = frozenset(("date", "day-month", "date-iso"))
_YEARS = frozenset(("year", "years", "year-bare", "year-list", "plan-year"))
# Kinds that name a time even where the text does not tell which: figures behind them have no period rather than the document's.
_NAMED = frozenset(("now", "relative", "day-month", "year", "within-day", "date-span"))
_CLAUSE = frozenset(",;.:()\n")
_FAR = 1 << 60
_WINDOW = 2000


@dataclass(slots=True)
class Governor:
    """An expression that may govern figures.

    `unknown`: it names a time that the text does not place. `reach`: how far it governs. `bracketed`: it fills its brackets, so what
    follows them stands in its time too. `previous`, `year`: counted back from the figure's own time, or with a year of its own.
    `plan`: the years of a plan that is measured against. `current`: for `tháng trước`, the month that it is counted from. `beside`: the
    time that is coordinated with it (`tháng 12 và quý IV`). `tied`: it is that of the figure right before it and of no other.
    """

    start: int
    end: int
    value: Interval | None
    kind: str
    baseline: bool = False
    unknown: bool = False
    reach: int = _FAR
    bracketed: bool = False
    previous: bool = False
    plan: bool = False
    tied: bool = False
    current: Interval | None = None
    beside: Interval | None = None
    year: int | None = None


def context(draft: Draft) -> Context:
    report = algebra.parse(draft.metadata.period)
    day = date.fromisoformat(draft.metadata.date) if draft.metadata.date else None
    return Context(report.first if report else None, report.last if report else None, day)


def coordinated_year(times: list[TimeExpression], n: int) -> int | None:
    """`tháng 02 và 2 tháng đầu năm 2007`: the year of the expression that follows at once."""
    if "y" in times[n].named or n + 1 >= len(times):
        return None
    follower = times[n + 1]
    if follower.start - times[n].end <= 6 and "y" in follower.named and follower.kind != "same-period":
        return int(follower.named["y"])
    return None


class Standing:
    """The governors of a draft in text order, with the periods that its headings name."""

    def __init__(self, draft: Draft, times: list[TimeExpression], patterns: Patterns) -> None:
        self.draft, self.low, self.patterns = draft, draft.low, patterns
        self.context = context(draft)
        self.headed = self._headed(times)
        self._heading_starts = [h.start for h in draft.headings]
        self._sentence_starts = [s.start for s in draft.sentences]
        self._paragraph_starts = [p.start for p in draft.paragraphs]
        self._titles = [(p.start, p.end) for p in draft.paragraphs if p.role in ("headline", "title")]
        self.governors = self._governors(times)
        self._compared_behind()
        self.starts = [g.start for g in self.governors]

    def _line(self, position: int) -> int:
        """Where the paragraph begins."""
        k = bisect_right(self._paragraph_starts, position) - 1
        return self._paragraph_starts[k] if k >= 0 else 0

    def _last(self, use: str, start: int, end: int, words: int) -> regex.Match[str] | None:
        """The last word of a use in `[start, end)`, with at most so many words and no border between it and `end`."""
        found = None
        # words may look at what follows them
        for hit in self.patterns.compiled("periods", use=use).finditer(self.low, start, min(end + 12, len(self.low))):
            if hit.end() > end:
                break
            found = hit
        if found is None:
            return None
        between = self.low[found.end() : end]
        return found if len(between.split()) <= words and not _CLAUSE & set(between) else None

    def _headed(self, times: list[TimeExpression]) -> dict[int, Interval]:
        """The periods that headings name; a plan's year counts here, a programme's years do not."""
        starts = [e.start for e in times]
        out: dict[int, Interval] = {}
        for n, heading in enumerate(self.draft.headings):
            inside = times[bisect_left(starts, heading.start) : bisect_left(starts, heading.end)]
            values = []
            for k, e in enumerate(inside):
                if e.kind == "same-period" or (e.kind == "years" and self._last("programme-noun", heading.start, e.start, 12)):
                    continue
                if value := algebra.resolve(e, self.context, self.patterns, coordinated_year(inside, k)):
                    values.append(value)
            if len(values) == 2 and "since" in inside[0].named and "until" in inside[-1].named:
                both = algebra.merged(values[0], values[1])
                values = [both] if both else values
            if best := algebra.longest(values):
                out[n] = best
        return out

    def _place(self, position: int) -> Context:
        """The context of a place in the text: below a heading that names a year or a part of one, that is the period spoken of."""
        n = bisect_right(self._heading_starts, position) - 1
        section: int | None = n if n >= 0 and position < max(self.draft.headings[n].last, self.draft.headings[n].end) else None
        while section is not None:
            named = self.headed.get(section)
            if named is not None:
                return Context(named.first, named.last, self.context.day) if named.first is not None and named.days < 370 else self.context
            section = self.draft.headings[section].parent
        return self.context

    def _governors(self, times: list[TimeExpression]) -> list[Governor]:
        out: list[Governor] = []
        ranges: list[Interval] = []
        skip, here_year, paragraph = -1, None, -1
        occasion: Interval | None = None
        event: Interval | None = None
        for n, e in enumerate(times):
            if n <= skip:
                continue
            line = self._line(e.start)
            if line != paragraph:
                paragraph, here_year = line, None
            if "y" in e.named:
                here_year = int(e.named["y"])
            place = self._place(e.start) if "y" not in e.named else self.context
            year = coordinated_year(times, n)
            if year is None and place.year is None and e.kind not in ("now", "relative"):
                year = here_year  # an undated text: the paragraph names the year (guidelines)
            value = algebra.resolve(e, place, self.patterns, year)
            end = e.end
            if e.kind in ("years", "school-year") and value:
                ranges.append(value)
            elif e.kind in ("past-years", "bare-years", "term") or "u_term" in e.named:
                value = _of_ranges(e, ranges, place, self.patterns)
            if e.kind == "that-moment":
                since = 0 if "same" in e.named else line
                value = next((g.value for g in out[:-20:-1] if g.value and g.start >= since and g.value.first is None), None)
                value = value or algebra.resolve(TimeExpression(e.start, e.end, "now", {"now": ""}), place, self.patterns)
            elif e.kind == "within-day":
                value = event or occasion if "event" in e.named else occasion
            elif e.kind in _SINGLE_DAYS and value and value.first and "before" not in e.named and not self._of_document(e):
                occasion = value
                event = event or (value if self._meeting(e) else None)
            baseline = e.kind == "same-period" or self._compared(e)
            if "since" in e.named:
                value, end, skip = self._since(times, n, value, place, year, skip)
            if not baseline and ("before" in e.named or "after" in e.named or self._refers(e, place)):
                continue
            unknown = value is None and e.kind in _NAMED and "since" not in e.named
            if value is None and not unknown and not baseline:
                continue
            g = Governor(e.start, end, value, e.kind, baseline, unknown, year=int(e.named["y"]) if "y" in e.named else None)
            g.previous = "prev" in e.named
            if g.previous and e.kind == "relative":
                now = {k: v for k, v in e.named.items() if k != "prev"}
                g.current = algebra.resolve(TimeExpression(e.start, e.end, e.kind, now), place, self.patterns)
            if out and not baseline and not out[-1].baseline and 0 < e.start - out[-1].end <= 5 and not e.stock:
                g.beside = out[-1].value if not set(";:(.\n") & set(self.low[out[-1].end : e.start]) else None
            g.reach = _FAR if baseline else self._reach(e, g)
            g.bracketed = self._bracketed(g)
            if g.bracketed and out and out[-1].baseline and self.low[out[-1].end : g.start].strip() == "(":
                # `ít hơn tuần trước (13/9 - 19/9)`: the brackets say what is compared with
                out[-1].value = out[-1].value or g.value
                g.baseline = True
            out.append(g)
        return out

    def _since(
        self, times: list[TimeExpression], n: int, value: Interval | None, place: Context, year: int | None, skip: int
    ) -> tuple[Interval | None, int, int]:
        """`từ A đến B` (a bracket may stand between), `cộng dồn từ đầu năm`: (interval, where it ends, index of B)."""
        e = times[n]
        if e.kind in ("date-span", "day-range", "month-span", "years"):
            return value, e.end, skip  # `lũy kế từ ngày 01/7 đến ngày 15/12/2021`: both ends are named
        for m in range(n + 1, min(n + 4, len(times))):
            close = times[m]
            between = self.low[e.end : close.start].strip()
            if ("until" in close.named or close.kind == "now") and (
                not between or (between[0] == "(" and between[-1] == ")" and "\n" not in between)
            ):
                last = algebra.resolve(close, place, self.patterns, year)
                return (algebra.merged(value, last) if value and last else value), close.end, m
        if e.kind == "edge-relative" and value and place.last:
            return algebra.merged(value, Interval(None, place.last)), e.end, skip
        return None, e.end, skip

    def _compared(self, e: TimeExpression) -> bool:
        hit = self._last("comparison", max(0, e.start - 40), e.start, 6)
        return hit is not None and not any(c.isdigit() for c in self.low[hit.end() : e.start])

    def _compared_behind(self) -> None:
        """`bằng 103,2% mức thực hiện của năm 2014`, `gấp 2 lần năm 2011`: a time right behind a share is what it is a share of."""
        quantities = self.draft.quantities
        ends = [q.end for q in quantities]
        placing, joined = self.patterns.compiled("periods", use="placing"), self.patterns.compiled("periods", use="joined")
        for g in self.governors:
            k = bisect_right(ends, g.start) - 1
            if k < 0 or quantities[k].role == "level" or g.kind == "now":
                continue
            between = self.low[ends[k] : g.start]
            if self._from_to(quantities[k], between, g):
                g.tied, g.reach = True, g.start
                continue
            if joined.search(between) is not None:
                continue
            if len(between.split()) <= 5 and not _CLAUSE & set(between) and not placing.search(self.low, ends[k], g.start + 6):
                g.baseline = True

    def _from_to(self, q: Quantity, between: str, g: Governor) -> bool:
        """`giảm từ 33,8% năm 2000 xuống 26,7% năm 2004`: each year is its figure's own."""
        before, after = self.low[max(0, q.lead - 14) : q.lead], self.low[g.end : g.end + 12]
        bounds = self.patterns.compiled("periods", use="from-to")
        near = between.strip()
        placed = not near or self.patterns.compiled("periods", use="placing-only").fullmatch(near) is not None
        return placed and (bounds.search(before) is not None or bounds.match(after.lstrip()) is not None)

    def _of_document(self, e: TimeExpression) -> bool:
        """A date behind a document's noun or number: `Quyết định số 12/QĐ-UBND ngày 5/7/2019`."""
        line = self._line(e.start)
        return self._last("document-noun", max(line, e.start - 64), e.start, 9) is not None

    def _refers(self, e: TimeExpression, place: Context) -> bool:
        """Dates of documents and meetings, years in the names of laws, programmes and holidays: they tell no figure's time."""
        if any(a <= e.start < b for a, b in self._titles):
            return False  # a headline speaks for itself
        line = self._line(e.start)
        marked = e.stock or "since" in e.named
        if e.kind in _SINGLE_DAYS and not marked:
            return self._of_document(e) or self._meeting(e) or self._last("event-noun", max(line, e.start - 36), e.start, 3) is not None
        if e.kind == "date-span" and e.named.get("y0", "") and int(e.named.get("y", e.named["y0"])) - int(e.named["y0"]) > 5:
            return True  # an anniversary: `(27/7/1947 - 27/7/2017)`
        if e.kind in ("relative", "quarter", "month") and self._last("onward", max(line, e.start - 16), e.start, 0):
            return e.kind != "relative" or "next" in e.named
        if e.kind == "edge-relative" and self._last("plan-noun", max(line, e.start - 16), e.start, 1):
            return True  # `dự toán đầu năm`
        if e.kind not in _YEARS or marked:
            return False
        if e.kind in ("year", "year-bare") and self._last("event-noun", max(line, e.start - 36), e.start, 3):
            on_it = self.draft.metadata.kind == "news" and self.context.last is None
            return not (on_it and self._last("holiday", max(line, e.start - 36), e.start, 3))
        if self._last("document-noun", max(line, e.start - 48), e.start, 7 if e.kind == "year" else 4):
            return True
        if e.kind in ("years", "year-list"):
            return self._last("programme-noun", max(line, e.start - 90), e.start, 12) is not None
        return e.kind == "year" and self._inside_name(e, place, line)

    def _meeting(self, e: TimeExpression) -> bool:
        """`Ngày 2/7, ông A cho biết`: the day on which somebody speaks, meets or signs."""
        after = self.low[e.end : e.end + 90]
        hit = self.patterns.compiled("periods", use="speech").search(after)
        return hit is not None and not any(c.isdigit() or c == "\n" for c in after[: hit.start()])

    def _inside_name(self, e: TimeExpression, place: Context, line: int) -> bool:
        """`hộ nghèo năm 2020` in a report on the first quarter of 2020: the year belongs to the noun."""
        if not place.first or not place.last or (place.last - place.first).days >= 300:
            return False
        if not place.first.year == place.last.year == int(e.named["y"]):
            return False
        if "whole" in e.named or self._last("plan-noun", max(line, e.start - 64), e.start, 12):
            return False
        if self.low[e.end : e.end + 2].lstrip().startswith(":"):
            return False  # `Giao quân năm 2021: 178 tân binh`
        opener = self.low[line : e.start].rstrip()
        return bool(opener) and opener[-1] not in ".;:,-–+("

    def _reach(self, e: TimeExpression, g: Governor) -> int:
        """How far an expression governs: one that belongs to a plan only to the end of its clause, a mere `hiện` to the next `;` or `:`."""
        low = self.low
        k = bisect_right(self._sentence_starts, e.start) - 1
        sentence = self.draft.sentences[k].start if k >= 0 else 0
        if e.kind in ("year", "year-bare", "years", "plan-year") and not e.stock:
            plan = self._last("plan-noun", max(sentence, e.start - 64), e.start, 7)
            g.plan = plan is not None
            if plan is None and e.kind != "plan-year":
                return _FAR
            if plan is not None and e.kind != "plan-year" and len(low[self._clause(plan.start(), sentence) : plan.start()].split()) <= 1:
                return _FAR
            return _clause_end(low, e.end)
        if (item := self._in_item(e, sentence)) is not None:
            return item
        if e.kind == "now" and low[sentence : e.start].strip(" -+*•("):
            stops = [p for p in (low.find(";", e.end, e.end + _WINDOW), low.find(":", e.end, e.end + _WINDOW)) if p >= 0]
            return min(stops, default=_FAR)
        return _FAR

    def _in_item(self, e: TimeExpression, sentence: int) -> int | None:
        """`…; giải ngân vốn đầu tư công đến hết tháng 6 được 521 tỷ đồng; …`: within an item of a list it reaches to that item's end."""
        begin = self.low.rfind(";", sentence, e.start)
        if begin < 0 or len(self.low[begin + 1 : e.start].split()) < 2:
            return None
        end = self.low.find(";", e.end, e.end + _WINDOW)
        return end if end >= 0 else None

    def _clause(self, position: int, floor: int) -> int:
        return max(floor, *(self.low.rfind(c, floor, position) + 1 for c in ";.:(\n"))

    def _bracketed(self, g: Governor) -> bool:
        """It is a stretch of days, and between its brackets stands nothing else."""
        if g.kind not in DAYS or g.value is None or g.value.first is None or not g.value.days:
            return False
        before = self.low[max(0, g.start - 3) : g.start].rstrip()
        return before.endswith("(") and self.low[g.end : g.end + 2].lstrip().startswith(")")


def _clause_end(low: str, start: int) -> int:
    """The end of the clause that goes on at `start`, or of the bracket that opens there."""
    k = start
    while k < len(low) and low[k].isspace():
        k += 1
    if k < len(low) and low[k] == "(":
        close = low.find(")", k, k + 200)
        return close if close >= 0 else k
    while k < len(low) and k < start + 200:
        c = low[k]
        # a comma or dot inside a number is no border
        if c in ";:()\n" or (c in ",." and not (low[k - 1].isdigit() and k + 1 < len(low) and low[k + 1].isdigit())):
            return k
        k += 1
    return k


def _of_ranges(e: TimeExpression, ranges: list[Interval], place: Context, patterns: Patterns) -> Interval | None:
    """`trong 5 năm`, `cả nhiệm kỳ`: the last stretch of so many years named before; `giai đoạn trước` the one before that."""
    wanted = algebra.count(e, patterns)
    report = Interval(place.first, place.last) if place.first and place.last and (place.last - place.first).days > 400 else None
    for interval in [*([report] if report and wanted else []), *reversed(ranges), *([report] if report else [])]:
        if interval.first is None or (wanted and interval.last.year - interval.first.year + 1 != wanted):
            continue
        return algebra.preceding(interval) if "prev" in e.named else interval
    return None
