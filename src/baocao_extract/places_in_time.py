"""Provinces in time: which one a name means on a day, what became of it, and of which ones it was made.

The data are `patterns/places/provinces.tsv` and `successions.tsv`: 63 provinces until 30 June 2025, 34 from 1 July 2025, and those that ended
earlier; the gazetteer finds them in texts by the same tables. A province whose borders changed by taking in or giving up another is a new entity, so that what two entities with one
name counted is never taken for the same; codes were reused, so an entity is told by its code with the day it began.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date, timedelta

import regex

from baocao_extract.language.folding import fold
from baocao_extract.model import Kind, Role
from baocao_extract.patterns import folder

_NOT_LETTER = regex.compile(r"[^a-z0-9]+")
# Counts and amounts of the parts make that of the whole; rates, prices, lengths of time and indices do not.
_ADDABLE: frozenset[Kind] = frozenset({
    "households", "people", "money", "foreign_money", "organisations", "cases", "items", "area", "mass", "volume", "length", "energy",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Province:
    """One province or city within one set of borders. `valid_from`: None is older than any document; `valid_to`: None is still there.

    `code` is that of the General Statistics Office, None for those that ended before it had two figures. `towns` are where its offices sign;
    `aliases` are other names in texts, `asked` those that mean it only where a province is asked for.
    """

    key: str
    code: str | None
    name: str
    class_word: str
    valid_from: date | None
    valid_to: date | None
    towns: tuple[str, ...]
    aliases: tuple[str, ...]
    asked: tuple[str, ...]

    def on(self, day: date) -> bool:
        """Whether it was there on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    @property
    def full_name(self) -> str:
        return f"{self.class_word} {self.name}"


@dataclass(frozen=True)
class Atlas:
    """All provinces by key and by folded name, and the successions both ways."""

    provinces: dict[str, Province]
    by_name: dict[str, tuple[Province, ...]]
    successors: dict[str, tuple[str, ...]]
    predecessors: dict[str, tuple[str, ...]]


@functools.cache
def atlas() -> Atlas:
    provinces = {}
    for fields in _lines("provinces.tsv"):
        key, code, name, class_word, begin, end, towns, aliases, asked = (*fields, *[""] * 9)[:9]
        provinces[key] = Province(
            key, code or None, name, class_word, _day(begin, 1, 1), _day(end, 12, 31), _listed(towns) or (name,), _listed(aliases), _listed(asked),
        )  # fmt: skip
    by_name: dict[str, list[Province]] = {}
    for province in sorted(provinces.values(), key=lambda p: p.valid_from or date.min):
        for name in dict.fromkeys(_bare(n) for n in names(province)):
            by_name.setdefault(name, []).append(province)
    successors: dict[str, list[str]] = {}
    predecessors: dict[str, list[str]] = {}
    for before, after in _lines("successions.tsv"):
        successors.setdefault(before, []).append(after)
        predecessors.setdefault(after, []).append(before)
    return Atlas(
        provinces,
        {k: tuple(v) for k, v in by_name.items()},
        {k: tuple(v) for k, v in successors.items()},
        {k: tuple(v) for k, v in predecessors.items()},
    )


def _lines(name: str) -> list[list[str]]:
    text = (folder() / "places" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def _listed(text: str) -> tuple[str, ...]:
    return tuple(t for t in text.split(";") if t)


def _day(text: str, month: int, day: int) -> date | None:
    if not text:
        return None
    return date(int(text), month, day) if len(text) == 4 else date.fromisoformat(text)


def _bare(name: str) -> str:
    """Letters and figures only, without diacritics: `TP. HCM`, `tp hcm` and `TPHCM` are one."""
    return _NOT_LETTER.sub("", fold(name))


def names(province: Province) -> tuple[str, ...]:
    """The official name, other spellings and short forms, each also with its class word."""
    bare = (province.name, *province.aliases, *province.asked)
    classed = tuple(f"{word} {name}" for name in bare for word in _class_words(province))
    return tuple(dict.fromkeys(bare + classed))


def _class_words(province: Province) -> tuple[str, ...]:
    """The class word in full and as its first letters: a name is written either way."""
    return province.class_word, "".join(w[0] for w in province.class_word.split())


def resolve(name: str, on: date | None = None) -> Province | None:
    """The province that a name means on a day (today's borders when no day is given), None for no province.

    Case, diacritics, hyphens and class words do not matter. A name that was no longer, or not yet, borne on the day means the province
    that bore it nearest to it: a report of 2026 that speaks of Hà Tây means the one that ended in 2008.
    """
    found = atlas().by_name.get(_bare(name), ())
    if not found:
        return None
    if on is None:
        return max(found, key=lambda p: p.valid_to or date.max)
    there = [p for p in found if p.on(on)]
    if there:
        return there[0]
    return min(found, key=lambda p: _distance(p, on))


def by_code(code: str, on: date) -> Province | None:
    """The province that bore a code of the General Statistics Office on a day."""
    return next((p for p in atlas().provinces.values() if p.code == code and p.on(on)), None)


def _distance(province: Province, day: date) -> timedelta:
    if province.valid_to is not None and province.valid_to < day:
        return day - province.valid_to
    return (province.valid_from or day) - day


def all_on(day: date) -> tuple[Province, ...]:
    """All provinces of a day, by key."""
    return tuple(p for _, p in sorted(atlas().provinces.items()) if p.on(day))


def carry(province: Province, to: date) -> tuple[Province, ...]:
    """The provinces of the day `to` among which the land of `province` lies.

    One: all of it lies in that one, which may be larger (see `parts`). Several: it was divided, or, when `to` is earlier than its
    beginning, it was made of them or of parts of them. None: the data do not reach so far back.
    """
    book = atlas()
    steps = book.predecessors if province.valid_from is not None and to < province.valid_from else book.successors
    found: dict[str, Province] = {}
    ahead = [province]
    while ahead:
        at = ahead.pop(0)
        if at.on(to):
            found[at.key] = at
        else:
            ahead += [book.provinces[k] for k in steps.get(at.key, ())]
    return tuple(found[k] for k in sorted(found))


def today(province: Province) -> tuple[Province, ...]:
    """`carry` to the borders in force since the last change."""
    return carry(province, date.max)


def parts(province: Province, on: date) -> tuple[Province, ...] | None:
    """The provinces of the earlier day `on` that made up exactly the land of `province`, itself included; None where borders do not agree.

    What each of them counted on that day may be added (`can_add`) to what `province` would have counted.
    """
    if province.on(on):
        return (province,)
    if province.valid_from is None or on > province.valid_from or not _complete(province, on):
        return None
    made_of = carry(province, on)
    return made_of if all(carry(p, province.valid_from) == (province,) for p in made_of) else None


def _complete(province: Province, on: date) -> bool:
    """Whether every province that `province` came from can be followed back to the day."""
    if province.on(on):
        return True
    before = atlas().predecessors.get(province.key, ())
    return bool(before) and all(_complete(atlas().provinces[k], on) for k in before)


def can_add(kind: Kind, role: Role = "level", measure: str | None = None) -> bool:
    """Whether figures of several provinces may be added to one of the province they make up (a derived figure, to be marked as such).

    Counts and amounts may, rates, prices and shares never. `measure` is that of the figure's concept, where it has one: a `ratio`
    (a poverty line, an average wage) is never added although it is money.
    """
    return role == "level" and kind in _ADDABLE and measure != "ratio"
