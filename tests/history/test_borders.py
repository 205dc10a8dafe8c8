"""Series carried to today's borders, and provinces asked for under old names and short forms."""

import pytest
from typer.testing import CliRunner

from baocao_extract.cli.app import app
from baocao_extract.errors import NotCarried
from baocao_extract.history import History
from baocao_extract.history.questions import Filters

HEAD = """UBND TỈNH {caps}
SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI

Số: {number}/BC-SLĐTBXH
{name}, ngày 20 tháng 12 năm {year}

BÁO CÁO
Kết quả công tác giảm nghèo năm {year}

I. KẾT QUẢ

Cuối năm {year}, toàn tỉnh có {count} hộ nghèo, tỷ lệ hộ nghèo {rate}%.
"""


def of(name, year, count, number, rate="2,5"):
    return HEAD.format(caps=name.upper(), name=name, year=year, count=count, number=number, rate=rate)


@pytest.fixture
def merged(archive):
    return archive({
        "a.txt": of("Thái Bình", 2018, "9.120", 1), "b.txt": of("Hưng Yên", 2018, "7.010", 2), "c.txt": of("Thái Bình", 2019, "8.300", 3),
        "d.txt": of("Hưng Yên", 2025, "12.000", 4), "e.txt": of("Nghệ An", 2018, "30.100", 5), "f.txt": of("Bà Rịa - Vũng Tàu", 2018, "1.100", 6),
    })  # fmt: skip


def carried(path, wanted="hộ nghèo", province="hung yen"):
    with History(path) as history:
        return {p.period[-10:-6]: p for p in history.series(wanted, province=province, borders="today", kind=None).points}


@pytest.mark.parametrize("asked", ["hưng yên", "thai binh", "tỉnh Thái Bình"])
def test_counts_of_merged_provinces_are_added_and_marked_with_their_documents(merged, asked):
    point = carried(merged, province=asked)["2018"]
    assert (point.value, point.derived) == (16130, True)
    assert {p.province: [s.document_number for s in p.statement.sources] for p in point.parts} == {
        "Thái Bình": ["1/BC-SLĐTBXH"], "Hưng Yên": ["2/BC-SLĐTBXH"],
    }  # fmt: skip


def test_a_sum_that_lacks_a_province_is_no_figure(merged):
    point = carried(merged)["2019"]
    assert (point.value, point.missing, [p.province for p in point.parts]) == (None, ("Hưng Yên",), ["Thái Bình"])


def harvest(name, year, amount, number):
    said = HEAD.partition("Cuối năm")[0] + "Năm {year}, sản lượng lúa của tỉnh đạt {count}.\n"
    return said.format(caps=name.upper(), name=name, year=year, count=amount, number=number)


def test_a_sum_has_the_unit_of_its_parts_not_the_usual_one(archive):
    path = archive({
        "a.txt": harvest("Thái Bình", 2017, "900 tấn", 1), "b.txt": harvest("Thái Bình", 2018, "800 tấn", 2),
        "c.txt": harvest("Thái Bình", 2019, "5.000 tạ", 3), "d.txt": harvest("Hưng Yên", 2019, "4.000 tạ", 4),
    })  # fmt: skip
    main = carried(path, "sản lượng lúa")["2019"].main
    assert (main.value, main.unit) == (9000, "tạ")


@pytest.mark.parametrize("asked", ["sản lượng thóc", "san luong thoc"])
def test_a_concept_is_found_by_every_wording_of_the_catalogue(archive, asked):
    path = archive({"a.txt": harvest("Thái Bình", 2019, "5.000 tấn", 1)})
    with History(path) as history:
        assert history.series(asked, province="Thái Bình").label == "Sản lượng lúa"


def test_what_the_merged_province_reports_itself_is_not_derived(merged):
    point = carried(merged)["2025"]
    assert (point.value, point.derived) == (12000, False)


def test_rates_of_merged_provinces_are_never_added(merged):
    with pytest.raises(NotCarried, match="BC413"):
        carried(merged, "tỷ lệ hộ nghèo")


def test_a_province_whose_borders_stayed_keeps_its_rates(merged):
    assert carried(merged, "tỷ lệ hộ nghèo", "nghe an")["2018"].value == 2.5


def test_reported_borders_stay_the_default(merged):
    with History(merged) as history:
        assert [p.value for p in history.series("hộ nghèo", province="thai binh").points if not p.gap] == [9120, 8300]


def test_a_place_below_a_province_is_not_carried(merged):
    with History(merged) as history, pytest.raises(NotCarried):
        history.series("hộ nghèo", place="huyện Kiến Xương", borders="today")


@pytest.mark.parametrize("asked", ["BRVT", "vung tau", "tỉnh bà rịa vũng tàu", "BR-VT"])
def test_old_names_and_short_forms_of_provinces_are_understood(merged, asked):
    with History(merged) as history:
        assert history.series("hộ nghèo", province=asked).points[0].value == 1100
        assert {h.value for h in history.search("hộ nghèo", filters=Filters(province=asked, kind="households")).hits} == {1100}
        assert {f["value"] for f in history.facts(Filters(province=asked, kind="households"))} == {1100}


def test_the_command_shows_the_parts_of_a_derived_figure(merged):
    shown = CliRunner().invoke(app, ["history", "hộ nghèo", "--province", "Hưng Yên", "--borders", "today", "--db", str(merged)])
    assert shown.exit_code == 0, shown.output
    assert "16.130" in shown.output
    assert "Thái Bình 9.120 (1/BC-SLĐTBXH)" in shown.output
    assert "no figure of Hưng Yên" in shown.output
