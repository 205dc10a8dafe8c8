"""Places: what the gazetteer knows, which area a document is about, and which place a figure belongs to."""

from datetime import date

import pytest

from baocao_extract import gazetteer, places_in_time
from baocao_extract.evaluation.alike import same_place
from baocao_extract.patterns import load
from baocao_extract.pipeline import read_draft

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
BODY = "\nKết quả đạt được như sau:\n\nI. KẾT QUẢ\n\nĐã hỗ trợ 120 hộ nghèo.\n"


def read(text):
    return read_draft(text, load())


def places(text):
    return {text[q.start : q.end]: q.place for q in read(text).quantities}


# --- the gazetteer --------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def known():
    return gazetteer.load(load())


@pytest.mark.parametrize(
    ("written", "province"),
    [
        ("Đắk Lắk", "Đắk Lắk"), ("Đăk Lăk", "Đắk Lắk"), ("Đắc Lắc", "Đắk Lắk"), ("Dak Lak", "Đắk Lắk"), ("ĐĂK NÔNG", "Đắk Nông"),
        ("Bắc Cạn", "Bắc Kạn"), ("BR-VT", "Bà Rịa - Vũng Tàu"), ("Bà Rịa – Vũng Tàu", "Bà Rịa - Vũng Tàu"), ("TPHCM", "Hồ Chí Minh"),
        ("Sài Gòn", "Hồ Chí Minh"), ("Thừa Thiên - Huế", "Thừa Thiên Huế"), ("Khánh Hoà", "Khánh Hòa"), ("Thanh Hóa", "Thanh Hóa"),
        ("Kontum", "Kon Tum"), ("Hà Tây", "Hà Tây"),
    ],
)  # fmt: skip
def test_a_province_is_known_in_every_spelling(known, written, province):
    assert known.named(written).provinces[0].name == province


@pytest.mark.parametrize(
    ("written", "province"), [("Quy Nhơn", "Bình Định"), ("Qui Nhơn", "Bình Định"), ("Mỹ Tho", "Tiền Giang"), ("Mĩ Tho", "Tiền Giang"), ("Cư M'gar", "Đắk Lắk"), ("Đakrông", "Quảng Trị"), ("Từ Liêm", "Hà Nội")]
)  # fmt: skip
def test_a_district_is_known_with_its_province(known, written, province):
    assert [known.provinces[d.province].name for d in known.named(written).districts] == [province]


def test_a_name_that_many_districts_bear_keeps_them_all(known):
    assert len(known.named("Châu Thành").districts) >= 9


def test_sixty_three_provinces_until_june_2025_and_thirty_four_after(known):
    assert sum(p.on(date(2025, 6, 30)) for p in known.provinces.values()) == 63
    assert sum(p.on(date(2025, 7, 1)) for p in known.provinces.values()) == 34


@pytest.mark.parametrize(
    ("written", "day", "name"),
    [("Bắc Giang", "2025-08-01", "Bắc Ninh"), ("Bắc Giang", "2020-01-01", "Bắc Giang"), ("Hà Tây", "2012-01-01", "Hà Nội"), ("Huế", "2019-05-05", "Thừa Thiên Huế"),
     ("Thừa Thiên Huế", "2025-02-01", "Huế"), ("Bắc Giang", None, "Bắc Giang"), ("Điện Biên", "2003-05-01", "Lai Châu"), ("Minh Hải", "2026-01-01", "Cà Mau")],
)  # fmt: skip
def test_a_province_is_followed_through_its_mergers(known, written, day, name):
    assert known.on(known.named(written).provinces[0].key, day).name == name


