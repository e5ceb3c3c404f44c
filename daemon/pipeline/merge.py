"""The journey of a story: what is flagged and in no story yet is understood and merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import structlog

from daemon.model.article import EntityMention, StoredArticle, Verdict
from daemon.model.story import Account
from daemon.pipeline.names import NameWatch
from daemon.pipeline.ports import Clock, Offload
from daemon.stories.facts import Reader, Report
from daemon.stories.local_days import ZONE
from daemon.stories.when import Moment

log = structlog.get_logger()

AT_ONCE = 30
"""Articles merged in one transaction."""


class Waiting(Protocol):
    """A flagged article that waits to be merged, with the names found in it."""

    @property
    def article(self) -> StoredArticle: ...
    @property
    def mentions(self) -> tuple[EntityMention, ...]: ...


class MergeStore(Protocol):
    """The memory that merging needs."""

    async def unmerged(self, limit: int, after: int = 0) -> Sequence[Waiting]:
        """The oldest articles beyond ``after`` that wait to be merged."""
        ...

    async def save_accounts(self, told: Sequence[tuple[Account, int]], now: datetime) -> None:
        """Put articles, each with its revision, into their stories, in one transaction."""
        ...


@dataclass(frozen=True, slots=True)
class Merger:
    """Merges articles into stories; killed at any moment it goes on where it was.

    ``zones`` are the zones of the sources, by whose clocks 'yesterday' is reckoned; ``names``
    looks at what is merged for names that nobody knows.
    """

    store: MergeStore
    reader: Reader
    offload: Offload
    clock: Clock
    zones: Mapping[str, str] = field(default_factory=dict)
    names: NameWatch | None = None

    async def merge(self) -> int:
        """Merge everything that waits; how many articles. What fails is tried the next time."""
        merged = after = 0
        while waiting := await self.store.unmerged(AT_ONCE, after):
            merged += await self._merge_some(waiting)
            after = waiting[-1].article.id
        if merged:
            log.info("articles_merged", articles=merged)
        return merged

    async def _merge_some(self, waiting: Sequence[Waiting]) -> int:
        """All in one transaction; when that fails, each in its own, so that one stops no other."""
        if self.names is not None:
            await self.names.look(waiting)
        told = [one for each in waiting if (one := await self._read(each)) is not None]
        if await self._save(told):
            return len(told)
        return sum([await self._save([one]) for one in told])

    async def _read(self, waiting: Waiting) -> tuple[Account, int] | None:
        article = waiting.article
        try:
            account = await self.offload(self.reader.account, self.report(waiting))
        except Exception:  # one article must not keep the others from their stories
            log.exception("article_not_understood", article=article.id, url=article.url)
            return None
        return account, article.revision

    def report(self, waiting: Waiting) -> Report:
        """The article as facts are read from it."""
        verdict = _verdict(waiting.article, waiting.mentions)
        return report_of(waiting.article, verdict, self.zones)

    async def _save(self, told: Sequence[tuple[Account, int]]) -> bool:
        if not told:
            return True
        try:
            await self.store.save_accounts(told, self.clock())
        except Exception:  # likewise
            log.exception("articles_not_merged", articles=[one.article for one, _ in told])
            return False
        return True


def report_of(article: StoredArticle, verdict: Verdict, zones: Mapping[str, str]) -> Report:
    """A judged article as facts are read from it; ``zones`` are those of the sources."""
    at = min(article.published_at or article.first_seen_at, article.first_seen_at)
    return Report(
        article=article.id,
        source=article.source,
        title=article.title,
        body=article.body,
        moment=Moment(at, zones.get(article.source, ZONE)),
        verdict=verdict,
    )


def _verdict(article: StoredArticle, mentions: tuple[EntityMention, ...]) -> Verdict:
    return Verdict(
        flagged=article.flagged,
        score=article.score,
        severity=article.severity,
        language=article.language,
        categories=article.categories,
        matches=article.matches,
        entities=mentions,
        lexicon=article.extra.get("lexicon", ""),
    )
