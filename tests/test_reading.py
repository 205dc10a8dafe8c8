"""Bytes become NFC text, or a coded error with a remedy."""

import hashlib
import unicodedata

import pytest

from baocao_extract.errors import BaocaoError, MissingFile, TooLarge, UndecodableText, UnreadableInput
from baocao_extract.reading import plain

TEXT = "Đã hỗ trợ 5.120 hộ nghèo, đạt 96,29% kế hoạch; giải ngân 17 tỷ đồng.\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-32"), "utf-32"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
    ],
    ids=["utf-8", "with mark", "utf-16 little", "utf-16 big", "utf-32", "NFD"],
)
def test_every_encoding_gives_the_same_text(data, encoding):
    read = plain.read(data)
    assert (read.text, read.encoding, read.sha256) == (TEXT, encoding, hashlib.sha256(data).hexdigest())


def test_the_vietnamese_code_page_is_read_where_the_bytes_are_not_utf8():
    # cp1258 writes the vowel with its hat in one byte and the tone behind it in another
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}

    def typed(letter):
        parts = unicodedata.normalize("NFD", letter)
        return unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones)) + "".join(p for p in parts if p in tones)

    data = "".join(map(typed, TEXT)).encode("cp1258")
    assert (plain.read(data).text, plain.read(data).encoding) == (TEXT, "cp1258")


def test_utf8_cut_within_a_letter_is_still_utf8():
    read = plain.read((TEXT * 3).encode()[:-32] + b"\xe1\xbb")
    assert read.encoding == "utf-8"
    assert read.text.endswith("\ufffd")


def test_nul_and_lone_surrogates_are_replaced_one_for_one():
    assert plain.from_text("5\x00 h\ud800ộ\udfff").text == "5\ufffd h\ufffdộ\ufffd"


def test_digits_of_other_scripts_stay():
    assert plain.from_text("١٢ và ９").text == "١٢ và ９"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", UnreadableInput),
        (b"%PDF-1.7\n...", UnreadableInput),
        (b"PK\x03\x04....", UnreadableInput),
        (b"\x89PNG\r\n", UnreadableInput),
        (bytes(range(256)) * 40, UnreadableInput),
        (b"\xff\xfe" + bytes(range(0x80, 0x100)) * 40, UndecodableText),
    ],
    ids=["empty", "pdf", "zip", "picture", "noise", "noise behind a mark"],
)
def test_what_is_no_text_is_refused_with_a_remedy(data, error):
    with pytest.raises(error) as caught:
        plain.read(data)
    assert caught.value.remedy


@pytest.mark.parametrize("name", ["none.txt", "", "x" * 5000, "a\x00b"], ids=["missing", "folder", "too long", "NUL"])
def test_a_path_that_cannot_be_read_is_a_missing_file(tmp_path, name):
    with pytest.raises(MissingFile):
        plain.read(f"{tmp_path}/{name}")


def test_the_limit_counts_bytes_of_a_file_and_characters_of_a_text(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("a" * 11, encoding="utf-8")
    for call in (lambda: plain.read(path, limit=10), lambda: plain.read(b"a" * 11, limit=10), lambda: plain.from_text("a" * 11, limit=10)):
        with pytest.raises(TooLarge):
            call()
    assert plain.read(path, limit=11).text == "a" * 11


def test_every_coded_error_has_its_own_code():
    kinds = BaocaoError.__subclasses__()
    assert len({kind.code for kind in kinds}) == len(kinds)
