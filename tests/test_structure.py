"""The room structure/: what the layout of a document says. One table per behaviour, wording → expected value."""

from __future__ import annotations

import pytest

from baocao_extract import extract_text, structure
from baocao_extract.draft import Draft
from baocao_extract.language import cleaning

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
BODY = """
I. KẾT QUẢ CHUNG

Trong kỳ, đơn vị đã hoàn thành các nhiệm vụ được giao và không để xảy ra sai sót lớn nào trong công tác chuyên môn.

II. NHIỆM VỤ TỚI

Đơn vị tiếp tục phấn đấu hoàn thành các nhiệm vụ còn lại của năm theo kế hoạch đã được phê duyệt từ đầu năm.
"""
TITLE = "\nBÁO CÁO\nKết quả công tác quý I năm 2021\n"
END = "\nNơi nhận:\n- UBND tỉnh;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Văn Bình\n"


def build(text: str) -> Draft:
    return structure.build(cleaning.clean(text))


def heads(text: str) -> list[tuple[str | None, str, int]]:
    return [(h.marker, h.title, h.level) for h in build(text).headings]


def report(head: str = f"UBND TỈNH HÒA AN\nSỞ TÀI CHÍNH\n\n{MOTTO}", title: str = TITLE, body: str = BODY, end: str = END) -> Draft:
    return build(head + title + body + end)


