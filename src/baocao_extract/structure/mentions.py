"""Where a text names a place: a class word with a capitalised name, a bare name of the gazetteer, a whole (`toàn tỉnh`, `cả nước`)."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from baocao_extract import gazetteer
from baocao_extract.gazetteer import Gazetteer, Name
from baocao_extract.language.folding import canonical
from baocao_extract.language.tokens import Tokens
from baocao_extract.patterns import Patterns
from baocao_extract.places_in_time import Province

COUNTRY, PROVINCE, DISTRICT, COMMUNE, SETTLEMENT = range(5)
LEVELS = {
    "country": COUNTRY,
    "document": COUNTRY,
    "province": PROVINCE,
    "city": DISTRICT,
    "district": DISTRICT,
    "commune": COMMUNE,
    "settlement": SETTLEMENT,
}
# Blanks of this width part the columns of a letterhead.
_COLUMN = 3
_LIST_MARKS = frozenset(",;")
_STOPS = frozenset('.,;:)]\n"”(-–')

Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


@dataclass(slots=True)
class Mention:
    """`start` to `end` spans class word and name; `cls` is the class word as written, empty for a bare name.

    `entry` is what the gazetteer knows of the name. `whole` is set for `toàn tỉnh`, `trên địa bàn huyện` and the like, which name no
    unit themselves. `listed` is set where the class word was taken over from the name before (`các huyện A, B`).
    """

    start: int
    end: int
    name_start: int
    level: int
    cls: str
    name: str
    entry: Name | None = None
    whole: bool = False
    # `của huyện`: the whole only where no lower unit is spoken of
    weak: bool = False
    # `toàn tỉnh X`, `trên địa bàn huyện Y`
    scoped: bool = False
    listed: bool = False
    # where the figure starts that counts it: `3 xã gồm A, B và C`
    counted_by: int = -1

    @property
    def shown(self) -> str:
        """The place as written, class word first."""
        if not self.cls:
            return self.name
        return (
            f"{self.cls}{self.name}"
            if self.cls.endswith(".") and self.name_start == self.start + len(self.cls)
            else f"{self.cls} {self.name}"
        )

    @property
    def province(self) -> Province | None:
        """The province that is named, when it is one."""
        return self.entry.provinces[0] if self.entry and self.entry.provinces and self.level == PROVINCE else None

    @property
    def key(self) -> str:
        return canonical(self.name)


def index(phrases: Iterable[tuple[str, str]]) -> Phrases:
    """Phrases by their first word, longest first."""
    heads: Phrases = {}
    for phrase, value in phrases:
        words = tuple(phrase.replace(".", " . ").replace(",", " , ").split())
        heads.setdefault(words[0], []).append((words, value))
    for found in heads.values():
        found.sort(key=lambda p: -len(p[0]))
    return heads


def phrase_at(heads: Phrases, words: Sequence[str], begin: int) -> tuple[str, int] | None:
    """The longest phrase that begins at `begin`: its value and the index behind it."""
    for phrase, value in heads.get(words[begin], ()):
        end = begin + len(phrase)
        if len(phrase) == 1 or tuple(words[begin:end]) == phrase:
            return value, end
    return None


@dataclass(frozen=True)
class Grammar:
    """The rows of patterns/places.toml, by first word."""

    known: Gazetteer
    classes: Phrases
    wholes: Phrases
    class_starts: frozenset[str]
    letters: dict[str, str]
    dotted: frozenset[str]
    no_class_before: frozenset[tuple[str, ...]]
    no_country_before: frozenset[tuple[str, ...]]
    no_whole_before: frozenset[tuple[str, ...]]
    counted_behind: frozenset[str]
    no_class_name: frozenset[str]
    no_name: frozenset[str]
    no_place_before: frozenset[tuple[str, ...]]
    firms: Phrases
    firm_stops: frozenset[str]
    surnames: frozenset[str]
    offices: frozenset[str]
    person_too: frozenset[tuple[str, ...]]
    several: frozenset[str]
    joins: frozenset[str]


@functools.cache
def grammar(patterns: Patterns) -> Grammar:
    def phrases(use: str) -> list[tuple[str, str]]:
        return [(w, r["level"]) for r in patterns.rows("places", use=use) for w in r.words]

    def tuples(use: str) -> frozenset[tuple[str, ...]]:
        return frozenset(tuple(w.split()) for w in patterns.words("places", use=use))

    known = gazetteer.load(patterns)
    classes = index(phrases("class") + [(w, "+" + level) for w, level in phrases("body")])
    wholes = index(
        phrases("whole")
        + [(w, "~" + level) for w, level in phrases("whole-of")]
        + [(w, "=" + level) for w, level in phrases("whole-subject")]
    )
    letters = dict(phrases("letter"))
    return Grammar(
        known, classes, wholes, frozenset(classes) | frozenset(letters), letters, frozenset(patterns.words("places", use="dotted")),
        tuples("no-class-before"), tuples("no-country-before"), tuples("no-whole-before"), frozenset(patterns.words("places", use="counted-behind")), frozenset(patterns.words("places", use="no-class-name")), frozenset(patterns.words("places", use="no-name")), tuples("no-place-before"),
        index((w, "") for w in patterns.words("places", use="firm")), frozenset(patterns.words("places", use="at")),
        frozenset(patterns.words("places", use="surname")), frozenset(patterns.words("places", use="office")), tuples("person-too"), frozenset(patterns.words("places", use="several")),
        frozenset(w.split()[0] for w in patterns.words("places", use="and")),
    )  # fmt: skip


def find(flow: str, tokens: Tokens, patterns: Patterns) -> list[Mention]:
    """All mentions in text order."""
    return _Scan(flow, tokens, grammar(patterns)).run()


class _Scan:
    """One pass over the tokens of a text."""

    def __init__(self, flow: str, tokens: Tokens, rules: Grammar) -> None:
        self.flow, self.rules = flow, rules
        self.words, self.start, self.end = tokens.text, tokens.start, tokens.end
        self.found: list[Mention] = []

    def run(self) -> list[Mention]:
        classes, wholes, names = self.rules.class_starts, self.rules.wholes, self.rules.known.heads
        flow, start, skip = self.flow, self.start, 0
        for i, word in enumerate(self.words):
            if i < skip:
                continue
            if (word in classes and (after := self._classed(i))) or (word in wholes and (after := self._whole(i))):
                skip = after
            elif word in names and flow[start[i]].isupper():
                skip = self._bare(i)
        return self.found

    # --- letters ---

    def _upper(self, i: int) -> bool:
        return i < len(self.words) and self.flow[self.start[i]].isupper()

    def _caps(self, i: int) -> bool:
        """Written in capitals throughout, and more than one letter."""
        a, b = self.start[i], self.end[i]
        return b - a > 1 and self.flow[a:b].isupper()

    def _gap(self, i: int) -> int:
        """Blanks before token i."""
        return self.start[i] - self.end[i - 1]

    def _word_before(self, i: int, wanted: frozenset[tuple[str, ...]]) -> bool:
        w = self.words
        return i > 0 and (
            (w[i - 1],) in wanted or (i > 1 and (w[i - 2], w[i - 1]) in wanted) or (i > 2 and (w[i - 3], w[i - 2], w[i - 1]) in wanted)
        )

    # --- with a class word ---

    def _classed(self, i: int) -> int:
        hit = phrase_at(self.rules.classes, self.words, i)
        if hit is not None:
            level, j = hit
            dotted = j < len(self.words) and self.words[j] == "." and self.words[j - 1] in self.rules.dotted
            j += dotted
        elif self.words[i] in self.rules.letters and self._upper(i) and self.words[i + 1 : i + 2] == ["."]:
            level, j = self.rules.letters[self.words[i]], i + 2
        else:
            return 0
        letter = hit is None
        if j >= len(self.words) or self._gap(j) >= _COLUMN or self._word_before(i, self.rules.no_class_before):
            return 0
        caps = self._caps(j - 1 - (self.words[j - 1] == ".")) and j - i < 4
        if caps and hit is not None and not self._short(i, i + 1) and not self._caps(j):
            return 0
        name = self._name(j, level.lstrip("+"), caps=caps and self._caps(j), sure=letter)
        if name is None:
            return 0
        entry, end = name
        if entry is None and self._officer(i, j, end):
            return 0
        mention = self._mention(i, j, end, level, entry)
        if self.found and self.found[-1].whole and self.found[-1].end > mention.start:
            mention.scoped = not self.found.pop().weak
        self.found.append(mention)
        return self._list(i, end, mention)

    def _officer(self, i: int, j: int, end: int) -> bool:
        """`Bí thư Đảng ủy xã Hoàng Thị Nhung`: the name behind an office is that of its holder."""
        return end - j >= 3 and self.words[j] in self.rules.surnames and i > 0 and self.words[i - 1] in self.rules.offices

    def _short(self, i: int, j: int) -> bool:
        return j == i + 1 and len(self.words[i]) <= 2

    def _mention(self, i: int, j: int, end: int, level: str, entry: Name | None) -> Mention:
        cls = " ".join(self.flow[self.start[i] : self.end[j - 1]].split())
        number = LEVELS[level.lstrip("+")]
        if level.endswith("city") and entry is not None and not entry.districts:
            # one under the central government
            number = PROVINCE
        if level.startswith("+") or (cls.isupper() and canonical(cls).rstrip(".") not in self.rules.dotted):
            cls = self._official(cls, level, number, entry)
        return Mention(self.start[i], self.end[end - 1], self.start[j], number, cls, self._written(j, end, entry), entry)

    def _official(self, cls: str, level: str, number: int, entry: Name | None) -> str:
        """The class word of a name in a letterhead or of a party committee, as the body would write it."""
        if not level.startswith("+"):
            return canonical(cls)
        if entry is not None and number == DISTRICT and entry.districts:
            return canonical(entry.districts[0].cls)
        if entry is not None and entry.provinces:
            return canonical(entry.provinces[0].class_word)
        return canonical(cls).split()[0]

    def _written(self, j: int, end: int, entry: Name | None) -> str:
        own = " ".join(self.flow[self.start[j] : self.end[end - 1]].split())
        if not own.isupper() or len(own) < 4:
            return own
        units = [u.name for u in entry.districts] + [u.name for u in entry.provinces] if entry is not None else []
        for name in units:
            if canonical(name) == canonical(own):
                return name
        return " ".join(w[:1] + w[1:].lower() for w in own.split())

    def _name(self, j: int, level: str, *, caps: bool, sure: bool) -> tuple[Name | None, int] | None:
        """The name that begins at token j and the index behind it."""
        digit = self.words[j].isdigit()
        if not digit and not self._upper(j):
            return None
        if self.words[j] in self.rules.no_name or (self.words[j] in self.rules.no_class_name and (caps or not self._upper(j + 1))):
            return None
        if level in ("province", "city", "district"):
            hit = self.rules.known.match(self.words, j)
            if hit is not None and self._whole_name(j, hit[1], level, hit[0]):
                return hit
        if sure and not (digit and level == "commune"):
            return None
        if digit:
            return self._numbered(j, level)
        end = self._run(j, caps)
        return (None, end) if end > j else None

    def _whole_name(self, j: int, end: int, level: str, entry: Name) -> bool:
        if level == "province":
            return bool(entry.provinces)
        return bool(entry.districts) or (level == "city" and bool(entry.provinces)) or entry.city

    def _numbered(self, j: int, level: str) -> tuple[Name | None, int] | None:
        """`phường 2`, `ấp 3`: a number of one or two digits that no unit follows."""
        if level not in ("commune", "settlement", "district") or len(self.words[j]) > 2 or self._gap(j) > 1:
            return None
        if j + 1 < len(self.words) and self.words[j + 1] in self.rules.counted_behind:
            return None
        return None, j + 1

    def _run(self, j: int, caps: bool) -> int:
        """The index behind a run of capitalised words; j when there is none."""
        end, n, letters = j, 0, 0
        while end < len(self.words) and n < 5:
            word = self.words[end]
            if end > j and self._gap(end) > 1:
                break
            if word in "-–'’‘`" and end > j and end + 1 < len(self.words):
                if self._gap(end) or self._gap(end + 1) or not self.words[end + 1].isalpha():
                    break
                end += 1
                continue
            if word.isdigit():
                if (
                    not letters
                    or len(word) > 2
                    or (end + 1 < len(self.words) and self.words[end + 1] not in _STOPS and self.words[end + 1] not in self.rules.joins)
                ):
                    break
                end += 1
                break
            if not word.isalpha() or not self._upper(end) or (letters and self._breaks(j, end, caps)):
                break
            if not caps and self._caps(end) and len(word) > 3:
                break
            end += 1
            n += 1
            letters += 1
        if caps and n > 2 and not self._ends(end):
            end = j + 2
        while end > j and not self.words[end - 1].isalnum():
            end -= 1
        return self._doubled(end) if end > j else end

    def _doubled(self, end: int) -> int:
        """Wards of 2025 bear their town's name behind a dash: `phường Xuân Hương - Đà Lạt`."""
        if end + 1 < len(self.words) and self.words[end] in "-–" and self._gap(end) == self._gap(end + 1) == 1 and self._upper(end + 1):
            hit = self.rules.known.match(self.words, end + 1)
            if hit is not None and hit[0].districts and not hit[0].provinces:
                return hit[1]
        return end

    def _breaks(self, j: int, k: int, caps: bool) -> bool:
        """The name ended: another class word, or a person's family name."""
        hit = phrase_at(self.rules.classes, self.words, k)
        if hit is not None and self._upper(hit[1]) and hit[0] != "settlement":
            return True
        return not caps and k - j >= 2 and self.words[k] in self.rules.surnames and self._upper(k + 1) and self.words[k + 1].isalpha()

    def _ends(self, k: int) -> bool:
        return k >= len(self.words) or not self.words[k].isalnum() or self._gap(k) >= _COLUMN

    def _list(self, i: int, end: int, first: Mention) -> int:
        """`các huyện A, B và C`: names that share the class word; a comma alone joins known names, or any behind a plural."""
        several = i > 0 and (self.words[i - 1] in self.rules.several or self.words[i - 1].isdigit())
        numbered = first.name.isdigit()
        k, level = end, next(n for n, v in LEVELS.items() if v == first.level)
        while True:
            joined = k
            while (
                joined < len(self.words)
                and (self.words[joined] in _LIST_MARKS or self.words[joined] in self.rules.joins)
                and joined - k < 2
            ):
                joined += 1
            if joined == k or joined >= len(self.words) or not (self._upper(joined) or (numbered and self.words[joined].isdigit())):
                return k
            if phrase_at(self.rules.classes, self.words, joined):
                return k
            name = self._name(joined, level, caps=False, sure=False)
            if name is None or (first.level == PROVINCE and name[0] is None) or not (several or name[0] is not None or numbered):
                return k
            entry, after = name
            mention = Mention(
                self.start[joined], self.end[after - 1], self.start[joined], first.level, first.cls.lower() if first.cls[:1].islower() else first.cls,
                self._written(joined, after, entry), entry, listed=True,
            )  # fmt: skip
            self.found.append(mention)
            k = after

    # --- without ---

    def _whole(self, i: int) -> int:
        hit = phrase_at(self.rules.wholes, self.words, i)
        if hit is None:
            return 0
        level, end = hit
        if level == "country" and self._word_before(i, self.rules.no_country_before):
            return 0
        if self.words[i] in self.rules.classes and (
            self._word_before(i, self.rules.no_whole_before) or (i and self.words[i - 1].isdigit())
        ):
            return 0
        if self.found and self.found[-1].whole and self.found[-1].end >= self.end[end - 1]:
            # the tail of a longer one
            return i + 1
        end = i + 1 if level[0] == "=" else end
        weak, level = level[0] == "~", level.lstrip("~=")
        self.found.append(Mention(self.start[i], self.end[end - 1], self.start[i], LEVELS[level], "", level, whole=True, weak=weak))
        # a class word inside may begin a name of its own
        return i + 1

    def _bare(self, i: int) -> int:
        hit = self.rules.known.match(self.words, i)
        if hit is None or not hit[0].firm or hit[0].words in self.rules.person_too:
            return 0
        entry, end = hit
        if not all(self._upper(k) for k in range(i, end) if self.words[k].isalpha()):
            return 0
        caps = self._caps(i)
        if not caps and (self._word_before(self._list_start(i), self.rules.no_place_before) or self._of_firm(i) or self._inside(i, end)):
            return 0
        level = PROVINCE if entry.provinces else DISTRICT
        own = " ".join(self.flow[self.start[i] : self.end[end - 1]].split())
        self.found.append(
            Mention(
                self.start[i],
                self.end[end - 1],
                self.start[i],
                level,
                "",
                self._written(i, end, entry) if caps and len(own) > 6 else own,
                entry,
            )
        )
        return end

    def _of_firm(self, i: int) -> bool:
        """`nhà máy xi măng X`, `Công ty Cổ phần Du lịch X`: up to six words behind the kind of firm."""
        k = i - 1
        while k >= 0 and i - k <= 7 and self.words[k].isalpha() and self.words[k] not in self.rules.firm_stops:
            if self.words[k] in self.rules.firms:
                return phrase_at(self.rules.firms, self.words, k) is not None
            k -= 1
        return False

    def _list_start(self, i: int) -> int:
        """Where the list of names began that token i stands in: `KCN Trà Nóc 1, Hưng Phú và Thốt Nốt`."""
        k = i
        while k > 0 and i - k < 16:
            w = self.words[k - 1]
            if (
                w in _LIST_MARKS
                or w in self.rules.joins
                or (w.isdigit() and len(w) < 3 and self._upper(k - 2))
                or (w.isalpha() and self._upper(k - 1))
            ):
                if (w,) in self.rules.no_place_before:
                    break
                k -= 1
            else:
                break
        return k

    def _inside(self, i: int, end: int) -> bool:
        """Part of a longer name: a person, a firm, a commune."""
        if i and self._gap(i) == 1 and self.words[i - 1] in self.rules.surnames and self._upper(i - 1):
            return True
        if end >= len(self.words) or self._gap(end) != 1 or not self._upper(end) or not self.words[end].isalpha():
            return False
        return phrase_at(self.rules.classes, self.words, end) is None and self.words[end] not in self.rules.surnames and not self._caps(end)
