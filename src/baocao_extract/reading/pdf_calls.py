"""PDFium's functions for calls by the thousand: `map` over the bare C function costs a fifth of the same through pypdfium2's typed one."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

HANDLE, INT, POINTER = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p


def bare(name: str, result: Any, *arguments: Any) -> Any:
    """A function of PDFium that takes addresses as plain integers. It keeps the interpreter to itself: each call is far shorter than a handover."""
    return ctypes.PYFUNCTYPE(result, *arguments)(address(getattr(pdfium, name)))  # type: ignore[arg-type]


def address(raw: Any) -> int | None:
    """The address of what pypdfium2 holds, as the bare functions take it."""
    return ctypes.cast(raw, ctypes.c_void_p).value
