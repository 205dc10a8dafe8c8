"""What a file is, is told by its content; its name is never asked."""

from __future__ import annotations

import pytest
from hostile_files import compound, docx, packed, pages, paragraph, png, xlsx

from baocao_extract.errors import UnreadableInput
from baocao_extract.reading import detect

HTML = "<html><body><p>Có 5 hộ</p></body></html>"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("Có 5 hộ nghèo".encode(), "text"),
        (b"", "text"),
        ("Có 5 hộ nghèo".encode("utf-16"), "text"),
        ("Có 5 hộ nghèo".encode("utf-16-le"), "text"),
        (b"x < 5 and y > 3", "text"),
        (b"BM: a name", "text"),
        (b"T\xd8nh c\xe3 5 h\xe9", "text"),
        (pages(1), "pdf"),
        (b"\n\n" + pages(1), "pdf"),
        ("Tệp %PDF- là tệp in".encode(), "text"),
        (docx(paragraph("a")), "docx"),
        (xlsx(""), "xlsx"),
        (packed({"xl/workbook.bin": b""}), "xlsb"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}), "odt"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""}), "ods"),
        (compound("WordDocument", "1Table"), "doc"),
        (compound("Workbook"), "xls"),
        (compound("Book"), "xls"),
        (compound("WordDocument", "ObjectPool", "Workbook"), "doc"),
        (compound("EncryptionInfo", "EncryptedPackage"), "locked"),
        (rb"{\rtf1\ansi", "rtf"),
        (b" \r\n{\\rtf1", "rtf"),
        (HTML.encode(), "html"),
        (b"\xef\xbb\xbf" + HTML.encode(), "html"),
        (HTML.encode("utf-16"), "html"),
        (HTML.encode("utf-16-le"), "html"),
        (b"<!-- saved from -->\n<!DOCTYPE html><html>", "html"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', "html"),
        (b'<p class="">5', "html"),
        (b"<table border=1>", "html"),
        (b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary=b\r\n\r\n", "mhtml"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n<w:wordDocument xmlns:w="x">', "wordml"),
        (png(10, 10), "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"II*\x00", "picture"),
    ],
)
def test_the_kind_is_told_by_content(data, kind):
    assert detect.kind(data) == kind
    assert kind in detect.MEDIA_TYPES


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (packed({"ppt/presentation.xml": ""}), UnreadableInput),
        (packed({"a.txt": ""}), UnreadableInput),
        (packed({}), UnreadableInput),
        (b"PK\x03\x04 and no more", UnreadableInput),
        (compound("Contents"), UnreadableInput),
    ],
)
def test_what_no_reader_takes_is_told_with_a_remedy(data, error):
    with pytest.raises(error) as caught:
        detect.kind(data)
    assert caught.value.remedy
