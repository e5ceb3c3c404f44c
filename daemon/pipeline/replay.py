"""The journey of the archive: judge stored articles by the rules as they are now."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from daemon.model.article import StoredArticle, Verdict
from daemon.pipeline.ports import Clock, Offload, Rules

BATCH = 200  # articles judged and written together


class Archive(Protocol):
    """The memory that replaying needs."""

    async def archive(
        self, *, after: int, since: datetime | None, limit: int
    ) -> Sequence[StoredArticle]:
        """The next articles whose text is still there, in order of their numbers."""
        ...

    async def reflag(self, verdicts: Mapping[int, Verdict], now: datetime) -> None:
        """Write new verdicts by article, in one transaction, with the stories kept in step.

        What is flagged waits to be merged anew, what is not leaves its story.
        """
        ...


class Change(StrEnum):
    """What other rules make of an article; stable words."""

    FLAGGED = "newly flagged"
    DROPPED = "dropped"
    REGRADED = "regraded"


@dataclass(frozen=True, slots=True)
class Rejudged:
    """An article as it was judged when it was stored, and as the rules judge it now."""

    article: StoredArticle
    verdict: Verdict

    @property
    def change(self) -> Change | None:
        """How the two differ: in the flag, or in categories and severity; None: they do not."""
        before, now = self.article, self.verdict
        if before.flagged != now.flagged:
            return Change.FLAGGED if now.flagged else Change.DROPPED
        same = (before.categories, before.severity) == (now.categories, now.severity)
        return None if same or not now.flagged else Change.REGRADED

    @property
    def by_other_rules(self) -> bool:
        """Whether it was flagged by rules that are not those of now: what it says may differ."""
        return self.verdict.flagged and self.article.extra.get("lexicon") != self.verdict.lexicon


@dataclass(frozen=True, slots=True)
class Replay:
    """Judges the archive; killed halfway, it can simply be run again."""

    store: Archive
    rules: Rules
    offload: Offload
    clock: Clock

    async def run(self, since: datetime | None, *, apply: bool) -> AsyncIterator[Rejudged]:
        """Every article that would be judged otherwise; with ``apply`` it is.

        Then what stays flagged is also understood anew, since the rules know the names by
        which stories are told.
        """
        after = 0
        while batch := await self.store.archive(after=after, since=since, limit=BATCH):
            after = batch[-1].id
            judged = await self._judge(batch)
            verdicts = {
                one.article.id: one.verdict for one in judged if one.change or one.by_other_rules
            }
            if apply and verdicts:
                await self.store.reflag(verdicts, self.clock())
            for one in judged:
                if one.change:
                    yield one

    async def _judge(self, batch: Sequence[StoredArticle]) -> list[Rejudged]:
        return [
            Rejudged(
                article, await self.offload(self.rules.match, _fields(article), article.language)
            )
            for article in batch
        ]


def _fields(article: StoredArticle) -> dict[str, str]:
    return {"title": article.title, "body": article.body}
