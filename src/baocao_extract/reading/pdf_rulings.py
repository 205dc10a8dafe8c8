"""The boxes that the ruling lines of a PDF page draw. The lines come from PDFium's paths, the boxes from pdfplumber's table finder.

A page without rulings costs a look at some of its objects; pdfplumber is imported only where there are some.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from typing import Any

import pypdfium2.raw as pdfium

from baocao_extract.reading.frames import Frame
from baocao_extract.reading.pdf_calls import HANDLE, INT, address, bare
from baocao_extract.reading.pdf_glyphs import Glyphs
from baocao_extract.reading.source import Box

# In points: a path is a line when it is no thicker; shorter ones are marks, not rulings.
_THICK, _SHORT = 3.0, 4.0
# Lines that nearly meet are drawn to meet; a page of more lines is a drawing.
_TOLERANCE = 3.0
_MOST_LINES, _FEWEST = 6000, 2
_MOST_POINTS = 64
# The longest leap over a run of texts, in objects.
_LEAP = 64

_object = bare("FPDFPage_GetObject", HANDLE, HANDLE, INT)
_kind = bare("FPDFPageObj_GetType", INT, HANDLE)


def boxes(page: Any, glyphs: Glyphs) -> list[list[Box]]:
    """The tables that rulings draw on a page, each as the boxes of its cells in the reading frame, from top to bottom."""
    edges = _edges(_paths(page, glyphs.objects), glyphs.frame)
    across = sum(e["orientation"] == "h" for e in edges)
    if across < _FEWEST or len(edges) - across < _FEWEST or len(edges) > _MOST_LINES:
        return []
    from pdfplumber import table as finder

    merged = finder.merge_edges(edges, _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE)
    cells = finder.intersections_to_cells(finder.edges_to_intersections(merged, _TOLERANCE, _TOLERANCE))
    return [[(float(a), float(b), float(c), float(d)) for a, b, c, d in found] for found in finder.cells_to_tables(cells)]


def _paths(page: Any, texts: Iterable[int]) -> list[Any]:
    """The paths that a page draws; `texts` are the text objects that its characters come from, in drawing order.

    Runs of texts are leapt over: from one to the n-th text after it, where that stands n objects on. What lies between is text, unless
    a form drawn there holds exactly as many texts as there are objects of other kinds.
    """
    place = {item: n for n, item in enumerate(texts)}
    count, handle = pdfium.FPDFPage_CountObjects(page.raw), address(page.raw)
    out: list[Any] = []
    at, leap = 0, 1
    while at < count:
        item = _object(handle, at)
        here = place.get(item)
        leap = min(leap, count - 1 - at)
        if here is None:
            if _kind(item) == pdfium.FPDF_PAGEOBJ_PATH:
                out.append(ctypes.cast(item, pdfium.FPDF_PAGEOBJECT))
        elif leap > 1 and place.get(_object(handle, at + leap)) == here + leap:
            at, leap = at + leap, min(2 * leap, _LEAP)
            continue
        at, leap = at + 1, 2
    return out


def _edges(paths: list[Any], frame: Frame) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    sides = [ctypes.c_float() for _ in range(4)]
    for item in paths:
        if not pdfium.FPDFPageObj_GetBounds(item, *sides):
            continue
        x0, y0, x1, y1 = (side.value for side in sides)
        if x1 - x0 <= _THICK or y1 - y0 <= _THICK:
            out += _edge(frame.of_user((x0, y0, x1, y1)))
        elif pdfium.FPDFPath_CountSegments(item) <= _MOST_POINTS:
            for a, b in _segments(item):
                out += _edge(frame.of_user((min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))))
        if len(out) > _MOST_LINES:
            break
    return out


def _edge(box: Box) -> list[dict[str, Any]]:
    x0, top, x1, bottom = box
    if bottom - top <= _THICK and x1 - x0 >= _SHORT:
        middle = (top + bottom) / 2
        return [_described("h", x0, middle, x1, middle)]
    if x1 - x0 <= _THICK and bottom - top >= _SHORT:
        middle = (x0 + x1) / 2
        return [_described("v", middle, top, middle, bottom)]
    return []


def _described(orientation: str, x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    return {
        "orientation": orientation, "x0": x0, "x1": x1, "top": top, "bottom": bottom, "doctop": top, "width": x1 - x0, "height": bottom - top,
    }  # fmt: skip


def _segments(path: Any) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight strokes of a path, in the page's own space; curves and what is only filled are left out."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not stroke.value:
        return []
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    out = []
    start = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for n in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, n)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        here = (matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            out.append((last, here))
        last = here
        if pdfium.FPDFPathSegment_GetClose(segment):
            out.append((last, start))
            last = start
    return out
