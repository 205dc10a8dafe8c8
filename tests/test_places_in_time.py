"""Provinces in time: names, days, codes, what became of each, and what may be added."""

from datetime import date
from itertools import pairwise

import pytest

from baocao_extract import places_in_time as places
from baocao_extract.language.folding import fold

OLD, NEW = date(2025, 6, 30), date(2025, 7, 1)
# Resolution 202/2025/QH15: the 23 new provinces and those that went into each.
MERGED = {
    "Tuyên Quang": "Hà Giang, Tuyên Quang", "Lào Cai": "Yên Bái, Lào Cai", "Thái Nguyên": "Bắc Kạn, Thái Nguyên",
    "Phú Thọ": "Vĩnh Phúc, Hòa Bình, Phú Thọ", "Bắc Ninh": "Bắc Giang, Bắc Ninh", "Hưng Yên": "Thái Bình, Hưng Yên",
    "Hải Phòng": "Hải Dương, Hải Phòng", "Ninh Bình": "Hà Nam, Nam Định, Ninh Bình", "Quảng Trị": "Quảng Bình, Quảng Trị",
    "Đà Nẵng": "Quảng Nam, Đà Nẵng", "Quảng Ngãi": "Kon Tum, Quảng Ngãi", "Gia Lai": "Bình Định, Gia Lai",
    "Khánh Hòa": "Ninh Thuận, Khánh Hòa", "Lâm Đồng": "Đắk Nông, Bình Thuận, Lâm Đồng", "Đắk Lắk": "Phú Yên, Đắk Lắk",
    "Hồ Chí Minh": "Bà Rịa - Vũng Tàu, Bình Dương, Hồ Chí Minh", "Đồng Nai": "Bình Phước, Đồng Nai", "Tây Ninh": "Long An, Tây Ninh",
    "Cần Thơ": "Sóc Trăng, Hậu Giang, Cần Thơ", "Vĩnh Long": "Bến Tre, Trà Vinh, Vĩnh Long", "Đồng Tháp": "Tiền Giang, Đồng Tháp",
    "Cà Mau": "Bạc Liêu, Cà Mau", "An Giang": "Kiên Giang, An Giang",
}  # fmt: skip
KEPT = ["Cao Bằng", "Điện Biên", "Hà Tĩnh", "Lai Châu", "Lạng Sơn", "Nghệ An", "Quảng Ninh", "Thanh Hóa", "Sơn La", "Hà Nội", "Huế"]


def province(name: str, on: date) -> places.Province:
    found = places.resolve(name, on)
    assert found is not None
    return found


def test_there_were_63_provinces_until_30_june_2025_and_34_since():
    assert (len(places.all_on(OLD)), len(places.all_on(NEW))) == (63, 34)


@pytest.mark.parametrize(("name", "old"), MERGED.items())
def test_a_merged_province_is_made_of_the_old_ones(name, old):
    new = province(name, NEW)
    wanted = set(old.split(", "))
    assert {p.name for p in places.parts(new, OLD) or ()} == wanted
    assert all(places.today(province(n, OLD)) == (new,) for n in wanted)


@pytest.mark.parametrize("name", KEPT)
def test_a_province_that_was_kept_is_the_same_before_and_after(name):
    assert province(name, OLD) is province(name, NEW)
    assert places.parts(province(name, NEW), OLD) == (province(name, NEW),)


@pytest.mark.parametrize("day", [OLD, NEW])
def test_every_province_of_a_day_is_found_by_each_of_its_names_and_by_its_code(day):
    for p in places.all_on(day):
        assert all(places.resolve(n, day) is p for n in (p.name, p.full_name, p.name.upper(), p.full_name.lower())), p
        assert all(places.resolve(n, day) is not None for n in places.names(p)), p
        assert p.code is not None
        assert places.by_code(p.code, day) is p


def test_no_two_provinces_of_a_day_share_a_folded_name():
    for day in (date(1980, 1, 1), date(1990, 6, 1), date(1995, 6, 1), date(2000, 6, 1), date(2006, 6, 1), OLD, NEW):
        seen: dict[str, str] = {}
        for p in places.all_on(day):
            for name in {fold(n).replace(" ", "").replace("-", "") for n in (p.name, *p.aliases)}:
                assert seen.setdefault(name, p.key) == p.key, (day, name)


def test_one_province_follows_another_under_a_code_without_overlap():
    by_code: dict[str, list[places.Province]] = {}
    for p in places.atlas().provinces.values():
        if p.code:
            by_code.setdefault(p.code, []).append(p)
    for code, found in by_code.items():
        found.sort(key=lambda p: p.valid_from or date.min)
        assert all(a.valid_to and b.valid_from and a.valid_to < b.valid_from for a, b in pairwise(found)), code
    assert {p.name for p in by_code["52"]} == {"Bình Định", "Gia Lai"}


def test_every_succession_begins_the_day_after_its_province_ended():
    book = places.atlas()
    for before, after in ((b, a) for b, found in book.successors.items() for a in found):
        ended, began = book.provinces[before].valid_to, book.provinces[after].valid_from
        assert ended is not None
        assert began is not None
        assert (began - ended).days == 1, (before, after)
    gone = [p.key for p in book.provinces.values() if p.valid_to and p.key not in book.successors]
    assert gone == []


