"""The searchable history: a folder of reports as one SQLite file.

from baocao_extract.history import History
with History("history.db") as history:
    for point in history.series("ho ngheo", province="ha nam").points:
        print(point.period, point.value, point.conflict)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from baocao_extract.history.api import History

__all__ = ["History"]


def __getattr__(name: str) -> Any:
    if name != "History":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from baocao_extract.history.api import History

    return History
