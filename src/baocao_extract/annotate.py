"""A copy of a PDF file with every figure marked in it: the colour is its kind, the note what was understood.

Whoever doubts a figure looks at it in any viewer. What was recognised across two lines is framed, not highlighted.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING, Any

from baocao_extract.errors import Encrypted, MissingComponent, UnreadableInput
from baocao_extract.model import Box, Document, Indicator
from baocao_extract.reading.frames import to_user

if TYPE_CHECKING:
    import pikepdf

_YELLOW = (1.0, 0.86, 0.2)
COLOURS: dict[str, tuple[float, float, float]] = {
    "money": (0.45, 0.85, 0.45), "foreign_money": (0.45, 0.85, 0.45), "price": (0.65, 0.9, 0.35), "percent": (0.5, 0.75, 1.0),
    "rate": (0.5, 0.75, 1.0), "ratio": (0.5, 0.75, 1.0), "people": (1.0, 0.7, 0.4), "households": (1.0, 0.7, 0.4),
    "organisations": (0.95, 0.6, 0.75), "cases": (0.95, 0.6, 0.75), "items": _YELLOW, "duration": (0.8, 0.7, 1.0),
}  # fmt: skip
"""Red, green, blue (0-1) by kind; the others are yellow."""


def annotated(data: bytes, document: Document, *, password: str | None = None) -> bytes:
    """The PDF file `data` with the indicators of `document`, which was read from it, as annotations.

    Raises `UnreadableInput` where `data` is no PDF file, `Encrypted`, and `MissingComponent` where pikepdf is not installed.
    """
    try:
        import pikepdf
    except ImportError:
        raise MissingComponent("marking PDF files needs pikepdf", "install the extra baocao-extract[pdf]") from None
    try:
        pdf = pikepdf.open(io.BytesIO(data), password=password or "")
    except pikepdf.PasswordError:
        raise Encrypted("the file is encrypted", "give its password (--password)") from None
    except pikepdf.PdfError as fault:
        raise UnreadableInput(f"only PDF files can be marked ({fault})", "name a PDF file") from None
    with pdf:
        placed = [i for i in document.indicators if i.bbox is not None and i.page is not None and 0 < i.page <= len(pdf.pages)]
        usual = median(_height(i.bbox) for i in placed if i.bbox) if placed else 0.0
        for indicator in placed:
            _mark(pdf, pdf.pages[(indicator.page or 1) - 1], indicator, usual)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def note(indicator: Indicator) -> str:
    """What the note of a mark says."""
    value = f"{indicator.value:g}" if indicator.upper is None else f"{indicator.value:g} - {indicator.upper:g}"
    rows: list[tuple[str, object]] = [
        ("value", value), ("unit", indicator.unit), ("kind", indicator.kind), ("modifier", indicator.modifier), ("period", indicator.period),
        ("place", indicator.place), ("status", indicator.status), ("role", indicator.role), ("confidence", indicator.confidence),
    ]  # fmt: skip
    shown = [f"{label}: {stated}" for label, stated in rows if stated is not None and stated not in ("exact", "level")]
    return "\n".join([indicator.name or indicator.quote, *shown])


def _height(box: Box) -> float:
    """That of the letters, on pages whose text stands upright or lies on its side."""
    return min(box[3] - box[1], box[2] - box[0])


def _mark(pdf: pikepdf.Pdf, page: pikepdf.Page, indicator: Indicator, usual: float) -> None:
    import pikepdf

    assert indicator.bbox is not None
    left, bottom, right, top = (float(v) for v in page.cropbox)
    x0, y0, x1, y1 = to_user(indicator.bbox, _rotation(page), (left, bottom, right, top))
    colour = COLOURS.get(indicator.kind, _YELLOW)
    wrapped = _height(indicator.bbox) > 1.7 * usual
    name = pikepdf.Name
    mark = pikepdf.Dictionary(
        Type=name.Annot, Subtype=name.Square if wrapped else name.Highlight, Rect=[x0, y0, x1, y1], C=list(colour), F=4,
        T=pikepdf.String("baocao"), NM=pikepdf.String(f"indicator-{indicator.id}"), Contents=pikepdf.String(note(indicator)),
        P=page.obj, AP=pikepdf.Dictionary(N=_drawn(pdf, (x0, y0, x1, y1), colour, wrapped=wrapped)),
    )  # fmt: skip
    if not wrapped:
        mark.QuadPoints = pikepdf.Array([x0, y1, x1, y1, x0, y0, x1, y0])
    if name.Annots not in page.obj:
        page.obj.Annots = pdf.make_indirect(pikepdf.Array([]))
    page.obj.Annots.append(pdf.make_indirect(mark))


def _drawn(pdf: pikepdf.Pdf, box: Box, colour: Sequence[float], *, wrapped: bool) -> Any:
    """The look of the mark, so that every viewer shows the same: multiplied with the page, so that the figure stays readable."""
    import pikepdf

    x0, y0, x1, y1 = box
    red, green, blue = colour
    if wrapped:
        content = f"/M gs {red:.3f} {green:.3f} {blue:.3f} RG 1.5 w {x0 + 1:.2f} {y0 + 1:.2f} {x1 - x0 - 2:.2f} {y1 - y0 - 2:.2f} re S"
    else:
        content = f"/M gs {red:.3f} {green:.3f} {blue:.3f} rg {x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re f"
    return pikepdf.Stream(
        pdf, content.encode("ascii"), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[x0, y0, x1, y1],
        Resources=pikepdf.Dictionary(ExtGState=pikepdf.Dictionary(M=pikepdf.Dictionary(BM=pikepdf.Name.Multiply))),
    )  # fmt: skip


def _rotation(page: pikepdf.Page) -> int:
    """The quarter turns, with the clock, by which viewers turn the page; a page inherits them."""
    node: Any = page.obj
    for _ in range(32):
        if "/Rotate" in node:
            return int(node["/Rotate"]) // 90 % 4
        if "/Parent" not in node:
            break
        node = node["/Parent"]
    return 0
