"""Facts as SDMX-CSV 2.0 (`data.csv`) with the structure that it names (`structure.json`, SDMX-JSON 2.0 structure message)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

from baocao_extract.history import periods
from baocao_extract.history.folding import folded
from baocao_extract.model import Kind, Modifier, Role, Status

AGENCY, FLOW, STRUCTURE, VERSION = "BAOCAO", "BAOCAO_FACTS", "DSD_BAOCAO_FACTS", "1.0.0"
# OBS_ID is a dimension: several documents state the same thing, and none of them is dropped.
DIMENSIONS = ("REF_AREA", "INDICATOR", "KIND", "ROLE", "OBS_STATUS_STATED", "OBS_ID", "TIME_PERIOD")
ATTRIBUTES = (
    "UNIT_MEASURE", "UPPER_VALUE", "MODIFIER", "REF_PERIOD", "REF_AREA_NAME", "INDICATOR_NAME", "CORRECTED", "QUOTE", "SOURCE_SHA256",
    "SOURCE_PATH", "SOURCE_NUMBER", "SOURCE_DATE", "SOURCE_ISSUER", "SOURCE_START", "SOURCE_END",
)  # fmt: skip
_CODED = {"KIND": get_args(Kind), "ROLE": get_args(Role), "OBS_STATUS_STATED": get_args(Status), "MODIFIER": get_args(Modifier)}
_TYPES = {"TIME_PERIOD": "ObservationalTimePeriod", "OBS_VALUE": "Double", "UPPER_VALUE": "Double", "CORRECTED": "Boolean"}
_SCHEMA = (
    "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/develop/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json"
)
_NO_AREA = "_Z"


def write(folder: Path, facts: Iterable[dict[str, Any]], prepared: str) -> None:
    """Writes both files; `prepared` is the moment (ISO 8601) that the structure names as its own.

    Facts without a period have none that SDMX could name, and stay out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    areas: dict[str, str] = {}
    indicators: dict[str, str] = {}
    with (folder / "data.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["STRUCTURE", "STRUCTURE_ID", "ACTION", *DIMENSIONS, "OBS_VALUE", *ATTRIBUTES])
        for fact in facts:
            time = periods.code(fact["period"])
            if time is None:
                continue
            # Places of one name lie in many provinces.
            where = ", ".join(dict.fromkeys(filter(None, (fact["place"], fact["province"]))))
            area, indicator = code(where), code(fact["concept"])
            areas.setdefault(area, where or "not stated")
            indicators.setdefault(indicator, fact["name"] or fact["concept"])
            writer.writerow([
                "dataflow", f"{AGENCY}:{FLOW}({VERSION})", "I", area, indicator, fact["kind"], fact["role"], fact["status"],
                fact["indicator_id"], time, _number(fact["value"]), fact["value_unit"], _number(fact["upper"]), fact["modifier"], fact["period"],
                fact["place"], fact["name"], "true" if fact["is_corrected"] else "false", " ".join(fact["quote"].split()), fact["sha256"],
                fact["path"], fact["document_number"], fact["document_date"], fact["issuer"], fact["start"], fact["stop"],
            ])  # fmt: skip
    message = json.dumps(_structure(areas, indicators, prepared), ensure_ascii=False, indent=2)
    (folder / "structure.json").write_text(message + "\n", encoding="utf-8")


def code(text: str | None) -> str:
    """An SDMX identifier of a place or a concept."""
    return "_".join(folded(text or "").upper().split()) or _NO_AREA


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def _structure(areas: dict[str, str], indicators: dict[str, str], prepared: str) -> dict[str, Any]:
    lists = {"REF_AREA": areas, "INDICATOR": indicators} | {name: {c: c for c in codes} for name, codes in _CODED.items()}
    concepts = [*DIMENSIONS, "OBS_VALUE", *ATTRIBUTES]

    def urn(kind: str, name: str, item: str = "") -> str:
        return f"urn:sdmx:org.sdmx.infomodel.{kind}={AGENCY}:{name}({VERSION}){item}"

    def component(name: str) -> dict[str, Any]:
        out: dict[str, Any] = {"id": name, "conceptIdentity": urn("conceptscheme.Concept", "CS_BAOCAO", f".{name}")}
        if name in lists:
            out["localRepresentation"] = {"enumeration": urn("codelist.Codelist", f"CL_{name}")}
        elif name in _TYPES:
            out["localRepresentation"] = {"format": {"dataType": _TYPES[name]}}
        return out

    def named(name: str, label: str) -> dict[str, Any]:
        return {"id": name, "agencyID": AGENCY, "version": VERSION, "name": label}

    dimensions = [component(d) | {"position": n} for n, d in enumerate(DIMENSIONS[:-1], 1)]
    attributes = [component(a) | {"usage": "optional", "attributeRelationship": {"observation": {}}} for a in ATTRIBUTES]
    structure = named(STRUCTURE, "Facts out of reports") | {
        "dataStructureComponents": {
            "dimensionList": {"id": "DimensionDescriptor", "dimensions": dimensions, "timeDimension": component("TIME_PERIOD")},
            "measureList": {"id": "MeasureDescriptor", "measures": [component("OBS_VALUE")]},
            "attributeList": {"id": "AttributeDescriptor", "attributes": attributes},
        }
    }
    return {
        "meta": {"schema": _SCHEMA, "id": "BAOCAO", "test": False, "prepared": prepared, "sender": {"id": AGENCY}},
        "data": {
            "conceptSchemes": [named("CS_BAOCAO", "Concepts") | {"concepts": [{"id": c, "name": c.replace("_", " ").lower()} for c in concepts]}],
            "codelists": [
                named(f"CL_{name}", name) | {"codes": [{"id": c, "name": label} for c, label in sorted(codes.items())]}
                for name, codes in lists.items()
            ],
            "dataStructures": [structure],
            "dataflows": [named(FLOW, "Facts out of reports") | {"structure": urn("datastructure.DataStructure", STRUCTURE)}],
        },
    }  # fmt: skip
