"""Keeping the garbage collector from stopping everything to look at what never changes."""

from __future__ import annotations

import gc


def settle() -> None:
    """Take all that lives now out of the collector's sight.

    The compiled rules are a million objects, and looking through them stops the event loop
    for up to half a second, again and again. What was replaced since the last time is seen
    once more first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
