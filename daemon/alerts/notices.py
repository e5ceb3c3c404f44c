"""Which troubles there are now, which of them are new, and which have ended (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from daemon.alerts.wording import REASONS, counted, duration
from daemon.model.notice import Limits, Notice, Trouble, Vitals
from daemon.model.outcome import Reason

SETTLED = timedelta(minutes=10)
"""After a pause of our own the sources are looked at for so long before they are judged."""

_AILMENTS = {
    Reason.SILENT: Trouble.SOURCE_SILENT,
    Reason.EXTRACTION_FAILING: Trouble.SOURCE_UNREADABLE,
}
_OUTSIDE = frozenset({*_AILMENTS.values(), Trouble.SOURCE_FAILING, Trouble.NOTHING_RECEIVED})
"""Troubles of the outside world, which a sleeping machine does not see."""


@dataclass(frozen=True, slots=True)
class Change:
    """The troubles that began and those that ended since the last look."""

    began: tuple[Notice, ...] = ()
    ended: tuple[Notice, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.began or self.ended)


def change(
    known: Iterable[Notice],
    vitals: Vitals,
    limits: Limits,
    now: datetime,
    *,
    awake: timedelta = SETTLED,
) -> Change:
    """What is different from the troubles that are ``known`` and have not ended.

    ``awake`` is how long the watch has been looking without a pause: what nobody looked for
    is not missed.
    """
    before = {(one.kind, one.subject): one for one in known}
    present = {(one.kind, one.subject): one for one in troubles(vitals, limits, now)}
    settled = awake >= SETTLED
    return Change(
        began=tuple(
            one
            for key, one in present.items()
            if key not in before and (settled or one.kind not in _OUTSIDE)
        ),
        ended=tuple(
            replace(one, ended_at=now) for key, one in before.items() if key not in present
        ),
    )


def troubles(vitals: Vitals, limits: Limits, now: datetime) -> Iterator[Notice]:
    """Everything that is wrong at ``now``."""
    yield from _ailing_sources(vitals, limits, now)
    yield from _silence(vitals, limits, now)
    yield from _post(vitals, limits, now)
    if vitals.free is not None and vitals.free < limits.disk_free:
        word = f"{vitals.free // 1_000_000:,} MB are free where the database lies"
        yield Notice(Trouble.DISK_NEARLY_FULL, "", word, now)


def _ailing_sources(vitals: Vitals, limits: Limits, now: datetime) -> Iterator[Notice]:
    """What fell silent or unreadable is told at once: to be called that, it took days."""
    for source in vitals.sources:
        since = source.problem_since
        if not source.enabled or source.problem is None or since is None:
            continue
        kind = _AILMENTS.get(source.problem, Trouble.SOURCE_FAILING)
        if kind is Trouble.SOURCE_FAILING and now - since < limits.source_failing:
            continue
        why = f"{REASONS[source.problem]} ({source.problem_detail})"
        yield Notice(kind, source.source, why, since)


def _silence(vitals: Vitals, limits: Limits, now: datetime) -> Iterator[Notice]:
    """Nothing from any source: the whole watch is blind, whatever each source says."""
    newest, sources = vitals.newest_at, [one for one in vitals.sources if one.enabled]
    if newest is None or not sources or now - newest < limits.nothing_received:
        return
    well = sum(not one.failures for one in sources)
    word = (
        f"no source has brought an article for {duration(now - newest)}; "
        f"{well} of {counted(len(sources), 'source')} answered when last asked"
    )
    yield Notice(Trouble.NOTHING_RECEIVED, "", word, newest)


def _post(vitals: Vitals, limits: Limits, now: datetime) -> Iterator[Notice]:
    for one in vitals.refused:
        yield Notice(Trouble.POST_REFUSED, one.recipient, _why(one.reason, one.detail), one.since)
    for channel in vitals.stuck:
        if now - channel.since >= limits.post_waiting:
            waiting = counted(channel.messages, "message")
            word = f"{waiting} waiting: {_why(channel.reason, channel.detail)}"
            yield Notice(Trouble.POST_WAITING, channel.channel, word, channel.since)
    if vitals.waiting and vitals.sent_lately >= limits.most_per_hour:
        waiting = counted(vitals.waiting, "message")
        word = (
            f"{vitals.sent_lately:,} went out within an hour, the most allowed; {waiting} waiting"
        )
        yield Notice(Trouble.POST_CAPPED, "", word, now)


def _why(reason: Reason | None, detail: str) -> str:
    return f"{REASONS[reason]}: {detail}" if reason else detail
