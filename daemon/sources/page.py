"""A page's tree for the kinds that read HTML, and what CSS selectors find in it."""

from __future__ import annotations

from functools import lru_cache

from lxml import html
from lxml.cssselect import CSSSelector
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from daemon.model.outcome import Fetched, Reason, Unreadable
from daemon.sources.options import split_selector
from daemon.sources.prologue import described
from daemon.text.decoding import decode
from daemon.text.markup import visible_text

MOST_LETTERS = 5_000_000
MOST_TAGS = 100_000


def read_page(fetched: Fetched) -> HtmlElement | Unreadable:
    """The tree of a page; its links are left as they stand there."""
    text = decode(fetched.body, fetched.headers.get("content-type", "")).replace("\0", "")
    if not text.strip():
        return Unreadable(Reason.EMPTY_FEED, "the answer holds nothing")
    if len(text) > MOST_LETTERS or text.count("<") > MOST_TAGS:
        return Unreadable(Reason.TOO_LARGE, f"a page of {len(text):,} letters")
    try:
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError, AssertionError) as error:
        return Unreadable(Reason.BROKEN_FEED, f"{type(error).__name__}: {error}"[:200])
    assert isinstance(tree, HtmlElement)  # noqa: S101  # what document_fromstring gives
    return tree


def address_of(tree: HtmlElement, url: str) -> str:
    """What the page's relative links are relative to."""
    base = next((each.get("href") for each in tree.iter("base") if each.get("href")), "")
    return base if base.startswith(("http://", "https://")) else url


def title_of(tree: HtmlElement, fetched: Fetched) -> str:
    """What the page calls itself, for people."""
    titles = (text_of(each) for each in tree.iter("title"))
    named = next((title for title in titles if title), "")
    return named[:200] or described(decode(fetched.body[:4096])) or "a page without a title"


def select(tree: HtmlElement, written: str) -> list[HtmlElement]:
    """The elements that a selector finds, in the page's order; none for ""."""
    if not written:
        return []
    return [each for each in _compiled(written)(tree) if isinstance(each, HtmlElement)]


def first_text(tree: HtmlElement, written: str) -> str:
    """The text, or the attribute asked for, of the first element that has any."""
    attribute = split_selector(written)[1]
    found = select(tree, written)
    values = (each.get(attribute, "").strip() if attribute else text_of(each) for each in found)
    return next((value for value in values if value), "")


def text_of(element: HtmlElement) -> str:
    """All text of an element on one line."""
    return " ".join(visible_text(element.text_content()).split())


@lru_cache(maxsize=512)
def _compiled(written: str) -> CSSSelector:
    return CSSSelector(split_selector(written)[0], translator="html")
