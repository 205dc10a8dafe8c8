"""The elements of a page as lines and tables: HTML's own, and those of trafilatura's reduced form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import regex

from baocao_extract.reading.assembly import Assembly, Drawn

UNSEEN = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "select",
        "button",
        "textarea",
        "audio",
        "video",
        "title",
        "meta",
        "link",
    )
)
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "hi", "i", "img", "ins", "kbd", "label", "mark",
    "nobr", "q", "ref", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "graphic",
))  # fmt: skip
_BREAKS = ("br", "lb")
_ITEMS, _LISTS, _TABLES, _ROWS, _CELLS = ("li", "item"), ("ul", "ol", "list"), ("table",), ("tr", "row"), ("td", "th", "cell")
_HIDDEN = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", regex.IGNORECASE)
_BLANKS = regex.compile(r"[ \t\r\n\f\xa0]+")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_WIDEST = 1000
# A letterhead in two columns has few rows; a cell that is longer holds text and no figure.
_MOST_COLUMNS, _MOST_ROWS, _LONGEST_CELL = 3, 4, 400


def one_line(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


class Blocks:
    def __init__(self, out: Assembly) -> None:
        self._out = out
        self._line: list[str] = []

    def read(self, element: Any) -> None:
        """Writes what an element holds, in order."""
        self._walk(element)
        self._flush()

    def _walk(self, element: Any) -> None:
        self._text(element.text)
        count = _start(element)
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in UNSEEN or child.get("hidden") is not None or _HIDDEN.search(child.get("style") or ""):
                pass
            elif tag in _BREAKS:
                self._flush()
            elif tag in _TABLES:
                self._flush()
                self._table(child)
            elif tag in _ITEMS:
                self._flush()
                self._line.append(_marker(element, count))
                count += 1
                self._walk(child)
                self._flush()
            elif tag == "sup":
                self._raised(child)
            elif tag in _INLINE:
                self._walk(child)
            else:
                self._flush()
                self._walk(child)
                self._flush()
            self._text(child.tail)

    def _text(self, text: str | None) -> None:
        if text:
            self._line.append(text)

    def _raised(self, element: Any) -> None:
        text = element.text_content() if hasattr(element, "text_content") else "".join(element.itertext())
        after_digit = bool(self._line) and self._line[-1][-1:].isdecimal()
        self._line.append(text.translate(_RAISED) if after_digit and text.isdecimal() else text)

    def _flush(self) -> None:
        line = one_line("".join(self._line))
        self._line = []
        if line and line != "-":
            self._out.line(line)

    def _table(self, table: Any) -> None:
        rows = list(_drawn(table))
        if _lays_out(table, rows):
            for row in _rows(table):
                for cell in _of(row, _CELLS):
                    self._walk(cell)
                    self._flush()
            return
        self._out.table(rows)


def _start(element: Any) -> int:
    try:
        return int(element.get("start") or 1)
    except ValueError:
        return 1


def _marker(parent: Any, count: int) -> str:
    ordered = parent.tag == "ol" or parent.get("rend") == "ol"
    return f"{count}. " if ordered else "- "


def _of(parent: Any, tags: tuple[str, ...]) -> Iterator[Any]:
    """The children of these tags, through the sections of a table (thead, tbody) but not into tables inside."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in ("thead", "tbody", "tfoot", "form"):
            yield from _of(child, tags)


def _rows(table: Any) -> Iterator[Any]:
    return _of(table, _ROWS)


def _cell_text(cell: Any) -> str:
    pieces: list[str] = []

    def collect(element: Any) -> None:
        if isinstance(element.tag, str) and element.tag not in UNSEEN:
            pieces.append(element.text or "")
            for child in element:
                if child.tag not in _INLINE:
                    pieces.append(" ")
                collect(child)
                pieces.append(" " if child.tag not in _INLINE else "")
                pieces.append(child.tail or "")

    collect(cell)
    return one_line("".join(pieces))


def _drawn(table: Any) -> Iterator[list[Drawn]]:
    """The rows of a table. Below a cell that spans rows its place stays empty."""
    # Column → rows still to cover, width.
    above: dict[int, tuple[int, int]] = {}
    for r, row in enumerate(_rows(table)):
        places: list[Drawn] = []
        below: dict[int, tuple[int, int]] = {}
        column = 0
        for cell in [*_of(row, _CELLS), None]:
            while column in above:
                left, width = above.pop(column)
                if left > 1:
                    below[column] = (left - 1, width)
                places.append(Drawn("", r, column, 1, width))
                column += width
            if cell is not None:
                height, width = _span(cell, "rowspan"), _span(cell, "colspan", "span")
                places.append(Drawn(_cell_text(cell), r, column, height, width, cell.tag == "th" or cell.get("role") == "head"))
                if height > 1:
                    below[column] = (height - 1, width)
                column += width
        above |= below
        yield places


def _span(cell: Any, *names: str) -> int:
    for name in names:
        value = cell.get(name) or ""
        if value.isdecimal():
            return max(1, min(int(value), _WIDEST))
    return 1


def holds_data(table: Any) -> bool:
    """Whether a table is one of data, and does not only place things on the page."""
    return not _lays_out(table, list(_drawn(table)))


def _lays_out(table: Any, rows: list[list[Drawn]]) -> bool:
    """Whether a table only places things on the page."""
    filled = [cell for row in rows for cell in row if cell.text]
    columns = max((sum(1 for cell in row if cell.text) for row in rows), default=0)
    if columns < 2 or any(inner is not table for inner in table.iter("table")):
        return True
    if any(len(cell.text) > _LONGEST_CELL for cell in filled) and columns <= _MOST_COLUMNS:
        return True
    if columns > _MOST_COLUMNS or len(rows) > _MOST_ROWS:
        return False
    several = [_has_lines(cell) for row in _rows(table) for cell in _of(row, _CELLS) if _cell_text(cell)]
    return sum(several) * 2 > len(several)


def _has_lines(cell: Any) -> bool:
    """Whether the text of a cell is set in several lines."""
    return sum(1 for _ in cell.iter(*_BREAKS)) + max(1, sum(1 for _ in cell.iter("p", "div"))) > 1
