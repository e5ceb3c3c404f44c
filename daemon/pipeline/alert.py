"""The journey of an alert: which stories are alive, who is told of them, mails and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from daemon.alerts.alert import Outlets
from daemon.alerts.alert_message import alert_message
from daemon.alerts.policy import decide
from daemon.model.alert import (
    AlertItem,
    AlertPlan,
    Candidate,
    Decision,
    History,
    Outcome,
    Silence,
    StoryNews,
    Told,
)
from daemon.model.notice import Refused
from daemon.model.post import Message, Recipient
from daemon.model.source import Source
from daemon.pipeline.ports import Clock
from daemon.pipeline.suppression import place, suppressed


class AlertStore(Protocol):
    """The memory that alerts need."""

    async def begin_alerts(self, recipients: Sequence[str], now: datetime) -> None:
        """Remember since when these have alerts, and that nobody else has any."""
        ...

    async def alert_candidates(self, since: datetime) -> list[Candidate]:
        """The stories of which an article was first seen after ``since``."""
        ...

    async def alert_history(
        self, recipient: str, stories: Sequence[int], now: datetime
    ) -> History: ...

    async def silences(self, now: datetime) -> list[Silence]: ...

    async def story_news(self, stories: Iterable[int]) -> dict[int, StoryNews]: ...

    async def refused(self) -> list[Refused]:
        """The addresses whose newest finished message was given up."""
        ...

    async def subjects(self, messages: Iterable[str]) -> dict[str, str]:
        """What stood over these messages, by id; none for those that were forgotten."""
        ...

    async def save_alerts(
        self,
        recipient: str,
        made: Mapping[str | None, Sequence[Decision]],
        messages: Sequence[Message],
        *,
        seen: int,
        now: datetime,
    ) -> bool:
        """Write decisions by the message that tells them, and the messages, in one transaction.

        False, and nothing written, when others were written since the history was read.
        """
        ...


@dataclass(frozen=True, slots=True)
class Alerted:
    """What was decided for one recipient just now."""

    recipient: str
    mails: int
    stories: int


@dataclass(frozen=True, slots=True)
class Alerter:
    """Decides who is told of which story; the mails leave by way of the outbox.

    ``domain`` is the operator's mail domain; ``sources`` are those of sources.toml, and
    ``names`` what each category is called.
    """

    store: AlertStore
    clock: Clock
    domain: str
    sources: Sequence[Source] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    async def begin(self, recipients: Sequence[Recipient]) -> None:
        """Remember since when each recipient has alerts: what was before is not told late."""
        names = [one.name for one in recipients if one.alerting is not None]
        await self.store.begin_alerts(names, self.clock())

    async def decide(self, recipients: Sequence[Recipient]) -> list[Alerted]:
        """Decide every story that is alive for everybody who has alerts."""
        spans = [one.alerting.oldest for one in recipients if one.alerting is not None]
        if not spans:
            return []
        # a story one hour too old is still seen, so that this is decided of it, and stored
        since = self.clock() - max(spans) * 1.05
        found = await self.store.alert_candidates(since)
        named = [self._named(one) for one in found]
        silences = await self.store.silences(self.clock())
        silent = suppressed(await self.store.refused())
        done = [
            await self._decide_one(one, named, silences, reachable=place(one) not in silent)
            for one in recipients
            if one.alerting
        ]
        return [one for one in done if one is not None]

    async def _decide_one(
        self,
        recipient: Recipient,
        stories: Sequence[Candidate],
        silences: Sequence[Silence],
        *,
        reachable: bool,
    ) -> Alerted | None:
        now = self.clock()
        history = await self.store.alert_history(
            recipient.name, [one.story for one in stories], now
        )
        history = replace(history, reachable=reachable)
        plan = decide(stories, recipient, history, silences, now)
        made, messages = await self._mails(plan, recipient, history, now)
        fresh = [one for one in plan.decisions if _is_news(one, history)]
        if fresh:
            made[None] = fresh
        if not made or not await self.store.save_alerts(
            recipient.name, made, messages, seen=history.newest, now=now
        ):
            return None
        return Alerted(recipient.name, len(messages), sum(map(len, plan.mails)))

    async def _mails(
        self, plan: AlertPlan, recipient: Recipient, history: History, now: datetime
    ) -> tuple[dict[str | None, Sequence[Decision]], list[Message]]:
        """The messages of a plan, and by the id of each what it tells."""
        wanted = [one.story for mail in plan.mails for one in mail]
        news = await self.store.story_news(wanted) if wanted else {}
        made: dict[str | None, Sequence[Decision]] = {}
        messages = []
        for mail in plan.mails:
            told = [one for one in mail if one.story in news and news[one.story].articles]
            before = await self._before(told, history)
            items = [AlertItem(news[one.story], one, before.get(one.story)) for one in told]
            if items:
                message = self._message(items, recipient, history, now)
                messages.append(message)
                made[message.id] = told
        return made, messages

    async def _before(self, told: Sequence[Decision], history: History) -> dict[int, Told]:
        """What was told of these stories, each with the subject that its thread goes by."""
        before = {one.story: history.told[one.story] for one in told if one.story in history.told}
        threads = [one.thread for one in before.values() if one.thread]
        known = await self.store.subjects(threads) if threads else {}
        return {
            story: replace(one, subject=known.get(one.thread, "")) for story, one in before.items()
        }

    def _message(
        self, items: Sequence[AlertItem], recipient: Recipient, history: History, now: datetime
    ) -> Message:
        names = Outlets({one.name: one.outlet for one in self.sources}, self.names)
        return alert_message(
            items, recipient, seen=history.newest, now=now, domain=self.domain, names=names
        )

    def _named(self, candidate: Candidate) -> Candidate:
        """The candidate with its outlets, which sources.toml knows and the store does not."""
        outlets = {one.name: one.outlet for one in self.sources}
        known = [outlets[source] for source in candidate.sources if source in outlets]
        return replace(candidate, outlets=tuple(dict.fromkeys(known)))


def _is_news(decision: Decision, history: History) -> bool:
    """Whether no mail tells it, and it was not decided so before."""
    if decision.ruling.outcome is Outcome.TOLD:
        return False
    return history.last.get(decision.story) is not decision.ruling
