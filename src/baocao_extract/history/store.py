"""Opening the database: its settings, its migrations, and SQLite's complaints as coded errors."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from urllib.parse import quote

from baocao_extract.errors import BaocaoError, DiskFull, HistoryDamaged, HistoryLocked, HistoryNotWritable, HistoryTooNew, NotAHistory

APPLICATION_ID = 0x62616F63  # "baoc"
_LEDGER = (
    "CREATE TABLE IF NOT EXISTS schema_migrations "
    "(version INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT"
)


def open_for_reading(path: str | Path) -> sqlite3.Connection:
    """A connection that cannot change anything. Raises `NotAHistory` where there is no database."""
    file = Path(path)
    if not file.is_file():
        raise NotAHistory(f"{file}: no such database", "make one with: baocao import FOLDER --db FILE")
    with coded(file):
        connection = sqlite3.connect(f"file:{quote(str(file.resolve()))}?{_how_to_read(file)}", uri=True)
        connection.execute("PRAGMA query_only = ON")
        _tune(connection)
        _check(connection, file)
    return connection


def _how_to_read(file: Path) -> str:
    """Where nothing can be written (a read-only disk), SQLite cannot keep its marks beside the file, and nobody else can change it."""
    log = Path(f"{file}-wal")
    still = not os.access(file.resolve().parent, os.W_OK) and not (log.exists() and log.stat().st_size)
    return "mode=ro&immutable=1" if still else "mode=ro"


def open_for_writing(path: str | Path) -> sqlite3.Connection:
    """A connection to an existing or new database, brought to this program's version. Transactions are begun by the caller."""
    file = Path(path)
    if file.is_dir():
        raise NotAHistory(f"{file}: this is a folder", "name a file, such as history.db")
    with coded(file):
        connection = sqlite3.connect(file, isolation_level=None, timeout=30)
        try:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version or connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                _check(connection, file, exactly=False)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            _tune(connection)
            _migrate(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def migrations() -> list[tuple[int, str, str]]:
    """(version, name, SQL) in order."""
    folder = resources.files(__package__).joinpath("migrations")
    files = sorted(f.name for f in folder.iterdir() if f.name.endswith(".sql"))
    return [(int(name[:4]), name, folder.joinpath(name).read_text(encoding="utf-8")) for name in files]


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


@contextmanager
def coded(path: str | Path) -> Iterator[None]:
    """SQLite's errors as ours, with what to do about them."""
    try:
        yield
    except sqlite3.Error as fault:
        raise _coded(fault, path) from fault


def _coded(fault: sqlite3.Error, path: str | Path) -> BaocaoError:
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(f"{path}: no room left on the disk", "free some space and run it again; what was committed is kept")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return HistoryNotWritable(f"{path}: {fault}", "check the permissions of the file and of its folder")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return HistoryLocked(f"{path}: another program is writing to it", "wait for it to end and run it again")
    if code == sqlite3.SQLITE_NOTADB:
        return NotAHistory(f"{path}: not a SQLite database", "name a file made by: baocao import")
    if code == sqlite3.SQLITE_IOERR:
        return DiskFull(f"{path}: the disk cannot be read or written ({fault})", "check the disk and its free space")
    return HistoryDamaged(f"{path}: {fault}", "restore a copy, or import the documents anew")


def _tune(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA mmap_size = 1073741824")
    connection.execute("PRAGMA temp_store = MEMORY")


def _check(connection: sqlite3.Connection, path: Path, *, exactly: bool = True) -> None:
    application, version = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    if application != APPLICATION_ID:
        raise NotAHistory(f"{path}: a database, but no history of baocao", "name a file made by: baocao import")
    newest = migrations()[-1][0]
    if version > newest:
        raise HistoryTooNew(f"{path}: made by a later version (schema {version}, known {newest})", "update baocao-extract")
    if exactly and version < newest:
        raise NotAHistory(
            f"{path}: made by an earlier version (schema {version}, needed {newest})", "bring it up to date with: baocao import"
        )


def _migrate(connection: sqlite3.Connection) -> None:
    done = connection.execute("PRAGMA user_version").fetchone()[0]
    for version, name, sql in migrations():
        if version <= done:
            continue
        with transaction(connection):
            connection.execute(_LEDGER)
            for statement in _statements(sql):
                connection.execute(statement)
            row = (version, name, hashlib.sha256(sql.encode()).hexdigest(), datetime.now(UTC).isoformat(timespec="seconds"))
            connection.execute("INSERT INTO schema_migrations VALUES (?, ?, ?, ?)", row)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {version}")


def _statements(sql: str) -> Iterator[str]:
    """One statement after the other: `executescript` would commit between them."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
