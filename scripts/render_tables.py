"""Renders the table corpus: python scripts/render_tables.py OUT [NAME…]; with --gold, what corpus/tables holds of it.

Needs python-docx, openpyxl and reportlab, and a font with Vietnamese letters.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from table_corpus import Content, contents, printed

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


@dataclass(slots=True)
class Merged:
    """A cell with how many rows and columns it covers."""

    text: str
    row: int
    column: int
    rows: int
    columns: int


def merged(rows: list[list[str]]) -> Iterator[Merged]:
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            wide = 1
            while c + wide < len(row) and row[c + wide] == "<":
                wide += 1
            tall = 1
            while r + tall < len(rows) and rows[r + tall][c] == "^":
                tall += 1
            yield Merged(text, r, c, tall, wide)


def text_bars(content: Content) -> str:
    rows = content.heading + content.rows
    body = ["| " + " | ".join("" if t in ("<", "^") else t for t in row) + " |" for row in rows]
    body.insert(len(content.heading), "|" + "---|" * len(rows[0]))
    return _document(content, body)


def text_tabs(content: Content) -> str:
    return _document(content, ["\t".join("" if t in ("<", "^") else t for t in row) for row in content.heading + content.rows])


def text_spaces(content: Content) -> str:
    rows = content.heading + content.rows
    single = [[t if t not in ("<", "^") else "" for t in row] for row in rows]
    shown = [list(row) for row in single]
    wide = {(m.row, m.column) for m in merged(rows) if m.columns > 1}
    widths = [max(len(row[c]) for r, row in enumerate(shown) if (r, c) not in wide) for c in range(len(rows[0]))]
    for m in merged(rows):
        if m.columns > 1 and m.row < len(content.heading):
            short = len(m.text) - sum(widths[m.column : m.column + m.columns]) - 3 * (m.columns - 1)
            widths[m.column + m.columns - 1] += max(0, short)
    body = []
    for r, row in enumerate(shown):
        line = ""
        for c, cell in enumerate(row):
            start = sum(widths[:c]) + 3 * c
            number = printed(cell) is not None
            line = line.ljust(start) + (cell.rjust(widths[c]) if number else cell)
        body.append(line.rstrip())
        if r == len(content.heading) - 1:
            body.append("-" * (sum(widths) + 3 * len(widths)))
    return _document(content, body)


def text_stacked(content: Content) -> str:
    heading = content.heading[0]
    body = [*heading, *[cell for row in content.rows for cell in row if cell != "<"]]
    return _document(content, body)


def _document(content: Content, body: list[str]) -> str:
    return "\n".join([*content.head, *content.caption, "", *body, "", *content.after, ""])


def html_page(content: Content) -> str:
    rows = content.heading + content.rows
    out = [
        f"<!doctype html><html lang='vi'><head><meta charset='utf-8'><title>{html.escape(content.head[-2])}</title></head><body><article>"
    ]
    out += [f"<p>{html.escape(line)}</p>" for line in content.head + content.caption if line]
    out.append("<table border='1'>")
    by_row: dict[int, list[Merged]] = {}
    for cell in merged(rows):
        by_row.setdefault(cell.row, []).append(cell)
    for r in range(len(rows)):
        tag = "th" if r < len(content.heading) else "td"
        cells = (f"<{tag} rowspan='{m.rows}' colspan='{m.columns}'>{html.escape(m.text)}</{tag}>" for m in by_row.get(r, []))
        out.append("<tr>" + "".join(cells) + "</tr>")
    out += ["</table>", *[f"<p>{html.escape(line)}</p>" for line in content.after], "</article></body></html>"]
    return "\n".join(out)


def docx(content: Content, path: Path) -> None:
    import docx as word

    document = word.Document()
    for line in content.head + content.caption:
        document.add_paragraph(line)
    rows = content.heading + content.rows
    table = document.add_table(len(rows), len(rows[0]))
    table.style = "Table Grid"
    for m in merged(rows):
        cell = table.cell(m.row, m.column)
        if m.rows > 1 or m.columns > 1:
            cell = cell.merge(table.cell(m.row + m.rows - 1, m.column + m.columns - 1))
        cell.text = m.text
    for line in content.after:
        document.add_paragraph(line)
    document.save(str(path))


def xlsx(content: Content, path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Phụ lục"
    width = len(content.heading[0])
    r = 1
    for line in content.head + content.caption:
        sheet.cell(r, 1, line)
        sheet.merge_cells(start_row=r, start_column=1, end_row=r, end_column=width)
        r += 1
    for m in merged(content.heading + content.rows):
        number = printed(m.text) if m.row >= len(content.heading) and m.column > 0 else None
        cell = sheet.cell(r + m.row, 1 + m.column, m.text if number is None else number)
        if number is not None:
            places = len(m.text.partition(",")[2].strip(")"))
            cell.number_format = "#,##0" + ("." + "0" * places if places else "")
        if m.rows > 1 or m.columns > 1:
            sheet.merge_cells(
                start_row=r + m.row, start_column=1 + m.column, end_row=r + m.row + m.rows - 1, end_column=m.column + m.columns
            )
    r += len(content.heading) + len(content.rows)
    for line in content.after:
        sheet.cell(r, 1, line)
        r += 1
    book.save(path)


def pdf(content: Content, path: Path, *, ruled: bool) -> None:
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

    pdfmetrics.registerFont(TTFont("Body", str(FONT)))
    style = ParagraphStyle("body", fontName="Body", fontSize=8, leading=10)
    rows = content.heading + content.rows
    right = ParagraphStyle("right", parent=style, alignment=2)
    cells = [
        ["" if t in ("<", "^") else Paragraph(html.escape(t), right if printed(t) is not None and c else style) for c, t in enumerate(row)]
        for row in rows
    ]
    spans = [
        ("SPAN", (m.column, m.row), (m.column + m.columns - 1, m.row + m.rows - 1)) for m in merged(rows) if m.rows > 1 or m.columns > 1
    ]
    wide = len(rows[0]) > 7
    widths = _widths(rows, 761 if wide else 515)
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else []
    # a list over three pages has rows high enough to fill them
    pad = 14 if content.pages > 1 else 2
    table = LongTable(cells, colWidths=widths, repeatRows=len(content.heading))
    table.setStyle(
        TableStyle(
            [
                *grid,
                *spans,
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), pad),
                ("BOTTOMPADDING", (0, 0), (-1, -1), pad),
            ]
        )
    )
    above = [Paragraph(html.escape(line) or "&nbsp;", style) for line in content.head + content.caption]
    below = [Paragraph(html.escape(line), style) for line in content.after]
    SimpleDocTemplate(str(path), pagesize=landscape(A4) if wide else A4, leftMargin=40, rightMargin=40, invariant=1).build(
        [*above, table, *below]
    )


def _widths(rows: list[list[str]], total: float) -> list[float]:
    """Wide enough for the longest word of each column; what is left goes to those with the longest texts."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    own = [[row[c] for row in rows if row[c] not in ("<", "^") and (c + 1 >= len(row) or row[c + 1] != "<")] for c in range(len(rows[0]))]
    least = [max([stringWidth(word, "Body", 8) for text in texts for word in text.split()] or [10.0]) + 14 for texts in own]
    wanted = [
        max(0.0, min(150.0, max([stringWidth(text, "Body", 8) for text in texts] or [0.0])) + 14 - low)
        for texts, low in zip(own, least, strict=True)
    ]
    left = max(0.0, total - sum(least))
    share = min(1.0, left / sum(wanted)) if sum(wanted) else 0.0
    return [low + share * more for low, more in zip(least, wanted, strict=True)]


