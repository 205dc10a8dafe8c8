"""What a file may cost at most. Each limit that is met ends the file, and only it, with a code of its own."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """`bytes`: the file as given. `unpacked`: bytes of everything packed inside it (Word, Excel, PDF streams).

    `pages` of a PDF file or sheets of a workbook; `seconds` of wall time for one file; `memory`: bytes of address space of the process
    that reads it; `pixels` of one picture; `cells` of all tables of a workbook.
    """

    bytes: int = 64 * MIB
    unpacked: int = 512 * MIB
    pages: int = 3000
    seconds: float = 300.0
    memory: int = 3072 * MIB
    pixels: int = 120_000_000
    cells: int = 2_000_000


DEFAULT = Limits()
