"""Long lists in pieces, because a statement takes only so many values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

SIZE = 1000
"""Values in one IN list: far below what either database allows."""


def batches(values: Iterable[T]) -> Iterator[list[T]]:
    """``values`` in lists short enough for one statement."""
    remaining = iter(values)
    while batch := list(islice(remaining, SIZE)):
        yield batch
