"""Makes the hostile set: files that are encrypted, cut off, looped, packed to burst, or that try to have something fetched or run.

python tests/hostile_files.py FOLDER     writes them, to be tried by hand
"""

from __future__ import annotations

import io
import os
import struct
import sys
import zipfile
import zlib
from pathlib import Path

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEETS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SENTENCE = "Toàn tỉnh có 1.234 hộ nghèo."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def packed(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}<w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def _content_types(names: list[str]) -> str:
    words = {"document": "document.main"}
    told = "".join(
        f"<Override PartName='/{n}' ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.{words.get(n[5:-4], n[5:-4].rstrip('1'))}+xml'/>"
        for n in names
        if n.endswith(".xml")
    )
    return (
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='xml' ContentType='application/xml'/>"
        f"<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>{told}</Types>"
    )


def docx(body: str, parts: dict[str, str | bytes] | None = None, *, prolog: str = "", relations: str = "") -> bytes:
    kinds = {
        "word/styles.xml": "styles",
        "word/numbering.xml": "numbering",
        "word/footnotes.xml": "footnotes",
        "word/header1.xml": "header",
        "word/footer1.xml": "footer",
    }
    found = "".join(
        f'<Relationship Id="r{i}" Type="{OFFICE}/{kinds[n]}" Target="{n[5:]}"/>' for i, n in enumerate(parts or {}) if n in kinds
    )
    return packed({
        "[Content_Types].xml": _content_types(["word/document.xml", *(parts or {})]),
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="m" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{prolog}<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{found}{relations}</Relationships>',
        **(parts or {}),
    })  # fmt: skip


def xlsx(rows: str, *, prolog: str = "", after: str = "") -> bytes:
    return packed({
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Override PartName='/xl/workbook.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>",
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="m" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {SHEETS} xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"{prolog}<worksheet {SHEETS}><sheetData>{rows}</sheetData>{after}</worksheet>",
    })  # fmt: skip


def cell(address: str, text: str) -> str:
    return f'<row r="{address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{address}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, trailer, len(out),
    )  # fmt: skip


def pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (n + 3) for n in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids), *[page] * count])


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def compound(*streams: str, fat: bytes = b"\xff" * 512) -> bytes:
    """The head of an OLE file with a directory of these streams; its tables lead nowhere, or in a circle."""
    header = OLE + bytes(16) + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header = (header + struct.pack("<I", 0) + b"\xff" * 436)[:512].ljust(512, b"\xff")
    directory = b""
    for i, name in enumerate(("Root Entry", *streams)):
        written = name.encode("utf-16-le") + b"\0\0"
        directory += (
            written.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(written), 5 if i == 0 else 2, 1, 1, 1, 1)
            + bytes(36)
            + struct.pack("<II4x", 1, 4096)
        )
    return header + fat[:512] + directory.ljust(512, b"\0") + bytes(1024)


def lying(data: bytes) -> bytes:
    """The same package saying of every part that it unpacks to ten bytes."""
    out = bytearray(data)
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = out.find(mark)
        while place >= 0:
            out[place + at : place + at + 4] = struct.pack("<I", 10)
            place = out.find(mark, place + 4)
    return bytes(out)


_LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12)) + "]>"
_STRANGER = "<!DOCTYPE x [<!ENTITY secret SYSTEM 'file:///etc/passwd'>]>"