# --- the document's area -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "province", "place"),
    [
        ("UBND TỈNH YÊN BÁI\nSỞ Y TẾ\n\n" + MOTTO + "\nSố: 12/BC-SYT\nYên Bái, ngày 5 tháng 4 năm 2019", "Yên Bái", "Yên Bái"),
        ("UBND TỈNH\nLÀO CAI\n\n" + MOTTO + "\nSố: 12/BC-UBND", "Lào Cai", "Lào Cai"),
        ("ỦY BAN NHÂN DÂN\nHUYỆN VĂN BÀN\n\n" + MOTTO + "\nSố: 9/BC-UBND\nVăn Bàn, ngày 5 tháng 4 năm 2019", "Lào Cai", "huyện Văn Bàn"),
        ("ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTHÀNH PHỐ VIỆT TRÌ          Độc lập - Tự do - Hạnh phúc\n\nSố: 9/BC-UBND", "Phú Thọ", "thành phố Việt Trì"),
        ("UBND HUYỆN SÔNG MÃ\nPHÒNG NỘI VỤ\n\n" + MOTTO + "\nSố: 9/BC-NV", "Sơn La", "huyện Sông Mã"),
        ("UBND HUYỆN SÔNG MÃ\nUBND XÃ NÀ NGHỊU\n\n" + MOTTO + "\nSố: 9/BC-UBND", "Sơn La", "xã Nà Nghịu"),
        ("UBND THÀNH PHỐ ĐÀ NẴNG\nSỞ DU LỊCH\n\n" + MOTTO + "\nSố: 9/BC-SDL", "Đà Nẵng", "Đà Nẵng"),
        ("TỔNG CỤC THỐNG KÊ\nCỤC THỐNG KÊ TỈNH HÀ GIANG\n\n" + MOTTO + "\nSố: 9/BC-CTK", "Hà Giang", "Hà Giang"),
        ("CỤC THỐNG KÊ HÀ GIANG\nCHI CỤC THỐNG KÊ HUYỆN MÈO VẠC\n\n" + MOTTO + "\nSố: 9/BC-CCTK", "Hà Giang", "huyện Mèo Vạc"),
        ("BẢO HIỂM XÃ HỘI VIỆT NAM\nBẢO HIỂM XÃ HỘI TỈNH TRÀ VINH\n\n" + MOTTO + "\nSố: 9/BC-BHXH", "Trà Vinh", "Trà Vinh"),
        ("TỈNH ỦY CAO BẰNG\nBAN TỔ CHỨC\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\nSố 9-BC/BTC", "Cao Bằng", "Cao Bằng"),
        ("HUYỆN ỦY BÌNH LIÊU\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\nSố 9-BC/HU", "Quảng Ninh", "huyện Bình Liêu"),
        ("SỞ CÔNG THƯƠNG\n\n" + MOTTO + "\nSố: 9/BC-SCT\nPhủ Lý, ngày 2 tháng 3 năm 2016", "Hà Nam", "Hà Nam"),
        ("SỞ CÔNG THƯƠNG\n\n" + MOTTO + "\nSố: 9/BC-SCT\nBình Thuận, ngày 2 tháng 3 năm 2016", "Bình Thuận", "Bình Thuận"),
        ("BỘ GIÁO DỤC VÀ ĐÀO TẠO\n\n" + MOTTO + "\nSố: 9/BC-BGDĐT\nHà Nội, ngày 2 tháng 3 năm 2016", None, "Việt Nam"),
        ("BỘ KẾ HOẠCH VÀ ĐẦU TƯ\nTỔNG CỤC THỐNG KÊ\n\n" + MOTTO + "\nSố: 9/BC-TCTK\nHà Nội, ngày 2 tháng 3 năm 2016", None, "Việt Nam"),
        ("HỘI NÔNG DÂN VIỆT NAM\nBAN CHẤP HÀNH TRUNG ƯƠNG\n\nSố: 9-BC/HNDTW\nHà Nội, ngày 2 tháng 3 năm 2016", None, "Việt Nam"),
        ("HỘI NÔNG DÂN TỈNH ĐIỆN BIÊN\nBAN CHẤP HÀNH\n\nSố: 9-BC/HNDT\nĐiện Biên, ngày 2 tháng 3 năm 2016", "Điện Biên", "Điện Biên"),
        ("ỦY BAN NHÂN DÂN\nTỈNH THỪA THIÊN HUẾ\n\n" + MOTTO + "\nSố: 9/BC-UBND\nThừa Thiên Huế, ngày 2 tháng 3 năm 2016", "Thừa Thiên Huế", "Thừa Thiên Huế"),
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HUẾ\n\n" + MOTTO + "\nSố: 9/BC-UBND\nHuế, ngày 2 tháng 3 năm 2016", "Thừa Thiên Huế", "thành phố Huế"),
        ("UBND TỈNH ĐĂK LĂK\nSỞ NỘI VỤ\n\n" + MOTTO + "\nSố: 9/BC-SNV", "Đắk Lắk", "Đắk Lắk"),
        ("UBND THỊ XÃ NGHĨA LỘ\n\n" + MOTTO + "\nSố: 9/BC-UBND\nNghĩa Lộ, ngày 2 tháng 3 năm 2016", "Yên Bái", "thị xã Nghĩa Lộ"),
        ("UBND QUẬN CẨM LỆ\n\n" + MOTTO + "\nSố: 9/BC-UBND", "Đà Nẵng", "quận Cẩm Lệ"),
        ("UBND TỈNH QUẢNG TRỊ\nBAN QUẢN LÝ KHU KINH TẾ\n\n" + MOTTO + "\nSố: 9/BC-KKT\nĐông Hà, ngày 2 tháng 3 năm 2016", "Quảng Trị", "Quảng Trị"),
        ("CÔNG AN TỈNH LAI CHÂU\nCÔNG AN HUYỆN SÌN HỒ\n\n" + MOTTO + "\nSố: 9/BC-CAH", "Lai Châu", "huyện Sìn Hồ"),
        ("KIỂM TOÁN NHÀ NƯỚC\n\n" + MOTTO + "\nSố: 9/BC-KTNN\nHà Nội, ngày 2 tháng 3 năm 2016", None, "Việt Nam"),
        ("SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN\n\nSố: 9/BC-SNN\nHà Nội, ngày 2 tháng 3 năm 2016", "Hà Nội", "Hà Nội"),
        ("UBND THÀNH PHỐ HẢI PHÒNG\nUBND QUẬN LÊ CHÂN\n\n" + MOTTO + "\nSố: 9/BC-UBND", "Hải Phòng", "quận Lê Chân"),
        ("NGÂN HÀNG NHÀ NƯỚC VIỆT NAM\nCHI NHÁNH TỈNH SƠN LA\n\n" + MOTTO + "\nSố: 9/BC-SLA", "Sơn La", "Sơn La"),
        ("TỔNG CÔNG TY ĐIỆN LỰC MIỀN BẮC\nCÔNG TY ĐIỆN LỰC HƯNG YÊN\n\n" + MOTTO + "\nSố: 9/BC-PCHY", "Hưng Yên", "Hưng Yên"),
        ("UBND TỈNH HÀ TÂY\nSỞ Y TẾ\n\n" + MOTTO + "\nSố: 9/BC-SYT\nHà Đông, ngày 3 tháng 8 năm 2005", "Hà Tây", "Hà Tây"),
        ("UBND HUYỆN CHÂU THÀNH\n\n" + MOTTO + "\nSố: 9/BC-UBND\n\nBÁO CÁO\nTình hình năm 2016 của huyện Châu Thành, tỉnh Trà Vinh", "Trà Vinh", "huyện Châu Thành"),
    ],
)  # fmt: skip
def test_the_letterhead_tells_the_area(head, province, place):
    found = read(f"{head}\n\nBÁO CÁO\nKết quả công tác năm 2016\n{BODY}").metadata
    assert found.province == province
    assert same_place(found.place, place), found.place


