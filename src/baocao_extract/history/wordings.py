"""The few words that the history needs of the language: which words of a name say nothing, and which ask for a rate."""

from __future__ import annotations

import functools

from baocao_extract import patterns
from baocao_extract.history.folding import words
from baocao_extract.language.folding import canonical


@functools.cache
def light() -> tuple[tuple[str, ...], ...]:
    """Runs of folded words that change nothing in a name, longest first."""
    rows = {tuple(words(w)) for w in patterns.load().words("history", use="light")}
    return tuple(sorted(rows, key=lambda run: (-len(run), run)))


@functools.cache
def rate_cues() -> frozenset[tuple[str, ...]]:
    """Runs of folded words that ask for a percentage."""
    return frozenset(tuple(words(w)) for w in patterns.load().words("history", use="rate"))


@functools.lru_cache(maxsize=65536)
def core(name: str) -> tuple[str, ...]:
    """The folded words of a name without those that say nothing; all of them where nothing else is left."""
    all_words = words(name)
    kept: list[str] = []
    i = 0
    while i < len(all_words):
        run = next((r for r in light() if tuple(all_words[i : i + len(r)]) == r), None)
        if run:
            i += len(run)
        else:
            kept.append(all_words[i])
            i += 1
    return tuple(kept or all_words)


@functools.cache
def concepts() -> dict[tuple[str, ...], tuple[str, ...]]:
    """The keys of the catalogue's concepts by the folded words of their wordings."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for row in patterns.load().rows("catalogue"):
        for wording in row.words:
            found.setdefault(core(wording), {}).setdefault(row.id)
    return {wording: tuple(keys) for wording, keys in found.items()}


@functools.cache
def _scales() -> frozenset[str]:
    """The scale words that may stand before a currency, in lower case."""
    return frozenset(canonical(w) for w in patterns.load().words("numerals", role="scale"))


@functools.lru_cache(maxsize=65536)
def value_unit(kind: str, unit: str) -> str:
    """The unit that a stored value is in. Units keep the scale word that was printed, values do not: 5.6 thousand million USD printed with its
    scale word is stored as 5,600,000,000, in USD; money is in million VND, whatever it was printed in."""
    if kind == "money":
        return patterns.load().words("history", use="money")[0]
    if kind not in ("foreign_money", "price"):
        return unit
    rest = unit.split()
    while len(rest) > 1 and canonical(rest[0]) in _scales():
        rest = rest[1:]
    return " ".join(rest)


def asks_for_rate(text: str) -> bool:
    """Whether the text speaks of a rate."""
    all_words = words(text)
    return any(tuple(all_words[i : i + len(cue)]) == cue for cue in rate_cues() for i in range(len(all_words)))


def key(name: str, kind: str) -> str:
    """The stable key of facts that no concept of the catalogue names: the kind and the words that say something."""
    return f"{kind}:{'-'.join(core(name))}"
