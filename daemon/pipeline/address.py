"""Where a source is asked: at its address in sources.toml, or where that has moved for good."""

from __future__ import annotations

from dataclasses import replace

from daemon.model.source import FeedState, Move, Source

TRIES = 3  # failures in a row at the new address, before the old one is asked again


def asked_at(source: Source, state: FeedState) -> Source:
    """The source with the address to ask."""
    move = state.move
    if move is None or move.origin != source.url or state.failures >= TRIES:
        return source
    return replace(source, url=move.target)


def moved(source: Source, asked: Source, state: FeedState, moved_to: str | None) -> Move | None:
    """The move to remember after a feed asked for at ``asked`` could be read.

    ``moved_to`` is where its address has sent us for good, if it did.
    """
    if moved_to is not None:
        return Move(source.url, moved_to) if moved_to != source.url else None
    return state.move if asked.url != source.url else None
