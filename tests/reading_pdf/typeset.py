"""Sets PDF files for the tests and the benchmark: lines where they are wanted, and whole reports as an office would print them.

Fonts come from packages of the index, so that nothing has to be installed on the system. `mixed` sets accented letters in a second font,
and all of them after all letters of the first, as programs do whose font lacks Vietnamese.
"""

from __future__ import annotations

import functools
import io
from importlib.util import find_spec
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

SIZE, LEADING, LEFT, RIGHT, TOP, BOTTOM, INDENT = 14.0, 18.5, 85.0, 552.0, 70.0, 790.0, 36.0


def _file(package: str, name: str) -> Path:
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "files" / name


@functools.cache
def fonts() -> None:
    pdfmetrics.registerFont(TTFont("Serif", _file("font_source_serif_pro", "SourceSerifPro-Regular.ttf")))
    pdfmetrics.registerFont(TTFont("Serif-Bold", _file("font_source_serif_pro", "SourceSerifPro-Bold.ttf")))
    pdfmetrics.registerFont(TTFont("Sans", _file("font_roboto", "Roboto-Regular.ttf")))


class Sheets:
    """Pages to draw on, measured in points from the upper left corner."""

    def __init__(self, *, mixed: bool = False) -> None:
        fonts()
        self._out, self._mixed = io.BytesIO(), mixed
        self.canvas = Canvas(self._out, pagesize=A4, invariant=1)
        self.height = A4[1]

    def text(self, x: float, base: float, text: str, *, size: float = SIZE, font: str = "Serif", spread: float = 0.0) -> float:
        """Draws a line from `x` on its baseline, blanks widened by `spread`; returns where it ends."""
        places = []
        for word in text.split(" "):
            for letter in word:
                places.append((x, letter))
                x += self.width(letter, size, font)
            places.append((x, " "))
            x += self.width(" ", size, font) + spread
        places.pop()
        second = "Sans" if self._mixed else font
        for name, chosen in ((font, [p for p in places if p[1] < "\x80"]), (second, [p for p in places if p[1] >= "\x80"])):
            if self._mixed:
                for at, letter in chosen:
                    self._put(at, base, letter, size, name)
        if not self._mixed:
            start = 0
            while start < len(places):
                end = next((i for i in range(start, len(places)) if places[i][1] == " "), len(places) - 1) + 1
                self._put(places[start][0], base, "".join(letter for _, letter in places[start:end]), size, font)
                start = end
        return x - self.width(" ", size, font) - spread

    def _put(self, x: float, base: float, text: str, size: float, font: str) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - base, text)

    def width(self, text: str, size: float = SIZE, font: str = "Serif") -> float:
        """In a mixed sheet the second font's letters are set to the width of the first's."""
        return pdfmetrics.stringWidth(text, font, size)

    def centred(self, middle: float, base: float, text: str, *, size: float = SIZE, font: str = "Serif") -> None:
        self.text(middle - self.width(text, size, font) / 2, base, text, size=size, font=font)

    def new_page(self) -> None:
        self.canvas.showPage()

    def pdf(self) -> bytes:
        self.canvas.save()
        return self._out.getvalue()


def wrapped(sheets: Sheets, text: str, first: float, width: float, size: float = SIZE, font: str = "Serif") -> list[str]:
    """`text` in lines of `width`, the first shorter by `first`."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and sheets.width(longer, size, font) > width - (0 if lines else first):
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def report(text: str, *, mixed: bool = False, copies: int = 1, numbered: bool = True) -> bytes:
    """A text with one paragraph a line as a justified report: first lines indented, page numbers on top from the second page on."""
    sheets = Sheets(mixed=mixed)
    for copy in range(copies):
        base, page = TOP, 1
        if copy:
            sheets.new_page()
        for paragraph in filter(None, map(str.strip, text.splitlines())):
            lines = wrapped(sheets, paragraph, INDENT, RIGHT - LEFT)
            for n, line in enumerate(lines):
                if base > BOTTOM:
                    sheets.new_page()
                    page += 1
                    base = TOP
                    if numbered:
                        sheets.centred((LEFT + RIGHT) / 2, 50.0, str(page), size=13.0)
                x = LEFT + (INDENT if n == 0 else 0.0)
                gaps = line.count(" ")
                full = n < len(lines) - 1 and gaps
                sheets.text(x, base, line, spread=(RIGHT - x - sheets.width(line)) / gaps if full else 0.0)
                base += LEADING
            base += 6.0
    return sheets.pdf()
