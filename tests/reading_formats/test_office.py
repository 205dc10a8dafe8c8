"""DOC, RTF, ODT, XLS: through LibreOffice where it is installed, else an error that names its package."""

from __future__ import annotations

import io
import shutil
import subprocess
import time

import pytest
from hostile_files import docx, paragraph

from baocao_extract import reading
from baocao_extract.errors import MissingComponent, OutOfTime
from baocao_extract.reading import office
from baocao_extract.reading.limits import DEFAULT, Limits

needs_office = pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice is not installed (Debian: libreoffice-writer-nogui libreoffice-calc-nogui)"
)
# Vietnamese in Unicode; TCVN3 by its font, with the soft hyphen that stands for a letter; a table with lines.
RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times New Roman;}{\f1 .VnTime;}{\f2 VNI-Times;}}"
    rb"\f0 C\u243? 5 h\u7897? ngh\u232?o\par\f1 n\'ad\'edc s\'b9ch\par\f2 Co\'e4ng ho\'f8a\par\f0 end\par}"
)


def converted(data: bytes, suffix: str, target: str, folder) -> bytes:
    source = folder / f"made.{suffix}"
    source.write_bytes(data)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", target, "--outdir", str(folder / "out"), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (folder / "out" / f"made.{target}").read_bytes()


@needs_office
def test_rich_text_keeps_its_fonts():
    found = reading.read(RTF)
    assert found.text.split("\n")[:4] == ["Có 5 hộ nghèo", "nước sạch", "Cộng hòa", "end"]
    assert (found.media_type, found.encoding) == ("application/rtf", "tcvn3+vni")


@needs_office
@pytest.mark.parametrize(("target", "media"), [("doc", "application/msword"), ("odt", "application/vnd.oasis.opendocument.text")])
def test_other_word_files_give_the_same_text(target, media, tmp_path):
    table = "<w:tbl><w:tblPr><w:tblBorders><w:top w:val='single'/><w:insideH w:val='single'/></w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w='4000'/><w:gridCol w:w='4000'/></w:tblGrid>" + "".join(
        f"<w:tr><w:tc>{paragraph(a)}</w:tc><w:tc>{paragraph(b)}</w:tc></w:tr>" for a, b in (("Chỉ tiêu", "Năm 2020"), ("Số hộ", "1.234"), ("Số xã", "56"))
    ) + "</w:tbl>"  # fmt: skip
    source = docx(paragraph("Báo cáo quý I") + table + paragraph("Hết"))
    data = converted(source, "docx", target, tmp_path)
    found, plain = reading.read(data), reading.read(source)
    assert found.text.split() == plain.text.split()
    assert found.media_type == media
    assert [found.text[c.start : c.end] for c in found.grids[0].cells] == [plain.text[c.start : c.end] for c in plain.grids[0].cells]


@needs_office
def test_old_workbooks_show_what_new_ones_do(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    from openpyxl.styles import Alignment, Font

    book = openpyxl.Workbook()
    page = book.active
    page.title = "Phụ lục"
    for row in (
        ["TT", "Chỉ tiêu", "Năm", None],
        [None, None, 2019, 2020],
        [1, "TØnh", 13000, 0.125],
        [2, "hidden", 1, 2],
        [3, "trong đó", -5, 7],
    ):
        page.append(row)
    page["B3"].font = Font(name=".VnTime", bold=True)
    page["B5"].alignment = Alignment(indent=1)
    page["C3"].number_format, page["D3"].number_format = "#,##0", "0.0%"
    page.merge_cells("C1:D1")
    page.merge_cells("A1:A2")
    page.row_dimensions[4].hidden = True
    out = io.BytesIO()
    book.save(out)
    new, old = reading.read(out.getvalue()), reading.read(converted(out.getvalue(), "xlsx", "xls", tmp_path))
    assert new.text == "TT\tChỉ tiêu\tNăm\n\t\t2019\t2020\n1\tTỉnh\t13.000\t12,5%\n3\ttrong đó\t-5\t7\n\n"
    assert old.text == new.text
    assert (old.media_type, old.encoding) == ("application/vnd.ms-excel", "tcvn3")
    assert [(c.address, c.rows, c.columns, c.bold, c.indent) for c in old.grids[0].cells] == [
        (c.address, c.rows, c.columns, c.bold, c.indent) for c in new.grids[0].cells
    ]


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [("a.doc", RTF, "Có 5"), ("b.doc", "<html><body><p>Có 5 hộ".encode(), "Có 5"), ("c.doc", docx(paragraph("Có 5 hộ")), "Có 5")],
)
def test_a_file_called_doc_is_what_it_holds(name, data, text, tmp_path):
    if data is RTF and not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    path = tmp_path / name
    path.write_bytes(data)
    assert reading.read(path).text.startswith(text)


def test_without_libreoffice_the_package_is_named(monkeypatch):
    monkeypatch.setattr(office.shutil, "which", lambda name: None)
    with pytest.raises(MissingComponent) as caught:
        reading.read(RTF)
    assert "libreoffice-writer" in caught.value.remedy


def test_libreoffice_is_ended_with_all_that_it_started(monkeypatch, tmp_path):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 30 &\necho $! > " + str(tmp_path / "pid") + "\nwait\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(office.shutil, "which", lambda name: str(program))
    begun = time.monotonic()
    with pytest.raises(OutOfTime):
        office.convert(b"x", "doc", "docx", Limits(seconds=0.5))
    assert time.monotonic() - begun < 5
    pid = (tmp_path / "pid").read_text(encoding="utf-8").strip()
    time.sleep(0.2)
    state = subprocess.run(["ps", "-o", "stat=", "-p", pid], capture_output=True, text=True, check=False).stdout.strip()
    assert state[:1] in ("", "Z")


@needs_office
def test_nothing_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    office.convert(RTF, "rtf", "docx", DEFAULT)
    assert not list(tmp_path.iterdir())
