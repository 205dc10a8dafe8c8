"""Lines of a page, of glyphs or of recognised words: what columns, furniture and paragraphs are made out of."""

from __future__ import annotations

import unicodedata
from array import array
from dataclasses import dataclass
from itertools import pairwise

import regex

from baocao_extract.reading.frames import Frame
from baocao_extract.reading.source import Cell

COLUMN_GAP = 1.5
"""In parts of the size of the letters: a gap that no justified line has."""

# Drawn as one glyph, written out.
LIGATURE = regex.compile("[\ufb00-\ufb06]")


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


def composed(text: str, left: list[float], right: list[float]) -> tuple[str, list[float], list[float]]:
    """NFC with ligatures written out; each character keeps the place of what it came from."""
    out: list[str] = []
    x0: list[float] = []
    x1: list[float] = []
    for cluster in regex.finditer(r"\X", text):
        a, b = cluster.span()
        whole = unicodedata.normalize("NFKC" if LIGATURE.match(cluster.group()) else "NFC", cluster.group())
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
