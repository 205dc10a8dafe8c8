"""What the history costs: rate of import, size of the file, and the time of each kind of question at three sizes.

    python benchmarks/history.py 10000 100000 1000000

The facts are those of `corpus/`, with place, year and values varied, so that names and sentences are real and nothing else is. Beside
it the questions of tests/history/queries.tsv are asked of three stores of the plain corpus: this one, FTS5 in its default set-up, and LIKE.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "history"))

import asking  # noqa: E402

from baocao_extract import pipeline  # noqa: E402
from baocao_extract.gazetteer import gazetteer  # noqa: E402
from baocao_extract.history import History, prepare, store, writing  # noqa: E402
from baocao_extract.history.questions import Filters  # noqa: E402
from baocao_extract.model import Document, Indicator  # noqa: E402
from baocao_extract.patterns import load  # noqa: E402

ROUNDS = 200


def corpus() -> list[Document]:
    return [pipeline.extract(p) for p in sorted((ROOT / "corpus").rglob("*.txt"))]


def varied(document: Document, number: int, provinces: list[str]) -> Document:
    """The document as that of another province and year, with other digits in its figures."""
    dice = random.Random(number)
    province, shift = dice.choice(provinces), dice.randrange(-8, 9)
    text = list(document.text)
    indicators = [varied_fact(i, text, dice, document.metadata.province, province, shift) for i in document.indicators]
    changed = "".join(text)
    indicators = [i.model_copy(update={"quote": changed[i.start : i.end]}) for i in indicators]
    m = document.metadata
    metadata = m.model_copy(update={
        "province": province, "number": f"{number}/{(m.number or 'x/BC').partition('/')[2]}", "date": moved(m.date, shift),
        "period": moved(m.period, shift),
    })  # fmt: skip
    source = document.source.model_copy(update={"sha256": f"{number:064x}", "path": f"/archive/{number}.txt"})
    return document.model_copy(update={"text": changed, "indicators": indicators, "metadata": metadata, "source": source})


def varied_fact(i: Indicator, text: list[str], dice: random.Random, old: str | None, new: str, shift: int) -> Indicator:
    factor = dice.choice((1, 1, dice.uniform(0.5, 2)))
    if factor != 1:
        for k in range(i.start, i.end):
            if text[k].isascii() and text[k].isdigit():
                text[k] = str(dice.randrange(1, 10))
    return i.model_copy(update={
        "value": round(i.value * factor, 2), "period": moved(i.period, shift), "baseline": moved(i.baseline, shift),
        "place": new if i.place in (old, None) else i.place,
    })  # fmt: skip


def moved(iso: str | None, years: int) -> str | None:
    if iso is None:
        return None
    parts = [p if p == ".." else f"{int(p[:4]) + years:04d}{p[4:]}" for p in iso.split("/")]
    return "/".join(p.replace("-02-29", "-02-28") for p in parts)


_documents: list[Document] = []
_provinces: list[str] = []


def start() -> None:
    _documents.extend(corpus())
    _provinces.extend(sorted(set(gazetteer(load()).provinces.values()))[:63])


def made(number: int) -> prepare.Prepared:
    return prepare.prepare(varied(_documents[number % len(_documents)], number, _provinces))


def fill(path: Path, wanted: int) -> tuple[int, float]:
    """Writes at least `wanted` indicators; returns how many, and the seconds."""
    db = store.open_for_writing(path)
    count, begin, number = 0, time.perf_counter(), 1
    with get_context("spawn").Pool(1, start) as pool:
        for prepared in pool.imap(made, range(1, 10 * wanted), chunksize=8) if wanted else ():
            with store.transaction(db):
                writing.write(db, prepared)
            count += len(prepared.facts)
            number += 1
            if count >= wanted:
                pool.terminate()
                break
    seconds = time.perf_counter() - begin
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return count, seconds


def p95(ask: Callable[[int], object]) -> tuple[float, float]:
    """(median, 95th percentile) in milliseconds, after a first round that warms the cache."""
    times = []
    for n in range(-20, ROUNDS):
        begin = time.perf_counter()
        ask(n)
        if n >= 0:
            times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times), sorted(times)[int(0.95 * len(times)) - 1]


WORDS = [
    "hộ nghèo", "ho ngheo", "việc làm", "giải quyết việc làm", "lao động", "thu ngân sách", "xuất khẩu", "sản lượng thủy sản", "học sinh",
    "trẻ em", "người có công", "tai nạn lao động", "nông thôn mới", "xã đạt chuẩn", "bảo hiểm xã hội", "chi thường xuyên", "lúa đông xuân",
    "du lịch", "dịch bệnh", "kế hoạch",
]  # fmt: skip
SERIES = ["hộ nghèo", "giải quyết việc làm", "trẻ em hoàn cảnh đặc biệt", "kim ngạch xuất khẩu", "thu nội địa", "tỷ lệ lao động qua đào tạo"]


def questions(history: History, provinces: list[str]) -> dict[str, Callable[[int], object]]:
    def filters(n: int) -> Filters:
        kinds = ("people", "households", "money", "percent", None)
        return Filters(kind=kinds[n % 5], province=provinces[n * 7 % len(provinces)], year=str(2010 + n % 12) if n % 2 else None)

    def series(n: int) -> object:
        try:
            return history.series(SERIES[n % len(SERIES)], province=provinces[n * 11 % len(provinces)])
        except Exception:
            return None

    return {
        "filtered, newest first (bar 20)": lambda n: history.search(WORDS[n % 20], order="newest", filters=filters(n)),
        "plain, newest first (bar 50)": lambda n: history.search(WORDS[n % 20], order="newest"),
        "ranked (bar 150)": lambda n: history.search(WORDS[n % 20]),
        "ranked, filtered": lambda n: history.search(WORDS[n % 20], filters=filters(n)),
        "series (bar 10)": series,
        "facets": lambda n: history.facets(WORDS[n % 20]),
    }


def measure(size: int, folder: Path) -> None:
    path = folder / f"history-{size}.db"
    if not path.exists():
        count, seconds = fill(path, size)
        print(f"\n{count:,} indicators in {seconds:.1f} s: {count / seconds:,.0f} a second (prepared in one process, written by another)")
    with History(path) as history:
        count, documents = (history.connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("indicators", "documents"))
        print(f"{count:,} indicators of {documents:,} documents: {path.stat().st_size / count:,.0f} bytes an indicator")
        start()
        for name, ask in questions(history, _provinces).items():
            middle, high = p95(ask)
            print(f"  {name:34} median {middle:8.2f} ms   p95 {high:8.2f} ms", flush=True)


def beside(folder: Path) -> None:
    """How many of the questions each store answers: the right document among the first ten, and among the first three."""
    path = folder / "corpus.db"
    if not path.exists():
        from baocao_extract.history import importing

        importing.run([ROOT / "corpus"], path, workers=1)
    with History(path) as history:
        asked = list(asking.questions())
        ranks = [asking.rank(history, question, documents) for _, question, documents in asked]
        print(f"\n{len(asked)} questions of tests/history/queries.tsv        first ten   first three")
        show("this store", ranks)
        plain = sqlite3.connect(":memory:")
        plain.execute("CREATE TABLE facts (path TEXT, sentence TEXT, name TEXT, number TEXT)")
        plain.execute("CREATE VIRTUAL TABLE words USING fts5(path UNINDEXED, sentence, name, number)")
        rows = [(f["path"], f["sentence"], f["name"], f["document_number"]) for f in history.facts()]
        for table in ("facts", "words"):
            plain.executemany(f"INSERT INTO {table} VALUES (?, ?, ?, ?)", rows)
        show("FTS5, default set-up", [default_rank(plain, q, d) for _, q, d in asked])
        show("a plain table with LIKE", [like_rank(plain, q, d) for _, q, d in asked])


def show(name: str, ranks: list[int]) -> None:
    ten, three = sum(r > 0 for r in ranks), sum(0 < r <= 3 for r in ranks)
    print(f"  {name:44} {ten:4} ({ten / len(ranks):.3f})  {three:4} ({three / len(ranks):.3f})")


def default_rank(db: sqlite3.Connection, question: str, documents: set[str]) -> int:
    words = " ".join('"' + w.replace('"', "") + '"' for w in question.split()) if not question.startswith('"') else question
    return found(db.execute("SELECT path FROM words WHERE words MATCH ? ORDER BY rank LIMIT 10", (words,)), documents)


def like_rank(db: sqlite3.Connection, question: str, documents: set[str]) -> int:
    words = question.replace('"', "").split() if not question.startswith('"') else [question.strip('"')]
    where = " AND ".join("(sentence LIKE ? OR name LIKE ? OR number LIKE ?)" for _ in words)
    values = [f"%{w}%" for w in words for _ in range(3)]
    return found(db.execute(f"SELECT path FROM facts WHERE {where} LIMIT 10", values), documents)


def found(rows: Iterator[tuple[str]], documents: set[str]) -> int:
    return next((n for n, (path,) in enumerate(rows, 1) if Path(path).stem in documents), 0)


def main() -> None:
    sizes = [int(a) for a in sys.argv[1:]] or [10_000, 100_000]
    with tempfile.TemporaryDirectory() as folder:
        beside(Path(folder))
        for size in sizes:
            measure(size, Path(folder))


if __name__ == "__main__":
    main()
