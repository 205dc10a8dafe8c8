"""The place of each figure: the most specific administrative unit named for it, else the document's own area (guidelines, `place`)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

import regex

from baocao_extract.draft import Draft, Quantity, Sentence
from baocao_extract.gazetteer import load
from baocao_extract.indicators.place_names import find, words_of
from baocao_extract.language.folding import canonical
from baocao_extract.model import Origin
from baocao_extract.patterns import Patterns
from baocao_extract.structure.mentions import COMMUNE, COUNTRY, DISTRICT, PROVINCE, SETTLEMENT, Mention, Phrases, phrase_at

__all__ = ["assign", "find", "spans"]

_PAIR = tuple[str | None, Origin]
_MARKS = regex.compile(r"[,;(.:\n)]")


@dataclass(slots=True)
class Group:
    """Places that are named together: `huyện A và huyện B`, `xã A (huyện B)`. Empty `units`: back to the document's own area."""

    start: int
    end: int
    units: list[Mention]
    place: str | None = None
    aside: bool = False
    own: bool = False
    at: bool = False
    # all that a bracket says: where the thing before it is
    bracketed: bool = False
    shut: int = 0
    context: list[Mention] = field(default_factory=list)

    @property
    def level(self) -> int:
        return max((u.level for u in self.units), default=COUNTRY)


def spans(draft: Draft, mentions: list[Mention]) -> list[tuple[int, int]]:
    """Stretches whose words belong to no name."""
    return [(m.start, m.end) for m in mentions]


