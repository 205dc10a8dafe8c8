"""Ties figures together: which is a part of which total, and which level a change or a share describes.

A rule claims a child only once; the rules run from the surest (x/y, brackets) to the weakest (arithmetic). Guidelines: parts are
levels of the same kind; percentages never have a whole, they have `of`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from baocao_extract.draft import Draft, Quantity
from baocao_extract.indicators import totals
from baocao_extract.indicators.levels import LEVEL_KINDS, Cues, adds_up, claim, compatible, cues_of, is_level
from baocao_extract.model import Kind
from baocao_extract.patterns import Patterns

# How many figures back a link may reach: far more than any list of a report, and a bound on sentences that never end.
_FIGURES_BACK = 80


def link(draft: Draft, patterns: Patterns) -> None:
    """Sets `part_of` and `of` of every quantity."""
    cues = cues_of(patterns)
    gaps = _gaps(draft)
    totals.named_wholes(draft, gaps, cues)
    for begin, end in _paragraphs(draft.quantities):
        _parts(draft, begin, end, gaps, cues)
    totals.bullets(draft, gaps, cues)
    totals.divisions(draft, gaps, cues)
    totals.totals_below(draft, gaps, cues)
    for begin, end in _paragraphs(draft.quantities):
        totals.sums(draft, begin, end, gaps, cues)
        _described(draft, begin, end, gaps, cues)


def _gaps(draft: Draft) -> list[str]:
    """The words between each figure and the one before it, or its paragraph's beginning."""
    gaps, last, paragraph = [], 0, -2
    for q in draft.quantities:
        begin = draft.paragraphs[q.paragraph].start if q.paragraph >= 0 and q.paragraph != paragraph else last
        gaps.append(draft.low[min(begin, q.start) : q.lead])
        last, paragraph = q.end, q.paragraph
    return gaps


def _paragraphs(quantities: Sequence[Quantity]) -> Iterator[tuple[int, int]]:
    begin = 0
    for i in range(1, len(quantities) + 1):
        if i == len(quantities) or quantities[i].paragraph != quantities[begin].paragraph:
            yield begin, i
            begin = i


def _parts(draft: Draft, begin: int, end: int, gaps: list[str], cues: Cues) -> None:
    quantities = draft.quantities
    brackets = _brackets(draft, begin, end)
    for i in range(begin, end):
        q = quantities[i]
        if i + 1 < end and is_level(q) and gaps[i + 1].strip() == "/" and q.kind == quantities[i + 1].kind:
            claim(quantities, i, i + 1)
    for i in range(begin, end):
        if (opened := brackets.get(i)) is not None and is_level(quantities[i]):
            _in_brackets(draft, begin, i, opened, brackets, cues)
    _after_cue(draft, begin, end, gaps, brackets, cues)
    for i in range(begin, end):
        _single_cues(draft, begin, i, gaps, brackets, cues)


def _brackets(draft: Draft, begin: int, end: int) -> dict[int, int]:
    """For each figure inside round brackets, where its innermost bracket opens."""
    quantities, low = draft.quantities, draft.low
    paragraph = draft.paragraphs[quantities[begin].paragraph] if quantities[begin].paragraph >= 0 else None
    position = paragraph.start if paragraph else quantities[begin].start
    inside: dict[int, int] = {}
    stack: list[int] = []
    marks = list(_BRACKET.finditer(low, position, quantities[end - 1].end))
    m = 0
    for i in range(begin, end):
        while m < len(marks) and marks[m].start() < quantities[i].start:
            if marks[m].group() == "(":
                stack.append(marks[m].start())
            elif marks[m].group() == ")":
                if stack:
                    stack.pop()
            else:
                stack.clear()  # a sentence end: a bracket that was never closed
            m += 1
        if stack:
            inside[i] = stack[-1]
    return inside


_BRACKET = regex.compile(r"[()]|[.!?](?=\s+[^\W\d_])")


