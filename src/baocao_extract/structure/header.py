"""The head of a report: letterhead, number, date line, title, issuer.

By Nghị định 30/2020/NĐ-CP and Thông tư 01/2011/TT-BNV: the issuing body stands left below the one it answers to, the motto right, the number
below the body, place and date below the motto, then the kind of document and its title. Plain text has flattened the two columns in
several ways; each line is therefore taken apart into cells, and what is known (motto, number, date line) is cut out of them.
"""

from __future__ import annotations

from datetime import date

import regex

from baocao_extract.draft import Draft
from baocao_extract.language.folding import canonical
from baocao_extract.patterns import Patterns
from baocao_extract.structure import end_matter
from baocao_extract.structure.lines import Line, Lines, cells, is_caps

_HEAD = 40
_EDGE = " -–—*:_.|~#()"
_SECOND_BODY = regex.compile(r"\s[-–—]\s")


def evidence(found: Lines, patterns: Patterns) -> int:
    """How much speaks for a report: motto, number, kind of document, place and date, recipients, signature."""
    motto, number, kind, opening, date, body = (
        patterns.compiled("metadata", use=u) for u in ("motto", "number", "type-line", "type-opening", "date-line", "body")
    )
    weight = 0
    for n, line in enumerate(found.items[:_HEAD]):
        if len(line.text) > 200:
            break
        if motto.search(line.low):
            weight += 5
        elif (n < 25 and len(line.text) < 45 and (kind.match(line.low) or _spaced(line, patterns))) or (
            n < 20 and any(number.match(c.low) for c in cells(line))
        ):
            weight += 4
        elif n < 12 and (hit := opening.match(line.low)) and (is_caps(line.text[: hit.end()].strip(_EDGE)) or n < 2):
            weight += 3 if is_caps(line.text[: hit.end()].strip(_EDGE)) else 2
        elif (n < 25 and len(line.text) < 90 and (hit := date.search(line.low)) and hit.group("m") and "/" not in hit.group()) or (
            n < 3 and line.caps and body.match(line.low)
        ):
            weight += 2
    if found.items and patterns.compiled("metadata", use="report-title").match(found.items[0].low):
        weight += 1
    markers = {line.marker.style for line in found.items[:400] if line.marker is not None}
    weight += len(markers & {"roman", "part", "capital", "deep2", "chapter"})
    return weight + end_matter.evidence(found, patterns)


def read(draft: Draft, found: Lines, patterns: Patterns) -> None:
    draft.metadata.kind = "report"
    at, first = _type_at(found, patterns)
    top = at if at is not None else _text_at(found, patterns)
    bodies = _letterhead(draft, found, top, patterns)
    end = _title_without_type(draft, found, top, patterns) if at is None else _title(draft, found, at, first, patterns)
    _late_date(draft, found, end, patterns)
    addressees = _addressees(found, end, patterns)
    end_matter.read(draft, found, patterns)
    if not draft.metadata.recipients:
        draft.metadata.recipients = addressees
    draft.metadata.issuer = _issuer(draft, bodies, patterns.compiled("metadata", use="body")) or _said_issuer(draft, found, end, patterns)


# --- letterhead ------------------------------------------------------------------------------------------------------------------------


def _text_at(found: Lines, patterns: Patterns) -> int:
    """Where the letterhead ends when no line names the kind of document: behind the last of its known parts."""
    motto, number, date = (patterns.compiled("metadata", use=u) for u in ("motto", "number", "date-line"))
    body, goes_on = patterns.compiled("metadata", use="body"), patterns.compiled("metadata", use="body-goes-on")
    last = 0
    for n, line in enumerate(found.items[:20]):
        if len(line.text) > 160 or (line.marker is not None and not line.row):
            break
        if line.role == "rule":
            last = n + 1 if last == n else last
            continue
        known = motto.search(line.low) or date.search(line.low) or any(number.match(c.low) for c in cells(line))
        if known or (last == n and (body.match(line.low) or (n and goes_on.match(line.low))) and (line.caps or len(line.text) < 60)):
            last = n + 1
    return last


