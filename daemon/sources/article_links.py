"""Where a page without a feed has its articles' links: a guess, for the operator to check."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import islice
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from daemon.model.outcome import Fetched, Unreadable
from daemon.sources.entries import absolute_link
from daemon.sources.identity import canonical_link
from daemon.sources.listing import said_by
from daemon.sources.page import address_of, read_page
from daemon.text.selectors import select, text_of

FEWEST = 5  # articles on a page that is a list
_MOST_LINKS = 3000
_MOST_SELECTORS = 40
_MOST_ABOVE = 4
_MOST_CLASSES = 6
_HEADLINE = 15  # letters
_SURE = 0.7  # of what a selector finds: so many are articles
_PARAGRAPH = 120
_MOST_RUNNING = 1500  # letters of paragraphs: a page with more is an article
_NAMED = re.compile(r"[A-Za-z_][A-Za-z_-]{1,40}")
_TAGS = ("h1", "h2", "h3", "h4", "article")
_NUMBERED = re.compile(r"\d{3}")
_WORDS = re.compile(r"[^\W\d_]{2,}[-_+ ][^\W\d_]{2,}(?:[-_+ ][^\W\d_]{2,}|\.html?)")


def listing_options(fetched: Fetched) -> dict[str, str]:
    """The options that read a page as a list: what finds most of its articles, and little else.

    None at all for what is no HTML, for an article, and for a page with too few links to
    articles: addresses of the same site with a number or several words in them, and a headline.
    """
    tree = read_page(fetched)
    if isinstance(tree, Unreadable) or _is_article(tree):
        return {}
    base = address_of(tree, fetched.url)
    articles = _articles(tree, base)
    if len(articles) < FEWEST:
        return {}
    tried = Counter(name for link in articles.values() for name in dict.fromkeys(_selectors(link)))
    likely = [name for name, times in tried.most_common(_MOST_SELECTORS) if times >= FEWEST]
    worth = {name: _worth(tree, name, base, articles) for name in likely}
    best = max(likely, key=worth.__getitem__, default="")
    if not best or not worth[best][0]:
        return {}
    heading = _heading(list(articles.values()))
    return {"link": best, "title": heading} if heading else {"link": best}


def _heading(links: list[HtmlElement]) -> str:
    """The heading within a link around a whole card, where most links are such."""
    headed = Counter(tag for link in links for tag in _TAGS if link.find(f".//{tag}") is not None)
    tag, times = next(iter(headed.most_common(1)), ("", 0))
    return tag if times > len(links) / 2 else ""


def _articles(tree: HtmlElement, base: str) -> dict[str, HtmlElement]:
    """The link with the longest words to each address that may be an article's."""
    found: dict[str, HtmlElement] = {}
    for link in islice(tree.iter("a"), _MOST_LINKS):
        address = absolute_link(link.get("href", ""), base)
        key = canonical_link(address) if _is_near(address, base) else ""
        words = said_by(link)
        if key and len(words) >= _HEADLINE and _names_article(address):
            other = found.get(key)
            if other is None or len(words) > len(said_by(other)):
                found[key] = link
    return found


def _is_near(address: str, base: str) -> bool:
    """Whether an address is of the same site; a document from nowhere has no site."""
    here, there = urlsplit(base).hostname or "", urlsplit(address).hostname or ""
    return bool(there) and there.removeprefix("www.").endswith(here.removeprefix("www."))


def _names_article(address: str) -> bool:
    parts = urlsplit(address)
    steps = unquote(f"{parts.path}?{parts.query}")
    return bool(_NUMBERED.search(steps) or _WORDS.search(steps))


def _selectors(link: HtmlElement) -> Iterator[str]:
    """Ways to name a link: by its own class, by the tag or the class of what is around it."""
    yield from (f"a.{name}" for name in _classes(link))
    for above in islice(link.iterancestors(), _MOST_ABOVE):
        if above.tag in ("body", "html"):
            return
        yield from (f".{name} a" for name in _classes(above))
        if above.tag in _TAGS:
            yield f"{above.tag} a"


def _classes(element: HtmlElement) -> list[str]:
    names = (element.get("class") or "")[:500].split()
    return [name for name in names[:_MOST_CLASSES] if _NAMED.fullmatch(name)]


def _worth(
    tree: HtmlElement, selector: str, base: str, articles: Collection[str]
) -> tuple[float, int]:
    """How many articles a selector finds, less if it finds other addresses or one often."""
    links = select(tree, selector)
    found = {canonical_link(absolute_link(link.get("href", ""), base)) for link in links} - {""}
    good = sum(key in articles for key in found)
    share = good / len(found) if found else 0.0
    return (good * share**3 if good >= FEWEST and share >= _SURE else 0.0, -len(links))


def _is_article(tree: HtmlElement) -> bool:
    stated = (
        meta.get("content") or "" for meta in tree.iter("meta") if meta.get("property") == "og:type"
    )
    if next(stated, "").lower() == "article":
        return True
    texts = (
        text_of(each) for each in tree.iter("p") if next(each.iterancestors("a"), None) is None
    )
    return sum(len(text) for text in texts if len(text) > _PARAGRAPH) > _MOST_RUNNING
