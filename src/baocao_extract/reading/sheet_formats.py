"""Numbers and dates of a spreadsheet as the sheet shows them, in Vietnamese style: `1.234,5`, `-`, `12,5%`, `31/12/2020`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

import regex

_GENERAL_DIGITS = 10
_LARGEST = 1e15
_QUOTED = regex.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]')
_UNSEEN = regex.compile(r"\[[^\]]*\]|_.|\*.")
_DIGITS = regex.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?|\.[#0?]+")
_NOT_DATE = regex.compile(r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*.', regex.IGNORECASE)
_DATE_LETTERS = frozenset("dmyhs")


class _Section(NamedTuple):
    """One part of a number format: what stands before and behind the digits, and how these are written (None: no digits at all)."""

    before: str
    behind: str
    digits: str | None
    percent: bool
    general: bool


def shown(value: object, code: str | None) -> str:
    """A cell's value as its number format shows it."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return number(float(value), code or "General")
        case datetime() | date() | time() | timedelta():
            return moment(value, code or "")
        case _:
            return str(value)


def moment(value: datetime | date | time | timedelta, code: str) -> str:
    """A date: day/month/year, without the day where the format shows none; a time of day follows where there is one."""
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, time):
        return f"{value.hour:02d}:{value.minute:02d}"
    letters = set(_NOT_DATE.sub("", code).lower())
    form = f"{value.month:02d}/{value.year:04d}"
    if letters & _DATE_LETTERS and "d" not in letters:
        form = form if "m" in letters else f"{value.year:04d}"
    else:
        form = f"{value.day:02d}/{form}"
    if isinstance(value, datetime) and (value.hour or value.minute):
        form += f" {value.hour:02d}:{value.minute:02d}"
    return form


def number(value: float, code: str) -> str:
    """A number by its format; what is no usual format (scientific, fractions) is shown as General."""
    sections = _sections(code)
    if value < 0 and len(sections) > 1:
        chosen, sign, value = sections[1], "", -value
    elif value == 0 and len(sections) > 2:
        chosen, sign = sections[2], ""
    else:
        chosen, sign, value = sections[0], "-" if value < 0 else "", abs(value)
    if chosen.general:
        body = _general(value)
    elif chosen.digits is None:
        return (chosen.before + chosen.behind).strip()
    else:
        body = _by_digits(value * 100 if chosen.percent else value, chosen.digits)
    if not body.strip("0.,"):
        sign = ""
    return (
        f"{chosen.before.lstrip()}{sign}{body}{chosen.behind.rstrip()}"
        if not sign
        else f"{sign}{chosen.before.lstrip()}{body}{chosen.behind.rstrip()}"
    )


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section, ...]:
    return tuple(_section(part) for part in _split(code)[:3])


def _split(code: str) -> list[str]:
    """The sections of a format; a semicolon in quotation marks divides nothing."""
    parts, quoted = [""], False
    for c in code:
        quoted ^= c == '"'
        if c == ";" and not quoted:
            parts.append("")
        else:
            parts[-1] += c
    return parts


def _section(part: str) -> _Section:
    literals: list[str] = []

    def kept(hit: regex.Match[str]) -> str:
        literals.append(next((g for g in hit.groups() if g is not None), ""))
        return chr(0xE000 + len(literals) - 1)

    # Words in the format are set aside, so that a digit or sign in them is not taken for a place of the number.
    bare = _UNSEEN.sub("", _QUOTED.sub(kept, part)).replace("@", "")

    def words(text: str) -> str:
        return "".join(literals[ord(c) - 0xE000] if 0xE000 <= ord(c) < 0xE000 + len(literals) else "" if c in "#0?" else c for c in text)

    places = _DIGITS.search(bare)
    odd = part.strip() == "@" or "general" in bare.lower() or "E+" in bare or "E-" in bare or regex.search(r"[#0?]\s*/\s*[#0?\d]", bare)
    if odd:
        return _Section("", "", None, False, True)
    if places is None or not set("#0") & set(places[0]):
        return _Section(words(bare), "", None, False, False)
    before, behind = bare[: places.start()], bare[places.end() :]
    return _Section(words(before), words(behind), places[0], "%" in bare, False)


def _by_digits(value: float, digits: str) -> str:
    whole, _, decimals = digits.partition(".")
    value /= 1000 ** (len(whole) - len(whole.rstrip(",")))
    if abs(value) >= _LARGEST:
        return _general(value)
    least = sum(c == "0" for c in decimals)
    text = f"{value:,.{len(decimals)}f}" if "," in whole.rstrip(",") else f"{value:.{len(decimals)}f}"
    body, _, tail = text.partition(".")
    while len(tail) > least and tail.endswith("0"):
        tail = tail[:-1]
    body = body.replace(",", ".")
    places = sum(c == "0" for c in whole)
    if places > 1 and "." not in body:
        body = body.zfill(places)
    return body + ("," + tail if tail else "")


def _general(value: float) -> str:
    text = f"{value:.{_GENERAL_DIGITS}g}"
    if "e" in text:
        text = f"{value:.0f}" if 1 <= abs(value) < _LARGEST else f"{value:.10f}".rstrip("0") if abs(value) < 1 else text
    return text.rstrip(".").replace(".", ",")
