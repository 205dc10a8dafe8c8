"""`baocao import`: files → worker processes → one writer. Each file is a transaction of its own, in the order of the names.

The order is kept whatever worker is done first, so that the same folder always makes the same database, however often the import was broken off.
"""

from __future__ import annotations

import os
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from baocao_extract.errors import Encrypted, HistoryLocked, HistoryNotWritable, WorkerDied
from baocao_extract.history import near_duplicates, reading, sources, store, writing
from baocao_extract.history.reading import Failure, How, Reading
from baocao_extract.history.sources import Item, Refused
from baocao_extract.reading import OcrMode
from baocao_extract.reading.limits import DEFAULT, Limits

# How many files may be read ahead of the one that is being written, for each worker.
_AHEAD = 4


@dataclass(slots=True)
class Summary:
    """What an import did, in files. `duplicates` are those whose bytes were stored already under another name; `passed_over` those that failed
    before and have not changed since."""

    imported: int = 0
    unchanged: int = 0
    passed_over: int = 0
    replaced: int = 0
    duplicates: int = 0
    failed: int = 0
    failures: list[tuple[str, Failure]] = field(default_factory=list)


Progress = Callable[[str, int, int], None]


def run(
    paths: Sequence[str | Path],
    database: str | Path,
    *,
    workers: int | None = None,
    retry: bool = False,
    wait: float = 0.0,
    patterns_folders: Sequence[str | Path] = (),
    limits: Limits = DEFAULT,
    password: str | None = None,
    ocr: OcrMode = "auto",
    progress: Progress | None = None,
) -> Summary:
    """Imports all documents below `paths` (folders, globs, files, zip archives) into `database`, which is made where it is missing.

    Read anew is what another version, other patterns or another `ocr` made. `retry` reads again what failed before (otherwise a file that failed
    and has not changed since is passed over, unless the limits are others or it wants a password and one is given); `wait` is how many
    seconds to wait for another import into the same database; `limits`, `password` and `ocr` are those of `extract`. `progress` is called with the name of a file, how many are done and how many there are.
    Raises `HistoryLocked`, `HistoryTooNew`, `HistoryNotWritable`, `DiskFull`; a bad file is a failure in the summary.
    """
    how = How(tuple(Path(f) for f in patterns_folders), limits, password, ocr)
    with locked(database, wait), store.coded(database):
        db = store.open_for_writing(database)
        try:
            return _Import(db, how.extraction, how, workers or os.cpu_count() or 1, retry, progress).run(paths)
        finally:
            db.close()


