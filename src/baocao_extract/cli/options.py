"""Options that several commands take: what a file may cost, its password, whether its pages are recognised."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Ocr(StrEnum):
    AUTO = "auto"
    NEVER = "never"
    FORCE = "force"


_LIMITS = "Limits"
Password = Annotated[str | None, typer.Option(metavar="WORD", help="Opens encrypted PDF, Word and Excel files.")]
Recognise = Annotated[Ocr, typer.Option("--ocr", help="Recognise pictures of pages: where there is no usable text, never, or everywhere.")]
MaxBytes = Annotated[int, typer.Option(metavar="N", min=1, rich_help_panel=_LIMITS, help="Bytes of a file.")]
MaxUnpacked = Annotated[
    int, typer.Option(metavar="N", min=1, rich_help_panel=_LIMITS, help="Bytes of all that a file holds in packed form.")
]
MaxPages = Annotated[int, typer.Option(metavar="N", min=1, rich_help_panel=_LIMITS, help="Pages of a PDF file, sheets of a workbook.")]
Timeout = Annotated[float, typer.Option(metavar="SECONDS", min=0.01, rich_help_panel=_LIMITS, help="Time for one file.")]
MaxMemory = Annotated[
    int, typer.Option(metavar="N", min=1, rich_help_panel=_LIMITS, help="Bytes of memory of the process that reads a file.")
]
MaxPixels = Annotated[int, typer.Option(metavar="N", min=1, rich_help_panel=_LIMITS, help="Pixels of a picture.")]
