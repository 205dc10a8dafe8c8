"""Totals that stand apart from their parts: above a list, in an earlier sentence, below the lines, or told by arithmetic."""

from __future__ import annotations

from collections.abc import Sequence

from baocao_extract.draft import Draft, Quantity
from baocao_extract.indicators.levels import Cues, adds_up, claim, compatible, is_level


def bullets(draft: Draft, gaps: list[str], cues: Cues) -> None:
    """Bullets under a line that ends in a colon: the first level of each is a part of the last level of that line."""
    quantities = draft.quantities
    lists: dict[int, list[list[int]]] = {}
    for i, q in enumerate(quantities):
        lead = draft.paragraphs[q.paragraph].lead_in if q.paragraph >= 0 else None
        if lead is None:
            continue
        if i == 0 or quantities[i - 1].paragraph != q.paragraph:
            lists.setdefault(lead, []).append([i])
        else:
            lists[lead][-1].append(i)
    by_paragraph: dict[int, list[int]] = {}
    for i, q in enumerate(quantities):
        by_paragraph.setdefault(q.paragraph, []).append(i)
    for lead, items in lists.items():
        begin = draft.paragraphs[lead].start
        wholes = [
            k for k in by_paragraph.get(lead, ()) if is_level(quantities[k]) and not _open_bracket(draft.low, begin, quantities[k].start)
        ]
        if not wholes:
            continue
        tail = draft.low[quantities[wholes[-1]].end : draft.paragraphs[lead].end]
        # `214.386 lượt người, kinh phí 286,7 tỷ đồng, cụ thể:`: a total of each kind, the nearest
        for k in {quantities[k].kind: k for k in wholes}.values():
            children = [c for item in items if (c := _first_like(quantities, quantities[k], item, last=k == wholes[-1])) is not None]
            summed = [quantities[i] for i in children]
            listed = len(children) > 1 and (adds_up(quantities[k], summed) or _lists(tail, quantities[k], summed, cues))
            if children and (listed or cues.has("part", tail)):
                for i in children:
                    claim(quantities, i, k)


def _first_like(quantities: Sequence[Quantity], whole: Quantity, item: Sequence[int], *, last: bool) -> int | None:
    """The figure of a list's item that may be a part of the total above: its first one; of a total that is not the nearest, the first of its kind."""
    found = next((i for i in item if quantities[i].kind == whole.kind and is_level(quantities[i])), None)
    if found is None or not compatible(whole, quantities[found]):
        return None
    return found if found == item[0] or not last or quantities[item[0]].kind != whole.kind else None


def _lists(tail: str, whole: Quantity, parts: Sequence[Quantity], cues: Cues) -> bool:
    """Nothing but the announcement of a list stands behind the total (`486,2 ha, cụ thể:`), and the list comes near to it."""
    rest = cues.by_name["list"].sub("", tail).strip(" ,:;.\n")
    return not rest and 0.9 * whole.value <= sum(p.value for p in parts) <= 1.1 * whole.value


def divisions(draft: Draft, gaps: list[str], cues: Cues) -> None:
    """`Theo địa bàn: A 14 ca, B 9 ca`, `Phân theo năm: …`: the total of that kind above, which the sentence divides."""
    quantities = draft.quantities
    for i, q in enumerate(quantities):
        previous = quantities[i - 1] if i else None
        if previous is None or previous.sentence == q.sentence or not is_level(q) or q.part_of is not None:
            continue
        if cues.by_name["division-opening"].match(gaps[i].lstrip(" -–+*•.;,\n")) is None:
            continue
        run = [i]
        while run[-1] + 1 < len(quantities) and quantities[run[-1] + 1].sentence == q.sentence:
            run.append(run[-1] + 1)
        parts = [k for k in run if is_level(quantities[k]) and quantities[k].kind == q.kind]
        total = sum(quantities[k].value for k in parts)
        for k in range(i - 1, max(-1, i - 24), -1):
            whole = quantities[k]
            if is_level(whole) and whole.kind == q.kind and whole.part_of is None and 0.9 * whole.value <= total <= 1.1 * whole.value:
                for j in parts:
                    claim(quantities, j, k)
                break


def named_wholes(draft: Draft, gaps: list[str], cues: Cues) -> None:
    """`Trong số thu nội địa nêu trên có: - …`, `Số xuất khẩu lao động chia theo thị trường: A 812 người; …`: the whole stands earlier
    and is found by its words; the parts are what follows in the list or sentence."""
    quantities = draft.quantities
    for i, q in enumerate(quantities):
        if not is_level(q) or q.part_of is not None:
            continue
        previous = quantities[i - 1] if i else None
        lead = draft.paragraphs[q.paragraph].lead_in if q.paragraph >= 0 else None
        if lead is not None:
            if previous is not None and previous.paragraph == q.paragraph:
                continue
            head = draft.low[draft.paragraphs[lead].start : draft.paragraphs[lead].end]
            if (opening := cues.by_name["total"].search(head)) is None:
                continue
            phrase = head[opening.end() :]
        elif previous is None or previous.sentence != q.sentence:
            phrase, colon, _ = gaps[i].partition(":")
            cue = cues.by_name["division"].search(phrase)
            if not colon or cue is None:
                continue
            phrase = phrase[: cue.start()]
        else:
            continue
        whole = _by_words(draft, i, phrase.split(), gaps)
        if whole is None:
            continue
        for k in range(i, len(quantities)):
            other = quantities[k]
            same = draft.paragraphs[other.paragraph].lead_in == lead if lead is not None else other.sentence == q.sentence
            first = k == i or quantities[k - 1].paragraph != other.paragraph or lead is None
            if not same:
                break
            if first and is_level(other) and compatible(quantities[whole], other):
                claim(quantities, k, whole)


