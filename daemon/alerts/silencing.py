"""Whether a silence covers a story: every matcher that was given must fit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from daemon.alerts.interest import inside
from daemon.model.alert import Candidate, Silence


def silenced_by(
    candidate: Candidate, recipient: str, silences: Iterable[Silence], now: datetime
) -> Silence | None:
    """The silence that covers the story for the recipient and ends last; None: none does."""
    covering = [one for one in silences if covers(one, candidate, recipient, now)]
    return max(covering, key=lambda one: one.ends_at, default=None)


def covers(silence: Silence, candidate: Candidate, recipient: str, now: datetime) -> bool:
    """Whether the silence is in force at ``now`` and fits the story and the recipient."""
    if not silence.begins_at <= now < silence.ends_at:
        return False
    if silence.up_to is not None and candidate.severity.rank > silence.up_to.rank:
        return False
    fits = (
        silence.story in (None, candidate.story),
        silence.recipient in ("", recipient),
        not silence.category or silence.category in candidate.categories,
        not silence.place or inside(candidate, silence.place),
        not silence.actor or silence.actor in candidate.actors,
        not silence.outlet or silence.outlet in (*candidate.outlets, *candidate.sources),
    )
    return all(fits)
