"""Elements that feedparser must not take for what it reads, under names that it does not know.

It takes the first of <media:description>, <itunes:summary>, <dc:description> and the feed's own
<description> for the summary and the second for the content; and it raises on places that are
no numbers, on pictures without a width, on licences out of place.
"""

from __future__ import annotations

import re

from daemon.sources.bounds import ENTRY

_BY_CUSTOM = frozenset({"media", "itunes", "dc", "atom"})
_ADDRESSES = (
    *("http://search.yahoo.com/mrss", "http://www.itunes.com/dtds/podcast-1.0.dtd"),
    *("http://purl.org/dc/elements/1.1", "http://www.w3.org/2005/atom"),
)
_DECLARED = re.compile(r"""xmlns:([\w.-]{1,40})\s{0,9}=\s{0,9}["']([^"'<>]{1,200})["']""")
_OF_ATOM = re.compile(r"<([\w.-]{1,40}):(?:feed|entry)[\s>]")
_TITLE, _SUMMARY = "title", "description|summary|subtitle"
_NEEDED = (
    "rss|rdf|feed|channel|items?|entry|title|link|description|summary|content|encoded|id|guid|"
    "pubdate|published|updated|date|issued|modified|created|source|div|p|br"
)
_NOT_NEEDED = re.compile(
    rf"(</?(?:[\w.-]{{1,40}}:)?)(?!(?:{_NEEDED})[\s>/])(?=[a-z])(?![\w.-]{{1,40}}:)", re.IGNORECASE
)


def told_apart(document: str) -> str:
    """The document with the feed's own words alone, in entries that have any.

    Where an entry has no title or summary of its own, those of other vocabularies stay.
    """
    others = _others(document)
    starts = [found.start() for found in ENTRY.finditer(document)]
    if not starts or not re.search(rf"<(?:{others}):", document):
        return document
    ends = [*starts[1:], len(document)]
    entries = (document[start:end] for start, end in zip(starts, ends, strict=True))
    return document[: starts[0]] + "".join(_own_words(each, others) for each in entries)


def needed_alone(document: str) -> str:
    """The document with nothing but what an entry is made of: for a second reading."""
    return _NOT_NEEDED.sub(r"\1unread-", document)


def _own_words(entry: str, others: str) -> str:
    for names in (_TITLE, _SUMMARY):
        attributes = r"(?:\s[^<>]{0,500})?"
        own = rf"<(?!(?:{others}):)(?:[\w.-]{{1,40}}:)?(?:{names}){attributes}>\s{{0,99}}(?!</)\S"
        if re.search(own, entry):
            entry = re.sub(rf"(</?(?:{others}):)(?=(?:{names})[\s>/])", r"\1unread-", entry)
    return entry


def _others(document: str) -> str:
    """The prefixes of the other vocabularies, by declaration and by custom, as a pattern."""
    declared = {
        prefix
        for prefix, address in _DECLARED.findall(document)
        if address.strip().lower().rstrip("/") in _ADDRESSES
    }
    own = _OF_ATOM.search(document)
    prefixes = (_BY_CUSTOM | declared) - ({own[1]} if own else set())
    return "|".join(map(re.escape, sorted(prefixes)))
