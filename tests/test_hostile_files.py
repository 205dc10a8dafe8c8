"""Every file of the hostile set ends in a document or a coded error, within its limits; nothing is fetched, nothing takes the run along."""

from __future__ import annotations

import shutil
import socket
import threading
import time

import hostile_files
import pytest
from typer.testing import CliRunner

from baocao_extract import BaocaoError, extract, reading
from baocao_extract.cli.app import app
from baocao_extract.reading.limits import MIB, Limits

LIMITS = Limits(unpacked=40 * MIB, pages=500, seconds=5, memory=2048 * MIB, pixels=50_000_000)
FILES = hostile_files.files()
# What must be told, and not only survived. The readers of PDF and pictures are an extra: without it the code is that of a missing part.
CODES = {
    "empty.txt": "BC101", "cut-off.docx": "BC101", "bomb.docx": "BC113", "bomb.xlsx": "BC113", "external-entity.docx": "BC101",
    "external-entity.xlsx": "BC101", "laughs.xlsx": "BC101", "encrypted.docx": "BC106", "presentation.pptx": "BC101", "deep.docx": "BC101",
    "only-script.html": "BC114", "no-page.mhtml": "BC101", "encrypted.pdf": "BC106", "wide-merge.xlsx": "BC104", "ten-thousand-pages.pdf": "BC111",
}  # fmt: skip
READ = (
    "external-template.docx", "climbing.docx", "macros.docm", "style-loop.docx", "list-loop.docx", "odd-numbers.docx", "far-cell.xlsx", "laughs.html",
    "fetching.html", "wide-cell.html", "unknown-charset.html",
)  # fmt: skip
# Those that name an address, which must not be asked.
FETCHING = ("external-template.docx", "fetching.html", "fetching.rtf", "running.pdf")


def test_the_set_is_large_and_of_all_formats():
    assert len(FILES) >= 25
    assert {name.rpartition(".")[2] for name in FILES} >= {"txt", "docx", "xlsx", "xls", "doc", "rtf", "html", "mhtml", "pdf", "png"}


def outcome(data: bytes) -> tuple[str, BaocaoError | None]:
    try:
        return reading.read(data, limits=LIMITS).text, None
    except BaocaoError as fault:
        return "", fault


@pytest.mark.parametrize("name", [name for name in FILES if name not in FETCHING])
def test_a_hostile_file_ends_in_a_document_or_a_coded_error(name):
    begun = time.monotonic()
    text, fault = outcome(FILES[name])
    assert time.monotonic() - begun < LIMITS.seconds + 5
    assert fault is None or fault.remedy
    if name in READ:
        assert fault is None
    if name in CODES:
        assert fault is not None
        assert fault.code in (CODES[name], "BC107")
    assert "root:" not in text
    assert "haha" not in text


@pytest.fixture(scope="module")
def listener():
    """The files with an address in them, and the connections that it was asked for."""
    asked, server = [], socket.create_server(("127.0.0.1", 0))

    def accept():
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            asked.append(connection.recv(200))
            connection.close()

    threading.Thread(target=accept, daemon=True).start()
    yield hostile_files.files(f"http://127.0.0.1:{server.getsockname()[1]}"), asked
    server.close()


@pytest.mark.parametrize("name", FETCHING)
def test_nothing_is_fetched(name, listener):
    if name.endswith(".rtf") and not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed (Debian: libreoffice-writer-nogui)")
    files, asked = listener
    _, fault = outcome(files[name])
    assert fault is None or (name not in READ and fault.code in ("BC107", "BC114"))
    assert not asked


@pytest.mark.parametrize(
    "name",
    ["a\nb.docx", "a;rm -rf $HOME.docx", "-o.docx", "%s%n.docx", "ă\u0301 ớ.docx", b"\xff\xfe.docx", "x" * 240 + ".docx", "no-suffix"],
)
def test_a_file_may_be_called_anything(tmp_path, name):
    folder = str(tmp_path).encode()
    path = folder + b"/" + (name if isinstance(name, bytes) else name.encode())
    with open(path, "wb") as file:
        file.write(hostile_files.docx(hostile_files.paragraph(hostile_files.SENTENCE)))
    document = extract(path.decode("utf-8", "surrogateescape"))
    assert [i.value for i in document.indicators] == [1234]
    document.model_dump_json()


def test_a_run_goes_on_past_hostile_files(tmp_path):
    for name in ("bomb.docx", "circle.xls", "deep.html"):
        (tmp_path / name).write_bytes(FILES[name])
    good = tmp_path / "good.docx"
    good.write_bytes(FILES["macros.docm"])
    names = [str(tmp_path / n) for n in ("bomb.docx", "circle.xls", "good.docx", "deep.html")]
    ended = CliRunner().invoke(app, ["extract", *names, "--format", "jsonl", "--max-unpacked", "40000000", "--timeout", "20"])
    assert ended.exit_code == 4
    assert len(ended.stdout.splitlines()) == 1
    assert all(code in ended.stderr for code in ("BC113", "BC101", "BC114"))
