"""Paragraphs out of lines, with soft line ends and furniture blanked in `flow` and `low`; and the sentences in them."""

from __future__ import annotations

import regex

from baocao_extract.draft import Draft, Paragraph, Sentence
from baocao_extract.patterns import Patterns
from baocao_extract.structure.lines import Line, Lines

_BORDER = regex.compile(r"[.!?…]+[\"”’)]*(?:\s+(?=[\"“‘'(\[]?[\p{Lu}0-9+–-])|(?=\p{Lu}\p{Ll}))")
# `1. 268 người`: a blank behind the grouping dot, not a full stop.
_THOUSANDS = regex.compile(r"\.\s+[0-9]{3}(?![0-9])")
_ROLES = {"chrome": "letterhead"}
_OPEN_END = frozenset(".:;!?…")


def build(draft: Draft, found: Lines, patterns: Patterns) -> None:
    blank: list[tuple[int, int]] = []
    groups: list[list[Line]] = []
    heads = frozenset(h.start for h in draft.headings)
    cut = False
    for line in found.items:
        if line.role in ("furniture", "rule"):
            cut = cut or line.role == "furniture"
            continue
        goes_on = bool(groups) and _continues(groups[-1], line, found, heads, cut)
        cut = False
        if goes_on:
            last = groups[-1][-1]
            blank.append((last.end, line.start))
            groups[-1].append(line)
        else:
            groups.append([line])
    for line in found.items:
        if line.role in ("furniture", "rule"):
            draft.paragraphs.append(Paragraph(line.start, line.end, "furniture", line.start))
            blank.append((line.start, line.end))
    draft.flow, draft.low = _blanked(draft.flow, blank), _blanked(draft.low, blank)
    for group in groups:
        first = group[0]
        item = first.bullet is not None or (first.marker is not None and first.role == "")
        role = _ROLES.get(first.role) or first.role or ("item" if item else "text")
        bullet = first.bullet or (first.marker.style if first.marker is not None and item else None)
        draft.paragraphs.append(Paragraph(first.start, group[-1].end, role, first.start + (first.body if item else 0), bullet=bullet))
    draft.paragraphs.sort(key=lambda p: p.start)
    _lead_ins(draft)
    _sentences(draft, patterns)


def _blanked(text: str, stretches: list[tuple[int, int]]) -> str:
    """`text` with those stretches as blanks, of the same length."""
    out, last = [], 0
    for start, end in sorted(stretches):
        if end > last:
            start = max(start, last)
            out += [text[last:start], " " * (end - start)]
            last = end
    out.append(text[last:])
    return "".join(out)


def _continues(group: list[Line], line: Line, found: Lines, heads: frozenset[int], cut: bool) -> bool:
    """The line goes on where the paragraph before was cut: by the width of the page, by a page number, or in mid-phrase."""
    last, first = group[-1], group[0]
    if first.role == "title" and line.role == "title":
        return True
    if first.role == "heading" and line.role == "heading":
        return line.start not in heads
    if first.role or line.role or line.bullet is not None or line.row or last.row:
        return False
    if line.marker is not None:
        return False
    open_end = last.text[-1] not in _OPEN_END
    if line.text[0].islower() and open_end and not line.caps:
        return True
    if not found.hard_wrapped:
        return False
    if line.gap and not cut:
        return False
    full = len(last.text) >= 0.72 * found.width
    if open_end and full and not line.caps:
        return True
    return (
        not open_end and len(last.text) >= 0.9 * found.width and last.text[-1] in ".;" and line.indent == 0 and first.indent == line.indent
    )


def _lead_ins(draft: Draft) -> None:
    """An item's lead-in is the last paragraph before its list that ends in a colon, with another bullet."""
    paragraphs = draft.paragraphs
    open_: list[tuple[str | None, int]] = []
    for i, paragraph in enumerate(paragraphs):
        if paragraph.role == "furniture":
            continue
        colon = draft.flow[paragraph.start : paragraph.end].rstrip().endswith(":")
        if paragraph.role != "item":
            open_ = [(None, i)] if colon and paragraph.role in ("text", "heading") else []
            continue
        while open_ and open_[-1][0] == paragraph.bullet:
            open_.pop()
        if any(b == paragraph.bullet for b, _ in open_):
            while open_ and open_[-1][0] != paragraph.bullet:
                open_.pop()
            open_.pop()
        if open_:
            paragraph.lead_in = open_[-1][1]
        if colon:
            open_.append((paragraph.bullet, i))


def _sentences(draft: Draft, patterns: Patterns) -> None:
    abbreviation = patterns.compiled("structure", use="abbreviation")
    flow, low = draft.flow, draft.low
    for i, paragraph in enumerate(draft.paragraphs):
        if paragraph.role == "furniture":
            continue
        start = paragraph.start
        for border in _BORDER.finditer(flow, max(paragraph.start, paragraph.body), paragraph.end):
            mark = border.start()
            if flow[mark] == ".":
                if abbreviation.search(low, max(start, mark - 12), mark) or (
                    mark > start and flow[mark - 1].isupper() and (mark < 2 or not flow[mark - 2].isalnum())
                ):
                    continue
                if _THOUSANDS.match(flow, mark) and flow[mark - 1 : mark].isdigit() and not flow[max(0, mark - 4) : mark].isdigit():
                    continue
                if (
                    border.end() < paragraph.end
                    and flow[border.end()] in "-–+"
                    and border.end() + 1 < len(flow)
                    and not flow[border.end() + 1].isspace()
                ):
                    continue
            draft.sentences.append(Sentence(start, border.end(), i))
            start = border.end()
        if start < paragraph.end:
            draft.sentences.append(Sentence(start, paragraph.end, i))
