"""Walks the tokens once: every digit group and number word becomes a quantity or gets the reason why it is none."""

from __future__ import annotations

from dataclasses import dataclass

from baocao_extract.draft import Draft, NotQuantity, Quantity
from baocao_extract.language.folding import lower
from baocao_extract.patterns import Patterns
from baocao_extract.quantities import context, exclusions, numbers, units
from baocao_extract.quantities.lexicon import Lexicon, lexicon
from baocao_extract.quantities.numbers import Printed
from baocao_extract.quantities.units import Measured

_DASHES = frozenset("-–—÷~")
_MARGIN = frozenset((",", ";", ")", ".", "(", "\n", ":", "…", "!", "?", "]", "}", '"', "”", "’"))
_DIGITS = frozenset(("digit", "digit-after-ten"))
_COUNTED = frozenset(("households", "people", "organisations", "cases", "items"))
_MEASURES = frozenset(("area", "mass", "volume", "length", "energy", "money", "foreign_money", "households"))


@dataclass(slots=True)
class Scan:
    """The state of one walk: `bare` are printed numbers whose unit has not been found yet."""

    draft: Draft
    lexicon: Lexicon
    spans: exclusions.Spans
    bare: list[Printed]
    quantities: list[Quantity]
    others: list[NotQuantity]
    declared: list[tuple[int, Measured]]


def find(draft: Draft, patterns: Patterns, times: list[tuple[int, int, str]]) -> None:
    """Fills `draft.quantities` and `draft.others`. `times` are the time expressions with the reason that they give."""
    words = lexicon(patterns)
    scan = Scan(draft, words, exclusions.known_spans(draft, times), [], [], [], context.declared_units(draft, words))
    shape, reasons = exclusions.shapes(patterns)
    tokens = draft.tokens
    text, start, end = tokens.text, tokens.start, tokens.end
    number_roles = words.numbers.roles
    multiples = {m[0] for m in words.numbers.multiples}
    opening = multiples | {word for word, (role, _) in number_roles.items() if role in ("digit", "ten", "half")} | {"\n"}
    i, skip_to = 0, -1
    # where a number or a line may begin; what is read on the way moves `i` over some of them
    for at in [k for k, token in enumerate(text) if token in opening or "0" <= token[0] <= "9"]:
        if at < i:
            continue
        i, token = at, text[at]
        if token[0].isdigit() and token[0] in "0123456789":
            if start[i] < skip_to:
                i += 1
                continue
            covered = scan.spans.covering(start[i])
            if covered is not None:
                scan.others.append(NotQuantity(start[i], end[i], scan.spans.reason[covered]))
                i += 1
                continue
            hit = shape.match(draft.low, start[i])
            if hit is not None and hit.end() > start[i]:
                scan.others.append(NotQuantity(start[i], hit.end(), reasons[(hit.lastindex or 1) - 1]))
                skip_to = hit.end()
                i += 1
                continue
            i = _digits(scan, i)
        elif token in multiples and (behind := _multiple(scan, i)) > i:
            i = behind
        elif token == "\n":
            _give_up(scan)
        elif number_roles.get(token, ("",))[0] in ("digit", "ten", "half"):
            i = _words(scan, i)
    _give_up(scan)
    _place(draft, scan)