@pytest.mark.parametrize(
    ("text", "province", "place"),
    [
        ("BÁO CÁO\nKết quả giảm nghèo trên địa bàn tỉnh Hòa Bình năm 2019\n" + BODY, "Hòa Bình", "Hòa Bình"),
        ("BÁO CÁO\nKết quả giảm nghèo năm 2019\n\nSở Lao động - Thương binh và Xã hội tỉnh Hòa Bình báo cáo như sau:\n" + BODY, "Hòa Bình", "Hòa Bình"),
        ("BÁO CÁO\nTình hình kinh tế - xã hội huyện Mai Châu năm 2019\n" + BODY, "Hòa Bình", "huyện Mai Châu"),
        ("BÁO CÁO\nXây dựng nông thôn mới xã Chiềng Châu, huyện Mai Châu năm 2019\n" + BODY, "Hòa Bình", "xã Chiềng Châu"),
        ("BÁO CÁO\nTình hình kinh tế - xã hội quý I năm 2019 của cả nước\n\nTổng cục Thống kê báo cáo Chính phủ về tình hình cả nước.\n" + BODY, None, "Việt Nam"),
    ],
)  # fmt: skip
def test_without_letterhead_the_title_and_the_opening_tell_the_area(text, province, place):
    found = read(text).metadata
    assert found.province == province
    assert same_place(found.place, place), found.place


