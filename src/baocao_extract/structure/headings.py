"""Which numbered, capitalised or short lines are headings, and how they nest."""

from __future__ import annotations

import regex

from baocao_extract.draft import Draft, Heading
from baocao_extract.patterns import Patterns
from baocao_extract.structure.lines import Line, Lines

_SENTENCE = regex.compile(r"[.!?]\s+\p{Lu}")
_QUANTITY = regex.compile(r"[0-9]")


def mark(draft: Draft, found: Lines, patterns: Patterns) -> None:
    """Gives the role `heading` to lines, joins wrapped headings, and lists them in `draft.headings` (levels come later)."""
    items = found.items
    task, number = patterns.compiled("structure", use="task"), patterns.compiled("structure", use="heading-number")
    unfinished = patterns.compiled("structure", use="unfinished")
    styles: dict[int, Line] = {}
    n = 0
    while n < len(items):
        line = items[n]
        joined = _wrapped(items, n, found, unfinished)
        if not line.role and _is_heading(items, n, joined, found, task, number):
            body = line.start + line.body if line.marker else line.start
            last = joined[-1] if joined else line
            title = " ".join(draft.flow[body : last.end].split()).strip()
            if (
                line.marker is not None
                and not title
                and n + 1 < len(items)
                and not items[n + 1].role
                and (items[n + 1].caps or len(items[n + 1].text) < 120)
                and items[n + 1].marker is None
            ):
                last = items[n + 1]
                body, title = last.start, " ".join(last.text.split())
                joined = [last]
            for part in [line, *joined]:
                part.role = "heading"
            text = line.marker.text if line.marker else None
            draft.headings.append(Heading(text, _clean(title), 1, line.start, last.end, title_start=body))
            styles[line.start] = line
            n += 1 + len(joined)
            continue
        n += 1
    if draft.metadata.kind == "news" and not any(h.marker for h in draft.headings):
        _subheads(draft, found, patterns)
    draft.headings.sort(key=lambda h: h.start)
    _levels(styles, draft.headings)


def _clean(title: str) -> str:
    return title.strip(" *").rstrip(" .:;") if len(title) > 1 else title


def _wrapped(items: list[Line], n: int, found: Lines, unfinished: regex.Pattern[str]) -> list[Line]:
    """The lines that a heading runs over: it is cut in mid-phrase, or capitals go on in capitals."""
    line = items[n]
    out: list[Line] = []
    if line.marker is None:
        return out
    last = line
    for follower in items[n + 1 : n + 4]:
        if (
            follower.role
            or follower.marker is not None
            or follower.bullet is not None
            or (follower.gap and not unfinished.search(last.low))
        ):
            break
        caps = line.caps and follower.caps
        soft = found.hard_wrapped and len(last.text) >= 0.72 * found.width and last.text[-1] not in ".:;!?"
        cut = follower.text[0].islower() and last.text[-1] not in ".:;!?" and len(last.text) > 30
        if (caps and (soft or follower.gap == 0)) or (
            (soft or cut) and not line.caps and (follower.text[0].islower() or (soft and len(follower.text) < 0.8 * found.width))
        ):
            out.append(follower)
            last = follower
        else:
            break
    return out


def _is_heading(items: list[Line], n: int, joined: list[Line], found: Lines, task: regex.Pattern[str], number: regex.Pattern[str]) -> bool:
    line = items[n]
    marker = line.marker
    if line.row and marker is None:
        return False
    if marker is None:
        return (
            line.caps
            and 8 < len(line.text) < 160
            and n > 0
            and not line.text.endswith((";", ","))
            and line.bullet is None
            and any(p.role == "heading" for p in items[:n])
            and len(line.text.split()) > 1
            and _alone(items, n)
        )
    style = marker.style
    title = " ".join([line.text[line.body :], *(p.text for p in joined)]).strip(" *")
    low = " ".join([line.low[line.body :], *(p.low for p in joined)]).strip(" *")
    if style in ("part", "chapter"):
        return True
    if style == "appendix":
        return False
    if not title:
        return style in ("roman", "capital") or style.startswith("lettered")
    if title.upper() == title and sum(map(str.isalpha, title)) > 3:
        return not title.endswith((";", ","))
    words = title.split()
    first = title.lstrip("\"“‘'(")[:1]
    if title.endswith((";", ",")) or len(words) > 32 or not first or first.islower() or (first.isdigit() and len(words) > 6):
        return False
    bare = number.sub(" ", low)
    measures = _QUANTITY.search(bare) is not None
    if _SENTENCE.search(title) and len(words) > 8:
        return False
    if style in ("roman", "division", "article") or style.startswith("lettered"):
        return (len(words) <= 30 and not measures) or style == "article"
    if measures:
        return False
    if task.match(low) and (title.endswith((".", ";")) or len(words) > 12):
        return False
    if title.endswith(".") and len(words) > 16:
        return False
    if style.startswith("paren") and (len(words) > 14 or not _hangs(items, n, len(joined))):
        return False
    if style in ("letter", "small") and (len(words) > 24 or (len(words) > 12 and not _hangs(items, n, len(joined)))):
        return False
    if task.match(low) and not _hangs(items, n, len(joined)):
        return False
    return not (title.endswith(".") and len(words) > 9 and not _hangs(items, n, len(joined)))


