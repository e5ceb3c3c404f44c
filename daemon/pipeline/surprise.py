"""An error of our own, as a reason that is stored and shown like any other."""

from __future__ import annotations

from daemon.model.outcome import Failed, Reason

LONGEST = 300  # of what an exception says


def surprise(error: BaseException) -> Failed:
    """What an exception that nobody expected means for the one thing it happened to."""
    return Failed(Reason.INTERNAL_ERROR, f"{type(error).__name__}: {error}"[:LONGEST])
