"""Fingerprints of texts: how much two documents share, told without laying them side by side (one-permutation MinHash)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

BINS = 64
_EMPTY = 0xFFFFFFFF
_ROWS = 2


def minima(words: Sequence[str]) -> bytes:
    """The least hash of the three-word runs in each of 64 bins; empty bins borrow from the next one that is not."""
    least = [_EMPTY] * BINS
    for run in {" ".join(words[i : i + 3]) for i in range(max(1, len(words) - 2))}:
        value = zlib.crc32(run.encode())
        # crc32 is linear in its input: a multiplication spreads it before the bins are taken.
        value = (value * 0x9E3779B1) & 0xFFFFFFFF
        place = value >> 26
        if value < least[place]:
            least[place] = value
    for i in range(BINS):
        if least[i] == _EMPTY:
            step = next((k for k in range(1, BINS) if least[(i + k) % BINS] != _EMPTY), 0)
            least[i] = (least[(i + step) % BINS] + step * 0x85EBCA6B) & 0xFFFFFFFF
    return struct.pack(f"<{BINS}I", *least)


def bands(fingerprint: bytes) -> list[int]:
    """Keys of which documents that share half of their text have at least one in common, nearly always."""
    values = struct.unpack(f"<{BINS}I", fingerprint)
    return [(n << 32) | zlib.crc32(struct.pack(f"<{_ROWS}I", *values[i : i + _ROWS])) for n, i in enumerate(range(0, BINS, _ROWS))]


def likeness(a: bytes, b: bytes) -> float:
    """The share of three-word runs that two texts have in common, estimated (0-1)."""
    left, right = struct.unpack(f"<{BINS}I", a), struct.unpack(f"<{BINS}I", b)
    return float(sum(x == y for x, y in zip(left, right, strict=True))) / BINS
