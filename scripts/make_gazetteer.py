"""Makes patterns/places/districts.tsv from the address mapping that underthesea ships: make_gazetteer.py MAPPING.json > districts.tsv"""

import json
import re
import sys

HEAD = """# District names that only one province has (units until 30 June 2025) and that province. Made by scripts/make_gazetteer.py from the
# administrative mapping of underthesea 9.5.0 (Apache-2.0), which takes it from vietnamadminunits 1.0.4 (MIT).
"""


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        wards = json.load(file)["ward_mapping"]
    provinces: dict[str, set[str]] = {}
    for ward in wards:
        province = re.sub(r"^(Tỉnh|Thành phố) ", "", ward["old_province"])
        name = re.sub(r"^(Huyện đảo|Huyện|Quận|Thị xã|Thành phố) ", "", ward["old_district"])
        if not name.isdigit():
            provinces.setdefault(name, set()).add(province)
    sys.stdout.write(HEAD)
    for name, found in sorted(provinces.items()):
        if len(found) == 1:
            sys.stdout.write(f"{name}\t{next(iter(found))}\n")


if __name__ == "__main__":
    main()
