"""A page's tree for the kinds that read HTML, and what the page calls itself."""

from __future__ import annotations

from lxml import html
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from daemon.model.outcome import Fetched, Reason, Unreadable
from daemon.sources.entries import absolute_link
from daemon.sources.prologue import described
from daemon.text.attributes import MOST_ATTRIBUTES, overloaded
from daemon.text.decoding import decode
from daemon.text.selectors import select, text_of

MOST_LETTERS = 5_000_000
MOST_TAGS = 100_000


def read_page(fetched: Fetched) -> HtmlElement | Unreadable:
    """The tree of a page; its links are left as they stand there."""
    text = decode(fetched.body, fetched.headers.get("content-type", "")).replace("\0", "")
    if not text.strip():
        return Unreadable(Reason.EMPTY_FEED, "the answer holds nothing")
    if len(text) > MOST_LETTERS or text.count("<") > MOST_TAGS:
        return Unreadable(Reason.TOO_LARGE, f"a page of {len(text):,} letters")
    if overloaded(text):
        told = f"more than {MOST_ATTRIBUTES:,} attributes in an element"
        return Unreadable(Reason.DANGEROUS_MARKUP, told)
    try:
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError, AssertionError) as error:
        return Unreadable(Reason.BROKEN_FEED, f"{type(error).__name__}: {error}"[:200])
    assert isinstance(tree, HtmlElement)  # noqa: S101  # what document_fromstring gives
    return tree


def address_of(tree: HtmlElement, url: str) -> str:
    """What the page's relative links are relative to; ``url`` is "" for a page from nowhere."""
    base = next((each.get("href") for each in tree.iter("base") if each.get("href")), "")
    if base:
        return absolute_link(base, url) or url
    return url or next(filter(None, map(_own_address, tree.iter("link", "meta"))), "")


def _own_address(element: HtmlElement) -> str:
    """What an element says of where its page belongs, if it does."""
    if element.get("rel") == "canonical":
        return absolute_link(element.get("href") or "", "")
    said = element.get("content") or "" if element.get("property") == "og:url" else ""
    return absolute_link(said, "")


def linked(tree: HtmlElement, selector: str, base: str) -> tuple[str, ...]:
    """The address of the first link that a selector finds, if it leads anywhere."""
    found = select(tree, selector)
    link = absolute_link(found[0].get("href", ""), base) if found else ""
    return (link,) if link else ()


def title_of(tree: HtmlElement, fetched: Fetched) -> str:
    """What the page calls itself, for people."""
    titles = (text_of(each) for each in tree.iter("title"))
    named = next((title for title in titles if title), "")
    return named[:200] or described(decode(fetched.body[:4096])) or "a page without a title"
