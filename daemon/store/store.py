"""The Store: every question and every change, each in its own transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from daemon.model.article import Entry, StoredArticle, Verdict
from daemon.model.poll import FeedResult, Stored
from daemon.model.post import (
    Delivery,
    DigestContent,
    DigestMemory,
    DigestPeriod,
    Message,
    NotSent,
    Sent,
    SourceHealth,
    ToldStory,
)
from daemon.model.source import FeedState, RobotsState
from daemon.model.story import Account, Correction, CorrectionKind, Story
from daemon.store import (
    accounts,
    articles,
    digest_memory,
    digests,
    feeds,
    identity,
    merging,
    outbox,
    purge,
    recall,
    reflagging,
    rereading,
    robots,
)
from daemon.store import stories as telling
from daemon.store.accounts import Unmerged
from daemon.store.engine import Database, database_url
from daemon.store.overview import Overview, overview
from daemon.store.stories import StoredStory, Told, Wanted
from daemon.store.watch_memory import WatchMemory


class Store(WatchMemory):
    """Dîdevan's memory; fulfils CollectStore, ScheduleStore, DigestStore, Outbox, MergeStore."""

    @classmethod
    async def open(cls, url: str) -> Store:
        """Open the database at ``url``, whose tables must be of our revision.

        Raises NoDatabase when there is none, OldRevision when it was not upgraded yet,
        UnknownRevision when a newer Dîdevan wrote it, and DatabaseError when it cannot be
        opened. Nothing is created: that is ``migrate.upgrade``.
        """
        database = Database(database_url(url))
        try:
            await database.check()
        except BaseException:
            await database.aclose()
            raise
        return cls(database)

    async def aclose(self) -> None:
        """Close all connections; what we were sending is abandoned."""
        await self._lives.aclose()
        await self._database.aclose()

    async def feed_state(self, source: str) -> FeedState | None:
        async with self._database.read() as connection:
            return await feeds.feed_state(connection, source)

    async def unseen(self, source: str, entries: Sequence[Entry]) -> list[Entry]:
        async with self._database.read() as connection:
            return await identity.unseen(connection, source, entries)

    async def rereads(self, source: str, now: datetime, limit: int) -> list[Entry]:
        async with self._database.read() as connection:
            return await rereading.due(connection, source, now, limit)

    async def save_feed_result(self, result: FeedResult) -> Stored:
        async with self._database.write() as connection:
            await feeds.save_state(connection, result.state)
            stored = await articles.save_articles(connection, result)
            unchanged, now = result.unchanged, result.polled_at
            await rereading.note_unchanged(connection, result.source, unchanged, now)
            if not result.state.failures:
                await rereading.bring_forward(connection, result.source, result.polled_at)
            return stored

    async def robots_state(self, origin: str) -> RobotsState | None:
        async with self._database.read() as connection:
            return await robots.robots_state(connection, origin)

    async def save_robots(self, origin: str, state: RobotsState) -> None:
        async with self._database.write() as connection:
            await robots.save_robots(connection, origin, state)

    async def due(self, sources: Iterable[str], now: datetime, limit: int) -> list[str]:
        async with self._database.read() as connection:
            return await feeds.due(connection, sources, now, limit)

    async def last_digest(self, schedule: str) -> date | None:
        async with self._database.read() as connection:
            return await digests.last_digest(connection, schedule)

    async def begin_schedule(self, period: DigestPeriod, now: datetime) -> None:
        async with self._database.write() as connection:
            await digests.begin_schedule(connection, period, now)

    async def digest_articles(
        self,
        schedule: str,
        now: datetime,  # noqa: ARG002 - what is untold is told, whatever the clock says
        oldest: timedelta,
    ) -> list[StoredArticle]:
        async with self._database.read() as connection:
            return await digests.untold(connection, schedule, oldest)

    async def read_since(self, schedule: str, now: datetime) -> int:  # noqa: ARG002 - likewise
        async with self._database.read() as connection:
            return await digests.read_since(connection, schedule)

    async def digest_memory(
        self, schedule: str, recipient: str, stories: Iterable[int]
    ) -> DigestMemory:
        """What the recipient was told before, with the last word on these stories."""
        async with self._database.read() as connection:
            return await digest_memory.memory(connection, schedule, recipient, stories)

    async def accounts_of_stories(self, ids: Iterable[int]) -> dict[int, tuple[Account, ...]]:
        """What each article of these stories says, by story."""
        async with self._database.read() as connection:
            return await digest_memory.accounts_of(connection, ids)

    async def told_lately(
        self, recipient: str, since: datetime
    ) -> dict[int, tuple[ToldStory, Story]]:
        """What digests told last of each story after ``since``, and the story as it is now."""
        async with self._database.read() as connection:
            return await digest_memory.lately(connection, recipient, since)

    async def source_health(self) -> list[SourceHealth]:
        async with self._database.read() as connection:
            return await feeds.health(connection)

    async def save_digest(self, content: DigestContent, message: Message) -> bool:
        async with self._database.write() as connection:
            return await digests.save_digest(connection, content, message)

    async def claim(self, owner: str, now: datetime) -> Delivery | None:
        await self._lives.begin(owner)
        async with self._database.write() as connection:
            return await outbox.claim(connection, owner, now)

    async def record_sent(self, delivery: Delivery, sent: Sent, now: datetime) -> None:
        async with self._database.write() as connection:
            await outbox.record_sent(connection, delivery, sent, now)

    async def record_failure(
        self, delivery: Delivery, failure: NotSent, now: datetime, retry_at: datetime | None
    ) -> None:
        async with self._database.write() as connection:
            await outbox.record_failure(connection, delivery, failure, now, retry_at)
            if retry_at is None:
                await digests.untell(connection, delivery.message.id)

    async def release_abandoned(self, owner: str, now: datetime) -> int:
        async with self._database.read() as connection:
            others = await outbox.claimers(connection) - {owner}
        if not others:
            return 0
        async with self._database.write() as connection:
            dead = [one for one in others if not await self._lives.is_alive(connection, one)]
            return await outbox.release(connection, dead, now) if dead else 0

    async def purge(self, before: datetime) -> int:
        """Forget the texts of what was first seen before ``before``; how many articles."""
        forgotten = 0
        while some := await self._purge_some(before):
            forgotten += some
        async with self._database.write() as connection:
            await purge.purge_messages(connection, before)
            await digest_memory.forget(connection, before)
        return forgotten

    async def archive(
        self, *, after: int, since: datetime | None, limit: int
    ) -> list[StoredArticle]:
        """The next articles whose text is still there, in order of their numbers."""
        async with self._database.read() as connection:
            return await recall.recall(connection, reflagging.archive(after, since, limit))

    async def reflag(self, verdicts: Mapping[int, Verdict], now: datetime) -> None:
        """Write new verdicts on articles of the archive, by number, in one transaction."""
        async with self._database.write() as connection:
            await reflagging.reflag(connection, verdicts, now)

    async def overview(self) -> Overview:
        """How everything stands, for ``didevan status``."""
        async with self._database.read() as connection:
            return await overview(connection)

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

    async def unmerged(self, limit: int, after: int = 0) -> list[Unmerged]:
        async with self._database.read() as connection:
            return await accounts.unmerged(connection, limit, after)

    async def save_accounts(self, told: Sequence[tuple[Account, int]], now: datetime) -> None:
        async with self._database.write() as connection:
            await merging.save_accounts(connection, told, now)

    async def stories(self, wanted: Wanted) -> list[StoredStory]:
        """The stories that are wanted, the newest report first."""
        async with self._database.read() as connection:
            return await telling.find(connection, wanted)

    async def story(self, story: int) -> Told | None:
        """Everything of one story; of one that went into another, of that one."""
        async with self._database.read() as connection:
            return await telling.told(connection, story)

    async def correct(
        self, kind: CorrectionKind, articles: Sequence[int], others: Sequence[int], now: datetime
    ) -> None:
        """Remember an analyst's word, and divide the stories that it touches anew."""
        correction = Correction(kind, tuple(articles), tuple(others), now)
        async with self._database.write() as connection:
            await merging.correct(connection, correction, now)

    async def corrections(self) -> list[Correction]:
        """Every analyst's word, in the order in which they were given."""
        async with self._database.read() as connection:
            return await accounts.corrections_of(connection)

    async def around(self, articles: Sequence[int]) -> list[StoredArticle]:
        """These articles and all that hang together with them, by number."""
        async with self._database.read() as connection:
            near = await accounts.hanging_together(connection, articles)
            return await recall.recall_all(connection, near)

    async def remerge(self) -> int:
        """Forget how articles were merged, so that all are read and merged again; how many.

        Stories keep their numbers as far as their oldest articles stay, corrections stay.
        """
        async with self._database.write() as connection:
            return await merging.forget(connection)

    async def _purge_some(self, before: datetime) -> int:
        async with self._database.write() as connection:
            return await purge.purge_articles(connection, before)
