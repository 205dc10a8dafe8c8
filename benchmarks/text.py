"""Characters per second of `extract_text`, beside spaCy with an EntityRuler and underthesea, in one run; and how cost grows with length.

benchmarks/text.py [FILE]      without a file: the longest document of the corpus, repeated to 25,000 characters
"""

import sys
import time
from pathlib import Path

from baocao_extract import extract_text

ROOT = Path(__file__).resolve().parents[1]
UNITS = [
    "hộ",
    "người",
    "lao động",
    "trẻ em",
    "đồng",
    "triệu đồng",
    "tỷ đồng",
    "%",
    "vụ",
    "trường hợp",
    "suất quà",
    "thẻ",
    "đơn",
    "cơ sở",
    "doanh nghiệp",
    "xã",
    "ha",
    "tấn",
    "km",
    "lượt người",
]


def best(function, text, runs=5):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        function(text)
        times.append(time.perf_counter() - start)
    return min(times)


def report() -> str:
    if len(sys.argv) > 1:
        return Path(sys.argv[1]).read_text(encoding="utf-8")
    longest = max((ROOT / "corpus").rglob("*.txt"), key=lambda p: p.stat().st_size).read_text(encoding="utf-8")
    return (longest * (25_000 // len(longest) + 1))[:25_000]


def spacy_baseline():
    """A pipeline with an empty tokenizer cache: an archive's texts are read once, so a repeated text must not be answered from it."""
    import spacy

    nlp = spacy.blank("xx")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [{"label": "Q", "pattern": [{"TEXT": {"REGEX": r"^\d[\d.,]*$"}}, *({"LOWER": w} for w in unit.split())]} for unit in UNITS]
    )
    nlp.max_length = 10_000_000
    nlp("Có 5 hộ.")
    return nlp


def once(function, text):
    start = time.perf_counter()
    function(text)
    return time.perf_counter() - start


def peers(text):
    try:
        yield "spaCy blank('xx') + EntityRuler", min(once(spacy_baseline(), text) for _ in range(5))
    except ImportError:
        print("spaCy is not installed: pip install -e .[bench]")
    try:
        from underthesea import word_tokenize

        word_tokenize("Có 5 hộ.")
        yield "underthesea word_tokenize", min(once(word_tokenize, text) for _ in range(3))
    except ImportError:
        print("underthesea is not installed: pip install -e .[bench]")


def main() -> None:
    text = report()
    extract_text(text)
    ours = best(extract_text, text)
    print(f"extract_text: {len(text) / ours / 1000:.0f} kchar/s ({len(text)} characters, {ours * 1000:.1f} ms)")
    for name, theirs in peers(text):
        print(f"{name}: {len(text) / theirs / 1000:.0f} kchar/s; ours is {theirs / ours:.2f} times as fast")
    for times in (1, 10, 100):
        longer = "\n".join([text] * times)
        cost = best(extract_text, longer, 1 if times == 100 else 2)
        print(f"{len(longer):>9} characters: {len(longer) / cost / 1000:.0f} kchar/s")


if __name__ == "__main__":
    main()
