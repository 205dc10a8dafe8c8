"""Word files: paragraphs and tables in the order of the document, automatic numbering written out, the rest apart as furniture.

Tracked changes are read as accepted. Text boxes follow the paragraph that they are anchored in. Macros, embedded objects and
whatever lies outside the file are not looked at.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from baocao_extract.errors import NoText, UnreadableInput
from baocao_extract.reading import legacy
from baocao_extract.reading.assembly import Assembly, clean
from baocao_extract.reading.detect import MEDIA_TYPES
from baocao_extract.reading.docx_runs import Runs, chosen
from baocao_extract.reading.docx_styles import Styles, list_of
from baocao_extract.reading.docx_tables import Tables
from baocao_extract.reading.limits import Limits
from baocao_extract.reading.numbering import Numbering
from baocao_extract.reading.ooxml import Package
from baocao_extract.reading.source import Furniture, FurnitureKind, SourceText
from baocao_extract.reading.wordml import COMPATIBILITY, attribute, child, in_text_box, w

if TYPE_CHECKING:
    from lxml.etree import _Element

_PARAGRAPH, _TABLE, _ALTERNATIVES = w("p"), w("tbl"), COMPATIBILITY + "AlternateContent"
_THROUGH = frozenset(w(n) for n in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_NOTES = ("footnotes", "footnote"), ("endnotes", "endnote")
_EDGES: tuple[tuple[str, FurnitureKind], ...] = (("header", "running_head"), ("footer", "running_foot"))


def read(data: bytes, *, limits: Limits) -> SourceText:
    """The text of a DOCX file. Raises `UnreadableInput`, `Encrypted`, `UnpacksTooLarge`, `NoText`."""
    package = Package(data, limits)
    main = package.main("word/document.xml")
    if main not in package:
        raise UnreadableInput("a Word file without its document part", "open it in its program and save it anew")
    body = child(package.xml(main), "body")
    reader = _Reader(package, main)
    if body is not None:
        reader.blocks(body)
        reader.end_paragraph()
    if not reader.out.text.strip():
        raise NoText("the Word file holds no text", "if it holds pictures of pages, export it to PDF and name that")
    encodings = reader.runs.encodings
    return SourceText(
        reader.out.text, hashlib.sha256(data).hexdigest(), encoding="+".join(sorted(encodings)) or "utf-8", media_type=MEDIA_TYPES["docx"],
        grids=tuple(reader.out.grids), furniture=tuple(reader.furniture()),
    )  # fmt: skip


class _Reader:
    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        self._parts: dict[str, list[str]] = {}
        for kind, target in package.related(main):
            if target in package:
                self._parts.setdefault(kind, []).append(target)
        self.styles = Styles(self._part("styles"))
        self.numbering = Numbering(self._part("numbering"), lambda style: self.styles.list(style)[0])
        self.runs = Runs(self.styles)
        self.out = Assembly()
        self._tables = Tables(self)
        # Text of paragraphs whose mark is deleted: it runs on into the next one.
        self._held = ""

    def _part(self, kind: str) -> _Element | None:
        names = self._parts.get(kind)
        return self._package.xml(names[0]) if names else None

    def blocks(self, parent: _Element) -> None:
        for block in parent:
            tag = block.tag
            if tag == _PARAGRAPH:
                for line in self.paragraph(block):
                    self.out.line(line)
            elif tag == _TABLE:
                self.end_paragraph()
                self._tables.read(block)
            elif tag in _THROUGH:
                self.blocks(block)
            elif tag == _ALTERNATIVES:
                self.blocks(chosen(block))

    def paragraph(self, paragraph: _Element) -> list[str]:
        """The lines of a paragraph: its marker and text, then those of its text boxes."""
        properties = child(paragraph, "pPr")
        style = self._style(properties)
        found = self.runs.read(paragraph, style)
        text = self.runs.text(found)
        if properties is not None and _mark_deleted(properties):
            self._held += text
            lines = []
        else:
            marker = self._marker(properties, style)
            text, self._held = self._held + text, ""
            lines = [marker + text.lstrip() if marker and text.strip() else text]
        for box in found.boxes:
            lines += self._lines_of(box)
        return lines

    def end_paragraph(self) -> None:
        """A text whose paragraph never ends (its mark is deleted and a table or nothing follows)."""
        if self._held:
            self.out.line(self._held)
            self._held = ""

    def style_of(self, paragraph: _Element) -> str | None:
        return self._style(child(paragraph, "pPr"))

    def _style(self, properties: _Element | None) -> str | None:
        stated = child(properties, "pStyle") if properties is not None else None
        return self.styles.paragraph if stated is None else attribute(stated, "val")

    def _marker(self, properties: _Element | None, style: str | None) -> str:
        number, level = list_of(properties)
        styled, styled_level = self.styles.list(style)
        if number is None:
            number = styled
            if level is None and styled is not None and style is not None:
                linked = self.numbering.level_of_style(styled, style)
                level = styled_level if linked is None else linked
        if number is None or number == "0":
            return ""
        found = self.numbering.next(number, level or 0)
        if found is None or not found[0]:
            return ""
        marker, of = found
        return legacy.decode_run(marker, of.font)[0] + ("" if of.suffix == "nothing" else " ")

    def _lines_of(self, parent: _Element) -> list[str]:
        """All paragraphs inside a text box, note, header or footer."""
        return [line for p in parent.iter(_PARAGRAPH) if not in_text_box(p, parent) for line in self.paragraph(p) if line.strip()]

    def furniture(self) -> list[Furniture]:
        found = []
        for kind, what in _EDGES:
            for name in self._parts.get(kind, ()):
                text = clean("\n".join(self._lines_of(self._package.xml(name)))).strip()
                if text:
                    found.append(Furniture("page_number" if text.strip(" -–/").isdecimal() else what, text))
        for part, note in _NOTES:
            for name in self._parts.get(part, ()):
                for element in self._package.xml(name).iterchildren(w(note)):
                    text = clean("\n".join(self._lines_of(element))).strip()
                    if text and attribute(element, "type") not in ("separator", "continuationSeparator", "continuationNotice"):
                        found.append(Furniture("footnote", text))
        return list(dict.fromkeys(found))


def _mark_deleted(properties: _Element) -> bool:
    mark = child(properties, "rPr")
    return mark is not None and (child(mark, "del") is not None or child(mark, "moveFrom") is not None)
