"""The place of each figure: the most specific administrative unit named for it, else the document's own area (guidelines, `place`)."""

from __future__ import annotations

import functools
from bisect import bisect_left
from dataclasses import dataclass

import regex

from baocao_extract.draft import Draft, Quantity
from baocao_extract.gazetteer import gazetteer
from baocao_extract.language.folding import canonical
from baocao_extract.model import Origin
from baocao_extract.patterns import Patterns, alternation

_NAME = r"(?:\p{Lu}[\p{L}'’]*(?:[ -]\p{Lu}[\p{L}'’]*){0,3})"
_JOIN = r"(?:\s*,\s*|\s+và\s+|\s*;\s*)"


@dataclass(slots=True)
class Mention:
    """`place` as it is to be reported; None resets to the document's own area."""

    start: int
    end: int
    place: str | None
    province: bool = False


@functools.cache
def _patterns(
    patterns: Patterns,
) -> tuple[regex.Pattern[str], regex.Pattern[str], regex.Pattern[str], regex.Pattern[str], regex.Pattern[str]]:
    classes = alternation(list(patterns.words("places", use="class")))
    known = gazetteer(patterns)
    classed = regex.compile(
        rf"(?<![^\W\d_])(?P<cls>(?i:{classes}))(?:(?<=(?i:tp|tx|tt))\.)?[ ]*(?P<names>(?:{_NAME}|(?<=(?i:phường|quận|xã|khóm|ấp|khu phố|tổ dân phố)\s)[0-9]{{1,2}}(?![\d.,%]))(?:{_JOIN}(?:(?i:{classes})\s+)?{_NAME}(?!\s*[:(]))*)"
    )
    country = patterns.compiled("places", use="country")
    whole = patterns.compiled("places", use="whole-province")
    district = patterns.compiled("places", use="whole-district")
    provinces = regex.compile(rf"(?<![^\W\d_])(?:(?P<cls>tỉnh|thành phố|tp)\.?\s+)?(?P<name>{alternation(list(known.provinces))})")
    return classed, country, whole, district, provinces


def spans(draft: Draft, mentions: list[Mention]) -> list[tuple[int, int]]:
    """Stretches whose words belong to no name."""
    return [(m.start, m.end) for m in mentions if m.place is not None]


def find(draft: Draft, patterns: Patterns) -> list[Mention]:
    """All mentions of places in text order."""
    classed, country, whole, district, provinces = _patterns(patterns)
    flow, low = draft.flow, draft.low
    bad = patterns.words("places", use="no-place")
    found: list[Mention] = []
    starts = [q.lead for q in draft.quantities]
    bare: dict[str, str] = {}
    for hit in classed.finditer(flow):
        before = low[max(0, hit.start() - 9) : hit.start()].rstrip()
        cls = " ".join(canonical(hit.group("cls")).split())
        if before.endswith(bad[0]) or (canonical(hit.group("names")).startswith("hội") and cls == "xã"):
            continue
        end = hit.end()
        k = bisect_left(starts, hit.start("names"))
        if k < len(starts) and starts[k] < end:
            end = starts[k]
        names = flow[hit.start("names") : end].strip(" ,;")
        if not names or (names.upper() == names and len(names) > 2 and names.isalpha()):
            continue
        written = flow[hit.start() : hit.end("cls")]
        parts = [p for p in regex.split(r"\s*[,;]\s*|\s+và\s+", names) if p]
        listed = cls if written[:1].islower() or cls in ("tx", "tp", "tt") else written
        plural = regex.search(r"(?:các|hai|ba|bốn|năm|sáu|[0-9]+)\s+$", low[max(0, hit.start() - 8) : hit.start()]) is not None
        if len(parts) > 1 and not plural:
            second = hit.start("names") + len(parts[0])
            end = second
            parts = parts[:1]
        if canonical(parts[0]) in gazetteer(patterns).provinces and cls in ("thành phố", "tp"):
            found.append(Mention(hit.start(), end, f"{flow[hit.start() : hit.end('cls')]} {parts[0]}", True))
            continue
        place = ", ".join(p if p.lower().startswith(cls) else f"{listed} {p}" for p in parts)
        for p in parts:
            if " " not in p:
                continue
            bare.setdefault(p, f"{listed} {p}")
        found.append(Mention(hit.start(), end, place))
    for hit in country.finditer(low):
        if low[hit.start() : hit.end()] != patterns.words("places", use="country")[-1]:
            found.append(Mention(hit.start(), hit.end(), "Việt Nam"))
    for hit in whole.finditer(low):
        found.append(Mention(hit.start(), hit.end(), None))
    for hit in district.finditer(low):
        found.append(Mention(hit.start(), hit.end(), "~"))
    national = draft.metadata.province is None
    for hit in provinces.finditer(low):
        if flow[hit.start("name")].isupper() and (national or hit.group("cls")):
            after = flow[hit.end() : hit.end() + 2]
            if len(after) == 2 and after[0] == " " and after[1].isupper():
                continue
            found.append(Mention(hit.start(), hit.end(), " ".join(flow[hit.start() : hit.end()].split()), True))
    if bare:
        pattern = regex.compile(
            rf"(?<![\p{{L}}])(?:{'|'.join(sorted(map(regex.escape, bare), key=len, reverse=True))})(?![\p{{L}}]|\s\p{{Lu}})"
        )
        taken = sorted((m.start, m.end) for m in found)
        for hit in pattern.finditer(flow):
            k = bisect_left(taken, (hit.start() + 1, 0)) - 1
            if (k >= 0 and hit.start() < taken[k][1]) or canonical(hit.group()) in gazetteer(patterns).provinces:
                continue
            if regex.search(
                r"(?:trường|công ty|htx|hợp tác xã|sông|chợ|đường|dự án|khu|cầu|hồ|sân bay|núi|đèo|cảng|thpt|thcs)\s+(?:\p{L}+\s+)?$",
                low[max(0, hit.start() - 18) : hit.start()],
            ):
                continue
            found.append(Mention(hit.start(), hit.end(), bare[hit.group()]))
    found.sort(key=lambda m: (m.start, -m.end))
    out: list[Mention] = []
    last_low: str | None = None
    for m in found:
        if out and m.start < out[-1].end:
            continue
        if m.place == "~":
            m.place = last_low if last_low and draft.metadata.kind == "news" else None
        elif m.place and not m.province and m.place != "Việt Nam":
            last_low = m.place
        out.append(m)
    return out


