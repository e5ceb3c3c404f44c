"""The journey of the archive: judge stored articles by the rules as they are now."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
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
        """Write new verdicts by article, in one transaction."""
        ...


@dataclass(frozen=True, slots=True)
class Rejudged:
    """An article that the rules now judge otherwise than when it was stored."""

    article: StoredArticle
    verdict: Verdict

    @property
    def newly_flagged(self) -> bool:
        """Flagged now and not before; otherwise flagged before and not now."""
        return self.verdict.flagged


@dataclass(frozen=True, slots=True)
class Replay:
    """Judges the archive; killed halfway, it can simply be run again."""

    store: Archive
    rules: Rules
    offload: Offload
    clock: Clock

    async def run(self, since: datetime | None, *, apply: bool) -> AsyncIterator[Rejudged]:
        """Every article whose flag would change; with ``apply`` it is changed."""
        after = 0
        while batch := await self.store.archive(after=after, since=since, limit=BATCH):
            after = batch[-1].id
            rejudged = [one for one in await self._judge(batch) if _differs(one)]
            if apply and rejudged:
                verdicts = {one.article.id: one.verdict for one in rejudged}
                await self.store.reflag(verdicts, self.clock())
            for one in rejudged:
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


def _differs(one: Rejudged) -> bool:
    return one.article.flagged != one.verdict.flagged
