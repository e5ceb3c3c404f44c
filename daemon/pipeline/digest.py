"""The journey of a digest: is the last due period present? If not, compose it, once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from daemon.alerts.changes import facts_changed
from daemon.alerts.conflicts import disputed
from daemon.alerts.message import digest_and_rest
from daemon.alerts.sifting import Sifted, sift
from daemon.model.alert import Candidate, StoryNews
from daemon.model.article import StoredArticle
from daemon.model.notice import Refused
from daemon.model.post import (
    DigestContent,
    DigestMemory,
    DigestPeriod,
    Message,
    Recipient,
    SourceHealth,
    ToldStory,
)
from daemon.model.source import Source
from daemon.model.story import Account, Story
from daemon.pipeline.health import health
from daemon.pipeline.ports import Clock, DigestStore, DuePeriods, NextDue
from daemon.pipeline.suppression import place, suppressed
from daemon.pipeline.usual import CountingStore, usual

AHEAD = timedelta(days=2)
"""A digest further ahead than this was decided by a clock that has been set back since."""


REMEMBERED = timedelta(days=7)
"""For how long a story that was told is told again when its facts change without a report."""

MOST_CHANGED = 20
"""Such stories in one digest; the others are left for the next."""


class SiftingStore(DigestStore, CountingStore, Protocol):
    """The memory that digests need, and what stories the articles stand in."""

    async def candidates_of_articles(self, ids: Iterable[int]) -> dict[int, Candidate]:
        """By article the story it stands in; none for what was not understood yet."""
        ...

    async def news_of_articles(self, ids: Iterable[int]) -> list[StoryNews]:
        """The stories in which these articles stand, each with all its articles."""
        ...

    async def digest_memory(
        self, schedule: str, recipient: str, stories: Iterable[int]
    ) -> DigestMemory:
        """What the recipient was told before, with the last word on these stories."""
        ...

    async def refused(self) -> list[Refused]:
        """The addresses whose newest finished message was given up."""
        ...

    async def accounts_of_stories(self, ids: Iterable[int]) -> dict[int, tuple[Account, ...]]:
        """What each article of these stories says, by story."""
        ...

    async def told_lately(
        self, recipient: str, since: datetime
    ) -> dict[int, tuple[ToldStory, Story]]:
        """What digests told last of each story after ``since``, and the story as it is now."""
        ...


@dataclass(frozen=True, slots=True)
class Decided:
    """A digest that was decided just now."""

    period: DigestPeriod
    articles: int
    late: timedelta


@dataclass(frozen=True, slots=True)
class Digester:
    """Decides and composes digests; they leave by way of the outbox.

    What waits to be merged should be merged before: a digest tells stories.
    ``oldest`` is how old an article may be when it is first seen and still be told;
    ``domain`` is the operator's mail domain; ``sources`` are those of sources.toml,
    and ``names`` what each category is called.
    """

    store: SiftingStore
    due_periods: DuePeriods
    next_due: NextDue
    clock: Clock
    domain: str
    oldest: timedelta
    sources: Sequence[Source] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    async def decide(self, recipients: Sequence[Recipient]) -> list[Decided]:
        """Write every digest that is due and not there yet into the outbox."""
        decided = []
        silent = suppressed(await self.store.refused())
        for recipient in recipients:
            if place(recipient) in silent:
                continue  # one digest tells it all, once the address takes messages again
            for period in self.due_periods(recipient, self.clock()):
                done = await self._decide_one(recipient, period)
                if done:
                    decided.append(done)
        return decided

    async def begin(self, recipients: Sequence[Recipient]) -> None:
        """Open every new schedule, so that what was due before it is not sent late."""
        for recipient in recipients:
            for period in self.due_periods(recipient, self.clock()):
                if await self.store.last_digest(period.schedule) is None:
                    await self.store.begin_schedule(period, self.clock())

    async def preview(self, recipient: Recipient) -> DigestContent:
        """What the recipient's next digest would tell if it were due now; nothing is stored."""
        now = self.clock()
        latest = max(self.due_periods(recipient, now), key=lambda period: period.due_at)
        return await self.content(recipient, replace(latest, due_at=now))

    async def content(self, recipient: Recipient, period: DigestPeriod) -> DigestContent:
        """What a digest of this schedule would tell if it were decided now."""
        now = self.clock()
        found = await self.store.digest_articles(period.schedule, now, self.oldest)
        sifted = await self._sift(found, recipient, period.due_at)
        stories = await self.store.news_of_articles([one.id for one in sifted.wanted])
        memory, changed, more = await self._before(period, stories, now)
        outlets = {one.name: one.outlet for one in self.sources}
        differ = [one.story.id for one in stories if disputed(one.story)]
        return DigestContent(
            period=period,
            now=now,
            late=max(now - period.due_at, timedelta(0)),
            articles=sifted.wanted,
            passed_over=sifted.passed_over,
            stories=tuple(stories),
            read=await self.store.read_since(period.schedule, now),
            sources=self._enabled(await self.store.source_health()),
            next_due_at=self.next_due(recipient, now),
            changed=changed,
            more_changed=more,
            memory=memory,
            usual=await usual(self.store, recipient, outlets, now),
            accounts=await self.store.accounts_of_stories(differ) if differ else {},
        )

    def render(self, content: DigestContent, recipient: Recipient) -> Message:
        """The content as a message for the recipient."""
        return self._made(content, recipient)[0]

    def _made(
        self, content: DigestContent, recipient: Recipient
    ) -> tuple[Message, tuple[int, ...]]:
        return digest_and_rest(content, recipient, domain=self.domain, names=self.names)

    async def _sift(
        self, found: Sequence[StoredArticle], recipient: Recipient, due_at: datetime
    ) -> Sifted:
        """What the recipient asked for, by the stories in which the articles stand."""
        stories = await self.store.candidates_of_articles([one.id for one in found])
        outlets = {one.name: one.outlet for one in self.sources}
        return sift(found, stories, recipient, outlets, due_at)

    async def _before(
        self, period: DigestPeriod, stories: Sequence[StoryNews], now: datetime
    ) -> tuple[DigestMemory, tuple[Story, ...], int]:
        """What was told before, and the stories whose facts changed without a new report.

        The gravest of those, and how many more there are.
        """
        told = {one.story.id for one in stories}
        memory = await self.store.digest_memory(period.schedule, period.recipient, told)
        lately = await self.store.told_lately(period.recipient, now - REMEMBERED)
        changed = {
            number: before
            for number, (before, story) in lately.items()
            if number not in told and story.security and facts_changed(before.story, story)
        }
        known = replace(memory, before={**memory.before, **changed})
        gravest = sorted(changed, key=lambda number: (-lately[number][1].severity.rank, number))
        now_told = tuple(lately[number][1] for number in gravest[:MOST_CHANGED])
        return known, now_told, len(gravest[MOST_CHANGED:])

    def _enabled(self, known: Sequence[SourceHealth]) -> tuple[SourceHealth, ...]:
        return tuple(row for row in health(self.sources, known) if row.enabled)

    async def _decide_one(self, recipient: Recipient, period: DigestPeriod) -> Decided | None:
        last = await self.store.last_digest(period.schedule)
        if last is None:
            await self.store.begin_schedule(period, self.clock())
            return None
        if period.local_date <= last <= period.local_date + AHEAD:
            return None
        content = await self.content(recipient, period)
        message, counted = await asyncio.to_thread(self._made, content, recipient)
        if not await self.store.save_digest(replace(content, counted=counted), message):
            return None
        return Decided(period, len(content.articles), content.late)
