"""Which troubles there are now, which of them are new, and which have ended (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from daemon.alerts.wording import REASONS, counted, duration
from daemon.model.notice import Limits, Notice, Trouble, Vitals


@dataclass(frozen=True, slots=True)
class Change:
    """The troubles that began and those that ended since the last look."""

    began: tuple[Notice, ...] = ()
    ended: tuple[Notice, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.began or self.ended)


def change(known: Iterable[Notice], vitals: Vitals, limits: Limits, now: datetime) -> Change:
    """What is different from the troubles that are ``known`` and have not ended."""
    before = {(one.kind, one.subject): one for one in known}
    present = {(one.kind, one.subject): one for one in troubles(vitals, limits, now)}
    return Change(
        began=tuple(one for key, one in present.items() if key not in before),
        ended=tuple(
            replace(one, ended_at=now) for key, one in before.items() if key not in present
        ),
    )


def troubles(vitals: Vitals, limits: Limits, now: datetime) -> Iterator[Notice]:
    """Everything that is wrong at ``now``."""
    yield from _failing_sources(vitals, limits, now)
    yield from _silence(vitals, limits, now)
    for one in vitals.refused:
        why = f"{REASONS[one.reason]}: {one.detail}" if one.reason else one.detail
        yield Notice(Trouble.POST_REFUSED, one.recipient, why, one.since)
    if vitals.waiting and vitals.sent_lately >= limits.most_per_hour:
        waiting = counted(vitals.waiting, "message")
        word = (
            f"{vitals.sent_lately:,} went out within an hour, the most allowed; {waiting} waiting"
        )
        yield Notice(Trouble.POST_CAPPED, "", word, now)
    if vitals.free is not None and vitals.free < limits.disk_free:
        word = f"{vitals.free // 1_000_000:,} MB are free where the database lies"
        yield Notice(Trouble.DISK_NEARLY_FULL, "", word, now)


def _failing_sources(vitals: Vitals, limits: Limits, now: datetime) -> Iterator[Notice]:
    for source in vitals.sources:
        since = source.problem_since
        if not source.enabled or source.problem is None or since is None:
            continue
        if now - since >= limits.source_failing:
            why = f"{REASONS[source.problem]} ({source.problem_detail})"
            yield Notice(Trouble.SOURCE_FAILING, source.source, why, since)


def _silence(vitals: Vitals, limits: Limits, now: datetime) -> Iterator[Notice]:
    """Nothing from any source: the whole watch is blind, whatever each source says."""
    newest = vitals.newest_at
    if newest is None or not any(source.enabled for source in vitals.sources):
        return
    if now - newest >= limits.nothing_received:
        word = f"no source has brought an article for {duration(now - newest)}"
        yield Notice(Trouble.NOTHING_RECEIVED, "", word, newest)
