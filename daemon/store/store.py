"""The Store: every question and every change, each in its own transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from daemon.model.article import Entry, StoredArticle
from daemon.model.poll import FeedResult, Stored
from daemon.model.source import FeedState
from daemon.store import articles, feeds, identity, recall
from daemon.store.engine import Database, database_url


class Store:
    """Dîdevan's memory; fulfils CollectStore, ScheduleStore, DigestStore and Outbox."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    async def open(cls, url: str) -> Store:
        """Open the database at ``url``, whose tables must be of our revision.

        Raises DatabaseError when it cannot be opened or was not upgraded yet, UnknownRevision
        when a newer Dîdevan wrote it. Nothing is created: that is ``migrate.upgrade``.
        """
        database = Database(database_url(url))
        try:
            await database.check()
        except BaseException:
            await database.aclose()
            raise
        return cls(database)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._database.aclose()

    async def feed_state(self, source: str) -> FeedState | None:
        async with self._database.read() as connection:
            return await feeds.feed_state(connection, source)

    async def unseen(self, source: str, entries: Sequence[Entry]) -> list[Entry]:
        async with self._database.read() as connection:
            return await identity.unseen(connection, source, entries)

    async def save_feed_result(self, result: FeedResult) -> Stored:
        async with self._database.write() as connection:
            await feeds.save_state(connection, result.state)
            return await articles.save_articles(connection, result)

    async def due(self, sources: Iterable[str], now: datetime, limit: int) -> list[str]:
        async with self._database.read() as connection:
            return await feeds.due(connection, sources, now, limit)

    async def recent_articles(
        self,
        *,
        source: str | None = None,
        flagged: bool | None = None,
        since: datetime | None = None,
        limit: int = 100,
    ) -> list[StoredArticle]:
        """The newest articles first; ``since`` compares with when they were first seen."""
        async with self._database.read() as connection:
            return await recall.recall(connection, recall.recent(source, flagged, since, limit))
