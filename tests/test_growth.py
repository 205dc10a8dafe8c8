"""Cost grows with the length of the text, not with its square: counted in calls, which no busy machine changes."""

import sys

import pytest

from baocao_extract import extract_text

TEXTS = {
    "numbers in one sentence": lambda n: "có " + "5 hộ, " * n,
    "numbers without a stop": lambda n: "Có 5 hộ nghèo " * n,
    "sentences in one line": lambda n: "Có 5 hộ nghèo. " * n,
    "lines": lambda n: "Có 5 hộ nghèo.\n" * n,
    "items under one head": lambda n: "Kết quả:\n" + "- Có 5 hộ nghèo;\n" * n,
    "words without numbers": lambda n: "lời nói suông " * n,
    "headings": lambda n: "".join(f"{k}. Việc\n" for k in range(n)),
    "parentheses": lambda n: "(5 hộ " * n,
}


def calls(text):
    """How many functions, ours and the interpreter's, reading a text calls."""
    count = 0

    def tick(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tick)
    try:
        extract_text(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("kind", TEXTS)
def test_four_times_the_text_costs_about_four_times_the_calls(kind):
    extract_text("Có 5 hộ.")  # patterns are compiled once
    assert calls(TEXTS[kind](1200)) < 5 * calls(TEXTS[kind](300))
