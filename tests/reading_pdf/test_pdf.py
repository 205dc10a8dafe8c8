"""PDF files with text: each test sets the page it is about (typeset.py) and says what must be read."""

from __future__ import annotations

import contextlib
import io
import pickle

import pikepdf
import pypdfium2
import pytest
import typeset
from typeset import LEFT, Sheets

from baocao_extract import extract
from baocao_extract.errors import Encrypted, NoText, TooManyPages, UnreadableInput
from baocao_extract.reading import pdf
from baocao_extract.reading.limits import Limits

REPORT = """BÁO CÁO
Tình hình hỗ trợ hộ nghèo quý II năm 2021
I. KẾT QUẢ THỰC HIỆN
Trong quý II/2021, toàn tỉnh đã hỗ trợ 12.345 hộ nghèo với tổng kinh phí 67.890 triệu đồng, đạt 98,7% kế hoạch năm; trong đó hỗ trợ nhà ở cho 1.234 hộ, hỗ trợ vay vốn cho 11.111 hộ.
Các địa phương đã giải quyết việc làm mới cho 4.567 người, tăng 12,5% so với cùng kỳ năm trước, và cấp 8.900 thẻ bảo hiểm y tế cho người thuộc hộ cận nghèo ở các xã vùng sâu, vùng xa của tỉnh.
II. NHIỆM VỤ TRỌNG TÂM
Phấn đấu đến hết năm 2021 giảm tỷ lệ hộ nghèo xuống còn 2,5%."""


def read(sheets: Sheets) -> list[str]:
    return pdf.read(sheets.pdf()).text.split("\n")


@pytest.mark.parametrize("mixed", [False, True], ids=["one font", "accented letters from a second font, drawn last"])
def test_a_report_comes_out_with_one_paragraph_a_line(mixed: bool) -> None:
    found = pdf.read(typeset.report(REPORT * 1, mixed=mixed))
    assert found.text == REPORT
    assert (found.media_type, found.pages, found.ocr) == ("application/pdf", 1, False)


@pytest.mark.parametrize("mixed", [False, True])
def test_paragraphs_go_on_over_page_breaks_and_page_numbers_are_furniture(mixed: bool) -> None:
    text = "\n".join([REPORT] * 9)
    found = pdf.read(typeset.report(text, mixed=mixed))
    assert found.pages is not None
    assert found.pages > 2
    assert found.text == text
    assert [(f.kind, f.text, f.page) for f in found.furniture] == [("page_number", str(n), n) for n in range(2, found.pages + 1)]


