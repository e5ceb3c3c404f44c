"""Stories kept in memory as articles arrive: the same steps as the store takes in tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from daemon.model.story import Account, Correction, Link
from daemon.stories.likeness import link
from daemon.stories.merging import CANDIDATES, REACH, bound, partition, shelf_keys


class Shelf:
    """Accounts by their keys and days, the links between them, and the stories they make."""

    def __init__(self, corrections: Sequence[Correction] = ()) -> None:
        self._corrections = tuple(corrections)
        self._bound = bound(corrections)
        self._accounts: dict[int, Account] = {}
        self._by_key: dict[tuple[str, date], list[int]] = defaultdict(list)
        self._links: dict[int, dict[int, Link]] = defaultdict(dict)
        self._story: dict[int, tuple[int, ...]] = {}

    def add(self, account: Account) -> tuple[int, ...]:
        """Take an article in; the articles of the story that it stands in now."""
        for candidate in self.candidates(account):
            found = link(account, self._accounts[candidate])
            if found is not None:
                self._links[found.one][found.other] = found
                self._links[found.other][found.one] = found
        self._accounts[account.article] = account
        for key in shelf_keys(account):
            self._by_key[key, account.incident.date.day].append(account.article)
        near = self._hanging_together(account.article)
        links = {(x.one, x.other): x for article in near for x in self._links[article].values()}
        accounts = {article: self._accounts[article] for article in near}
        for group in partition(accounts, links.values(), self._corrections):
            self._story |= dict.fromkeys(group, group)
        return self._story[account.article]

    def candidates(self, account: Account) -> list[int]:
        """Articles that share a key within a few days, those that share most first."""
        day = account.incident.date.day
        shared: Counter[int] = Counter()
        for key in shelf_keys(account):
            for step in range(-REACH, REACH + 1):
                shared.update(self._by_key.get((key, day + timedelta(days=step)), ()))
        best = sorted(shared, key=lambda article: (-shared[article], article))
        return [article for article in best if article != account.article][:CANDIDATES]

    def _hanging_together(self, article: int) -> set[int]:
        """Every article that can be reached from this one by links and by an analyst's word."""
        found, new = {article}, [article]
        while new:
            at = new.pop()
            for other in (*self._links[at], *self._bound.get(at, ())):
                if other not in found and other in self._accounts:
                    found.add(other)
                    new.append(other)
        return found

    def stories(self) -> set[tuple[int, ...]]:
        """All stories as the numbers of their articles."""
        return set(self._story.values())

    def links(self, articles: Iterable[int]) -> list[Link]:
        """The links among these articles, each once."""
        inside = set(articles)
        found = (x for one in inside for x in self._links[one].values())
        return [x for x in {(x.one, x.other): x for x in found}.values() if x.other in inside]