# --- letterhead ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        (f"UBND TỈNH HÒA AN\nSỞ TÀI CHÍNH\n\n{MOTTO}", "SỞ TÀI CHÍNH"),
        (f"ỦY BAN NHÂN DÂN\nTỈNH HÒA AN\nSỞ TÀI CHÍNH\n\n{MOTTO}", "SỞ TÀI CHÍNH"),
        (f"ỦY BAN NHÂN DÂN\nTỈNH HÒA AN\n\n{MOTTO}", "ỦY BAN NHÂN DÂN TỈNH HÒA AN"),
        (f"UBND TỈNH HÒA AN\nSỞ LAO ĐỘNG - THƯƠNG BINH\nVÀ XÃ HỘI\n\n{MOTTO}", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"),
        ("  UBND TỈNH HÒA AN        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n    SỞ CÔNG THƯƠNG            Độc lập - Tự do - Hạnh phúc\n", "SỞ CÔNG THƯƠNG"),
        ("UBND TỈNH HÒA AN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ CÔNG THƯƠNG Độc lập - Tự do - Hạnh phúc\n", "SỞ CÔNG THƯƠNG"),
        ("| UBND TỈNH HÒA AN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n|---|---|\n| SỞ CÔNG THƯƠNG | Độc lập - Tự do - Hạnh phúc |\n", "SỞ CÔNG THƯƠNG"),
        (f"BỘ CÔNG AN\nCÔNG AN TỈNH HÒA AN\n-------\n{MOTTO}", "CÔNG AN TỈNH HÒA AN"),
        (f"TỔNG CỤC THỐNG KÊ\nCỤC THỐNG KÊ\nTỈNH HÒA AN\n\n{MOTTO}", "CỤC THỐNG KÊ TỈNH HÒA AN"),
        ("HUYỆN ỦY TÂN PHÚ\nBAN DÂN VẬN\n*\nĐẢNG CỘNG SẢN VIỆT NAM\n", "BAN DÂN VẬN"),
        ("TỈNH ỦY HÒA AN\n*\nSố 15-BC/TU\nĐẢNG CỘNG SẢN VIỆT NAM\n", "TỈNH ỦY HÒA AN"),
        (f"UBND HUYỆN TÂN PHÚ\nPHÒNG GIÁO DỤC VÀ ĐÀO TẠO\n\n{MOTTO}", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"),
        (f"UBND HUYỆN TÂN PHÚ\nUBND XÃ BÌNH MINH\n{MOTTO}", "UBND XÃ BÌNH MINH"),
        (f"BẢO HIỂM XÃ HỘI VIỆT NAM\nBẢO HIỂM XÃ HỘI TỈNH HÒA AN\n{MOTTO}", "BẢO HIỂM XÃ HỘI TỈNH HÒA AN"),
        (f"BỘ TƯ PHÁP\n{MOTTO}", "BỘ TƯ PHÁP"),
        (f"TÒA ÁN NHÂN DÂN TỐI CAO\nTÒA ÁN NHÂN DÂN TỈNH HÒA AN\n{MOTTO}", "TÒA ÁN NHÂN DÂN TỈNH HÒA AN"),
        (f"SỞ Y TẾ HÒA AN\nTRUNG TÂM KIỂM SOÁT BỆNH TẬT\n{MOTTO}", "TRUNG TÂM KIỂM SOÁT BỆNH TẬT"),
        (f"NGÂN HÀNG CHÍNH SÁCH XÃ HỘI\nCHI NHÁNH TỈNH HÒA AN\n{MOTTO}", "NGÂN HÀNG CHÍNH SÁCH XÃ HỘI CHI NHÁNH TỈNH HÒA AN"),
        (f"BAN CHỈ ĐẠO\nCÁC CHƯƠNG TRÌNH MTQG\nTỈNH HÒA AN\n{MOTTO}", "BAN CHỈ ĐẠO CÁC CHƯƠNG TRÌNH MTQG TỈNH HÒA AN"),
        (f"CHÍNH PHỦ\n_______\n{MOTTO}", "CHÍNH PHỦ"),
        (f"{MOTTO}\nUBND TỈNH HÒA AN\nSỞ NỘI VỤ\n", "SỞ NỘI VỤ"),
        (f"DỰ THẢO\nUBND TỈNH HÒA AN\nSỞ NỘI VỤ\n{MOTTO}", "SỞ NỘI VỤ"),
        (f"Ủy ban nhân dân tỉnh Hòa An\nSở Nội vụ\n{MOTTO}", "Sở Nội vụ"),
        (f"ỦY BAN MTTQ VIỆT NAM TỈNH HÒA AN\nBAN THƯỜNG TRỰC\n{MOTTO}", "BAN THƯỜNG TRỰC"),
        (f"TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM\nLIÊN ĐOÀN LAO ĐỘNG TỈNH HÒA AN\n{MOTTO}", "LIÊN ĐOÀN LAO ĐỘNG TỈNH HÒA AN"),
        (f"UBND TỈNH HÒA AN\nTHANH TRA TỈNH\n{MOTTO}", "THANH TRA TỈNH"),
        (
            "ỦY\nBAN NHÂN DÂN\nTỈNH HÒA AN\n-------\n|\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n|\n",
            "ỦY BAN NHÂN DÂN TỈNH HÒA AN",
        ),
        (f"HỘI ĐỒNG NHÂN DÂN\nHUYỆN TÂN PHÚ\nBAN KINH TẾ - XÃ HỘI\n{MOTTO}", "BAN KINH TẾ - XÃ HỘI"),
    ],
)  # fmt: skip
def test_the_issuer_is_the_lower_body_of_the_letterhead(head: str, issuer: str) -> None:
    assert report(head).metadata.issuer == issuer


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 45/BC-STC", "45/BC-STC"),
        ("Số: 45 /BC-STC", "45/BC-STC"),
        ("Số: *45* /BC-SLĐTBXH", "45/BC-SLĐTBXH"),
        ("Số:45/BC-STC", "45/BC-STC"),
        ("Số 45/BC-STC", "45/BC-STC"),
        ("Số: 45/BC - STC", "45/BC-STC"),
        ("Số: 45/2021/BC-UBND", "45/2021/BC-UBND"),
        ("Số: 45-BC/TU", "45-BC/TU"),
        ("Số 218 - BC/HU", "218-BC/HU"),
        ("Số: 45/BC-SNN&PTNT", "45/BC-SNN&PTNT"),
        ("Số: 45/BC-UBND.TH", "45/BC-UBND.TH"),
        ("Số: 02a/BC-BNN-KH", "02a/BC-BNN-KH"),
        ("Số: 01\n\n/BC-STC", "01/BC-STC"),
        ("Số:          /BC-STC", None),
        ("Số: ……/BC-STC", None),
        ("Số: ...../BC-STC", None),
        ("   Số: 45/BC-STC             Hòa An, ngày 05 tháng 4 năm 2021", "45/BC-STC"),
        ("Số: 45/BC-STC Hòa An, ngày 05 tháng 4 năm 2021", "45/BC-STC"),
        ("| Số: 45/BC-STC | Hòa An, ngày 05 tháng 4 năm 2021 |", "45/BC-STC"),
        ("SỐ: 45/BC-STC", "45/BC-STC"),
        ("Số : 45/BC-CTK", "45/BC-CTK"),
        ("Số: 123/BC-ĐĐBQH", "123/BC-ĐĐBQH"),
        ("Số:\n45/BC-STC", "45/BC-STC"),
        ("Số: 45/BC-STC, Hòa An, 05/4/2021", "45/BC-STC"),
    ],
)  # fmt: skip
def test_the_number_is_read_through_gaps_and_columns(line: str, number: str | None) -> None:
    found = report(f"UBND TỈNH HÒA AN\nSỞ TÀI CHÍNH\n\n{MOTTO}\n{line}\n").metadata
    assert (found.number.lower() if found.number else None) == (number.lower() if number else None)
    assert found.issuer == "SỞ TÀI CHÍNH"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Hòa An, ngày 05 tháng 4 năm 2021", "2021-04-05"),
        ("Hòa An, ngày *05* tháng 4 năm 2021", "2021-04-05"),
        ("Hòa An, ngày 05 tháng 04 năm 2021.", "2021-04-05"),
        ("Hòa An, ngày    tháng 4 năm 2021", None),
        ("Hòa An, ngày … tháng 4 năm 2021", None),
        ("Hòa An, ngày     tháng      năm 2021", None),
        ("Hòa An, ngày 05/4/2021", "2021-04-05"),
        ("Hòa An, 05/4/2021", "2021-04-05"),
        ("Hòa An, ngày 05-4-2021", "2021-04-05"),
        ("Hòa An ngày 05 tháng 4 năm 2021", "2021-04-05"),
        ("Hòa An, Ngày 05 Tháng 4 Năm 2021", "2021-04-05"),
        ("TP. Hòa An, ngày 05 tháng 4 năm 2021", "2021-04-05"),
        ("Số: 45/BC-STC Hòa An, ngày 05 tháng 4 năm 2021", "2021-04-05"),
        ("   Số: 45/BC-STC             Hòa An, ngày 05 tháng 4 năm 2021", "2021-04-05"),
        ("| Số: 45/BC-STC | *Hòa An, ngày 05 tháng 4 năm 2021* |", "2021-04-05"),
        ("Hòa An, ngày 31 tháng 13 năm 2021", None),
        ("Hòa An, ngày 05\ntháng 4 năm 2021", "2021-04-05"),
        ("Hòa An, ngày\n05 tháng 4 năm 2021", "2021-04-05"),
        ("Số: 45/BC-STC, Hòa An, 05/4/2021", "2021-04-05"),
        ("Thành phố Hồ Chí Minh, ngày 5 tháng 4 năm 2021", "2021-04-05"),
    ],
)  # fmt: skip
def test_the_signing_date_is_null_where_the_day_was_left_blank(line: str, date: str | None) -> None:
    found = report(f"UBND TỈNH HÒA AN\nSỞ TÀI CHÍNH\n\n{MOTTO}\n{line}\n").metadata
    assert found.date == date
    assert found.issuer == "SỞ TÀI CHÍNH"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("BÁO CÁO\nKết quả công tác quý I năm 2021\n", "Kết quả công tác quý I năm 2021"),
        ("BÁO CÁO\n\nKết quả công tác quý I năm 2021.\n", "Kết quả công tác quý I năm 2021"),
        ("BÁO CÁO\nKết quả công tác quý I và phương hướng,\nnhiệm vụ quý II năm 2021\n", "Kết quả công tác quý I và phương hướng, nhiệm vụ quý II năm 2021"),
        ("BÁO CÁO\nKẾT QUẢ CÔNG TÁC QUÝ I\nPHƯƠNG HƯỚNG QUÝ II NĂM 2021\n", "KẾT QUẢ CÔNG TÁC QUÝ I PHƯƠNG HƯỚNG QUÝ II NĂM 2021"),
        ("**BÁO CÁO**\n\n**Kết quả công tác quý I**\n\n**và nhiệm vụ quý II năm 2021**\n", "Kết quả công tác quý I và nhiệm vụ quý II năm 2021"),
        ("BÁO CÁO KẾT QUẢ CÔNG TÁC QUÝ I NĂM 2021\n", "KẾT QUẢ CÔNG TÁC QUÝ I NĂM 2021"),
        ("B Á O   C Á O\nKết quả công tác quý I năm 2021\n", "Kết quả công tác quý I năm 2021"),
        ("BÁO CÁO TÓM TẮT\nKết quả công tác quý I năm 2021\n", "Kết quả công tác quý I năm 2021"),
        ("TỜ TRÌNH\nVề việc bổ sung dự toán năm 2021\n", "Về việc bổ sung dự toán năm 2021"),
        ("THÔNG BÁO\nKết quả kiểm tra quý I năm 2021\n", "Kết quả kiểm tra quý I năm 2021"),
        ("THÔNG CÁO BÁO CHÍ\nTÌNH HÌNH KINH TẾ\nQUÝ I NĂM 2021\n", "TÌNH HÌNH KINH TẾ QUÝ I NĂM 2021"),
        ("BÁO CÁO\nKết quả công tác quý I năm 2021\n\nKính gửi: Ủy ban nhân dân tỉnh.\n", "Kết quả công tác quý I năm 2021"),
        ("BÁO CÁO\nKết quả công tác quý I năm 2021\nKính gửi:\n- Ủy ban nhân dân tỉnh;\n- Bộ Tài chính.\n", "Kết quả công tác quý I năm 2021"),
        ("BÁO CÁO\nKết quả công tác quý I năm 2021\n-------\n\nThực hiện Công văn số 12/UBND-TH, Sở báo cáo như sau:\n", "Kết quả công tác quý I năm 2021"),
        ("BÁO CÁO\nKết quả công tác quý I năm 2021\nThực hiện Công văn số 12/UBND-TH ngày 02/3/2021 của UBND tỉnh, Sở Tài chính báo cáo như sau:\n", "Kết quả công tác quý I năm 2021"),
        ("BÁO CÁO\nKết quả công tác quý I năm 2021\n\nQuý I năm 2021, được sự quan tâm của các cấp, đơn vị đã làm tốt việc được giao. Cụ thể:\n", "Kết quả công tác quý I năm 2021"),
        ("BÁO CÁO\nKết quả công tác quý I năm 2021\n(Kèm theo Công văn số 12/STC-VP ngày 02/4/2021)\n", "Kết quả công tác quý I năm 2021"),
        ("BÁO CÁO\nThực hiện nhiệm vụ phát triển kinh tế quý I năm 2021\n\nThực hiện Công văn số 12/UBND-TH, Sở báo cáo như sau:\n", "Thực hiện nhiệm vụ phát triển kinh tế quý I năm 2021"),
        ("BÁO CÁO\nTình hình kinh tế - xã hội quý I\n\nTrên cơ sở số liệu của các đơn vị, Sở Tài chính báo cáo:\n", "Tình hình kinh tế - xã hội quý I"),
        ("BÁO CÁO\nKết quả công tác tháng 3\nnăm 2021\nvà chương trình công tác\ntháng 4 năm 2021\n", "Kết quả công tác tháng 3 năm 2021 và chương trình công tác tháng 4 năm 2021"),
        ("                    BÁO CÁO\n      Kết quả công tác quý I năm 2021\n            trên địa bàn tỉnh\n", "Kết quả công tác quý I năm 2021 trên địa bàn tỉnh"),
        ("BÁO CÁO SƠ KẾT CÔNG TÁC\nQUÝ I NĂM 2021\n", "SƠ KẾT CÔNG TÁC QUÝ I NĂM 2021"),
        ("BÁO CÁO\nTình hình dịch bệnh trong tuần\n(từ ngày 20/9 đến ngày 26/9/2021)\n", "Tình hình dịch bệnh trong tuần (từ ngày 20/9 đến ngày 26/9/2021)"),
        ("BÁO CÁO\nV/v thực hiện dự toán quý I năm 2021\n", "V/v thực hiện dự toán quý I năm 2021"),
        ("BÁO CÁO\nKết quả công tác quý I/2021; nhiệm vụ quý II/2021\nvà kiến nghị của ngành\n", "Kết quả công tác quý I/2021; nhiệm vụ quý II/2021 và kiến nghị của ngành"),
        ("BÁO CÁO NHANH\nTình hình thiệt hại do bão\n", "Tình hình thiệt hại do bão"),
        ("BÁO CÁO\nTổng kết 10 năm thực hiện Nghị quyết số 30\nvề đào tạo nghề\n\n1. Đặc điểm tình hình\nTỉnh có nhiều thuận lợi trong công tác đào tạo.\n", "Tổng kết 10 năm thực hiện Nghị quyết số 30 về đào tạo nghề"),
    ],
)  # fmt: skip
def test_the_title_runs_from_the_kind_of_document_to_addressee_opening_or_heading(lines: str, title: str) -> None:
    assert report(title="\n" + lines).metadata.title == title


