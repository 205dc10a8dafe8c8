"""What a table says of each of its figures: name, unit, time, place, status, and what it is a part or a share of."""

import pytest

from baocao_extract import extract_text

HEAD = "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI TỈNH HẬU GIANG\n\nBÁO CÁO\nKết quả công tác 9 tháng đầu năm 2020\n\n"


def facts(*rows, caption="Biểu 1: Kết quả thực hiện các chỉ tiêu", head=HEAD):
    document = extract_text(head + caption + "\n" + "\n".join(rows) + "\n")
    assert all(document.text[i.start : i.end] == i.quote for i in document.indicators)
    return document, {i.quote: i for i in document.indicators if i.table is not None}


@pytest.mark.parametrize(
    ("heading", "period", "status"),
    [
        ("Kế hoạch năm 2020", "2020-01-01/2020-12-31", "plan"),
        ("KH 2020", "2020-01-01/2020-12-31", "plan"),
        ("Dự toán năm 2021", "2021-01-01/2021-12-31", "plan"),
        ("Thực hiện 9 tháng", "2020-01-01/2020-09-30", "actual"),
        ("TH 6T/2020", "2020-01-01/2020-06-30", "actual"),
        ("Ước TH quý IV/2020", "2020-10-01/2020-12-31", "estimate"),
        ("Cùng kỳ 2019", "2019-01-01/2019-09-30", "actual"),
        ("Cùng kỳ năm trước", "2019-01-01/2019-09-30", "actual"),
        ("Năm 2018", "2018-01-01/2018-12-31", "actual"),
        ("2018", "2018-01-01/2018-12-31", "actual"),
        ("T9/2020", "2020-09-01/2020-09-30", "actual"),
        ("Lũy kế từ đầu năm", "2020-01-01/2020-09-30", "actual"),
        ("Đến 31/12/2019", "../2019-12-31", "actual"),
        ("Số lượng", "2020-01-01/2020-09-30", "actual"),
    ],
)
def test_the_heading_of_a_column_names_time_and_status(heading, period, status):
    _, found = facts(f"STT\tChỉ tiêu\tĐVT\t{heading}", "1\tSố hộ nghèo\thộ\t6.455", "2\tSố hộ cận nghèo\thộ\t7.120")
    assert (found["6.455"].period, found["6.455"].status) == (period, status)


@pytest.mark.parametrize(
    ("unit", "printed", "value", "kind"),
    [
        ("hộ", "1.200", 1200, "households"), ("triệu đồng", "1.200", 1200, "money"), ("tr.đ", "1.200", 1200, "money"),
        ("tỷ đồng", "1,5", 1500, "money"), ("1.000 đồng", "1.200", 1.2, "money"), ("đ/kg", "16.500", 16500, "price"),
        ("Nghìn tấn", "12,5", 12500, "mass"), ("1000 con", "84,2", 84200, "items"), ("%", "62,5", 62.5, "percent"),
        ("tạ/ha", "58,3", 58.3, "rate"), ("tờ khai", "310", 310, "items"), ("đ/thùng 24 lon", "230.000", 230000, "price"),
    ],
)  # fmt: skip
def test_the_unit_column_gives_kind_and_value(unit, printed, value, kind):
    _, found = facts("STT\tChỉ tiêu\tĐVT\tThực hiện", f"1\tChỉ tiêu thứ nhất\t{unit}\t{printed}", "2\tSố người khác\tngười\t77")
    assert (found[printed].value, found[printed].kind) == (value, kind)


