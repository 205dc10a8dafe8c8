"""When two words, names, values or places count as the same."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Sequence
from importlib import resources

import regex

from baocao_extract.language.folding import canonical, fold

_TOKEN = regex.compile(r"\w+(?:[.,]\w+)*|[^\w\s]")
_NOT_WORD = regex.compile(r"[^a-z0-9]+")

Token = tuple[str, int, int]


def tokens(text: str) -> list[Token]:
    """Words, numbers and marks with their places; one tone placement, so that `hoà` and `hòa` are the same word."""
    low = canonical(text)
    return [(low[m.start() : m.end()], m.start(), m.end()) for m in _TOKEN.finditer(text)]


@functools.lru_cache(maxsize=65536)
def bare(text: str | None) -> str:
    """Folded words with single blanks between them."""
    return str(_NOT_WORD.sub(" ", fold(text or ""))).strip()


def name_f1(a: str | None, b: str | None) -> float:
    """F1 of the words that two names share, whatever their order."""
    left, right = bare(a).split(), bare(b).split()
    if not left or not right:
        return 0.0
    rest, hits = list(right), 0
    for word in left:
        if word in rest:
            rest.remove(word)
            hits += 1
    return 2 * hits / (len(left) + len(right))


def same_value(wanted: Sequence[float], value: float, upper: float | None) -> bool:
    """Whether a figure, or a range, is the wanted one to a millionth."""
    got = [value] if upper is None else [value, upper]
    return len(wanted) == len(got) and all(abs(w - g) <= 1e-6 * max(1.0, abs(w)) for w, g in zip(wanted, got, strict=True))


def same_place(a: str | None, b: str | None) -> bool:
    """Whether two lists of places name the same ones: class words and order do not count."""
    return _places(a) == _places(b)


@functools.lru_cache(maxsize=65536)
def _places(text: str | None) -> frozenset[str]:
    head, border, same = _place_words()
    parts = (head.sub("", bare(part)) for part in border.split(text or ""))
    return frozenset(same.get(part, part) for part in parts) - {""}


@functools.cache
def _place_words() -> tuple[regex.Pattern[str], regex.Pattern[str], dict[str, str]]:
    data = tomllib.loads(resources.files(__package__).joinpath("places.toml").read_text(encoding="utf-8"))
    head = regex.compile(rf"^((?:{'|'.join(data['scopes'])}) )*(?:{'|'.join(data['classes'])})\s+")
    return head, regex.compile(rf"[,;]|\b{data['conjunction']}\b"), data["same"]
