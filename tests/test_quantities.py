"""Wording → what the number is. One table a behaviour; the words are ours."""

import pytest

from baocao_extract import extract_text


def only(sentence):
    document = extract_text(sentence)
    assert len(document.indicators) == 1, [(i.quote, i.kind) for i in document.indicators]
    return document.indicators[0]


@pytest.mark.parametrize(
    ("sentence", "value", "kind"),
    [
        ("Hỗ trợ xây nhà cho 17.250 hộ.", 17250, "households"),
        ("Tư vấn cho 1.204.311 lượt người.", 1204311, "people"),
        ("Tặng gần 6 nghìn suất quà.", 6000, "items"),
        ("Dân số 1,55 triệu người.", 1550000, "people"),
        ("Đón 16,6 vạn lượt khách.", 166000, "people"),
        ("Có hơn nửa triệu người tham gia.", 500000, "people"),
        ("Hỗ trợ ba mươi lăm hộ nghèo.", 35, "households"),
        ("Cấp phát một trăm linh hai suất quà.", 102, "items"),
        ("Kiểm tra 02 cơ sở vi phạm.", 2, "organisations"),
        ("Độ che phủ rừng đạt 47.2%.", 47.2, "percent"),
        ("Năng suất lúa đạt 61,5 tạ/ha.", 61.5, "rate"),
        ("Xảy ra 17 vụ tai nạn giao thông.", 17, "cases"),
        ("Gieo cấy 71.226 ha lúa.", 71226, "area"),
        ("Bình quân 15 kg/khẩu.", 15, "rate"),
        ("Số lượng tàu cá có 7,9 nghìn chiếc.", 7900, "items"),
    ],
)
def test_a_number_and_its_unit_give_value_and_kind(sentence, value, kind):
    found = only(sentence)
    assert (found.value, found.kind) == (value, kind)


@pytest.mark.parametrize(
    ("sentence", "millions"),
    [
        ("Kinh phí 12.450.000.000 đồng.", 12450),
        ("Kinh phí 850 triệu.", 850),
        ("Kinh phí 1,25 tỷ đồng.", 1250),
        ("Kinh phí 0,5 nghìn tỷ đồng.", 500000),
        ("Kinh phí 119 tỷ 214 triệu đồng.", 119214),
        ("Kinh phí 588.540 triệu đồng.", 588540),
        ("Kinh phí 5.800tỷđồng.", 5800000),
        ("Chuẩn trợ cấp 270.000 đồng.", 0.27),
    ],
)
def test_money_is_in_million_dong(sentence, millions):
    found = only(sentence)
    assert (found.kind, found.value) == ("money", millions)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Mức 80 nghìn đồng/người/tháng.", 80000),
        ("Lương bình quân 5,12 triệu đồng/người/tháng.", 5120000),
        ("Gạo tẻ giá 16.400đ/kg.", 16400),
        ("Vé vào cửa giá 120.000 đồng một người.", 120000),
    ],
)
def test_money_per_unit_is_a_price_in_dong(sentence, value):
    found = only(sentence)
    assert (found.kind, found.value) == ("price", value)


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        ("Phấn đấu đạt 10-15% kế hoạch.", 10, 15),
        ("Tỷ lệ đạt từ 57 đến 58% dân số.", 57, 58),
        ("Giá trứng 28.000 30.000đ/chục.", 28000, 30000),
        ("Giá mận từ 8.000 - 15.000 đồng/kg.", 8000, 15000),
        ("Giá hành từ 5.000 đồng đến 7.000 đồng/kg.", 5000, 7000),
    ],
)
def test_a_range_has_two_ends(sentence, low, high):
    found = only(sentence)
    assert (found.value, found.upper) == (low, high)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Trung cấp nghề 1. 268 người.", 1268),
        ("Giải quyết việc làm đạt 10 3,3% kế hoạch.", 103.3),
        ("Tỷ lệ sinh đạt 1, 739% dân số.", 1.739),
        ("Thu hút 7 7 vạn lượt khách.", 770000),
    ],
)
def test_a_blank_inside_a_number_is_read_through(sentence, value):
    assert only(sentence).value == value


@pytest.mark.parametrize(
    ("sentence", "modifier"),
    [
        ("Kinh phí trên 17 tỷ đồng.", "over"),
        ("Kinh phí hơn 17 tỷ đồng.", "over"),
        ("Kinh phí gần 18 tỷ đồng.", "nearly"),
        ("Kinh phí khoảng 77 tỷ đồng.", "about"),
        ("Đưa ít nhất 2.000 lao động đi làm việc.", "at_least"),
        ("Chi không quá 30 tỷ đồng.", "at_most"),
        ("Tỷ lệ giải ngân dưới 70% kế hoạch.", "under"),
        ("Giá bán từ 15.000 đồng/kg trở lên.", "at_least"),
        ("Kinh phí 17 tỷ đồng.", "exact"),
    ],
)
def test_a_word_before_the_number_loosens_it(sentence, modifier):
    assert only(sentence).modifier == modifier


