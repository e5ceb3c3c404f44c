"""What any kind of source has found, made into entries: plain text, absolute links, keys."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from daemon.model.article import Entry
from daemon.sources.dates import Published
from daemon.sources.identity import Claim, Identity, digest, identify
from daemon.text.markup import plain_line, plain_text, visible_text

MOST_ENTRIES = 2000
LONGEST_LINK = 8000
LONGEST_TITLE = 1000
LONGEST_TEXT = 200_000
_LONGEST_MARKUP = 1_000_000

_UNSENDABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]|[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Item:
    """One item as its document states it: links and markup untouched."""

    link: str
    guid: str
    title: str
    summary: str
    content: str
    published: Published


def entries_of(
    items: Sequence[Item], *, base: str, alone_counts: bool = False
) -> tuple[Entry, ...]:
    """The entries of one document, in its order; ``base`` makes relative links absolute.

    An item that says nothing is left out, and of items that are one article the first is
    kept; with ``alone_counts`` a document's only item is kept whatever it says. Titles
    longer than 1,000 letters and texts longer than 200,000 are cut; keys and fingerprints
    are made of the whole.
    """
    drafts = [_draft(item, base) for item in items]
    identities = identify([draft.claim for draft in drafts])
    if alone_counts and len(drafts) == 1 and not identities[0].key:
        return (_entry(drafts[0], Identity(drafts[0].mark, ())),)
    entries: dict[str, Entry] = {}
    for draft, identity in zip(drafts, identities, strict=True):
        if identity.key:
            entries.setdefault(identity.key, _entry(draft, identity))
    return tuple(entries.values())


@dataclass(frozen=True, slots=True)
class _Draft:
    item: Item
    link: str
    title: str
    summary: str
    content: str

    @property
    def claim(self) -> Claim:
        """Without a title, how the text begins stands in for it."""
        named = self.title or (self.summary or self.content)[:200]
        return Claim(self.link, self.item.guid.strip(), named)

    @property
    def mark(self) -> str:
        """A name for what has neither an article's link nor an id nor words."""
        item = self.item
        stated = (item.link, item.title, item.summary, item.content, str(item.published.at))
        return f"item:{digest(*stated)}"


def _draft(item: Item, base: str) -> _Draft:
    return _Draft(
        item=item,
        link=absolute_link(item.link, base),
        title=plain_line(item.title[:_LONGEST_MARKUP]),
        summary=plain_text(item.summary[:_LONGEST_MARKUP]),
        content=plain_text(item.content[:_LONGEST_MARKUP]),
    )


def _entry(draft: _Draft, identity: Identity) -> Entry:
    return Entry(
        key=identity.key,
        aliases=identity.aliases,
        url=draft.link if len(draft.link) <= LONGEST_LINK else "",
        title=_cut(draft.title, LONGEST_TITLE),
        summary=_cut(draft.summary, LONGEST_TEXT),
        content=_cut(draft.content, LONGEST_TEXT),
        published_at=draft.item.published.at,
        precision=draft.item.published.precision,
        fingerprint=digest(draft.title, draft.summary, draft.content),
        stated_id=_cut(visible_text(draft.item.guid), LONGEST_TITLE),
    )


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def absolute_link(link: str, base: str) -> str:
    """``link`` as an http(s) address seen from ``base``, spaces encoded; "" when it is none."""
    cleaned = _UNSENDABLE.sub("", link.strip()).replace(" ", "%20")
    if not cleaned:
        return ""
    try:
        joined = urljoin(base, cleaned)
        parts = urlsplit(joined)
    except ValueError:
        return ""
    return joined if parts.scheme in ("http", "https") and parts.hostname else ""
