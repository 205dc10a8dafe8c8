"""What the history costs: rate of import, size of the file, and the time of each kind of question at three sizes.

    python benchmarks/history.py 10000 100000 1000000

The facts are those of `corpus/`, with place, year and numbers varied, so that names and sentences are real and nothing else is. (The rate of
an import of files is what benchmarks/import_safety.py prints.) Beside it the questions of tests/history/queries.tsv are asked of three stores of the plain corpus: this one, FTS5 in its default set-up, and LIKE.
"""

from __future__ import annotations

import random
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "history"))

import asking  # noqa: E402

from baocao_extract import places_in_time  # noqa: E402
from baocao_extract.errors import NotCarried, NothingFound  # noqa: E402
from baocao_extract.history import History, importing, store, writing  # noqa: E402
from baocao_extract.history.folding import words  # noqa: E402
from baocao_extract.history.questions import Filters  # noqa: E402

ROUNDS = 200
_LONG = re.compile(r"(?<![0-9_])[0-9]{3,}(?![0-9_])")
_YEAR = re.compile(r"(19|20)[0-9]{2}")


def fill(path: Path, wanted: int) -> tuple[int, float]:
    """Writes at least `wanted` indicators; returns how many, and the seconds.

    The corpus is imported, then its rows are copied as those of other provinces and years, with other numbers in figures and in the index.
    """
    importing.run([ROOT / "corpus"], path, workers=1)
    db = store.open_for_writing(path)
    begin = time.perf_counter()
    provinces = [(n, "_".join(words(name))) for n, name in known_provinces(db)]
    sources = [rows_of(db, n) for (n,) in db.execute("SELECT document_id FROM documents").fetchall()]
    count, number = 0, 1000
    while count < wanted:
        with store.transaction(db):
            for _ in range(64):
                number += 1
                count += copy(db, random.Random(number), sources[number % len(sources)], number, provinces)
                if count >= wanted:
                    break
    seconds = time.perf_counter() - begin
    # As an import does at its end.
    db.execute("INSERT INTO search_index(search_index) VALUES ('optimize')")
    db.execute("PRAGMA optimize")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return count, seconds


def known_provinces(db: sqlite3.Connection) -> list[tuple[int, str]]:
    names = sorted(p.name for p in places_in_time.all_on(date(2025, 6, 30)))
    return [(writing.place_id(db, (name, name)) or 0, name) for name in names]


TABLES = ("documents", "sections", "passages", "search_text", "indicators", "numbers", "findings", "fingerprints")


def rows_of(db: sqlite3.Connection, document_id: int) -> dict[str, list[tuple[Any, ...]]]:
    own = "WHERE document_id = ?"
    where = {"search_text": "WHERE passage_id IN (SELECT passage_id FROM passages WHERE document_id = ?)"}
    out = {t: db.execute(f"SELECT * FROM {t} {where.get(t, own)}", (document_id,)).fetchall() for t in TABLES}
    out["province"] = db.execute(
        "SELECT p.place_id, p.folded FROM documents d JOIN places p ON p.name = d.province AND p.province = d.province WHERE document_id = ?",
        (document_id,),
    ).fetchall()  # fmt: skip
    out["columns"] = [tuple(c[1] for c in db.execute("PRAGMA table_info(documents)"))]
    return out


def copy(db: sqlite3.Connection, dice: random.Random, source: dict[str, list[tuple[Any, ...]]], number: int, provinces: list[Any]) -> int:
    """One more document; returns how many figures it has."""
    place, folded_name = dice.choice(provinces)
    old_place, old_name = source["province"][0] if source["province"] else (None, "viet nam")
    old_token, shift = "_".join(old_name.split()), dice.randrange(-8, 9)
    columns = source["columns"][0]
    document = dict(zip(columns, source["documents"][0], strict=True))
    document |= {
        "document_id": number, "sha256": f"{number:064x}", "path": f"/archive/{number}.txt", "date": moved(document["date"], shift),
        "period": moved(document["period"], shift), "province": folded_name, "number": f"{number}/BC", "near_duplicate_of": None,
    }  # fmt: skip
    day = document["date"] or (document["period"] or "").rpartition("/")[2] or None
    ordered = sorted((r[0] for r in source["passages"]), reverse=True)
    passages = {old: writing.passage_number(day, number, n) for n, old in enumerate(ordered)}
    years = {str(y): str(y + shift) for y in range(1990, 2031)}

    def other_year(text: str) -> str:
        return _YEAR.sub(lambda m: years.get(m.group(), m.group()), text)

    def other_number(text: str) -> str:
        return _LONG.sub(
            lambda m: m.group() if m.group() in years else str(dice.randrange(10 ** (len(m.group()) - 1), 10 ** len(m.group()))), text
        )

    def put(table: str, rows: list[tuple[Any, ...]]) -> None:
        if rows:
            db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)

    put("documents", [tuple(document[c] for c in columns)])
    for table in ("sections", "numbers", "findings", "fingerprints"):
        put(table, [(number, *r[1:]) for r in source[table]])
    put("passages", [(passages[r[0]], number, *r[2:]) for r in reversed(source["passages"])][::-1])
    put("search_text", [
        (
            passages[r[0]], r[1], other_year(other_number(r[2])), other_year(r[3]).replace(old_name, folded_name.replace("_", " ")),
            other_year(r[4]).replace(f"province_{old_token}", f"province_{folded_name}"),
        )
        for r in sorted(source["search_text"])
    ])  # fmt: skip
    put("fingerprint_bands", [(dice.getrandbits(48), number) for _ in range(32)])
    put(
        "indicators",
        [indicator(r, number, passages, place if old_place in (None, r[5]) else r[5], dice, shift) for r in source["indicators"]],
    )
    return len(source["indicators"])


