"""The package of an Office file of today (a ZIP of XML parts), opened with suspicion: bounded, without entities, nothing external."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from baocao_extract.errors import Encrypted, UnpacksTooLarge, UnreadableInput
from baocao_extract.reading.limits import Limits

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# A strict file (ISO 29500) differs from the usual ones in its namespaces.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)
_HEAD = 4096
_REMEDY = "fetch it again, or open it in its program and save it anew"


class Package:
    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError) as fault:
            raise UnreadableInput(f"the file is damaged or cut off ({fault})", _REMEDY) from None
        self._left = limits.unpacked
        self._names = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in self._zip.infolist()}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def names(self, folder: str) -> list[str]:
        """The parts of a folder."""
        return [name for name in self._names if name.startswith(folder)]

    def bytes(self, name: str) -> bytes:
        """A part unpacked; what it says of its own size is not trusted."""
        info = self._names[name.lower()]
        if info.flag_bits & 1:
            raise Encrypted("a part of the file is encrypted", "open it with its password and save it without one")
        if info.file_size > self._left:
            raise UnpacksTooLarge("the file unpacks to more than the limit", "raise the limit (--max-unpacked), or split the file")
        try:
            with self._zip.open(info) as part:
                found = part.read(self._left + 1)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error) as fault:
            raise UnreadableInput(f"the part {name} is damaged ({fault})", _REMEDY) from None
        self._left -= len(found)
        if self._left < 0:
            raise UnpacksTooLarge("the file unpacks to more than the limit", "raise the limit (--max-unpacked), or split the file")
        return found

    def check(self) -> None:
        """Refuses a package before a library of others unpacks it: too large, or with parts that declare entities."""
        if sum(info.file_size for info in self._names.values()) > self._left:
            raise UnpacksTooLarge("the file unpacks to more than the limit", "raise the limit (--max-unpacked), or split the file")
        for name, info in self._names.items():
            if name.endswith((".xml", ".rels")):
                try:
                    with self._zip.open(info) as part:
                        head = part.read(_HEAD)
                except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error) as fault:
                    raise UnreadableInput(f"the part {name} is damaged ({fault})", _REMEDY) from None
                if b"<!DOCTYPE" in head.replace(b"\0", b""):
                    raise UnreadableInput(
                        f"the part {name} declares entities, which no Office file does", "the file is hostile; do not open it"
                    )

    def xml(self, name: str) -> _Element:
        """The root of a part. Refused are document type declarations: no Office file has one."""
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(_transitional(self.bytes(name)), parser)
        except etree.XMLSyntaxError as fault:
            if fault.code == etree.ErrorTypes.ERR_NO_MEMORY:
                raise MemoryError from None
            raise UnreadableInput(f"the part {name} is no XML ({fault.msg})", _REMEDY) from None
        if root.getroottree().docinfo.doctype:
            raise UnreadableInput(f"the part {name} declares entities, which no Office file does", "the file is hostile; do not open it")
        return root

    def main(self, otherwise: str) -> str:
        """The name of the part with the document itself."""
        return next((target for kind, target in self.related("") if kind == "officeDocument" and target in self), otherwise)

    def related(self, part: str) -> Iterator[tuple[str, str]]:
        """What a part refers to inside the package: the kind of the relationship (its last word), and the part's name."""
        yield from ((kind, target) for _, kind, target in self.relationships(part))

    def relationships(self, part: str) -> Iterator[tuple[str, str, str]]:
        """The same with the id. Relationships to the world outside are passed over."""
        folder, name = posixpath.split(part)
        home = posixpath.join(folder, "_rels", f"{name}.rels")
        if home not in self:
            return
        for r in self.xml(home).iter(_RELATIONSHIPS):
            target = r.get("Target", "")
            if r.get("TargetMode") != "External" and target:
                full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                yield r.get("Id", ""), r.get("Type", "").rpartition("/")[2], full


def _transitional(part: bytes) -> bytes:
    if b"http://purl.oclc.org/ooxml" in part[:8192]:
        for strict, usual in _STRICT:
            part = part.replace(strict, usual)
    return part
