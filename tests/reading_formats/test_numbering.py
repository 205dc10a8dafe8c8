"""Automatic numbering: expected markers first, then every way to ask Word for them; LibreOffice's text export as the oracle."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from hostile_files import W, docx, paragraph

from baocao_extract.reading import docx as reader
from baocao_extract.reading import numbering
from baocao_extract.reading.limits import DEFAULT


def level(i, form, text, more=""):
    return f"<w:lvl w:ilvl='{i}'><w:start w:val='1'/><w:numFmt w:val='{form}'/>{more}<w:lvlText w:val='{text}'/></w:lvl>"


REPORT = (
    level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%2.")
    + level(2, "decimal", "%2.%3.")
    + level(3, "lowerLetter", "%4)")
    + level(4, "bullet", "-")
)


def abstract(levels, name="1", more=""):
    return f"<w:abstractNum w:abstractNumId='{name}'>{more}{levels}</w:abstractNum>"


def num(name, of="1", overrides=""):
    return f"<w:num w:numId='{name}'><w:abstractNumId w:val='{of}'/>{overrides}</w:num>"


def item(i, text="x", number="1"):
    return paragraph(text, f"<w:numPr><w:ilvl w:val='{i}'/><w:numId w:val='{number}'/></w:numPr>")


def parts(definitions, styles=""):
    return {"word/numbering.xml": f"<w:numbering {W}>{definitions}</w:numbering>", "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>"}


def markers(body, definitions, styles=""):
    text = reader.read(docx(body, parts(definitions, styles)), limits=DEFAULT).text
    return [line.removesuffix("x").strip() for line in text.rstrip("\n").split("\n")]


OVERRIDE = "<w:lvlOverride w:ilvl='{}'><w:startOverride w:val='{}'/></w:lvlOverride>"
LISTS = {
    "levels": ("".join(map(item, (0, 1, 1, 2, 2, 3, 3, 4, 1, 2, 0, 1))), abstract(REPORT) + num("1"),
               ["I.", "1.", "2.", "2.1.", "2.2.", "a)", "b)", "-", "3.", "3.1.", "II.", "1."]),
    "text between": (item(0) + paragraph("y") + item(0), abstract(REPORT) + num("1"), ["I.", "y", "II."]),
    "a level left out": (item(0) + item(2), abstract(REPORT) + num("1"), ["I.", "1.1."]),
    "start": (item(0) + item(0), abstract(level(0, "decimal", "%1.").replace("start w:val='1'", "start w:val='5'")) + num("1"), ["5.", "6."]),
    "two lists of one abstract go on": (item(0) + item(0, number="2"), abstract(REPORT) + num("1") + num("2"), ["I.", "II."]),
    "an overridden start begins anew": (
        item(0) + item(0) + item(0, number="2") + item(0, number="2"), abstract(REPORT) + num("1") + num("2", overrides=OVERRIDE.format(0, 1)),
        ["I.", "II.", "I.", "II."]),
    "an overridden start of four": (item(0, number="2") + item(0, number="2"), abstract(REPORT) + num("2", overrides=OVERRIDE.format(0, 4)), ["IV.", "V."]),
    "an overridden level": (
        item(0, number="2"), abstract(REPORT) + num("2", overrides=f"<w:lvlOverride w:ilvl='0'>{level(0, 'decimalZero', 'Mục %1:')}</w:lvlOverride>"),
        ["Mục 01:"]),
    "two abstract lists count apart": (
        item(0) + item(0, number="2") + item(0), abstract(REPORT) + abstract(level(0, "decimal", "%1/"), "2") + num("1") + num("2", "2"), ["I.", "1/", "II."]),
    "a level that never restarts": (
        item(0) + item(1) + item(0) + item(1), abstract(level(0, "upperLetter", "%1.") + level(1, "decimal", "%2)", "<w:lvlRestart w:val='0'/>")) + num("1"),
        ["A.", "1)", "B.", "2)"]),
    "legal digits": (
        item(0) + item(1), abstract(level(0, "upperRoman", "%1") + level(1, "decimal", "%1.%2", "<w:isLgl/>")) + num("1"), ["I", "1.1"]),
    "number zero takes the numbering away": (paragraph("x", "<w:numPr><w:numId w:val='0'/></w:numPr>"), abstract(REPORT) + num("1"), [""]),
    "private bullets": (item(0), abstract(level(0, "bullet", "\uf0b7")) + num("1"), ["•"]),
    "a list that is not there": (item(0, number="9"), abstract(REPORT) + num("1"), [""]),
}  # fmt: skip


@pytest.mark.parametrize(("body", "definitions", "expected"), LISTS.values(), ids=LISTS)
def test_markers_are_those_that_word_shows(body, definitions, expected):
    assert markers(body, definitions) == expected


LINKED = (
    "<w:style w:type='paragraph' w:styleId='H1'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='H2'><w:basedOn w:val='H1'/><w:pPr><w:numPr><w:ilvl w:val='1'/></w:numPr></w:pPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='H3'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
    "<w:style w:type='numbering' w:styleId='L'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
)


def styled(name, more=""):
    return paragraph("x", f"<w:pStyle w:val='{name}'/>{more}")


def test_a_style_carries_its_list_and_level():
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.") + level(2, "decimal", "%2.%3", "<w:pStyle w:val='H3'/>")
    assert markers(styled("H1") + styled("H2") + styled("H3") + styled("H3") + styled("H1"), abstract(levels) + num("1"), LINKED) == [
        "I.", "1.", "1.1", "1.2", "II.",
    ]  # fmt: skip


def test_a_paragraph_takes_the_numbering_of_its_style_away():
    assert markers(styled("H1", "<w:numPr><w:numId w:val='0'/></w:numPr>") + styled("H1"), abstract(REPORT) + num("1"), LINKED) == [
        "",
        "I.",
    ]


def test_a_list_may_take_its_levels_from_a_style():
    linked = abstract("", "2", "<w:numStyleLink w:val='L'/>")
    assert markers(item(0, number="2") + item(1, number="2"), abstract(REPORT, "1", "<w:styleLink w:val='L'/>") + linked + num("1") + num("2", "2"), LINKED) == [
        "I.", "1.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "form", "written"),
    [
        (1, "decimal", "1"), (7, "decimalZero", "07"), (12, "decimalZero", "12"), (1, "lowerLetter", "a"), (26, "lowerLetter", "z"),
        (28, "lowerLetter", "bb"), (3, "upperLetter", "C"), (4, "lowerRoman", "iv"), (1999, "upperRoman", "MCMXCIX"), (5, "none", ""),
        (5, "ideographDigital", "5"), (0, "upperRoman", "0"), (-3, "lowerLetter", "-3"), (99999, "upperRoman", "99999"),
    ],
)  # fmt: skip
def test_a_count_is_written_in_its_format(count, form, written):
    assert numbering.number(count, form) == written


@pytest.mark.parametrize(("suffix", "text"), [("", "a) x"), ("<w:suff w:val='nothing'/>", "a)x"), ("<w:suff w:val='space'/>", "a) x")])
def test_what_follows_the_marker(suffix, text):
    found = reader.read(docx(item(0), parts(abstract(level(0, "lowerLetter", "%1)", suffix)) + num("1"))), limits=DEFAULT)
    assert found.text == text + "\n"


def test_a_marker_may_be_set_in_a_legacy_font():
    lvl = level(0, "decimal", "§iÒu %1.", "").replace("</w:lvl>", "<w:rPr><w:rFonts w:hAnsi='.VnTime'/></w:rPr></w:lvl>")
    assert markers(item(0), abstract(lvl) + num("1")) == ["Điều 1."]


def test_the_markers_are_those_of_libreoffice(tmp_path):
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed (Debian: libreoffice-writer-nogui)")
    # LibreOffice draws bullets of its own, knows neither lvlRestart nor isLgl, and makes up a list where none is there.
    other = ("a list that is not there", "private bullets", "a level that never restarts", "legal digits")
    names = [name for name in LISTS if name not in other]
    for i, name in enumerate(names):
        body, definitions, _ = LISTS[name]
        (tmp_path / f"{i}.docx").write_bytes(docx(body, parts(definitions)))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir",
         str(tmp_path), *(str(tmp_path / f"{i}.docx") for i in range(len(names)))], check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    for i, name in enumerate(names):
        # Its export writes bullets of its own.
        told = (tmp_path / f"{i}.txt").read_text(encoding="utf-8-sig").replace("◦", "-").rstrip("\n").split("\n")
        assert [line.removesuffix("x").strip() for line in told] == LISTS[name][2], name
