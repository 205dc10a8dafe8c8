"""The provinces and districts of Vietnam, found in texts by the words of their names.

The provinces are those of `places_in_time`; the districts, which ended on 30 June 2025, and their communes are in patterns/places/ too
(see scripts/make_gazetteer.py).
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import regex

from baocao_extract import places_in_time
from baocao_extract.language.folding import canonical
from baocao_extract.patterns import Patterns, folder
from baocao_extract.places_in_time import Province

_WORD = regex.compile(r"[0-9]+|[^\W\d_]+")
# Marks that may stand between the words of one name: `Bà Rịa - Vũng Tàu`, `Cư M'gar`.
INNER = frozenset("-–'’‘`.")
_I, _Y = "iíìỉĩị", "yýỳỷỹỵ"
_I_OR_Y = regex.compile(rf"(?:[hklmstv]|qu)[{_I}{_Y}]")
# A name that was no province's any more when reports began to be written on computers is a place only with its class word.
_OLD = date(2000, 1, 1)
# The last day of the districts, on which most texts' provinces were there.
_LAST = date(2025, 6, 30)


@dataclass(frozen=True, slots=True)
class District:
    """`province` is the key of the province that it belonged to when districts ended."""

    province: str
    name: str
    cls: str


@dataclass(frozen=True, slots=True)
class Name:
    """All that one name may mean. `firm` names need no class word to be taken as a place; `city`: one of its
    provinces is a city under the central government."""

    words: tuple[str, ...]
    provinces: tuple[Province, ...] = ()
    districts: tuple[District, ...] = ()
    firm: bool = True
    city: bool = False


@dataclass(frozen=True)
class Gazetteer:
    """`heads`: first word of a name → the names that begin so, longest first."""

    provinces: dict[str, Province]
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

    def on(self, key: str, day: str | None) -> Province:
        """The province that held a province's land on a day (ISO): itself, its only successor, or the one that it came from."""
        province = self.provinces[key]
        if day is None:
            return province
        found = places_in_time.carry(province, date.fromisoformat(day))
        return found[0] if len(found) == 1 else province

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
    # A name's first province is that of most texts.
    provinces = dict(sorted(places_in_time.atlas().provinces.items(), key=lambda kv: not kv[1].on(_LAST)))
    coded = {p.code: key for key, p in provinces.items() if p.on(_LAST)}
    entries: dict[tuple[str, ...], tuple[dict[str, Province], dict[tuple[str, str], District], list[bool]]] = {}

    def entry(words: tuple[str, ...]) -> tuple[dict[str, Province], dict[tuple[str, str], District], list[bool]]:
        return entries.setdefault(words, ({}, {}, []))

    for key, province in provinces.items():
        for alias in (province.name, *province.aliases):
            for words in spellings(alias, families):
                own, _, firm = entry(words)
                own[key] = province
                firm.append(province.valid_to is None or province.valid_to > _OLD)
    for code, name, cls, aliases in _table(place / "districts.tsv"):
        district = District(coded[code], name, cls)
        for alias in (name, *filter(None, aliases.split(";"))):
            for words in spellings(alias, families):
                _, own_districts, firm = entry(words)
                own_districts[code, cls] = district
                firm.append(len(words) > 1 or len(words[0]) > 5)
    for row in patterns.rows("places", use="alias"):
        meant = {key: p for key, p in provinces.items() if canonical(p.name) == row["official"]}
        for alias in row.words:
            own, _, firm = entry(tuple(_WORD.findall(canonical(alias))))
            own.update(meant)
            firm.append(True)
    heads: dict[str, list[Name]] = {}
    for words, (own, own_districts, firm) in entries.items():
        city = any(canonical(p.class_word) in cities for p in own.values())
        heads.setdefault(words[0], []).append(Name(words, tuple(own.values()), tuple(own_districts.values()), any(firm), city))
    communes = {(coded[code], name): names for code, name, names in _table(place / "communes.tsv")}
    return Gazetteer(provinces, {w: tuple(sorted(names, key=lambda n: -len(n.words))) for w, names in heads.items()}, communes)
