"""A view is a cleaned copy of a text that remembers where each of its characters stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """`text` as cleaned; `offsets[i]` is the position in the source of its character `i`, with one entry more for the end.

    `offsets` is None when nothing was removed or added: then positions are the same in both.
    """

    text: str
    offsets: Sequence[int] | None = None

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The span in the source that a span of the view covers; an empty span stays empty."""
        if self.offsets is None:
            return start, end
        if end <= start:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1
