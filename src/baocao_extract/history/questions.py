"""What somebody types, as a question to the index: pieces, each a word, a number or a phrase, with every way that it can be meant."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import get_args

import regex

from baocao_extract.errors import NoSuchValue
from baocao_extract.history.folding import readings, token, words
from baocao_extract.history.provinces import known_names, spellings
from baocao_extract.language.folding import canonical, fold
from baocao_extract.model import DocumentKind, Kind, Role, Status

_PIECE = regex.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')
_MOST = 32
_CLOSED: dict[str, tuple[str, ...]] = {
    "kind": get_args(Kind), "status": get_args(Status), "role": get_args(Role), "source": get_args(DocumentKind)
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a question; `phrases` are the runs of index words that answer it. `exact` is how it was typed, where it bears marks."""

    phrases: tuple[tuple[str, ...], ...]
    exact: str | None = None

    @property
    def match(self) -> str:
        """The piece in the language of the index."""
        return "(" + " OR ".join('"' + " ".join(p) + '"' for p in self.phrases) + ")"


@dataclass(frozen=True, slots=True)
class Filters:
    """What hits are narrowed to. `province` is a name in any spelling; `source` is report, news or other; `year` that in which the period ends."""

    kind: str | None = None
    province: str | None = None
    year: str | None = None
    status: str | None = None
    source: str | None = None
    role: str | None = None

    def __post_init__(self) -> None:
        for name, allowed in _CLOSED.items():
            if (value := getattr(self, name)) is not None and value not in allowed:
                raise NoSuchValue(f"no figure has the {name} {value!r}", f"one of: {', '.join(allowed)}")
        if self.year is not None and not (self.year.isascii() and self.year.isdigit() and len(self.year) == 4):
            raise NoSuchValue(f"{self.year!r} is no year", "write it as 2019")

    @property
    def match(self) -> list[str]:
        wanted = {
            "kind": self.kind, "province": self.province, "year": self.year, "status": self.status, "source": self.source, "role": self.role,
        }  # fmt: skip
        told = {prefix: spellings(value) if prefix == "province" else (value,) for prefix, value in wanted.items() if value}
        return [f"facets : ({_any(prefix, values)})" for prefix, values in told.items()]


def _any(prefix: str, values: tuple[str, ...]) -> str:
    return " OR ".join(f'"{token(prefix, v)}"' for v in values)


def pieces(question: str) -> list[Piece]:
    """The pieces of a question. `"trong quotes"` is a phrase, and so is whatever is written without a blank (`46/BC-SLĐTBXH`, `1.2`), and the name
    of a province: its words by themselves stand in many sentences."""
    typed: list[tuple[str, bool]] = []
    for quoted, curled, word in _PIECE.findall(unicodedata.normalize("NFC", question)):
        typed.append((word, False) if word else (quoted or curled, True))
    out: dict[tuple[tuple[str, ...], ...], Piece] = {}
    i = 0
    while i < len(typed):
        long = next((n for n in (4, 3, 2) if _is_province(typed[i : i + n], n)), 1)
        text = " ".join(t for t, _ in typed[i : i + long])
        i += long
        phrases = tuple(tuple(r) for r in readings(text) if r)
        if phrases:
            out.setdefault(phrases, Piece(phrases, canonical(text) if fold(text) != text.lower() else None))
    return list(out.values())[:_MOST]


def _is_province(typed: list[tuple[str, bool]], length: int) -> bool:
    """Whether so many words are a province's name; typed with marks, these count."""
    if len(typed) < length or any(quoted for _, quoted in typed):
        return False
    text = " ".join(t for t, _ in typed)
    marks = known_names().get(tuple(words(text)))
    return marks is not None and (fold(text) == text.lower() or canonical(text) in marks)


def all_of(parts: list[Piece], columns: str = "") -> str:
    """All pieces, in the named columns of the index."""
    question = " AND ".join(p.match for p in parts)
    return f"{{{columns}}} : ({question})" if columns else f"({question})"


def all_but_one(parts: list[Piece]) -> str:
    return " OR ".join(f"({' AND '.join(p.match for k, p in enumerate(parts) if k != left)})" for left in range(len(parts)))


def narrowed(question: str, filters: Filters) -> str:
    return " AND ".join([f"({question})", *filters.match])
