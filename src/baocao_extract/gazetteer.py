"""The provinces and districts of Vietnam: dated, with their successors, and found by the words of their names.

The tables are in patterns/places/ (see scripts/make_gazetteer.py): 63 provinces until 30 June 2025 and 34 from 1 July 2025 on
(Nghị quyết 202/2025/QH15), the former ones since 1976, and the districts, which ended on 30 June 2025.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import regex

from baocao_extract.language.folding import canonical
from baocao_extract.patterns import Patterns, folder

_WORD = regex.compile(r"[0-9]+|[^\W\d_]+")
# Marks that may stand between the words of one name: `Bà Rịa - Vũng Tàu`, `Cư M'gar`.
INNER = frozenset("-–'’‘`.")
_I, _Y = "iíìỉĩị", "yýỳỷỹỵ"
_I_OR_Y = regex.compile(rf"(?:[hklmstv]|qu)[{_I}{_Y}]")
# A name that was no province's any more when reports began to be written on computers is a place only with its class word.
_OLD = "2000"


@dataclass(frozen=True, slots=True)
class Province:
    """`valid_from`, `valid_to` are ISO dates or years, empty where open; `towns` are where its offices sign."""

    code: str
    name: str
    cls: str
    valid_from: str
    valid_to: str
    towns: tuple[str, ...]
    is_city: bool

    def valid(self, date: str) -> bool:
        return self.valid_from <= date and (not self.valid_to or date[: len(self.valid_to)] <= self.valid_to)


@dataclass(frozen=True, slots=True)
class District:
    """`province` is the code of the province that it belonged to."""

    province: str
    name: str
    cls: str


@dataclass(frozen=True, slots=True)
class Name:
    """All that one name may mean. `firm` names need no class word to be taken as a place."""

    words: tuple[str, ...]
    provinces: tuple[Province, ...] = ()
    districts: tuple[District, ...] = ()
    firm: bool = True


@dataclass(frozen=True)
class Gazetteer:
    """`heads`: first word of a name → the names that begin so, longest first."""

    provinces: dict[str, Province]
    successors: dict[str, tuple[str, ...]]
    heads: dict[str, tuple[Name, ...]]
    _communes: dict[tuple[str, str], str]

    def match(self, words: Sequence[str], begin: int) -> tuple[Name, int] | None:
        """The longest name whose words begin at `begin`, marks between them passed over, and the index behind it."""
        for name in self.heads.get(words[begin], ()):
            end = follow(name.words, words, begin)
            if end:
                return name, end
        return None

    def named(self, text: str) -> Name | None:
        """What a bare name means, when the whole text is one."""
        words = _WORD.findall(canonical(text))
        found = self.match(words, 0) if words else None
        return found[0] if found and found[1] == len(words) else None

    def on(self, code: str, date: str | None) -> Province:
        """The province that held a province's land on a day: itself, its only successor, or the one that it came from."""
        province = self.provinces[code]
        while date and province.valid_to and province.valid_to < date:
            after = self.successors.get(province.code, ())
            if len(after) != 1:
                return province
            province = self.provinces[after[0]]
        if date and date < province.valid_from:
            before = [p for old, new in self.successors.items() if code in new and (p := self.provinces[old]).valid(date)]
            return before[0] if len(before) == 1 else province
        return province

    def bearing(self, name: str) -> list[Province]:
        """The provinces, of whatever time, that bore a name."""
        return [p for p in self.provinces.values() if p.name == name]

    def communes(self, district: District) -> list[tuple[str, ...]]:
        """The words of the names of a district's communes."""
        names = self._communes.get((district.province, district.name), "")
        return [tuple(_WORD.findall(canonical(n))) for n in names.split(";") if n]


def follow(name: Sequence[str], words: Sequence[str], begin: int) -> int:
    """The index behind `name` where its words stand at `begin`, else 0."""
    k, last = begin, len(words)
    for word in name:
        while k < last and words[k] in INNER and k > begin:
            k += 1
        if k >= last or words[k] != word:
            return 0
        k += 1
    return k


def spellings(name: str, families: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The words of a name in all ways of writing i/y (`Quy Nhơn`, `Qui Nhơn`) and the words of `families` (`Đắk Lắk`, `Đăk Lăk`)."""
    choices = [families.get(w) or _variants(w) for w in _WORD.findall(canonical(name))]
    return itertools.islice(itertools.product(*choices), 40)


def _variants(word: str) -> tuple[str, ...]:
    if _I_OR_Y.fullmatch(word):
        last = word[-1]
        other = _Y[_I.index(last)] if last in _I else _I[_Y.index(last)]
        return word, word[:-1] + other
    return (word,)


def _table(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@functools.cache
def load(patterns: Patterns) -> Gazetteer:
    """Our tables, read once per process when the first text is looked at."""
    place = folder() / "places"
    families = {w: row.words for row in patterns.rows("places", use="spelling") for w in row.words}
    cities = frozenset(patterns.words("places", use="class", level="city"))
    provinces: dict[str, Province] = {}
    entries: dict[tuple[str, ...], tuple[dict[str, Province], dict[tuple[str, str], District], list[bool]]] = {}

    def entry(words: tuple[str, ...]) -> tuple[dict[str, Province], dict[tuple[str, str], District], list[bool]]:
        return entries.setdefault(words, ({}, {}, []))

    for code, name, cls, start, end, towns, aliases in _table(place / "provinces.tsv"):
        province = Province(code, name, cls, start, end, tuple((towns or name).split(";")), canonical(cls) in cities)
        provinces[code] = province
        for alias in (name, *filter(None, aliases.split(";"))):
            for words in spellings(alias, families):
                own, _, firm = entry(words)
                own[code] = province
                firm.append(not end or end > _OLD)
    for code, name, cls, aliases in _table(place / "districts.tsv"):
        district = District(code, name, cls)
        for alias in (name, *filter(None, aliases.split(";"))):
            for words in spellings(alias, families):
                _, own_districts, firm = entry(words)
                own_districts[code, cls] = district
                firm.append(len(words) > 1 or len(words[0]) > 5)
    for row in patterns.rows("places", use="alias"):
        meant = {code: p for code, p in provinces.items() if canonical(p.name) == row["official"]}
        for alias in row.words:
            own, _, firm = entry(tuple(_WORD.findall(canonical(alias))))
            own.update(meant)
            firm.append(True)
    heads: dict[str, list[Name]] = {}
    for words, (own, own_districts, firm) in entries.items():
        heads.setdefault(words[0], []).append(Name(words, tuple(own.values()), tuple(own_districts.values()), any(firm)))
    successors: dict[str, tuple[str, ...]] = {}
    for old, new in _table(place / "succession.tsv"):
        successors[old] = (*successors.get(old, ()), new)
    communes = {(code, name): names for code, name, names in _table(place / "communes.tsv")}
    return Gazetteer(
        provinces, successors, {w: tuple(sorted(names, key=lambda n: -len(n.words))) for w, names in heads.items()}, communes
    )  # fmt: skip