def test_a_report_that_names_no_place_is_taken_for_one_of_the_country():
    found = read("BÁO CÁO\nKết quả công tác năm 2019\n" + BODY).metadata
    assert (found.province, found.place) == (None, "Việt Nam")


def test_a_place_that_one_paragraph_names_makes_no_province_of_a_news_item():
    text = (
        "Xuất khẩu gạo tăng trở lại\n10/09/2020 - 14:35\n"
        + "Tám tháng qua, các doanh nghiệp xuất khẩu 4,5 triệu tấn gạo, thu về 2,2 tỷ USD. " * 8
    )
    text += "\nỞ cửa khẩu Hữu Nghị (tỉnh Lạng Sơn) còn 150 xe chờ thông quan.\n"
    found = read(text).metadata
    assert (found.province, found.place) == (None, "Việt Nam")


def test_the_name_of_a_firm_is_no_district():
    text = (
        "Sợi Thái Hòa báo lãi\n10/09/2020 - 14:35\n"
        + "Công ty Sợi Thái Hòa ghi nhận doanh thu 486 tỷ đồng, lãi 27 tỷ đồng trong quý III/2020. " * 4
    )
    found = read(text).metadata
    assert (found.province, found.place) == (None, "Việt Nam")


@pytest.mark.parametrize(
    ("text", "province", "place"),
    [
        ("Lạng Sơn: Thu ngân sách vượt dự toán\n12/07/2021 08:00\nTheo Cục Thuế tỉnh Lạng Sơn, thu nội địa đạt 1.200 tỷ đồng.", "Lạng Sơn", "Lạng Sơn"),
        ("Xuất khẩu rau quả tăng mạnh\n12/07/2021 08:00\nTheo Bộ Công Thương, 6 tháng đầu năm, cả nước xuất khẩu rau quả đạt 2 tỷ USD.\nThị trường lớn nhất là Trung Quốc với 1 tỷ USD.", None, "Việt Nam"),
        ("Mưa lũ gây thiệt hại nặng\n12/07/2021 08:00\nMưa lớn làm 3 người chết ở các tỉnh Hà Giang, Lào Cai, Yên Bái và Sơn La.\nTheo Tổng cục Phòng chống thiên tai, cả nước có 120 nhà sập.", None, "Việt Nam"),
        ("Nông dân trồng rừng thoát nghèo\n12/07/2021 08:00\nỞ huyện Ba Chẽ, nhiều hộ trồng quế. Năm 2020, toàn huyện trồng 500 ha rừng.\nTheo Báo Quảng Ninh", "Quảng Ninh", "huyện Ba Chẽ"),
        ("Huyện Tủa Chùa giải ngân vốn giảm nghèo\n12/07/2021 08:00\nHuyện Tủa Chùa (tỉnh Điện Biên) đã giải ngân 12 tỷ đồng.\nUBND tỉnh Điện Biên yêu cầu đẩy nhanh tiến độ.", "Điện Biên", "huyện Tủa Chùa"),
        ("TP.HCM hỗ trợ lao động nghèo\n12/07/2021 08:00\nTP.HCM đã chi 600 tỷ đồng cho lao động tự do. UBND TP.HCM giao Sở Lao động thực hiện.", "TP.HCM", "TP.HCM"),
        ("Bộ Y tế: Thêm 2.000 ca mắc\n12/07/2021 08:00\nBộ Y tế ghi nhận 2.000 ca mắc, trong đó TP.HCM 1.200 ca, Bình Dương 300 ca, Long An 120 ca.", None, "Việt Nam"),
        ("Yên Bái sau sáp nhập\n12/07/2025 08:00\nTỉnh Lào Cai mới có 99 xã, phường và 1,7 triệu dân.", "Lào Cai", "Lào Cai"),
        ("Người trồng cà phê gặp khó\n12/07/2021 08:00\nTại xã Ea Tul, huyện Cư M'gar, giá cà phê giảm còn 32.000 đồng/kg. Toàn huyện Cư M'gar có 36.000 ha cà phê.", "Đắk Lắk", "Đắk Lắk"),
    ],
)  # fmt: skip
def test_a_news_item_is_about_the_area_that_it_names_most(text, province, place):
    found = read(text).metadata
    assert found.province == province
    assert same_place(found.place, place), found.place


