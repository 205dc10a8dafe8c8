"""The commands of the history: import, search, history, failures, correct, corrections, export."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from baocao_extract.cli.options import MaxBytes, MaxMemory, MaxPages, MaxPixels, MaxUnpacked, Ocr, Password, Recognise, Timeout
from baocao_extract.cli.outcome import explained
from baocao_extract.reading.limits import DEFAULT, Limits

Database = Annotated[Path, typer.Option("--db", metavar="FILE", help="The history database.")]
_DB = Path("history.db")
Kind = Annotated[str | None, typer.Option("--kind", metavar="KIND", help="households, people, money, percent, …")]
Province = Annotated[str | None, typer.Option("--province", metavar="NAME", help="In any spelling; marks may be left out.")]
Status = Annotated[str | None, typer.Option("--status", metavar="STATUS", help="actual, estimate, plan or norm.")]
Folders = Annotated[list[Path] | None, typer.Option("--patterns", metavar="DIR", help="A folder of your own pattern rows.")]
corrections_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


class Order(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"


class BordersOf(StrEnum):
    REPORTED = "reported"
    TODAY = "today"


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    app.command("import")(import_)
    app.command()(search)
    app.command()(history)
    app.command()(failures)
    app.command()(correct)
    app.command()(export)
    app.add_typer(corrections_app, name="corrections", help="What people corrected: list it, or write it as gold files.")


def import_(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Folders, globs, files, zip archives.")],
    db: Database = _DB,
    workers: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Processes that read; as many as there are cores by default.")
    ] = None,
    retry: Annotated[bool, typer.Option("--retry", help="Read again what failed before.")] = False,
    wait: Annotated[float, typer.Option(metavar="SECONDS", min=0, help="How long to wait for another import to end.")] = 0,
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
    """Reads documents into a history database. What is stored already and has not changed is passed over.

    It may be broken off at any moment and run again. A file that cannot be read is listed by `baocao failures`.

    \b
    baocao import archive/ --db history.db
    baocao import "archive/**/*.txt" reports.zip --db history.db --workers 4
    baocao import archive/ --db history.db --retry
    baocao import scans/ --db history.db --ocr force --timeout 900
    """
    from baocao_extract.cli.history_run import import_documents
    from baocao_extract.history.reading import How

    limits = Limits(max_bytes, max_unpacked, max_pages, timeout, max_memory, max_pixels)
    with explained():
        import_documents(paths, db, workers, retry, wait, How(tuple(patterns or ()), limits, password, ocr.value))


def search(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help='Words, numbers, document numbers, "phrases in quotes".')],
    db: Database = _DB,
    kind: Kind = None,
    province: Province = None,
    period: Annotated[str | None, typer.Option("--period", metavar="YEAR", help="The year in which the period ends.")] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="KIND", help="report, news or other.")] = None,
    status: Status = None,
    order: Annotated[Order, typer.Option("--order", help="relevance or newest.")] = Order.RELEVANCE,
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, max=500)] = 10,
    after: Annotated[
        str | None, typer.Option("--after", metavar="MARK", help="The next page; the mark stands under the page before.")
    ] = None,
    facets: Annotated[bool, typer.Option("--facets", help="Show how many figures of each kind, province, year … answer.")] = False,
) -> None:
    """Figures by words, with or without diacritics, each in its sentence.

    \b
    baocao search "ho ngheo thai binh" --db history.db
    baocao search "17774" --db history.db
    baocao search "201/BC-SLĐTBXH" --db history.db
    baocao search "việc làm mới" --kind people --period 2018 --order newest --db history.db
    """
    from baocao_extract.cli.history_tables import show_search
    from baocao_extract.history.questions import Filters

    with explained():
        show_search(db, question, Filters(kind, province, period, status, source), order.value, limit, after, facets)


def history(
    concept: Annotated[str, typer.Argument(metavar="CONCEPT_OR_TEXT", help="A concept's key, or words as in its name.")],
    db: Database = _DB,
    province: Province = None,
    place: Annotated[str | None, typer.Option("--place", metavar="NAME", help="A place below the province.")] = None,
    kind: Kind = None,
    first: Annotated[int | None, typer.Option("--from", metavar="YEAR")] = None,
    last: Annotated[int | None, typer.Option("--to", metavar="YEAR")] = None,
    borders: Annotated[
        BordersOf, typer.Option("--borders", help="reported, or today: counts of provinces that were merged are added and marked.")
    ] = BordersOf.REPORTED,
    chart: Annotated[Path | None, typer.Option("--chart", metavar="FILE", help="Write a chart: .svg, .png or .html.")] = None,
) -> None:
    """A figure through the years: one row a period, who said so, whether they agree, and gaps as gaps.

    \b
    baocao history "ho ngheo" --province "ha nam" --db history.db
    baocao history "tỷ lệ hộ nghèo" --province "Hà Nam" --from 2015 --to 2020 --chart ngheo.svg --db history.db
    baocao history "hộ nghèo" --province "Hưng Yên" --borders today --db history.db
    """
    from baocao_extract.cli.history_tables import show_series

    with explained():
        show_series(db, concept, province, place, kind, first, last, borders.value, chart)


def failures(db: Database = _DB) -> None:
    """The files that could not be read, with code and remedy. Exit code 1 when there are any.

    \b
    baocao failures --db history.db
    """
    from baocao_extract.cli.history_tables import show_failures

    with explained():
        show_failures(db)


def correct(
    indicator: Annotated[int, typer.Argument(metavar="FIGURE", help="The figure's number, as the search shows it.")],
    field: Annotated[
        str, typer.Argument(metavar="FIELD", help="value, kind, unit, name, period, place, status, …; withdrawn true for no fact.")
    ],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="As in the JSON of a document; an empty text for none.")],
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="Who corrects.")],
    why: Annotated[str, typer.Option("--why", metavar="REASON", help="Why.")],
    db: Database = _DB,
) -> None:
    """Corrects a figure. What was extracted stays stored; the corrected value shows everywhere, marked as such.

    \b
    baocao correct 4194310 value 17774 --by "Lan" --why "misread scan" --db history.db
    baocao correct 4194310 withdrawn true --by "Lan" --why "a page number" --db history.db
    """
    from baocao_extract.cli.history_run import correct_figure

    with explained():
        correct_figure(db, indicator, field, value, by, why)


@corrections_app.command("list")
def corrections_list(db: Database = _DB) -> None:
    """Every correction, with those whose figure is no longer found.

    \b
    baocao corrections list --db history.db
    """
    from baocao_extract.cli.history_tables import show_corrections

    with explained():
        show_corrections(db)


@corrections_app.command("export")
def corrections_export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to write: a text and a .json for each corrected document.")],
    db: Database = _DB,
) -> None:
    """Writes corrected documents as gold files, so that each mistake found becomes a test.

    \b
    baocao corrections export gold/ --db history.db
    baocao evaluate gold/
    """
    from baocao_extract.cli.history_run import export_corrections

    with explained():
        export_corrections(db, folder)


class ExportFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    JSONL = "jsonl"
    SDMX = "sdmx"
    DATAPACKAGE = "datapackage"


def export(
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="The file to write; for sdmx and datapackage a folder.")],
    db: Database = _DB,
    form: Annotated[ExportFormat | None, typer.Option("--format", "-f", help="By default as the file's ending says.")] = None,
    kind: Kind = None,
    province: Province = None,
    period: Annotated[str | None, typer.Option("--period", metavar="YEAR", help="The year in which the period ends.")] = None,
    status: Status = None,
) -> None:
    """Writes facts with where each of them comes from.

    \b
    baocao export facts.csv --db history.db
    baocao export facts.xlsx --province "ha nam" --db history.db
    baocao export sdmx/ --format sdmx --db history.db
    """
    from baocao_extract.cli.history_run import export_facts
    from baocao_extract.history.questions import Filters

    with explained():
        export_facts(db, target, form.value if form else None, Filters(kind, province, period, status))
