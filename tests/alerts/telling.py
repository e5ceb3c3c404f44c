"""Stories and recipients for the tests of the policy, and a desk that remembers what it told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from daemon.alerts.policy import decide
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
from daemon.model.article import Severity
from daemon.model.language import Language
from daemon.model.post import Recipient

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)  # noon in Baghdad
ALERTING = Alerting(at_least=Severity.HIGH)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def candidate(story: int = 1, **changes: object) -> Candidate:
    """A drone attack near Kirkuk, reported ten minutes ago by one source."""
    plain = Candidate(
        story=story,
        severity=Severity.HIGH,
        first_at=NOW - 10 * MINUTE,
        last_at=NOW - 10 * MINUTE,
        categories=("rocket_missile_drone",),
        place="daquq",
        within=("kirkuk-governorate", "iraq"),
        actors=("isis",),
        sources=("rudaw-ckb",),
        outlets=("Rûdaw",),
        languages=(Language.SORANI,),
        facts="killed 2",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def recipient(alerting: Alerting | None = ALERTING, **changes: object) -> Recipient:
    """Somebody in Baghdad who is told of what is at least high."""
    plain = Recipient("duty", "duty@example.org", "maildir", alerting=alerting)
    return replace(plain, **changes)  # type: ignore[arg-type]


def told(story: int = 1, **changes: object) -> Told:
    """What was told of the candidate of that number, an hour ago."""
    plain = Told(story, Severity.HIGH, "killed 2", NOW - HOUR, f"<{story}@example.org>")
    return replace(plain, **changes)  # type: ignore[arg-type]


def history(*told_before: Told, mailed: Iterable[datetime] = (), **changes: object) -> History:
    return replace(
        History({one.story: one for one in told_before}, tuple(mailed)),
        **changes,  # type: ignore[arg-type]
    )


def only(plan: AlertPlan) -> Decision:
    """The one decision there is."""
    (decision,) = plan.decisions
    return decision


def ruling(
    of: Candidate,
    before: History | None = None,
    *,
    to: Recipient | None = None,
    silences: Iterable[Silence] = (),
    now: datetime = NOW,
) -> Ruling:
    """How one story alone is decided."""
    return only(decide([of], to or recipient(), before or history(), silences, now)).ruling


def rulings(plan: AlertPlan) -> dict[int, Ruling]:
    return {one.story: one.ruling for one in plan.decisions}


@dataclass
class Desk:
    """Decides for one recipient as time goes on, and remembers what was told."""

    recipient: Recipient
    told: dict[int, Told] = field(default_factory=dict)
    mails: list[tuple[datetime, tuple[Decision, ...]]] = field(default_factory=list)
    last: dict[int, Ruling] = field(default_factory=dict)

    def look(
        self, stories: Sequence[Candidate], now: datetime, silences: Iterable[Silence] = ()
    ) -> AlertPlan:
        """Decide once, as the journey does, and take what was told as sent."""
        mailed = tuple(at for at, _ in self.mails)
        plan = decide(stories, self.recipient, self._history(mailed), silences, now)
        for mail in plan.mails:
            self.mails.append((now, mail))
            for one in mail:
                self._remember(one, now)
        self.last = rulings(plan)
        return plan

    def _history(self, mailed: tuple[datetime, ...]) -> History:
        stormed = [at for at, mail in self.mails if mail[0].ruling is Ruling.STORM]
        return History(self.told, mailed, stormed_at=stormed[-1] if stormed else None)

    def _remember(self, one: Decision, now: datetime) -> None:
        assert one.ruling.outcome is Outcome.TOLD
        before = self.told.get(one.story)
        thread = before.thread if before else f"<{one.story}-{now:%d%H%M}@example.org>"
        times = before.times + 1 if before else 1
        self.told[one.story] = Told(one.story, one.severity, one.facts, now, thread, times)

    def mails_on(self, story: int) -> list[tuple[datetime, Ruling]]:
        """When and why the recipient was mailed about one story."""
        return [(at, one.ruling) for at, mail in self.mails for one in mail if one.story == story]
