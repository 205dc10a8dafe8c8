"""Odd input gives a document or a coded error, never a traceback of ours."""

import pytest

from baocao_extract import BaocaoError, extract, extract_text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "5",
        "((((((",
        "1." * 500,
        "có 5 hộ, " * 10_000,
        "١٢٣ hộ và ９９ hộ",
        "\ud800 có 5 hộ",
        "a" * 200_000,
        "I. " * 300 + "\n1.1.1.1.1.1 Việc\n" * 50,
    ],
    ids=range(11),
)
def test_odd_text_gives_a_document(text):
    document = extract_text(text)
    document.model_dump_json(by_alias=True)


@pytest.mark.parametrize("data", [b"", bytes(range(256)) * 50, b"%PDF-1.7 x"])
def test_bytes_that_are_no_text_give_a_coded_error(data):
    with pytest.raises(BaocaoError, match="BC10"):
        extract(data)
