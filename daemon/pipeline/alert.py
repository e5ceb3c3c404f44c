"""The journey of an alert: which stories are alive, who is told of them, mails and reasons."""

from __future__ import annotations

import asyncio
from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

import structlog

from daemon.alerts.alert import Outlets
from daemon.alerts.interest import Sieve
from daemon.alerts.policy import decide
from daemon.model.alert import (
    AlertPlan,
    Candidate,
    Decision,
    History,
    Outcome,
    Silence,
)
from daemon.model.notice import Refused
from daemon.model.post import AlertDraft, Recipient
from daemon.model.source import Source
from daemon.pipeline.alert_mails import Mails, NewsStore
from daemon.pipeline.attention import Attention
from daemon.pipeline.ports import Clock
from daemon.pipeline.suppression import Place, place, suppressed

log = structlog.get_logger()

TOGETHER = 4000
"""Decisions from which on they are written, before the next recipient has his turn."""


class AlertStore(NewsStore, Protocol):
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

    async def refused(self) -> list[Refused]:
        """The addresses whose newest finished message was given up."""
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
class _Look:
    """One look at the stories that may be judged otherwise by now; what is read is read once."""

    stories: Sequence[Candidate]
    silences: Sequence[Silence]
    silent: Container[Place]
    now: datetime
    sieve: Sieve
    mails: Mails


@dataclass(frozen=True, slots=True)
class _Thought:
    """What one recipient is told; without a draft his mails could not be composed."""

    recipient: Recipient
    plan: AlertPlan
    draft: AlertDraft | None

    @property
    def decisions(self) -> int:
        return sum(map(len, self.draft.decisions.values())) if self.draft else 0


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
        mails = Mails(self.store, self.domain, self._outlets(), now)
        look = _Look(stories, silences, silent, now, Sieve(stories), mails)
        done = await self._decide(alerted, look) if stories else []
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
            found = self._named(await self.store.alert_candidates(since))
            await asyncio.to_thread(self._attention.begin, found, terms, now)
            return turn, found
        turn, changed = await self.store.changed_stories(seen)
        if not changed and not self._attention.is_due(now):
            return turn, []
        alive = self._named(await self.store.alert_candidates(since, changed))
        return turn, await asyncio.to_thread(self._attention.go_on, changed, alive, now)

    async def _decide(self, recipients: Sequence[Recipient], look: _Look) -> list[Alerted]:
        """Everybody in turn; what is decided is written before it is too much to hold."""
        names, numbers = [one.name for one in recipients], [one.story for one in look.stories]
        histories = await self.store.alert_histories(names, numbers, look.now)
        done, waiting = [], list[_Thought]()
        for one in recipients:
            waiting.append(await self._think(one, histories.pop(one.name), look))
            if sum(each.decisions for each in waiting) >= TOGETHER:
                done += await self._settle(waiting, look.now)
                waiting = []
        return done + await self._settle(waiting, look.now)

    async def _think(self, recipient: Recipient, known: History, look: _Look) -> _Thought:
        history = replace(known, reachable=place(recipient) not in look.silent)
        plan, fresh = await asyncio.to_thread(self._judge, recipient, history, look)
        return _Thought(recipient, plan, await _draft(recipient, plan, fresh, history, look.mails))

    def _judge(
        self, recipient: Recipient, history: History, look: _Look
    ) -> tuple[AlertPlan, list[Decision]]:
        """The plan, and what of it is news though no mail tells it."""
        plan = decide(look.stories, recipient, history, look.silences, look.now, sieve=look.sieve)
        self._attention.note(recipient, plan, history, look.now)
        return plan, [one for one in plan.decisions if _is_news(one, history)]

    async def _settle(self, thoughts: Sequence[_Thought], now: datetime) -> list[Alerted]:
        """Write what was decided; what could not be written is looked at again at once."""
        drafts = [one.draft for one in thoughts if one.draft]
        written = await self._save([one for one in drafts if one.decisions], now)
        for one in thoughts:
            if one.draft is None or (one.decisions and one.recipient.name not in written):
                self._attention.at_once(one.recipient, one.plan, now)
        return [_alerted(one) for one in drafts if one.recipient in written]

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

    def _outlets(self) -> Outlets:
        return Outlets({one.name: one.outlet for one in self.sources}, self.names)

    def _named(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """The candidates with their outlets, which sources.toml knows and the store does not."""
        outlets = self._outlets().outlets
        found = []
        for one in candidates:
            known = [outlets[source] for source in one.sources if source in outlets]
            found.append(replace(one, outlets=tuple(dict.fromkeys(known))))
        return found


async def _draft(
    recipient: Recipient,
    plan: AlertPlan,
    fresh: Sequence[Decision],
    history: History,
    mails: Mails,
) -> AlertDraft | None:
    try:
        made, messages = await mails.of(plan, recipient, history)
    except Exception:  # one recipient's mail must not keep the others from theirs
        log.exception("alert_not_composed", recipient=recipient.name)
        return None
    if fresh:
        made[None] = fresh
    return AlertDraft(recipient.name, made, tuple(messages), history.newest)


def _alerted(draft: AlertDraft) -> Alerted:
    told = sum(len(some) for message, some in draft.decisions.items() if message)
    return Alerted(draft.recipient, len(draft.messages), told)


def _is_news(decision: Decision, history: History) -> bool:
    """Whether no mail tells it, and it was not decided so before."""
    if decision.ruling.outcome is Outcome.TOLD:
        return False
    return history.last.get(decision.story) is not decision.ruling
