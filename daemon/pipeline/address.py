"""Where a source is asked: at its address in sources.toml, or where that has moved for good."""

from __future__ import annotations

from dataclasses import replace

from daemon.model.outcome import Fetched
from daemon.model.source import FeedState, Move, Source, Validators

TRIES = 3  # failures in a row at the new address, before the old one is asked again
NO_VALIDATORS = Validators()


def asked_at(source: Source, state: FeedState) -> tuple[Source, Validators]:
    """The source with the address to ask, and what to show there."""
    move = state.move
    if move is None or move.origin != source.url:
        return source, state.validators
    if state.failures >= TRIES:
        return source, NO_VALIDATORS
    return replace(source, url=move.target), state.validators


def moved(source: Source, asked: Source, state: FeedState, fetched: Fetched) -> Move | None:
    """The move to remember after a document that came from ``asked`` and could be read."""
    if fetched.moved_to is not None:
        return Move(source.url, fetched.moved_to) if fetched.moved_to != source.url else None
    return state.move if asked.url != source.url else None