@pytest.mark.parametrize(
    ("written", "on", "name", "code"),
    [
        ("TPHCM", OLD, "Hồ Chí Minh", "79"), ("TP. HCM", OLD, "Hồ Chí Minh", "79"), ("Tp Hồ Chí Minh", NEW, "Hồ Chí Minh", "79"),
        ("TT-Huế", OLD, "Huế", "46"), ("Thừa Thiên - Huế", date(2020, 1, 1), "Thừa Thiên Huế", "46"), ("BR-VT", OLD, "Bà Rịa - Vũng Tàu", "77"),
        ("Bà Rịa – Vũng Tàu", OLD, "Bà Rịa - Vũng Tàu", "77"), ("Đắc Lắc", OLD, "Đắk Lắk", "66"), ("Đăk Lăk", NEW, "Đắk Lắk", "66"),
        ("DAK LAK", OLD, "Đắk Lắk", "66"), ("Hoà Bình", OLD, "Hòa Bình", "17"), ("thanh hoa", OLD, "Thanh Hóa", "38"),
        ("Bắc Cạn", OLD, "Bắc Kạn", "06"), ("tỉnh Bình Định", OLD, "Bình Định", "52"), ("Gia Lai", NEW, "Gia Lai", "52"),
        ("Gia Lai", OLD, "Gia Lai", "64"), ("Hà Tây", date(2007, 5, 1), "Hà Tây", "28"), ("Hà Tây", NEW, "Hà Tây", "28"),
        ("Hà Nội", date(2007, 5, 1), "Hà Nội", "01"), ("Đăk Nông", OLD, "Đắk Nông", "67"),
    ],
)  # fmt: skip
def test_names_spellings_and_short_forms_resolve(written, on, name, code):
    found = places.resolve(written, on)
    assert found is not None
    assert (found.name, found.code) == (name, code)


@pytest.mark.parametrize("written", ["", "Atlantis", "huyện Vũ Thư", "tỉnh", "-"])
def test_what_is_no_province_resolves_to_none(written):
    assert places.resolve(written, OLD) is None


def test_without_a_day_a_name_means_the_borders_of_today():
    assert places.resolve("Ninh Bình") is province("Ninh Bình", NEW)


@pytest.mark.parametrize(
    ("name", "on", "today"),
    [
        ("Hà Tây", date(2007, 1, 1), ["Hà Nội"]), ("Hà Nội", date(2007, 1, 1), ["Hà Nội"]), ("Hà Bắc", date(1995, 1, 1), ["Bắc Ninh"]),
        ("Hải Hưng", date(1995, 1, 1), ["Hải Phòng", "Hưng Yên"]), ("Nam Hà", date(1995, 1, 1), ["Ninh Bình"]),
        ("Hà Nam Ninh", date(1988, 1, 1), ["Ninh Bình"]), ("Minh Hải", date(1995, 1, 1), ["Cà Mau"]), ("Vĩnh Phú", date(1995, 1, 1), ["Phú Thọ"]),
        ("Bắc Thái", date(1995, 1, 1), ["Thái Nguyên"]), ("Sông Bé", date(1995, 1, 1), ["Hồ Chí Minh", "Đồng Nai"]),
        ("Cần Thơ", date(2003, 1, 1), ["Cần Thơ"]), ("Đắk Lắk", date(2003, 1, 1), ["Lâm Đồng", "Đắk Lắk"]),
        ("Lai Châu", date(2003, 1, 1), ["Lai Châu", "Điện Biên"]), ("Thừa Thiên Huế", date(2020, 1, 1), ["Huế"]),
        ("Thái Bình", OLD, ["Hưng Yên"]), ("Quảng Nam - Đà Nẵng", date(1990, 1, 1), ["Đà Nẵng"]),
    ],
)  # fmt: skip
def test_a_former_province_is_followed_to_today(name, on, today):
    assert sorted(p.name for p in places.today(province(name, on))) == sorted(today)


@pytest.mark.parametrize(
    ("name", "now", "on", "wanted"),
    [
        ("Hà Nội", NEW, date(2007, 1, 1), {"Hà Nội", "Hà Tây"}),
        ("Bắc Ninh", NEW, date(1995, 1, 1), {"Hà Bắc"}),
        ("Cần Thơ", NEW, date(2003, 6, 1), {"Cần Thơ", "Sóc Trăng"}),
        ("Ninh Bình", NEW, date(1995, 1, 1), {"Nam Hà", "Ninh Bình"}),
        ("Hưng Yên", NEW, date(1995, 1, 1), None),  # Hải Hưng lies in Hải Phòng too
        ("Điện Biên", NEW, date(2003, 1, 1), None),  # half of the Lai Châu of then
        ("Đà Nẵng", OLD, date(1995, 1, 1), None),
    ],
)
def test_the_parts_of_a_province_on_an_earlier_day_or_none_where_borders_disagree(name, now, on, wanted):
    found = places.parts(province(name, now), on)
    assert (None if found is None else {p.name for p in found}) == wanted


@pytest.mark.parametrize(
    ("kind", "role", "measure", "wanted"),
    [
        ("households", "level", None, True), ("money", "level", "flow", True), ("area", "level", "stock", True),
        ("money", "level", "ratio", False), ("percent", "level", None, False), ("price", "level", None, False), ("rate", "level", None, False),
        ("ratio", "level", None, False), ("people", "share", None, False), ("people", "change", None, False), ("duration", "level", None, False),
    ],
)  # fmt: skip
def test_counts_and_amounts_are_added_and_rates_never(kind, role, measure, wanted):
    assert places.can_add(kind, role, measure) is wanted
