"""How many mails are too many: storms collapse into one mail, and a flood waits its turn.

Two windows bound what one recipient is mailed: ``storm_at`` mails within the group interval,
and ``most_per_hour`` in an hour. What has no room waits and then goes out together, and after
such a mail the next goes out a group interval later: a storm is told in a few mails. Critical
stories do not wait for room; only in a flood of them, twice the hour's measure, do they wait
for the length of the group wait, so that each further mail tells what came meanwhile.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from daemon.model.alert import Alerting, AlertPlan, Decision, History, Ruling
from daemon.model.article import Severity

HOUR = timedelta(hours=1)


def paced(
    ready: Sequence[Decision],
    alerting: Alerting,
    history: History,
    now: datetime,
    *,
    late: Container[int] = (),
) -> AlertPlan:
    """The mails that tell ``ready`` now, and what has to wait until there is room.

    The stories in ``late`` waited for the end of a quiet, or for a machine that was off:
    several of them are one mail.
    """
    room, until = _room(alerting, history, now)
    if room:
        return _mails(sorted(ready, key=_gravest), room, alerting, late)
    ebb = _flooded_until(alerting, history.mailed_at, now)
    if ebb is not None:
        until = max(ebb, until or ebb)
    waits = {one.story for one in ready if ebb or one.severity is not Severity.CRITICAL}
    going = [one for one in ready if one.story not in waits]
    waiting = [_held(one, until) for one in ready if one.story in waits]
    plan = _mails(sorted(going, key=_gravest), 1, alerting, late)
    return AlertPlan((*plan.decisions, *waiting), plan.mails)


def _room(alerting: Alerting, history: History, now: datetime) -> tuple[int, datetime | None]:
    """How many mails may go now; without any, when the next may."""
    rooms, until = [], []
    stormed = [history.stormed_at] if history.stormed_at else []
    if _lately(stormed, alerting.group_interval, now):
        rooms.append(0)
        until.append(stormed[0] + alerting.group_interval)
    for span, most in (
        (alerting.group_interval, alerting.storm_at),
        (HOUR, alerting.most_per_hour),
    ):
        lately = _lately(history.mailed_at, span, now)
        rooms.append(max(most - len(lately), 0))
        if len(lately) >= most:
            until.append(lately[len(lately) - most] + span)
    return min(rooms), max(until, default=None)


def _lately(mailed_at: Sequence[datetime], span: timedelta, now: datetime) -> list[datetime]:
    # a mail dated ahead of now was dated by a clock that has been set back: it counts for nothing
    return sorted(at for at in mailed_at if now - span < at <= now)


def _flooded_until(
    alerting: Alerting, mailed_at: Sequence[datetime], now: datetime
) -> datetime | None:
    """In a flood of critical stories, when the next mail may go."""
    lately = _lately(mailed_at, HOUR, now)
    if len(lately) < 2 * alerting.most_per_hour:
        return None
    ebb = lately[-1] + alerting.group_wait
    return ebb if now < ebb else None


def _mails(
    ready: Sequence[Decision], room: int, alerting: Alerting, late: Container[int]
) -> AlertPlan:
    if len(ready) > min(alerting.storm_at, room):
        return _together(ready, ())
    waited = [one for one in ready if one.story in late]
    if len(waited) > 1:
        return _together(waited, [one for one in ready if one.story not in late])
    return _together((), ready)


def _together(many: Sequence[Decision], alone: Sequence[Decision]) -> AlertPlan:
    """One mail for the many, and one for each of the others."""
    storm = tuple(
        replace(one, ruling=Ruling.STORM, detail=f"{one.ruling}: {one.detail}".rstrip(": "))
        for one in many
    )
    mails = ((storm,) if storm else ()) + tuple((one,) for one in alone)
    return AlertPlan((*storm, *alone), mails)


def _held(decision: Decision, until: datetime | None) -> Decision:
    word = f"{decision.ruling}, and as many mails as are allowed went out lately"
    return replace(decision, ruling=Ruling.RATE_CAPPED, detail=word, until=until)


def _gravest(decision: Decision) -> tuple[int, int]:
    return -decision.severity.rank, decision.story
