"""Which stories an alert has to look at: what changed, what is due, and what hangs together.

A story that did not change is judged as before, until a moment that its last judgement names: a
wait that ends, a silence, a mail that may be repeated. So a tick without news asks for little more
than whether there are any. Nothing here is a decision or is stored: what is forgotten, or noted
wrongly, costs time, because from time to time, and whenever anything but stories changes,
everything is looked at anew.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from daemon.alerts.inhibition import Wholes
from daemon.model.alert import AlertPlan, Candidate, Decision, History, Outcome, Ruling
from daemon.model.post import Recipient

ANEW = timedelta(hours=1)
"""After how long everything is looked at anew."""


@dataclass(slots=True)
class Attention:
    """What is known of the stories that are alive, between one tick and the next.

    ``turn`` is the newest change of stories that was looked at; None: nothing was yet, or the
    last look was not finished.
    """

    turn: int | None = None
    _terms: Hashable = None
    _anew_at: datetime | None = None
    _looked_at: datetime | None = None
    _alive: Wholes = field(default_factory=Wholes)
    _inhibited: set[int] = field(default_factory=set)
    _due: dict[tuple[str, int], datetime] = field(default_factory=dict)

    def is_fresh(self, terms: Hashable, now: datetime) -> bool:
        """Whether only changes need be looked at; ``terms`` are all that decides beside stories."""
        if self.turn is None or self._anew_at is None or self._looked_at is None:
            return False
        return terms == self._terms and self._looked_at <= now < self._anew_at

    def begin(self, found: Iterable[Candidate], terms: Hashable, now: datetime) -> None:
        """Look at everything: these stories are alive, and nothing else is known."""
        self._alive = Wholes()
        self._inhibited.clear()
        self._due.clear()
        self._terms, self._anew_at, self._looked_at, self.turn = terms, now + ANEW, now, None
        self._see(found)

    def go_on(
        self, changed: Iterable[int], found: Iterable[Candidate], now: datetime
    ) -> list[Candidate]:
        """Look at what changed and is due, with what hangs together with it, by number.

        ``found`` are those of ``changed`` that are alive; the others are past.
        """
        self._looked_at, self.turn = now, None
        for story in changed:
            self._alive.known.pop(story, None)
        self._see(found)
        together = self._together({*changed, *self._due_by(now)})
        known, looked = self._alive.known, {one.story for one in together}
        self._due = {
            key: at for key, at in self._due.items() if key[1] in known and key[1] not in looked
        }
        return together

    def is_due(self, now: datetime) -> bool:
        """Whether the time of any story has come."""
        return any(at <= now for at in self._due.values())

    def note(self, recipient: Recipient, plan: AlertPlan, history: History, now: datetime) -> None:
        """Remember when the stories of a plan are to be looked at again for the recipient."""
        for one in plan.decisions:
            again = _again(one, recipient, history, now)
            if again is not None:
                self._due[recipient.name, one.story] = again
            if one.ruling is Ruling.INHIBITED:
                self._inhibited.add(one.story)

    def at_once(self, recipient: Recipient, plan: AlertPlan, now: datetime) -> None:
        """Look at these again in the next tick: what was decided of them was not written."""
        self._due |= {(recipient.name, one.story): now for one in plan.decisions}

    def finish(self, turn: int) -> None:
        """Everything up to this change was looked at."""
        self.turn = turn

    def _due_by(self, now: datetime) -> set[int]:
        return {story for (_, story), at in self._due.items() if at <= now}

    def _see(self, found: Iterable[Candidate]) -> None:
        for one in found:
            self._alive.add(one)

    def _together(self, stories: Iterable[int]) -> list[Candidate]:
        """These stories, all that may mute them, and what they may have muted."""
        alive = self._alive.known
        first = [alive[story] for story in stories if story in alive]
        places = {one.place for one in first if one.place}
        muted = [alive[story] for story in self._inhibited if story in alive]
        found = {one.story: one for one in first}
        found |= {one.story: one for one in muted if not places.isdisjoint(one.within)}
        new = list(found.values())
        while new:
            wholes = {whole.story: whole for part in new for whole in self._alive.of(part)}
            new = [whole for story, whole in wholes.items() if story not in found]
            found |= {whole.story: whole for whole in new}
        return [found[story] for story in sorted(found)]


def _again(
    decision: Decision, recipient: Recipient, history: History, now: datetime
) -> datetime | None:
    """When a judgement may become another without anything new; None: not by itself."""
    if decision.ruling.outcome is Outcome.HELD or decision.ruling is Ruling.SILENCED:
        return decision.until
    if decision.ruling.outcome is Outcome.TOLD:
        return now  # the next tick writes that it was told
    repeat = recipient.alerting.repeat_interval if recipient.alerting else None
    told = history.told.get(decision.story)
    if repeat is None or told is None or told.at + repeat <= now:
        return None
    return told.at + repeat
