"""The marked copy of a PDF file."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import typeset
from test_pdf import REPORT, turned
from typer.testing import CliRunner

from baocao_extract import extract
from baocao_extract.annotate import COLOURS, annotated, note
from baocao_extract.cli.app import app
from baocao_extract.errors import UnreadableInput


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_every_figure_is_marked_where_it_stands_in_the_colour_of_its_kind(rotate: int) -> None:
    data = turned(typeset.report(REPORT), rotate)
    document = extract(data)
    before = pypdfium2.PdfDocument(data)[0]
    with pikepdf.open(io.BytesIO(annotated(data, document))) as file:
        marks = list(file.pages[0].obj.Annots)
        assert [str(m.NM) for m in marks] == [f"indicator-{i.id}" for i in document.indicators]
        for mark, indicator in zip(marks, document.indicators, strict=True):
            again = before.get_textpage().get_text_bounded(*(float(v) for v in mark.Rect))
            assert set(indicator.quote) - {" "} <= set(again)
            assert [float(v) for v in mark.C] == pytest.approx(COLOURS.get(indicator.kind, (1.0, 0.86, 0.2)))
            assert str(mark.Contents) == note(indicator)


def test_the_note_says_what_was_understood() -> None:
    document = extract(typeset.report(REPORT))
    money = next(i for i in document.indicators if i.kind == "money")
    assert "value: 67890" in note(money)
    assert "period: 2021-04-01/2021-06-30" in note(money)
    assert "status: actual" in note(money)


def test_the_text_of_the_copy_is_that_of_the_file() -> None:
    data = typeset.report(REPORT)
    assert extract(annotated(data, extract(data))).text == extract(data).text


def test_only_pdf_files_can_be_marked() -> None:
    with pytest.raises(UnreadableInput, match="BC101"):
        annotated(b"no PDF", extract(b"25 h\xe1\xbb\x99"))


def test_the_command_writes_the_copy_and_never_over_its_input(tmp_path: Path) -> None:
    source, target = tmp_path / "báo cáo.pdf", tmp_path / "marked.pdf"
    source.write_bytes(typeset.report(REPORT))
    done = CliRunner().invoke(app, ["extract", str(source), "--annotate", str(target)])
    assert done.exit_code == 0, done.output
    assert target.read_bytes().startswith(b"%PDF-")
    over = CliRunner().invoke(app, ["extract", str(source), "--annotate", str(source)])
    assert over.exit_code == 2
    two = CliRunner().invoke(app, ["extract", str(source), str(source), "--annotate", str(target)])
    assert two.exit_code == 2
    text = tmp_path / "text.txt"
    text.write_text("Toàn tỉnh có 25 hộ nghèo.", encoding="utf-8")
    assert CliRunner().invoke(app, ["extract", str(text), "--annotate", str(target)]).exit_code == 3
