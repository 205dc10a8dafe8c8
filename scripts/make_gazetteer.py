"""Makes patterns/places/*.tsv from the address table of the PyPI package underthesea.

    pip install --no-deps --target /tmp/uts underthesea
    python scripts/make_gazetteer.py /tmp/uts/underthesea/address/data/mapping.json patterns/places

underthesea (Apache-2.0) took the table from vietnamadminunits (MIT): the communes before 1 July 2025 and what became of each.
What that table does not hold is written down here: dates, capitals, other spellings, provinces and districts that ended before 2025.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

SOURCE = "# Made by scripts/make_gazetteer.py from underthesea's address table (Apache-2.0), which is that of vietnamadminunits (MIT)."
LAST_DAY, FIRST_DAY = "2025-06-30", "2025-07-01"
CLASSES = ("Thành phố", "Thị xã", "Thị trấn", "Đặc khu", "Huyện", "Quận", "Phường", "Xã", "Tỉnh")

# Towns that a province's offices date from where they do not bear its name.
CAPITALS = {
    "11": "Điện Biên Phủ", "22": "Hạ Long", "25": "Việt Trì", "26": "Vĩnh Yên", "35": "Phủ Lý", "37": "Hoa Lư", "40": "Vinh",
    "44": "Đồng Hới", "45": "Đông Hà", "49": "Tam Kỳ", "52": "Quy Nhơn", "54": "Tuy Hòa", "56": "Nha Trang",
    "58": "Phan Rang - Tháp Chàm", "60": "Phan Thiết", "64": "Pleiku", "66": "Buôn Ma Thuột", "67": "Gia Nghĩa", "68": "Đà Lạt",
    "70": "Đồng Xoài", "74": "Thủ Dầu Một", "75": "Biên Hòa", "77": "Bà Rịa;Vũng Tàu", "80": "Tân An", "82": "Mỹ Tho",
    "87": "Cao Lãnh", "89": "Long Xuyên", "91": "Rạch Giá", "93": "Vị Thanh", "28": "Hà Đông",
}  # fmt: skip
ALIASES = {
    "01": "TPHN", "06": "Bắc Cạn", "46": "Thừa Thiên Huế;TT Huế;TTHuế", "62": "Kontum;Công Tum", "66": "Dak Lak;Daklak;Đăklăk;Đắklắk;Đắclắc",
    "67": "Dak Nong;Đăknông;Đắknông", "77": "BR-VT;BRVT", "79": "HCM;TPHCM;Sài Gòn",
}  # fmt: skip
# When those were founded that split within the time of digital documents; the others are taken as older than any text.
FOUNDED = {
    "1989-07-01": "44 45 51 52 54 56",
    "1991": "02 08 10 15 17 40 42 62 64",
    "1992": "37 58 60 84 86 94",
    "1997-01-01": "06 19 24 27 25 26 30 33 35 36 48 49 70 74 95 96",
    "2004-01-01": "11 67 92 93",
}
# Ended before the table: code, name, from, to, successors.
HISTORIC = [
    ("28", "Hà Tây", "1991", "2008-07-31", "01"),
    ("H01", "Hà Bắc", "", "1996-12-31", "24 27"),
    ("H02", "Hải Hưng", "", "1996-12-31", "30 33"),
    ("H03", "Nam Hà", "1992", "1996-12-31", "35 36"),
    ("H04", "Vĩnh Phú", "", "1996-12-31", "25 26"),
    ("H05", "Bắc Thái", "", "1996-12-31", "06 19"),
    ("H06", "Quảng Nam - Đà Nẵng", "", "1996-12-31", "48 49"),
    ("H07", "Sông Bé", "", "1996-12-31", "70 74"),
    ("H08", "Minh Hải", "", "1996-12-31", "95 96"),
    ("H09", "Hà Nam Ninh", "", "1992", "H03 37"),
    ("H10", "Hà Sơn Bình", "", "1991", "28 17"),
    ("H11", "Hà Tuyên", "", "1991", "02 08"),
    ("H12", "Hoàng Liên Sơn", "", "1991", "10 15"),
    ("H13", "Nghệ Tĩnh", "", "1991", "40 42"),
    ("H14", "Gia Lai - Kon Tum", "", "1991", "62 64"),
    ("H15", "Thuận Hải", "", "1992", "58 60"),
    ("H16", "Cửu Long", "", "1992", "84 86"),
    ("H17", "Bình Trị Thiên", "", "1989-06-30", "44 45 H46"),
    ("H18", "Nghĩa Bình", "", "1989-06-30", "51 52"),
    ("H19", "Phú Khánh", "", "1989-06-30", "54 56"),
]
# Districts that were merged, divided or renamed before the table was made.
FORMER = {
    "01": "Huyện Từ Liêm", "04": "Huyện Thông Nông;Huyện Trà Lĩnh;Huyện Phục Hòa", "17": "Huyện Kỳ Sơn", "22": "Huyện Hoành Bồ",
    "24": "Huyện Yên Dũng", "36": "Huyện Mỹ Lộc", "37": "Thành phố Ninh Bình", "38": "Huyện Đông Sơn;Huyện Tĩnh Gia",
    "40": "Thị xã Cửa Lò", "42": "Huyện Lộc Hà", "46": "Thành phố Huế;Huyện Nam Đông", "49": "Huyện Nông Sơn;Huyện Trà My",
    "68": "Huyện Đạ Tẻh;Huyện Cát Tiên", "77": "Huyện Long Điền;Huyện Đất Đỏ;Huyện Tân Thành", "79": "Quận 2;Quận 9",
    "83": "Huyện Mỏ Cày", "45": "Thị xã Quảng Trị", "60": "Huyện Phú Quý",
}  # fmt: skip
DISTRICT_ALIASES = {
    "Đa Krông": "Đakrông;Đăk Rông", "Pleiku": "Plei Ku", "Buôn Ma Thuột": "Buôn Mê Thuột;Ban Mê Thuột", "KBang": "K'Bang",
    "Phan Rang - Tháp Chàm": "Phan Rang", "Mang Yang": "Măng Yang", "Krông A Na": "Krông Ana", "Si Ma Cai": "Simacai",
    "Mù Cang Chải": "Mù Căng Chải", "Bắc Kạn": "Bắc Cạn", "Kon Tum": "Kontum", "Ea H'leo": "Ea Hleo", "Cư M'gar": "Cư Mgar",
    "Đắk R'Lấp": "Đắk Rlấp", "M'Đrắk": "Mđrắk",
}  # fmt: skip


def parted(name: str) -> tuple[str, str]:
    """Class and bare name."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    for head in CLASSES:
        if name.lower().startswith(head.lower() + " "):
            return head, name[len(head) + 1 :]
    raise ValueError(f"no class word: {name}")


