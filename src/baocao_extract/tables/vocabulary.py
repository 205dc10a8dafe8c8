"""The words of table headings, compiled from the family `tables`; built once per set of patterns."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

import regex

from baocao_extract.language import tokens
from baocao_extract.patterns import Patterns
from baocao_extract.quantities.lexicon import Lexicon, lexicon
from baocao_extract.quantities.units import Measured, measure, open_noun

# What may stand around the words that fill a heading cell.
_EDGES = " .:;,*()[]\t\n\xa0"


@dataclass(frozen=True)
class Vocabulary:
    """`find[use]` searches the words of a use; `abbreviations`, `spellings` and `measures` are (pattern, what it stands for)."""

    find: dict[str, regex.Pattern[str]]
    abbreviations: tuple[tuple[regex.Pattern[str], str], ...]
    spellings: tuple[tuple[regex.Pattern[str], str], ...]
    measures: tuple[tuple[regex.Pattern[str], str], ...]
    lexicon: Lexicon
    filler: frozenset[str]

    def fills(self, use: str, low: str) -> bool:
        """The cell says nothing but these words."""
        return self.find[use].fullmatch(low.strip(_EDGES)) is not None

    def opens(self, use: str, low: str) -> bool:
        return self.find[use].match(low.strip(_EDGES)) is not None

    def says(self, use: str, low: str) -> bool:
        return self.find[use].search(low) is not None

    def spelled_out(self, low: str) -> str:
        """Abbreviations of headings written out, for the time expressions in it."""
        for pattern, full in self.abbreviations:
            low = pattern.sub(full, low)
        return low


_USES = (
    "number", "name", "place-head", "unit", "unit-caption", "code", "note", "plan", "estimate", "actual", "cumulative", "current", "previous",
    "same-period", "compared", "attained", "change", "share", "index", "base", "percent", "total", "of-which", "continued", "title",
    "end-note", "generic", "price", "counted", "multiplier", "not-part", "rise",
    "fall", "growth", "caption-act", "attached", "average", "not-place", "time-head", "percent-word",
)  # fmt: skip


@functools.cache
def vocabulary(patterns: Patterns) -> Vocabulary:
    def standing(use: str) -> tuple[tuple[regex.Pattern[str], str], ...]:
        return tuple((regex.compile(patterns.source(r)), str(r["stands_for"])) for r in patterns.rows("tables", use=use))

    return Vocabulary(
        {use: patterns.compiled("tables", use=use) for use in _USES},
        standing("abbreviation"),
        standing("unit-spelling"),
        standing("measure-short"),
        lexicon(patterns),
        frozenset(patterns.words("tables", use="filler")),
    )


def remaining(text: str, spans: Iterable[tuple[int, int]], word: regex.Pattern[str], words: Vocabulary) -> list[str]:
    """The words of a title or heading outside `spans`, without filler at either end."""
    chars = list(text)
    for a, b in spans:
        for k in range(a, min(b, len(chars))):
            chars[k] = " "
    rest: list[str] = word.findall("".join(chars))
    while rest and rest[-1].lower() in words.filler:
        rest.pop()
    while rest and rest[0].lower() in words.filler:
        rest.pop(0)
    return rest


COUNTED = ("households", "people", "organisations", "cases", "items")


@dataclass(frozen=True, slots=True)
class UnitOfMeasure:
    """A unit as a table writes it. `factor` turns the printed number into the value that the kind asks for."""

    words: str
    measured: Measured
    factor: float


def unit(written: str, words: Vocabulary, *, counted: bool = True) -> UnitOfMeasure | None:
    """The unit that a short text names and nothing else (`1.000 đồng`, `tr.đ`, `tạ/ha`).

    `counted` lets a noun that no row names stand for a unit of its own (an ĐVT column); otherwise it must be a known one.
    """
    low = " ".join(written.split()).strip(" .:;,()[]")
    if not low or len(low) > 40:
        return None
    for pattern, full in words.spellings:
        low = pattern.sub(full, low)
    factor = 1.0
    if (multiple := words.find["multiplier"].match(low)) is not None:
        factor = float(multiple.group("n").replace(".", "").replace(",", ""))
        low = low[multiple.end() :]
    split = tokens.split("1 " + low)
    found = measure(split, "1 " + low, 1, words.lexicon)
    if found is None and counted:
        found = open_noun(split, "1 " + low, 1, words.lexicon)
        if found is None and low.replace(" ", "").isalpha():
            found = Measured(1, len(split), "items", 1.0, 0.0, "", known=False, noun=1)
        if found is not None:
            found.behind = len(split)
    if found is None:
        return None
    if found.behind < len(split):
        # `đ/thùng 24 lon`, `đồng/ngày-đêm`, `tờ khai`: what stands behind the measure tells it more closely
        closer = ("price", "rate", *COUNTED) if counted else ("price", "rate")
        behind = split.text[found.behind]
        if found.kind not in closer or behind == "/" or (found.kind in COUNTED and not behind.isalpha()):
            return None
        return UnitOfMeasure(" ".join(written.split()), found, found.factor * factor)
    noun = found.noun if found.noun >= 0 else found.first
    own = low[split.start[noun] - 2 :] if noun < len(split) else low
    if found.kind in ("money", "price"):
        own = " ".join(written.split()).strip(" .:;,()[]")
    return UnitOfMeasure(own, found, found.factor * factor)
