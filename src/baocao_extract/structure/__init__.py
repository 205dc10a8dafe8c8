"""From a clean view to lines, paragraphs, sentences, headings and the header."""

from __future__ import annotations

from baocao_extract import patterns as rows
from baocao_extract.draft import Draft
from baocao_extract.language.folding import canonical
from baocao_extract.language.views import View
from baocao_extract.patterns import Patterns
from baocao_extract.structure import header, headings, lines, news, paragraphs

__all__ = ["build"]


def build(view: View, patterns: Patterns | None = None) -> Draft:
    """The draft of a text: everything that its layout says. The document's area and reporting period come after."""
    patterns = patterns or rows.load()
    draft = Draft(view, view.text, canonical(view.text))
    found = lines.split(view.text, draft.low, patterns)
    told = header.evidence(found, patterns)
    if told > news.MOST or told >= max(1, news.evidence(found, patterns)):
        header.read(draft, found, patterns)
    else:
        news.read(draft, found, patterns)
    draft.hard_wrapped = found.hard_wrapped
    headings.mark(draft, found, patterns)
    paragraphs.build(draft, found, patterns)
    headings.nest(draft)
    return draft
