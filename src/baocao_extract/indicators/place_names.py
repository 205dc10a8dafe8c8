"""Which names of a text are places that a figure may belong to: those that the structure found, and bare names that lists give away."""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import regex

from baocao_extract.draft import Draft
from baocao_extract.gazetteer import Gazetteer, load
from baocao_extract.language.folding import canonical
from baocao_extract.patterns import Patterns
from baocao_extract.structure import mentions as reader
from baocao_extract.structure.mentions import DISTRICT, Mention, Phrases, index, phrase_at

# Names behind their count: `3 xã gồm Tân Tiến (huyện A), Minh Tân`, with a few words before.
_NAME = r"\p{Lu}\p{L}*(?:[ ’'-]\p{Lu}\p{L}*){0,3}(?: [0-9]{1,2}(?=[ ,.;)(]))?"
_NAMES = regex.compile(
    rf"[^\n.,;:(\p{{Lu}}0-9]{{0,40}}[:(]?\s*(?P<names>{_NAME}(?:\s*\([^()]{{0,40}}\))?(?:(?:\s*[,;]\s*|,?\s+(?P<and>\p{{Ll}}{{2,3}})\s+){_NAME}(?:\s*\([^()]{{0,40}}\))?)*)"
)
_ONE_NAME = regex.compile(rf"(?:^|[,;]\s*|\s\p{{Ll}}{{2,3}}\s+)(?P<name>{_NAME})(?:\s*\([^()]{{0,40}}\))?")
_LABEL = regex.compile(rf"[:;,(]\s*(?P<name>{_NAME})\s*:?\s*(?:\p{{Ll}}+\s*)?$")


@dataclass(frozen=True, slots=True)
class Words:
    """The rows of patterns/places.toml that tell how a place and a figure belong together."""

    at: Phrases
    aside: Phrases
    naming: Phrases
    list_head: regex.Pattern[str]
    comparing: regex.Pattern[str]
    venue: regex.Pattern[str]
    elsewhere: regex.Pattern[str]
    person: regex.Pattern[str]
    several: frozenset[str]
    joins: frozenset[str]
    classes: frozenset[str]
    cities: frozenset[str]
    respective: regex.Pattern[str]
    goes_on: regex.Pattern[str]
    country: str


@functools.cache
def words_of(patterns: Patterns) -> Words:
    def phrases(use: str) -> Phrases:
        # looked up from the last word back
        return index((" ".join(reversed(w.split())), "") for w in patterns.words("places", use=use))

    return Words(
        phrases("at"), phrases("aside"), index((w, "") for w in patterns.words("places", use="naming")),
        patterns.compiled("places", use="list-head"), patterns.compiled("places", use="comparing"), patterns.compiled("places", use="venue"), patterns.compiled("places", use="elsewhere"), patterns.compiled("places", use="person"),
        frozenset(patterns.words("places", use="several")), frozenset(patterns.words("places", use="and")),
        frozenset(patterns.words("places", use="class")), frozenset(patterns.words("places", use="class", level="city")), patterns.compiled("places", use="respective"),
        patterns.compiled("places", use="goes-on"), patterns.words("places", use="country-name")[0].title(),
    )  # fmt: skip


def find(draft: Draft, patterns: Patterns) -> list[Mention]:
    """The mentions of places in text order that a figure may belong to, and none that is a part of a figure."""
    found = [m for m in reader.find(draft.flow, draft.tokens, patterns) if _meant(draft, m, load(patterns))]
    found = _labels(draft, _counted(draft, _repeated(draft, found, patterns), patterns), patterns)
    starts = [q.start for q in draft.quantities]
    kept = []
    for m in found:
        k = bisect_right(starts, m.name_start) - 1
        if k >= 0 and draft.quantities[k].end > m.name_start:
            continue
        if k + 1 < len(starts) and starts[k + 1] < m.end:
            name = draft.flow[m.name_start : starts[k + 1]].rstrip(" ,-–")
            if not name:
                continue
            m.end, m.name = m.name_start + len(name), name
        kept.append(m)
    return kept


def _meant(draft: Draft, m: Mention, known: Gazetteer) -> bool:
    """A bare district of another province is some other thing of that name."""
    if m.cls or m.whole or m.level != DISTRICT or m.entry is None:
        return True
    province, date = draft.metadata.province, draft.metadata.date
    return province is not None and any(
        province in (known.provinces[d.province].name, known.on(d.province, date).name) for d in m.entry.districts
    )


