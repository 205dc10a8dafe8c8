"""Administrative units in the rows and headings of a table, with their class word or as names that the gazetteer knows."""

from __future__ import annotations

import functools
from collections.abc import Iterable

import regex

from baocao_extract import gazetteer
from baocao_extract.language.folding import canonical
from baocao_extract.patterns import Patterns, alternation

# `Huyện A` may be written with up to so many words of name.
_NAME = r"\p{Lu}[\p{L}'’]*(?:[ -]\p{Lu}[\p{L}'’]*){0,3}"


class Places:
    """Knows what a cell that names a place calls it."""

    def __init__(self, patterns: Patterns) -> None:
        self.known = gazetteer.load(patterns)
        classes = alternation(patterns.words("places", use="class"))
        shorts = patterns.rows("tables", use="place-short")
        self.short = {w.rstrip("."): str(r["stands_for"]) for r in shorts for w in r.words}
        self.none = patterns.compiled("tables", use="not-place")
        self.classed = regex.compile(rf"(?:(?i:{classes}))[. ]\s*(?:{_NAME}|[0-9]{{1,2}})")

    def named(self, text: str) -> str | None:
        """The place that fills a cell: `Huyện Vũ Thư` → `huyện Vũ Thư`, `TX. Long Khánh` → `thị xã Long Khánh`, `Vị Thủy` → `Vị Thủy`."""
        own = regex.sub(r"^(?:[0-9]{1,3}|[a-zđ]|[IVX]{1,4})[.)]\s*|^[-+•*–]\s*", "", " ".join(text.split())).strip(" .;:")
        if not own or len(own) > 40 or self.none.match(canonical(own)):
            return None
        head, _, rest = own.partition(" ")
        if "." in own[:4] and not head.endswith("."):
            head, _, rest = own.partition(".")
            rest = rest.strip()
        short = canonical(head).rstrip(".")
        if short in self.short and rest[:1].isupper():
            return f"{self.short[short]} {rest.strip()}"
        if self.classed.fullmatch(own):
            return own[0].lower() + own[1:] if own.upper() != own else own.capitalize()
        return own if self.known.named(own) is not None else None

    def column(self, texts: Iterable[str]) -> bool:
        """Most of a column's cells are places."""
        shown = [t for t in texts if t.strip()]
        return len(shown) >= 2 and sum(self.named(t) is not None for t in shown) >= 0.6 * len(shown)


@functools.cache
def places(patterns: Patterns) -> Places:
    return Places(patterns)
