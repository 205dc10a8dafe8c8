"""News items and web pages: headline, date line, lead, captions, byline, source."""

from __future__ import annotations

import regex

from baocao_extract.draft import Draft
from baocao_extract.patterns import Patterns
from baocao_extract.structure.lines import Line, Lines

_NAME = regex.compile(r"(?:\p{Lu}[\p{L}.]*\s*[-–,&]?\s*){1,6}(?:\([^)]{2,40}\))?")
_INITIALS = regex.compile(r"(?:\p{Lu}\p{L}{0,3}\.\s?){1,3}\p{Lu}\p{L}{1,8}|\p{Lu}{1,3}\.\s?\p{Lu}{2,8}|\p{Lu}{2,4}")


def read(draft: Draft, found: Lines, patterns: Patterns) -> None:
    draft.metadata.kind = "news"
    _head(draft, found, patterns)
    _captions(found, patterns)
    _tail(draft, found, patterns)


def _head(draft: Draft, found: Lines, patterns: Patterns) -> None:
    date, chrome = patterns.compiled("metadata", use="news-date"), patterns.compiled("structure", use="chrome")
    lead_source = patterns.compiled("metadata", use="lead-source")
    title: Line | None = None
    for n, line in enumerate(found.items[:8]):
        if line.role:
            continue
        hit = date.match(line.low)
        if hit and hit.group("y") and len(line.text) - hit.end() < 25:
            line.role = "dateline"
            _date(draft, hit)
            continue
        hit = date.search(line.low)
        if hit and hit.group("y") and len(line.text) < 110 and len(line.text) - (hit.end() - hit.start()) < 40 and title is not None:
            line.role = "dateline"
            _date(draft, hit)
            continue
        if chrome.match(line.low):
            line.role = "furniture"
            continue
        if title is None and n < 3 and not any(p.role == "dateline" for p in found.items[:n]):
            if len(line.text) < 220 and not line.text.endswith((".", ":", ";", ",")):
                title = line
                line.role = "headline"
                draft.metadata.title = " ".join(line.text.split()).strip(" *#.")
            continue
        if (hit := lead_source.match(line.low)) and draft.metadata.source is None and len(line.text) > 80:
            who = line.text[hit.start("who") : hit.end("who")]
            if line.text[0] == "(" or who.isupper():
                draft.metadata.source = who
    # `Ngày 15/4/2023, …` opens a portal's item that prints no date of its own
    if draft.metadata.date is None:
        for line in found.items[:6]:
            hit = date.match(line.low)
            if hit and hit.group("y") and line.role == "" and line.low.startswith("ngày"):
                _date(draft, hit)
                break


def _date(draft: Draft, hit: regex.Match[str]) -> None:
    y, m, d = (int(hit.group(g)) for g in ("y", "m", "d"))
    if draft.metadata.date is None and 1 <= m <= 12 and 1 <= d <= 31:
        draft.metadata.date = f"{y:04}-{m:02}-{d:02}"


def _captions(found: Lines, patterns: Patterns) -> None:
    caption = patterns.compiled("structure", use="caption")
    for line in found.items[1:]:
        if (
            not line.role
            and len(line.text) < 260
            and line.marker is None
            and caption.search(line.low)
            and not line.text.endswith((";", ":"))
        ):
            line.role = "caption"


def _tail(draft: Draft, found: Lines, patterns: Patterns) -> None:
    """Author and source: short last lines."""
    source = patterns.compiled("metadata", use="source")
    for line in reversed(found.items[-6:]):
        if line.role == "caption":
            continue
        own = line.text.strip(" *()[]")
        if len(own) > 60 or line.role in ("headline", "dateline"):
            break
        hit = source.match(line.low.strip(" *"))
        if hit:
            at = line.low.strip(" *").index(hit.group("who"))
            draft.metadata.source = draft.metadata.source or line.text.strip(" *")[at : at + len(hit.group("who"))].strip(" ()")
            line.role = "byline"
        elif not own.endswith((".", "!", "?", ":", ",")) and (
            _INITIALS.fullmatch(own) or (_NAME.fullmatch(own) and 2 <= len(own.split()) <= 8)
        ):
            who, _, where = own.partition("(")
            draft.metadata.author = who.strip(" -–,")
            if where:
                draft.metadata.source = draft.metadata.source or where.strip(" )")
            line.role = "byline"
        else:
            break
