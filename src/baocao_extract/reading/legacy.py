"""The Vietnamese encodings of the 1990s, TCVN3 (ABC, the .Vn… fonts) and VNI, as they reach us inside files of today.

Such a font draws Vietnamese letters where the Windows code page 1252 has others, so a reader hands on `tØnh` for what the page
shows. Which of the two it is, the font's name says; where there is none, the share of valid syllables decides. Decoding comes
before any cleaning: U+00AD and its look-alike U+2212 are a letter in such a text.
"""

from __future__ import annotations

import unicodedata
from typing import Literal, NamedTuple

import regex

from baocao_extract.language import syllables

Encoding = Literal["tcvn3", "vni"]


class LegacyFont(NamedTuple):
    """What a font's name says: the encoding that it draws, and whether it draws small letters as capitals (.VnTimeH)."""

    encoding: Encoding
    capitals: bool = False


class Piece(NamedTuple):
    """A letter as decoded and the span of the run that it was written with (two characters for most letters of VNI)."""

    text: str
    start: int
    end: int


# The letters at 0xA1…0xFE; a hyphen where the font has none of its own. Capitals with a tone stand there only in the full
# standard (VN1), which fonts with 134 letters draw too; those below 0xA0 are quotation marks and dashes in files of Windows.
_TCVN3_ROWS = (
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđẰ"), (0xB0, "\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"), (0xC0, "ẮẦẨẪẤỀặầẩẫấậèỂẻẽ"), (0xD0, "éẹềểễếệìỉỄẾỒĩíịò"),
    (0xE0, "Ổỏõóọồổỗốộờởỡớợù"), (0xF0, "Ỗủũúụừửữứựỳỷỹýỵ"),
)  # fmt: skip
TCVN3 = {chr(first + i): letter for first, row in _TCVN3_ROWS for i, letter in enumerate(row)}
"""Code page 1252 character → letter. Tone marks are combining: they follow their vowel."""

# Characters that programs write for those of the table: the Greek mu for the micro sign, minus signs and hyphens for the soft hyphen.
_LOOKALIKES = {"\u03bc": "\u00b5", "\u2212": "\u00ad", "\u2219": "\u00b7", "\u0110": "\u00d0", "\u02c9": "\u00af"}

# VNI: a vowel is followed by a mark. Tones alone, then the circumflex, the breve with their tones.
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_MARKS = _VNI_TONES | {
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_CIRCUMFLEX, _BREVE = frozenset("aeo"), frozenset("a")


def _vni() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for base, vowel in {**{c: c for c in "aeouy"}, "ô": "ơ", "ö": "ư"}.items():
        for sign, marks in _VNI_MARKS.items():
            takes = _CIRCUMFLEX if "\u0302" in marks else _BREVE if "\u0306" in marks else frozenset("aeouyôö")
            if base in takes:
                table[base + sign] = unicodedata.normalize("NFC", vowel + marks)
    for written, letter in tuple(table.items()):
        table[written.upper()] = letter.upper()
        if len(written) == 2:
            table[written[0].upper() + written[1]] = letter.upper()
            table[written[0] + written[1].upper()] = letter
    return table


VNI = _vni()
"""What is written (one or two characters) → letter."""

_TCVN3_FONT = regex.compile(r"(?:[A-Z]{6}\+)?\.?Vn[A-Z]\w*.*")
_VNI_FONT = regex.compile(r"(?:[A-Z]{6}\+)?VNI[-_ A-Z].*", regex.IGNORECASE)
# .VnTimeH, .VnTimeH,Bold
_CAPITALS = regex.compile(r"H(?:[-, ]*(?:Bold|Italic|Regular|Normal|Oblique)(?:MT)?)*\s*$")
# Letters beyond Latin-1 that a legacy run cannot hold: such a run was typed in Unicode whatever its font.
_UNICODE = regex.compile(r"[\u0102\u0103\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u0300-\u036f]")
_TELLING = regex.compile(r"[\u00a1-\u00ff\u03bc\u2212]")
_SAMPLE = 200_000
_WORD = regex.compile(r"[\p{L}\p{M}\u00a1-\u00bf\u00d7\u00f7\u03bc\u2212\u2219]+")


def of_font(name: str | None) -> LegacyFont | None:
    """The legacy encoding that a font of this name draws; None for a Unicode font. Subset tags (`ABCDEF+`) are looked through."""
    if not name:
        return None
    if _TCVN3_FONT.fullmatch(name):
        return LegacyFont("tcvn3", _CAPITALS.search(name) is not None)
    return LegacyFont("vni") if _VNI_FONT.fullmatch(name) else None


def decode(text: str, encoding: Encoding, *, capitals: bool = False) -> str:
    """A run of one encoding as NFC text. What the encoding does not know stays."""
    return unicodedata.normalize("NFC", "".join(piece.text for piece in pieces(text, encoding, capitals=capitals)))


def decode_run(text: str, font: str | None) -> tuple[str, Encoding | None]:
    """A run set in `font`, and the encoding that it was in (None: Unicode, nothing done).

    A run that holds letters which the legacy encoding does not have was typed in Unicode, whatever its font.
    """
    meant = of_font(font)
    if meant is None or _UNICODE.search(text):
        return text, None
    return decode(text, meant.encoding, capitals=meant.capitals), meant.encoding


def pieces(text: str, encoding: Encoding, *, capitals: bool = False) -> list[Piece]:
    """The letters of a run with their spans in it, in order and without gaps: for readers that know where each character stands."""
    found = _tcvn3(text) if encoding == "tcvn3" else _of_vni(text)
    return [Piece(p.text.upper(), p.start, p.end) for p in found] if capitals else found


def _tcvn3(text: str) -> list[Piece]:
    found: list[Piece] = []
    for i, c in enumerate(text):
        letter = TCVN3.get(_LOOKALIKES.get(c, c), c)
        if unicodedata.combining(letter) and found and found[-1].text.isalpha():
            last = found[-1]
            found[-1] = Piece(unicodedata.normalize("NFC", last.text + letter), last.start, i + 1)
        else:
            found.append(Piece(c if unicodedata.combining(letter) else letter, i, i + 1))
    return found


def _of_vni(text: str) -> list[Piece]:
    found, i = [], 0
    while i < len(text):
        width = 2 if text[i : i + 2] in VNI and i + 1 < len(text) else 1
        written = text[i : i + width]
        found.append(Piece(VNI.get(written, written), i, i + width))
        i += width
    return found


def detect(text: str) -> Encoding | None:
    """The legacy encoding that a text (read as code page 1252) is in, by its words that hold a letter beyond ASCII; None where
    it reads best as it stands. Few or doubtful words decide nothing."""
    text = text[:_SAMPLE]
    words = [w for w in _WORD.findall(text) if _TELLING.search(w)]
    if len(words) < 3 or _UNICODE.search(text):
        return None
    as_is = _score(words)
    best: Encoding | None = None
    best_score = max(0.7, as_is + 0.15)
    encodings: tuple[Encoding, ...] = ("tcvn3", "vni")
    for encoding in encodings:
        score = _score([decode(w, encoding) for w in words])
        if score > best_score:
            best, best_score = encoding, score
    return best


def _score(words: list[str]) -> float:
    return sum(syllables.is_syllable(unicodedata.normalize("NFC", w)) or _is_capitals(w) for w in words) / len(words)


def _is_capitals(word: str) -> bool:
    """A TCVN3 word set in capitals keeps its letters small (ĐồNG): it counts as good when its small form is."""
    return word[:1].isupper() and syllables.is_syllable(unicodedata.normalize("NFC", word.lower()))
