"""Vietnamese numerals: what a digit group or a run of number words is worth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

_GROUPED = regex.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_GROUPED_DECIMAL = regex.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+),([0-9]+)")
_DECIMAL = regex.compile(r"([0-9]+),([0-9]+)")
_ENGLISH_GROUPED = regex.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?")
_ENGLISH_BOTH = regex.compile(r"([0-9]{1,3}(?:,[0-9]{3})+)\.([0-9]+)")
_POINT = regex.compile(r"([0-9]+)\.([0-9]+)")


def digits(text: str) -> float | None:
    """The value of a digit group as a Vietnamese reader takes it: dots group thousands, the comma is decimal.

    A point that cannot group (`47.2`, `0.125`) is decimal; two or more commas group. None when it is no single number (a date, a list).
    """
    if text.isdecimal():
        return float(text)
    if _GROUPED.fullmatch(text):
        return float(text.replace(".", "")) if not text.startswith("0.") else float(text)
    if m := _GROUPED_DECIMAL.fullmatch(text):
        return float(m.group(1).replace(".", "") + "." + m.group(2))
    if m := _DECIMAL.fullmatch(text):
        return float(m.group(1) + "." + m.group(2))
    if _ENGLISH_BOTH.fullmatch(text) or _ENGLISH_GROUPED.fullmatch(text):
        return float(text.replace(",", ""))
    if m := _POINT.fullmatch(text):
        return float(text)
    if regex.fullmatch(r"[0-9]{4,}(?:\.[0-9]{3})+|[0-9]{1,3}(?:\.[0-9]{2,3})+", text):
        # a grouping with a slip: 1234.567 or 12.34.567
        return float(text.replace(".", ""))
    return None


@dataclass(frozen=True)
class NumberWords:
    """The vocabulary of number words, by role."""

    roles: dict[str, tuple[str, float]]
    multiples: dict[tuple[str, ...], float]

    def role(self, word: str) -> str:
        return self.roles[word][0] if word in self.roles else ""

    def scale(self, word: str) -> float | None:
        entry = self.roles.get(word)
        return entry[1] if entry and entry[0] == "scale" else None


def vocabulary(entries: Iterable[tuple[str, str, float]]) -> NumberWords:
    """From (word, role, value) entries."""
    roles: dict[str, tuple[str, float]] = {}
    multiples: dict[tuple[str, ...], float] = {}
    for word, role, value in entries:
        if role == "multiple":
            multiples[tuple(word.split())] = value
        else:
            roles[word] = (role, value)
    return NumberWords(roles, multiples)


def words(tokens: Sequence[str], begin: int, vocabulary: NumberWords) -> tuple[float, int] | None:
    """The value of the number words that begin at `begin`, and the index behind them; None when none begins there.

    Reads `ba mươi lăm`, `một trăm linh hai`, `hai nghìn năm trăm`, `nửa triệu`, `hai triệu rưỡi`. Bare `trăm`, `chục`, `nghìn`
    (`hàng nghìn người`) are no numbers, and two digits side by side (`hai ba người`) are not added up.
    """
    total, group, current = 0.0, 0.0, None
    i, last_scale = begin, 0.0
    end = len(tokens)
    while i < end:
        role, value = vocabulary.roles.get(tokens[i], ("", 0.0))
        if role == "digit" or (role == "digit-after-ten" and i > begin and vocabulary.role(tokens[i - 1]) in ("tens", "link")):
            if current is not None and vocabulary.role(tokens[i - 1]) == "digit":
                break
            current = (current or 0.0) + value
        elif role == "ten" and (current is None):
            current = value
        elif role in ("tens", "dozen") and current is not None and current < 10:
            current *= 10
        elif role == "hundred" and current is not None and current < 10:
            group, current = group + current * 100, None
            i += 1
            continue
        elif role == "half" and i == begin and i + 1 < end and vocabulary.scale(tokens[i + 1]):
            current = value
        elif (
            role == "link"
            and i > begin
            and vocabulary.role(tokens[i - 1]) in ("hundred", "scale")
            and i + 1 < end
            and vocabulary.role(tokens[i + 1]) == "digit"
        ):
            pass
        elif role == "scale" and (current is not None or group):
            total += (group + (current or 0.0)) * value
            group, current, last_scale = 0.0, None, value
        elif role == "half-after" and i > begin:
            before = vocabulary.role(tokens[i - 1])
            total += {"scale": last_scale * 0.5, "hundred": 50.0, "tens": 5.0, "dozen": 5.0}.get(before, 0.5)
            i += 1
            break
        else:
            break
        i += 1
    if i == begin:
        return None
    while i > begin and vocabulary.role(tokens[i - 1]) == "link":
        i -= 1
    return total + group + (current or 0.0), i
