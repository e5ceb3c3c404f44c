"""JSON Feed (jsonfeed.org, 1 and 1.1), which the kind ``rss`` reads beside RSS and Atom."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
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
_DECODER = json.JSONDecoder(strict=False)
_ITEMS = re.compile(r'"items"\s{0,99}:\s{0,99}\[')
_ITEM = re.compile(r"[\s,]*\{")


def parse_json_feed(source: Source, text: str, url: str, now: datetime) -> Parsed | Unreadable:
    """The entries of a JSON Feed; other JSON is told to be none."""
    document = read_json(text)
    if isinstance(document, Unreadable):
        return _as_far_as_possible(source, text, url, now, document)
    if not isinstance(document, dict) or _VERSION not in str(document.get("version", "")):
        return Unreadable(Reason.NOT_A_FEED, "JSON, not a feed")
    return _parsed(source, document, url, now)


def _parsed(
    source: Source, document: dict[str, object], url: str, now: datetime
) -> Parsed | Unreadable:
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


def _as_far_as_possible(
    source: Source, text: str, url: str, now: datetime, fault: Unreadable
) -> Parsed | Unreadable:
    """The entries of a JSON Feed that is broken or cut off, up to where it is."""
    if _VERSION not in text.replace("\\/", "/"):
        return fault
    found = _parsed(source, {"items": list(_whole_items(text))}, url, now)
    if isinstance(found, Unreadable):
        return fault
    return replace(found, note=f"{fault.detail}, read as far as possible")


def _whole_items(text: str) -> Iterator[object]:
    position = found.end() if (found := _ITEMS.search(text)) else len(text)
    while (begun := _ITEM.match(text, position)) is not None:
        try:
            item, position = _DECODER.raw_decode(text, begun.end() - 1)
        except (ValueError, RecursionError):
            return
        yield item


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
