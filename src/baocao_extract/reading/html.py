"""Web pages: the article with its title, time and author as a news text has them; a page that is one document as it stands.

Nothing is fetched: not the page's address, no picture, no style sheet, no frame.
"""

from __future__ import annotations

import contextlib
import copy
import email
import email.policy
import hashlib
from typing import TYPE_CHECKING, Any

import regex

from baocao_extract.errors import NoText, UndecodableText, UnreadableInput
from baocao_extract.reading import legacy, plain
from baocao_extract.reading.assembly import Assembly, clean
from baocao_extract.reading.detect import MEDIA_TYPES
from baocao_extract.reading.html_blocks import UNSEEN, Blocks, holds_data, one_line
from baocao_extract.reading.limits import Limits
from baocao_extract.reading.source import SourceText

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARED = regex.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)", regex.IGNORECASE
)
_HEAD, _WESTERN = 8192, "cp1252"
_FONT_IN_STYLE = regex.compile(r"font-family\s*:\s*[\"']?([^;,\"']+)", regex.IGNORECASE)
# What only a portal has round its articles. A page with less of its text in links than this is one document.
_CHROME = ("nav", "footer", "aside", "header", "main", "article")
_LINKED = 0.25
_FEWEST_WORDS = 20
# Dates are those of the page: the day of reading must not change what is found.
# Those that the markup marks as dates only: a guess from the text would be taken for a statement.
_DATES = {"max_date": "2100-01-01", "original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d"}


def read(data: bytes, *, limits: Limits) -> SourceText:
    """The text of an HTML or MHTML file. `stated` holds what the page says of itself. Raises `UnreadableInput`, `UndecodableText`, `NoText`."""
    page, declared, archive = _page(data)
    markup, encoding = _decode(page, declared)
    tree = _tree(markup)
    encoding = _legacy_fonts(tree) or encoding
    out, stated = Assembly(), {}
    if _is_portal(tree):
        stated = _article(tree, out)
    if len(out.text.split()) < _FEWEST_WORDS:
        out, stated = Assembly(), {}
        body = tree.find("body")
        Blocks(out).read(tree if body is None else body)
    if not out.text.strip():
        raise NoText("the web page holds no text", "it may be written by a script in the browser; save the page as shown, or as PDF")
    return SourceText(
        out.text, hashlib.sha256(data).hexdigest(), encoding=encoding, media_type=MEDIA_TYPES["mhtml" if archive else "html"],
        grids=tuple(out.grids), stated=stated,
    )  # fmt: skip


