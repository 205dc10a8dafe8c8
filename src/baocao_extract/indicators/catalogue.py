"""Gives every figure of a document the concept of the catalogue that it speaks of, from its name and from the text around it."""

from __future__ import annotations

import functools
from bisect import bisect_left
from dataclasses import dataclass

import regex

from baocao_extract.draft import Draft, Quantity
from baocao_extract.indicators.concept_names import COUNTED, SHARES, Catalogue, Figure, Match, Reading, catalogue
from baocao_extract.language.folding import canonical
from baocao_extract.patterns import Patterns, load

# How far behind a share the words of a comparison may stand: `đạt 97,5% kế hoạch`, `bằng 103% so với cùng kỳ`.
_REACH = 24
# How much of the paragraph before a figure may tell what it is about.
_PARAGRAPH = 400
_CLAUSE_END = regex.compile(r"[,;.:()\n]")
_ROMAN = frozenset(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"))
_HARD_END = frozenset(";.:()\n|")
_BEFORE_END = frozenset(";.\n|")
# From so many words on a wording speaks for itself, whatever it is a part of.
_SPEAKING = 3
# How many words behind a figure may still speak of it.
_TAIL = 10
# So many words before a figure may say what it measures.
_LONGEST = 16
# How many figures back the one may stand that a figure without words speaks of again.
_BACK = 4


@dataclass(frozen=True, slots=True)
class _Words:
    """The text around a figure: before it since the last figure, its unit, behind it to the next border (`behind`), to the next
    preposition (`near`), to the next word that links or carries on (`cut`)."""

    before: tuple[str, ...]
    unit: tuple[str, ...]
    behind: tuple[str, ...]
    near: tuple[str, ...]
    cut: tuple[str, ...]


def assign(draft: Draft, patterns: Patterns) -> None:
    """Sets `concept`, `concept_words` and `dimensions` of every quantity that the catalogue knows.

    A level and a rate are concepts of their own; a change has the concept of what changes; a share of a plan or of another time has none.
    """
    reader = _Reader(draft, catalogue(patterns), patterns)
    for i in sorted(range(len(draft.quantities)), key=lambda i: draft.quantities[i].role == "change"):
        q = draft.quantities[i]
        match = reader.match(i)
        level = draft.quantities[q.of] if q.of is not None and q.role == "change" else None
        if level is not None and level.concept is not None and not (match and SHARES & set(match.concept.kinds)):
            q.concept, q.concept_words, q.dimensions = level.concept, level.concept_words, dict(level.dimensions)
        elif match is not None:
            q.concept, q.concept_words, q.dimensions = match.concept.id, match.wording, match.dimensions


def key(name: str, kind: str, patterns: Patterns | None = None) -> str:
    """The stable key of a figure that has no concept: figures of one name and kind share it, whatever the neutral words around."""
    return catalogue(patterns or load()).key(name, kind)


class _Reader:
    def __init__(self, draft: Draft, rows: Catalogue, patterns: Patterns) -> None:
        self.draft, self.rows = draft, rows
        self.prepositions = frozenset(patterns.words("concept_words", use="preposition"))
        self.times = frozenset(patterns.words("concept_words", use="time"))
        self.wholes = frozenset(patterns.words("concept_words", use="whole"))
        self.numbers = frozenset(patterns.words("numerals"))
        self.denials = frozenset(patterns.words("concept_words", use="denial"))
        self.proper = frozenset(tuple(w.split()) for w in patterns.words("concept_words", use="proper"))
        self.links = frozenset(patterns.words("concept_words", use="link"))
        self.joins = frozenset((",", ";", "(", ")", ".", *patterns.words("quantities", use="and")))
        self.title_words: dict[int | None, frozenset[str]] = {}
        self.titles: dict[int | None, str] = {}
        self.denominators = {
            q.part_of
            for q in draft.quantities
            if q.part_of is not None
            and q.end <= (whole := draft.quantities[q.part_of]).start
            and draft.low[q.end : whole.start].strip() == "/"
        }

    def match(self, i: int) -> Match | None:
        draft, rows = self.draft, self.rows
        q = draft.quantities[i]
        level = draft.quantities[q.of] if q.of is not None and q.role == "change" else None
        if level is not None and level.concept is not None and (q.kind not in SHARES or level.kind in SHARES):
            return Match(rows.concepts[level.concept], level.concept_words, dict(level.dimensions))
        figure = self._figure(q)
        name = rows.read(q.name)
        if q.part_of is None and i not in self.denominators and (sure := rows.plain(name, figure)) is not None:
            return sure
        words = self._around(i)
        if i in self.denominators:
            return rows.best([rows.read_words(words.unit)], figure)
        before = rows.read_words(words.before)
        near = rows.read_words(words.unit + words.near)
        own = before + near
        if self.denials.intersection(words.near[:1]):
            return None
        if (inherited := self._inherited(i, own, figure)) is not None:
            return inherited
        behind = [words.behind, words.cut] if words.behind and q.kind in COUNTED else [words.behind, words.cut, ()]
        text = [before + rows.read_words(words.unit + b) for b in dict.fromkeys(behind)]
        if q.part_of is not None:
            if q.part_of not in self.denominators:
                return self._part(q, own, figure, text, name)
            match = rows.best([name, *text], figure)
            return None if match and match.concept.id == draft.quantities[q.part_of].concept else match
        if q.role == "share" and q.of is not None:
            whole = self._around(q.of)
            text.append(rows.read_words(whole.before + whole.unit + whole.cut))
        return rows.best([name, *text], figure, known=self._title_words(self._section(q)))

    def _figure(self, q: Quantity) -> Figure:
        rows = self.rows
        level = self.draft.quantities[q.of] if q.of is not None and q.role == "change" else None
        of_rate = q.role == "change" and (
            (level is not None and level.kind in SHARES) or rows.speaks_of_rate(_canonical(f"{q.name}\n{q.unit}"))
        )
        compared = q.role == "share" and rows.compares(_CLAUSE_END.split(self.draft.low[q.end : q.end + _REACH], maxsplit=1)[0])
        return Figure(
            q.kind, q.role, _canonical(q.unit), functools.partial(self._context, q), of_rate, compared, level.concept if level else None
        )

    def _inherited(self, i: int, own: Reading, figure: Figure) -> Match | None:
        """A figure with no words of its own: a change of what stands before it, the same thing at another time, a level's share."""
        q = self.draft.quantities[i]
        level = self.draft.quantities[q.of] if q.of is not None else None
        if q.role == "share" and level is not None and level.concept is not None and not figure.compared:
            rate = self.rows.concepts.get(self.rows.concepts[level.concept].row.get("share", ""))
            if rate is not None and (values := self.rows.only_values(own, rate, figure)) is not None:
                return Match(rate, level.concept_words, {**level.dimensions, **values})
        if not i:
            return None
        last = self.draft.quantities[i - 1]
        if q.role == "level":
            before = self.draft.quantities[max(0, i - _BACK) : i]
            last = next((b for b in reversed(before) if b.role == "level" and b.sentence == q.sentence), last)
        if last.concept is None or last.paragraph != q.paragraph or not self.rows.says_nothing(own, figure):
            return None
        if q.role == "change":
            same = (last.role != "level" or level is None) and (q.kind in SHARES or q.kind in self.rows.concepts[last.concept].kinds)
        else:
            same = q.role == last.role == "level" and last.sentence == q.sentence and (q.kind, q.unit) == (last.kind, last.unit)
            same = same and not self.wholes.intersection(own.raw)
        return Match(self.rows.concepts[last.concept], last.concept_words, dict(last.dimensions)) if same else None

    def _part(self, q: Quantity, own: Reading, figure: Figure, text: list[Reading], name: Reading) -> Match | None:
        """A part that adds a place or a value of a dimension is of its whole's concept; one that adds other words must name its own."""
        whole = self.draft.quantities[q.part_of or 0]
        concept = self.rows.concepts.get(whole.concept or "")
        if concept is not None and whole.kind == q.kind and (values := self.rows.only_values(own, concept, figure)) is not None:
            return Match(concept, whole.concept_words, {**whole.dimensions, **values})
        match = self.rows.best(text, figure) or self.rows.best([name], figure)
        if match is None or match.concept is concept:
            return None
        related = concept is not None and concept.id.partition(".")[0] == match.concept.id.partition(".")[0]
        return match if related or len(self.rows.read(match.wording).order) >= _SPEAKING else None

    def _section(self, q: Quantity) -> int | None:
        return self.draft.paragraphs[q.paragraph].section if q.paragraph >= 0 else None

    def _title_words(self, section: int | None) -> frozenset[str]:
        if section not in self.title_words:
            title = self.draft.headings[section].title if section is not None else ""
            self.title_words[section] = self.rows.read(title).words
        return self.title_words[section]

    def _context(self, q: Quantity) -> str:
        """Title, headings from the outermost on, and what stands in the paragraph before the figure, canonical."""
        section = self._section(q)
        if section not in self.titles:
            titles: list[str] = []
            at = section
            while at is not None and len(titles) <= len(self.draft.headings):
                titles.append(self.draft.headings[at].title)
                at = self.draft.headings[at].parent
            self.titles[section] = canonical(
                "\n".join([self.draft.metadata.issuer or "", self.draft.metadata.title or "", *reversed(titles)])
            )
        start = max(self.draft.paragraphs[q.paragraph].start, q.lead - _PARAGRAPH) if q.paragraph >= 0 else q.lead
        lead_in = self.draft.paragraphs[q.paragraph].lead_in if q.paragraph >= 0 else None
        above = self.draft.paragraphs[q.paragraph - 1 if lead_in is None else lead_in] if q.paragraph > 0 else None
        before = self.draft.low[max(above.start, above.end - _PARAGRAPH) : above.end] if above and above.section == section else ""
        return (
            f"{self.titles[section]}\n{before}\n{_canonical(q.name)}\n{self.draft.low[start : q.lead]}\n{self.draft.low[q.start : q.end]}"
        )

    def _around(self, i: int) -> _Words:
        draft = self.draft
        q = draft.quantities[i]
        tokens = draft.tokens
        sentence = draft.sentences[q.sentence] if q.sentence >= 0 else None
        start, end = (sentence.start, sentence.end) if sentence else (q.lead, q.end)
        if i and draft.quantities[i - 1].end > start:
            start = self._after_tail(draft.quantities[i - 1].end, q.lead)
        if i + 1 < len(draft.quantities):
            end = min(end, max(q.end, draft.quantities[i + 1].lead))
        first, lead, number, behind = (bisect_left(tokens.start, at) for at in (start, q.lead, q.number_end, q.end))
        before: list[str] = []
        for k in range(lead - 1, first - 1, -1):
            if (tokens.text[k] in _BEFORE_END and before) or len(before) == _LONGEST:
                break
            if self._counts(k, k == first):
                before.append(tokens.text[k])
        after: list[str] = []
        near: list[str] | None = None
        cut: list[str] | None = None
        for k in range(behind, len(tokens)):
            if tokens.start[k] >= end or len(after) == _LONGEST or tokens.text[k] in _HARD_END or tokens.text[k] == ",":
                break
            if near is None and tokens.text[k] in self.prepositions:
                near = list(after)
            if cut is None and (near is not None or tokens.text[k] in self.links):
                cut = list(after)
            if self._counts(k):
                after.append(tokens.text[k])
        unit = tuple(tokens.text[k] for k in range(number, behind) if self._counts(k, True) and tokens.text[k] not in self.rows.measures)
        return _Words(
            tuple(reversed(before)), unit, tuple(after), tuple(after if near is None else near), tuple(after if cut is None else cut)
        )

    def _after_tail(self, start: int, lead: int) -> int:
        """Where the words of a figure begin behind another: past what still speaks of that one (`14 người chết và 11 người bị thương`)."""
        tokens = self.draft.tokens
        first = bisect_left(tokens.start, start)
        if first >= len(tokens) or not tokens.text[first].isalpha():
            return start
        for k in range(first, min(first + _TAIL, len(tokens))):
            if tokens.start[k] >= lead:
                break
            if tokens.text[k] in self.joins:
                return tokens.end[k]
        return start

    def _counts(self, k: int, first: bool = False) -> bool:
        """Whether a token is a word that may say what is measured: no number, no name."""
        tokens = self.draft.tokens
        word = tokens.text[k]
        if not word.isalpha() or (not first and self.draft.flow[tokens.start[k]].isupper() and self._is_name(k)):
            return False
        if word not in self.numbers and word not in _ROMAN:
            return True
        return not ((k and tokens.text[k - 1] in self.times) or (k + 1 < len(tokens) and tokens.text[k + 1] in self.times))

    def _is_name(self, k: int) -> bool:
        """A word with a capital inside a sentence, one of at least two: a place, a person, an office."""
        tokens, flow = self.draft.tokens, self.draft.flow
        written = tokens.text[max(0, k - 1) : k + 2]
        if not self.proper.isdisjoint(((tokens.text[k],), tuple(written[:2]), tuple(written[-2:]))):
            return False
        near = [n for n in (k - 1, k + 1) if 0 <= n < len(tokens)]
        return any(flow[tokens.start[n]].isupper() and flow[tokens.start[n] : tokens.end[n]] != tokens.text[n].upper() for n in near)


@functools.lru_cache(maxsize=4096)
def _canonical(text: str) -> str:
    return canonical(text)
