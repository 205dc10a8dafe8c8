"""Where each character of a paged text stands: the offsets at which lines begin, and per line the places of its characters."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence

from baocao_extract.reading.lines import Line
from baocao_extract.reading.source import Spot


class PagedLayout:
    """A `Layout` made of lines. About nine bytes a character, whatever the number of pages."""

    __slots__ = ("lines", "starts")

    def __init__(self, starts: array[int], lines: Sequence[Line]) -> None:
        self.starts, self.lines = starts, lines

    def spot(self, start: int, end: int) -> Spot | None:
        """The page and box of `text[start:end]`, on the first page that it touches; None where nothing of it is drawn."""
        parts: list[tuple[Line, int, int]] = []
        for n in range(max(bisect_right(self.starts, start) - 1, 0), len(self.lines)):
            begin, line = self.starts[n], self.lines[n]
            if begin >= end:
                break
            a, b = max(start - begin, 0), min(end - begin, len(line.text))
            if a < b:
                if parts and line.page != parts[0][0].page:
                    break
                parts.append((line, a, b))
        if not parts:
            return None
        boxes = [line.frame.to_page((min(line.left[a:b]), line.top, max(line.right[a:b]), line.bottom)) for line, a, b in parts]
        sure = [min(line.confidence[a:b]) for line, a, b in parts if line.confidence is not None]
        x0, y0, x1, y1 = zip(*boxes, strict=True)
        box = tuple(round(v, 2) for v in (min(x0), min(y0), max(x1), max(y1)))
        return Spot(parts[0][0].page, box, round(min(sure), 4) if sure else None)
