"""Names that a figure does not carry itself: out of the list, sentence, lead-in or heading that it stands in."""

from __future__ import annotations

from collections.abc import Callable

from baocao_extract.indicators.name_words import (
    COUNTS,
    DEED,
    LONGEST,
    Namer,
    after_words,
    contains,
    left_words,
    measure_at,
    say,
    starts_measure,
    strip,
    unit_words,
)

# Figures in one respective list; no report sets more side by side.
_LONGEST_LIST = 30
# The name of another figure, by its index.
NameOf = Callable[[int], list[str]]


def respective_name(namer: Namer, i: int) -> list[str] | None:
    """`A và B lần lượt là 12 và 14 người`: each figure takes its own of the subjects."""
    quantities, text = namer.draft.quantities, namer.draft.tokens.text
    first, last = _list_around(namer, i)
    count = last - first + 1
    if count < 2:
        return None
    k = namer.first[first] - 1
    phrase = next((j for j in range(k, max(0, k - 6), -1) if " ".join(text[j - 1 : j + 1]) in namer.words.respective), None)
    if phrase is None:
        return None
    sentence_start = namer.draft.tokens.at(namer.draft.sentences[quantities[i].sentence].start)
    subjects: list[list[int]] = [[]]
    for j in range(phrase - 2, sentence_start - 1, -1):
        if namer.owner[j] >= 0 or text[j] in (":", ";", "(", ")"):
            break
        if text[j] in namer.words.joined and len(subjects) < count:
            subjects.append([])
        elif text[j][0].isalnum():
            subjects[-1].append(j)
    parts = [list(reversed(s)) for s in reversed(subjects)]
    if len(parts) != count or not all(parts):
        return None
    head = parts[0][: -len(parts[-1])] if len(parts[0]) > len(parts[-1]) else []
    verb = [j for j in range(phrase + 1, namer.first[first]) if text[j] in namer.words.share_verbs]
    own = parts[i - first] if i == first else head + parts[i - first]
    return say(namer, strip(namer, own)) + say(namer, verb) + say(namer, after_words(namer, last))[:5]


def _joined(namer: Namer, i: int) -> bool:
    """Only list marks and a modifier stand between figure i and the one before."""
    gap = namer.draft.tokens.text[namer.behind[i - 1] : namer.first[i]]
    return bool(gap) and len(gap) <= 2 and all(t in namer.words.joined for t in gap)


def chained_name(namer: Namer, i: int, after: list[int]) -> list[str] | None:
    """`33 hộ chăn nuôi thuộc 13 xã của 4 huyện`: the subject of the first, the own noun, the own words after."""
    q = namer.draft.quantities[i]
    if q.kind not in COUNTS or i == 0 or namer.lefts[i].stopped_by != "figure":
        return None
    gap = range(namer.behind[i - 1], namer.first[i])
    text = namer.draft.tokens.text
    if not 1 <= len(gap) <= 6 or text[namer.first[i] - 1] not in namer.words.chain or not all(text[k].isalpha() for k in gap):
        return None
    unit = unit_words(namer, q)
    if namer.draft.quantities[i - 1].kind not in COUNTS:
        # `đã chi 86,9 tỷ đồng cho 76.144 người`: what was done with the amount
        done = left_words(namer, i - 1)
        if namer.draft.quantities[i - 1].role != "level" or not done or measure_at(namer, done) is not None:
            return None
        given = say(namer, [k for k in gap if k < namer.first[i] - 1])
        return [*say(namer, done)[-DEED:], *given, *unit, *say(namer, after)[:3]]
    if text[namer.first[i] - 1] in namer.words.accompanied:
        # `178 cơ sở lưu trú với 4.020 phòng`: the things that have them
        counted = namer.draft.quantities[i - 1]
        said = say(namer, after_words(namer, i - 1))
        holder = ([] if said else say(namer, left_words(namer, i - 1))[:6]) + unit_words(namer, counted) + said
        return holder[: LONGEST - len(unit)] + unit + say(namer, after)[:4]
    root = i - 1
    while (
        root
        and namer.lefts[root].stopped_by == "figure"
        and len(range(namer.behind[root - 1], namer.first[root])) <= 6
        and text[namer.first[root] - 1] in namer.words.chain
    ):
        root -= 1
    subject = say(namer, left_words(namer, root))
    return subject[: LONGEST - len(unit)] + unit + say(namer, after)[:4]


