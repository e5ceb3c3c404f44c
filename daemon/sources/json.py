"""A JSON API of an outlet, read by paths: ``Data.CategoryNews.Articles[]``, ``title.rendered``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pydantic import Field

from daemon.model.article import Parsed
from daemon.model.outcome import Fetched, Reason, Unreadable
from daemon.model.source import Source
from daemon.sources.entries import MOST_ENTRIES, Item, absolute_link, entries_of
from daemon.sources.kind import Kind
from daemon.sources.options import (
    FeedOptions,
    JsonPath,
    Pages,
    first_date,
    pages_option,
    text_option,
)
from daemon.sources.prologue import described
from daemon.text.decoding import decode

ACCEPT = "application/json, */*;q=0.1"
_STEP = re.compile(r"([^.\[\]]+)|\[(\d*)\]")
_LONGEST_TEXT = 1_000_000


class Options(FeedOptions):
    """Keys of a ``[[source]]`` of this kind.

    ``items`` leads to the articles, and the paths after it lead on from each of them. The
    next page is what ``next_page`` leads to, or the address with the number under
    ``page_parameter`` one higher, up to the number that ``last_page`` leads to.
    """

    items: JsonPath = "[]"
    title: JsonPath = "title"
    link: JsonPath = ""
    link_prefix: str = Field(default="", max_length=1000)
    id: JsonPath = ""
    summary: JsonPath = ""
    body: JsonPath = ""
    date: JsonPath = ""
    next_page: JsonPath = ""
    page_parameter: Annotated[str, Field(max_length=100)] = ""
    last_page: JsonPath = ""
    pages: Pages = 1


def parse(source: Source, fetched: Fetched, now: datetime) -> Parsed | Unreadable:
    """The articles of an answer of the API."""
    document = read_json(decode(fetched.body, fetched.headers.get("content-type", "")))
    if isinstance(document, Unreadable):
        return document
    path = text_option(source, "items") or "[]"
    found = list(values_at(document, path))
    records = [record for record in found if isinstance(record, dict)]
    if not records:
        led = "an empty list" if list(values_at(document, path.removesuffix("[]"))) else "nothing"
        return Unreadable(Reason.EMPTY_FEED, f"'{path}' leads to {led}")
    entries = entries_of(
        [_item(source, record, now) for record in records[:MOST_ENTRIES]], base=fetched.url
    )
    if not entries:
        return Unreadable(Reason.EMPTY_FEED, f"{len(records)} records, and none says anything")
    pages = pages_option(source, 1)
    return Parsed(
        title="",
        entries=entries,
        follow=_next_page(source, document, fetched.url) if pages > 1 else (),
        follow_most=pages - 1,
    )


KIND = Kind(Options=Options, parse=parse, accept=ACCEPT)


def read_json(text: str) -> object | Unreadable:
    """The document's value; an HTML page in its place is told with its title."""
    if not text.strip():
        return Unreadable(Reason.EMPTY_FEED, "the answer holds nothing")
    try:
        document: object = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:  # ValueError: also numbers of 5,000 digits
        other = described(text[:100_000]) if text.lstrip().startswith("<") else ""
        if other:
            return Unreadable(Reason.NOT_A_FEED, other)
        return Unreadable(Reason.BROKEN_FEED, f"not JSON: {error}"[:200])
    return document


def values_at(value: object, path: str) -> Iterator[object]:
    """Every value that a path leads to; keys and positions that are missing lead nowhere."""
    return _walk(value, _STEP.findall(path))


def _walk(value: object, steps: Sequence[tuple[str, str]]) -> Iterator[object]:
    if not steps:
        yield value
        return
    (key, place), rest = steps[0], steps[1:]
    if key:
        if isinstance(value, dict) and key in value:
            yield from _walk(value[key], rest)
    elif isinstance(value, list):
        chosen = value[int(place) : int(place) + 1] if place else value
        for each in chosen:
            yield from _walk(each, rest)


def _item(source: Source, record: dict[str, object], now: datetime) -> Item:
    link = _text(source, record, "link")
    prefix = text_option(source, "link_prefix")
    return Item(
        link=prefix + link if link and prefix and "://" not in link else link,
        guid=_text(source, record, "id"),
        title=_text(source, record, "title"),
        summary=_text(source, record, "summary"),
        content=_text(source, record, "body"),
        published=first_date(source, now, _text(source, record, "date")),
    )


def _text(source: Source, record: dict[str, object], name: str) -> str:
    """The first text or number that the path of that name leads to."""
    path = text_option(source, name)
    for value in values_at(record, path) if path else ():
        if isinstance(value, str) and value.strip():
            return value[:_LONGEST_TEXT]
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return ""


def _next_page(source: Source, document: object, url: str) -> tuple[str, ...]:
    path, parameter = text_option(source, "next_page"), text_option(source, "page_parameter")
    if path:
        stated = (value for value in values_at(document, path) if isinstance(value, str))
        link = absolute_link(next(stated, ""), url)
        return (link,) if link else ()
    if not parameter:
        return ()
    number, address = _counted_up(url, parameter)
    last = list(values_at(document, text_option(source, "last_page") or "[0].none"))
    ended = bool(last) and isinstance(last[0], int) and number > last[0]
    return () if ended else (address,)


def _counted_up(url: str, parameter: str) -> tuple[int, str]:
    """The number of the next page and its address; an address without a number is page 1."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    present = dict(pairs).get(parameter, "1")
    number = int(present) + 1 if present.isdecimal() and len(present) < 9 else 2
    others = [(name, value) for name, value in pairs if name != parameter]
    query = urlencode([*others, (parameter, str(number))])
    return number, urlunsplit(parts._replace(query=query))
