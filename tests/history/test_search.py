"""Search: what somebody types finds what the documents say."""

import unicodedata

import asking
import pytest
from conftest import report

from baocao_extract.errors import NoSuchValue
from baocao_extract.history import History, prepare, questions
from baocao_extract.history.folding import words
from baocao_extract.history.questions import Filters
from baocao_extract.history.search import WrongPage


def test_every_question_of_the_set_finds_its_document(corpus):
    asked = list(asking.questions())
    ranks = [asking.rank(corpus, question, documents) for _, question, documents in asked]
    assert len(asked) >= 200
    assert all(ranks), [q for (_, q, _), r in zip(asked, ranks, strict=True) if not r]
    assert sum(r <= 3 for r in ranks) / len(ranks) >= 0.95


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường", "duong"), ("đuờng".upper(), "duong"), (unicodedata.normalize("NFD", "hộ nghèo"), "ho ngheo"), ("hoà hòa thuỷ thủy", "hoa hoa thuy thuy"),
        ("17.774 hộ", "17774 ho"), ("96,29% và 96.29%", "96_29 va 96_29"), ("46/BC-SLĐTBXH", "46 bc sldtbxh"), ("1.152.640,5", "1152640_5"),
        ("ngày 12.06.2019", "ngay 12 06 2019"), ("a_b", "a b"), ("Ðắk", "dak"), ("", ""), ("🙂 hộ", "ho"),
    ],
)  # fmt: skip
def test_words_are_folded_and_numbers_have_one_form(text, folded):
    assert " ".join(words(text)) == folded


def test_a_hit_marks_its_quote_in_its_sentence(corpus):
    for hit in corpus.search("ho ngheo ha nam", size=50).hits:
        if hit.indicator_id is not None:
            assert hit.sentence[hit.quote_start : hit.quote_end]
            quote = corpus.connection.execute("SELECT quote FROM indicators WHERE indicator_id = ?", (hit.indicator_id,)).fetchone()[0]
            assert hit.sentence[hit.quote_start : hit.quote_end] == quote


@pytest.mark.parametrize("order", ["relevance", "newest"])
def test_pages_follow_each_other_without_gap_or_repeat(corpus, order):
    whole = [(h.indicator_id, h.document_id) for h in corpus.search("lao dong", order=order, size=400).hits]
    pages, after = [], None
    while True:
        page = corpus.search("lao dong", order=order, size=7, after=after)
        pages += [(h.indicator_id, h.document_id) for h in page.hits]
        after = page.next
        if after is None:
            break
    assert pages == whole
    assert len(set(pages)) == len(pages) > 50


