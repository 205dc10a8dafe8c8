"""Characters per second of `extract_text`, one thread, beside spaCy and underthesea in the same run, and how cost grows with length.

    python benchmarks/text.py [FILE]      (without FILE: reports of the corpus, joined to about the length of a long report)

spaCy is `blank("xx")` with an EntityRuler of 20 number-unit patterns: it finds number and unit only. underthesea only splits words.
Both come with `requirements/bench.txt`; what is not installed is passed over. Every contestant is warmed up and the median of its rounds counts,
taken in turn, so that a busy machine slows all alike.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from baocao_extract import extract_text

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
UNITS = [
    "người", "hộ", "lao động", "%", "triệu đồng", "tỷ đồng", "đồng", "suất", "trường hợp", "học sinh", "trẻ em", "đối tượng", "doanh nghiệp",
    "xã", "ha", "tấn", "km", "vụ", "lượt", "dự án",
]  # fmt: skip
ROUNDS = 7
Contestant = Callable[[str], Any]


def report() -> str:
    """Whole reports of the corpus joined to some 25,000 characters: the length of a department's long report."""
    text = ""
    for path in sorted(CORPUS.glob("*/*.txt")):
        if len(text) < 25_000:
            text += path.read_text(encoding="utf-8") + "\n\n"
    return text


def spacy_ruler() -> Contestant | None:
    try:
        import spacy
    except ImportError:
        return None
    nlp = spacy.blank("xx")
    nlp.max_length = 10**8
    ruler = nlp.add_pipe("entity_ruler")
    number = {"TEXT": {"REGEX": r"^[0-9]+([.,][0-9]+)*$"}}
    ruler.add_patterns([{"label": "QUANTITY", "pattern": [number, *({"LOWER": word} for word in unit.split())]} for unit in UNITS])
    return nlp


def underthesea_words() -> Contestant | None:
    try:
        from underthesea import word_tokenize
    except ImportError:
        return None
    return word_tokenize


def seconds(contestant: Contestant, text: str) -> float:
    began = time.perf_counter()
    contestant(text)
    return time.perf_counter() - began


def compare(text: str) -> None:
    contestants = {"extract_text": extract_text, "spaCy xx + 20 rules": spacy_ruler(), "underthesea word_tokenize": underthesea_words()}
    running = {name: c for name, c in contestants.items() if c is not None}
    for contestant in running.values():
        contestant(text)
    times: dict[str, list[float]] = {name: [] for name in running}
    for _ in range(ROUNDS):
        for name, contestant in running.items():
            times[name].append(seconds(contestant, text))
    base = statistics.median(times["spaCy xx + 20 rules"]) if "spaCy xx + 20 rules" in times else None
    print(f"{len(text):,} characters, {len(extract_text(text).indicators)} figures; median of {ROUNDS} rounds")
    for name in contestants:
        if name not in times:
            print(f"  {name:<28} not installed")
            continue
        median = statistics.median(times[name])
        ratio = f"   {base / median:5.2f} × spaCy" if base else ""
        print(f"  {name:<28} {len(text) / median / 1000:8.0f} kchar/s   (rounds {min(times[name]):.3f} to {max(times[name]):.3f} s){ratio}")


def growth(text: str) -> None:
    print("growth with length")
    first = None
    for length in (25_000, 250_000, 2_500_000):
        long = (text * (length // len(text) + 1))[:length]
        cost = min(seconds(extract_text, long) for _ in range(3 if length < 1_000_000 else 1)) / length * 1e6
        first = first or cost
        print(f"  {length:>10,} characters   {cost:6.2f} s per million   {cost / first:5.2f} × the shortest")


def main() -> int:
    text = Path(sys.argv[1]).read_text(encoding="utf-8") if len(sys.argv) > 1 else report()
    compare(text)
    growth(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
