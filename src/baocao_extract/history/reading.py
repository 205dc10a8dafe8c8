"""One file in a worker process: its bytes, its hash, and, where these are new, its document as rows."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from baocao_extract import pipeline
from baocao_extract.errors import BaocaoError, MissingFile
from baocao_extract.history import prepare, sources
from baocao_extract.history.sources import Item
from baocao_extract.reading import OcrMode
from baocao_extract.reading.limits import DEFAULT, Limits


@dataclass(frozen=True, slots=True)
class Failure:
    code: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a file: rows, or a failure, or neither where the same bytes are stored already."""

    sha256: str
    prepared: prepare.Prepared | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class How:
    """How the files of an import are read: the folders of own patterns, what a file may cost, its password, whether pages are recognised."""

    folders: tuple[Path, ...] = ()
    limits: Limits = DEFAULT
    password: str | None = None
    ocr: OcrMode = "auto"

    @property
    def extraction(self) -> str:
        """What the facts depend on: files that were read otherwise are read anew."""
        return prepare.extraction_stamp(self.folders, self.ocr, self.limits.pixels)

    @property
    def attempt(self) -> str:
        """What it depends on whether a file can be read: files that failed in another attempt are tried again."""
        ours, usual = asdict(self.limits), asdict(DEFAULT)
        return self.extraction + "".join(f"+{name}={value:g}" for name, value in ours.items() if name != "pixels" and value != usual[name])


@dataclass(frozen=True, slots=True)
class _Settings:
    how: How
    known: frozenset[str]


_settings = _Settings(How(), frozenset())


def start_worker(how: How, known: frozenset[str]) -> None:
    """Prepares a worker: what it needs to know, no interrupt of its own, and an end with its parent's."""
    global _settings
    _settings = _Settings(how, known)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(1)


def read(item: Item) -> Reading:
    """Reads one file with the settings of this worker."""
    return read_with(item, _settings.how, _settings.known)


def read_with(item: Item, how: How, known: frozenset[str]) -> Reading:
    """Reads one file. Whatever goes wrong with it is part of the answer, not an error of the run."""
    sha256 = ""
    try:
        data = sources.read(item) if item.member is not None else _bytes(item.path)
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 in known:
            return Reading(sha256)
        document = pipeline.extract(
            data if item.member is not None else item.path, patterns_folders=how.folders, limits=how.limits, password=how.password, ocr=how.ocr
        )  # fmt: skip
        source = document.source.model_copy(update={"path": item.label})
        return Reading(sha256, prepare.prepare(document.model_copy(update={"source": source}), how.extraction, how.folders))
    except BaocaoError as fault:
        return Reading(sha256, failure=Failure(fault.code, fault.message, fault.remedy))
    except Exception as fault:  # one bad file never ends a run
        return Reading(sha256, failure=Failure("BC900", f"{type(fault).__name__}: {fault}", "a fault of baocao; please report it"))


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as fault:
        raise MissingFile(f"the file cannot be read ({fault.strerror})", "check its permissions") from None
