"""The glyphs of a PDF page: characters with their place, size and font, in the order they were drawn.

The characters are fetched in bulk: `map` over the bare C functions, the results written into one buffer, because a Python call
per character and per property would cost more than all the rest of the reading. What the characters of one text object share
(baseline, size, font, direction) is asked for once.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import repeat
from math import atan2, hypot, pi
from typing import Any

import pypdfium2.raw as pdfium

from baocao_extract.reading import legacy
from baocao_extract.reading.frames import Frame
from baocao_extract.reading.legacy import LegacyFont
from baocao_extract.reading.pdf_calls import HANDLE, INT, POINTER, address, bare

# Text off the four directions by more than this, in quarter turns, is a stamp or a watermark.
_LEVEL = 0.06
# What PDFium makes of a hyphen at the end of a line.
_LINE_END_HYPHEN = "\ufffe"

_box = bare("FPDFText_GetLooseCharBox", INT, HANDLE, INT, POINTER)
_origin = bare("FPDFText_GetCharOrigin", INT, HANDLE, INT, POINTER, POINTER)
_object = bare("FPDFText_GetTextObject", ctypes.c_void_p, HANDLE, INT)
_unicode = bare("FPDFText_GetUnicode", ctypes.c_uint, HANDLE, INT)
_font = bare("FPDFTextObj_GetFont", ctypes.c_void_p, ctypes.c_void_p)
_font_size = bare("FPDFTextObj_GetFontSize", INT, ctypes.c_void_p, POINTER)
_font_name = bare("FPDFFont_GetBaseFontName", ctypes.c_size_t, ctypes.c_void_p, POINTER, ctypes.c_size_t)
_matrix = bare("FPDFText_GetMatrix", INT, HANDLE, INT, POINTER)


@dataclass(frozen=True, slots=True)
class Style:
    """What the characters of a text object share: baseline (v), size in points, direction (quarter turns against the clock), font."""

    base: float
    size: float
    turn: int
    level: bool
    bold: bool
    legacy: LegacyFont | None


@dataclass(slots=True)
class Glyphs:
    """The characters of one reading frame: `order` are the indices of those drawn, in drawing order, into the lists of all.

    `left`, `right` and `base` are in the frame; `top` and `bottom` are not, but for `extent`. `objects` are the addresses of the
    text objects that the page's characters come from, in drawing order.
    """

    frame: Frame
    order: list[int]
    text: str
    left: list[float]
    right: list[float]
    base: list[float]
    size: list[float]
    style: list[Style | None]
    top: list[float]
    bottom: list[float]
    legacy: bool
    v0: float
    sign: int
    objects: list[int]

    def extent(self, row: list[int]) -> tuple[float, float]:
        """Top and bottom of some glyphs, in the frame."""
        tops, bottoms = [self.top[i] for i in row], [self.bottom[i] for i in row]
        if self.sign > 0:
            return self.v0 + min(tops), self.v0 + max(bottoms)
        return self.v0 - max(tops), self.v0 - min(bottoms)


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
    handle = address(text_page.raw)
    text = _text(text_page, handle, count)
    boxes = _boxes(handle, count)
    objects = list(map(_object, repeat(handle, count), range(count)))
    crop, rotate = tuple(page.get_cropbox()), page.get_rotation() // 90 % 4
    first = dict(zip(reversed(objects), range(count - 1, -1, -1), strict=True))
    names: dict[int, str] = {}
    styles = {o: _style(o, i, handle, crop, names) for o, i in first.items() if o}
    # What PDFium put between the drawn characters has no extent.
    drawn = [
        i
        for i, (o, c) in enumerate(zip(objects, text, strict=True))
        if o and (not c.isspace() or boxes[4 * i] != boxes[4 * i + 2] or boxes[4 * i + 1] != boxes[4 * i + 3])
    ]
    turns = {s.turn for s in styles.values() if s.level}
    style = list(map(styles.get, objects))
    if _LINE_END_HYPHEN in text:
        text = "".join([_hyphen(s) if c == _LINE_END_HYPHEN else c for c, s in zip(text, style, strict=True)])
    groups = []
    for turn in turns:
        chosen = drawn if len(turns) == 1 and all(s.level for s in styles.values()) else [
            i for i in drawn if (s := style[i]) is not None and s.turn == turn and s.level
        ]  # fmt: skip
        if chosen:
            groups.append(_group(Frame(turn, rotate, crop), chosen, text, boxes, style, [*reversed(styles)]))
    groups.sort(key=lambda group: len(group.order), reverse=True)
    return groups


def _hyphen(style: Style | None) -> str:
    """What stands for a hyphen at a line's end; in a legacy font that is the letter in the place of the soft hyphen."""
    return "-" if style is None or style.legacy is None else "\u00ad"


