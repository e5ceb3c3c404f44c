"""What is taken away from a document, or refused, because a parser would drown in it.

feedparser's time grows with the square of the categories of an entry, of the attributes of
an element and of the namespaces of a document (40,000 of each: 15, 10 and 31 seconds); a
million elements that never close take it 24 seconds and 1.7 GB, and every entry its time,
wanted or not. Honest feeds stay far below these bounds.
"""

from __future__ import annotations

import re
from itertools import islice

from daemon.model.outcome import Reason, Unreadable
from daemon.text.attributes import MOST_ATTRIBUTES, overloaded

MOST_CATEGORIES = 3000  # of one entry
MOST_NAMESPACES = 5000
MOST_OPEN = 20_000  # elements never closed
ENTRY = re.compile(r"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
_LAST_END = re.compile(r"</(?:\w{1,20}:)?(?:item|entry)\s{0,10}>")


def swollen(document: str) -> Unreadable | None:
    """Why a document would take a parser minutes; None: it would not."""
    if document.count("xmlns:") > MOST_NAMESPACES:
        return _refused("namespaces", MOST_NAMESPACES, "a document")
    if overloaded(document):
        return _refused("attributes", MOST_ATTRIBUTES, "an element")
    if _never_closed(document) > MOST_OPEN:
        return _refused("elements that never close", MOST_OPEN, "a document")
    if document.count("<category") + document.count(":subject") > MOST_CATEGORIES:
        entries = ENTRY.split(document)
        if any(e.count("<category") + e.count(":subject") > MOST_CATEGORIES for e in entries):
            return _refused("categories", MOST_CATEGORIES, "an entry")
    return None


def _never_closed(document: str) -> int:
    """About how many elements, CDATA left out, are opened and not closed again."""
    parts = (part.partition("<![CDATA[")[0] for part in document.split("]]>"))
    return sum(p.count("<") - 2 * p.count("</") - p.count("/>") for p in parts)


def _refused(what: str, most: int, where: str) -> Unreadable:
    return Unreadable(Reason.DANGEROUS_MARKUP, f"more than {most:,} {what} in {where}")


def first_entries(document: str, most: int) -> tuple[str, int]:
    """The document with its first ``most`` entries, and how many it had.

    What follows the last entry stays, so that every element is closed as before.
    """
    starts = [found.start() for found in ENTRY.finditer(document)]
    if len(starts) <= most:
        return document, len(starts)
    ends = [found.end() for found in islice(_LAST_END.finditer(document, starts[-1]), 1)]
    rest = document[ends[0] :] if ends else ""
    return document[: starts[most]] + rest, len(starts)