@pytest.mark.parametrize(
    ("sentence", "role", "value"),
    [
        ("Số vụ tăng 12% so với năm trước.", "change", 12),
        ("Số vụ giảm 3 vụ so với cùng kỳ.", "change", -3),
        ("Thu ngân sách cao hơn mức giao 205 tỷ đồng.", "change", 205000),
        ("Tỷ lệ hộ nghèo giảm còn 8,31%.", "share", 8.31),
        ("Tỷ lệ hộ nghèo là 2,66%.", "share", 2.66),
        ("Tốc độ tăng trưởng kinh tế đạt 6,8%.", "change", 6.8),
        ("Giải ngân thấp hơn bình quân cả nước 0,8 điểm phần trăm.", "change", -0.8),
        ("Doanh thu gấp 1,4 lần cùng kỳ.", "share", 1.4),
        ("Tạo việc làm cho 120 người.", "level", 120),
    ],
)
def test_the_verb_says_level_change_or_share(sentence, role, value):
    found = only(sentence)
    assert (found.role, found.value) == (role, value)


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện Quyết định số 1956/QĐ-TTg của Thủ tướng Chính phủ.",
        "Căn cứ Điều 5, khoản 2 của Luật.",
        "Học sinh lớp 5 học trực tuyến.",
        "Phòng dịch Covid-19 theo kế hoạch.",
        "Gọi số điện thoại 0233.3850.123 để được hướng dẫn.",
        "Xếp thứ 19/63 cả nước.",
        "Cuộc họp lúc 14h30.",
        "Tuyến quốc lộ 1 qua địa bàn.",
        "Trẻ em dưới 16 tuổi được tiêm phòng.",
        "Bản đồ tỷ lệ 1/25.000 đã xong.",
        "Cơn bão số 10 gây mưa lớn.",
        "Làm việc một cách nghiêm túc.",
        "Không có trẻ em tử vong.",
    ],
)
def test_names_documents_and_times_are_no_quantities(sentence):
    assert extract_text(sentence).indicators == []


def test_x_of_y_gives_two_figures_and_the_first_is_part_of_the_second():
    first, second = extract_text("Đến nay có 95/155 xã đạt chuẩn.").indicators
    assert (first.value, second.value, first.part_of) == (95, 155, second.id)


def test_numbers_before_a_shared_unit_take_it():
    figures = extract_text("Ba đơn vị được giao lần lượt là 6,4; 7,1 và 5,4 tỷ đồng.").indicators
    assert [f.value for f in figures if f.kind == "money"] == [6400, 7100, 5400]


def test_bare_numbers_of_a_list_take_the_unit_of_their_whole():
    figures = extract_text("Toàn huyện có 54 trường, trong đó mầm non 19, tiểu học 17, trung học cơ sở 18.").indicators
    assert [(f.value, f.kind) for f in figures] == [
        (54, "organisations"),
        (19, "organisations"),
        (17, "organisations"),
        (18, "organisations"),
    ]


def test_a_declared_unit_reaches_the_bare_figures_below_it():
    figures = extract_text("Thu theo địa bàn (đơn vị tính: triệu đồng):\n- Thành phố: 118.620\n- Các huyện: 61.480\n").indicators
    assert [f.value for f in figures] == [118620, 61480]


def test_a_unit_that_no_pattern_names_is_still_found_and_marked():
    found = only("Trao 12 khumôm cho bà con.")
    assert (found.value, found.unit_known) == (12, False)


def test_every_digit_group_is_accounted_for_once():
    text = "Theo Quyết định số 12/QĐ-UBND ngày 5/7/2019, có 30 hộ (tăng 5%) ở tổ 4, số máy 0912345678."
    document = extract_text(text)
    covered = [p for n in document.numbers for p in range(n.start, n.end)]
    assert all(k in covered for k, c in enumerate(text) if c.isdigit())
    assert all((n.indicator is None) != (n.reason is None) for n in document.numbers)


def test_a_raised_figure_behind_a_scale_word_is_no_number_to_add():
    assert [i.value for i in extract_text("Giải ngân 25 tỷ ² đồng và 2 triệu đồng.").indicators][-1] == 2