def files(address: str = "http://127.0.0.1:9") -> dict[str, bytes]:
    """Name → bytes. `address` is where those that want something fetched have it from."""
    good = docx(paragraph(SENTENCE))
    html_head = "<html><head><meta charset='utf-8'></head><body>"
    return {
        "empty.txt": b"",
        "noise.txt": bytes(range(256)) * 64,
        "nul.txt": b"\0" * 5000,
        "cut-off.docx": good[: len(good) // 2],
        "cut-off-in-directory.docx": good[:-30],
        "no-document-part.docx": packed({"word/other.xml": "<x/>"}),
        "no-xml.docx": docx("<w:p>"),
        "bomb.docx": docx(paragraph(SENTENCE) + " " * 60_000_000),
        "lying-bomb.docx": lying(docx(paragraph(SENTENCE) + " " * 60_000_000)),
        "bomb-of-paragraphs.docx": docx("<w:p/>" * 200_000),
        "external-entity.docx": docx(paragraph("&secret;"), prolog=_STRANGER),
        "laughs.docx": docx(paragraph("&a11;"), prolog=_LAUGHS),
        "external-template.docx": docx(
            paragraph(SENTENCE), relations=f'<Relationship Id="t" Type="{OFFICE}/styles" Target="{address}/t.xml" TargetMode="External"/>'
        ),
        "climbing.docx": docx(paragraph(SENTENCE), relations=f'<Relationship Id="t" Type="{OFFICE}/header" Target="../../../etc/passwd"/>'),
        "macros.docm": docx(paragraph(SENTENCE), {"word/vbaProject.bin": OLE + b"Sub AutoOpen()"}),
        "deep.docx": docx("<w:sdt><w:sdtContent>" * 20_000 + paragraph(SENTENCE) + "</w:sdtContent></w:sdt>" * 20_000),
        "wide-cell.docx": docx(
            "<w:tbl>" + "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='999999999'/></w:tcPr>" + paragraph("5 hộ") + "</w:tc><w:tc>" + paragraph("6") + "</w:tc></w:tr></w:tbl>"
        ),
        "style-loop.docx": docx(
            paragraph(SENTENCE, "<w:pStyle w:val='a'/>"),
            {"word/styles.xml": f"<w:styles {W}><w:style w:styleId='a'><w:basedOn w:val='b'/></w:style><w:style w:styleId='b'><w:basedOn w:val='a'/></w:style></w:styles>"},
        ),
        "list-loop.docx": docx(
            paragraph(SENTENCE, "<w:numPr><w:numId w:val='1'/></w:numPr>"),
            {
                "word/styles.xml": f"<w:styles {W}><w:style w:styleId='l'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style></w:styles>",
                "word/numbering.xml": f"<w:numbering {W}><w:abstractNum w:abstractNumId='1'><w:numStyleLink w:val='l'/></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num></w:numbering>",
            },
        ),
        "odd-numbers.docx": docx(
            paragraph(SENTENCE, "<w:numPr><w:ilvl w:val='-7'/><w:numId w:val='1'/></w:numPr>") + paragraph(SENTENCE, "<w:numPr><w:ilvl w:val='x'/><w:numId w:val='1'/></w:numPr>"),
            {"word/numbering.xml": f"<w:numbering {W}><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='zero'><w:start w:val='many'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num></w:numbering>"},
        ),
        "encrypted.docx": compound("EncryptionInfo", "EncryptedPackage"),
        "presentation.pptx": packed({"ppt/presentation.xml": "<x/>"}),
        "zip-in-zip.zip": packed({f"{i}.zip": packed({"a": "b"}) for i in range(50)}),
        "bomb.xlsx": xlsx(cell("A1", SENTENCE) + " " * 60_000_000),
        "external-entity.xlsx": xlsx(cell("A1", "&secret;"), prolog=_STRANGER),
        "laughs.xlsx": xlsx(cell("A1", "&a11;"), prolog=_LAUGHS),
        "far-cell.xlsx": xlsx(cell("A1", SENTENCE) + cell("XFD1048576", "5 hộ")),
        "wide-merge.xlsx": xlsx(cell("A1", SENTENCE), after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "no-sheet.xlsx": packed({"xl/workbook.xml": "<workbook/>"}),
        "circle.xls": compound("Workbook", fat=struct.pack("<I", 0) * 128),
        "circle.doc": compound("WordDocument", fat=struct.pack("<I", 0) * 128),
        "nothing.ole": compound("Picture"),
        "deep.rtf": b"{\\rtf1 " + b"{" * 50_000 + b"5" + b"}" * 50_000 + b"}",
        "fetching.rtf": b"{\\rtf1 {\\field{\\*\\fldinst INCLUDEPICTURE \"%s/p.png\" \\\\d}{\\fldrslt 5 h\\u7897?}}}" % address.encode(),
        "deep.html": (html_head + "<div>" * 100_000 + SENTENCE).encode(),
        "laughs.html": (_LAUGHS + html_head + f"<p>&a11; {SENTENCE}</p>").encode(),
        "wide-cell.html": (html_head + "<table><tr><td colspan=999999999 rowspan=999999999>5 hộ<td>6</tr><tr><td>7<td>8</tr></table>").encode(),
        "many-rows.html": (html_head + "<table><tr>" + "<td rowspan=1000 colspan=1000>5" * 3000 + "</table>").encode(),
        "only-script.html": b"<html><body><script>document.write('5 ho')</script></body></html>",
        "fetching.html": (
            f"<html><head><base href='{address}'><link rel=stylesheet href='{address}/s.css'><meta http-equiv=refresh content='0;url={address}'></head>"
            f"<body><nav>x</nav><img src='{address}/p.png'><iframe src='{address}/f'></iframe><article><p>{SENTENCE}</p></article></body></html>"
        ).encode(),
        "unknown-charset.html": b"<html><head><meta charset='klingon'></head><body><p>5 h\xf4\xf0\xdd\x81</p></body></html>",
        "no-page.mhtml": b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--",
        "deep.mhtml": b"MIME-Version: 1.0\n" + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(3000)),
        "encrypted.pdf": pdf(
            [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>", b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>"],
            b"/Encrypt 3 0 R/ID[<00><00>]",
        ),
        "cut-off.pdf": pages(30)[:900],
        "header-only.pdf": b"%PDF-1.7\n",
        "looped-tree.pdf": pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 3/Kids[2 0 R 2 0 R 2 0 R]/Parent 2 0 R>>"]),
        "looped-objects.pdf": pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"3 0 R", b"2 0 R"]),
        "ten-thousand-pages.pdf": pages(10_000),
        "bomb.pdf": pdf([
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
            (lambda z: b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(z), z))(zlib.compress(b"q Q " * 15_000_000)),
        ]),
        "endless-page.pdf": pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9e9 9e9]>>"]),
        "running.pdf": pdf([
            b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(/bin/sh)>>>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/AA<</O<</S/JavaScript/JS(app.launchURL\\('%s'\\))>>>>>>" % address.encode(),
        ]),
        "huge.png": png(60_000, 60_000),
        "cut-off.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 40,
    }  # fmt: skip


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files().items():
        (folder / name).write_bytes(data)
        print(f"{os.path.getsize(folder / name):>12,}  {name}")
