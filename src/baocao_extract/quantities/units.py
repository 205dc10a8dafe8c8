"""What stands behind a number: scale words, currency, counted noun, denominator; and so the kind and the value in its unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from baocao_extract.language import numerals
from baocao_extract.language.tokens import Tokens
from baocao_extract.model import Kind
from baocao_extract.quantities.lexicon import Lexicon

MILLION = 1_000_000
_MEASURES: frozenset[Kind] = frozenset(("area", "mass", "volume", "length", "energy"))
# What a rate may be counted per: `/100.000 dân`, `/1 vạn dân`.
_ROUND = frozenset(("1", "10", "100", "1000", "1.000", "10.000", "100.000", "1.000.000", "10000", "100000"))


@dataclass(slots=True)
class Measured:
    """The unit behind a number: tokens `[first, behind)`. `factor` multiplies the printed value; `extra` is added to it
    (`119 tỷ 214 triệu đồng`). `noun` is the token where the unit itself begins behind scale words that are multiplied out. `row` is the row of `units` that named it, empty for an open noun."""

    first: int
    behind: int
    kind: Kind
    factor: float
    extra: float
    row: str
    scale: float = 1.0
    known: bool = True
    noun: int = -1


def measure(tokens: Tokens, flow: str, i: int, lexicon: Lexicon) -> Measured | None:
    """The unit that begins at token `i`, if a known one does."""
    text = tokens.text
    n = len(text)
    scale, extra, k = 1.0, 0.0, i
    while k < n and (step := _scale(tokens, k, lexicon)) is not None:
        scale *= step
        k += 1
    if scale >= MILLION and k < n and text[k][0].isdigit() and (rest := _smaller_scale(tokens, k, scale, lexicon)):
        extra, k = rest
    if k >= n:
        return _bare_money(tokens, i, k, scale, extra, lexicon)
    found = lexicon.units.after(text, k)
    if found is not None and not _misread(tokens, flow, k, found[1], found[0].word, lexicon):
        unit, behind = found
        kind: Kind = unit.kind
        if kind in ("money", "foreign_money"):
            return _money(tokens, i, behind, kind, scale * unit.factor, extra, unit.row, lexicon)
        if kind == "percent" and scale != 1:
            return None
        if (unit.word in lexicon.visits and _visitors(tokens, i, behind, lexicon)) or (
            unit.word in lexicon.seats and _enrols(tokens, i, lexicon)
        ):
            kind = "people"
        elif kind == "ratio" and unit.row == "times" and not _multiplies(tokens, i, lexicon):
            kind = "cases"
        denominator = _denominator(tokens, behind, lexicon)
        if denominator == behind and kind in _MEASURES and text[behind : behind + 1] and text[behind].isalpha():
            # `26 m2 sàn/người`
            denominator = max(behind, _denominator(tokens, behind + 1, lexicon)) if text[behind + 1 : behind + 2] == ["/"] else behind
        if denominator > behind and kind not in ("percent", "ratio"):
            return Measured(i, denominator, "rate", scale, extra, unit.row, scale, noun=k)
        return Measured(i, max(behind, denominator) if kind == "percent" else behind, kind, scale, extra, unit.row, scale, noun=k)
    if scale > 1 and text[k] == "/" and (denominator := _denominator(tokens, k, lexicon)) > k:
        return Measured(i, denominator, "price", scale, extra, "bare-scale", scale)
    if scale == 1 and text[k] == "/" and k == i and tokens.start[k] == tokens.end[i - 1] and _grouped_price(text[i - 1]):
        denominator = _denominator(tokens, k, lexicon)
        if denominator > k:
            return Measured(i, denominator, "price", 1.0, 0.0, "bare-price", 1.0)
    return _bare_money(tokens, i, k, scale, extra, lexicon)


def _grouped_price(number: str) -> bool:
    return number.endswith(("000", "500"))


def _scale(tokens: Tokens, k: int, lexicon: Lexicon) -> float | None:
    word = tokens.text[k]
    if word in lexicon.scale_abbreviations:
        follower = lexicon.units.after(tokens.text, k + 1)
        if not (follower is not None and follower[0].kind == "money") and tokens.text[k + 1 : k + 2] != ["."]:
            return None
    return lexicon.numbers.scale(word)


def _smaller_scale(tokens: Tokens, k: int, scale: float, lexicon: Lexicon) -> tuple[float, int] | None:
    """`214 triệu` behind `119 tỷ`: what is to be added, in single units, and the index behind its scale words."""
    value = numerals.digits(tokens.text[k])
    if value is None or k + 1 >= len(tokens):
        return None
    step = lexicon.numbers.scale(tokens.text[k + 1])
    if step is None or step >= scale or value * step >= scale:
        return None
    return value * step, k + 2


def _misread(tokens: Tokens, flow: str, k: int, behind: int, word: str, lexicon: Lexicon) -> bool:
    """A one-letter unit must stand directly behind its number or alone; a unit that is the first part of a name is none."""
    if word in lexicon.small_only:
        following = tokens.text[behind] if behind < len(tokens) else ""
        glued = behind < len(tokens) and tokens.start[behind] == tokens.end[behind - 1]
        if glued and (
            following.isalnum()
            or (
                following == "."
                and behind + 1 < len(tokens)
                and tokens.text[behind + 1].isalnum()
                and tokens.start[behind + 1] == tokens.end[behind]
            )
        ):
            return True
        if flow[tokens.start[k]].isupper() and word not in lexicon.small_capitals:
            return True
    return False


def _multiplies(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """`gấp 2 lần`, `tăng 1,5 lần`: a factor; `đã họp 3 lần`: a count of events."""
    text = tokens.text
    if "," in text[i - 1]:
        return True
    for j in range(i - 2, max(-1, i - 5), -1):
        if text[j] in lexicon.comparison:
            return True
        if not text[j].isalpha() or text[j] in lexicon.list_words:
            break
    return False


def _enrols(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """`tuyển 1.180 chỉ tiêu`, `10.640 chỉ tiêu tuyển sinh`: seats are counted for people."""
    near = tokens.text[max(0, i - 30) : i + 14]
    return any(word in lexicon.enrolment for word in near)


def _visitors(tokens: Tokens, i: int, behind: int, lexicon: Lexicon) -> bool:
    """`21.500 lượt khách`, `khách quốc tế 21.500 lượt`; not `đoàn đông người: 12 lượt đoàn`."""
    if _person_at(tokens.text, behind, lexicon):
        return True
    return lexicon.units.after(tokens.text, behind) is None and _guests_before(tokens, i, lexicon)


def _person_at(text: Sequence[str], k: int, lexicon: Lexicon) -> bool:
    """`21.500 lượt khách`, `lượt hội viên`: people are counted, each time anew."""
    if k >= len(text):
        return False
    found = lexicon.units.after(text, k)
    return text[k] in lexicon.guest or (found is not None and found[0].kind == "people")


def _guests_before(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """`khách quốc tế 21.500 lượt`: the visitors are named before the number."""
    text = tokens.text
    for j in range(i - 2, max(-1, i - 20), -1):
        if text[j] in lexicon.guest:
            return not text[j - 1][0].isdigit()  # `1.864 lượt với 2.317 người, giảm 211 lượt`
        if text[j] in (";", ".", "(", "\n"):
            break
    return False


def _money(tokens: Tokens, i: int, behind: int, kind: Kind, scale: float, extra: float, row: str, lexicon: Lexicon) -> Measured:
    per = _denominator(tokens, behind, lexicon)
    if per > behind:
        return Measured(i, per, "price", scale, extra, row, scale)
    if kind == "foreign_money":
        return Measured(i, behind, kind, scale, extra, row, scale)
    return Measured(i, behind, "money", scale / MILLION, extra / MILLION, row, scale)


def _bare_money(tokens: Tokens, i: int, k: int, scale: float, extra: float, lexicon: Lexicon) -> Measured | None:
    """`28 triệu` with nothing to count behind it is money; a bare `nghìn` is not."""
    if scale < MILLION:
        return None
    if k >= len(tokens) or not tokens.text[k][0].isalpha() or tokens.text[k] in lexicon.money_stop:
        return Measured(i, k, "money", scale / MILLION, extra / MILLION, "bare-scale", scale)
    return None


def _denominator(tokens: Tokens, k: int, lexicon: Lexicon) -> int:
    """Index behind `/người/tháng`, `/1 vạn dân`, `một kg`, `trên mỗi hộ`, or `k` when there is none."""
    text, n = tokens.text, len(tokens)
    j = k
    while j + 1 < n and text[j] == "/":
        m = j + 1
        while m + 1 < n and (text[m] in _ROUND or (lexicon.numbers.scale(text[m]) and text[m + 1][0].isalpha())):
            m += 1
        if m >= n:
            break
        unit = lexicon.units.after(text, m)
        if unit is None and not (text[m].isalpha() and m == j + 1):
            break
        j = unit[1] if unit else m + 1
    if j > k:
        return j
    if (per := lexicon.per.after(text, j)) and (unit := lexicon.units.after(text, per[1])) and unit[0].kind not in ("money", "percent"):
        return unit[1]
    return k


def open_noun(tokens: Tokens, flow: str, i: int, lexicon: Lexicon) -> Measured | None:
    """A lower-case word that no row names, directly behind a number: a counted thing all the same, marked as unknown."""
    text, n = tokens.text, len(tokens)
    scale, k = 1.0, i
    while k < n and (step := lexicon.numbers.scale(text[k])) is not None:
        scale *= step
        k += 1
    if k >= n or not text[k].isalpha() or text[k] in lexicon.not_a_noun or len(text[k]) < 2:
        return None
    if flow[tokens.start[k]].isupper() or tokens.start[k] - tokens.end[k - 1] > 1:
        return None
    second = text[k + 1] if k + 1 < n and text[k + 1].isalpha() and flow[tokens.start[k + 1]].islower() else ""
    third = text[k + 2] if second and k + 2 < n and text[k + 2].isalpha() and flow[tokens.start[k + 2]].islower() else ""
    kind: Kind = "people" if second in lexicon.people_syllables or third in lexicon.people_suffixes else "items"
    return Measured(i, k + 1, kind, scale, 0.0, "", scale, known=False, noun=k)
