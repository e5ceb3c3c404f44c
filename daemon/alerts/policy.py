"""Who is told of which stories now, who is not, and why: each answer with its named reason.

The semantics are Alertmanager's (group wait, group interval, repeat interval, silences,
inhibition), with a story for its group, and one rule more: a story that has become graver is
told at once, whatever was told of it or of others before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from daemon.alerts.inhibition import Wholes
from daemon.alerts.interest import Refusal, Sieve
from daemon.alerts.pacing import paced
from daemon.alerts.quiet import quiet_until
from daemon.alerts.silencing import silenced_by
from daemon.model.alert import (
    Alerting,
    AlertPlan,
    Candidate,
    Decision,
    History,
    Outcome,
    Ruling,
    Silence,
    Told,
)
from daemon.model.post import Recipient

NOTHING = AlertPlan((), ())
LATE = timedelta(hours=1)
"""What was reported so long ago waited for us: of several such stories there is one mail."""

_WAITING = frozenset({Ruling.GROUP_WAIT, Ruling.RATE_CAPPED})


def decide(
    candidates: Sequence[Candidate],
    recipient: Recipient,
    history: History,
    silences: Iterable[Silence],
    now: datetime,
    *,
    sieve: Sieve | None = None,
) -> AlertPlan:
    """What the recipient is told now of the stories that are alive, and what he is not.

    Left out is what he did not ask for, when that was the last decision on it. ``sieve`` is
    of the same candidates, for all recipients.
    """
    alerting = recipient.alerting
    if alerting is None:
        return NOTHING
    refused = (sieve or Sieve(candidates)).refused(recipient.interest, alerting.at_least)
    left = {one.story: one for one in candidates if not _is_settled(one, refused, history)}
    muted = tuple(silences)
    judged = {
        story: _decision(one, *refused[story])
        if story in refused
        else _judge(one, recipient, alerting, history, silences=muted, now=now)
        for story, one in left.items()
    }
    _inhibit(left, judged, history)
    _hush(judged, recipient, alerting, now)
    if not history.reachable:
        judged = {story: _kept_back(one) for story, one in judged.items()}
    ready = [one for one in judged.values() if one.ruling.outcome is Outcome.TOLD]
    rest = [one for one in judged.values() if one.ruling.outcome is not Outcome.TOLD]
    late = {one.story for one in ready if _passed(left[one.story].last_at, LATE, now)}
    plan = paced(ready, alerting, history, now, late=late)
    return AlertPlan((*plan.decisions, *rest), plan.mails)


def _is_settled(candidate: Candidate, refused: Mapping[int, Refusal], history: History) -> bool:
    """Whether it was not asked for, was never told, and all that is known already."""
    found = refused.get(candidate.story)
    if found is None or candidate.story in history.told:
        return False
    return history.last.get(candidate.story) is found[0]


def _judge(
    candidate: Candidate,
    recipient: Recipient,
    alerting: Alerting,
    history: History,
    *,
    silences: Sequence[Silence],
    now: datetime,
) -> Decision:
    """A story that was asked for, before the others and the hour of the day are looked at."""
    told = history.told.get(candidate.story)
    if told is None:
        decision = _first(candidate, alerting, history.began_at, now)
    else:
        decision = _again(candidate, told, alerting, now)
    if decision.ruling.outcome is Outcome.NOT_TOLD:
        return decision
    silence = silenced_by(candidate, recipient.name, silences, now)
    if silence is None:
        return decision
    return _decision(candidate, Ruling.SILENCED, silence.reason, silence.ends_at)


def _first(
    candidate: Candidate, alerting: Alerting, began_at: datetime | None, now: datetime
) -> Decision:
    """A story of which the recipient was not told yet."""
    if began_at is not None and candidate.last_at < began_at:
        word = "nothing was reported of it since alerts were turned on"
        return _decision(candidate, Ruling.BEFORE_ALERTS, word)
    if _passed(candidate.last_at, alerting.oldest, now):
        return _decision(candidate, Ruling.TOO_OLD, "nothing was reported of it lately")
    gathered = candidate.independent >= alerting.enough_sources
    if not gathered and _within(candidate.first_at, alerting.group_wait, now):
        until = candidate.first_at + alerting.group_wait
        return _decision(candidate, Ruling.GROUP_WAIT, "left to gather sources", until)
    return _decision(candidate, Ruling.NEW)


def _again(candidate: Candidate, told: Told, alerting: Alerting, now: datetime) -> Decision:
    """A story of which the recipient was told before."""
    if candidate.severity.rank > told.severity.rank:
        word = f"{candidate.severity}, and told as {told.severity}"
        return _decision(candidate, Ruling.ESCALATED, word)
    if _passed(candidate.last_at, alerting.oldest, now):
        return _decision(candidate, Ruling.TOO_OLD, "nothing was reported of it lately")
    if candidate.facts != told.facts:
        if _within(told.at, alerting.group_interval, now):
            until = told.at + alerting.group_interval
            return _decision(candidate, Ruling.GROUP_INTERVAL, "its facts changed", until)
        return _decision(candidate, Ruling.CHANGED, f"{told.facts or 'nothing'} before")
    repeat = alerting.repeat_interval
    goes_on = candidate.last_at > told.at + alerting.group_interval  # not what came with the first
    if repeat is not None and goes_on and _passed(told.at, repeat, now):
        return _decision(candidate, Ruling.REPEATED, "it is still being reported")
    return _decision(candidate, Ruling.SAME_STORY, "told before, and nothing changed")


def _inhibit(
    candidates: Mapping[int, Candidate], judged: dict[int, Decision], history: History
) -> None:
    """Mute the parts of larger stories that were told, or will be as soon as they can be."""
    heard = Wholes()
    for story, one in candidates.items():
        if _heard(judged[story], history.told):
            heard.add(one)
    for story, one in candidates.items():
        if judged[story].ruling.outcome is Outcome.NOT_TOLD:
            continue
        whole = heard.larger(one)
        if whole is not None:
            word = f"a part of story {whole.story}"
            judged[story] = _decision(one, Ruling.INHIBITED, word)


def _heard(decision: Decision, told: Mapping[int, Told]) -> bool:
    if decision.ruling in {Ruling.SILENCED, Ruling.NOT_SECURITY}:
        return False
    return (
        decision.story in told
        or decision.ruling.outcome is Outcome.TOLD
        or decision.ruling in _WAITING
    )


def _hush(
    judged: dict[int, Decision], recipient: Recipient, alerting: Alerting, now: datetime
) -> None:
    """Hold in quiet hours what does not break them."""
    until = quiet_until(alerting.quiet, recipient.zone, now)
    if until is None:
        return
    broken_by = alerting.quiet_broken_by
    for story, one in judged.items():
        breaks = broken_by is not None and one.severity.rank >= broken_by.rank
        if one.ruling.outcome is Outcome.TOLD and not breaks:
            judged[story] = Decision(
                story, Ruling.QUIET_HOURS, one.severity, one.facts, one.ruling.value, until
            )


def _kept_back(decision: Decision) -> Decision:
    """Hold what would only be refused; the digest tells it when the address is mended late."""
    if decision.ruling.outcome is not Outcome.TOLD:
        return decision
    return replace(decision, ruling=Ruling.ADDRESS_SUPPRESSED, detail=decision.ruling.value)


def _passed(moment: datetime, span: timedelta, now: datetime) -> bool:
    return now - moment >= span


def _within(moment: datetime, span: timedelta, now: datetime) -> bool:
    # a moment ahead of now was noted by a clock that has been set back: nobody waits for it
    return timedelta(0) <= now - moment < span


def _decision(
    candidate: Candidate, ruling: Ruling, detail: str = "", until: datetime | None = None
) -> Decision:
    return Decision(candidate.story, ruling, candidate.severity, candidate.facts, detail, until)
