"""The same report as text, Word file, PDF file and scan: linked, and counted once."""

import io
import shutil
from pathlib import Path

import pytest
from conftest import report

from baocao_extract.history import History, importing, reading

BODY = "\n\n".join(
    f"Mục {n}: toàn tỉnh hỗ trợ {1000 + 37 * n} hộ nghèo, kinh phí {500 + 13 * n} triệu đồng, tặng {2000 + 11 * n} suất quà, đạt {60 + n},5% kế hoạch năm."
    for n in range(8)
)
LINES = [line for line in report(BODY).splitlines() if line.strip()]


def word():
    docx = pytest.importorskip("docx", reason="python-docx makes the Word file")
    document, out = docx.Document(), io.BytesIO()
    for line in LINES:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def pdf():
    canvas_of = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab makes the PDF file")
    metrics = pytest.importorskip("reportlab.pdfbase.pdfmetrics")
    fonts = pytest.importorskip("reportlab.pdfbase.ttfonts")
    font_roboto = pytest.importorskip("font_roboto", reason="a font with Vietnamese letters")
    metrics.registerFont(fonts.TTFont("Roboto", str(Path(font_roboto.__file__).parent / "files" / "Roboto-Regular.ttf")))
    out = io.BytesIO()
    canvas = canvas_of.Canvas(out)
    y = 800
    for line in LINES:
        canvas.setFont("Roboto", 11)
        words, row = line.split(), ""
        for w in words:
            if metrics.stringWidth(f"{row} {w}", "Roboto", 11) > 480:
                canvas.drawString(50, y, row)
                y, row = y - 15, w
            else:
                row = f"{row} {w}".strip()
        canvas.drawString(50, y, row)
        y -= 24
    canvas.save()
    return out.getvalue()


def scan():
    if shutil.which("tesseract") is None:
        pytest.skip("Tesseract is not installed")
    pdfium = pytest.importorskip("pypdfium2")
    out = io.BytesIO()
    pdfium.PdfDocument(pdf())[0].render(scale=300 / 72).to_pil().save(out, "PNG", dpi=(300, 300))
    return out.getvalue()


@pytest.mark.parametrize(("name", "make"), [("b.docx", word), ("b.pdf", pdf), ("b.png", scan)])
def test_another_dress_of_a_report_is_linked_and_counted_once(archive, name, make):
    (archive.folder / name).write_bytes(make())
    path = archive({"a.txt": report(BODY)})
    assert archive.summary.failures == []
    with History(path) as history:
        linked = history.connection.execute("SELECT path, near_duplicate_of FROM documents ORDER BY document_id").fetchall()
        assert [(Path(p).name, original) for p, original in linked] == [("a.txt", None), (name, 1)]
        assert len([h for h in history.search("hộ nghèo", size=50).hits if h.value == 1037]) == 1


def test_a_scan_that_is_not_to_be_recognised_is_a_failure_with_its_remedy(tmp_path):
    pillow = pytest.importorskip("PIL.Image")
    pillow.new("L", (600, 800), 255).save(tmp_path / "a.png")
    summary = importing.run([tmp_path / "a.png"], tmp_path / "h.db", workers=1, ocr="never")
    ((_, failure),) = summary.failures
    assert failure.code.startswith("BC1")
    assert failure.remedy


def test_limits_and_password_reach_the_reader(tmp_path, monkeypatch):
    seen = {}

    def extract(source, **options):
        seen.update(options)
        raise reading.MissingFile("stop", "none")

    monkeypatch.setattr(reading.pipeline, "extract", extract)
    (tmp_path / "a.txt").write_text("x")
    limits = importing.Limits(pages=7)
    importing.run([tmp_path / "a.txt"], tmp_path / "h.db", workers=1, ocr="force", password="secret", limits=limits)
    assert (seen["ocr"], seen["password"], seen["limits"].pages) == ("force", "secret", 7)
