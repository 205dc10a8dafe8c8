"""Finds every time expression of a text in one walk over its tokens."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import regex

from baocao_extract.language.folding import canonical
from baocao_extract.language.tokens import Tokens
from baocao_extract.patterns import Patterns, Row


@dataclass(slots=True)
class TimeExpression:
    """`kind` is the row of `periods.toml` that matched; `named` the groups that it and its marks filled (lower case)."""

    start: int
    end: int
    kind: str
    named: dict[str, str] = field(default_factory=dict)

    @property
    def stock(self) -> bool:
        """A mark makes it a state as of a day: `đến`, `hết`, `cuối`, `tại thời điểm` (a day; `thời điểm tháng 12` is the month)."""
        return "until" in self.named or "e_last" in self.named or ("at" in self.named and "d" in self.named)


# No expression is longer. The bound matters: `regex` looks for a pattern's required letters up to the end that it is given.
_LONGEST = 160
_GROUP = regex.compile(r"\(\?P<[a-z_0-9]+>")


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows that may begin with a word; `gate` matches where one of them does, and is quicker to say that none does."""

    gate: regex.Pattern[str]
    rows: tuple[tuple[str, regex.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class _Scanner:
    """`prefixes`: the marks before an expression, with and without an edge such as `cuối`.

    `by_word`: for each word that an expression or its marks may begin with, the rows that may begin with it; "0" stands for digits.
    `marked`: the words that a mark may begin with.
    """

    prefixes: tuple[regex.Pattern[str], ...]
    by_word: dict[str, _Rows]
    marked: frozenset[str]


@functools.cache
def _scanner(patterns: Patterns) -> _Scanner:
    marks = "|".join(patterns.source(r) for r in patterns.rows("periods", use="mark"))
    moment = patterns.any_of("periods", use="moment")
    edge = patterns.any_of("periods", use="edge")
    before = rf"(?:(?:{marks})\s+)?(?:(?:{moment})\s+){{0,2}}"
    rows = [(r, regex.compile(patterns.source(r))) for r in patterns.rows("periods", use="expression")]
    by_word = {w: _beginning((w,), rows) for w in patterns.words("periods", use="starter")}
    by_word["0"] = _beginning("0123", rows)
    mark = regex.compile(rf"{marks}|{moment}|{edge}")
    marked = frozenset(w for w in by_word if any(mark.match(x, partial=True) for x in ("0123" if w == "0" else (w,))))
    return _Scanner((regex.compile(rf"{before}(?:(?:{edge})\s+)?"), regex.compile(before)), by_word, marked)


def _beginning(words: Iterable[str], rows: Sequence[tuple[Row, regex.Pattern[str]]]) -> _Rows:
    """The rows that may begin with one of the words, in one of the surroundings that their examples show (some look behind themselves)."""
    out = []
    for row, compiled in rows:
        before = {canonical(example.partition("[")[0]) for example in row.examples}
        if any(compiled.match(b + w, len(b), partial=True) for b in before for w in words):
            out.append((row.id, compiled))
    return _Rows(regex.compile("|".join(_GROUP.sub("(?:", row.pattern) for _, row in out) or r"(?!)"), tuple(out))


def find(low: str, tokens: Tokens, patterns: Patterns) -> list[TimeExpression]:
    """All time expressions in text order; none overlap. A mark (`đến`, `hết`, `từ`) belongs to the expression behind it."""
    scanner = _scanner(patterns)
    by_word = scanner.by_word
    found: list[TimeExpression] = []
    behind = 0
    for token, begin in zip(tokens.text, tokens.start, strict=True):
        if begin < behind:
            continue
        word = token if token in by_word else "0" if "0" <= token[0] <= "9" and _datelike(token) else ""
        if not word or (begin and low[begin - 1].isalnum()):
            continue
        hit = _at(low, begin, word, scanner)
        if hit is not None:
            found.append(hit)
            behind = hit.end
    return found


def _datelike(digits: str) -> bool:
    """A day, a month, a year, or several with dots between; not `819`, `6.540`, `12,5`."""
    if digits.isdigit():
        return len(digits) in (1, 2, 4)
    return "," not in digits and len(digits.rpartition(".")[2]) != 3


def _at(low: str, begin: int, word: str, scanner: _Scanner) -> TimeExpression | None:
    # the expression's own wording may begin with what looks like a mark (`từ năm 2015 đến năm 2020`, `cuối năm ngoái`)
    if (hit := _row(low, begin, scanner.by_word[word])) is not None:
        return TimeExpression(begin, hit[1].end(), hit[0], _named(hit[1]))
    if word not in scanner.marked:
        return None
    tried = begin
    for prefix in scanner.prefixes:
        marks = prefix.match(low, begin, begin + _LONGEST)
        if marks is None or marks.end() == tried:
            continue
        tried = marks.end()
        if tried == begin or tried >= len(low) or "\n" in marks.group():
            continue
        if (hit := _row(low, tried, scanner.by_word.get(_word(low, tried)))) is not None:
            return TimeExpression(begin, hit[1].end(), hit[0], {**_named(marks), **_named(hit[1])})
    return None


def _word(low: str, begin: int) -> str:
    if "0" <= low[begin] <= "9":
        return "0"
    end = begin
    while end < len(low) and end < begin + 8 and low[end].isalpha():
        end += 1
    return low[begin:end]


def _row(low: str, begin: int, rows: _Rows | None) -> tuple[str, regex.Match[str]] | None:
    """The first row that matches, none over a line end: `năm` at the end of one paragraph has no part in `2020` that begins the next."""
    if rows is None or rows.gate.match(low, begin, begin + _LONGEST) is None:
        return None
    for kind, row in rows.rows:
        m = row.match(low, begin, begin + _LONGEST)
        if m is not None and "\n" in (text := m.group()):
            m = row.match(low, begin, begin + text.index("\n"))
        if m is not None and m.end() > begin:
            return kind, m
    return None


def _named(m: regex.Match[str]) -> dict[str, str]:
    return {k: v for k, v in m.groupdict().items() if v is not None}