@pytest.mark.parametrize(
    ("opening", "issuer"),
    [
        ("Thực hiện Công văn số 5/UBND-TH, Sở Nội vụ báo cáo kết quả như sau:", "Sở Nội vụ"),
        ("Căn cứ kế hoạch năm, Cục Thống kê tỉnh Hòa An công bố một số chỉ tiêu:", "Cục Thống kê tỉnh Hòa An"),
        ("Thực hiện chế độ báo cáo, Ủy ban nhân dân huyện Tân Phú báo cáo như sau:", "Ủy ban nhân dân huyện Tân Phú"),
        ("Thực hiện Quyết định của Sở Y tế, Trung tâm Y tế huyện Tân Phú kính báo cáo kết quả như sau:", "Trung tâm Y tế huyện Tân Phú"),
        ("Theo đề nghị của Bộ Tài chính, Sở Lao động - Thương binh và Xã hội tổng hợp, báo cáo như sau:", "Sở Lao động - Thương binh và Xã hội"),
    ],
)  # fmt: skip
def test_without_a_letterhead_the_issuer_is_who_reports(opening: str, issuer: str) -> None:
    assert build(f"BÁO CÁO\nKết quả công tác quý I năm 2021\n\n{opening}\n{BODY}").metadata.issuer == issuer


# --- end matter ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("end", "title", "signer"),
    [
        ("Nơi nhận:\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Văn Bình\n", "GIÁM ĐỐC", "Trần Văn Bình"),
        ("Nơi nhận:\n- Lưu: VT.\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n(Đã ký)\nTrần Văn Bình\n", "PHÓ GIÁM ĐỐC", "Trần Văn Bình"),
        ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nTrần Văn Bình\n\nNơi nhận:\n- UBND tỉnh;\n- Lưu: VT.\n", "PHÓ GIÁM ĐỐC", "Trần Văn Bình"),
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nTrần Văn Bình\n", "PHÓ CHỦ TỊCH", "Trần Văn Bình"),
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n[Đã ký]\nH'Lan Niê\n", "CHỦ TỊCH", "H'Lan Niê"),
        ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\nTrần Văn Bình\n", "PHÓ BÍ THƯ", "Trần Văn Bình"),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nTrần Văn Bình\n", "CHÁNH VĂN PHÒNG", "Trần Văn Bình"),
        ("TUQ. GIÁM ĐỐC\nTRƯỞNG PHÒNG KẾ HOẠCH\n\nTrần Văn Bình\n", "TRƯỞNG PHÒNG KẾ HOẠCH", "Trần Văn Bình"),
        ("Q. GIÁM ĐỐC\n\nTrần Văn Bình\n", "Q. GIÁM ĐỐC", "Trần Văn Bình"),
        ("KT. CHI CỤC TRƯỞNG\nPHÓ CHI CỤC TRƯỞNG\n\nTrần Văn Bình\n", "PHÓ CHI CỤC TRƯỞNG", "Trần Văn Bình"),
        ("KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC\nTrần Văn Bình\n", "PHÓ GIÁM ĐỐC", "Trần Văn Bình"),
        ("Nơi nhận:                          KT. GIÁM ĐỐC\n- UBND tỉnh (b/c);                 PHÓ GIÁM ĐỐC\n- Các phòng;\n- Lưu: VT, TH (25b).\n                                  Trần Văn Bình\n", "PHÓ GIÁM ĐỐC", "Trần Văn Bình"),
        ("| Nơi nhận: | KT. GIÁM ĐỐC |\n|---|---|\n| - UBND tỉnh; | PHÓ GIÁM ĐỐC |\n| - Lưu: VT. | Trần Văn Bình |\n", "PHÓ GIÁM ĐỐC", "Trần Văn Bình"),
        ("**GIÁM ĐỐC**\n\n*(Đã ký)*\n\n**Trần Văn Bình**\n", "GIÁM ĐỐC", "Trần Văn Bình"),
        ("CỤC TRƯỞNG\nTS. Trần Văn Bình\n", "CỤC TRƯỞNG", "Trần Văn Bình"),
        ("GIÁM ĐỐC\nĐại tá Trần Văn Bình\n", "GIÁM ĐỐC", "Trần Văn Bình"),
        ("TRƯỞNG BAN\n\nTRẦN VĂN BÌNH\n", "TRƯỞNG BAN", "TRẦN VĂN BÌNH"),
        ("THỦ TRƯỞNG ĐƠN VỊ\n(Ký tên, đóng dấu)\nTrần Văn Bình\n", "THỦ TRƯỞNG ĐƠN VỊ", "Trần Văn Bình"),
        ("TM. ỦY BAN NHÂN DÂN XÃ\nCHỦ TỊCH\nRơ Châm H'Lan\n", "CHỦ TỊCH", "Rơ Châm H'Lan"),
        ("KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nĐã ký\nTrần Văn Bình\n", "THỨ TRƯỞNG", "Trần Văn Bình"),
        ("KT. VIỆN TRƯỞNG\nPHÓ VIỆN TRƯỞNG\nTrần Văn Bình\n", "PHÓ VIỆN TRƯỞNG", "Trần Văn Bình"),
        ("KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG\nTrần Văn Bình\n", "PHÓ HIỆU TRƯỞNG", "Trần Văn Bình"),
        ("PHÓ GIÁM ĐỐC PHỤ TRÁCH\nTrần Văn Bình\n", "PHÓ GIÁM ĐỐC PHỤ TRÁCH", "Trần Văn Bình"),
        ("KT. CHÁNH THANH TRA\nPHÓ CHÁNH THANH TRA\nTrần Văn Bình\n", "PHÓ CHÁNH THANH TRA", "Trần Văn Bình"),
        ("TM. BAN THƯỜNG TRỰC\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH THƯỜNG TRỰC\nTrần Văn Bình\n", "PHÓ CHỦ TỊCH THƯỜNG TRỰC", "Trần Văn Bình"),
        ("Nơi nhận:\n- Lưu: VT.\n", None, None),
        ("Giám đốc\n(Đã ký)\nTrần Văn Bình\n", "Giám đốc", "Trần Văn Bình"),
        ("TM. UBND HUYỆN\nKT.CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Văn Bình\n", "PHÓ CHỦ TỊCH", "Trần Văn Bình"),
        ("NGƯỜI LẬP BIỂU\nLê Thị Hoa\n\nGIÁM ĐỐC\nTrần Văn Bình\n", "GIÁM ĐỐC", "Trần Văn Bình"),
    ],
)  # fmt: skip
def test_the_signer_stands_below_the_last_title_of_the_stack(end: str, title: str | None, signer: str | None) -> None:
    found = report(end="\n" + end).metadata
    assert (found.signer_title, found.signer) == (title, signer)


