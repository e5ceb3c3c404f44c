"""Which stored article an entry is: by any of its keys, never by its title alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.article import Article, Entry
from daemon.store.engine import batches, insert_into
from daemon.store.tables import article_keys


class Known(NamedTuple):
    """What is stored under a key: the article, and what the feed last said of it there."""

    article_id: int
    fingerprint: str


@dataclass(slots=True)
class Group:
    """One article of a result: the first entry that is it, and the keys of all that are.

    ``article_id`` is 0 until it has one; ``fingerprint`` is the one stored before, if any.
    ``keys`` gives for each key the fingerprint under which this document shows it.
    """

    article: Article
    article_id: int = 0
    fingerprint: str | None = None
    keys: dict[str, str] = field(default_factory=dict)


def stored_key(key: str) -> str:
    """The key as it is stored: its hash, because a link can be longer than an index takes."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def keys_of(entry: Entry) -> tuple[str, ...]:
    """All stored keys of an entry, its own first."""
    return tuple(dict.fromkeys(map(stored_key, (entry.key, *entry.aliases))))


async def known_keys(
    connection: AsyncConnection, source: str, keys: Iterable[str]
) -> dict[str, Known]:
    """Those of ``keys`` that are stored for ``source``."""
    columns = (article_keys.c.key, article_keys.c.article_id, article_keys.c.fingerprint)
    known = {}
    for batch in batches(dict.fromkeys(keys)):
        where = (article_keys.c.source == source, article_keys.c.key.in_(batch))
        for row in await connection.execute(select(*columns).where(*where)):
            known[row.key] = Known(row.article_id, row.fingerprint)
    return known


async def unseen(connection: AsyncConnection, source: str, entries: Sequence[Entry]) -> list[Entry]:
    """The entries that are new or say something new; of several with one key the first."""
    first: dict[str, Entry] = {}
    for entry in entries:
        first.setdefault(entry.key, entry)
    keys = {key: keys_of(entry) for key, entry in first.items()}
    known = await known_keys(connection, source, chain.from_iterable(keys.values()))
    return [entry for key, entry in first.items() if not _is_told(entry, find(known, keys[key]))]


async def save_keys(connection: AsyncConnection, source: str, groups: Sequence[Group]) -> None:
    """Write every key of every group with its fingerprint; no key changes its article."""
    rows = [
        {"source": source, "key": key, "article_id": group.article_id, "fingerprint": fingerprint}
        for group in groups
        for key, fingerprint in group.keys.items()
    ]
    if not rows:
        return
    statement = insert_into(connection, article_keys)
    update = statement.on_conflict_do_update(
        index_elements=[article_keys.c.source, article_keys.c.key],
        set_={"fingerprint": statement.excluded.fingerprint},
        where=article_keys.c.article_id == statement.excluded.article_id,
    )
    await connection.execute(update, rows)


def grouped(articles: Iterable[Article], known: Mapping[str, Known]) -> list[Group]:
    """The articles of a result, one group for each that is one and the same."""
    groups: list[Group] = []
    by_key: dict[str, Group] = {}
    by_id: dict[int, Group] = {}
    for article in articles:
        keys = keys_of(article.entry)
        group = _group_of(keys, known, by_key, by_id)
        if group is None:
            group = _begun(article, find(known, keys), by_id)
            groups.append(group)
        for key in keys:
            if by_key.setdefault(key, group) is group:
                group.keys.setdefault(key, article.entry.fingerprint)
    return groups


def find(known: Mapping[str, Known], keys: Sequence[str]) -> Known | None:
    """What is stored under the first of ``keys`` that is known."""
    return next((known[key] for key in keys if key in known), None)


def _is_told(entry: Entry, before: Known | None) -> bool:
    return before is not None and before.fingerprint == entry.fingerprint


def _group_of(
    keys: Sequence[str],
    known: Mapping[str, Known],
    by_key: Mapping[str, Group],
    by_id: Mapping[int, Group],
) -> Group | None:
    for key in keys:  # its own key decides before any alias does
        if key in by_key:
            return by_key[key]
        if key in known:
            return by_id.get(known[key].article_id)
    return None


def _begun(article: Article, before: Known | None, by_id: dict[int, Group]) -> Group:
    if before is None:
        return Group(article)
    return by_id.setdefault(
        before.article_id, Group(article, before.article_id, before.fingerprint)
    )
