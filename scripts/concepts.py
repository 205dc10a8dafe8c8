"""How rightly figures are linked to the concepts of the catalogue, against labels that people wrote.

    python scripts/concepts.py corpus corpus/concepts.json [--misses]

The labels are `{doc: {index of the annotated quantity: concept id}}`; a quantity without a label speaks of no concept of the
catalogue. Measured are the quantities that were found: precision over those given a concept, recall over those with a label.
Exit code 1 below the floors of precision 0.97 and recall 0.85.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from baocao_extract import extract_text
from baocao_extract.evaluation import gold, scoring

PRECISION, RECALL = 0.97, 0.85


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="a folder of gold documents")
    parser.add_argument("labels", type=Path, help="the JSON file of labels")
    parser.add_argument("--misses", action="store_true", help="print every figure that is wrong")
    options = parser.parse_args()
    labels = json.loads(options.labels.read_text(encoding="utf-8"))
    right = given = wanted = labelled = found = 0
    for document in gold.read([options.gold]):
        if document.name not in labels:
            continue  # nobody has labelled it
        mine = labels[document.name]
        for index, verdict in enumerate(scoring.score(document, extract_text(document.text)).verdicts):
            label = mine.get(str(index))
            labelled += label is not None
            if verdict.indicator is None:
                continue
            found += 1
            got = verdict.indicator.concept
            right += got is not None and got == label
            given += got is not None
            wanted += label is not None
            if options.misses and got != label:
                fact, i = verdict.fact, verdict.indicator
                print(f"{document.name} {index}: wanted {label}, got {got}: {i.name!r} ({fact.name!r}) {i.quote!r} {i.kind} {i.role}")
    precision, recall = right / given if given else 1.0, right / wanted if wanted else 1.0
    print(f"{options.gold.name}: {found} figures found, {wanted} of {labelled} labelled ones among them")
    print(f"  precision {precision:.4f} ({right} of {given} given a concept), recall {recall:.4f} ({right} of {wanted})")
    return int(precision < PRECISION or recall < RECALL)


if __name__ == "__main__":
    sys.exit(main())
