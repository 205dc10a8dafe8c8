"""Writes docs/catalogue.md from patterns/catalogue/; a test keeps the page true.

python scripts/catalogue_page.py
"""

from __future__ import annotations

from pathlib import Path

from baocao_extract.indicators.concept_names import Concept, catalogue
from baocao_extract.patterns import load

PAGE = Path(__file__).resolve().parents[1] / "docs" / "catalogue.md"
HEAD = """# The catalogue of concepts

Made by `scripts/catalogue_page.py` from `patterns/catalogue/`; do not edit it here.

A concept is one thing that reports count or measure, whatever they call it. Every figure that speaks of one has its id in `concept`
and, in `dimensions`, what the figure is broken down by.

- A **stock** is as of a day, a **flow** over a period; counts and amounts of both may be added over places. A **ratio** (a rate, a price, an
  average, an index) never may.
- A level and a rate are concepts of their own (`poverty.households`, `poverty.rate`). A figure of role `change` has the concept of what
  changes: growth of GRDP is `economy.grdp` with the role `change`. A share of a plan or of another time has none.
- `codes` name the indicator of a national list that measures the same, with the day from which that list was in force.
- A figure without a concept has none in the JSON; `baocao_extract.indicators.catalogue.key(name, kind)` gives it a stable key (`key:…`).

**Rows.** One file per field. Besides the keys of every row (`id`, `words`, `examples`, `not`): `label_vi`, `label_en`, `definition`, `kind` (the
kinds that its levels may have), `unit` (canonical), `measure`; and, where wanted, `loose` (wordings that count only below one of `heading`: a
section title, the document's title or what stands before in the paragraph), `with` (words that may stand beside a wording), `without` (words that
must not stand near), `per` (what a unit per time must hold), `open` (how many words of another kind, a variety or brand, may stand beside),
`dimensions`, `codes`, `share` (the concept of its share of the whole) and `never` (names that must not be given it).
`baocao patterns check` proves that every wording is given its own concept and no `never` is. Words that names are read past, short
forms and the values of dimensions are in `patterns/concept_words.toml`.
"""


def page() -> str:
    concepts = list(catalogue(load()).concepts.values())
    parts = [HEAD, f"\n{len(concepts)} concepts.\n"]
    for field in dict.fromkeys(c.row.origin for c in concepts):
        parts.append(
            f"\n## {field.removesuffix('.toml')}\n\n| id | label | English | unit | measure | dimensions |\n| --- | --- | --- | --- | --- | --- |\n"
        )
        parts += [_line(c) for c in concepts if c.row.origin == field]
    coded = [c for c in concepts if c.codes]
    parts.append("\n## Codes\n\n| id | system | code | valid from |\n| --- | --- | --- | --- |\n")
    parts += [f"| `{c.id}` | {code['system']} | {code['code']} | {code['valid_from']} |\n" for c in coded for code in c.codes]
    return "".join(parts)


def _line(c: Concept) -> str:
    return f"| `{c.id}` | {c.label_vi} | {c.label_en}. {c.definition} | {c.unit} | {c.measure} | {', '.join(c.dimensions)} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
