"""What the lines above a table say for all of it: title, unit, time, place."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from baocao_extract.language.folding import canonical
from baocao_extract.model import Metadata
from baocao_extract.patterns import Patterns
from baocao_extract.tables import timing
from baocao_extract.tables.finding import Read
from baocao_extract.tables.vocabulary import UnitOfMeasure, Vocabulary, remaining, unit
from baocao_extract.times.algebra import Context, Interval

_WORD = regex.compile(r"[^\W\d_][\w/]*|%")
_UNIT_TAIL = regex.compile(r"[(]([^()]{1,30})[)]\s*$")
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Caption:
    """`around` is the time of the table: its title's own, else the document's; `own_period` says which. `words` is what the title measures."""

    title: str | None
    unit: UnitOfMeasure | None
    unit_text: str
    around: Context
    period: Interval | None
    own_period: bool
    words: str
    low: str


def read(table: Read, text: str, metadata: Metadata, words: Vocabulary, patterns: Patterns) -> Caption:
    lines = [" ".join(text[a:b].split()) for a, b in table.caption]
    base = timing.context(metadata)
    stated, stated_text = _unit(lines, table, text, words)
    titles = [line for line in lines if not _only_unit(line, words) and not words.opens("attached", canonical(line))]
    own: Interval | None = None
    for line in titles:
        low = words.spelled_out(canonical(line))
        named = timing.named(low, base, patterns)
        if named is not None and named.value is not None and not named.same and (named.value.first is None or named.value.days > 5):
            own = named.value
            break
    around = timing.within(base, own) if own is not None else base
    period = own or (Interval(base.first, base.last) if base.last is not None else None)
    title = _title(titles, words)
    low = words.spelled_out(canonical(title or ""))
    return Caption(title, stated, stated_text, around, period, own is not None, _measured(title or "", low, base, words, patterns), low)


def _unit(lines: list[str], table: Read, text: str, words: Vocabulary) -> tuple[UnitOfMeasure | None, str]:
    for line in lines:
        low = canonical(line)
        if (hit := words.find["unit-caption"].search(low)) is not None:
            # `ĐVT: triệu đồng, hộ`: the first is that of the table, the others stand in their headings
            for piece in regex.finditer(r"[^,;]+", line[hit.start("unit") : hit.end("unit")]):
                if (found := unit(canonical(piece.group()), words)) is not None:
                    return found, piece.group().strip()
    for line in lines:
        if (hit := _UNIT_TAIL.search(line)) is not None and (found := unit(canonical(hit.group(1)), words, counted=False)) is not None:
            return found, hit.group(1)
    return None, ""


def _only_unit(line: str, words: Vocabulary) -> bool:
    return words.find["unit-caption"].match(canonical(line).strip(" (")) is not None


def _title(lines: list[str], words: Vocabulary) -> str | None:
    for line in lines:
        if words.find["title"].match(canonical(line)) and len(line) > 14:
            return line
    return next((line for line in lines if len(line) > 8), None)


def _measured(title: str, low: str, around: Context, words: Vocabulary, patterns: Patterns) -> str:
    """The title without its number, time, unit, place and the words of a report's act."""
    spans: list[tuple[int, int]] = []
    if (hit := words.find["title"].match(low)) is not None:
        spans.append(hit.span())
    named = timing.named(low, around, patterns)
    spans += named.spans if named is not None else ()
    if (division := words.find["of-which"].search(low)) is not None:
        spans.append((division.start(), len(low)))
    for use in ("unit-caption", "caption-act", "continued"):
        spans += [m.span() for m in words.find[use].finditer(low)]
    spans += [m.span() for m in regex.finditer(r"\([^()]*\)", low)]
    return " ".join(remaining(title if len(title) == len(low) else low, spans, _WORD, words)[:_MOST_WORDS])
