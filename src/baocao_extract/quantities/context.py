"""What the words around a number say of it: modifier, role, whether a duration measures, and the unit that only they name."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from baocao_extract.draft import Draft, Quantity
from baocao_extract.language.numerals import digits
from baocao_extract.model import Kind, Modifier, Role
from baocao_extract.quantities.lexicon import Lexicon
from baocao_extract.quantities.numbers import Printed
from baocao_extract.quantities.units import Measured, measure

_CLAUSE_END = frozenset((";", ".", "(", ")", "\n", "!", "?", ":", "…"))
_STOP = _CLAUSE_END | {","}
# Words between a figure and the `trở lên` that belongs to it.
_OPEN_RANGE = 7
_COUNTED: frozenset[Kind] = frozenset(("households", "people", "organisations", "cases", "items"))
_SUMMABLE: frozenset[Kind] = _COUNTED | {"money", "area", "mass"}
_MARGIN = frozenset((",", ";", ")", ".", "\n", "…", "]", "("))
# `lớp 5`, `khu 3`: what is only numbered is numbered low.
_ORDINAL = 50


def colour(draft: Draft, quantity: Quantity, printed: Printed, unit: Measured, before: Sequence[Quantity], lexicon: Lexicon) -> None:
    """Sets modifier, role and the sign of a change."""
    text = draft.tokens.text
    first = printed.first
    lead = first
    comparative = lexicon.roles.before(text, first)
    found = lexicon.modifiers.before(text, first)
    if found is not None and comparative is not None and comparative[1] < found[1] and comparative[0]["role"] == "change":
        found = None  # the `hơn` of `cao hơn`
    if found is not None:
        quantity.modifier, lead = found
    behind = max(unit.behind, printed.behind)
    if (after := lexicon.modifiers_after.after(text, behind) or _open_range(text, first, behind, lexicon)) is not None:
        quantity.modifier = after[0]
    quantity.lead = draft.tokens.start[lead]
    _take_list_kind(quantity, before)
    role = _role(draft, quantity, lead, before, lexicon, bool(after))
    if role is None:
        return
    quantity.role, sign = role
    if sign < 0:
        quantity.value = -quantity.value
        if quantity.upper is not None:
            quantity.value, quantity.upper = -quantity.upper, quantity.value


def _open_range(text: Sequence[str], first: int, behind: int, lexicon: Lexicon) -> tuple[Modifier, int] | None:
    """`từ 2.000 hội viên mới trở lên`: words of the counted thing before the words that leave the range open."""
    if not first or text[first - 1] not in lexicon.range_openers:
        return None
    for k in range(behind, min(behind + _OPEN_RANGE, len(text))):
        if (found := lexicon.modifiers_after.after(text, k)) is not None:
            return found
        if not text[k].isalpha():
            return None
    return None


def _role(
    draft: Draft, quantity: Quantity, lead: int, before: Sequence[Quantity], lexicon: Lexicon, open_ended: bool
) -> tuple[Role, int] | None:
    """Role and sign; None for a plain level."""
    tokens = draft.tokens
    text = tokens.text
    percentage = quantity.kind == "percent"
    if (
        before
        and percentage
        and before[-1].kind == "percent"
        and before[-1].role == "change"
        and lead == tokens.at(before[-1].end) + 1
        and (text[lead - 1] in lexicon.and_words)
    ):
        # `giảm lần lượt 18,9% và 12,8%`
        return ("change", -1 if before[-1].value < 0 else 1)
    if (
        before
        and percentage
        and before[-1].kind == "percent"
        and before[-1].role == "change"
        and _compared_too(draft, lead, before[-1], lexicon)
    ):
        return ("change", -1 if before[-1].value < 0 else 1)
    if (
        percentage
        and before
        and lead
        and text[lead - 1] == ":"
        and before[-1].kind == "percent"
        and _same_list(draft, before[-1], quantity)
    ):
        return ("change", 1)
    behind = tokens.at(quantity.end)
    if not percentage and lexicon.shortfall.before(text, lead) is not None and lexicon.compared.after(text, behind) is not None:
        return ("change", -1)
    default: tuple[Role, int] | None = (
        ("share", 1) if percentage or (quantity.kind == "ratio" and quantity.unit_row != "per-mille") else None
    )
    if quantity.kind == "ratio" and quantity.unit_row in ("times", "multiple", "fraction"):
        return default
    if (sign := _printed_sign(draft, lead)) is not None:
        return ("change", sign)
    k = lead
    if percentage and k and text[k - 1] == "(" and (verb := lexicon.roles.before(text, k - 1)) is not None and verb[0]["role"] == "change":
        return ("change", verb[0]["sign"])
    limit = before[-1].end if before else 0
    for _ in range(5):
        row_found = lexicon.roles.before(text, k)
        if row_found is None or tokens.start[row_found[1]] < limit:
            break
        row, k = row_found
        role = row["role"]
        if role == "change":
            return ("change", row["sign"])
        if role == "reach":
            # `tăng lên 95 hộ` reaches a level
            return ("change", row["sign"]) if percentage else default
        if role == "from":
            # `giảm từ 3% trở lên` is a difference, `giảm từ 21 xuống 15` names two levels
            return ("change", row["sign"]) if quantity.upper is not None or open_ended else default
        if role == "level":
            return default
        if role == "growth":
            return ("change", row["sign"]) if percentage or quantity.kind == "ratio" else default
    if quantity.unit_row == "percentage-points":
        return ("change", _verb_sign(draft, lead, limit, lexicon) or 1)
    if (sign := _comparative(draft, lead, limit, lexicon)) is not None:
        return ("change", sign)
    if percentage or quantity.unit_row == "per-mille":
        if (sign := _growth_subject(draft, lead, limit, lexicon)) is not None:
            return ("change", sign)
        if before and lead and text[lead - 1] == "(" and before[-1].role == "change" and tokens.end[lead - 2] == before[-1].end:
            return ("change", -1 if before[-1].value < 0 else 1)
    return default


def _same_list(draft: Draft, before: Quantity, quantity: Quantity) -> bool:
    """`- Khai khoáng: tăng 9,07%;` over `- Chế biến: 8,85%;`: the verb of the first bullet, a rise, serves the next."""
    if before.role != "change" or before.value < 0:
        return False
    between = draft.flow[before.end : quantity.start]
    bullet = _BULLET.match(between)
    return bullet is not None and not any(c.isdigit() for c in between)


_BULLET = regex.compile(r"[;,.]?\s*\n\s*[-+•*–][^;:\n]{2,80}:\s*$")


def _compared_too(draft: Draft, lead: int, before: Quantity, lexicon: Lexicon) -> bool:
    """`tăng 4,85% so với tháng trước và 6,12% so với cùng kỳ`: the verb serves both."""
    text = draft.tokens.text
    k = draft.tokens.at(before.end)
    if lexicon.compared.after(text, k) is None or lead - k > 12 or text[lead - 1] not in lexicon.and_words | {","}:
        return False
    return all(t.isalnum() or t == "/" for t in text[k : lead - 1])


def _take_list_kind(quantity: Quantity, before: Sequence[Quantity]) -> None:
    """A short unit that begins the fuller one just before (`571 đơn vị máu, gồm … 248 đơn vị`) means the same; `36 đồng` in a list
    of things is no money. Bare millions are another matter (`triệu` begins `triệu usd`)."""
    for other in reversed(before[-8:]):
        if (
            quantity.unit_row != "bare-scale"
            and other.kind != quantity.kind
            and quantity.unit
            and other.unit.startswith(quantity.unit + " ")
            and quantity.start - other.end < 160
        ):
            quantity.kind = other.kind
            return
    if quantity.kind == "money" and quantity.unit_row == "currency.vnd" and quantity.factor == 1e-6 and 0 < quantity.value < 1e-4:
        quantity.kind, quantity.value, quantity.factor = "items", float(f"{quantity.value * 1e6:.12g}"), 1.0


def _printed_sign(draft: Draft, lead: int) -> int | None:
    """`(+0,35 tạ/ha`, `(-0,3%`: a sign glued to the number behind a bracket, blank or comma."""
    tokens = draft.tokens
    if not lead or tokens.end[lead - 1] != tokens.start[lead] or tokens.text[lead - 1] not in "+-–":
        return None
    if lead > 1 and tokens.end[lead - 2] == tokens.start[lead - 1] and tokens.text[lead - 2] not in "(,:;":
        return None
    if lead > 1 and tokens.text[lead - 2] == "\n":
        return None
    return 1 if tokens.text[lead - 1] == "+" else -1


def _verb_sign(draft: Draft, lead: int, limit: int, lexicon: Lexicon) -> int | None:
    text, start = draft.tokens.text, draft.tokens.start
    for k in range(lead, max(0, lead - 16), -1):
        if start[k - 1] < limit or text[k - 1] in _CLAUSE_END:
            return None
        found = lexicon.roles.before(text, k)
        if found is not None and found[0]["role"] in ("change", "growth"):
            return int(found[0]["sign"])
    return None


def _comparative(draft: Draft, lead: int, limit: int, lexicon: Lexicon) -> int | None:
    """`cao hơn mức giao 113 tỷ`: a comparative up to nine words before, in the same clause."""
    text, start = draft.tokens.text, draft.tokens.start
    for k in range(lead, max(1, lead - 10), -1):
        if start[k - 1] < limit or text[k - 1] in _STOP:
            return None
        if text[k - 1] in lexicon.comparative and (found := lexicon.roles.before(text, k)) is not None and found[0]["role"] == "change":
            return int(found[0]["sign"])
    return None


def _growth_subject(draft: Draft, lead: int, limit: int, lexicon: Lexicon) -> int | None:
    text, start = draft.tokens.text, draft.tokens.start
    for k in range(lead, max(1, lead - 18), -1):
        if start[k - 1] < limit or text[k - 1] in _CLAUSE_END:
            return None
        found = lexicon.roles.before(text, k)
        if found is not None and found[0]["role"] == "growth":
            return int(found[0]["sign"])
    return None


def is_duration(draft: Draft, i: int, unit: Measured, lexicon: Lexicon) -> bool:
    """A stretch of time is a quantity only where it measures something: `thời hạn 30 ngày`, `trên 2 tháng`, `3 năm tù`."""
    text = draft.tokens.text
    if " ".join(text[unit.first : unit.behind]) in lexicon.duration_measures:
        return True
    if lexicon.duration_never.after(text, unit.behind) is not None:
        return False
    return lexicon.duration_before.before(text, i) is not None or lexicon.duration_after.after(text, unit.behind) is not None


def ordinal_before(draft: Draft, i: int, lexicon: Lexicon) -> bool:
    found = lexicon.cues.before(draft.tokens.text, i)
    return found is not None and found[0].reason == "ordinal"


def opens_sentence(draft: Draft, i: int) -> bool:
    text = draft.tokens.text
    return i == 0 or text[i - 1] in (".", "\n", "!", "?", ":", "-", "–", "+", '"', "“", "(") or not text[i - 1].isalnum()


def implied_unit(draft: Draft, i: int, lexicon: Lexicon, before: Sequence[Quantity] = ()) -> Measured | None:
    """The unit of a number that has none behind it: that of the list it stands in, or the noun of its label."""
    tokens = draft.tokens
    text, start, end = tokens.text, tokens.start, tokens.end
    behind = i + 1
    if behind < len(text) and text[behind] not in _MARGIN and text[behind] not in lexicon.and_words and text[behind] != "/":
        return None
    if i == 0:
        return None
    # where the words that belong to this number begin
    k = label = i - 1 if text[i - 1] == ":" else i
    while k > 0 and i - k < 16 and text[k - 1] not in _STOP and not text[k - 1][0].isdigit():
        if text[k - 1] in lexicon.and_words and k > 1 and text[k - 2][0].isdigit():
            break
        k -= 1
    words = [t for t in text[k:label] if t.isalpha()]
    opened = text[k - 1] if k else "\n"
    opened = "," if opened in lexicon.and_words else opened
    if not words and opened != "(":
        return None
    value = digits(text[i])
    previous = next((q for q in reversed(before[-3:]) if q.kind in _SUMMABLE and q.upper is None and q.role == "level"), None)
    if previous is not None and value is not None:
        bracketed = opened == "(" and k >= 2 and end[k - 2] == before[-1].end
        if bracketed and before[-1].kind in _SUMMABLE and before[-1].role == "level":
            return Measured(i + 1, i + 1, before[-1].kind, before[-1].factor, 0.0, before[-1].unit_row)
        near = start[i] - before[-1].end <= 160 and "\n" not in draft.low[previous.end : start[i]]
        whole = next((q for q in reversed(before[-12:]) if q.kind == previous.kind and abs(q.value) >= value * previous.factor), None)
        # `có 45 vụ, cùng kỳ 52`: what was counted then may be more
        then = lexicon.same_time.before(text, label) is not None
        if (
            near
            and opened in ("(", ",", ";", ":")
            and (then or whole is not None)
            and start[k] >= before[-1].end
            and not (value < _ORDINAL and words and words[-1] in lexicon.not_listed)
        ):
            return Measured(i + 1, i + 1, previous.kind, previous.factor, 0.0, previous.unit_row)
    if len(words) > 12 or opened == "(":
        return None
    labelled = text[i - 1] in lexicon.label_words or not lexicon.label_nouns.isdisjoint(words)
    if value is None or 1900 <= value <= 2100:
        return None
    for j in range(k, i if labelled else min(k + 1, i - 2)):
        found = lexicon.units.after(text, j)
        if (
            found is not None
            and found[0].kind in _COUNTED
            and (draft.flow[start[j]].islower() or j == k)
            and (labelled or found[0].kind == "people")
        ):
            return Measured(i + 1, i + 1, found[0].kind, 1.0, 0.0, found[0].row)
    return None


def likely_reason(draft: Draft, lost: Printed) -> str:
    tokens = draft.tokens
    i, text = lost.first, tokens.text
    if 1900 <= lost.value <= 2100 and text[i].isdigit():
        return "year"
    if i > 0 and text[i - 1] in "([" and lost.behind < len(text) and text[lost.behind] in ")]":
        return "reference"
    if i and text[i - 1][0].isalpha() and draft.flow[tokens.start[i - 1]].isupper():
        return "name"
    if i and text[i - 1] == "|":
        return "table"
    alone = (i == 0 or text[i - 1] == "\n") and (lost.behind >= len(text) or text[lost.behind] == "\n")
    if alone:
        return "page_number" if lost.value < 1000 else "table"
    return "unknown"


def unit_behind_bracket(draft: Draft, j: int, lexicon: Lexicon) -> Measured | None:
    """`(80/240) số mảnh bản đồ`: the noun behind the bracket counts what stands in it."""
    text = draft.tokens.text
    for k in (j, j + 1):
        found = lexicon.units.after(text, k)
        if found is not None and found[0].kind in _COUNTED:
            return Measured(j - 1, j - 1, found[0].kind, 1.0, 0.0, found[0].row)
    return None


def declared_units(draft: Draft, lexicon: Lexicon) -> list[tuple[int, Measured]]:
    """Where the text declares a unit for the bare numbers that follow (`đơn vị tính: triệu đồng`): position and unit."""
    text, start = draft.tokens.text, draft.tokens.start
    found = []
    for colon, token in enumerate(text):
        if token == ":" and lexicon.declared.before(text, colon) is not None:
            unit = measure(draft.tokens, draft.flow, colon + 1, lexicon)
            if unit is not None and unit.kind not in ("percent", "ratio"):
                found.append((start[colon], unit))
    return found
