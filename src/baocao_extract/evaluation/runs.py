"""Saved runs, and what a change gained, lost and altered since one: every fact, not only the sums."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from baocao_extract.errors import GoldError
from baocao_extract.evaluation.report import figures
from baocao_extract.evaluation.scoring import FIELDS, Score

SCHEMA = "baocao-run/1"
Outcome = dict[str, Any]


def record(scores: Sequence[Score]) -> dict[str, Any]:
    """A run as JSON: the figures, and for every fact of every document what is wrong and what was read."""
    return {
        "schema": SCHEMA,
        "figures": figures(scores).as_dict(),
        "documents": {s.key: {"facts": _facts(s), "spurious": _spurious(s)} for s in scores},
    }


def save(run: dict[str, Any], path: Path) -> None:
    path.write_text(json.dumps(run, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def load(path: Path) -> dict[str, Any]:
    try:
        run = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise GoldError(f"{path}: {fault}", "name a file that `baocao evaluate --save` wrote") from None
    if not isinstance(run, dict) or run.get("schema") != SCHEMA:
        raise GoldError(f"{path}: not a saved run", "name a file that `baocao evaluate --save` wrote")
    return run


@dataclass(slots=True)
class Changes:
    """Lines for people, each beginning with its document. Facts that only one of the runs knows are `unmatched`."""

    gains: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)


def compare(before: dict[str, Any], now: dict[str, Any]) -> Changes:
    """What became right (or stopped being predicted for nothing), what became wrong, and what is wrong in another way."""
    changes = Changes()
    for key in sorted({*before["documents"], *now["documents"]}):
        old, new = before["documents"].get(key), now["documents"].get(key)
        if old is None or new is None:
            changes.unmatched.append(f"{key}: only in the {'new' if old is None else 'saved'} run")
            continue
        _compare_facts(key, old["facts"], new["facts"], changes)
        for quote in sorted(set(old["spurious"]) - set(new["spurious"])):
            changes.gains.append(f"{key}: no longer predicted for nothing: {quote}")
        for quote in sorted(set(new["spurious"]) - set(old["spurious"])):
            changes.losses.append(f"{key}: predicted for nothing: {quote}")
    return changes


def change_lines(changes: Changes, limit: int = 40) -> Iterator[str]:
    yield f"since the saved run: {len(changes.gains)} gains, {len(changes.losses)} losses, {len(changes.altered)} changes"
    for sign, lines in (("-", changes.losses), ("+", changes.gains), ("~", changes.altered), ("?", changes.unmatched)):
        yield from (f"{sign} {line}" for line in lines[:limit])
        if len(lines) > limit:
            yield f"{sign} … and {len(lines) - limit} more"


def _compare_facts(key: str, old: dict[str, Outcome], new: dict[str, Outcome], changes: Changes) -> None:
    for name in sorted({*old, *new}, key=lambda n: int(n.partition(":")[0])):
        a, b = old.get(name), new.get(name)
        if a is None or b is None:
            changes.unmatched.append(f"{key}: fact {name} only in the {'new' if a is None else 'saved'} run")
        elif a["wrong"] and not b["wrong"]:
            changes.gains.append(f"{key}: {name}: was wrong in {', '.join(a['wrong'])}")
        elif b["wrong"] and not a["wrong"]:
            changes.losses.append(f"{key}: {name}: {', '.join(b['wrong'])}: {_differences(a, b)}")
        elif a != b:
            changes.altered.append(f"{key}: {name}: {_differences(a, b)}")


def _differences(a: Outcome, b: Outcome) -> str:
    old, new = a["got"] or {}, b["got"] or {}
    parts = [f"{f} {old.get(f)!r} → {new.get(f)!r}" for f in FIELDS if old.get(f) != new.get(f)]
    if a["wrong"] != b["wrong"] and not parts:
        parts = [f"wrong in {', '.join(a['wrong']) or 'nothing'} → {', '.join(b['wrong']) or 'nothing'}"]
    return "; ".join(parts)


def _facts(s: Score) -> dict[str, Outcome]:
    """Fact (its place and quote) → what is wrong and what was read. A link is its target's quote, for ids move."""
    by_id = {v.indicator.id: v.indicator.quote for v in s.verdicts if v.indicator} | {p.id: p.quote for p in s.spurious}
    facts: dict[str, Outcome] = {}
    for v in s.verdicts:
        got = None
        if p := v.indicator:
            got = {f: getattr(p, f) for f in FIELDS if f != "part_of"}
            got["value"] = p.value if p.upper is None else [p.value, p.upper]
            got["part_of"] = None if p.part_of is None else by_id.get(p.part_of)
        facts[f"{v.fact.start}: {v.fact.quote}"] = {"wrong": list(v.wrong), "got": got}
    return facts


def _spurious(s: Score) -> list[str]:
    return sorted(f"{p.start}: {p.quote}" for p in s.spurious)
