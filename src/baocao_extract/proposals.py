"""Proposals for the catalogue: what an archive speaks of often and no concept fits, as rows ready to paste."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from baocao_extract.indicators import catalogue
from baocao_extract.indicators.concept_names import SHARES
from baocao_extract.language.folding import canonical, fold
from baocao_extract.model import Document, Kind
from baocao_extract.patterns import Patterns

_RATIOS = SHARES | {"price", "rate", "duration", "other"}


@dataclass(slots=True)
class Proposal:
    """Figures without a concept that share the words of their names and their kind."""

    key: str
    kind: Kind
    names: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)
    quote: str = ""

    @property
    def count(self) -> int:
        return self.names.total()


def propose(documents: Iterable[Document], patterns: Patterns, at_least: int = 3) -> list[Proposal]:
    """The groups of at least so many figures, the largest first. Changes are left out: they speak of their level."""
    found: dict[str, Proposal] = {}
    for document in documents:
        for i in document.indicators:
            if i.concept is not None or i.role == "change" or not i.name:
                continue
            key = catalogue.key(i.name, i.kind, patterns)
            proposal = found.setdefault(key, Proposal(key, i.kind))
            proposal.names[canonical(i.name)] += 1
            proposal.units[i.unit] += 1
            proposal.documents.add(document.source.path or document.source.sha256)
            proposal.quote = proposal.quote or " ".join(i.quote.split())
    return sorted((p for p in found.values() if p.count >= at_least), key=lambda p: (-p.count, p.key))


def to_toml(proposals: Iterable[Proposal]) -> str:
    """The proposals as rows for a file of `catalogue/`; label, definition and measure are to be looked over by a person."""
    return "\n".join(_row(p) for p in proposals)


def _row(p: Proposal) -> str:
    words = [name for name, _ in p.names.most_common(3)]
    slug = fold(words[0]).replace("-", " ")
    lines = [
        f"# {p.count} figures in {len(p.documents)} documents, for instance {p.quote}",
        "[[row]]",
        f"id = {_text('new.' + '_'.join(''.join(c if c.isascii() and c.isalnum() else ' ' for c in slug).split()) + '_' + p.kind)}",
        f"label_vi = {_text(words[0])}",
        f"label_en = {_text(fold(words[0]))}",
        f"definition = {_text('To be defined.')}",
        f"kind = [{_text(p.kind)}]",
        f"unit = {_text(p.units.most_common(1)[0][0])}",
        f"measure = {_text('ratio' if p.kind in _RATIOS else 'flow')}",
        f"words = [{', '.join(map(_text, words))}]",
        f"examples = [{_text(f'[{words[0]}]')}]",
    ]
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    """A TOML basic string: JSON writes the same one."""
    return json.dumps(value, ensure_ascii=False)