@pytest.mark.parametrize(
    ("end", "recipients"),
    [
        ("Nơi nhận:\n- UBND tỉnh (b/c);\n- Các phòng;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Văn Bình\n", ["UBND tỉnh (b/c)", "Các phòng", "Lưu: VT"]),
        ("Nơi nhận:\n- Các Sở: CT, XD,\nTTTT, GTVT;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Văn Bình\n", ["Các Sở: CT, XD, TTTT, GTVT", "Lưu: VT"]),
        ("Nơi nhận: Bộ Tài chính; UBND tỉnh; lưu VT.\n\nGIÁM ĐỐC\n\nTrần Văn Bình\n", ["Bộ Tài chính", "UBND tỉnh", "lưu VT"]),
        ("Nơi nhận:                          GIÁM ĐỐC\n- UBND tỉnh;\n- Lưu: VT.\n                                  Trần Văn Bình\n", ["UBND tỉnh", "Lưu: VT"]),
    ],
)  # fmt: skip
def test_recipients_are_listed_as_written(end: str, recipients: list[str]) -> None:
    assert report(end="\n" + end).metadata.recipients == recipients


def test_an_appendix_behind_the_signature_hides_neither_signer_nor_figures() -> None:
    draft = report(end=END + "\nPHỤ LỤC\n" + "".join(f"{i}. Xã Bình Minh {i} còn {i + 10} hộ nghèo.\n" for i in range(1, 60)))
    assert draft.metadata.signer == "Trần Văn Bình"
    assert draft.paragraphs[-1].role in ("text", "item")


# --- news ------------------------------------------------------------------------------------------------------------------------------

LEAD = "Sáng nay, tại trung tâm huyện, lãnh đạo địa phương đã gặp gỡ bà con nông dân để bàn cách tháo gỡ đầu ra cho nông sản đang vào vụ.\n"
MORE = "Theo lãnh đạo huyện, sản lượng năm nay tăng nhưng giá lại giảm, nhiều nhà vườn chưa bán được hàng và phải nhờ đến các hợp tác xã.\n"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Thứ Sáu, 11/10/2019, 08:15", "2019-10-11"),
        ("Thứ sáu, ngày 11/10/2019 - 08:15", "2019-10-11"),
        ("Thứ 6, 11/10/2019 | 08:15", "2019-10-11"),
        ("09-10-2020 14:47", "2020-10-09"),
        ("2025-04-21 06:52:00", "2025-04-21"),
        ("2025-04-21T06:52:00+07:00", "2025-04-21"),
        ("Cập nhật lúc 08:15, 11/10/2019", "2019-10-11"),
        ("Cập nhật: 11/10/2019 08:15", "2019-10-11"),
        ("Ngày đăng: 11/10/2019", "2019-10-11"),
        ("Ngày đăng: 11/10/2019 - Lượt xem: 125", "2019-10-11"),
        ("Đăng ngày 11 - 10 - 2019", "2019-10-11"),
        ("Đăng lúc: 11/10/2019 08:15:20 (GMT+7)", "2019-10-11"),
        ("11/10/2019", "2019-10-11"),
        ("11.10.2019", "2019-10-11"),
        ("08:15 11/10/2019", "2019-10-11"),
        ("08h15' ngày 11/10/2019", "2019-10-11"),
        ("08:15 AM | 11/10/2019", "2019-10-11"),
        ("11/10/2019 08:15 GMT+7", "2019-10-11"),
        ("(11/10/2019)", "2019-10-11"),
        ("[11/10/2019 08:15]", "2019-10-11"),
        ("Thứ Sáu 11 Tháng Mười 2019", "2019-10-11"),
        ("Thứ Sáu, 11 tháng 10, 2019", "2019-10-11"),
        ("Ngày 11 tháng 10 năm 2019", "2019-10-11"),
        ("Hòa An, ngày 11/10/2019", "2019-10-11"),
        ("Chủ Nhật, 13/10/2019, 08:15 [GMT+7]", "2019-10-13"),
        ("T6, 11/10/2019 - 08:15", "2019-10-11"),
        ("Xuất bản: 11/10/2019, 08:15", "2019-10-11"),
        ("Minh Anh - 11/10/2019 08:15", "2019-10-11"),
        ("Tin tức | 11/10/2019", "2019-10-11"),
        ("Ngày 11/10/2019-09:13:00 AM", "2019-10-11"),
        ("Trần Minh Anh 10:25, 11/10/2019", "2019-10-11"),
    ],
)  # fmt: skip
def test_the_date_line_of_any_portal_dates_a_news_item(line: str, date: str) -> None:
    draft = build(f"Nông dân Tân Phú chờ giá dưa\n{line}\n\n{LEAD}{MORE}")
    assert (draft.metadata.kind, draft.metadata.date) == ("news", date)
    assert draft.metadata.title == "Nông dân Tân Phú chờ giá dưa"


def test_the_day_on_which_a_page_was_called_up_does_not_date_it() -> None:
    text = f"Thứ 3, Ngày 16/07/2024\n\nNông dân Tân Phú chờ giá dưa\nNgày đăng: 08/07/2024  11:38\n\n{LEAD}{MORE}"
    assert build(text).metadata.date == "2024-07-08"


def test_a_date_at_the_end_dates_an_item_that_has_none_above() -> None:
    assert build(f"Nông dân Tân Phú chờ giá dưa\n\n{LEAD}{MORE}Minh Anh\n11/10/2019\n").metadata.date == "2019-10-11"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Trang chủ\nTin tức\nNông dân Tân Phú chờ giá dưa\n11/10/2019\n\n{LEAD}{MORE}", "Nông dân Tân Phú chờ giá dưa"),
        (f"Truy cập nội dung luôn\n\nNông dân Tân Phú chờ giá dưa\n\n11/10/2019\n\n{LEAD}{MORE}", "Nông dân Tân Phú chờ giá dưa"),
        (f"Trang chủ > Tin tức > Kinh tế\nNông dân Tân Phú chờ giá dưa\n11/10/2019\n\n{LEAD}{MORE}", "Nông dân Tân Phú chờ giá dưa"),
        (f"Trang chủ » Thời sự » Xã hội\n\n11/10/2019\n\nNông dân Tân Phú chờ giá dưa\n\n{LEAD}{MORE}", "Nông dân Tân Phú chờ giá dưa"),
        (f"Kinh tế - Xã hội\nNông dân Tân Phú chờ giá dưa\n11/10/2019\n\n{LEAD}{MORE}", "Nông dân Tân Phú chờ giá dưa"),
        (f"11/10/2019\n\n{LEAD}{MORE}", None),
        (f"{LEAD}{MORE}Minh Anh", None),
        (f"NÔNG DÂN TÂN PHÚ CHỜ GIÁ DƯA\n11/10/2019\n\n{LEAD}{MORE}", "NÔNG DÂN TÂN PHÚ CHỜ GIÁ DƯA"),
        (f"Vì sao nông dân Tân Phú chờ giá dưa?\n11/10/2019\n\n{LEAD}{MORE}", "Vì sao nông dân Tân Phú chờ giá dưa?"),
        (f"# Nông dân Tân Phú chờ giá dưa\n\n11/10/2019\n\n{LEAD}{MORE}", "Nông dân Tân Phú chờ giá dưa"),
        (f"**Nông dân Tân Phú chờ giá dưa**\n\n11/10/2019\n\n{LEAD}{MORE}", "Nông dân Tân Phú chờ giá dưa"),
        (f"Nông dân Tân Phú chờ giá dưa.\n11/10/2019\n\n{LEAD}{MORE}", "Nông dân Tân Phú chờ giá dưa"),
        (f"Chi tiết tin\nNông dân Tân Phú chờ giá dưa\n11/10/2019 | Lượt xem: 52\n\n{LEAD}{MORE}", "Nông dân Tân Phú chờ giá dưa"),
        (f"Đăng nhập\nTìm kiếm\nNông dân Tân Phú chờ giá dưa\n11/10/2019\n\n{LEAD}{MORE}", "Nông dân Tân Phú chờ giá dưa"),
        (f"Thứ Sáu, 11/10/2019, 08:15\nNông dân Tân Phú\nchờ giá dưa\n\n{LEAD}{MORE}", "Nông dân Tân Phú chờ giá dưa"),
        (f"CỔNG THÔNG TIN ĐIỆN TỬ HUYỆN TÂN PHÚ\nNông dân Tân Phú chờ giá dưa\n11/10/2019\n\n{LEAD}{MORE}", "Nông dân Tân Phú chờ giá dưa"),
        (f"BÁO HÒA AN ONLINE\nNông dân Tân Phú chờ giá dưa\n11/10/2019\n\n{LEAD}{MORE}", "Nông dân Tân Phú chờ giá dưa"),
    ],
)  # fmt: skip
def test_the_headline_is_no_chrome_no_date_and_no_lead(text: str, title: str | None) -> None:
    assert build(text).metadata.title == title


