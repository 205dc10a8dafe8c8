"""Bytes of a plain-text file → NFC text.

Read are UTF-8 (with or without a byte order mark), UTF-16 and UTF-32 with one, and cp1258, the Windows code page for Vietnamese,
where the bytes are not UTF-8. What is no text of these is refused with a code and a remedy rather than read as rubbish.
NUL and lone surrogates become U+FFFD one for one; digits of other scripts and every other character stay as they are.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import unicodedata
from pathlib import Path

import regex

from baocao_extract.errors import MissingFile, TooLarge, UndecodableText, UnreadableInput
from baocao_extract.reading.source import SourceText

LIMIT = 64 * 1024 * 1024
REPLACEMENT = "\ufffd"

# The longer mark first: that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
# How files of other kinds begin, and what to do with one.
_OTHER_KINDS = (
    (b"%PDF-", "a PDF file", "export its text first (pdftotext -layout)"),
    (b"PK\x03\x04", "a Word, Excel or ZIP file", "save it as plain text in UTF-8 first"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file", "save it as plain text in UTF-8 first"),
    (b"{\\rtf", "an RTF file", "save it as plain text in UTF-8 first"),
    (b"\x89PNG", "a picture", "recognise its text first (OCR)"),
    (b"\xff\xd8\xff", "a picture", "recognise its text first (OCR)"),
    (b"II*\x00", "a picture", "recognise its text first (OCR)"),
    (b"MM\x00*", "a picture", "recognise its text first (OCR)"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"SQLite format 3\x00", "a database", "name a document"),
)
_CONTROLS = bytes([*range(9), *range(14, 32), 127])
_TO_REPLACE = regex.compile("[\x00\ud800-\udfff]")
_LETTER_BEYOND_ASCII = regex.compile(r"[^\W\d_a-zA-Z]")
# Letters that Vietnamese writes beyond ASCII, in both cases, composed.
_VIETNAMESE = regex.compile(
    "[\u00c0-\u00c3\u00c8-\u00ca\u00cc\u00cd\u00d0\u00d2-\u00d5\u00d9\u00da\u00dd\u00e0-\u00e3\u00e8-\u00ea\u00ec\u00ed\u00f0\u00f2-\u00f5"
    "\u00f9\u00fa\u00fd\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)


def read(source: str | os.PathLike[str] | bytes, *, limit: int = LIMIT) -> SourceText:
    """The text of a file (given by its path) or of its bytes. `limit` is in bytes."""
    path = None if isinstance(source, bytes) else Path(source)
    data = source if isinstance(source, bytes) else load(source, limit)
    if len(data) > limit:
        raise TooLarge(f"over {limit / 1_048_576:g} MiB", "split the file")
    text, encoding = decode(data)
    return SourceText(_clean(text), hashlib.sha256(data).hexdigest(), None if path is None else printable(path), encoding)


def from_text(text: str, *, limit: int = LIMIT) -> SourceText:
    """A text that is already in memory; `limit` is in characters, the hash that of its UTF-8."""
    if len(text) > limit:
        raise TooLarge(f"over {limit:,} characters", "split the text")
    return SourceText(_clean(text), hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def decode(data: bytes) -> tuple[str, str]:
    """The text of `data` and the name of its encoding."""
    if not data:
        raise UnreadableInput("the file is empty", "fetch or export it again")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _believable(data.decode(encoding, "replace"), encoding)
    for start, kind, remedy in _OTHER_KINDS:
        if data.startswith(start):
            raise UnreadableInput(f"this is {kind}, not plain text", remedy)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > 8 + len(data) * 0.01:
        raise UnreadableInput("binary data, not text", "name a text file; UTF-16 needs its byte order mark")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    # UTF-8 with a few broken bytes (a file cut in a letter, a bad join) is still UTF-8.
    text = data.decode("utf-8", "replace")
    if text.count(REPLACEMENT) <= 1 + 0.02 * sum(1 for _ in _LETTER_BEYOND_ASCII.finditer(text)):
        return text, "utf-8"
    return _code_page(data), "cp1258"


def _believable(text: str, encoding: str) -> tuple[str, str]:
    """`text`, when it is not mostly what could not be decoded."""
    if text.count(REPLACEMENT) > 1 + len(text) * 0.05 or len(regex.findall(r"[\p{Cn}\p{Co}]", text)) > 1 + len(text) * 0.05:
        raise UndecodableText(f"the file begins like {encoding} but is not", "save it as plain text in UTF-8")
    return text, encoding


def _code_page(data: bytes) -> str:
    remedy = "convert it to UTF-8; text typed in a TCVN3 (.Vn…) or VNI font needs its own converter"
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        raise UndecodableText("neither UTF-8 nor cp1258", remedy) from None
    beyond = [c for c in text if c > "\x7f" and not c.isspace() and not unicodedata.category(c).startswith("P")]
    if len(_VIETNAMESE.findall("".join(beyond))) < 0.9 * len(beyond):
        raise UndecodableText("neither UTF-8 nor Vietnamese in cp1258", remedy)
    return text


def _clean(text: str) -> str:
    if _TO_REPLACE.search(text):
        text = _TO_REPLACE.sub(REPLACEMENT, text)
    return unicodedata.normalize("NFC", text)


def load(source: str | os.PathLike[str], limit: int = LIMIT) -> bytes:
    """The bytes of a file, one more than `limit` at most. Raises `MissingFile`."""
    path = Path(source)
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError:
        raise MissingFile("no such file", "check the path; a text in memory goes to extract_text") from None
    except IsADirectoryError:
        raise MissingFile("this is a folder", "name the files in it") from None
    except PermissionError:
        raise MissingFile("the file may not be read", "check its permissions") from None
    except (OSError, ValueError) as fault:
        raise MissingFile(f"the file cannot be opened ({fault})", "check the path; a text in memory goes to extract_text") from None


def printable(path: Path) -> str:
    """The path as text that can be written in UTF-8: file names may hold bytes that are none."""
    return os.fspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
