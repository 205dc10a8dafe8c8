"""Every span of every record is the text that it says, whatever the text; the same input gives the same bytes."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baocao_extract import extract_text

CORPUS = sorted((Path(__file__).parents[1] / "corpus").rglob("*.txt"))
TEXTS = [p.read_text(encoding="utf-8") for p in CORPUS]


def holds(text):
    document = extract_text(text)
    for fact in document.indicators:
        assert document.text[fact.start : fact.end] == fact.quote
        assert fact.quote
    for number in document.numbers:
        assert 0 <= number.start < number.end <= len(document.text)
    for section in document.sections:
        assert 0 <= section.start <= section.end <= len(document.text)
    return document


@pytest.mark.parametrize("path", CORPUS, ids=lambda p: p.stem)
@pytest.mark.parametrize("change", ["as it is", "NFD", "CRLF"])
def test_quotes_are_what_stands_at_their_span(path, change):
    text = path.read_text(encoding="utf-8")
    text = {"as it is": text, "NFD": unicodedata.normalize("NFD", text), "CRLF": text.replace("\n", "\r\n")}[change]
    holds(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(TEXTS), st.integers(0, 4000), st.integers(0, 40), st.text(max_size=12))
def test_spans_hold_on_mutated_text(text, at, cut, put):
    at = min(at, len(text))
    piece = text[max(0, at - 700) : at] + put + text[at + cut : at + 700]
    holds(piece.encode("utf-8", "replace").decode("utf-8"))


def test_the_same_input_gives_the_same_bytes():
    text = TEXTS[0]
    assert extract_text(text).model_dump_json(by_alias=True) == extract_text(text).model_dump_json(by_alias=True)
