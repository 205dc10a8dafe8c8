"""The command as a user drives it."""

import json
import subprocess
import sys

import pytest

TEXT = "Đến 31/12/2019 đã hỗ trợ 17.250 hộ (xây mới: 11.000 hộ, sửa chữa: 6.250 hộ).\n"


def baocao(*words, given=""):
    return subprocess.run(
        [sys.executable, "-c", "from baocao_extract.cli import main; main()", *map(str, words)],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "báo cáo.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_json_is_one_document(report):
    document = json.loads(baocao("extract", report, "--format", "json").stdout)
    assert document["schema"] == "baocao-document/1"
    assert [i["quote"] for i in document["indicators"]] == ["17.250 hộ", "11.000 hộ", "6.250 hộ"]
    assert document["indicators"][0]["period"] == "../2019-12-31"


def test_the_table_names_values_and_periods(report):
    assert "17.250" in baocao("extract", report).stdout


def test_standard_input_is_read(report):
    assert "17.250" in baocao("extract", "-", given=TEXT).stdout


def test_csv_has_a_line_for_each_figure(report):
    assert len(baocao("extract", report, "--format", "csv").stdout.strip().splitlines()) == 4


def test_a_missing_file_gives_a_code_and_a_remedy_and_the_others_are_read(report, tmp_path):
    run = baocao("extract", tmp_path / "none.txt", report)
    assert run.returncode == 2
    assert "BC105" in run.stderr
    assert "17.250" in run.stdout


def test_numbers_accounts_for_the_date(report):
    assert "date" in baocao("numbers", report).stdout


@pytest.mark.parametrize(
    "words", [["--help"], ["extract", "--help"], ["numbers", "--help"], ["evaluate", "--help"], ["patterns", "check", "--help"]]
)
def test_help_shows_examples(words):
    run = baocao(*words)
    assert run.returncode == 0
    assert "baocao " in run.stdout


def test_patterns_check_passes():
    assert baocao("patterns", "check").returncode == 0
