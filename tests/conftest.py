"""Behaviour that is written down but not yet there: each case of known-gaps.txt must fail, so that mending it means taking it off the list."""

from pathlib import Path

import pytest

GAPS = frozenset((Path(__file__).parent / "known-gaps.txt").read_text(encoding="utf-8").splitlines())


def pytest_collection_modifyitems(items):
    for item in items:
        if item.nodeid in GAPS:
            item.add_marker(pytest.mark.xfail(reason="known gap", strict=True))
