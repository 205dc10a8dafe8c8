"""Import: what is stored, what is not stored twice, and what survives."""

import json
import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import time
import zipfile

import pytest
from conftest import report

from baocao_extract import pipeline
from baocao_extract.errors import DiskFull, HistoryLocked, HistoryNotWritable, HistoryTooNew, NotAHistory
from baocao_extract.history import History, importing, prepare, store
from baocao_extract.reading.limits import DEFAULT, Limits

BODY = "Toàn tỉnh còn {0} hộ nghèo, giảm 1,2% so với năm trước; hỗ trợ xây mới {1} căn nhà, kinh phí {2} triệu đồng; tặng {3} suất quà; cấp {4} thẻ."


def text(n):
    return report(BODY.format(1000 + 7 * n, 100 + n, 500 + 3 * n, 2000 + n, 3000 + 11 * n), number=n + 1)


def dump(path):
    """All that a database holds, without the times of its runs."""
    connection = sqlite3.connect(path)
    tables = [
        r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        if r[0] not in ("import_runs", "schema_migrations", "search_index_data", "search_index_idx", "concept_index_data", "concept_index_idx")
        and not r[0].startswith("sqlite_")
    ]  # fmt: skip
    out = {t: connection.execute(f"SELECT * FROM {t} ORDER BY 1").fetchall() for t in tables}
    connection.execute("INSERT INTO search_index(search_index) VALUES ('integrity-check')")
    out["check"] = connection.execute("PRAGMA integrity_check").fetchall()
    out["foreign"] = connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    return out


def test_a_folder_is_stored_with_everything(corpus):
    db = corpus.connection
    assert db.execute("SELECT count(*) FROM documents").fetchone()[0] == 32
    assert db.execute("SELECT count(*) FROM failures").fetchone()[0] == 0
    for quote, text_, start, stop in db.execute(
        "SELECT i.quote, d.text, i.start, i.stop FROM indicators i JOIN documents d USING (document_id)"
    ):
        assert text_[start:stop] == quote
    assert (
        db.execute("SELECT count(*) FROM numbers WHERE indicator IS NOT NULL").fetchone()[0]
        == db.execute("SELECT count(*) FROM indicators").fetchone()[0]
    )


