#!/usr/bin/env bash
# The main job on bundled documents: one report as a table, its money figures, and one indicator over six periods.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p "$OUT"
"$BAOCAO" extract corpus/series/ha-nam-ldtbxh-2018.txt
"$BAOCAO" extract corpus/series/*.txt --format jsonl -o "$OUT/series.jsonl"
"$PYTHON" examples/series.py "$OUT/series.jsonl"
# The archive as one database: imported, searched without diacritics, one figure through the years with its conflict flagged, and its chart.
rm -f "$OUT"/history.db*
# A scan needs Tesseract: without it that file is told as failed (exit code 3), and the others are there.
"$BAOCAO" import corpus --db "$OUT/history.db" || [ $? -eq 3 ]
"$BAOCAO" search "ho ngheo ha nam" --db "$OUT/history.db" --limit 3
echo
if "$PYTHON" -c "import altair, vl_convert" 2>/dev/null; then chart=(--chart "$OUT/ho-ngheo.svg"); else chart=(); fi
"$BAOCAO" history "ho ngheo" --province "ha nam" --db "$OUT/history.db" "${chart[@]}"
"$BAOCAO" history "tỷ lệ hộ nghèo" --province "Hà Nam" --from 2015 --to 2020 --db "$OUT/history.db"
