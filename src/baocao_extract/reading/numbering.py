"""Automatic numbering of a Word file: the markers (`I.`, `1.1`, `a)`, `-`) that stand in no paragraph's text.

`numbering.xml` holds abstract lists with up to nine levels and the lists in use that point to them; a list may override levels or
their start. Lists of one abstract list go on counting together unless they override the start. A style may carry a numbering, and
an abstract list may take its levels from a style (`numStyleLink`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import regex

from baocao_extract.reading.wordml import attribute, child, on, w, whole

if TYPE_CHECKING:
    from lxml.etree import _Element

BULLET = "•"
_PLACE = regex.compile(r"%([1-9])")
_PRIVATE = regex.compile("[\ue000-\uf8ff]")
_LEVELS = 9
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


@dataclass(slots=True)
class Level:
    """How one level of a list is written. `restart` is the level after which it starts again (None: any higher one, 0: never)."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    suffix: str = "tab"
    legal: bool = False
    font: str | None = None
    style: str | None = None


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)

    def start(self, ilvl: int) -> int:
        return self.starts.get(ilvl, self.levels.get(ilvl, Level()).start)


class Numbering:
    """The lists of one document and how far each has counted."""

    def __init__(self, root: _Element | None, style_list: Callable[[str], str | None]) -> None:
        """`style_list` gives the id of the list that a style carries."""
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        if root is None:
            return
        abstracts = {attribute(a, "abstractNumId") or "": a for a in root.iterchildren(w("abstractNum"))}
        nums = {attribute(n, "numId") or "": n for n in root.iterchildren(w("num"))}
        for number, num in nums.items():
            abstract = _abstract_of(num, nums, abstracts, style_list)
            if abstract is None:
                continue
            levels = {whole(attribute(lvl, "ilvl")) or 0: _level(lvl) for lvl in abstracts[abstract].iterchildren(w("lvl"))}
            found = _List(abstract, levels)
            for over in num.iterchildren(w("lvlOverride")):
                ilvl = whole(attribute(over, "ilvl")) or 0
                if (lvl := child(over, "lvl")) is not None:
                    levels[ilvl] = _level(lvl)
                if (start := child(over, "startOverride")) is not None:
                    begin = whole(attribute(start, "val"))
                    found.starts[ilvl] = 1 if begin is None else begin
            self._lists[number] = found

    def level_of_style(self, number: str, style: str) -> int | None:
        """The level of a list that is linked to a paragraph style."""
        found = self._lists.get(number)
        return next((i for i, level in found.levels.items() if level.style == style), None) if found else None

    def next(self, number: str, ilvl: int) -> tuple[str, Level] | None:
        """Counts a paragraph of this list and level; its marker, and the level; None for lists that are not there."""
        found = self._lists.get(number)
        if found is None or not 0 <= ilvl < _LEVELS or ilvl not in found.levels:
            return None
        counts = self._counts.setdefault(found.abstract, [None] * _LEVELS)
        level = found.levels[ilvl]
        for above in range(ilvl):
            if counts[above] is None:
                counts[above] = found.start(above)
        before = counts[ilvl]
        # An overridden start counts once, where the list begins; so does the level's own start whenever it begins again.
        begins = before is None or (ilvl in found.starts and ilvl not in found.begun)
        counts[ilvl] = found.start(ilvl) if before is None or begins else before + 1
        found.begun.add(ilvl)
        for below in range(ilvl + 1, _LEVELS):
            restart = found.levels.get(below, Level()).restart
            if restart is None or ilvl < restart:
                counts[below] = None
        return _marker(level, found.levels, counts), level


def _abstract_of(
    num: _Element, nums: dict[str, _Element], abstracts: dict[str, _Element], style_list: Callable[[str], str | None]
) -> str | None:  # fmt: skip
    """The abstract list with the levels, links through styles followed (a loop of them ends)."""
    for _ in range(8):
        target = child(num, "abstractNumId")
        name = attribute(target, "val") if target is not None else None
        if name is None or name not in abstracts:
            return None
        link = child(abstracts[name], "numStyleLink")
        linked = style_list(attribute(link, "val") or "") if link is not None else None
        if linked is None or linked not in nums or nums[linked] is num:
            return name
        num = nums[linked]
    return None


def _level(lvl: _Element) -> Level:
    def value(name: str) -> str | None:
        found = child(lvl, name)
        return attribute(found, "val") if found is not None else None

    properties = child(lvl, "rPr")
    fonts = child(properties, "rFonts") if properties is not None else None
    start = whole(value("start"))
    return Level(
        form=value("numFmt") or "decimal", text=value("lvlText") or "", start=1 if start is None else start,
        restart=whole(value("lvlRestart")), suffix=value("suff") or "tab", legal=on(child(lvl, "isLgl")),
        font=None if fonts is None else attribute(fonts, "hAnsi") or attribute(fonts, "ascii"), style=value("pStyle"),
    )  # fmt: skip


def _marker(level: Level, levels: dict[int, Level], counts: list[int | None]) -> str:
    if level.form == "bullet":
        return BULLET if _PRIVATE.search(level.text) or level.text == "o" else level.text

    def written(hit: regex.Match[str]) -> str:
        i = int(hit[1]) - 1
        of = levels.get(i, Level())
        count = counts[i]
        return number(of.start if count is None else count, "decimal" if level.legal else of.form)

    return _PLACE.sub(written, level.text)


def number(count: int, form: str) -> str:
    """A count in one of Word's number formats; formats that are not known are written in digits."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{count:02d}"
    if form in ("lowerLetter", "upperLetter") and 0 < count <= 780:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        letters = ""
        for value, sign in _ROMAN:
            letters += sign * (count // value)
            count %= value
        return letters if form == "lowerRoman" else letters.upper()
    return str(count)
