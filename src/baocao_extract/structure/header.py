"""The letterhead, title and end matter of a report, by Nghị định 30/2020/NĐ-CP and Thông tư 01/2011/TT-BNV and their habits.

Marks the lines that belong to them with a role, and fills the metadata.
"""

from __future__ import annotations

import regex

from baocao_extract.draft import Draft
from baocao_extract.language.folding import canonical
from baocao_extract.patterns import Patterns
from baocao_extract.structure.lines import Line, Lines, is_caps

_HEAD = 30
_COLUMNS = regex.compile(r"\s{3,}")
_NAME = regex.compile(r"(?:\p{Lu}[\p{L}]*\.?\s*){2,6}")


def is_report(found: Lines, patterns: Patterns) -> bool:
    """A motto, a document number, a signing date or a line naming the type of document stands at its head."""
    head = found.items[:_HEAD]
    motto, number, kind = (patterns.compiled("metadata", use=u) for u in ("motto", "number", "type-line"))
    for n, line in enumerate(head):
        if motto.search(line.low) or (kind.match(line.low) and len(line.text) < 40):
            return True
        if n < 20 and len(line.text) < 60 and number.match(line.low):
            return True
    opening = patterns.compiled("metadata", use="type-opening")
    return any(opening.match(line.low) and (line.caps or n < 3) for n, line in enumerate(head[:8])) or _signed(found, patterns)


def _signed(found: Lines, patterns: Patterns) -> bool:
    recipients = patterns.compiled("metadata", use="recipients")
    return any(recipients.match(line.low) for line in found.items[-25:])


def read(draft: Draft, found: Lines, patterns: Patterns) -> None:
    draft.metadata.kind = "report"
    _number_and_date(draft, found, patterns)
    title_at = _title(draft, found, patterns)
    _issuer(draft, found, title_at, patterns)
    _end(draft, found, patterns)


def _columns(line: Line) -> list[tuple[str, str]]:
    """The columns of a line set side by side by blanks: (own case, lower case)."""
    out, position = [], 0
    for piece in _COLUMNS.split(line.text):
        at = line.text.index(piece, position)
        out.append((piece, line.low[at : at + len(piece)]))
        position = at + len(piece)
    return out


def _number_and_date(draft: Draft, found: Lines, patterns: Patterns) -> None:
    number, date = patterns.compiled("metadata", use="number"), patterns.compiled("metadata", use="date-line")
    items = found.items
    head = items[:_HEAD]
    for n, line in enumerate(head):
        if len(line.text) > 160 or (line.marker is not None and not line.row):
            continue
        end = line.end
        if draft.metadata.number is None and line.low.lstrip().startswith("số"):
            # the code may stand on the next line
            if n + 1 < len(items) and items[n + 1].text.startswith("/"):
                end = items[n + 1].end
                items[n + 1].role = "letterhead"
            hit = number.match(draft.low, line.start, end)
            if hit and hit.group("n"):
                code = draft.flow[hit.start("code") : hit.end("code")]
                draft.metadata.number = hit.group("n").upper() + regex.sub(r"\s+", "", code)
            if hit or len(line.text) < 40:
                line.role = "letterhead"
    for line in [*head, *items[-20:]]:
        if len(line.text) > 160:
            continue
        hit = date.search(line.low)
        if hit and (hit.end() >= len(line.low.rstrip(" .*")) - 3 or len(_columns(line)) > 1):
            line.role = line.role or "dateline"
            if hit.group("d") and hit.group("m"):
                value = _iso(hit.group("y"), hit.group("m"), hit.group("d"))
                if value and draft.metadata.date is None:
                    draft.metadata.date = value
            if draft.metadata.place is None:
                at = line.text[hit.start("place") : hit.end("place")]
                draft.metadata.place = _COLUMNS.split(at)[-1].strip()
            break


