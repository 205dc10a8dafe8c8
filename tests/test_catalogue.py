"""The catalogue: which figure speaks of which concept, and what proves it."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from baocao_extract import extract_text
from baocao_extract.errors import PatternError
from baocao_extract.indicators import catalogue
from baocao_extract.indicators.concept_names import MEASURES, faults
from baocao_extract.indicators.concept_names import catalogue as compiled
from baocao_extract.patterns import load, read

ROOT = Path(__file__).resolve().parents[1]
HEAD = "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI\nTỈNH NGHỆ AN\nSố: 5/BC-SLĐTBXH\nNghệ An, ngày 15 tháng 12 năm 2020\n\nBÁO CÁO\nKết quả năm 2020\n\n"


def concepts(text):
    return [(i.quote, i.concept, i.dimensions) for i in extract_text(HEAD + text).indicators]


def baocao(*words):
    command = [sys.executable, "-c", "from baocao_extract.cli import main; main()", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_every_wording_is_given_its_own_concept_and_nothing_that_it_must_never_be():
    assert [(row.id, fault) for row, fault in faults(load())] == []


def test_there_are_at_least_120_concepts_with_label_definition_unit_and_measure():
    found = compiled(load()).concepts.values()
    assert len(found) >= 120
    assert all(c.label_vi and c.label_en and c.definition.endswith(".") and c.unit and c.measure in MEASURES for c in found)


def test_every_share_and_every_code_is_of_something_that_there_is():
    found = compiled(load()).concepts
    assert [c.id for c in found.values() if (share := c.row.get("share")) and share not in found] == []
    assert all(set(code) == {"system", "code", "valid_from"} for c in found.values() for code in c.codes)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Giải quyết việc làm cho 3.640 lao động.", ["labour.jobs_created"]),
        ("Toàn tỉnh có 8.146 hộ nghèo, chiếm tỷ lệ 3,05%.", ["poverty.households", "poverty.rate"]),
        ("Toàn tỉnh còn 14.307 hộ cận nghèo.", ["poverty.near_households"]),
        ("Tỷ lệ hộ nghèo giảm còn 2,5%.", ["poverty.rate"]),
        ("Có 72 hộ nghèo được vay vốn tín dụng ưu đãi.", ["poverty.credit_households"]),
        ("Tuyển sinh đào tạo nghề cho 10.452 người.", ["vocational.enrolled"]),
        ("Xảy ra 17 vụ tai nạn giao thông, làm chết 5 người, bị thương 9 người.",
         ["construction.traffic_accidents", "construction.traffic_deaths", "construction.traffic_injured"]),
        ("Xảy ra 17 vụ tai nạn lao động, làm chết 5 người.", ["labour.accidents", "labour.accident_deaths"]),
        ("Tổng thu ngân sách nhà nước trên địa bàn đạt 6.154 tỷ đồng.", ["budget.revenue_total"]),
        ("Chỉ số giá tiêu dùng (CPI) tháng 12 tăng 0,38% so với tháng trước.", ["prices.cpi"]),
        ("Sản lượng thủy sản khai thác đạt 30.447 tấn.", ["agriculture.fishery_capture"]),
        ("Người tham gia BHYT là 1,42 triệu người.", ["insurance.health"]),
    ],
)  # fmt: skip
def test_a_figure_is_given_the_concept_that_its_words_name(text, wanted):
    assert [c for _, c, _ in concepts(text)] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Hỗ trợ tiền điện cho 500 hộ nghèo.",
        "Giải quyết việc làm đạt 105,6% kế hoạch.",
        "Trong tổng số hộ nghèo có 3.527 hộ không còn khả năng lao động.",
        "Trồng được 300 cây hoa giấy.",
    ],
)
def test_a_figure_that_says_more_or_other_than_a_concept_has_none(text):
    assert [c for _, c, _ in concepts(text)] == [None] * len(concepts(text))


def test_a_part_adds_a_value_of_a_dimension():
    found = concepts("Đi làm việc ở nước ngoài theo hợp đồng 1.527 người, trong đó Nhật Bản 512 người; nữ 604 người.")
    assert found == [
        ("1.527 người", "labour.jobs_abroad", {}),
        ("512 người", "labour.jobs_abroad", {"country": "japan"}),
        ("604 người", "labour.jobs_abroad", {"sex": "female"}),
    ]


def test_a_change_has_the_concept_of_what_changes():
    found = concepts("Tạo việc làm mới cho 11.236 lao động, tăng 3,4% so với năm 2019.")
    assert [c for _, c, _ in found] == ["labour.jobs_created", "labour.jobs_created"]


def test_the_draft_records_the_wording_that_decided(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(HEAD + "Toàn tỉnh có 8.146 hộ nghèo.\n", encoding="utf-8")
    assert "concept      catalogue/poverty.households ‘hộ nghèo’" in baocao("patterns", "explain", path).stdout


@pytest.mark.parametrize(
    ("one", "other"),
    [("Số lớp tập huấn", "lớp tập huấn"), ("tổng số lớp tập huấn toàn tỉnh", "Lớp tập huấn"), ("HỒ SƠ đất đai", "hồ sơ đất đai")],
)
def test_names_of_the_same_thing_share_a_key(one, other):
    assert catalogue.key(one, "cases") == catalogue.key(other, "cases")


def test_a_key_is_folded_and_tells_kinds_apart():
    assert catalogue.key("Số lớp tập huấn", "cases") == "key:lop-tap-huan/cases"
    assert catalogue.key("lớp tập huấn", "people") != catalogue.key("lớp tập huấn", "cases")
    assert catalogue.key("", "cases") == "key:unnamed/cases"


ROW = """[[row]]
id = "own.kites"
label_vi = "Số diều"
label_en = "Kites"
definition = "Kites flown."
kind = ["items"]
unit = "con"
measure = "{measure}"
words = ["{word}"]
examples = ["[{word}]"]
"""


def catalogue_folder(tmp_path, **fields):
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue" / "own.toml").write_text(ROW.format(**{"measure": "flow", "word": "diều sáo"} | fields), encoding="utf-8")
    return tmp_path


def test_a_row_of_ones_own_is_laid_over_ours(tmp_path):
    document = extract_text("Thả 12 con diều sáo.", patterns_folders=[catalogue_folder(tmp_path)])
    assert document.indicators[0].concept == "own.kites"


@pytest.mark.parametrize(("fields", "said"), [({"measure": "heap"}, "measure"), ({"word": "tổng số"}, "no word that counts")])
def test_a_wrong_row_is_refused_with_file_and_reason(tmp_path, fields, said):
    rows = read(ROOT / "patterns", catalogue_folder(tmp_path, **fields))
    with pytest.raises(PatternError, match=said):
        compiled(rows)


def test_an_id_in_two_files_of_a_folder_is_refused(tmp_path):
    folder = catalogue_folder(tmp_path)
    (folder / "catalogue" / "two.toml").write_text(ROW.format(measure="flow", word="diều giấy"), encoding="utf-8")
    with pytest.raises(PatternError, match=r"own\.toml too"):
        read(folder)


def test_the_list_is_searched_without_diacritics():
    assert "poverty.households" in baocao("concepts", "list", "--search", "ho ngheo").stdout


def test_a_concept_is_shown_whole_and_an_unknown_one_named_with_a_remedy():
    assert "Tỷ lệ hộ nghèo" in baocao("concepts", "show", "poverty.rate").stdout
    run = baocao("concepts", "show", "poverty.rates")
    assert run.returncode == 2
    assert "BC202" in run.stderr


def test_suggestions_can_be_pasted_and_then_link_the_figures(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Thả 12 con diều sáo.\nThả 13 con diều sáo.\nThả 14 con diều sáo.\n", encoding="utf-8")
    rows = baocao("concepts", "suggest", path).stdout
    own = tmp_path / "own" / "catalogue"
    own.mkdir(parents=True)
    (own / "new.toml").write_text(rows, encoding="utf-8")
    assert baocao("patterns", "check", "--patterns", own.parent).returncode == 0
    document = extract_text(path.read_text(encoding="utf-8"), patterns_folders=[own.parent])
    assert {(i.concept or "").partition(".")[0] for i in document.indicators} == {"new"}


def test_nothing_to_suggest_is_said(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Thả 12 con diều sáo.\n", encoding="utf-8")
    run = baocao("concepts", "suggest", path)
    assert (run.returncode, run.stdout) == (0, "")


def test_the_page_of_the_catalogue_is_up_to_date():
    spec = importlib.util.spec_from_file_location("catalogue_page", ROOT / "scripts" / "catalogue_page.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text(encoding="utf-8") == module.page(), "run python scripts/catalogue_page.py"


def test_the_labels_of_the_corpus_name_concepts_of_the_catalogue():
    labels = json.loads((ROOT / "corpus" / "concepts.json").read_text(encoding="utf-8"))
    known = compiled(load()).concepts
    assert {c for document in labels.values() for c in document.values()} <= set(known)


def test_concepts_of_the_corpus_are_linked_rightly():
    run = subprocess.run(
        [sys.executable, ROOT / "scripts" / "concepts.py", ROOT / "corpus", ROOT / "corpus" / "concepts.json"],
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout.decode()
