"""A series as a picture: Altair draws it, vl-convert writes it without a browser and without the network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from baocao_extract.errors import MissingExtra, NothingFound
from baocao_extract.history import periods
from baocao_extract.history.series import Series

FORMATS = (".svg", ".png", ".html")


def write(series: Series, target: str | Path) -> None:
    """Writes a chart; the file's ending (.svg, .png, .html) says which kind. Needs the extra `chart`."""
    try:
        import altair
        import vl_convert
    except ImportError:
        raise MissingExtra("a chart needs altair and vl-convert-python", "pip install 'baocao-extract[chart]'") from None
    rows = _rows(series)
    if not rows:
        raise NothingFound("there is no figure to draw", "widen the years or the place")
    path = Path(target)
    chart = _chart(altair, series, rows).to_dict()
    if path.suffix == ".svg":
        path.write_text(vl_convert.vegalite_to_svg(chart), encoding="utf-8")
    elif path.suffix == ".png":
        path.write_bytes(vl_convert.vegalite_to_png(chart, scale=2))
    elif path.suffix == ".html":
        # With the JavaScript inside: the page works offline.
        path.write_text(vl_convert.vegalite_to_html(chart, bundle=True), encoding="utf-8")
    else:
        raise MissingExtra(f"{path.name}: a chart is written to {', '.join(FORMATS)}", "give the file one of these endings")


def _rows(series: Series) -> list[dict[str, Any]]:
    out = []
    for point in series.points:
        end = periods.end(point.period)
        for status, statements in point.statements.items():
            for n, statement in enumerate(statements):
                out.append({
                    "end": f"{end}T00:00:00", "period": point.period, "value": statement.value, "status": status, "counts": n == 0,
                    "conflict": point.conflict or "", "documents": ", ".join(s.document_number or s.path or "" for s in statement.sources),
                })  # fmt: skip
    return out


def _chart(altair: Any, series: Series, rows: list[dict[str, Any]]) -> Any:
    x = altair.X("end:T", title=None, axis=altair.Axis(format="%m/%Y"))
    y = altair.Y("value:Q", title=series.unit, scale=altair.Scale(zero=False))
    base = altair.Chart(altair.Data(values=rows)).encode(x=x, y=y, tooltip=["period:N", "value:Q", "status:N", "conflict:N", "documents:N"])
    line = base.transform_filter("datum.counts && datum.status == 'actual'").mark_line(color="#4477aa")
    dots = base.transform_filter("datum.counts").mark_point(filled=True, size=60).encode(color=altair.Color("status:N", title=None))
    doubted = base.transform_filter("datum.conflict != ''").mark_point(size=180, color="#cc3311", strokeWidth=2)
    title = f"{series.label} ({series.unit})" + (f", {series.place}" if series.place else "")
    return altair.layer(line, dots, doubted).properties(title=title, width=640, height=320)