def _digits(scan: Scan, i: int) -> int:
    """The digit group at token `i`; returns the index to go on from."""
    draft, words = scan.draft, scan.lexicon
    tokens = draft.tokens
    text, start, end = tokens.text, tokens.start, tokens.end
    n = len(text)
    printed = numbers.at(tokens, i, words)
    if printed is None:
        scan.others.append(NotQuantity(start[i], end[i], "date" if text[i].count(".") == 2 else "unknown"))
        return i + 1
    if _glued_before(draft, i):
        scan.others.append(NotQuantity(start[i], end[i], "name"))
        return i + 1
    j = printed.behind
    # x/y: two numbers that share the unit of the second
    if (
        j + 1 < n
        and text[j] == "/"
        and text[j + 1][0].isdigit()
        and start[j + 1] - end[j - 1] <= 3
        and not context.ordinal_before(draft, i, words)
    ):
        second = numbers.at(tokens, j + 1, words)
        if second is not None and printed.value <= second.value:
            unit = units.measure(tokens, draft.flow, second.behind, words) or units.open_noun(tokens, draft.flow, second.behind, words)
            if unit is None and (fraction := _fraction(scan, printed, second)):
                return fraction
            if unit is not None and unit.kind != "duration":
                _emit(scan, printed, unit, end[printed.behind - 1])
                _emit(scan, second, unit, None)
                return unit.behind
            if unit is None and text[second.behind : second.behind + 1] == [")"]:
                unit = context.unit_behind_bracket(draft, second.behind + 1, words)
                if unit is not None:
                    _emit(scan, printed, unit, end[printed.behind - 1])
                    _emit(scan, second, unit, end[second.behind - 1])
                    return second.behind
            if unit is None and second.behind < n and text[second.behind] in _MARGIN and (implied := context.implied_unit(draft, i, words)):
                _emit(scan, printed, implied, end[printed.behind - 1])
                _emit(scan, second, implied, end[second.behind - 1])
                return second.behind
    unit = units.measure(tokens, draft.flow, j, words)
    # a range: `10-15%`, `từ 10 đến 15%`, `5.000 đồng - 7.000 đồng/kg`, `28.000 30.000đ`
    if closing := _range(scan, printed, unit):
        return closing
    cue = exclusions.cue_before(draft, i, words)
    if cue is not None and cue.reason in _NAMED and _plainly_measured(scan, printed, unit):
        cue = None
    if cue is not None and (unit is None or (unit.kind not in cue.yields)):
        behind = _refuse(scan, printed, cue.reason)
        if behind + 1 < n and text[behind] == "/" and text[behind + 1][0].isdigit():
            # a rank: `xếp thứ 9/13 tỉnh`
            scan.others.append(NotQuantity(start[behind + 1], end[behind + 1], cue.reason))
            return behind + 2
        return behind
    if _pack_of_price(scan, i):
        return _refuse(scan, printed, "grade")
    if unit is None and cue is None:
        previous = scan.others[-1] if scan.others else None
        if (
            previous is not None
            and previous.reason in ("name", "article", "ordinal", "document_number")
            and _listed(draft, previous.end, start[i], words)
        ):
            return _refuse(scan, printed, previous.reason)
        if _glued_after(draft, j):
            return _refuse(scan, printed, "name")
        unit = units.open_noun(tokens, draft.flow, j, words) if not _after_name(draft, i) else None
        if unit is not None and 1900 <= printed.value <= 2100 and not printed.grouped:
            return _refuse(scan, printed, "year")
    if unit is not None and unit.kind == "duration" and not context.is_duration(draft, i, unit, words):
        return _refuse(scan, printed, "period")
    if unit is not None and 1900 <= printed.value <= 2100 and unit.kind in ("duration", "ratio") and text[i].isdigit():
        return _refuse(scan, printed, "year")
    if unit is None:
        scan.bare.append(printed)
        return printed.behind
    _emit(scan, printed, _counted(scan, printed, unit), None)
    return unit.behind


def _counted(scan: Scan, printed: Printed, unit: Measured) -> Measured:
    """`113,7 triệu lượt (ngoại trú 102,4 triệu`, `Mỹ 268 triệu USD, Nhật Bản 197 triệu`: bare millions behind counted or foreign ones are no đồng."""
    tokens = scan.draft.tokens
    if unit.row != "bare-scale" or unit.kind != "money" or (unit.behind < len(tokens) and tokens.text[unit.behind] not in _MARGIN):
        return unit
    begin = tokens.start[printed.first]
    for before in reversed(scan.quantities[-_SAME_LIST:]):
        between = scan.draft.low[before.end : begin]
        if len(between) > _NEAR or "\n" in between or ". " in between or before.kind == "money":
            return unit
        if before.kind == "foreign_money" or (
            before.kind in _COUNTED and abs(before.value) >= max(units.MILLION, printed.value * unit.scale)
        ):
            return Measured(unit.first, unit.behind, before.kind, unit.scale, 0.0, before.unit_row, unit.scale, noun=unit.behind)
    return unit


# How far back the figures of one list are looked at: so many, within so many characters.
_SAME_LIST, _NEAR = 4, 120


# Reasons for a small whole number behind a noun; never for one with thousands or decimals and a unit.
_NAMED = frozenset(("name", "article", "age", "grade"))


def _plainly_measured(scan: Scan, printed: Printed, unit: Measured | None) -> bool:
    """`lập biên bản 6.214 trường hợp`, `hạt điều 2,02 tỷ USD`."""
    if printed.grouped or "," in scan.draft.tokens.text[printed.first]:
        return unit is None or unit.known
    return False


