"""News items and web pages: headline, date line, byline, captions, source; what a portal puts around the article is set aside."""

from __future__ import annotations

import datetime
from contextlib import suppress

import regex

from baocao_extract.draft import Draft
from baocao_extract.language.folding import canonical
from baocao_extract.patterns import Patterns
from baocao_extract.structure.lines import Line, Lines, is_caps

# The most that `evidence` can add up to.
MOST = 14
_HEAD = 14
_BELOW_LEAD = 3
_TAIL = 14
# `Trần Huyền`, `TRẦN HUYỀN`, `T.SỸ`, `Minh Anh - Hồng Lam`, `P.V`
_WORD = r"\p{Lu}[\p{L}'’]*"
_PERSON = regex.compile(rf"(?:\p{{Lu}}\.\s?)*{_WORD}(?:[ .]{_WORD}){{0,5}}(?:\s*[-–,&+]\s*{_WORD}(?:[ .]{_WORD}){{0,5}}){{0,3}}")
_LABELLED = regex.compile(r"[^\n:;!?]{2,60}")
_IN_BRACKETS = regex.compile(r"(?P<who>[^()\n]{2,50}?)\s*[(\[](?P<where>[^()\[\]\n]{2,50})[)\]]")
_BESIDE = regex.compile(r"(?P<who>[^\n/]{2,40}?)\s*(?:/|\s[-–]\s|,\s)\s*(?P<where>[^\n]{2,60})")
_DOMAIN = regex.compile(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
_LETTER = regex.compile(r"[^\W\d_]")
_MONTHS = tuple(f"m{k}" for k in range(1, 13))


def evidence(found: Lines, patterns: Patterns) -> int:
    """How much speaks for a news item: a portal's date line and furniture, captions, speakers, an agency before the lead."""
    date, word, chrome, crumb, lead, place = (
        patterns.compiled("metadata", use=u) for u in ("news-date", "news-date-word", "chrome", "breadcrumb", "lead-source", "date-line")
    )
    caption, speech = patterns.compiled("structure", use="caption"), patterns.compiled("structure", use="speech")
    weight = 0
    for line in found.items[:8]:
        if weight >= 10:
            break
        if len(line.text) < 130 and (hit := date.search(line.low)) and _is_date_line(line, hit, word):
            weight += 2 if place.search(line.low) else 4
            break
        if len(line.text) < 90 and (chrome.match(line.low) or ((">" in line.text or "»" in line.text) and crumb.match(line.low))):
            weight += 1
        if len(line.text) > 80 and line.text[0] in "([" and lead.match(line.low):
            weight += 3
    body = [line for line in found.items if len(line.text) > 60]
    weight += min(2, sum(1 for line in body[:60] if len(line.text) < 300 and caption.search(line.low)))
    weight += min(2, sum(1 for line in body[:60] if speech.search(line.low)))
    return weight


def read(draft: Draft, found: Lines, patterns: Patterns) -> None:
    draft.metadata.kind = "news"
    _head(draft, found, patterns)
    _captions(found, patterns)
    _tail(draft, found, patterns)
    if draft.metadata.source is None:
        _source_in_text(draft, found, patterns)


def _is_date_line(line: Line, hit: regex.Match[str], word: regex.Pattern[str]) -> bool:
    """Little but a date stands on the line: weekday, time, labels, a place or a name, no sentence."""
    rest = word.sub(" ", line.low[: hit.start()] + " " + line.low[hit.end() :])
    letters = len(_LETTER.findall(rest))
    if letters <= 3:
        return True
    if letters > 26 or (line.text[-1] == "." and letters > 12):
        return False
    return line.low[hit.end() :].strip(" ).]*|-") == "" or (
        hit.start() < 30 and len(_LETTER.findall(word.sub(" ", line.low[hit.end() :]))) < 14
    )


def _take_date(draft: Draft, hit: regex.Match[str]) -> None:
    month = hit.group("m")
    m = int(month) if month else next((k for k, g in enumerate(_MONTHS, 1) if hit.group(g)), 0)
    d, y = int(hit.group("d")), int(hit.group("y"))
    if draft.metadata.date is None:
        with suppress(ValueError):  # a day that no calendar has
            draft.metadata.date = datetime.date(y, m, d).isoformat()


# --- head ------------------------------------------------------------------------------------------------------------------------------


def _head(draft: Draft, found: Lines, patterns: Patterns) -> None:
    date, word, chrome, crumb, url = (
        patterns.compiled("metadata", use=u) for u in ("news-date", "news-date-word", "chrome", "breadcrumb", "url")
    )
    label = patterns.compiled("metadata", use="byline-label")
    titles: list[Line] = []
    dated = published = late = False
    closed = 0
    word_published = patterns.compiled("metadata", use="published")
    bylines: list[Line] = []
    for line in found.items[:_HEAD]:
        own = line.text.strip(" *#|")
        low = line.low.strip(" *#|")
        if line.role in ("rule", "furniture") or not own:
            continue
        if hit := url.match(own):
            draft.metadata.url = draft.metadata.url or hit.group().rstrip(".,")
            line.role = "byline"
            continue
        if len(own) < 130 and (hit := date.search(line.low)) and _is_date_line(line, hit, word):
            line.role = "dateline"
            labelled = word_published.search(line.low[: hit.start()]) is not None
            if not dated or (labelled and not published) or (titles and not late and not published):
                # the day on which the page was called up may stand above the headline
                draft.metadata.date = None
                _take_date(draft, hit)
                published, late = published or labelled, bool(titles)
                before = line.text[: hit.start()].strip(" -–|,*")
                if titles and len(before.split()) >= 2 and _is_person(before, patterns) and not word.search(before.lower()):
                    draft.metadata.author = draft.metadata.author or before
            dated = True
            continue
        if closed:
            # below the lead nothing but the date line may still come
            closed += 1
            if dated or closed > _BELOW_LEAD:
                break
            continue
        if line.marker is None and (chrome.match(low) or ((">" in own or "»" in own or "›" in own) and crumb.match(low))):
            line.role = "chrome"
            continue
        short = len(own) < 230 and own[-1] not in ":;," and len(own.split()) <= 40
        if not titles:
            if (
                not short
                or line.bullet is not None
                or (own[-1] == "." and (len(own) > 130 or ". " in own or not _dated_next(found, line, date, word)))
            ):
                closed = 1
                continue
            titles.append(line)
            continue
        if hit := label.match(line.low):
            bylines.append(line)
            continue
        # a headline set over two lines; a byline under it
        if len(own) < 45 and (dated or line.gap or len(titles) == 1) and _is_person(own, patterns) and 2 <= len(own.split()) <= 5:
            bylines.append(line)
            continue
        if (
            line.gap == 0
            and short
            and own[-1] not in ".!?"
            and titles[-1].text[-1] not in ".?!"
            and len(own) < 90
            and titles[-1].end + 2 > line.start - line.indent
            and len(titles) < 3
            and _text_follows(found, line)
        ):
            titles.append(line)
            continue
        closed = 1
    if titles and not (_text_follows(found, titles[-1]) or dated):
        titles = titles[:1]
    if titles and _is_title(titles, found, patterns):
        for line in titles:
            line.role = "headline"
        draft.metadata.title = " ".join(" ".join(p.text.strip(" *#|") for p in titles).split()).rstrip(" .") or None
    for line in bylines:
        hit = label.match(line.low)
        line.role = "byline"
        name = line.text[hit.end() :] if hit else line.text
        draft.metadata.author = draft.metadata.author or name.strip(" *.()") or None


def _is_title(titles: list[Line], found: Lines, patterns: Patterns) -> bool:
    """Not a first short paragraph: the text behind it is longer."""
    first = titles[0]
    position = found.items.index(first)
    if position + 1 >= len(found.items):
        return len(first.text) < 160
    return not (len(titles) == 1 and _is_person(first.text.strip(" *#"), patterns) and len(first.text.split()) < 4)


def _dated_next(found: Lines, line: Line, date: regex.Pattern[str], word: regex.Pattern[str]) -> bool:
    n = found.items.index(line) + 1
    if n >= len(found.items):
        return False
    follower = found.items[n]
    hit = date.search(follower.low)
    return hit is not None and len(follower.text) < 130 and _is_date_line(follower, hit, word)


def _text_follows(found: Lines, line: Line) -> bool:
    n = found.items.index(line) + 1
    return any(len(follower.text) > 90 for follower in found.items[n : n + 6])


def _captions(found: Lines, patterns: Patterns) -> None:
    caption, label = patterns.compiled("structure", use="caption"), patterns.compiled("metadata", use="byline-label")
    seen: set[str] = set()
    for line in found.items[1:]:
        if not line.role and line.low in seen and 40 < len(line.text) < 300:
            # a portal prints the caption of a picture again below the text
            line.role = "caption"
            continue
        seen.add(line.low)
        if len(line.text) < 60 and label.match(line.low):
            continue
        if (
            not line.role
            and len(line.text) < 260
            and line.marker is None
            and line.bullet is None
            and line.text[-1] not in ";:"
            and caption.search(line.low)
        ):
            # an opening alone (`Các đại biểu …`) also begins sentences
            if line.text[-1] == "." and len(line.text) > 110 and not regex.search(r"[:(]\s*[^:(]{0,60}$", line.text):
                continue
            line.role = "caption"


# --- end -------------------------------------------------------------------------------------------------------------------------------


def _is_person(own: str, patterns: Patterns) -> bool:
    """A name or initials, not an office, a paper or a caption."""
    low = canonical(own)
    names = patterns.compiled("metadata", use="names-joined").split(own)
    if len(own) > 60 or not all(_PERSON.fullmatch(n) for n in names) or patterns.compiled("metadata", use="publisher").match(low):
        return False
    words = own.split()
    if is_caps(own) and len(words) > 3 and not any(mark in own for mark in ".-–,&"):
        return len(words) < 6 and patterns.compiled("metadata", use="surname").match(low) is not None
    return len(words) <= 10


def _tail(draft: Draft, found: Lines, patterns: Patterns) -> None:
    """Author and source: short last lines, read upwards until the text begins."""
    date, word, chrome, url = (patterns.compiled("metadata", use=u) for u in ("news-date", "news-date-word", "chrome", "url"))
    label, source, publisher = (patterns.compiled("metadata", use=u) for u in ("byline-label", "source-label", "publisher"))
    authors: list[str] = []
    sources: list[str] = []
    strange = 0
    for line in reversed(found.items[-_TAIL:]):
        if line.role in ("caption", "rule", "furniture", "chrome"):
            continue
        own = line.text.strip(" *_|")
        low = line.low.strip(" *_|")
        if line.role or (line.marker is not None and line.marker.mark != ".") or line.bullet is not None or len(own) > 110 or not own:
            break
        if hit := url.fullmatch(own):
            draft.metadata.url = draft.metadata.url or own
            line.role = "byline"
            continue
        if (hit := date.search(low)) and len(own) < 90 and _is_date_line(line, hit, word):
            _take_date(draft, hit)
            line.role = "dateline"
            continue
        if chrome.match(low):
            line.role = "chrome"
            continue
        if not _byline(own, low, authors, sources, label, source, publisher, patterns):
            # a line or two of the portal's own below the byline
            if authors or sources or len(own) > 70 or own[-1] in '.!?…"”:;,' or strange == 3:
                break
            strange += 1
            continue
        line.role = "byline"
    unique = list(dict.fromkeys(reversed(authors)))
    if unique and draft.metadata.author is None:
        draft.metadata.author = unique[0] if len(unique) == 1 else " - ".join(unique)
    if sources:
        draft.metadata.source = sources[-1]


def _byline(
    own: str, low: str, authors: list[str], sources: list[str], label: regex.Pattern[str], source: regex.Pattern[str],
    publisher: regex.Pattern[str], patterns: Patterns,
) -> bool:  # fmt: skip
    """Takes author and source out of one of the last lines; False when it is none."""
    if (hit := label.match(low)) and _LABELLED.fullmatch(own[hit.end() :].strip(" .*")):
        who, where = _parted(own[hit.end() :].strip(" .*"), publisher, patterns)
        authors.append(who)
        sources.extend(where)
        return True
    if (hit := source.match(low)) and len(own) < 90 and own[-1] not in "!?;:":
        rest = own[hit.end() :].strip(" .*")
        if own[-1] == "." and len(rest.split()) > 6:
            return False
        rest = rest[:-1] if rest.endswith((")", "]")) and "(" not in rest and "[" not in rest else rest
        if not rest or len(rest.split()) > 12 or (rest[0].islower() and not _DOMAIN.fullmatch(rest)):
            return False
        who, where = _parted(rest, publisher, patterns)
        if where and _is_person(who, patterns):
            authors.append(who)
            sources.extend(where)
        else:
            sources.append(rest)
        return True
    bare = own.strip(" ()[].") if own[0] in "([" else own.rstrip(" .") if not regex.search(r"\p{Lu}\.$", own) else own
    if publisher.match(bare.lower()) and len(bare) < 70 and own[-1] not in "!?;:" and (own[-1] != "." or _DOMAIN.fullmatch(bare)):
        sources.append(bare)
        return True
    who, where = _parted(bare, publisher, patterns)
    if _is_person(who, patterns) and (
        len(who.split()) > 1 or "." in who or is_caps(who) or (len(who) <= 4 and who.isupper()) or bool(where)
    ):
        if own[-1] == "." and len(who.split()) > 5:
            return False
        authors.append(who)
        sources.extend(where)
        return True
    return False


def _parted(own: str, publisher: regex.Pattern[str], patterns: Patterns) -> tuple[str, list[str]]:
    """`Trần Huyền (Báo Hòa An)`, `Trần Huyền/TTXVN`, `Trần Huyền - Đài TTTH`: the name and where it comes from."""
    if (hit := _IN_BRACKETS.fullmatch(own)) is not None:
        where = regex.sub(patterns.compiled("metadata", use="source-label").pattern, "", hit.group("where").lower())
        at = hit.group("where")[len(hit.group("where")) - len(where) :]
        if publisher.match(at.lower()) or (len(at) > 3 and not at.islower()):
            return hit.group("who").strip(), [at.strip()]
        return hit.group("who").strip(), []
    for hit in _BESIDE.finditer(own):
        if publisher.match(hit.group("where").lower()):
            return hit.group("who").strip(" -–,"), [hit.group("where").strip()]
    return own, []


def _source_in_text(draft: Draft, found: Lines, patterns: Patterns) -> None:
    """An agency before the lead (`(Dân trí) -`), or a paper that speaks of itself."""
    lead, own_paper = patterns.compiled("metadata", use="lead-source"), patterns.compiled("metadata", use="own-paper")
    publisher = patterns.compiled("metadata", use="publisher")
    texts = [line for line in found.items[:20] if not line.role and len(line.text) > 60][:2]
    for line in texts:
        if (hit := lead.match(line.low)) is None:
            continue
        who = line.text[hit.start("who") : hit.end("who")].strip()
        if who[0].isupper() and (
            (line.text[hit.start("who") - 1 : hit.start("who")] in ("(", "[") and len(who.split()) < 5)
            or (is_caps(who) and len(who) < 9)
            or publisher.match(who.lower())
        ):
            draft.metadata.source = who
            return
    for line in found.items:
        if not line.role and (hit := own_paper.search(line.low)):
            who = line.text[hit.start("who") : hit.end("who")]
            if who[0].isupper():
                draft.metadata.source = who
                return
