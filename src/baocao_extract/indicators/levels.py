"""What every link rests on: which figures are levels, whether one can be a part of another, and who has claimed whom."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from baocao_extract.draft import Quantity
from baocao_extract.model import Kind
from baocao_extract.patterns import Patterns

LEVEL_KINDS: frozenset[Kind] = frozenset(
    ("households", "people", "money", "foreign_money", "organisations", "cases", "items", "area", "mass", "volume", "length", "energy")
)  # fmt: skip
_LOOSE_KINDS: frozenset[Kind] = frozenset(("organisations", "cases", "items"))

# Wholes of wholes: a chain this long is no list but one phrase repeated.
_DEEPEST = 32


@dataclass(frozen=True)
class Cues:
    by_name: dict[str, regex.Pattern[str]]

    def has(self, name: str, text: str) -> bool:
        return self.by_name[name].search(text) is not None

    def fills(self, name: str, text: str) -> bool:
        return self.by_name[name].fullmatch(text.strip()) is not None

    def last(self, name: str, text: str) -> regex.Match[str] | None:
        found = None
        for found in self.by_name[name].finditer(text):
            pass
        return found


@functools.cache
def cues_of(patterns: Patterns) -> Cues:
    names = (
        "part",
        "stop",
        "total",
        "only",
        "women",
        "apart",
        "handled",
        "received",
        "sum",
        "no-part",
        "division",
        "division-opening",
        "list",
        "rest",
        "closing",
        "of-number",
        "respective",
        "between",
        "goes-on",
        "share-of",
        "average",
        "share-cue",
        "subject-follows",
    )
    return Cues({name: patterns.compiled("links", link=name) for name in names})


def is_level(q: Quantity) -> bool:
    return q.role == "level" and q.kind in LEVEL_KINDS and q.upper is None


def compatible(whole: Quantity, part: Quantity, *, cued: bool = False) -> bool:
    """`part` can be a part of `whole`; where a cue ties them (`cued`), organisations of other words pass too."""
    if whole.kind != part.kind or not is_level(whole) or not is_level(part):
        return False
    room = 1.02 if whole.modifier in ("exact", "over", "at_least") else 1.1
    if part.value > whole.value * (room if whole.modifier != "exact" else 1.0):
        return False
    if whole.kind in _LOOSE_KINDS and whole.unit and part.unit:
        if cued and whole.kind == "organisations" and "area" not in (whole.unit_row + part.unit_row):
            return True
        return whole.unit.split()[0] == part.unit.split()[0] or whole.unit_row == part.unit_row
    return True


def claim(quantities: Sequence[Quantity], child: int, whole: int) -> bool:
    """Makes `whole` the total of `child`, unless it has one, that would close a circle, or no list goes so deep."""
    if quantities[child].part_of is not None or child == whole:
        return False
    up: int | None = whole
    for _ in range(_DEEPEST):
        if up is None:
            break
        if up == child:
            return False
        up = quantities[up].part_of
    else:
        return False
    quantities[child].part_of = whole
    return True


def adds_up(whole: Quantity, parts: Sequence[Quantity]) -> bool:
    total = sum(p.value for p in parts)
    loose = 0.01 if any(q.modifier != "exact" for q in (whole, *parts)) else 1e-9
    return abs(total - whole.value) <= loose * abs(whole.value) + 1e-9
