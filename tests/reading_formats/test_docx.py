"""Word files: what stands in them in order, changes as accepted, furniture apart, legacy fonts decoded, tables with their grids."""

from __future__ import annotations

import pytest
from hostile_files import W, docx, paragraph

from baocao_extract.errors import NoText
from baocao_extract.reading import docx as reader
from baocao_extract.reading.limits import DEFAULT
from baocao_extract.reading.source import Furniture

BORDERS = "<w:tblPr><w:tblBorders><w:top w:val='single'/><w:insideH w:val='single'/></w:tblBorders></w:tblPr>"


def read(body, parts=None):
    return reader.read(docx(body, parts), limits=DEFAULT)


def lines(body, parts=None):
    return read(body, parts).text.rstrip("\n").split("\n")


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def font(name):
    return f"<w:rFonts w:ascii='{name}' w:hAnsi='{name}'/>"


def p(*inside):
    return f"<w:p>{''.join(inside)}</w:p>"


def row(*cells):
    blocks = [c if c.startswith("<") else paragraph(c) for c in cells]
    return f"<w:tr>{''.join(f'<w:tc>{block}</w:tc>' for block in blocks)}</w:tr>"


def field(*inside):
    begin, middle, end = (f"<w:r><w:fldChar w:fldCharType='{k}'/></w:r>" for k in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>PAGE</w:instrText></w:r>{run('hidden')}{middle}{''.join(inside)}{end}"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ((run("Có "), run("5 hộ")), "Có 5 hộ"),
        ((run("e\u0302\u0301"),), "ế"),
        ((run("a"), "<w:r><w:tab/></w:r>", run("b")), "a\tb"),
        ((run("a"), "<w:r><w:br/></w:r>", run("b")), "a\nb"),
        ((run("2020"), "<w:r><w:noBreakHyphen/></w:r>", run("2025")), "2020-2025"),
        ((run("a"), "<w:r><w:softHyphen/></w:r>", run("b")), "ab"),
        (("<w:hyperlink>", run("5 xã"), "</w:hyperlink>"), "5 xã"),
        (("<w:ins>", run("6"), "</w:ins><w:del><w:r><w:delText>5</w:delText></w:r></w:del>", run(" hộ")), "6 hộ"),
        (("<w:moveFrom>", run("5 hộ"), "</w:moveFrom><w:moveTo>", run("7 hộ"), "</w:moveTo>"), "7 hộ"),
        ((field(run("12")), run(" hộ")), "12 hộ"),
        ((field(field(run("3"))), run("!")), "3!"),
        (("<w:fldSimple w:instr='DATE'>", run("2020"), "</w:fldSimple>"), "2020"),
        (("<w:sdt><w:sdtContent>", run("8"), "</w:sdtContent></w:sdt>"), "8"),
        ((run("a"), run("b", "<w:vanish/>"), run("c")), "ac"),
        ((run("báo cáo", "<w:caps/>"),), "BÁO CÁO"),
        ((run("06 văn bản"), "<w:r><w:footnoteReference w:id='2'/></w:r>", run(" đã ban hành")), "06 văn bản đã ban hành"),
        ((run("06"), "<w:r><w:footnoteReference w:customMarkFollows='1' w:id='2'/><w:t>1</w:t></w:r>"), "06"),
        ((run("10"), run("3", "<w:vertAlign w:val='superscript'/>")), "10³"),
        ((run("m"), run("2", "<w:vertAlign w:val='superscript'/>")), "m2"),
        (("<w:r><w:sym w:font='Symbol' w:char='F0B3'/></w:r>", run(" 5")), "≥ 5"),
        (("<mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><mc:Choice>", run("new"), "</mc:Choice><mc:Fallback>", run("old"), "</mc:Fallback></mc:AlternateContent>"), "new"),
    ],
)  # fmt: skip
def test_the_runs_of_a_paragraph_make_its_text(inside, text):
    assert "\n".join(lines(p(*inside))) == text


