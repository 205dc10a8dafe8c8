"""One indicator over the periods of a department's reports, out of the JSON Lines of `baocao extract`: series.py FILE.jsonl"""

import json
import sys
import unicodedata


def fold(text: str) -> str:
    """Lower case without diacritics, so that the query needs none."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in bare if not unicodedata.combining(c))


def main() -> None:
    query, kind = "ho ngheo", "households"
    with open(sys.argv[1], encoding="utf-8") as file:
        facts = [json.loads(line) for line in file]
    print(f"\nsearch without diacritics: {query!r}, {kind}, whole province, no parts")
    rows = [
        f
        for f in facts
        if f["kind"] == kind
        and f["role"] == "level"
        and f["part_of"] is None
        and query in fold(f["name"])
        and "can ngheo" not in fold(f["name"])
    ]
    for fact in sorted(rows, key=lambda f: (str(f["period"]).split("/")[-1], f["start"])):
        print(f"{fact['period'] or '-':24} {fact['value']:>10,.0f} {fact['unit']:<4} {fact['status']:<9} {fact['name']}")


if __name__ == "__main__":
    main()
