"""The watch for names that nobody knows: candidates are noted before their article is merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog

from daemon.model.article import EntityMention, StoredArticle
from daemon.model.new_name import Sighting
from daemon.pipeline.ports import Offload
from daemon.rules.lexicon import Lexicon
from daemon.stories.new_names import new_names

log = structlog.get_logger()


class Read(Protocol):
    """An article with the names found in it."""

    @property
    def article(self) -> StoredArticle: ...
    @property
    def mentions(self) -> tuple[EntityMention, ...]: ...


class NameStore(Protocol):
    """The memory that the watch for names needs."""

    async def note_names(self, read: Sequence[int], found: Sequence[Sighting]) -> None:
        """Write what stands in these articles, in place of what was written of them before."""
        ...


@dataclass(frozen=True, slots=True)
class NameWatch:
    """Notes candidates; what fails stops nothing, and is looked at when it is read again."""

    store: NameStore
    lexicon: Lexicon
    offload: Offload

    async def look(self, waiting: Sequence[Read]) -> None:
        """Note the candidates of these articles; those that were noted before are replaced."""
        found = [one for each in waiting for one in await self._names(each)]
        try:
            await self.store.note_names([each.article.id for each in waiting], found)
        except Exception:  # stories are more than names
            log.exception("names_not_noted", articles=[each.article.id for each in waiting])

    async def _names(self, waiting: Read) -> list[Sighting]:
        article = waiting.article
        try:
            return await self.offload(sightings, article, waiting.mentions, self.lexicon)
        except Exception:  # one article must not keep the others from being looked at
            log.exception("names_not_read", article=article.id, url=article.url)
            return []


def sightings(
    article: StoredArticle, mentions: Sequence[EntityMention], lexicon: Lexicon
) -> list[Sighting]:
    """The candidates in an article."""
    fields = {"title": article.title, "body": article.body}
    at: datetime = min(article.published_at or article.first_seen_at, article.first_seen_at)
    return [
        Sighting(found.key, article.id, article.source, at, found.quote, found.context)
        for found in new_names(fields, mentions, lexicon)
    ]
