"""Whether two printed figures can be the same: each stands for an interval, as wide as its last digit and its modifier leave it."""

from __future__ import annotations

import functools

import regex

from baocao_extract.language import numerals

_NUMBER = regex.compile(r"[0-9][0-9.,]*[0-9]|[0-9]")
_COUNTED = frozenset({"people", "households", "organisations", "cases", "items"})
# How far off a figure may be whose words say that it is not exact.
_LOOSE = 0.05
_ABOVE = frozenset({"over", "at_least"})
_BELOW = frozenset({"nearly", "at_most", "under"})


def precision(value: float, quote: str, kind: str) -> float:
    """What half of the last printed digit is worth in the value's unit; 0 for counts printed in full."""
    printed = _NUMBER.search(quote)
    base = numerals.digits(printed.group()) if printed else None
    if not printed or not base:
        return 0.0
    _, comma, decimals = printed.group().rpartition(",") if "," in printed.group() else ("", "", "")
    unit = abs(value / base) * 10.0 ** -(len(decimals) if comma else 0)
    return 0.0 if kind in _COUNTED and unit <= 1.0 else unit / 2


@functools.lru_cache(maxsize=16384)
def interval(value: float, upper: float | None, quote: str, modifier: str, kind: str) -> tuple[float, float]:
    """The least and the greatest value that the printed figure can stand for."""
    half = precision(value, quote, kind)
    low, high = value - half, (value if upper is None else upper) + half
    room = _LOOSE * abs(value)
    if modifier in _ABOVE or modifier == "about":
        high += room
    if modifier in _BELOW or modifier == "about":
        low -= room
    return low, high


def agree(a: tuple[float, float], b: tuple[float, float]) -> bool:
    """Whether two intervals have values in common; two rounded figures that only touch (3,05 and 3,06) have none."""
    room = 1e-9 * max(abs(a[1]), abs(b[1]), 1.0)
    shared = min(a[1], b[1]) - max(a[0], b[0])
    both_rounded = a[1] - a[0] > room and b[1] - b[0] > room
    return shared > room if both_rounded else shared >= -room
