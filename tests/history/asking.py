"""The questions of queries.tsv, asked of a database: at which rank a document stands that answers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

QUESTIONS = Path(__file__).with_name("queries.tsv")


def questions() -> Iterator[tuple[str, str, set[str]]]:
    """(form, question, names of the documents that answer)."""
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            form, question, documents = line.split("\t")
            yield form, unicodedata.normalize("NFD", question) if form == "nfd" else question, set(documents.split())


def rank(history, question: str, documents: set[str]) -> int:
    """The rank (from 1) of the first hit out of a document that answers; 0 when it is not among the first ten."""
    page = history.search(question, size=10)
    return next((n for n, hit in enumerate(page.hits, 1) if Path(hit.path or "").stem in documents), 0)
