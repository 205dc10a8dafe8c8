"""Bytes of any kind that archives hold → `SourceText`: what the file is, is told by its content; its reader is loaded when needed.

Nothing else is imported before there is something to read: the command line asks this room for its limits only.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from baocao_extract.errors import Encrypted, MissingComponent, TooLarge
from baocao_extract.reading.limits import DEFAULT, MIB, Limits
from baocao_extract.reading.source import SourceText

if TYPE_CHECKING:
    from baocao_extract.reading.detect import Kind

OcrMode = Literal["auto", "never", "force"]

__all__ = ["DEFAULT", "Limits", "OcrMode", "SourceText", "read"]


def read(
    source: str | os.PathLike[str] | bytes, *, limits: Limits = DEFAULT, password: str | None = None, ocr: OcrMode = "auto"
) -> SourceText:  # fmt: skip
    """The text of a file (given by its path) or of its bytes.

    `password` opens encrypted PDF, Word and Excel files; `ocr` says whether pictures of pages are recognised: where a page has no usable text
    (`auto`), nowhere (`never`), everywhere (`force`). Raises a `BaocaoError` with a code and a remedy for whatever cannot be read.
    """
    from baocao_extract.reading import detect, plain

    path = None if isinstance(source, bytes) else Path(source)
    data = source if isinstance(source, bytes) else plain.load(source, limits.bytes)
    if len(data) > limits.bytes:
        raise TooLarge(f"over {limits.bytes / MIB:g} MiB", "split the file, or raise the limit (--max-bytes)")
    found = _by_kind(data, detect.kind(data), limits, password, ocr)
    return replace(found, sha256=hashlib.sha256(data).hexdigest(), path=None if path is None else plain.printable(path))


def _by_kind(data: bytes, kind: Kind, limits: Limits, password: str | None, ocr: OcrMode) -> SourceText:
    from baocao_extract.reading import detect, isolation, office, plain

    match kind:
        case "text":
            return plain.read(data, limit=limits.bytes)
        case "docx":
            return isolation.run("docx", data, limits=limits)
        case "html" | "mhtml":
            return isolation.run("html", data, limits=limits)
        case "xlsx" | "xls":
            return isolation.run("sheet", data, limits=limits)
        case "doc" | "rtf" | "odt" | "wordml":
            suffix = "xml" if kind == "wordml" else kind
            found = isolation.run("docx", office.convert(data, suffix, "docx", limits), limits=limits)
            return replace(found, media_type=detect.MEDIA_TYPES[kind])
        case "ods" | "xlsb":
            found = isolation.run("sheet", office.convert(data, kind, "xlsx", limits), limits=limits)
            return replace(found, media_type=detect.MEDIA_TYPES[kind])
        case "locked":
            if password is None:
                raise Encrypted("the file is encrypted", "give its password (--password)")
            return isolation.run("locked", data, limits=limits, password=password)
        case "pdf":
            return _paged("pdf", data, limits, password=password, ocr=ocr)
        case "picture":
            return _paged("scan", data, limits, ocr=ocr)


def _paged(reader: str, data: bytes, limits: Limits, **options: Any) -> SourceText:
    from baocao_extract.reading import isolation

    if find_spec(f"{__name__}.{reader}") is None:
        raise MissingComponent("this version reads no PDF files and pictures", "export the text first (pdftotext -layout)")
    return isolation.run(reader, data, limits=limits, **options)
