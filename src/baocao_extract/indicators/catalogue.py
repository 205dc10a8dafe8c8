"""Which concept of the catalogue a figure speaks of: `patterns/catalogue/` read against names, kinds, roles and headings.

A name is taken as the set of its words, without those that say nothing about what is measured (`concept_words`, use `neutral`).
A wording fits when all its words are there and every other word of the name is accounted for: as a value of a dimension that the
concept has, as one of the words that its row lets stand beside it (`with`), as the counted noun, or, for a level, as a word for a
plan or a comparison. One word that nobody accounts for and the figure stays without a concept: a wrong one would be added up.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from baocao_extract.draft import Draft, Quantity
from baocao_extract.errors import PatternError
from baocao_extract.language.folding import canonical, fold
from baocao_extract.model import Kind, Role
from baocao_extract.patterns import Patterns, Row

MEASURES = ("stock", "flow", "ratio")
_WORD = regex.compile(r"\w+")
_SHARES = frozenset({"percent", "ratio"})
_COUNTED = frozenset({"households", "people", "organisations", "cases", "items"})
# How far behind a share the words of a comparison may stand: `đạt 97,5% kế hoạch`, `bằng 103% so với cùng kỳ`.
_REACH = 24
_CLAUSE_END = regex.compile(r"[,;.:()\n]")


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
    """The concept that a name was given, the wording that decided, and the values of dimensions that the name states."""

    concept: Concept
    wording: str
    dimensions: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Wording:
    words: frozenset[str]
    written: str
    concept: Concept
    beside: frozenset[str]
    against: frozenset[str]
    spare: int
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A name as words: those that count, those that only compare, and the values of dimensions with their words."""

    words: frozenset[str]
    values: tuple[tuple[str, str, frozenset[str]], ...]
    order: tuple[str, ...]


class _Phrases:
    """Phrases of words by their first word; the longest that stands at a place is found."""

    def __init__(self, entries: Sequence[tuple[str, Row]]) -> None:
        self._by_word: dict[str, list[tuple[list[str], Row]]] = {}
        for phrase, row in entries:
            words = _WORD.findall(phrase)
            self._by_word.setdefault(words[0], []).append((words, row))
        for found in self._by_word.values():
            found.sort(key=lambda e: -len(e[0]))

    def at(self, words: Sequence[str], i: int) -> tuple[int, Row] | None:
        for phrase, row in self._by_word.get(words[i], ()):
            if list(words[i : i + len(phrase)]) == phrase:
                return len(phrase), row
        return None


def _spans(phrases: _Phrases, words: Sequence[str]) -> Iterator[tuple[int, int, Row]]:
    """Where phrases stand, from left to right without overlap: first word, number of words, row."""
    i = 0
    while i < len(words):
        if (found := phrases.at(words, i)) is not None:
            yield i, *found
            i += found[0]
        else:
            i += 1