def enumerated_name(namer: Namer, i: int, after: list[int]) -> list[str] | None:
    """`tặng 640 suất quà, 45 xe đạp và 12 thẻ`: what is done with the first is done with the others."""
    if (again := _again(namer, i)) is not None:
        deed = left_words(namer, again)
        own = unit_words(namer, namer.draft.quantities[i]) + say(namer, after)
        return say(namer, deed)[: LONGEST - len(own)] + own if deed and measure_at(namer, deed) is None else None
    if not _goes_on(namer, i) or namer.words.predicate.after(namer.draft.tokens.text, namer.behind[i]) is not None:
        return None
    root = i - 1
    while root > i - _LONGEST_LIST and _goes_on(namer, root):
        root -= 1
    deed = left_words(namer, root)
    if not deed or measure_at(namer, deed) is not None:
        return None
    q = namer.draft.quantities[i]
    own = unit_words(namer, q)
    behind = say(namer, after)
    own = (own if not contains(behind, own) else []) + behind
    return say(namer, deed)[-max(2, min(DEED, LONGEST - len(own))) :] + own


def _again(namer: Namer, i: int) -> int | None:
    """`tặng 83.256 suất quà của A với kinh phí 17 tỷ; 92.200 suất quà của B`: the same things counted once more behind a semicolon."""
    quantities = namer.draft.quantities
    q = quantities[i]
    if q.kind not in COUNTS or q.role != "level" or namer.lefts[i].stopped_by != ";" or left_words(namer, i):
        return None
    if any(namer.draft.tokens.text[k] in namer.words.fronting for k in range(namer.lefts[i].stop + 1, namer.first[i])):
        return None  # `; toàn tỉnh hiện có 214.000 hội viên`
    for k in range(i - 1, max(-1, i - 5), -1):
        if quantities[k].sentence != q.sentence:
            return None
        if quantities[k].unit == q.unit and quantities[k].role == "level" and left_words(namer, k):
            return k
    return None


def _goes_on(namer: Namer, i: int) -> bool:
    """Figure i counts the next things of a list that the figure before stands in: nothing but a mark and a modifier directly before it."""
    if not i or namer.lefts[i].stopped_by != "figure" or left_words(namer, i):
        return False
    q, before = namer.draft.quantities[i], namer.draft.quantities[i - 1]
    if before.kind == "cases" and q.kind == "people":
        return False  # an event and its victims
    if q.kind not in COUNTS or before.kind not in COUNTS or q.role != "level" or before.role != "level" or q.sentence != before.sentence:
        return False
    return namer.first[i] > namer.behind[i - 1] and namer.draft.tokens.text[namer.first[i] - 1] in namer.words.joined


def fronted_name(namer: Namer, i: int, left: list[int], after: list[int]) -> list[str] | None:
    """A count right behind another figure's comma, or a share with nothing before it: the words after it are its name."""
    q = namer.draft.quantities[i]
    stop = namer.lefts[i].stopped_by
    raw = [k for p in namer.lefts[i].pieces for k in p]
    text = namer.draft.tokens.text
    bare = all(text[k] in namer.words.fronting for k in raw)
    pieces = namer.lefts[i].pieces
    near = len(pieces) > 1 and all(text[k] in namer.words.fronting for k in pieces[-1])
    if not after or len(after) < 2:
        return None
    if ((bare and stop in ("start", "figure", ";", ":")) or near) and q.role == "share":
        return say(namer, after)
    if ((bare and stop == "figure") or near) and q.kind in COUNTS and q.role == "level":
        unit = unit_words(namer, q)
        behind = say(namer, after)
        return (unit if not contains(behind, unit) else []) + behind
    return None


def pointed_back(namer: Namer, i: int) -> int | None:
    """`…, tỷ lệ này là 92%`, `các tỷ lệ này lần lượt là 49,3%, 34,1% và 16,6%`: the figure that is meant, of a list the one at the same place."""
    quantities, tokens = namer.draft.quantities, namer.draft.tokens
    first, last = _list_around(namer, i)
    begin = namer.lefts[first].stop + 1
    if begin >= namer.first[first]:
        return None
    if namer.words.pointing_back.search(namer.draft.low, tokens.start[begin], tokens.start[namer.first[first]]) is None:
        return None
    same = [
        k for k in range(first - 1, max(-1, first - 20), -1)
        if quantities[k].kind == quantities[i].kind and quantities[k].role == quantities[i].role and quantities[k].paragraph == quantities[i].paragraph
    ]  # fmt: skip
    back = last - i  # counted from the end of either list
    return same[back] if back < len(same) else None


