"""Fingerprints of sets: how much two documents share, told without laying them side by side (one-permutation MinHash)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence

BINS = 64
_EMPTY = 0xFFFFFFFF
_ROWS = 2


def runs(words: Sequence[str]) -> set[str]:
    """The three-word runs of a text."""
    return {" ".join(words[i : i + 3]) for i in range(max(1, len(words) - 2))}


def minima(members: Iterable[str]) -> bytes:
    """The least hash of the members in each of 64 bins; an empty bin borrows from the next one that is not."""
    least = [_EMPTY] * BINS
    for member in members:
        # crc32 is linear in its input: a multiplication spreads it before the bins are taken.
        value = (zlib.crc32(member.encode()) * 0x9E3779B1) & 0xFFFFFFFF
        place = value >> 26
        if value < least[place]:
            least[place] = value
    filled = list(least)
    for i in range(BINS):
        if least[i] == _EMPTY:
            step = next((k for k in range(1, BINS) if least[(i + k) % BINS] != _EMPTY), 0)
            filled[i] = (least[(i + step) % BINS] + step * 0x85EBCA6B) & 0xFFFFFFFF
    return struct.pack(f"<{BINS}I", *filled)


def bands(fingerprint: bytes, *, space: int) -> list[int]:
    """Keys of which sets that share half of their members have at least one in common, nearly always. Keys of two spaces never meet."""
    values = struct.unpack(f"<{BINS}I", fingerprint)
    keys = []
    for n, i in enumerate(range(0, BINS, _ROWS)):
        keys.append((space << 48) | (n << 32) | zlib.crc32(struct.pack(f"<{_ROWS}I", *values[i : i + _ROWS])))
    return keys


def likeness(a: bytes, b: bytes) -> float:
    """The share of members that two sets have in common, estimated (0-1)."""
    left, right = struct.unpack(f"<{BINS}I", a), struct.unpack(f"<{BINS}I", b)
    return float(sum(x == y for x, y in zip(left, right, strict=True))) / BINS
