"""Where a site may have its feeds and sitemaps, by what its pages say and by custom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from daemon.model.outcome import Fetched, Unreadable
from daemon.sources.entries import absolute_link
from daemon.sources.page import address_of, read_page
from daemon.text.decoding import decode

MOST = 24
FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
CUSTOM = (
    *("/feed/", "/rss.xml", "/rss", "/feed.xml", "/atom.xml", "/index.xml", "/feeds/posts/default"),
    *("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_index.xml", "/sitemap.xml"),
    "/wp-json/wp/v2/posts",
)
"""Paths at which publishing systems put what a reader wants, the best first."""

_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S{1,2000})", re.IGNORECASE | re.MULTILINE)
_FEED_LINK = re.compile(r"(?:/rss|/feed|\.rss|(?:rss|feed|atom)\.xml)/?(?:\?|$)", re.IGNORECASE)
_NOT_NEWS = re.compile(r"/comments?/", re.IGNORECASE)


def robots_address(url: str) -> str:
    """Where the site of an address has its robots.txt, which names its sitemaps."""
    return absolute_link("/robots.txt", url)


def addresses(fetched: Fetched, robots: Fetched | None) -> tuple[str, ...]:
    """Addresses worth a look, the most promising first: stated, linked, then customary."""
    found = [
        *_stated(fetched),
        *(_sitemaps(robots) if robots is not None else ()),
        *(absolute_link(path, fetched.url) for path in CUSTOM),
    ]
    usable = (link for link in found if link and link != fetched.url)
    return tuple(dict.fromkeys(usable))[:MOST]


def _stated(fetched: Fetched) -> Iterator[str]:
    """Feeds that a page names in its head, then those it links to."""
    tree = read_page(fetched)
    if isinstance(tree, Unreadable):
        return
    base = address_of(tree, fetched.url)
    for link in tree.iter("link"):
        if (link.get("type") or "").lower() in FEED_TYPES and _is_news(link):
            yield absolute_link(link.get("href") or "", base)
    host = urlsplit(fetched.url).hostname
    for anchor in tree.iter("a"):
        address = absolute_link(anchor.get("href") or "", base)
        if _FEED_LINK.search(address) and urlsplit(address).hostname == host:
            yield address


def _is_news(link: HtmlElement) -> bool:
    return not _NOT_NEWS.search(link.get("href") or "")


def _sitemaps(robots: Fetched) -> Iterator[str]:
    for stated in _SITEMAP_LINE.findall(decode(robots.body[:500_000])):
        yield absolute_link(stated, robots.url)
