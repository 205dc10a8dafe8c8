"""Seconds to read a Word file, numbering included, beside python-docx's paragraphs without it, in one run.

benchmarks/docx.py [FILE]      without a file: 15 copies of the longest document of the corpus, its headings numbered by Word
"""

import io
import sys
import time
from pathlib import Path

# This file is called like the library that it is about.
sys.path = [folder for folder in sys.path if Path(folder).resolve() != Path(__file__).resolve().parent]

import regex  # noqa: E402

from baocao_extract import reading  # noqa: E402
from baocao_extract.reading import docx as reader  # noqa: E402
from baocao_extract.reading import isolation  # noqa: E402
from baocao_extract.reading.limits import DEFAULT  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
COPIES, RUNS, MOST = 15, 5, 4.0
HEADING = regex.compile(r"(?:[IVX]+|\d+(?:\.\d+)*|[a-z])[.)]\s+(?P<title>.{3,160})")


def report() -> bytes:
    if len(sys.argv) > 1:
        return Path(sys.argv[1]).read_bytes()
    import docx

    text = max((ROOT / "corpus").rglob("*.txt"), key=lambda p: p.stat().st_size).read_text(encoding="utf-8")
    # As many characters as 195 pages hold.
    lines = [line for line in text.splitlines() if line.strip()] * COPIES * max(1, 27_000 // len(text))
    document = docx.Document()
    for line in lines:
        heading = HEADING.fullmatch(line)
        document.add_paragraph(heading["title"] if heading else line, style="List Number" if heading else None)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def best(function) -> float:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    import docx

    data = report()
    theirs = best(lambda: [p.text for p in docx.Document(io.BytesIO(data)).paragraphs])
    ours = best(lambda: reader.read(data, limits=DEFAULT))
    through = best(lambda: reading.read(data))
    isolation.stop()
    start = time.perf_counter()
    reading.read(data)
    cold = time.perf_counter() - start
    print(f"{len(data):,} bytes, {len(reader.read(data, limits=DEFAULT).text):,} characters")
    print(f"python-docx paragraphs: {theirs * 1000:.0f} ms")
    print(f"our reader, numbering resolved: {ours * 1000:.0f} ms, {ours / theirs:.2f} times (at most {MOST:g})")
    print(f"the same through the worker process: {through * 1000:.0f} ms; with its start: {cold * 1000:.0f} ms")
    if ours > MOST * theirs:
        sys.exit("too slow")


if __name__ == "__main__":
    main()