def test_one_worker_and_several_make_the_same_database(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(12):
        (folder / f"{n:02}.txt").write_text(text(n), encoding="utf-8")
    for workers in (1, 2):
        importing.run([folder], tmp_path / f"{workers}.db", workers=workers)
    assert dump(tmp_path / "1.db") == dump(tmp_path / "2.db")


def test_unchanged_files_are_passed_over_without_a_write(archive):
    path = archive({f"{n}.txt": text(n) for n in range(5)})
    before = path.read_bytes()
    assert archive({}).read_bytes() == before
    assert (archive.summary.unchanged, archive.summary.imported) == (5, 0)
    assert not path.with_name("history.db-wal").exists() or not path.with_name("history.db-wal").stat().st_size


def test_a_touched_file_with_the_same_bytes_is_not_read_again(archive):
    path = archive({"a.txt": text(1)})
    os.utime(archive.folder / "a.txt", ns=(1, 1))
    archive({})
    assert (archive.summary.imported, archive.summary.replaced, archive.summary.unchanged) == (0, 0, 1)
    with History(path) as history:
        assert history.connection.execute("SELECT mtime_ns FROM files").fetchone()[0] == 1


def test_the_same_bytes_under_another_name_are_one_document(archive):
    path = archive({"a.txt": text(1), "b.txt": text(1)})
    with History(path) as history:
        assert history.connection.execute("SELECT count(*) FROM documents").fetchone()[0] == 1
        assert history.connection.execute("SELECT count(DISTINCT document_id), count(*) FROM files").fetchone() == (1, 2)
    assert (archive.summary.imported, archive.summary.duplicates) == (1, 1)


def test_a_changed_file_replaces_what_it_said_before(archive):
    path = archive({"a.txt": text(1)})
    archive({"a.txt": text(50)})
    with History(path) as history:
        assert {f["value"] for f in history.facts() if f["kind"] == "households"} == {1350}
        assert history.connection.execute("SELECT count(*) FROM documents").fetchone()[0] == 2
        assert history.connection.execute("SELECT superseded_by FROM documents ORDER BY document_id").fetchall() == [(2,), (None,)]


def test_a_new_extraction_replaces_the_facts_and_keeps_the_number(archive, monkeypatch):
    path = archive({"a.txt": text(1)})
    before = dump(path)
    monkeypatch.setattr(prepare, "extraction_stamp", lambda *_: "another")
    archive({})
    after = dump(path)
    assert archive.summary.replaced == 1
    assert after["indicators"] == before["indicators"]
    assert after["check"] == [("ok",)]
    assert after["foreign"] == []


def test_files_are_read_anew_when_they_are_to_be_recognised_otherwise(archive):
    path = archive({"a.txt": text(1)})
    archive({}, ocr="force")
    assert (archive.summary.replaced, archive.summary.unchanged) == (1, 0)
    archive({}, ocr="force")
    assert (archive.summary.replaced, archive.summary.unchanged) == (0, 1)
    with History(path) as history:
        assert history.connection.execute("SELECT extraction FROM documents").fetchone()[0].endswith("+ocr=force")


def test_limits_that_cannot_change_what_is_read_do_not_read_stored_files_again(archive):
    archive({"a.txt": text(1)})
    archive({}, limits=Limits(seconds=7, memory=DEFAULT.memory * 2), password="secret")
    assert (archive.summary.replaced, archive.summary.unchanged) == (0, 1)


def test_what_failed_is_tried_again_with_other_limits(archive):
    archive({"a.txt": text(1)}, limits=Limits(bytes=100))
    assert archive.summary.failed == 1
    archive({}, limits=Limits(bytes=100))
    assert (archive.summary.failed, archive.summary.passed_over) == (0, 1)
    archive({})
    assert (archive.summary.imported, archive.summary.passed_over) == (1, 0)


def test_the_same_report_in_another_dress_is_linked_and_counted_once(archive):
    plain = report("\n\n".join(BODY.format(1000 + n, 200 + n, 300 + n, 400 + n, 500 + n) for n in range(0, 60, 12)))
    scanned = plain.replace("Toàn tỉnh", "Toàn tinh").replace("BÁO CÁO", "BÁO CAO").replace(" hộ nghèo", "  hộ nghèo")
    path = archive({"a.txt": plain, "b.txt": scanned, "c.txt": text(3)})
    with History(path) as history:
        assert history.connection.execute("SELECT near_duplicate_of FROM documents ORDER BY document_id").fetchall() == [
            (None,),
            (1,),
            (None,),
        ]
        assert {f["document_id"] for f in history.facts()} == {1, 3}
        assert {h.document_id for h in history.search("ho ngheo", size=100).hits} == {1, 3}


def links(path):
    with History(path) as history:
        sql = "SELECT replace(path, rtrim(path, replace(path, '/', '')), ''), near_duplicate_of, superseded_by FROM documents ORDER BY document_id"
        return history.connection.execute(sql).fetchall()


DRESSES = report("\n\n".join(BODY.format(1000 + n, 200 + n, 300 + n, 400 + n, 500 + n) for n in range(0, 60, 12)))


def test_another_dress_counts_when_the_file_of_the_one_that_counted_says_something_else(archive):
    archive({"a.txt": DRESSES, "b.txt": DRESSES.replace(" hộ nghèo", "  hộ nghèo"), "c.txt": DRESSES.replace("BÁO CÁO", "BÁO CAO")})
    path = archive({"a.txt": text(3)})
    assert links(path) == [("a.txt", None, 4), ("b.txt", None, None), ("c.txt", 2, None), ("a.txt", None, None)]
    archive({"a.txt": DRESSES})
    assert links(path) == [("a.txt", None, None), ("b.txt", 1, None), ("c.txt", 1, None), ("a.txt", None, 1)]


def test_a_report_that_was_not_recognised_from_pictures_counts_rather_than_its_scan(archive, monkeypatch):
    real = pipeline.extract

    def extract(source, **options):
        document = real(source, **options)
        return document.model_copy(update={"source": document.source.model_copy(update={"ocr": str(source).endswith("a.txt")})})

    monkeypatch.setattr(pipeline, "extract", extract)
    path = archive({"a.txt": DRESSES, "b.txt": DRESSES.replace(" hộ nghèo", "  hộ nghèo"), "c.txt": DRESSES.replace("BÁO CÁO", "BÁO CAO")})
    assert links(path) == [("a.txt", 2, None), ("b.txt", None, None), ("c.txt", 2, None)]
    monkeypatch.setattr(prepare, "extraction_stamp", lambda *_: "another")
    archive({})
    assert links(path) == [("a.txt", 2, None), ("b.txt", None, None), ("c.txt", 2, None)]


def test_reports_of_two_years_are_no_duplicates(corpus):
    assert corpus.connection.execute("SELECT count(*) FROM documents WHERE near_duplicate_of IS NOT NULL").fetchone()[0] == 0


def test_a_bad_file_is_a_failure_and_the_others_are_read(archive):
    (archive.folder / "bad.txt").write_bytes(b"\x00\x01\x02" * 1000)
    (archive.folder / "empty.txt").write_bytes(b"")
    path = archive({"good.txt": text(1)})
    assert (archive.summary.imported, archive.summary.failed) == (1, 2)
    with History(path) as history:
        assert [r[0] for r in history.connection.execute("SELECT code FROM failures")] == ["BC101", "BC101"]
    archive({})
    assert (archive.summary.failed, archive.summary.passed_over, archive.summary.unchanged) == (0, 2, 1)
    (archive.folder / "empty.txt").write_text(text(2), encoding="utf-8")
    archive({}, retry=True)
    assert (archive.summary.imported, archive.summary.failed) == (1, 1)


def test_archives_are_read_without_being_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "in.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("năm/2019.txt", text(1))
        archive.writestr("../../evil.txt", text(2))
        archive.writestr("bomb.txt", b"0" * 40_000_000)
        archive.writestr("inner.zip", b"PK")
        archive.writestr(".hidden.txt", "x")
    summary = importing.run([tmp_path / "in.zip"], tmp_path / "h.db", workers=1)
    assert (summary.imported, summary.failed) == (2, 2)
    assert {f.code for _, f in summary.failures} == {"BC409"}
    with History(tmp_path / "h.db") as history:
        assert {r[0].partition("!/")[2] for r in history.connection.execute("SELECT path FROM files")} == {"năm/2019.txt", "../../evil.txt"}
    assert not (tmp_path.parent / "evil.txt").exists()
    again = importing.run([tmp_path / "in.zip"], tmp_path / "h.db", workers=1)
    assert (again.unchanged, again.passed_over) == (2, 2)


def test_a_broken_archive_is_a_failure(tmp_path):
    (tmp_path / "in.zip").write_bytes(b"PK\x03\x04 no archive")
    assert [f.code for _, f in importing.run([tmp_path / "in.zip"], tmp_path / "h.db", workers=1).failures] == ["BC409"]


def test_globs_and_missing_paths(tmp_path):
    (tmp_path / "a.txt").write_text(text(1), encoding="utf-8")
    summary = importing.run([str(tmp_path / "*.txt"), str(tmp_path / "*.md"), str(tmp_path / "none")], tmp_path / "h.db", workers=1)
    assert (summary.imported, summary.failed) == (1, 2)


def test_a_worker_that_dies_is_a_failure_of_its_file_alone(tmp_path, monkeypatch):
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(6):
        (folder / f"{n}.txt").write_text(text(n), encoding="utf-8")
    hook = tmp_path / "sitecustomize.py"
    hook.write_text(
        "import sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'baocao_extract.history.reading':\n"
        "            sys.meta_path.remove(self)\n"
        "            import os, baocao_extract.pipeline as p\n"
        "            real = p.extract\n"
        "            p.extract = lambda s, **k: os._exit(9) if str(s).endswith('3.txt') else real(s, **k)\n"
        "sys.meta_path.insert(0, Finder())\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    summary = importing.run([folder], tmp_path / "h.db", workers=2)
    assert summary.imported == 5
    assert [(os.path.basename(name), f.code) for name, f in summary.failures] == [("3.txt", "BC410")]


def start_import(folder, path, *more):
    return subprocess.Popen(
        [sys.executable, "-c", "from baocao_extract.cli import main; main()", "import", str(folder), "--db", str(path), "--workers", "2", *more],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def test_an_import_that_was_killed_goes_on_and_ends_as_if_nothing_had_happened(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(40):
        (folder / f"{n:03}.txt").write_text(text(n), encoding="utf-8")
    importing.run([folder], tmp_path / "calm.db", workers=1)
    dice = random.Random(5)
    for _ in range(3):
        run = start_import(folder, tmp_path / "killed.db")
        time.sleep(dice.uniform(0.6, 1.6))
        os.killpg(run.pid, signal.SIGKILL)
        run.communicate()
    run = start_import(folder, tmp_path / "killed.db")
    run.communicate(timeout=60)
    assert run.returncode == 0
    assert dump(tmp_path / "killed.db") == dump(tmp_path / "calm.db")


def test_a_second_import_is_refused_or_waits(tmp_path):
    (tmp_path / "a.txt").write_text(text(1), encoding="utf-8")
    with importing.locked(tmp_path / "h.db"):
        with pytest.raises(HistoryLocked, match="BC403"):
            importing.run([tmp_path], tmp_path / "h.db", workers=1)
        waiting = start_import(tmp_path / "a.txt", tmp_path / "h.db", "--wait", "30")
        time.sleep(1.5)
    assert waiting.wait(timeout=30) == 0
    with History(tmp_path / "h.db") as history:
        assert history.connection.execute("SELECT count(*) FROM documents").fetchone()[0] == 1


def test_a_database_of_a_later_version_is_refused(archive):
    path = archive({"a.txt": text(1)})
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(HistoryTooNew, match="BC402"):
        History(path)
    with pytest.raises(HistoryTooNew, match="BC402"):
        archive({})


def test_what_is_no_history_is_refused(tmp_path):
    (tmp_path / "text.db").write_text("no database" * 100)
    sqlite3.connect(tmp_path / "other.db").executescript("CREATE TABLE t (x); PRAGMA user_version = 1")
    for name in ("text.db", "other.db", "none.db"):
        with pytest.raises(NotAHistory, match="BC401"):
            History(tmp_path / name)
    with pytest.raises(NotAHistory, match="BC401"):
        store.open_for_writing(tmp_path / "other.db")


def test_a_database_that_may_not_be_written_is_told(archive):
    path = archive({"a.txt": text(1)})
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    with pytest.raises(HistoryNotWritable, match="BC404"), store.coded(path):
        connection.execute("DELETE FROM documents")
    connection.close()


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="permissions bind only ordinary users of POSIX systems")
def test_a_read_only_folder_is_told(tmp_path):
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(HistoryNotWritable, match="BC404"):
        importing.run([tmp_path], tmp_path / "h.db", workers=1)


def test_a_full_disk_is_told_and_what_was_committed_is_kept(archive):
    path = archive({"a.txt": text(1)})
    connection = store.open_for_writing(path)
    connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(DiskFull, match="BC405"), store.coded(path), store.transaction(connection):
        connection.execute("INSERT INTO corrections SELECT NULL, hex(randomblob(90000)), 0, '', 0, '', '', '', '', '', ''")
    connection.close()
    assert dump(path)["check"] == [("ok",)]


def test_spans_and_lists_are_json(corpus):
    for spans, indicators in corpus.connection.execute("SELECT spans, indicators FROM findings"):
        assert isinstance(json.loads(spans), list)
        assert isinstance(json.loads(indicators), list)


def test_a_database_of_an_earlier_version_is_brought_up_to_date(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(text(1), encoding="utf-8")
    every = store.migrations()
    monkeypatch.setattr(store, "migrations", lambda: every[:1])
    store.open_for_writing(tmp_path / "h.db").close()
    monkeypatch.undo()
    with pytest.raises(NotAHistory, match="earlier version"):
        History(tmp_path / "h.db")
    importing.run([tmp_path / "a.txt"], tmp_path / "h.db", workers=1)
    with History(tmp_path / "h.db") as history:
        assert [r[0] for r in history.connection.execute("SELECT name FROM schema_migrations")] == [name for _, name, _ in every]


def test_a_database_on_a_disk_that_cannot_be_written_is_read_all_the_same(archive, monkeypatch):
    path = archive({"a.txt": text(1)})
    monkeypatch.setattr(store.os, "access", lambda *_: False)
    with History(path) as history:
        assert history.search("hộ nghèo").hits
    assert sorted(p.name for p in path.parent.glob("history.db-*")) == []