def _in_brackets(draft: Draft, begin: int, i: int, opened: int, brackets: dict[int, int], cues: Cues) -> None:
    quantities, low = draft.quantities, draft.low
    child = quantities[i]
    last = max((q.end for q in quantities[max(begin, i - _FIGURES_BACK) : i] if q.end > opened), default=opened)
    if cues.has("no-part", low[last : child.start]):
        return
    near = range(max(begin, i - _FIGURES_BACK), i)
    outside = [k for k in near if quantities[k].end <= opened]
    sibling_end = max(
        (quantities[k].end for k in outside if brackets.get(k) not in (None, brackets.get(i)) and quantities[k].end > opened - 60),
        default=0,
    )
    for k in reversed(outside):
        whole = quantities[k]
        if brackets.get(k) is not None and low.find(")", whole.end, opened) >= 0:
            continue
        if opened - whole.end > 90 or low.count(",", whole.end, opened) > 1:
            return
        if whole.kind == child.kind and is_level(whole):
            if compatible(whole, child) and whole.end >= sibling_end and whole.sentence == child.sentence:
                within = range(k + 1, min(len(quantities), i + _FIGURES_BACK))
                parts = [quantities[j] for j in within if brackets.get(j) == opened and is_level(quantities[j])]
                claim(quantities, i, _of_pair(quantities, k, parts))
            return
        if is_level(whole):
            group = [j for j in range(i, min(len(quantities), i + _FIGURES_BACK)) if brackets.get(j) == opened and is_level(quantities[j])]
            if len(group) > 1 and adds_up(whole, [quantities[j] for j in group]):
                for j in group:
                    claim(quantities, j, k)
            return


def _of_pair(quantities: Sequence[Quantity], whole: int, parts: Sequence[Quantity]) -> int:
    """`90/109 đơn (gồm 73 đơn khiếu nại, 17 đơn tố cáo)`: of x/y the one that the parts add up to."""
    x = whole - 1
    pair = whole > 0 and quantities[x].part_of == whole and quantities[whole].start - quantities[x].end <= 3
    return x if pair and len(parts) > 1 and adds_up(quantities[x], parts) else whole


def _after_cue(draft: Draft, begin: int, end: int, gaps: list[str], brackets: dict[int, int], cues: Cues) -> None:
    """`tổng A, trong đó x, y và z`: what follows the cue up to the sentence end is part of the figure before it."""
    quantities = draft.quantities
    whole: int | None = None
    kind: Kind | None = None
    sentence, filled, bracket = -1, 0.0, None
    means = frozenset(k for k in range(begin, end) if cues.has("average", gaps[k][-30:]))
    for i in range(begin, end):
        q, gap = quantities[i], gaps[i]
        if whole is not None and q.sentence != sentence:
            whole = None
        cue = cues.last("part", gap)
        if cue is None and (whole_named := cues.last("total", gap)) is not None and len(gap[whole_named.end() :].split()) > 1:
            # `Trong tổng số hộ nghèo có 3.527 hộ …`
            cue = whole_named if not gap[: whole_named.start()].strip(" .;") else None
        if cue is not None:
            found = _whole_before(quantities, begin, i, gap[: cue.start()], q, brackets, means)
            if found is None and i == begin and not gap[: cue.start()].strip(" -–+*•"):
                named = "" if cues.by_name["part"].match(gap, cue.start()) else gap[cue.end() :].partition(",")[0]
                found = _whole_above(draft, i, named, gaps)
            if found is not None:
                whole, kind, sentence, filled, bracket = found, quantities[found].kind, q.sentence, 0.0, brackets.get(i)
        elif whole is not None and cues.has("stop", gap if quantities[i - 1].role == "level" else _ITEM.sub("", gap, 1)):
            whole = None
        if whole is None or not is_level(q) or q.kind != kind:
            continue
        if brackets.get(i) != bracket:
            continue
        total = quantities[whole]
        if not compatible(total, q, cued=True):
            continue
        over = filled + q.value > total.value * 1.02
        if i == whole or (over and (filled >= total.value * 0.98 or ";" in gap)):
            whole = None
            continue
        if claim(quantities, i, whole):
            filled += q.value


