"""Pages with tables per second, beside pdfplumber's extract_tables alone; and what looking for tables costs on pages without.

    python benchmarks/pdf_tables.py [RULED.pdf …]

Processor time, on the rendered tables of the corpus (or the files given), repeated to some sixty pages, and on reports of prose: pages of text alone,
and pages with an underlined letterhead. The two ways take turns; printed is the median over the rounds of the one's time by the other's.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pikepdf

from baocao_extract.reading import pdf, pdf_rulings, pdf_tables

ROOT = Path(__file__).resolve().parents[1]
TEXT = ROOT / "corpus" / "departments" / "ha-tinh-so-taichinh-2012.txt"
PAGES = 60
RULED_ROUNDS, PROSE_ROUNDS = 5, 31


def repeated(sources: list[Path], target: Path) -> int:
    with pikepdf.new() as many:
        while len(many.pages) < PAGES:
            for source in sources:
                with pikepdf.open(source) as one:
                    many.pages.extend(one.pages)
        many.save(target)
        return len(many.pages)


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    started = time.process_time()
    work()
    return time.process_time() - started


def paired(rounds: int, one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float, float]:
    """The least time of each, and the median of the ratios of their times, taken in turns."""
    one(), other()
    times = []
    for n in range(rounds):
        # each goes first every other time, so that neither always meets a warmer cache
        if n % 2:
            b = seconds(other)
            times.append((seconds(one), b))
        else:
            a = seconds(one)
            times.append((a, seconds(other)))
    return min(a for a, _ in times), min(b for _, b in times), median(b / a for a, b in times)


def plumber(path: Path) -> None:
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables()
            page.close()


def without_tables(data: bytes) -> None:
    """The same reading with no look for rulings and columns."""
    boxes, put = pdf_rulings.boxes, pdf_tables.put
    pdf_rulings.boxes, pdf_tables.put = (lambda page, glyphs: []), (lambda rows, found, first: rows)  # type: ignore[assignment]
    try:
        pdf.read(data)
    finally:
        pdf_rulings.boxes, pdf_tables.put = boxes, put  # type: ignore[assignment]


def underlined(data: bytes) -> bytes:
    """The pages with two lines drawn on each, as under a letterhead."""
    import io

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.contents_add(b"q 1 w 150 740 m 220 740 l S 380 740 m 470 740 l S Q")
        document.save(out)
    return out.getvalue()


def main(given: list[str]) -> None:
    sources = [Path(argument) for argument in given] or sorted((ROOT / "corpus" / "tables" / "rendered").glob("*.ruled.pdf"))
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "ruled.pdf"
        pages = repeated(sources, path)
        data = path.read_bytes()
        theirs, ours, ratio = paired(RULED_ROUNDS, lambda: plumber(path), lambda: pdf.read(data))
        print(
            f"pages with rulings: pdfplumber extract_tables {pages / theirs:6.1f} pages/s, baocao reading {pages / ours:6.1f} pages/s: {ratio:.2f} x its time"
        )
    sys.path.insert(0, str(ROOT / "tests" / "reading_pdf"))
    import typeset

    prose = typeset.report(TEXT.read_text(encoding="utf-8") * 5)
    for name, data in (("text alone", prose), ("text, two lines drawn", underlined(prose))):
        plain, whole, ratio = paired(PROSE_ROUNDS, lambda data=data: without_tables(data), lambda data=data: pdf.read(data))  # type: ignore[misc]
        print(
            f"pages without ({name}): {1000 * plain:.0f} ms without looking for tables, {1000 * whole:.0f} ms with: {100 * (ratio - 1):+.1f} % (median of {PROSE_ROUNDS})"
        )
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
