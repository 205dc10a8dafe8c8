"""What a run over files comes to: a bad file is named with code and remedy and passed over, and the exit code says so at the end."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from baocao_extract.errors import BaocaoError
from baocao_extract.reading.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from baocao_extract.model import Document


class ProgramFault(BaocaoError):
    """BC900: the program itself failed on a document; the other documents are read all the same."""

    code, exit_code = "BC900", 70

    @classmethod
    def of(cls, fault: Exception) -> ProgramFault:
        frames = traceback.extract_tb(fault.__traceback__)
        place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
        return cls(f"{type(fault).__name__}: {fault}{place}", "a fault of baocao; please report it with this line")


@contextmanager
def explained() -> Iterator[None]:
    """Turns a coded error into its line on standard error and its exit code."""
    try:
        yield
    except BaocaoError as fault:
        typer.echo(f"baocao: {fault}", err=True)
        raise typer.Exit(fault.exit_code) from None


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read: what one may cost, and what opens it."""

    limits: Limits = DEFAULT
    password: str | None = None
    ocr: Literal["auto", "never", "force"] = "auto"


@dataclass(slots=True)
class Outcome:
    code: int = 0

    @classmethod
    @contextmanager
    def of_run(cls) -> Iterator[Outcome]:
        """A run: ends the program with the highest exit code of its files."""
        outcome = cls()
        with explained():
            yield outcome
        if outcome.code:
            raise typer.Exit(outcome.code)

    @contextmanager
    def about(self, file: str) -> Iterator[None]:
        """Whatever goes wrong inside concerns this file alone."""
        try:
            yield
        except BaocaoError as fault:
            self._note(file, fault)
        except (BrokenPipeError, typer.Exit):
            raise
        except Exception as fault:
            self._note(file, ProgramFault.of(fault))

    def documents(
        self, files: Sequence[str], patterns: Sequence[Path], how: Reading = Reading(), *, quiet: bool = False
    ) -> Iterator[Document]:  # fmt: skip
        """The documents of the files that can be read, in order. Progress is shown for many files where someone looks on."""
        from baocao_extract import pipeline
        from baocao_extract.patterns import load

        load(*patterns)
        with _progress(files, quiet=quiet) as shown:
            for file in shown:
                document = None
                with self.about(file):
                    document = pipeline.extract(
                        self.source(file, how.limits.bytes), patterns_folders=patterns, limits=how.limits, password=how.password, ocr=how.ocr
                    )  # fmt: skip
                if document is not None:
                    yield document

    @staticmethod
    def source(file: str, limit: int = DEFAULT.bytes) -> Path | bytes:
        """What to read: a path, or the bytes of standard input (no more than the reader takes)."""
        return Path(file) if file != "-" else sys.stdin.buffer.read(limit + 1)

    def _note(self, file: str, fault: BaocaoError) -> None:
        name = "standard input" if file == "-" else file
        typer.echo(f"baocao: {name}: {fault}", err=True)
        self.code = max(self.code, fault.exit_code)


@contextmanager
def _progress(files: Sequence[str], *, quiet: bool) -> Iterator[Iterator[str]]:
    if quiet or len(files) < 2 or not sys.stderr.isatty():
        yield iter(files)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("reading", total=len(files))

        def each() -> Iterator[str]:
            for file in files:
                bar.update(task, description=Path(file).name[:40])
                yield file
                bar.advance(task)

        yield each()