def _letterhead(draft: Draft, found: Lines, top: int, patterns: Patterns) -> list[str]:
    """Reads the lines above `top`; returns the bodies named there, upper first."""
    motto, number, date = (patterns.compiled("metadata", use=u) for u in ("motto", "number", "date-line"))
    note, body, goes_on = (patterns.compiled("metadata", use=u) for u in ("letterhead-note", "body", "body-goes-on"))
    stamp, half = patterns.compiled("metadata", use="stamp"), patterns.compiled("metadata", use="half-body")
    items = found.items
    bodies: list[str] = []
    stamped: str | None = None
    blank_date = False
    # the number stands below the kind of document in a few habits
    top_number = min(top + 8, len(items))
    for n, line in enumerate(items[:top_number]):
        if n >= top and not (len(line.text) < 60 and number.match(line.low)):
            continue
        line.role = line.role if line.role in ("rule", "furniture") else "letterhead"
        if line.role == "rule":
            continue
        if hit := stamp.search(line.low):
            stamped = _iso(hit.group("y"), hit.group("m"), hit.group("d"))
        for cell in cells(line):
            own, low, start = cell.own, cell.low, cell.start
            if hit := motto.search(low):
                own, low = own[: hit.start()], low[: hit.start()]
            if hit := number.match(low.lstrip(" *-–")) if low.lstrip(" *-–").startswith("s") else None:
                shift = len(low) - len(low.lstrip(" *-–"))
                # the code may stand on the next line
                wide = number.match(draft.low, start + shift, start + shift + 80) if hit.end() + shift >= len(low) else None
                _take_number(draft, wide or hit, (start + shift) if wide is None else 0)
                own, low = own[hit.end() + shift :].lstrip(" ,;-–"), low[hit.end() + shift :].lstrip(" ,;-–")
                start = cell.start + len(cell.own) - len(own)
            elif (
                n + 1 < len(items)
                and (items[n + 1].text[0] in "/-" or len(low) < 6)
                and (wide := number.match(draft.low, start, items[n + 1].end))
            ):
                _take_number(draft, wide, 0)
                if items[n + 1].start < wide.end():
                    items[n + 1].role = "letterhead"
                continue
            hit = date.search(low)
            if hit is None and "," in low[-12:] and n + 1 < len(items) and items[n + 1].gap == 0 and items[n + 1].start - start < 60:
                # a narrow column wraps it: `…, ngày 25` / `tháng 01 năm 2024`
                hit = date.search(draft.low[start : items[n + 1].end])
            if hit:
                if draft.metadata.place is None:
                    draft.metadata.place = own[hit.start("place") : hit.end("place")].strip(" *,") or None
                blank_date = not _take_date(draft, hit) or blank_date
                line.role = "dateline" if own[: hit.start()].strip(_EDGE) == "" and cell.start == line.start else line.role
                own, low = own[: hit.start()], low[: hit.start()]
            own, low = own.strip(_EDGE), low.strip(_EDGE)
            if len(own) < 2 or len(own) > 130 or note.match(low) or own[0] in "/(0123456789" or not any(map(str.isalpha, own)):
                continue
            if bodies and half.match(canonical(bodies[-1])) and is_caps(own):
                bodies[-1] += " " + own
            elif body.match(low):
                bodies.append(own)
            elif bodies and (goes_on.match(low) or (is_caps(own) and is_caps(bodies[-1]))):
                bodies[-1] += " " + own
    if draft.metadata.date is None and blank_date:
        draft.metadata.date = stamped
    return bodies


def _take_number(draft: Draft, hit: regex.Match[str], shift: int) -> None:
    if draft.metadata.number is None and hit.group("n"):
        code = draft.view.text[shift + hit.start("code") : shift + hit.end("code")]
        number = draft.view.text[shift + hit.start("n") : shift + hit.end("n")]
        draft.metadata.number = regex.sub(r"\s+", "", number + code).replace("–", "-").rstrip(".-")


def _take_date(draft: Draft, hit: regex.Match[str]) -> bool:
    if not (hit.group("d") and hit.group("m") and hit.group("y")):
        return False
    value = _iso(hit.group("y"), hit.group("m"), hit.group("d"))
    draft.metadata.date = draft.metadata.date or value
    return value is not None


