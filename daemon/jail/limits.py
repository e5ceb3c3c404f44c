"""What a child may use up before it is killed and replaced."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of the children; times in seconds, ``memory`` in bytes of address space.

    ``feed_seconds``, ``page_seconds`` and ``raw_seconds`` bound one call; the processor time
    in it is bounded one second lower. A child unused for ``idle_seconds`` is ended, to keep
    the daemon small.
    From a source that overran ``most_overruns`` times within ``rest_seconds`` no page is
    extracted for as long: its pages are judged by the plain text that they show.
    """

    children: int = 2
    memory: int = 512 * MEGABYTE
    feed_seconds: float = 6.0
    page_seconds: float = 9.0
    raw_seconds: float = 9.0
    start_seconds: float = 30.0
    idle_seconds: float = 120.0
    most_overruns: int = 2
    rest_seconds: float = 3600.0