class _Reader:
    """The groups of a document and the rules that choose among them."""

    def __init__(self, draft: Draft, mentions: list[Mention], patterns: Patterns) -> None:
        self.draft, self.words = draft, words_of(patterns)
        self.low, self.flow = draft.low, draft.flow
        self.province = draft.metadata.province
        self.default = draft.metadata.place
        self.news = draft.metadata.kind != "report"
        self.sentence_starts = [s.start for s in draft.sentences]
        self.paragraph_starts = [p.start for p in draft.paragraphs]
        named = load(patterns).named(self.province) if self.province else None
        self.city = self.province is not None and (named is None or (named.city and not named.districts))
        self.groups = self._grouped(mentions)
        self.starts = [g.start for g in self.groups]
        self.leads = [q.lead if q.lead >= 0 else q.start for q in draft.quantities]
        self.first_of: dict[int, int] = {}
        for n, q in enumerate(draft.quantities):
            self.first_of.setdefault(q.paragraph, n)
        self.headings = [self._heading_place(n) for n in range(len(draft.headings))]

    def _grouped(self, mentions: list[Mention]) -> list[Group]:
        groups: list[Group] = []
        ends = [s.start for s in self.draft.sentences]
        for m in mentions:
            last = groups[-1] if groups else None
            if (
                last is not None
                and not m.whole
                and last.units
                and not last.units[-1].whole
                and self._joins(last, m)
                and bisect_right(ends, m.start) == bisect_right(ends, last.start)
            ):
                self._join(last, m)
            else:
                groups.append(Group(m.start, m.end, [m]))
        for n, group in enumerate(groups):
            self._judge(group, groups[max(0, n - 40) : n])
        return groups

    def _joins(self, group: Group, m: Mention) -> bool:
        if m.start - group.end > 40:
            return False
        between = self.low[group.end : m.start].strip()
        if len(between) > 16 or any(c.isdigit() for c in between):
            return False
        return " ".join(between.strip("(),").split()) in self.words.joins or between in ("", ",", "(", "),", ")", "-", "–", "/", "&", ") ,")

    def _join(self, group: Group, m: Mention) -> None:
        between = self.low[group.end : m.start]
        last = group.units[-1]
        group.end = m.end
        coordinated = any(c.isalpha() for c in between)
        if m.level < last.level and not coordinated:
            group.context.append(m)
        elif m.level > last.level and not coordinated and (len(group.units) == 1 or "(" in between):
            # `huyện A (xã B, xã C)`, `huyện A, xã B`
            group.context.append(group.units.pop())
            group.units.append(m)
        elif m.level == last.level or coordinated or m.level > last.level:
            group.units.append(m)

    def _judge(self, group: Group, earlier: list[Group]) -> None:
        """The place that a group stands for; `own` groups are the document's area and govern nothing, `aside` ones neither."""
        first = group.units[0]
        i = self.draft.tokens.at(group.start)
        group.at = self._before(self.words.at, i) and not self._compared(group.start)
        group.aside = self._route(group) or (not group.at and (self._before(self.words.aside, i) or self._compared(group.start)))
        group.bracketed = self.low[group.end : group.end + 1] == ")" and self._locates(group)
        group.shut = self._shuts(group)
        if first.whole:
            group.place = self._whole(first, earlier)
            group.own = group.place is None
            return
        if all(u.level == PROVINCE for u in group.units):
            foreign = [u for u in group.units if u.entry is None or not any(p.name == self.province for p in u.entry.provinces)]
            own = len(foreign) < len(group.units) or self._is_own(first)
            if own and (first.scoped or self._subject(first)):
                group.place = self.province
                return
            group.own = own or (self.province is not None and not group.at)
        group.place = ", ".join(u.shown for u in group.units)

    def _route(self, group: Group) -> bool:
        """`Vị Thanh - Cần Thơ`: from one to the other."""
        flow = self.flow
        end = min(m.end for m in (*group.units, *group.context))
        after, before = flow[end : end + 4], flow[max(0, group.start - 4) : group.start]
        dashed = (len(after) == 4 and after[:3] in (" - ", " – ") and after[3].isupper()) or (
            len(before) == 4 and before[1:] in (" - ", " – ") and before[0].isalpha()
        )
        return dashed and not group.units[0].cls

    def _locates(self, group: Group) -> bool:
        opening = self.low.rfind("(", max(0, group.start - 60), group.start)
        if opening < 0 or self.low.find(")", opening, group.start) >= 0:
            return False
        if opening == group.start - 1:
            return True
        t = self.draft.tokens.at(opening) - 1
        named = t >= 0 and self.flow[self.draft.tokens.start[t]].isupper()
        return named and not any(c.isdigit() for c in self.low[opening : group.start])

    def _subject(self, m: Mention) -> bool:
        """In a document on a lower unit, `Tỉnh X dự kiến …` speaks of the whole province."""
        k = bisect_right(self.sentence_starts, m.start) - 1
        return self.default != self.province and bool(m.cls) and k >= 0 and m.start - self.sentence_starts[k] < 3

    def _is_own(self, m: Mention) -> bool:
        return self.province is not None and m.key in canonical(self.province)

    def _whole(self, m: Mention, earlier: list[Group]) -> str | None:
        """What `toàn tỉnh`, `toàn huyện` mean here; None where no such unit is known."""
        if m.name == "country":
            return self.words.country
        if m.name == "document":
            return self.default
        if m.name == "city" and self._of_city():
            return self.default
        if m.name == "province" or (m.name == "city" and self.city):
            return self.province or self._last(PROVINCE, city=False, position=m.start, earlier=earlier) or self.default
        level = COMMUNE if m.name == "commune" else DISTRICT
        return self._last(level, city=m.name == "city", position=m.start, earlier=earlier) or self.default

    def _of_city(self) -> bool:
        """The document is a town's own."""
        first = canonical(self.default or "").replace(".", " ").split()
        return self.default != self.province and (" ".join(first[:2]) in self.words.cities or " ".join(first[:1]) in self.words.cities)

    def _last(self, level: int, *, city: bool, position: int, earlier: list[Group]) -> str | None:
        """The unit of that level that was named last; a report speaks of another than its own only within a paragraph."""
        paragraphs = self.draft.paragraphs
        k = bisect_right(self.paragraph_starts, position) - 1
        since = 0 if self.news or k < 0 else paragraphs[k].start
        for group in reversed(earlier):
            if group.start < since:
                break
            for unit in reversed([*group.units, *group.context]):
                if unit.level == level and not unit.whole and (not city or canonical(unit.cls).strip(".") in self.words.cities):
                    return unit.shown
        return None

    def _before(self, phrases: Phrases, i: int) -> bool:
        """One of the phrases ends right before token i; plural words in between are passed over."""
        words = self.draft.tokens.text
        back = list(reversed(words[max(0, i - 7) : i]))
        while back and (back[0] in self.words.several or back[0].isdigit()):
            back.pop(0)
        return bool(back) and phrase_at(phrases, back, 0) is not None

    def _compared(self, start: int) -> bool:
        """`so với bình quân của huyện A`: nothing but words between."""
        return self.words.comparing.search(self.low, max(0, start - 48), start) is not None

    def _heading_place(self, n: int) -> str | None:
        heading = self.draft.headings[n]
        for group in self._between(heading.start, heading.end):
            if not group.own and not group.aside and not group.units[0].whole:
                return group.place
        return None

    def _between(self, start: int, end: int) -> list[Group]:
        """The last groups between two positions."""
        k = bisect_left(self.starts, end)
        return self.groups[max(bisect_left(self.starts, start), k - _REACH) : k]

    def _labelled(self, start: int, body: int, end: int) -> bool:
        """`- Huyện A: …. Trong đó …`: the paragraph opens with a place and a colon."""
        k = bisect_left(self.starts, start)
        return (
            k < len(self.groups)
            and self.groups[k].end < end
            and self.starts[k] - body <= 4
            and self.low[self.groups[k].end : self.groups[k].end + 2].strip()[:1] == ":"
        )

    # --- one figure ---

    def place(self, i: int) -> _PAIR:
        q = self.draft.quantities[i]
        sentence = self.draft.sentences[q.sentence] if q.sentence >= 0 else Sentence(0, len(self.low), -1)
        if q.kind == "organisations" and self.words.elsewhere.match(self.low, q.end, q.end + 24):
            return None, "own"  # the text does not say where
        behind = self._counted(i) or self._behind(i, sentence)
        if behind:
            return behind, "own"
        respective = self._one_by_one(i, sentence)
        if respective is not None:
            return respective, "sentence"
        target = q.part_of if q.part_of is not None else q.of
        linked = self.draft.quantities[target] if target is not None and 0 <= target < i else None
        same = linked is not None and linked.paragraph == q.paragraph
        floor = max(sentence.start, linked.end) if linked is not None and same else sentence.start
        found = self._governing(i, floor, sentence)
        if found is not None:
            return found, "sentence"
        late = self._behind(i, sentence, across=True)
        if late is not None and (linked is None or not same):
            return late, "sentence"
        if linked is not None and same and linked.place is not None:
            return linked.place, "link" if linked.place_from not in ("document", "topic") else linked.place_from
        return self._around(q)

    def _counted(self, i: int) -> str | None:
        """`hai huyện A và B`, `3 xã (A, B)`, `05 xã gồm A, B`: the counted units are named right behind the count."""
        q = self.draft.quantities[i]
        if q.kind != "organisations":
            return None
        k = bisect_right(self.starts, q.start)
        stop = self.leads[i + 1] if i + 1 < len(self.leads) else len(self.low)
        for group in self.groups[k : k + 4]:
            if any(u.counted_by == q.start for u in group.units):
                return ", ".join(u.shown for g in self.groups[k : k + 8] for u in g.units if u.counted_by == q.start)
        if (
            canonical(q.unit.split(",")[0]) not in self.words.classes
            or k >= len(self.groups)
            or self.groups[k].start >= min(stop, q.end + 60)
        ):
            return None
        group = self.groups[k]
        between = self.low[q.end : max(q.end, group.start)].strip(" :(")
        fits = not between or phrase_at(self.words.naming, between.split(), 0) is not None
        return group.place if fits and len(between) < 24 and group.level >= DISTRICT and not group.units[0].whole else None

    def _behind(self, i: int, sentence: Sentence, *, across: bool = False) -> str | None:
        """`3 vụ tại huyện A`, `12 hộ xã B`, `5 ca (huyện A)`: named behind the figure before anything else is said.

        `across` a comma only where the place ends the sentence.
        """
        q = self.draft.quantities[i]
        k = bisect_left(self.starts, q.end)
        if k >= len(self.groups):
            return None
        group = self.groups[k]
        if (
            group.start >= sentence.end
            or group.own
            or group.start - q.end > 90
            or (group.units[0].level == PROVINCE and self.province is not None)
        ):
            return None
        begin = group.start
        if i + 1 < len(self.leads) and self.draft.quantities[i + 1].start < group.units[0].name_start:
            # only the count of the places themselves may stand between: `27 hộ của hai huyện A và B`
            count = self.draft.quantities[i + 1]
            if not any(u.counted_by == count.start for u in group.units) and not count.start <= group.start < count.end:
                return None
            begin = count.start
        between = self.low[q.end : begin]
        if not between.strip():
            return group.place if not group.units[0].whole and begin == group.start else None
        if between.strip() == "(" and not group.units[0].whole:
            closed = self.low.find(")", group.end, sentence.end)
            following = self.leads[i + 1] if i + 1 < len(self.leads) else len(self.low)
            return group.place if group.end <= closed < following and closed - group.end < 3 else None
        if (
            self._compared(group.start)
            or _MARKS.search(between.replace(",", " ") if across else between)
            or (across and sentence.end - group.end > 3)
        ):
            return None
        return group.place if self._before(self.words.at, self.draft.tokens.at(begin)) else None

    def _governing(self, i: int, floor: int, sentence: Sentence) -> str | None:
        """The nearest group before the figure in its sentence, not out of a closed bracket."""
        q = self.draft.quantities[i]
        k = bisect_left(self.starts, self.leads[i]) - 1
        last = max(0, k - _REACH)
        while k >= last and self.groups[k].start >= floor:
            group = self.groups[k]
            k -= 1
            if group.end > q.start or group.own or (group.aside and not self._label(group, q)):
                continue
            if group.shut < q.start or (group.units[0].name == "country" and not self._near(group, q)):
                continue
            if q.kind == "price" and group.level == SETTLEMENT and not group.at:
                # goods are named by where they come from
                continue
            group = self._topic_of(group, k, floor)
            return group.place
        return None

    def _shuts(self, group: Group) -> int:
        """Where a bracket closes that says more than that name, or that lists what the count before it counts."""
        begin = max(0, group.start - 300)
        inside = self.low.rfind("(", begin, group.start) > self.low.rfind(")", begin, group.start)
        if not inside or (group.bracketed and not any(u.counted_by >= 0 for u in group.units)):
            return len(self.low)
        close = self.low.find(")", group.end - 1, group.end + 300)
        return close if close >= 0 else len(self.low)

    def _near(self, group: Group, q: Quantity) -> bool:
        """The country's own figure stands close: `cả nước là 5%`; elsewhere `toàn quốc` is said of a contest or a campaign."""
        return self.province is None or (
            q.start - group.end < 30 and not _MARKS.search(self.low[group.end : q.start].replace("(", " ").replace(":", " "))
        )

    def _topic_of(self, group: Group, k: int, floor: int) -> Group:
        """`Xã A là xã đảo của huyện B`: of two places with no figure between, the lower one is spoken of."""
        if k >= 0 and (group.units[0].weak or (group.at and not group.units[0].whole)):
            before = self.groups[k]
            n = bisect_right(self.leads, before.end)
            between = n < len(self.leads) and self.leads[n] < group.start
            if before.start >= floor and not before.own and not before.aside and before.level > group.level and not between:
                return before
        return group

    def _label(self, group: Group, q: Quantity) -> bool:
        """`so với cả nước (3,5%)`, `so với huyện A là 12%`: the figure is that of what is compared with."""
        return q.start - group.end < 4 and self.low[group.end : q.start].strip() == "("

    def _one_by_one(self, i: int, sentence: Sentence) -> str | None:
        """`A và B đạt lần lượt 3% và 5%`, `A và B đạt 3% và 5%, tương ứng`: as many like figures as places, one each."""
        k = bisect_left(self.starts, self.leads[i]) - 1
        last = max(0, k - _REACH)
        while k >= last and self.groups[k].start >= sentence.start and (len(self.groups[k].units) < 2 or self.groups[k].own):
            k -= 1
        if k < last or self.groups[k].start < sentence.start:
            return None
        group, q = self.groups[k], self.draft.quantities[i]
        if i - bisect_left(self.leads, group.end) > 4 * len(group.units):
            return None
        cue = self.words.respective.search(self.low, group.end, min(sentence.end, group.end + 400))
        if cue is None:
            return None
        after = cue.end() if cue.start() < q.start else group.end
        row = [
            n for n in range(bisect_left(self.leads, after), i + len(group.units))
            if n < len(self.leads) and self.draft.quantities[n].sentence == q.sentence
            and self.draft.quantities[n].kind == q.kind and self.draft.quantities[n].role == q.role
        ][: len(group.units)]  # fmt: skip
        if len(row) < len(group.units) or i not in row:
            return None
        if cue.start() >= q.start and not 0 <= cue.start() - self.draft.quantities[row[-1]].end <= 24:
            return None
        return group.units[row.index(i)].shown

    def _around(self, q: Quantity) -> _PAIR:
        """Nothing in the sentence: the paragraph's label, its lead-in, its section, and in news what was spoken of before."""
        draft = self.draft
        if q.paragraph < 0:
            return self._document()
        paragraph = draft.paragraphs[q.paragraph]
        if paragraph.role in ("headline", "title"):
            return self._document()
        begin = draft.sentences[q.sentence].start if q.sentence >= 0 else q.start
        body = paragraph.body if paragraph.body >= 0 else paragraph.start
        if self.news and (home := self._speaker(body, paragraph.end, q.end)) is not None:
            return home, "paragraph"
        if self.news or self._labelled(paragraph.start, body, begin):
            said = [g for g in self._between(paragraph.start, begin) if not g.own and not g.aside and not self._venue(g)]
            said = [g for g in said if not self._passing(g)]
            if said and not self._listed(said):
                return said[-1].place, "paragraph"
        lead, hops = paragraph.lead_in, 0
        while lead is not None and hops < 4:
            above = draft.paragraphs[lead]
            named = [g for g in self._between(above.start, above.end) if not g.own and not g.aside]
            if named:
                return named[-1].place, "lead_in"
            lead, hops = above.lead_in, hops + 1
        section, hops = paragraph.section, 0
        while section is not None and hops < 8:
            if self.headings[section] is not None:
                return self.headings[section], "section"
            section, hops = draft.headings[section].parent, hops + 1
        if self.news and (self.flow[body : body + 1] in _QUOTES or self.words.goes_on.match(self.low, body)):
            first = self.first_of[q.paragraph]
            if first and draft.quantities[first - 1].place_from in _CARRIED:
                return draft.quantities[first - 1].place, "paragraph"
        if self.news:
            since = draft.paragraphs[max(0, q.paragraph - 3)].start
            homes = [g for g in self._between(since, paragraph.start) if g.level >= COMMUNE and not g.aside]
            if homes and self._person(max(begin, q.start - 120), q.start):
                return homes[-1].place, "paragraph"
        return self._document()

    def _speaker(self, body: int, end: int, position: int) -> str | None:
        """`"Một lứa nuôi 3 vòng …", chị A, ở xã B, tính`: whoever speaks in a paragraph that is all quotation speaks of home."""
        if self.flow[body : body + 1] not in _QUOTES:
            return None
        close = max(self.flow.rfind(c, position, end) for c in _QUOTES)
        if close < 0:
            return None
        homes = [g for g in self._between(close, min(end, close + 90)) if g.level >= COMMUNE and not g.aside]
        told_after = bisect_left(self.leads, close) < bisect_left(self.leads, end)
        return homes[0].place if homes and not told_after else None

    def _passing(self, group: Group) -> bool:
        """`tập trung ở các xã A, B, C`: several units that do not open their sentence are those of its figure, not of the next sentence."""
        k = bisect_right(self.sentence_starts, group.start) - 1
        return len(group.units) > 2 and k >= 0 and len(self.low[self.sentence_starts[k] : group.start].split()) > 4

    def _listed(self, said: list[Group]) -> bool:
        """The last sentence went through several places of one kind: what follows is about none of them."""
        last = said[-1]
        k = bisect_right(self.sentence_starts, last.start) - 1
        return any(g.start >= self.sentence_starts[k] and g.level == last.level and g.place != last.place for g in said)

    def _person(self, begin: int, end: int) -> bool:
        """Somebody known acts: a pronoun that no name follows."""
        return any(not self.flow[h.end() : h.end() + 2].strip()[:1].isupper() for h in self.words.person.finditer(self.low, begin, end))

    def _venue(self, group: Group) -> bool:
        """People met there; what they speak of lies elsewhere."""
        n = bisect_right(self.sentence_starts, group.start) - 1
        end = self.draft.sentences[n].end if n >= 0 else group.end
        return group.level <= DISTRICT and self.words.venue.search(self.low, group.end, min(end, group.end + 200)) is not None

    def _document(self) -> _PAIR:
        topical = self.news and self.default not in (self.province, self.words.country, None)
        return self.default, "topic" if topical else "document" if self.default is not None else "none"


# What the next paragraph may go on with: not what was only said of one figure.
_CARRIED = frozenset({"sentence", "paragraph", "lead_in", "section", "link"})
# How many mentions back a figure is looked for its place.
_REACH = 12
_QUOTES = frozenset("\"“”‘'")


def assign(draft: Draft, mentions: list[Mention], patterns: Patterns) -> None:
    """Sets `place` and `place_from` of every quantity."""
    groups = _Reader(draft, mentions, patterns)
    for i, q in enumerate(draft.quantities):
        q.place, q.place_from = groups.place(i)
