"""Prints a report of the corpus and scans it: black and white pages at 200 dots per inch, as an office's copier would send them.

python scripts/render_scan.py corpus/series/ha-nam-ldtbxh-2016.txt corpus/scanned/ha-nam-ldtbxh-2016.tif
"""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "reading_pdf"))

import typeset

DPI = 200


def main() -> None:
    source, target = map(Path, sys.argv[1:])
    document = pypdfium2.PdfDocument(typeset.report(source.read_text(encoding="utf-8")))
    pages = [page.render(scale=DPI / 72).to_pil().convert("L").point(lambda grey: 255 * (grey > 150)).convert("1") for page in document]
    first: Image.Image = pages[0]
    first.save(target, save_all=True, append_images=pages[1:], compression="group4", dpi=(DPI, DPI))


if __name__ == "__main__":
    main()
