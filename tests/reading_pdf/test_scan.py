"""Scans: pages as pictures, of sheets that the test sets. What needs Tesseract skips and says so."""

from __future__ import annotations

import io
import shutil

import pypdfium2
import pytest
import typeset
from PIL import Image, ImageChops, ImageDraw
from typeset import LEFT, Sheets

from baocao_extract import extract
from baocao_extract.errors import MissingComponent, NoText, TooManyPixels, UnreadableInput
from baocao_extract.reading import ocr, pdf, scan
from baocao_extract.reading.frames import Frame
from baocao_extract.reading.limits import Limits

needs_tesseract = pytest.mark.skipif(not ocr.available(), reason="needs the Debian packages tesseract-ocr and tesseract-ocr-vie")

TEXT = """BÁO CÁO
Trong quý II/2021, toàn tỉnh đã hỗ trợ 12.345 hộ nghèo với tổng kinh phí 67.890 triệu đồng, đạt 98,7% kế hoạch năm.
Các địa phương đã giải quyết việc làm mới cho 4.567 người, tăng 12,5% so với cùng kỳ năm trước, và cấp 8.900 thẻ bảo hiểm y tế cho người thuộc hộ cận nghèo."""


def pictures(data: bytes, *, skew: float = 0.0, turn: int = 0, stamp: bool = False) -> list[Image.Image]:
    out = []
    for page in pypdfium2.PdfDocument(data):
        image = page.render(scale=200 / 72).to_pil().convert("RGB")
        if stamp:
            ink = Image.new("RGB", image.size, "white")
            ImageDraw.Draw(ink).ellipse((420, 230, 760, 570), outline=(215, 50, 60), width=9)
            image = ImageChops.multiply(image, ink)
        image = image.rotate(skew, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
        out.append(image.rotate(turn, expand=True) if turn else image)
    return out


def as_pdf(images: list[Image.Image]) -> bytes:
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=200, quality=60)
    return out.getvalue()


@needs_tesseract
@pytest.mark.parametrize(
    "how", [{}, {"skew": 1.1}, {"turn": 90}, {"stamp": True}], ids=["straight", "askew", "on its side", "stamped in red"]
)
def test_a_scan_is_recognised_and_its_boxes_hold_its_figures(how: dict[str, float]) -> None:
    images = pictures(typeset.report(TEXT), **how)  # type: ignore[arg-type]
    document = extract(as_pdf(images))
    assert document.source.ocr
    assert {"12.345", "67.890", "98,7", "4.567", "12,5", "8.900"} <= {i.quote.split()[0].rstrip("%") for i in document.indicators}
    for indicator in document.indicators:
        assert indicator.bbox is not None
        assert indicator.confidence is not None
        assert indicator.confidence > 0.5
    width, height = images[0].width * 72 / 200, images[0].height * 72 / 200
    figure = next(i for i in document.indicators if i.quote.startswith("12.345"))
    assert figure.bbox is not None
    x0, top, x1, bottom = figure.bbox
    assert 0 < x0 < x1 < width
    assert 0 < top < bottom < height
    crop = images[0].convert("L").crop(tuple(round(v * 200 / 72) for v in (x0, top, x1, bottom)))  # type: ignore[arg-type]
    dark = sum(1 for v in crop.tobytes() if v < 128) / (crop.width * crop.height)
    assert 0.05 < dark < 0.6


def hocr(*words: tuple[str, int]) -> str:
    """A line of words with their confidence in percent, as Tesseract writes it."""
    out, x = ["<span class='ocr_line' title=\"bbox 200 100 1500 140; baseline 0 -8; x_size 38\">"], 200
    for word, sure in words:
        out.append(f"<span class='ocrx_word' title='bbox {x} 100 {x + 20 * len(word)} 140; x_wconf {sure}'>")
        for letter in word:
            out.append(f"<span class='ocrx_cinfo' title='x_bboxes {x} 100 {x + 20} 140; x_conf {sure}'>{letter}</span>")
            x += 20
        x += 12
    return "".join(out)


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ((("cao", 96), ("hơn", 95), ("18,4%),", 2), ("tăng", 96)), "cao hơn 18,4%), tăng"),
        ((("đạt", 91), ("5.800tỷ,", 3), ("trong", 92), ("đó", 93)), "đạt 5.800tỷ, trong đó"),
        ((("ngày", 95), ("46", 4), ("tháng", 95), ("6", 96)), "ngày\ttháng 6"),
        ((("bà)", 40), ("900.000đ", 0), ("hà", 60), ("Uỷ", 90), ("ban", 93)), "bà)\thà Uỷ ban"),
        ((("giá", 95), ("hàng", 95), ("38-V", 3)), "giá hàng"),
    ],
    ids=["a figure among words", "glued to its unit", "digits put in by hand", "a stamp", "beside the line"],
)
def test_a_doubtful_word_stays_where_the_words_beside_it_are_read_well(words: tuple[tuple[str, int], ...], read: str) -> None:
    rows = ocr._rows(hocr(*words), 1, Frame(0, 0, (0.0, 0.0, 595.0, 842.0)))
    assert ["\t".join(line.text for line in row) for row in rows] == [read]