# --- the figure's place ---------------------------------------------------------------------------------------------------------------

HEAD = (
    "UBND TỈNH YÊN BÁI\nSỞ Y TẾ\n\n" + MOTTO + "\nSố: 12/BC-SYT\nYên Bái, ngày 5 tháng 4 năm 2019\n\nBÁO CÁO\nKết quả công tác năm 2018\n\n"
)


def figure(sentence):
    """The place of each figure of a sentence in a report of the province of Yên Bái."""
    draft = read(HEAD + sentence + "\n")
    return [q.place for q in draft.quantities]


HOME = "Yên Bái"


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Toàn tỉnh có 125 ca mắc.", [HOME]),
        ("Huyện Văn Yên có 12 ca mắc.", ["huyện Văn Yên"]),
        ("Tại huyện Văn Yên ghi nhận 12 ca mắc, huyện Lục Yên 5 ca mắc, toàn tỉnh 40 ca mắc.", ["huyện Văn Yên", "huyện Lục Yên", HOME]),
        ("Đã xảy ra 3 vụ ngộ độc tại huyện Trạm Tấu.", ["huyện Trạm Tấu"]),
        ("Đã xảy ra 3 vụ ngộ độc trên địa bàn thị xã Nghĩa Lộ.", ["thị xã Nghĩa Lộ"]),
        ("Ghi nhận 12 ca mắc (huyện Văn Yên).", ["huyện Văn Yên"]),
        ("Ghi nhận 12 ca mắc (Văn Yên 7 ca, Lục Yên 5 ca).", [HOME, "huyện Văn Yên", "huyện Lục Yên"]),
        ("Huyện Văn Yên và huyện Lục Yên có 12 ca mắc.", ["huyện Văn Yên, huyện Lục Yên"]),
        ("Các huyện Văn Yên, Lục Yên và Yên Bình có 12 ca mắc.", ["huyện Văn Yên, huyện Lục Yên, huyện Yên Bình"]),
        ("Huyện Văn Yên và huyện Lục Yên ghi nhận lần lượt 7 ca mắc và 5 ca mắc.", ["huyện Văn Yên", "huyện Lục Yên"]),
        ("Dịch xuất hiện ở hai huyện Văn Yên và Lục Yên.", ["huyện Văn Yên, huyện Lục Yên"]),
        ("Có 03 xã gồm An Thịnh, Mậu A và Đông Cuông.", ["xã An Thịnh, xã Mậu A, xã Đông Cuông"]),
        ("Có 2 xã đạt chuẩn (Phú Thịnh, Tân Hương).", ["xã Phú Thịnh, xã Tân Hương"]),
        ("Tại xã An Thịnh, huyện Văn Yên có 4 ca mắc.", ["xã An Thịnh"]),
        ("Tại xã An Thịnh (huyện Văn Yên) có 4 ca mắc.", ["xã An Thịnh"]),
        ("Tỷ lệ tiêm chủng đạt 95%, cao hơn bình quân cả nước.", [HOME]),
        ("Tỷ lệ tiêm chủng đạt 95%, cao hơn cả nước 2%.", [HOME, HOME]),
        ("Tỷ lệ tiêm chủng đạt 95% (cả nước 93%).", [HOME, "Việt Nam"]),
        ("Tuyến đường dài 25 km nối sông Chảy với cầu Văn Phú.", [HOME]),
        ("Trường THPT Mù Cang Chải có 620 học sinh.", [HOME]),
        ("TP. Yên Bái có 15 trạm y tế.", ["TP. Yên Bái"]),
        ("TX Nghĩa Lộ có 14 trạm y tế.", ["TX Nghĩa Lộ"]),
        ("Thị trấn Mậu A có 30 ca mắc.", ["thị trấn Mậu A"]),
        ("Sở Lao động - Thương binh và Xã hội hỗ trợ 30 hộ.", [HOME]),
        ("Hợp tác xã Tân Tiến có 30 hộ.", [HOME]),
        ("Các xã có 30 hộ nghèo.", [HOME]),
        ("Huyện Văn Yên có 12 ca mắc. Số đã khỏi là 10 ca mắc.", ["huyện Văn Yên", HOME]),
        ("Tỷ lệ của tỉnh là 12%, của huyện Văn Yên là 15%.", [HOME, "huyện Văn Yên"]),
        ("Tịch thu 120 kg thuốc tại xã Tân Hương (huyện Yên Bình).", ["xã Tân Hương"]),
        ("Công ty Cổ phần Khoáng sản Văn Yên nộp 12 tỷ đồng.", [HOME]),
        ("Các xã: An Thịnh 7 hộ; Đông An 5 hộ.", ["xã An Thịnh", "xã Đông An"]),
        ("Các huyện: Văn Yên 7 ca mắc; Lục Yên 5 ca mắc.", ["huyện Văn Yên", "huyện Lục Yên"]),
    ],
)  # fmt: skip
def test_a_figure_belongs_to_the_place_that_is_named_for_it(sentence, wanted):
    got = figure(sentence)
    assert len(got) == len(wanted)
    assert all(same_place(g, w) for g, w in zip(got, wanted, strict=True)), got


