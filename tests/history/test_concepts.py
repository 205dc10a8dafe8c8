"""Series of the catalogue's concepts: found by label or key, whole without its parts."""

import pytest
from conftest import report

from baocao_extract.history import History, store, writing
from baocao_extract.history.prepare import Concept


@pytest.fixture
def path(archive):
    """Two documents, of which the first one's fact is linked to a concept of a catalogue, and a part of it to the same one."""
    body = "Cuối năm {0}, toàn tỉnh có {1} hộ nghèo. Có {2} hộ nghèo thành thị."
    made = archive({
        "a.txt": report(body.format(2018, "9.120", "1.200"), 2018, 1), "b.txt": report(body.format(2019, "8.300", "1.100"), 2019, 2),
    })  # fmt: skip
    db = store.open_for_writing(made)
    with store.transaction(db):
        concept = writing.concept_id(db, Concept("poverty.households", "households", "Số hộ nghèo", "ho ngheo", True, "stock"))
        db.execute("UPDATE indicators SET concept_id = ? WHERE value IN (9120, 1200)", (concept,))
        db.execute('UPDATE indicators SET dimensions = \'{"area":"urban"}\' WHERE value IN (1100, 1200)')
    db.close()
    return made


@pytest.mark.parametrize("wanted", ["hộ nghèo", "so ho ngheo"])
def test_words_find_the_concept_and_the_names_that_say_the_same(path, wanted):
    with History(path) as history:
        series = history.series(wanted, province="thai binh")
    assert (series.label, series.stock) == ("Số hộ nghèo", True)
    assert [(p.value, p.conflict) for p in series.points] == [(9120, None), (8300, None)]


def test_a_key_finds_the_concept_alone(path):
    with History(path) as history:
        series = history.series("poverty.households", province="thai binh")
    assert [(p.value, p.conflict) for p in series.points] == [(9120, None), (8300, None)]
