"""The names of Word's XML."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def w(name: str) -> str:
    return NAMESPACE + name


def child(element: _Element, name: str) -> _Element | None:
    return element.find(NAMESPACE + name)


def attribute(element: _Element, name: str) -> str | None:
    value: str | None = element.get(NAMESPACE + name)
    return value


def whole(text: str | None) -> int | None:
    """A whole number; None where there is none, or none that can be read."""
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def in_text_box(paragraph: _Element, outer: _Element) -> bool:
    """Whether a text box stands between the two: what is in it is read with the paragraph that it is anchored in."""
    at = paragraph.getparent()
    while at is not None and at is not outer:
        if at.tag == NAMESPACE + "txbxContent":
            return True
        at = at.getparent()
    return False


def on(element: _Element | None) -> bool:
    """Whether a switch such as `<w:b/>` is there and not set to off."""
    return element is not None and element.get(NAMESPACE + "val", "1") not in ("0", "false", "off")
