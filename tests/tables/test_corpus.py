"""The table corpus: what is rendered of its contents is read back, in text and out of files."""

import sys
from pathlib import Path

import pytest

from baocao_extract import extract, extract_text

ROOT = Path(__file__).resolve().parents[2]
RENDERED = ROOT / "corpus" / "tables" / "rendered"
sys.path.insert(0, str(ROOT / "scripts"))

from measure_tables import f1, score  # noqa: E402
from render_tables import TEXTS, stackable, text_stacked  # noqa: E402
from table_corpus import contents  # noqa: E402

CONTENTS = {c.name: c for c in contents()}


@pytest.mark.parametrize("form", ["bars.txt", "tabs.txt", "spaces.txt"])
def test_tables_in_plain_text(form):
    counts = [score(c, extract_text(TEXTS[form](c)), 0, "") for c in CONTENTS.values()]
    assert f1(*(sum(column) for column in zip(*counts, strict=True))) >= 0.98


def test_tables_with_one_cell_a_line():
    chosen = [c for c in CONTENTS.values() if stackable(c)]
    counts = [score(c, extract_text(text_stacked(c)), 0, "") for c in chosen]
    assert len(chosen) >= 3
    assert f1(*(sum(column) for column in zip(*counts, strict=True))) >= 0.98


@pytest.mark.parametrize("path", sorted(RENDERED.glob("*.pdf")), ids=lambda p: p.name)
def test_tables_of_pdf_files_with_and_without_rulings(path):
    pytest.importorskip("pypdfium2", reason="PDF files need the extra pdf")
    pytest.importorskip("pdfplumber", reason="ruled tables of PDF files need the extra pdf")
    content = CONTENTS[path.name.partition(".")[0]]
    document = extract(path)
    assert len(document.tables) == 1, "pages are joined"
    assert f1(*score(content, document, 0, "")) >= (0.98 if ".ruled." in path.name else 0.95)
    assert all(document.text[i.start : i.end] == i.quote for i in document.indicators)
    assert {s.page for s in document.tables[0].spots} == {i.page for i in document.indicators if i.table is not None}
    assert all(i.bbox is not None for i in document.indicators)