# `… tăng 3% so với cùng kỳ; khu vực …`: up to the mark it still speaks of the figure before.
_ITEM = regex.compile(r"^[^,;]*(?=[,;])")


def _whole_above(draft: Draft, i: int, named: str, gaps: list[str]) -> int | None:
    """A paragraph that opens with `Trong đó` goes on with the total of the one above; one that names its total (`Trong tổng vốn này`), with
    a total of those words."""
    quantities = draft.quantities
    part, words = quantities[i], named.split()[:3]
    for k in range(i - 1, max(-1, i - 12), -1):
        whole = quantities[k]
        if whole.paragraph < part.paragraph - 1:
            return None
        if whole.part_of is not None or not is_level(whole) or not (compatible(whole, part, cued=True) or not is_level(part)):
            continue
        around = f" {gaps[k]} {whole.unit} {draft.low[whole.end : whole.end + 40]} ".replace(",", " ")
        if not words or any(f" {w} " in around for w in words):
            return k
    return None


def _whole_before(
    quantities: Sequence[Quantity], begin: int, i: int, before_cue: str, part: Quantity, brackets: dict[int, int], means: frozenset[int]
) -> int | None:
    """The figure that a cue in front of figure `i` points back to; none of the `means`."""
    far = ";" in before_cue or "." in before_cue
    first_sentence = part.sentence - (1 if not before_cue.strip(" ,;.():-") or far else 0)
    fallback = None
    for k in range(i - 1, begin - 1, -1):
        whole = quantities[k]
        if whole.sentence < first_sentence:
            break
        if brackets.get(k) not in (None, brackets.get(i)):
            continue
        reference = part if is_level(part) else None
        if k in means or not is_level(whole) or (reference is not None and not compatible(whole, reference, cued=True)):
            continue
        if reference is None and whole.part_of is not None:
            continue
        if far and whole.part_of is not None:
            fallback = fallback if fallback is not None else k
            continue
        return k
    return fallback


def _single_cues(draft: Draft, begin: int, i: int, gaps: list[str], brackets: dict[int, int], cues: Cues) -> None:
    quantities = draft.quantities
    q, gap = quantities[i], gaps[i]
    if not is_level(q):
        return
    tail = gap[-32:]
    # `2 phòng trong tổng số 17 phòng`: the figure before is the part
    total = cues.last("total", tail)
    if total is not None and len(tail[total.end() :].split()) <= 1:
        for k in range(i - 1, begin - 1, -1):
            if quantities[k].sentence != q.sentence:
                break
            if compatible(q, quantities[k]):
                claim(quantities, k, i)
                break
    # `trong số 13 xã có dịch đã có 3 xã công bố hết`: the figure before is the whole
    if i > begin and quantities[i - 1].sentence == q.sentence and q.part_of is None and compatible(quantities[i - 1], q):
        opening = cues.last("total", gaps[i - 1]) or cues.last("of-number", gaps[i - 1])
        if opening is not None and not gaps[i - 1][opening.end() :].strip():
            _share_out(quantities, i, i - 1)
    if q.part_of is not None:
        return
    if i > begin + 1 and cues.has("rest", gap) and (two := _of_two(quantities, begin, i)) is not None:
        claim(quantities, i, two)
        return
    handled = q.kind in ("cases", "people", "organisations") and cues.last("handled", gap)
    near = [
        k
        for k in range(i - 1, max(begin - 1, i - 8), -1)
        if quantities[k].sentence == q.sentence and brackets.get(k) in (None, brackets.get(i))
    ]
    if handled and len(gap[handled.end() :].split()) <= 3 and "." not in gap:
        for k in reversed(near):
            if (
                compatible(quantities[k], q)
                and quantities[k].part_of is None
                and quantities[k].value >= q.value
                and cues.has("received", gaps[k][-40:])
            ):
                claim(quantities, i, k)
                return
    only, women = cues.last("only", gap), cues.last("women", gap)
    if women is not None and draft.flow[q.lead - len(gap) + women.start()].isupper():
        women = None  # the `Nam` of a name
    if (only and len(gap[only.end() :].split()) <= 2) or (women and not gap[women.end() :].strip(" :")):
        beside = quantities[near[0]].part_of if near else None
        # `68 cháu, nam 37, nữ 31`: the one sex is no part of the other
        if women and beside is not None and cues.has("women", gaps[near[0]]):
            near = [beside]
        for k in near:
            if compatible(quantities[k], q):
                claim(quantities, i, k)
                return
    if cues.has("apart", gap):
        for k in range(i - 1, begin - 1, -1):
            whole = quantities[k]
            if whole.sentence < q.sentence - 1:
                break
            if is_level(whole) and whole.kind == q.kind:
                if (whole.unit == q.unit or q.kind == "money") and compatible(whole, q) and "." not in gap.strip(" ."):
                    claim(quantities, i, k)
                break


