"""From the text as read to the clean view that patterns are matched on."""

from __future__ import annotations

from array import array

import regex

from baocao_extract.language.views import View

# One for one: letters that only look right, blanks that are not U+0020, emphasis marks of Markdown.
_LOOK_ALIKE = {
    "\u00d0": "Đ", "\u01a3": "ư", "\u01a2": "Ư", "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u3000": " ", "\u2009": " ",
    "\u2002": " ", "\u2003": " ", "\t": " ", "*": " ", "\u2011": "-", "\u2012": "-", "\u2212": "-", "\x0b": " ",
    "\x0c": "\n", "\u2028": "\n", "\u2029": "\n", "\x85": "\n",
}  # fmt: skip
# Of no width: left out of the view.
_GONE = regex.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\r]+")


def clean(text: str) -> View:
    """The clean view of an NFC text: look-alike letters and blanks replaced, characters of no width left out."""
    if not _GONE.search(text):
        return View(_replaced(text))
    kept, offsets, last = [], array("q"), 0
    for gap in _GONE.finditer(text):
        kept.append(text[last : gap.start()])
        offsets.extend(range(last, gap.start()))
        # a lone carriage return is a line end of its own
        if "\r" in gap.group() and text[gap.end() : gap.end() + 1] != "\n":
            kept.append("\n")
            offsets.append(gap.start())
        last = gap.end()
    kept.append(text[last:])
    offsets.extend(range(last, len(text) + 1))
    return View(_replaced("".join(kept)), offsets)


def _replaced(text: str) -> str:
    """No letter that is put in is itself replaced, so one after the other is the same as all at once, and ten times as quick as `translate`."""
    for seen, meant in _LOOK_ALIKE.items():
        text = text.replace(seen, meant)
    return text