@pytest.mark.parametrize(
    ("tail", "author", "source"),
    [
        ("Trần Huyền\n", "Trần Huyền", None),
        ("TRẦN HUYỀN\n", "TRẦN HUYỀN", None),
        ("T.SỸ\nT.SỸ\n", "T.SỸ", None),
        ("Minh Anh - Hồng Lam\n", "Minh Anh - Hồng Lam", None),
        ("Bài, ảnh: Trần Huyền\n", "Trần Huyền", None),
        ("Bài và ảnh: TRẦN HUYỀN\n", "TRẦN HUYỀN", None),
        ("Tin, ảnh: Trần Huyền\n", "Trần Huyền", None),
        ("Tác giả: Trần Huyền\n", "Trần Huyền", None),
        ("Trần Huyền\nthainguyen.gov.vn\n", "Trần Huyền", "thainguyen.gov.vn"),
        ("Trần Huyền\nNguồn: Báo Hòa An\n", "Trần Huyền", "Báo Hòa An"),
        ("Trần Huyền (Báo Hòa An)\n", "Trần Huyền", "Báo Hòa An"),
        ("Trần Huyền (TTXVN)\n", "Trần Huyền", "TTXVN"),
        ("Trần Huyền/TTXVN\n", "Trần Huyền", "TTXVN"),
        ("Theo Trần Huyền (Báo Hòa An)\n", "Trần Huyền", "Báo Hòa An"),
        ("Theo TTXVN\n", None, "TTXVN"),
        ("(Theo Báo Hòa An)\n", None, "Báo Hòa An"),
        ("Theo hoaan.gov.vn\n", None, "hoaan.gov.vn"),
        ("Nguồn: TTXVN\n", None, "TTXVN"),
        ("(Nguồn: hoaan.gov.vn)\n", None, "hoaan.gov.vn"),
        ("Nguồn tin: Sở Nội vụ\n", None, "Sở Nội vụ"),
        ("Trần Huyền\n\nBà con thu hoạch dưa ở Tân Phú - Ảnh: T.H\n", "Trần Huyền", None),
        ("Trần Huyền\n\nTừ khóa: dưa hấu, giá cả\n", "Trần Huyền", None),
        ("Trần Huyền\n\nBình luận\nChia sẻ\n", "Trần Huyền", None),
        ("Trần Huyền.\n", "Trần Huyền", None),
        ("Trần Huyền - Đài TTTH huyện Tân Phú\n", "Trần Huyền", "Đài TTTH huyện Tân Phú"),
        ("Trần Huyền, Sở Nội vụ\n", "Trần Huyền", "Sở Nội vụ"),
        ("*Trần Huyền*\n", "Trần Huyền", None),
        ("(Trần Huyền)\n", "Trần Huyền", None),
        ("PV\n", "PV", None),
        ("TTXVN\n", None, "TTXVN"),
        ("CTV Trần Huyền\n", "Trần Huyền", None),
        ("TRẦN HUYỀN\n\nChia sẻ bài viết\n\nĐỒNG HÀNH CÙNG DOANH NGHIỆP\n", "TRẦN HUYỀN", None),
        ("Trần Huyền\n\nMời bạn đọc góp ý về bài viết\n", "Trần Huyền", None),
        ("Tin, ảnh: Trần Huyền\nĐiện thoại: 0216.385.2000 - Email: toasoan@hoaan.vn\n", "Trần Huyền", None),
        ("", None, None),
    ],
)  # fmt: skip
def test_author_and_source_stand_in_the_last_lines(tail: str, author: str | None, source: str | None) -> None:
    found = build(f"Nông dân Tân Phú chờ giá dưa\n11/10/2019\n\n{LEAD}{MORE}{tail}").metadata
    assert (found.author, found.source) == (author, source)


@pytest.mark.parametrize(
    ("opening", "source"),
    [
        ("(BĐ) - ", "BĐ"),
        ("(Dân trí) - ", "Dân trí"),
        ("(TTXVN) - ", "TTXVN"),
        ("TTO - ", "TTO"),
        ("VOV.VN - ", "VOV.VN"),
        ("(HAO) – ", "HAO"),
        ("[Báo Hòa An] - ", "Báo Hòa An"),
        ("Hà Nội (TTXVN 12/10) - ", "TTXVN"),
        ("(ĐCSVN) - ", "ĐCSVN"),
        ("(Chinhphu.vn) - ", "Chinhphu.vn"),
        ("Hòa An - ", None),
    ],
)  # fmt: skip
def test_an_agency_may_open_the_lead(opening: str, source: str | None) -> None:
    assert build(f"Nông dân Tân Phú chờ giá dưa\n11/10/2019\n\n{opening}{LEAD}{MORE}").metadata.source == source


@pytest.mark.parametrize(
    ("line", "author"),
    [("Minh Anh", "Minh Anh"), ("Tác giả: Minh Anh", "Minh Anh"), ("MINH ANH", "MINH ANH"), ("PV: Minh Anh", "Minh Anh")],
)
def test_a_byline_may_stand_under_the_headline(line: str, author: str) -> None:
    assert build(f"Nông dân Tân Phú chờ giá dưa\n11/10/2019\n{line}\n\n{LEAD}{MORE}").metadata.author == author


def test_the_address_of_a_web_page_is_its_url() -> None:
    found = build(f"https://hoaan.vn/tin/123.html\nNông dân Tân Phú chờ giá dưa\n11/10/2019\n\n{LEAD}{MORE}").metadata
    assert (found.url, found.title) == ("https://hoaan.vn/tin/123.html", "Nông dân Tân Phú chờ giá dưa")


@pytest.mark.parametrize(
    "line",
    [
        "Toàn cảnh hội nghị",
        "Bà con thu hoạch dưa ở Tân Phú. Ảnh: Minh Anh",
        "Bà con thu hoạch dưa ở Tân Phú (Ảnh minh họa).",
        "Bà con thu hoạch dưa ở Tân Phú - Ảnh: Đ. BÌNH",
        "Ảnh: Thu hoạch dưa",
        "Các đại biểu dự hội nghị",
        "Ông Trần Văn Bình phát biểu tại buổi gặp gỡ",
        "Bà con thu hoạch dưa (ảnh: TTXVN)",
    ],
)
def test_a_caption_is_no_subhead(line: str) -> None:
    draft = build(f"Nông dân Tân Phú chờ giá dưa\n11/10/2019\n\n{LEAD}{MORE}{line}\n{MORE}{LEAD}")
    assert draft.headings == []
    assert any(p.role == "caption" for p in draft.paragraphs)


@pytest.mark.parametrize(
    "line", ["Giá giảm, lãi mỏng", "Chờ hợp tác xã thu mua", "Hơn 40 hộ đã bỏ vườn", "**Đầu ra vẫn khó**", "Vì sao giá giảm?", "Khó khăn"]
)
def test_a_short_line_between_paragraphs_is_a_subhead_of_level_one(line: str) -> None:
    draft = build(f"Nông dân Tân Phú chờ giá dưa\n11/10/2019\n\n{LEAD}{MORE}{line}\n{MORE}{LEAD}Minh Anh\n")
    assert [(h.marker, h.title, h.level) for h in draft.headings] == [(None, line.strip("*"), 1)]


@pytest.mark.parametrize(
    "text",
    [
        f"Nông dân Tân Phú chờ giá dưa\n11/10/2019\n\n{LEAD}{MORE}",
        f"Nông dân Tân Phú chờ giá dưa\n\n{LEAD}{MORE}\"Chúng tôi chờ giá\", ông Bình cho biết.\nMinh Anh\n",
        f"Báo cáo về dưa hấu khiến nông dân lo lắng\n11/10/2019\n\n{LEAD}{MORE}",
        f"Hội nghị sơ kết công tác quý I\n\n11/10/2019\n\n{LEAD}1. Về chăn nuôi\n{MORE}",
    ],
)  # fmt: skip
def test_an_article_is_news(text: str) -> None:
    assert build(text).metadata.kind == "news"


