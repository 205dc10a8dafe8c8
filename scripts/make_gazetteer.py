"""Makes patterns/places/districts.tsv and communes.tsv from the address table of the PyPI package underthesea.

    pip install --no-deps --target /tmp/uts underthesea
    python scripts/make_gazetteer.py /tmp/uts/underthesea/address/data/mapping.json patterns/places

underthesea (Apache-2.0) took the table from vietnamadminunits (MIT): the communes before 1 July 2025 and what became of each.
What that table does not hold is written down here: other spellings, and districts that ended before 2025. The provinces are kept by hand (provinces.tsv).
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

SOURCE = "# Made by scripts/make_gazetteer.py from underthesea's address table (Apache-2.0), which is that of vietnamadminunits (MIT)."
CLASSES = ("Thành phố", "Thị xã", "Thị trấn", "Đặc khu", "Huyện", "Quận", "Phường", "Xã", "Tỉnh")

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
    code = {unicodedata.normalize("NFC", v["name"]): v["code"] for v in data["old_province_names"].values()}
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


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
