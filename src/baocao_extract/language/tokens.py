"""The tokens of a text: digit groups, words (runs of letters), single marks, line ends. Computed once, shared by every later stage."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import regex

_TOKEN = regex.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+|[^ ]")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists; `text[i]` stands at `[start[i], end[i])` of the text that was split."""

    text: list[str]
    start: list[int]
    end: list[int]

    def at(self, position: int) -> int:
        """Index of the first token that starts at or after `position`."""
        return bisect_left(self.start, position)

    def __len__(self) -> int:
        return len(self.text)


def split(low: str) -> Tokens:
    text, start, end = [], [], []
    for m in _TOKEN.finditer(low):
        a, b = m.span()
        start.append(a)
        end.append(b)
        text.append(m.group())
    return Tokens(text, start, end)