def test_the_unit_stands_once_above_the_table_in_the_heading_or_in_the_label():
    _, found = facts(
        "STT\tNội dung\tDự toán\tThực hiện", "1\tThu nội địa\t7.620\t8.205", "2\tThu khác\t410\t395", caption="Đơn vị tính: tỷ đồng"
    )
    assert (found["7.620"].value, found["7.620"].unit) == (7620000, "tỷ đồng")
    _, found = facts("Huyện\tDiện tích (ha)\tSản lượng (tấn)", "Vị Thủy\t17.066\t137.040", "Phụng Hiệp\t19.260\t145.735")
    assert [found[q].kind for q in ("17.066", "137.040")] == ["area", "mass"]
    _, found = facts("Chỉ tiêu\t2018\t2019", "Diện tích lúa (ha)\t21.408\t21.236", "Tỷ lệ hộ nghèo (%)\t5,62\t4,37")
    assert (found["21.408"].kind, found["5,62"].kind, found["5,62"].role) == ("area", "percent", "share")


def test_a_unit_that_is_not_understood_is_not_guessed_from_the_name():
    _, found = facts("STT\tTên hàng hóa\tĐVT\tGiá kỳ này", "1\tBia lon\tbậc 3/7\t220.000", "2\tGạo\tđ/kg\t16.000")
    assert (found["220.000"].kind, found["220.000"].unit_known) == ("other", False)


def test_shares_and_changes_describe_the_columns_that_they_compare():
    document, found = facts(
        "STT\tChỉ tiêu\tĐVT\tKế hoạch 2020\tThực hiện 9 tháng\tCùng kỳ 2019\tTH/KH (%)\tTăng, giảm so cùng kỳ (%)",
        "1\tSố lao động có việc làm\tngười\t15.000\t12.540\t11.000\t83,6\t14,0",
        "2\tSố hộ nghèo\thộ\t6.200\t6.510\t9.300\t105,0\t-30,0",
    )
    share, change = found["83,6"], found["-30,0"]
    assert (share.role, share.kind, document.indicators[share.of].quote, share.baseline) == ("share", "percent", "12.540", None)
    assert (change.role, change.value, document.indicators[change.of].quote) == ("change", -30.0, "6.510")
    assert (change.period, change.baseline) == ("2020-01-01/2020-09-30", "2019-01-01/2019-09-30")


def test_arithmetic_tells_a_share_from_a_change_where_the_heading_does_not():
    _, found = facts(
        "Chỉ tiêu\tĐVT\tNăm 2019\tNăm 2020\tTăng/giảm (%)",
        "Số hộ nghèo\thộ\t1.000\t800\t80,0",
        "Số hộ cận nghèo\thộ\t2.000\t2.200\t110,0",
        "Số hộ thoát nghèo\thộ\t400\t500\t125,0",
    )
    assert {found[q].role for q in ("80,0", "110,0", "125,0")} == {"share"}


@pytest.mark.parametrize("formula", ["4/3", "(4/3)", "5=4/3", "(5)=(4)/(3)", "5=4/3*100%"])
def test_the_numbers_of_an_index_row_name_the_columns_of_a_formula(formula):
    document, found = facts(
        "TT\tNội dung\tDự toán\tThực hiện\tSo sánh (%)",
        f"1\t2\t3\t4\t{formula}",
        "1\tThu nội địa\t200\t150\t75,0",
        "2\tThu khác\t100\t90\t90,0",
    )
    assert document.indicators[found["75,0"].of].quote == "150"


def test_rows_below_of_which_and_deeper_numbers_are_parts():
    document, found = facts(
        "STT\tChỉ tiêu\tĐVT\tThực hiện",
        "1\tSố hộ nghèo\thộ\t6.455",
        "1.1\tKhu vực thành thị\thộ\t1.204",
        "1.2\tKhu vực nông thôn\thộ\t5.251",
        "2\tSố lao động được tạo việc làm\tngười\t12.540",
        "\tTrong đó: Lao động nữ\tngười\t5.812",
    )
    part = {q: found[q].part_of is not None and document.indicators[found[q].part_of].quote for q in ("1.204", "5.251", "5.812", "12.540")}
    assert part == {"1.204": "6.455", "5.251": "6.455", "5.812": "12.540", "12.540": False}
    assert found["1.204"].name == "số hộ nghèo khu vực thành thị"


