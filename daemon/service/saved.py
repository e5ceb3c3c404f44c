"""Saved documents, read just as the daemon reads what it fetches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

import structlog

from daemon.extract import extract
from daemon.model.article import Parsed
from daemon.model.language import Language
from daemon.model.outcome import Extracted, Failed, Fetched, NothingFound, Reason, Unreadable
from daemon.model.source import PageHints, Source
from daemon.pipeline.ports import P, R
from daemon.pipeline.surprise import surprise
from daemon.sources import KINDS
from daemon.sources.guess import guess_kind, guess_options

log = structlog.get_logger()

LARGEST = 10_000_000
"""Bytes of a document that are read: as much as is fetched by default."""


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """What a document yields as the kind that read it."""

    kind: str
    outcome: Parsed | Unreadable | Failed


@dataclass(frozen=True, slots=True)
class SavedReader:
    """Reads documents; never raises for what is in them."""

    now: datetime

    async def __aenter__(self) -> Self:
        """Nothing is opened before it is needed."""
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Nothing is left open."""

    async def feed(self, fetched: Fetched, kind: str | None, source: Source | None) -> ReadFeed:
        """The entries of a document, by the source it belongs to, or by what it seems to be."""
        wanted = kind or (source.kind if source is not None else guess_kind(fetched))
        if source is None or source.kind != wanted:
            source = stand_in(wanted, fetched, source)
        if len(fetched.body) > LARGEST:
            return ReadFeed(wanted, Unreadable(Reason.TOO_LARGE, f"more than {LARGEST:,} bytes"))
        return ReadFeed(wanted, _surely(KINDS[wanted].parse, source, fetched, self.now))

    async def page(self, fetched: Fetched, hints: PageHints) -> Extracted | NothingFound | Failed:
        """The article of a page."""
        if len(fetched.body) > LARGEST:
            return NothingFound(Reason.TOO_LARGE, f"more than {LARGEST:,} bytes")
        return _surely(extract, fetched, hints)


def _surely(function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R | Failed:
    """What the function returns, or the error of ours that kept it from returning."""
    try:
        return function(*args, **kwargs)
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
