"""Gold documents: a text and, in a JSON file beside it, what a careful reader takes from it (docs/guidelines.md)."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from baocao_extract.errors import GoldError


@dataclass(frozen=True, slots=True)
class Fact:
    """One quantity as annotated. `value` holds one number, or the two ends of a range; `part_of` is an index into the document's facts."""

    start: int
    end: int
    quote: str
    value: tuple[float, ...]
    kind: str
    name: str
    period: str | None
    place: str | None
    status: str
    modifier: str
    role: str
    part_of: int | None


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """`key` is the document's path below the folder that was named, without suffix: it stays the same on every machine."""

    key: str
    name: str
    text_path: Path
    text: str
    facts: list[Fact]
    sections: list[tuple[str | None, str, int]]
    metadata: dict[str, str | None]


def read(folders: Sequence[Path]) -> Iterator[GoldDocument]:
    """The gold documents below `folders`, in order of their paths. A JSON file without `quantities` is none and passed over."""
    found = 0
    for folder in folders:
        if not folder.is_dir():
            raise GoldError(f"{folder}: no such folder", "name a folder of gold files: texts with a .json beside each")
        for path in sorted(folder.rglob("*.json"), key=lambda p: p.relative_to(folder).parts):
            data = _load(path)
            if isinstance(data, dict) and "quantities" in data and "text_file" in data:
                found += 1
                yield _document(data, path, path.relative_to(folder.parent).with_suffix("").as_posix())
    if not found:
        raise GoldError(f"no gold documents in {', '.join(map(str, folders))}", "a gold document is a .json with text_file and quantities")


def _load(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise GoldError(f"{path}: {fault}", "mend the JSON") from None


def _fact(raw: dict[str, Any]) -> Fact:
    value = raw["value"]
    return Fact(
        start=int(raw["start"]),
        end=int(raw["end"]),
        quote=str(raw["quote"]),
        value=tuple(v if isinstance(v, int) else float(v) for v in (value if isinstance(value, list) else [value])),
        kind=raw["kind"],
        name=raw["name"],
        period=raw.get("period") or None,
        place=raw.get("place"),
        status=raw["status"],
        modifier=raw["modifier"],
        role=raw["role"],
        part_of=raw.get("part_of"),
    )


def _document(data: dict[str, Any], path: Path, key: str) -> GoldDocument:
    source = path.parent / str(data["text_file"])
    try:
        text = unicodedata.normalize("NFC", source.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise GoldError(f"{path}: its text {source.name}: {fault}", "put the text beside the gold file, in UTF-8") from None
    facts = []
    for n, raw in enumerate(data["quantities"]):
        try:
            facts.append(_fact(raw))
        except (KeyError, TypeError, ValueError) as fault:
            raise GoldError(f"{path}: quantity {n}: {type(fault).__name__} {fault}", "annotate it whole and resolve its offsets") from None
    try:
        sections = [(s["marker"], s["title"], s["level"]) for s in data["sections"]]
        metadata = {k: None if v is None else str(v) for k, v in data["metadata"].items()}
    except (AttributeError, KeyError, TypeError) as fault:
        raise GoldError(f"{path}: {type(fault).__name__} {fault}", "give sections (marker, title, level) and metadata") from None
    return GoldDocument(key, str(data.get("doc", path.stem)), source, text, facts, sections, metadata)
