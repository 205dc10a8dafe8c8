"""`History`: the database from Python."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

from baocao_extract.errors import NotCarried
from baocao_extract.history import borders as carried
from baocao_extract.history import exports, selecting, store
from baocao_extract.history import search as searching
from baocao_extract.history import series as serial
from baocao_extract.history.questions import Filters
from baocao_extract.history.search import Facets, Page
from baocao_extract.history.series import Series

if TYPE_CHECKING:
    import pyarrow


Borders = Literal["reported", "today"]


class History:
    """A history database, read only. Use it as a context manager, or `close()` it."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.connection: sqlite3.Connection = store.open_for_reading(path)

    def __enter__(self) -> History:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self.connection.close()

    def search(
        self, question: str, *, order: str = "relevance", size: int = 20, after: str | None = None, filters: Filters | None = None
    ) -> Page:
        """One page of figures that answer; `order` is `relevance` or `newest`, `after` the `next` of the page before."""
        with store.coded(self.path):
            return searching.search(self.connection, question, filters, order=order, size=size, after=after)

    def facets(self, question: str, *, filters: Filters | None = None) -> Facets:
        """How many figures of each kind, status, province, year and source answer."""
        with store.coded(self.path):
            return searching.facets(self.connection, question, filters)

    def series(
        self, wanted: str, *, province: str | None = None, place: str | None = None, kind: str | None = None,
        first: int | None = None, last: int | None = None, borders: Borders = "reported",
    ) -> Series:  # fmt: skip
        """A concept's figures period by period. `wanted` is a concept's key, or words as in its name; `first` and `last` are years.

        `borders="today"` carries the figures of merged provinces to today's: added, each marked as derived with its parts. Raises `NothingFound`,
        and `NotCarried` for rates and for places below a province.
        """
        with store.coded(self.path):
            if borders == "today":
                if place is not None:
                    raise NotCarried(
                        "only whole provinces are carried to today's borders", "leave out the place, or use the borders as reported"
                    )
                return carried.today(self.connection, wanted, province=province, kind=kind, first=first, last=last)
            return serial.series(self.connection, wanted, province=province, place=place, kind=kind, first=first, last=last)

    def facts(self, filters: Filters | None = None, *, duplicates: bool = False) -> Iterator[dict[str, Any]]:
        """The facts that pass the filters, one dict after the other (`selecting.COLUMNS`), never all in memory."""
        with store.coded(self.path):
            yield from selecting.facts(self.connection, filters, duplicates=duplicates)

    def to_arrow(self, filters: Filters | None = None) -> pyarrow.Table:
        """The facts that pass the filters as an Arrow table. Needs the extra `history`."""
        return exports.to_arrow(self.facts(filters))

    def export(self, target: str | Path, *, form: str | None = None, filters: Filters | None = None) -> int:
        """Writes facts to a file (`csv`, `jsonl`, `xlsx`, `parquet`) or a folder (`sdmx`, `datapackage`); returns how many."""
        with store.coded(self.path):
            return exports.write(self.connection, target, form, filters)
