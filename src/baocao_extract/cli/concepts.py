"""`baocao concepts`: what the catalogue holds, and what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from baocao_extract import proposals
from baocao_extract.cli.outcome import Outcome
from baocao_extract.errors import UnknownConcept
from baocao_extract.indicators.concept_names import Concept, catalogue
from baocao_extract.language.folding import fold
from baocao_extract.patterns import load


def listing(search: str, folders: Sequence[Path]) -> None:
    wanted = fold(search)
    for concept in sorted(catalogue(load(*folders)).concepts.values(), key=lambda c: c.id):
        if wanted in fold(f"{concept.id} {concept.label_vi} {concept.label_en} {' '.join(concept.row.words)}"):
            typer.echo(f"{concept.id:44} {concept.label_vi} ({concept.unit})")


def show(name: str, folders: Sequence[Path]) -> None:
    concepts = catalogue(load(*folders)).concepts
    if name not in concepts:
        near = [c for c in sorted(concepts) if name.rpartition(".")[2] in c][:3]
        raise UnknownConcept(f"{name}: no such concept", f"perhaps {', '.join(near)}" if near else "see `baocao concepts list`")
    for label, text in _fields(concepts[name]):
        typer.echo(f"{label:14} {text}")


def _fields(concept: Concept) -> list[tuple[str, str]]:
    row = concept.row
    fields = [
        ("id", concept.id),
        ("Vietnamese", concept.label_vi),
        ("English", concept.label_en),
        ("definition", concept.definition),
        ("kind", ", ".join(concept.kinds)),
        ("unit", concept.unit),
        ("measure", concept.measure),
        ("dimensions", ", ".join(concept.dimensions)),
        ("codes", "; ".join(f"{c['code']} of {c['system']} (from {c['valid_from']})" for c in concept.codes)),
        ("wordings", "; ".join(row.words)),
        ("loose", f"{'; '.join(row.get('loose', ()))} (below: {'; '.join(row.get('heading', ()))})" if row.get("loose") else ""),
        ("share", row.get("share", "")),
        ("file", f"catalogue/{row.origin}"),
    ]
    return [(label, text) for label, text in fields if text]


def suggest(files: list[str], at_least: int, folders: Sequence[Path]) -> None:
    with Outcome.of_run() as outcome:
        found = proposals.propose(outcome.documents(files, folders, quiet=True), load(*folders), at_least)
        typer.echo(proposals.to_toml(found), nl=False)
        if not found:
            typer.echo(f"no name without a concept stands {at_least} times", err=True)
