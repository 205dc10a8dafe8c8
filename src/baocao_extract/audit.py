"""Figures that contradict each other: parts that do not sum, shares and changes that do not follow from their counts.

Nothing is corrected: a doubt becomes a `Finding` with the spans of all figures concerned and, where it can be told, the probable cause.
Each stated figure stands for an interval: half a unit of its last printed digit to both sides, and the open side that its modifier leaves.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

import regex

from baocao_extract.model import Finding, Indicator

# A list of parts that misses its total by more than this is taken as a partial list, not as a contradiction.
_NEARLY = 0.05
# How far the parts of a list that a colon announces may go beyond its total and still be its parts, one digit being wrong.
_ANNOUNCED = 0.1
# How far behind a share, in characters, the plan may stand that it is a share of.
_BRACKET_BEHIND = 40
_NUMBER = regex.compile(r"[0-9][0-9.,]*[0-9]|[0-9]")


def findings(indicators: Sequence[Indicator], text: str) -> list[Finding]:
    """All contradictions within one document, in text order."""
    by_id = {i.id: i for i in indicators}
    found = [*_sums(indicators, by_id, text), *_shares(indicators, by_id, text), *_changes(indicators, by_id)]
    found.sort(key=lambda f: f.spans[0])
    return found


def _last_digit(indicator: Indicator) -> float:
    """What one unit of the last printed digit is worth."""
    printed = _NUMBER.search(indicator.quote)
    if printed is None:
        return 0.0
    shown = printed.group()
    whole, comma, decimals = shown.partition(",")
    if not comma and regex.fullmatch(r"[0-9]+\.[0-9]{1,2}", shown):
        whole, decimals = shown.split(".")
    try:
        base = float(whole.replace(".", "") + ("." + decimals if decimals else ""))
    except ValueError:
        return 0.0
    factor = abs(indicator.value) / base if base else 1.0
    return factor * 10.0 ** -len(decimals)


def _half(indicator: Indicator) -> float:
    """Rounding room of a stated figure: half its last digit where it is rounded at all; whole counts are exact."""
    unit = _last_digit(indicator)
    return (
        0.0
        if unit <= 1.0
        and indicator.kind in ("people", "households", "organisations", "cases", "items")
        and indicator.value == int(indicator.value)
        else unit / 2
    )


def _loose(indicators: Sequence[Indicator]) -> float:
    """Additional room that modifiers leave: a twentieth of every figure that is only about, over or nearly what is printed."""
    return sum(0.05 * abs(i.value) for i in indicators if i.modifier != "exact")


def _sums(indicators: Sequence[Indicator], by_id: dict[int, Indicator], text: str) -> Iterator[Finding]:
    children: dict[int, list[Indicator]] = {}
    for i in indicators:
        # the divisions of a table, by rows and by columns, are told apart in `audit_tables`
        if i.part_of is not None and i.table is None:
            children.setdefault(i.part_of, []).append(i)
    for whole_id, all_parts in children.items():
        whole, parts = by_id[whole_id], _siblings(all_parts)
        announced = ":" in text[whole.end : parts[0].start]
        if (found := sum_finding(whole, parts, announced=announced)) is not None:
            yield found


def sum_finding(whole: Indicator, parts: Sequence[Indicator], *, announced: bool = False) -> Finding | None:
    """BF101: the doubt about a whole whose parts, all of one division, do not sum to it; None when they do or cannot be judged.

    Parts that stay below their whole may be only some of them, and two that go beyond it may overlap: that is doubted where one wrong or
    transposed digit explains it. `announced`: a colon stands before the list.
    """
    if len(parts) < 2 or whole.upper is not None or not whole.value:
        return None
    total = sum(p.value for p in parts)
    room = _half(whole) + sum(_half(p) for p in parts) + _loose([whole, *parts]) + 1e-6 * abs(whole.value)
    gap = total - whole.value
    if abs(gap) <= room:
        return None
    near = abs(gap) <= _NEARLY * abs(whole.value)
    cause = _cause(whole, parts, total)
    if cause is None and not near and announced and _NEARLY < gap / whole.value <= _ANNOUNCED and len(parts) > 2:
        cause = _digit(whole, parts, total)
    if cause is None and not (near and gap > 0 and len(parts) > 2):
        return None
    return Finding(
        code="BF101", severity="error" if cause else "warning", cause=cause,
        message=f"the parts of {whole.quote!r} sum to {_plain(total)}, not {_plain(whole.value)} (difference {_plain(gap)})",
        spans=[(whole.start, whole.end), *((p.start, p.end) for p in parts)], indicators=[whole.id, *(p.id for p in parts)],
    )  # fmt: skip


def _siblings(parts: Sequence[Indicator]) -> list[Indicator]:
    """The parts that are of one division: what is stated for the same period, in text order."""
    periods = {p.period for p in parts}
    return list(parts) if len(periods) == 1 else [p for p in parts if p.period == parts[0].period]


def _cause(whole: Indicator, parts: Sequence[Indicator], total: float) -> str | None:
    near = abs(total - whole.value) <= _NEARLY * abs(whole.value)
    stated, wanted = _digits(whole.value), _digits(total)
    if _transposed(stated, wanted):
        return f"digits transposed: {_plain(whole.value)} for {_plain(total)}"
    for part in parts:
        needed = whole.value - (total - part.value)
        if needed <= 0:
            continue
        # two digits that fit in reverse are chance where nothing else is near
        if _transposed(_digits(part.value), _digits(needed)) and (near or len(_digits(part.value).rstrip("0")) > 2):
            return f"digits transposed: {part.quote!r} for {_plain(needed)}"
        for factor in (1000, 100, 10):
            if abs(part.value * factor - needed) < 1e-6 * needed or abs(part.value / factor - needed) < 1e-6 * needed:
                return f"a factor of {factor}: {part.quote!r} for {_plain(needed)}"
    return _digit(whole, parts, total) if near else None


def _digit(whole: Indicator, parts: Sequence[Indicator], total: float) -> str | None:
    """One digit wrong, of the whole or of a part; which part is said only where one alone fits."""
    if _one_digit(_digits(whole.value), _digits(total)):
        return f"one digit wrong: {_plain(whole.value)} for {_plain(total)}"
    fitting = []
    for part in parts:
        needed = whole.value - (total - part.value)
        if needed > 0 and _one_digit(_digits(part.value), _digits(needed)):
            fitting.append((part, needed))
    if len(fitting) == 1:
        return f"one digit wrong: {fitting[0][0].quote!r} for {_plain(fitting[0][1])}"
    return "one digit of a part wrong" if fitting else None


def _one_digit(a: str, b: str) -> bool:
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _digits(value: float) -> str:
    return f"{abs(value):.10g}".replace(".", "")


def _transposed(a: str, b: str) -> bool:
    """Two neighbouring digits stand in each other's place."""
    if len(a) != len(b) or a == b:
        return False
    wrong = [k for k in range(len(a)) if a[k] != b[k]]
    return len(wrong) == 2 and wrong[1] == wrong[0] + 1 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]