def indicator(
    r: tuple[Any, ...], number: int, passages: dict[int, int], place: int | None, dice: random.Random, shift: int
) -> tuple[Any, ...]:
    value = r[6] if dice.random() < 0.3 else float(round(r[6] * dice.uniform(0.5, 2)))
    return (
        writing.indicator_number(number, r[2]), number, r[2], passages[r[3]], r[4], place, value, *r[7:12], moved(r[12], shift), *r[13:23],
        moved(r[23], shift), *r[24:],
    )  # fmt: skip


def moved(iso: str | None, years: int) -> str | None:
    if iso is None:
        return None
    parts = [p if p == ".." else f"{int(p[:4]) + years:04d}{p[4:]}" for p in iso.split("/")]
    return "/".join(p.replace("-02-29", "-02-28") for p in parts)


def p95(ask: Callable[[int], object]) -> tuple[float, float, float]:
    """(median, 95th percentile, 95th percentile of processor time) in milliseconds, after a first round that warms the cache."""
    times, busy = [], []
    for n in range(-20, ROUNDS):
        begin, work = time.perf_counter(), time.process_time()
        ask(n)
        if n >= 0:
            times.append((time.perf_counter() - begin) * 1000)
            busy.append((time.process_time() - work) * 1000)
    nth = int(0.95 * len(times)) - 1
    return statistics.median(times), sorted(times)[nth], sorted(busy)[nth]


WORDS = [
    "hộ nghèo", "ho ngheo", "việc làm", "giải quyết việc làm", "lao động", "thu ngân sách", "xuất khẩu", "sản lượng thủy sản", "học sinh",
    "trẻ em", "người có công", "tai nạn lao động", "nông thôn mới", "xã đạt chuẩn", "bảo hiểm xã hội", "chi thường xuyên", "lúa đông xuân",
    "du lịch", "dịch bệnh", "kế hoạch",
]  # fmt: skip
SERIES = [
    "hộ nghèo",
    "giải quyết việc làm",
    "trẻ em hoàn cảnh đặc biệt",
    "kim ngạch xuất khẩu",
    "thu nội địa",
    "tỷ lệ lao động qua đào tạo",
]


def questions(history: History, provinces: list[str]) -> dict[str, Callable[[int], object]]:
    def filters(n: int) -> Filters:
        kinds = ("people", "households", "money", "percent", None)
        return Filters(kind=kinds[n % 5], province=provinces[n * 7 % len(provinces)], year=str(2010 + n % 12) if n % 2 else None)

    def series(n: int) -> object:
        try:
            return history.series(SERIES[n % len(SERIES)], province=provinces[n * 11 % len(provinces)])
        except NothingFound:
            return None

    def in_todays_borders(n: int) -> object:
        try:
            return history.series(SERIES[n % len(SERIES)], province=merged[n * 11 % len(merged)], borders="today")
        except (NotCarried, NothingFound):
            return None

    merged = [p.name for p in places_in_time.all_on(date(2025, 7, 1)) if len(places_in_time.parts(p, date(2025, 6, 30))) > 1]
    return {
        "filtered, newest first (bar 20)": lambda n: history.search(WORDS[n % 20], order="newest", filters=filters(n)),
        "plain, newest first (bar 50)": lambda n: history.search(WORDS[n % 20], order="newest"),
        "ranked (bar 150)": lambda n: history.search(WORDS[n % 20]),
        "ranked, filtered": lambda n: history.search(WORDS[n % 20], filters=filters(n)),
        "series (bar 10)": series,
        "series in today's borders": in_todays_borders,
        "facets": lambda n: history.facets(WORDS[n % 20]),
    }


def measure(size: int, folder: Path) -> None:
    path = folder / f"history-{size}.db"
    if not path.exists():
        count, seconds = fill(path, size)
        print(f"\n{count:,} indicators in {seconds:.1f} s: {count / seconds:,.0f} a second written (rows only, nothing read)")
    with History(path) as history:
        count, documents = (history.connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("indicators", "documents"))
        print(f"{count:,} indicators of {documents:,} documents: {path.stat().st_size / count:,.0f} bytes an indicator")
        provinces = sorted(p.name for p in places_in_time.all_on(date(2025, 6, 30)))
        for name, ask in questions(history, provinces).items():
            middle, high, busy = p95(ask)
            print(f"  {name:34} median {middle:8.2f} ms   p95 {high:8.2f} ms   p95 of processor time {busy:8.2f} ms", flush=True)


def beside(folder: Path) -> None:
    """How many of the questions each store answers: the right document among the first ten, and among the first three."""
    path = folder / "corpus.db"
    if not path.exists():
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
    asked = " ".join('"' + w.replace('"', "") + '"' for w in question.split()) if not question.startswith('"') else question
    return found(db.execute("SELECT path FROM words WHERE words MATCH ? ORDER BY rank LIMIT 10", (asked,)), documents)


def like_rank(db: sqlite3.Connection, question: str, documents: set[str]) -> int:
    asked = question.replace('"', "").split() if not question.startswith('"') else [question.strip('"')]
    where = " AND ".join("(sentence LIKE ? OR name LIKE ? OR number LIKE ?)" for _ in asked)
    values = [f"%{w}%" for w in asked for _ in range(3)]
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
