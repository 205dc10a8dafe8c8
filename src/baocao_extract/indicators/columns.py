"""What stands over a figure of a table that is written with bars (`| a | b |`) and reads as prose, because its cells say more than a number."""

from __future__ import annotations

from baocao_extract.draft import Draft

BAR = "|"
Span = tuple[int, int]


def headers(draft: Draft) -> dict[int, list[Span]]:
    """For each figure of a table, the spans that may say its time and status: its cell in the first row, the line above the table."""
    if BAR not in draft.low:
        return {}
    tables = _tables(draft)
    out: dict[int, list[Span]] = {}
    for i, q in enumerate(draft.quantities):
        if q.paragraph < 0 or (table := tables.get(q.paragraph)) is None:
            continue
        cells, caption = table
        column = draft.low.count(BAR, draft.paragraphs[q.paragraph].start, q.start) - 1
        out[i] = [s for s in (cells[column] if 0 <= column < len(cells) else None, caption) if s is not None]
    return out


def _tables(draft: Draft) -> dict[int, tuple[list[Span], Span | None]]:
    """For each paragraph that is a row below the first: the cells of the first row, and the line above it."""
    out: dict[int, tuple[list[Span], Span | None]] = {}
    cells: list[Span] = []
    caption: Span | None = None
    above: Span | None = None
    for n, p in enumerate(draft.paragraphs):
        if not draft.low.startswith(BAR, p.start):
            cells = []
            above = (p.start, p.end)
        elif cells:
            out[n] = (cells, caption)
        else:
            cells, caption = _cells(draft.low, p.start, p.end), above
    return out


def _cells(low: str, start: int, end: int) -> list[Span]:
    bars = [k for k in range(start, min(end, start + 4000)) if low[k] == BAR]
    return list(zip([b + 1 for b in bars], bars[1:], strict=False))
