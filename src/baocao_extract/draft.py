"""The document while it is being read: what one stage hands to the next.

All spans are in the coordinates of the *clean view* (see `language.views`), of which `flow` and `low` are same-length copies:

- `flow`: the clean text in its own case; newlines inside a paragraph (hard wraps, page breaks) and furniture
  (page numbers) are spaces, every other newline stays and is a hard border;
- `low`: `flow` in lower case with one tone placement (`language.folding.canonical`): what patterns are matched on.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from baocao_extract.language.tokens import Tokens
from baocao_extract.language.views import View
from baocao_extract.model import Kind, Metadata, Modifier, Origin, Role, Status


@dataclass(slots=True)
class Paragraph:
    """A block of text between hard borders.

    `role`: title (the document's title lines), headline (news title), heading, text, item (a bullet or lettered clause),
    letterhead, end (recipients and signature), furniture (page numbers), caption, byline, dateline.
    `body` is where the text begins behind a bullet or marker. `lead_in` is the index of the paragraph ending in a colon that
    introduces this item, if any. `section` is the index of the innermost section that it stands in.
    """

    start: int
    end: int
    role: str = "text"
    body: int = -1
    section: int | None = None
    lead_in: int | None = None
    bullet: str | None = None


@dataclass(slots=True)
class Sentence:
    start: int
    end: int
    paragraph: int


@dataclass(slots=True)
class Heading:
    """A section of the document; `start`/`end` span the heading itself, marker included, `last` is where its text ends."""

    marker: str | None
    title: str
    level: int
    start: int
    end: int
    last: int = -1
    parent: int | None = None
    title_start: int = -1


@dataclass(slots=True)
class Quantity:
    """A number with its unit, and what becomes known of it stage by stage.

    `start`/`end` is the quote (number, scale word, unit); `lead` is where its modifier words begin (= `start` when there are none);
    `number_end` is where the digits end. `sentence`, `paragraph` are indices. `part_of`, `of` are indices into `Draft.quantities`.
    `concept` is the id of the row of the catalogue that decided, `concept_words` the wording of it that was met.
    """

    start: int
    end: int
    number_end: int
    value: float
    upper: float | None
    kind: Kind
    unit: str
    modifier: Modifier = "exact"
    lead: int = -1
    role: Role = "level"
    sentence: int = -1
    paragraph: int = -1
    part_of: int | None = None
    of: int | None = None
    name: str = ""
    period: str | None = None
    period_from: Origin = "none"
    baseline: str | None = None
    place: str | None = None
    place_from: Origin = "none"
    status: Status = "actual"
    status_from: Origin = "none"
    unit_known: bool = True
    unit_row: str = ""
    factor: float = 1.0
    concept: str | None = None
    concept_words: str = ""
    dimensions: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class NotQuantity:
    """A digit group or number word that states no fact, with the reason from the closed list in `patterns/reasons.toml`."""

    start: int
    end: int
    reason: str


@dataclass(slots=True)
class Draft:
    view: View
    flow: str
    low: str
    paragraphs: list[Paragraph] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    metadata: Metadata = field(default_factory=Metadata)
    quantities: list[Quantity] = field(default_factory=list)
    others: list[NotQuantity] = field(default_factory=list)
    hard_wrapped: bool = False
    tokens: Tokens = field(default_factory=lambda: Tokens([], [], []))