class Catalogue:
    """The compiled rows: look-ups by a wording's rarest word first, so that a name is tried against few wordings."""

    def __init__(self, patterns: Patterns) -> None:
        def phrases(use: str) -> _Phrases:
            return _Phrases([(w, row) for row in patterns.rows("concept_words", use=use) for w in row.words])

        self._short, self._neutral, self._values = phrases("short"), phrases("neutral"), phrases("dimension")
        self._compared = frozenset(w for p in patterns.words("concept_words", use="compared") for w in _WORD.findall(p))
        self._comparing = patterns.compiled("concept_words", use="compared")
        self._rate_words = frozenset(patterns.words("concept_words", use="rate"))
        self._point_words = tuple(patterns.words("concept_words", use="points"))
        self.concepts = {row.id: _concept(row) for row in patterns.rows("catalogue")}
        wordings = [w for c in self.concepts.values() for w in self._wordings(c)]
        frequency: dict[str, int] = {}
        for wording in wordings:
            for word in wording.words:
                frequency[word] = frequency.get(word, 0) + 1
        self._by_word: dict[str, list[_Wording]] = {}
        for wording in wordings:
            rarest = min(wording.words, key=lambda w: (frequency[w], w))
            self._by_word.setdefault(rarest, []).append(wording)

    def _wordings(self, concept: Concept) -> Iterator[_Wording]:
        row = concept.row
        beside = frozenset(w for phrase in row.get("with", ()) for w in self.read(phrase).order)
        against = frozenset(w for phrase in row.get("without", ()) for w in self.read(phrase).order)
        headings = tuple(canonical(h) for h in row.get("heading", ()))
        for written, needed in [(w, ()) for w in row.words] + [(w, headings) for w in row.get("loose", ())]:
            words = self.read(written).words
            if not words:
                raise PatternError(f"{row.origin}, row {row.id!r}: wording {written!r} has no word that counts", "add one")
            yield _Wording(words, written, concept, beside, against, int(row.get("open", 0)), needed)

    @functools.lru_cache(maxsize=20_000)  # noqa: B019 - the catalogue lives as long as the process
    def read(self, name: str) -> _Reading:
        """A name as the catalogue sees it."""
        words = self._expanded(_WORD.findall(canonical(name)))
        silent = {j for i, n, _ in _spans(self._neutral, words) for j in range(i, i + n)}
        counted = tuple(w for i, w in enumerate(words) if i not in silent)
        values = tuple(
            (row["dimension"], row["value"], frozenset(words[j] for j in range(i, i + n) if j not in silent))
            for i, n, row in _spans(self._values, words)
        )
        return _Reading(frozenset(counted), values, counted or tuple(words))

    def _expanded(self, words: list[str]) -> list[str]:
        out: list[str] = []
        done = 0
        for i, n, row in _spans(self._short, words):
            out += words[done:i] + _WORD.findall(row["full"])
            done = i + n
        return out + words[done:]

    def match(
        self, name: str, kind: Kind, role: Role = "level", *, unit: str = "", context: str = "", likely: str | None = None
    ) -> Match | None:
        """The concept of a name, or None.

        `context` is what stands over the figure (headings, title) in canonical form: some wordings count only below a heading.
        `likely` is the concept to take where several fit as well.
        """
        reading = self.read(name)
        noun = self.read(unit).words if kind in _COUNTED and unit else frozenset()
        best: tuple[tuple[int, int, bool, bool], _Wording] | None = None
        for word in reading.words:
            for wording in self._by_word.get(word, ()):
                if wording.words <= reading.words and (fit := self._fit(wording, reading, noun, kind, role, unit, context)) is not None:
                    rank = (fit, len(wording.words), wording.concept.id == likely, bool(wording.headings))
                    if best is None or rank > best[0] or (rank == best[0] and wording.concept.id < best[1].concept.id):
                        best = (rank, wording)
        if best is None:
            return None
        found = best[1]
        return Match(found.concept, found.written, {d: v for d, v, _ in reading.values if d in found.concept.dimensions})

    def _fit(
        self, wording: _Wording, reading: _Reading, noun: frozenset[str], kind: Kind, role: Role, unit: str, context: str
    ) -> int | None:
        """How well kind and role agree (2 wholly, 1 as far as can be told), None when they do not or a word is left over."""
        agreed = self._agree(wording.concept, reading, kind, role, unit)
        if (
            not agreed
            or wording.against & reading.words
            or not _per(wording.concept, unit)
            or (wording.headings and not any(h in context for h in wording.headings))
        ):
            return None
        left = reading.words - wording.words - wording.beside - noun
        if role != "share":
            left -= self._compared
        if left:
            for dimension, _, words in reading.values:
                if dimension in wording.concept.dimensions:
                    left -= words
        return agreed if len(left) <= wording.spare else None

    def _agree(self, concept: Concept, reading: _Reading, kind: Kind, role: Role, unit: str) -> int:
        if role != "change" or kind not in _SHARES:
            return 2 if kind in concept.kinds else 0
        # A change in per cent is of a level or of a rate: points, and words for a rate, tell.
        of_rate = any(p in unit for p in self._point_words) or bool(self._rate_words & set(reading.order))
        is_rate = bool(_SHARES & set(concept.kinds))
        return 2 if of_rate == is_rate else 1 if is_rate else 0 if of_rate else 1

    def compares(self, low: str, start: int) -> bool:
        """Whether the words behind a share set it against a plan or another time."""
        behind = _CLAUSE_END.split(low[start : start + _REACH], maxsplit=1)[0]
        return self._comparing.search(behind) is not None

    def key(self, name: str, kind: str) -> str:
        """A stable key for what no concept fits: `key:` and the words of the name that count, folded, with the kind."""
        return f"key:{'-'.join(_WORD.findall(fold(' '.join(self.read(name).order)))) or 'unnamed'}/{kind}"


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


def assign(draft: Draft, patterns: Patterns) -> None:
    """Sets `concept`, `concept_words` and `dimensions` of every quantity whose name the catalogue knows.

    A level and a rate are concepts of their own; a change has the concept of what changes; a share of a plan or of another time has none.
    """
    rows = catalogue(patterns)
    contexts: dict[int | None, str] = {}
    for q in sorted(draft.quantities, key=lambda q: q.role == "change"):
        section = draft.paragraphs[q.paragraph].section if q.paragraph >= 0 else None
        if section not in contexts:
            contexts[section] = _context(draft, section)
        if q.role == "share" and rows.compares(draft.low, q.end):
            continue
        level = draft.quantities[q.of] if q.of is not None and q.role == "change" else None
        context = f"{contexts[section]}\n{canonical(q.name)}"
        _set(q, rows.match(q.name, q.kind, q.role, unit=q.unit, context=context, likely=level.concept if level else None))
        if q.concept is None and level is not None and level.concept is not None:
            q.concept, q.concept_words, q.dimensions = level.concept, level.concept_words, dict(level.dimensions)


def _set(q: Quantity, match: Match | None) -> None:
    if match is not None:
        q.concept, q.concept_words, q.dimensions = match.concept.id, match.wording, match.dimensions


def _context(draft: Draft, section: int | None) -> str:
    titles = [draft.metadata.title or ""]
    while section is not None and len(titles) <= len(draft.headings):
        titles.append(draft.headings[section].title)
        section = draft.headings[section].parent
    return canonical("\n".join(titles))


def faults(patterns: Patterns) -> Iterator[tuple[Row, str]]:
    """Every fault of the catalogue's own proof: (row, what is wrong).

    A wording must be given its own concept, a loose one only below its heading; a name under `never` must not be given it.
    """
    rows = catalogue(patterns)
    for concept in rows.concepts.values():
        row = concept.row
        role: Role = "share" if concept.kinds[0] in _SHARES else "level"
        for context, wordings in (("", row.words), ("\n".join(row.get("heading", ())[:1]), row.get("loose", ()))):
            for wording in wordings:
                match = rows.match(wording, concept.kinds[0], role, context=canonical(f"{context}\n{wording}"))
                if match is None or match.concept.id != row.id:
                    yield row, f"wording {wording!r} is given {match.concept.id if match else 'no concept'}"
        for name in row.get("never", ()):
            match = rows.match(name, concept.kinds[0], role, context=canonical(f"{' '.join(row.get('heading', ())[:1])}\n{name}"))
            if match is not None and match.concept.id == row.id:
                yield row, f"never {name!r}: is given it by {match.wording!r}"
        for dimension in concept.dimensions:
            if not patterns.rows("concept_words", use="dimension", dimension=dimension):
                yield row, f"no value of dimension {dimension!r} in concept_words"
