"""Web pages: the article without the portal's chrome, laid out as a news text; pages that are one document as they stand."""

from __future__ import annotations

import pytest

from baocao_extract import extract
from baocao_extract.errors import NoText
from baocao_extract.reading import html
from baocao_extract.reading.limits import DEFAULT

pytest.importorskip("trafilatura", reason="trafilatura is not installed (extra: html)")

MENU = "<nav><ul>" + "".join(f"<li><a href='/{i}'>Mục {i}</a></li>" for i in range(12)) + "</ul></nav>"
HEAD = (
    "<meta charset='utf-8'><title>Hơn 1.200 hộ dân có nước sạch | Báo Mẫu</title><meta property='og:title' content='Hơn 1.200 hộ dân có nước sạch'>"
    "<meta property='article:published_time' content='2022-04-20T07:00:00+07:00'><meta name='author' content='Trần An'>"
    "<meta property='og:site_name' content='Báo Mẫu'><link rel='canonical' href='https://bao-mau.example/tin-1.html'>"
)
BODY = (
    "<p>Đến ngày 15/4, tỉnh Hà Nam đã cấp nước sạch cho 1.234 hộ d&acirc;n ở các xã ven sông, đạt 56,7% kế hoạch năm.</p>"
    "<p>Tổng vốn đầu tư là 45 tỷ đồng, trong đó ngân sách tỉnh 30 tỷ đồng; phần còn lại do doanh nghiệp đóng góp.</p>"
    "<table border='1'><tr><th>Chỉ tiêu</th><th>2021</th><th>2022</th></tr><tr><td>Số hộ có nước sạch</td><td>1.100</td><td>1.234</td></tr></table>"
    "<p>Năm 2023, tỉnh dự kiến xây thêm ba nhà máy nước để cấp cho các xã còn lại, theo Sở Xây dựng.</p>"
)
PAGE = f"<!DOCTYPE html><html><head>{HEAD}</head><body>{MENU}<article><h1>Hơn 1.200 hộ dân có nước sạch</h1>{BODY}</article><footer>Giấy phép số 12/GP</footer></body></html>"


def read(markup):
    return html.read(markup if isinstance(markup, bytes) else markup.encode(), limits=DEFAULT)


def test_an_article_is_laid_out_as_a_news_text():
    lines = read(PAGE).text.split("\n")
    assert lines[:4] == ["Hơn 1.200 hộ dân có nước sạch", "20/04/2022", "Trần An", ""]
    assert lines[4].startswith("Đến ngày 15/4, tỉnh Hà Nam đã cấp nước sạch cho 1.234 hộ dân")


def test_the_chrome_of_the_portal_is_left_out():
    text = read(PAGE).text
    assert "Mục 1" not in text
    assert "Giấy phép" not in text


def test_a_table_of_the_article_is_a_grid():
    found = read(PAGE)
    (grid,) = found.grids
    assert found.text[grid.start : grid.end] == "Chỉ tiêu\t2021\t2022\nSố hộ có nước sạch\t1.100\t1.234"
    assert [c.bold for c in grid.cells][:4] == [True, True, True, False]


def test_a_table_of_a_short_article_is_kept_between_its_paragraphs():
    menu = "".join(f"<a href='/{i}'>Chuyên mục {i}</a> " for i in range(20))
    table = "<table><tr><td>Huyện</td><td>Số hộ</td></tr><tr><td>Bình Lục</td><td>734</td></tr></table>"
    links = f"<table><tr><td>{menu}</td><td>{menu}</td></tr></table>"
    first, last = (
        "<p>Tỉnh đã cấp nước sạch cho 1.234 hộ dân ở các xã ven sông.</p>",
        "<p>Năm sau tỉnh xây thêm ba nhà máy nước cho các xã còn lại.</p>",
    )
    page = f"<html><head><meta charset='utf-8'></head><body><div>{menu}</div><div class='x'>{first}{links}{table}{last}</div><div>{menu}</div>{table}</body></html>"
    found = read(page)
    assert "sông.\nHuyện\tSố hộ\nBình Lục\t734\nNăm sau" in found.text
    assert len(found.grids) == 1


def test_what_the_page_states_fills_the_metadata():
    document = extract(PAGE.encode())
    assert (document.source.media_type, document.source.encoding) == ("text/html", "utf-8")
    facts = document.metadata
    assert (facts.kind, facts.title, facts.date, facts.author) == ("news", "Hơn 1.200 hộ dân có nước sạch", "2022-04-20", "Trần An")
    assert (facts.source, facts.url) == ("Báo Mẫu", "https://bao-mau.example/tin-1.html")
    assert any(i.value == 1234 for i in document.indicators)