def _pack_of_price(scan: Scan, i: int) -> bool:
    """`40.000 đồng/chục 12 trái`: a number directly behind a price says how much that unit holds."""
    last = scan.quantities[-1] if scan.quantities else None
    return last is not None and last.kind == "price" and not scan.bare and scan.draft.tokens.end[i - 1] == last.end


def _glued_before(draft: Draft, i: int) -> bool:
    """Letters directly before the digits (`B2`, `QL60`, `Covid-19`) make them part of a name, unless the letters are lower case (`hơn40`)."""
    tokens = draft.tokens
    if i == 0 or tokens.end[i - 1] != tokens.start[i]:
        return False
    before = tokens.text[i - 1]
    if before[0].isalpha():
        own = draft.flow[tokens.start[i - 1] : tokens.end[i - 1]]
        return not own.islower() or len(own) == 1
    if before in "-–_" and i > 1 and tokens.end[i - 2] == tokens.start[i - 1]:
        return tokens.text[i - 2][0].isalpha()
    return False


def _glued_after(draft: Draft, j: int) -> bool:
    """`19A`, `3D`: letters directly behind the digits that are no unit."""
    tokens = draft.tokens
    return j < len(tokens) and tokens.start[j] == tokens.end[j - 1] and tokens.text[j][0].isalpha()


def _after_name(draft: Draft, i: int) -> bool:
    """The word before the number is capitalised within a sentence: the number is likely part of that name."""
    tokens = draft.tokens
    if i < 2 or not tokens.text[i - 1][0].isalpha():
        return False
    return draft.flow[tokens.start[i - 1]].isupper() and tokens.text[i - 2][0].isalpha() and draft.flow[tokens.start[i - 2]].isupper()


def _listed(draft: Draft, behind: int, begin: int, lexicon: Lexicon) -> bool:
    """Only list marks stand between two numbers: `lớp 1, 2, 6 và 7`."""
    return begin - behind <= 6 and all(mark in lexicon.series for mark in draft.low[behind:begin].replace(",", " , ").split())


def _fraction(scan: Scan, printed: Printed, second: Printed) -> int | None:
    """`2/3 số xã`: one ratio."""
    tokens = scan.draft.tokens
    j = second.behind
    if j < len(tokens) and tokens.text[j] in scan.lexicon.fraction_nouns and second.value <= 12 and printed.value < second.value:
        whole = Printed(printed.first, second.behind, round(printed.value / second.value, 4))
        _emit(scan, whole, Measured(j, j, "ratio", 1.0, 0.0, "fraction"), None)
        return second.behind
    return None


def _range(scan: Scan, printed: Printed, unit: Measured | None) -> int | None:
    draft, words = scan.draft, scan.lexicon
    tokens = draft.tokens
    text, start, end = tokens.text, tokens.start, tokens.end
    j = unit.behind if unit is not None else printed.behind
    n = len(text)
    if j >= n:
        return None
    lost_dash = unit is None and text[j][0].isdigit() and printed.grouped and start[j] > end[j - 1]
    if lost_dash:
        k = j
    elif text[j] in words.range_words and j + 1 < n:
        k = j + 1
        if text[j].isalpha() and printed.first and unit is not None and text[printed.first - 1] not in words.range_openers:
            return None
        if modifier := words.modifiers.before(text, k + 1):
            k = k + 1 if modifier[1] == k else k
    else:
        return None
    if k >= n or text[k][0] not in "0123456789":
        return None
    last = numbers.at(tokens, k, words)
    if last is None:
        return None
    closing = units.measure(tokens, draft.flow, last.behind, words)
    if closing is None and unit is None:
        closing = units.open_noun(tokens, draft.flow, last.behind, words)
    if closing is None or (closing.kind == "duration" and not context.is_duration(draft, printed.first, closing, words)):
        return None
    if lost_dash and not (printed.value < last.value <= 3 * printed.value and last.grouped):
        return None
    low = printed.value
    if unit is not None:
        compatible = unit.kind == closing.kind or (unit.kind == "money" and closing.kind == "price")
        if not compatible:
            return None
        low = low * unit.scale / closing.scale
    if text[j] in _DASHES and unit is None and start[j] == end[j - 1] and start[k] == end[j] and printed.value >= last.value:
        return None
    if low >= last.value:
        return None
    cue = exclusions.cue_before(draft, printed.first, words)
    if cue is not None and closing.kind not in cue.yields:
        return None
    whole = Printed(printed.first, last.behind, low, last.value)
    _emit(scan, whole, closing, None)
    return closing.behind


