"""The commands that write: import, correct, exports."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from baocao_extract.history import corrections, gold_export, importing, store
from baocao_extract.history.api import History
from baocao_extract.history.corrections import Correction
from baocao_extract.history.questions import Filters
from baocao_extract.history.reading import How

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_SHOWN = 20


def import_documents(paths: Sequence[str], db: Path, workers: int | None, retry: bool, wait: float, how: How) -> None:
    start = time.monotonic()
    with _Bar() as bar:
        try:
            summary = importing.run(
                paths, db, workers=workers, retry=retry, wait=wait, patterns_folders=how.folders, limits=how.limits, password=how.password,
                ocr=how.ocr, progress=bar.show,
            )  # fmt: skip
        except KeyboardInterrupt:
            typer.echo("baocao: broken off; what was read is kept, run it again to go on", err=True)
            raise typer.Exit(130) from None
    for name, failure in summary.failures[:_SHOWN]:
        typer.echo(f"baocao: {name}: {failure.code}: {failure.message}; {failure.remedy}", err=True)
    if len(summary.failures) > _SHOWN:
        typer.echo(f"baocao: and {len(summary.failures) - _SHOWN} more; see: baocao failures --db {db}", err=True)
    seconds = time.monotonic() - start
    typer.echo(
        f"{summary.imported} imported, {summary.replaced} read anew, {summary.unchanged} unchanged, {summary.duplicates} duplicates, "
        f"{summary.failed} failed in {seconds:.1f} s"
    )
    if summary.passed_over:
        typer.echo(f"{summary.passed_over} failed before and were passed over (--retry reads them again; baocao failures lists them)")
    if summary.failed:
        raise typer.Exit(3)


class _Bar:
    """Progress on a terminal: done, rate, time left. Nothing where nobody looks on."""

    def __init__(self) -> None:
        self._bar: Progress | None = None
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(),
            )
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task: TaskID | None = None
        self._start = time.monotonic()

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None and self._task is not None:
            self._bar.stop()

    def show(self, name: str, done: int, total: int) -> None:
        if self._bar is None:
            return
        if self._task is None:
            self._bar.start()
            self._task = self._bar.add_task("import", total=total, rate="")
        rate = done / max(0.001, time.monotonic() - self._start)
        self._bar.update(self._task, completed=done, description=Path(name).name[:40], rate=f"{rate:.1f}/s")


def correct_figure(db: Path, indicator: int, field: str, value: str, by: str, why: str) -> None:
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    number = corrections.correct(db, indicator, Correction(field, value or None, by, now, why))
    typer.echo(f"correction {number} recorded")


def export_corrections(db: Path, folder: Path) -> None:
    with History(db) as history, store.coded(db):
        names = gold_export.write(history.connection, folder)
    typer.echo(f"{len(names)} documents written to {folder}")


def export_facts(db: Path, target: Path, form: str | None, filters: Filters) -> None:
    with History(db) as history:
        count = history.export(target, form=form, filters=filters)
    typer.echo(f"{count} facts written to {target}")
