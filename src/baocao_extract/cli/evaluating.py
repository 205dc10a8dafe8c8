"""`baocao evaluate`: runs the program over gold folders in one process and prints what score.py prints."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from baocao_extract import pipeline
from baocao_extract.cli.outcome import Outcome
from baocao_extract.evaluation import gold, report, runs
from baocao_extract.evaluation.scoring import score
from baocao_extract.patterns import load


def evaluate(folders: Sequence[Path], save: Path | None, against: Path | None, misses: int, patterns: Sequence[Path]) -> None:
    load(*patterns)
    before = runs.load(against) if against else None
    scores, outcome = [], Outcome()
    for wanted in gold.read(folders):
        document = None
        with outcome.about(str(wanted.text_path)):
            document = pipeline.extract(wanted.text_path, patterns_folders=patterns)
        scores.append(score(wanted, document))
        typer.echo(report.document_line(scores[-1]))
        for line in report.miss_lines(scores[-1], misses):
            typer.echo(line)
    typer.echo()
    for line in report.summary_lines(report.figures(scores)):
        typer.echo(line)
    run = runs.record(scores)
    if before is not None:
        typer.echo()
        for line in runs.change_lines(runs.compare(before, run)):
            typer.echo(line)
    if save:
        runs.save(run, save)
    if outcome.code:
        raise typer.Exit(outcome.code)
