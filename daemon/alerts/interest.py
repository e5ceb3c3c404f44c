"""Whether a story is one that a recipient asked for; the first thing that does not fit is named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from daemon.model.alert import Candidate, Interest, Ruling
from daemon.model.article import Severity, StoredArticle
from daemon.model.language import Language

Refusal = tuple[Ruling, str]
"""Why not, as a stable word and in words."""


def refusal(candidate: Candidate, interest: Interest, at_least: Severity) -> Refusal | None:
    """Why the story is none that was asked for; None: it is one."""
    if not candidate.security:
        return Ruling.NOT_SECURITY, "an analyst said that it is no security news"
    if candidate.history:
        return Ruling.HISTORY, "it only remembers what happened long ago"
    for ruling, wanted, there in _filters(candidate, interest):
        if not set(wanted) & set(there):
            return ruling, f"asked for {_some(wanted)}, and it has {_some(there) or 'none'}"
    if candidate.severity.rank < at_least.rank:
        return Ruling.BELOW_SEVERITY, f"{candidate.severity}, and told from {at_least} on"
    return None


@dataclass(frozen=True, slots=True)
class Sieve:
    """What was not asked for of these stories, found once for all who asked for the same."""

    candidates: Sequence[Candidate]
    _refused: dict[tuple[Interest, Severity], Mapping[int, Refusal]] = field(default_factory=dict)

    def refused(self, interest: Interest, at_least: Severity) -> Mapping[int, Refusal]:
        """By story why it is none that was asked for."""
        asked = replace(interest, languages=()), at_least
        if asked not in self._refused:
            self._refused[asked] = {
                one.story: found for one in self.candidates if (found := refusal(one, *asked))
            }
        return self._refused[asked]


def readable_first(
    articles: Iterable[StoredArticle], languages: Collection[Language]
) -> list[StoredArticle]:
    """What is written in these languages, and then the rest, each in the order given.

    A mail tells the first article of a story in full and the others as links: a language
    decides what is read first, and hides no event. Without languages all stays as it is.
    """
    return sorted(articles, key=lambda one: bool(languages) and one.language not in languages)


def inside(candidate: Candidate, place: str) -> bool:
    """Whether the story happened in ``place`` or in anything that lies in it."""
    return place == candidate.place or place in candidate.within


def _filters(
    candidate: Candidate, interest: Interest
) -> Iterator[tuple[Ruling, Collection[str], Collection[str]]]:
    """Each thing that was asked for, with what the story has of it."""
    if interest.categories:
        yield Ruling.OTHER_CATEGORY, interest.categories, candidate.categories
    if interest.places:
        where = (candidate.place,) if candidate.place else ()
        yield Ruling.OTHER_PLACE, interest.places, (*where, *candidate.within)
    if interest.actors:
        yield Ruling.OTHER_ACTOR, interest.actors, candidate.actors
    if interest.outlets:
        by = (*candidate.sources, *candidate.outlets)
        yield Ruling.OTHER_OUTLET, interest.outlets, by


def _some(names: Collection[str], most: int = 4) -> str:
    listed = [str(name) for name in names]
    more = f" and {len(listed) - most} more" if len(listed) > most else ""
    return ", ".join(listed[:most]) + more
