"""Word and Excel files under a password: opened with the right one, a coded error without it and with a wrong one."""

from __future__ import annotations

import io
import os

import pytest
from hostile_files import docx, paragraph

from baocao_extract import reading
from baocao_extract.errors import Encrypted, MissingComponent
from baocao_extract.reading import isolation, worker
from baocao_extract.reading.limits import DEFAULT

ooxml = pytest.importorskip("msoffcrypto.format.ooxml", reason="msoffcrypto-tool is not installed (extra: locked)")


@pytest.fixture(scope="module")
def locked():
    out = io.BytesIO()
    # The library that locks it here needs more bytes than a sentence has.
    ooxml.OOXMLFile(io.BytesIO(docx(paragraph("Có 5 hộ."), {"word/media/noise.bin": os.urandom(6000)}))).encrypt("mở ra", out)
    return out.getvalue()


def test_the_right_password_opens_it(locked):
    assert reading.read(locked, password="mở ra").text == "Có 5 hộ.\n"


@pytest.mark.parametrize(("password", "message"), [(None, "is encrypted"), ("sai", "password is wrong")])
def test_no_password_and_a_wrong_one_are_told_apart(locked, password, message):
    with pytest.raises(Encrypted, match=message):
        reading.read(locked, password=password)


def test_without_the_library_the_extra_is_named(locked, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "msoffcrypto", None)
    fault = worker.answer("locked", locked, DEFAULT, {"password": "mở ra"})
    assert isinstance(fault, MissingComponent)
    assert "[locked]" in fault.remedy
    isolation.stop()
