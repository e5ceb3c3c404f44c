"""Which sources are due, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from daemon.model.poll import FeedResult
from daemon.store import Store, feeds
from tests.store.samples import DAY, HOUR, NOW, state


async def test_sources_never_polled_come_first_then_the_longest_due(store: Store) -> None:
    await _polled(store, "late", NOW - HOUR)
    await _polled(store, "later", NOW - 2 * HOUR)
    await _polled(store, "waiting", NOW + HOUR)
    await _polled(store, "just", NOW)

    names = ["waiting", "just", "late", "fresh", "later"]
    assert await store.due(names, NOW, 10) == ["fresh", "later", "late", "just"]
    assert await store.due(names, NOW, 2) == ["fresh", "later"]


async def test_only_the_sources_asked_for_are_due(store: Store) -> None:
    await _polled(store, "disabled", NOW - HOUR)

    assert await store.due(["enabled"], NOW, 10) == ["enabled"]
    assert await store.due([], NOW, 10) == []


async def test_a_clock_set_back_does_not_silence_a_source(store: Store) -> None:
    wrong = NOW + 3650 * DAY
    ahead = replace(state("outlet", wrong), next_poll_at=wrong + HOUR)
    await store.save_feed_result(FeedResult("outlet", wrong, ahead))

    assert await store.due(["outlet"], NOW, 10) == ["outlet"]


async def test_a_clock_set_back_a_little_is_waited_out(store: Store) -> None:
    await _polled(store, "outlet", NOW + HOUR)

    assert await store.due(["outlet"], NOW - timedelta(minutes=30), 10) == []


async def _polled(store: Store, source: str, next_poll_at: datetime) -> None:
    known = state(source, NOW, next_poll_at=next_poll_at)
    await store.save_feed_result(FeedResult(source, NOW, known))


async def test_sources_that_fail_come_after_those_that_answer(store: Store) -> None:
    known = state("failing", NOW, next_poll_at=NOW - 2 * HOUR, failures=3)
    await store.save_feed_result(FeedResult("failing", NOW, known))
    await _polled(store, "late", NOW - HOUR)

    assert await store.due(["failing", "late", "fresh"], NOW, 10) == ["fresh", "late", "failing"]


async def test_many_that_are_due_but_not_asked_for_hide_none(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "LOOKED_AT", 2)
    for number in range(9):
        await _polled(store, f"removed-{number}", NOW - 2 * HOUR)
    await _polled(store, "late", NOW - HOUR)

    assert await store.due(["late"], NOW, 3) == ["late"]