def _shares(indicators: Sequence[Indicator], by_id: dict[int, Indicator], text: str) -> Iterator[Finding]:
    doubts: list[tuple[Indicator, Indicator, Indicator]] = []
    plans = sorted((i for i in indicators if i.status == "plan"), key=_start)
    for share in indicators:
        if share.role != "share" or share.kind != "percent" or share.of is None or share.upper is not None or share.modifier != "exact":
            continue
        level = by_id[share.of]
        base = _base(share, level, plans, by_id, text)
        if base is None or base.value <= 0 or level.upper is not None or base.upper is not None:
            continue
        if level.modifier != "exact" or base.modifier != "exact":
            continue
        low = 100 * (level.value - _half(level)) / (base.value + _half(base))
        high = 100 * (level.value + _half(level)) / max(base.value - _half(base), 1e-9)
        room = _last_digit(share)
        if low - room <= share.value <= high + room:
            continue
        if not 0.5 < 100 * level.value / base.value / max(share.value, 1e-9) < 2:
            continue  # a share of something else
        doubts.append((share, level, base))
    of_base = Counter(base.id for _, _, base in doubts)
    for share, level, base in doubts:
        # one misprint is likely; where several parts of one whole differ, their shares are of something else (of a plan each)
        if of_base[base.id] > 1:
            continue
        expected = 100 * level.value / base.value
        yield Finding(
            code="BF102", severity="warning", cause=_share_cause(share.value, expected),
            message=f"{level.quote} of {base.quote} is {expected:.2f}%, not {share.quote}",
            spans=[(share.start, share.end), (level.start, level.end), (base.start, base.end)], indicators=[share.id, level.id, base.id],
        )  # fmt: skip