def _list_around(namer: Namer, i: int) -> tuple[int, int]:
    """The first and the last figure of the list that figure `i` stands in: of one kind and sentence, list marks between them."""
    quantities = namer.draft.quantities

    def goes_on(k: int) -> bool:
        q, before = quantities[k], quantities[k - 1]
        return before.sentence == q.sentence and before.kind == q.kind and _joined(namer, k)

    first = last = i
    while first > max(0, i - _LONGEST_LIST) and goes_on(first):
        first -= 1
    while last + 1 < min(len(quantities), i + _LONGEST_LIST) and goes_on(last + 1):
        last += 1
    return first, last


def previous_figure(namer: Namer, i: int) -> int | None:
    if i == 0:
        return None
    quantities = namer.draft.quantities
    return i - 1 if quantities[i - 1].paragraph == quantities[i].paragraph else None


def figure_before(namer: Namer, i: int) -> int | None:
    """The figure before in the same sentence, else one of the kind before in the paragraph."""
    quantities = namer.draft.quantities
    previous = previous_figure(namer, i)
    if previous is None or quantities[previous].sentence == quantities[i].sentence:
        return previous
    near = range(previous, max(-1, previous - _LONGEST_LIST), -1)
    return next((k for k in near if quantities[k].kind == quantities[i].kind and quantities[k].paragraph == quantities[i].paragraph), None)


def accompanied_name(namer: Namer, i: int, left: list[int], name_of: NameOf) -> list[str] | None:
    """`… với tổng kinh phí 17 tỷ đồng`: the name of the figure before, then the measure noun."""
    q = namer.draft.quantities[i]
    if q.kind in COUNTS or not left:
        return None
    text = namer.draft.tokens.text
    at = measure_at(namer, left)
    if at is None:
        return None
    # the outermost of a chain of measure nouns: `tổng kinh phí`
    while at > 0 and measure_at(namer, left[:at]) is not None and measure_at(namer, left[:at]) == at - 1:
        at -= 1
    subject = next((p for p in namer.lefts[i].pieces[:-1] if starts_measure(namer, strip(namer, p))), None)
    if subject is not None and left[at] not in subject and text[strip(namer, subject)[0]] == text[left[at]]:
        # `Tổng kinh phí thăm hỏi, tặng quà … với tổng kinh phí 77 tỷ đồng`: it is said at the beginning
        return say(namer, strip(namer, subject))[: LONGEST - 2]
    own = left[at:]
    before = left[at - 1] if at else -1
    previous = previous_figure(namer, i)
    with_it = (at == 0 and own[0] > 0 and text[own[0] - 1] in namer.words.accompanied) or (
        before >= 0 and text[before] in namer.words.accompanied
    )
    if len(own) > 6:
        return None
    if (
        namer.lefts[i].stopped_by == "figure"
        and at <= 1
        and (with_it or len(own) <= 2)
        and previous is not None
        and namer.draft.quantities[previous].sentence == q.sentence
    ):
        above = name_of(previous)
        return without_run(above, [text[k] for k in own])[: LONGEST - len(own)] + say(namer, own)
    if with_it and at > 1:
        return say(namer, left[: at - 1])[:8] + say(namer, own)
    return None


def without_run(above: list[str], own: list[str]) -> list[str]:
    """`above` less the longest run of at least two words that `own` repeats."""
    low = [w.lower() for w in above]
    for size in range(min(len(low), len(own)), 1, -1):
        for a in range(len(low) - size + 1):
            run = low[a : a + size]
            if any(own[b : b + size] == run for b in range(len(own) - size + 1)):
                return above[:a] + above[a + size :]
    return above


def inherited_name(namer: Namer, i: int, name_of: NameOf) -> list[str]:
    """Nothing of its own: the lead-in's words for a bullet, else the name of the figure before."""
    draft = namer.draft
    q = draft.quantities[i]
    if (
        q.paragraph >= 0
        and (lead := draft.paragraphs[q.paragraph].lead_in) is not None
        and (i == 0 or draft.quantities[i - 1].paragraph != q.paragraph)
    ):
        words = _lead_words(namer, lead)
        if words:
            return words
    stop = namer.lefts[i].stopped_by
    if i and stop in ("figure", "(", ";", ":", "cue", "start") and draft.quantities[i - 1].paragraph == q.paragraph:
        for k in range(i - 1, max(-1, i - 4), -1):
            other = draft.quantities[k]
            if other.paragraph != q.paragraph:
                break
            if other.kind == q.kind:
                return name_of(k)
        return name_of(i - 1)
    return []


