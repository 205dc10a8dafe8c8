"""The command on files of every kind, its limits, and what it loads before there is a file to read."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hostile_files import docx, paragraph, xlsx
from typer.testing import CliRunner

from baocao_extract.cli.app import app

TEXT = "Đến 31/12/2019 đã hỗ trợ 17.250 hộ (xây mới: 11.000 hộ, sửa chữa: 6.250 hộ)."
HEAVY = ("lxml", "docx", "openpyxl", "xlrd", "trafilatura", "pypdfium2", "pdfplumber", "PIL", "numpy", "requests", "urllib3", "underthesea")


def baocao(*words):
    return CliRunner().invoke(app, list(map(str, words)))


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report"
    path.write_bytes(docx(paragraph(TEXT)))
    return path


def test_a_word_file_becomes_a_document(report):
    document = json.loads(baocao("extract", report, "--format", "json").stdout)
    assert document["source"]["media_type"].endswith("wordprocessingml.document")
    fact = document["indicators"][0]
    assert (fact["value"], document["text"][fact["start"] : fact["end"]]) == (17250, "17.250 hộ")


@pytest.mark.parametrize("command", [("numbers",), ("patterns", "explain")])
def test_the_other_commands_take_them_too(report, command):
    assert "17.250" in baocao(*command, report).stdout


def test_standard_input_may_be_a_word_file(report):
    ran = subprocess.run(
        [sys.executable, "-c", "from baocao_extract.cli import main; main()", "extract", "-"],
        input=report.read_bytes(),
        capture_output=True,
        check=True,
    )
    assert b"17.250" in ran.stdout


@pytest.mark.parametrize(
    ("options", "code", "exit_code"),
    [
        (("--max-bytes", 100), "BC104", 4),
        (("--max-unpacked", 1000), "BC113", 4),
        (("--timeout", 0.01), "BC108", 4),
    ],
)
def test_each_limit_has_its_option_and_its_code(tmp_path, options, code, exit_code):
    path = tmp_path / "long.docx"
    path.write_bytes(docx(paragraph(TEXT) * 30_000))
    ran = baocao("extract", path, *options)
    assert (code in ran.stderr, ran.exit_code) == (True, exit_code)


def test_sheets_count_as_pages(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx('<row r="1"><c r="A1" t="inlineStr"><is><t>5 hộ</t></is></c></row>'))
    assert baocao("extract", path, "--max-pages", 1).exit_code == 0


def test_the_help_tells_the_options():
    told = baocao("extract", "--help").stdout
    for option in ("--password", "--ocr", "--max-bytes", "--max-unpacked", "--max-pages", "--timeout", "--max-memory", "--max-pixels"):
        assert option in told


@pytest.mark.parametrize(
    "code",
    [
        "import baocao_extract",
        "import sys; sys.argv = ['baocao', '--help']\nfrom baocao_extract.cli import main\ntry: main()\nexcept SystemExit: pass",
    ],
)
def test_nothing_heavy_is_loaded_before_there_is_a_file(code):
    loaded = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint('LOADED', *sys.modules)"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout
    names = {name.partition(".")[0] for name in loaded.partition("LOADED")[2].split()}
    assert not names & set(HEAVY)


def test_a_plain_text_starts_no_process(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    code = f"from baocao_extract import extract\nextract({str(path)!r})\nimport sys\nprint('lxml' in sys.modules, bool(sys.modules['baocao_extract.reading.isolation']._KEPT) if 'baocao_extract.reading.isolation' in sys.modules else False)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split() == ["False", "False"]
