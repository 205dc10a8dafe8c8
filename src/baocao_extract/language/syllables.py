"""Whether a written word can be a Vietnamese syllable: onset + rime + tone, as the spelling allows them.

A text in the wrong encoding, a text layer with a wrong letter map and bad OCR all give words that no Vietnamese could write;
the share of valid syllables tells them from a good reading without a dictionary.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

import regex

# What may close each written nucleus: "-" is an open syllable. `q` stands in the onset, so its `u` does too.
_RIMES = {
    "a": "- c ch i m n ng nh o p t u y", "ă": "c m n ng p t", "â": "c m n ng p t u y", "e": "- c m n ng o p t", "ê": "- c ch m n nh p t u",
    "i": "- a c ch m n ng nh p t u", "iê": "c m n ng p t u", "o": "- a c e i m n ng p t", "oa": "c ch i m n ng nh o p t y", "oă": "c m n ng t",
    "oe": "n o t ng", "oo": "c n ng", "ô": "- c i m n ng p t", "ôô": "ng", "ơ": "- i m n p t", "u": "- a c i m n ng p t y", "uâ": "n ng t y",
    "uê": "- ch n nh", "uô": "c i m n ng t", "uơ": "-", "uy": "a ch n nh p t u", "uyê": "n t", "ư": "- a c i m n ng t u", "ươ": "c i m n ng p t u",
    "y": "- ch n nh t", "yê": "m n ng t u",
}  # fmt: skip
_FRONT = frozenset("eêiy")
_ANYWHERE = ("b", "ch", "d", "đ", "gi", "h", "kh", "l", "m", "n", "nh", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x")
_BEFORE_FRONT = ("k", "gh", "ngh")
_BEFORE_BACK = ("c", "g", "ng")
# gi before a rime in i is written once.
_CONTRACTED = ("g", ("i", "in", "iên", "iêng"))
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# A syllable that ends in a stop has the rising or the heavy tone.
_STOPS, _STOP_TONES = ("c", "ch", "p", "t"), frozenset("\u0301\u0323")

_WORD = regex.compile(r"[\p{L}\p{M}]+")
_VOWELS = frozenset("aăâeêioôơuưy")
_MARKS_OFF = dict.fromkeys(map(ord, _TONES))


class Share(NamedTuple):
    """How many words of a text were looked at, and how many of them are valid syllables."""

    valid: int
    words: int

    @property
    def ratio(self) -> float:
        """0-1; 0 for a text without words."""
        return self.valid / self.words if self.words else 0.0


def share(text: str) -> Share:
    """The valid syllables of an NFC text. Abbreviations, and words without a vowel of up to three letters (`km`), are not looked at."""
    valid = words = 0
    for line in text.split("\n"):
        found = _WORD.findall(line)
        shouted = sum(len(w) for w in found if w.isupper()) * 2 > sum(map(len, found))
        for word in found:
            if not shouted and _is_abbreviation(word):
                continue
            good = is_syllable(word)
            if not good and len(word) <= 3 and _VOWELS.isdisjoint(_without_tone(word)[0]):
                continue
            valid += good
            words += 1
    return Share(valid, words)


@lru_cache(maxsize=1 << 14)
def is_syllable(word: str) -> bool:
    """True for a word of letters whose spelling is that of one Vietnamese syllable, in lower, upper or title case."""
    if len(word) > 8 or not (word.islower() or word.isupper() or word.istitle()):
        return False
    return _without_tone(word) in _syllables()


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and sum(c.isupper() for c in word) > 1


def _without_tone(word: str) -> tuple[str, str]:
    apart = unicodedata.normalize("NFD", word.lower())
    tone = "".join(c for c in apart if c in _TONES)
    return unicodedata.normalize("NFC", apart.translate(_MARKS_OFF)), tone


@lru_cache(maxsize=1)
def _syllables() -> frozenset[tuple[str, str]]:
    """Every (letters without tone, tone)."""
    found: set[tuple[str, str]] = set()
    for nucleus, endings in _RIMES.items():
        for ending in endings.replace("-", "").split(" "):
            rime = nucleus + ending
            tones = _STOP_TONES if ending in _STOPS else {"", *_TONES}
            onsets = ["", *_ANYWHERE, *(_BEFORE_FRONT if rime[0] in _FRONT else _BEFORE_BACK)]
            for onset in onsets:
                found.update((onset + rime, tone) for tone in tones)
    onset, rimes = _CONTRACTED
    found.update((onset + rime, tone) for rime in rimes for tone in {"", *_TONES})
    return frozenset(found)
