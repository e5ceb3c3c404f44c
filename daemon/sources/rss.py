"""RSS 0.9x, 1.0 (RDF), 2.0 and Atom, read by feedparser, which is trusted with nothing else.

JSON Feed is read by ``json_feed``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.sax import SAXException

import feedparser

from daemon.model.article import Parsed
from daemon.model.outcome import Fetched, Reason, Unreadable
from daemon.model.source import Source
from daemon.sources.bounds import first_entries, swollen
from daemon.sources.entries import MOST_ENTRIES, Item, absolute_link, entries_of
from daemon.sources.json_feed import parse_json_feed
from daemon.sources.kind import Kind
from daemon.sources.options import FeedOptions, first_date
from daemon.sources.packed import unpacked
from daemon.sources.prologue import refusal, tidied
from daemon.sources.vocabularies import needed_alone, told_apart
from daemon.text.decoding import decode
from daemon.text.markup import plain_line

Record = dict[str, Any]
"""feedparser's own kind of dictionary."""

_DATES = ("published", "updated", "created")
_PAGES = ("text/html", "application/xhtml+xml", "")
_NO_TEXT = ("image/", "audio/", "video/", "font/")
_XML_ENTITY = re.compile("&(?=(?:amp|lt|gt|quot|apos);)")
_IS_LINK = re.compile(r"https?:|/", re.IGNORECASE)
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
    whole = decode(body, fetched.headers.get("content-type", ""))
    if whole.lstrip()[:1] in ("{", "["):
        return parse_json_feed(source, whole, fetched.url, now)
    text, stated = first_entries(tidied(whole), MOST_ENTRIES)
    document = refusal(text) or swollen(text) or _read(text)
    if isinstance(document, Unreadable):
        return document
    return _parsed(source, document, stated, fetched.url, now)


KIND = Kind(Options=FeedOptions, parse=parse, accept=ACCEPT)


def _read(text: str) -> Record | Unreadable:
    """The text as feedparser reads it; one on which it raises, with what an entry needs alone."""
    try:
        return _understood(told_apart(text))
    except MemoryError:  # told by the jail, which alone knows how much there was
        raise
    except Exception as error:  # noqa: BLE001  # an edge: on broken feeds feedparser raises anything
        fault = f"{type(error).__name__}: {error}"[:200]
    try:
        return {**_understood(needed_alone(text)), "fault": fault}
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # the first fault tells more
        return Unreadable(Reason.BROKEN_FEED, fault)


def _understood(text: str) -> Record:
    """What feedparser makes of a text: given a stream, it opens neither file nor URL.

    It guesses no encoding (it falls back to Latin-1) and sanitises nothing, because nothing
    of its HTML is ever shown: all becomes plain text.
    """
    document: Record = feedparser.parse(  # noqa: TID251  # a stream, never a string
        BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    return document


def _parsed(
    source: Source, document: Record, stated: int, url: str, now: datetime
) -> Parsed | Unreadable:
    """``stated`` is how many entries the document has, though only the first were read."""
    found = document["entries"]
    if not found:
        return _without_entries(document)
    base = url or _text(document["feed"], "link")
    items = [_item(source, document, entry, base, now) for entry in found[:MOST_ENTRIES]]
    entries = entries_of(items, base=base, alone_counts=True)
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
    if "fault" in document:
        notes.append(f"odd ({document['fault']}), read without what is no entry's")
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


def _item(source: Source, document: Record, entry: Record, url: str, now: datetime) -> Item:
    is_atom = str(document.get("version", "")).startswith("atom")
    contents = [_marked_up(each, "value", each, is_atom) for each in _list(entry, "content")]
    summary = _marked_up(entry, "summary", dict.get(entry, "summary_detail"), is_atom)
    if "summary_detail" not in entry and contents:  # feedparser copied the first content
        summary = contents[0]
    return Item(
        link=next((link for link in _links(entry) if absolute_link(link, url)), ""),
        guid=_text(entry, "id"),
        title=_marked_up(entry, "title", dict.get(entry, "title_detail"), is_atom),
        summary=summary,
        content=max(contents, key=len, default=""),
        published=first_date(source, now, *(_text(entry, name) for name in _DATES)),
    )


def _links(entry: Record) -> Iterator[str]:
    """Where the article may stand, the most probable first.

    Of Atom's links that is the alternate one, of several the first page; a guid is a link only
    if it looks like one, for many feeds do not say that theirs is none.
    """
    yield _text(entry, "feedburner_origlink")
    links = [link for link in _list(entry, "links") if _relation(link) == "alternate"]
    for link in sorted(links, key=lambda each: _text(each, "type") not in _PAGES):
        yield _text(link, "href")
    if _text(entry, "link") and (links or _IS_LINK.match(_text(entry, "link"))):
        yield _text(entry, "link")
    for content in _list(entry, "content"):
        yield _text(content, "src") if _text(content, "type") in _PAGES else ""
    if "link" in entry:  # it is empty, or leads nowhere
        yield _text(entry, "id") if _IS_LINK.match(_text(entry, "id")) else ""


def _relation(link: Record) -> str:
    return _text(link, "rel").lower().removeprefix("http://www.iana.org/assignments/relation/")


def _marked_up(record: Record, name: str, detail: Record | None, is_atom: bool) -> str:
    """A text as HTML; what is a picture or a sound is none.

    Atom alone says which texts are plain, and means it, but for &nbsp; and its like: those
    stand in the shortened texts of Blogger.
    """
    kind = _text(detail, "type") if detail else ""
    if kind.startswith(_NO_TEXT):
        return ""
    value = _text(record, name)
    if is_atom and kind == "text/plain":
        return _XML_ENTITY.sub("&amp;", value).replace("<", "&lt;")
    return value


def _list(entry: Record, name: str) -> list[Record]:
    return dict.get(entry, name) or []


def _text(entry: Record, name: str) -> str:
    """The string under ``name`` itself: feedparser's own look-up answers with other fields."""
    value = dict.get(entry, name)
    return value if isinstance(value, str) else ""