def _iso(year: str, month: str, day: str) -> str | None:
    """The ISO date; None for a day that no calendar has."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _late_date(draft: Draft, found: Lines, end: int, patterns: Patterns) -> None:
    """A date line of its own below the title or at the very end."""
    if draft.metadata.date is not None or any(line.role == "dateline" for line in found.items[:end]):
        return
    date = patterns.compiled("metadata", use="date-line")
    items = found.items
    for line in [*items[end : end + 6], *items[max(end + 6, len(items) - 25) :]]:
        if line.role in ("rule", "furniture") or len(line.text) > 160:
            continue
        for cell in cells(line):
            hit = date.search(cell.low)
            if hit and not cell.low[: hit.start()].strip(_EDGE) and not cell.low[hit.end() :].strip(_EDGE):
                line.role = "dateline"
                draft.metadata.place = draft.metadata.place or cell.own[hit.start("place") : hit.end("place")].strip(" *,") or None
                _take_date(draft, hit)
                return


# --- title -----------------------------------------------------------------------------------------------------------------------------


def _spaced(line: Line, patterns: Patterns) -> bool:
    """`B Á O   C Á O`."""
    words = line.low.split()
    if len(words) < 5 or max(map(len, words)) > 1:
        return False
    return "".join(words) in {w.replace(" ", "") for w in patterns.words("metadata", use="type-name")}


def _type_at(found: Lines, patterns: Patterns) -> tuple[int | None, str]:
    """The line that names the kind of document, and what of the title stands on it."""
    kind, opening = patterns.compiled("metadata", use="type-line"), patterns.compiled("metadata", use="type-opening")
    for n, line in enumerate(found.items[:_HEAD]):
        if line.role in ("rule", "furniture"):
            continue
        low = line.low.strip(" *#|")
        if len(low) < 45 and (kind.match(low) or _spaced(line, patterns)):
            return n, ""
        if (line.marker is not None and line.marker.style in ("roman", "part", "chapter")) or len(line.text) > 400:
            break
        skip = len(line.low) - len(line.low.lstrip(" *#|"))
        if (hit := opening.match(line.low[skip:])) and len(line.text) < 300 and skip + hit.end() < len(line.text):
            head = line.text[skip : skip + hit.end()].strip(_EDGE)
            if (is_caps(head) or n < 3) and not line.text.endswith((".", ":", ";")):
                return n, line.text[skip + hit.end() :]
    return None, ""


def _title(draft: Draft, found: Lines, at: int, first: str, patterns: Patterns) -> int:
    """Marks the title lines and sets the title; returns the index behind them."""
    stop, addressee, goes_on, span, unfinished, date, number = (
        patterns.compiled(family, use=use)
        for family, use in (
            ("metadata", "opening-formula"), ("metadata", "addressee"), ("metadata", "title-goes-on"), ("metadata", "title-span"),
            ("structure", "unfinished"), ("metadata", "date-line"), ("metadata", "number"),
        )
    )  # fmt: skip
    items = found.items
    items[at].role = "title"
    parts = [first] if first else []
    last, n = items[at], at
    for n in range(at + 1, min(at + 12, len(items))):
        line = items[n]
        own = line.text.strip(" *#|")
        if line.role in ("rule", "furniture", "letterhead") or not own:
            if parts and line.role == "rule":
                break
            continue
        if line.role or (line.bullet is not None and own[0] not in "-–") or line.marker is not None or len(parts) >= 6:
            break
        if addressee.match(line.low.lstrip(" *-")) or number.match(line.low):
            break
        if (hit := date.search(line.low)) and not line.low[: hit.start()].strip(_EDGE) and not line.low[hit.end() :].strip(_EDGE):
            break
        if own[0] == "(":
            if not parts or span.match(line.low.strip(" *")):
                parts.append(own)
            line.role = "title"
            last = line
            continue
        if parts:
            if last.text.rstrip(" *)")[-1:] in (".", ":") or (line.bullet is not None and not unfinished.search(last.low.rstrip(" *"))):
                break
            if own[0].islower() or unfinished.search(last.low.rstrip(" *")):
                if len(own) > 260 or (len(own) > 90 and own[-1] in ".:" and not unfinished.search(last.low.rstrip(" *"))):
                    break
            elif line.caps and last.caps and line.gap < 3 and len(own) < 200:
                pass
            elif _prose(items, n, stop, goes_on) or (line.gap and not goes_on.match(line.low.lstrip(" *"))):
                break
        elif len(own) > 400 or (len(own) > 200 and own[-1] == ":"):
            break
        parts.append(own)
        line.role = "title"
        last = line
    else:
        n += 1
    title = " ".join(" ".join(parts).split()).strip(" .:–-*")
    draft.metadata.title = title or None
    return n


def _prose(items: list[Line], n: int, stop: regex.Pattern[str], goes_on: regex.Pattern[str]) -> bool:
    """The paragraph that begins at line `n` is running text, not a line of a title."""
    line = items[n]
    low = line.low.lstrip(" *")
    whole = line.text
    for follower in items[n + 1 : n + 4]:
        if follower.gap or follower.role or follower.marker is not None or follower.bullet is not None:
            break
        whole += " " + follower.text
    if len(whole) > 300 or len(line.text) > 200 or (len(whole) > 90 and whole.rstrip(" *")[-1] in ".:;"):
        return True
    return (
        stop.match(low) is not None
        and not line.caps
        and (len(line.text) > 60 or line.text[-1] in ".:,")
        and not (goes_on.match(low) and len(line.text) < 100 and line.text[-1] not in ".:,")
    )


def _title_without_type(draft: Draft, found: Lines, top: int, patterns: Patterns) -> int:
    """No line names the kind of document: the first lines behind the letterhead that are no text."""
    items = found.items
    goes_on = patterns.compiled("metadata", use="title-goes-on")
    stop, addressee = patterns.compiled("metadata", use="opening-formula"), patterns.compiled("metadata", use="addressee")
    for n in range(top, min(top + 6, len(items))):
        line = items[n]
        if line.role in ("rule", "furniture"):
            continue
        own = line.text.strip(" *#")
        if line.marker is not None or line.row or len(own) > 250 or not own or own[-1] in ":;," or (own[-1] == "." and len(own) > 120):
            break
        if addressee.match(line.low) or (not line.caps and _prose(items, n, stop, goes_on)):
            break
        parts = [line]
        for follower in items[n + 1 : n + 5]:
            same = follower.caps and line.caps and follower.gap < 2
            if (
                follower.marker is None
                and follower.bullet is None
                and not follower.role
                and len(follower.text) < 200
                and (
                    same
                    or (follower.text.strip(" *")[:1].islower() and follower.gap < 2)
                    or (goes_on.match(follower.low.lstrip(" *")) and len(follower.text) < 100)
                )
            ):
                parts.append(follower)
            else:
                break
        for part in parts:
            part.role = "title"
        draft.metadata.title = " ".join(" ".join(p.text.strip(" *#") for p in parts).split()).strip(" .:–-*")
        return n + len(parts)
    return top


def _addressees(found: Lines, end: int, patterns: Patterns) -> list[str]:
    """`Kính gửi: …` and the list below it; they are set aside as part of the letterhead."""
    addressee = patterns.compiled("metadata", use="addressee")
    out: list[str] = []
    for n in range(end, min(end + 6, len(found.items))):
        line = found.items[n]
        hit = addressee.match(line.low)
        if hit is None or len(line.text) > 300:
            continue
        line.role = "addressee"
        out += [p.strip(" -–;.*") for p in line.text[hit.end() :].lstrip(" :").split(";")]
        for follower in found.items[n + 1 : n + 12]:
            if follower.role or (follower.bullet is None and not (out and follower.text[0].islower() and follower.gap == 0)):
                break
            follower.role = "addressee"
            out.append(follower.text.strip(" -–+•;.*"))
        break
    return [p for p in out if p]


# --- issuer ----------------------------------------------------------------------------------------------------------------------------


def _issuer(draft: Draft, bodies: list[str], body: regex.Pattern[str]) -> str | None:
    if not bodies:
        return None
    issuer = " ".join(bodies[-1].split()).strip(_EDGE)
    # `UBND TỈNH A - SỞ B` on one line
    for cut in _SECOND_BODY.finditer(issuer):
        tail = issuer[cut.end() :]
        if len(tail.split()) > 1 and body.match(canonical(tail)):
            issuer = tail
            break
    return _mixed_case(draft, issuer) or issuer


def _mixed_case(draft: Draft, issuer: str) -> str | None:
    """The same words as the body writes them, without the capitals of the letterhead."""
    if issuer.upper() != issuer:
        return None
    wanted, at = canonical(issuer), -1
    for _ in range(50):
        at = draft.low.find(wanted, at + 1)
        if at < 0:
            return None
        own = draft.view.text[at : at + len(wanted)]
        if own.upper() != own and own[0].isupper():
            return own
    return None


def _said_issuer(draft: Draft, found: Lines, end: int, patterns: Patterns) -> str | None:
    """No letterhead: who reports in the opening formula, or whose report the closing formula says it is."""
    items = found.items
    if not items:
        return None
    begin = items[min(end, len(items) - 1)].start
    said, close = patterns.compiled("metadata", use="issuer-in-text"), patterns.compiled("metadata", use="issuer-at-the-close")
    for pattern, a, b in ((said, begin, begin + 3000), (close, max(begin, len(draft.low) - 3000), len(draft.low))):
        for hit in pattern.finditer(draft.low, a, b):
            who = " ".join(draft.view.text[hit.start("who") : hit.end("who")].split())
            if who[0].isupper():
                return who
    return None
