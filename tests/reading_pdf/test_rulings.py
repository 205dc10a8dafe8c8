"""Rulings are found among the objects of a page, and a page without costs a look at a few of them."""

from __future__ import annotations

import pypdfium2
import pytest
from typeset import LEFT, Sheets

from baocao_extract.reading import pdf, pdf_glyphs, pdf_rulings

WORDS = " ".join("Một dòng chữ không có gì khác" for _ in range(9))


def prose(sheets: Sheets, rows: range) -> None:
    for n in rows:
        sheets.text(LEFT, 80 + 18 * n, WORDS[: 60 + n % 7])


def grid(sheets: Sheets, top: float, height: float = 20.0, rows: int = 3) -> None:
    """A ruled table of two columns, its cells filled."""
    ys = [sheets.height - top - height * n for n in range(rows + 1)]
    sheets.canvas.grid([LEFT, LEFT + 200, LEFT + 400], ys)
    for n in range(rows):
        sheets.text(LEFT + 5, top + height * n + 15, f"Dòng {n}", size=12)
        sheets.text(LEFT + 205, top + height * n + 15, f"{n + 10},5", size=12)


def sheet(*parts: object) -> bytes:
    sheets = Sheets()
    for part in parts:
        part(sheets)  # type: ignore[operator]
    return sheets.pdf()


@pytest.mark.parametrize(
    "parts",
    [
        (lambda s: grid(s, 300),),
        (lambda s: prose(s, range(10)), lambda s: grid(s, 300), lambda s: prose(s, range(20, 38))),
        (lambda s: grid(s, 300), lambda s: prose(s, range(20, 38))),
        (lambda s: prose(s, range(10)), lambda s: grid(s, 300)),
    ],
    ids=["alone", "between texts", "drawn first", "drawn last"],
)
def test_a_ruled_table_is_found_wherever_it_is_drawn_among_the_texts(parts: tuple[object, ...]) -> None:
    (found,) = pdf.read(sheet(*parts)).grids
    assert {(cell.row, cell.column) for cell in found.cells} == {(r, c) for r in range(3) for c in range(2)}


def test_on_a_page_of_text_alone_few_objects_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    page = pypdfium2.PdfDocument(sheet(lambda s: prose(s, range(38))))[0]
    glyphs = pdf_glyphs.read(page)[0]
    looks: list[int] = []
    look = pdf_rulings._object
    monkeypatch.setattr(pdf_rulings, "_object", lambda handle, n: looks.append(n) or look(handle, n))
    assert pdf_rulings.boxes(page, glyphs) == []
    assert len(glyphs.objects) > 300
    assert len(looks) < len(glyphs.objects) / 8
