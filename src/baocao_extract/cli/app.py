"""The commands, their options and their help."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from baocao_extract import __version__
from baocao_extract.cli import history_app
from baocao_extract.cli.outcome import Outcome, explained

app = typer.Typer(
    name="baocao",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
patterns_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(patterns_app, name="patterns", help="The language as data: check the rows, see which of them decide what.")


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


_FORMATS = "table for people; json: whole documents; jsonl, csv: one line per figure."
Files = Annotated[list[str], typer.Argument(metavar="FILE...", help="Plain-text files; `-` reads standard input.")]
File = Annotated[str, typer.Argument(metavar="FILE", help="A plain-text file; `-` reads standard input.")]
Folders = Annotated[
    list[Path] | None,
    typer.Option("--patterns", metavar="DIR", help="A folder of your own pattern rows, laid over ours. May be given several times."),
]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"baocao {__version__}")
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")]


@app.callback()
def _app(version: Version = False) -> None:
    """Typed, dated, placed and linked figures out of Vietnamese reports and news.

    \b
    baocao extract report.txt                      a table of every figure
    baocao extract report.txt --format json        the whole document, with offsets
    baocao extract *.txt --format csv -o all.csv   one line per figure
    cat report.txt | baocao extract -              from standard input
    baocao numbers report.txt                      what became of every number
    baocao evaluate corpus/                        how right it is
    baocao import archive/ --db history.db         a folder as one searchable database
    baocao search "ho ngheo" --db history.db       figures by words
    baocao history "ho ngheo" --db history.db      one figure through the years

    \b
    Exit codes: 0 all well, 1 a check failed, 2 no such file or wrong usage, 3 a file could not be read,
    4 too large, 5 wrong patterns, 70 a fault of the program. With several files the highest one counts.
    """


@app.command()
def extract(
    files: Files,
    form: Annotated[Format, typer.Option("--format", "-f", help=_FORMATS)] = Format.TABLE,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="OUT", help="Write here, not to standard output.")] = None,
    patterns: Folders = None,
) -> None:
    """Every figure of a document: value, unit, name, period, place, and where it stands.

    With several files `json` prints one array. A file that cannot be read is named on standard error with
    a code and a remedy, and the others are read all the same.

    \b
    baocao extract report.txt
    baocao extract report.txt --format json | jq '.indicators[] | select(.kind == "money")'
    baocao extract archive/*.txt --format jsonl -o figures.jsonl
    baocao extract report.txt --patterns my-patterns/
    """
    from baocao_extract.cli.writers import writer

    with Outcome.of_run() as outcome, _target(output, files) as target, writer(form.value, target, many=len(files) > 1) as write:
        for document in outcome.documents(files, patterns or (), quiet=output is None and sys.stdout.isatty()):
            write(document)


@app.command()
def numbers(file: File, patterns: Folders = None) -> None:
    """The account of every number of a document: the figure that it states, or the reason why it states none.

    \b
    baocao numbers report.txt
    baocao numbers report.txt | grep unknown
    """
    from baocao_extract.cli.tables import show_numbers

    with Outcome.of_run() as outcome:
        for document in outcome.documents([file], patterns or ()):
            show_numbers(document)


@app.command()
def evaluate(
    folders: Annotated[list[Path], typer.Argument(metavar="GOLD_DIR...", help="Folders of gold documents, searched to the bottom.")],
    save: Annotated[Path | None, typer.Option(metavar="RUN.json", help="Keep this run, to compare a later one with.")] = None,
    against: Annotated[Path | None, typer.Option(metavar="RUN.json", help="Show gains, losses and changes since a saved run.")] = None,
    misses: Annotated[int, typer.Option(metavar="N", min=0, help="Print the first N wrong facts of each document, field by field.")] = 0,
    patterns: Folders = None,
) -> None:
    """How right the program is on documents whose facts people wrote down (docs/guidelines.md).

    \b
    baocao evaluate corpus/ --save before.json
    baocao evaluate corpus/ --against before.json
    baocao evaluate corpus/series --misses 5
    """
    from baocao_extract.cli.evaluating import evaluate as run

    with explained():
        run(folders, save, against, misses, patterns or ())


@app.command()
def schema() -> None:
    """The JSON Schema of a document.

    \b
    baocao schema > baocao-document.schema.json
    """
    import json

    from baocao_extract.model import Document

    typer.echo(json.dumps(Document.model_json_schema(by_alias=True, mode="serialization"), ensure_ascii=False, indent=2))


@patterns_app.command("check")
def patterns_check(patterns: Folders = None) -> None:
    """Every row against its own proof: examples that it must match, counter-examples that it must not.

    \b
    baocao patterns check
    baocao patterns check --patterns my-patterns/
    """
    from baocao_extract.cli.pattern_rows import check

    with explained():
        check(patterns or ())


@patterns_app.command("explain")
def patterns_explain(file: File, patterns: Folders = None) -> None:
    """Which rows speak at each number of a document: at the number itself, and in its sentence.

    \b
    baocao patterns explain report.txt
    baocao patterns explain report.txt | grep -A3 '96,29'
    """
    from baocao_extract.cli.pattern_rows import explain

    with Outcome.of_run() as outcome, outcome.about(file):
        explain(outcome.source(file), patterns or ())


history_app.add_to(app)


def _target(output: Path | None, files: list[str]) -> AbstractContextManager[TextIO]:
    """The stream to write to; an input is never overwritten by its own output."""
    if output is None:
        return nullcontext(sys.stdout)
    if output.exists() and any(file != "-" and output.samefile(file) for file in files if Path(file).exists()):
        raise typer.BadParameter("this is one of the input files", param_hint="--output")
    try:
        return output.open("w", encoding="utf-8", newline="")
    except OSError as fault:
        raise typer.BadParameter(f"{output}: {fault.strerror}", param_hint="--output") from None


def main() -> None:
    """The entry point: Vietnamese text goes out as UTF-8 on every system."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()
