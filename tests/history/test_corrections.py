"""Corrections: recorded once, shown everywhere, kept through a new extraction."""

import json
import sqlite3

import pytest
from conftest import report

from baocao_extract.errors import CorrectionRefused, NotAHistory
from baocao_extract.evaluation import gold
from baocao_extract.history import History, corrections, gold_export, prepare, store
from baocao_extract.history.corrections import Correction
from baocao_extract.history.questions import Filters

TEXT = report("Cuối năm 2019, toàn tỉnh có 9.120 hộ nghèo; hỗ trợ 120 căn nhà; hỗ trợ 120 căn nhà khác.")


def correct(path, quote, *changes, nth=0):
    connection = store.open_for_writing(path)
    found = connection.execute("SELECT indicator_id FROM indicators WHERE quote LIKE ? ORDER BY start", (f"{quote}%",)).fetchall()[nth][0]
    with store.transaction(connection):
        for field, value in changes:
            corrections.record(connection, found, Correction(field, value, "Lan", "2026-01-02T03:04:05Z", "misread"))
    connection.close()
    return found


def fact(path, indicator):
    with History(path) as history:
        return next((f for f in history.facts() if f["indicator_id"] == indicator), None)


def test_a_corrected_value_shows_everywhere_and_the_extracted_one_stays(archive):
    path = archive({"a.txt": TEXT})
    number = correct(path, "9.120", ("value", "9210"))
    row = fact(path, number)
    assert (row["value"], row["extracted_value"], row["is_corrected"]) == (9210, 9120, True)
    with History(path) as history:
        assert history.search("ho ngheo").hits[0].corrected
        assert history.search("ho ngheo").hits[0].value == 9210
        point = history.series("ho ngheo", province="thai binh").points[0]
        assert (point.value, point.main.corrected) == (9210, True)


def test_a_corrected_name_kind_period_and_place_are_found_by_what_they_are_now(archive):
    path = archive({"a.txt": TEXT})
    correct(path, "9.120", ("name", "hộ cận nghèo"), ("period", "../2018-12-31"), ("place", "huyện Vũ Thư"), ("status", "plan"))
    with History(path) as history:
        assert history.search("ho can ngheo vu thu", filters=Filters(status="plan", year="2018")).hits
        assert not history.search("ho ngheo", filters=Filters(kind="households", year="2019")).hits
        assert history.series("hộ cận nghèo", place="vu thu").points[0].period == "../2018-12-31"
        assert history.series("hộ cận nghèo", place="vu thu").points[0].status == "plan"


def test_what_is_no_fact_is_withdrawn_and_can_come_back(archive):
    path = archive({"a.txt": TEXT})
    number = correct(path, "9.120", ("withdrawn", "true"))
    assert fact(path, number) is None
    correct(path, "9.120", ("withdrawn", "false"))
    assert fact(path, number)["value"] == 9120


def test_the_last_correction_of_a_field_counts_and_all_stay(archive):
    path = archive({"a.txt": TEXT})
    number = correct(path, "9.120", ("value", "1"), ("value", "2"))
    assert fact(path, number)["value"] == 2
    with History(path) as history:
        assert history.connection.execute("SELECT old_value, new_value FROM corrections").fetchall() == [("9120", "1"), ("1", "2")]


@pytest.mark.parametrize("sql", ["DELETE FROM corrections", "UPDATE corrections SET new_value = '3'"])
def test_corrections_are_only_added(archive, sql):
    path = archive({"a.txt": TEXT})
    correct(path, "9.120", ("value", "1"))
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="only added"):
        connection.execute(sql)
    connection.close()


def test_corrections_survive_a_new_extraction_of_the_same_bytes(archive, monkeypatch):
    path = archive({"a.txt": TEXT})
    number = correct(path, "120 căn", ("value", "121"), nth=1)
    monkeypatch.setattr(prepare, "extraction_stamp", lambda *_: "another")
    archive({})
    assert archive.summary.replaced == 1
    assert fact(path, number)["value"] == 121
    with History(path) as history:
        assert corrections.lost(history.connection) == []
        assert sorted(f["value"] for f in history.facts() if f["kind"] == "items") == [120, 121]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("value", "viel"), ("value", "nan"), ("value", "inf"), ("value", None), ("kind", "boats"), ("status", "done"), ("period", "2019"),
        ("period", "2019-12-31/2019-01-01"), ("quote", "x"), ("name", " "), ("withdrawn", "yes"),
    ],
)  # fmt: skip
def test_what_a_field_cannot_take_is_refused(archive, field, value):
    path = archive({"a.txt": TEXT})
    with pytest.raises(CorrectionRefused, match="BC408"):
        correct(path, "9.120", (field, value))


def test_a_figure_that_is_not_there_is_refused(archive):
    connection = store.open_for_writing(archive({"a.txt": TEXT}))
    with pytest.raises(CorrectionRefused, match="BC408"), store.transaction(connection):
        corrections.record(connection, 5, Correction("value", "1", "Lan", "2026-01-02", "why"))
    connection.close()


def test_corrected_documents_are_written_as_gold_that_the_evaluation_reads(archive, tmp_path):
    path = archive({"a.txt": TEXT, "b.txt": report("Toàn tỉnh có 5 hộ.", number=2)})
    correct(path, "9.120", ("value", "9210"))
    with History(path) as history:
        names = gold_export.write(history.connection, tmp_path / "gold")
    documents = list(gold.read([tmp_path / "gold"]))
    assert len(names) == len(documents) == 1
    assert 9210 in {f.value[0] for f in documents[0].facts}
    raw = json.loads((tmp_path / "gold" / f"{names[0]}.json").read_text(encoding="utf-8"))
    for quantity in raw["quantities"]:
        assert documents[0].text.count(quantity["anchor"]) == 1
        assert quantity["quote"] in quantity["anchor"]
    assert [raw["quantities"][n]["value"] for n in raw["checked"]] == [9210]


def test_a_corrected_figure_is_found_by_the_number_that_it_has_now(archive):
    path = archive({"a.txt": TEXT})
    number = correct(path, "9.120", ("value", "9210"))
    with History(path) as history:
        assert history.search("9.210").hits[0].indicator_id == number


def test_one_call_corrects_a_figure_of_a_database(archive, tmp_path):
    path = archive({"a.txt": TEXT})
    with History(path) as history:
        number = history.search("9120").hits[0].indicator_id
    change = Correction("value", "9210", "Lan", "2026-01-02T08:00:00Z", "misread")
    assert corrections.correct(path, number, change) == 1
    assert fact(path, number)["value"] == 9210
    with pytest.raises(NotAHistory, match="BC401"):
        corrections.correct(tmp_path / "none.db", number, change)
    assert not (tmp_path / "none.db").exists()