def write(path: Path, columns: str, rows: list[tuple[str, ...]]) -> None:
    lines = [SOURCE, "# " + columns.replace(" ", "\t"), *("\t".join(r) for r in sorted(set(rows)))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(source: Path, target: Path) -> None:
    data = json.loads(source.read_text(encoding="utf-8"))
    old, new, became = data["old_province_names"], data["province_names"], data["province_mapping"]
    _provinces(old, new, became, target)
    code = {unicodedata.normalize("NFC", v["name"]): v["code"] for v in old.values()}
    communes: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in data["ward_mapping"]:
        head, name = parted(row["old_district"])
        head = head.capitalize()
        ward = row["old_ward"]
        names = communes[code[unicodedata.normalize("NFC", row["old_province"])], name, head]
        # wards known by a number are told by their class word, islands without communes have none
        if any(ward.lower().startswith(c.lower() + " ") for c in CLASSES) and not parted(ward)[1].isdigit():
            names.add(parted(ward)[1])
    districts = set(communes) | {(p, *parted(n)[::-1]) for p, names in FORMER.items() for n in names.split(";")}
    write(target / "districts.tsv", "province name class aliases", [(p, n, c, DISTRICT_ALIASES.get(n, "")) for p, n, c in districts])
    write(target / "communes.tsv", "province district names", [(p, n, ";".join(sorted(names))) for (p, n, _), names in communes.items()])


def _provinces(old: dict[str, dict[str, str]], new: dict[str, dict[str, str]], became: dict[str, str], target: Path) -> None:
    merged: dict[str, list[str]] = defaultdict(list)
    for key, now in became.items():
        merged[now].append(key)
    founded = {number: day for day, numbers in FOUNDED.items() for number in numbers.split()}
    rows: list[tuple[str, ...]] = []
    succession: list[tuple[str, ...]] = []
    for key, entry in old.items():
        head, name = parted(entry["name"])
        number = entry["code"]
        ends = LAST_DAY if len(merged[became[key]]) > 1 else ""
        aliases = ALIASES.get(number, "")
        if number == "46":
            # a city under the central government since 1 January 2025
            rows.append(("H46", "Thừa Thiên Huế", "Tỉnh", "1989-07-01", "2024-12-31", "Huế", aliases))
            succession.append(("H46", "46"))
            rows.append((number, name, head, "2025-01-01", ends, "", ""))
            continue
        rows.append((number, name, head, founded.get(number, ""), ends, CAPITALS.get(number, ""), aliases))
    for key, entry in new.items():
        if len(merged[key]) > 1:
            head, name = parted(entry["name"])
            same = next((r for r in rows if r[1] == name), ("",) * 7)
            now = "N" + entry["code"]
            rows.append((now, name, head, FIRST_DAY, "", same[5], same[6]))
            succession.extend((old[a]["code"], now) for a in merged[key])
    for number, name, start, end, successors in HISTORIC:
        rows.append((number, name, "Tỉnh", start, end, CAPITALS.get(number, ""), ""))
        succession.extend((number, s) for s in successors.split())
    write(target / "provinces.tsv", "code name class valid_from valid_to towns aliases", rows)
    write(target / "succession.tsv", "old new", succession)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