def _words(scan: Scan, i: int) -> int:
    """Number words from token `i`: a quantity only with a unit that a row names."""
    draft, words = scan.draft, scan.lexicon
    tokens = draft.tokens
    text, start = tokens.text, tokens.start
    part = i + 3 < len(text) and words.numbers.role(text[i + 1]) == "part" and words.numbers.role(text[i + 2]) in _DIGITS
    if not part and (blocked := words.blocked_words.after(text, i)) is not None:
        return blocked[1]
    if draft.flow[start[i]].isupper() and not context.opens_sentence(draft, i):
        return i + 1
    printed = numbers.in_words(tokens, i, words)
    if printed is None:
        return i + 1
    j = printed.behind
    before = text[i - 1] if i else ""
    # hai phần ba
    if j + 1 < len(text) and words.numbers.role(text[j]) == "part" and words.numbers.role(text[j + 1]) in _DIGITS:
        below = numbers.in_words(tokens, j + 1, words) or Printed(j + 1, j + 2, words.numbers.roles[text[j + 1]][1])
        if below is not None and printed.value < below.value and scan.spans.covering(start[i]) is None:
            whole = Printed(i, below.behind, round(printed.value / below.value, 4))
            _emit(scan, whole, Measured(below.behind, below.behind, "ratio", 1.0, 0.0, "fraction"), None)
            return below.behind
    if before in words.before_number_word or scan.spans.covering(start[i]) is not None:
        return j
    unit = units.measure(tokens, draft.flow, j, words)
    if unit is None or (unit.kind in ("duration", "percent") and j - i == 1 and unit.kind == "duration"):
        return max(j, i + 1)
    single = j - i == 1
    if (
        single
        and printed.value == 5
        and not (before in words.before_five and unit.kind in ("people", "households", "organisations", "cases", "items"))
    ):
        return j
    if single and printed.value == 1 and not _measuring_one(scan, i, unit):
        return j
    if unit.row == "times" and not _near_multiple(scan, i):
        return j
    if unit.kind == "other" and single:
        return j
    _emit(scan, printed, unit, None)
    return unit.behind


def _measuring_one(scan: Scan, i: int, unit: Measured) -> bool:
    """`một` measures only behind a verb, before a person or a physical unit."""
    before = scan.draft.tokens.text[i - 1] if i else ""
    if before not in scan.lexicon.before_one:
        return False
    return unit.kind in _MEASURES or (
        unit.row == "people.general" and unit.behind - unit.first == 1 and scan.draft.tokens.text[unit.first] in scan.lexicon.guest
    )


def _near_multiple(scan: Scan, i: int) -> bool:
    return any(scan.draft.tokens.text[k] in scan.lexicon.comparison for k in range(max(0, i - 2), i))


def _multiple(scan: Scan, i: int) -> int:
    """`gấp đôi`, `gấp ba`: a ratio in one phrase, unless a unit of its own follows (`gấp ba lần`)."""
    text, words = scan.draft.tokens.text, scan.lexicon
    for phrase, value in words.numbers.multiples.items():
        behind = i + len(phrase)
        if tuple(text[i:behind]) == phrase and not (
            behind < len(text) and (text[behind] in words.multiple_units or words.numbers.role(text[behind]))
        ):
            _emit(scan, Printed(i, behind, value), Measured(behind, behind, "ratio", 1.0, 0.0, "multiple"), None)
            return behind
    return i


def _emit(scan: Scan, printed: Printed, unit: Measured, stop: int | None) -> None:
    """Adds a quantity; `stop` ends the quote before a unit that is shared with a later number."""
    tokens = scan.draft.tokens
    if scan.bare:
        _share(scan, printed, unit)
    value = printed.value
    if printed.three_decimals and unit.scale == 1 and unit.kind in _COUNTED | {"money"}:
        value *= 1000
    upper = printed.upper
    end = stop if stop is not None else tokens.end[max(unit.behind, printed.behind) - 1]
    noun = unit.noun if unit.noun >= 0 else unit.first
    lent = scan.quantities[-1].unit if scan.quantities and unit.row and scan.quantities[-1].unit_row == unit.row else ""
    quantity = Quantity(
        start=tokens.start[printed.first], end=end, number_end=tokens.end[printed.behind - 1],
        value=_exact(value, unit.factor, unit.extra), upper=None if upper is None else _exact(upper, unit.factor, unit.extra),
        kind=unit.kind, unit=" ".join(lower(scan.draft.flow[tokens.start[noun] : tokens.end[unit.behind - 1]]).split()) if unit.behind > noun else lent,
        unit_known=unit.known, unit_row=unit.row, factor=unit.factor,
    )  # fmt: skip
    context.colour(scan.draft, quantity, printed, unit, scan.quantities, scan.lexicon)
    scan.quantities.append(quantity)


