"""The part of the store that alerts, silences and notices need, each call one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from daemon.model.alert import (
    Candidate,
    History,
    PastDecision,
    Silence,
    StoryNews,
)
from daemon.model.notice import Notice, Refused, Vitals
from daemon.model.post import AlertDraft, Message
from daemon.store import candidates, decisions, notices, outbox, silences
from daemon.store.accounts import stories_of
from daemon.store.engine import Database
from daemon.store.lives import Lives


class AlertMemory:
    """Fulfils AlertStore and NoticeStore; the rest of the store is built on it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lives = Lives(database.url)

    async def begin_alerts(self, recipients: Sequence[str], now: datetime) -> None:
        async with self._database.write() as connection:
            await decisions.stop(connection, recipients)
            for recipient in recipients:
                await decisions.begin(connection, recipient, now)

    async def changed_stories(self, turn: int | None) -> tuple[int, list[int]]:
        async with self._database.read() as connection:
            return await candidates.changed(connection, turn)

    async def alert_candidates(
        self, since: datetime, among: Iterable[int] | None = None
    ) -> list[Candidate]:
        async with self._database.read() as connection:
            return await candidates.alive(connection, since, among)

    async def candidates_of_articles(self, ids: Iterable[int]) -> dict[int, Candidate]:
        """By article the story it stands in, as a candidate; none for what was not merged yet."""
        async with self._database.read() as connection:
            places = await stories_of(connection, ids)
            found = await candidates.candidates(connection, places.values())
            by_story = {one.story: one for one in found}
            return {
                article: by_story[story] for article, story in places.items() if story in by_story
            }

    async def news_of_articles(self, ids: Iterable[int]) -> list[StoryNews]:
        """The stories in which these articles stand, each with all its articles."""
        async with self._database.read() as connection:
            places = await stories_of(connection, ids)
            return list((await candidates.news(connection, places.values())).values())

    async def alert_histories(
        self, recipients: Sequence[str], stories: Sequence[int], now: datetime
    ) -> dict[str, History]:
        async with self._database.read() as connection:
            return await decisions.histories(connection, recipients, stories, now)

    async def alert_history(self, recipient: str, stories: Sequence[int], now: datetime) -> History:
        """What one recipient was told of these stories, and lately."""
        return (await self.alert_histories([recipient], stories, now))[recipient]

    async def story_news(self, stories: Iterable[int]) -> dict[int, StoryNews]:
        async with self._database.read() as connection:
            return await candidates.news(connection, stories)

    async def subjects(self, messages: Iterable[str]) -> dict[str, str]:
        """What stood over these messages, by id; none for those that were forgotten."""
        async with self._database.read() as connection:
            return await decisions.subjects(connection, messages)

    async def save_alerts(self, drafts: Sequence[AlertDraft], now: datetime) -> set[str]:
        async with self._database.write() as connection:
            return await decisions.save(connection, drafts, now)

    async def past_decisions(
        self, story: int, recipient: str | None = None, limit: int = 100
    ) -> list[PastDecision]:
        """What was decided of a story, newest first, also of those that went into it."""
        async with self._database.read() as connection:
            return await decisions.past(connection, story, recipient, limit)

    async def silences(self, now: datetime) -> list[Silence]:
        async with self._database.read() as connection:
            return await silences.in_force(connection, now)

    async def add_silence(self, silence: Silence, now: datetime) -> int:
        """Write a silence; its number."""
        async with self._database.write() as connection:
            return await silences.add(connection, silence, now)

    async def end_silence(self, silence: int, now: datetime) -> bool:
        """End a silence now; False when there is none of that number in force."""
        async with self._database.write() as connection:
            return await silences.end(connection, silence, now)

    async def present_notices(self) -> list[Notice]:
        async with self._database.read() as connection:
            return await notices.present(connection)

    async def vitals(self, now: datetime, free: int | None) -> Vitals:
        async with self._database.read() as connection:
            return await notices.vitals(connection, now, free)

    async def save_notices(
        self, began: Sequence[Notice], ended: Sequence[Notice], messages: Sequence[Message]
    ) -> bool:
        async with self._database.write() as connection:
            return await notices.save(connection, began, ended, messages)

    async def sent_since(self, moment: datetime) -> int:
        async with self._database.read() as connection:
            return await notices.sent_since(connection, moment)

    async def refused(self) -> list[Refused]:
        """The addresses whose newest finished message was given up."""
        async with self._database.read() as connection:
            return await notices.refused(connection)

    async def enqueue(self, message: Message) -> None:
        """Put a message that no journey decided into the outbox: a test, or one asked for."""
        async with self._database.write() as connection:
            await outbox.enqueue(connection, message)
