"""A table in plain text is found by its structure, however it is set."""

import pytest

from baocao_extract import extract_text

ROWS = [
    ["STT", "Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện"],
    ["1", "Số hộ nghèo", "hộ", "6.200", "6.455"],
    ["2", "Số lao động có việc làm", "người", "15.000", "12.540"],
    ["3", "Tỷ lệ hộ nghèo", "%", "3,10", "3,24"],
]


def spaced(rows):
    widths = [max(len(r[c]) for r in rows) + 3 for c in range(len(rows[0]))]
    return "\n".join("".join(t.ljust(w) for t, w in zip(r, widths, strict=True)).rstrip() for r in rows)


@pytest.mark.parametrize(
    "table",
    [
        "\n".join("\t".join(r) for r in ROWS),
        "\n".join("| " + " | ".join(r) + " |" for r in ROWS),
        "\n".join("| " + " | ".join(r) + " |" for r in [ROWS[0], ["---"] * 5, *ROWS[1:]]),
        "\n".join(" | ".join(r) for r in ROWS),
        spaced(ROWS),
        "\n".join(t for r in ROWS for t in r),
        "\n\n".join(t for r in ROWS for t in r),
    ],
    ids=["tabs", "bars", "markdown", "inner bars", "blanks", "one cell a line", "one cell a paragraph"],
)
def test_the_same_facts_come_of_every_setting(table):
    document = extract_text(f"BÁO CÁO\nKết quả năm 2020\n\nBiểu 1\n\n{table}\n\nHết.\n")
    assert [(i.quote, i.kind, i.status, i.name) for i in document.indicators] == [
        ("6.200", "households", "plan", "số hộ nghèo"), ("6.455", "households", "actual", "số hộ nghèo"),
        ("15.000", "people", "plan", "số lao động có việc làm"), ("12.540", "people", "actual", "số lao động có việc làm"),
        ("3,10", "percent", "plan", "tỷ lệ hộ nghèo"), ("3,24", "percent", "actual", "tỷ lệ hộ nghèo"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "UBND TỈNH HẬU GIANG\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ Y TẾ\tĐộc lập - Tự do - Hạnh phúc\nSố: 12/BC-SYT\tHậu Giang, ngày 5 tháng 3 năm 2020\n",
        "Nơi nhận:      GIÁM ĐỐC\n- Như trên;\n- Lưu: VT.      Nguyễn Văn A\n",
        "Hỗ trợ 120 hộ | xây 12 nhà | trao 30 suất quà.\n",
        "1.   Hỗ trợ 120 hộ.\n2.   Xây 12 nhà.\n3.   Trao 30 suất quà.\n",
    ],
)
def test_letterheads_signatures_and_lists_are_no_tables(text):
    assert extract_text(text).tables == []