def _share_cause(stated: float, expected: float) -> str | None:
    a = f"{stated:g}".replace(".", "")
    places = len(f"{stated:g}".partition(".")[2])
    b = f"{expected:.{places}f}".replace(".", "")
    if _transposed(a, b):
        return f"digits transposed: {stated:g} for {expected:.{places}f}"
    if _one_digit(a, b):
        return f"one digit wrong: {stated:g} for {expected:.{places}f}"
    return None


def _start(indicator: Indicator) -> int:
    return indicator.start


def _base(share: Indicator, level: Indicator, plans: Sequence[Indicator], by_id: dict[int, Indicator], text: str) -> Indicator | None:
    """What the share is a share of, where the text leaves no doubt: the whole of an x/y form, or the plan figure in the bracket. `plans` in text order."""
    between = text[level.end : share.start]
    if level.part_of is not None:
        whole = by_id[level.part_of]
        fraction = text[level.end : whole.start].strip() == "/"
        closes = text[share.end : share.end + 1] in (")", ".", ",", ";", "\n", "")
        if fraction and closes and len(text[whole.end : share.start]) < 60:
            return whole
        if closes and "(" in between and len(between) < 40 and not _NUMBER.search(between):
            return whole
    for plan in plans[bisect_right(plans, share.end, key=_start) :]:
        if plan.start >= share.end + _BRACKET_BEHIND:
            break
        if plan.kind == level.kind and "(" in text[share.end : plan.start]:
            return plan
    return None


def _changes(indicators: Sequence[Indicator], by_id: dict[int, Indicator]) -> Iterator[Finding]:
    """An absolute and a relative change of the same level against the same time must agree."""
    groups: dict[tuple[int, str | None], list[Indicator]] = {}
    for change in indicators:
        if change.role == "change" and change.of is not None and change.upper is None and change.modifier == "exact":
            groups.setdefault((change.of, change.baseline), []).append(change)
    for (of, _), group in groups.items():
        level = by_id[of]
        absolute = [c for c in group if c.kind == level.kind]
        relative = [c for c in group if c.kind == "percent" and c.unit == "%"]
        if len(absolute) != 1 or len(relative) != 1 or level.role != "level" or level.modifier != "exact" or level.kind == "percent":
            continue
        before = level.value - absolute[0].value
        if before <= 0:
            continue
        expected = 100 * absolute[0].value / before
        room = _last_digit(relative[0]) + abs(100 * _half(absolute[0]) / before) + abs(100 * _half(level) / before)
        if abs(expected - relative[0].value) > room and 0.5 < expected / (relative[0].value or 1) < 2:
            yield Finding(
                code="BF103", severity="warning", message=f"a change of {absolute[0].quote} to {level.quote} is {expected:.2f}%, not {relative[0].quote}",
                spans=[(relative[0].start, relative[0].end), (absolute[0].start, absolute[0].end), (level.start, level.end)],
                indicators=[relative[0].id, absolute[0].id, level.id],
            )  # fmt: skip


def _plain(value: float) -> str:
    return f"{value:,.10g}"
