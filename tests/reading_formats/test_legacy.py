"""TCVN3 and VNI: the tables, the fonts that mean them, and telling them from Unicode by valid syllables."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from baocao_extract.language import syllables
from baocao_extract.reading import legacy


def test_the_tcvn3_table_is_that_of_iconv():
    if not shutil.which("iconv") or b"TCVN5712-1" not in subprocess.run(["iconv", "-l"], capture_output=True, check=True).stdout.upper():
        pytest.skip("iconv with TCVN5712-1 is not there")
    codes = list(range(0xA1, 0xFF))
    given = b"\n".join(bytes([code]) for code in codes)
    told = (
        subprocess.run(["iconv", "-f", "TCVN5712-1", "-t", "utf-8"], input=given, capture_output=True, check=True)
        .stdout.decode()
        .split("\n")
    )
    assert {chr(c): letter for c, letter in zip(codes, told, strict=True)} == legacy.TCVN3


@pytest.mark.parametrize(
    ("font", "meant"),
    [
        (".VnTime", ("tcvn3", False)),
        (".VnTimeH", ("tcvn3", True)),
        ("ABCDEE+.VnTimeH,Bold", ("tcvn3", True)),
        (".VnArial NarrowH", ("tcvn3", True)),
        ("VnTime", ("tcvn3", False)),
        ("VNI-Times", ("vni", False)),
        ("QWERTY+VNI-Helve-Condense", ("vni", False)),
        ("Times New Roman", None),
        ("VNU Hanoi", None),
        ("", None),
        (None, None),
    ],
)
def test_a_font_name_says_what_it_draws(font, meant):
    assert legacy.of_font(font) == meant


@pytest.mark.parametrize(
    ("written", "encoding", "meant"),
    [
        ("tØnh Th¸i Nguyªn", "tcvn3", "tỉnh Thái Nguyên"),
        ("­íc ®¹t", "tcvn3", "ước đạt"),
        ("\u2212íc", "tcvn3", "ước"),
        ("\u03bb\u03bc", "tcvn3", "λà"),
        ("§¨k L¨k: 1.234 hé", "tcvn3", "Đăk Lăk: 1.234 hộ"),
        ("a\u00b3", "tcvn3", "á"),
        ("\u00b3", "tcvn3", "\u00b3"),
        ("Coäng hoøa xaõ hoäi chuû nghóa", "vni", "Cộng hòa xã hội chủ nghĩa"),
        ("COÄNG HOØA", "vni", "CỘNG HÒA"),
        ("ñöôøng, Ñaéc Laéc, öu", "vni", "đường, Đắc Lắc, ưu"),
        ("yù kieán, kyø, Myõ, lyù", "vni", "ý kiến, kỳ, Mỹ, lý"),
        ("12,5% (3.000 ha)", "vni", "12,5% (3.000 ha)"),
    ],
)
def test_a_run_is_decoded(written, encoding, meant):
    assert legacy.decode(written, encoding) == meant


def test_a_capitals_font_draws_small_letters_as_capitals():
    assert legacy.decode_run("b¸o c¸o", ".VnTimeH") == ("BÁO CÁO", "tcvn3")


@pytest.mark.parametrize(("text", "font"), [("số hộ", ".VnTime"), ("tØnh", "Arial")])
def test_a_run_typed_in_unicode_stays(text, font):
    assert legacy.decode_run(text, font) == (text, None)


@pytest.mark.parametrize(("text", "encoding"), [("Soá hoä ngheøo 12", "vni"), ("Sè hé nghÌo: 12", "tcvn3"), ("A\u00b3a\u00b3", "tcvn3")])
def test_the_pieces_cover_the_run_without_gaps(text, encoding):
    found = legacy.pieces(text, encoding)
    assert [p.start for p in found] == [0, *(p.end for p in found[:-1])]
    assert found[-1].end == len(text)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Uû ban nh©n d©n tØnh b¸o c¸o t×nh h×nh thùc hiÖn", "tcvn3"),
        ("Uûy ban nhaân daân tænh baùo caùo tình hình thöïc hieän nhieäm vuï", "vni"),
        ("Ủy ban nhân dân tỉnh báo cáo tình hình thực hiện", None),
        ("báo cáo và nhân dân, các xã", None),
        ("plain ASCII, 1.234", None),
        ("Le préfet a présenté à l'assemblée", None),
        ("", None),
    ],
)
def test_the_encoding_is_told_by_valid_syllables(text, encoding):
    assert legacy.detect(text) == encoding


@pytest.mark.parametrize("word", ["nghiêng", "Quỳnh", "gìn", "giếng", "khuỷu", "ƯỚC", "thuở", "yêu", "quốc", "được", "hoà", "hòa", "ngoằn"])
def test_a_syllable_is_valid(word):
    assert syllables.is_syllable(word)


@pytest.mark.parametrize("word", ["tØnh", "caùc", "việtn", "kước", "viet", "NGHiA", "str", "ưư", "hát́"])
def test_what_no_spelling_allows_is_not(word):
    assert not syllables.is_syllable(word)


def test_abbreviations_and_measures_do_not_count():
    assert syllables.share("UBND tỉnh giao 12 km đường cho Sở NN&PTNT") == (5, 5)


def test_bad_ocr_shows():
    assert syllables.share("CQNG HOA XA HQI CHU NGHiA VIET NAM").ratio < 0.7
    assert syllables.share("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").ratio == 1