@pytest.mark.parametrize(
    ("inside", "text", "encoding"),
    [
        ((run("tØnh Th¸i B×nh", font(".VnTime")),), "tỉnh Thái Bình", "tcvn3"),
        ((run("b¸o c¸o", font(".VnTimeH")),), "BÁO CÁO", "tcvn3"),
        ((run("tØnh ", font(".VnTime")), run("Thái Bình", font("Arial"))), "tỉnh Thái Bình", "tcvn3"),
        ((run("tØnh Thái Bình số", font(".VnTime")),), "tØnh Thái Bình số", "utf-8"),
        ((run("coä", font("VNI-Times")), run("ng ho", font("VNI-Times")), run("øa", font("VNI-Times"))), "cộng hòa", "vni"),
        (
            (run("n", font(".VnTime")), f"<w:r><w:rPr>{font('.VnTime')}</w:rPr><w:softHyphen/></w:r>", run("íc", font(".VnTime"))),
            "nước",
            "tcvn3",
        ),
        ((run("tØnh", font(".VnTime")), run(" coäng", font("VNI-Times"))), "tỉnh cộng", "tcvn3+vni"),
    ],
)
def test_legacy_fonts_are_decoded_run_by_run(inside, text, encoding):
    found = read(p(*inside))
    assert (found.text.strip(), found.encoding) == (text, encoding)


@pytest.mark.parametrize(
    ("styles", "properties"),
    [
        (f"<w:docDefaults><w:rPrDefault><w:rPr>{font('.VnTime')}</w:rPr></w:rPrDefault></w:docDefaults>", ""),
        (f"<w:style w:type='paragraph' w:default='1' w:styleId='N'><w:rPr>{font('.VnTime')}</w:rPr></w:style>", ""),
        (f"<w:style w:styleId='a'><w:rPr>{font('.VnTime')}</w:rPr></w:style><w:style w:styleId='b'><w:basedOn w:val='a'/></w:style>", "<w:pStyle w:val='b'/>"),
    ],
    ids=["defaults", "default style", "based on"],
)  # fmt: skip
def test_the_font_of_a_run_comes_through_styles_and_defaults(styles, properties):
    assert lines(paragraph("Th¸i B×nh", properties), {"word/styles.xml": f"<w:styles {W}>{styles}</w:styles>"}) == ["Thái Bình"]


