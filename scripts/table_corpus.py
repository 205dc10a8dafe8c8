"""The table corpus as data: its content files, and the gold facts that follow from what they say of rows and columns."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "corpus" / "tables" / "content"
_NUMBER = re.compile(r"\(?-?[0-9]{1,3}(?:[. ][0-9]{3})*(?:,[0-9]+)?\)?|\(?-?[0-9]+(?:,[0-9]+)?\)?")
# What may be a part of a whole.
ADDITIVE = {"households", "people", "money", "organisations", "cases", "items", "area", "mass", "volume", "length", "energy"}


@dataclass(slots=True)
class Gold:
    printed: float
    value: float
    kind: str
    name: str
    period: str | None
    place: str | None
    status: str
    role: str
    part_of: int | None
    cell: tuple[int, int]


@dataclass(slots=True)
class Content:
    """A table as written: `heading` and `rows` hold cell texts, `<` and `^` for what is merged with the left and the upper neighbour."""

    name: str
    shape: str
    head: list[str]
    caption: list[str]
    heading: list[list[str]]
    rows: list[list[str]]
    after: list[str]
    pages: int
    gold: list[Gold] = field(default_factory=list)


def printed(cell: str) -> float | None:
    """The number of a cell, brackets as a minus."""
    own = cell.strip().removesuffix("%")
    if not _NUMBER.fullmatch(own):
        return None
    bare = own.strip("()").replace(".", "").replace(" ", "").replace(",", ".")
    return -float(bare) if own.startswith("(") else float(bare)


def read(path: Path) -> Content:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    if "generate" in data:
        data["row"] = _generated(data)
    content = Content(
        path.stem,
        data["shape"],
        data["head"],
        data["caption"],
        data["heading"],
        [r["cells"] for r in data["row"]],
        data["after"],
        data.get("pages", 1),
    )
    columns = {c["at"]: c for c in data["column"]}
    at: dict[tuple[int, int], int] = {}
    for r, row in enumerate(data["row"]):
        for c, column in sorted(columns.items()):
            cell = row["cells"][c]
            number = None if cell == "<" else printed(cell)
            if number is None or not ("name" in row or "place" in row or "period" in row):
                continue
            role = column.get("role", row.get("role", "level"))
            kind = column.get("kind", row.get("kind"))
            factor = column.get("factor", row.get("factor", 1))
            name = column.get("name", "{row}").replace("{row}", row.get("name", "")).strip()
            at[r, c] = len(content.gold)
            content.gold.append(
                Gold(
                    number,
                    number * factor,
                    kind,
                    name,
                    column.get("period", row.get("period")),
                    column.get("place", row.get("place", data["place"])),
                    column.get("status", "actual"),
                    role,
                    None,
                    (r, c),
                )
            )
    for (r, c), n in at.items():
        gold = content.gold[n]
        if gold.role != "level" or gold.kind not in ADDITIVE:
            continue
        row_part, column_part = data["row"][r].get("part"), columns[c].get("whole")
        wholes = [at.get((row_part, c)) if row_part is not None else None, at.get((r, column_part)) if column_part is not None else None]
        if columns[c].get("first") == "column":
            wholes.reverse()
        gold.part_of = next((w for w in wholes if w is not None), None)
    return content


def contents() -> list[Content]:
    return [read(path) for path in sorted(FOLDER.glob("*.toml"))]


def _generated(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The long lists: figures by a fixed rule, so that they vary and the file stays short."""
    spec = data["generate"]
    return _projects(spec) if "total" in spec else _communes(spec)


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _communes(spec: dict[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    groups = len(spec["groups"])
    per = -(-len(spec["rows"]) // groups)
    number = 0
    for g, group in enumerate(spec["groups"]):
        rows.append({"cells": [("I", "II", "III")[g], group, "<", "<", "<", "<"]})
        for k, name in enumerate(spec["rows"][g * per : (g + 1) * per]):
            number += 1
            seed = (number * 7919) % 97
            cells = [
                str(k + 1),
                name,
                str(10 + seed % 10),
                f"{22 + seed % 19},{seed % 10}",
                f"{2 + seed % 7},{(seed * 37) % 100:02}",
                _thousands(4100 + seed * 153),
            ]
            rows.append({"cells": cells, "place": name[0].lower() + name[1:], "period": spec["period"]})
    return rows


def _projects(spec: dict[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    sums = [0, 0, 0]
    for k, name in enumerate(spec["rows"]):
        seed = (k * 6151 + 13) % 101
        plan = 3000 + seed * 211
        whole, paid = plan * 3 + seed * 17, plan * (35 + seed % 50) // 100
        sums = [sums[0] + whole, sums[1] + plan, sums[2] + paid]
        rows.append(
            {
                "cells": [str(k + 1), name, *map(_thousands, (whole, plan, paid)), f"{100 * paid / plan:.1f}".replace(".", ",")],
                "name": name,
                "part": 0,
            }
        )
    total = ["", spec["total"], *map(_thousands, sums), f"{100 * sums[2] / sums[1]:.1f}".replace(".", ",")]
    rows.insert(0, {"cells": total, "name": ""})
    return rows
