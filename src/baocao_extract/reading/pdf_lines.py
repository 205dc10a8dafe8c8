"""Lines out of the glyphs of a page: sorted by baseline and x, blanks from gaps, small raised signs told from digits."""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Sequence
from itertools import pairwise
from operator import sub

import regex

from baocao_extract.reading import legacy
from baocao_extract.reading.lines import COLUMN_GAP, LIGATURE, Line, composed, side_by_side
from baocao_extract.reading.pdf_glyphs import Glyphs

# In parts of the size of the letters.
_SAME_BASELINE = 0.2
# Wider than what the letters of the line are set apart by as a rule: narrow blanks are 0.15, spaced capitals stand evenly.
_WORD_GAP = 0.13
# Digits stand apart where they are put into a form one by one.
_DIGITS_APART = 0.22
# A blank with less room than this between its neighbours lies under them: something was drawn into a gap.
_NO_ROOM = 0.05
_SMALL = 0.82
_RAISED = 0.75
# Blanks in a row that may be the gap between two columns.
_WIDE = "   "

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_COMBINING = regex.compile(r"\p{Mn}")


def of_glyphs(glyphs: Glyphs, page: int) -> list[list[Line]]:
    """The rows of a page from top to bottom, each as its segments from left to right: more than one where a wide gap parts them."""
    combining = _COMBINING.search(glyphs.text) is not None
    lines = []
    for row, raised in _raised(_baselines(glyphs), glyphs):
        if combining:
            row = _with_marks(row, glyphs)
        segments = _plain(row, glyphs, page) if not (raised or combining or glyphs.legacy) else None
        if segments is None:
            segments = [line for part in _segments(row, glyphs) if (line := _line(part, raised, glyphs, page)) is not None]
        if segments:
            lines.append(segments)
    return side_by_side(lines)


def _baselines(glyphs: Glyphs) -> list[list[int]]:
    """Indices of glyphs by baseline, each from left to right."""
    base, size = glyphs.base, glyphs.size
    rows: list[list[int]] = []
    row: list[int] = []
    last = float("-inf")
    for i in sorted(glyphs.order, key=base.__getitem__):
        here = base[i]
        if here != last:
            if here - last > _SAME_BASELINE * size[i] or here - last > 3.0:
                row = []
                rows.append(row)
            last = here
        row.append(i)
    for row in rows:
        row.sort(key=glyphs.left.__getitem__)
    return rows


def _raised(rows: list[list[int]], glyphs: Glyphs) -> list[tuple[list[int], frozenset[int]]]:
    """Rows with the small raised (or lowered) signs put back into the line they belong to; which glyphs those are."""
    base, left, size = glyphs.base, glyphs.left, glyphs.size
    out: list[tuple[list[int], frozenset[int]]] = []
    sizes = [{size[i] for i in row} for row in rows]
    largest = [max(s) for s in sizes]
    taken: dict[int, list[int]] = {}
    gone: set[int] = set()
    for n, row in enumerate(rows):
        if len(row) > 24:
            continue
        for other in (n + 1, n - 1):
            if not 0 <= other < len(rows) or other in gone or largest[n] > _SMALL * largest[other]:
                continue
            if abs(base[rows[other][0]] - base[row[0]]) > _RAISED * largest[other]:
                continue
            host = [i for i in rows[other] if not glyphs.text[i].isspace()]
            small = [i for i in row if not glyphs.text[i].isspace()]
            if host and small and all(_fits(i, host, glyphs, largest[other]) for i in small):
                taken.setdefault(other, []).extend(small)
                gone.add(n)
                break
    for n, row in enumerate(rows):
        if n in gone:
            continue
        extra = taken.get(n, [])
        raised = frozenset(extra)
        if len(sizes[n]) > 1:
            # A small drop that is taken for the same line: signs raised by less than a fifth.
            usual = max(base[i] for i in row if size[i] == largest[n])
            raised |= {i for i in row if size[i] <= _SMALL * largest[n] and base[i] < usual - 0.1 * largest[n]}
        out.append((sorted(row + extra, key=left.__getitem__) if extra else row, raised))
    return out


def _fits(small: int, host: list[int], glyphs: Glyphs, size: float) -> bool:
    """A raised sign stands close to a letter of its line and over none."""
    left, right = glyphs.left, glyphs.right
    middle = (left[small] + right[small]) / 2
    near = min(min(abs(left[small] - right[i]), abs(right[small] - left[i])) for i in host)
    return near < 1.2 * size and not any(left[i] < middle < right[i] for i in host)


def _with_marks(row: list[int], glyphs: Glyphs) -> list[int]:
    """A tone mark that is drawn apart goes directly behind the letter it stands on."""
    letters = [i for i in row if not _COMBINING.match(glyphs.text[i])]
    if len(letters) == len(row) or not letters:
        return row
    behind: dict[int, list[int]] = {}
    for i in row:
        if _COMBINING.match(glyphs.text[i]):
            if i and i - 1 in letters and glyphs.left[i] - glyphs.right[i - 1] < 0.3 * glyphs.size[i]:
                host = i - 1
            else:
                middle = (glyphs.left[i] + glyphs.right[i]) / 2
                host = min(letters, key=lambda k: abs((glyphs.left[k] + glyphs.right[k]) / 2 - middle))
            behind.setdefault(host, []).append(i)
    return [i for k in letters for i in (k, *behind.get(k, ()))]