def _of_two(quantities: Sequence[Quantity], begin: int, i: int) -> int | None:
    """`17/19 tiêu chí …, còn 02 tiêu chí`: the y of an x/y, when x and this add up to it."""
    for k in range(i - 1, begin, -1):
        if quantities[k].sentence != quantities[i].sentence:
            return None
        if quantities[k - 1].part_of == k and compatible(quantities[k], quantities[i]):
            return k if quantities[k - 1].value + quantities[i].value == quantities[k].value else None
    return None


def _share_out(quantities: Sequence[Quantity], first: int, whole: int) -> None:
    """`trong số 5 người bị thương, 3 người …, 2 người …`: the levels of the sentence, as long as they fit into it."""
    room = quantities[whole].value
    for k in range(first, len(quantities)):
        q = quantities[k]
        if q.sentence != quantities[whole].sentence or q.value > room:
            return
        if is_level(q) and q.part_of is None and compatible(quantities[whole], q) and claim(quantities, k, whole):
            room -= q.value


_SEPARATOR = regex.compile(r"[;:.\n]")


def _described(draft: Draft, begin: int, end: int, gaps: list[str], cues: Cues) -> None:
    """`of`: a change or share with no subject of its own describes the nearest level before it in the sentence."""
    quantities = draft.quantities
    brackets = _brackets(draft, begin, end)
    for i in range(begin, end):
        q = quantities[i]
        if q.role == "level":
            continue
        if (bracketed := _rate_of_change(draft, begin, i, brackets)) is not None:
            q.of = quantities[bracketed].of
            continue
        gap = gaps[i]
        own = gap.rsplit(",", 1)[-1].rsplit(";", 1)[-1].rsplit(")", 1)[-1]
        if _own_subject(draft, q, gap, cues) or (i > begin and _next_share(quantities[i - 1], q, gap, cues)):
            continue
        if not _SEPARATOR.search(gap.strip()) and len(own.split()) <= 7:
            q.of = _target(quantities, begin, i, brackets)
        if q.of is None and q.role == "change" and q.kind in LEVEL_KINDS:
            q.of = _same_thing(draft, begin, i)
    _respective(draft, begin, end, gaps, cues)


def _own_subject(draft: Draft, q: Quantity, gap: str, cues: Cues) -> bool:
    """`95 xã đạt chuẩn, 100% nhà thuốc có dược sĩ`: a share right behind a comma whose subject follows it."""
    if q.role != "share" or q.kind != "percent":
        return False
    if not cues.has("goes-on", gap) and not cues.fills("subject-follows", gap):
        return False
    behind = draft.low[q.end : q.end + 24].lstrip()
    return behind[:1].isalpha() and draft.low[q.end : q.end + 1] == " " and not cues.by_name["share-of"].match(behind)


