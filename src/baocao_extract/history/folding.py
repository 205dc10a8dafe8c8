"""Text as it is searched: folded words and numbers in one form. The index and the question go through the same function."""

from __future__ import annotations

import functools

import regex

from baocao_extract.language.cleaning import clean
from baocao_extract.language.folding import fold

_GROUPED = regex.compile(r"(?<![0-9.,])[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9])")
_GROUPED_BY_COMMA = regex.compile(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_DECIMAL = regex.compile(r"(?<=[0-9])[.,](?=[0-9])")
_DATE = regex.compile(r"(?<![0-9.])[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}(?![0-9])")
_SHORT = 200
_WORD = regex.compile(r"[^\W_]+(?:_[0-9]+)*")


def words(text: str) -> list[str]:
    """The words of `text`, folded. `17.774` is `17774`, `96,29` and `96.29` are `96_29`; `46/BC-SLĐTBXH` is three words."""
    return list(_short(text)) if len(text) <= _SHORT else _split(text)


@functools.lru_cache(maxsize=65536)
def _short(text: str) -> tuple[str, ...]:
    """Names, headings and places come again and again."""
    return tuple(_split(text))


def _split(text: str) -> list[str]:
    low = fold(clean(text).text.replace("\u00f0", "d"))
    low = _DATE.sub(lambda m: m.group().replace(".", " "), low)
    low = _GROUPED.sub(lambda m: m.group().replace(".", ""), low)
    low = _DECIMAL.sub("_", low.replace("_", " "))
    return _WORD.findall(low)


def readings(text: str) -> list[list[str]]:
    """The words of a piece of a question, in every way that its number can be meant: `17,774` is 17774 or 17.774 decimal."""
    out = [words(text)]
    if _GROUPED_BY_COMMA.search(text):
        out.append(words(_GROUPED_BY_COMMA.sub(lambda m: m.group().replace(",", ""), text)))
    return out


def folded(text: str) -> str:
    return " ".join(words(text))


def token(prefix: str, text: str) -> str:
    """A facet's value as one word of the index, which no question can hold: `kind_money`, `province_ha_nam`."""
    return f"{prefix}_" + "_".join(words(text))
