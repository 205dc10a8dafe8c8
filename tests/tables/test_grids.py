"""Grids of a reader: merged cells, pages, forms, hostile ones."""

import hashlib
import time

import pytest

from baocao_extract import patterns, tables
from baocao_extract.model import Metadata
from baocao_extract.reading.source import Cell, Grid, SourceText, Spot
from baocao_extract.tables.finding import Read

ROWS = patterns.load()
META = Metadata(period="2020-01-01/2020-09-30", place="Hậu Giang")


def source(*parts, before="", spots=False):
    """A text of grids, each a list of rows of (text, columns, rows) or text; None where a merged cell covers the place."""
    text, grids = before, []
    for n, rows in enumerate(parts):
        start, cells = len(text), []
        for r, row in enumerate(rows):
            column = 0
            for k, item in enumerate(row):
                if item is None:
                    column += 1
                    continue
                shown, wide, tall = item if isinstance(item, tuple) else (item, 1, 1)
                text += "\t" if k else ""
                cells.append(Cell(len(text), len(text) + len(shown), r, column, rows=tall, columns=wide))
                text += shown
                column += wide
            text += "\n"
        spot = (Spot(n + 1, (0.0, 0.0, 1.0, 1.0)),) if spots else ()
        grids.append(Grid(start, len(text) - 1, tuple(cells), spot))
    return SourceText(text, hashlib.sha256(text.encode()).hexdigest(), grids=tuple(grids))


def facts(made):
    found = tables.find(made, ROWS)
    return [fact for read in found for fact in tables.read(read, made.text, META, ROWS).facts]


def test_merged_headings_cover_the_columns_below_them():
    made = source([
        [("Cấp học", 1, 2), ("Năm 2018", 2, 1), ("Năm 2019", 2, 1)],
        [None, "Số trường", "Số học sinh", "Số trường", "Số học sinh"],
        ["Mầm non", "12", "3.400", "13", "3.520"],
        ["Tiểu học", "20", "8.100", "20", "8.260"],
    ])  # fmt: skip
    shown = [(f.value, f.kind, f.period) for f in facts(made)][:4]
    assert shown == [
        (12, "organisations", "2018-01-01/2018-12-31"), (3400, "people", "2018-01-01/2018-12-31"),
        (13, "organisations", "2019-01-01/2019-12-31"), (3520, "people", "2019-01-01/2019-12-31"),
    ]  # fmt: skip


HEADING = ["STT", "Chỉ tiêu", "ĐVT", "Thực hiện"]
FIRST = [HEADING, ["1", "Số hộ nghèo", "hộ", "6.455"], ["2", "Số hộ cận nghèo", "hộ", "7.120"]]


@pytest.mark.parametrize("rest", [[["3", "Số hộ thoát nghèo", "hộ", "310"]], [HEADING, ["3", "Số hộ thoát nghèo", "hộ", "310"]]])
def test_a_table_that_goes_on_over_pages_is_one(rest):
    made = source(FIRST, rest, spots=True)
    assert len(tables.find(made, ROWS)) == 1
    assert [f.value for f in facts(made)] == [6455, 7120, 310]


def test_another_heading_begins_another_table():
    other = [["TT", "Nội dung", "Dự toán", "Thực hiện"], ["1", "Thu nội địa (tỷ đồng)", "12", "14"], ["2", "Thu khác (tỷ đồng)", "3", "4"]]
    assert len(tables.find(source(FIRST, other, spots=True), ROWS)) == 2


def test_two_tables_on_one_sheet_are_two():
    other = [["MỘT SỐ CHỈ TIÊU KHÁC"], ["STT", "Nội dung", "Dự toán", "Thực hiện"], ["1", "Thu nội địa (tỷ đồng)", "12", "14"]]
    found = tables.find(source([*FIRST, *other]), ROWS)
    assert [read.layout.bottom - read.layout.top for read in found] == [1, 1]


def test_title_rows_and_notes_inside_a_sheet_stay_prose():
    made = source([[("BÁO CÁO NĂM 2019", 4, 1)], *FIRST, [("Nguồn: Sở", 4, 1)]])
    blanked = tables.blanked(made.text, tables.find(made, ROWS))
    assert blanked.split() == ["BÁO", "CÁO", "NĂM", "2019", "Nguồn:", "Sở"]
    assert len(blanked) == len(made.text)


def test_a_form_without_figures_gives_no_fact_and_its_row_numbers_are_not_read_as_prose():
    made = source(
        [["Mã số", "Số TT", "Loại hình", "Số gà (con)"], ["185", "75", "Điểm chăn nuôi gà", ""], ["188", "76", "Điểm chăn nuôi gà", ""]]
    )
    assert facts(made) == []
    assert not any(c.isdigit() for c in tables.blanked(made.text, tables.find(made, ROWS)))


def test_a_grid_that_lays_out_a_page_is_no_table():
    assert tables.find(source([["UBND TỈNH HẬU GIANG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Số: 12/BC", "ngày 5/3/2020"]]), ROWS) == []


@pytest.mark.parametrize(
    "cells",
    [
        (), (Cell(0, 0, 0, 0),), (Cell(0, 1, 0, 0, rows=10**9, columns=10**9),), (Cell(0, 1, 10**8, 0), Cell(0, 1, 0, 10**8)),
        (Cell(0, 3, 0, 0), Cell(0, 3, 0, 0), Cell(0, 3, 0, 0)), (Cell(0, 1, 0, 0, rows=0, columns=0), Cell(0, 1, 1, 0, rows=-1)),
    ],
)  # fmt: skip
def test_grids_out_of_all_proportion_are_passed_over(cells):
    made = SourceText("STT 1 2 3", "0", grids=(Grid(0, 9, cells),))
    assert all(isinstance(read, Read) for read in tables.find(made, ROWS))


@pytest.mark.parametrize(
    "text", ["|" * 20000, "1\t" * 20000, ("1   2   3\n" * 4000), ("| a | 1 |\n" * 4000), "STT\n" * 4000, "STT\nA\nB\n" + "1\n" * 9000]
)
def test_what_looks_like_a_table_costs_little(text):
    begun = time.process_time()
    tables.find(SourceText(text, "0"), ROWS)
    assert time.process_time() - begun < 5