TEXTS: dict[str, Callable[[Content], str]] = {"bars.txt": text_bars, "tabs.txt": text_tabs, "spaces.txt": text_spaces, "html": html_page}
FILES: dict[str, Callable[[Content, Path], None]] = {
    "docx": docx,
    "xlsx": xlsx,
    "ruled.pdf": lambda content, path: pdf(content, path, ruled=True),
    "unruled.pdf": lambda content, path: pdf(content, path, ruled=False),
}


def stackable(content: Content) -> bool:
    """One cell a line needs a heading of one row and no empty cell."""
    return len(content.heading) == 1 and content.heading[0][0] in ("STT", "TT") and all(cell for row in content.rows for cell in row)


# What is checked in: texts with their gold for `baocao evaluate`, and a file of each other format for the tests.
GOLD_TEXTS = {
    "plan-labour": text_bars, "district-columns": text_spaces, "price-market": text_tabs, "heading-schools": text_bars,
    "text-statistics": text_spaces,
}  # fmt: skip
RENDERED = (
    "price-market.docx", "district-columns.xlsx", "heading-schools.html", "plan-labour.ruled.pdf", "heading-livestock.unruled.pdf",
    "long-communes.ruled.pdf", "long-projects.unruled.pdf",
)  # fmt: skip


def gold(content: Content, text: str) -> dict[str, object]:
    """The gold document of a text whose last rows are those of the table, one a line."""
    lines = text.split("\n")
    first = len(lines) - len(content.rows) - len(content.after) - 2
    starts = [sum(len(line) + 1 for line in lines[:k]) for k in range(first, first + len(content.rows))]
    quantities = []
    cursor: dict[int, tuple[int, int]] = {}
    for fact in content.gold:
        r, c = fact.cell
        line = lines[first + r]
        # the cells stand in their order: each is looked for behind the one before it
        done, at = cursor.get(r, (-1, 0))
        for k in range(done + 1, c + 1):
            cell = "" if content.rows[r][k] == "<" else content.rows[r][k]
            at = line.index(cell, at) + (len(cell) if k < c else 0)
        cell = content.rows[r][c]
        quote = re.sub(r"[()]", "", cell)
        start = starts[r] + at + cell.index(quote)
        cursor[r] = (c, at + len(cell))
        assert text[start : start + len(quote)] == quote
        anchor = line.strip()
        quantities.append({
            "anchor": anchor, "quote": quote, "value": fact.value, "kind": fact.kind, "unit": fact.kind, "name": fact.name or "tổng số", "period": fact.period,
            "place": fact.place, "status": fact.status, "modifier": "exact", "role": fact.role, "part_of": fact.part_of, "start": start,
            "end": start + len(quote),
        })  # fmt: skip
    name = f"table-{content.name}"
    return {"doc": name, "text_file": f"{name}.txt", "kind": "report", "metadata": {}, "sections": [], "quantities": quantities}


