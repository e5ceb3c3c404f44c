"""Elements with more attributes than parsers read in time: theirs grows with the square."""

from __future__ import annotations

import re

MOST_ATTRIBUTES = 2000  # of one element
_LONG_TAG = re.compile(r"<\w[^<>]{6000,}")


def overloaded(markup: str) -> bool:
    """Whether an element has more than ``MOST_ATTRIBUTES``; a run of text without '<' is none."""
    return any(tag[0].count("=") > MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(markup))
