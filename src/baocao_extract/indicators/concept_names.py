"""The catalogue compiled: from the words of a name, or of the text around a figure, to the concept that they speak of.

Words that say nothing about what is measured (`concept_words`, use `neutral`) are passed over. A wording of a row fits

- wholly, when all its words are there, in whatever order, and every other word is accounted for: as a value of a dimension that the
  concept has, as a word that the row lets stand beside it (`with`), as the counted noun, or, for a level, as a word of a plan or comparison;
- at the end, when it stands there in its own order with nothing unaccounted for behind it: what stands before it is who acts or where.
  A word that makes something else of what follows (`breaker`) must not stand right before it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from baocao_extract.errors import PatternError
from baocao_extract.language.folding import canonical, fold
from baocao_extract.model import Kind, Role
from baocao_extract.patterns import Patterns, Row

MEASURES = ("stock", "flow", "ratio")
SHARES = frozenset({"percent", "ratio"})
_WORD = regex.compile(r"\w+")
COUNTED = frozenset({"households", "people", "organisations", "cases", "items"})
# The look-up of a change that is given in per cent: it may be one of any kind.
_CHANGE = "change"
# From so many words on a name is not taken for another one that lost words.
_PLAIN = 3
# How many words before a wording are searched for a breaker.
_BEFORE = 3


@dataclass(frozen=True, slots=True)
class Concept:
    """One row of the catalogue. `measure`: a stock is as of a day, a flow over a period (both may be added over places), a ratio never."""

    id: str
    label_vi: str
    label_en: str
    definition: str
    kinds: tuple[Kind, ...]
    unit: str
    measure: str
    dimensions: tuple[str, ...]
    codes: tuple[dict[str, str], ...]
    row: Row


@dataclass(frozen=True, slots=True)
class Match:
    """The concept, the wording that decided, and the values of dimensions that the words state."""

    concept: Concept
    wording: str
    dimensions: dict[str, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """What is known of a figure besides its words. `context` is what stands over it, canonical, the nearest last: headings, its paragraph.

    `of_rate` tells that a change is one of a rate; `compared` that a share is one of a plan or another time; `likely` is the concept to
    take where several fit as well.
    """

    kind: Kind
    role: Role = "level"
    unit: str = ""
    context: Callable[[], str] = str
    of_rate: bool = False
    compared: bool = False
    likely: str | None = None


@dataclass(frozen=True, slots=True)
class _Wording:
    order: tuple[str, ...]
    words: frozenset[str]
    written: str
    concept: Concept
    weight: int
    known: frozenset[str]
    against: tuple[str, ...]
    spare: int
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Words as the catalogue sees them: all of them, where those stand that count, these in order and as a set, the values of dimensions."""

    raw: tuple[str, ...]
    places: tuple[int, ...]
    order: tuple[str, ...]
    words: frozenset[str]
    values: tuple[tuple[str, str, frozenset[str]], ...]

    def __add__(self, other: Reading) -> Reading:
        """What both say, one behind the other."""
        shift = len(self.raw)
        places = (*self.places, *[i + shift for i in other.places])
        return Reading(self.raw + other.raw, places, self.order + other.order, self.words | other.words, self.values + other.values)

    @property
    def line(self) -> str:
        return f" {' '.join(self.raw)} "


class _Phrases:
    """Phrases of words by their first word; the longest that stands at a place is found."""

    def __init__(self, entries: Iterable[tuple[str, Row]]) -> None:
        self._by_word: dict[str, list[tuple[tuple[str, ...], Row]]] = {}
        for phrase, row in entries:
            words = tuple(_WORD.findall(phrase))
            self._by_word.setdefault(words[0], []).append((words, row))
        for found in self._by_word.values():
            found.sort(key=lambda e: -len(e[0]))

    def none_in(self, words: Sequence[str]) -> bool:
        """Whether no phrase can begin at any of the words."""
        return self._by_word.keys().isdisjoint(words)

    def spans(self, words: Sequence[str]) -> list[tuple[int, int, Row]]:
        """Where phrases stand, from left to right without overlap: first word, number of words, row."""
        found = []
        done = 0
        for i, word in enumerate(words):
            if word not in self._by_word or i < done:
                continue
            entries = self._by_word[word]
            for phrase, row in entries:
                if len(phrase) == 1 or tuple(words[i : i + len(phrase)]) == phrase:
                    found.append((i, len(phrase), row))
                    done = i + len(phrase)
                    break
        return found


