"""Exports: the same facts in every format, with where they come from."""

import csv
import datetime
import json

import pytest

from baocao_extract.errors import MissingExtra
from baocao_extract.history import sdmx, selecting
from baocao_extract.history.questions import Filters


def number_of_facts(history):
    return history.connection.execute("SELECT count(*) FROM counted_facts").fetchone()[0]


def test_csv_and_jsonl_hold_every_fact_with_its_source(corpus, tmp_path):
    assert corpus.export(tmp_path / "f.csv") == corpus.export(tmp_path / "f.jsonl") == number_of_facts(corpus)
    with (tmp_path / "f.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = [json.loads(line) for line in (tmp_path / "f.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == len(lines) == number_of_facts(corpus)
    for row, line in zip(rows, lines, strict=True):
        assert float(row["value"]) == line["value"]
        assert row["quote"] == line["quote"]
        assert line["quote"] in line["sentence"]
        assert line["sha256"]


def test_a_spreadsheet_has_typed_cells_a_frozen_header_and_a_sheet_of_sources(corpus, tmp_path):
    openpyxl = pytest.importorskip("openpyxl", reason="reads the spreadsheet back")
    pytest.importorskip("xlsxwriter", reason="spreadsheets need the extra `history`")
    corpus.export(tmp_path / "f.xlsx", filters=Filters(province="ha nam"))
    book = openpyxl.load_workbook(tmp_path / "f.xlsx")
    facts, sources = book["facts"], book["sources"]
    head = [c.value for c in facts[1]]
    assert head == list(selecting.COLUMNS)
    assert facts.freeze_panes == sources.freeze_panes == "A2"
    row = dict(zip(head, [c.value for c in facts[2]], strict=True))
    assert isinstance(row["value"], int | float)
    assert isinstance(row["document_date"], datetime.datetime)
    assert sources.max_row == 33


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    openpyxl = pytest.importorskip("openpyxl", reason="reads the spreadsheet back")
    pytest.importorskip("xlsxwriter", reason="spreadsheets need the extra `history`")
    from baocao_extract.history import exports

    fact = dict.fromkeys(selecting.COLUMNS) | {"name": "=1+1", "quote": "http://example.org", "value": 1.0}
    exports._xlsx(tmp_path / "f.xlsx", [fact], [])
    sheet = openpyxl.load_workbook(tmp_path / "f.xlsx")["facts"]
    cells = {c.value: c for c in sheet[2]}
    assert cells["=1+1"].data_type == "s" or cells["=1+1"].quotePrefix or cells["=1+1"].value == "=1+1"
    assert cells["http://example.org"].hyperlink is None


def test_parquet_and_arrow_hold_the_same(corpus, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="Parquet needs the extra `history`")
    corpus.export(tmp_path / "f.parquet")
    table = parquet.read_table(tmp_path / "f.parquet")
    assert table.equals(corpus.to_arrow())
    assert table.num_rows == number_of_facts(corpus)
    assert str(table.schema.field("value").type) == "double"


def test_sdmx_names_every_code_that_its_structure_lists(corpus, tmp_path):
    corpus.export(tmp_path / "sdmx", form="sdmx")
    structure = json.loads((tmp_path / "sdmx" / "structure.json").read_text(encoding="utf-8"))["data"]
    codes = {c["id"]: {item["id"] for item in c["codes"]} for c in structure["codelists"]}
    with (tmp_path / "sdmx" / "data.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0])[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    parts = structure["dataStructures"][0]["dataStructureComponents"]
    named = [d["id"] for d in parts["dimensionList"]["dimensions"]] + [parts["dimensionList"]["timeDimension"]["id"]]
    assert named == list(sdmx.DIMENSIONS)
    for row in rows:
        for dimension in ("REF_AREA", "INDICATOR", "KIND", "ROLE", "OBS_STATUS_STATED", "MODIFIER"):
            assert row[dimension] in codes[f"CL_{dimension}"]
    keys = [tuple(row[d] for d in sdmx.DIMENSIONS) for row in rows]
    assert len(set(keys)) == len(keys)


def test_a_data_package_describes_its_files(corpus, tmp_path):
    corpus.export(tmp_path / "package", form="datapackage")
    package = json.loads((tmp_path / "package" / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        with (tmp_path / "package" / resource["path"]).open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == [f["name"] for f in resource["schema"]["fields"]]


def test_a_format_that_is_not_known_is_told(corpus, tmp_path):
    with pytest.raises(MissingExtra, match="BC411"):
        corpus.export(tmp_path / "f.docx")


def test_filters_narrow_the_facts(corpus):
    kinds = {f["kind"] for f in corpus.facts(Filters(kind="money", province="Hà Nam"))}
    assert kinds == {"money"}
