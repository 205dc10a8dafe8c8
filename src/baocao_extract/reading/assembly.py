"""Puts a `SourceText` together line by line, so that spans are known as the text grows and never searched for afterwards."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from baocao_extract.reading.source import Cell, Grid

_TO_REPLACE = regex.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLANKS = regex.compile(r"[\s\u200b]+")


@dataclass(slots=True)
class Drawn:
    """A cell of a table as drawn, before its place in the text is known."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    bold: bool = False
    indent: float = 0.0
    address: str | None = None


def clean(text: str) -> str:
    """NFC, without what no text file may hold."""
    return unicodedata.normalize("NFC", _TO_REPLACE.sub("\ufffd", text))


class Assembly:
    """A growing text: lines, and tables as one line a row with a grid."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self.grids: list[Grid] = []

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def line(self, text: str) -> None:
        """One or more lines; the blanks round each go: they only move it on the page."""
        for part in clean(text).replace("\r", "").split("\n"):
            self._add(part.strip(" \t\xa0") + "\n")

    def table(self, rows: Iterable[Sequence[Drawn]], *, sheet: str | None = None) -> None:
        """A data table: a line for each row that holds something, its cells joined by tabs.

        What a cell spans to its right is not repeated; the rows below it keep an empty place, which the reader gives as an empty cell.
        """
        start, cells = self._length, []
        for row in rows:
            texts = [_BLANKS.sub(" ", clean(drawn.text)).strip() for drawn in row]
            filled = max((i for i, text in enumerate(texts) if text), default=-1)
            for i in range(filled + 1):
                if i:
                    self._add("\t")
                at, drawn = self._length, row[i]
                self._add(texts[i])
                cells.append(Cell(
                    at, self._length, drawn.row, drawn.column, drawn.rows, drawn.columns, drawn.bold, drawn.indent, drawn.address,
                ))  # fmt: skip
            if filled >= 0:
                self._add("\n")
        if cells:
            self.grids.append(Grid(start, self._length - 1, tuple(cells), sheet=sheet))

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)