def test_newest_first_goes_by_the_day_of_the_document(corpus):
    days = [h.date for h in corpus.search("ho ngheo", order="newest", size=100).hits if h.date]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        (Filters(kind="money"), lambda h: h.kind == "money"), (Filters(year="2018"), lambda h: "/2018-" in h.period),
        (Filters(status="plan"), lambda h: h.status == "plan"), (Filters(province="ha nam", kind="percent"), lambda h: h.kind == "percent"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("order", ["relevance", "newest"])
def test_filters_hold_for_each_figure(corpus, filters, holds, order):
    hits = corpus.search("ha nam", filters=filters, order=order, size=30).hits
    assert hits
    assert all(holds(h) for h in hits)


def test_filters_alone_are_a_question(corpus):
    assert corpus.search("", filters=Filters(kind="money", province="Hà Nam")).hits


def test_the_words_as_typed_come_before_those_that_only_fold_to_the_same(archive):
    path = archive({
        "a.txt": report("Toàn tỉnh có 120 km đường được cứng hóa."),
        "b.txt": report("Toàn tỉnh có 340 hộ trồng dương liễu.", number=47),
    })  # fmt: skip
    with History(path) as history:
        assert history.search("đường").hits[0].value == 120
        assert history.search("dương").hits[0].value == 340
        assert {h.value for h in history.search("duong").hits} == {120, 340}


@pytest.mark.parametrize("question", ['"', "AND", "OR NOT", "NEAR(", "*", "a:b", "{}", "((((", "''", '"hộ', "x" * 5000, "\x00", "- - -"])
def test_signs_of_the_index_are_only_words(corpus, question):
    corpus.search(question)
    corpus.search(question, order="newest")


def test_a_wrong_mark_of_a_page_is_told(corpus):
    with pytest.raises(WrongPage, match="BC412"):
        corpus.search("ho ngheo", after="nonsense")


def test_facets_count_the_figures(corpus):
    facets = corpus.facets("ho ngheo")
    assert facets.counts["kind"]["households"] > 10
    assert facets.counts["province"]["Hà Nam"] > 10
    assert facets.whole


@pytest.mark.parametrize(
    ("place", "of", "stored"),
    [
        ("tỉnh An Giang", "Hà Nam", ("An Giang", "An Giang")), ("TP. Hồ Chí Minh", "Hà Nam", ("Hồ Chí Minh", "Hồ Chí Minh")),
        ("TP.HCM", None, ("Hồ Chí Minh", "Hồ Chí Minh")), ("tỉnh Thái Bình", None, ("Thái Bình", "Thái Bình")),
        ("thành phố Thái Bình", None, ("thành phố Thái Bình", "Thái Bình")), ("Việt Nam", "Hà Nam", ("Việt Nam", None)),
        ("huyện Bình Lục", None, ("huyện Bình Lục", "Hà Nam")), ("xã Hà Nam", "Quảng Ninh", ("xã Hà Nam", "Quảng Ninh")),
    ],
)  # fmt: skip
def test_a_place_is_stored_with_the_province_that_it_is_or_lies_in(place, of, stored):
    assert prepare.locate(place, of) == stored


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("ho ngheo ha nam", ("ha", "nam")), ("hộ nghèo hà nam", ("ha", "nam")), ("ho ngheo ba ria vung tau 2019", ("ba", "ria", "vung", "tau")),
        ("hộ nghèo hà năm 2016", None), ('"ngheo ha" nam', None),
    ],
)  # fmt: skip
def test_the_name_of_a_province_is_one_piece_of_a_question(question, phrase):
    assert next((run for p in questions.pieces(question) for run in p.phrases if len(run) > 1 and run != ("ngheo", "ha")), None) == phrase


def test_a_sentence_that_holds_the_words_of_a_province_by_chance_does_not_come_first(archive):
    path = archive({
        "a.txt": report("Cuối năm 2025, xã có 300 ha dâu, tỷ lệ hộ nghèo còn 2%.", 2025, 1),
        "b.txt": report("Toàn tỉnh còn 8.146 hộ nghèo.", 2018, 2).replace("THÁI BÌNH", "HÀ NAM").replace("Thái Bình", "Hà Nam"),
    })  # fmt: skip
    with History(path) as history:
        assert history.search("ho ngheo ha nam").hits[0].value == 8146


@pytest.mark.parametrize("wrong", [{"kind": "boats"}, {"status": "done"}, {"source": "book"}, {"year": "2016-2018"}, {"role": "main"}])
def test_a_filter_that_no_figure_can_pass_is_refused(wrong):
    with pytest.raises(NoSuchValue, match="BC415"):
        questions.Filters(**wrong)


def test_money_is_shown_in_the_unit_that_it_is_stored_in(archive):
    path = archive({"a.txt": report("Tổng thu ngân sách đạt 33.420 tỷ đồng; xuất khẩu đạt 8,6 tỷ USD; giá 0,5 triệu đồng/suất.")})
    with History(path) as history:
        shown = {
            (h.value, h.unit) for question in ("ngân sách", "xuất khẩu", "giá") for h in history.search(question).hits if h.indicator_id
        }
    assert shown >= {(33_420_000, "triệu đồng"), (8.6e9, "usd"), (500_000, "đồng/suất")}
