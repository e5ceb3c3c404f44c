"""Which stories an alert has to look at: what changed, what is due, and what hangs together.

A story that did not change is judged as before, until a moment that its last judgement names: a
wait that ends, a silence, a mail that may be repeated. So a tick without news asks for little more
than whether there are any. Nothing here is a decision or is stored: what is forgotten, or noted
wrongly, costs time, because from time to time, and whenever anything but stories changes,
everything is looked at anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from daemon.alerts.inhibition import is_part
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
    _alive: dict[int, Candidate] = field(default_factory=dict)
    _at_place: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _inhibited: set[int] = field(default_factory=set)
    _due: dict[tuple[str, int], datetime] = field(default_factory=dict)

    def is_fresh(self, terms: Hashable, now: datetime) -> bool:
        """Whether only changes need be looked at; ``terms`` are all that decides beside stories."""
        if self.turn is None or self._anew_at is None or self._looked_at is None:
            return False
        return terms == self._terms and self._looked_at <= now < self._anew_at

    def begin(self, found: Iterable[Candidate], terms: Hashable, now: datetime) -> None:
        """Look at everything: these stories are alive, and nothing else is known."""
        for known in (self._alive, self._at_place, self._inhibited, self._due):
            known.clear()
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
            self._alive.pop(story, None)
        self._see(found)
        for key in [key for key in self._due if key[1] not in self._alive]:
            del self._due[key]
        return self._together({*changed, *self._due_by(now)})

    def is_due(self, now: datetime) -> bool:
        """Whether the time of any story has come."""
        return any(at <= now for at in self._due.values())

    def note(self, recipient: Recipient, plan: AlertPlan, history: History, now: datetime) -> None:
        """Remember when the stories of a plan are to be looked at again for the recipient."""
        for one in plan.decisions:
            again = _again(one, recipient, history, now)
            if again is None:
                self._due.pop((recipient.name, one.story), None)
            else:
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
            self._alive[one.story] = one
            if one.place and not one.wide:
                self._at_place[one.place].add(one.story)

    def _together(self, stories: Iterable[int]) -> list[Candidate]:
        """These stories, all that may mute them, and what they may have muted."""
        first = [self._alive[story] for story in stories if story in self._alive]
        places = {one.place for one in first if one.place}
        muted = [self._alive[story] for story in self._inhibited if story in self._alive]
        found = {one.story: one for one in first}
        found |= {one.story: one for one in muted if not places.isdisjoint(one.within)}
        new = list(found.values())
        while new:
            wholes = {whole.story: whole for part in new for whole in self._wholes(part)}
            new = [whole for story, whole in wholes.items() if story not in found]
            found |= {whole.story: whole for whole in new}
        return [found[story] for story in sorted(found)]

    def _wholes(self, part: Candidate) -> Iterator[Candidate]:
        for place in part.within:
            for story in self._at_place.get(place, ()):
                whole = self._alive.get(story)
                if whole is not None and is_part(part, whole):
                    yield whole


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
