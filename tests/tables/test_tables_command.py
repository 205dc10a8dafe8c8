"""`baocao tables` gives the grids to people who want them."""

import csv
import io
import json
import subprocess
import sys

import pytest

TEXT = "BÁO CÁO\nKết quả năm 2020\n\nBiểu 1: Giảm nghèo\n| STT | Chỉ tiêu | ĐVT | Kế hoạch |\n|---|---|---|---|\n| 1 | Số hộ nghèo | hộ | 6.200 |\n| 2 | =SUM(A1) | hộ | 12 |\n"


def run(*arguments, stdin=None):
    command = [sys.executable, "-c", "from baocao_extract.cli import main; main()", "tables", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", input=stdin)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "annex.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_csv_is_the_default(file):
    done = run(file)
    assert done.returncode == 0, done.stderr
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert rows[0] == ["# Biểu 1: Giảm nghèo"]
    assert rows[2] == ["1", "Số hộ nghèo", "hộ", "6.200"]


def test_json_says_what_columns_and_rows_were_taken_for(file):
    (table,) = json.loads(run(file, "--format", "json").stdout)
    assert [c["part"] for c in table["columns"]] == ["number", "name", "unit", "value"]
    assert table["columns"][3]["status"] == "plan"
    assert [r["kind"] for r in table["rows"]] == ["heading", "data", "data"]


def test_a_workbook_has_a_sheet_each_and_no_formula_of_the_file_runs(file, tmp_path):
    openpyxl = pytest.importorskip("openpyxl", reason="workbooks need the extra sheet")
    out = tmp_path / "out.xlsx"
    assert run(file, "--format", "xlsx", "-o", out).returncode == 0
    (sheet,) = openpyxl.load_workbook(out).worksheets
    assert sheet["B3"].value == "=SUM(A1)"
    assert sheet["B3"].data_type == "s"


def test_a_workbook_needs_a_file(file):
    done = run(file, "--format", "xlsx")
    assert done.returncode == 2
    assert "-o" in done.stderr


def test_a_bad_file_does_not_stop_the_others(file, tmp_path):
    done = run(tmp_path / "missing.txt", file)
    assert done.returncode == 2
    assert "6.200" in done.stdout


def test_standard_input_is_read():
    assert "6.200" in run("-", stdin=TEXT).stdout
