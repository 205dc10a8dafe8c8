"""The area that a document is about: its province, and the default place of its figures (commune, district, province or the country).

Witnesses, best first: who issues it (letterhead, Nghị định 30/2020/NĐ-CP, Điều 8), where it is signed, its title, its opening words; where
these are silent, and in news, the places that it names are counted (guidelines, `place`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import regex

from baocao_extract.draft import Draft, Paragraph
from baocao_extract.gazetteer import District, Gazetteer, Name, load
from baocao_extract.language import tokens
from baocao_extract.language.folding import canonical, fold
from baocao_extract.patterns import Patterns
from baocao_extract.patterns import load as load_patterns
from baocao_extract.places_in_time import Province
from baocao_extract.structure import mentions
from baocao_extract.structure.mentions import COUNTRY, DISTRICT, LEVELS, PROVINCE, Mention

_COLUMNS = regex.compile(r"\s{3,}")
# How much of a paragraph, and of a text, counts as its opening.
_OPENING = 500
# What the body alone must weigh to make a news item that of a province.
_BODY_VOTES = 9
# The same where the text speaks of its province throughout and names no other.
_SOLE_VOTES = 4


def locate(draft: Draft, patterns: Patterns | None = None) -> None:
    """Sets `metadata.province` and `metadata.place`."""
    patterns = patterns or load_patterns()
    area = _Area(draft, patterns)
    if draft.metadata.kind == "report":
        area.by_issuer()
        area.by_heading_words()
    area.by_votes()
    draft.metadata.province, draft.metadata.place = area.province, area.place


class _Area:
    """What is known so far; a witness speaks only where the better ones were silent."""

    def __init__(self, draft: Draft, patterns: Patterns) -> None:
        self.draft, self.patterns = draft, patterns
        self.known: Gazetteer = load(patterns)
        self.all = mentions.find(draft.flow, draft.tokens if len(draft.tokens) else tokens.split(draft.low), patterns)
        self.country = patterns.words("places", use="country-name")[0].title()
        # a bare name that no class word ever goes before may be that of a firm or a person
        self.classed = {m.key for m in self.all if m.cls}
        self.province: str | None = None
        self.place: str | None = None
        self.departmental = False

    # --- reports ---

    def by_issuer(self) -> None:
        """The letterhead's units, the lowest last; else a national body; the signing place where only a department is named."""
        issuer = self.draft.metadata.issuer or ""
        if self.patterns.compiled("places", use="national-body").match(canonical(issuer)) and not self._units(issuer):
            self.place = self.country
            return
        town = self._scan(self.draft.metadata.place or "")
        head = self._head()
        low = canonical(head)
        units = self._units(head)
        self.departmental = self.patterns.compiled("places", use="local-body").search(low) is not None
        if units:
            self._settle(max(units, key=lambda m: (m.level, m.start)), [*units, *town])
        elif town:
            self._signed_at(town[0])

    def _units(self, text: str) -> list[Mention]:
        return [m for m in self._scan(text) if m.level != COUNTRY and not m.whole]

    def _head(self) -> str:
        """The bodies of the letterhead, one a line; those of its right column, the motto, left out."""
        motto, dated = self.patterns.compiled("metadata", use="motto"), self.patterns.compiled("metadata", use="date-line")
        columns: list[list[str]] = [[], []]
        for p in self._of("letterhead"):
            for k, piece in enumerate(_COLUMNS.split(self.draft.flow[p.start : p.end])):
                low = canonical(piece)
                if piece.strip(" -–*_") and not motto.search(low) and not dated.search(low):
                    columns[min(k, 1)].append(piece.strip())
        lines = [*columns[0], *columns[1], self.draft.metadata.issuer or ""]
        out = ""
        for line in lines:
            # `UBND TỈNH` over `HÀ NAM`
            out += (" " if self._open(out) else "\n") + line
        return out

    def _open(self, text: str) -> bool:
        last = canonical(text[-12:]).split()[-2:]
        classes = {w for r in self.patterns.rows("places", use="class") if r["level"] != "settlement" for w in r.words}
        return bool(last) and (last[-1] in classes or " ".join(last) in classes)

    def _signed_at(self, town: Mention) -> None:
        if town.entry is not None and town.level == PROVINCE and town.entry.provinces:
            self._is_province(self._dated(town.entry.provinces))
        elif town.entry is not None and town.entry.districts:
            district = self._district(town.entry, [])
            province = self.known.on(district.province, self.draft.metadata.date) if district else None
            seat = district is not None and province is not None and any(
                canonical(district.name) == canonical(t) for key in (district.province, province.key) for t in self.known.provinces[key].towns
            )  # fmt: skip
            if seat or self._speaks_of("province") or self._sectoral():
                if province is not None:
                    self._is_province(province)
            else:
                self._settle(town, [])

    def _sectoral(self) -> bool:
        """The head names a department of the province, whose seat may be in any of its towns."""
        return self.departmental and not self._speaks_of("district")

    def _speaks_of(self, level: str) -> bool:
        """The text's own wholes are of that level rather than of the other."""
        wholes = Counter(m.name for m in self.all if m.whole)
        other = "district" if level == "province" else "province"
        return wholes[level] > wholes[other]

    def by_heading_words(self) -> None:
        """The title, then the opening paragraphs: the first unit that is named `trên địa bàn tỉnh X`, `UBND huyện Y báo cáo`."""
        if self.place is not None:
            return
        title = self._in(self._of("title"))
        opening = self._in([p for p in self.draft.paragraphs if p.role == "text"][:3], _OPENING)
        for found in (title, opening):
            classed = [m for m in found if m.cls and not m.whole and (m.level > DISTRICT or m.entry is not None)]
            if found is opening:
                classed = [m for m in classed if m.level == PROVINCE]
            if classed:
                lowest = max(classed, key=lambda m: m.level) if found is title else classed[0]
                self._settle(lowest, found)
                return
            bare = [m for m in found if m.province]
            if bare and found is title:
                self._settle(bare[0], found)
                return

    # --- all documents ---

    def by_votes(self) -> None:
        """Counts the places named, those of title, beginning and source most; for news, the lower unit that it is all about."""
        if (self.place is not None and self.province is not None) or self.place == self.country:
            return
        votes, early = self._votes()
        news = self.draft.metadata.kind != "report"
        ranked = votes.most_common(2)
        if news and ranked and (self._nationwide() > ranked[0][1] or ranked[0][1] < 0.4 * votes.total()):
            ranked = []
        if news and ranked and not early[ranked[0][0]] and ranked[0][1] < (_SOLE_VOTES if self._own_province(votes) else _BODY_VOTES):
            ranked = []  # a place of one paragraph, not of the item
        if ranked and ranked[0][1] >= (3 if news else 2) and (len(ranked) == 1 or ranked[0][1] >= 1.6 * ranked[1][1]):
            self._is_province(self._dated(self.known.bearing(ranked[0][0])))
        if news and self.province is not None:
            self.place = self._topic() or self.place
        if self.place is None:
            self.place = self.country

    def _own_province(self, votes: Counter[str]) -> bool:
        """The opening speaks of `trên địa bàn tỉnh`, and every district that the text names lies in one province."""
        own = any(m.whole and m.name == "province" and m.start < _OPENING for m in self.all)
        return own and len(votes) == 1

    def _votes(self) -> tuple[Counter[str], Counter[str]]:
        """The weight of each province, and what of it comes from title, opening and source."""
        votes: Counter[str] = Counter()
        early: Counter[str] = Counter()
        heads = [(p.start, p.end) for p in self._of("headline", "title")]
        skipped = [(p.start, p.end) for p in self._of("caption", "byline", "furniture")]
        for m in self.all:
            if m.entry is None or m.whole or _within(skipped, m.start):
                continue
            name, weight = None, 0
            if m.level == PROVINCE:
                name, weight = self._today(m.entry.provinces[0].key), 3 if m.cls else 1
            elif m.level == DISTRICT and m.entry.districts and m.key in self.classed:
                where = {self._today(d.province) for d in m.entry.districts}
                if len(where) == 1:
                    name, weight = where.pop(), 2 if m.cls else 1
            if name is None:
                continue
            at_head = 5 if _within(heads, m.start) else 2 if m.start < _OPENING else 0
            votes[name] += weight + at_head
            early[name] += at_head
        for home in self._institutions():
            votes[home] += 4
            early[home] += 2
        source = fold(f"{self.draft.metadata.source or ''} {self.draft.metadata.url or ''}").replace(" ", "").replace("-", "")
        if source:
            for province in self.known.provinces.values():
                plain = fold(province.name).replace(" ", "").replace("-", "")
                if len(plain) > 4 and plain in source:
                    votes[province.name] += 6 if not votes[province.name] else 8
                    early[province.name] += 6
                    break
        return votes, early

    def _institutions(self) -> Iterator[str]:
        """The provinces whose university, hospital or school a news item opens with: no place of their own, but they tell where it plays."""
        if self.draft.metadata.kind == "report":
            return
        found = self.draft.tokens if len(self.draft.tokens) else tokens.split(self.draft.low)
        for hit in self.patterns.compiled("places", use="public-institution").finditer(self.draft.low, 0, _OPENING):
            k = found.at(hit.end())
            if (
                k < len(found)
                and self.draft.flow[found.start[k]].isupper()
                and (named := self.known.match(found.text, k))
                and named[0].provinces
            ):
                yield self._today(named[0].provinces[0].key)

    def _today(self, key: str) -> str:
        """The name of a province at the document's date: that of its successor, if it was merged."""
        return self.known.on(key, self.draft.metadata.date).name

    def _topic(self) -> str | None:
        """A lower unit in the headline, or one of the beginning that is most of what is named below the province."""
        lower = [m for m in self.all if m.level >= DISTRICT and not m.whole and m.key in self.classed]
        heads = [(p.start, p.end) for p in self._of("headline", "title")]
        for m in lower:
            if _within(heads, m.start):
                return m.shown if m.cls else self._classed(m)
        counts = Counter(m.key for m in lower)
        early = [m for m in lower if m.start < 700]
        if len(lower) >= 6 and early:
            best = max(early, key=lambda m: (counts[m.key], -m.start))
            if counts[best.key] * 2 >= len(lower):
                return best.shown
        # `toàn xã`, `toàn huyện`: the text calls the unit of its lead its whole
        wholes = {LEVELS[m.name] for m in self.all if m.whole and not m.weak and m.name in ("commune", "district")}
        leads = [m for m in early if m.cls and m.level in wholes]
        return leads[0].shown if leads and all(m.key == leads[0].key for m in leads if m.level == leads[0].level) else None

    def _nationwide(self) -> int:
        """The country, its government and its associations, counted as provinces are."""
        heads = [(p.start, p.end) for p in self._of("headline", "title")]
        return sum(
            6 if _within(heads, h.start()) else 3 if h.start() < _OPENING else 1
            for use in ("national-words", "national-office")
            for h in self.patterns.compiled("places", use=use).finditer(self.draft.low)
        )

    # --- units ---

    def _settle(self, unit: Mention, witnesses: Sequence[Mention]) -> None:
        if unit.level == PROVINCE:
            if unit.entry is not None:
                self._is_province(self._dated(unit.entry.provinces))
            return
        self.place = unit.shown if unit.cls else self._classed(unit)
        chain = [m for m in witnesses if m.province is not None]
        if chain and chain[0].entry is not None:
            self.province = self._shown(self._dated(chain[0].entry.provinces))
            return
        for m in (unit, *witnesses):
            district = self._district(m.entry, self.all) if m.entry is not None else None
            if district is not None:
                self.province = self._shown(self.known.on(district.province, self.draft.metadata.date))
                return

    def _classed(self, unit: Mention) -> str:
        """`Mộc Châu, ngày …` → with the class word that the text gives it most, else that of the gazetteer."""
        own = Counter(m.shown for m in self.all if m.key == unit.key and m.cls and not m.cls.isupper())
        if own:
            return own.most_common(1)[0][0]
        return f"{canonical(unit.entry.districts[0].cls)} {unit.name}" if unit.entry and unit.entry.districts else unit.name

    def _is_province(self, province: Province) -> None:
        self.province = self._shown(province)
        self.place = self.place or self.province

    def _dated(self, provinces: Sequence[Province]) -> Province:
        """Of the provinces that bore a name, the one of the document's time."""
        day = self.draft.metadata.date
        there = [p for p in provinces if day and p.on(date.fromisoformat(day))]
        return there[0] if there else self.known.on(provinces[0].key, day)

    def _district(self, entry: Name, witnesses: Sequence[Mention]) -> District | None:
        """The district of that name; of several, the one whose province the text names most."""
        if len(entry.districts) < 2:
            return entry.districts[0] if entry.districts else None
        named = Counter(m.province.name for m in witnesses if m.province is not None)
        best = max(entry.districts, key=lambda d: named[self.known.provinces[d.province].name])
        return best if named[self.known.provinces[best.province].name] else None

    def _shown(self, province: Province) -> str:
        """The province's name; a city that is named after a person as the text writes it, class word and all."""
        if province.name.lower() not in self.patterns.words("places", use="person-too"):
            return province.name
        own = Counter(m.shown for m in self.all if m.province is not None and m.province.name == province.name)
        return own.most_common(1)[0][0] if own else province.full_name

    # --- where ---

    def _of(self, *roles: str) -> list[Paragraph]:
        return [p for p in self.draft.paragraphs if p.role in roles]

    def _in(self, paragraphs: Sequence[Paragraph], limit: int = 10_000) -> list[Mention]:
        return [m for p in paragraphs for m in self.all if p.start <= m.start < min(p.end, p.start + limit)]

    def _scan(self, text: str) -> list[Mention]:
        return mentions.find(text, tokens.split(canonical(text)), self.patterns) if text else []


def _within(spans: Sequence[tuple[int, int]], position: int) -> bool:
    k = bisect_right(spans, (position, 1 << 60)) - 1
    return k >= 0 and spans[k][0] <= position < spans[k][1]
