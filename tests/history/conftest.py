"""A history of the corpus, made once, and small ones made for a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from baocao_extract.history import History, importing

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
# The batches that the questions and the pages were written for; later ones may come and go.
BATCHES = ("series", "departments", "national", "news", "second")


REPORT = """UBND TỈNH THÁI BÌNH
SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI

Số: {number}/BC-SLĐTBXH
Thái Bình, ngày {day} tháng 12 năm {year}

BÁO CÁO
Kết quả công tác giảm nghèo năm {year}

I. KẾT QUẢ

{body}
"""


def report(body, year=2019, number=46, day=20):
    return REPORT.format(body=body, year=year, number=number, day=day)


@pytest.fixture(scope="session")
def corpus_db(tmp_path_factory):
    path = tmp_path_factory.mktemp("history") / "corpus.db"
    importing.run([CORPUS / batch for batch in BATCHES], path, workers=1)
    return path


@pytest.fixture
def corpus(corpus_db):
    with History(corpus_db) as history:
        yield history


@pytest.fixture
def archive(tmp_path):
    """Makes files of a folder out of their texts, imports them, and gives the database."""
    folder = tmp_path / "archive"
    folder.mkdir()

    def make(texts, **options):
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        path = tmp_path / "history.db"
        make.summary = importing.run([folder], path, workers=1, **options)
        return path

    make.folder = folder
    return make
