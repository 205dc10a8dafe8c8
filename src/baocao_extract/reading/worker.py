"""The other end of `isolation`: reads one file after another until the pipe is closed."""

from __future__ import annotations

import pickle
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

from baocao_extract.errors import BaocaoError, MissingComponent, OutOfMemory, UnreadableInput
from baocao_extract.reading.limits import Limits

# What is missing when a reader's library is, and the extra that brings it.
_EXTRAS = {"docx": "docx", "sheet": "sheet", "html": "html", "pdf": "pdf", "scan": "ocr", "locked": "locked"}


def serve(fd: int) -> None:
    with Connection(fd) as pipe:
        held = 0
        while True:
            try:
                reader, data, limits, options = pickle.loads(pipe.recv_bytes())
            except EOFError:
                return
            if limits.memory != held:
                _hold(limits.memory)
                held = limits.memory
            pipe.send_bytes(pickle.dumps(answer(reader, data, limits, options)))


def answer(reader: str, data: bytes, limits: Limits, options: dict[str, Any]) -> object:
    """The text, or the coded error that tells why there is none."""
    try:
        return import_module(f"baocao_extract.reading.{reader}").read(data, limits=limits, **options)
    except BaocaoError as fault:
        return fault
    except MemoryError:
        return OutOfMemory(f"more than {limits.memory / 1_048_576:,.0f} MiB of memory", "raise the limit (--max-memory) or split the file")
    except RecursionError:
        return UnreadableInput("the file is nested too deeply", "the file is damaged or hostile; try to save it anew")
    except ImportError as fault:
        extra = _EXTRAS.get(reader, "all")
        return MissingComponent(f"the package {fault.name} is not installed", f"pip install 'baocao-extract[{extra}]'")
    except Exception as fault:
        return UnreadableInput(f"the file is damaged ({type(fault).__name__}: {str(fault)[:200]})", "fetch it again or save it anew")


def _hold(memory: int) -> None:
    """No more address space than this, and no core files; systems without such limits go without."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (memory if hard == resource.RLIM_INFINITY else min(memory, hard), hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