def _group(frame: Frame, chosen: list[int], text: str, boxes: list[float], style: list[Style | None], objects: list[int]) -> Glyphs:
    left, bottom, right, top = frame.crop
    x0, y1, x1, y0 = (boxes[k::4] for k in range(4))
    ends, u0, v0 = {
        0: ((x0, x1, y1, y0), -left, top), 1: ((y0, y1, x0, x1), -bottom, -left),
        2: ((x1, x0, y0, y1), right, -bottom), 3: ((y1, y0, x1, x0), top, right),
    }[frame.turn]  # fmt: skip
    starts, stops, tops, bottoms = ends
    if frame.turn > 1:
        starts, stops = [u0 - u for u in starts], [u0 - u for u in stops]
    elif u0:
        starts, stops = [u0 + u for u in starts], [u0 + u for u in stops]
    return Glyphs(
        frame, chosen, text, starts, stops, [s.base if s else 0.0 for s in style], [s.size if s else 0.0 for s in style], style,
        tops, bottoms, any(s is not None and s.legacy for s in style),
        v0, 1 if frame.turn in (1, 2) else -1, objects,
    )  # fmt: skip


def _text(text_page: Any, handle: int | None, count: int) -> str:
    """One character for each index; what has no meaning in Unicode is U+FFFD."""
    buffer = (ctypes.c_ushort * (count + 1))()
    got = pdfium.FPDFText_GetText(text_page, 0, count, buffer) - 1
    text = bytes(buffer)[: 2 * got].decode("utf-16-le", "replace")
    if got == count == len(text) and "\x00" not in text:
        return text
    codes = map(_unicode, repeat(handle, count), range(count))
    return "".join([chr(c) if 0 < c < 0x110000 and not 0xD800 <= c < 0xE000 else "\ufffd" for c in codes])


def _boxes(handle: int | None, count: int) -> list[float]:
    """Left, top, right, bottom of each character."""
    buffer = (ctypes.c_float * (4 * count))()
    start = ctypes.addressof(buffer)
    for _ in map(_box, repeat(handle, count), range(count), range(start, start + 16 * count, 16)):
        pass
    return list(buffer)


def _style(text_object: int, index: int, handle: int | None, crop: tuple[float, ...], names: dict[int, str]) -> Style:
    size, matrix, origin = ctypes.c_float(), (ctypes.c_float * 6)(), (ctypes.c_double * 2)()
    _font_size(text_object, ctypes.addressof(size))
    _matrix(handle, index, ctypes.addressof(matrix))
    _origin(handle, index, ctypes.addressof(origin), ctypes.addressof(origin) + 8)
    font = _font(text_object) or 0
    if font not in names:
        name = ctypes.create_string_buffer(128)
        if font:
            _font_name(font, ctypes.addressof(name), 128)
        names[font] = name.value.decode("utf-8", "replace")
    a, b, c, d = matrix[:4]
    turns = atan2(b, a) / (pi / 2) if a or b else 0.0
    turn = round(turns) % 4
    x, y = origin
    left, bottom, right, top = crop
    base = (top - y, x - left, y - bottom, right - x)[turn]
    label = names[font]
    return Style(
        base,
        abs(size.value) * (hypot(c, d) or 1.0),
        turn,
        abs(turns - round(turns)) < _LEVEL,
        "bold" in label.lower(),
        legacy.of_font(label),
    )
