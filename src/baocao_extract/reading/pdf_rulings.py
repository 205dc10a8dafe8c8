"""The boxes that the ruling lines of a PDF page draw. The lines come from PDFium's paths, the boxes from pdfplumber's table finder.

A page without rulings costs a look at its objects and nothing else; pdfplumber is imported only where there are some.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from baocao_extract.reading.frames import Frame
from baocao_extract.reading.source import Box

# In points: a path is a line when it is no thicker; shorter ones are marks, not rulings.
_THICK, _SHORT = 3.0, 4.0
# Lines that nearly meet are drawn to meet; a page of more lines is a drawing.
_TOLERANCE = 3.0
_MOST_LINES, _FEWEST = 6000, 2
_MOST_POINTS = 64


def boxes(page: Any, frame: Frame) -> list[list[Box]]:
    """The tables that rulings draw on a page, each as the boxes of its cells in the reading frame, from top to bottom."""
    edges = _edges(page, frame)
    across = sum(e["orientation"] == "h" for e in edges)
    if across < _FEWEST or len(edges) - across < _FEWEST or len(edges) > _MOST_LINES:
        return []
    from pdfplumber import table as finder

    merged = finder.merge_edges(edges, _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE)
    cells = finder.intersections_to_cells(finder.edges_to_intersections(merged, _TOLERANCE, _TOLERANCE))
    return [[(float(a), float(b), float(c), float(d)) for a, b, c, d in found] for found in finder.cells_to_tables(cells)]


def _edges(page: Any, frame: Frame) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    sides = [ctypes.c_float() for _ in range(4)]
    for n in range(pdfium.FPDFPage_CountObjects(page.raw)):
        item = pdfium.FPDFPage_GetObject(page.raw, n)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH or not pdfium.FPDFPageObj_GetBounds(item, *sides):
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
