"""The documentation is run: what it shows is what happens."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import BATCHES, CORPUS

DOCS = CORPUS.parent / "docs"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(page):
    return BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))


def test_the_schema_page_names_every_table_and_column_and_no_other(corpus_db):
    page = (DOCS / "history-schema.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", page, re.MULTILINE | re.DOTALL))
    connection = sqlite3.connect(f"file:{corpus_db}?mode=ro", uri=True)
    names = [
        r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        if not re.match(r"sqlite_|(search|concept)_index_", r[0])
    ]  # fmt: skip
    assert sorted(sections) == sorted(names)
    for name in names:
        if name == "counted_facts":
            continue
        for column in (r[1] for r in connection.execute(f"PRAGMA table_info({name})")):
            assert re.search(rf"\b{column}\b", sections[name]), f"{name}.{column} is not described"


def test_every_command_is_in_the_readme_or_the_docs():
    from baocao_extract.cli.app import app

    said = "".join(p.read_text(encoding="utf-8") for p in [*DOCS.glob("*.md"), DOCS.parent / "README.md"])
    for command in app.registered_commands:
        name = command.name or command.callback.__name__
        assert f"baocao {name}" in said, name


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    pytest.importorskip("pypdfium2", reason="the tutorial reads PDF files: extra `pdf`")
    sys.path.insert(0, str(CORPUS.parent / "tests" / "reading_pdf"))
    import typeset

    folder = tmp_path_factory.mktemp("workshop")
    (folder / "reports").mkdir()
    for batch in BATCHES:
        for text in sorted((CORPUS / batch).glob("*.txt")):
            (folder / "reports" / f"{text.stem}.pdf").write_bytes(typeset.report(text.read_text(encoding="utf-8")))
    return folder


def test_the_tutorial_does_what_it_says(workshop):
    pytest.importorskip("altair", reason="the tutorial draws a chart: extra `chart`")
    script = []
    for language, body in blocks("tutorial.md"):
        if language == "python":
            script.append(body)
            run = subprocess.run(
                [sys.executable, "-c", "\n".join(script)], cwd=workshop, capture_output=True, text=True, encoding="utf-8", check=False
            )
            assert run.returncode == 0, run.stderr
            continue
        for command, shown in re.findall(r"^\$ (.*)\n((?:[^$].*\n|\n)*)", body, re.MULTILINE):
            code = "import sys; sys.argv[0] = 'baocao'; from baocao_extract.cli import main; main()"
            words = [w.strip('"') for w in re.findall(r'"[^"]*"|\S+', command)][1:]
            run = subprocess.run(
                [sys.executable, "-c", code, *words], cwd=workshop, capture_output=True, text=True, encoding="utf-8", check=False
            )
            assert run.returncode == 0, (command, run.stderr)
            pattern = ".*?".join(re.escape(part.strip()) for part in shown.split("…"))
            assert re.search(pattern, run.stdout, re.DOTALL), (command, shown, run.stdout)
    assert (workshop / "poverty.svg").stat().st_size > 1000


@pytest.mark.parametrize("number", range(12))
def test_a_recipe_works(corpus_db, tmp_path, number):
    if number == 10:
        pytest.importorskip("pyarrow", reason="Arrow needs the extra `history`")
    (tmp_path / "history.db").symlink_to(Path(corpus_db))
    language, body = blocks("cookbook.md")[number]
    if language == "sql":
        connection = sqlite3.connect(f"file:{corpus_db}?mode=ro", uri=True)
        assert connection.execute(body).fetchall()
    else:
        run = subprocess.run([sys.executable, "-c", body], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
        assert run.returncode == 0, run.stderr
