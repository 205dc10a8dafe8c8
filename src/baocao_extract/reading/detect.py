"""What kind of file some bytes are: by their content, never by a name."""

from __future__ import annotations

import io
import zipfile
from typing import Literal

import regex

from baocao_extract.errors import UnreadableInput

Kind = Literal["text", "html", "mhtml", "pdf", "picture", "docx", "xlsx", "xls", "doc", "rtf", "odt", "ods", "xlsb", "wordml", "locked"]

MEDIA_TYPES: dict[Kind, str] = {
    "text": "text/plain",
    "html": "text/html",
    "mhtml": "multipart/related",
    "pdf": "application/pdf",
    "picture": "image/*",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "doc": "application/msword",
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsb": "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
    "wordml": "application/xml",
    "locked": "application/x-ole-storage",
}

_BLANK = b" \t\r\n\x0b\x0c"
_UTF8_MARK = b"\xef\xbb\xbf"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF87a", b"GIF89a", b"\x00\x00\x00\x0cjP  ")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_HTML = regex.compile(
    rb"(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype|html|head|body|meta|title|link|style|script|base|p|div|span|table|center|font|article|section"
    rb"|main|h[1-6]|ul|ol|br|b|i|strong|img|a|form)\b",
    regex.IGNORECASE | regex.DOTALL,
)
_MAIL_HEADER = regex.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_OFFICE_XML = regex.compile(rb"(?:<\?[^>]*>|<!--.*?-->|\s)*<(?:w:wordDocument|pkg:package|office:document)\b", regex.DOTALL)
_HEAD = 8192


def kind(data: bytes) -> Kind:
    """The kind of a file (`locked`: an encrypted Office file of today). Raises `UnreadableInput` for kinds that no reader takes."""
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024] and (head.startswith(b"%PDF-") or b" obj" in data):
        return "pdf"
    if head.startswith(_ZIP):
        return _packed(data)
    if head.startswith(_OLE):
        return _compound(data)
    # `BM` alone may begin a text.
    if (
        head.startswith(_PICTURES)
        or (head.startswith(b"BM") and head[6:10] == b"\0\0\0\0")
        or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")
    ):
        return "picture"
    return _written(_as_bytes(head))


def _written(head: bytes) -> Kind:
    start = head.lstrip(_BLANK)
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if _OFFICE_XML.match(start):
        return "wordml"
    if _HTML.match(start):
        return "html"
    mail = _MAIL_HEADER.match(start)
    if mail and b"mime-version:" in mail[0].lower() and regex.search(rb"content-type:\s*(?:multipart/|text/html)", mail[0].lower()):
        return "mhtml"
    return "text"


def _as_bytes(head: bytes) -> bytes:
    """The first bytes with their marks and the NULs of UTF-16 taken out: what ASCII they hold shows."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:]
    if head.count(0) * 10 > len(head):
        return head.replace(b"\0", b"")
    return head.removeprefix(_UTF8_MARK)


def _packed(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            mime = package.open("mimetype").read(200).decode("ascii", "replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError, KeyError) as fault:
        raise UnreadableInput(f"a packed file (Word, Excel, ZIP) that is damaged or cut off ({fault})", "fetch it again") from None
    if any(n.startswith("word/") for n in names):
        return "docx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(n.startswith("xl/") for n in names):
        return "xlsx"
    if mime.startswith("application/vnd.oasis.opendocument.text"):
        return "odt"
    if mime.startswith("application/vnd.oasis.opendocument.spreadsheet"):
        return "ods"
    what = "a presentation" if any(n.startswith("ppt/") for n in names) else "a ZIP file"
    raise UnreadableInput(f"this is {what}", "export it to PDF" if what == "a presentation" else "unpack it and name the documents in it")


def _compound(data: bytes) -> Kind:
    """An OLE file by its streams: names stand in UTF-16 in the directory, the outermost document's first."""
    streams: tuple[tuple[str, Kind], ...] = (
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
        ("EncryptedPackage", "locked"),
    )
    found = [(at, what) for name, what in streams if (at := _entry(data, name)) >= 0]
    if not found:
        raise UnreadableInput("an old Office file without a Word or Excel document in it", "open it in its program and save it anew")
    return min(found)[1]


def _entry(data: bytes, name: str) -> int:
    """Where the directory entry of a stream stands (entries are 128 bytes, their name in the first 64); -1 for none."""
    written = name.encode("utf-16-le") + b"\0\0"
    at = data.find(written)
    while at >= 0:
        if at % 128 == 0 and data[at + 64 : at + 66] == len(written).to_bytes(2, "little"):
            return at
        at = data.find(written, at + 1)
    return -1
