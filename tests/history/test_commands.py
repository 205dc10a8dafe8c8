"""The commands of the history as a user drives them."""

import subprocess
import sys

import pytest
from conftest import report


def baocao(*words):
    return subprocess.run(
        [sys.executable, "-c", "from baocao_extract.cli import main; main()", *map(str, words)],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    for n, count in ((2017, "9.500"), (2018, "9.120")):
        body = f"Cuối năm {n}, toàn tỉnh có {count} hộ nghèo."
        (tmp_path / f"{n}.txt").write_text(report(body, year=n, number=n - 2000), encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"")
    return tmp_path


def test_from_a_folder_to_a_series_a_correction_and_a_file(folder):
    db = folder / "h.db"
    run = baocao("import", folder, "--db", db, "--workers", 1)
    assert run.returncode == 3
    assert "2 imported" in run.stdout
    assert "BC101" in run.stderr
    listed = baocao("failures", "--db", db)
    assert (listed.returncode, "BC101" in listed.stdout) == (1, True)
    found = baocao("search", "ho ngheo thai binh", "--db", db)
    assert "[9.120 hộ nghèo]" in found.stdout
    number = found.stdout.partition("#")[2].split()[0]
    assert "correction 1 recorded" in baocao("correct", number, "value", "9121", "--by", "Lan", "--why", "typo", "--db", db).stdout
    series = baocao("history", "hộ nghèo", "--province", "thai binh", "--db", db).stdout
    assert "9.500" in series
    assert "9.121*" in series
    assert "9120 → 9121" in baocao("corrections", "list", "--db", db).stdout
    assert baocao("corrections", "export", folder / "gold", "--db", db).returncode == 0
    assert baocao("export", folder / "facts.csv", "--db", db).returncode == 0
    assert "9121" in (folder / "facts.csv").read_text(encoding="utf-8")


def test_a_missing_database_is_told(tmp_path):
    for words in (
        ["search", "x"],
        ["history", "x"],
        ["failures"],
        ["export", tmp_path / "f.csv"],
        ["correct", "1", "value", "2", "--by", "a", "--why", "b"],
    ):
        run = baocao(*words, "--db", tmp_path / "none.db")
        assert (run.returncode, "BC401" in run.stderr) == (2, True), words
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    "command", ["import", "search", "history", "failures", "correct", "export", "corrections export", "corrections list"]
)
def test_help_shows_examples(command):
    run = baocao(*command.split(), "--help")
    assert run.returncode == 0
    assert f"baocao {command}" in run.stdout
