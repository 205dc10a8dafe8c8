"""The provinces and districts of Vietnam by name: what a capitalised name may be."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from baocao_extract.language.folding import canonical
from baocao_extract.patterns import Patterns, folder


@dataclass(frozen=True)
class Gazetteer:
    """`provinces`: canonical name or alias → name as written officially. `districts`: canonical name → its province, where only one has it."""

    provinces: dict[str, str]
    districts: dict[str, str]


@functools.cache
def gazetteer(patterns: Patterns) -> Gazetteer:
    provinces = {w: title(w) for w in patterns.words("places", use="province")}
    provinces |= {w: provinces[r["official"]] for r in patterns.rows("places", use="alias") for w in r.words}
    districts: dict[str, str] = {}
    path = folder() / "places" / "districts.tsv"
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                name, _, province = line.partition("\t")
                districts[canonical(name)] = province
    return Gazetteer(provinces, districts)


def title(name: str) -> str:
    """Each word with a capital, as names are written."""
    return " ".join(w[:1].upper() + w[1:] for w in name.split(" "))