def _exact(value: float, factor: float, extra: float) -> float:
    """The product without the dust of binary fractions: 12 significant digits."""
    result = value * factor + extra
    return float(f"{result:.12g}")


def _share(scan: Scan, printed: Printed, unit: Measured) -> None:
    """Numbers just before this one, separated by list marks only, share its unit: `6,4; 7,1 và 5,4 tỷ đồng`, `từ 21 lên 28 triệu`."""
    tokens, words = scan.draft.tokens, scan.lexicon
    pending, scan.bare = scan.bare, []
    shared, right = [], printed.first
    if unit.known and unit.kind not in ("duration", "ratio"):
        for earlier in reversed(pending):
            gap = tokens.text[earlier.behind : right]
            skipped = [t for t in gap if t not in words.list_words and words.modifiers.before([t], 1) is None]
            if not gap or skipped or len(gap) > 3:
                break
            shared.append(earlier)
            right = earlier.first
    for lost in pending:
        if lost in shared:
            _emit(scan, lost, unit, tokens.end[lost.behind - 1])
        else:
            _unexplained(scan, lost)


def _refuse(scan: Scan, printed: Printed, reason: str) -> int:
    tokens = scan.draft.tokens
    _give_up(scan)
    scan.others.append(NotQuantity(tokens.start[printed.first], tokens.end[printed.behind - 1], reason))
    return printed.behind


def _give_up(scan: Scan) -> None:
    pending, scan.bare = scan.bare, []
    for lost in pending:
        _unexplained(scan, lost)


def _unexplained(scan: Scan, lost: Printed) -> None:
    """A number without a unit: the noun before it may be its unit; else the likeliest reason why it states no fact."""
    draft, tokens = scan.draft, scan.draft.tokens
    if (declared := _declared(scan, lost)) is not None:
        _emit(scan, lost, declared, tokens.end[lost.behind - 1])
        return
    if (implied := _on_base(scan, lost) or context.implied_unit(draft, lost.first, scan.lexicon, scan.quantities)) is not None:
        _emit(scan, lost, implied, tokens.end[lost.behind - 1])
        return
    reason = context.likely_reason(draft, lost)
    scan.others.append(NotQuantity(tokens.start[lost.first], tokens.end[lost.behind - 1], reason))


def _on_base(scan: Scan, lost: Printed) -> Measured | None:
    """`số bác sĩ/10.000 dân: 8,1`, `trên 1 vạn dân là 25,7`: what is counted on so many people is a rate."""
    low, begin = scan.draft.low, scan.draft.tokens.start[lost.first]
    base = next((o for o in reversed(scan.others[-_SAME_LIST:]) if o.end <= begin), None)
    if base is None or base.reason != "rate_base" or begin - base.end > _LABEL or not set(",;.\n").isdisjoint(low[base.end : begin]):
        return None
    return Measured(lost.behind, lost.behind, "rate", 1.0, 0.0, "")


# What stands between a rate's base and its figure, in characters.
_LABEL = 14


def _declared(scan: Scan, lost: Printed) -> Measured | None:
    """The unit declared above a list of bare numbers, as far as the next heading."""
    draft, tokens = scan.draft, scan.draft.tokens
    position = tokens.start[lost.first]
    behind = tokens.text[lost.behind] if lost.behind < len(tokens) else "\n"
    if not scan.declared or behind not in _MARGIN or 1900 <= lost.value <= 2100:
        return None
    above = [d for d in scan.declared if d[0] < position]
    if not above or any(above[-1][0] < h.start < position for h in draft.headings):
        return None
    unit = above[-1][1]
    return Measured(lost.behind, lost.behind, unit.kind, unit.factor, 0.0, unit.row, unit.scale)


def _place(draft: Draft, scan: Scan) -> None:
    """Sorts what was found and notes the sentence and paragraph that each quantity stands in."""
    scan.quantities.sort(key=lambda q: q.start)
    scan.others.sort(key=lambda o: o.start)
    draft.quantities, draft.others = scan.quantities, scan.others
    s, sentences = 0, draft.sentences
    for quantity in draft.quantities:
        while s < len(sentences) and sentences[s].end <= quantity.start:
            s += 1
        if s < len(sentences) and sentences[s].start <= quantity.start:
            quantity.sentence, quantity.paragraph = s, sentences[s].paragraph
