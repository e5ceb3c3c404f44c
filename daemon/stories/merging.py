"""From links between articles to stories; the order in which articles came plays no part.

The stories are a function of the set of articles: links are taken strongest first, and two
groups join by a link unless any two articles of theirs rule each other out. An article that
arrives is compared with its candidates, and only the articles that hang together with it by
links are divided anew. The tolerance: the outcome is the same for every order of arrival as
long as no article has more than ``CANDIDATES`` candidates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from daemon.model.story import Account, Correction, CorrectionKind, Link
from daemon.stories.levels import level
from daemon.stories.likeness import conflict

CANDIDATES = 80
"""So many candidates an article is compared with, those that share most with it first."""

REACH = 2
"""Days before and after an event on which other articles about it are looked for."""

_WORDING_KEYS = 6


def shelf_keys(account: Account) -> tuple[str, ...]:
    """Under which keys an article is found by others; they name no day."""
    return tuple(dict.fromkeys(_keys(account)))


def _keys(account: Account) -> Iterator[str]:
    incident = account.incident
    for value in account.sketch[:_WORDING_KEYS]:
        yield f"w{value}"
    for place in incident.places[:3]:
        yield f"p{place.id}"
    if incident.place:
        yield from (f"p{parent}" for parent in incident.place.parents[:2])
    if incident.place and level(incident.place.kind) <= 3:
        yield f"k{incident.place.id}"
    for person in account.people:
        yield f"n{person}"


def partition(
    accounts: Mapping[int, Account], links: Iterable[Link], corrections: Sequence[Correction] = ()
) -> list[tuple[int, ...]]:
    """The articles divided into stories, each in order of article, the oldest article first."""
    groups = {article: {article} for article in accounts}
    apart = _apart(corrections)
    forced: set[int] = set()
    for one, other in _pairs(corrections, CorrectionKind.MERGE):
        if one in groups and other in groups:
            forced |= {one, other}
            _join(groups, one, other)
    for found in sorted(links, key=lambda link: (-link.score, link.one, link.other)):
        if found.one in groups and found.other in groups:
            _try(groups, found, accounts, apart, forced)
    distinct = {min(group): tuple(sorted(group)) for group in groups.values()}
    return [distinct[first] for first in sorted(distinct)]


def _try(
    groups: dict[int, set[int]],
    found: Link,
    accounts: Mapping[int, Account],
    apart: frozenset[tuple[int, int]],
    forced: AbstractSet[int],
) -> None:
    one, other = groups[found.one], groups[found.other]
    if one is other or any((a, b) in apart for a in one for b in other):
        return
    # What an analyst has put together may well contradict itself.
    if not forced.isdisjoint(one | other) or not _contradict(one, other, accounts):
        _join(groups, found.one, found.other)


def _contradict(
    one: AbstractSet[int], other: AbstractSet[int], accounts: Mapping[int, Account]
) -> bool:
    return any(conflict(accounts[a], accounts[b]) for a in one for b in other)


def _join(groups: dict[int, set[int]], one: int, other: int) -> None:
    joined = groups[one] | groups[other]
    for article in joined:
        groups[article] = joined


def bound(corrections: Sequence[Correction]) -> Mapping[int, AbstractSet[int]]:
    """For each article those that an analyst has put into one story with it."""
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in _pairs(corrections, CorrectionKind.MERGE):
        found[one].add(other)
        found[other].add(one)
    return found


def _apart(corrections: Sequence[Correction]) -> frozenset[tuple[int, int]]:
    pairs = set(_pairs(corrections, CorrectionKind.SPLIT))
    return frozenset(pairs | {(other, one) for one, other in pairs})


def last_words(corrections: Sequence[Correction]) -> dict[frozenset[int], Correction]:
    """What holds for each article or pair of articles spoken of: a later word overrules."""
    last: dict[frozenset[int], Correction] = {}
    for correction in sorted(corrections, key=lambda one: (one.made_at, one.id)):
        last |= dict.fromkeys(spoken_of(correction), correction)
    return last


def spoken_of(correction: Correction) -> set[frozenset[int]]:
    """The pairs of articles that a correction holds for, or the single articles."""
    if not correction.others:
        return {frozenset((one,)) for one in correction.articles}
    pairs = {frozenset((one, other)) for one in correction.articles for other in correction.others}
    return {pair for pair in pairs if len(pair) > 1}


def _pairs(corrections: Sequence[Correction], kind: CorrectionKind) -> Iterator[tuple[int, int]]:
    """The pairs of articles that corrections of a kind speak of."""
    for pair, said in last_words(corrections).items():
        if said.kind is kind:
            one, other = sorted(pair)
            yield one, other


def joined_by(article: int, story: Sequence[int], links: Iterable[Link]) -> Link | None:
    """Why this article stands in this story: its strongest link to another of its articles.

    None when it stands alone, or when an analyst's word alone holds it there.
    """
    inside = set(story)
    mine = (link for link in links if article in (link.one, link.other))
    within = [link for link in mine if {link.one, link.other} <= inside]
    return max(within, key=lambda link: (link.score, -link.one, -link.other), default=None)
