"""Names that nobody knows yet: where they were seen, and what an analyst says of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from daemon.model.language import Language
from daemon.model.story import Quote


class NameRuling(StrEnum):
    """What an analyst says of a candidate."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Sighting:
    """An article that has the name: its words, and the sentence they stand in.

    ``key`` is the same for all spellings. ``seen_at`` is when the article was reported.
    """

    key: str
    article: int
    source: str
    seen_at: datetime
    quote: Quote
    context: str
    language: Language = Language.OTHER


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name with everything that is known of it, the newest sighting first.

    ``ruling`` is None while nobody has judged it; ``entity`` is the id under which an accepted
    one stands in the gazetteer.
    """

    id: int
    key: str
    ruling: NameRuling | None
    ruled_at: datetime | None
    entity: str | None
    sightings: tuple[Sighting, ...]

    @property
    def spellings(self) -> tuple[str, ...]:
        """How it is written, the most frequent first."""
        counted = Counter(one.quote.surface for one in self.sightings)
        return tuple(sorted(counted, key=lambda word: (-counted[word], word)))

    @property
    def name(self) -> str:
        """Its most frequent spelling; when no article has it any more, its id or its key."""
        return self.spellings[0] if self.sightings else self.entity or self.key

    @property
    def sources(self) -> frozenset[str]:
        """The sources that have it."""
        return frozenset(one.source for one in self.sightings)
