"""What a figure of a table measures, in the words of its row's path, its column and, where both say nothing, the title."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from baocao_extract.language import tokens
from baocao_extract.language.folding import canonical
from baocao_extract.model import Kind
from baocao_extract.quantities.units import measure
from baocao_extract.tables.columns import Column
from baocao_extract.tables.rows import Row, above_of
from baocao_extract.tables.vocabulary import Vocabulary

if TYPE_CHECKING:
    from baocao_extract.tables.facts import Table

_MOST = 12
# A label of fewer words needs those of the row above it.
_SHORT, _VERY_SHORT = 4, 2
# A column of so many words says what is measured; the row then only says of what.
_OWN_ENOUGH = 3
_TITLED = regex.compile(r"\p{Lu}\p{Ll}*")
_WORD = regex.compile(r"[0-9]+[.,][0-9]+%?|[^\s,;:()\"“”]+")


def name(table: Table, row: Row, column: Column, words: Vocabulary) -> str:
    label = "" if row.place is not None and canonical(row.place).endswith(row.low.split(" ")[-1] if row.low else " ") else row.label
    generic = not label or words.fills("total", row.low) or words.fills("generic", row.low)
    own = _own(table, column, words)
    path = [] if generic else _path(table, row, label, own, words)
    if path and own and canonical(path[0]).startswith(canonical(own)):
        own = ""
    if path and own and words.fills("generic", canonical(own)):
        own = ""
    if generic and own and words.fills("generic", canonical(own)):
        own = ""
    parent = ""
    if generic and not own:
        above = next((r for r in above_of(table.rows, row) if r.label and r.place is None and not words.fills("total", r.low)), None)
        parent = above.label if above is not None else table.caption.words
    elif generic and row.parent is not None:
        above = next((r for r in above_of(table.rows, row) if r.label and r.place is None), None)
        parent = above.label if above is not None and above.kind != "total" else ""
    if generic and not own and not parent:
        parent = label
    if generic and own and not parent and _of_title(table, own, column, words):
        parent = table.caption.words
    if not generic and not parent and _counts_only(table, column, words):
        parent, own = table.caption.words, ""
    first = (
        own
        and not column.of_which
        and (column.unit is not None or words.opens("price", canonical(own)) or words.opens("counted", canonical(own)))
    )
    pieces = [own, *path] if first else [*path, own]
    if len(_WORD.findall(" ".join(pieces))) < 2 and not parent and table.caption.words and not path:
        pieces = [*pieces, table.caption.words]
    return _joined([parent, *pieces])


def _own(table: Table, column: Column, words: Vocabulary) -> str:
    """What the column adds: a part bears the words of its whole, an index those of the title where the heading leaves them out."""
    if column.of_which and column.whole is not None and (whole := table.columns[column.whole].words):
        return f"{whole} {column.words}"
    if column.of is not None:
        # what is compared bears the name; the comparison adds none
        described = table.columns[column.of].words
        if not words.says("share", canonical(column.words)):
            return described
        shared = set(_WORD.findall(canonical(column.words))) & set(_WORD.findall(canonical(described)))
        return column.words if shared else f"{column.words} {described}"
    told = words.find["index"].search(table.caption.low)
    if told is not None and column.role == "share" and not words.says("index", canonical(column.words)):
        return f"{told.group()} {column.words}"
    return column.words


def _counts_only(table: Table, column: Column, words: Vocabulary) -> bool:
    """`Số lượng (người) | Tỷ trọng (%)` beside a list of groups: what is counted stands in the title alone."""
    low = canonical(column.words)
    says_nothing = not low or words.fills("generic", low) or (words.fills("share", low) and not words.says("index", low))
    return says_nothing and column.unit is not None and column.of is None and not any(c.part == "unit" for c in table.columns)


def _of_title(table: Table, own: str, column: Column, words: Vocabulary) -> bool:
    """`Mầm non | Tiểu học | THCS` by districts under `Số trường đạt chuẩn`: the title says what is counted, the column only of what."""
    if column.unit is not None or column.role != "level" or any(counted(own, words, firm=firm) for firm in (True, False)):
        return False
    return counted(table.caption.words, words, firm=True) is not None


def _path(table: Table, row: Row, label: str, own: str, words: Vocabulary) -> list[str]:
    """The label, with the words of the row above it where it is too short to stand alone."""
    out = [label]
    for above in above_of(table.rows, row):
        if not above.label or above.place is not None:
            continue
        have = _WORD.findall(canonical(" ".join(out)))
        wanted = _VERY_SHORT if above.kind == "group" else _SHORT
        if not row.of_which and (len(_WORD.findall(own)) >= _OWN_ENOUGH or words.says("price", canonical(own))):
            break
        if not row.of_which and len(have) > wanted:
            break
        theirs = _WORD.findall(canonical(above.label))
        if len(set(have) & set(theirs)) >= min(2, len(theirs)):
            if not row.of_which or len(set(have) - set(theirs)) + len(theirs) > _MOST:
                break
            # `Số lao động được tạo việc làm` > `lao động nữ`: only what is new
            known = set(theirs)
            out = [" ".join(w for w in _WORD.findall(" ".join(out)) if canonical(w) not in known)]
        elif len(have) + len(theirs) > _MOST:
            break
        out.insert(0, above.label)
    return out


def _joined(pieces: list[str]) -> str:
    shown: list[str] = []
    for piece in pieces:
        have = _WORD.findall(piece)
        loud = piece.upper() == piece and sum(w.isalpha() for w in have) > 1
        for n, word in enumerate(have):
            # a number belongs to a name only as the code of a make: `CX 247`
            if word in ("-", "–", "+", "%") or (
                word.isdigit() and not (n and have[n - 1].isupper() and have[n - 1].isascii() and not loud)
            ):
                continue
            shown.append(word.lower() if loud else word)
    shown = [w[:1].lower() + w[1:] if n and _TITLED.fullmatch(w) and not _proper(shown, n) else w for n, w in enumerate(shown)]
    text = " ".join(shown[:_MOST])
    return text[:1].lower() + text[1:] if len(text) > 1 and not text[1].isupper() else text


def _proper(shown: list[str], n: int) -> bool:
    """A capital within a name is kept where the next or the last word has one too: `Quảng Khê`."""
    return any(0 <= k < len(shown) and shown[k][:1].isupper() for k in (n - 1, n + 1))


def counted(shown: str, words: Vocabulary, *, firm: bool) -> tuple[Kind, str, float, bool] | None:
    """The unit that a name counts: behind `số` (`firm`), or at its beginning."""
    low = canonical(shown)
    split = tokens.split("1 " + low)
    starts = [m.end() for m in words.find["counted"].finditer(low)] if firm else [0]
    for position in starts:
        i = split.at(position + 2)
        found = measure(split, "1 " + low, i, words.lexicon)
        if found is not None and found.kind not in ("duration", "ratio", "percent", "money", "foreign_money", "length"):
            noun = found.noun if found.noun >= 0 else found.first
            return found.kind, low[split.start[noun] - 2 : split.end[found.behind - 1] - 2], found.factor, found.known
    return None
