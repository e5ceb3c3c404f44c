"""An index page of an outlet without a feed, read by CSS selectors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from lxml.html import HtmlElement
from pydantic import Field

from daemon.model.article import Parsed
from daemon.model.outcome import Fetched, Reason, Unreadable
from daemon.model.source import Source
from daemon.sources.dates import UNKNOWN
from daemon.sources.entries import MOST_ENTRIES, Item, absolute_link, entries_of
from daemon.sources.identity import canonical_link
from daemon.sources.kind import Kind
from daemon.sources.options import FeedOptions, Pages, Selector, first_date, pages_option
from daemon.sources.options import text_option as option
from daemon.sources.page import address_of, linked, read_page, title_of
from daemon.text.selectors import first_text, select, text_of

ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"


class Options(FeedOptions):
    """Keys of a ``[[source]]`` of this kind.

    ``link`` finds the articles' links, within each ``item`` when that is given; ``title``,
    ``summary`` and ``date`` are looked for there too. ``next_page`` is the link to the next
    page of the list, of which ``pages`` are read.
    """

    link: Selector
    item: Selector | None = None
    title: Selector | None = None
    summary: Selector | None = None
    date: Selector | None = None
    next_page: Selector | None = None
    only_links: str = Field(default="", max_length=300)
    pages: Pages = 1


def parse(source: Source, fetched: Fetched, now: datetime) -> Parsed | Unreadable:
    """The articles a list page links to; a page without any is told by its title."""
    tree = read_page(fetched)
    if isinstance(tree, Unreadable):
        return tree
    base = address_of(tree, fetched.url)
    items = _merged(_items(source, tree, base, now))
    if not items:
        said = f"'{option(source, 'item') or option(source, 'link')}' finds no article"
        return Unreadable(Reason.NO_LINKS, f"{said} on '{title_of(tree, fetched)}'")
    pages = pages_option(source, 1)
    return Parsed(
        title=title_of(tree, fetched),
        entries=entries_of(items[:MOST_ENTRIES], base=base),
        follow=linked(tree, option(source, "next_page"), base) if pages > 1 else (),
        follow_most=pages - 1,
    )


KIND = Kind(Options=Options, parse=parse, accept=ACCEPT)


def _items(source: Source, tree: HtmlElement, base: str, now: datetime) -> Iterator[Item]:
    wanted, holds = option(source, "link"), option(source, "only_links")
    within = option(source, "item")
    for place in select(tree, within) if within else select(tree, wanted):
        link = next(iter(select(place, wanted)), None) if within else place
        address = absolute_link(link.get("href", ""), base) if link is not None else ""
        if link is None or not canonical_link(address) or holds not in address:
            continue
        title = first_text(place, option(source, "title")) or said_by(link)
        summary = first_text(place, option(source, "summary"))
        date = first_text(place, option(source, "date"))
        yield Item(address, "", title, summary, "", first_date(source, now, date))


def said_by(link: HtmlElement) -> str:
    """A link's own words, or those its picture has for who cannot see it."""
    pictures = (each.get("alt", "").strip() for each in link.iter("img"))
    return text_of(link) or link.get("title", "").strip() or next(pictures, "")


def _merged(found: Iterator[Item]) -> list[Item]:
    """One item for each article: its picture and its headline often link to it apart."""
    kept: dict[str, Item] = {}
    for item in found:
        key = canonical_link(item.link)
        known = kept.get(key)
        kept[key] = _fuller(known, item) if known is not None else item
    return list(kept.values())


def _fuller(one: Item, other: Item) -> Item:
    return Item(
        link=one.link,
        guid="",
        title=max(one.title, other.title, key=len),
        summary=max(one.summary, other.summary, key=len),
        content="",
        published=one.published if one.published is not UNKNOWN else other.published,
    )