def assign(draft: Draft, mentions: list[Mention], patterns: Patterns) -> None:
    """Sets `place` and `place_from` of every quantity."""
    default = draft.metadata.place
    starts = [m.start for m in mentions]
    topic = _topic(draft, mentions) if draft.metadata.kind == "news" else None
    for i, q in enumerate(draft.quantities):
        place, origin = _place(draft, i, mentions, starts, topic)
        q.place, q.place_from = (default, "document") if place is None else (place, origin)


def _topic(draft: Draft, mentions: list[Mention]) -> str | None:
    """A lower unit that a news item is about: in its title, or most of all that are named."""
    lower = [m for m in mentions if m.place and not m.province and m.place != "Việt Nam"]
    heads = [p for p in draft.paragraphs if p.role == "headline"]
    for m in lower:
        if any(p.start <= m.start < p.end for p in heads):
            return m.place
    counts: dict[str, int] = {}
    for m in lower:
        counts[m.place or ""] = counts.get(m.place or "", 0) + 1
    early = [m.place for m in lower if m.start < 700]
    if len(lower) >= 6 and early:
        best = max(counts, key=lambda k: counts[k])
        if best in early and counts[best] * 2 >= len(lower):
            return best
    return None


def _place(draft: Draft, i: int, mentions: list[Mention], starts: list[int], topic: str | None) -> tuple[str | None, Origin]:
    q = draft.quantities[i]
    default = draft.metadata.place
    if (m := _list_behind(draft, q, mentions, starts)) is not None:
        return m.place, "own"
    if (m := _behind(draft, i, mentions, starts)) is not None:
        return m.place, "sentence"
    if (listed := _in_list(draft, i)) is not None:
        return listed, "own"
    sentence = draft.sentences[q.sentence] if q.sentence >= 0 else None
    begin = sentence.start if sentence else 0
    target = q.part_of if q.part_of is not None else q.of
    linked = draft.quantities[target] if target is not None and target < i and draft.quantities[target].paragraph == q.paragraph else None
    floor = max(begin, linked.end) if linked else begin
    if (m := _before(draft, q, mentions, starts, floor)) is not None:
        return (m.place or default), "sentence"
    if linked is not None:
        return linked.place, "link"
    if floor > begin and (m := _before(draft, q, mentions, starts, begin)) is not None:
        return (m.place or default), "sentence"
    paragraph = draft.paragraphs[q.paragraph] if q.paragraph >= 0 else None
    if paragraph is None or paragraph.role in ("headline", "title"):
        return (topic, "topic") if topic and paragraph is not None else (None, "document")
    if draft.metadata.kind == "news":
        if (m := _before(draft, q, mentions, starts, paragraph.start)) is not None:
            return (m.place or default), "paragraph"
        if topic:
            return topic, "topic"
    return None, "document"


def _list_behind(draft: Draft, q: Quantity, mentions: list[Mention], starts: list[int]) -> Mention | None:
    """`hai huyện A và B`, `3 xã (A, B, C)`: the counted units are named right behind the count."""
    if q.unit_row != "organisations.area":
        return None
    k = bisect_left(starts, q.unit_start if q.unit_start >= 0 else q.end)
    if k < len(mentions) and mentions[k].start <= q.end and mentions[k].end > q.end and mentions[k].place:
        return mentions[k]
    hit = _NAMES_BEHIND.match(draft.flow, q.end)
    if hit is None or not hit.group("names"):
        return None
    unit = q.unit.split(",")[0]
    parts = [p.strip() for p in regex.split(r"\s*[,;]\s*|\s+và\s+", hit.group("names")) if p.strip()]
    return Mention(hit.start(), hit.end(), ", ".join(f"{unit} {p}" for p in parts))