def test_a_piece_of_the_title_is_no_source():
    page = PAGE.replace("<meta property='og:site_name' content='Báo Mẫu'>", "").replace(
        "<link rel='canonical' href='https://bao-mau.example/tin-1.html'>", ""
    )
    assert read(page).stated.get("source") in (None, "Báo Mẫu")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Vụ l&uacute;a m&ugrave;a: 2.798&nbsp;ha</p>", "Vụ lúa mùa: 2.798 ha"),
        ("<p>a<br>b</p><p>c", "a\nb\nc"),
        ("<div>a <b>b</b><i>c</i></div>", "a bc"),
        ("<ul><li>a<li>b</ul><ol start=3><li>c<li>d</ol>", "- a\n- b\n3. c\n4. d"),
        ("<p>5 m<sup>2</sup>, 10<sup>3</sup></p>", "5 m2, 10³"),
        ("<p>a<script>5</script><style>6</style><span style='display: none'>7</span>b</p>", "ab"),
        ("<p>a<!-- 5 -->b</p>", "ab"),
        ("<table><tr><td><p>5 hộ</p><p>6 xã</p></td></tr></table>", "5 hộ\n6 xã"),
        ("<table><tr><td>SỞ Y TẾ<br>Số: 5</td><td>CỘNG HÒA<br>Độc lập</td></tr></table>", "SỞ Y TẾ\nSố: 5\nCỘNG HÒA\nĐộc lập"),
        ("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>5<td>6</table>", "a\tb\n\t5\t6"),
        ("<table><thead><tr><td>a<td>b</thead><tbody><tr><td>5<td>6</tbody></table>", "a\tb\n5\t6"),
        ("<p>" + "đ" * 30 + "</p>", "đ" * 30),
    ],
)  # fmt: skip
def test_a_page_that_is_one_document_is_read_as_it_stands(markup, text):
    assert read(f"<html><body>{markup}</body></html>").text == text + "\n"


SENTENCE = "<p>Tỉnh Thái Bình có 1.234 hộ nghèo, giảm 56 hộ so với năm trước</p>"


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        (f"<meta charset='iso-8859-1'>{SENTENCE}".encode(), "utf-8"),
        (f"<?xml version='1.0' encoding='windows-1252'?><html><body>{SENTENCE}</body></html>".encode(), "utf-8"),
        (f"<html><body>{SENTENCE}</body></html>".encode("utf-16"), "utf-16"),
        (f"<html><meta charset='utf-8'><body>{SENTENCE}</body></html>".encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_what_the_bytes_are_goes_before_what_they_are_declared_to_be(page, encoding):
    found = read(page)
    assert (found.text, found.encoding) == ("Tỉnh Thái Bình có 1.234 hộ nghèo, giảm 56 hộ so với năm trước\n", encoding)


@pytest.mark.parametrize(
    "markup",
    [
        "<font face='.VnTime'>TØnh Th¸i B×nh</font>",
        "<span style=\"font-family: '.VnTime', serif\">TØnh <b>Th¸i</b> B×nh</span>",
        "<font face='VNI-Times'>Tænh Thaùi Bình</font>",
    ],
)
def test_fonts_of_the_1990s_are_decoded(markup):
    found = read(f"<html><body><p>{markup}</p></body></html>")
    assert (found.text, found.encoding in ("tcvn3", "vni")) == ("Tỉnh Thái Bình\n", True)


def test_a_page_in_tcvn3_that_says_nothing_of_it_is_decoded():
    found = read("<html><body><p>Uû ban nh©n d©n tØnh Th¸i B×nh b¸o c¸o t×nh h×nh thùc hiÖn</p></body></html>".encode("latin-1"))
    assert (found.text, found.encoding) == ("Uỷ ban nhân dân tỉnh Thái Bình báo cáo tình hình thực hiện\n", "tcvn3")


def test_a_saved_page_is_read_from_its_envelope():
    page = PAGE.encode().replace(b"=", b"=3D")
    envelope = (
        b'From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: image/png\r\n\r\nx\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    found = read(envelope + page + b"\r\n--b--")
    assert found.media_type == "multipart/related"
    assert found.text.startswith("Hơn 1.200 hộ dân có nước sạch\n20/04/2022\n")


def test_a_page_without_text_says_so():
    with pytest.raises(NoText):
        read("<html><body><script>x</script></body></html>")


def test_the_day_of_reading_changes_nothing():
    ahead = PAGE.replace("2022-04-20T07:00:00", "2090-01-01T07:00:00")
    assert read(ahead).stated["date"] == "2090-01-01"
