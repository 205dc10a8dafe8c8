"""Cost grows with the length of the text, not with its square: counted in calls and in lines run, which no busy machine changes."""

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
    "parentheses that close": lambda n: "(5 hộ " * n + ")" * n,
    "brackets of all kinds": lambda n: "([{5 hộ " * n + "}])" * n,
    "figures of many kinds in one sentence": lambda n: "5 hộ, 1.234 triệu đồng, 12,5%, " * n,
    "changes in one sentence": lambda n: "tăng 5% so với cùng kỳ, " * n,
    "parts of parts": lambda n: "trong đó 5 hộ nghèo, " * n,
    "plans in one sentence": lambda n: "đạt 12,5% kế hoạch (kế hoạch 5 hộ), " * n,
    "cells": lambda n: "5\t6\t7\n" * n,
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


def lines(text):
    """How many lines of our own code reading a text runs: a walk that calls nothing is seen too."""
    count = 0

    def line(_frame, event, _argument):
        nonlocal count
        count += event == "line"
        return line

    def call(frame, _event, _argument):
        return line if "baocao_extract" in frame.f_code.co_filename else None

    sys.settrace(call)
    try:
        extract_text(text)
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize("kind", TEXTS)
def test_four_times_the_text_costs_about_four_times_the_calls(kind):
    extract_text("Có 5 hộ.")  # patterns are compiled once
    assert calls(TEXTS[kind](1200)) < 5 * calls(TEXTS[kind](300))


@pytest.mark.parametrize("kind", TEXTS)
def test_four_times_the_text_runs_about_four_times_the_lines(kind):
    extract_text("Có 5 hộ.")
    assert lines(TEXTS[kind](800)) < 5 * lines(TEXTS[kind](200))
