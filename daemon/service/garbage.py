"""Keeping the garbage collector from looking, again and again, at what never changes."""

from __future__ import annotations

import atexit
import gc

OBJECTS = 50_000
"""So many new objects before garbage is looked for."""


def seldom() -> None:
    """Look for garbage less often than Python does by itself, and not at the very end.

    Nearly all that importing and reading the rules makes stays until the process ends: looking
    for garbage in it took a third of a short command's time and found none.
    """
    gc.set_threshold(OBJECTS)
    atexit.register(gc.freeze)


def settle() -> None:
    """Take all that lives now out of the collector's sight.

    The compiled rules are a million objects, and looking through them stops the event loop
    for up to half a second, again and again. What was replaced since the last time is seen
    once more first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