def _page(data: bytes) -> tuple[bytes, str | None, bool]:
    """The page itself, the encoding that its envelope declares, and whether there was one (MHTML)."""
    if not regex.match(rb"(?:\xef\xbb\xbf)?\s*[A-Za-z-]+:", data):
        return data, None, False
    message = email.message_from_bytes(data.removeprefix(b"\xef\xbb\xbf").lstrip(), policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                return payload, part.get_content_charset(), True
    raise UnreadableInput("a saved page (MHTML) without a web page in it", "save the page anew")


def _decode(page: bytes, declared: str | None) -> tuple[str, str]:
    """The markup. What the bytes are goes before what they are declared to be: valid UTF-8 is UTF-8."""
    found = _DECLARED.search(page[:_HEAD])
    if found:
        declared = (found[1] or found[2]).decode("ascii", "replace")
    try:
        markup, encoding = plain.decode(page)
        if encoding not in ("tcvn3", "vni"):
            return markup, encoding
    except UndecodableText:
        pass
    # What of the page is in a font of the 1990s is seen better where its fonts are known.
    for name in ("utf-8", declared, _WESTERN):
        with contextlib.suppress(LookupError, UnicodeDecodeError):
            return page.decode(name or _WESTERN, "strict" if name == "utf-8" else "replace"), (name or _WESTERN).lower()
    raise UndecodableText("the page is in no encoding that is known", "save it in UTF-8")


def _tree(markup: str) -> HtmlElement:
    from lxml import etree, html

    # The declaration is for bytes; a text has no encoding.
    markup = regex.sub(r"^\s*<\?xml[^>]*\?>", "", clean(markup))
    try:
        return html.document_fromstring(
            markup, parser=html.HTMLParser(huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
        )
    except (etree.ParserError, ValueError) as fault:
        raise UnreadableInput(f"the web page cannot be read ({fault})", "save the page anew") from None


def _legacy_fonts(tree: HtmlElement) -> str | None:
    """Decodes in place what is set in a font of the 1990s, and the whole page when it is written so without saying it."""
    encodings: set[str] = set()

    def decoded(text: str, font: str) -> str:
        text, encoding = legacy.decode_run(text, font)
        if encoding:
            encodings.add(encoding)
        return text

    def mend(element: Any, font: str) -> None:
        if not isinstance(element.tag, str) or element.tag in UNSEEN:
            return
        style = _FONT_IN_STYLE.search(element.get("style") or "")
        font = (style[1] if style else element.get("face") or font).split(",")[0].strip()
        element.text = element.text and decoded(element.text, font)
        for child in element:
            mend(child, font)
            child.tail = child.tail and decoded(child.tail, font)

    mend(tree, "")
    if not encodings and (whole := legacy.detect(tree.text_content())):
        encodings.add(whole)
        for element in tree.iter():
            if isinstance(element.tag, str) and element.tag not in UNSEEN:
                element.text = element.text and legacy.decode(element.text, whole)
            element.tail = element.tail and legacy.decode(element.tail, whole)
    return "+".join(sorted(encodings)) or None


def _is_portal(tree: HtmlElement) -> bool:
    if any(tree.find(f".//{tag}") is not None for tag in _CHROME):
        return True
    linked = sum(len(a.text_content()) for a in tree.iter("a"))
    return linked > _LINKED * max(1, len(tree.text_content()))


def _article(tree: HtmlElement, out: Assembly) -> dict[str, str]:
    """Writes the article as a news text is laid out (title, date, author, body); what the page states of it."""
    import logging

    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found: Any = bare_extraction(
        copy.deepcopy(tree), with_metadata=True, include_tables=True, include_comments=False, include_links=False, date_extraction_params=_DATES
    )  # fmt: skip
    if found is None or found.body is None:
        return {}
    given = {"title": found.title, "author": found.author, "date": found.date, "source": found.sitename, "url": found.url}
    stated = {name: one_line(value) for name, value in given.items() if value and one_line(value)}
    title = stated.get("title", "")
    # Where the page names no source, a piece of its title is offered.
    if stated.get("source", "") in title:
        stated.pop("source", None)
    _keep_tables(tree, found.body)
    blocks = list(found.body)
    if blocks and one_line("".join(blocks[0].itertext())) == title:
        found.body.remove(blocks[0])
    body = Assembly()
    Blocks(body).read(found.body)
    last = next((line for line in reversed(body.text.split("\n")) if line.strip()), "")
    if title:
        out.line(title)
    if "date" in stated:
        out.line("/".join(reversed(stated["date"].split("-"))))
    if "author" in stated and stated["author"] not in last:
        out.line(stated["author"])
    if out.text:
        out.line("")
    Blocks(out).read(found.body)
    return stated


def _keep_tables(tree: HtmlElement, body: Any) -> None:
    """Puts the data tables of a short article back, which trafilatura takes for chrome: those among the paragraphs that it kept."""
    if body.find(".//table") is not None:
        return
    kept = {one_line("".join(block.itertext())): block for block in body}
    before: Any = None
    waiting: list[HtmlElement] = []
    for element in tree.iter("p", "div", "h2", "h3", "table"):
        if element.tag == "table":
            linked = sum(len(a.text_content()) for a in element.iter("a"))
            if before is not None and holds_data(element) and linked <= _LINKED * len(element.text_content()):
                waiting.append(element)
        elif (block := kept.get(one_line(element.text_content()))) is not None:
            # Only what stands between two paragraphs of the article is surely part of it.
            for table in reversed(waiting):
                copied = copy.deepcopy(table)
                copied.tail = None
                before.addnext(copied)
            before, waiting = block, []