class Catalogue:
    """The compiled rows: wordings are looked up by their rarest word, so that words are tried against few of them."""

    def __init__(self, patterns: Patterns) -> None:
        def phrases(use: str) -> _Phrases:
            return _Phrases((w, row) for row in patterns.rows("concept_words", use=use) for w in row.words)

        def words(use: str) -> frozenset[str]:
            return frozenset(w for p in patterns.words("concept_words", use=use) for w in _WORD.findall(p))

        self._short, self._neutral, self._values = phrases("short"), phrases("neutral"), phrases("dimension")
        self._compared, self._breakers = words("compared"), words("breaker")
        self._nouns = frozenset(patterns.words("concept_words", use="noun"))
        self._areas = words("area") | frozenset(w for p in patterns.words("places", use="class") for w in _WORD.findall(p))
        measures = [w for row in patterns.rows("units") if row["kind"] not in COUNTED for w in row.words]
        numbers = [w for row in patterns.rows("numerals") for w in row.words]
        self.measures = frozenset(w for p in measures + numbers for w in _WORD.findall(p))
        self._comparing = patterns.compiled("concept_words", use="compared")
        self._rate = patterns.compiled("concept_words", use="rate")
        self.concepts = {row.id: _concept(row) for row in patterns.rows("catalogue")}
        wordings = [w for c in self.concepts.values() for w in self._wordings(c)]
        frequency: dict[str, int] = {}
        for wording in wordings:
            for word in wording.words:
                frequency[word] = frequency.get(word, 0) + 1
        # the words of a wording of at least two words → it, where it is that of one concept only
        self._names: dict[frozenset[str], _Wording | None] = {}
        for wording in wordings:
            if wording.weight >= _PLAIN:
                other = self._names.setdefault(wording.words, wording)
                if wording.headings or other is None or other.concept is not wording.concept:
                    self._names[wording.words] = None
        # kind of the figure (or `_CHANGE`) → rarest word of a wording → wordings
        self._by_word: dict[str, dict[str, list[_Wording]]] = {}
        for wording in wordings:
            rarest = min(wording.words, key=lambda w: (frequency[w], w))
            for kind in (*wording.concept.kinds, _CHANGE):
                self._by_word.setdefault(kind, {}).setdefault(rarest, []).append(wording)

    def _wordings(self, concept: Concept) -> Iterator[_Wording]:
        row = concept.row
        beside = frozenset(w for phrase in row.get("with", ()) for w in self.read(phrase).words)
        against = tuple(f" {' '.join(self.read(phrase).raw)} " for phrase in row.get("without", ()))
        headings = tuple(canonical(h) for h in row.get("heading", ()))
        for written, needed in [(w, ()) for w in row.words] + [(w, headings) for w in row.get("loose", ())]:
            order = self.read(written).order
            if not order:
                raise PatternError(f"{row.origin}, row {row.id!r}: wording {written!r} has no word that counts", "add one")
            known = beside.union(order, self._areas)
            weight = len({*order} - self._compared)
            yield _Wording(order, frozenset(order), written, concept, weight, known, against, int(row.get("open", 0)), needed)

    def read(self, text: str) -> Reading:
        return self.read_words(tuple(_WORD.findall(canonical(text))))

    @functools.lru_cache(maxsize=20_000)  # noqa: B019 - the catalogue lives as long as the process
    def read_words(self, given: tuple[str, ...]) -> Reading:
        """Canonical words with short forms written out, neutral ones marked and values of dimensions found."""
        words = given if self._short.none_in(given) else self._expanded(self._expanded(given))
        silent = {j for i, n, _ in self._neutral.spans(words) for j in range(i, i + n)}
        places = tuple([i for i in range(len(words)) if i not in silent])
        values = tuple([
            (row["dimension"], row["value"], frozenset([words[j] for j in range(i, i + n) if j not in silent]))
            for i, n, row in (() if self._values.none_in(words) else self._values.spans(words))
        ])  # fmt: skip
        order = tuple([words[i] for i in places])
        return Reading(words, places, order, frozenset(order), values)

    def _expanded(self, given: tuple[str, ...]) -> tuple[str, ...]:
        words: list[str] = []
        done = 0
        for i, n, row in self._short.spans(given):
            words += [*given[done:i], *_WORD.findall(row["full"])]
            done = i + n
        return (*words, *given[done:])

    def match(self, name: str, kind: Kind, role: Role = "level", *, unit: str = "", context: str = "") -> Match | None:
        """The concept of a name alone, or None."""
        rate = self._rate.search(canonical(name)) is not None
        return self.best([self.read(name)], Figure(kind, role, unit, lambda: context, of_rate=rate))

    def best(self, readings: Sequence[Reading], figure: Figure, *, known: frozenset[str] = frozenset()) -> Match | None:
        """The concept that any of several readings of one figure speaks of most closely; words of `known` are accounted for already."""
        accounted = self.noun(figure) | known
        if figure.role != "share":
            accounted |= self._compared
        candidates = self._candidates(readings, figure)
        best: tuple[tuple[int, int, bool, int, bool], _Wording, Reading] | None = None
        for rank, wording in candidates:
            if best is not None and (*rank, True) < best[0]:
                break
            for reading in readings:
                if not wording.words <= reading.words:
                    continue
                whole = self._wholly(wording, reading, accounted)
                if (whole or self._at_end(wording, reading, accounted)) and (best is None or (*rank, whole) > best[0]):
                    best = ((*rank, whole), wording, reading)
        if best is None:
            return None
        concept = best[1].concept
        return Match(concept, best[1].written, {d: v for d, v, _ in best[2].values if d in concept.dimensions})

    def plain(self, name: Reading, figure: Figure) -> Match | None:
        """The concept of a name that is wholly one of its wordings and nothing else: the text around need not be asked."""
        wording = self._names.get(name.words)
        if wording is None or figure.compared or self._agree(wording.concept, figure) < 2 or not _per(wording.concept, figure.unit):
            return None
        return Match(wording.concept, wording.written, {})

    def _candidates(self, readings: Sequence[Reading], figure: Figure) -> list[tuple[tuple[int, int, bool, int], _Wording]]:
        """The wordings whose words are there, whose concept suits the figure and whose heading stands over it, the best first."""
        by_word = self._by_word.get(_CHANGE if figure.role == "change" and figure.kind in SHARES else figure.kind, {})
        every = frozenset[str]().union(*[r.words for r in readings])
        line = context = ""
        depths: dict[tuple[str, ...], int] = {(): 0}
        found = []
        for word in every & by_word.keys():
            for wording in by_word[word]:
                if not wording.words <= every or (figure.compared and not wording.words & self._compared):
                    continue
                if wording.headings not in depths:
                    context = context or figure.context()
                    depths[wording.headings] = max([context.rfind(h) for h in wording.headings]) + 1
                depth, agreed = depths[wording.headings], self._agree(wording.concept, figure)
                if not agreed or (wording.headings and not depth) or not _per(wording.concept, figure.unit):
                    continue
                line = line or "".join([r.line for r in readings])
                if not any(a in line for a in wording.against):
                    found.append(((agreed, wording.weight, wording.concept.id == figure.likely, depth), wording))
        found.sort(key=lambda f: (f[0], f[1].concept.id, f[1].written), reverse=True)
        return found

    def noun(self, figure: Figure) -> frozenset[str]:
        """The words of a counted noun that say only that it is counted: all of a general one (`lao động`), else the first (`vụ` tai nạn)."""
        if figure.kind not in COUNTED or not figure.unit:
            return frozenset()
        words = self.read(figure.unit)
        return words.words if figure.unit in self._nouns else frozenset(words.raw[:1])

    def says_nothing(self, reading: Reading, figure: Figure) -> bool:
        """Whether the words hold nothing but neutral ones, the counted noun, comparisons and classes of places."""
        return not reading.words - self.noun(figure) - self._compared - self._areas

    def only_values(self, reading: Reading, concept: Concept, figure: Figure) -> dict[str, str] | None:
        """The values of the concept's dimensions when the words say nothing else (perhaps nothing at all); None when they do."""
        beside = frozenset(w for phrase in concept.row.get("with", ()) for w in self.read(phrase).words)
        own = [(d, v, w) for d, v, w in reading.values if d in concept.dimensions]
        left = reading.words - self.noun(figure) - self._compared - self._areas - beside - frozenset(w for *_, words in own for w in words)
        return None if left else {d: v for d, v, _ in own}

    def _wholly(self, wording: _Wording, reading: Reading, accounted: frozenset[str]) -> bool:
        left = reading.words - wording.known - accounted
        if left and wording.concept.dimensions:
            left -= _own_values(wording.concept, reading)
        return len(left) <= wording.spare

    def _at_end(self, wording: _Wording, reading: Reading, accounted: frozenset[str]) -> bool:
        order = reading.order
        last = order[-1]
        if len(wording.order) < 2 or (last not in wording.known and last not in accounted and not reading.values):
            return False
        accounted = wording.known | accounted | _own_values(wording.concept, reading)
        for i in range(len(order) - len(wording.order), -1, -1):
            if order[i] == wording.order[0] and _stands(wording.order, order, i, accounted):
                first = reading.places[i]
                return not self._breakers.intersection(reading.raw[max(0, first - _BEFORE) : first])
            if order[i] not in accounted:
                return False
        return False

    def _agree(self, concept: Concept, figure: Figure) -> int:
        """How well kind and role agree: 2 wholly, 1 as far as can be told, 0 not."""
        if figure.role != "change" or figure.kind not in SHARES:
            return 2 if figure.kind in concept.kinds else 0
        is_rate = bool(SHARES & set(concept.kinds))
        return 2 if figure.of_rate == is_rate else 1 if is_rate else 0 if figure.of_rate else 1

    def compares(self, text: str) -> bool:
        """Whether words set a share against a plan or another time."""
        return self._comparing.search(text) is not None

    def speaks_of_rate(self, text: str) -> bool:
        return self._rate.search(text) is not None

    def key(self, name: str, kind: str) -> str:
        """A stable key for what no concept fits: `key:`, the words of the name that count, folded, and the kind."""
        reading = self.read(name)
        return f"key:{'-'.join(_WORD.findall(fold(' '.join(reading.order or reading.raw)))) or 'unnamed'}/{kind}"


