"""Pages with tables per second, beside pdfplumber's extract_tables alone; and what looking for tables costs on pages without.

    python benchmarks/pdf_tables.py [RULED.pdf …]

Processor time, the best of three, on the rendered tables of the corpus (or the files given), repeated to some sixty pages.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf

from baocao_extract.reading import pdf, pdf_rulings, pdf_tables

ROOT = Path(__file__).resolve().parents[1]
PAGES = 60


def repeated(sources: list[Path], target: Path) -> int:
    with pikepdf.new() as many:
        while len(many.pages) < PAGES:
            for source in sources:
                with pikepdf.open(source) as one:
                    many.pages.extend(one.pages)
        many.save(target)
        return len(many.pages)


def best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def plumber(path: Path) -> None:
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables()
            page.close()


def without_tables(data: bytes) -> None:
    """The same reading with no look for rulings and columns."""
    boxes, put = pdf_rulings.boxes, pdf_tables.put
    pdf_rulings.boxes, pdf_tables.put = (lambda page, frame: []), (lambda rows, found, first: rows)  # type: ignore[assignment]
    try:
        pdf.read(data)
    finally:
        pdf_rulings.boxes, pdf_tables.put = boxes, put  # type: ignore[assignment]


def main() -> None:
    given = [Path(argument) for argument in sys.argv[1:]] or sorted((ROOT / "corpus" / "tables" / "rendered").glob("*.ruled.pdf"))
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "ruled.pdf"
        pages = repeated(given, path)
        data = path.read_bytes()
        theirs, ours = best(lambda: plumber(path)), best(lambda: pdf.read(data))
        print(
            f"pages with rulings: pdfplumber extract_tables {pages / theirs:6.1f} pages/s, baocao reading {pages / ours:6.1f} pages/s: {ours / theirs:.2f} x its time"
        )
    sys.path.insert(0, str(ROOT / "tests" / "reading_pdf"))
    import typeset

    prose = typeset.report((ROOT / "corpus" / "departments" / "ha-tinh-so-taichinh-2012.txt").read_text(encoding="utf-8") * 5)
    plain, whole = best(lambda: without_tables(prose)), best(lambda: pdf.read(prose))
    print(
        f"pages without: {1000 * plain:.0f} ms without looking for tables, {1000 * whole:.0f} ms with: {100 * (whole / plain - 1):+.1f} %"
    )


if __name__ == "__main__":
    main()
