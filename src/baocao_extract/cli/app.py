"""The commands, their options and their help."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from baocao_extract import __version__
from baocao_extract.cli import history_app
from baocao_extract.cli.options import MaxBytes, MaxMemory, MaxPages, MaxPixels, MaxUnpacked, Ocr, Password, Recognise, Timeout
from baocao_extract.cli.outcome import Outcome, Reading, explained
from baocao_extract.reading.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from baocao_extract.model import Document

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
concepts_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(concepts_app, name="concepts", help="The catalogue of concepts: what it holds, what an archive says that it lacks.")


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


class GridFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


_FORMATS = "table for people; json: whole documents; jsonl, csv: one line per figure."
Files = Annotated[
    list[str], typer.Argument(metavar="FILE...", help="Text, PDF, Word, Excel, HTML files or pictures; `-` reads standard input.")
]
File = Annotated[str, typer.Argument(metavar="FILE", help="A text, PDF, Word, Excel, HTML file or a picture; `-` reads standard input.")]
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
    baocao tables annex.txt --format csv           its tables as grids
    baocao evaluate corpus/                        how right it is
    baocao import archive/ --db history.db         a folder as one searchable database
    baocao search "ho ngheo" --db history.db       figures by words
    baocao history "ho ngheo" --db history.db      one figure through the years

    \b
    Exit codes: 0 all well, 1 a check failed, 2 no such file or wrong usage, 3 a file could not be read,
    4 over a limit, 5 wrong patterns, 6 a program or package is missing, 70 a fault of the program. With several files the highest one counts.
    """


@app.command()
def extract(
    files: Files,
    form: Annotated[Format, typer.Option("--format", "-f", help=_FORMATS)] = Format.TABLE,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="OUT", help="Write here, not to standard output.")] = None,
    annotate: Annotated[
        Path | None, typer.Option("--annotate", metavar="OUT.pdf", help="Write a copy of the PDF file with every figure marked in it.")
    ] = None,
    patterns: Folders = None,
    password: Password = None,
    ocr: Recognise = Ocr.AUTO,
    max_bytes: MaxBytes = DEFAULT.bytes,
    max_unpacked: MaxUnpacked = DEFAULT.unpacked,
    max_pages: MaxPages = DEFAULT.pages,
    timeout: Timeout = DEFAULT.seconds,
    max_memory: MaxMemory = DEFAULT.memory,
    max_pixels: MaxPixels = DEFAULT.pixels,
) -> None:
    """Every figure of a document: value, unit, name, period, place, and where it stands.

    With several files `json` prints one array. A file that cannot be read is named on standard error with
    a code and a remedy, and the others are read all the same.

    \b
    baocao extract report.txt
    baocao extract report.txt --format json | jq '.indicators[] | select(.kind == "money")'
    baocao extract archive/*.txt --format jsonl -o figures.jsonl
    baocao extract report.txt --patterns my-patterns/
    baocao extract report.pdf --annotate marked.pdf
    """
    from baocao_extract.cli.writers import writer

    if annotate is not None:
        _check_marked(annotate, files)
    limits = Limits(max_bytes, max_unpacked, max_pages, timeout, max_memory, max_pixels)
    how = Reading(limits, password, ocr.value)
    with Outcome.of_run() as outcome, _target(output, files) as target, writer(form.value, target, many=len(files) > 1) as write:
        for document in outcome.documents(files, patterns or (), how, quiet=output is None and sys.stdout.isatty()):
            write(document)
            if annotate is not None:
                with outcome.about(files[0]):
                    _write_marked(files[0], document, annotate, how)


def _check_marked(target: Path, files: list[str]) -> None:
    if len(files) != 1 or files[0] == "-":
        raise typer.BadParameter("takes exactly one file", param_hint="--annotate")
    if target.exists() and Path(files[0]).exists() and target.samefile(files[0]):
        raise typer.BadParameter("this is the input file", param_hint="--annotate")


def _write_marked(file: str, document: Document, target: Path, how: Reading) -> None:
    from baocao_extract.annotate import annotated
    from baocao_extract.reading import plain

    marked = annotated(plain.load(file, how.limits.bytes), document, password=how.password)
    try:
        target.write_bytes(marked)
    except OSError as fault:
        raise typer.BadParameter(f"{target}: {fault.strerror}", param_hint="--annotate") from None


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
def tables(
    files: Files,
    form: Annotated[
        GridFormat,
        typer.Option(
            "--format", "-f", help="csv: the grids below each other; json: with the roles of columns and rows; xlsx: a sheet each."
        ),
    ] = GridFormat.CSV,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="OUT", help="Write here, not to standard output.")] = None,
    patterns: Folders = None,
) -> None:
    """The tables of a document as grids, headings and merged cells in their places.

    \b
    baocao tables annex.docx                        every table as CSV
    baocao tables annex.pdf --format json           with what each column and row was taken for
    baocao tables annex.xls --format xlsx -o annex-tables.xlsx
    """
    from baocao_extract.cli import grids

    if form is GridFormat.XLSX and output is None:
        raise typer.BadParameter("a workbook needs a file: -o OUT.xlsx", param_hint="--format")
    with Outcome.of_run() as outcome:
        documents = list(outcome.documents(files, patterns or (), quiet=output is None and sys.stdout.isatty()))
        if form is GridFormat.XLSX and output is not None:
            _target(output, files).__enter__().close()
            grids.write_xlsx(documents, output)
            return
        with _target(output, files) as target:
            (grids.write_csv if form is GridFormat.CSV else grids.write_json)(documents, target)


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


@concepts_app.command("list")
def concepts_list(
    search: Annotated[str, typer.Option("--search", metavar="TEXT", help="Only those that hold this text; diacritics do not matter.")] = "",
    patterns: Folders = None,
) -> None:
    """All concepts: id, label, unit.

    \b
    baocao concepts list
    baocao concepts list --search "ho ngheo"
    """
    from baocao_extract.cli.concepts import listing

    with explained():
        listing(search, patterns or ())


@concepts_app.command("show")
def concepts_show(concept: Annotated[str, typer.Argument(metavar="ID")], patterns: Folders = None) -> None:
    """One concept whole: labels, definition, kinds, unit, dimensions, codes and wordings.

    \b
    baocao concepts show poverty.rate
    """
    from baocao_extract.cli.concepts import show

    with explained():
        show(concept, patterns or ())


@concepts_app.command("suggest")
def concepts_suggest(
    files: Files,
    at_least: Annotated[int, typer.Option(metavar="N", min=1, help="Only names that stand so often.")] = 3,
    patterns: Folders = None,
) -> None:
    """Frequent names that no concept fits, as rows to paste into a file of your own `catalogue/` folder.

    \b
    baocao concepts suggest archive/*.txt > my-patterns/catalogue/own.toml
    baocao patterns check --patterns my-patterns/
    """
    from baocao_extract.cli.concepts import suggest

    suggest(files, at_least, patterns or ())


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
