"""What every reader hands on: the text of a file, and where in the file each stretch of it stands.

The text is NFC and has one paragraph a line. A table that holds data is one line a row, its cells joined by tabs (whitespace
inside a cell is single spaces), and is described by a `Grid`; a table that only lays out a page (a letterhead in two columns)
is read cell by cell as ordinary lines. Page numbers, running heads and footnotes are `Furniture`, not text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Protocol

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points, measured from the upper left corner of the page."""

FurnitureKind = Literal["page_number", "running_head", "running_foot", "footnote", "stamp"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a stretch of text stands: the page (from 1), the box around it there, and how sure its letters are (0-1; OCR only)."""

    page: int
    box: Box
    confidence: float | None = None


class Layout(Protocol):
    """Knows where the characters of a paged text stand."""

    def spot(self, start: int, end: int) -> Spot | None:
        """The page and box of `text[start:end]`, that of its first page when it goes over two; None where nothing is drawn."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on a page and is not part of the running text."""

    kind: FurnitureKind
    text: str
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid: its span in the text, its first row and column (from 0), and how many it covers.

    `indent` is how far its text is moved in, in points or spaces; `address` is that of a spreadsheet (`Phụ lục!B12`).
    """

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    bold: bool = False
    indent: float = 0.0
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as drawn: its span in the text and its cells in reading order. `spots` are its page and box, one for each page that it covers."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    spots: tuple[Spot, ...] = ()
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text as read, with the hash of the bytes as given.

    `encoding` names what its letters came in (`utf-8`, `cp1258`, `tcvn3`, `vni`). `stated` is what the container itself says of the
    document (`title`, `author`, `date`, `source`, `url` of a web page), which the text need not repeat.
    `unread` are the pages that are pictures, or whose text is useless, and that could not be recognised.
    """

    text: str
    sha256: str
    path: str | None = None
    encoding: str | None = None
    media_type: str = "text/plain"
    pages: int | None = None
    ocr: bool = False
    layout: Layout | None = None
    grids: tuple[Grid, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    stated: dict[str, str] = field(default_factory=dict)
    unread: tuple[int, ...] = ()
