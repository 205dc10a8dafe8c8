"""Series: a row a period, who said so, and whether they agree."""

import pytest
from conftest import report

from baocao_extract.errors import NothingFound, SeveralPlaces
from baocao_extract.history import History, agreement, charts, periods


def points(path, wanted="hộ nghèo", **options):
    with History(path) as history:
        return {p.period: p for p in history.series(wanted, **({"province": "thai binh"} | options)).points}


def year(n, count, number, extra=""):
    return report(f"Cuối năm {n}, toàn tỉnh có {count} hộ nghèo{extra}.", year=n, number=number)


def test_the_restated_figure_of_the_corpus_is_flagged_and_the_later_one_counts(corpus):
    by_period = {p.period: p for p in corpus.series("ho ngheo", province="ha nam").points}
    point = by_period["../2017-12-31"]
    assert (point.conflict, point.value) == ("restated", 10418)
    assert [s.value for s in point.statements["actual"]] == [10418, 10291]
    assert by_period["../2016-12-31"].conflict is None


def test_the_same_fact_of_two_documents_is_one_row_with_both_sources(archive):
    path = archive({
        "a.txt": year(2018, "9.120", 1), "b.txt": report("Cuối năm 2018, toàn tỉnh có 9.120 hộ nghèo. Năm 2019 xảy ra 3 vụ cháy.", 2019, 2),
    })  # fmt: skip
    point = points(path)["../2018-12-31"]
    assert point.conflict is None
    assert {s.document_number for s in point.main.sources} == {"1/BC-SLĐTBXH", "2/BC-SLĐTBXH"}


def test_a_rounded_figure_agrees_with_the_full_one_and_the_full_one_is_shown(archive):
    path = archive({"a.txt": year(2018, "9.120", 1), "b.txt": report("Cuối năm 2018, toàn tỉnh có trên 9 nghìn hộ nghèo.", 2019, 2)})
    point = points(path)["../2018-12-31"]
    assert (point.value, point.conflict, len(point.main.sources)) == (9120, None, 2)


def test_a_year_without_a_figure_is_a_gap(archive):
    path = archive({f"{n}.txt": year(n, f"{20 - i}.{100 + i}", i + 1) for i, n in enumerate((2015, 2016, 2018))})
    found = points(path)
    assert found["../2017-12-31"].gap
    assert [p for p, point in found.items() if not point.gap] == ["../2015-12-31", "../2016-12-31", "../2018-12-31"]


def test_plans_are_told_from_what_was_done(corpus):
    series = corpus.series("tỷ lệ lao động qua đào tạo", province="ha nam")
    point = next(p for p in series.points if p.period == "2018-01-01/2018-12-31")
    assert (point.statements["plan"][0].value, point.statements["actual"][0].value, point.value) == (58, 58.4, 58.4)


@pytest.mark.parametrize(("change", "agrees"), [("giảm 1.000 hộ so với cuối năm 2018", True), ("giảm 900 hộ so với cuối năm 2018", False)])
def test_a_stated_change_is_checked_against_the_stored_figure(archive, change, agrees):
    path = archive({"a.txt": year(2018, "9.120", 1), "b.txt": year(2019, "8.120", 2, f", {change}")})
    checks = points(path)["../2019-12-31"].checks
    assert [c.agrees for c in checks] == [agrees]
    assert checks[0].found == -1000


def test_a_stock_at_the_first_of_january_is_that_of_the_year_before():
    from baocao_extract.history.series import key

    assert key("../2019-01-01", True) == key("../2018-12-31", True) == key("2018-01-01/2018-12-31", True)
    assert key("2018-01-01/2018-12-31", False) != key("2018-01-01/2018-06-30", False)


def test_years_bound_a_series(corpus):
    ends = [p.period[-10:-6] for p in corpus.series("ho ngheo", province="ha nam", first=2016, last=2017).points]
    assert ends == ["2016", "2017"]


@pytest.mark.parametrize("given", [{"province": "atlantis"}, {"province": "ha nam", "wanted": "tàu vũ trụ"}, {"wanted": '"*('}])
def test_nothing_found_is_told(corpus, given):
    with pytest.raises(NothingFound, match="BC407"):
        corpus.series(given.pop("wanted", "ho ngheo"), **given)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ((418000, "418 tỷ đồng", "exact", "money"), (418300, "418.300 triệu đồng", "exact", "money"), True),
        ((418000, "418 tỷ đồng", "exact", "money"), (419000, "419 tỷ đồng", "exact", "money"), False),
        ((8146, "8.146 hộ", "exact", "households"), (8147, "8.147 hộ", "exact", "households"), False),
        ((8000, "8 nghìn hộ", "over", "households"), (8146, "8.146 hộ", "exact", "households"), True),
        ((3.05, "3,05%", "exact", "percent"), (3.1, "3,1%", "exact", "percent"), True),
        ((3.05, "3,05%", "exact", "percent"), (3.06, "3,06%", "exact", "percent"), False),
    ],
)
def test_figures_agree_as_far_as_they_are_printed(a, b, same):
    left, right = (agreement.interval(value, None, quote, modifier, kind) for value, quote, modifier, kind in (a, b))
    # Two exact figures of the same precision touch at their border at most.
    assert agreement.agree(left, right) is same


@pytest.mark.parametrize(
    ("iso", "code"),
    [
        ("2019-01-01/2019-12-31", "2019"), ("2019-07-01/2019-12-31", "2019-S2"), ("2019-04-01/2019-06-30", "2019-Q2"),
        ("2019-02-01/2019-02-28", "2019-02"), ("../2019-12-31", "2019-12-31"), ("2019-01-01/2019-09-30", "2019-01-01/P273D"), (None, None),
        ("nonsense", None), ("2019-12-31/2019-01-01", None),
    ],
)  # fmt: skip
def test_periods_have_sdmx_codes(iso, code):
    assert periods.code(iso) == code


@pytest.mark.parametrize(("ending", "begins"), [(".svg", b"<svg"), (".png", b"\x89PNG"), (".html", b"<!DOCTYPE html>")])
def test_a_chart_is_written(corpus, tmp_path, ending, begins):
    pytest.importorskip("altair", reason="charts need the extra `chart`")
    pytest.importorskip("vl_convert", reason="charts need the extra `chart`")
    target = tmp_path / f"chart{ending}"
    charts.write(corpus.series("ho ngheo", province="ha nam"), target)
    assert target.read_bytes().lstrip().startswith(begins)


def test_figures_of_several_places_make_no_series(archive):
    path = archive({
        "a.txt": year(2018, "9.120", 1), "b.txt": year(2018, "8.146", 2).replace("THÁI BÌNH", "HÀ NAM").replace("Thái Bình", "Hà Nam"),
    })  # fmt: skip
    with History(path) as history:
        with pytest.raises(SeveralPlaces, match=r"BC414.*2 places.*Hà Nam; Thái Bình"):
            history.series("hộ nghèo")
        assert history.series("hộ nghèo", province="ha nam").points[0].value == 8146


def test_figures_in_other_units_are_told_apart(archive):
    path = archive({
        "a.txt": report("Năm 2018, sản lượng thủy sản đạt 5.650 tấn.", 2018, 1), "b.txt": report("Năm 2018, sản lượng thủy sản đạt 5.650 kg.", 2019, 2),
    })  # fmt: skip
    point = points(path, "sản lượng thủy sản")["2018-01-01/2018-12-31"]
    assert {(s.value, s.unit) for s in point.statements["actual"]} == {(5650, "tấn"), (5650, "kg")}
    assert point.conflict
