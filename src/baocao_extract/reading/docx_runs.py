"""The text of one paragraph of a Word file: its runs in order, changes as accepted, fields by their results, legacy fonts decoded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from baocao_extract.reading import legacy
from baocao_extract.reading.docx_styles import Look, Styles, look
from baocao_extract.reading.wordml import COMPATIBILITY, attribute, child, w

if TYPE_CHECKING:
    from lxml.etree import _Element

_RUN, _PROPERTIES, _TEXT, _FIELD, _TEXT_BOX = w("r"), w("rPr"), w("t"), w("fldChar"), w("txbxContent")
_ALTERNATIVES, _CHOICE, _FALLBACK = COMPATIBILITY + "AlternateContent", COMPATIBILITY + "Choice", COMPATIBILITY + "Fallback"
# Runs stand inside these as if they were not there; `ins` and `moveTo` because changes are read as accepted.
_THROUGH = frozenset(
    w(n)
    for n in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "dir", "bdo", "ruby", "rubyBase")
)
_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("br"): "\n", w("noBreakHyphen"): "-"}
_DRAWINGS = frozenset((w("drawing"), w("pict"), w("object")))
_SYMBOLS = {
    0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD7: "⋅", 0xDE: "⇒", 0x2D: "−",
    0x61: "α", 0x62: "β", 0x6D: "µ", 0x6C: "λ", 0x53: "Σ", 0x44: "Δ", 0x46: "Φ", 0xC6: "∅", 0xAE: "→",
}  # fmt: skip
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class Paragraph:
    """Stretches of text with their looks, and the text boxes anchored in it."""

    stretches: list[tuple[str, Look]] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)


class Runs:
    """Reads paragraphs in the order of the document: a field may begin in one and end in another."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.encodings: set[str] = set()
        # One entry for each open field: whether its instruction has ended, so that what follows is its result.
        self._fields: list[bool] = []

    def read(self, paragraph: _Element, style: str | None) -> Paragraph:
        found = Paragraph()
        self._walk(paragraph, self.styles.look(style).over(self.styles.default), found)
        return found

    def _walk(self, parent: _Element, base: Look, found: Paragraph) -> None:
        for element in parent:
            tag = element.tag
            if tag == _RUN:
                self._run(element, base, found)
            elif tag in _THROUGH:
                self._walk(element, base, found)
            elif tag == _ALTERNATIVES:
                self._walk(chosen(element), base, found)

    def _run(self, run: _Element, base: Look, found: Paragraph) -> None:
        own, footnote = base, False
        for element in run:
            tag = element.tag
            if tag == _PROPERTIES:
                stated = look(element)
                style = child(element, "rStyle")
                if style is not None:
                    stated = stated.over(self.styles.look(attribute(style, "val")))
                own = stated.over(base)
            elif tag == _FIELD:
                self._field(attribute(element, "fldCharType"))
            elif own.hidden or (self._fields and not all(self._fields)):
                continue
            elif tag == _TEXT:
                # The mark of a footnote may be typed by hand: it belongs to the footnote, not to the text.
                if element.text and not footnote:
                    found.stretches.append((element.text, own))
            elif tag in _SIGNS:
                found.stretches.append((_SIGNS[tag], own))
            elif tag == w("softHyphen"):
                # A letter in a legacy font, which programs take for a hyphen that is not shown.
                if legacy.of_font(own.font):
                    found.stretches.append(("\u00ad", own))
            elif tag in (w("footnoteReference"), w("endnoteReference")):
                footnote = True
            elif tag == w("sym"):
                found.stretches.append((symbol(element), Look()))
            elif tag == _ALTERNATIVES:
                found.boxes += _boxes(chosen(element))
            elif tag in _DRAWINGS:
                found.boxes += _boxes(element)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def text(self, paragraph: Paragraph) -> str:
        """The stretches as one text: neighbours of one legacy font are decoded together, for a letter may be cut between runs."""
        pieces: list[str] = []
        waiting: list[str] = []
        font: str | None = None
        caps: bool | None = None
        for text, own in paragraph.stretches:
            meant = own.font if legacy.of_font(own.font) else None
            if waiting and (meant, own.caps) != (font, caps):
                pieces.append(self._decoded(waiting, font, caps))
                waiting = []
            font, caps = meant, own.caps
            if own.raised and text.isdecimal() and (waiting or pieces) and (waiting or pieces)[-1][-1:].isdecimal():
                text = text.translate(_RAISED)
            waiting.append(text)
        return "".join([*pieces, self._decoded(waiting, font, caps)])

    def _decoded(self, stretches: list[str], font: str | None, caps: bool | None) -> str:
        text, encoding = legacy.decode_run("".join(stretches), font)
        if encoding:
            self.encodings.add(encoding)
        return text.upper() if caps else text


def _boxes(parent: _Element) -> Iterator[_Element]:
    """The text boxes below an element; those inside a box belong to its own paragraphs. Of two branches only the one that shows."""
    for element in chosen(parent) if parent.tag == _ALTERNATIVES else parent:
        if element.tag == _TEXT_BOX:
            yield element
        else:
            yield from _boxes(element)


def chosen(alternatives: _Element) -> _Element:
    """The branch that a program of today shows: the other one repeats it for old programs."""
    branch = alternatives.find(_CHOICE)
    if branch is None:
        branch = alternatives.find(_FALLBACK)
    return alternatives if branch is None else branch


def symbol(element: _Element) -> str:
    """A character of a symbol font, where it is one that figures stand beside; a bullet for the rest."""
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    if 0xF000 <= code <= 0xF0FF:
        return _SYMBOLS.get(code - 0xF000, "•") if (attribute(element, "font") or "").startswith("Symbol") else "•"
    return chr(code) if 0x20 <= code < 0xD800 else ""
