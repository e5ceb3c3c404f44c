"""Sitemaps, indexes of sitemaps and Google News sitemaps, plain or gzipped, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Annotated

from lxml import etree
from pydantic import Field

from daemon.model.article import Parsed
from daemon.model.outcome import Fetched, Reason, Unreadable
from daemon.model.source import Source
from daemon.sources.dates import UNKNOWN, Published
from daemon.sources.entries import Item, absolute_link, entries_of
from daemon.sources.kind import Kind
from daemon.sources.options import (
    MOST_PAGES,
    FeedOptions,
    Pages,
    first_date,
    pages_option,
    text_option,
)
from daemon.sources.packed import MOST_BYTES, unpacked
from daemon.sources.prologue import dangerous, described, tidied
from daemon.text.decoding import decode

ACCEPT = "application/xml, text/xml;q=0.9, application/gzip;q=0.8, */*;q=0.1"
MOST_ADDRESSES = 50_000  # the protocol's own limit
PAGES = 3
_NEVER = datetime.min.replace(tzinfo=UTC)


class Options(FeedOptions):
    """Keys of a ``[[source]]`` of this kind.

    ``newest`` and ``max_age_days`` bound what one poll offers; ``only_sitemaps`` and
    ``only_links`` are texts that an index's sitemaps and the articles' links must hold.
    """

    pages: Pages = PAGES
    newest: Annotated[int, Field(ge=1, le=2000)] = 200
    max_age_days: Annotated[float, Field(gt=0, le=36500)] = 7
    only_sitemaps: str = ""
    only_links: str = ""


@dataclass(frozen=True, slots=True)
class _Address:
    """One ``<url>`` or ``<sitemap>``: ``changed`` orders it, ``published`` is its article's."""

    link: str
    title: str = ""
    published: Published = UNKNOWN
    changed: datetime | None = None
    is_sitemap: bool = False


def parse(source: Source, fetched: Fetched, now: datetime) -> Parsed | Unreadable:
    """The newest articles of a sitemap, or the newest sitemaps of an index to be read next."""
    text = _text(fetched)
    if isinstance(text, Unreadable):
        return text
    unusable = dangerous(text)
    if unusable is not None:
        return unusable
    addresses, root = _addresses(text, source, now)
    if root not in ("urlset", "sitemapindex"):
        return Unreadable(Reason.NOT_A_FEED, described(text) or "no sitemap")
    if not addresses:
        return Unreadable(Reason.EMPTY_FEED, f"a {root} without addresses")
    return _chosen(source, fetched, addresses, now)


KIND = Kind(Options=Options, parse=parse, accept=ACCEPT)


def _text(fetched: Fetched) -> str | Unreadable:
    body = unpacked(fetched.body)
    if isinstance(body, Unreadable):
        return body
    text = tidied(decode(body[:MOST_BYTES], fetched.headers.get("content-type", "")))
    if not text.strip():
        return Unreadable(Reason.EMPTY_FEED, "the answer holds nothing")
    return text


def _addresses(text: str, source: Source, now: datetime) -> tuple[list[_Address], str]:
    """What the document lists and its root element's name; what is broken is left out."""
    found: list[_Address] = []
    root = ""
    for event, element in _walk(text):
        name = _local(element)
        if event == "start":
            root = root or name
        elif name in ("url", "sitemap"):
            address = _address(element, source, now, is_sitemap=name == "sitemap")
            if address.link and len(found) < MOST_ADDRESSES:
                found.append(address)
            element.clear()
    return found, root.lower()


def _walk(text: str) -> Iterator[tuple[str, etree._Element]]:
    """The document's elements as they come, so that a large one is never held as a tree."""
    walk = etree.iterparse(
        BytesIO(_readable(text).encode("utf-8", "replace")),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        yield from walk
    except etree.XMLSyntaxError:  # what came before it is kept
        return


def _readable(text: str) -> str:
    """The document up to its last whole address, without its ``<?xml … encoding=…?>``.

    It is in UTF-8 now, whatever it said; and half an address is another address.
    """
    end = max(text.rfind("url>") + len("url>"), text.rfind("sitemap>") + len("sitemap>"))
    begun = (text[:end] if end > len("sitemap>") else text).lstrip()
    return begun.partition("?>")[2] if begun.startswith("<?xml") else begun


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _address(
    element: etree._Element, source: Source, now: datetime, *, is_sitemap: bool
) -> _Address:
    said = {_local(child): child for child in reversed(element)}
    news = {_local(child): child for child in reversed(said.get("news", ()))}
    told = first_date(source, now, _words(news.get("publication_date")))
    changed = first_date(source, now, _words(said.get("lastmod"))).at or told.at
    return _Address(
        link=_words(said.get("loc")),
        title=_words(news.get("title")),
        published=told,
        changed=changed,
        is_sitemap=is_sitemap,
    )


def _words(element: etree._Element | None) -> str:
    return "".join(element.itertext())[:10_000].strip() if element is not None else ""


def _chosen(
    source: Source, fetched: Fetched, addresses: list[_Address], now: datetime
) -> Parsed | Unreadable:
    only_links, only_sitemaps = (
        text_option(source, "only_links"),
        text_option(source, "only_sitemaps"),
    )
    articles = [a for a in addresses if not a.is_sitemap and only_links in a.link]
    sitemaps = [a for a in addresses if a.is_sitemap and only_sitemaps in a.link]
    if not articles and not sitemaps:
        return Unreadable(Reason.EMPTY_FEED, f"none of {len(addresses)} addresses is wanted")
    kept = _newest(articles, source, now)
    items = [Item(a.link, "", a.title, "", "", a.published) for a in kept]
    links = (absolute_link(each.link, fetched.url) for each in _in_order(sitemaps))
    return Parsed(
        title="",
        entries=entries_of(items, base=fetched.url),
        note=f"{len(articles)} addresses, and all too old" if articles and not kept else "",
        follow=tuple(dict.fromkeys(link for link in links if link))[:MOST_PAGES],
        follow_most=pages_option(source, PAGES),
    )


def _in_order(sitemaps: list[_Address]) -> list[_Address]:
    """Newest first; of those without a date the last, where publishing systems add."""
    ordered = sitemaps[::-1]
    ordered.sort(key=lambda each: each.changed or _NEVER, reverse=True)
    return ordered


def _newest(articles: list[_Address], source: Source, now: datetime) -> list[_Address]:
    days, most = source.options.get("max_age_days"), source.options.get("newest")
    oldest = now - timedelta(days=days if isinstance(days, int | float) else 7)
    most = most if isinstance(most, int) else 200
    dated = [a for a in articles if a.changed is not None and a.changed >= oldest]
    dated.sort(key=lambda each: each.changed or _NEVER, reverse=True)
    undated = [a for a in articles if a.changed is None]
    return [*dated, *_both_ends(undated, most - len(dated))][:most]


def _both_ends(articles: list[_Address], most: int) -> list[_Address]:
    """Some write the newest first, some last: without dates half of each is taken."""
    if len(articles) <= most:
        return articles
    half = max(most, 0) // 2
    return articles[: most - half] + (articles[-half:] if half else []) if most > 0 else []
