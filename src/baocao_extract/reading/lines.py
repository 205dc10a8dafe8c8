"""Lines of a page: characters sorted by baseline and x, blanks from gaps, small raised signs told from digits.

Glyphs of a PDF and words of a recognised scan come to the same `Line`, so what follows (columns, furniture, paragraphs) is written once.
"""

from __future__ import annotations

import unicodedata
from array import array
from dataclasses import dataclass
from itertools import pairwise

import regex

from baocao_extract.reading import legacy
from baocao_extract.reading.pdf_glyphs import Frame, Glyphs
from baocao_extract.reading.source import Cell

# In parts of the size of the letters.
_SAME_BASELINE = 0.2
# Wider than what the letters of the line are set apart by as a rule: narrow blanks are 0.15, spaced capitals stand evenly.
_WORD_GAP = 0.13
COLUMN_GAP = 1.5
_SMALL = 0.82
_RAISED = 0.75

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Drawn as one glyph, written out.
_LIGATURE = regex.compile("[\ufb00-\ufb06]")
_COMBINING = regex.compile(r"\p{Mn}")


@dataclass(slots=True)
class Line:
    """A stretch of text on one baseline, in points of its reading frame; `left` and `right` are those of each character.

    `row` marks a line of a table (its cells are joined by tabs), `region` the column it stands in (0: the page's own)
    and `gutter` the middle of the gap beside that column.
    A small raised digit is written as a superscript. `confidence` (0-1, for each character) is that of a recognised scan. `encoding`
    is that of the fonts of the 1990s that it was set in. `table` numbers the table of its page that the line is a row of (0: none),
    `cells` are that row's cells, their spans in the line.
    """

    page: int
    frame: Frame
    text: str
    left: array[float]
    right: array[float]
    base: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    row: bool = False
    region: int = 0
    gutter: float | None = None
    confidence: array[float] | None = None
    encoding: str | None = None
    table: int = 0
    cells: tuple[Cell, ...] = ()

    @property
    def x0(self) -> float:
        return self.left[0]

    @property
    def x1(self) -> float:
        return self.right[-1]

    def without(self, spans: list[tuple[int, int]]) -> Line:
        """This line with those stretches of its text left out."""
        keep = [i for i in range(len(self.text)) if not any(a <= i < b for a, b in spans)]
        self.text = "".join([self.text[i] for i in keep])
        self.left, self.right = (array("f", [side[i] for i in keep]) for side in (self.left, self.right))
        if self.confidence is not None:
            self.confidence = array("f", [self.confidence[i] for i in keep])
        return self


def of_glyphs(glyphs: Glyphs, page: int) -> list[list[Line]]:
    """The rows of a page from top to bottom, each as its segments from left to right: more than one where a wide gap parts them."""
    rows = _raised(_baselines(glyphs), glyphs)
    decode = any(legacy.of_font(name) for name in {s.font for s in set(glyphs.style)})
    combining = _COMBINING.search(glyphs.text) is not None
    lines = []
    for row, raised in rows:
        if combining:
            row = _with_marks(row, glyphs)
        segments = [_line(part, raised, glyphs, page, decode=decode) for part in _segments(row, glyphs)]
        if segments := [s for s in segments if s is not None]:
            lines.append(segments)
    return side_by_side(lines)


def _baselines(glyphs: Glyphs) -> list[list[int]]:
    """Indices of glyphs by baseline, each from left to right."""
    base, style, left = glyphs.base, glyphs.style, glyphs.left
    order = sorted(range(len(glyphs)), key=base.__getitem__)
    rows: list[list[int]] = []
    row: list[int] = []
    last = float("-inf")
    for i in order:
        here = base[i]
        if here != last:
            if here - last > _SAME_BASELINE * style[i].size or here - last > 3.0:
                row = []
                rows.append(row)
            last = here
        row.append(i)
    for row in rows:
        row.sort(key=left.__getitem__)
    return rows


def _raised(rows: list[list[int]], glyphs: Glyphs) -> list[tuple[list[int], frozenset[int]]]:
    """Rows with the small raised (or lowered) signs put back into the line they belong to; which glyphs those are."""
    base, left, right, style = glyphs.base, glyphs.left, glyphs.right, glyphs.style
    out: list[tuple[list[int], frozenset[int]]] = []
    sizes = [max(style[i].size for i in row) for row in rows]
    taken: dict[int, list[int]] = {}
    gone: set[int] = set()
    for n, row in enumerate(rows):
        if len(row) > 24:
            continue
        for other in (n + 1, n - 1):
            if not 0 <= other < len(rows) or other in gone or sizes[n] > _SMALL * sizes[other]:
                continue
            if abs(base[rows[other][0]] - base[row[0]]) > _RAISED * sizes[other]:
                continue
            host = [i for i in rows[other] if not glyphs.text[i].isspace()]
            small = [i for i in row if not glyphs.text[i].isspace()]
            if host and small and all(_fits(i, host, left, right, sizes[other]) for i in small):
                taken.setdefault(other, []).extend(small)
                gone.add(n)
                break
    for n, row in enumerate(rows):
        if n in gone:
            continue
        extra = taken.get(n, [])
        size = sizes[n]
        raised = frozenset(extra) | (
            frozenset(i for i in row if style[i].size <= _SMALL * size and base[i] < base[row[0]] - 0.1 * size)
            if len({style[i].size for i in row}) > 1
            else frozenset()
        )
        out.append((sorted(row + extra, key=left.__getitem__) if extra else row, raised))
    return out