_NAMES_BEHIND = regex.compile(rf"\s*(?:(?:là|gồm)\s+|\()?(?P<names>{_NAME}(?:{_JOIN}{_NAME})*)")


def _in_list(draft: Draft, i: int) -> str | None:
    """`Các huyện: Châu Thành 61.480; Giồng Trôm 37.915`: the unit's name stands bare before its figure, its class at the head of the list."""
    q = draft.quantities[i]
    if q.sentence < 0:
        return None
    start = draft.sentences[q.sentence].start
    floor = max(start, draft.quantities[i - 1].end if i else 0)
    own = _LISTED.search(draft.flow, floor, q.lead)
    if own is None:
        return None
    head = None
    for head in _LIST_HEAD.finditer(draft.low, start, own.start("name")):
        pass
    return f"{head.group('cls')} {own.group('name')}" if head is not None else None


_LISTED = regex.compile(rf"[:;,(]\s*(?P<name>{_NAME})\s*:?\s*$")
_LIST_HEAD = regex.compile(r"các (?P<cls>huyện|xã|phường|quận|thị xã|thành phố|thị trấn|thôn)(?:, [^:;.]{2,40})?:")


def _behind(draft: Draft, i: int, mentions: list[Mention], starts: list[int]) -> Mention | None:
    q = draft.quantities[i]
    k = bisect_left(starts, q.end)
    if k >= len(mentions):
        return None
    m = mentions[k]
    stop = draft.quantities[i + 1].lead if i + 1 < len(draft.quantities) else len(draft.low)
    if m.start > stop or m.start - q.end > 70 or m.place is None or (m.province and draft.metadata.province is not None):
        return None
    between = draft.low[q.end : m.start]
    if any(c in between for c in ",;(.\n:)") or "so với" in between:
        return None
    last = between.split()[-2:]
    if not last or not (last[-1] in ("tại", "ở", "thuộc", "bàn") or " ".join(last) == "địa bàn"):
        return None
    return m


def _before(draft: Draft, q: Quantity, mentions: list[Mention], starts: list[int], floor: int) -> Mention | None:
    k = bisect_left(starts, q.lead) - 1
    while k >= 0 and mentions[k].start >= floor:
        m = mentions[k]
        between = draft.low[m.end : q.lead]
        closed = between.count(")") > between.count("(")
        compared = "so với" in draft.low[max(0, m.start - 24) : m.start] or "hơn" in draft.low[max(0, m.start - 14) : m.start]
        if m.end <= q.lead and not closed and not compared and (not m.province or draft.metadata.province is None):
            return _chain(draft, q, mentions, k, floor)
        k -= 1
    return None


_RANKS = (
    ("thôn", "làng", "bản", "ấp", "buôn", "xóm", "khóm", "bon"),
    ("xã", "phường", "thị", "tt"),
    ("huyện", "quận", "tp", "tx", "thành"),
)


def _rank(m: Mention) -> int:
    first = canonical((m.place or "").split(" ")[0]).strip(".")
    if (m.place or "").lower().startswith("thị xã"):
        return 2
    return 3 if m.province else next((n for n, words in enumerate(_RANKS) if first in words), 3)


def _chain(draft: Draft, q: Quantity, mentions: list[Mention], k: int, floor: int) -> Mention:
    """`xã A, huyện B` is the lower one; `huyện A, huyện B` are both, or one each where the figures come `lần lượt`."""
    m = mentions[k]
    if m.place is None:
        return m
    group = [m]
    j = k - 1
    while j >= 0 and mentions[j].start >= floor and mentions[j].place:
        between = draft.low[mentions[j].end : group[0].start].strip()
        if between not in (",", "và", "(", ", và"):
            break
        if _rank(mentions[j]) < _rank(group[0]) and len(group) == 1:
            return mentions[j]
        if _rank(mentions[j]) != _rank(group[0]):
            break
        group.insert(0, mentions[j])
        j -= 1
    if len(group) == 1:
        return m
    row = [
        n
        for n, other in enumerate(draft.quantities)
        if other.sentence == q.sentence and other.start > m.end and other.kind == q.kind and other.role == q.role
    ]
    at = next((n for n, i in enumerate(row) if draft.quantities[i] is q), 0)
    first = draft.quantities[row[0]] if row else q
    if _RESPECTIVE.search(draft.low, m.end, first.lead) and at < len(group):
        return group[at]
    return Mention(group[0].start, m.end, ", ".join(g.place or "" for g in group))


_RESPECTIVE = regex.compile(r"(?:lần lượt|tương ứng)(?!\w)")
