"""The journey of a message: claim it durably, send it, record what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from daemon.model.outcome import Reason
from daemon.model.post import Delivery, NotSent, Sent
from daemon.pipeline.ports import Channel, Clock, Outbox, RetryAt
from daemon.pipeline.surprise import surprise

log = structlog.get_logger()

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one try; ``retry_at`` None after a failure means given up."""

    delivery: Delivery
    result: Sent | NotSent
    at: datetime
    retry_at: datetime | None = None


@dataclass(slots=True)
class Deliverer:
    """Delivers from the outbox, one message at a time.

    What somebody was sending when he died is in doubt, and is sent again by whoever comes next.
    An outcome that could not be recorded (the disk is full) is kept in memory and written
    before anything else is claimed: this process never sends such a message again. After
    ``most_per_hour`` messages within an hour the others wait (None: they never do).
    """

    outbox: Outbox
    channels: Mapping[str, Channel]
    clock: Clock
    retry_at: RetryAt
    owner: str
    most_per_hour: int | None = None
    _unrecorded: list[Outcome] = field(default_factory=list)

    async def deliver_next(self) -> Outcome | None:
        """Deliver the next message that is due; None when there is none."""
        await self._record_left_over()
        await self._release_abandoned()
        if await self._is_capped():
            return None
        delivery = await self.outbox.claim(self.owner, self.clock())
        if delivery is None:
            return None
        outcome = self._judge(delivery, await self._send(delivery))
        self._unrecorded.append(outcome)
        await self._record_left_over()
        return outcome

    async def _release_abandoned(self) -> None:
        released = await self.outbox.release_abandoned(self.owner, self.clock())
        if released:
            log.warning("messages_in_doubt_sent_again", messages=released)

    async def _is_capped(self) -> bool:
        if self.most_per_hour is None:
            return False
        return await self.outbox.sent_since(self.clock() - HOUR) >= self.most_per_hour

    async def _send(self, delivery: Delivery) -> Sent | NotSent:
        channel = self.channels.get(delivery.message.channel)
        if channel is None:
            name = delivery.message.channel
            return NotSent(Reason.INTERNAL_ERROR, f"config.toml has no channel '{name}' any more")
        try:
            return await channel.send(delivery.message)
        except Exception as error:  # or the message would stay claimed until a restart
            log.exception("channel_failed", channel=delivery.message.channel)
            failed = surprise(error)
            return NotSent(failed.reason, failed.detail, ambiguous=True)

    def _judge(self, delivery: Delivery, result: Sent | NotSent) -> Outcome:
        now = self.clock()
        if isinstance(result, Sent) or result.permanent:
            return Outcome(delivery, result, now)
        return Outcome(delivery, result, now, self.retry_at(delivery, now))

    async def _record_left_over(self) -> None:
        while self._unrecorded:
            await self._record(self._unrecorded[0])
            del self._unrecorded[0]

    async def _record(self, outcome: Outcome) -> None:
        match outcome.result:
            case Sent() as sent:
                await self.outbox.record_sent(outcome.delivery, sent, outcome.at)
            case NotSent() as failure:
                await self.outbox.record_failure(
                    outcome.delivery, failure, outcome.at, outcome.retry_at
                )


async def drain(deliverer: Deliverer) -> list[Outcome]:
    """Deliver until nothing is due; for the command line and the demo."""
    outcomes = []
    while (outcome := await deliverer.deliver_next()) is not None:
        outcomes.append(outcome)
    return outcomes
