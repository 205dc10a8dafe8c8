"""Typed, dated, placed and linked figures out of Vietnamese administrative reports and news.

    from baocao_extract import extract
    document = extract("report.txt")
    for fact in document.indicators:
        print(fact.value, fact.unit, fact.name, fact.period, fact.place)

Names are loaded when they are first used: importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from baocao_extract.errors import BaocaoError
    from baocao_extract.export import to_arrow, to_rows
    from baocao_extract.model import Document
    from baocao_extract.pipeline import extract, extract_text

__version__ = "0.1.0"

__all__ = ["BaocaoError", "Document", "__version__", "extract", "extract_text", "to_arrow", "to_rows"]

_HOME = {
    "BaocaoError": "errors",
    "Document": "model",
    "extract": "pipeline",
    "extract_text": "pipeline",
    "to_arrow": "export",
    "to_rows": "export",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
