#!/usr/bin/env bash
# What the program does, on the corpus: a table, a filtered view, a series over six periods. Run by `make demo`.
set -euo pipefail
: "${BAOCAO:=baocao}" "${PYTHON:=python3}" "${OUT:=build/demo}"
mkdir -p "$OUT"

say() { printf '\n== %s\n\n' "$*"; }

say "1. One report as a table (the first lines): baocao extract corpus/departments/phu-tho-so-yte-2023-q3.txt"
"$BAOCAO" extract corpus/departments/phu-tho-so-yte-2023-q3.txt > "$OUT/table.txt"
head -n 24 "$OUT/table.txt"
tail -n 1 "$OUT/table.txt"

say "2. What the whole corpus plans to spend or collect: baocao extract corpus/*/*.txt --format jsonl, then kind=money status=plan"
"$BAOCAO" extract corpus/*/*.txt --format jsonl --output "$OUT/figures.jsonl"
"$PYTHON" examples/filter.py "$OUT/figures.jsonl" kind=money status=plan

say "3. One indicator over six reports of one department: baocao extract corpus/series/*.txt --format json"
"$BAOCAO" extract corpus/series/*.txt --format json --output "$OUT/series.json"
"$PYTHON" examples/series.py "$OUT/series.json" số người lao động có việc làm

say "All of it lies in $OUT. Every figure knows its place: text[start:end] is the quote."
