"""One indicator over the documents of an archive, from the JSON of `baocao extract FILE… --format json`.

    python examples/series.py figures.json [WORDS OF ITS NAME]

A document calls an indicator by its own words, so names are compared by the words that they share. Without words given, the
indicator is taken that the documents name most alike. The history store will do this properly: this shows what the JSON is good for.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from baocao_extract import Document
from baocao_extract.evaluation.alike import name_f1
from baocao_extract.model import Indicator

Point = tuple[Document, Indicator, float]


def levels(document: Document) -> Iterator[Indicator]:
    """The figures reached in the document's own period and area: no plans, no shares, no parts."""
    for i in document.indicators:
        if i.role == "level" and i.status != "plan" and i.kind != "percent" and i.part_of is None and i.period == document.metadata.period:
            yield i


def series(documents: list[Document], name: str, kind: str | None) -> list[Point]:
    """The figure of each document whose name is most like `name`."""
    points = []
    for document in documents:
        candidates = [(name_f1(name, i.name), -i.start, i) for i in levels(document) if kind in (None, i.kind)]
        if candidates:
            score, _, best = max(candidates, key=lambda c: c[:2])
            points.append((document, best, score))
    return points


def most_alike(documents: list[Document]) -> list[Point]:
    """The series of the indicator that all documents have under the most similar name."""
    best: tuple[float, float, list[Point]] = (0.0, 0.0, [])
    for indicator in levels(documents[0]):
        points = series(documents, indicator.name, indicator.kind)
        if len(points) == len(documents):
            scores = [score for _, _, score in points]
            best = max(best, (min(scores), sum(scores), points), key=lambda b: b[:2])
    return best[2]


def main() -> int:
    with open(sys.argv[1], encoding="utf-8") as file:
        documents = [Document.model_validate(d) for d in json.load(file)]
    documents.sort(key=lambda d: d.metadata.period or "")
    words = " ".join(sys.argv[2:])
    points = series(documents, words, None) if words else most_alike(documents)
    if not points:
        print("no indicator that all documents share", file=sys.stderr)
        return 1
    table = Table("period", "value", "unit", "name in this document", "where", title=points[0][1].name)
    table.columns[1].justify = "right"
    for document, i, _ in points:
        value = f"{i.value:,.0f}".replace(",", ".") if i.value == int(i.value) else f"{i.value:,.2f}"
        table.add_row(i.period, value, "million VND" if i.kind == "money" else i.unit, i.name, f"{document.source.path}:{i.start}-{i.end}")
    Console(width=None if sys.stdout.isatty() else 170).print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
