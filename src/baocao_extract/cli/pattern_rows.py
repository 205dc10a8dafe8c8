"""`baocao patterns`: are the rows right, and which of them speak where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import typer

from baocao_extract import explain as explaining
from baocao_extract import reading
from baocao_extract.errors import PatternError
from baocao_extract.patterns import load
from baocao_extract.pipeline import read_draft


def check(folders: Sequence[Path]) -> None:
    rows = load(*folders)
    faults = list(rows.proofs())
    for row, fault in faults:
        typer.echo(f"{row.origin}, row {row.id!r}: {fault}", err=True)
    count = sum(len(family) for family in rows.families.values())
    examples = sum(len(r.examples) + len(r.counter_examples) for family in rows.families.values() for r in family)
    typer.echo(f"{count} rows in {len(rows.families)} families, {examples} examples, {len(faults)} faults")
    if faults:
        raise typer.Exit(PatternError.exit_code)


def explain(source: Path | bytes, folders: Sequence[Path]) -> None:
    rows = load(*folders)
    text = reading.read(source).text
    for number in explaining.explain(read_draft(text, rows), rows):
        quote = " ".join(text[number.start : number.end].split())
        typer.echo(f"{number.start}-{number.end} {quote!r}: {number.taken_for}")
        if number.unit_row:
            typer.echo(f"    unit         units/{number.unit_row}")
        if number.at_number:
            typer.echo(f"    at it        {_list(number.at_number)}")
        if number.in_sentence:
            typer.echo(f"    in sentence  {_list(number.in_sentence)}")


def _list(hits: Iterable[explaining.Hit]) -> str:
    return ", ".join(dict.fromkeys(hit.label for hit in hits))
