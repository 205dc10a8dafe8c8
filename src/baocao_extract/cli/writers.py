"""How documents go out: one writer per format, called once per document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from baocao_extract.model import Document

Write = Callable[["Document"], None]


@contextmanager
def writer(form: str, target: TextIO, *, many: bool) -> Iterator[Write]:
    """The function that writes a document; `many` makes an array of JSON documents."""
    if form == "json":
        with _json(target, many=many) as write:
            yield write
    elif form == "jsonl":
        yield _jsonl(target)
    elif form == "csv":
        yield _csv(target)
    else:
        from baocao_extract.cli.tables import show_document

        yield lambda document: show_document(document, target)


@contextmanager
def _json(target: TextIO, *, many: bool) -> Iterator[Write]:
    written = 0

    def write(document: Document) -> None:
        nonlocal written
        target.write(",\n" if written else "")
        target.write(document.model_dump_json(by_alias=True, indent=1))
        written += 1

    target.write("[\n" if many else "")
    yield write
    target.write("\n]\n" if many else "\n" if written else "")


def _jsonl(target: TextIO) -> Write:
    from baocao_extract.export import to_rows

    def write(document: Document) -> None:
        target.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in to_rows(document))

    return write


def _csv(target: TextIO) -> Write:
    from baocao_extract.export import to_rows, write_csv

    write_csv([], target)

    def write(document: Document) -> None:
        write_csv(to_rows(document), target, header=False)

    return write
