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
    text: list[str] = []
    start: list[int] = []
    end: list[int] = []
    a = 0
    for piece in low.split(" "):
        b = a + len(piece)
        # no token holds a blank, and most pieces between blanks are one word: quicker told so than matched
        if piece.isalpha():
            text.append(piece)
            start.append(a)
            end.append(b)
        elif piece:
            for m in _TOKEN.finditer(piece):
                x, y = m.span()
                text.append(m.group())
                start.append(a + x)
                end.append(a + y)
        a = b + 1
    return Tokens(text, start, end)