def _next_share(before: Quantity, q: Quantity, gap: str, cues: Cues) -> bool:
    """`tỷ lệ huy động trẻ nhà trẻ 27,6%, trẻ mẫu giáo 97,9%`: one share after another, of things that no level stands for."""
    listed = before.role == q.role == "share" and before.kind == q.kind == "percent" and before.of is None and before.sentence == q.sentence
    return listed and gap.strip()[:1] in (",", ";") and not cues.has("share-cue", gap)


def _respective(draft: Draft, begin: int, end: int, gaps: list[str], cues: Cues) -> None:
    """`A 28.000đ, B 35.000đ, C 22.000đ, lần lượt tăng 12.000đ, 13.000đ và 8.000đ`: each describes the one at its place."""
    quantities = draft.quantities
    for i in range(begin, end):
        q = quantities[i]
        if q.role == "level" or not cues.has("respective", gaps[i]):
            continue
        run = [i]
        while run[-1] + 1 < end and cues.fills("between", gaps[run[-1] + 1]) and quantities[run[-1] + 1].sentence == q.sentence:
            run.append(run[-1] + 1)
        if len(run) < 2:
            continue
        for role in ("level", "share"):
            before = [
                k for k in range(max(begin, i - 4 * len(run)), i) if quantities[k].role == role and quantities[k].sentence >= q.sentence - 1
            ]
            if len(before) >= len(run) and not (len(before) > len(run) and quantities[before[-len(run)]].sentence != q.sentence):
                for described, level in zip(run, before[-len(run) :], strict=True):
                    quantities[described].of = level
                    quantities[described].role = quantities[described].role if quantities[described].role != "level" else q.role
                break


def _rate_of_change(draft: Draft, begin: int, i: int, brackets: dict[int, int]) -> int | None:
    """`giảm 05 vụ (-13,9%)`: the rate in the bracket says the same of the same level."""
    q, opened = draft.quantities[i], brackets.get(i)
    if i == begin or opened is None or q.role != "change" or q.kind not in ("percent", "ratio"):
        return None
    previous = draft.quantities[i - 1]
    words = draft.low[previous.end : opened].split()
    return i - 1 if previous.role == "change" and previous.end <= opened and len(words) <= 3 and previous.of is not None else None


def _same_thing(draft: Draft, begin: int, i: int) -> int | None:
    """`… 31 vụ, làm chết 12 người. So với cùng kỳ: giảm 05 vụ, tăng 01 người chết`: the level of the same unit, told apart by the word beside."""
    quantities, low = draft.quantities, draft.low
    q = quantities[i]
    first = q.sentence - 1
    same = [
        k
        for k in range(max(begin, i - _FIGURES_BACK), i)
        if is_level(quantities[k])
        and (quantities[k].unit == q.unit or quantities[k].unit.startswith(q.unit + " "))
        and quantities[k].sentence >= first
        and quantities[k].part_of is None
    ]
    if not q.unit or not same:
        return None
    behind = low[q.end : q.end + 24].replace(",", " ").split()[:2]
    for k in reversed(same):
        beside = f" {low[max(0, quantities[k].lead - 24) : quantities[k].lead]} {low[quantities[k].end : quantities[k].end + 24]} "
        if behind and f" {behind[0]}" in beside and behind[0][:1].isalpha():
            return k
    return same[-1] if len(same) == 1 else None


def _target(quantities: Sequence[Quantity], begin: int, i: int, brackets: dict[int, int]) -> int | None:
    q = quantities[i]
    points = q.role == "change" and q.unit_row == "percentage-points"
    for k in range(i - 1, max(begin, i - _FIGURES_BACK) - 1, -1):
        other = quantities[k]
        if other.sentence != q.sentence:
            return None
        if brackets.get(k) not in (None, brackets.get(i)):
            continue
        if points and other.role == "share":
            return k
        if other.role == "level" and (q.kind in ("percent", "ratio") or q.kind == other.kind):
            # of x/y it describes x
            return k - 1 if k > begin and quantities[k - 1].part_of == k and other.start - quantities[k - 1].end <= 3 else k
        if other.role == "share" and q.role == "change" and q.kind == "percent" and other.of is None:
            return k
    return None
