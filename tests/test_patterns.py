"""The language data proves itself, and wrong rows are refused with file, row and remedy."""

import pytest

from baocao_extract import extract_text
from baocao_extract.errors import PatternError
from baocao_extract.patterns import load, read


def test_every_row_holds_its_own_proof():
    assert [(row.family, row.id, fault) for row, fault in load().proofs()] == []


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[[row]]\nid = "x"\nkind = "people"\nwords = ["a"]\ncolour = "red"\n', "colour"),
        ('[[row]]\nkind = "people"\nwords = ["a"]\n', "no id"),
        ('[[row]]\nid = "x"\nkind = "people"\n', "words or regex"),
        ("[[row]\n", "units.toml"),
    ],
)
def test_a_wrong_row_is_refused_with_file_and_reason(tmp_path, toml, said):
    (tmp_path / "units.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(PatternError, match=said):
        read(tmp_path)


def test_a_row_without_an_example_is_a_fault(tmp_path):
    (tmp_path / "units.toml").write_text('[[row]]\nid = "x"\nkind = "items"\nwords = ["khumôm"]\n', encoding="utf-8")
    assert "no example" in next(fault for _, fault in read(tmp_path).proofs())


def test_a_folder_of_ones_own_is_laid_over_ours(tmp_path):
    (tmp_path / "units.toml").write_text(
        '[[row]]\nid = "own"\nkind = "people"\nwords = ["khumôm"]\nexamples = ["12 [khumôm]"]\n', encoding="utf-8"
    )
    fact = extract_text("Gặp 12 khumôm.", patterns_folders=[tmp_path]).indicators[0]
    assert (fact.kind, fact.unit_known) == ("people", True)


def test_an_alias_of_ones_own_names_its_province(tmp_path):
    (tmp_path / "places.toml").write_text(
        '[[row]]\nid = "own-alias"\nuse = "alias"\nofficial = "nghệ an"\nwords = ["xứ nghệ"]\nexamples = ["tỉnh [xứ nghệ]"]\n',
        encoding="utf-8",
    )
    document = extract_text(
        "UBND TỈNH XỨ NGHỆ\nSỞ Y TẾ\nSố: 5/BC-SYT\nBÁO CÁO\nKết quả năm 2020\nI. KẾT QUẢ\nCó 5 hộ.\n", patterns_folders=[tmp_path]
    )
    assert document.metadata.province == "Nghệ An"
