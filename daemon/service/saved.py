"""Saved documents, read just as the daemon reads what it fetches."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

import structlog

from daemon.jail import Jail, Limits
from daemon.model.article import Parsed
from daemon.model.language import Language
from daemon.model.outcome import Extracted, Failed, Fetched, NothingFound, Reason, Unreadable
from daemon.model.source import PageHints, Source
from daemon.pipeline.ports import R
from daemon.pipeline.surprise import surprise
from daemon.sources import KINDS
from daemon.sources.guess import guess_kind, guess_options

log = structlog.get_logger()

LARGEST = 10_000_000
"""Bytes of a document that are read: as much as is fetched by default."""

_TOO_LARGE = f"more than {LARGEST:,} bytes"
_ANY_NUMBER = 1_000_000  # documents here belong to nobody who could lose our patience


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """What a document yields as the kind that read it."""

    kind: str
    outcome: Parsed | Unreadable | Failed


class SavedReader:
    """Reads documents in children that may be killed; never raises for what is in them."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._jail = Jail(Limits(children=1, most_overruns=_ANY_NUMBER))

    async def __aenter__(self) -> Self:
        """The child is started when the first document comes."""
        return self

    async def __aexit__(self, *_error: object) -> None:
        """End the child."""
        await self._jail.aclose()

    async def feed(self, fetched: Fetched, kind: str | None, source: Source | None) -> ReadFeed:
        """The entries of a document, by the source it belongs to, or by what it seems to be."""
        wanted = kind or (source.kind if source is not None else guess_kind(fetched))
        if len(fetched.body) > LARGEST:
            return ReadFeed(wanted, Unreadable(Reason.TOO_LARGE, _TOO_LARGE))
        if source is None or source.kind != wanted:
            source = stand_in(wanted, fetched, source)
        return ReadFeed(wanted, await _surely(self._jail.parse(source, fetched, self._now)))

    async def page(self, fetched: Fetched, hints: PageHints) -> Extracted | NothingFound | Failed:
        """The article of a page."""
        if len(fetched.body) > LARGEST:
            return NothingFound(Reason.TOO_LARGE, _TOO_LARGE)
        source = stand_in("rss", fetched, None)
        return await _surely(self._jail.extract(source, fetched, hints))


async def _surely(reading: Awaitable[R]) -> R | Failed:
    """What reading gives, or the error of ours that kept it from giving anything."""
    try:
        return await reading
    except Exception as error:  # an edge: it is told as the problem of this document
        log.debug("document_not_read", exc_info=True)
        return surprise(error)


def stand_in(kind: str, fetched: Fetched, like: Source | None) -> Source:
    """A source for a document that belongs to none, or to one of another kind."""
    options = KINDS[kind].Options.model_validate(guess_options(kind, fetched))
    return Source(
        name=like.name if like is not None else "document",
        outlet=like.outlet if like is not None else "",
        url=fetched.url,
        kind=kind,
        language=like.language if like is not None else Language.OTHER,
        zone=like.zone if like is not None else "Asia/Baghdad",
        options=options.model_dump(),
    )