@pytest.mark.parametrize(
    "text",
    [
        f"UBND TỈNH HÒA AN\nSỞ TÀI CHÍNH\n{TITLE}{BODY}",
        f"TÌNH HÌNH KINH TẾ - XÃ HỘI QUÝ I NĂM 2021\n{BODY}",
        f"BÁO CÁO KẾT QUẢ CÔNG TÁC QUÝ I\n{BODY}",
        f"THÔNG CÁO BÁO CHÍ\nTÌNH HÌNH KINH TẾ\n\nHòa An, ngày 29 tháng 3 năm 2021\n{BODY}",
        f"Báo cáo kết quả công tác quý I\n{BODY}{END}",
        f"| UBND TỈNH HÒA AN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n{BODY}",
    ],
)  # fmt: skip
def test_a_document_of_an_office_is_a_report(text: str) -> None:
    assert build(text).metadata.kind == "report"


# --- headings --------------------------------------------------------------------------------------------------------------------------

TEXT = "Trong kỳ, đơn vị đã hoàn thành các nhiệm vụ được giao, không để xảy ra sai sót lớn nào trong công tác chuyên môn của mình.\n"


@pytest.mark.parametrize(
    ("line", "marker", "title"),
    [
        ("I. KẾT QUẢ", "I", "KẾT QUẢ"),
        ("I- KẾT QUẢ", "I", "KẾT QUẢ"),
        ("I/ KẾT QUẢ", "I", "KẾT QUẢ"),
        ("I) KẾT QUẢ", "I", "KẾT QUẢ"),
        ("I - KẾT QUẢ", "I", "KẾT QUẢ"),
        ("I – Kết quả", "I", "Kết quả"),
        ("I.KẾT QUẢ", "I", "KẾT QUẢ"),
        ("I: KẾT QUẢ", "I", "KẾT QUẢ"),
        ("I.- Kết quả", "I", "Kết quả"),
        ("A. Kết quả", "A", "Kết quả"),
        ("A/ Kết quả", "A", "Kết quả"),
        ("1. Kết quả", "1", "Kết quả"),
        ("1/ Kết quả", "1", "Kết quả"),
        ("1) Kết quả", "1", "Kết quả"),
        ("1- Kết quả", "1", "Kết quả"),
        ("1 - Kết quả", "1", "Kết quả"),
        ("1.Kết quả", "1", "Kết quả"),
        ("1./ Kết quả", "1", "Kết quả"),
        ("1.1. Kết quả", "1.1", "Kết quả"),
        ("1.1 Kết quả", "1.1", "Kết quả"),
        ("1.1/ Kết quả", "1.1", "Kết quả"),
        ("1.1) Kết quả", "1.1", "Kết quả"),
        ("1.1- Kết quả", "1.1", "Kết quả"),
        ("1.1.2. Kết quả", "1.1.2", "Kết quả"),
        ("I.1. Kết quả", "I.1", "Kết quả"),
        ("I.1 Kết quả", "I.1", "Kết quả"),
        ("II.2.1. Kết quả", "II.2.1", "Kết quả"),
        ("A.1. Kết quả", "A.1", "Kết quả"),
        ("1.a) Kết quả", "1.a", "Kết quả"),
        ("a) Kết quả", "a", "Kết quả"),
        ("a. Kết quả", "a", "Kết quả"),
        ("a/ Kết quả", "a", "Kết quả"),
        ("a- Kết quả", "a", "Kết quả"),
        ("a-/ Kết quả", "a", "Kết quả"),
        ("a1) Kết quả", "a1", "Kết quả"),
        ("(1) Kết quả", "1", "Kết quả"),
        ("(a) Kết quả", "a", "Kết quả"),
        ("i) Kết quả", "i", "Kết quả"),
        ("Phần I. Kết quả", "Phần I", "Kết quả"),
        ("PHẦN I: KẾT QUẢ", "PHẦN I", "KẾT QUẢ"),
        ("Phần thứ nhất: KẾT QUẢ", "Phần thứ nhất", "KẾT QUẢ"),
        ("Phần thứ nhất\nKẾT QUẢ", "Phần thứ nhất", "KẾT QUẢ"),
        ("PHẦN THỨ NHẤT\n\nKẾT QUẢ\nCÔNG TÁC", "PHẦN THỨ NHẤT", "KẾT QUẢ CÔNG TÁC"),
        ("Phần 1 - Kết quả", "Phần 1", "Kết quả"),
        ("PHẦN A - KẾT QUẢ", "PHẦN A", "KẾT QUẢ"),
        ("Chương I. Kết quả", "Chương I", "Kết quả"),
        ("Chương I\nKẾT QUẢ", "Chương I", "KẾT QUẢ"),
        ("Mục 1. Kết quả", "Mục 1", "Kết quả"),
        ("Mục I: Kết quả", "Mục I", "Kết quả"),
        ("Điều 3. Tổ chức thực hiện", "Điều 3", "Tổ chức thực hiện"),
        ("**I. KẾT QUẢ**", "I", "KẾT QUẢ"),
        ("**1. Kết quả:**", "1", "Kết quả"),
        ("*a) Kết quả*", "a", "Kết quả"),
        ("## I. Kết quả", "I", "Kết quả"),
        ("**1.** **Kết quả**", "1", "Kết quả"),
        ("1. Kết quả:", "1", "Kết quả"),
        ("1. Kết quả.", "1", "Kết quả"),
        ("1. Công tác chuyển đổi số (CĐS)", "1", "Công tác chuyển đổi số (CĐS)"),
        ("1. Tổ chức thực hiện", "1", "Tổ chức thực hiện"),
        ("1. Hỗ trợ việc làm", "1", "Hỗ trợ việc làm"),
        ("1. 6 tháng đầu năm 2021", "1", "6 tháng đầu năm 2021"),
        ("1. Kết quả thực hiện 15 chỉ tiêu chủ yếu", "1", "Kết quả thực hiện 15 chỉ tiêu chủ yếu"),
        ("1. Lũy kế từ ngày 27/4/2021 đến 17 giờ ngày 26/9/2021", "1", "Lũy kế từ ngày 27/4/2021 đến 17 giờ ngày 26/9/2021"),
        ("1. Chương trình mục tiêu quốc gia 1719", "1", "Chương trình mục tiêu quốc gia 1719"),
        ("1. Nhà ở theo Quyết định 22/2013/QĐ-TTg", "1", "Nhà ở theo Quyết định 22/2013/QĐ-TTg"),
        ("1. Đề án 06 và định danh mức độ 2", "1", "Đề án 06 và định danh mức độ 2"),
        ("1. An toàn giao thông trên Quốc lộ 1A", "1", "An toàn giao thông trên Quốc lộ 1A"),
        ("1. “Ngày thứ Bảy tình nguyện”", "1", "“Ngày thứ Bảy tình nguyện”"),
        ("1. COVID-19", "1", "COVID-19"),
        ("ĐÁNH GIÁ CHUNG", None, "ĐÁNH GIÁ CHUNG"),
    ],
)  # fmt: skip
def test_a_marker_opens_a_section_in_every_habit_of_writing(line: str, marker: str | None, title: str) -> None:
    found = build(f"BÁO CÁO\nKết quả công tác quý I\n\nTrên cơ sở số liệu, đơn vị báo cáo như sau:\n\n{line}\n\n{TEXT}").headings
    assert [(h.marker, h.title) for h in found] == [(marker, title)]