@contextmanager
def locked(database: str | Path, wait: float = 0.0) -> Iterator[None]:
    """Only one import into a database at a time. The system lets go of the lock when the process ends, however it ends."""
    path = Path(f"{database}.lock")
    try:
        lock = sqlite3.connect(path, timeout=wait, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as fault:
        if getattr(fault, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise HistoryLocked(f"{database}: another import is running", "wait for it to end, or use --wait SECONDS") from None
        raise HistoryNotWritable(f"{path}: {fault}", "check the permissions of the folder") from None
    try:
        yield
    finally:
        lock.close()


@dataclass(slots=True)
class _Import:
    db: sqlite3.Connection
    stamp: str
    how: How
    workers: int
    retry: bool
    progress: Progress | None
    summary: Summary = field(default_factory=Summary)
    run_id: int | None = None

    def run(self, paths: Sequence[str | Path]) -> Summary:
        listed = list(sources.listed(paths))
        todo = self._todo(listed)
        done = len(listed) - len(todo)
        if todo:
            for item, answer in self._answers(todo):
                self._settle(item, answer)
                done += 1
                if self.progress:
                    self.progress(item.label, done, len(listed))
            self._finish()
        return self.summary

    def _todo(self, listed: list[Item | Refused]) -> list[Item | Refused]:
        """Without the files that are as they were when they were last read, with the present program; these are counted."""
        stored = self._as_they_were(
            "SELECT f.path, f.size, f.mtime_ns FROM files f JOIN documents d USING (document_id) WHERE d.extraction = ?", self.stamp
        )
        failed = {} if self.retry else self._as_they_were(
            "SELECT path, size, mtime_ns FROM failures WHERE extraction = ? AND NOT (code = ? AND ?)",
            self.how.attempt, Encrypted.code, self.how.password is not None,
        )  # fmt: skip
        todo = []
        for item in listed:
            now = (item.size, item.mtime_ns)
            # What failed last is told as such, whatever the file held before.
            if failed.get(item.label) == now:
                self.summary.passed_over += 1
            elif stored.get(item.label) == now:
                self.summary.unchanged += 1
            else:
                todo.append(item)
        return todo

    def _as_they_were(self, sql: str, *values: object) -> dict[str, tuple[int, int]]:
        return {path: (size, mtime) for path, size, mtime in self.db.execute(sql, values)}

    def _known(self) -> frozenset[str]:
        return frozenset(r[0] for r in self.db.execute("SELECT sha256 FROM documents WHERE extraction = ?", (self.stamp,)))

    def _answers(self, todo: list[Item | Refused]) -> Iterator[tuple[Item | Refused, Reading]]:
        known = self._known()
        if self.workers == 1 or len(todo) == 1:
            for item in todo:
                yield item, _refusal(item) if isinstance(item, Refused) else reading.read_with(item, self.how, known)
            return
        waiting = deque(todo)
        while waiting:
            try:
                yield from self._from_pool(waiting, known)
            except BrokenProcessPool:
                # One of the files that were being read ended its process: each of them is read by a process of its own to tell which.
                for _ in range(min(len(waiting), self.workers * _AHEAD)):
                    yield waiting[0], self._alone(waiting[0], known)
                    waiting.popleft()

    def _from_pool(self, waiting: deque[Item | Refused], known: frozenset[str]) -> Iterator[tuple[Item | Refused, Reading]]:
        with self._pool(self.workers, known) as pool:
            ahead: deque[Future[Reading] | None] = deque()
            try:
                while waiting:
                    while len(ahead) < min(len(waiting), self.workers * _AHEAD):
                        item = waiting[len(ahead)]
                        ahead.append(None if isinstance(item, Refused) else pool.submit(reading.read, item))
                    item, future = waiting[0], ahead[0]
                    answer = _refusal(item) if isinstance(item, Refused) else future.result() if future else Reading("")
                    yield item, answer
                    waiting.popleft()
                    ahead.popleft()
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    def _alone(self, item: Item | Refused, known: frozenset[str]) -> Reading:
        if isinstance(item, Refused):
            return _refusal(item)
        with self._pool(1, known) as pool:
            try:
                return pool.submit(reading.read, item).result()
            except BrokenProcessPool:
                fault = WorkerDied("the process that read the file died", "the file is damaged or too much for the memory; look at it")
                return Reading("", failure=Failure(fault.code, fault.message, fault.remedy))

    def _pool(self, workers: int, known: frozenset[str]) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, get_context("spawn"), reading.start_worker, (self.how, known))

    def _settle(self, item: Item | Refused, answer: Reading) -> None:
        """Writes what came of one file, in one transaction."""
        with store.transaction(self.db):
            self._begin()
            if answer.failure:
                self._fail(item, answer.failure)
                return
            before = self.db.execute("SELECT document_id, sha256 FROM files WHERE path = ?", (item.label,)).fetchone()
            row = self.db.execute("SELECT document_id, extraction FROM documents WHERE sha256 = ?", (answer.sha256,)).fetchone()
            if row and row[1] == self.stamp:
                document_id = row[0]
                same = before is not None and before[0] == document_id
                self.summary.unchanged += same
                self.summary.duplicates += not same
            else:
                assert answer.prepared is not None
                document_id = writing.write(self.db, answer.prepared)
                self.summary.imported += row is None
                self.summary.replaced += row is not None
                self.db.execute("UPDATE import_runs SET imported = imported + 1 WHERE run_id = ?", (self.run_id,))
            self.db.execute("DELETE FROM failures WHERE path = ?", (item.label,))
            self.db.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)", (item.label, item.size, item.mtime_ns, answer.sha256, document_id)
            )
            self._supersede(before[0] if before else None, document_id)

    def _supersede(self, before: int | None, now: int) -> None:
        """A document that stands in no file any more was replaced by the one that stands there now; one that stands in a file counts."""
        back = self.db.execute("UPDATE documents SET superseded_by = NULL WHERE document_id = ? AND superseded_by IS NOT NULL", (now,))
        if back.rowcount:
            near_duplicates.link(self.db, now)
        if before is not None and before != now:
            gone = self.db.execute(
                "UPDATE documents SET superseded_by = ?, near_duplicate_of = NULL, similarity = NULL WHERE document_id = ? "
                "AND NOT EXISTS (SELECT 1 FROM files WHERE files.document_id = documents.document_id)",
                (now, before),
            )
            if gone.rowcount:
                near_duplicates.set_free(self.db, before)

    def _fail(self, item: Item | Refused, failure: Failure) -> None:
        self.summary.failed += 1
        self.summary.failures.append((item.label, failure))
        row = (item.label, item.size, item.mtime_ns, failure.code, failure.message, failure.remedy, self.how.attempt)
        self.db.execute("INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        self.db.execute("UPDATE import_runs SET failed = failed + 1 WHERE run_id = ?", (self.run_id,))

    def _begin(self) -> None:
        """The run's own line, made with its first write: a run that changes nothing writes nothing."""
        if self.run_id is None:
            self.run_id = self.db.execute("INSERT INTO import_runs (started_at, extraction) VALUES (?, ?)", (_now(), self.stamp)).lastrowid

    def _finish(self) -> None:
        with store.transaction(self.db):
            self.db.execute("UPDATE import_runs SET finished_at = ? WHERE run_id = ?", (_now(), self.run_id))
            # One segment of the index answers several times faster than twenty; worth it where much came in.
            read = self.summary.imported + self.summary.replaced
            if 10 * read >= self.db.execute("SELECT count(*) FROM documents").fetchone()[0]:
                self.db.execute("INSERT INTO search_index(search_index) VALUES ('optimize')")
            self.db.execute("PRAGMA optimize")


def _refusal(item: Refused) -> Reading:
    return Reading("", failure=Failure(item.fault.code, item.fault.message, item.fault.remedy))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
