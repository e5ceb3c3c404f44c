"""Stories: what articles say happened, why they are held to tell one event, and the whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from daemon.model.article import Precision, Severity
from daemon.model.language import Language


@dataclass(frozen=True, slots=True)
class Quote:
    """Where in an article something stands: code points of the field as given."""

    field: str
    surface: str
    start: int
    end: int


class Victims(StrEnum):
    """What happened to people whom a text counts."""

    KILLED = "killed"
    WOUNDED = "wounded"
    ARRESTED = "arrested"
    KIDNAPPED = "kidnapped"
    DISPLACED = "displaced"
    FAMILIES = "families displaced"


class Role(StrEnum):
    """What part the text gives to an actor."""

    ATTACKER = "attacker"
    TARGET = "target"
    CLAIMED_BY = "claimed_by"
    DENIED_BY = "denied_by"
    ARRESTED = "arrested"
    NAMED = "named"  # the text names him with the event and does not say more


class Standing(StrEnum):
    """How sure the text is that it happened, or who did it."""

    CLAIMED = "claimed"
    DENIED = "denied"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer; ``parents`` are the ids it lies in, nearest first.

    ``admin1`` and ``admin2`` are the names of its governorate and its district.
    """

    id: str
    name: str
    kind: str
    quote: Quote
    lat: float | None = None
    lon: float | None = None
    parents: tuple[str, ...] = ()
    admin1: str = ""
    admin2: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A group, force, party or person of the gazetteer, and its part in the event."""

    id: str
    name: str
    type: str
    role: Role
    quote: Quote


@dataclass(frozen=True, slots=True)
class Weapon:
    """A sort of weapon (drone, rocket, bomb ...) and where it is named."""

    id: str
    quote: Quote


class Bound(StrEnum):
    """What a text says of a number: that it is this, or around, or on one side of it."""

    EXACT = "exact"
    ABOUT = "about"
    LEAST = "at_least"
    OVER = "more_than"
    MOST = "at_most"
    UNDER = "fewer_than"


@dataclass(frozen=True, slots=True)
class Count:
    """How many people met with something; ``bound`` is what the text says of the number.

    ``approximate``: it is not exact; of what was read long ago that is all that is known.
    """

    what: Victims
    number: int
    quote: Quote
    approximate: bool = False
    bound: Bound = Bound.EXACT


@dataclass(frozen=True, slots=True)
class EventDate:
    """The day of the event; ``quote`` is None when only the time of publication tells it."""

    day: date
    precision: Precision
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """That the text calls it claimed, denied or unconfirmed, and where.

    ``by`` is the id of the one who says so, empty when the text does not name a known one;
    ``blame``: what is claimed or denied is who did it, not that it happened.
    """

    standing: Standing
    quote: Quote
    by: str = ""
    blame: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts, as the text has them: 34 attacks, 2500 soldiers."""

    value: float
    counted: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Incident:
    """What one article says happened.

    ``places`` has the place of the event first, then others named with it. ``history`` is
    true when the article only remembers or recounts something of long ago, ``reported`` when
    the event is told in somebody's words.
    """

    kinds: tuple[str, ...]
    date: EventDate
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    counts: tuple[Count, ...] = ()
    statuses: tuple[Status, ...] = ()
    history: bool = False
    reported: bool = False

    @property
    def place(self) -> Place | None:
        """The place of the event."""
        return self.places[0] if self.places else None


@dataclass(frozen=True, slots=True)
class Account:
    """What one flagged article contributes to stories.

    ``sketch`` stands for the wording (see ``daemon.stories.sketch``), ``people`` are the ids
    of known persons named in it.
    """

    article: int
    source: str
    title: str
    language: Language
    reported_at: datetime
    incident: Incident
    sketch: tuple[int, ...]
    people: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    severity: Severity | None = None


class Likeness(StrEnum):
    """Reasons for holding that two articles tell the same event."""

    WORDING = "wording"
    PLACE = "place"
    AREA = "area"
    DAY = "day"
    KIND = "kind"
    KILLED = "killed"
    WOUNDED = "wounded"
    ARRESTED = "arrested"
    KIDNAPPED = "kidnapped"
    DISPLACED = "displaced"
    ACTOR = "actor"
    PERSON = "person"
    WEAPON = "weapon"
    ANALYST = "analyst"


@dataclass(frozen=True, slots=True)
class JoinReason:
    """One reason with what was compared, and what it counts for the join (or against it)."""

    likeness: Likeness
    detail: str
    weight: float


@dataclass(frozen=True, slots=True)
class Link:
    """Two articles that tell the same event, ``one`` < ``other``, and why.

    ``resemblance`` is how much of their wording is the same, 0 to 1.
    """

    one: int
    other: int
    score: float
    resemblance: float
    reasons: tuple[JoinReason, ...] = ()


class CorrectionKind(StrEnum):
    """What an analyst put right."""

    MERGE = "merge"
    SPLIT = "split"
    NOT_SECURITY = "not_security"
    SECURITY = "security"


@dataclass(frozen=True, slots=True)
class Correction:
    """An analyst's word on articles; it outlives every merging.

    MERGE: ``articles`` and ``others`` tell one event. SPLIT: ``articles`` tell another event
    than ``others``. NOT_SECURITY: ``articles`` are of no interest; SECURITY: they are after all.
    """

    kind: CorrectionKind
    articles: tuple[int, ...]
    others: tuple[int, ...]
    made_at: datetime
    id: int = 0


@dataclass(frozen=True, slots=True)
class Range:
    """What the sources say of one count; ``bound``: what those say who give the highest."""

    what: Victims
    low: int
    high: int
    articles: tuple[int, ...]
    approximate: bool = False
    bound: Bound = Bound.EXACT


@dataclass(frozen=True, slots=True)
class Story:
    """One event as all its articles tell it; ``articles`` are in the order of their reports.

    ``sources`` counts outlets, ``independent`` those whose wording is their own: reprints of
    one text count once.
    """

    title: str
    articles: tuple[int, ...]
    first_at: datetime
    last_at: datetime
    day: EventDate
    categories: tuple[str, ...]
    kinds: tuple[str, ...]
    place: Place | None
    actors: tuple[Actor, ...]
    weapons: tuple[str, ...]
    ranges: tuple[Range, ...]
    statuses: tuple[Standing, ...]
    severity: Severity
    sources: int
    independent: int
    id: int = 0
    security: bool = True

    def range(self, what: Victims) -> Range | None:
        """The range of one count, None when no source gives it."""
        return next((found for found in self.ranges if found.what is what), None)
