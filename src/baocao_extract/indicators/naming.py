"""What a figure measures, in the document's own words: the words before it, the counted noun, the words after it; a part takes its
whole's words first, a change or share those of its level, a list those of its head (guidelines, field `name`)."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from baocao_extract.draft import Draft, Quantity
from baocao_extract.model import Kind
from baocao_extract.patterns import Patterns, compile_pattern
from baocao_extract.quantities.lexicon import Phrases

_LONGEST = 12
# Figures in one respective list; no report sets more side by side.
_LONGEST_LIST = 30
_COUNTS: frozenset[Kind] = frozenset(("households", "people", "organisations", "cases", "items"))
_AFTER: frozenset[Kind] = _COUNTS | {"mass", "area", "volume", "energy", "length"}
_HARD = frozenset((".", "!", "?", "…", "\n"))


@dataclass(frozen=True)
class Vocabulary:
    masks: tuple[regex.Pattern[str], ...]
    masked: Phrases[str]
    tail: Phrases[str]
    head: frozenset[str]
    after_stop: Phrases[str]
    after_verbs: frozenset[str]
    consequence: frozenset[str]
    price_noun: str
    respective: frozenset[str]
    joined: frozenset[str]
    left_stop: Phrases[str]
    measure: Phrases[str]
    not_measure: Phrases[str]
    general: frozenset[str]
    share_verbs: frozenset[str]
    plan_only: Phrases[str]
    comparative: Phrases[str]
    chain: frozenset[str]
    accompanied: frozenset[str]
    fronting: frozenset[str]


@functools.cache
def _vocabulary(patterns: Patterns) -> Vocabulary:
    def phrases(use: str, *, backward: bool = False) -> Phrases[str]:
        return Phrases([(w, w) for w in patterns.words("naming", use=use)], backward=backward)

    def words(use: str) -> frozenset[str]:
        return frozenset(patterns.words("naming", use=use))

    return Vocabulary(
        masks=tuple(compile_pattern(patterns.source(r)) for r in patterns.rows("naming", use="mask") if r.regex), masked=phrases("mask-words"), tail=phrases("tail", backward=True), head=words("head"), after_stop=phrases("after-stop"), after_verbs=words("after-verb"), consequence=words("consequence"),
        price_noun=patterns.words("naming", use="price-noun")[0], respective=words("respective"), joined=words("respective-and"),
        left_stop=phrases("left-stop", backward=True), measure=phrases("measure"), not_measure=phrases("not-measure", backward=True), general=words("general-measure"),
         share_verbs=words("share-verb"), plan_only=phrases("plan-only"), comparative=phrases("comparative"),
        chain=words("chain"), accompanied=words("with"), fronting=words("fronting"),
    )  # fmt: skip


@dataclass(slots=True)
class Left:
    """The words before a figure: token indices in reading order, by comma pieces, nearest last; why the walk stopped."""

    pieces: list[list[int]]
    stopped_by: str
    stop: int
    empty_near: bool


@dataclass(slots=True)
class Namer:
    draft: Draft
    words: Vocabulary
    owner: list[int]
    masked: bytearray
    first: list[int]
    behind: list[int]
    lefts: list[Left]
    names: dict[int, list[str]] = field(default_factory=dict)
    busy: set[int] = field(default_factory=set)


def assign(draft: Draft, patterns: Patterns, masked_spans: Sequence[tuple[int, int]]) -> None:
    """Sets `name` of every quantity. `masked_spans` are the time expressions and places, whose words belong to no name."""
    if not draft.quantities:
        return
    namer = _prepare(draft, _vocabulary(patterns), masked_spans)
    for i, q in enumerate(draft.quantities):
        q.name = " ".join(_name(namer, i))


def _prepare(draft: Draft, words: Vocabulary, masked_spans: Sequence[tuple[int, int]]) -> Namer:
    tokens = draft.tokens
    owner = [-1] * len(tokens)
    masked = bytearray(len(tokens))
    first, behind = [], []
    for i, q in enumerate(draft.quantities):
        a, b = tokens.at(q.lead), tokens.at(q.end)
        first.append(a)
        behind.append(b)
        for k in range(a, b):
            owner[k] = i
    spans = list(masked_spans) + [m.span() for mask in words.masks for m in mask.finditer(draft.low)]
    for start, end in spans:
        for k in range(tokens.at(start), tokens.at(end)):
            if owner[k] < 0:
                masked[k] = 1
    k = 0
    while k < len(tokens):
        if (phrase := words.masked.after(tokens.text, k)) is None:
            k += 1
            continue
        for j in range(k, phrase[1]):
            if owner[j] < 0:
                masked[j] = 1
        k = phrase[1]
    for other in draft.others:
        for k in range(tokens.at(other.start), tokens.at(other.end)):
            if other.reason != "name":
                masked[k] = 1
    namer = Namer(draft, words, owner, masked, first, behind, [])
    namer.lefts = [_left(namer, i) for i in range(len(draft.quantities))]
    return namer


def _left(namer: Namer, i: int) -> Left:
    """Walks left from the figure inside its sentence (rule: stop at another figure, an open bracket, `;`, `:`, a list cue)."""
    draft, words = namer.draft, namer.words
    q = draft.quantities[i]
    text = draft.tokens.text
    sentence_start = draft.tokens.at(draft.sentences[q.sentence].start) if q.sentence >= 0 else 0
    pieces: list[list[int]] = [[]]
    k = namer.first[i] - 1
    if k >= sentence_start and text[k] in (":", "-", "–", "="):
        k -= 1
    stopped, depth_guard, comma, comma_empty = "start", 0, False, False
    while k >= sentence_start:
        token = text[k]
        if namer.owner[k] >= 0:
            stopped = "figure"
            if pieces[-1] and comma:
                pieces.pop()  # the words up to the first comma belong to that figure
            break
        if token == ")":
            k = _opening(text, k, sentence_start)
            depth_guard += 1
            if depth_guard > 6:
                break
            k -= 1
            continue
        if token in ("(", ";", ":", "["):
            stopped = token
            break
        if token in _HARD:
            stopped = "start"
            break
        if token == ",":
            comma_empty = comma_empty or not (comma or pieces[-1])
            comma = True
            if pieces[-1]:
                pieces.append([])
        elif token[0].isalnum():
            cue = words.left_stop.before(text, k + 1)
            if cue is not None and cue[1] >= sentence_start:
                stopped = "cue"
                break
            if not namer.masked[k]:
                pieces[-1].append(k)
        k -= 1
    near = [list(reversed(p)) for p in pieces if p]
    empty = comma_empty or (bool(near) and not _strip(namer, near[0]))
    near.reverse()
    return Left(near, stopped, k, empty)


def _opening(text: Sequence[str], k: int, floor: int) -> int:
    depth = 0
    while k >= floor:
        if text[k] == ")":
            depth += 1
        elif text[k] == "(":
            depth -= 1
            if depth == 0:
                return k
        k -= 1
    return floor


def _strip(namer: Namer, indices: list[int]) -> list[int]:
    """Drops the verbs and prepositions that only lead to the number, at the right end, and the connectives at the left end."""
    text = namer.draft.tokens.text
    words = namer.words
    out = list(indices)
    while out:
        tail = words.tail.before([text[k] for k in out[-4:]], min(4, len(out)))
        if tail is None:
            break
        out = out[: len(out) - (min(4, len(out)) - tail[1])]
    while out and text[out[0]] in words.head:
        out.pop(0)
    return out


def _left_words(namer: Namer, i: int) -> list[int]:
    q = namer.draft.quantities[i]
    raw = namer.lefts[i].pieces
    pieces = [s for p in raw if (s := _strip(namer, p))]
    if not pieces:
        return []
    if q.kind in _COUNTS and namer.lefts[i].empty_near and _after_words(namer, i):
        return []  # `theo Ban chỉ đạo, đến ngày …, toàn tỉnh có 9 người chết`: what it counts stands behind
    taken = pieces[-1]
    n = len(pieces) - 1
    while len(taken) < 3 and n > 0:
        n -= 1
        taken = pieces[n] + taken
    if not _measure_at(namer, taken) and q.kind not in _COUNTS:
        # the subject may stand in an earlier piece: `sản lượng lúa, ngô đạt`
        for back in range(n - 1, max(-1, n - 4), -1):
            if _starts_measure(namer, pieces[back]):
                taken = [k for p in pieces[back:] for k in p]
                break
    return taken


def _measure_at(namer: Namer, indices: list[int]) -> int | None:
    """Position in `indices` of the last measure noun."""
    text = namer.draft.tokens.text
    low = [text[k] for k in indices]
    n, last = 0, None
    while n < len(low):
        found = namer.words.measure.after(low, n)
        if found is None:
            n += 1
            continue
        if namer.words.not_measure.before(low, found[1]) is None:
            last = n
        n = found[1]
    return last


def _starts_measure(namer: Namer, indices: list[int]) -> bool:
    text = namer.draft.tokens.text
    return namer.words.measure.after([text[k] for k in indices[:3]], 0) is not None if indices else False


def _after_words(namer: Namer, i: int) -> list[int]:
    """From the number to the first mark, figure or connective; at most nine words. A bracket directly behind is jumped over."""
    text, words = namer.draft.tokens.text, namer.words
    start = namer.draft.tokens.start
    q = namer.draft.quantities[i]
    limit = namer.draft.sentences[q.sentence].end if q.sentence >= 0 else len(namer.draft.low)
    out: list[int] = []
    k = namer.behind[i]
    while k < len(text) and start[k] < limit and len(out) < 9:
        token = text[k]
        if namer.owner[k] >= 0:
            break
        if token == "(" and not out:
            closed = _closing(text, k)
            if closed is None or closed + 1 >= len(text) or not text[closed + 1].isalpha():
                break
            k = closed + 1
            continue
        if token == "," and 0 < len(out) <= 2 and _plain_piece(namer, k + 1, limit):
            k += 1
            continue
        if not token[0].isalnum():
            if token in ("-", "/", "–") and out and k + 1 < len(text) and text[k + 1][0].isalpha():
                k += 1
                continue
            break
        if words.after_stop.after(text, k) is not None or (token in words.after_verbs and _figure_near(namer, k)):
            break
        if not namer.masked[k]:
            out.append(k)
        k += 1
    return _strip(namer, out)


def _figure_near(namer: Namer, k: int) -> bool:
    return any(owner >= 0 for owner in namer.owner[k + 1 : k + 5])


def _plain_piece(namer: Namer, k: int, limit: int) -> bool:
    """The comma piece from token `k` on holds no figure."""
    text, start = namer.draft.tokens.text, namer.draft.tokens.start
    for j in range(k, min(k + 12, len(text))):
        if start[j] >= limit or text[j] in (",", ";", ".", "\n", ")"):
            return True
        if namer.owner[j] >= 0:
            return False
    return True


def _closing(text: Sequence[str], k: int) -> int | None:
    depth = 0
    for j in range(k, min(k + 60, len(text))):
        if text[j] == "(":
            depth += 1
        elif text[j] == ")":
            depth -= 1
            if depth == 0:
                return j
        elif text[j] == "\n":
            return None
    return None


def _say(namer: Namer, indices: Sequence[int]) -> list[str]:
    flow, tokens = namer.draft.flow, namer.draft.tokens
    words: list[str] = []
    last = -2
    for k in indices:
        piece = flow[tokens.start[k] : tokens.end[k]]
        if k == last + 1 and tokens.start[k] == tokens.end[last]:
            words[-1] += piece
        else:
            words.append(piece)
        last = k
    return words


def _unit_words(namer: Namer, q: Quantity) -> list[str]:
    """The counted noun, unless it is a plain measure."""
    if q.kind not in _COUNTS or not q.unit:
        return []
    return [w for w in q.unit.replace(",", " ").replace("/", " ").split() if w.isalpha()]


def _contains(haystack: Sequence[str], needle: Sequence[str]) -> bool:
    low = [w.lower() for w in haystack]
    n = len(needle)
    return any(low[k : k + n] == list(needle) for k in range(len(low) - n + 1))


def _name(namer: Namer, i: int) -> list[str]:
    if i in namer.names:
        return namer.names[i]
    if i in namer.busy:
        return []
    namer.busy.add(i)
    words = _compose(namer, i)
    namer.busy.discard(i)
    words = _once(words)[:_LONGEST]
    namer.names[i] = words
    return words


def _compose(namer: Namer, i: int) -> list[str]:
    quantities = namer.draft.quantities
    q = quantities[i]
    left, after = _left_words(namer, i), _after_words(namer, i)
    if q.part_of is not None:
        return _part_name(namer, i, q.part_of, left, after)
    if q.role in ("change", "share") and q.of is not None:
        return _described_name(namer, i, q.of, left, after)
    if _only_plan(namer, left) and (previous := _previous(namer, i)) is not None:
        return _name(namer, previous) + _say(namer, left)
    if (fronted := _fronted(namer, i, left, after)) is not None:
        return fronted
    if (accompanied := _accompanied(namer, i, left)) is not None:
        return accompanied
    if (respective := _respective(namer, i)) is not None:
        return respective
    if (chained := _chained(namer, i, after)) is not None:
        return chained
    own = _full(namer, q, left, after)
    if left and namer.lefts[i].stopped_by == "figure" and namer.draft.tokens.text[left[0]] in namer.words.consequence and i:
        above = _name(namer, i - 1)
        return above[: _LONGEST - min(len(own), 5)] + own
    if not own or (not left and q.kind not in _AFTER and q.role != "share"):
        inherited = _inherit(namer, i)
        return inherited + own if inherited else own
    if (headed := _list_head(namer, i, left)) is not None:
        return headed + own
    if own == _unit_words(namer, q) or len(own) < 2:
        return (_section_words(namer, q) or _masked_left(namer, i)) + own
    return own


def _masked_left(namer: Namer, i: int) -> list[str]:
    """The words directly before, masked ones too (`toàn xã có` 16 thôn): better than the bare noun."""
    text = namer.draft.tokens.text
    out: list[int] = []
    k = namer.first[i] - 1
    while k >= 0 and text[k].isalpha() and namer.owner[k] < 0 and len(out) < 4:
        out.append(k)
        k -= 1
    return _say(namer, out[::-1])


def _section_words(namer: Namer, q: Quantity) -> list[str]:
    """The heading above, where the sentence names nothing but the counted noun; six words at most."""
    paragraph = namer.draft.paragraphs[q.paragraph] if q.paragraph >= 0 else None
    if paragraph is None or paragraph.section is None:
        return []
    heading = namer.draft.headings[paragraph.section]
    tokens = namer.draft.tokens
    indices = [
        k
        for k in range(tokens.at(max(heading.title_start, heading.start)), tokens.at(heading.end))
        if tokens.text[k][0].isalpha() and not namer.masked[k]
    ]
    return _say(namer, indices[:6])


def _respective(namer: Namer, i: int) -> list[str] | None:
    """`A và B lần lượt là 12 và 14 người`: each figure takes its own of the subjects."""
    quantities, text = namer.draft.quantities, namer.draft.tokens.text
    first = i
    while (
        first > max(0, i - _LONGEST_LIST)
        and quantities[first - 1].sentence == quantities[i].sentence
        and quantities[first - 1].kind == quantities[i].kind
        and _joined(namer, first)
    ):
        first -= 1
    last = i
    while (
        last + 1 < min(len(quantities), i + _LONGEST_LIST)
        and quantities[last + 1].sentence == quantities[i].sentence
        and quantities[last + 1].kind == quantities[i].kind
        and _joined(namer, last + 1)
    ):
        last += 1
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
    return _say(namer, _strip(namer, own)) + _say(namer, verb) + _say(namer, _after_words(namer, last))[:5]


def _joined(namer: Namer, i: int) -> bool:
    """Only list marks and a modifier stand between figure i and the one before."""
    gap = namer.draft.tokens.text[namer.behind[i - 1] : namer.first[i]]
    return bool(gap) and len(gap) <= 2 and all(t in namer.words.joined for t in gap)


def _chained(namer: Namer, i: int, after: list[int]) -> list[str] | None:
    """`33 hộ chăn nuôi thuộc 13 xã của 4 huyện`: the subject of the first, the own noun, the own words after."""
    q = namer.draft.quantities[i]
    if q.kind not in _COUNTS or i == 0 or namer.lefts[i].stopped_by != "figure":
        return None
    gap = range(namer.behind[i - 1], namer.first[i])
    text = namer.draft.tokens.text
    if not 1 <= len(gap) <= 6 or text[namer.first[i] - 1] not in namer.words.chain or not all(text[k].isalpha() for k in gap):
        return None
    if namer.draft.quantities[i - 1].kind not in _COUNTS:
        return None
    root = i - 1
    while (
        root
        and namer.lefts[root].stopped_by == "figure"
        and len(range(namer.behind[root - 1], namer.first[root])) <= 6
        and text[namer.first[root] - 1] in namer.words.chain
    ):
        root -= 1
    subject = _say(namer, _left_words(namer, root))
    unit = _unit_words(namer, q)
    return subject[: _LONGEST - len(unit)] + unit + _say(namer, after)[:4]


def _full(namer: Namer, q: Quantity, left: list[int], after: list[int]) -> list[str]:
    """Left words, counted noun, words after, within twelve syllables."""
    before = _say(namer, left)
    behind = _say(namer, after)
    measured = _measure_at(namer, left) is not None
    use_after = q.kind in _AFTER or q.role == "share" or not left
    if q.role == "change" and left:
        use_after = False
    if measured and q.kind not in _COUNTS and q.role != "share":
        use_after = False
    if q.kind in _COUNTS:
        unit = _unit_words(namer, q)
        noun = unit if unit and not _contains(before + behind, unit) else []
        room = _LONGEST - len(noun)
        behind = behind[: max(4, room - len(before))] if use_after else []
        keep = room - len(behind)
        return before[max(0, len(before) - keep) :] + noun + behind
    if len(before) > 10:
        at = 0 if _starts_measure(namer, left) else _measure_at(namer, left)
        before = before[at:][:10] if at is not None else before[-10:]
    if use_after:
        return before + behind[: max(0, _LONGEST - len(before))]
    return before


def _part_name(namer: Namer, i: int, whole: int, left: list[int], after: list[int]) -> list[str]:
    q = namer.draft.quantities[i]
    own = _say(namer, left)
    if namer.behind[i] < len(namer.draft.tokens) and namer.draft.tokens.text[namer.behind[i]] == "/" and not after:
        after = _after_words(namer, whole)
    if q.kind in _AFTER:
        unit = _unit_words(namer, q)
        behind = _say(namer, after)
        if not own and unit and not _contains(behind, unit):
            own = unit
        own = own + behind
    own = own[:8]
    if namer.lefts[i].stopped_by == "(" and own and all(w[:1].isupper() for w in own):
        own = []
    if whole > i and q.kind not in _COUNTS:
        return own or _name(namer, whole)
    above = _name(namer, whole)
    lowered = {w.lower() for w in own}
    kept = _without_run(above, [w.lower() for w in own])
    room = _LONGEST - len(own)
    return (kept[:room] if len(lowered) < _LONGEST else []) + own


def _without_run(above: list[str], own: list[str]) -> list[str]:
    """`above` less the longest run of at least two words that `own` repeats."""
    low = [w.lower() for w in above]
    for size in range(min(len(low), len(own)), 1, -1):
        for a in range(len(low) - size + 1):
            run = low[a : a + size]
            if any(own[b : b + size] == run for b in range(len(own) - size + 1)):
                return above[:a] + above[a + size :]
    return above


def _described_name(namer: Namer, i: int, target: int, left: list[int], after: list[int]) -> list[str]:
    q = namer.draft.quantities[i]
    own = _say(namer, left)
    text = namer.draft.tokens.text
    if _starts_measure(namer, left) and len(own) >= 4:
        return own + (_say(namer, after)[:4] if q.role == "share" else [])
    above = _name(namer, target)
    k = namer.first[i] - 1
    if q.role == "share":
        verb = text[k] if k >= 0 and text[k] in namer.words.share_verbs else ""
        if verb:
            return [*above[: _LONGEST - 5], verb, *_say(namer, after)[:4]]
        return above + own[:4]
    if (comparative := _comparative(namer, i)) is not None:
        return above[: max(4, _LONGEST - len(comparative))] + comparative
    return above + [w for w in own if w.lower() not in {a.lower() for a in above}][:4]


def _comparative(namer: Namer, i: int) -> list[str] | None:
    """`cao hơn mức giao`: the words of the comparison belong to the name."""
    left = [k for p in namer.lefts[i].pieces[-1:] for k in p]
    text = namer.draft.tokens.text
    low = [text[k] for k in left]
    for n in range(len(low)):
        if namer.words.comparative.after(low, n) is not None:
            return _say(namer, left[n:])[:7]
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


def _previous(namer: Namer, i: int) -> int | None:
    if i == 0:
        return None
    quantities = namer.draft.quantities
    return i - 1 if quantities[i - 1].paragraph == quantities[i].paragraph else None


def _fronted(namer: Namer, i: int, left: list[int], after: list[int]) -> list[str] | None:
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
        return _say(namer, after)
    if ((bare and stop == "figure") or near) and q.kind in _COUNTS and q.role == "level":
        unit = _unit_words(namer, q)
        behind = _say(namer, after)
        return (unit if not _contains(behind, unit) else []) + behind
    return None


def _accompanied(namer: Namer, i: int, left: list[int]) -> list[str] | None:
    """`… với tổng kinh phí 17 tỷ đồng`: the name of the figure before, then the measure noun."""
    q = namer.draft.quantities[i]
    if q.kind in _COUNTS or not left:
        return None
    text = namer.draft.tokens.text
    at = _measure_at(namer, left)
    if at is None:
        return None
    # the outermost of a chain of measure nouns: `tổng kinh phí`
    while at > 0 and _measure_at(namer, left[:at]) is not None and _measure_at(namer, left[:at]) == at - 1:
        at -= 1
    own = left[at:]
    before = left[at - 1] if at else -1
    previous = _previous(namer, i)
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
        above = _name(namer, previous)
        return _without_run(above, [text[k] for k in own])[: _LONGEST - len(own)] + _say(namer, own)
    if with_it and at > 1:
        return _say(namer, left[: at - 1])[-8:] + _say(namer, own)
    return None


def _inherit(namer: Namer, i: int) -> list[str]:
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
                return _name(namer, k)
        return _name(namer, i - 1)
    return []


def _lead_words(namer: Namer, lead: int) -> list[str]:
    """The words of a lead-in line from its measure noun on, six at most."""
    draft, tokens = namer.draft, namer.draft.tokens
    paragraph = draft.paragraphs[lead]
    indices = [
        k for k in range(tokens.at(paragraph.body if paragraph.body > 0 else paragraph.start), tokens.at(paragraph.end))
        if tokens.text[k][0].isalpha() and not namer.masked[k] and namer.owner[k] < 0
    ]  # fmt: skip
    indices = _strip(namer, indices)
    first = next((n for n in range(len(indices)) if _starts_measure(namer, indices[n : n + 3])), None)
    return _say(namer, indices[first : first + 6] if first is not None else indices[-6:])


def _list_head(namer: Namer, i: int, left: list[int]) -> list[str] | None:
    """A price, percent or amount without a measure noun of its own takes that of the list's head; a price at least `giá`."""
    q = namer.draft.quantities[i]
    head = _head_of_list(namer, i, left)
    if head is None and q.kind == "price" and left and q.role == "level" and _measure_at(namer, left) is None:
        return [namer.words.price_noun]
    return head


def _head_of_list(namer: Namer, i: int, left: list[int]) -> list[str] | None:
    draft = namer.draft
    q = draft.quantities[i]
    if q.kind not in ("price", "percent", "money") or _measure_at(namer, left) is not None:
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
        at = next((n for n in range(len(clause)) if _starts_measure(namer, clause[n : n + 3])), None)
        if at is not None:
            return _say(namer, _strip(namer, clause[at : at + 5]))
    for k in range(i - 1, max(-1, i - 4), -1):
        other = draft.quantities[k]
        if other.paragraph != q.paragraph:
            break
        if other.kind == q.kind and other.role == q.role:
            above = _name(namer, k)
            low = [w.lower() for w in above]
            at = next((n for n in range(len(low)) if namer.words.measure.after(low, n)), None)
            if at is None:
                return None
            found = namer.words.measure.after(low, at)
            size = (found[1] - at) if found else 1
            wide = " ".join(low[at : at + size]) in namer.words.general and other.sentence == q.sentence
            return above[at : at + (7 if wide else size)]
    return None


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
