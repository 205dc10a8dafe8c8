"""Finds every time expression of a text in one walk over its tokens."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field

import regex

from baocao_extract.language.tokens import Tokens
from baocao_extract.patterns import Patterns


@dataclass(slots=True)
class TimeExpression:
    """`kind` is the row that matched; `named` its groups (lower case)."""

    start: int
    end: int
    kind: str
    named: dict[str, str] = field(default_factory=dict)


@functools.cache
def _scanner(patterns: Patterns) -> tuple[tuple[regex.Pattern[str], ...], tuple[tuple[str, regex.Pattern[str]], ...]]:
    """(the marks before an expression: with and without an edge such as `cuối`; the rows in order)."""
    marks = "|".join(patterns.source(r) for r in patterns.rows("periods", use="mark"))
    moment = patterns.any_of("periods", use="moment")
    edge = patterns.any_of("periods", use="edge")
    prefix = (
        regex.compile(rf"(?:(?:{marks})\s+)?(?:(?:{moment})\s+)?(?:(?:{edge})\s+)?"),
        regex.compile(rf"(?:(?:{marks})\s+)?(?:(?:{moment})\s+)?"),
    )
    rows = tuple((r.id, regex.compile(patterns.source(r))) for r in patterns.rows("periods", use="expression"))
    return prefix, rows


@functools.cache
def _rows_by_opening(patterns: Patterns) -> dict[str, tuple[tuple[str, regex.Pattern[str]], ...]]:
    """For each word that may open an expression (`0` for a digit group): the rows that can match from it on.

    A row that cannot even begin with the word is not tried there; rows that look at what stands before are always tried.
    """
    _, rows = _scanner(patterns)
    digits = ("0", "1", "2", "3", "4", "5", "9", "06", "12", "31", "2020")

    def can_open(row: regex.Pattern[str], openings: tuple[str, ...]) -> bool:
        return "(?<=" in row.pattern or any(row.fullmatch(w, partial=True) or row.match(w, partial=True) for w in openings)

    table = {word: tuple(r for r in rows if can_open(r[1], (word,))) for word in _starters(patterns)}
    table["0"] = tuple(r for r in rows if can_open(r[1], digits))
    return table


@functools.cache
def _starters(patterns: Patterns) -> frozenset[str]:
    return frozenset(w for r in patterns.rows("periods", use="starter") for w in r.words)


def find(low: str, tokens: Tokens, patterns: Patterns) -> list[TimeExpression]:
    """All time expressions in text order; none overlap. A mark (`đến`, `hết`, `từ`) belongs to the expression behind it."""
    prefix, _ = _scanner(patterns)
    rows_of = _rows_by_opening(patterns)
    found: list[TimeExpression] = []
    behind = 0
    for i, token in enumerate(tokens.text):
        begin = tokens.start[i]
        rows = rows_of.get("0" if token[0] in "0123456789" else token)
        if begin < behind or rows is None:
            continue
        if begin and low[begin - 1].isalnum():
            continue
        hit = _at(low, begin, prefix, rows, _scanner(patterns)[1])
        if hit is not None:
            found.append(hit)
            behind = hit.end
    return found


def _at(
    low: str,
    begin: int,
    prefixes: tuple[regex.Pattern[str], ...],
    opening: tuple[tuple[str, regex.Pattern[str]], ...],
    rows: tuple[tuple[str, regex.Pattern[str]], ...],
) -> TimeExpression | None:
    # the expression's own wording may begin with what looks like a mark (`từ năm 2015 đến năm 2020`, `cuối năm ngoái`)
    if (hit := _row(low, begin, opening)) is not None:
        return TimeExpression(begin, hit[1].end(), hit[0], _named(hit[1]))
    tried = begin
    for prefix in prefixes:
        marks = prefix.match(low, begin)
        if marks is None or marks.end() == tried:
            continue
        tried = marks.end()
        if tried > begin and (hit := _row(low, tried, rows)) is not None:
            return TimeExpression(begin, hit[1].end(), hit[0], {**_named(marks), **_named(hit[1])})
    return None


def _row(low: str, begin: int, rows: tuple[tuple[str, regex.Pattern[str]], ...]) -> tuple[str, regex.Match[str]] | None:
    """The first row that matches; none over a line end."""
    for kind, row in rows:
        if (m := row.match(low, begin)) is not None and m.end() > begin and "\n" not in m.group():
            return kind, m
    return None


def _named(m: regex.Match[str]) -> dict[str, str]:
    return {k: v for k, v in m.groupdict().items() if v is not None}
