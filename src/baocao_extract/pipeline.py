"""The way through the house: the stages in order, and the drafts' findings as the public document."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from baocao_extract import audit, audit_tables, patterns, quantities, recognised, structure, tables
from baocao_extract.draft import Draft
from baocao_extract.indicators import catalogue, naming, periods, places, relations, status
from baocao_extract.language import cleaning, tokens
from baocao_extract.model import Document, Finding, Indicator, Metadata, Number, Section, Source, Table
from baocao_extract.patterns import Patterns
from baocao_extract.reading import OcrMode, plain
from baocao_extract.reading import read as read_source
from baocao_extract.reading.limits import DEFAULT, Limits
from baocao_extract.reading.source import Layout, SourceText
from baocao_extract.structure import area, reporting
from baocao_extract.times import expressions


def extract(
    source: str | Path | bytes, *, patterns_folders: Sequence[str | Path] = (), limits: Limits = DEFAULT, password: str | None = None,
    ocr: OcrMode = "auto",
) -> Document:  # fmt: skip
    """Reads a file (a path, or its bytes) of any kind that is known (text, PDF, Word, Excel, web page, picture) and returns its document.

    What the file is, is told by its content. `limits` bounds what it may cost, `password` opens an encrypted PDF, Word or Excel file, `ocr` says
    whether pictures of pages are recognised (`auto`: where a page has no usable text). Raises a `BaocaoError` with a code and a remedy
    when the bytes cannot be read.
    """
    return _document(read_source(source, limits=limits, password=password, ocr=ocr), _patterns(patterns_folders))


def extract_text(text: str, *, patterns_folders: Sequence[str | Path] = ()) -> Document:
    """The document of a text that is already in memory. `Document.text` is its NFC form; spans count its characters."""
    return _document(plain.from_text(text), _patterns(patterns_folders))


def _patterns(folders: Sequence[str | Path]) -> Patterns:
    return patterns.load(*(Path(f) for f in folders))


def _document(read: SourceText, rows: Patterns) -> Document:
    text = read.text
    found = tables.find(read, rows)
    draft = read_draft(tables.blanked(text, found), rows)
    sections, metadata = _sections(draft), _stated(draft.metadata, read.stated)
    tabled = [tables.read(table, text, metadata, rows) for table in found]
    indicators, numbers = tables.merged(*_records(draft, text), tabled, sections, text)
    grids = tables.tables(tabled, read.layout)
    if read.layout is not None:
        _place(read.layout, draft, sections, indicators, numbers)
    source = Source(
        path=read.path, sha256=read.sha256, media_type=read.media_type, encoding=read.encoding, pages=read.pages, ocr=read.ocr,
    )  # fmt: skip
    return Document(
        source=source, metadata=metadata, text=text, sections=sections, indicators=indicators, numbers=numbers,
        findings=_findings(indicators, grids, read), tables=grids,
    )  # fmt: skip


def _findings(indicators: list[Indicator], grids: list[Table], read: SourceText) -> list[Finding]:
    contradictions = [*audit.findings(indicators, read.text), *audit_tables.findings(grids, indicators)]
    doubts = recognised.findings(indicators, read.text, contradictions)
    return [*recognised.unread(read.unread), *sorted([*contradictions, *doubts], key=lambda f: f.spans[0])]


def _place(layout: Layout, draft: Draft, sections: list[Section], indicators: list[Indicator], numbers: list[Number]) -> None:
    """Page and box of every record of a paged file; a section's are those of its heading."""
    for section, heading in zip(sections, draft.headings, strict=True):
        if (spot := layout.spot(*draft.view.to_source(heading.start, heading.end))) is not None:
            section.page, section.bbox = spot.page, spot.box
    for indicator in indicators:
        if (spot := layout.spot(indicator.start, indicator.end)) is not None:
            indicator.page, indicator.bbox, indicator.confidence = spot.page, spot.box, spot.confidence
    for number in numbers:
        if (spot := layout.spot(number.start, number.end)) is not None:
            number.page, number.bbox = spot.page, spot.box


def _stated(metadata: Metadata, stated: dict[str, str]) -> Metadata:
    """What the container states of the document fills what its text does not say."""
    lacking = {name: value for name, value in stated.items() if name in Metadata.model_fields and getattr(metadata, name) is None}
    return metadata.model_copy(update=lacking) if lacking else metadata


def read_draft(text: str, rows: Patterns) -> Draft:
    """All stages but the last: the draft of an NFC text."""
    draft = structure.build(cleaning.clean(unicodedata.normalize("NFC", text)), rows)
    draft.tokens = tokens.split(draft.low)
    times = expressions.find(draft.low, draft.tokens, rows)
    area.locate(draft, rows)
    reporting.set_period(draft, times, rows)
    quantities.find(draft, rows, periods.reasons(times))
    relations.link(draft, rows)
    mentions = places.find(draft, rows)
    periods.assign(draft, times, rows)
    places.assign(draft, mentions, rows)
    status.assign(draft, rows)
    naming.assign(draft, rows, [(e.start, e.end) for e in times] + places.spans(draft, mentions))
    catalogue.assign(draft, rows)
    return draft


def _sections(draft: Draft) -> list[Section]:
    return [
        Section(id=i, marker=h.marker, title=h.title, level=h.level, start=start, end=max(start, end), parent=h.parent)
        for i, h in enumerate(draft.headings)
        for start, end in [draft.view.to_source(h.start, h.last)]
    ]


# What the words of a modifier leave open: the bounds of the true value as factors of the stated one are not known, so only sides are given.
_BOUNDS = {"over": (True, False), "at_least": (True, False), "nearly": (False, True), "at_most": (False, True), "under": (False, True)}


def _records(draft: Draft, text: str) -> tuple[list[Indicator], list[Number]]:
    indicators, numbers = [], []
    to_source = draft.view.to_source
    for i, q in enumerate(draft.quantities):
        start, end = to_source(q.start, q.end)
        low, high = _BOUNDS.get(q.modifier, (False, False))
        paragraph = draft.paragraphs[q.paragraph] if q.paragraph >= 0 else None
        indicators.append(Indicator(
            id=i, start=start, end=end, quote=text[start:end], value=q.value, upper=q.upper, kind=q.kind, unit=q.unit or q.kind, name=q.name,
            concept=q.concept, dimensions=q.dimensions,
            period=q.period, period_from=q.period_from, place=q.place, place_from=q.place_from, status=q.status, status_from=q.status_from,
            modifier=q.modifier, interval=(q.value if low else None, q.value if high else None) if low or high else None, role=q.role,
            part_of=q.part_of, of=q.of, baseline=q.baseline, section=paragraph.section if paragraph else None, unit_known=q.unit_known,
        ))  # fmt: skip
        numbers.append(Number(start=start, end=to_source(q.start, q.number_end)[1], indicator=i))
    for other in draft.others:
        start, end = to_source(other.start, other.end)
        numbers.append(Number(start=start, end=end, reason=other.reason))
    numbers.sort(key=lambda n: (n.start, n.end))
    return indicators, numbers