def _alone(items: list[Line], n: int) -> bool:
    """An unmarked line in capitals that text follows."""
    return n + 1 < len(items) and not items[n + 1].caps


def _hangs(items: list[Line], n: int, joined: int) -> bool:
    """Text or a deeper numbering hangs under the line, not its sibling."""
    k = n + 1 + joined
    while k < len(items) and items[k].role in ("furniture", "rule"):
        k += 1
    if k >= len(items) or items[k].role == "end":
        return False
    follower = items[k].marker
    return follower is None or follower.style != items[n].marker.style  # type: ignore[union-attr]


def _subheads(draft: Draft, found: Lines, patterns: Patterns) -> None:
    """Short lines of their own between paragraphs of a news item."""
    never = patterns.compiled("structure", use="no-subhead")
    items = found.items
    body = 0
    for n, line in enumerate(items):
        words = line.text.split()
        own = line.text.strip(" *")
        if (
            not line.role and line.marker is None and line.bullet is None and body > 180 and 3 <= len(words) <= 16 and own[-1] not in ".!?:;,…\"”)"
            and own[0].isupper() | own[0].isdigit() and not own.istitle() and not never.match(line.low) and n + 1 < len(items)
            and len(items[n + 1].text) > 110 and items[n - 1].text.rstrip()[-1] in ".!?…\"”)"
        ):  # fmt: skip
            line.role = "heading"
            draft.headings.append(Heading(None, own, 1, line.start, line.end, title_start=line.start))
        elif not line.role:
            body += len(line.text)


_DEPTHS = {"part": 0, "chapter": 1, "division": 2}


def _levels(lines: dict[int, Line], headings: list[Heading]) -> None:
    """Levels by a stack of numbering styles: a known style pops back to itself, a new one goes one deeper; a new decimal first pops
    deeper decimals and letters, a new part everything."""
    stack: list[str] = []
    letters: list[str] = []
    for heading in headings:
        line = lines.get(heading.start)
        if line is None or line.marker is None:
            heading.level = 1 if not stack or (heading.marker is None and not any(s == "part" for s in stack)) else min(len(stack), 1)
            if heading.marker is None and stack and "part" not in stack and heading.title.upper() == heading.title:
                stack.clear()
            continue
        style = line.marker.style
        if style == "capital" and line.marker.text in ("C", "D", "I") and "roman" in stack and "capital" not in stack:
            style = "roman" if letters and letters[-1] == "roman" else style
        if (
            style == "roman"
            and line.marker.text in ("I", "V", "X", "C", "D")
            and "capital" in stack
            and letters
            and letters[-1] == "capital"
            and _next_capital(headings, heading, line)
        ):
            style = "capital"
        if style == "bracket" and "number" not in stack and "bracket" not in stack:
            style = "bracket"
        if style == "part":
            stack.clear()
        elif style in stack:
            del stack[stack.index(style) + 1 :]
            stack.pop()
        elif style.startswith(("deep", "lettered")):
            depth = int(style[-1])
            while stack and (
                stack[-1] in ("letter", "small", "bracket") or (stack[-1][:-1] in ("deep", "lettered") and int(stack[-1][-1]) > depth)
            ):
                stack.pop()
        elif style in ("roman", "capital") and any(s in stack for s in ("number", "letter")) and style not in stack:
            while stack and stack[-1] not in ("part", "chapter", "roman", "capital"):
                stack.pop()
        stack.append(style)
        letters.append(style)
        heading.level = len(stack)


def _next_capital(headings: list[Heading], heading: Heading, line: Line) -> bool:
    before = [h for h in headings if h.start < heading.start and h.marker and len(h.marker) == 1 and h.marker.isupper()]
    return bool(before) and ord(before[-1].marker or "A") + 1 == ord(line.marker.text)  # type: ignore[union-attr]


def nest(draft: Draft) -> None:
    """Parents and the end of each section's text; the section of each paragraph."""
    open_: list[int] = []
    headings = draft.headings
    end = len(draft.flow.rstrip())
    for i, heading in enumerate(headings):
        while open_ and headings[open_[-1]].level >= heading.level:
            headings[open_.pop()].last = heading.start
        heading.parent = open_[-1] if open_ else None
        open_.append(i)
    for i in open_:
        headings[i].last = end
    for heading in headings:
        while heading.last > heading.end and draft.flow[heading.last - 1].isspace():
            heading.last -= 1
    k = -1
    for paragraph in draft.paragraphs:
        while k + 1 < len(headings) and headings[k + 1].start <= paragraph.start:
            k += 1
        paragraph.section = k if k >= 0 else None