def _segments(row: list[int], glyphs: Glyphs) -> list[list[int]]:
    """A row in parts between gaps that no justified line has. Blanks at the ends go."""
    text, left, right = glyphs.text, glyphs.left, glyphs.right
    if not any(not text[i].isspace() for i in row):
        return []
    limit = COLUMN_GAP * max(glyphs.size[i] for i in row)
    parts: list[list[int]] = [[]]
    edge: float | None = None
    for i in row:
        if text[i].isspace():
            parts[-1].append(i)
            continue
        if edge is not None and left[i] - edge > limit:
            parts.append([])
        parts[-1].append(i)
        edge = right[i] if edge is None else max(edge, right[i])
    for part in parts:
        while part and text[part[-1]].isspace():
            part.pop()
        while part and text[part[0]].isspace():
            part.pop(0)
    return [part for part in parts if part]


def _plain(row: list[int], glyphs: Glyphs, page: int) -> list[Line] | None:
    """A row without anything special as its one line; None where that takes a closer look."""
    text, size = "".join([glyphs.text[i] for i in row]), glyphs.size[row[len(row) // 2]]
    if text.isspace():
        return []
    left, right = [glyphs.left[i] for i in row], [glyphs.right[i] for i in row]
    gaps = list(map(sub, left[1:], right))
    limit = max(sorted(gaps)[len(gaps) // 2], 0.0) + _WORD_GAP * size if len(gaps) > 3 else _WORD_GAP * size
    wide = [k for k, gap in enumerate(gaps) if gap > limit]
    if _WIDE in text or "  " in text or not text.isprintable() or not unicodedata.is_normalized("NFC", text) or LIGATURE.search(text):
        return None
    if wide and (max(gaps) > 0.5 * COLUMN_GAP * size or any(text[k] != " " and text[k + 1] != " " for k in wide)):
        return None
    if any(left[k + 1] - right[k - 1] < _NO_ROOM * size for k, c in enumerate(text) if c == " " and 0 < k < len(row) - 1):
        return None
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    top, bottom = glyphs.extent(row)
    return [
        Line(
            page, glyphs.frame, text[start:end], array("f", left[start:end]), array("f", right[start:end]), glyphs.base[row[start]],
            top, bottom, size, _bold(row, glyphs),
        )
    ]  # fmt: skip


def _bold(row: Sequence[int], glyphs: Glyphs) -> bool:
    """Set in bold from its beginning over its middle to its end."""
    return all((style := glyphs.style[row[k]]) is not None and style.bold for k in (0, len(row) // 2, -1))


def _line(row: list[int], raised: frozenset[int], glyphs: Glyphs, page: int) -> Line | None:
    size = max([glyphs.size[i] for i in row]) if raised or len(row) < 3 else glyphs.size[row[len(row) // 2]]
    items = _decoded(row, glyphs) if glyphs.legacy else [(glyphs.text[i], glyphs.left[i], glyphs.right[i], i) for i in row]
    gaps = sorted([b[1] - a[2] for a, b in pairwise(items)])
    limit = (max(gaps[len(gaps) // 2], 0.0) if len(gaps) > 3 else 0.0) + _WORD_GAP * size
    apart = max(limit, _DIGITS_APART * size)
    letters: list[str] = []
    x0: list[float] = []
    x1: list[float] = []
    edge, blank = items[0][1], True
    for n, (c, a, b, i) in enumerate(items):
        if c.isspace():
            room = next((x[1] for x in items[n + 1 :] if not x[0].isspace()), b) - edge
            if not blank and room >= _NO_ROOM * size:
                letters.append(" ")
                x0.append(edge)
                x1.append(max(b, edge))
                blank = True
            continue
        if not blank and a - edge > (apart if c.isdigit() and letters[-1].isdigit() else limit):
            letters.append(" ")
            x0.append(edge)
            x1.append(a)
        letters.append(c.translate(SUPERSCRIPTS) if i in raised else c)
        x0.append(a)
        x1.append(b)
        edge, blank = b, False
    if letters and letters[-1] == " ":
        letters.pop()
        x0.pop()
        x1.pop()
    if not letters:
        return None
    text = "".join(letters)
    if len(text) != len(letters) or not unicodedata.is_normalized("NFC", text) or LIGATURE.search(text):
        text, x0, x1 = composed(text, x0, x1)
    top, bottom = glyphs.extent(row)
    return Line(
        page, glyphs.frame, text, array("f", x0), array("f", x1), glyphs.base[next((i for i in row if i not in raised), row[0])],
        top, bottom, size, _bold(row, glyphs), encoding=_encoding(row, glyphs) if glyphs.legacy else None,
    )  # fmt: skip


def _encoding(row: list[int], glyphs: Glyphs) -> str | None:
    return next((style.legacy.encoding for i in row if (style := glyphs.style[i]) is not None and style.legacy is not None), None)


def _decoded(row: list[int], glyphs: Glyphs) -> list[tuple[str, float, float, int]]:
    """The characters of a line, those in a font of the 1990s decoded; two glyphs may make one letter there."""
    out: list[tuple[str, float, float, int]] = []
    fonts = [None if (style := glyphs.style[i]) is None else style.legacy for i in row]
    at = 0
    while at < len(row):
        font = fonts[at]
        end = at + 1
        while end < len(row) and fonts[end] == font:
            end += 1
        run = row[at:end]
        if font is None:
            out += [(glyphs.text[i], glyphs.left[i], glyphs.right[i], i) for i in run]
        else:
            for piece in legacy.pieces("".join([glyphs.text[i] for i in run]), font.encoding, capitals=font.capitals):
                part = run[piece.start : piece.end]
                out.append((piece.text, min(glyphs.left[i] for i in part), max(glyphs.right[i] for i in part), part[0]))
        at = end
    return out
