"""Which numbered, capitalised or short lines are headings, and how they nest."""

from __future__ import annotations

import regex

from baocao_extract.draft import Draft, Heading
from baocao_extract.patterns import Patterns
from baocao_extract.structure.lines import Line, Lines, letter

_STOPS = frozenset('.!?…"”)')
_SENTENCE = regex.compile(r"[.!?]\s+\p{Lu}")


def mark(draft: Draft, found: Lines, patterns: Patterns) -> None:
    """Gives the role `heading` to lines, joins wrapped headings, and lists them in `draft.headings` (levels come later)."""
    items = found.items
    task, number = patterns.compiled("structure", use="task"), patterns.compiled("structure", use="heading-number")
    unfinished = patterns.compiled("structure", use="unfinished")
    counted, predicate = patterns.compiled("structure", use="counted"), patterns.compiled("structure", use="predicate")
    report = draft.metadata.kind == "report"
    styles: dict[int, Line] = {}
    n = 0
    while n < len(items):
        line = items[n]
        joined = _wrapped(items, n, found, unfinished)
        if not line.role and (
            _is_heading(items, n, joined, task, number, counted, predicate) if line.marker is not None else _is_unmarked(items, n, report)
        ):
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
                joined = [items[n + 1]]
                for follower in items[n + 2 : n + 5]:
                    if not (follower.caps and joined[-1].caps and follower.gap < 2 and not follower.role and follower.marker is None):
                        break
                    joined.append(follower)
                last = joined[-1]
                body, title = joined[0].start, " ".join(" ".join(p.text for p in joined).split())
            if not title:
                n += 1
                continue
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


def _is_unmarked(items: list[Line], n: int, report: bool) -> bool:
    """A line in capitals of its own, or one marked as a heading in Markdown, that text follows."""
    line = items[n]
    words = len(line.text.split())
    if line.row or line.bullet is not None or line.role or line.text[-1] in ";,":
        return False
    if line.text.startswith("#") and n > 0:
        return 1 < words < 40
    if not (report and line.caps and 8 < len(line.text) < 160 and n > 0 and words > 1) or n + 1 >= len(items):
        return False
    apart = line.gap > 0 or items[n - 1].text[-1] in ".;:!?" or items[n - 1].role == "title"
    follower = items[n + 1]
    return apart and not follower.caps and not follower.row and follower.role not in ("end", "title") and _letters(line.text) > 0.6


def _letters(text: str) -> float:
    return sum(map(str.isalpha, text)) / max(1, len(text.replace(" ", "")))


def _is_heading(
    items: list[Line], n: int, joined: list[Line], task: regex.Pattern[str], number: regex.Pattern[str], counted: regex.Pattern[str],
    predicate: regex.Pattern[str],
) -> bool:  # fmt: skip
    line = items[n]
    marker = line.marker
    if marker is None:
        return False
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
    measures = counted.search(bare) is not None
    if _SENTENCE.search(title) and len(words) > 8:
        return False
    if style in ("roman", "division", "article") or style.startswith("lettered"):
        return (len(words) <= 30 and not (measures and (title[-1] in ".:" or predicate.search(bare)))) or style == "article"
    if measures and (
        title[-1] in ".:"
        or len(words) > 16
        or predicate.search(bare)
        or task.match(low)
        or first.isdigit()
        or not _hangs(items, n, len(joined))
    ):
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
        own = line.text.strip(" *#")
        words = own.split()
        if (
            not line.role
            and line.marker is None
            and line.bullet is None
            and body > 180
            and 2 <= len(words) <= 16
            and own[-1] not in '.!:;,…"”)'
            and (own[0].isupper() or own[0].isdigit())
            and not own.istitle()
            and not never.match(line.low)
            and n + 1 < len(items)
            and len(items[n + 1].text) > 80
            and (items[n - 1].role == "caption" or items[n - 1].text.rstrip(" *")[-1:] in _STOPS)
        ):
            line.role = "heading"
            draft.headings.append(Heading(None, own, 1, line.start, line.end, title_start=line.start))
        elif not line.role:
            body += len(line.text)


# The numberings of a report's upper levels; all others stand below them.
_UPPER = frozenset(("part", "chapter", "division", "article", "roman", "capital"))
_WORDS = ("part", "chapter", "division", "article")
_SMALL = frozenset(("letter", "subletter", "small", "bracket"))


def _levels(lines: dict[int, Line], headings: list[Heading]) -> None:
    """Levels by a stack of numbering styles: a known style pops back to itself, a new one goes one deeper.

    A new decimal first pops letters and deeper decimals, a new roman or capital whatever is numbered below them, a part everything.
    """
    stack: list[str] = []
    last = ""
    capital = 0
    for heading in headings:
        line = lines.get(heading.start)
        if line is None or line.marker is None:
            # an unmarked heading is a chapter of its own, below a part
            del stack[1 if stack[:1] == ["part"] else 0 :]
            heading.level = len(stack) + 1
            continue
        style, value = line.marker.style, line.marker.value
        if style == "capital" and line.marker.text in ("C", "D", "L") and last == "roman" and "capital" not in stack:
            style = "roman"
        elif style == "roman" and len(line.marker.text) == 1 and last == "capital" and letter(line.marker.text) == capital + 1:
            style, value = "capital", capital + 1
        if style in stack:
            del stack[stack.index(style) :]
        elif style in _WORDS:
            rank = _WORDS.index(style)
            while stack and not (stack[-1] in _WORDS and _WORDS.index(stack[-1]) < rank):
                stack.pop()
        elif style.startswith(("deep", "lettered")):
            depth = int(style[-1])
            while stack and (stack[-1] in _SMALL or (stack[-1].startswith(("deep", "lettered")) and int(stack[-1][-1]) > depth)):
                stack.pop()
        elif style in ("roman", "capital"):
            while stack and stack[-1] not in _UPPER:
                stack.pop()
        stack.append(style)
        last = style
        capital = value if style == "capital" else capital
        heading.level = len(stack)


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
