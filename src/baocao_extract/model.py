"""The public models: what `extract` returns and what the JSON contract promises. Nothing is computed here.

Field meanings, units and closed lists follow the annotation guidelines (docs/guidelines.md): money is in million VND,
periods are ISO 8601 intervals (`2020-01-01/2020-03-31`, a stock as of a day `../2019-12-31`), and every span is
`[start, end)` in characters of `Document.text`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA = "baocao-document/1"

Kind = Literal[
    "households", "people", "money", "foreign_money", "percent", "organisations", "cases", "items", "area", "mass",
    "volume", "length", "energy", "duration", "price", "rate", "ratio", "other",
]  # fmt: skip
Status = Literal["actual", "estimate", "plan", "norm"]
Modifier = Literal["exact", "over", "nearly", "about", "at_least", "at_most", "under"]
Role = Literal["level", "change", "share"]
DocumentKind = Literal["report", "news", "other"]
Origin = Literal["own", "sentence", "paragraph", "lead_in", "link", "section", "title", "document", "topic", "none"]
Severity = Literal["error", "warning", "info"]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Source(_Record):
    """Where the bytes came from. `sha256` is that of the bytes as given."""

    path: str | None = None
    sha256: str
    media_type: str = "text/plain"
    encoding: str | None = None
    pages: int | None = None
    ocr: bool = False


class Metadata(_Record):
    """The header of the document; a field that the document does not state is null."""

    kind: DocumentKind = "report"
    number: str | None = None
    issuer: str | None = None
    province: str | None = None
    place: str | None = None
    date: str | None = None
    title: str | None = None
    period: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    recipients: list[str] = Field(default_factory=list)
    author: str | None = None
    source: str | None = None
    url: str | None = None


Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points (1/72 inch), measured from the upper left corner of the page as a viewer shows it."""


class Section(_Record):
    """A heading and the stretch of text below it, up to the next heading of the same or a higher level.

    `page` (from 1) and `bbox` are those of the heading, in files that have pages.
    """

    id: int
    marker: str | None
    title: str
    level: int
    start: int
    end: int
    parent: int | None = None
    page: int | None = None
    bbox: Box | None = None


class Indicator(_Record):
    """One number that states a fact. `confidence` (0-1) is that of its letters where they were recognised from a picture."""

    id: int
    start: int
    end: int
    quote: str
    value: float
    upper: float | None = None
    kind: Kind
    unit: str
    name: str
    concept: str | None = None
    dimensions: dict[str, str] = Field(default_factory=dict)
    period: str | None = None
    period_from: Origin = "none"
    place: str | None = None
    place_from: Origin = "none"
    status: Status = "actual"
    status_from: Origin = "none"
    modifier: Modifier = "exact"
    interval: tuple[float | None, float | None] | None = None
    role: Role = "level"
    part_of: int | None = None
    of: int | None = None
    baseline: str | None = None
    section: int | None = None
    page: int | None = None
    bbox: Box | None = None
    confidence: float | None = None
    unit_known: bool = True
    table: int | None = None
    cell: str | None = None


class Number(_Record):
    """A digit group or number word of the text: an indicator's, or the reason why it is none."""

    start: int
    end: int
    indicator: int | None = None
    reason: str | None = None
    page: int | None = None
    bbox: Box | None = None


class Finding(_Record):
    """A doubt: what contradicts what, where, and the probable cause where it can be told."""

    code: str
    message: str
    severity: Severity = "warning"
    spans: list[tuple[int, int]]
    indicators: list[int] = Field(default_factory=list)
    cause: str | None = None


class TableSpot(_Record):
    """Where a table stands: its box on one page, in points from the upper left corner."""

    page: int
    bbox: tuple[float, float, float, float]


class TableCell(_Record):
    """A cell: its first row and column (from 0) and how many it covers, its span in the text, and what kind of thing it holds.

    `state`: `number`, `text`, `blank`, `none` (a dash: there is none), `not_reported` (dots), `not_applicable` (x). A printed 0 is a number.
    `address` is that of a spreadsheet.
    """

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    start: int
    end: int
    text: str
    state: Literal["number", "text", "blank", "none", "not_reported", "not_applicable"]
    address: str | None = None
    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None


class TableColumn(_Record):
    """What the heading says of a column; `of`, `versus`, `whole` are columns: described, compared with, and of which this is a part."""

    titles: list[str]
    part: Literal["number", "name", "place", "unit", "code", "note", "text", "value", "blank"]
    status: Status | None = None
    role: Role | None = None
    period: str | None = None
    unit: str | None = None
    place: str | None = None
    of: int | None = None
    versus: int | None = None
    whole: int | None = None


class TableRow(_Record):
    """A row of the tree; `parent` is the row above it there."""

    at: int
    kind: Literal["heading", "data", "group", "total", "blank"]
    label: str = ""
    level: int = 0
    parent: int | None = None


class Table(_Record):
    """A table as read: the grid with the role of every column and row. Rows are counted from the first row of its heading."""

    id: int
    start: int
    end: int
    title: str | None = None
    sheet: str | None = None
    unit: str | None = None
    period: str | None = None
    spots: list[TableSpot] = Field(default_factory=list)
    columns: list[TableColumn]
    rows: list[TableRow]
    cells: list[TableCell]


class Document(_Record):
    """Everything that was read out of one file."""

    schema_: str = Field(default=SCHEMA, alias="schema")
    source: Source
    metadata: Metadata
    text: str
    sections: list[Section]
    indicators: list[Indicator]
    numbers: list[Number]
    findings: list[Finding] = Field(default_factory=list)
    tables: list[Table] = Field(default_factory=list)

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
