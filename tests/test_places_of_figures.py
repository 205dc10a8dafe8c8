"""Whose figure it is where no place stands beside it: the province that acts, the home of a speaker, lists that end with their sentence. The words are ours."""

from __future__ import annotations

import pytest
from test_places import figure, places, read

from baocao_extract.evaluation.alike import same_place

HOME = "Yên Bái"
NEWS = "Nông dân trồng quế\n12/07/2021 08:00\n"


def place(text: str, quote: str) -> str | None:
    return places(NEWS + text)[quote]


@pytest.mark.parametrize("sentence", [
    "Huyện Văn Yên có 5 ca mắc, tỉnh đã huy động 420 người.",
    "Huyện Văn Yên có 5 ca mắc, tỉnh huy động 420 người.",
    "Huyện Văn Yên có 5 ca mắc, tỉnh hỗ trợ 420 người.",
    "Huyện Văn Yên có 5 ca mắc, tỉnh hiện có 420 người cách ly.",
])  # fmt: skip
def test_the_province_that_acts_is_the_place(sentence: str) -> None:
    got = figure(sentence)
    assert got[0] is not None
    assert same_place(got[0], "huyện Văn Yên")
    assert got[1] == HOME


@pytest.mark.parametrize("sentence", [
    "Huyện Văn Yên có 5 ca mắc và 420 người cách ly.",
    "Huyện Văn Yên có 5 ca mắc, được hỗ trợ 420 người.",
    "Huyện Văn Yên có 5 ca mắc, mỗi tỉnh bạn 420 người.",
])  # fmt: skip
def test_without_it_the_district_goes_on(sentence: str) -> None:
    assert same_place(str(figure(sentence)[1]), "huyện Văn Yên")


def test_the_province_that_a_national_item_named_last_is_the_one_that_acts() -> None:
    text = (
        "Bộ Y tế: Thêm ca mắc\n12/07/2021 08:00\nCả nước có 2.000 ca mắc, cả nước đã chữa khỏi 900 ca.\n"
        "Tại tỉnh Long An có 120 ca. Tỉnh đã huy động 420 người.\n"
    )
    assert same_place(str(places(text)["420 người"]), "Long An")


QUOTED = '"Một lứa nuôi ba vòng, mỗi năm lãi 120 triệu đồng"'


@pytest.mark.parametrize("speaker", ["chị Hà, ở xã An Thịnh, tính", "ông Bình, thôn trưởng xã An Thịnh, nói"])
def test_who_speaks_in_a_paragraph_that_is_all_quotation_speaks_of_home(speaker: str) -> None:
    text = f"Tại huyện Văn Yên, tỉnh Yên Bái, quế được trồng 40.000 ha.\n{QUOTED}, {speaker}.\n"
    assert same_place(str(place(text, "120 triệu đồng")), "xã An Thịnh")


@pytest.mark.parametrize("paragraph", [
    f"{QUOTED}, chị Hà tính.",
    f"Theo sổ sách, {QUOTED[1:-1]}. Chị Hà từng ở xã An Thịnh.",
    f"{QUOTED}, chị Hà tính. Xã An Thịnh thì trồng 30 ha quế.",
])  # fmt: skip
def test_a_quotation_without_a_home_and_a_place_that_is_told_of_afterwards_say_nothing(paragraph: str) -> None:
    text = f"Tỉnh Yên Bái trồng 40.000 ha quế. Tỉnh Yên Bái thu hoạch quanh năm.\n{paragraph}\n"
    assert place(text, "120 triệu đồng") == HOME


def test_a_list_of_places_inside_a_sentence_does_not_carry_on() -> None:
    text = "Tỉnh Yên Bái trồng 40.000 ha quế, tập trung ở các xã An Thịnh, Mậu A, Đông Cuông. Mỗi năm thu 12.000 tấn vỏ.\n"
    assert place(text, "12.000 tấn") == HOME


def test_one_place_inside_a_sentence_does() -> None:
    text = "Tỉnh Yên Bái trồng 40.000 ha quế. Ở xã An Thịnh quế mọc khắp đồi. Mỗi năm thu 12.000 tấn vỏ.\n"
    assert same_place(str(place(text, "12.000 tấn")), "xã An Thịnh")


LONG = (
    "Nhiều năm nay, bà con đã quen với nghề trồng quế, coi đây là nguồn thu chính, nhờ đó nhà cửa được sửa sang, con cái được học hành. "
    * 5
)


@pytest.mark.parametrize(("opening", "second", "province"), [
    ("Trên địa bàn tỉnh, quế là cây thoát nghèo. ", "Huyện Trấn Yên", "Yên Bái"),
    ("Ở vùng cao, quế là cây thoát nghèo. ", "Huyện Trấn Yên", None),
    ("Trên địa bàn tỉnh, quế là cây thoát nghèo. ", "Huyện Ba Chẽ", None),
])  # fmt: skip
def test_an_item_about_the_province_is_about_that_of_all_its_districts(opening: str, second: str, province: str | None) -> None:
    text = (
        f"Nông dân trồng quế\n12/07/2021 08:00\n{opening}{LONG}\n"
        f"Huyện Văn Yên trồng 12.000 ha quế.\n{second} mở rộng lên 3.000 ha.\nHuyện Văn Yên lập 20 hợp tác xã.\n"
    )
    assert read(text).metadata.province == province


@pytest.mark.parametrize(("sentence", "wanted"), [
    ("Số trường đạt chuẩn quốc gia là 341 trường.", HOME),
    ("Quốc gia có 341 trường.", HOME),
    ("Cả nước có 341 trường.", "Việt Nam"),
])  # fmt: skip
def test_a_grade_is_not_the_country(sentence: str, wanted: str) -> None:
    assert figure(sentence) == [wanted]


@pytest.mark.parametrize("rest", ["các huyện còn lại", "các huyện, thị xã còn lại", "các xã, phường còn lại"])
def test_the_remaining_ones_are_no_single_place(rest: str) -> None:
    assert figure(f"Huyện Văn Yên có 12 ca mắc; {rest} có 40 ca mắc.")[1] == HOME
