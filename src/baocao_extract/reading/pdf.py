"""Bytes of a PDF file → text with one paragraph a line, and where each of its characters stands."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import pypdfium2

from baocao_extract.errors import UnreadableInput
from baocao_extract.reading import columns, furniture, lines, paragraphs, pdf_glyphs
from baocao_extract.reading.lines import Line
from baocao_extract.reading.source import SourceText


def read(data: bytes) -> SourceText:
    """The text of a PDF. Raises `UnreadableInput` when it cannot be opened or holds no text."""
    document = _open(data)
    try:
        pages = [_rows(document, n) for n in range(len(document))]
    finally:
        document.close()
    aside = furniture.take(pages)
    ordered: list[Line] = []
    for n, page in enumerate(pages):
        ordered += columns.in_order(page, first=n == 0)
    text, layout = paragraphs.build(ordered)
    return SourceText(
        text, hashlib.sha256(data).hexdigest(), media_type="application/pdf", pages=len(pages), layout=layout, furniture=tuple(aside),
    )  # fmt: skip


def _open(data: bytes) -> Any:
    return pypdfium2.PdfDocument(data)


def _rows(document: Any, n: int) -> list[list[Line]]:
    page = document[n]
    try:
        groups = pdf_glyphs.read(page)
    finally:
        page.close()
    return lines.of_glyphs(groups[0], n + 1) if groups else []
