"""The worker process can die, hang or run out of memory: each is an error of its own, and the next file is read."""

from __future__ import annotations

import io
import os
import pickle
import signal
import threading
import time

import pytest
from hostile_files import docx, paragraph

from baocao_extract.errors import Encrypted, OutOfMemory, OutOfTime, ReaderDied, UnreadableInput
from baocao_extract.reading import isolation, worker
from baocao_extract.reading.limits import DEFAULT, MIB, Limits
from baocao_extract.reading.source import SourceText

GOOD = docx(paragraph("Có 5 hộ."))
SLOW = docx("<w:p/>" * 400_000 + paragraph("Có 5 hộ."))


@pytest.fixture(autouse=True)
def _fresh():
    isolation.stop()
    yield
    isolation.stop()


def _reads():
    return isolation.run("docx", GOOD, limits=DEFAULT).text == "Có 5 hộ.\n"


def test_one_process_serves_the_files_that_follow_one_another():
    assert _reads()
    first = isolation._KEPT[0]._process.pid
    assert _reads()
    assert isolation._KEPT[0]._process.pid == first


def test_a_file_that_takes_too_long_ends_alone():
    with pytest.raises(OutOfTime):
        isolation.run("docx", SLOW, limits=Limits(seconds=0.3))
    assert _reads()


def test_a_file_that_takes_too_much_memory_ends_alone():
    with pytest.raises(OutOfMemory):
        isolation.run("docx", docx("<w:p/>" * 3_000_000), limits=Limits(memory=260 * MIB))
    assert _reads()


@pytest.mark.parametrize(("blow", "error"), [(signal.SIGSEGV, ReaderDied), (signal.SIGKILL, OutOfMemory)])
def test_a_reader_that_dies_ends_its_file_alone(blow, error):
    assert _reads()
    pid = isolation._KEPT[0]._process.pid
    threading.Timer(0.2, os.kill, (pid, blow)).start()
    with pytest.raises(error):
        isolation.run("docx", SLOW, limits=DEFAULT)
    assert _reads()


def test_a_worker_that_died_between_files_is_replaced():
    assert _reads()
    isolation._KEPT[0]._process.kill()
    time.sleep(0.1)
    assert _reads()


def test_errors_come_through_with_code_message_and_remedy():
    with pytest.raises(UnreadableInput) as caught:
        isolation.run("docx", b"PK\x03\x04", limits=DEFAULT)
    assert caught.value.remedy
    again = pickle.loads(pickle.dumps(Encrypted("locked", "unlock")))
    assert (again.message, again.remedy) == ("locked", "unlock")


def test_a_reader_that_is_not_there_names_its_extra():
    assert "baocao-extract" in worker.answer("nowhere", b"", DEFAULT, {}).remedy


@pytest.mark.parametrize("thing", [os.system, eval, threading.Thread, isolation.run])
def test_an_answer_cannot_name_what_is_no_answer(thing):
    with pytest.raises(pickle.UnpicklingError):
        isolation._Careful(io.BytesIO(pickle.dumps(thing))).load()


def test_an_answer_is_taken_apart():
    text = SourceText("a", "b", stated={"title": "c"})
    assert isolation._Careful(io.BytesIO(pickle.dumps(text))).load() == text