def keep() -> None:
    folder = Path(__file__).resolve().parents[1] / "corpus" / "tables"
    (folder / "rendered").mkdir(exist_ok=True)
    for content in contents():
        if (write := GOLD_TEXTS.get(content.name)) is not None:
            text = write(content)
            (folder / f"table-{content.name}.txt").write_text(text, encoding="utf-8")
            document = json.dumps(gold(content, text), ensure_ascii=False, indent=1)
            (folder / f"table-{content.name}.json").write_text(document + "\n", encoding="utf-8")
        for name in RENDERED:
            own, _, suffix = name.partition(".")
            if own == content.name:
                if suffix in TEXTS:
                    (folder / "rendered" / name).write_text(TEXTS[suffix](content), encoding="utf-8")
                else:
                    FILES[suffix](content, folder / "rendered" / name)


def main() -> None:
    if sys.argv[1] == "--gold":
        keep()
        return
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for content in contents():
        if sys.argv[2:] and content.name not in sys.argv[2:]:
            continue
        for suffix, write in TEXTS.items():
            (out / f"{content.name}.{suffix}").write_text(write(content), encoding="utf-8")
        if stackable(content):
            (out / f"{content.name}.stacked.txt").write_text(text_stacked(content), encoding="utf-8")
        for suffix, save in FILES.items():
            save(content, out / f"{content.name}.{suffix}")


if __name__ == "__main__":
    main()