@pytest.mark.parametrize(
    "line",
    [
        "1. Tham mưu UBND tỉnh ban hành kế hoạch đào tạo nghề năm 2021.",
        "1. Toàn tỉnh có 12 xã đạt chuẩn.",
        "1. Trồng trọt: diện tích lúa đạt 1.200 ha, tăng 3% so với cùng kỳ.",
        "a) có 3 đơn vị chưa báo cáo;",
        "a) Mở 3 lớp tập huấn;",
        "- Kết quả chung",
        "1.336 ha lúa đã thu hoạch xong.",
        "52.000đ/kg là giá heo hơi",
        "5/7 xã hoàn thành",
        "12-15 hộ còn khó khăn",
        "đ/USD",
        "I.",
        "Phần lớn các xã đã hoàn thành",
        "Mục tiêu 1 đã đạt được trong kỳ",
        "Điều tra 12 cơ sở sản xuất",
        "(1) Toàn bộ các xã đã tổ chức xong hội nghị triển khai công tác năm, phân công rõ người rõ việc.",
        "1. Đến nay đã có 45 đơn vị gửi báo cáo về Sở để tổng hợp",
        "V/v báo cáo kết quả",
        "Trong kỳ có hai nội dung.",
    ],
)
def test_a_sentence_a_clause_or_a_figure_opens_none(line: str) -> None:
    assert build(f"BÁO CÁO\nKết quả công tác quý I\n\nTrên cơ sở số liệu, đơn vị báo cáo như sau:\n\n{line}\n\n{TEXT}").headings == []


@pytest.mark.parametrize(
    ("outline", "levels"),
    [
        ("I. A|1. B|1.1. C|a) D|b) E|1.2. F|2. G|II. H", [1, 2, 3, 4, 4, 3, 2, 1]),
        ("Phần I: A|I. B|1. C|Phần II: D|I. E", [1, 2, 3, 1, 2]),
        ("Phần thứ nhất: A|A. B|I. C|1. D|a) E|B. F|Phần thứ hai: G", [1, 2, 3, 4, 5, 2, 1]),
        ("A. B|I. C|1. D|II. E|B. F", [1, 2, 3, 2, 1]),
        ("I. C|A. D|B. E|II. F", [1, 2, 2, 1]),
        ("1. A|1.2. B|1.3. C|2. D|3.1. E", [1, 2, 2, 1, 2]),
        ("I. A|1. B|a) C|b) D|4. E|a) F|b) G", [1, 2, 3, 3, 2, 3, 3]),
        ("I. A|a) B|b) C|c) D|d) E|đ) F|e) G|II. H", [1, 2, 2, 2, 2, 2, 2, 1]),
        ("I. A|1. B|(1) C|(2) D|2. E", [1, 2, 3, 3, 2]),
        ("I. A|1. B|1) C|2) D|2. E", [1, 2, 3, 3, 2]),
        ("I. A|I.1. B|I.2. C|II. D|II.1. E", [1, 2, 2, 1, 2]),
        ("I. A|I.1. B|I.1.1. C|I.2. D|II. E", [1, 2, 3, 2, 1]),
        ("1. A|1.1. B|1.1.1. C|1.1.2. D|1.2. E|2. F", [1, 2, 3, 3, 2, 1]),
        ("A. B|B. C|C. D|D. E|I. F", [1, 1, 1, 1, 2]),
        ("I. A|II. B|III. C|IV. D|V. E|VI. F", [1, 1, 1, 1, 1, 1]),
        ("a) B|b) C|c) D|h) E|i) F|k) G", [1, 1, 1, 1, 1, 1]),
        ("I. A|a) B|1. C|2. D|b) E|1. F", [1, 2, 3, 3, 2, 3]),
        ("Chương I. A|Mục 1. B|Điều 1. C|Điều 2. D|Mục 2. E|Chương II. F", [1, 2, 3, 3, 2, 1]),
        ("4. A|5. B|6. C", [1, 1, 1]),
        ("I. A|1. B|2. C|2. D|III. E", [1, 2, 2, 2, 1]),
        ("I. A|1. B|2/ C|3. D|II. E", [1, 2, 2, 2, 1]),
        ("A. B|C. D|D. E|Đ. F", [1, 1, 1, 1]),
        ("I. A|1. B|1.1. C|2. D|2.1. E|a) F|2.2. G", [1, 2, 3, 2, 3, 4, 3]),
        ("Phần A: B|I. C|1. D|Phần B: E", [1, 2, 3, 1]),
        ("I. A|1.1. B|1.2. C|II. D|2.1. E", [1, 2, 2, 1, 2]),
        ("I. A|1. B|i) C|ii) D|iii) E|2. F", [1, 2, 3, 3, 3, 2]),
    ],
)  # fmt: skip
def test_levels_follow_nesting_as_a_reader_understands_it(outline: str, levels: list[int]) -> None:
    names = {
        c: f"Lĩnh vực {w}"
        for c, w in zip("ABCDEFGH", ["giáo dục", "y tế", "văn hóa", "thể thao", "nội vụ", "tư pháp", "du lịch", "xây dựng"], strict=True)
    }
    lines = []
    for part in outline.split("|"):
        marker, _, letter = part.rpartition(" ")
        lines.append(f"{marker} {names[letter]}")
    text = "BÁO CÁO\nKết quả công tác quý I\n\n" + "".join(f"{line}\n\n{TEXT}\n" for line in lines)
    assert [h[2] for h in heads(text)] == levels
    assert len(heads(text)) == len(levels)


def test_a_section_ends_where_the_next_of_its_level_begins() -> None:
    draft = build(f"BÁO CÁO\nKết quả\n\nI. Chung\n\n{TEXT}\n1. Riêng\n\n{TEXT}\nII. Sau\n\n{TEXT}")
    first, second, third = draft.headings
    assert (first.parent, second.parent, third.parent) == (None, 0, None)
    assert first.last == second.last < third.start
    assert [p.section for p in draft.paragraphs if p.role == "text"] == [0, 1, 2]


WRAPPED = (
    "Trong quý, các đơn vị trong toàn ngành đã tích cực triển khai nhiệm vụ được giao từ\n"
    "đầu năm, bám sát chương trình công tác của tỉnh, phối hợp chặt chẽ với các sở, ban,\n"
    "ngành và địa phương, nhờ đó các mặt công tác đều có chuyển biến tốt so với cùng kỳ\n"
    "năm trước, không có vụ việc phức tạp.\n"
)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("1. Kết quả thực hiện chính sách đối với người có công và thân nhân người có công\nvới cách mạng", "Kết quả thực hiện chính sách đối với người có công và thân nhân người có công với cách mạng"),
        ("I. Tổng quan tình hình thực hiện nhiệm vụ của ngành trên địa bàn tỉnh trong năm\n2021", "Tổng quan tình hình thực hiện nhiệm vụ của ngành trên địa bàn tỉnh trong năm 2021"),
        ("I. TỔNG QUAN TÌNH HÌNH THỰC HIỆN NHIỆM VỤ CỦA NGÀNH TRÊN ĐỊA BÀN\nTỈNH NĂM 2021", "TỔNG QUAN TÌNH HÌNH THỰC HIỆN NHIỆM VỤ CỦA NGÀNH TRÊN ĐỊA BÀN TỈNH NĂM 2021"),
        ("1. Tình hình thực hiện nhiệm vụ phát triển kinh tế - xã hội trên địa bàn tỉnh Hòa\nAn", "Tình hình thực hiện nhiệm vụ phát triển kinh tế - xã hội trên địa bàn tỉnh Hòa An"),
        ("1. Công tác bảo vệ, chăm sóc trẻ em", "Công tác bảo vệ, chăm sóc trẻ em"),
    ],
)  # fmt: skip
def test_a_heading_that_wraps_is_one_heading(lines: str, title: str) -> None:
    draft = build(f"BÁO CÁO\nKết quả công tác quý I\n\n{WRAPPED}\n{lines}\n{WRAPPED}{WRAPPED}")
    assert [h.title for h in draft.headings] == [title]


# --- flow, paragraphs, sentences -------------------------------------------------------------------------------------------------------


def texts(draft: Draft, *roles: str) -> list[str]:
    return [" ".join(draft.flow[p.start : p.end].split()) for p in draft.paragraphs if p.role in roles]


def test_flow_and_low_keep_the_length_of_the_text() -> None:
    draft = build(f"BÁO CÁO\nKết quả\n\n{WRAPPED}\n\n3\n\n{WRAPPED}")
    assert len(draft.flow) == len(draft.low) == len(draft.view.text)


def test_a_hard_wrapped_paragraph_becomes_one_line_of_flow() -> None:
    assert texts(build(f"BÁO CÁO\nKết quả công tác\n\n{WRAPPED}\n{WRAPPED}"), "text") == [" ".join(WRAPPED.split())] * 2


