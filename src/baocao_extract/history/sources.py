"""What an import is to read: the files of folders and globs, and the members of zip archives, which are never unpacked to disk."""

from __future__ import annotations

import glob
import os
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from baocao_extract.errors import ArchiveRefused, BaocaoError, MissingFile, TooLarge

# What a folder is searched for; a file that is named itself is read whatever its name ends in.
SUFFIXES = frozenset({
    ".txt", ".md", ".pdf", ".docx", ".doc", ".rtf", ".odt", ".html", ".htm", ".xlsx", ".xls", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".zip",
})  # fmt: skip
_MEMBERS, _MEMBER_BYTES, _TOTAL_BYTES, _RATIO = 100_000, 256 * 1024 * 1024, 16 * 1024**3, 300
_SMALL = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Item:
    """One document to read: a file, or a member of an archive. `label` is what it is called in the store (`a.zip!/b.txt`)."""

    label: str
    path: str
    member: str | None
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not even be listed."""

    label: str
    fault: BaocaoError
    size: int = 0
    mtime_ns: int = 0


def listed(paths: Sequence[str | Path]) -> Iterator[Item | Refused]:
    """Every document below `paths` once, in the order of their names."""
    seen: set[str] = set()
    for given in paths:
        for file in _files(str(given)):
            if isinstance(file, Refused):
                yield file
            elif file not in seen:
                seen.add(file)
                yield from _items(file)


def read(item: Item) -> bytes:
    """The bytes of a member of an archive, never more than it said it had."""
    assert item.member is not None
    try:
        with zipfile.ZipFile(item.path) as archive, archive.open(item.member) as file:
            data = file.read(_MEMBER_BYTES + 1)
    except (zipfile.BadZipFile, OSError, KeyError, NotImplementedError, RuntimeError, EOFError, ValueError) as fault:
        raise ArchiveRefused(f"the member cannot be unpacked ({fault})", "pack the archive anew, or name the files") from None
    if len(data) > _MEMBER_BYTES:
        raise TooLarge(f"over {_MEMBER_BYTES / 1_048_576:g} MiB", "split the file")
    return data


def _files(given: str) -> Iterator[str | Refused]:
    path = os.path.abspath(given)
    if os.path.isdir(path):
        yield from _below(path)
    elif os.path.exists(path):
        yield path
    elif glob.has_magic(given):
        found = sorted(os.path.abspath(f) for f in glob.glob(given, recursive=True))
        if not found:
            yield Refused(given, MissingFile("nothing matches", "check the pattern; ** goes into folders"))
        for file in found:
            if os.path.isdir(file):
                yield from _below(file)
            else:
                yield file
    else:
        yield Refused(path, MissingFile("no such file or folder", "check the path"))


def _below(folder: str) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            if not name.startswith((".", "~$")) and os.path.splitext(name)[1].lower() in SUFFIXES:
                yield os.path.join(place, name)


def _items(file: str) -> Iterator[Item | Refused]:
    label = _printable(file)
    try:
        stat = os.stat(file)
    except OSError as fault:
        yield Refused(label, MissingFile(f"the file cannot be looked at ({fault.strerror})", "check its permissions"))
        return
    if os.path.splitext(file)[1].lower() != ".zip":
        yield Item(label, file, None, stat.st_size, stat.st_mtime_ns)
        return
    try:
        yield from _members(file, label, stat.st_mtime_ns)
    except BaocaoError as fault:
        yield Refused(label, fault, stat.st_size, stat.st_mtime_ns)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as fault:
        remedy = "pack the archive anew, or name the files"
        yield Refused(label, ArchiveRefused(f"not a zip archive that can be read ({fault})", remedy), stat.st_size, stat.st_mtime_ns)


def _members(file: str, label: str, mtime_ns: int) -> list[Item | Refused]:
    with zipfile.ZipFile(file) as archive:
        members = sorted((m for m in archive.infolist() if not m.is_dir()), key=lambda m: m.filename)
    if len(members) > _MEMBERS or sum(m.file_size for m in members) > _TOTAL_BYTES:
        raise ArchiveRefused("the archive unpacks to more than is believable", "unpack it yourself, look at it, and name the folder")
    out: list[Item | Refused] = []
    for m in members:
        name = f"{label}!/{_printable(m.filename)}"
        suffix = os.path.splitext(m.filename)[1].lower()
        hidden = any(part.startswith((".", "__MACOSX", "~$")) and part not in (".", "..") for part in m.filename.split("/"))
        if hidden or suffix not in SUFFIXES:
            continue
        fault: BaocaoError | None = None
        if suffix == ".zip":
            fault = ArchiveRefused("an archive inside an archive", "unpack the outer one")
        elif m.flag_bits & 1:
            fault = ArchiveRefused("the member is encrypted", "unpack it with its password and name the file")
        elif m.file_size > _MEMBER_BYTES or (m.file_size > _SMALL and m.file_size > _RATIO * max(1, m.compress_size)):
            fault = ArchiveRefused("the member unpacks to more than is believable", "unpack it yourself and look at it")
        out.append(Refused(name, fault, m.file_size, mtime_ns) if fault else Item(name, file, m.filename, m.file_size, mtime_ns))
    return out


def _printable(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