def bracketed_name(namer: Namer, i: int) -> list[str] | None:
    """`cho vay 4,27 tỷ đồng (89 hộ, …)`: a count in the bracket right behind another figure is of the same deed."""
    q, left = namer.draft.quantities[i], namer.lefts[i]
    if not i or q.kind not in COUNTS or left.stopped_by != "(" or left.stop != namer.first[i] - 1 or namer.behind[i - 1] != left.stop:
        return None
    before = namer.draft.quantities[i - 1]
    done = left_words(namer, i - 1)
    if before.role != "level" or before.kind == q.kind or not done:
        return None
    unit = unit_words(namer, q)
    return say(namer, done)[-(LONGEST - len(unit)) :] + unit


def lead_name(namer: Namer, i: int) -> list[str]:
    """`Kết quả cấp lần đầu của một số huyện:` over `- Lộc Bình: 1.284 giấy`: what the places of a list have is said above it."""
    draft = namer.draft
    q = draft.quantities[i]
    lead = draft.paragraphs[q.paragraph].lead_in if q.paragraph >= 0 else None
    labelled = namer.draft.tokens.text[namer.first[i] - 1] == ":" and namer.lefts[i].stopped_by == "start"
    return _lead_words(namer, lead) if lead is not None and labelled else []


def _lead_words(namer: Namer, lead: int) -> list[str]:
    """The words of a lead-in line from its measure noun on, six at most."""
    draft, tokens = namer.draft, namer.draft.tokens
    paragraph = draft.paragraphs[lead]
    indices = [
        k for k in range(tokens.at(paragraph.body if paragraph.body > 0 else paragraph.start), tokens.at(paragraph.end))
        if tokens.text[k][0].isalpha() and not namer.masked[k] and namer.owner[k] < 0
    ]  # fmt: skip
    indices = strip(namer, indices)
    low = [tokens.text[k] for k in indices]
    first = next(
        (n for n in range(len(low)) if starts_measure(namer, indices[n : n + 3]) and namer.words.not_measure.before(low, n + 1) is None),
        None,
    )
    return say(namer, indices[first : first + 6] if first is not None else indices[:6])


def list_head(namer: Namer, i: int, left: list[int], name_of: NameOf) -> list[str] | None:
    """A price, percent or amount without a measure noun of its own takes that of the list's head; a price at least `giá`."""
    q = namer.draft.quantities[i]
    head = _head_of_list(namer, i, left, name_of)
    if head is None and q.kind == "price" and left and q.role == "level" and measure_at(namer, left) is None:
        return [namer.words.price_noun]
    return head


def _head_of_list(namer: Namer, i: int, left: list[int], name_of: NameOf) -> list[str] | None:
    draft = namer.draft
    q = draft.quantities[i]
    if q.kind not in ("price", "percent", "money") or measure_at(namer, left) is not None:
        return None
    stop = namer.lefts[i]
    text = draft.tokens.text
    if stop.stopped_by in (":", "cue") and stop.stop > 0:
        clause: list[int] = []
        k = stop.stop - 1
        floor = draft.tokens.at(draft.sentences[q.sentence].start) if q.sentence >= 0 else 0
        while k >= floor and len(clause) < 24 and text[k] != ";":
            if text[k][0].isalpha() and not namer.masked[k] and namer.owner[k] < 0:
                clause.append(k)
            k -= 1
        clause.reverse()
        at = next((n for n in range(len(clause)) if starts_measure(namer, clause[n : n + 3])), None)
        if at is not None:
            return say(namer, strip(namer, clause[at : at + 5]))
    for k in range(i - 1, max(-1, i - 4), -1):
        other = draft.quantities[k]
        if other.paragraph != q.paragraph:
            break
        if other.kind == q.kind and other.role == q.role:
            above = name_of(k)
            low = [w.lower() for w in above]
            at = next((n for n in range(len(low)) if namer.words.measure.after(low, n)), None)
            if at is None:
                return None
            found = namer.words.measure.after(low, at)
            size = (found[1] - at) if found else 1
            wide = " ".join(low[at : at + size]) in namer.words.general and other.sentence == q.sentence
            return above[at : at + (7 if wide else size)]
    return None


def masked_left(namer: Namer, i: int) -> list[str]:
    """The words directly before, masked ones too (`toàn xã có` 16 thôn): better than the bare noun."""
    text = namer.draft.tokens.text
    out: list[int] = []
    k = namer.first[i] - 1
    while k >= 0 and text[k].isalpha() and namer.owner[k] < 0 and len(out) < 4:
        out.append(k)
        k -= 1
    return say(namer, out[::-1])
