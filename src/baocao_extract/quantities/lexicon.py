"""The rows of units, number words, modifiers and cues as look-up tables over tokens; built once per set of patterns."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from baocao_extract.language import numerals, tokens
from baocao_extract.model import Kind, Modifier
from baocao_extract.patterns import Patterns, Row

T = TypeVar("T")


class Phrases(Generic[T]):
    """Phrases of tokens by their first token (or last one, for phrases that stand before a number); the longest wins."""

    def __init__(self, entries: Iterable[tuple[str, T]], *, backward: bool = False) -> None:
        found: dict[str, list[tuple[list[str], T]]] = {}
        for phrase, value in entries:
            parts = tokens.split(phrase).text
            found.setdefault(parts[-1 if backward else 0], []).append((parts, value))
        self._by_token = {k: sorted(v, key=lambda e: -len(e[0])) for k, v in found.items()}

    def after(self, text: Sequence[str], begin: int) -> tuple[T, int] | None:
        """The longest phrase that begins at token `begin`, with the index behind it."""
        if begin >= len(text) or (entries := self._by_token.get(text[begin])) is None:
            return None
        for parts, value in entries:
            n = len(parts)
            if n == 1 or text[begin : begin + n] == parts:
                return value, begin + n
        return None

    def before(self, text: Sequence[str], end: int) -> tuple[T, int] | None:
        """The longest phrase that ends before token `end`, with the index of its first token."""
        if end <= 0 or (entries := self._by_token.get(text[end - 1])) is None:
            return None
        for parts, value in entries:
            n = len(parts)
            if n == 1 or (n <= end and text[end - n : end] == parts):
                return value, end - n
        return None


@dataclass(frozen=True, slots=True)
class Unit:
    word: str
    kind: Kind
    row: str
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Cue:
    reason: str
    yields: frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    units: Phrases[Unit]
    numbers: numerals.NumberWords
    modifiers: Phrases[Modifier]
    modifiers_after: Phrases[Modifier]
    cues: Phrases[Cue]
    roles: Phrases[Row]
    blocked_words: Phrases[str]
    before_number_word: frozenset[str]
    before_five: frozenset[str]
    before_one: frozenset[str]
    not_a_noun: frozenset[str]
    people_syllables: frozenset[str]
    people_suffixes: frozenset[str]
    per: Phrases[str]
    declared: Phrases[str]
    duration_before: Phrases[str]
    duration_after: Phrases[str]
    duration_never: Phrases[str]
    not_listed: frozenset[str]
    duration_measures: frozenset[str]
    guest: frozenset[str]
    visits: frozenset[str]
    seats: frozenset[str]
    enrolment: frozenset[str]
    comparison: frozenset[str]
    compared: Phrases[str]
    shortfall: Phrases[str]
    same_time: Phrases[str]
    range_words: frozenset[str]
    range_openers: frozenset[str]
    list_words: frozenset[str]
    label_words: frozenset[str]
    label_nouns: frozenset[str]
    small_only: frozenset[str]
    money_stop: frozenset[str]
    fraction_nouns: frozenset[str]
    comparative: frozenset[str]
    and_words: frozenset[str]
    series: frozenset[str]
    multiple_units: frozenset[str]
    scale_abbreviations: frozenset[str]
    small_capitals: frozenset[str]


def _words(patterns: Patterns, name: str) -> frozenset[str]:
    return frozenset(w for row in patterns.rows("quantities", use=name) for w in row.words)


@functools.cache
def lexicon(patterns: Patterns) -> Lexicon:
    def phrases(name: str, *, backward: bool = False) -> Phrases[str]:
        return Phrases([(w, row.id) for row in patterns.rows("quantities", use=name) for w in row.words], backward=backward)

    return Lexicon(
        units=Phrases(
            [(w, Unit(w, row["kind"], row.id, float(row.get("factor", 1)))) for row in patterns.rows("units") for w in row.words]
        ),
        numbers=numerals.vocabulary((w, row["role"], float(row["value"])) for row in patterns.rows("numerals") for w in row.words),
        modifiers=Phrases(
            [(w, row["modifier"]) for row in patterns.rows("modifiers") if row.get("side") != "after" for w in row.words], backward=True
        ),
        modifiers_after=Phrases([(w, row["modifier"]) for row in patterns.rows("modifiers", side="after") for w in row.words]),
        cues=Phrases(
            [(w, Cue(row["reason"], frozenset(row.get("yields", ())))) for row in patterns.rows("reasons") for w in row.words],
            backward=True,
        ),
        roles=Phrases([(w, row) for row in patterns.rows("roles") for w in row.words], backward=True),
        blocked_words=phrases("not-a-number"),
        before_number_word=_words(patterns, "blocks-number-word"),
        before_five=_words(patterns, "lets-five"),
        before_one=_words(patterns, "lets-one"),
        not_a_noun=_words(patterns, "no-noun"),
        people_syllables=_words(patterns, "people-syllable"),
        people_suffixes=_words(patterns, "people-suffix"),
        per=phrases("per"),
        declared=phrases("declared-unit", backward=True),
        duration_before=phrases("duration-before", backward=True),
        duration_after=phrases("duration-after"),
        duration_never=phrases("duration-never"),
        duration_measures=_words(patterns, "duration-measures"),
        not_listed=_words(patterns, "not-listed"),
        guest=_words(patterns, "guest"),
        visits=_words(patterns, "visits"),
        seats=_words(patterns, "seats"),
        enrolment=_words(patterns, "enrolment"),
        comparison=_words(patterns, "times-before"),
        compared=phrases("compared"),
        shortfall=phrases("shortfall", backward=True),
        same_time=phrases("same-time", backward=True),
        range_words=_words(patterns, "range"),
        range_openers=_words(patterns, "range-opener"),
        list_words=_words(patterns, "list"),
        label_words=_words(patterns, "label"),
        label_nouns=_words(patterns, "label-noun"),
        small_only=_words(patterns, "small-only"),
        money_stop=_words(patterns, "no-noun"),
        fraction_nouns=_words(patterns, "fraction-noun"),
        comparative=_words(patterns, "comparative"),
        and_words=_words(patterns, "and"),
        series=_words(patterns, "series"),
        multiple_units=_words(patterns, "multiple-unit"),
        scale_abbreviations=_words(patterns, "scale-abbreviation"),
        small_capitals=_words(patterns, "small-capital"),
    )
