"""F1 of the facts read from the rendered table corpus: python scripts/measure_tables.py FOLDER [--misses N] [--only WORD]."""

from __future__ import annotations

import argparse
import difflib
import re
from collections import defaultdict
from pathlib import Path

from table_corpus import Content, Gold, contents

from baocao_extract import extract
from baocao_extract.errors import BaocaoError
from baocao_extract.evaluation.alike import name_f1, same_place, same_value
from baocao_extract.model import Document, Indicator

FIELDS = ("value", "kind", "status", "role", "period", "place", "part_of", "name")


def raw(quote: str) -> float:
    digits = re.sub(r"[^0-9.,-]", "", quote.replace(" ", ""))
    if re.fullmatch(r"-?[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})", digits):
        return abs(float(digits))
    bare = digits.replace(".", "").replace(",", ".").strip("-")
    try:
        return abs(float(bare))
    except ValueError:
        return -1.0


def wrong(gold: Gold, got: Indicator, pairs: dict[int, int]) -> list[str]:
    """The fields that differ."""
    tests = {
        "value": same_value((gold.value,), got.value, got.upper), "kind": gold.kind == got.kind, "status": gold.status == got.status,
        "role": gold.role == got.role, "period": gold.period == got.period, "place": same_place(gold.place, got.place),
        "part_of": (pairs.get(got.part_of, -2) if got.part_of is not None else None) == gold.part_of,
        "name": not gold.name or name_f1(gold.name, got.name) >= 0.5,
    }  # fmt: skip
    return [f for f in FIELDS if not tests[f]]


def score(content: Content, document: Document, misses: int, label: str) -> tuple[int, int, int]:
    got = [i for i in document.indicators if i.table is not None]
    a, b = [abs(g.printed) for g in content.gold], [raw(i.quote) for i in got]
    pairs: dict[int, int] = {}
    for block in difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        pairs.update({got[block.b + k].id: block.a + k for k in range(block.size)})
    right, shown = 0, 0
    for indicator in got:
        n = pairs.get(indicator.id)
        faults = ["extra"] if n is None else wrong(content.gold[n], indicator, pairs)
        right += not faults
        if faults and shown < misses:
            shown += 1
            gold = content.gold[n] if n is not None else None
            print(f"  {label}: {indicator.quote!r} {faults}\n     got  {brief(indicator)}\n     gold {gold}")
    found = set(pairs.values())
    lost = [g for k, g in enumerate(content.gold) if k not in found]
    if lost and misses:
        print(f"  {label}: {len(lost)} not found, first {lost[0]}")
    return right, len(content.gold), len(got)


def brief(i: Indicator) -> str:
    return f"{i.value:g} {i.kind} {i.unit!r} {i.name!r} {i.period} {i.place!r} {i.status} {i.role} part_of={i.part_of}"


def f1(right: int, gold: int, got: int) -> float:
    return 2 * right / (gold + got) if gold + got else 0.0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    joined: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for content in contents():
        for path in sorted(options.folder.glob(f"{content.name}.*")):
            form = path.name.removeprefix(content.name + ".")
            if options.only not in path.name:
                continue
            try:
                document = extract(path)
            except BaocaoError as fault:
                print(f"{path.name}: {fault}")
                continue
            counts = score(content, document, options.misses, path.name)
            for key in (f"format {form}", f"shape {content.shape}", "all"):
                sums[key] = [x + y for x, y in zip(sums[key], counts, strict=True)]
            if content.pages > 1:
                joined[form][0] += len(document.tables) == 1
                joined[form][1] += 1
            if f1(*counts) < 1:
                print(f"{path.name:40} F1 {f1(*counts):.3f}  right {counts[0]} of {counts[1]}, given {counts[2]}")
    for key, counts in sorted(sums.items()):
        print(f"{key:34} F1 {f1(*counts):.3f}  right {counts[0]} of {counts[1]}, given {counts[2]}")
    for form, (whole, of) in sorted(joined.items()):
        print(f"joined over pages, {form:15} {whole} of {of}")


if __name__ == "__main__":
    main()
