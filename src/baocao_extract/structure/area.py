"""The area that a document is about: its province, and the default place of its figures (province, district, or the country).

Witnesses, best first: the letterhead, the place of the signing date, the title, the opening, the source; then votes in the text."""

from __future__ import annotations

import functools
from collections import Counter

import regex

from baocao_extract.draft import Draft
from baocao_extract.gazetteer import Gazetteer, gazetteer
from baocao_extract.language.folding import canonical, fold
from baocao_extract.patterns import Patterns, alternation, load


@functools.cache
def _names(patterns: Patterns) -> regex.Pattern[str]:
    known = gazetteer(patterns)
    return regex.compile(rf"(?<![^\W\d_])(?:(?P<cls>tỉnh|thành phố|tp\.?)\s+)?(?P<name>{alternation(list(known.provinces))})")


def locate(draft: Draft, patterns: Patterns | None = None) -> None:
    patterns = patterns or load()
    known = gazetteer(patterns)
    town = draft.metadata.place
    draft.metadata.place = None
    issuer = canonical(draft.metadata.issuer or "")
    national = patterns.compiled("places", use="national-body").match(issuer) is not None
    head = " ".join(draft.low[p.start : p.end] for p in draft.paragraphs if p.role == "letterhead") + " " + issuer
    lower = _district_of(draft, head, patterns, known)
    province = None
    if draft.metadata.kind != "news":
        province = _first(head, patterns, known) or _of_town(town, known)
        if national and _first(issuer, patterns, known) is None:
            province = None
        elif province is None:
            title = " ".join(draft.low[p.start : p.end] for p in draft.paragraphs if p.role == "title")
            province = (
                _first(title, patterns, known)
                or _first(_opening(draft), patterns, known)
                or (
                    None
                    if not issuer and draft.metadata.number is None and draft.metadata.date is None
                    else _votes(draft, patterns, known, 2)
                )
            )
    else:
        province = _news(draft, patterns, known)
    draft.metadata.province = province
    draft.metadata.place = lower or province or "Việt Nam"


def _first(text: str, patterns: Patterns, known: Gazetteer) -> str | None:
    hit = _names(patterns).search(text)
    return known.provinces[" ".join(hit.group("name").split())] if hit else None


def _of_town(town: str | None, known: Gazetteer) -> str | None:
    if not town:
        return None
    low = canonical(" ".join(town.split())).strip(" .")
    for prefix in ("tp.", "tp ", "thành phố "):
        low = low.removeprefix(prefix).strip()
    return known.provinces.get(low) or known.districts.get(low)


def _opening(draft: Draft) -> str:
    texts = [p for p in draft.paragraphs if p.role == "text"]
    return " ".join(draft.low[p.start : min(p.end, p.start + 600)] for p in texts[:2])


_DISTRICT = regex.compile(
    r"(?<![^\W\d_])(?P<cls>huyện|quận|thị xã|xã|phường|thị trấn|thành phố)\s+(?P<name>(?:[^\W\d_]+\s?){1,4})", regex.IGNORECASE
)


def _district_of(draft: Draft, head: str, patterns: Patterns, known: Gazetteer) -> str | None:
    """`ỦY BAN NHÂN DÂN HUYỆN Y`: the report's own area is that district or commune."""
    issuer = draft.metadata.issuer or ""
    if draft.metadata.kind == "news":
        return None
    if not issuer:
        title = " ".join(draft.flow[p.start : p.end] for p in draft.paragraphs if p.role in ("title", "headline"))
        hit = _own_unit(title)
    else:
        hit = _own_unit(issuer) if not canonical(issuer).startswith(("sở", "cục", "bộ")) else None
    if hit is None:
        return None
    cls, name = canonical(hit[0]), hit[1]
    if cls == "thành phố" and canonical(name) in known.provinces:
        return None
    return f"{cls} {_proper(name)}"


def _own_unit(text: str) -> tuple[str, str] | None:
    for hit in _DISTRICT.finditer(text):
        words = []
        for word in hit.group("name").split():
            if not word[0].isupper():
                break
            words.append(word)
        if words and canonical(words[0]) not in ("hội", "nhân"):
            return hit.group("cls"), " ".join(words)
    return None


def _proper(name: str) -> str:
    return " ".join(w if w.upper() != w else w[:1] + w[1:].lower() for w in name.split())


def _votes(draft: Draft, patterns: Patterns, known: Gazetteer, least: int) -> str | None:
    votes: Counter[str] = Counter()
    for hit in _names(patterns).finditer(draft.low):
        own = draft.flow[hit.start("name")]
        if own.isupper():
            votes[known.provinces[" ".join(hit.group("name").split())]] += 3 if hit.group("cls") else 1
    if not votes:
        return None
    best, count = max(votes.items(), key=lambda v: v[1])
    return best if count >= least and count * 2 > sum(votes.values()) else None


def _news(draft: Draft, patterns: Patterns, known: Gazetteer) -> str | None:
    """Title, lead and source of a news item, then votes; a national matter has none."""
    votes: Counter[str] = Counter()
    paragraphs = draft.paragraphs
    lead = [p for p in paragraphs if p.role in ("text", "item")][:2]
    captions = [(p.start, p.end) for p in paragraphs if p.role in ("caption", "byline")]
    for hit in _names(patterns).finditer(draft.low):
        if not draft.flow[hit.start("name")].isupper() or any(a <= hit.start() < b for a, b in captions):
            continue
        after = draft.flow[hit.end() : hit.end() + 2]
        if len(after) == 2 and after[0] == " " and after[1].isupper() and hit.group("cls") is None:
            continue  # the name goes on: a company, a street
        weight = 3 if hit.group("cls") else 1
        if any(p.role == "headline" and p.start <= hit.start() < p.end for p in paragraphs):
            weight += 4
        elif any(p.start <= hit.start() < p.start + 300 for p in lead):
            weight += 1
        votes[known.provinces[" ".join(hit.group("name").split())]] += weight
    source = fold(draft.metadata.source or "").replace(" ", "")
    for low, name in known.provinces.items():
        if len(low) > 5 and fold(low).replace(" ", "") in source:
            votes[name] += 5
    for hit in _CLASSED.finditer(draft.flow):
        province = known.districts.get(canonical(" ".join(hit.group("name").split())))
        if province:
            votes[province] += 2
    if not votes:
        return None
    ranked = votes.most_common(2)
    best, count = ranked[0]
    return best if count >= 3 and (len(ranked) == 1 or count >= 1.5 * ranked[1][1]) else None


_CLASSED = regex.compile(
    r"(?<![^\W\d_])(?:[Hh]uyện|[Tt]hị xã|TX\.?|[Tt]hành phố|TP\.?|[Qq]uận)\s+(?P<name>\p{Lu}\p{L}*(?:\s\p{Lu}\p{L}*){0,3})"
)