def _by_words(draft: Draft, i: int, phrase: list[str], gaps: list[str]) -> int | None:
    """The nearest earlier level of the same kind whose words hold at least three words in a row of the phrase."""
    q = draft.quantities[i]
    for k in range(i - 1, max(-1, i - 30), -1):
        whole = draft.quantities[k]
        if not is_level(whole) or whole.kind != q.kind or whole.value < q.value:
            continue
        near = f" {' '.join(gaps[k].split())} "
        for a in range(len(phrase) - 2):
            if f" {' '.join(phrase[a : a + 3])} " in near:
                return k
    return None


def totals_below(draft: Draft, gaps: list[str], cues: Cues) -> None:
    """`Cộng: 389.140` below a list: the bare figures of the lines above are its parts."""
    quantities = draft.quantities
    for i, q in enumerate(quantities):
        if not is_level(q) or not cues.has("closing", gaps[i]):
            continue
        run = []
        for k in range(i - 1, max(-1, i - 40), -1):
            other = quantities[k]
            if not is_level(other) or other.kind != q.kind or other.part_of is not None or other.value > q.value:
                break
            run.append(k)
        total = sum(quantities[k].value for k in run)
        if len(run) > 2 and 0.9 * q.value <= total <= 1.1 * q.value:
            for k in run:
                claim(quantities, k, i)


def _open_bracket(low: str, begin: int, position: int) -> bool:
    return low.count("(", begin, position) > low.count(")", begin, position)


def sums(draft: Draft, begin: int, end: int, gaps: list[str], cues: Cues) -> None:
    """Figures that add up to the one before them, or to a `tổng` behind them. Small totals must stand in the same sentence."""
    quantities = draft.quantities
    levels = [i for i in range(begin, end) if is_level(quantities[i])]
    for n, i in enumerate(levels):
        whole = quantities[i]
        following = [j for j in levels[n + 1 : n + 9] if quantities[j].kind == whole.kind]
        _sum_of(draft, i, following, whole, gaps, cues)
        _rest_of_pair(draft, i, following)
        if cues.has("sum", gaps[i]):
            # figures of other kinds stand between: `83.256 suất quà với kinh phí 17 tỷ; …`
            earlier = [j for j in levels[max(0, n - 24) : n] if quantities[j].kind == whole.kind][-8:]
            _sum_of(draft, i, list(reversed(earlier)), whole, gaps, cues)


def _sum_of(draft: Draft, i: int, run: list[int], whole: Quantity, gaps: list[str], cues: Cues) -> None:
    quantities = draft.quantities
    for count in range(2, len(run) + 1):
        group = [quantities[j] for j in run[:count]]
        if sum(q.value for q in group) > whole.value * 1.001:
            return
        same_sentence = all(q.sentence == whole.sentence for q in group)
        digits = len(str(int(abs(whole.value))).rstrip("0"))
        sure = (same_sentence and cues.has("rest", gaps[run[count - 1]])) or (count > 2 and run[0] < i)
        if ((not same_sentence and digits < 3) or whole.value < 10) and not sure:
            continue
        listed = whole.kind == "organisations" and cues.has("part", gaps[run[0]]) and i < run[0]
        alike = all(compatible(whole, q) or (listed and q.kind == whole.kind) for q in group)
        free = all(q.part_of is None or (q.part_of == i and (listed or same_sentence)) for q in group)
        if free and alike and adds_up(whole, group):
            for j in run[:count]:
                claim(quantities, j, i)
            return


def _rest_of_pair(draft: Draft, i: int, run: list[int]) -> None:
    """`33/47 nhiệm vụ, đạt 70,2%; 12 nhiệm vụ đang thực hiện, 02 nhiệm vụ quá hạn`: with x they make up the y."""
    quantities = draft.quantities
    whole = quantities[i]
    if not i or quantities[i - 1].part_of != i or whole.start - quantities[i - 1].end > 3:
        return
    left = whole.value - quantities[i - 1].value
    group: list[int] = []
    for j in run:
        q = quantities[j]
        if q.sentence != whole.sentence or q.part_of is not None or not compatible(whole, q) or q.value > left:
            return
        group.append(j)
        left -= q.value
        if not left and len(group) > 1:
            for k in group:
                claim(quantities, k, i)
            return