@pytest.mark.parametrize("last", [False, True])
def test_a_total_row_is_the_whole_of_the_rows_that_sum_to_it(last):
    rows = ["1\tVị Thủy\t17.066", "2\tPhụng Hiệp\t19.260", "3\tLong Mỹ\t18.930"]
    total = "\tToàn tỉnh\t55.256"
    document, found = facts("TT\tHuyện\tDiện tích (ha)", *([*rows, total] if last else [total, *rows]))
    assert document.indicators[found["19.260"].part_of].quote == "55.256"
    assert (found["19.260"].place, found["55.256"].place) == ("Phụng Hiệp", "Hậu Giang")


def test_districts_may_stand_in_columns():
    document, found = facts(
        "STT\tChỉ tiêu\tĐVT\tToàn tỉnh\tHuyện Vị Thủy\tTX. Long Mỹ",
        "1\tSố hộ nghèo\thộ\t900\t500\t400",
        "2\tTỷ lệ hộ nghèo\t%\t4,5\t5,2\t3,9",
    )
    assert [found[q].place for q in ("900", "500", "400")] == ["Hậu Giang", "huyện Vị Thủy", "thị xã Long Mỹ"]
    assert document.indicators[found["500"].part_of].quote == "900"
    assert found["5,2"].part_of is None


def test_marks_for_no_figure_are_no_facts_and_zero_is_one():
    document, found = facts(
        "STT\tChỉ tiêu\tĐVT\tKế hoạch\tThực hiện", "1\tSố ca tử vong\tca\t-\t0", "2\tSố ca mắc\tca\t…\t12", "3\tSố vụ\tvụ\tx\t4"
    )
    assert found["0"].value == 0
    states = {c.text: c.state for c in document.tables[0].cells if c.text in ("-", "…", "x", "0")}
    assert states == {"-": "none", "…": "not_reported", "x": "not_applicable", "0": "number"}


def test_an_index_table_gives_shares_against_several_times():
    _, found = facts(
        "NHÓM HÀNG\tChỉ số giá so với (%)\t\t\t",
        "\tKỳ gốc 2019\tCùng kỳ năm trước\tTháng trước\tBình quân cùng kỳ",
        "CHỈ SỐ GIÁ TIÊU DÙNG\t110,51\t104,94\t99,79\t103,44",
        "1. Lương thực\t116,56\t99,16\t100,49\t98,58",
        caption="Chỉ số giá tháng 9 năm 2020 như sau:",
    )
    assert {(i.kind, i.role) for i in found.values()} == {("percent", "share")}
    assert (found["99,79"].period, found["103,44"].period) == ("2020-09-01/2020-09-30", "2020-01-01/2020-09-30")
    assert (found["110,51"].name, found["98,58"].name) == ("chỉ số giá tiêu dùng", "chỉ số giá lương thực")


def test_every_number_of_a_table_is_accounted_for_once():
    document, _found = facts(
        "STT\tChỉ tiêu\tĐVT\tKế hoạch 2020\tThực hiện\tGhi chú", "1\tSố hộ vay vốn 120\thộ\t12\t14\txem mục 3", "2\tSố hộ\thộ\t1\t2\t"
    )
    inside = [n for n in document.numbers if n.start > document.text.index("STT")]
    assert len({n.start for n in inside}) == len(inside) == 9
    assert {document.text[n.start : n.end]: n.reason for n in inside if n.reason} == {
        "2020": "heading",
        "1": "ordinal",
        "2": "ordinal",
        "120": "name",
        "3": "table",
    }


def test_prose_round_a_table_is_read_as_before():
    document, _ = facts(
        "STT\tChỉ tiêu\tĐVT\tThực hiện", "1\tSố hộ nghèo\thộ\t6.455", "2\tSố hộ cận nghèo\thộ\t7.120", "", "Đã hỗ trợ 318 hộ nghèo xây nhà."
    )
    assert [i.quote for i in document.indicators if i.table is None] == ["318 hộ nghèo"]
