"""A document's facts as flat rows: for CSV, JSON Lines, Arrow and whatever reads these."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Any

from baocao_extract.model import Document, Section

if TYPE_CHECKING:
    import pyarrow

# Column → its Arrow type. Meanings are those of `model.Indicator`; `title`, `issuer`, `section` and `findings` are added for the reader.
COLUMNS = {
    "document": "string", "issuer": "string", "title": "string", "id": "int64", "quote": "string", "value": "float64", "upper": "float64",
    "kind": "string", "unit": "string", "name": "string", "concept": "string", "period": "string", "period_from": "string",
    "place": "string", "place_from": "string", "status": "string", "status_from": "string", "modifier": "string", "role": "string",
    "part_of": "int64", "of": "int64", "baseline": "string", "section": "string", "findings": "string", "start": "int64", "end": "int64",
    "page": "int64", "confidence": "float64",
}  # fmt: skip


def to_rows(*documents: Document) -> list[dict[str, Any]]:
    """One dict per indicator, in text order, with the keys of `COLUMNS`.

    `document` is the path, or the hash where there is none; `section` the path of headings (`I. … > 1. …`);
    `findings` the codes of the findings that name the indicator. Money is in million VND, as in the model.
    """
    return [row for document in documents for row in _rows(document)]


def to_arrow(*documents: Document) -> pyarrow.Table:
    """The rows as an Arrow table (`.to_pandas()`, Polars and DuckDB read it). Needs the extra `arrow`."""
    try:
        import pyarrow
    except ImportError:
        raise ImportError("to_arrow needs pyarrow; install the extra: pip install 'baocao-extract[arrow]'") from None
    schema = pyarrow.schema([(name, getattr(pyarrow, kind)()) for name, kind in COLUMNS.items()])
    return pyarrow.Table.from_pylist(to_rows(*documents), schema=schema)


def write_csv(rows: Iterable[dict[str, Any]], target: IO[str], *, header: bool = True) -> None:
    writer = csv.DictWriter(target, COLUMNS, lineterminator="\n")
    if header:
        writer.writeheader()
    for row in rows:
        writer.writerow({k: f"{v:.15g}" if isinstance(v, float) else v for k, v in row.items()})


def section_path(document: Document, index: int | None) -> str | None:
    """The headings above and around a section, outermost first."""
    by_id = {s.id: s for s in document.sections}
    path: list[str] = []
    while index is not None and index in by_id and len(path) < len(by_id):
        section = by_id[index]
        path.append(heading(section))
        index = section.parent
    return " > ".join(reversed(path)) or None


def heading(section: Section) -> str:
    return f"{section.marker}. {section.title}" if section.marker else section.title


def codes_by_indicator(document: Document) -> dict[int, list[str]]:
    codes: dict[int, list[str]] = {}
    for finding in document.findings:
        for indicator in finding.indicators:
            if finding.code not in codes.setdefault(indicator, []):
                codes[indicator].append(finding.code)
    return codes


def _rows(document: Document) -> Iterable[dict[str, Any]]:
    codes = codes_by_indicator(document)
    paths = {s.id: section_path(document, s.id) for s in document.sections}
    around = {
        "document": document.source.path or f"sha256:{document.source.sha256}",
        "issuer": document.metadata.issuer,
        "title": document.metadata.title,
    }
    for indicator in document.indicators:
        fields = indicator.model_dump(exclude={"bbox", "interval", "unit_known", "section"})
        fields |= around
        fields["section"] = None if indicator.section is None else paths.get(indicator.section)
        fields["findings"] = " ".join(codes.get(indicator.id, ())) or None
        yield {name: fields[name] for name in COLUMNS}
