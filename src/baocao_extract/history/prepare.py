"""A document as the rows that the store takes. Runs in the worker processes, so that the one writer only writes."""

from __future__ import annotations

import functools
import hashlib
import json
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from baocao_extract import __version__, export, gazetteer, patterns, places_in_time, structure
from baocao_extract.history import fingerprint, wordings
from baocao_extract.history.folding import folded, token, words
from baocao_extract.language.cleaning import clean
from baocao_extract.language.folding import canonical
from baocao_extract.model import Document, Indicator
from baocao_extract.reading import OcrMode
from baocao_extract.reading.limits import DEFAULT

# Raised when what is prepared from the same document changes.
PREPARATION = 2
# A document with fewer figures than this is told by its text alone.
FEW_FIGURES = 5


@dataclass(frozen=True, slots=True)
class Concept:
    """A series' name: its key, the folded words by which it is found, and, where the catalogue has it, whether it is a stock or a flow."""

    key: str
    kind: str
    label: str
    words: str
    catalogued: bool = False
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """An indicator with what the store adds to it: the ordinal of its passage, its concept, its place and which occurrence of its quote it is."""

    indicator: Indicator
    passage: int
    concept: Concept
    place: tuple[str, str | None] | None
    occurrence: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that holds figures (or the document's header, the first one), with the words by which it is found."""

    start: int
    end: int
    names: str
    sentence: str
    around: str
    facets: str


@dataclass(frozen=True, slots=True)
class Prepared:
    document: Document
    extraction: str
    passages: list[Passage]
    facts: list[Fact]
    minima: bytes
    bands: list[int]


@functools.cache
def extraction_stamp(folders: tuple[Path, ...] = (), ocr: OcrMode = "auto", pixels: int = DEFAULT.pixels) -> str:
    """What the same bytes' facts depend on: the version of the program, the patterns, and of the options those by which other text is read.

    (Pages of more than `pixels` are not recognised. The other limits and the password decide whether a file is read, not what is read.)
    """
    digest = hashlib.sha256()
    for place in (patterns.folder(), *folders):
        for path in sorted(p for p in place.rglob("*") if p.is_file()):
            digest.update(path.relative_to(place).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    options = "" if ocr == "auto" else f"+ocr={ocr}"
    options += "" if pixels == DEFAULT.pixels else f"+pixels={pixels}"
    return f"{__version__}+{PREPARATION}+{digest.hexdigest()[:16]}{options}"


def prepare(document: Document, extraction: str, folders: tuple[Path, ...] = ()) -> Prepared:
    """The rows of a document. `extraction` is the stamp of how it was read."""
    spans = _sentences(document, folders)
    starts = [s for s, _ in spans]
    groups: dict[int, list[Indicator]] = {}
    for indicator in document.indicators:
        groups.setdefault(bisect_right(starts, indicator.start) - 1, []).append(indicator)
    passages = [_header(document)]
    facts: list[Fact] = []
    seen: dict[str, int] = {}
    titles = {s.id: export.section_path(document, s.id) or "" for s in document.sections}
    for index in sorted(groups):
        members = groups[index]
        start, end = spans[index] if index >= 0 else (members[0].start, members[0].end)
        places = {i.id: locate(i.place, document.metadata.province) for i in members}
        passages.append(_passage(document, start, max(end, *(i.end for i in members)), members, titles, places))
        for i in members:
            seen[i.quote] = seen.get(i.quote, -1) + 1
            facts.append(Fact(i, len(passages) - 1, concept_of(i), places[i.id], seen[i.quote]))
    text = fingerprint.minima(fingerprint.runs(words(document.text)))
    return Prepared(document, extraction, passages, facts, text, _bands(document, text))


def _bands(document: Document, text: bytes) -> list[int]:
    """By what near-duplicates are looked for: the figures, which reports of two years never share, or the text where figures are few."""
    figures = {f"{i.value:.12g} {i.kind}" for i in document.indicators}
    if len(figures) < FEW_FIGURES:
        return fingerprint.bands(text, space=1)
    return fingerprint.bands(fingerprint.minima(figures), space=0)


def concept_of(indicator: Indicator) -> Concept:
    """The series that a figure belongs to: that of the catalogue, else that of its kind and name."""
    if indicator.concept:
        return concept_named(indicator.concept, indicator.kind, indicator.name or indicator.unit)
    name = indicator.name or indicator.unit
    return Concept(wordings.key(name, indicator.kind), indicator.kind, name, " ".join(wordings.core(name)))


def concept_named(key: str, kind: str, name: str) -> Concept:
    """A concept by its key, with the catalogue's label and kind where the catalogue has it."""
    row = next((r for r in patterns.load().rows("catalogue") if r.id == key), None)
    if row is None:
        return Concept(key, kind, name, " ".join(wordings.core(name)), True)
    label = str(row["label_vi"])
    return Concept(key, str(row["kind"][0]), label, " ".join(wordings.core(label)), True, row.get("measure"))


def locate(place: str | None, province: str | None) -> tuple[str, str | None] | None:
    """A place's name and the province that it is or lies in, as far as that is known."""
    if not place:
        return None
    known = gazetteer.load(patterns.load())
    low = canonical(place)
    if low in patterns.load().words("places", use="country-name"):
        return place, None
    asked = places_in_time.resolve(place)
    if asked is not None and known.named(low) is None:
        # With its class word or as an abbreviation; a city below a province may bear the province's name.
        named = known.named(canonical(asked.name))
        if named is not None and named.provinces and not any(_same(d.cls, asked.class_word) for d in named.districts):
            return asked.name, asked.name
    for tail in (low, *(low.split(" ", n)[-1] for n in (1, 2))):
        named = known.named(tail)
        if named is None:
            continue
        if (
            named.provinces
            and (tail == low or not named.districts)
            and (province is None or tail == low or _same(named.provinces[0].name, province))
        ):
            official = named.provinces[0].name
            return (official if tail == low else place), official
        homes = {known.provinces[d.province].name for d in named.districts}
        if province in homes:
            return place, province
        if len(homes) == 1:
            return place, homes.pop()
    return place, province


def _same(one: str, other: str) -> bool:
    return canonical(one) == canonical(other)


def year(period: str | None) -> str:
    """The year in which a period ends."""
    end = (period or "").rpartition("/")[2]
    return end[:4] if end[:4].isdigit() else ""


def _sentences(document: Document, folders: tuple[Path, ...]) -> list[tuple[int, int]]:
    draft = structure.build(clean(document.text), patterns.load(*folders))
    spans = sorted(draft.view.to_source(s.start, s.end) for s in draft.sentences if s.end > s.start)
    text = document.text
    out = []
    for start, end in spans:
        while end > start and text[end - 1].isspace():
            end -= 1
        out.append((start, end))
    return out


def _header(document: Document) -> Passage:
    m = document.metadata
    name = Path(document.source.path or "").name
    said = " ".join(filter(None, (m.title, m.number, m.issuer, m.province, m.place, m.signer, m.author, m.source, name, year(m.period))))
    facets = " ".join(_document_facets(document))
    return Passage(0, 0, folded(m.title or ""), folded(said), folded(m.date or ""), facets)


def _document_facets(document: Document) -> list[str]:
    m = document.metadata
    return [token("source", m.kind), *([token("province", m.province)] if m.province else [])]


def _passage(
    document: Document, start: int, end: int, members: list[Indicator], titles: dict[int, str],
    places: dict[int, tuple[str, str | None] | None],
) -> Passage:  # fmt: skip
    m = document.metadata
    facets = dict.fromkeys(_document_facets(document))
    around: dict[str, None] = dict.fromkeys(filter(None, (m.number, m.province)))
    for i in members:
        place = places[i.id]
        facets |= dict.fromkeys([token("kind", i.kind), token("status", i.status), token("role", i.role), token("year", year(i.period))])
        if place:
            facets |= dict.fromkeys([token("province", place[1])] if place[1] else [])
            around |= dict.fromkeys([place[0], place[1] or ""])
        around |= dict.fromkeys([year(i.period), titles.get(i.section, "") if i.section is not None else ""])
    names = " ".join(dict.fromkeys(folded(i.name) for i in members))
    return Passage(start, end, names, folded(document.text[start:end]), folded(" ".join(around)), " ".join(facets))


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
