"""What the jobs start: polling, merging, deciding alerts and digests, delivering, keeping house."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import datetime

import structlog

from daemon.alerts.notices import Change
from daemon.model.outcome import Failed
from daemon.model.post import NotSent, Sent
from daemon.model.source import Source
from daemon.pipeline.collect import Collected
from daemon.pipeline.deliver import Outcome
from daemon.pipeline.health import health, overdue
from daemon.pipeline.ports import Clock
from daemon.service.merging import merger_of
from daemon.service.wiring import Journeys
from daemon.service.work import Work
from daemon.store import Store

log = structlog.get_logger()

POLL = "poll:"
PING_ANSWER = 10_000  # bytes: what stands in it is of no interest
CATCHING_UP_SECONDS = 300.0  # digests wait so long for sources that are far behind
REST_SECONDS = 300.0  # after an error of ours, even when the store cannot keep it
HEALTHY_SECONDS = 30.0  # a watch that could not ask the database for this long is not well


class Watch:
    """Starts the journeys when they are due; ``journeys`` can be exchanged while it runs."""

    def __init__(self, journeys: Journeys, store: Store, work: Work, clock: Clock) -> None:
        self.journeys = journeys
        self.store = store
        self._work = work
        self._clock = clock
        self._well_at = time.monotonic()
        self._resting: dict[str, float] = {}
        self._ping_failing = False
        self._ailing: set[str] = set()  # sources whose last poll came to nothing
        self._behind_since: float | None = None
        self._crowded = False  # more may be due than there was room for

    def is_well(self) -> bool:
        """Whether the database answered lately: what the watchdog is told by."""
        return time.monotonic() - self._well_at < HEALTHY_SECONDS

    def exchange(self, journeys: Journeys) -> None:
        """Work with new settings from now on; the old are closed when their work has ended.

        The deliverer is kept, because it may hold outcomes that are not recorded yet.
        """
        old = self.journeys
        old.deliverer.channels = journeys.channels
        old.deliverer.most_per_hour = journeys.deliverer.most_per_hour
        self.journeys = replace(journeys, deliverer=old.deliverer)
        self._work.after_present(f"retire:{id(old)}", old.aclose)

    async def tick(self) -> None:
        """Start polling every source that is due, as far as there is room."""
        self._work.start("due", self._start_due())

    async def digests(self) -> None:
        """Start deciding digests."""
        self._work.start("digests", self._decide_digests())

    async def alerts(self) -> None:
        """Start deciding alerts."""
        self._work.start("alerts", self._decide_alerts())

    async def notices(self) -> None:
        """Start looking for troubles, and then telling that the watch is well."""
        self._work.start("notices", self._notice())

    async def deliver(self) -> None:
        """Start delivering."""
        self._work.start("deliver", self._deliver())

    async def stories(self) -> None:
        """Start merging what was flagged into stories."""
        self._work.start("stories", self._merge())

    async def housekeeping(self) -> None:
        """Start forgetting what is older than the retention."""
        self._work.start("housekeeping", self._keep_house())

    async def _start_due(self) -> None:
        sources = self.journeys.sources
        hanging = not self._may_hang()
        passed_over = self._at_rest() | (self._ailing if hanging else set())
        idle = [
            name
            for name in sources
            if name not in passed_over and not self._work.under_way(POLL + name)
        ]
        room = max(self.journeys.settings.poll_concurrency - self._work.count(POLL), 0)
        due = await self.store.due(idle, self._clock(), room)
        self._crowded = len(due) >= room or hanging
        self._well_at = time.monotonic()
        for name in due:
            if name not in self._ailing or self._may_hang():
                self._work.start(POLL + name, self._poll(sources[name]))
            else:
                self._crowded = True

    def _may_hang(self) -> bool:
        """Whether there is room for a source that may hang again: half is for the others."""
        hanging = sum(self._work.under_way(POLL + name) for name in self._ailing)
        return hanging < max(self.journeys.settings.poll_concurrency // 2, 1)

    def _at_rest(self) -> set[str]:
        """The sources that rest after an error of ours."""
        now = time.monotonic()
        self._resting = {name: until for name, until in self._resting.items() if now < until}
        return set(self._resting)

    async def _poll(self, source: Source) -> None:
        collector = self.journeys.collector
        try:
            collected = await collector.collect(source)
            (self._ailing.add if collected.problem else self._ailing.discard)(source.name)
            told(collected)
            await self.stories()
        except Exception as error:  # one source must not stop the others
            log.exception("poll_failed", source=source.name)
            self._resting[source.name] = time.monotonic() + REST_SECONDS
            await collector.record_surprise(source, error)
        finally:
            if self._crowded:  # the next need not wait for a tick
                asyncio.get_running_loop().call_soon(self._start_more)

    def _start_more(self) -> None:
        self._work.start("due", self._start_due())

    async def _decide_digests(self) -> None:
        settings = self.journeys.settings
        if await self._just_woken():
            return  # the sources are read first, so that the digest tells of the night
        await self._merge_first()
        for decided in await self.journeys.digester.decide(settings.recipients):
            log.info(
                "digest_decided",
                schedule=decided.period.schedule,
                date=str(decided.period.local_date),
                articles=decided.articles,
                late_seconds=int(decided.late.total_seconds()),
            )

    async def _just_woken(self) -> bool:
        """Whether most sources are long overdue, as after a sleep; true for minutes at most."""
        rows = health(self.journeys.settings.sources, await self.store.source_health())
        if not overdue(rows, self._clock()):
            self._behind_since = None
            return False
        if self._behind_since is None:
            self._behind_since = time.monotonic()
        return time.monotonic() - self._behind_since < CATCHING_UP_SECONDS

    async def _merge_first(self) -> None:
        """Digests tell stories: what can be merged is, and what cannot be keeps nobody waiting."""
        try:
            await self._merge()
        except Exception:
            log.exception("not_merged_before_digests")

    async def _decide_alerts(self) -> None:
        settings = self.journeys.settings
        for done in await self.journeys.alerter.decide(settings.recipients):
            if done.mails:
                log.info(
                    "alerts_decided",
                    recipient=done.recipient,
                    stories=done.stories,
                    mails=done.mails,
                )

    async def _notice(self) -> None:
        told_of_troubles(await self.journeys.noticer.look())
        url = self.journeys.settings.notices.ping_url
        if url and self.is_well():
            await self._ping(url)

    async def _ping(self, url: str) -> None:
        """Tell whoever waits for it that the watch is well; it is told by our silence when not."""
        answer = await self.journeys.fetcher.fetch(url, accept="*/*", limit=PING_ANSWER)
        failed = answer if isinstance(answer, Failed) else None
        if (failed is None) is self._ping_failing:  # told when it begins and when it ends
            self._ping_failing = failed is not None
            if failed is not None:
                log.warning("ping_failed", reason=failed.reason, status=failed.status)
            else:
                log.info("ping_answered_again")

    async def _merge(self) -> None:
        await merger_of(self.journeys, self.store, self._clock).merge()

    async def _deliver(self) -> None:
        while not self._work.ending:
            outcome = await self.journeys.deliverer.deliver_next()
            if outcome is None:
                return
            told_of_delivery(outcome)

    async def _keep_house(self) -> None:
        retention = self.journeys.settings.retention
        if retention is not None:
            forgotten = await self.store.purge(self._clock() - retention)
            log.info("old_articles_forgotten", articles=forgotten)


def told_of_troubles(change: Change) -> None:
    """One line in the log for each trouble that began or ended."""
    for one in change.began:
        log.error("trouble_began", trouble=one.kind, of=one.subject, detail=one.detail)
    for one in change.ended:
        log.info("trouble_ended", trouble=one.kind, of=one.subject)


def told(collected: Collected) -> None:
    """One line in the log for a poll; nothing for one that found nothing new."""
    if collected.problem is not None:
        problem = collected.problem
        log.warning(
            "poll_came_to_nothing",
            source=collected.source,
            reason=problem.reason,
            detail=problem.detail,
        )
    elif collected.stored.new or collected.stored.revised:
        stored = collected.stored
        log.info(
            "source_polled",
            source=collected.source,
            new=stored.new,
            revised=stored.revised,
            flagged=stored.flagged,
            left=collected.left,
        )


def told_of_delivery(outcome: Outcome) -> None:
    """One line in the log for a try to deliver, without the address."""
    message = outcome.delivery.message
    fields = {"message_id": message.id, "recipient": message.recipient}
    match outcome.result:
        case Sent():
            log.info("message_sent", tries=outcome.delivery.tries, **fields)
        case NotSent(reason, detail) if outcome.retry_at is not None:
            log.warning("message_not_sent", reason=reason, detail=detail, **fields)
        case NotSent(reason, detail):
            log.error("message_given_up", reason=reason, detail=detail, **fields)


def owner_name(started_at: datetime, pid: int) -> str:
    """This process's name in the outbox: different after every start."""
    return f"{started_at:%Y%m%dT%H%M%S.%f}-{pid}"