def _stands(wanted: tuple[str, ...], order: tuple[str, ...], i: int, accounted: frozenset[str]) -> bool:
    """Whether the wanted words stand from `i` on, with only accounted words between and behind."""
    k = 0
    for word in order[i:]:
        if k < len(wanted) and word == wanted[k]:
            k += 1
        elif word not in accounted:
            return False
    return k == len(wanted)


def _own_values(concept: Concept, reading: Reading) -> frozenset[str]:
    """The words of the values of a concept's own dimensions."""
    return frozenset([w for d, _, words in reading.values if d in concept.dimensions for w in words])


def _per(concept: Concept, unit: str) -> bool:
    """Whether a unit per time (`triệu đồng/người/năm`) is per the time that the concept wants."""
    wanted = concept.row.get("per")
    return not wanted or "/" not in unit or any(p in unit for p in wanted)


def _concept(row: Row) -> Concept:
    where = f"{row.origin}, row {row.id!r}"
    for field in ("label_vi", "label_en", "definition", "kind", "unit", "measure"):
        if not row.get(field):
            raise PatternError(f"{where}: no {field}", "give it one")
    if row["measure"] not in MEASURES:
        raise PatternError(f"{where}: measure {row['measure']!r}", f"one of: {', '.join(MEASURES)}")
    return Concept(
        row.id, row["label_vi"], row["label_en"], row["definition"], tuple(row["kind"]), row["unit"], row["measure"],
        tuple(row.get("dimensions", ())), tuple(row.get("codes", ())), row,
    )  # fmt: skip


