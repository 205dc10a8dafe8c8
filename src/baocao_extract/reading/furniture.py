"""What stands on a page beside its text: page numbers, running heads and feet, footnotes and the small signs that point to them."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

import regex

from baocao_extract.reading.columns import Row, joined
from baocao_extract.reading.lines import Line
from baocao_extract.reading.source import Furniture, FurnitureKind

Page = list[Row]

# Parts of the height of a page: where furniture may stand, and where nothing but furniture in the size of the text stands.
_MARGIN, _OUTER = 0.13, 0.065
_PAGE_NUMBER = regex.compile(r"[\p{Pd}\s|.\[(]*(\d{1,4})(?:\s?/\s?\d{1,4})?[\p{Pd}\s|.\])]*")
_DIGITS = regex.compile(r"\d+")
_SUPERSCRIPT = regex.compile(r"\s?[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:\s?,\s?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)*")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTE = regex.compile(r"\s*([⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,3}(?=[\s.)]|\p{L})|\*+)")
_POWER = regex.compile(r"(?<!\p{L})[mckdh]?m[²³]")
_SMALLER = 0.9


def take(pages: Sequence[Page]) -> list[Furniture]:
    """Takes the furniture out of the pages (rows from top to bottom) and returns it in page order."""
    found: list[Furniture] = []
    body = _body_size(pages)
    _running(pages, body, found)
    for page in pages:
        _footnotes(page, body, found)
    found.sort(key=lambda item: item.page or 0)
    return found


def _remove(page: Page, row: Row, kind: FurnitureKind, found: list[Furniture]) -> None:
    page.remove(row)
    line = joined(row, " ")
    found.append(Furniture(kind, line.text, line.page, line.frame.to_page((line.x0, line.top, line.x1, line.bottom))))


def _running(pages: Sequence[Page], body: float, found: list[Furniture]) -> None:
    """Page numbers count with the pages; running heads and feet stand at the same height on pages that follow each other."""
    numbers: dict[int, list[tuple[int, Row]]] = {}
    heads: dict[tuple[str, int], list[tuple[int, Row]]] = {}
    for n, page in enumerate(pages):
        for row in _edges(page):
            line = joined(row, " ")
            if (hit := _PAGE_NUMBER.fullmatch(line.text)) is not None:
                numbers.setdefault(int(hit.group(1)) - n, []).append((n, row))
            elif len(line.text) <= 160 and (_outside(line, _OUTER) or line.size <= _SMALLER * body):
                heads.setdefault((_DIGITS.sub("#", line.text.casefold()), round(line.base / 8)), []).append((n, row))
    for offset, hits in numbers.items():
        if len(hits) > 1 or offset == 1:
            for n, row in hits:
                _remove(pages[n], row, "page_number", found)
            _misread(pages, [row[0] for _, row in hits], found)
    for hits in heads.values():
        for n, row in _in_sequence(hits):
            top = row[0].base < row[0].frame.height / 2
            _remove(pages[n], row, "running_head" if top else "running_foot", found)


def _misread(pages: Sequence[Page], numbers: list[Line], found: list[Furniture]) -> None:
    """On recognised pages, what was made of a page number: a few signs where the other pages have theirs."""
    for page in pages:
        for row in _edges(page):
            line = row[0]
            if line.confidence is None or len(row) > 1 or len(line.text) > 4:
                continue
            middle = (line.x0 + line.x1) / 2
            if any(abs((x.x0 + x.x1) / 2 - middle) < line.size and abs(x.base - line.base) < line.size for x in numbers):
                _remove(page, row, "page_number", found)


def _edges(page: Page) -> list[Row]:
    """The rows in the margins of a page, two above and two below at most."""
    out = []
    for rows, top in ((page[:2], True), (page[:1:-1][:2], False)):
        for row in rows:
            if _outside(row[0], _MARGIN) and (row[0].base < row[0].frame.height / 2) is top:
                out.append(row)
    return out


def _outside(line: Line, part: float) -> bool:
    return not part * line.frame.height <= line.base <= (1 - part) * line.frame.height


def _in_sequence(hits: list[tuple[int, Row]]) -> list[tuple[int, Row]]:
    """Those of at least three pages of which each is followed by the next or the next but one (left and right pages differ)."""
    out, run = [], hits[:1]
    for last, hit in itertools.pairwise(hits):
        if hit[0] - last[0] > 2:
            out += run if len(run) >= 3 else []
            run = []
        run.append(hit)
    return out + (run if len(run) >= 3 else [])


def _body_size(pages: Sequence[Page]) -> float:
    weights: Counter[float] = Counter()
    for page in pages:
        for row in page:
            for line in row:
                weights[round(line.size * 2) / 2] += len(line.text)
    return weights.most_common(1)[0][0] if weights else 0.0


def _footnotes(page: Page, body: float, found: list[Furniture]) -> None:
    """Small lines at the foot of a page that begin with a sign which stands raised in its text; and that sign in the text."""
    first = len(page)
    while first and len(page[first - 1]) == 1 and page[first - 1][0].size <= _SMALLER * body:
        first -= 1
    above = {m for row in page[:first] for line in row for m in _marks(line)}
    notes: set[str] = set()
    start = None
    for n in range(first, len(page)):
        hit = _NOTE.match(page[n][0].text)
        mark = hit.group(1).translate(_RAISED) if hit else ""
        if mark and mark in above:
            notes.add(mark)
            start = n if start is None else start
    if start is None:
        return
    for row in page[start:]:
        _remove(page, row, "footnote", found)
    for row in page:
        for line in row:
            if spans := [m.span() for m in _SUPERSCRIPT.finditer(line.text) if _points(m.group(), notes) and not _is_power(line.text, m)]:
                line.without(spans)


def _points(signs: str, notes: set[str]) -> bool:
    return any(sign.strip() in notes for sign in signs.translate(_RAISED).split(","))


def _is_power(text: str, hit: regex.Match[str]) -> bool:
    return any(m.end() == hit.end() for m in _POWER.finditer(text))


def _marks(line: Line) -> list[str]:
    return [s.strip() for m in _SUPERSCRIPT.finditer(line.text) for s in m.group().translate(_RAISED).split(",")]