@pytest.mark.parametrize("cut", ["\n\n7\n\n", "\n- 7 -\n", "\n7\n\x0c", "\nTrang 7/12\n", "\x0c", "\n\x0c\n"])
def test_a_page_break_does_not_end_a_paragraph(cut: str) -> None:
    whole = WRAPPED.replace("của tỉnh, phối", f"của tỉnh,{cut}phối")
    assert texts(build(f"BÁO CÁO\nKết quả công tác\n\n{WRAPPED}\n{whole}"), "text") == [" ".join(WRAPPED.split())] * 2


def test_page_numbers_are_furniture_and_blank() -> None:
    draft = build(f"BÁO CÁO\nKết quả công tác\n\n{WRAPPED}\n7\n\n{WRAPPED}")
    (page,) = (p for p in draft.paragraphs if p.role == "furniture")
    assert draft.view.text[page.start : page.end] == "7"
    assert draft.flow[page.start : page.end] == " "


def test_figures_of_a_column_are_no_page_numbers() -> None:
    draft = build(f"BÁO CÁO\nKết quả công tác\n\n{TEXT}\nNăm\n12\n15\n18\nTổng\n45\n30\n")
    assert not any(p.role == "furniture" for p in draft.paragraphs)


def test_bullets_are_items_with_their_lead_in() -> None:
    draft = build(
        f"BÁO CÁO\nKết quả\n\n{TEXT}Các khoản thu gồm:\n- Thuế: 5 tỷ đồng;\n- Phí:\n+ Phí đường 2 tỷ đồng;\n+ Phí chợ 1 tỷ đồng.\n- Lệ phí 3 tỷ đồng.\n{TEXT}"
    )
    items = [p for p in draft.paragraphs if p.role == "item"]
    assert [p.bullet for p in items] == ["-", "-", "+", "+", "-"]
    leads = [
        draft.flow[draft.paragraphs[p.lead_in].start : draft.paragraphs[p.lead_in].end] if p.lead_in is not None else None for p in items
    ]
    assert leads == ["Các khoản thu gồm:", "Các khoản thu gồm:", "- Phí:", "- Phí:", "Các khoản thu gồm:"]
    assert draft.flow[items[0].body : items[0].end] == "Thuế: 5 tỷ đồng;"


def test_a_name_broken_at_its_dash_is_no_bullet() -> None:
    text = WRAPPED.replace("năm trước, không có vụ việc phức tạp.", "của Sở Lao động.")
    text += "Số liệu trên do các huyện gửi về trước ngày báo cáo và được Sở Lao động\n- Thương binh và Xã hội tổng hợp từ các phòng chuyên môn.\n"
    draft = build(f"BÁO CÁO\nKết quả công tác\n\n{text}\n{WRAPPED}")
    assert not any(p.role == "item" for p in draft.paragraphs)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Thu đạt 5 tỷ. Chi đạt 3 tỷ.", ["Thu đạt 5 tỷ.", "Chi đạt 3 tỷ."]),
        ("Tại TP. Hòa An có 5 xã.", ["Tại TP. Hòa An có 5 xã."]),
        ("Tại TP.HCM có 5 xã.", ["Tại TP.HCM có 5 xã."]),
        ("Ông Trần V. Bình nói.", ["Ông Trần V. Bình nói."]),
        ("Theo ThS. Lan, PGS.TS. Minh, có 5 ca.", ["Theo ThS. Lan, PGS.TS. Minh, có 5 ca."]),
        ("Có 5.000 hộ nghèo. Giảm 3.2 điểm.", ["Có 5.000 hộ nghèo.", "Giảm 3.2 điểm."]),
        ("Đạt 5 tỷ năm 2020.Thu khác giảm.", ["Đạt 5 tỷ năm 2020.", "Thu khác giảm."]),
        ("Giá tăng.Thu giảm.", ["Giá tăng.", "Thu giảm."]),
        ("Gồm thuốc, phân... đều tăng. Giá khác giảm.", ["Gồm thuốc, phân... đều tăng.", "Giá khác giảm."]),
        ("Gồm thuốc, phân… Giá khác giảm.", ["Gồm thuốc, phân…", "Giá khác giảm."]),
        ("Thu 5 tỷ; chi 3 tỷ; Dư 2 tỷ.", ["Thu 5 tỷ; chi 3 tỷ; Dư 2 tỷ."]),
        ("Kết quả năm 2019. 15 xã đạt chuẩn.", ["Kết quả năm 2019.", "15 xã đạt chuẩn."]),
        ("Có 1. 268 người được hỗ trợ.", ["Có 1. 268 người được hỗ trợ."]),
        ("Giá sẽ tăng? Chưa rõ! Phải chờ.", ["Giá sẽ tăng?", "Chưa rõ!", "Phải chờ."]),
        ("“Giá đã giảm.” Ông Bình nói.", ["“Giá đã giảm.”", "Ông Bình nói."]),
        ("Mua tại Co.opmart v.v. và chợ.", ["Mua tại Co.opmart v.v. và chợ."]),
        ("Dịch Covid-19. Tình hình ổn định.", ["Dịch Covid-19.", "Tình hình ổn định."]),
        ("Ở P. Bình An, Q. 5 có 12 ca.", ["Ở P. Bình An, Q. 5 có 12 ca."]),
        ("Đạt 85%. Trong đó nữ 40%.", ["Đạt 85%.", "Trong đó nữ 40%."]),
        ("Tỷ lệ 5,5%.Trong đó nữ 40%.", ["Tỷ lệ 5,5%.", "Trong đó nữ 40%."]),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_stops(text: str, sentences: list[str]) -> None:
    draft = build(f"Nông dân chờ giá\n11/10/2019\n\n{LEAD}\n{text}\n")
    wanted = max(i for i, p in enumerate(draft.paragraphs) if p.role in ("text", "item"))
    assert [draft.flow[s.start : s.end].strip() for s in draft.sentences if s.paragraph == wanted] == sentences


def test_every_sentence_lies_in_its_paragraph_and_none_overlap() -> None:
    draft = build(f"UBND TỈNH HÒA AN\nSỞ TÀI CHÍNH\n{MOTTO}{TITLE}{BODY}{WRAPPED}{END}")
    for a, b in zip(draft.sentences, draft.sentences[1:], strict=False):
        assert a.end <= b.start
    for s in draft.sentences:
        assert draft.paragraphs[s.paragraph].start <= s.start < s.end <= draft.paragraphs[s.paragraph].end


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\n", "5", ".", "|||", "a" * 5000, "1. " * 3000, "I.\n" * 500, "(" * 3000, "1.1." * 2000, "-\n" * 300, "số:\n/"]
)
def test_odd_input_is_read_without_a_crash(text: str) -> None:
    build(text)


@pytest.mark.parametrize(
    "text",
    [
        "SỞ Y TẾ\nSố: 12/BC-SYT\nHòa An, ngày 31 tháng 2 năm 2019\n\nBÁO CÁO\nKết quả năm 2019\n\nCó 5 hộ.",
        "Tin mới\n31/02/2021 08:00\n\nCó 5 hộ.",
    ],
)
def test_a_day_that_no_calendar_has_is_no_date(text: str) -> None:
    assert build(text).metadata.date is None


@pytest.mark.parametrize("title", [
    "TÌNH HÌNH KINH TẾ - XÃ HỘI TỈNH HẢI DƯƠNG\nTHÁNG 10 VÀ 10 THÁNG NĂM 2021",
    "Tình hình kinh tế - xã hội tỉnh Hải Dương\ntháng 10 và 10 tháng năm 2021",
])  # fmt: skip
def test_ten_months_of_a_year_are_no_day_in_may(title: str) -> None:
    body = (
        "Cục Thống kê tỉnh thông tin một số kết quả trong tháng và từ đầu năm đến nay, so với cùng kỳ của những năm trước, như sau.\n\n"
        "Đến ngày 20/10, toàn tỉnh gặt xong 21.460 ha lúa mùa, bằng 83,7% diện tích đã cấy; đàn lợn có 462,3 nghìn con."
    )
    metadata = extract_text(f"{title}\n\n{body}\n").metadata
    assert (metadata.date, metadata.period) == (None, "2021-01-01/2021-10-31")
