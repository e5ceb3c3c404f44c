"""Who wants to hear of what, what a story is to that question, and every answer with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum

from daemon.model.article import Severity, StoredArticle
from daemon.model.language import Language
from daemon.model.story import Story


@dataclass(frozen=True, slots=True)
class Interest:
    """The stories a recipient wants; an empty tuple does not narrow them.

    ``places`` and ``actors`` are ids of the gazetteer; a place stands for all that lies in it.
    ``outlets`` are names of sources or outlets, of which one must have reported the story.
    ``languages`` are those the recipient reads: they say which article of a story is told
    first, and leave no story out.
    """

    categories: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ()


ANYTHING = Interest()
"""The interest of who did not narrow it."""


@dataclass(frozen=True, slots=True)
class Span:
    """A part of every day by the local clock; it may go over midnight."""

    begin: time
    end: time


@dataclass(frozen=True, slots=True)
class Alerting:
    """When and how a recipient is told of a story at once.

    ``at_least`` is the severity from which on. In the ``quiet`` hours only what reaches
    ``quiet_broken_by`` is told (None: nothing is). ``group_wait`` is how long a new story is
    left to gather sources, unless ``enough_sources`` have it before; ``group_interval`` is the
    least time between two mails on one story that is no graver than before;
    ``repeat_interval`` is after how long a story that is still reported is told again
    unchanged (None: never). More than ``storm_at`` stories at once are told in one mail, and
    after ``most_per_hour`` mails in an hour only critical stories are told. A story of which
    nothing was reported for ``oldest`` is left to the digest.
    """

    at_least: Severity
    quiet: tuple[Span, ...] = ()
    quiet_broken_by: Severity | None = Severity.CRITICAL
    group_wait: timedelta = timedelta(minutes=3)
    enough_sources: int = 3
    group_interval: timedelta = timedelta(minutes=15)
    repeat_interval: timedelta | None = None
    storm_at: int = 5
    most_per_hour: int = 12
    oldest: timedelta = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story as far as it decides who hears of it.

    ``place`` is where it happened and ``within`` all that this lies in; ``actors``,
    ``sources``, ``outlets`` and ``languages`` are those of all its articles. ``first_at`` is
    when the first of them was seen here, ``last_at`` when the newest was published or seen.
    ``facts`` says in a few words what happened: when it changes, what was told is no longer
    true. ``wide`` marks a place so large, a country or a region, that much happens in it
    which is not one event; ``history`` a story that only remembers.
    """

    story: int
    severity: Severity
    first_at: datetime
    last_at: datetime
    categories: tuple[str, ...] = ()
    place: str = ""
    within: tuple[str, ...] = ()
    wide: bool = False
    actors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ()
    independent: int = 1
    facts: str = ""
    security: bool = True
    history: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What a recipient was last told of a story.

    ``thread`` is the id of the first mail that told of it alone, empty when none did yet, and
    ``subject`` what stood over that mail, where it is known.
    """

    story: int
    severity: Severity
    facts: str
    at: datetime
    thread: str
    times: int = 1
    subject: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """What one recipient was told: of each story the last, and when mails went out lately.

    ``reachable`` is false while the recipient's address refuses everything, and
    ``stormed_at`` is when a mail last told many stories together, if that was lately.
    ``began_at`` is when alerts were turned on: older stories are not told after the fact.
    ``last`` is the newest decision on each story, and ``newest`` the number of the newest of
    all: decisions that were made from an older state are not written.
    """

    told: Mapping[int, Told]
    mailed_at: tuple[datetime, ...] = ()
    began_at: datetime | None = None
    last: Mapping[int, Ruling] = field(default_factory=dict)
    newest: int = 0
    stormed_at: datetime | None = None
    reachable: bool = True


@dataclass(frozen=True, slots=True)
class Silence:
    """An operator's word not to tell something for a while, and why.

    Every matcher that is not empty must fit: ``up_to`` mutes nothing graver than itself.
    """

    reason: str
    begins_at: datetime
    ends_at: datetime
    story: int | None = None
    recipient: str = ""
    category: str = ""
    place: str = ""
    actor: str = ""
    outlet: str = ""
    up_to: Severity | None = None
    id: int = 0


class Outcome(StrEnum):
    """What became of a story for a recipient."""

    TOLD = "told"
    HELD = "held"  # it will be told, or looked at again, when what holds it ends
    NOT_TOLD = "not_told"


class Ruling(StrEnum):
    """Why a story was told, is held, or is not told; stable words, stored and shown."""

    # told
    NEW = "new"
    ESCALATED = "escalated"
    CHANGED = "changed"
    REPEATED = "repeated"
    STORM = "storm"
    # held
    GROUP_WAIT = "group_wait"
    GROUP_INTERVAL = "group_interval"
    QUIET_HOURS = "quiet_hours"
    RATE_CAPPED = "rate_capped"
    ADDRESS_SUPPRESSED = "address_suppressed"
    # not told
    SAME_STORY = "same_story"
    BELOW_SEVERITY = "below_severity"
    OTHER_CATEGORY = "other_category"
    OTHER_PLACE = "other_place"
    OTHER_ACTOR = "other_actor"
    OTHER_OUTLET = "other_outlet"
    OTHER_LANGUAGE = "other_language"  # of decisions before languages hid no story
    NOT_SECURITY = "not_security"
    HISTORY = "history"
    SILENCED = "silenced"
    INHIBITED = "inhibited"
    BEFORE_ALERTS = "before_alerts"
    TOO_OLD = "too_old"

    @property
    def outcome(self) -> Outcome:
        """What this reason comes to."""
        if self in _TELLING:
            return Outcome.TOLD
        return Outcome.HELD if self in _HOLDING else Outcome.NOT_TOLD


_TELLING = frozenset({Ruling.NEW, Ruling.ESCALATED, Ruling.CHANGED, Ruling.REPEATED, Ruling.STORM})
_HOLDING = frozenset(
    {
        Ruling.GROUP_WAIT,
        Ruling.GROUP_INTERVAL,
        Ruling.QUIET_HOURS,
        Ruling.RATE_CAPPED,
        Ruling.ADDRESS_SUPPRESSED,
    }
)


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a recipient is told of a story, and why; ``until`` is when a hold ends, if known."""

    story: int
    ruling: Ruling
    severity: Severity
    facts: str = ""
    detail: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AlertPlan:
    """Everything decided of one recipient's stories at one moment.

    Each of ``mails`` is the stories that one mail tells, gravest first.
    """

    decisions: tuple[Decision, ...]
    mails: tuple[tuple[Decision, ...], ...]


@dataclass(frozen=True, slots=True)
class StoryNews:
    """A story with its articles, the gravest and strongest first: what a mail tells of it."""

    story: Story
    articles: tuple[StoredArticle, ...]


@dataclass(frozen=True, slots=True)
class AlertItem:
    """One story of one mail: why it is told, and what was told of it before."""

    news: StoryNews
    decision: Decision
    before: Told | None = None


@dataclass(frozen=True, slots=True)
class PastDecision:
    """A decision as it was stored; ``message`` is the id of the mail that told it."""

    recipient: str
    decision: Decision
    at: datetime
    message: str | None = None
