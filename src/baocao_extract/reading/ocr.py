"""Pictures of pages → lines, by Tesseract with its Vietnamese model: pages put straight first, recognised in parallel processes.

The command is used and not a binding: each page has a process of its own, which can fail or run out of time alone.
"""

from __future__ import annotations

import functools
import html
import itertools
import os
import shutil
import subprocess
from array import array
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from math import radians
from statistics import median
from typing import TYPE_CHECKING

import regex

from baocao_extract.errors import MissingComponent, OutOfTime
from baocao_extract.language import syllables
from baocao_extract.reading.frames import Frame
from baocao_extract.reading.lines import COLUMN_GAP, Line, composed, side_by_side

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 200
_POINTS = 72 / DPI
_PACKAGES = "install the Debian packages tesseract-ocr and tesseract-ocr-vie, and the extra baocao-extract[ocr]"
_SPAN = regex.compile(
    r"<span class='(?P<kind>ocr_line|ocr_header|ocr_caption|ocr_textfloat|ocrx_word|ocrx_cinfo)'[^>]*?title=(?P<q>['\"])(?P<title>.*?)(?P=q)[^>]*>(?P<text>[^<]*)"
)
_BOX = regex.compile(r"bbox(?:es)? (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_BASELINE = regex.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_SIZE = regex.compile(r"x_size ([\d.]+)")
_SURE = regex.compile(r"x_wconf (\d+)")
_WORDLIKE = regex.compile(r"[\p{L}\p{N}]")
# In percent of confidence: signs without a letter or digit, whole lines, and single words below are specks, stamps or handwriting.
_SPECK, _NO_LINE, _NO_WORD = 60, 40, 15
# A word between two that are read as well as this was printed with them, however doubtful: a figure is doubted rather than lost.
# Digits alone are what is filled in by hand.
_WELL = 80
# Below this share of valid syllables a page is tried turned, too.
_READS_WELL = 0.6


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a grey picture of `DPI` dots per inch."""

    page: int
    image: Image


def available() -> bool:
    """Whether Tesseract, its Vietnamese model and Pillow are installed."""
    try:
        require()
    except MissingComponent:
        return False
    return True


def grey(image: Image) -> Image:
    """The page in grey as red light shows it: the ink of stamps, which go over names and dates, is nearly as light as paper there."""
    return image.convert("L") if image.mode in ("1", "L", "I;16", "LA") else image.convert("RGB").getchannel("R")


@functools.cache
def require() -> str:
    """The path of the command. Raises `MissingComponent`, which names what to install."""
    command = shutil.which("tesseract")
    if command is None:
        raise MissingComponent("the pages are pictures, and Tesseract is not installed", _PACKAGES)
    listed = subprocess.run([command, "--list-langs"], capture_output=True, text=True, timeout=60, check=False)
    if "vie" not in (listed.stdout + listed.stderr).split():
        raise MissingComponent("the pages are pictures, and Tesseract has no Vietnamese model", _PACKAGES)
    try:
        import PIL.Image  # noqa: F401
    except ImportError:
        raise MissingComponent("the pages are pictures, and Pillow is not installed", _PACKAGES) from None
    return command


def rows(pictures: Iterable[Picture], *, processes: int | None = None, seconds: float = 120.0) -> Iterator[tuple[int, list[list[Line]]]]:
    """The number of each page and its rows from top to bottom, in the order given. `seconds` is for one page."""
    require()
    workers = processes or max(1, min(os.cpu_count() or 1, 8))
    waiting: deque[tuple[int, Future[list[list[Line]]]]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        for picture in pictures:
            waiting.append((picture.page, pool.submit(_recognised, picture, seconds)))
            if len(waiting) > workers:
                page, first = waiting.popleft()
                yield page, first.result()
        while waiting:
            page, first = waiting.popleft()
            yield page, first.result()


def _recognised(picture: Picture, seconds: float) -> list[list[Line]]:
    best = _upright(picture, 0, seconds)
    share = _share(best)
    if share >= _READS_WELL:
        return best
    for turn in (1, 3, 2):
        other = _upright(picture, turn, seconds)
        if (here := _share(other)) > max(share, 0.4):
            best, share = other, here
            if here >= _READS_WELL:
                break
    return best


def _share(found: list[list[Line]]) -> float:
    counted = syllables.share("\n".join(line.text for row in found for line in row))
    # A handful of words says nothing.
    return counted.ratio * min(1.0, counted.words / 12)


def _upright(picture: Picture, turn: int, seconds: float) -> list[list[Line]]:
    from PIL import Image

    image = picture.image
    crop = (0.0, 0.0, image.width * _POINTS, image.height * _POINTS)
    if turn:
        image = image.transpose({1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}[turn])
    angle = _skew(image)
    if angle:
        image = image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    return _rows(_hocr(image, seconds), picture.page, Frame(turn, 0, crop, radians(angle)))


def _skew(image: Image) -> float:
    """The angle (degrees, against the clock) to turn a page by so that its lines lie level: where dark and light rows differ most."""
    from PIL import Image

    scale = max(1, image.width // 500)
    small = image.reduce(scale).point(lambda v: 255 if v < 150 else 0)

    def contrast(angle: float) -> float:
        profile = small.rotate(angle, Image.Resampling.BILINEAR).resize((1, small.height), Image.Resampling.BOX).tobytes()
        return float(sum((a - b) ** 2 for a, b in itertools.pairwise(profile)))

    best = max((k * 0.5 for k in range(-6, 7)), key=contrast)
    best = max((best + k * 0.1 for k in range(-4, 5)), key=contrast)
    return round(best, 1) if contrast(best) > 1.02 * contrast(0.0) else 0.0


def _hocr(image: Image, seconds: float) -> str:
    picture = b"P5 %d %d 255\n" % image.size + image.convert("L").tobytes()
    command = [require(), "stdin", "stdout", "-l", "vie", "--dpi", str(DPI), "-c", "hocr_char_boxes=1", "hocr"]
    try:
        run = subprocess.run(
            command, input=picture, capture_output=True, timeout=seconds, check=False, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
        )
    except subprocess.TimeoutExpired:
        raise OutOfTime(
            f"a page was not recognised within {seconds:g} seconds", "give it more time (--timeout), or split the file"
        ) from None
    return run.stdout.decode("utf-8", "replace")


@dataclass(slots=True)
class _Word:
    sure: int
    letters: list[tuple[str, int, int, int, int]]


def _rows(hocr: str, page: int, frame: Frame) -> list[list[Line]]:
    found: list[tuple[float, float, list[_Word]]] = []
    for hit in _SPAN.finditer(hocr):
        kind, title = hit.group("kind"), hit.group("title")
        box = _BOX.search(title)
        if box is None:
            continue
        x0, y0, x1, y1 = (int(v) for v in box.groups())
        if kind == "ocrx_word":
            sure = _SURE.search(title)
            if found:
                found[-1][2].append(_Word(int(sure.group(1)) if sure else 0, []))
        elif kind == "ocrx_cinfo":
            if found and found[-1][2]:
                found[-1][2][-1].letters.append((html.unescape(hit.group("text")), x0, y0, x1, y1))
        else:
            slope, level = _BASELINE.search(title), _SIZE.search(title)
            drop = float(slope.group(2)) + float(slope.group(1)) * (x1 - x0) / 2 if slope else -0.2 * (y1 - y0)
            found.append((y1 + drop, float(level.group(1)) if level else float(y1 - y0), []))
    usual = median([size for _, size, _ in found]) if found else 0.0
    lines: list[list[Line]] = []
    for base, size, words in found:
        words = [w for n, w in enumerate(words) if w.letters and (w.sure >= _least(w) or _is_printed(words, n))]
        if not words or sum(w.sure for w in words) < _NO_LINE * len(words):
            continue
        # Lines of capitals seem larger than they are set, lines without a letter above the others smaller.
        size = usual if 0.8 * usual < size < 1.4 * usual else size
        lines.append([_line(part, base, size, page, frame) for part in _parts(words, size)])
    lines.sort(key=lambda row: row[0].base)
    return side_by_side(lines)


def _least(word: _Word) -> int:
    return _NO_WORD if any(_WORDLIKE.search(c[0]) for c in word.letters) else _SPECK


def _is_printed(words: list[_Word], n: int) -> bool:
    """Whether a doubtful word stands between two that are not."""
    if not 0 < n < len(words) - 1 or min(words[n - 1].sure, words[n + 1].sure) < _WELL:
        return False
    signs = "".join(c[0] for c in words[n].letters)
    return _WORDLIKE.search(signs) is not None and not signs.isdigit()


def _parts(words: list[_Word], size: float) -> list[list[_Word]]:
    parts = [[words[0]]]
    for last, word in itertools.pairwise(words):
        if word.letters[0][1] - max(c[3] for c in last.letters) > COLUMN_GAP * size:
            parts.append([])
        parts[-1].append(word)
    return parts


def _line(words: list[_Word], base: float, size: float, page: int, frame: Frame) -> Line:
    text: list[str] = []
    left: list[float] = []
    right: list[float] = []
    sure: list[float] = []
    for n, word in enumerate(words):
        if n:
            text.append(" ")
            left.append(right[-1])
            right.append(word.letters[0][1] * _POINTS)
            sure.append(1.0)
        whole, x0, x1 = composed("".join(c[0] for c in word.letters), *_sides(word))
        text.append(whole)
        left += x0
        right += x1
        sure += [word.sure / 100] * len(whole)
    letters = [c for w in words for c in w.letters]
    return Line(
        page, frame, "".join(text), array("f", left), array("f", right), base * _POINTS, min(c[2] for c in letters) * _POINTS,
        max(c[4] for c in letters) * _POINTS, size * _POINTS, confidence=array("f", sure),
    )  # fmt: skip


def _sides(word: _Word) -> tuple[list[float], list[float]]:
    """Left and right of each character of a word; what is recognised as one sign may be several characters."""
    return ([c[1] * _POINTS for c in word.letters for _ in c[0]], [c[3] * _POINTS for c in word.letters for _ in c[0]])
