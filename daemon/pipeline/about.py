"""What is kept of an article beside its text: who wrote it, when, under which heading."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from daemon.model.article import About, Entry
from daemon.model.dating import DateOrigin
from daemon.model.outcome import Extracted, Failed, NothingFound

LONGEST_NAME = 200
LONGEST_ADDRESS = 2000
_UNUSABLE = re.compile(r"[\s<>\"\\\x00-\x1f\x7f]")

Page = Extracted | NothingFound | Failed | None


def dated(entry: Entry, page: Page) -> Entry:
    """The entry with the page's time of publication, when the feed states none."""
    if entry.published_at is not None or not isinstance(page, Extracted) or page.dated is None:
        return entry
    return replace(entry, published_at=page.dated.at, precision=page.dated.precision)


def about(entry: Entry, page: Page, url: str) -> About:
    """What the page at ``url`` says of its article, and who says when it was published."""
    if not isinstance(page, Extracted):
        return About(dated_by=_dated_by(entry, None))
    return About(
        author=_name(page.author or ""),
        section=_name(page.extra.get("section", "")),
        image=web_address(page.extra.get("image", ""), url),
        dated_by=_dated_by(entry, page),
    )


def web_address(stated: str, base: str) -> str:
    """``stated`` as a whole http or https address, seen from ``base``; "" when it is none."""
    try:
        address = urljoin(base, stated.strip()) if stated.strip() else ""
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return ""
    usable = parts.scheme in ("http", "https") and host and "@" not in parts.netloc
    if not usable or len(address) > LONGEST_ADDRESS or _UNUSABLE.search(address):
        return ""
    return address


def _dated_by(entry: Entry, page: Extracted | None) -> DateOrigin:
    if entry.published_at is not None:
        return DateOrigin.FEED
    if page is None or page.dated is None:
        return DateOrigin.FETCH_TIME
    return page.dated.origin


def _name(stated: str) -> str:
    """One line; an address (of the author's profile) is no name."""
    line = " ".join(stated.split())[:LONGEST_NAME]
    return "" if re.match(r"https?://|www\.", line, re.IGNORECASE) else line
