"""A table that contradicts itself is named, with the cause where it can be told, and nothing is corrected."""

import pytest

from baocao_extract import extract_text


def findings(*rows):
    document = extract_text("BÁO CÁO\nKết quả năm 2020\n\nBiểu 1\n" + "\n".join(rows) + "\n")
    return [(f.code, f.cause, [document.text[a:b] for a, b in f.spans]) for f in document.findings]


RICE = ["TT\tHuyện\tDiện tích (ha)", "\tToàn tỉnh\t55.256", "1\tVị Thủy\t17.066", "2\tPhụng Hiệp\t19.260"]


def test_a_column_that_sums_is_silent():
    assert findings(*RICE, "3\tLong Mỹ\t18.930") == []


def test_a_column_that_misses_its_total_is_named():
    found = findings(*RICE, "3\tLong Mỹ\t18.390")
    assert [f[0] for f in found] == ["BF101"]
    assert found[0][1].startswith("digits transposed")
    assert found[0][2] == ["55.256", "17.066", "19.260", "18.390"]


PLAN = [
    "STT\tChỉ tiêu\tĐVT\tKế hoạch\tThực hiện\tTH/KH (%)",
    "1\tSố hộ vay vốn\thộ\t200\t150\t75,0",
    "2\tSố lớp tập huấn\tlớp\t40\t44\t110,0",
]


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        ("3\tSố người học nghề\tngười\t500\t450\t90,0", ()),
        ("3\tSố người học nghề\tngười\t500\t450\t99,0", (None,)),
        ("3\tSố người học nghề\tngười\t500\t450\t0,90", ("a fraction where a percentage is announced",)),
        ("3\tSố người học nghề\tngười\t500\t463\t96,2", ("digits transposed: 96,2 for 92.60",)),
    ],
)
def test_stated_percentages_are_recomputed(row, cause):
    assert [f[1] for f in findings(*PLAN, row) if f[0] == "BF104"] == list(cause)


def test_a_price_a_thousand_times_off_is_named():
    rows = [
        "STT\tMặt hàng\tĐVT\tGiá",
        "1\tThóc\tđ/kg\t8.200",
        "2\tGạo\tđ/kg\t16.500",
        "3\tNgô\tđ/kg\t9.100",
        "4\tKhoai\tđ/kg\t12",
        "5\tSắn\tđ/kg\t7.400",
    ]
    assert [(f[0], f[2][0]) for f in findings(*rows)] == [("BF105", "12")]