def _repeated(draft: Draft, found: list[Mention], patterns: Patterns) -> list[Mention]:
    """Adds the bare names of communes and villages that the text has named with their class word, and of the own district's communes."""
    rules = reader.grammar(patterns)
    levels: dict[tuple[str, ...], int] = {}
    for m in found:
        words = tuple(canonical(m.name).split())
        if m.level >= DISTRICT and not m.whole and len(words) > 1 and m.entry is None:
            levels.setdefault(words, m.level)
    own = next((m.entry for m in found if m.entry is not None and m.entry.districts and m.shown == draft.metadata.place), None)
    if own is None and draft.metadata.place and draft.metadata.place != draft.metadata.province:
        known = load(patterns).named(
            " ".join(w for w in draft.metadata.place.split() if w[:1].isupper() and canonical(w) not in rules.classes)
        )
        own = known if known is not None and known.districts else None
    for district in own.districts if own else ():
        for name in load(patterns).communes(district):
            if len(name) > 1:
                levels.setdefault(name, reader.COMMUNE)
    if not levels:
        return found
    heads = index((" ".join(words), " ".join(words)) for words in levels)
    tokens, flow = draft.tokens, draft.flow
    taken = [m.start for m in found]
    added = []
    for i in [i for i, w in enumerate(tokens.text) if w in heads]:
        hit = phrase_at(heads, tokens.text, i)
        if hit is None or not all(flow[tokens.start[k]].isupper() for k in range(i, hit[1])):
            continue
        start, end = tokens.start[i], tokens.end[hit[1] - 1]
        k = bisect_right(taken, start) - 1
        if (k >= 0 and found[k].end > start) or flow[start:end].isupper():
            continue
        after = flow[end : end + 2]
        if (len(after) == 2 and after[0] == " " and after[1].isupper()) or (
            i and tokens.text[i - 1].isalpha() and flow[tokens.start[i - 1]].isupper() and flow[start - 1] == " "
        ):
            continue
        if any(tuple(tokens.text[max(0, i - n) : i]) in rules.no_place_before for n in (1, 2, 3)):
            continue
        added.append(Mention(start, end, start, levels[tuple(hit[0].split())], "", " ".join(flow[start:end].split())))
    return sorted(found + added, key=lambda m: m.start) if added else found


def _counted(draft: Draft, found: list[Mention], patterns: Patterns) -> list[Mention]:
    """Adds the names of as many units as a figure counts, and marks those that were found as counted by it."""
    words = words_of(patterns)
    added: list[Mention] = []
    starts = [m.name_start for m in found]
    for n, q in enumerate(draft.quantities):
        if q.kind != "organisations" or not 1 <= q.value <= 40:
            continue
        total = draft.quantities[n + 1] if n + 1 < len(draft.quantities) and draft.flow[q.end : draft.quantities[n + 1].start] == "/" else q
        unit = canonical((total.unit or q.unit).split(",")[0])
        if unit not in words.classes:
            continue
        names = _NAMES.match(draft.flow, total.end, min(len(draft.flow), total.end + 60 + 30 * int(q.value)))
        if names is None or names.group("and") not in (None, *words.joins):
            continue
        offset = names.start("names")
        parts = list(_ONE_NAME.finditer(names.group("names")))
        if len(parts) != round(q.value) or canonical(parts[0].group("name")) in words.classes:
            continue
        for part in parts:
            start, end = offset + part.start("name"), offset + part.end("name")
            k = bisect_left(starts, start)
            if k < len(found) and starts[k] < end:
                found[k].counted_by = q.start
            else:
                entry = load(patterns).named(part.group("name"))
                added.append(
                    Mention(start, end, start, _level(unit, patterns), unit, part.group("name"), entry, listed=True, counted_by=q.start)
                )
    return sorted(found + added, key=lambda m: m.start) if added else found


def _labels(draft: Draft, found: list[Mention], patterns: Patterns) -> list[Mention]:
    """Adds `A` and `B` of `Các xã: A 12; B 5` and `3 xã (A 12, B 5)`: a bare name before each figure, the class at the head of the list."""
    words = words_of(patterns)
    taken = [m.start for m in found]
    added: list[Mention] = []
    heads: list[regex.Match[str]] = []
    sentence = -1
    for n, q in enumerate(draft.quantities):
        lead = q.lead if q.lead >= 0 else q.start
        own = _LABEL.search(draft.flow, max(lead - 40, draft.quantities[n - 1].end if n else 0, 0), lead) if q.sentence >= 0 else None
        if own is None:
            continue
        if q.sentence != sentence:
            sentence = q.sentence
            heads = list(words.list_head.finditer(draft.low, draft.sentences[sentence].start, draft.sentences[sentence].end))
        k = bisect_right(heads, own.start() + 1, key=lambda h: h.end()) - 1
        if k < 0 or (draft.low[heads[k].end() - 1] == "(" and draft.low.find(")", heads[k].end(), q.start) >= 0):
            continue
        start, end = own.span("name")
        t = bisect_left(taken, end) - 1
        if t >= 0 and found[t].end > start:
            continue
        unit = heads[k].group("cls")
        name = own.group("name")
        added.append(Mention(start, end, start, _level(unit, patterns), unit, name, load(patterns).named(name), listed=True))
    return sorted(found + added, key=lambda m: m.start) if added else found


def _level(unit: str, patterns: Patterns) -> int:
    return reader.LEVELS.get(next((r["level"] for r in patterns.rows("places", use="class") if unit in r.words), ""), reader.COMMUNE)