@needs_tesseract
def test_a_picture_file_is_read_like_a_scanned_page() -> None:
    out = io.BytesIO()
    first, second = pictures(typeset.report(TEXT))[0], pictures(typeset.report(TEXT))[0]
    first.convert("L").save(out, "TIFF", save_all=True, append_images=[second.convert("L")], dpi=(200, 200))
    found = scan.read(out.getvalue())
    assert (found.pages, found.ocr, found.media_type) == (2, True, "image/tiff")
    assert found.text.count("12.345 hộ nghèo") == 2


@needs_tesseract
def test_a_page_whose_text_layer_is_useless_is_recognised_anew() -> None:
    image = pictures(typeset.report(TEXT))[0]
    sheets = Sheets()
    sheets.canvas.drawInlineImage(image.convert("L"), 0, 0, 595, 842)
    for n in range(12):
        sheets.canvas.setFont("Serif", 9)
        text = sheets.canvas.beginText(LEFT, 700 - 20 * n)
        text.setTextRenderMode(3)
        text.textLine("CQNG HOA XA HQI CHU NGHiA thirc hin Thong ttr s UBND tinh phii duyt")
        sheets.canvas.drawText(text)
    found = pdf.read(sheets.pdf())
    assert found.ocr
    assert "12.345 hộ nghèo" in found.text
    assert "CQNG" not in found.text


@needs_tesseract
def test_pages_come_in_their_order_however_many_processes_work() -> None:
    sheets = Sheets()
    for word in ("MỘT", "HAI", "BA", "BỐN"):
        sheets.text(LEFT, 100, f"Trang {word} có 12 hộ nghèo được hỗ trợ")
        sheets.new_page()
    images = [ocr.Picture(n + 1, image.convert("L")) for n, image in enumerate(pictures(sheets.pdf()))]
    for processes in (1, 2):
        found = list(ocr.rows(images, processes=processes))
        assert [page for page, _ in found] == [1, 2, 3, 4]
        assert [rows[0][0].text.split()[1] for _, rows in found] == ["MỘT", "HAI", "BA", "BỐN"]


def test_without_tesseract_the_error_names_the_packages_and_text_pages_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    ocr.require.cache_clear()
    try:
        scanned = as_pdf(pictures(typeset.report(TEXT)))
        with pytest.raises(MissingComponent, match=r"BC107.*tesseract-ocr-vie"):
            pdf.read(scanned)
        with pytest.raises(MissingComponent, match=r"BC107.*tesseract-ocr-vie"):
            scan.read(b"\x89PNG")
        mixed = Sheets()
        mixed.text(
            LEFT,
            100,
            "Toàn tỉnh có 25 xã đạt chuẩn nông thôn mới, 13 xã đạt chuẩn nâng cao, 4 xã kiểu mẫu và 2 huyện hoàn thành nhiệm vụ năm",
            size=8,
        )
        mixed.new_page()
        mixed.canvas.drawInlineImage(pictures(typeset.report(TEXT))[0].convert("L"), 0, 0, 595, 842)
        found = pdf.read(mixed.pdf())
        assert found.text.startswith("Toàn tỉnh có 25 xã")
        assert found.unread == (2,)
    finally:
        ocr.require.cache_clear()


def test_ocr_can_be_forbidden() -> None:
    with pytest.raises(NoText):
        pdf.read(as_pdf(pictures(typeset.report(TEXT))), ocr="never")


@needs_tesseract
def test_pictures_that_are_none_or_too_large_have_codes() -> None:
    out = io.BytesIO()
    Image.new("L", (400, 400), 255).save(out, "PNG")
    with pytest.raises(NoText):
        scan.read(out.getvalue())
    with pytest.raises(TooManyPixels):
        scan.read(out.getvalue(), limits=Limits(pixels=1000))
    for broken in (b"\x89PNG\r\n\x1a\n", out.getvalue()[:60]):
        with pytest.raises(UnreadableInput):
            scan.read(broken)


def test_a_page_that_is_too_large_to_be_drawn_is_left_out() -> None:
    with pytest.raises((NoText, MissingComponent)):
        pdf.read(as_pdf(pictures(typeset.report(TEXT))), limits=Limits(pixels=1000))
