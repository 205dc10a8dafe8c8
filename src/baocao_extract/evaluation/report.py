"""The figures of a run, and the lines that print them."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from baocao_extract.evaluation.scoring import FIELDS, Score

Rates = tuple[float, float, float]


def rates(hits: int, predicted: int, wanted: int) -> Rates:
    """Precision, recall and F1, to four places."""
    if not predicted and not wanted:
        return 1.0, 1.0, 1.0
    p, r = hits / predicted if predicted else 0.0, hits / wanted if wanted else 1.0
    return round(p, 4), round(r, 4), round(2 * p * r / (p + r), 4) if p + r else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What a run is judged by; the names are those of the JSON that `--save` writes."""

    documents: int
    gold: int
    pred: int
    facts: int
    found: Rates
    fact: Rates
    fields: dict[str, float]
    mean_name_f1: float
    part_of: Rates
    sections: Rates
    section_level: float
    metadata: dict[str, str]
    per_document_fact_f1: dict[str, float]
    macro_fact_f1: float

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def figures(scores: Sequence[Score]) -> Figures:
    gold, predicted = sum(len(s.verdicts) for s in scores), sum(s.predicted for s in scores)
    found, facts = sum(s.found for s in scores), sum(s.facts for s in scores)
    judged = [v for s in scores for v in s.verdicts if v.indicator is not None]
    links = [sum(s.links[i] for s in scores) for i in range(3)]
    sections = [sum(s.sections[i] for s in scores) for i in range(3)]
    metadata: dict[str, list[bool]] = {}
    for s in scores:
        for field, right in s.metadata.items():
            metadata.setdefault(field, []).append(right)
    per_document = {s.key: _fact_rates(s)[2] for s in scores}
    return Figures(
        documents=len(scores),
        gold=gold,
        pred=predicted,
        facts=facts,
        found=rates(found, predicted, gold),
        fact=rates(facts, predicted, gold),
        fields={f: round(sum(f not in v.wrong for v in judged) / max(1, found), 4) for f in FIELDS},
        mean_name_f1=round(statistics.mean([v.name_f1 for v in judged] or [0.0]), 4),
        part_of=rates(*links),
        sections=rates(*sections),
        section_level=round(sum(s.section_levels for s in scores) / max(1, sections[0]), 4),
        metadata={field: f"{sum(right)}/{len(right)}" for field, right in metadata.items()},
        per_document_fact_f1=per_document,
        macro_fact_f1=round(statistics.mean(per_document.values()), 4) if per_document else 0.0,
    )


def document_line(s: Score) -> str:
    p, r, f1 = rates(s.found, s.predicted, len(s.verdicts))
    return (
        f"{s.name:<40} gold {len(s.verdicts):>4}  found P {p:.3f} R {r:.3f} F1 {f1:.3f}   fact F1 {_fact_rates(s)[2]:.3f}   "
        f"sections {rates(*s.sections)[2]:.3f}   meta {sum(s.metadata.values())}/{len(s.metadata)}"
    )


def miss_lines(s: Score, limit: int) -> Iterator[str]:
    """The first wrong facts field by field (wanted, got), then the first indicators that are no annotated fact."""
    for v in [v for v in s.verdicts if not v.right][:limit]:
        wanted = ", ".join(f"{f}={_wanted(v.fact, f)!r}" for f in v.wrong if f in FIELDS)
        got = "" if v.indicator is None else " | got " + ", ".join(f"{f}={getattr(v.indicator, f)!r}" for f in v.wrong)
        yield f"    {v.fact.quote!r} {v.fact.name!r}: {', '.join(v.wrong)} (want {wanted}){got}"
    for p in s.spurious[:limit]:
        yield f"    spurious {p.quote!r} kind={p.kind} name={p.name!r}"


def summary_lines(total: Figures) -> Iterator[str]:
    yield f"{total.documents} documents, {total.gold} quantities, {total.pred} predicted"
    yield "found  P {:.4f}  R {:.4f}  F1 {:.4f}".format(*total.found)
    fields = "  ".join(f"{k} {v:.3f}" for k, v in total.fields.items())
    yield f"fields of those found: {fields}  (mean name F1 {total.mean_name_f1:.3f})"
    metadata = "  ".join(f"{k} {v}" for k, v in total.metadata.items())
    sections = f"sections F1 {total.sections[2]:.4f} level {total.section_level:.3f}"
    yield f"part_of links F1 {total.part_of[2]:.4f}   {sections}   metadata {metadata}"
    yield "fact   P {:.4f}  R {:.4f}  F1 {:.4f}".format(*total.fact) + f"   mean over documents {total.macro_fact_f1:.4f}"


def _fact_rates(s: Score) -> Rates:
    return rates(s.facts, s.predicted, len(s.verdicts))


def _wanted(fact: object, field: str) -> object:
    value = getattr(fact, field)
    return list(value) if field == "value" and len(value) > 1 else value[0] if field == "value" else value
