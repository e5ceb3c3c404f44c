"""RSS 0.9x, 1.0 (RDF), 2.0 and Atom, read by feedparser, which is trusted with nothing else.

JSON Feed is read by ``json_feed``.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any
from xml.sax import SAXException

import feedparser

from daemon.model.article import Parsed
from daemon.model.outcome import Fetched, Reason, Unreadable
from daemon.model.source import Source
from daemon.sources.bounds import first_entries, swollen
from daemon.sources.entries import MOST_ENTRIES, Item, entries_of
from daemon.sources.json_feed import parse_json_feed
from daemon.sources.kind import Kind
from daemon.sources.options import FeedOptions, first_date
from daemon.sources.packed import unpacked
from daemon.sources.prologue import refusal, tidied
from daemon.text.decoding import decode
from daemon.text.markup import plain_line

Record = dict[str, Any]
"""feedparser's own kind of dictionary."""

_DATES = ("published", "updated", "created")
MOST_BYTES = 10_000_000  # of a feed that is a gzip file: as much as is fetched of one that is not
ACCEPT = (
    "application/rss+xml, application/atom+xml, application/rdf+xml;q=0.9, "
    "application/feed+json;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1"
)


def parse(source: Source, fetched: Fetched, now: datetime) -> Parsed | Unreadable:
    """The entries of a feed document; a document that is none is told with what it is."""
    body = unpacked(fetched.body, MOST_BYTES)
    if isinstance(body, Unreadable):
        return body
    whole = tidied(decode(body, fetched.headers.get("content-type", "")))
    if whole.lstrip()[:1] in ("{", "["):
        return parse_json_feed(source, whole, fetched.url, now)
    text, stated = first_entries(whole, MOST_ENTRIES)
    document = refusal(text) or swollen(text) or _read(text, fetched.url)
    if isinstance(document, Unreadable):
        return document
    return _parsed(source, document, stated, fetched.url, now)


KIND = Kind(Options=FeedOptions, parse=parse, accept=ACCEPT)


def _read(text: str, url: str) -> Record | Unreadable:
    """What feedparser makes of the text: given a stream, it opens neither file nor URL.

    It guesses no encoding (it falls back to Latin-1) and sanitises nothing, because nothing
    of its HTML is ever shown: all becomes plain text.
    """
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        document: Record = feedparser.parse(  # noqa: TID251  # a stream, never a string
            BytesIO(text.encode("utf-8", "replace")),
            response_headers=headers,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except MemoryError:  # told by the jail, which alone knows how much there was
        raise
    except Exception as error:  # noqa: BLE001  # an edge: on broken feeds feedparser raises anything
        return Unreadable(Reason.BROKEN_FEED, f"{type(error).__name__}: {error}"[:200])
    return document


def _parsed(
    source: Source, document: Record, stated: int, url: str, now: datetime
) -> Parsed | Unreadable:
    """``stated`` is how many entries the document has, though only the first were read."""
    found = document["entries"]
    if not found:
        return _without_entries(document)
    items = [_item(source, entry, now) for entry in found[:MOST_ENTRIES]]
    entries = entries_of(items, base=url, alone_counts=True)
    if not entries:
        return Unreadable(Reason.EMPTY_FEED, f"none of its {len(found)} entries says anything")
    return Parsed(
        title=plain_line(_text(document["feed"], "title"))[:200],
        entries=entries,
        note="; ".join(_notes(document, max(stated, len(found)), len(items) - len(entries))),
    )


def _without_entries(document: Record) -> Unreadable:
    fault = document.get("bozo_exception")
    if isinstance(fault, SAXException):
        return Unreadable(Reason.BROKEN_FEED, f"not well-formed: {_words(fault)}")
    if document.get("version"):
        return Unreadable(Reason.EMPTY_FEED, f"a feed ({document['version']}) without entries")
    return Unreadable(Reason.NOT_A_FEED, "neither RSS nor Atom")


def _notes(document: Record, found: int, merged: int) -> list[str]:
    notes = []
    fault = document.get("bozo_exception")
    if isinstance(fault, SAXException):
        notes.append(f"not well-formed ({_words(fault)}), read as far as possible")
    if found > MOST_ENTRIES:
        notes.append(f"{found} entries, of which the first {MOST_ENTRIES} were read")
    if merged:
        notes.append(f"{merged} entries repeat others or say nothing")
    return notes


def _words(fault: SAXException) -> str:
    return " ".join(str(fault.getMessage()).split())[:120]


def _item(source: Source, entry: Record, now: datetime) -> Item:
    return Item(
        link=_text(entry, "feedburner_origlink") or _text(entry, "link"),
        guid=_text(entry, "id"),
        title=_text(entry, "title"),
        summary=_text(entry, "summary"),
        content=max(_contents(entry), key=len, default=""),
        published=first_date(source, now, *(_text(entry, name) for name in _DATES)),
    )


def _contents(entry: Record) -> list[str]:
    return [_text(content, "value") for content in dict.get(entry, "content") or ()]


def _text(entry: Record, name: str) -> str:
    """The string under ``name`` itself: feedparser's own look-up answers with other fields."""
    value = dict.get(entry, name)
    return value if isinstance(value, str) else ""