@functools.cache
def catalogue(patterns: Patterns) -> Catalogue:
    return Catalogue(patterns)


def faults(patterns: Patterns) -> Iterator[tuple[Row, str]]:
    """Every fault of the catalogue's own proof: (row, what is wrong).

    A wording must be given its own concept, a loose one below its heading; a name under `never` must not be given it.
    """
    rows = catalogue(patterns)
    for concept in rows.concepts.values():
        row = concept.row
        role: Role = "share" if concept.kinds[0] in SHARES else "level"
        heading = canonical("\n".join(row.get("heading", ())[:1]))
        for context, wordings in (("", row.words), (heading, row.get("loose", ()))):
            for wording in wordings:
                match = rows.match(wording, concept.kinds[0], role, context=f"{context}\n{wording}")
                if match is None or match.concept.id != row.id:
                    yield row, f"wording {wording!r} is given {match.concept.id if match else 'no concept'}"
        for name in row.get("never", ()):
            match = rows.match(name, concept.kinds[0], role, context=f"{heading}\n{canonical(name)}")
            if match is not None and match.concept.id == row.id:
                yield row, f"never {name!r}: is given it by {match.wording!r}"
        for dimension in concept.dimensions:
            if not patterns.rows("concept_words", use="dimension", dimension=dimension):
                yield row, f"no value of dimension {dimension!r} in concept_words"
