from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from daemon.service.garbage import settle


@pytest.fixture(autouse=True)
def seen_again() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_what_lives_is_not_looked_at_again() -> None:
    kept = [[number] for number in range(1000)]
    assert kept[0] in [one for one in gc.get_objects() if one is kept[0]]
    settle()
    assert not any(one is kept[0] for one in gc.get_objects())
    assert gc.get_freeze_count() >= 1000


def test_what_was_kept_out_of_sight_is_freed_when_it_is_replaced() -> None:
    class Rules:
        freed = False

        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            Rules.freed = True

    rules = Rules()
    settle()
    assert not Rules.freed
    del rules
    settle()
    assert Rules.freed