def test_a_theme_font_over_a_legacy_style_is_unicode():
    styles = {
        "word/styles.xml": f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{font('.VnTime')}</w:rPr></w:rPrDefault></w:docDefaults></w:styles>"
    }
    assert lines(p(run("đó", "<w:rFonts w:hAnsiTheme='minorHAnsi'/>")), styles) == ["đó"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    first = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>Có 5 </w:t></w:r></w:p>"
    assert lines(first + paragraph("hộ")) == ["Có 5 hộ"]
    assert lines(paragraph("x") + first) == ["x", "Có 5"]


def test_a_text_box_follows_its_paragraph():
    box = f"<w:r><w:drawing><w:txbxContent>{paragraph('in the box')}</w:txbxContent></w:drawing></w:r>"
    assert lines(p(run("host"), box) + paragraph("after")) == ["host", "in the box", "after"]


def test_a_text_box_within_another_is_read_once():
    inner = f"<w:r><w:pict><w:txbxContent>{paragraph('inner')}</w:txbxContent></w:pict></w:r>"
    outer = f"<w:r><w:drawing><w:txbxContent>{p(run('outer'), inner)}</w:txbxContent></w:drawing></w:r>"
    assert lines(p(run("host"), outer)) == ["host", "outer", "inner"]


def test_heads_feet_and_notes_are_furniture():
    parts = {
        "word/header1.xml": f"<w:hdr {W}>{p(field(run('3')))}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {W}>{paragraph('Báo cáo quý')}</w:ftr>",
        "word/footnotes.xml": f"<w:footnotes {W}><w:footnote w:type='separator'>{paragraph('-')}</w:footnote><w:footnote>{paragraph('Số liệu ước')}</w:footnote></w:footnotes>",
    }
    found = read(paragraph("5 hộ"), parts)
    assert found.text == "5 hộ\n"
    assert set(found.furniture) == {
        Furniture("page_number", "3"),
        Furniture("running_foot", "Báo cáo quý"),
        Furniture("footnote", "Số liệu ước"),
    }


def test_a_data_table_is_a_line_a_row_with_a_grid():
    table = f"<w:tbl>{BORDERS}{row('Chỉ tiêu', 'Năm  2020')}{row('Hộ nghèo', '1.234')}</w:tbl>"
    found = read(paragraph("Bảng") + table + paragraph("sau"))
    assert found.text == "Bảng\nChỉ tiêu\tNăm 2020\nHộ nghèo\t1.234\nsau\n"
    (grid,) = found.grids
    assert found.text[grid.start : grid.end] == "Chỉ tiêu\tNăm 2020\nHộ nghèo\t1.234"
    assert [(found.text[c.start : c.end], c.row, c.column) for c in grid.cells] == [
        ("Chỉ tiêu", 0, 0), ("Năm 2020", 0, 1), ("Hộ nghèo", 1, 0), ("1.234", 1, 1),
    ]  # fmt: skip


def test_merged_cells_keep_their_places():
    def cell(text, properties):
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text) if text else '<w:p/>'}</w:tc>"

    begins, wide = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
    table = (
        f"<w:tbl>{BORDERS}<w:tr>{cell('TT', begins)}{cell('Năm', wide)}{cell('Ghi chú', '')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('2019', '')}{cell('2020', '')}{cell('x', '')}</w:tr></w:tbl>"
    )
    found = read(table)
    assert found.text == "TT\tNăm\tGhi chú\n\t2019\t2020\tx\n"
    spans = {found.text[c.start : c.end]: (c.row, c.column, c.rows, c.columns) for c in found.grids[0].cells}
    assert (spans["TT"], spans["Năm"], spans["Ghi chú"], spans["2020"]) == ((0, 0, 2, 1), (0, 1, 1, 2), (0, 3, 1, 1), (1, 2, 1, 1))


def test_bold_and_indent_of_cells_are_kept():
    indented = f"<w:p><w:pPr><w:ind w:left='400'/></w:pPr>{run('trong đó')}</w:p>"
    found = read(f"<w:tbl>{BORDERS}{row(p(run('Tổng', '<w:b/>')), '5', 'a')}{row(indented, '3', 'b')}</w:tbl>")
    shown = {found.text[c.start : c.end]: (c.bold, c.indent) for c in found.grids[0].cells}
    assert (shown["Tổng"], shown["trong đó"], shown["5"]) == ((True, 0.0), (False, 20.0), (False, 0.0))


def test_a_letterhead_without_lines_is_read_cell_by_cell():
    left, right = (
        paragraph("SỞ TÀI CHÍNH") + paragraph("Số: 5/BC-STC"),
        paragraph("CỘNG HÒA") + paragraph("Hà Nội, ngày 5 tháng 3 năm 2020"),
    )
    found = read(f"<w:tbl>{row(left, right)}</w:tbl>" + paragraph("BÁO CÁO"))
    assert found.text.split("\n")[:5] == ["SỞ TÀI CHÍNH", "Số: 5/BC-STC", "CỘNG HÒA", "Hà Nội, ngày 5 tháng 3 năm 2020", "BÁO CÁO"]
    assert not found.grids


def test_a_table_of_figures_without_lines_is_data():
    assert read(f"<w:tbl>{row('Thu', '5,2')}{row('Chi', '6,1')}{row('Nợ', '7')}</w:tbl>").grids


def test_a_deleted_row_is_gone():
    gone = row("a", "1").replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>")
    assert read(f"<w:tbl>{BORDERS}{gone}{row('b', '2')}</w:tbl>").text == "b\t2\n"


def test_a_file_without_text_says_so():
    with pytest.raises(NoText):
        read("<w:p/>")


def test_a_strict_file_is_read():
    strict = "<w:document xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'><w:body><w:p><w:r><w:t>5 hộ</w:t></w:r></w:p></w:body></w:document>"
    assert reader.read(docx("", {"word/document.xml": strict}), limits=DEFAULT).text == "5 hộ\n"
