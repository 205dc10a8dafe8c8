"""`History`: the database from Python."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType

from baocao_extract.history import search as searching
from baocao_extract.history import series as serial
from baocao_extract.history import store
from baocao_extract.history.questions import Filters
from baocao_extract.history.search import Facets, Page
from baocao_extract.history.series import Series


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
        first: int | None = None, last: int | None = None,
    ) -> Series:  # fmt: skip
        """A concept's figures period by period. `wanted` is a concept's key, or words as in its name; `first` and `last` are years."""
        with store.coded(self.path):
            return serial.series(self.connection, wanted, province=province, place=place, kind=kind, first=first, last=last)
