"""The evaluation measures what the project's own tool measures, and shows what a change did."""

import copy
import json
import subprocess
import sys
from pathlib import Path

import pytest

from baocao_extract import extract
from baocao_extract.errors import GoldError
from baocao_extract.evaluation import gold, report, runs
from baocao_extract.evaluation.alike import name_f1, same_place, same_value
from baocao_extract.evaluation.scoring import score

ROOT = Path(__file__).resolve().parents[1]
TOOL = ROOT.parent / "shared" / "gold" / "tools" / "score.py"
SERIES = ROOT / "corpus" / "series"


@pytest.fixture(scope="module")
def scores():
    return [score(wanted, extract(wanted.text_path)) for wanted in gold.read([SERIES])]


@pytest.mark.skipif(not TOOL.is_file(), reason="the shared gold tools are not beside this checkout")
@pytest.mark.parametrize("folder", sorted({p.parent.relative_to(ROOT / "corpus").parts[0] for p in (ROOT / "corpus").glob("*/*.json")}))
def test_every_line_is_that_of_score_py(folder, tmp_path):
    ours, scored = [], []
    for wanted in gold.read([ROOT / "corpus" / folder]):
        document = extract(wanted.text_path)
        (tmp_path / f"{wanted.name}.json").write_text(document.model_dump_json(by_alias=True), encoding="utf-8")
        scored.append(score(wanted, document))
        ours += [report.document_line(scored[-1]), *report.miss_lines(scored[-1], 4)]
    ours += ["", *report.summary_lines(report.figures(scored))]
    command = [sys.executable, TOOL, ROOT / "corpus" / folder, "--pred", tmp_path, "--misses", "4"]
    theirs = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    assert ours == theirs.splitlines()


def test_a_document_that_could_not_be_read_counts_as_nothing_found():
    wanted = next(gold.read([SERIES]))
    assert report.figures([score(wanted, None)]).found == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("tỉnh Hà Nam", "Hà Nam", True),
        ("huyện A Lưới, huyện Nam Đông", "Nam Đông và A Lưới", True),
        ("TP. HCM", "Thành phố Hồ Chí Minh", True),
        ("cả nước", "Việt Nam", True),
        (None, "", True),
        ("Hà Nam", "Hà Nội", False),
    ],
)
def test_places_are_compared_by_their_names(a, b, same):
    assert same_place(a, b) is same


def test_names_are_compared_by_the_words_they_share():
    assert name_f1("tạo việc làm mới", "việc làm mới") == pytest.approx(6 / 7)
    assert name_f1("hoà giải", "HÒA GIẢI") == 1.0


def test_a_range_needs_both_ends():
    assert same_value((10.0, 15.0), 10.0, 15.0)
    assert not same_value((10.0, 15.0), 10.0, None)


def test_a_run_compared_with_itself_shows_nothing(scores):
    run = runs.record(scores)
    assert list(runs.change_lines(runs.compare(run, run))) == ["since the saved run: 0 gains, 0 losses, 0 changes"]


def test_gains_losses_and_changes_are_told_fact_by_fact(scores, tmp_path):
    runs.save(runs.record(scores), tmp_path / "run.json")
    now = runs.load(tmp_path / "run.json")
    before = copy.deepcopy(now)
    facts = next(d["facts"] for d in before["documents"].values() if any(fact["wrong"] for fact in d["facts"].values()))
    right = [name for name, fact in facts.items() if not fact["wrong"]]
    wrong = next(name for name, fact in facts.items() if fact["wrong"])
    facts[right[0]]["wrong"] = ["period"]
    facts[wrong] = {"wrong": [], "got": facts[wrong]["got"]}
    changes = runs.compare(before, now)
    assert [right[0] in line for line in changes.gains] == [True]
    assert [wrong in line for line in changes.losses] == [True]


@pytest.mark.parametrize("text", ["{}", "[", '{"schema": "other"}'])
def test_what_is_no_saved_run_is_refused(tmp_path, text):
    (tmp_path / "run.json").write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match="BC301"):
        runs.load(tmp_path / "run.json")


def test_a_faulty_gold_file_is_named_with_its_quantity(tmp_path):
    (tmp_path / "a.txt").write_text("5 hộ", encoding="utf-8")
    (tmp_path / "a.json").write_text(
        json.dumps({"text_file": "a.txt", "quantities": [{"value": 5}], "sections": [], "metadata": {}}), encoding="utf-8"
    )
    with pytest.raises(GoldError, match=r"a\.json: quantity 0"):
        list(gold.read([tmp_path]))


def test_a_folder_without_gold_is_an_error(tmp_path):
    with pytest.raises(GoldError, match="no gold documents"):
        list(gold.read([tmp_path]))