def _iso(year: str, month: str, day: str) -> str | None:
    y, m, d = int(year), int(month), int(day)
    return f"{y:04}-{m:02}-{d:02}" if 1 <= m <= 12 and 1 <= d <= 31 else None


def _title(draft: Draft, found: Lines, patterns: Patterns) -> int:
    """Marks the title lines; returns the index of the line that names the type of document, or where the header ends."""
    kind, opening = patterns.compiled("metadata", use="type-line"), patterns.compiled("metadata", use="type-opening")
    stop, unfinished = patterns.compiled("metadata", use="address-line"), patterns.compiled("structure", use="unfinished")
    date = patterns.compiled("metadata", use="date-line")
    items = found.items
    at, first = None, ""
    for n, line in enumerate(items[:_HEAD]):
        if line.role in ("letterhead", "rule"):
            continue
        if kind.match(line.low) and len(line.text) < 45:
            at = n
            break
        if (
            (hit := opening.match(line.low))
            and (is_caps(line.text[: hit.end()].strip(" :–-")) or line.caps)
            and len(line.text) < 300
            and hit.end() < len(line.text)
        ):
            at, first = n, line.text[hit.end() :]
            break
    if at is None:
        return _title_without_type(draft, found, patterns)
    items[at].role = "title"
    parts = [first] if first else []
    last = items[at]
    for line in items[at + 1 : at + 9]:
        if line.role == "rule":
            continue
        if line.role or line.bullet is not None or len(parts) >= 5:
            break
        if line.marker is not None and line.marker.style != "number":
            break
        if line.marker is not None or (date.search(line.low) and not parts):
            break
        if parts:
            goes_on = (
                line.text[0].islower()
                or unfinished.search(last.low) is not None
                or (line.caps and last.caps)
                or line.gap == 0
                or line.text[0] in "–-("
            )
            if (
                not goes_on
                or (stop.match(line.low) and not line.caps and len(line.text) > 60)
                or (line.low.startswith("kính gửi"[:4]) and stop.match(line.low) and not unfinished.search(last.low))
            ):
                break
        elif line.low.startswith("kính"):
            break
        if len(line.text) > 320 or (line.text.endswith(".") and len(line.text) > 220) or line.text.endswith(":"):
            break
        if line.text.startswith("(") and parts:
            line.role = "title"
            continue
        parts.append(line.text)
        line.role = "title"
        last = line
    title = " ".join(" ".join(parts).split()).strip(" .:–-")
    draft.metadata.title = title or None
    for line in items[:at]:
        if not line.role:
            line.role = "letterhead"
    return at


def _title_without_type(draft: Draft, found: Lines, patterns: Patterns) -> int:
    """No line names the type: the first line in capitals behind the letterhead, or the first line of all."""
    motto = patterns.compiled("metadata", use="motto")
    items = found.items
    last = max(
        (n for n, line in enumerate(items[:15]) if line.role == "letterhead" or line.role == "dateline" or motto.search(line.low)),
        default=-1,
    )
    for n in range(last + 1, min(last + 6, len(items))):
        line = items[n]
        if line.role or line.marker is not None or len(line.text) > 250 or line.text.endswith((":", ".")):
            continue
        parts = [line]
        for follower in items[n + 1 : n + 4]:
            if (
                follower.marker is None
                and follower.bullet is None
                and not follower.role
                and ((follower.caps == line.caps and line.caps) or follower.text[0].islower())
                and len(follower.text) < 200
            ):
                parts.append(follower)
            else:
                break
        for part in parts:
            part.role = "title"
        draft.metadata.title = " ".join(" ".join(p.text for p in parts).split()).strip(" .:–-")
        for earlier in items[:n]:
            earlier.role = earlier.role or "letterhead"
        return n
    return last + 1


