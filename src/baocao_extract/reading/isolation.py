"""Readers of risky formats run in a process of their own: it can die, hang or run out of memory without taking the run along.

One process is kept for the files that follow one another and is replaced when a file has killed it. What it hands back is taken
apart with a list of the classes that may be in it, so that even a reader turned by a hostile file runs nothing here.
"""

from __future__ import annotations

import atexit
import contextlib
import io
import os
import pickle
import signal
import subprocess
import sys
import threading
from multiprocessing.connection import Pipe
from typing import Any

from baocao_extract.errors import BaocaoError, OutOfMemory, OutOfTime, ReaderDied
from baocao_extract.reading.limits import Limits
from baocao_extract.reading.source import SourceText

# The child finds the package where the parent found it, however that was.
_START = "import sys; sys.path[:] = {path!r}; from baocao_extract.reading.worker import serve; serve({fd})"
_GRACE = 2.0


def run(reader: str, data: bytes, *, limits: Limits, **options: Any) -> SourceText:
    """What `baocao_extract.reading.<reader>.read(data, limits=…, **options)` gives, run in the worker process.

    Raises the reader's own coded errors, and `OutOfTime`, `OutOfMemory` or `ReaderDied` where it gave no answer.
    """
    with _LOCK:
        worker = _worker(limits)
        try:
            answer = worker.ask((reader, data, limits, options), limits.seconds)
        except BaseException:
            worker.kill()
            raise
    if isinstance(answer, OutOfMemory):
        worker.kill()
    if isinstance(answer, BaocaoError):
        raise answer
    if not isinstance(answer, SourceText):
        worker.kill()
        raise ReaderDied(f"the reader answered with {type(answer).__name__}", "this is a fault of baocao; please report it")
    return answer


class _Worker:
    def __init__(self, memory: int) -> None:
        self.memory, self.owner = memory, os.getpid()
        self._pipe, theirs = Pipe()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _START.format(path=sys.path, fd=theirs.fileno())],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()], start_new_session=True, env={**os.environ, "PYTHONHASHSEED": "0"},
            )  # fmt: skip

    @property
    def alive(self) -> bool:
        return self.owner == os.getpid() and self._process.poll() is None

    def ask(self, question: object, seconds: float) -> object:
        try:
            self._pipe.send_bytes(pickle.dumps(question))
            if not self._pipe.poll(seconds):
                raise OutOfTime(f"not read within {seconds:g} seconds", "give it more time (--timeout), or split the file")
            return _Careful(io.BytesIO(self._pipe.recv_bytes())).load()
        except (EOFError, OSError, pickle.UnpicklingError):
            raise self._death() from None

    def _death(self) -> BaocaoError:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_GRACE)
        code = self._process.returncode
        if code == -signal.SIGKILL:
            return OutOfMemory("the process that read the file was killed, probably for its memory", "split the file")
        how = f"signal {signal.Signals(-code).name}" if code and code < 0 else f"exit code {code}"
        return ReaderDied(f"the process that read the file died ({how})", "the file is damaged or hostile; try to save it anew")

    def kill(self) -> None:
        """Ends the process and what it started."""
        if self.owner == os.getpid():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._pipe.close()


class _Careful(pickle.Unpickler):
    """Takes only what readers hand on: the classes of `reading`, coded errors, and arrays of numbers."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("array", "array") or (module, name) == ("array", "_array_reconstructor"):
            return super().find_class(module, name)
        if "." not in name and (module.startswith("baocao_extract.reading.") or module == "baocao_extract.errors"):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is nothing that a reader hands on")


_LOCK = threading.Lock()
_KEPT: list[_Worker] = []


def _worker(limits: Limits) -> _Worker:
    if _KEPT and (not _KEPT[0].alive or _KEPT[0].memory != limits.memory):
        stop()
    if not _KEPT:
        _KEPT.append(_Worker(limits.memory))
    return _KEPT[0]


@atexit.register
def stop() -> None:
    """Ends the worker process; the next file starts a new one."""
    while _KEPT:
        _KEPT.pop().kill()