def test_a_letterhead_in_two_columns_is_read_column_by_column() -> None:
    sheets = Sheets()
    for base, left, right in (
        (70, "UBND TỈNH A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (87, "SỞ B", "Độc lập - Tự do"),
        (118, "Số: 12/BC-SB", "A, ngày 03 tháng 4 năm 2021"),
    ):
        sheets.centred(150, base, left, size=12)
        sheets.centred(400, base + 2, right, size=12)
    sheets.centred(320, 160, "BÁO CÁO", font="Serif-Bold")
    assert read(sheets) == [
        "UBND TỈNH A", "SỞ B", "Số: 12/BC-SB", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do", "A, ngày 03 tháng 4 năm 2021", "BÁO CÁO",
    ]  # fmt: skip


def test_a_line_of_the_letterhead_that_its_cell_was_too_narrow_for_is_joined() -> None:
    sheets = Sheets()
    sheets.centred(185, 70, "UBND TỈNH A")
    sheets.centred(185, 88, "SỞ LAO ĐỘNG - THƯƠNG")
    sheets.centred(185, 106, "BINH VÀ XÃ HỘI")
    sheets.centred(435, 70, "Độc lập - Tự do - Hạnh phúc")
    sheets.text(LEFT + 36, 150, "Thực hiện kế hoạch, đơn vị báo cáo kết quả công tác quý I như sau: đã")
    sheets.text(LEFT, 168, "hỗ trợ 25 hộ.")
    assert read(sheets)[:3] == ["UBND TỈNH A", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "Độc lập - Tự do - Hạnh phúc"]


def test_the_year_that_a_date_in_the_letterhead_had_no_room_for_is_joined_to_it() -> None:
    sheets = Sheets()
    for base, left in ((70, "UBND TỈNH A"), (92, "SỞ LAO ĐỘNG - THƯƠNG BINH"), (114, "Số: 12/BC-SB")):
        sheets.centred(197, base, left)
    for base, right in ((70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"), (92, "Độc lập - Tự do"), (114, "TP. A, ngày 03 tháng 11 năm"), (132, "2021")):
        sheets.centred(432, base, right)
    sheets.centred(318, 210, "BÁO CÁO", font="Serif-Bold")
    sheets.text(LEFT + 36, 240, "Thực hiện kế hoạch, đơn vị báo cáo kết quả công tác quý I là toàn đã")
    sheets.text(LEFT, 258, "hỗ trợ 25 hộ.")
    assert "TP. A, ngày 03 tháng 11 năm 2021" in read(sheets)


def test_recipients_and_signature_are_read_one_after_the_other() -> None:
    sheets = Sheets()
    sheets.text(LEFT + 36, 70, "Trên đây là báo cáo của đơn vị, kính trình cấp trên xem xét, chỉ đạo./.")
    for n, line in enumerate(("Nơi nhận:", "- Như trên;", "- Lưu: VT.")):
        sheets.text(LEFT, 110 + 14 * n, line, size=12)
    for base, line in ((110, "GIÁM ĐỐC"), (200, "Trần Văn Bình")):
        sheets.centred(430, base + 1, line)
    assert read(sheets)[1:] == ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "GIÁM ĐỐC", "Trần Văn Bình"]


def test_rows_of_a_table_stay_lines_with_tabs_between_their_cells() -> None:
    sheets = Sheets()
    sheets.text(LEFT + 36, 70, "Chỉ số giá của các nhóm hàng chính trong tháng như sau:")
    for n, cells in enumerate((("Lương thực", "102,5", "99,1"), ("Thực phẩm", "101,0", "98,7"), ("Nhà ở", "100,2", "100,0"))):
        for x, cell in zip((90, 320, 450), cells, strict=True):
            sheets.text(x, 110 + 22 * n, cell)
    assert read(sheets)[1:] == ["Lương thực\t102,5\t99,1", "Thực phẩm\t101,0\t98,7", "Nhà ở\t100,2\t100,0"]


def test_a_footnote_and_its_mark_are_kept_out_of_the_numbers() -> None:
    sheets = Sheets()
    end = sheets.text(LEFT, 90, "Ban hành 06 văn bản")
    sheets.text(end, 85, "1", size=8)
    sheets.text(end + 5, 90, ", diện tích 250 m")
    sheets.text(end + 5 + sheets.width(", diện tích 250 m"), 85, "2", size=8)
    sheets.text(LEFT, 110, "và 30 hộ được hỗ trợ vay vốn.")
    sheets.text(LEFT, 760, "1", size=6)
    sheets.text(LEFT + 5, 764, "Gồm 02 nghị quyết và 04 quyết định.", size=10)
    found = pdf.read(sheets.pdf())
    assert found.text.startswith("Ban hành 06 văn bản, diện tích 250 m²")
    assert [(f.kind, f.text) for f in found.furniture] == [("footnote", "¹ Gồm 02 nghị quyết và 04 quyết định.")]


def test_running_heads_are_furniture_and_repeated_text_is_not() -> None:
    sheets = Sheets()
    for page in range(1, 5):
        sheets.text(LEFT, 40, f"Báo cáo thường niên, trang {page}", size=10)
        sheets.text(LEFT, 300, "Tổng số: 25 hộ.")
        sheets.new_page()
    found = pdf.read(sheets.pdf())
    assert found.text.count("Tổng số: 25 hộ.") == 4
    assert [f.kind for f in found.furniture] == ["running_head"] * 4


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_reads_the_same_and_its_boxes_are_those_of_the_page_as_shown(rotate: int) -> None:
    found = pdf.read(turned(typeset.report(REPORT), rotate))
    assert found.text == REPORT
    start = REPORT.index("12.345 hộ nghèo")
    assert found.layout is not None
    spot = found.layout.spot(start, start + 15)
    assert spot is not None
    x0, y0, x1, y1 = spot.box
    tall = rotate % 180 == 90
    assert (x1 - x0 < y1 - y0) is tall
    assert 0 < x0 < x1 < (842 if tall else 596)
    assert 0 < y0 < y1 < (596 if tall else 842)


def test_text_that_runs_up_the_page_is_read_along_its_lines() -> None:
    sheets = Sheets()
    sheets.canvas.translate(100, 100)
    sheets.canvas.rotate(90)
    sheets.canvas.setFont("Serif", 14)
    for n, line in enumerate(("Toàn tỉnh có 25 xã đạt chuẩn nông thôn mới", "và 13 xã đạt chuẩn nâng cao.")):
        sheets.canvas.drawString(0, -18 * n, line)
    assert pdf.read(sheets.pdf()).text.replace("\n", " ") == "Toàn tỉnh có 25 xã đạt chuẩn nông thôn mới và 13 xã đạt chuẩn nâng cao."


def test_a_note_up_the_margin_is_furniture() -> None:
    sheets = Sheets()
    sheets.text(LEFT, 100, "Toàn tỉnh có 25 xã đạt chuẩn nông thôn mới.")
    sheets.canvas.rotate(90)
    sheets.canvas.setFont("Serif", 8)
    sheets.canvas.drawString(300, -30, "Ký bởi: Văn phòng, 14/3/2021")
    found = pdf.read(sheets.pdf())
    assert found.text == "Toàn tỉnh có 25 xã đạt chuẩn nông thôn mới."
    assert [(f.kind, f.text) for f in found.furniture] == [("stamp", "Ký bởi: Văn phòng, 14/3/2021")]


@pytest.mark.parametrize(
    ("drawn", "read_as"),
    [
        ("Ho\u0323\u0302 nghe\u0300o", "Hộ nghèo"),
        ("hiê\u0323u quả", "hiệu quả"),
        ("chi\ufb01 25 hộ", "chifi 25 hộ"),
    ],
)
def test_letters_are_composed(drawn: str, read_as: str) -> None:
    sheets = Sheets()
    sheets.text(LEFT, 100, drawn, font="Sans")
    assert read(sheets) == [read_as]


def test_blanks_come_from_gaps_where_the_file_has_none() -> None:
    sheets = Sheets()
    x = LEFT
    for word in ("Toàn", "tỉnh", "có", "1.234", "hộ"):
        x = sheets.text(x, 100, word) + 3.4
    assert read(sheets) == ["Toàn tỉnh có 1.234 hộ"]


def test_spaced_capitals_are_no_words() -> None:
    sheets = Sheets()
    sheets.canvas.setFont("Serif", 14)
    sheets.canvas.drawString(LEFT, 700, "BÁO CÁO TỔNG KẾT", charSpace=2.0)
    assert read(sheets) == ["BÁO CÁO TỔNG KẾT"]


def test_a_font_of_the_nineties_is_told_by_its_name_and_decoded() -> None:
    sheets = Sheets()
    sheets.text(LEFT, 100, "T×nh h×nh thùc hiÖn n\u00adíc s¹ch: 25 x·", font="Sans")
    with pikepdf.open(io.BytesIO(sheets.pdf())) as file:
        for item in file.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "Roboto" in str(item.get("/BaseFont")):
                item.BaseFont = pikepdf.Name("/.VnTime")
        out = io.BytesIO()
        file.save(out)
    found = pdf.read(out.getvalue())
    assert (found.text, found.encoding) == ("Tình hình thực hiện nước sạch: 25 xã", "tcvn3")


def test_a_font_of_the_nineties_without_its_name_is_told_by_the_syllables() -> None:
    sheets = Sheets()
    sheets.text(LEFT, 100, "T×nh h×nh thùc hiÖn nhiÖm vô n­íc s¹ch: 25 x· vµ 3 huyÖn ®¹t chuÈn", font="Sans")
    found = pdf.read(sheets.pdf())
    assert (found.text, found.encoding) == ("Tình hình thực hiện nhiệm vụ nước sạch: 25 xã và 3 huyện đạt chuẩn", "tcvn3")
    assert found.layout is not None
    assert found.layout.spot(0, len(found.text)) is not None


def test_what_a_registry_puts_into_form_fields_is_text() -> None:
    sheets = Sheets()
    sheets.text(LEFT, 100, "Số:")
    sheets.text(LEFT + 50, 100, "/BC-STC")
    with pikepdf.open(io.BytesIO(sheets.pdf())) as file:
        look = pikepdf.Stream(file, b"BT /F 14 Tf 0 4 Td (27) Tj ET")
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        look.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": [0, 0, 20, 18]})
        look["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, Rect=[LEFT + 26, 742 - 4, LEFT + 46, 742 + 14], F=4, AP=pikepdf.Dictionary(N=look)
        )  # fmt: skip
        file.pages[0].Annots = pikepdf.Array([file.make_indirect(field)])
        file.Root.AcroForm = pikepdf.Dictionary(Fields=file.pages[0].Annots)
        out = io.BytesIO()
        file.save(out)
    assert pdf.read(out.getvalue()).text.replace(" ", "") == "Số:27/BC-STC"


@pytest.mark.parametrize("mixed", [False, True])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_each_box_read_again_holds_the_characters_of_its_quote(mixed: bool, rotate: int) -> None:
    data = turned(typeset.report("\n".join([REPORT] * 3), mixed=mixed), rotate)
    document = extract(data)
    assert len(document.indicators) > 20
    file = pypdfium2.PdfDocument(data)
    for indicator in document.indicators:
        assert indicator.page is not None
        assert indicator.bbox is not None
        page = file[indicator.page - 1]
        width, height = page.get_size()
        x0, top, x1, bottom = indicator.bbox
        shown = {
            0: (x0, height - bottom, x1, height - top),
            90: (top, x0, bottom, x1),
            180: (width - x1, top, width - x0, bottom),
            270: (height - bottom, width - x1, height - top, width - x0),
        }
        again = page.get_textpage().get_text_bounded(*shown[rotate])
        assert sorted(set(indicator.quote) - {" "}) == sorted((set(again) & set(indicator.quote)) - {" "}), (indicator.quote, again)
    for number in document.numbers:
        assert number.page is not None
        assert number.bbox is not None
    for section in document.sections:
        assert section.page is not None
        assert section.bbox is not None


def test_a_quote_over_two_pages_has_the_box_of_its_first() -> None:
    text = "\n".join([REPORT] * 5)
    found = pdf.read(typeset.report(text))
    assert found.layout is not None
    pages = {spot.page for n in range(0, len(text), 7) if (spot := found.layout.spot(n, n + 1))}
    assert pages == set(range(1, (found.pages or 0) + 1))
    spot = found.layout.spot(0, len(text))
    assert spot is not None
    assert spot.page == 1


def test_a_source_goes_from_process_to_process() -> None:
    found = pdf.read(typeset.report(REPORT))
    again = pickle.loads(pickle.dumps(found))
    assert again.layout is not None
    assert found.layout is not None
    assert again.text == found.text
    assert again.layout.spot(10, 20) == found.layout.spot(10, 20)


def test_the_same_bytes_give_the_same_document() -> None:
    data = typeset.report(REPORT, mixed=True)
    assert extract(data) == extract(data)


def test_an_encrypted_file_asks_for_its_password_and_opens_with_it() -> None:
    with pikepdf.open(io.BytesIO(typeset.report(REPORT))) as file:
        out = io.BytesIO()
        file.save(out, encryption=pikepdf.Encryption(owner="chủ", user="khoá"))
    with pytest.raises(Encrypted, match=r"BC106.*--password"):
        pdf.read(out.getvalue())
    with pytest.raises(Encrypted, match="wrong"):
        pdf.read(out.getvalue(), password="sai")
    assert pdf.read(out.getvalue(), password="khoá").text == REPORT


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\ntrailer<</Root 1 0 R>>"]
)
def test_what_is_no_whole_pdf_file_is_refused_with_a_code(data: bytes) -> None:
    with pytest.raises((UnreadableInput, NoText)):
        pdf.read(data)


def test_a_file_cut_short_gives_what_is_left_or_a_code() -> None:
    data = typeset.report("\n".join([REPORT] * 4))
    for part in (0.3, 0.6, 0.9, 0.99):
        with contextlib.suppress(UnreadableInput, NoText):
            assert isinstance(pdf.read(data[: int(len(data) * part)]).text, str)


def test_empty_pages_and_too_many_pages_have_codes() -> None:
    empty = Sheets()
    empty.new_page()
    with pytest.raises(NoText):
        pdf.read(empty.pdf())
    with pytest.raises(TooManyPages):
        pdf.read(typeset.report("\n".join([REPORT] * 5)), limits=Limits(pages=1))


def turned(data: bytes, rotate: int) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as file:
        for page in file.pages:
            page.obj.Rotate = rotate
        out = io.BytesIO()
        file.save(out)
    return out.getvalue()
