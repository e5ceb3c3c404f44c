"""After a sleep the digest waits until the sources were read, and for minutes at most."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from daemon.service import watch as watching
from daemon.service.watch import CATCHING_UP_SECONDS
from daemon.store import Store
from tests.pipeline.fakes import FakeClock
from tests.service.stage import Stage


@pytest.fixture
def steady(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The steady clock, moved by hand."""
    moved = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(watching, "time", SimpleNamespace(monotonic=lambda: moved.now))
    return moved


@pytest.fixture
async def woken(store: Store, clock: FakeClock, tmp_path: Path) -> AsyncIterator[Stage]:
    """A watch that read its sources, and then slept for a day and a half."""
    stage = Stage(store, clock, tmp_path)
    stage.web.gate.set()
    await stage.watch.journeys.begin()
    await read_all(stage)
    stage.clock.forward(timedelta(hours=36))
    yield stage
    await stage.work.drain(0)
    await stage.watch.journeys.aclose()


async def read_all(stage: Stage) -> None:
    for _ in range(3):
        await stage.tick()
        await stage.idle()


async def newest_digest(stage: Stage) -> date | None:
    await stage.watch.digests()
    await stage.idle()
    return await stage.store.last_digest("shilan@07:00")


@pytest.mark.usefixtures("steady")
async def test_a_digest_waits_for_the_sources_after_a_sleep(woken: Stage) -> None:
    asleep = await newest_digest(woken)
    await read_all(woken)
    awake = await newest_digest(woken)
    assert asleep is not None
    assert awake is not None
    assert awake - asleep == timedelta(days=1)


async def test_it_does_not_wait_for_ever(woken: Stage, steady: SimpleNamespace) -> None:
    before = await newest_digest(woken)
    steady.now += CATCHING_UP_SECONDS
    assert before is not None
    assert await newest_digest(woken) == before + timedelta(days=1)
