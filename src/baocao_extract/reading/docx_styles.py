"""What a run of a Word file looks like where it says nothing of it itself: font, capitals and numbering through styles and defaults."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from baocao_extract.reading.wordml import attribute, child, on, w, whole

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEEPEST = 20


class Look(NamedTuple):
    """The looks that change what a run says; None: it does not say."""

    font: str | None = None
    caps: bool | None = None
    hidden: bool | None = None
    bold: bool | None = None
    raised: bool | None = None

    def over(self, other: Look) -> Look:
        """This look, and the other's where this one says nothing."""
        return Look._make(mine if mine is not None else theirs for mine, theirs in zip(self, other, strict=True))


@dataclass(frozen=True, slots=True)
class _Style:
    look: Look
    base: str | None
    list: str | None
    level: int | None
    borders: bool | None


def look(properties: _Element | None) -> Look:
    """What a `w:rPr` states."""
    if properties is None or not len(properties):
        return Look()
    fonts = child(properties, "rFonts")
    font = None
    if fonts is not None:
        themed = attribute(fonts, "hAnsiTheme") or attribute(fonts, "asciiTheme")
        # The fonts of a theme draw Unicode: no name needs to be known.
        font = "" if themed else attribute(fonts, "hAnsi") or attribute(fonts, "ascii")
    raised = child(properties, "vertAlign")
    return Look(
        font, _switch(properties, "caps"), _switch(properties, "vanish"), _switch(properties, "b"),
        None if raised is None else attribute(raised, "val") == "superscript",
    )  # fmt: skip


def _switch(properties: _Element, name: str) -> bool | None:
    found = child(properties, name)
    return None if found is None else on(found)


def list_of(paragraph_properties: _Element | None) -> tuple[str | None, int | None]:
    """The list and the level that a `w:pPr` states."""
    numbered = child(paragraph_properties, "numPr") if paragraph_properties is not None else None
    if numbered is None:
        return None, None
    number, level = child(numbered, "numId"), child(numbered, "ilvl")
    return attribute(number, "val") if number is not None else None, whole(attribute(level, "val")) if level is not None else None


def borders_drawn(borders: _Element | None) -> bool | None:
    """Whether any line is drawn; None when nothing is stated."""
    return None if borders is None or not len(borders) else any(attribute(side, "val") not in (None, "nil", "none") for side in borders)


class Styles:
    """The styles of one document, by their ids."""

    def __init__(self, root: _Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self.default = Look()
        self.paragraph: str | None = None
        self.look = cache(self._look)
        self.list = cache(self._list)
        if root is None:
            return
        defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        self.default = look(defaults)
        for style in root.iterchildren(w("style")):
            name = attribute(style, "styleId") or ""
            base = child(style, "basedOn")
            number, level = list_of(child(style, "pPr"))
            self._styles[name] = _Style(
                look(child(style, "rPr")), None if base is None else attribute(base, "val"), number, level,
                borders_drawn(style.find(f"{w('tblPr')}/{w('tblBorders')}")),
            )  # fmt: skip
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true"):
                self.paragraph = name

    def _chain(self, name: str | None) -> list[_Style]:
        chain: list[_Style] = []
        while name in self._styles and len(chain) < _DEEPEST:
            chain.append(self._styles[name])
            name = chain[-1].base
        return chain

    def _look(self, name: str | None) -> Look:
        """The look of a style and what it is based on, defaults left out."""
        found = Look()
        for style in self._chain(name):
            found = found.over(style.look)
        return found

    def _list(self, name: str | None) -> tuple[str | None, int | None]:
        """The list and level that a style carries."""
        number = level = None
        for style in self._chain(name):
            number = number if number is not None else style.list
            level = level if level is not None else style.level
        return number, level

    def table_borders(self, name: str | None) -> bool | None:
        """Whether a table of this style has lines; None when the style does not say."""
        return next((style.borders for style in self._chain(name) if style.borders is not None), None)
