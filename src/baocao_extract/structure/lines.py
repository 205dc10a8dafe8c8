"""The lines of a text: their marker or bullet, their look, and whether the text was wrapped by hand or by a page."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from baocao_extract.patterns import Patterns, compile_pattern

# `1.` `1)` `1/` `1-` `a)` `I.` `A -` `1.1` `I.2.3` `1.a)` `(1)`; a blank or a letter must follow, so `52.000đ` and `5/7 xã` open no section.
_MARKER = regex.compile(
    r"""(?:\#{1,6}\ +)?(?:
      \((?P<paren>[0-9]{1,2}|[a-zđ]|[ivx]{1,4}|[IVX]{1,5})\)[.:]?
    | (?P<deep>(?:[IVXL]{1,6}|[A-HĐ]|[0-9]{1,2})(?:\.(?:[0-9]{1,2}|[a-zđ](?![^\W_])))+)(?P<dsep>\ ?[.)/:]{0,2}\ ?[-–]?)
    | (?P<one>[IVXL]{1,6}|[A-HKĐ]|[0-9]{1,2}|[a-zđ][0-9]?|[ivx]{2,4})(?P<sep>\ ?[./)]{1,2}\ ?[-–]?|\ ?[-–]/?|:)
    )(?=\s|$|[^\W\d_]|["“‘'(\[])""",
    regex.VERBOSE,
)
_MAY_OPEN = frozenset("0123456789(#IVXLABCDEFGHKĐabcdefghijklmnopqrstuvwxyzđ")
_ROMAN = regex.compile(r"(?=.)X{0,3}(?:IX|IV|V?I{0,3})|XL(?:IX|IV|V?I{0,3})", regex.IGNORECASE)
_BULLET = regex.compile(r"(?:[-–—+](?=[^\d\s]|\s)|[•·●▪◦○■□►▶➢➤✓✔❖➔→§»*\uf000-\uf0ff]|o(?=\s))\s*(?=\S)")
_HASH = regex.compile(r"(#{1,6}) +")
_CELLS = regex.compile(r"\S\s{3,}\S")
_COLUMNS = regex.compile(r"[^\s|](?:[^\s|]|\s(?!\s\s))*(?<!\s)")
_NUMBERISH = regex.compile(r"[^\W\d_]")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_LETTERS = {c: i for i, c in enumerate("abcdđeghiklmnopqrstuvxy", 1)}
_LATIN = {c: i for i, c in enumerate("abcdefghijklmnopqrstuvwxyz", 1)}


@dataclass(slots=True)
class Marker:
    """What a numbered line is numbered with: `text` as written without its mark, `style` the kind of numbering, `value` its last number.

    Styles: part, chapter, division, article, appendix (words); roman, capital, number, bracket (`1)`), letter, small (`ii`), paren-…,
    deep2… (`1.1`), by the count of levels written.
    """

    text: str
    style: str
    value: int
    prefix: str
    end: int  # in characters of the line
    mark: str


@dataclass(slots=True)
class Line:
    """A line that holds something; `start`, `end` span it without the blanks at its ends."""

    start: int
    end: int
    text: str
    low: str
    indent: int
    gap: int
    marker: Marker | None = None
    bullet: str | None = None
    body: int = 0
    caps: bool = False
    row: bool = False
    role: str = ""
    trailing: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a line between runs of blanks or table bars."""

    own: str
    low: str
    start: int


@dataclass(slots=True)
class Lines:
    """All lines of a text. `width` is how long a full line is where the text is hard-wrapped."""

    items: list[Line]
    hard_wrapped: bool = False
    width: int = 0
    joined: list[bool] = field(default_factory=list)


def cells(line: Line) -> Iterator[Cell]:
    """The columns that were set side by side on a line."""
    if "   " not in line.text and "|" not in line.text:
        yield Cell(line.text, line.low, line.start)
        return
    for hit in _COLUMNS.finditer(line.text):
        a, b = hit.span()
        yield Cell(line.text[a:b], line.low[a:b], line.start + a)


def roman(text: str) -> int:
    total, last = 0, 0
    for c in reversed(text.upper()):
        value = _VALUES.get(c, 0)
        total += value if value >= last else -value
        last = max(last, value)
    return total


def letter(text: str) -> int:
    """The place of a letter in the Vietnamese alphabet as lists count it (đ is the fifth)."""
    return _LETTERS.get(text.lower(), _LATIN.get(text.lower(), 0))


def split(text: str, low: str, patterns: Patterns) -> Lines:
    items: list[Line] = []
    position, gap = 0, 0
    words = _word_markers(patterns)
    for raw in text.split("\n"):
        own = raw.strip()
        if not own:
            position += len(raw) + 1
            gap += 1
            continue
        start = position + len(raw) - len(raw.lstrip())
        line = Line(start, start + len(own), own, low[start : start + len(own)], start - position, gap)
        line.trailing = raw[-1].isspace()
        _look(line, words)
        items.append(line)
        position += len(raw) + 1
        gap = 0
    lines = Lines(items)
    _starred(items)
    _small_romans(items)
    _pages(items, patterns)
    _wrap(lines)
    if lines.hard_wrapped:
        _cut_phrases(lines, patterns)
    return lines


@functools.cache
def _word_markers(patterns: Patterns) -> tuple[tuple[str, regex.Pattern[str]], ...]:
    return tuple((r.id, compile_pattern(patterns.source(r))) for r in patterns.rows("structure", use="marker"))


def _look(line: Line, words: tuple[tuple[str, regex.Pattern[str]], ...]) -> None:
    own, first = line.text, line.text[0]
    if first == "|" or (len(own) > 6 and "   " in own and len(_CELLS.findall(own)) >= 2):
        line.row = True
        if first == "|":
            return
    line.caps = is_caps(own)
    if first in _MAY_OPEN:
        line.marker = marker(own)
    if line.marker is None and first in "PpCcMmTtĐđBb":
        for style, pattern in words:
            if hit := pattern.match(line.low):
                line.marker = _word_marker(own, style, hit)
                break
    if line.marker is None and (hit := _BULLET.match(own)):
        line.bullet, line.body = ("-" if first in "-–—" else first), hit.end()
    elif line.marker is not None:
        line.body = line.marker.end
        while line.body < len(own) and own[line.body].isspace():
            line.body += 1


def is_caps(own: str) -> bool:
    """All letters are capitals, and there are some."""
    return own.upper() == own and own.lower() != own and sum(map(str.isalpha, own)) >= 3


def marker(own: str) -> Marker | None:
    """The numbering that a line begins with."""
    hit = _MARKER.match(own)
    if hit is None:
        return None
    rest = own[hit.end() :].lstrip()
    glued = hit.end() < len(own) and not own[hit.end()].isspace()
    first = rest[:1]
    if (text := hit.group("paren")) is not None:
        style, value = _one(text)
        return Marker(text, "paren-" + style, value, "", hit.end(), "()")
    if (text := hit.group("deep")) is not None:
        mark = hit.group("dsep").strip()
        if (not mark and (not rest or not first.isupper())) or (glued and not first.isupper() and first not in "\"“‘'("):
            return None
        parts = text.split(".")
        last = parts[-1]
        head = parts[0]
        if head[0].isalpha() and len(head) > 1 and not _ROMAN.fullmatch(head):
            return None
        value = int(last) if last.isdecimal() else letter(last)
        return Marker(
            text, f"deep{len(parts)}" if head.isdigit() else f"lettered{len(parts)}", value, ".".join(parts[:-1]), hit.end(), mark
        )
    text, mark = hit.group("one"), hit.group("sep").strip()
    if mark in ("-", "–", ":") and first and not first.isupper() and first not in "\"“‘'(":
        return None
    if glued and (mark[0] in "./-–" and not first.isupper() and first not in "\"“‘'("):
        return None
    if glued and mark[0] == "/" and len(rest) < 6 and " " not in rest:
        # a unit: `đ/USD`
        return None
    if len(text) > 1 and text[0].isalpha() and not text[-1].isdigit() and not _ROMAN.fullmatch(text):
        return None
    style, value = _one(text)
    if style == "number" and mark.startswith(")"):
        style = "bracket"
    return Marker(text, style, value, "", hit.end(), mark)


def _one(text: str) -> tuple[str, int]:
    if text.isdigit():
        return "number", int(text)
    if text.islower() and text[-1].isdigit():
        return "subletter", int(text[-1])
    if text.islower():
        return ("letter", letter(text)) if len(text) == 1 else ("small", roman(text))
    if text in ("C", "D", "L") or (len(text) == 1 and text not in "IVX"):
        return "capital", letter(text)
    return "roman", roman(text)


_ORDINALS = {c: i for i, c in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), 1)}


def _word_marker(own: str, style: str, hit: regex.Match[str]) -> Marker | None:
    number = hit.group("n")
    end = hit.end()
    mark = regex.match(r"\s*[.:)/]{0,2}\s?[-–—]?", own[end:])
    seps = mark.group().strip() if mark else ""
    rest = own[end + (mark.end() if mark else 0) :].lstrip()
    # `Phần thứ nhất là …` runs on
    if rest and not rest[0].isupper() and not rest[0].isdigit() and rest[0] not in '"“(':
        return None
    if style in ("article", "division", "appendix") and rest and not seps and not is_caps(rest):
        return None
    value = int(number) if number.isdecimal() else (roman(number) if _ROMAN.fullmatch(number) else 0)
    return Marker(" ".join(own[:end].split()), style, value, "", end + (mark.end() if mark else 0), seps)


def _small_romans(items: list[Line]) -> None:
    """`i)` before `ii)`, `v)` behind `iv)` and `x)` behind `ix)` are numerals, not letters."""
    marks = [line.marker for line in items if line.marker is not None and line.marker.style in ("letter", "small")]
    for n, mark in enumerate(marks):
        if mark.style == "letter" and mark.text == "i" and n + 1 < len(marks) and marks[n + 1].text == "ii":
            mark.style, mark.value = "small", 1
        elif (
            mark.style == "letter" and n and marks[n - 1].style == "small" and (marks[n - 1].text, mark.text) in (("iv", "v"), ("ix", "x"))
        ):
            mark.style, mark.value = "small", roman(mark.text)


def _starred(items: list[Line]) -> None:
    """Markdown's `* item` reads as two blanks in the clean view; where the text is not indented anyway that is a bullet."""
    pairs = [
        line for line in items if line.indent == 2 and not line.trailing and line.marker is None and line.bullet is None and not line.row
    ]
    if not pairs or len(pairs) * 4 > len(items):
        return
    for line in pairs:
        if "  " not in line.text and not line.caps:
            line.bullet, line.body = "*", 0


def _pages(items: list[Line], patterns: Patterns) -> None:
    """Marks page numbers and running heads as furniture. A column of figures is none: its neighbours are figures too."""
    page = patterns.compiled("structure", use="page-number")
    bare = [len(line.text) <= 24 and not line.row and page.match(line.low) is not None for line in items]
    n = len(items)
    numbered = patterns.compiled("structure", use="numbered-word")
    marked = [i for i in range(n) if bare[i] and not (i and bare[i - 1]) and not (i + 1 < n and bare[i + 1])]
    heads: dict[str, list[int]] = {}
    for i in marked:
        if i and items[i].gap == 0 and (items[i - 1].low[-1] == ":" or numbered.search(items[i - 1].low)):
            continue
        items[i].role = "furniture"
        for k in (i - 1, i + 1):
            if 0 <= k < n and len(items[k].text) <= 120 and items[k].marker is None and items[k].bullet is None:
                heads.setdefault(items[k].low, []).append(k)
    for places in heads.values():
        if len(places) >= 3:
            for k in places:
                items[k].role = "furniture"
    for line in items:
        if not line.row and not _NUMBERISH.search(line.text) and not any(c.isdigit() for c in line.text):
            line.role, line.bullet, line.marker = "rule", None, None


def _cut_phrases(lines: Lines, patterns: Patterns) -> None:
    """`… trong tháng` / `3. Tổng thu …`, `… Sở Lao động` / `- Thương binh …`: a phrase cut by the width of the page opens no item."""
    numbered = patterns.compiled("structure", use="numbered-word")
    for last, line in itertools.pairwise(lines.items):
        if line.gap or last.role or line.role or last.caps or len(last.text) < 0.72 * lines.width or last.text[-1] in ".:;!?,":
            continue
        if line.bullet == "-" and last.bullet is None and line.indent <= last.indent:
            line.bullet, line.body = None, 0
        elif line.marker is not None and last.marker is None and line.marker.style == "number" and numbered.search(last.low):
            line.marker, line.body = None, 0


def _wrap(lines: Lines) -> None:
    """A text is hard-wrapped where its lines are short and a fifth of the line ends cut a sentence in two."""
    items = [line for line in lines.items if not line.role and not line.row]
    lengths = sorted(len(line.text) for line in items)
    if len(lengths) < 4:
        return
    width = lengths[int(len(lengths) * 0.9)]
    cut = pairs = 0
    for a, b in itertools.pairwise(items):
        if b.gap == 0:
            pairs += 1
            if b.text[0].islower() and b.marker is None and b.bullet is None and a.text[-1] not in ".;:!?":
                cut += 1
    lines.hard_wrapped = 30 <= width <= 140 and cut >= 3 and cut * 5 >= pairs
    lines.width = width
