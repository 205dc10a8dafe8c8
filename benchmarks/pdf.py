"""Reading PDF files beside pdfplumber: a report of some 195 pages, in one font and with letters from two fonts inside most words.

    python benchmarks/pdf.py [REPORT.pdf=TEXT.txt …]

Without files a corpus text is set in both ways; a file given is repeated until it has that many pages. Each program reads it in a process of its own,
so that peak memory is its own; words are compared with the text that was set. Times are by the wall and (in brackets, for machines that others use too)
by the processor. Then pages with tables and without (`pdf_tables.py`), and recognition: two processes beside one, the best of some rounds, with the load
of the machine before each and what two bare loops at once are worth after it: no program gets more out of a machine that others use or that is throttled.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pdf_tables

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "reading_pdf"))
PAGES = 195
SCANNED, ROUNDS = 12, 3
TEXT = ROOT / "corpus" / "departments" / "ha-tinh-so-taichinh-2012.txt"

PROGRAMS = {
    "pdfplumber extract_text": """
import pdfplumber
with pdfplumber.open(path) as pdf:
    pages = []
    for page in pdf.pages:
        pages.append(page.extract_text())
        page.close()
text = "\\n".join(pages)
""",
    "baocao reading.pdf": """
from baocao_extract.reading import pdf
text = pdf.read(open(path, "rb").read()).text
""",
    "baocao extract (whole)": """
from baocao_extract import extract
text = extract(path).text
""",
}
FRAME = """
import json, resource, sys, time
path = sys.argv[1]
started, busy = time.perf_counter(), time.process_time()
{body}
seconds, busy = time.perf_counter() - started, time.process_time() - busy
print(json.dumps({{"seconds": seconds, "busy": busy, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "words": text.split()}}))
"""


def run(name: str, path: Path) -> dict[str, Any]:
    done = subprocess.run([sys.executable, "-c", FRAME.format(body=PROGRAMS[name]), str(path)], capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def right(words: list[str], truth: Counter[str]) -> float:
    """The part of the words that were set which were read."""
    return sum((Counter(words) & truth).values()) / sum(truth.values())


def repeated(source: Path, target: Path) -> tuple[int, int]:
    import pikepdf

    with pikepdf.open(source) as one, pikepdf.new() as many:
        copies = max(1, round(PAGES / len(one.pages)))
        for _ in range(copies):
            many.pages.extend(one.pages)
        many.save(target)
        return len(many.pages), copies


def set_reports(folder: Path) -> list[tuple[Path, Counter[str]]]:
    import typeset

    text = TEXT.read_text(encoding="utf-8") * 5
    out = []
    for name, mixed in (("one-font", False), ("mixed", True)):
        path = folder / f"{name}.pdf"
        path.write_bytes(typeset.report(text, mixed=mixed))
        out.append((path, Counter(text.split())))
    return out


def read(folder: Path, given: list[str]) -> None:
    pairs = [argument.partition("=") for argument in given]
    sources = [(Path(pdf), Counter(Path(text).read_text(encoding="utf-8").replace("*", "").split())) for pdf, _, text in pairs]
    for n, (source, once) in enumerate(sources or set_reports(folder)):
        target = folder / f"long-{n}.pdf"
        pages, copies = repeated(source, target)
        truth = Counter({word: k * copies for word, k in once.items()})
        print(f"\n{source.name}, {pages} pages")
        wall = busy = 0.0
        for name in PROGRAMS:
            got = run(name, target)
            wall, busy = wall or got["seconds"], busy or got["busy"]
            print(
                f"{name:<26} {1000 * got['seconds'] / pages:7.1f} ms/page {wall / got['seconds']:5.1f} x "
                f"({1000 * got['busy'] / pages:6.1f} ms {busy / got['busy']:5.1f} x)  peak {got['megabytes']:6.1f} MB  "
                f"words right {right(got['words'], truth):.5f}"
            )


def cores() -> float:
    """How many loops that do nothing else the machine runs at the full speed of one, of two at once."""
    command = [sys.executable, "-c", "for _ in range(40_000_000): pass"]
    times = []
    for count in (1, 2):
        started = time.perf_counter()
        for loop in [subprocess.Popen(command) for _ in range(count)]:
            loop.wait()
        times.append(time.perf_counter() - started)
    return 2 * times[0] / times[1]


def recognise() -> None:
    import pypdfium2
    import typeset

    from baocao_extract.reading import ocr

    if not ocr.available():
        print("\nno Tesseract: recognition not measured")
        return
    document = pypdfium2.PdfDocument(typeset.report(TEXT.read_text(encoding="utf-8") * 3))
    pictures = [ocr.Picture(n + 1, page.render(scale=ocr.DPI / 72).to_pil().convert("L")) for n, page in enumerate(document)]
    pictures = (pictures * SCANNED)[:SCANNED]
    print(f"\nrecognition of {SCANNED} pages")
    ratios = []
    for _ in range(ROUNDS):
        load, times = os.getloadavg()[0], {}
        for processes in (1, 2):
            started = time.perf_counter()
            for _ in ocr.rows(pictures, processes=processes):
                pass
            times[processes] = time.perf_counter() - started
        ratios.append(times[1] / times[2])
        print(
            f"one process {times[1]:.1f} s, two {times[2]:.1f} s: {ratios[-1]:.2f} x (load before: {load:.1f}; bare loops: {cores():.2f} x)"
        )
    print(f"the best of {ROUNDS}: {max(ratios):.2f} x")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        read(Path(scratch), sys.argv[1:])
    print()
    pdf_tables.main([])
    recognise()
