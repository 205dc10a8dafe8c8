"""Ways of writing the same word: case, tone placement, diacritics."""

from __future__ import annotations

import unicodedata

import regex

_NEW_STYLE = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
# i for y and a tone mark on the wrong letter, in syllables that mean the same either way: `quí I`, `tỉ lệ`, `qũy`, `bác sỹ`. Here, as the
# tone marks are, and not in patterns/: its rows are read in this form.
_SPELLING = {
    "quí": "quý", "qúi": "quý", "qúy": "quý", "qui": "quy", "quĩ": "quỹ", "qũi": "quỹ", "qũy": "quỹ", "kì": "kỳ", "kí": "ký", "kỉ": "kỷ", "kĩ": "kỹ",
    "tỉ": "tỷ", "lí": "lý", "mĩ": "mỹ", "sỹ": "sĩ",
}  # fmt: skip
_SYLLABLE = regex.compile(rf"(?<![^\W\d_])(?:{'|'.join(_SPELLING)})(?![^\W\d_])")
# Only at the end of a syllable: `hoàn` and `quý` are written so in both styles.
_TONE = regex.compile(r"(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![^\W\d_])")


def lower(text: str) -> str:
    """`text` in lower case, of the same length (letters whose lower case is longer stay as they are)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def canonical(text: str) -> str:
    """`text` in lower case with the tone mark on the first vowel of oa, oe, uy (`hoà` → `hòa`) and one spelling of what has two (`quí` → `quý`); of
    the same length."""
    return _SYLLABLE.sub(lambda m: _SPELLING[m.group()], _TONE.sub(lambda m: _NEW_STYLE[m.group()], lower(text)))


def fold(text: str) -> str:
    """`text` for search: lower case without diacritics, đ as d. Length is not kept."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
