"""Tables of a Word file: those that hold data become rows and a grid, those that only lay out the page are read cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from baocao_extract.reading.assembly import Assembly, Drawn
from baocao_extract.reading.docx_runs import Runs
from baocao_extract.reading.docx_styles import Styles, borders_drawn, look
from baocao_extract.reading.wordml import attribute, child, in_text_box, w, whole

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROW, _CELL, _PARAGRAPH, _TABLE = w("tr"), w("tc"), w("p"), w("tbl")
_WRAPPERS = frozenset(w(n) for n in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_TWIPS = 20.0
# A letterhead or a signature has few rows and at most three columns; a borderless table beyond that holds data.
_MOST_COLUMNS, _MOST_ROWS = 3, 8


class Host(Protocol):
    """What the reader of the whole document lends."""

    out: Assembly
    runs: Runs
    styles: Styles

    def blocks(self, parent: _Element) -> None: ...
    def paragraph(self, paragraph: _Element) -> list[str]: ...
    def style_of(self, paragraph: _Element) -> str | None: ...


@dataclass(slots=True)
class _Place:
    element: _Element
    row: int
    column: int
    columns: int
    continued: bool
    rows: int = 1


@dataclass(slots=True)
class _Shape:
    rows: list[list[_Place]] = field(default_factory=list)
    columns: int = 0


class Tables:
    def __init__(self, host: Host) -> None:
        self._host = host

    def read(self, table: _Element) -> None:
        shape = _shape(table)
        if self._lays_out(table, shape):
            for row in shape.rows:
                for place in row:
                    if not place.continued:
                        self._host.blocks(place.element)
            return
        self._host.out.table([self._drawn(place) for place in row] for row in shape.rows)

    def _drawn(self, place: _Place) -> Drawn:
        if place.continued:
            return Drawn("", place.row, place.column, 1, place.columns)
        # In the order of the document, so that automatic numbers inside cells count on.
        lines, first = [], None
        for paragraph in place.element.iter(_PARAGRAPH):
            if in_text_box(paragraph, place.element):
                continue
            first = paragraph if first is None else first
            lines += self._host.paragraph(paragraph)
        bold = indent = 0.0
        if first is not None:
            bold, indent = self._is_bold(first), _indent(first)
        return Drawn(" ".join(lines), place.row, place.column, place.rows, place.columns, bool(bold), indent)

    def _is_bold(self, paragraph: _Element) -> bool:
        style = self._host.styles.look(self._host.style_of(paragraph)).bold
        runs = [r for r in paragraph.iter(w("r")) if any(t.text and t.text.strip() for t in r.iterchildren(w("t")))]
        return bool(runs) and all((look(child(r, "rPr")).bold if look(child(r, "rPr")).bold is not None else style) for r in runs)

    def _lays_out(self, table: _Element, shape: _Shape) -> bool:
        if shape.columns <= 1 and len(shape.rows) <= 1:
            return True
        if shape.columns > _MOST_COLUMNS or len(shape.rows) > _MOST_ROWS:
            return False
        if not self._has_borders(table):
            return not _holds_figures(shape)
        return len(shape.rows) <= 2 and _holds_columns_of_lines(shape)

    def _has_borders(self, table: _Element) -> bool:
        properties = child(table, "tblPr")
        stated = borders_drawn(child(properties, "tblBorders")) if properties is not None else None
        if stated is None and properties is not None and (style := child(properties, "tblStyle")) is not None:
            stated = self._host.styles.table_borders(attribute(style, "val"))
        if stated:
            return True
        cells = [borders_drawn(b) for b in table.iter(w("tcBorders"))]
        return sum(b is True for b in cells) * 2 > sum(1 for _ in table.iter(_CELL))


def _shape(table: _Element) -> _Shape:
    shape = _Shape()
    open_spans: dict[int, _Place] = {}
    for r, row in enumerate(_rows(table)):
        properties = child(row, "trPr")
        before = child(properties, "gridBefore") if properties is not None else None
        column = (whole(attribute(before, "val")) or 0) if before is not None else 0
        places = []
        for cell in _through(row, _CELL):
            of_cell = child(cell, "tcPr")
            span = child(of_cell, "gridSpan") if of_cell is not None else None
            merge = child(of_cell, "vMerge") if of_cell is not None else None
            columns = max(1, min(whole(attribute(span, "val")) or 1, 1000)) if span is not None else 1
            continued = merge is not None and attribute(merge, "val") != "restart" and column in open_spans
            place = _Place(cell, r, column, columns, continued)
            if continued:
                open_spans[column].rows += 1
            elif merge is not None:
                open_spans[column] = place
            else:
                open_spans.pop(column, None)
            places.append(place)
            column += columns
        shape.columns = max(shape.columns, len(places))
        shape.rows.append(places)
    return shape


def _rows(table: _Element) -> Iterator[_Element]:
    for row in _through(table, _ROW):
        properties = child(row, "trPr")
        if properties is None or child(properties, "del") is None:
            yield row


def _through(parent: _Element, wanted: str) -> Iterator[_Element]:
    for element in parent:
        if element.tag == wanted:
            yield element
        elif element.tag in _WRAPPERS:
            yield from _through(element, wanted)


def _letters(place: _Place) -> str:
    return "".join(t.text or "" for t in place.element.iter(w("t"))).strip()


def _holds_figures(shape: _Shape) -> bool:
    """A borderless table whose last columns are mostly figures holds data all the same."""
    texts = [_letters(p) for row in shape.rows for p in row[1:] if not p.continued]
    filled = [t for t in texts if t]
    figures = sum(1 for t in filled if any(c.isdecimal() for c in t) and sum(c.isalpha() for c in t) <= 2)
    return len(shape.rows) > 2 and figures * 2 > len(filled)


def _holds_columns_of_lines(shape: _Shape) -> bool:
    """Every filled cell holds several paragraphs of words: columns of a page, whatever lines are drawn round them."""
    filled = [p for row in shape.rows for p in row if _letters(p)]
    return len(filled) > 1 and all(
        sum(1 for q in p.element.iterchildren(_PARAGRAPH) if any(t.text for t in q.iter(w("t")))) > 1 for p in filled
    )


def _indent(paragraph: _Element) -> float:
    properties = child(paragraph, "pPr")
    stated = child(properties, "ind") if properties is not None else None
    if stated is None:
        return 0.0
    left = whole(attribute(stated, "left") or attribute(stated, "start")) or 0
    return (left + (whole(attribute(stated, "firstLine")) or 0)) / _TWIPS
