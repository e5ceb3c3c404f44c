"""CSS selectors on a page's tree; ``time@datetime`` means the attribute instead of the text."""

from __future__ import annotations

import re
from functools import lru_cache

from cssselect import SelectorError, parse
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from daemon.text.markup import visible_text

_ATTRIBUTE = re.compile(r"\s*@([A-Za-z_][\w:.-]*)$")


def check_selector(written: str) -> str:
    """The selector as written; raises ValueError when it is none."""
    try:
        parse(_split(written)[0])
    except SelectorError as error:
        raise ValueError(f"must be a CSS selector: {error}") from error
    return written


def select(tree: HtmlElement, written: str) -> list[HtmlElement]:
    """The elements that a selector finds, in the page's order; none for ""."""
    if not written:
        return []
    return [each for each in _compiled(written)(tree) if isinstance(each, HtmlElement)]


def first_text(tree: HtmlElement, written: str) -> str:
    """The text, or the attribute asked for, of the first element that has any."""
    attribute = _split(written)[1]
    found = select(tree, written)
    values = (each.get(attribute, "").strip() if attribute else text_of(each) for each in found)
    return next((value for value in values if value), "")


def text_of(element: HtmlElement) -> str:
    """All text of an element on one line."""
    return " ".join(visible_text(element.text_content()).split())


def _split(written: str) -> tuple[str, str]:
    found = _ATTRIBUTE.search(written)
    return (written[: found.start()], found[1]) if found else (written, "")


@lru_cache(maxsize=512)
def _compiled(written: str) -> CSSSelector:
    return CSSSelector(_split(written)[0], translator="html")
