"""A province as somebody asks for it: in which spellings the store may hold it."""

from __future__ import annotations

import functools

from baocao_extract import places_in_time
from baocao_extract.history.folding import folded


@functools.lru_cache(maxsize=1024)
def spellings(asked: str) -> tuple[str, ...]:
    """The folded names under which a province may be stored: as typed, and the official name of what an old name or a short form means."""
    found = places_in_time.resolve(asked)
    official = (found.name, found.full_name) if found is not None else ()
    return tuple(dict.fromkeys(folded(n) for n in (asked, *official)))
