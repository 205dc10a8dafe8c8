"""One number as printed: digit groups with the faults of typing read through, ranges, and numbers in words."""

from __future__ import annotations

from dataclasses import dataclass

from baocao_extract.language import numerals
from baocao_extract.language.tokens import Tokens
from baocao_extract.quantities.lexicon import Lexicon


@dataclass(slots=True)
class Printed:
    """`value` of the tokens `[first, behind)`; `upper` closes a range whose unit stands once, at the end."""

    first: int
    behind: int
    value: float
    upper: float | None = None
    grouped: bool = False
    three_decimals: bool = False


_PERCENT = frozenset("%‰")


def at(tokens: Tokens, i: int, lexicon: Lexicon) -> Printed | None:
    """The digit group at token `i`, mended where a blank fell into it; None when it is no single number."""
    text = tokens.text[i]
    value = numerals.digits(text)
    if value is None:
        return None
    printed = Printed(
        i, i + 1, value, grouped=text.count(".") > 0 and len(text.rpartition(".")[2]) == 3, three_decimals=_three_decimals(text)
    )
    mended = _mend(tokens, i, lexicon)
    return mended or printed


def _three_decimals(text: str) -> bool:
    return text.count(",") == 1 and "." not in text and len(text.partition(",")[2]) == 3 and text[0] != "0" and len(text) <= 7


def _mend(tokens: Tokens, i: int, lexicon: Lexicon) -> Printed | None:
    """`1. 268 người`, `25, 7%`, `7 ,5 triệu`, `10 3,3%`, `7 7 vạn`: a blank inside a number, only where a unit follows directly."""
    text, start, end = tokens.text, tokens.start, tokens.end
    n = len(text)
    if i + 2 < n and text[i + 1] in ".," and text[i + 2][0].isdigit() and end[i + 1] - start[i + 1] == 1:
        mark, tail = text[i + 1], text[i + 2]
        gaps = (start[i + 1] - end[i]) + (start[i + 2] - end[i + 1])
        if gaps == 1 and text[i].isdigit() and i + 3 < n:
            follower = text[i + 3]
            measured = follower in _PERCENT or lexicon.numbers.scale(follower) is not None
            # no number of three digits begins with a nought: `2. 058 (92,95%)`
            split = tail[0] == "0" or measured or lexicon.units.after(text, i + 3) is not None
            if mark == "." and len(tail) == 3 and tail.isdigit() and split:
                value = numerals.digits(f"{text[i]}.{tail}")
            elif mark == "," and tail.isdigit() and len(tail) <= 3 and measured and len(text[i]) <= 3:
                value = numerals.digits(f"{text[i]},{tail}")
            else:
                value = None
            if value is not None:
                return Printed(i, i + 3, value)
    if i + 2 < n and text[i].isdigit() and len(text[i]) <= 2 and start[i + 1] - end[i] == 1 and text[i + 1][0].isdigit():
        tail, follower = text[i + 1], text[i + 2]
        joined = text[i] + tail
        close = start[i + 2] - end[i + 1] <= 1
        if (
            close
            and len(tail.partition(",")[0]) <= 2
            and (
                follower in _PERCENT
                or lexicon.numbers.scale(follower) is not None
                or (len(joined) <= 3 and lexicon.units.after(text, i + 2))
            )
        ):
            value = numerals.digits(joined)
            if value is not None:
                return Printed(i, i + 2, value)
    return None


def in_words(tokens: Tokens, i: int, lexicon: Lexicon) -> Printed | None:
    """The number words that begin at token `i`."""
    found = numerals.words(tokens.text, i, lexicon.numbers)
    if found is None:
        return None
    return Printed(i, found[1], found[0])
