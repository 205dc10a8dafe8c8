"""What a cell holds: a number with its place, or one of the marks for no figure; and which decimal style a column writes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import regex

State = Literal["number", "blank", "none", "not_reported", "not_applicable", "text"]
Mark = Literal["comma", "point"]

_SHAPE = regex.compile(
    r"""\s*(?P<open>\()?\s*(?P<sign>[+\-–−]\s?)?(?P<open2>\()?(?P<number>[0-9]{1,3}(?:[\ \u00a0\u202f][0-9]{3})+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+)
        \s*(?P<percent>%)?\s*(?P<close>\))?(?:\s*(?:\*{1,3}|\((?:\*{1,3}|[0-9]{1,2}\*?)\)|[¹²³⁴⁵⁶⁷⁸⁹⁰]+\)?))?\s*""",
    regex.VERBOSE,
)
_BLANK = regex.compile(r"\s")
_NONE = frozenset(("-", "–", "—", "−", "--", "---"))
_NOT_REPORTED = frozenset(("…", "...", "..", "....", "…..", "n/a", "na"))
_NOT_APPLICABLE = frozenset(("x", "×"))
_COMMA_SURE = regex.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})|0,[0-9]+")
_POINT_SURE = regex.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,}|[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})|0\.[0-9]+")
_COMMA_DECIMALS = regex.compile(r",(?:[0-9]{1,2}|[0-9]{4,})$|\.[0-9]{3},[0-9]+$|^0,")
_POINT_DECIMALS = regex.compile(r"\.(?:[0-9]{1,2}|[0-9]{4,})$|,[0-9]{3}\.[0-9]+$|^0\.")
_COMMA_LIKELY = regex.compile(r"[0-9]{1,3}\.[0-9]{3}")
_POINT_LIKELY = regex.compile(r"[0-9]{1,3},[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as printed: `[start, end)` in the cell's text is the number with its sign, `value` waits for the column's style."""

    start: int
    end: int
    digits: str
    negative: bool = False
    signed: bool = False
    percent: bool = False


def state(text: str) -> State:
    """What kind of cell this is."""
    own = text.strip()
    if not own:
        return "blank"
    if own in _NONE:
        return "none"
    low = own.lower()
    if low in _NOT_REPORTED:
        return "not_reported"
    if low in _NOT_APPLICABLE:
        return "not_applicable"
    return "number" if number(text) is not None else "text"


def number(text: str) -> Printed | None:
    """The one number that fills a cell, footnote marks and a percent sign aside."""
    hit = _SHAPE.fullmatch(text)
    if hit is None:
        return None
    bracketed = bool(hit.group("open") or hit.group("open2"))
    if bracketed != bool(hit.group("close")) and not hit.group("open"):
        return None
    if hit.group("open") and not hit.group("close"):
        return None
    sign = (hit.group("sign") or "").strip()
    end = hit.end("percent") if hit.group("percent") else hit.end("number")
    start = hit.start("sign") if sign else hit.start("number")
    return Printed(
        start,
        end,
        hit.group("number"),
        sign in ("-", "–", "−") or (bracketed and sign != "+"),
        bool(sign) or bracketed,
        bool(hit.group("percent")),
    )


@dataclass(frozen=True, slots=True)
class Style:
    """The decimal mark of a column. `sure`: its numbers leave no other reading; `decimals`: some of them have decimals."""

    mark: Mark
    sure: bool
    decimals: bool


def style(samples: Iterable[str]) -> Style | None:
    """The style that the numbers of a column show, None where they leave it open."""
    shown = [_BLANK.sub("", s) for s in samples]
    comma = sum(_COMMA_SURE.fullmatch(s) is not None for s in shown)
    point = sum(_POINT_SURE.fullmatch(s) is not None for s in shown)
    if comma != point:
        mark: Mark = "comma" if comma > point else "point"
        decimal = _COMMA_DECIMALS if mark == "comma" else _POINT_DECIMALS
        return Style(mark, True, any(decimal.search(s) for s in shown))
    grouped = sum(_COMMA_LIKELY.fullmatch(s) is not None for s in shown)
    english = sum(_POINT_LIKELY.fullmatch(s) is not None for s in shown)
    if grouped != english and max(grouped, english) >= 2:
        return Style("comma" if grouped > english else "point", False, False)
    return None


def value(digits: str, style: Style) -> float | None:
    """The worth of a digit group in a style; a group that the style cannot read is read in the other one.

    In a column without decimals a mark before three digits groups, whichever it is: `220,000` among `180.000`.
    """
    bare = _BLANK.sub("", digits)
    decimal, group = (",", ".") if style.mark == "comma" else (".", ",")
    if not style.decimals and regex.fullmatch(rf"[1-9][0-9]{{0,2}}{regex.escape(decimal)}[0-9]{{3}}", bare):
        decimal, group = group, decimal
    if _fits(bare, decimal, group):
        return _read(bare, decimal, group)
    return _read(bare, group, decimal) if _fits(bare, group, decimal) else None


def _fits(digits: str, decimal: str, group: str) -> bool:
    return (
        regex.fullmatch(
            rf"[0-9]{{1,3}}(?:{regex.escape(group)}[0-9]{{3}})+(?:{regex.escape(decimal)}[0-9]+)?|[0-9]*(?:{regex.escape(decimal)}[0-9]+)?",
            digits,
        )
        is not None
    )


def _read(digits: str, decimal: str, group: str) -> float:
    return float(digits.replace(group, "").replace(decimal, "."))