def _issuer(draft: Draft, found: Lines, title_at: int, patterns: Patterns) -> None:
    """The last body of the letterhead's left column; where there is no letterhead, who reports in the opening formula."""
    motto, opening = patterns.compiled("metadata", use="motto"), patterns.compiled("metadata", use="body")
    number, date = patterns.compiled("metadata", use="number"), patterns.compiled("metadata", use="date-line")
    bodies: list[list[str]] = []
    for line in found.items[:title_at]:
        line.role = line.role or "letterhead"
        for own, low in _columns(line):
            own, low = own.strip(" -–*:"), low.strip(" -–*:")
            if (
                not own
                or motto.search(low)
                or number.match(low)
                or low.startswith("số")
                or date.search(low)
                or own[0] in "/("
                or not any(c.isalpha() for c in own)
            ):
                continue
            if len(own) > 110 or not (own.upper() == own or opening.match(low) or bodies):
                continue
            if opening.match(low) or not bodies:
                bodies.append([own])
            elif own.upper() == own:
                bodies[-1].append(own)
    bodies = [b for b in bodies if opening.match(canonical(b[0]))]
    if bodies:
        draft.metadata.issuer = " ".join(" ".join(bodies[-1]).split())
        mixed = _mixed_case(draft, draft.metadata.issuer)
        draft.metadata.issuer = mixed or draft.metadata.issuer
        return
    said = patterns.compiled("metadata", use="issuer-in-text")
    for line in found.items[title_at : title_at + 14]:
        for hit in said.finditer(line.low):
            who = line.text[hit.start("who") : hit.end("who")]
            if who[0].isupper():
                draft.metadata.issuer = " ".join(who.split())
                return


def _mixed_case(draft: Draft, issuer: str) -> str | None:
    """The same words as the body writes them, without the capitals of the letterhead."""
    if issuer.upper() != issuer:
        return None
    for hit in regex.finditer(regex.escape(canonical(issuer), special_only=True, literal_spaces=True), draft.low):
        own = draft.flow[hit.start() : hit.end()]
        if own.upper() != own and own[0].isupper():
            return own
    return None


def _end(draft: Draft, found: Lines, patterns: Patterns) -> None:
    """Recipients, signature authority and signer at the end."""
    recipients, authority = patterns.compiled("metadata", use="recipients"), patterns.compiled("metadata", use="authority")
    title, signed = patterns.compiled("metadata", use="signer-title"), patterns.compiled("metadata", use="signed-mark")
    items = found.items
    tail_from = max(0, len(items) - 30)
    begin = None
    for n in range(len(items) - 1, tail_from - 1, -1):
        line = items[n]
        columns = _columns(line)
        if (
            recipients.match(line.low)
            or any(authority.search(low) and len(own) < 60 for own, low in columns)
            or any(own.upper() == own and title.fullmatch(low.strip(" *.")) for own, low in columns)
        ):
            begin = n
        elif begin is not None and (len(line.text) > 90 or (line.marker is not None and begin - n > 1)):
            break
    if begin is None:
        return
    listing = False
    names: list[str] = []
    for line in items[begin:]:
        if len(line.text) > 120 and not line.row:
            break
        line.role = "end"
        for own, low in _columns(line):
            own, low = own.strip(" *:./"), low.strip(" *:./")
            if recipients.match(low):
                listing = True
            elif signed.match(low) or not own:
                continue
            elif own.upper() == own and title.search(low) and len(own) < 70:
                hit = None
                for hit in title.finditer(low):
                    pass
                if hit and not names:
                    draft.metadata.signer_title = own[hit.start() :]
                listing = False
            elif own[0] in "-–+" or (listing and low.startswith(("lưu", "như"))):
                draft.metadata.recipients.append(own.strip(" -–+;."))
            elif _NAME.fullmatch(own) and 2 <= len(own.split()) <= 6 and not authority.search(low):
                names.append(own)
    person = patterns.compiled("metadata", use="person-prefix")
    if draft.metadata.signer_title and names:
        name = names[-1]
        hit = person.match(canonical(name))
        draft.metadata.signer = name[hit.end() :].lstrip(". ") if hit and name[hit.end() : hit.end() + 1] == "." else name
