"""The words that a figure's name may be made of: those before it and behind it in its sentence, without times, places and talk."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from baocao_extract.draft import Draft, Quantity
from baocao_extract.model import Kind
from baocao_extract.patterns import Patterns, compile_pattern
from baocao_extract.quantities.lexicon import Phrases

# Syllables in a name, by the guidelines.
LONGEST = 12
# Syllables of a deed that other figures share: the things of a list, the whole of a part.
DEED = 4
COUNTS: frozenset[Kind] = frozenset(("households", "people", "organisations", "cases", "items"))
# Kinds whose figure may be named by the words behind it.
FOLLOWED: frozenset[Kind] = COUNTS | {"mass", "area", "volume", "energy", "length"}
# Words of a label before a colon.
_LABEL = 7
# Words of an item whose commas belong to it.
_ITEM, _LABELLED = 10, 14
# Numbers that belong to the name around them.
_NAMED = frozenset(("name", "rate_base"))
# Sentences that one label serves.
_LABEL_REACH = 8
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
    bare_deed: Phrases[str]
    comparative: Phrases[str]
    chain: frozenset[str]
    accompanied: frozenset[str]
    fronting: frozenset[str]
    predicate: Phrases[str]
    whole: Phrases[str]
    whole_back: Phrases[str]
    pointing_back: regex.Pattern[str]


@functools.cache
def vocabulary(patterns: Patterns) -> Vocabulary:
    def phrases(use: str, *, backward: bool = False) -> Phrases[str]:
        return Phrases([(w, w) for w in patterns.words("naming", use=use)], backward=backward)

    def words(use: str) -> frozenset[str]:
        return frozenset(patterns.words("naming", use=use))

    return Vocabulary(
        masks=tuple(compile_pattern(patterns.source(r)) for r in patterns.rows("naming", use="mask") if r.regex), masked=phrases("mask-words"), tail=phrases("tail", backward=True), head=words("head"), after_stop=phrases("after-stop"), after_verbs=words("after-verb"), consequence=words("consequence"),
        price_noun=patterns.words("naming", use="price-noun")[0], respective=words("respective"), joined=words("respective-and"),
        left_stop=phrases("left-stop", backward=True), measure=phrases("measure"), not_measure=phrases("not-measure", backward=True), general=words("general-measure"),
         share_verbs=words("share-verb"), plan_only=phrases("plan-only"), bare_deed=phrases("bare-deed"), comparative=phrases("comparative"),
        chain=words("chain"), accompanied=words("with"), fronting=words("fronting"), predicate=phrases("predicate"), whole=phrases("compound"), whole_back=phrases("compound", backward=True),
        pointing_back=patterns.compiled("naming", use="pointing-back"),
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


def prepare(draft: Draft, words: Vocabulary, masked_spans: Sequence[tuple[int, int]]) -> Namer:
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
            if other.reason not in _NAMED:
                masked[k] = 1
    namer = Namer(draft, words, owner, masked, first, behind, [])
    namer.lefts = [_walk_left(namer, i) for i in range(len(draft.quantities))]
    return namer


def _walk_left(namer: Namer, i: int) -> Left:
    """Walks left from the figure inside its sentence (rule: stop at another figure, an open bracket, `;`, `:`, a list cue)."""
    draft, words = namer.draft, namer.words
    q = draft.quantities[i]
    text = draft.tokens.text
    sentence_start = draft.tokens.at(draft.sentences[q.sentence].start) if q.sentence >= 0 else 0
    pieces: list[list[int]] = [[]]
    k = namer.first[i] - 1
    if k >= sentence_start and text[k] in (":", "-", "–", "=", "…"):
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
    empty = comma_empty or (bool(near) and not strip(namer, near[0]))
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


def strip(namer: Namer, indices: list[int]) -> list[int]:
    """Drops the verbs and prepositions that only lead to the number, at the right end, and the connectives at the left end."""
    text = namer.draft.tokens.text
    words = namer.words
    out = list(indices)
    while out:
        end = [text[k] for k in out[-4:]]
        tail = words.tail.before(end, len(end))
        if tail is None or words.whole_back.before(end, len(end)) is not None:
            break
        out = out[: len(out) - (len(end) - tail[1])]
    while out and text[out[0]] in words.head and words.whole.after([text[k] for k in out[:3]], 0) is None:
        out.pop(0)
    return out


def left_words(namer: Namer, i: int) -> list[int]:
    q = namer.draft.quantities[i]
    raw = namer.lefts[i].pieces
    pieces = [s for p in raw if (s := strip(namer, p))]
    if not pieces:
        return []
    if q.kind in COUNTS and namer.lefts[i].empty_near and after_words(namer, i):
        return []  # `theo Ban chỉ đạo, đến ngày …, toàn tỉnh có 9 người chết`: what it counts stands behind
    if (room := _item_room(namer, i)) and sum(map(len, pieces)) <= room:
        return [k for p in pieces for k in p]
    n = _list_head(namer, pieces)
    taken = pieces[n]
    while len(taken) < 3 and n > 0:
        n -= 1
        taken = pieces[n] + taken
    if not measure_at(namer, taken) and q.kind not in COUNTS:
        # the subject may stand in an earlier piece: `sản lượng lúa, ngô đạt`
        for back in range(n - 1, max(-1, n - 4), -1):
            if starts_measure(namer, pieces[back]):
                taken = [k for p in pieces[back:] for k in p]
                break
    return taken


def _item_room(namer: Namer, i: int) -> int:
    """`Người lao động tạm hoãn hợp đồng, nghỉ không lương: 5.844 người`, `…; về nhà, vật kiến trúc 17.250 triệu`: how many words of an item belong
    together, commas and all; none where it is no item."""
    draft, left, text = namer.draft, namer.lefts[i], namer.draft.tokens.text
    if text[namer.first[i] - 1] == ":" and left.stopped_by == "start":
        return _LABELLED
    q = draft.quantities[i]
    bullet = left.stopped_by == "start" and q.paragraph >= 0 and draft.paragraphs[q.paragraph].role == "item"
    return _ITEM if left.stopped_by == ";" or bullet else 0


def _list_head(namer: Namer, pieces: list[list[int]]) -> int:
    """`tặng quà đối tượng chính sách, hộ nghèo, hộ cận nghèo 54 suất`, `các khu A 1, A 2 và B có 208 dự án`: the piece that a list begins with."""
    text, flow, start = namer.draft.tokens.text, namer.draft.flow, namer.draft.tokens.start
    n = len(pieces) - 1

    def proper(piece: list[int]) -> bool:
        return all(flow[start[k]].isupper() or text[k][0].isdigit() or text[k] in namer.words.joined for k in piece)

    while n and proper(pieces[n]):
        n -= 1
    alike = n
    while alike and text[pieces[alike][0]] == text[pieces[alike - 1][0]]:
        alike -= 1
    return max(0, alike - 1) if alike < n else n


def measure_at(namer: Namer, indices: list[int]) -> int | None:
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


def starts_measure(namer: Namer, indices: list[int]) -> bool:
    text = namer.draft.tokens.text
    return namer.words.measure.after([text[k] for k in indices[:3]], 0) is not None if indices else False


def after_words(namer: Namer, i: int, *, past: bool = False) -> list[int]:
    """From the number to the first mark, figure or connective; at most nine words. A bracket directly behind is jumped over. `past`: a connective
    directly behind begins the words (`31 người từ vùng dịch về quê`)."""
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
        if token in words.accompanied and not _accompanies(namer, k):
            out.append(k)
            k += 1
            continue
        stop = words.after_stop.after(text, k)
        if stop is not None and not out and (past or words.measure.after(text, k) is not None) and not _figure_near(namer, k):
            past = False
        elif stop is not None or (token in words.after_verbs and _figure_near(namer, k)):
            break
        if not namer.masked[k]:
            out.append(k)
        k += 1
    return strip(namer, out)


def before_predicate(namer: Namer, after: list[int]) -> list[int]:
    """`14/16 thôn có nhà văn hóa`: what is said of the part is not said of the whole."""
    text = namer.draft.tokens.text
    end = next((n for n, k in enumerate(after) if namer.words.predicate.after(text, k) is not None), len(after))
    return after[:end]


def _figure_near(namer: Namer, k: int) -> bool:
    return any(owner >= 0 for owner in namer.owner[k + 1 : k + 5])


def _accompanies(namer: Namer, k: int) -> bool:
    """`với` at token `k` brings in another figure (`với tổng kinh phí 17 tỷ đồng`), not the goal of an act (`ưu đãi với người có công`)."""
    text = namer.draft.tokens.text
    return _figure_near(namer, k) or any(namer.words.measure.after(text, j) is not None for j in range(k + 1, min(k + 6, len(text))))


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


def say(namer: Namer, indices: Sequence[int]) -> list[str]:
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


def unit_words(namer: Namer, q: Quantity) -> list[str]:
    """The counted noun, unless it is a plain measure."""
    if q.kind not in COUNTS or not q.unit:
        return []
    return [w for w in q.unit.replace(",", " ").replace("/", " ").split() if w.isalpha()]


def contains(haystack: Sequence[str], needle: Sequence[str]) -> bool:
    low = [w.lower() for w in haystack]
    n = len(needle)
    return any(low[k : k + n] == list(needle) for k in range(len(low) - n + 1))


def section_words(namer: Namer, q: Quantity) -> list[str]:
    """The words of the heading above."""
    paragraph = namer.draft.paragraphs[q.paragraph] if q.paragraph >= 0 else None
    if paragraph is None or paragraph.section is None:
        return []
    heading = namer.draft.headings[paragraph.section]
    tokens = namer.draft.tokens
    span = range(tokens.at(max(heading.title_start, heading.start)), tokens.at(heading.end))
    return say(namer, [k for k in span if tokens.text[k][0].isalpha() and not namer.masked[k]])


def topic_label(namer: Namer, q: Quantity) -> tuple[list[str], int] | None:
    """The few words before the colon that opens a figure's sentence, or one before it in the paragraph, with that sentence; None where figures
    stand among them."""
    if q.paragraph < 0 or q.sentence < 0:
        return None
    sentences = namer.draft.sentences
    for n in range(q.sentence, max(-1, q.sentence - _LABEL_REACH), -1):
        if sentences[n].paragraph != q.paragraph:
            return None
        if (label := _label_at(namer, max(namer.draft.paragraphs[q.paragraph].body, sentences[n].start), q.lead)) is not None:
            return label, n
    return None


def _label_at(namer: Namer, begin: int, end: int) -> list[str] | None:
    tokens = namer.draft.tokens
    k = tokens.at(begin)
    words: list[int] = []
    for _ in range(_LABEL + 4):
        if k >= len(tokens) or tokens.start[k] >= end or namer.owner[k] >= 0:
            return None
        if tokens.text[k] == ":":
            break
        if tokens.text[k] in _HARD or tokens.text[k] in (";", "("):
            return None
        if tokens.text[k][0].isalpha() and not namer.masked[k]:
            words.append(k)
        k += 1
    else:
        return None
    if namer.words.left_stop.before(tokens.text, k) is not None:
        return None  # `…, cụ thể:` heads a list
    if not 0 < len(words) <= _LABEL or not tokens.text[words[0]][0].isalpha():
        return None
    return say(namer, strip(namer, words))
