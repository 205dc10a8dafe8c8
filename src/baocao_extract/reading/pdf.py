"""Bytes of a PDF file → text with one paragraph a line, and where each of its characters stands.

A page whose text layer is missing or useless is recognised as a picture; the others are read as they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal

import pypdfium2
import pypdfium2.raw as pdfium

from baocao_extract.errors import Encrypted, NoText, TooManyPages, UnreadableInput
from baocao_extract.language import syllables
from baocao_extract.reading import columns, furniture, paragraphs, pdf_glyphs, pdf_lines, pdf_rulings, pdf_tables
from baocao_extract.reading.limits import DEFAULT, Limits
from baocao_extract.reading.lines import Line
from baocao_extract.reading.source import Box, Furniture, SourceText

if TYPE_CHECKING:
    from baocao_extract.reading.ocr import Picture

OcrMode = Literal["auto", "never", "force"]

# A page is a scan where a picture covers this part of it and its text is short or less than this share of its words can be Vietnamese.
_PICTURE = 0.5
_VALID = 0.82
_FEW = 100
# Without a picture behind it, text as bad as this has a wrong letter map.
_WRONG = 0.5
_LEAST_WORDS = 20
# Annotations that hold text of the document.
_WRITTEN = frozenset((pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_WIDGET))


def read(data: bytes, *, limits: Limits = DEFAULT, password: str | None = None, ocr: OcrMode = "auto") -> SourceText:
    """The text of a PDF file.

    Raises `Encrypted`, `UnreadableInput`, `TooManyPages`, `NoText`, and `MissingComponent` when all its pages are pictures and
    Tesseract is not there.
    """
    document = _open(data, password)
    try:
        if len(document) > limits.pages:
            raise TooManyPages(f"{len(document):,} pages", "split the file, or raise the limit (--max-pages)")
        stamps: list[Furniture] = []
        boxes: list[list[list[Box]]] = []
        pages = [_rows(document, n, stamps, boxes) for n in range(len(document))]
        pdf_lines.decode_unnamed(pages)
        scanned = [] if ocr == "never" else [n for n, rows in enumerate(pages) if ocr == "force" or _is_scan(document, n, rows)]
        recognised = _recognise(document, scanned, pages, limits) if scanned else []
    finally:
        document.close()
    if not any(pages):
        raise NoText("no page holds text", "scan it anew, or recognise its text first (OCR)")
    encoding = _encoding(pages)
    aside = [*furniture.take(pages), *stamps]
    ordered: list[Line] = []
    for n, page in enumerate(pages):
        page = pdf_tables.put(page, boxes[n] if n not in scanned else [], 1)
        ordered += columns.in_order(page, first=n == 0, last=n == len(pages) - 1)
    text, layout = paragraphs.build(ordered)
    return SourceText(
        text, hashlib.sha256(data).hexdigest(), encoding=encoding, media_type="application/pdf", pages=len(pages), ocr=bool(recognised),
        layout=layout, grids=pdf_tables.grids(layout.starts, layout.lines), furniture=tuple(aside),
        unread=tuple(n + 1 for n in scanned if n + 1 not in recognised),
    )  # fmt: skip


def _open(data: bytes, password: str | None) -> Any:
    try:
        return pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as fault:
        if getattr(fault, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            message = "the password is wrong" if password else "the file is encrypted"
            raise Encrypted(message, "give its password (--password)") from None
        raise UnreadableInput(f"this PDF file cannot be opened ({fault})", "fetch or export it again") from None


def _rows(document: Any, n: int, stamps: list[Furniture], boxes: list[list[list[Box]]]) -> list[list[Line]]:
    """The rows of a page; the cells of its ruled tables go to `boxes`. What runs in another direction than most of its text is a stamp or a note in the margin."""
    boxes.append([])
    try:
        page = _with_stamped_text(document, n)
    except pypdfium2.PdfiumError:
        return []
    try:
        groups = pdf_glyphs.read(page)
        if groups:
            boxes[n] = pdf_rulings.boxes(page, groups[0])
    finally:
        page.close()
    for group in groups[1:]:
        stamps += [
            Furniture("stamp", line.text, n + 1, line.frame.to_page((line.x0, line.top, line.x1, line.bottom)))
            for row in pdf_lines.of_glyphs(group, n + 1)
            for line in row
        ]
    return pdf_lines.of_glyphs(groups[0], n + 1) if groups else []


def _with_stamped_text(document: Any, n: int) -> Any:
    """The page with what stands in its annotations as its own text: number and date of a signed file are put in so by the registry."""
    page = document[n]
    for i in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, i)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in _WRITTEN:
            pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
            page.close()
            return document[n]
    return page


def _is_scan(document: Any, n: int, rows: Sequence[Sequence[Line]]) -> bool:
    text = "\n".join(line.text for row in rows for line in row)
    short = len(text) < _FEW
    share = syllables.share(text)
    if not short and share.ratio >= _VALID:
        return False
    if share.words >= _LEAST_WORDS and share.ratio < _WRONG:
        return True
    return _picture_area(document, n) > _PICTURE


def _picture_area(document: Any, n: int) -> float:
    """The part of a page that its largest picture covers."""
    try:
        page = document[n]
    except pypdfium2.PdfiumError:
        return 0.0
    try:
        left, bottom, right, top = page.get_cropbox()
        whole = max((right - left) * (top - bottom), 1.0)
        areas = [0.0]
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
            x0, y0, x1, y1 = item.get_bounds()
            areas.append(max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom)))
        return float(max(areas) / whole)
    finally:
        page.close()


def _recognise(document: Any, scanned: list[int], pages: list[list[list[Line]]], limits: Limits) -> list[int]:
    """Puts recognised rows in place of those of the scanned pages; which pages those are. Pages with text are read without Tesseract."""
    from baocao_extract.reading import ocr

    if not ocr.available() and any(rows for n, rows in enumerate(pages) if n not in scanned):
        return []
    done = []
    for page, rows in ocr.rows(_pictures(document, scanned, limits), seconds=limits.seconds):
        done.append(page)
        if rows:
            pages[page - 1] = rows
    return done


def _pictures(document: Any, chosen: Sequence[int], limits: Limits) -> Iterator[Picture]:
    from baocao_extract.reading import ocr

    for n in chosen:
        page = document[n]
        try:
            width, height = page.get_size()
            scale = ocr.DPI / 72
            if width * height * scale**2 > limits.pixels:
                continue
            bitmap = page.render(scale=scale)
            yield ocr.Picture(n + 1, ocr.grey(bitmap.to_pil()))
            bitmap.close()
        finally:
            page.close()


def _encoding(pages: Sequence[Sequence[Sequence[Line]]]) -> str | None:
    return next((line.encoding for rows in pages for row in rows for line in row if line.encoding), None)
