"""Doubt about recognised figures: unsure ones, glued ones, and what arithmetic says of them."""

from __future__ import annotations

import pytest

from baocao_extract import recognised
from baocao_extract.model import Finding, Indicator


def figure(number: int, quote: str, value: float, confidence: float | None, **fields: object) -> Indicator:
    start = number * 20 + 1
    given = {"kind": "people", "unit": "người", "name": ""} | fields
    return Indicator(id=number, start=start, end=start + len(quote), quote=quote, value=value, confidence=confidence, **given)  # type: ignore[arg-type]


def text_of(indicators: list[Indicator], before: str = " ") -> str:
    return "".join(before + i.quote.ljust(19) for i in indicators)


@pytest.mark.parametrize(
    ("confidence", "before", "doubted"),
    [(0.95, " ", False), (0.6, " ", True), (0.95, "§", True), (0.95, "(", False), (None, "§", False)],
    ids=["sure", "unsure", "glued to a sign", "in a bracket", "not recognised but read"],
)
def test_a_figure_is_doubted_when_recognition_was_unsure_or_cut_something_off(confidence: float | None, before: str, doubted: bool) -> None:
    indicators = [figure(0, "19 người", 19, confidence)]
    found = recognised.findings(indicators, text_of(indicators, before), [])
    assert [f.code for f in found] == (["BF201"] if doubted else [])


def test_a_sum_that_comes_out_bears_unsure_figures_out() -> None:
    indicators = [figure(0, "30", 30, 0.5), figure(1, "10", 10, 0.9, part_of=0), figure(2, "20", 20, 0.4, part_of=0)]
    assert recognised.findings(indicators, text_of(indicators), []) == []
    indicators[2].value = 26
    assert [f.indicators for f in recognised.findings(indicators, text_of(indicators), [])] == [[0], [2]]


def test_a_share_that_comes_out_bears_its_figures_out() -> None:
    indicators = [
        figure(0, "200", 200, 0.5),
        figure(1, "50", 50, 0.5, part_of=0),
        figure(2, "25%", 25, 0.5, kind="percent", role="share", of=1),
    ]
    assert recognised.findings(indicators, text_of(indicators), []) == []


def test_a_contradiction_makes_less_sure_figures_doubtful() -> None:
    indicators = [figure(0, "30", 30, 0.9), figure(1, "10", 10, 0.96)]
    against = Finding(code="BF101", message="", spans=[(0, 2)], indicators=[0, 1])
    found = recognised.findings(indicators, text_of(indicators), [against])
    assert [(f.indicators, f.severity) for f in found] == [([0], "error")]
