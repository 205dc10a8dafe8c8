"""Frames of reading: the lines of a page run in one direction, whichever way the page is turned or a scan lies."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, sin

from baocao_extract.reading.source import Box


@dataclass(frozen=True, slots=True)
class Frame:
    """The reading frame of text that runs in one direction: u goes along the lines, v from line to line, both from 0 in points.

    `turn` is the direction of the text in the page's own space, `rotate` that by which a viewer turns the page (quarter turns).
    `skew` is the angle (radians, with the clock) by which a scan lies askew; u and v are those of the page put straight.
    """

    turn: int
    rotate: int
    crop: Box
    skew: float = 0.0

    @property
    def width(self) -> float:
        left, bottom, right, top = self.crop
        return top - bottom if self.turn % 2 else right - left

    @property
    def height(self) -> float:
        left, bottom, right, top = self.crop
        return right - left if self.turn % 2 else top - bottom

    def of_user(self, box: Box) -> Box:
        """A box in the page's own space (origin lower left) as one of this frame."""
        return _turned(box, self.turn, self.crop)

    def to_page(self, box: Box) -> Box:
        """A box of this frame in points from the upper left corner of the page as a viewer shows it."""
        if self.skew:
            box = self._askew(box)
        if self.turn == self.rotate:
            return box
        return _turned(to_user(box, self.turn, self.crop), self.rotate, self.crop)

    def _askew(self, box: Box) -> Box:
        """The box around a box of the straightened page, on the page as it lies."""
        u0, v0, u1, v1 = box
        middle_u, middle_v = self.width / 2, self.height / 2
        c, s = cos(self.skew), sin(self.skew)
        corners = [(u - middle_u, v - middle_v) for u in (u0, u1) for v in (v0, v1)]
        us = [middle_u + c * u - s * v for u, v in corners]
        vs = [middle_v + s * u + c * v for u, v in corners]
        return min(us), min(vs), max(us), max(vs)


def _turned(box: Box, turn: int, crop: Box) -> Box:
    x0, y0, x1, y1 = box
    left, bottom, right, top = crop
    if turn == 0:
        u0, v0, u1, v1 = x0 - left, top - y0, x1 - left, top - y1
    elif turn == 1:
        u0, v0, u1, v1 = y0 - bottom, x0 - left, y1 - bottom, x1 - left
    elif turn == 2:
        u0, v0, u1, v1 = right - x0, y0 - bottom, right - x1, y1 - bottom
    else:
        u0, v0, u1, v1 = top - y0, right - x0, top - y1, right - x1
    return min(u0, u1), min(v0, v1), max(u0, u1), max(v0, v1)


def to_user(box: Box, turn: int, crop: Box) -> Box:
    """A box counted from the upper left corner of a page turned so, in the page's own space (origin lower left)."""
    u0, v0, u1, v1 = box
    left, bottom, right, top = crop
    if turn == 0:
        return u0 + left, top - v1, u1 + left, top - v0
    if turn == 1:
        return v0 + left, u0 + bottom, v1 + left, u1 + bottom
    if turn == 2:
        return right - u1, v0 + bottom, right - u0, v1 + bottom
    return right - v1, top - u1, right - v0, top - u0
