"""Facts as files for other programs: CSV, JSON Lines, XLSX, Parquet, a Frictionless data package. SDMX is in `sdmx`."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from baocao_extract.errors import MissingExtra
from baocao_extract.history import sdmx, selecting
from baocao_extract.history.questions import Filters

if TYPE_CHECKING:
    import pyarrow

FORMATS = ("csv", "jsonl", "xlsx", "parquet", "sdmx", "datapackage")
_BATCH = 20_000
_SHEET_ROWS = 1_048_575
_DOCUMENT_TYPES = {"document_id": "integer", "near_duplicate_of": "integer", "superseded_by": "integer"}


def write(db: sqlite3.Connection, target: str | Path, form: str | None = None, filters: Filters | None = None) -> int:
    """Writes the facts that pass the filters to a file (`sdmx`, `datapackage`: a folder) and returns how many there were."""
    path = Path(target)
    form = form or path.suffix.lstrip(".") or "datapackage"
    facts = _Counted(selecting.facts(db, filters))
    if form == "csv":
        _csv(path, selecting.COLUMNS, facts)
    elif form == "jsonl":
        with path.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(fact, ensure_ascii=False) + "\n" for fact in facts)
    elif form == "xlsx":
        _xlsx(path, facts, selecting.documents(db))
    elif form == "parquet":
        _parquet(path, facts)
    elif form == "sdmx":
        sdmx.write(path, facts, selecting.last_change(db))
    elif form == "datapackage":
        _datapackage(path, facts, selecting.documents(db))
    else:
        raise MissingExtra(f"{path.name}: no format of that name", f"one of: {', '.join(FORMATS)}")
    return facts.count


class _Counted:
    """Hands rows on and counts them."""

    def __init__(self, rows: Iterator[dict[str, Any]]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for row in self.rows:
            self.count += 1
            yield row


def to_arrow(facts: Iterable[dict[str, Any]]) -> pyarrow.Table:
    """The facts as an Arrow table."""
    pyarrow = _pyarrow()
    schema = _arrow_schema(pyarrow)
    return pyarrow.Table.from_batches([pyarrow.RecordBatch.from_pylist(rows, schema=schema) for rows in _batches(facts)], schema=schema)


def _parquet(path: Path, facts: Iterable[dict[str, Any]]) -> None:
    pyarrow = _pyarrow()
    from pyarrow import parquet

    schema = _arrow_schema(pyarrow)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for rows in _batches(facts):
            writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError:
        raise MissingExtra("Arrow and Parquet need pyarrow", "pip install 'baocao-extract[history]'") from None
    return pyarrow


def _arrow_schema(pyarrow: Any) -> Any:
    types = {"integer": pyarrow.int64(), "number": pyarrow.float64(), "boolean": pyarrow.bool_(), "string": pyarrow.string()}
    return pyarrow.schema([(name, types[kind]) for name, kind in selecting.COLUMNS.items()])


def _batches(facts: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    rows = iter(facts)
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _csv(path: Path, columns: Iterable[str], rows: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns), lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({k: _plain(v) for k, v in row.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.15g}" if isinstance(value, float) else value


def _xlsx(path: Path, facts: Iterable[dict[str, Any]], documents: Iterable[dict[str, Any]]) -> None:
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtra("a spreadsheet needs xlsxwriter", "pip install 'baocao-extract[history]'") from None
    # Text stays text: a document's words that begin with `=` are no formula, and nothing in them is a link.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        rows = iter(facts)
        sheet = 0
        while (batch := list(islice(rows, _SHEET_ROWS))) or not sheet:
            sheet += 1
            _sheet(book.add_worksheet("facts" if sheet == 1 else f"facts {sheet}"), list(selecting.COLUMNS), batch, head, day)
        listed = list(documents)
        _sheet(book.add_worksheet("sources"), list(listed[0]) if listed else ["document_id"], listed, head, day)


def _sheet(sheet: Any, columns: Sequence[str], rows: Sequence[dict[str, Any]], head: Any, day: Any) -> None:
    from datetime import datetime

    sheet.freeze_panes(1, 0)
    for c, name in enumerate(columns):
        sheet.write_string(0, c, name, head)
    for r, row in enumerate(rows, 1):
        for c, name in enumerate(columns):
            value = row[name]
            if value is None:
                continue
            if isinstance(value, bool):
                sheet.write_boolean(r, c, value)
            elif isinstance(value, int | float):
                sheet.write_number(r, c, value)
            elif name in ("document_date", "date") and len(value) == 10:
                sheet.write_datetime(r, c, datetime.fromisoformat(value), day)
            else:
                sheet.write_string(r, c, str(value)[:32_767])
    sheet.autofilter(0, 0, max(1, len(rows)), max(0, len(columns) - 1))


def _datapackage(folder: Path, facts: Iterable[dict[str, Any]], documents: Iterable[dict[str, Any]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    listed = list(documents)
    document_columns = list(listed[0]) if listed else ["document_id"]
    _csv(folder / "facts.csv", selecting.COLUMNS, facts)
    _csv(folder / "documents.csv", document_columns, listed)
    package = {
        "name": "baocao-history",
        "profile": "tabular-data-package",
        "resources": [
            _resource("facts", selecting.COLUMNS, "indicator_id")
            | {"description": "One row a figure. Money is in million VND; periods are ISO 8601 intervals, `../` a stock as of a day."},
            _resource("documents", {c: _DOCUMENT_TYPES.get(c, "string") for c in document_columns}, "document_id"),
        ],
    }
    package["resources"][0]["schema"]["foreignKeys"] = [  # type: ignore[index]
        {"fields": "document_id", "reference": {"resource": "documents", "fields": "document_id"}}
    ]
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _resource(name: str, columns: dict[str, str], key: str) -> dict[str, Any]:
    return {
        "name": name, "path": f"{name}.csv", "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
        "schema": {"fields": [{"name": c, "type": t} for c, t in columns.items()], "primaryKey": key, "missingValues": [""]},
    }  # fmt: skip
