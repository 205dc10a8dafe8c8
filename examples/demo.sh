#!/usr/bin/env bash
# The main job on bundled documents: one report as a table, its money figures, and one indicator over six periods.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p "$OUT"
"$BAOCAO" extract corpus/series/ha-nam-ldtbxh-2018.txt
"$BAOCAO" extract corpus/series/*.txt --format jsonl -o "$OUT/series.jsonl"
"$PYTHON" examples/series.py "$OUT/series.jsonl"
