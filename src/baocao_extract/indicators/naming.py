"""What a figure measures, in the document's own words: the words before it, the counted noun, the words after it; a part takes its
whole's words first, a change or share those of its level, a list those of its head (guidelines, field `name`)."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from baocao_extract.draft import Draft, Quantity
from baocao_extract.indicators.list_names import (
    accompanied_name,
    bracketed_name,
    chained_name,
    enumerated_name,
    figure_before,
    fronted_name,
    inherited_name,
    lead_name,
    list_head,
    masked_left,
    pointed_back,
    respective_name,
    without_run,
)
from baocao_extract.indicators.name_words import (
    COUNTS,
    DEED,
    FOLLOWED,
    LONGEST,
    Namer,
    after_words,
    before_predicate,
    contains,
    left_words,
    measure_at,
    prepare,
    say,
    section_words,
    starts_measure,
    topic_label,
    unit_words,
    vocabulary,
)
from baocao_extract.patterns import Patterns


def assign(draft: Draft, patterns: Patterns, masked_spans: Sequence[tuple[int, int]]) -> None:
    """Sets `name` of every quantity. `masked_spans` are the time expressions and places, whose words belong to no name."""
    if not draft.quantities:
        return
    namer = prepare(draft, vocabulary(patterns), masked_spans)
    for i, q in enumerate(draft.quantities):
        q.name = " ".join(_name(namer, i))


def _name(namer: Namer, i: int) -> list[str]:
    if i in namer.names:
        return namer.names[i]
    if i in namer.busy:
        return []
    namer.busy.add(i)
    words = _compose(namer, i)
    namer.busy.discard(i)
    words = _once(_under_label(namer, i, words))[:LONGEST]
    namer.names[i] = words
    return words


def _under_label(namer: Namer, i: int, words: list[str]) -> list[str]:
    """`- Quỹ Hỗ trợ nông dân: nguồn vốn 41,8 tỷ đồng; …`: what a paragraph is about stands before its colon."""
    q = namer.draft.quantities[i]
    if q.part_of is not None or q.of is not None or (label := topic_label(namer, q)) is None:
        return words
    above, first = label
    if (
        (words and words[0].lower() == above[0].lower())
        or contains(words, [w.lower() for w in above[:2]])
        or len(above) + len(words) > LONGEST
        or (q.sentence != first and len(words) > 3)
    ):
        return words
    return above + words


def _compose(namer: Namer, i: int) -> list[str]:
    quantities = namer.draft.quantities
    name_of = functools.partial(_name, namer)
    q = quantities[i]
    left, after = left_words(namer, i), after_words(namer, i)
    if q.part_of is not None and (q.part_of < i or q.kind in COUNTS):
        return _part_name(namer, i, q.part_of, left, after)
    if q.kind in COUNTS and i and quantities[i - 1].part_of == i and namer.behind[i - 1] + 1 == namer.first[i]:
        return _whole_name(namer, i, left, after)
    if q.role in ("change", "share") and q.of is not None:
        return _described_name(namer, i, q.of, left, after)
    if _only_plan(namer, left) and (previous := figure_before(namer, i)) is not None:
        if q.kind == "rate" and namer.draft.quantities[previous].kind != "rate":
            return say(namer, left) + [u for u in q.unit.replace("/", " ").split() if u.isalpha()]
        return _name(namer, previous) + say(namer, left)
    if (meant := pointed_back(namer, i)) is not None:
        return _name(namer, meant)
    if (compared := _compared_level(namer, i)) is not None:
        if given := _giver(namer, i):
            return given
        plan = say(namer, left) if _only_plan(namer, left) else _plan_before(namer, i)
        return _name(namer, compared)[: LONGEST - len(plan)] + plan
    if (accompanied := accompanied_name(namer, i, left, name_of)) is not None:
        return accompanied
    if (respective := respective_name(namer, i)) is not None:
        return respective
    if (bracketed := bracketed_name(namer, i)) is not None:
        return bracketed
    if (enumerated := enumerated_name(namer, i, after)) is not None:
        return enumerated
    if (fronted := fronted_name(namer, i, left, after)) is not None:
        return fronted
    if (chained := chained_name(namer, i, after)) is not None:
        return chained
    if q.kind not in COUNTS and starts_measure(namer, after) and measure_at(namer, left) is None and _comparative(namer, i) is None:
        # `điều chỉnh giảm 30% mức giá hỗ trợ`: what is measured stands behind
        behind = say(namer, after)
        return behind if q.role == "change" else (say(namer, left)[-(LONGEST - len(behind)) :] + behind)
    if not left and not after and q.kind in COUNTS:
        after = _said_of_both(namer, i) or after_words(namer, i, past=True)
    own = _full(namer, q, left, after)
    if not left and own == unit_words(namer, q) and (above := lead_name(namer, i)):
        return above[: LONGEST - len(own)] + own
    if q.kind == "cases" and not after and _bare_deed(namer, left) and (above := section_words(namer, q)[: LONGEST // 2]):
        return above + own
    if (cause := _cause(namer, i, left)) is not None:
        above = say(namer, after_words(namer, cause)) or _name(namer, cause)
        return above[: LONGEST - min(len(own), 5)] + own
    if not own or (not left and q.kind not in FOLLOWED and q.role != "share"):
        inherited = inherited_name(namer, i, name_of) or (list_head(namer, i, left, name_of) or [] if not own else [])
        return inherited + own if inherited else own or section_words(namer, q)[:LONGEST] or masked_left(namer, i)
    if (deed := _deed_before(namer, i, left)) is not None:
        return _name(namer, deed)[: LONGEST - len(own)] + own
    if (headed := list_head(namer, i, left, name_of)) is not None:
        return headed + own
    if len(own) < 3 and left and (completed := _completed(namer, q, left)):
        return completed + [w for w in own if w.lower() not in {c.lower() for c in completed}]
    if len(own) < 2 and q.role != "level" and (above := section_words(namer, q)[: LONGEST // 2]):
        return above + own  # `CPI tháng 10 giảm` below `Thương mại, giá cả`
    if len(own) < 2:
        return masked_left(namer, i) + own
    return own


def _bare_deed(namer: Namer, left: list[int]) -> bool:
    """`xảy ra 07 vụ`: that it happened, not what."""
    low = [namer.draft.tokens.text[k] for k in left]
    found = namer.words.bare_deed.after(low, 0)
    return found is not None and found[1] == len(low)


def _said_of_both(namer: Namer, i: int) -> list[int]:
    """`112 hộ với 530 nhân khẩu phải di dời`: what is said of the second count is said of the first."""
    k = namer.behind[i]
    if i + 1 >= len(namer.first) or namer.first[i + 1] - k > 3 or namer.draft.tokens.text[k] not in namer.words.accompanied:
        return []
    return after_words(namer, i + 1) if namer.draft.quantities[i + 1].kind in COUNTS else []


def _completed(namer: Namer, q: Quantity, left: list[int]) -> list[str]:
    """`đã tiếp 30 cuộc` below `Công tác tiếp công dân, giải quyết đơn thư`: the heading says what the word is short for."""
    verb = namer.draft.tokens.text[left[0]]
    heading = section_words(namer, q)
    low = [w.lower() for w in heading]
    return heading[low.index(verb) :][:3] if verb in low[:-1] else []


def _deed_before(namer: Namer, i: int, left: list[int]) -> int | None:
    """`bán được 62 kg kén, cầm 5,6 triệu đồng`: a bare verb before an amount says what came of the figure before."""
    q = namer.draft.quantities[i]
    if not i or q.kind not in ("money", "foreign_money") or q.role != "level" or len(left) != 1 or measure_at(namer, left) is not None:
        return None
    before = namer.draft.quantities[i - 1]
    return i - 1 if namer.lefts[i].stopped_by == "figure" and before.sentence == q.sentence and before.role == "level" else None


def _compared_level(namer: Namer, i: int) -> int | None:
    """`487 ca, tăng 12,2% so với tuần trước (434 ca)`, `đạt 103% kế hoạch (2.080 ha)`: alone in the bracket, it is of what is compared."""
    quantities, text = namer.draft.quantities, namer.draft.tokens.text
    q = quantities[i]
    if not i or q.role != "level" or namer.lefts[i].stopped_by != "(" or namer.lefts[i].stop != namer.first[i] - 1:
        return None
    if namer.behind[i] >= len(text) or text[namer.behind[i]] != ")":
        return None
    compared = quantities[i - 1]
    level = compared.of
    if compared.role == "level" or level is None or quantities[level].kind != q.kind or compared.sentence != q.sentence:
        return None
    return level


def _plan_before(namer: Namer, i: int) -> list[str]:
    """The words for a plan between the figure before and the bracket."""
    text = namer.draft.tokens.text
    between = [k for k in range(namer.behind[i - 1], namer.lefts[i].stop) if text[k].isalpha()]
    return say(namer, between) if _only_plan(namer, between) else []


def _giver(namer: Namer, i: int) -> list[str]:
    """`đạt 116,4% dự toán Bộ Tài chính giao (3.876 tỷ đồng)`: a plan told by who gave it."""
    text = namer.draft.tokens.text
    between = [k for k in range(namer.behind[i - 1], namer.lefts[i].stop) if text[k].isalpha()]
    given = len(between) > 3 and namer.words.plan_only.after([text[k] for k in between], 0) is not None and not _only_plan(namer, between)
    return say(namer, between)[:LONGEST] if given else []


def _cause(namer: Namer, i: int, left: list[int]) -> int | None:
    """`11 vụ tai nạn, làm chết 5 người, bị thương 3 người`: the figure that the others follow from."""
    k = i
    while k and left and namer.lefts[k].stopped_by == "figure" and namer.draft.tokens.text[left[0]] in namer.words.consequence:
        k -= 1
        left = left_words(namer, k)
    return k if k < i else None


def _full(namer: Namer, q: Quantity, left: list[int], after: list[int]) -> list[str]:
    """Left words, counted noun, words after, within twelve syllables."""
    before = say(namer, left)
    behind = say(namer, after)
    measured = measure_at(namer, left) is not None
    use_after = q.kind in FOLLOWED or q.role == "share" or not left
    if q.role == "change" and left:
        use_after = False
    if measured and q.kind not in COUNTS and q.role != "share":
        use_after = False
    if q.kind in COUNTS:
        unit = unit_words(namer, q)
        noun = unit if unit and not contains(before + behind, unit) else []
        room = LONGEST - len(noun)
        behind = behind[: max(4, room - len(before))] if use_after else []
        keep = room - len(behind)
        return before[max(0, len(before) - keep) :] + noun + behind
    if len(before) > 10:
        at = 0 if starts_measure(namer, left) else measure_at(namer, left)
        before = before[at:][:10] if at is not None else before[-10:]
    if use_after:
        return before + behind[: max(0, LONGEST - len(before))]
    return before


def _whole_name(namer: Namer, i: int, left: list[int], after: list[int]) -> list[str]:
    """The y of `x/y xã đạt chuẩn`: what is said of x is not said of it; where only the counted noun is left, what is done with x, else the heading, tells it."""
    q = namer.draft.quantities[i]
    own = _full(namer, q, left, before_predicate(namer, after))
    if own != unit_words(namer, q):
        return own
    done = left_words(namer, i - 1)
    if done and measure_at(namer, done) is None:
        return say(namer, done)[-DEED:] + own
    return own if len(own) > 1 else section_words(namer, q)[: LONGEST // 3] + own


def _part_name(namer: Namer, i: int, whole: int, left: list[int], after: list[int]) -> list[str]:
    q = namer.draft.quantities[i]
    own = say(namer, left)
    if namer.behind[i] < len(namer.draft.tokens) and namer.draft.tokens.text[namer.behind[i]] == "/" and not after:
        after = after_words(namer, whole)
    if q.kind in FOLLOWED:
        unit = unit_words(namer, q)
        behind = say(namer, after)
        if not own and unit and not contains(behind, unit):
            own = unit
        own = own + behind
    own = own[:8]
    if namer.lefts[i].stopped_by == "(" and own and all(w[:1].isupper() for w in own):
        own = []
    above = _name(namer, whole)
    unit = unit_words(namer, q)
    if own and unit and unit[0] not in namer.draft.quantities[whole].unit.split() and not contains(own + above, unit):
        own = own + unit  # `87 cơ sở giáo dục, chia ra: mầm non 40 trường`
    lowered = {w.lower() for w in own}
    kept = without_run(above, [w.lower() for w in own])
    room = LONGEST - len(own)
    return (kept[:room] if len(lowered) < LONGEST else []) + own


def _described_name(namer: Namer, i: int, target: int, left: list[int], after: list[int]) -> list[str]:
    q = namer.draft.quantities[i]
    own = say(namer, left)
    text = namer.draft.tokens.text
    if starts_measure(namer, left) and len(own) >= 4:
        return own + (say(namer, after)[:4] if q.role == "share" else [])
    above = _name(namer, target)
    k = namer.first[i] - 1
    if q.role == "share":
        verb = text[k] if k >= 0 and text[k] in namer.words.share_verbs else ""
        if verb:
            # a part is told by its own words, which stand last
            kept = above[-(LONGEST - 5) :] if namer.draft.quantities[target].part_of is not None else above[: LONGEST - 5]
            return [*kept, verb, *say(namer, after)[:4]]
        return above + own[:4]
    if (comparative := _comparative(namer, i)) is not None:
        return above[: max(4, LONGEST - len(comparative))] + comparative
    return above + [w for w in own if w.lower() not in {a.lower() for a in above}][:4]


def _comparative(namer: Namer, i: int) -> list[str] | None:
    """`cao hơn mức giao`: the words of the comparison belong to the name."""
    left = [k for p in namer.lefts[i].pieces[-1:] for k in p]
    text = namer.draft.tokens.text
    low = [text[k] for k in left]
    for n in range(len(low)):
        if namer.words.comparative.after(low, n) is not None:
            return say(namer, left[n:])[:7]
    return None


def _only_plan(namer: Namer, left: list[int]) -> bool:
    """Nothing but words for a plan stands before the figure, in a bracket or behind another figure: it takes that one's name."""
    if not left:
        return False
    low = [namer.draft.tokens.text[k] for k in left]
    n = 0
    while n < len(low):
        found = namer.words.plan_only.after(low, n)
        if found is None:
            return False
        n = found[1]
    return True


def _once(words: list[str]) -> list[str]:
    """Drops a word that repeats the one before it, and a run that is repeated."""
    out: list[str] = []
    low: list[str] = []
    for word in words:
        lowered = word.lower()
        if not low or low[-1] != lowered:
            out.append(word)
            low.append(lowered)
    if len(set(low)) == len(low):
        return out
    for size in range(len(low) // 2, 1, -1):
        for a in range(len(low) - 2 * size + 1):
            if low[a : a + size] == low[a + size : a + 2 * size]:
                return out[: a + size] + out[a + 2 * size :]
    return out
