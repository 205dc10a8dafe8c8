"""What an import survives, in full size; the tests hold the same in a small one.

python benchmarks/import_safety.py killed 500 50        an import of 500 files is killed at 50 random moments
python benchmarks/import_safety.py unchanged 10000      10,000 files, imported and imported again
python benchmarks/import_safety.py twice 300            two imports at once
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "-c", "from baocao_extract.cli import main; main()"]
# Their contents hold times, or are made from the other tables in an order that does not matter.
_ASIDE = ("import_runs", "schema_migrations")


def files(folder: Path, wanted: int) -> None:
    """Texts of the corpus with other digits in them."""
    texts = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "corpus" / "series").glob("*.txt"))]
    folder.mkdir()
    for n in range(wanted):
        dice = random.Random(n)
        lines = texts[n % len(texts)].splitlines()[6:18]
        changed = "".join(str(dice.randrange(1, 10)) if c.isdigit() and c != "0" and dice.random() < 0.3 else c for c in "\n".join(lines))
        (folder / f"{n:05}.txt").write_text(changed, encoding="utf-8")


def start(folder: Path, database: Path, *more: str) -> subprocess.Popen[str]:
    words = [*COMMAND, "import", str(folder), "--db", str(database), "--workers", "2", *more]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def content(database: Path) -> str:
    """A hash of all rows of all tables but those of runs; fails where the index or a foreign key is broken."""
    db = sqlite3.connect(database)
    db.execute("INSERT INTO search_index(search_index) VALUES ('integrity-check')")
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    digest = hashlib.sha256()
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
        if name in _ASIDE or name.startswith(("sqlite_", "search_index_", "concept_index_")):
            continue
        for row in db.execute(f"SELECT * FROM {name} ORDER BY 1"):
            digest.update(repr((name, row)).encode())
    db.close()
    return digest.hexdigest()


def killed(place: Path, wanted: int, times: int) -> None:
    files(place / "in", wanted)
    begin = time.perf_counter()
    run = start(place / "in", place / "calm.db")
    print(run.communicate()[0].strip())
    whole = time.perf_counter() - begin
    dice = random.Random(11)
    done = []
    for k in range(times):
        database = place / f"killed-{k}.db"
        run = start(place / "in", database)
        time.sleep(dice.uniform(0.3, whole))
        os.killpg(run.pid, signal.SIGKILL)
        run.communicate()
        try:
            done.append(sqlite3.connect(database).execute("SELECT count(*) FROM documents").fetchone()[0])
        except sqlite3.Error:
            done.append(0)
        run = start(place / "in", database)
        _, err = run.communicate()
        assert run.returncode == 0, err
        assert content(database) == content(place / "calm.db"), f"kill {k} left another database"
        for file in place.glob(f"killed-{k}.db*"):
            file.unlink()
        print(f"kill {k + 1}: after {done[-1]} documents, then identical", flush=True)
    print(
        f"{times} kills of an import of {wanted} files, after {min(done)} to {max(done)} documents: all {times} databases identical to the undisturbed one"
    )


def unchanged(place: Path, wanted: int) -> None:
    files(place / "in", wanted)
    from baocao_extract.history import importing

    seconds = []
    for _ in range(2):
        begin = time.perf_counter()
        summary = importing.run([place / "in"], place / "h.db", workers=2)
        seconds.append(time.perf_counter() - begin)
        print(f"{summary.imported} imported, {summary.unchanged} unchanged, {summary.failed} failed in {seconds[-1]:.3f} s")
        if len(seconds) == 1:
            before = hashlib.sha256((place / "h.db").read_bytes()).hexdigest()
    after = hashlib.sha256((place / "h.db").read_bytes()).hexdigest()
    print(f"{seconds[0] / seconds[1]:.0f} times faster; {'no byte of the database written' if before == after else 'THE DATABASE CHANGED'}")


def twice(place: Path, wanted: int) -> None:
    files(place / "in", wanted)
    first, second = start(place / "in", place / "h.db"), start(place / "in", place / "h.db", "--wait", "600")
    time.sleep(2)
    third = start(place / "in", place / "h.db")
    for name, run in (("third, does not wait", third), ("first", first), ("second, waits", second)):
        out, err = run.communicate()
        print(f"{name}: exit {run.returncode}: {out.strip()}{err.strip()}")
    run = start(place / "in", place / "alone.db")
    run.communicate()
    print("nothing lost" if content(place / "h.db") == content(place / "alone.db") else "THE DATABASES DIFFER")


def main() -> None:
    what, *numbers = sys.argv[1:]
    with tempfile.TemporaryDirectory() as place:
        {"killed": killed, "unchanged": unchanged, "twice": twice}[what](Path(place), *(int(n) for n in numbers))


if __name__ == "__main__":
    main()
