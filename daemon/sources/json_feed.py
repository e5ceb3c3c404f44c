"""JSON Feed (jsonfeed.org, 1 and 1.1), which the kind ``rss`` reads beside RSS and Atom."""

from __future__ import annotations

from datetime import datetime
from html import escape

from daemon.model.article import Parsed
from daemon.model.outcome import Reason, Unreadable
from daemon.model.source import Source
from daemon.sources.entries import MOST_ENTRIES, Item, entries_of
from daemon.sources.json import read_json
from daemon.sources.options import first_date
from daemon.text.markup import plain_line

_DATES = ("date_published", "date_modified")
_VERSION = "jsonfeed.org/version/"


def parse_json_feed(source: Source, text: str, url: str, now: datetime) -> Parsed | Unreadable:
    """The entries of a JSON Feed; other JSON is told to be none."""
    document = read_json(text)
    if isinstance(document, Unreadable):
        return document
    if not isinstance(document, dict) or _VERSION not in str(document.get("version", "")):
        return Unreadable(Reason.NOT_A_FEED, "JSON, not a feed")
    listed = document.get("items")
    records = (
        [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    )
    if not records:
        return Unreadable(Reason.EMPTY_FEED, "a feed (JSON Feed) without entries")
    items = [_item(source, record, now) for record in records[:MOST_ENTRIES]]
    entries = entries_of(items, base=url or _text(document, "home_page_url"))
    merged = len(items) - len(entries)
    return Parsed(
        title=plain_line(_text(document, "title"))[:200],
        entries=entries,
        note=f"{merged} entries repeat others or say nothing" if merged else "",
    )


def _item(source: Source, record: dict[str, object], now: datetime) -> Item:
    plain = escape(_text(record, "content_text")).replace("\n", "<br>")
    return Item(
        link=_text(record, "url") or _text(record, "external_url"),
        guid=_text(record, "id"),
        title=escape(_text(record, "title")),
        summary=escape(_text(record, "summary")),
        content=_text(record, "content_html") or plain,
        published=first_date(source, now, *(_text(record, name) for name in _DATES)),
    )


def _text(record: dict[str, object], name: str) -> str:
    """A text, or a number as text: some feeds number their ids."""
    value = record.get(name)
    if isinstance(value, bool):
        return ""
    return str(value) if isinstance(value, str | int | float) else ""
