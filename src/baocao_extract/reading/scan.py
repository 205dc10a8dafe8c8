"""Bytes of a picture of a page (PNG, JPEG, TIFF with one or more pages) → text with one paragraph a line, by recognition."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from baocao_extract.errors import NoText, TooManyPages, TooManyPixels, UnreadableInput
from baocao_extract.reading import columns, furniture, paragraphs
from baocao_extract.reading import ocr as recognition
from baocao_extract.reading.limits import DEFAULT, Limits
from baocao_extract.reading.lines import Line
from baocao_extract.reading.source import SourceText

if TYPE_CHECKING:
    from PIL.Image import Image

OcrMode = Literal["auto", "never", "force"]

# A picture that does not say how fine it is (or says what no scanner gives) is taken for a page of A4, 8.27 inches wide.
_FINE, _COARSE, _A4 = 1200, 70, 8.27


def read(data: bytes, *, limits: Limits = DEFAULT, ocr: OcrMode = "auto") -> SourceText:
    """The text of a picture. Boxes are in points of the page that it shows; `ocr="never"` leaves nothing to read.

    Raises `MissingComponent` without Tesseract, `TooManyPixels`, `TooManyPages`, `UnreadableInput` and `NoText`.
    """
    if ocr == "never":
        raise NoText("a picture, and recognition is switched off", "switch it on (--ocr auto)")
    recognition.require()
    pages = [rows for _, rows in recognition.rows(_pictures(data, limits), seconds=limits.seconds)]
    if not any(pages):
        raise NoText("no text is recognised in this picture", "scan it anew, finer and straight")
    aside = furniture.take(pages)
    ordered: list[Line] = []
    for n, page in enumerate(pages):
        ordered += columns.in_order(page, first=n == 0, last=n == len(pages) - 1)
    text, layout = paragraphs.build(ordered)
    return SourceText(
        text, hashlib.sha256(data).hexdigest(), media_type=_media_type(data), pages=len(pages), ocr=True, layout=layout, furniture=tuple(aside),
    )  # fmt: skip


def _media_type(data: bytes) -> str:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        return Image.MIME.get(image.format or "", "image/unknown")


def _pictures(data: bytes, limits: Limits) -> Iterator[recognition.Picture]:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as image:
            frames = getattr(image, "n_frames", 1)
            if frames > limits.pages:
                raise TooManyPages(f"{frames:,} pages", "split the file, or raise the limit (--max-pages)")
            for n in range(frames):
                image.seek(n)
                if image.width * image.height > limits.pixels:
                    raise TooManyPixels(f"{image.width:,} x {image.height:,} pixels", "scan it at 200 to 300 dots per inch")
                yield recognition.Picture(n + 1, _at_scale(ImageOps.exif_transpose(image.copy())))
    except UnidentifiedImageError:
        raise UnreadableInput("this is no picture that can be opened", "save it as PNG or TIFF") from None
    except Image.DecompressionBombError:
        raise TooManyPixels("the picture is far too large", "scan it at 200 to 300 dots per inch") from None
    except (OSError, SyntaxError, ValueError, EOFError) as fault:
        raise UnreadableInput(f"the picture is damaged ({fault})", "save or scan it anew") from None


def _at_scale(image: Image) -> Image:
    """The picture in grey, brought to the fineness that recognition works at."""
    from PIL import Image as Images

    stated = image.info.get("dpi", (0, 0))[0]
    fine = float(stated) if _COARSE <= float(stated or 0) <= _FINE else image.width / _A4
    grey = recognition.grey(image)
    factor = recognition.DPI / max(fine, 1.0)
    if abs(factor - 1) < 0.02:
        return grey
    size = max(1, round(grey.width * factor)), max(1, round(grey.height * factor))
    return grey.resize(size, Images.Resampling.LANCZOS)
