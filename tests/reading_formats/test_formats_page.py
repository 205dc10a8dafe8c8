"""docs/formats.md names every kind, limit and code that there is."""

from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from baocao_extract.errors import BaocaoError
from baocao_extract.reading import detect
from baocao_extract.reading.limits import Limits

TOLD = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
LATER = ("pdf", "picture")


@pytest.mark.parametrize("code", sorted(kind.code for kind in BaocaoError.__subclasses__() if kind.code.startswith("BC1")))
def test_every_code_of_reading_is_told(code):
    assert code in TOLD or code == "BC105"


@pytest.mark.parametrize("kind", [k for k in get_args(detect.Kind) if k not in LATER])
def test_every_kind_is_told(kind):
    names = {"wordml": "Word 2003 XML", "locked": "encrypted DOCX"}
    assert names.get(kind, kind).lower() in TOLD.lower()


@pytest.mark.parametrize("limit", [field.name for field in fields(Limits)])
def test_every_limit_is_told(limit):
    assert {"seconds": "--timeout", "cells": "cells of a workbook"}.get(limit, f"--max-{limit}") in TOLD