def test_a_list_of_districts_gives_each_figure_its_own():
    got = figure("Số ca mắc theo huyện như sau:\n- Thành phố Yên Bái: 30 ca\n- Huyện Văn Yên: 12 ca\n- Thị xã Nghĩa Lộ: 5 ca")
    assert got == ["Thành phố Yên Bái", "Huyện Văn Yên", "Thị xã Nghĩa Lộ"]


def test_a_lead_in_names_the_place_of_its_items():
    assert figure("Tại huyện Văn Yên:\n- 12 ca mắc;\n- 3 ca tử vong.") == ["huyện Văn Yên"] * 2


def test_a_heading_names_the_place_of_its_section():
    assert figure("1. Huyện Văn Yên\n\nCó 12 ca mắc.\n\n2. Huyện Lục Yên\n\nCó 9 ca mắc.") == ["Huyện Văn Yên", "Huyện Lục Yên"]


def test_in_a_district_report_the_whole_province_is_told_from_the_district():
    text = "UBND HUYỆN HƯƠNG KHÊ\n\nSố: 9/BC-UBND\n\nBÁO CÁO\nKết quả năm 2018\n\nToàn huyện gieo cấy 3.000 ha, xã Phúc Đồng 300 ha; toàn tỉnh Hà Tĩnh 44.000 ha.\n"
    assert list(places(text).values()) == ["huyện Hương Khê", "xã Phúc Đồng", "Hà Tĩnh"]


def test_what_follows_an_enumeration_of_places_is_about_none_of_them():
    text = "Bộ Y tế: Thêm ca mắc\n12/07/2021 08:00\nCả nước có 2.000 ca mắc, trong đó Bình Dương 300 ca, Long An 120 ca. Có 1.100 ca đã khỏi.\n"
    assert places(text)["1.100 ca"] == "Việt Nam"


def test_the_origin_of_a_place_is_told():
    draft = read(HEAD + "Huyện Văn Yên có 12 ca mắc.\nCó 30 ca đã khỏi.\n")
    assert [q.place_from for q in draft.quantities] == ["sentence", "document"]


def test_a_number_is_no_part_of_a_name():
    assert figure("Tại các phường, xã 12 ca mắc.") == [HOME]


@pytest.mark.parametrize(
    "text", ["", "huyện", "tại", "(", "Huyện  ", "tỉnh\n", "TP.", "xã 5", "các huyện,", "Đ" * 5000, "huyện " * 3000, "Hà Nội, " * 3000]
)
def test_odd_input_is_read_without_a_fault(text):
    read(text)


def test_a_city_that_a_question_takes_for_its_province_is_the_city_in_a_text(known):
    named = known.named("Vũng Tàu")
    assert not named.provinces
    assert [d.name for d in named.districts] == ["Vũng Tàu"]
    asked = places_in_time.resolve("vung tau")
    assert asked is not None
    assert asked.name == "Bà Rịa - Vũng Tàu"
