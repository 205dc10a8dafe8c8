"""One document as read against what people wrote down for it: which figures were found, and which fields of each are right."""

from __future__ import annotations

import difflib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from baocao_extract.evaluation.alike import Token, bare, name_f1, same_place, same_value, tokens
from baocao_extract.evaluation.gold import Fact, GoldDocument
from baocao_extract.model import Document, Indicator

FIELDS = ("value", "kind", "modifier", "status", "role", "period", "place", "part_of", "name")
# Names in reading order, which annotators word differently, are right from this F1 on.
NAME_F1 = 0.5
# Long titles and offices may differ in a word.
_LOOSE = frozenset({"title", "issuer", "signer_title"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """One annotated fact, the indicator that covers its number (None: not found), and the fields that are wrong."""

    fact: Fact
    indicator: Indicator | None
    wrong: tuple[str, ...]
    name_f1: float

    @property
    def right(self) -> bool:
        return self.indicator is not None and not self.wrong


@dataclass(frozen=True, slots=True)
class Score:
    """All verdicts on one document. `links` and `sections` are (hits, predicted, annotated)."""

    key: str
    name: str
    verdicts: list[Verdict]
    spurious: list[Indicator]
    predicted: int
    links: tuple[int, int, int]
    sections: tuple[int, int, int]
    section_levels: int
    metadata: dict[str, bool]

    @property
    def found(self) -> int:
        return sum(v.indicator is not None for v in self.verdicts)

    @property
    def facts(self) -> int:
        return sum(v.right for v in self.verdicts)


def score(gold: GoldDocument, document: Document | None) -> Score:
    """Scores a document; None stands for one that could not be read."""
    indicators = document.indicators if document else []
    match = _match(gold, document) if document else {}
    verdicts = _verdicts(gold, indicators, match)
    hits, levels, headings = _sections(gold, document)
    links = (
        sum(v.fact.part_of is not None and v.indicator is not None and "part_of" not in v.wrong for v in verdicts),
        sum(i.part_of is not None for i in indicators),
        sum(f.part_of is not None for f in gold.facts),
    )
    used = set(match.values())
    return Score(
        gold.key, gold.name, verdicts, [p for j, p in enumerate(indicators) if j not in used], len(indicators), links,
        (hits, headings, len(gold.sections)), levels, _metadata(gold, document),
    )  # fmt: skip


def _match(gold: GoldDocument, document: Document) -> dict[int, int]:
    """Annotated fact → the indicator that covers its number, each indicator once."""
    wanted, got = tokens(gold.text), tokens(document.text)
    to_gold = _aligned(wanted, got)
    owner: dict[int, int] = {}
    reach = _Reach(got)
    for j, indicator in enumerate(document.indicators):
        for i in reach.covered(indicator.start, indicator.end):
            if i in to_gold:
                owner.setdefault(to_gold[i], j)
    match: dict[int, int] = {}
    used: set[int] = set()
    reach = _Reach(wanted)
    for g, fact in enumerate(gold.facts):
        covered = reach.covered(fact.start, fact.end)
        with_digits = [i for i in covered if any(c.isdecimal() for c in wanted[i][0])]
        for i in with_digits or covered:
            if i in owner and owner[i] not in used:
                match[g] = owner[i]
                used.add(owner[i])
                break
    return match


class _Reach:
    """Finds the tokens that a span touches."""

    def __init__(self, parts: list[Token]) -> None:
        self._starts = [start for _, start, _ in parts]
        self._ends = [end for _, _, end in parts]

    def covered(self, start: int, end: int) -> range:
        return range(bisect_right(self._ends, start), bisect_left(self._starts, end))


def _aligned(wanted: list[Token], got: list[Token]) -> dict[int, int]:
    """Index of a token as read → index of the same token of the gold text."""
    a, b = [t[0] for t in got], [t[0] for t in wanted]
    if a == b:
        return {i: i for i in range(len(b))}
    blocks = difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return {block.a + k: block.b + k for block in blocks for k in range(block.size)}


def _verdicts(gold: GoldDocument, indicators: list[Indicator], match: dict[int, int]) -> list[Verdict]:
    index = {p.id: j for j, p in enumerate(indicators)}
    back = {j: g for g, j in match.items()}
    verdicts = []
    for g, fact in enumerate(gold.facts):
        if g not in match:
            verdicts.append(Verdict(fact, None, ("not found",), 0.0))
            continue
        p = indicators[match[g]]
        whole = None if p.part_of is None else back.get(index.get(p.part_of, -1))
        f1 = name_f1(fact.name, p.name)
        right = {
            "value": same_value(fact.value, p.value, p.upper),
            "kind": fact.kind == p.kind,
            "modifier": fact.modifier == p.modifier,
            "status": fact.status == p.status,
            "role": fact.role == p.role,
            "period": fact.period == (p.period or None),
            "place": same_place(fact.place, p.place),
            # a link to what is no annotated fact is wrong where none is wanted
            "part_of": fact.part_of == whole and (fact.part_of is not None or p.part_of is None),
            "name": f1 >= NAME_F1,
        }
        verdicts.append(Verdict(fact, p, tuple(f for f in FIELDS if not right[f]), f1))
    return verdicts


def _sections(gold: GoldDocument, document: Document | None) -> tuple[int, int, int]:
    """Headings found, those of them at the right level, and headings predicted."""
    have = [(bare(s.marker), bare(s.title)[:60], s.level) for s in document.sections if s.marker or s.title] if document else []
    left, hits, levels = list(have), 0, 0
    for marker, title, level in gold.sections:
        for candidate in left:
            if candidate[:2] == (bare(marker), bare(title)[:60]):
                left.remove(candidate)
                hits += 1
                levels += candidate[2] == level
                break
    return hits, levels, len(have)


def _metadata(gold: GoldDocument, document: Document | None) -> dict[str, bool]:
    right = {}
    for field, wanted in gold.metadata.items():
        if wanted is not None:
            value = getattr(document.metadata, field, None) if document else None
            got = None if value is None else str(value)
            right[field] = bare(wanted) == bare(got) or (field in _LOOSE and name_f1(wanted, got) >= 0.9)
    return right
