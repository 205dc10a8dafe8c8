"""The end of a report: recipients, the stack of authority and titles, the signer.

By Nghị định 30/2020/NĐ-CP the signer's title is the last of the stack (`KT. GIÁM ĐỐC` above `PHÓ GIÁM ĐỐC`) and the full name stands below
the signature. Appendices may follow, so the stack is looked for from the end of the text backwards, not in its last lines only.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from baocao_extract.draft import Draft
from baocao_extract.patterns import Patterns
from baocao_extract.structure.lines import Cell, Line, Lines, cells, is_caps

# One capitalised word of a name: `Bình`, `H'Lan`, `BÌNH`, `Đ.`, `K’Brêu`.
_WORD = r"\p{Lu}(?:['’]?\p{L})*\.?"
_NAME = regex.compile(rf"{_WORD}(?:[\s-]+{_WORD}){{1,6}}|\p{{Lu}}['’]\p{{L}}+")
_ABBREVIATION = regex.compile(r"\p{Lu}{2,}")
_BULLET = "-–+•*·"


@dataclass(slots=True)
class Signature:
    title: str | None = None
    name: str | None = None
    first: int = -1
    last: int = -1


def evidence(found: Lines, patterns: Patterns) -> int:
    recipients, authority = patterns.compiled("metadata", use="recipients"), patterns.compiled("metadata", use="authority")
    weight = 0
    for line in found.items[-60:]:
        if len(line.text) < 200 and recipients.match(line.low):
            weight = max(weight, 4)
        elif len(line.text) < 60 and line.caps and authority.match(line.low):
            weight = max(weight, 3)
    return weight


def read(draft: Draft, found: Lines, patterns: Patterns) -> None:
    items = found.items
    recipients = patterns.compiled("metadata", use="recipients")
    lists = [
        n
        for n, line in enumerate(items)
        if "n" in line.low[:6] and len(line.text) < 400 and any(recipients.match(c.low) for c in cells(line))
    ]
    signature = _signature(items, patterns, lists)
    draft.metadata.signer, draft.metadata.signer_title = signature.name, signature.title
    begin = signature.first
    end = signature.last
    for n in reversed(lists):
        draft.metadata.recipients = _recipients(items, n, signature, patterns)
        close = begin < 0 or abs(n - begin) <= 60
        if close and _behind_text(items, n):
            begin = n if begin < 0 else min(begin, n)
            end = max(end, _list_end(items, n, patterns))
        elif len(items[n].text) < 400:
            items[n].role = items[n].role or "letterhead"
        break
    if begin >= 0:
        for line in items[begin : end + 1]:
            if line.role != "furniture":
                line.role = "end"


def _behind_text(items: list[Line], n: int) -> bool:
    """A list of recipients below the title of a report is no end matter."""
    return n > 12 or not any(
        line.marker is not None and line.marker.style in ("roman", "part", "capital", "number") for line in items[n + 1 : n + 40]
    )


def _list_end(items: list[Line], n: int, patterns: Patterns) -> int:
    last = n
    for k in range(n + 1, min(n + 40, len(items))):
        line = items[k]
        if line.role in ("rule", "furniture"):
            continue
        short = len(line.text) < 160
        if (short and (line.bullet is not None or any(c.own[0] in _BULLET for c in cells(line)))) or (
            short
            and line.gap == 0
            and last == k - 1
            and (not line.caps or items[last].text.rstrip()[-1] == ",")
            and items[last].text.rstrip()[-1] in ",;-"
            and line.marker is None
        ):
            last = k
        else:
            break
    return last


def _recipients(items: list[Line], n: int, signature: Signature, patterns: Patterns) -> list[str]:
    mark, authority, _title = (patterns.compiled("metadata", use=u) for u in ("recipients", "authority", "signer-title"))
    out: list[str] = []
    whole = next(c for c in cells(items[n]) if mark.match(c.low))
    inline = whole.own[mark.match(whole.low).end() :].strip(" *:_")  # type: ignore[union-attr]
    if inline and not (authority.match(inline.lower()) or is_caps(inline)):
        out += [p.strip(" -–.*") for p in inline.split(";")]
    for k in range(n + 1, _list_end(items, n, patterns) + 1):
        cell = next(cells(items[k]), None)
        if cell is None or items[k].role in ("rule", "furniture"):
            continue
        own = cell.own.strip()
        if own[0] in _BULLET:
            out.append(own.lstrip(_BULLET + " "))
        elif (
            out
            and (not is_caps(own) or items[k - 1].text.rstrip()[-1] == ",")
            and cell.start == items[k].start
            and not (items[k].indent > 25)
        ):
            out[-1] += " " + own
    return [p for p in (" ".join(p.split()).strip(" ;.*,") for p in out) if p]


def _signature(items: list[Line], patterns: Patterns, lists: list[int]) -> Signature:
    """The last stack of titles that a name follows; without any name, the last stack next to the recipients."""
    authority, title = patterns.compiled("metadata", use="authority"), patterns.compiled("metadata", use="signer-title")
    bare = Signature()
    n = len(items) - 1
    looked = 0
    while n >= 0 and looked < 4000:
        looked += 1
        line = items[n]
        if len(line.text) < 200 and line.marker is None and line.role not in ("letterhead", "title", "rule", "furniture"):
            for cell in cells(line):
                if cell.own[0] in _BULLET or not _is_title(cell, authority, title):
                    continue
                signature = _stack(items, n, patterns)
                if signature.name:
                    return signature
                if bare.first < 0 and any(abs(n - k) < 25 for k in lists):
                    bare = signature
                break
        n -= 1
    return bare


def _is_title(cell: Cell, authority: regex.Pattern[str], title: regex.Pattern[str]) -> bool:
    low = cell.low.strip(" *:/.")
    own = cell.own.strip(" *:/.")
    if len(own) > 90 or not own or own[-1] in ";,":
        return False
    if hit := authority.match(low):
        return is_caps(own) or (own[0].isupper() and own[hit.end() : hit.end() + 1].isupper())
    hit = title.match(low)
    return hit is not None and (is_caps(own) or (own[0].isupper() and len(own.split()) <= 4))


def _stack(items: list[Line], n: int, patterns: Patterns) -> Signature:
    """Reads the stack whose last title is on line `n`: upwards to its first line, downwards to the name."""
    authority, title, signed, prefix, body = (
        patterns.compiled("metadata", use=u) for u in ("authority", "signer-title", "signed-mark", "person-prefix", "body-of-name")
    )
    first = n
    for k in range(n - 1, max(-1, n - 5), -1):
        if any(_is_title(c, authority, title) for c in cells(items[k])):
            first = k
        elif items[k].gap == 0 and len(items[k].text) > 120:
            break
    column = next(c for c in cells(items[n]) if _is_title(c, authority, title))
    own, low = column.own.strip(" *:/"), column.low.strip(" *:/")
    while hit := authority.match(low):
        own, low = own[hit.end() :], low[hit.end() :]
    hit = title.search(low)
    found = Signature(" ".join(own[hit.start() :].split()) if hit else None, None, first, n)
    if hit is None:
        return found
    for k in range(n, min(n + 16, len(items))):
        line = items[k]
        if len(line.text) > 160:
            break
        for cell in cells(line):
            if k == n and cell.start <= column.start:
                continue
            text = cell.own.strip(" *_./")
            lower = cell.low.strip(" *_./")
            if not text or text[0] in _BULLET or text[0] in "([" or signed.match(lower):
                continue
            if skip := prefix.match(lower):
                text, lower = text[skip.end() :], lower[skip.end() :]
            if is_caps(text) and not found.name and k <= n + 2 and title.search(lower) is None and _tail_of_title(lower, patterns):
                found.title = f"{found.title} {text}"
                continue
            words = text.split()
            if (not 2 <= len(words) <= 7 and "'" not in text and "’" not in text) or not _NAME.fullmatch(text):
                continue
            mixed = not is_caps(text) and any(_ABBREVIATION.fullmatch(w) for w in words)
            if mixed or title.match(lower) or authority.match(lower) or (is_caps(text) and len(words) > 2 and body.match(lower)):
                continue
            found.name, found.last = " ".join(words), k
            return found
        if k > n and line.marker is not None and line.marker.style != "capital":
            break
    return found


def _tail_of_title(low: str, patterns: Patterns) -> bool:
    return patterns.compiled("metadata", use="title-tail").match(low) is not None
