"""The journey of an alert: which stories are alive, who is told of them, mails and reasons."""

from __future__ import annotations

import asyncio
from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

import structlog

from daemon.alerts.alert import Outlets
from daemon.alerts.alert_message import alert_message
from daemon.alerts.interest import readable_first
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
from daemon.model.post import AlertDraft, Message, Recipient
from daemon.model.source import Source
from daemon.pipeline.attention import Attention
from daemon.pipeline.ports import Clock
from daemon.pipeline.suppression import Place, place, suppressed

log = structlog.get_logger()

TOGETHER = 4000
"""Stories times recipients that are decided together."""


class AlertStore(Protocol):
    """The memory that alerts need."""

    async def begin_alerts(self, recipients: Sequence[str], now: datetime) -> None:
        """Remember since when these have alerts, and that nobody else has any."""
        ...

    async def changed_stories(self, turn: int | None) -> tuple[int, list[int]]:
        """The newest change of stories, and what changed after ``turn`` (None: no matter)."""
        ...

    async def alert_candidates(
        self, since: datetime, among: Iterable[int] | None = None
    ) -> list[Candidate]:
        """The stories (None: of all) of which an article was first seen after ``since``."""
        ...

    async def alert_histories(
        self, recipients: Sequence[str], stories: Sequence[int], now: datetime
    ) -> dict[str, History]:
        """What each recipient was told of these stories, and lately."""
        ...

    async def silences(self, now: datetime) -> list[Silence]: ...

    async def story_news(self, stories: Iterable[int]) -> dict[int, StoryNews]: ...

    async def refused(self) -> list[Refused]:
        """The addresses whose newest finished message was given up."""
        ...

    async def subjects(self, messages: Iterable[str]) -> dict[str, str]:
        """What stood over these messages, by id; none for those that were forgotten."""
        ...

    async def save_alerts(self, drafts: Sequence[AlertDraft], now: datetime) -> set[str]:
        """Write what was decided, with the messages, in one transaction; for whom it was written.

        Left out are those for whom others decided since their history was read.
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
    _attention: Attention = field(default_factory=Attention)

    async def begin(self, recipients: Sequence[Recipient]) -> None:
        """Remember since when each recipient has alerts: what was before is not told late."""
        names = [one.name for one in recipients if one.alerting is not None]
        await self.store.begin_alerts(names, self.clock())

    async def decide(self, recipients: Sequence[Recipient]) -> list[Alerted]:
        """Decide for everybody who has alerts every story that may be judged otherwise by now."""
        alerted = [one for one in recipients if one.alerting is not None]
        if not alerted:
            return []
        now = self.clock()
        silences = tuple(await self.store.silences(now))
        silent = suppressed(await self.store.refused())
        turn, stories = await self._stories(alerted, (tuple(alerted), silences, silent), now)
        done = await self._decide(alerted, stories, silences, silent) if stories else []
        self._attention.finish(turn)
        return done

    async def _stories(
        self, recipients: Sequence[Recipient], terms: Hashable, now: datetime
    ) -> tuple[int, list[Candidate]]:
        """What is to be looked at, and the newest change of stories that this takes account of."""
        # a story one hour too old is still seen, so that this is decided of it, and stored
        since = now - max(one.alerting.oldest for one in recipients if one.alerting) * 1.05
        seen = self._attention.turn
        if not self._attention.is_fresh(terms, now):
            turn, _ = await self.store.changed_stories(None)
            found = [self._named(one) for one in await self.store.alert_candidates(since)]
            self._attention.begin(found, terms, now)
            return turn, found
        turn, changed = await self.store.changed_stories(seen)
        if not changed and not self._attention.is_due(now):
            return turn, []
        alive = await self.store.alert_candidates(since, changed)
        return turn, self._attention.go_on(changed, map(self._named, alive), now)

    async def _decide(
        self,
        recipients: Sequence[Recipient],
        stories: Sequence[Candidate],
        silences: Sequence[Silence],
        silent: Container[Place],
    ) -> list[Alerted]:
        """Everybody in turn, and as many at once as their histories may be in memory together."""
        step = max(TOGETHER // len(stories), 1)
        done = []
        for first in range(0, len(recipients), step):
            some = recipients[first : first + step]
            done += await self._decide_some(some, stories, silences, silent)
        return done

    async def _decide_some(
        self,
        recipients: Sequence[Recipient],
        stories: Sequence[Candidate],
        silences: Sequence[Silence],
        silent: Container[Place],
    ) -> list[Alerted]:
        now = self.clock()
        names, numbers = [one.name for one in recipients], [one.story for one in stories]
        histories = await self.store.alert_histories(names, numbers, now)
        plans, drafts = {}, []
        for one in recipients:
            history = replace(histories[one.name], reachable=place(one) not in silent)
            plan = await asyncio.to_thread(decide, stories, one, history, silences, now)
            plans[one.name] = plan
            self._attention.note(one, plan, history, now)
            drafts.append(await self._draft(one, plan, history, now))
        written = await self._save([one for one in drafts if one and one.decisions], now)
        for one, draft in zip(recipients, drafts, strict=True):
            if draft is None or (draft.decisions and one.name not in written):
                self._attention.at_once(one, plans[one.name], now)
        return [_alerted(one) for one in drafts if one and one.recipient in written]

    async def _draft(
        self, recipient: Recipient, plan: AlertPlan, history: History, now: datetime
    ) -> AlertDraft | None:
        try:
            made, messages = await self._mails(plan, recipient, history, now)
        except Exception:  # one recipient's mail must not keep the others from theirs
            log.exception("alert_not_composed", recipient=recipient.name)
            return None
        fresh = [one for one in plan.decisions if _is_news(one, history)]
        if fresh:
            made[None] = fresh
        return AlertDraft(recipient.name, made, tuple(messages), history.newest)

    async def _save(self, drafts: Sequence[AlertDraft], now: datetime) -> set[str]:
        """All in one transaction; when that fails, each in its own, so that one stops no other."""
        written = await self._write(drafts, now)
        if written is not None:
            return written
        alone = [await self._write([one], now) for one in drafts]
        return set().union(*(one for one in alone if one))

    async def _write(self, drafts: Sequence[AlertDraft], now: datetime) -> set[str] | None:
        """For whom it was written; None when it could not be."""
        if not drafts:
            return set()
        try:
            return await self.store.save_alerts(drafts, now)
        except Exception:  # likewise
            log.exception("alerts_not_written", recipients=[one.recipient for one in drafts])
            return None

    async def _mails(
        self, plan: AlertPlan, recipient: Recipient, history: History, now: datetime
    ) -> tuple[dict[str | None, Sequence[Decision]], list[Message]]:
        """The messages of a plan, and by the id of each what it tells."""
        wanted = [one.story for mail in plan.mails for one in mail]
        news = await self._news(wanted, recipient) if wanted else {}
        made: dict[str | None, Sequence[Decision]] = {}
        messages = []
        for mail in plan.mails:
            told = [one for one in mail if one.story in news and news[one.story].articles]
            before = await self._before(told, history)
            items = [AlertItem(news[one.story], one, before.get(one.story)) for one in told]
            if items:
                message = await asyncio.to_thread(self._message, items, recipient, history, now)
                messages.append(message)
                made[message.id] = told
        return made, messages

    async def _news(self, stories: Sequence[int], recipient: Recipient) -> dict[int, StoryNews]:
        """The stories with their articles, those first that the recipient can read."""
        languages = recipient.interest.languages
        return {
            number: replace(one, articles=tuple(readable_first(one.articles, languages)))
            for number, one in (await self.store.story_news(stories)).items()
        }

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


def _alerted(draft: AlertDraft) -> Alerted:
    told = sum(len(some) for message, some in draft.decisions.items() if message)
    return Alerted(draft.recipient, len(draft.messages), told)


def _is_news(decision: Decision, history: History) -> bool:
    """Whether no mail tells it, and it was not decided so before."""
    if decision.ruling.outcome is Outcome.TOLD:
        return False
    return history.last.get(decision.story) is not decision.ruling
