"""The glyphs of a PDF page: characters with their place, size and font, in the order they were drawn.

The characters are fetched in bulk: `map` over the bare C functions, the results written into one buffer, because a Python call
per character and per property would cost more than all the rest of the reading.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import repeat
from math import atan2, cos, hypot, pi, sin
from typing import Any

import pypdfium2.raw as pdfium

_HANDLE, _INT, _POINTER = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p


def _bare(name: str, result: Any, *arguments: Any) -> Any:
    """A function of PDFium that takes addresses as plain integers: several times faster to call than the typed one."""
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(result, *arguments)(address)  # type: ignore[arg-type]


_box = _bare("FPDFText_GetLooseCharBox", _INT, _HANDLE, _INT, _POINTER)
_origin = _bare("FPDFText_GetCharOrigin", _INT, _HANDLE, _INT, _POINTER, _POINTER)
_object = _bare("FPDFText_GetTextObject", ctypes.c_void_p, _HANDLE, _INT)
_unicode = _bare("FPDFText_GetUnicode", ctypes.c_uint, _HANDLE, _INT)
_font = _bare("FPDFTextObj_GetFont", ctypes.c_void_p, ctypes.c_void_p)
_font_size = _bare("FPDFTextObj_GetFontSize", _INT, ctypes.c_void_p, _POINTER)
_font_name = _bare("FPDFFont_GetBaseFontName", ctypes.c_size_t, ctypes.c_void_p, _POINTER, ctypes.c_size_t)
_matrix = _bare("FPDFPageObj_GetMatrix", _INT, ctypes.c_void_p, _POINTER)


@dataclass(frozen=True, slots=True)
class Style:
    """What the characters of a text object share: size in points, the way they run (quarter turns against the clock), font name."""

    size: float
    turn: int
    font: str
    bold: bool
    level: bool = True


Box = tuple[float, float, float, float]


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
        return _turned(_unturned(box, self.turn, self.crop), self.rotate, self.crop)

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


def _unturned(box: Box, turn: int, crop: Box) -> Box:
    u0, v0, u1, v1 = box
    left, bottom, right, top = crop
    if turn == 0:
        return u0 + left, top - v0, u1 + left, top - v1
    if turn == 1:
        return v0 + left, u0 + bottom, v1 + left, u1 + bottom
    if turn == 2:
        return right - u0, v0 + bottom, right - u1, v1 + bottom
    return right - v0, top - u0, right - v1, top - u1


@dataclass(slots=True)
class Glyphs:
    """The characters of one reading frame in drawing order: text, left and right (u), baseline, top and bottom (v), style."""

    frame: Frame
    text: str
    left: list[float]
    right: list[float]
    base: list[float]
    top: list[float]
    bottom: list[float]
    style: list[Style]

    def __len__(self) -> int:
        return len(self.text)


def read(page: Any) -> list[Glyphs]:
    """The glyphs of a pypdfium2 page, one group for each direction of text, the fullest first. Empty where nothing is written."""
    text_page = page.get_textpage()
    try:
        return _read(page, text_page)
    finally:
        text_page.close()


def _read(page: Any, text_page: Any) -> list[Glyphs]:
    count = text_page.count_chars()
    if count <= 0:
        return []
    handle = ctypes.cast(text_page.raw, ctypes.c_void_p).value
    text = _text(text_page, handle, count)
    boxes = _buffer(_box, handle, count, ctypes.c_float, 4)
    origins = _origins(handle, count)
    objects = list(map(_object, repeat(handle, count), range(count)))
    styles = {o: _style(o) for o in set(objects) if o}
    # What PDFium put between the drawn characters has no width.
    drawn = [i for i in range(count) if objects[i] and not (boxes[4 * i] == boxes[4 * i + 2] and text[i].isspace())]
    turns = {s.turn for s in styles.values()}
    crop, rotate = tuple(page.get_cropbox()), page.get_rotation() // 90 % 4
    groups = []
    for turn in turns:
        chosen = drawn if len(turns) == 1 else [i for i in drawn if styles[objects[i]].turn == turn]
        if chosen:
            groups.append(_group(Frame(turn, rotate, crop), chosen, text, boxes, origins, [styles[objects[i]] for i in chosen]))
    groups.sort(key=len, reverse=True)
    return groups


def _group(frame: Frame, chosen: list[int], text: str, boxes: list[float], origins: list[float], style: list[Style]) -> Glyphs:
    left, bottom, right, top = frame.crop
    x0, y1, x1, y0 = ([boxes[4 * i + k] for i in chosen] for k in range(4))
    turn = frame.turn
    if turn % 2:
        base = [origins[2 * i] for i in chosen]
    else:
        base = [origins[2 * i + 1] for i in chosen]
    if turn == 0:
        spans = [v - left for v in x0], [v - left for v in x1], [top - v for v in base], [top - v for v in y1], [top - v for v in y0]
    elif turn == 1:
        spans = [v - bottom for v in y0], [v - bottom for v in y1], [v - left for v in base], [v - left for v in x0], [v - left for v in x1]
    elif turn == 2:
        spans = (
            [right - v for v in x1],
            [right - v for v in x0],
            [v - bottom for v in base],
            [v - bottom for v in y0],
            [v - bottom for v in y1],
        )
    else:
        spans = [top - v for v in y1], [top - v for v in y0], [right - v for v in base], [right - v for v in x1], [right - v for v in x0]
    return Glyphs(frame, "".join([text[i] for i in chosen]), *spans, style)


def _text(text_page: Any, handle: int | None, count: int) -> str:
    """One character for each index; what has no meaning in Unicode is U+FFFD."""
    buffer = (ctypes.c_ushort * (count + 1))()
    got = pdfium.FPDFText_GetText(text_page, 0, count, buffer) - 1
    text = bytes(buffer)[: 2 * got].decode("utf-16-le", "replace")
    if got == count == len(text) and "\x00" not in text:
        return text
    codes = map(_unicode, repeat(handle, count), range(count))
    return "".join([chr(c) if 0 < c < 0x110000 and not 0xD800 <= c < 0xE000 else "\ufffd" for c in codes])


def _buffer(function: Any, handle: int | None, count: int, kind: Any, width: int) -> list[float]:
    buffer = (kind * (width * count))()
    start, step = ctypes.addressof(buffer), width * ctypes.sizeof(kind)
    for _ in map(function, repeat(handle, count), range(count), range(start, start + step * count, step)):
        pass
    return list(buffer)


def _origins(handle: int | None, count: int) -> list[float]:
    buffer = (ctypes.c_double * (2 * count))()
    start = ctypes.addressof(buffer)
    end = start + 16 * count
    for _ in map(_origin, repeat(handle, count), range(count), range(start, end, 16), range(start + 8, end + 8, 16)):
        pass
    return list(buffer)


def _style(text_object: int) -> Style:
    size, matrix, name = ctypes.c_float(), (ctypes.c_float * 6)(), ctypes.create_string_buffer(128)
    _font_size(text_object, ctypes.addressof(size))
    _matrix(text_object, ctypes.addressof(matrix))
    font = _font(text_object)
    if font:
        _font_name(font, ctypes.addressof(name), 128)
    a, b, c, d = matrix[:4]
    turns = atan2(b, a) / (pi / 2) if a or b else 0.0
    label = name.value.decode("utf-8", "replace")
    return Style(abs(size.value) * (hypot(c, d) or 1.0), round(turns) % 4, label, "bold" in label.lower(), abs(turns - round(turns)) < 0.06)
