"""A province as somebody asks for it: in which spellings the store may hold it."""

from __future__ import annotations

import functools

from baocao_extract import places_in_time
from baocao_extract.history.folding import folded, words
from baocao_extract.language.folding import canonical


@functools.lru_cache(maxsize=1024)
def spellings(asked: str) -> tuple[str, ...]:
    """The folded names under which a province may be stored: as typed, and every name of the province that is meant."""
    found = places_in_time.resolve(asked)
    return tuple(dict.fromkeys(folded(n) for n in (asked, *(places_in_time.names(found) if found is not None else ()))))


@functools.cache
def known_names() -> dict[tuple[str, ...], frozenset[str]]:
    """The folded words of every name of a province of any time, of two words and more, and how they are written."""
    out: dict[tuple[str, ...], set[str]] = {}
    for province in places_in_time.atlas().provinces.values():
        for name in (province.name, *province.aliases):
            if len(parts := tuple(words(name))) > 1:
                out.setdefault(parts, set()).add(canonical(name))
    return {parts: frozenset(written) for parts, written in out.items()}