def _fits(small: int, host: list[int], left: list[float], right: list[float], size: float) -> bool:
    """A raised sign stands close to a letter of its line and over none."""
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
            if i and i - 1 in letters and glyphs.left[i] - glyphs.right[i - 1] < 0.3 * glyphs.style[i].size:
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
    limit = COLUMN_GAP * max(glyphs.style[i].size for i in row)
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


def _line(row: list[int], raised: frozenset[int], glyphs: Glyphs, page: int, *, decode: bool) -> Line | None:
    source, left, right, style = glyphs.text, glyphs.left, glyphs.right, glyphs.style
    size = max(style[i].size for i in row) if len(row) < 3 else style[row[len(row) // 2]].size
    if raised:
        size = max(style[i].size for i in row)
    letters: list[str] = []
    x0: list[float] = []
    x1: list[float] = []
    if decode:
        items = _decoded(row, glyphs)
    else:
        items = [(source[i], left[i], right[i], i) for i in row]
    gaps = sorted([b[1] - a[2] for a, b in pairwise(items)])
    limit = (max(gaps[len(gaps) // 2], 0.0) if len(gaps) > 3 else 0.0) + _WORD_GAP * size
    edge = items[0][1]
    blank = True
    for c, a, b, i in items:
        if c.isspace():
            if not blank:
                letters.append(" ")
                x0.append(edge)
                x1.append(max(b, edge))
                blank = True
            continue
        if not blank and a - edge > limit:
            letters.append(" ")
            x0.append(edge)
            x1.append(a)
        if raised and i in raised:
            c = c.translate(SUPERSCRIPTS)
        letters.append(c)
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
    text, x0, x1 = (
        composed(text, x0, x1)
        if len(text) != len(letters) or not unicodedata.is_normalized("NFC", text) or _LIGATURE.search(text)
        else (text, x0, x1)
    )
    return Line(
        page, glyphs.frame, text, array("f", x0), array("f", x1), glyphs.base[next((i for i in row if i not in raised), row[0])],
        min([glyphs.top[i] for i in row]), max([glyphs.bottom[i] for i in row]), size, 2 * sum([style[i].bold for i in row]) > len(row),
        encoding=_encoding(row, glyphs) if decode else None,
    )  # fmt: skip


def _encoding(row: list[int], glyphs: Glyphs) -> str | None:
    return next((font.encoding for i in row if (font := legacy.of_font(glyphs.style[i].font)) is not None), None)


def _decoded(row: list[int], glyphs: Glyphs) -> list[tuple[str, float, float, int]]:
    """The characters of a line, those in a font of the 1990s decoded; two glyphs may make one letter there."""
    out: list[tuple[str, float, float, int]] = []
    at = 0
    while at < len(row):
        font = legacy.of_font(glyphs.style[row[at]].font)
        end = at + 1
        while end < len(row) and legacy.of_font(glyphs.style[row[end]].font) == font:
            end += 1
        run = row[at:end]
        if font is None:
            out += [(glyphs.text[i], glyphs.left[i], glyphs.right[i], i) for i in run]
        else:
            for piece in legacy.pieces("".join(glyphs.text[i] for i in run), font.encoding, capitals=font.capitals):
                part = run[piece.start : piece.end]
                out.append((piece.text, min(glyphs.left[i] for i in part), max(glyphs.right[i] for i in part), part[0]))
        at = end
    return out


def composed(text: str, left: list[float], right: list[float]) -> tuple[str, list[float], list[float]]:
    """NFC with ligatures written out; each character keeps the place of what it came from."""
    out: list[str] = []
    x0: list[float] = []
    x1: list[float] = []
    for cluster in regex.finditer(r"\X", text):
        a, b = cluster.span()
        whole = unicodedata.normalize("NFKC" if _LIGATURE.match(cluster.group()) else "NFC", cluster.group())
        low, high = min(left[a:b]), max(right[a:b])
        step = (high - low) / len(whole)
        for k, c in enumerate(whole):
            out.append(c)
            x0.append(low + k * step)
            x1.append(low + (k + 1) * step)
    return "".join(out), x0, x1


def side_by_side(rows: list[list[Line]]) -> list[list[Line]]:
    """Rows whose baselines differ a little and that stand beside each other, not over each other, are one row."""
    out: list[list[Line]] = []
    for row in rows:
        if out:
            last = out[-1]
            size = min(last[0].size, row[0].size)
            both = sorted(last + row, key=lambda line: line.x0)
            if row[0].base - last[0].base < 0.6 * size and all(b.x0 - a.x1 > COLUMN_GAP * size for a, b in pairwise(both)):
                out[-1] = both
                continue
        out.append(row)
    return out
