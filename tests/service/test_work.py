"""Tasks under way: one of a name, no error unseen, and an end within seconds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from daemon.service.work import Work


@pytest.fixture
async def work() -> AsyncIterator[Work]:
    made = Work()
    yield made
    await made.drain(0)


async def settled() -> None:
    """Let what is ready run, done-callbacks too."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_of_one_name_one_task_runs_at_a_time(work: Work) -> None:
    gate, begun = asyncio.Event(), []

    async def wait(name: str) -> None:
        begun.append(name)
        await gate.wait()

    assert work.start("poll:a", wait("first"))
    assert not work.start("poll:a", wait("second"))
    assert work.start("poll:b", wait("other"))
    await settled()
    assert begun == ["first", "other"]
    assert work.under_way("poll:a")
    assert (work.count("poll:"), work.count("digests")) == (2, 0)

    gate.set()
    await settled()
    assert not work.under_way("poll:a")
    assert work.start("poll:a", wait("third"))


async def test_an_error_is_logged_when_it_begins_and_when_it_ends(work: Work) -> None:
    async def fail() -> None:
        raise OSError("no space left on device")

    async def succeed() -> None:
        pass

    with capture_logs() as logs:
        for task in (fail, fail, fail, succeed, succeed, fail):
            work.start("digests", task())
            await settled()

    assert [(line["event"], line["task"]) for line in logs] == [
        ("task_failed", "digests"),
        ("task_recovered", "digests"),
        ("task_failed", "digests"),
    ]
    assert isinstance(logs[0]["exc_info"], OSError)


async def test_the_failure_of_one_does_not_hide_that_of_another(work: Work) -> None:
    async def fail() -> None:
        raise OSError("no space left on device")

    with capture_logs() as logs:
        work.start("digests", fail())
        work.start("deliver", fail())
        await settled()
    assert [line["task"] for line in logs] == ["digests", "deliver"]


async def test_draining_waits_for_what_is_under_way(work: Work) -> None:
    gate, done = asyncio.Event(), []

    async def finish() -> None:
        await gate.wait()
        done.append("sent")

    work.start("deliver", finish())
    asyncio.get_running_loop().call_later(0.01, gate.set)
    assert await work.drain(5) == []
    assert done == ["sent"]


async def test_what_takes_too_long_is_cancelled_and_named(work: Work) -> None:
    cancelled = []

    async def hang(name: str) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.append(name)

    async def quick() -> None:
        pass

    for name in ("poll:b", "poll:a"):
        work.start(name, hang(name))
    work.start("due", quick())
    with capture_logs() as logs:
        assert await work.drain(0.01) == ["poll:a", "poll:b"]
        await settled()
    assert sorted(cancelled) == ["poll:a", "poll:b"]
    assert logs == [], "a task that was cancelled has not failed"
    assert work.count("") == 0


async def test_with_nothing_under_way_draining_ends_at_once(work: Work) -> None:
    assert await work.drain(3600) == []


async def test_while_draining_nothing_new_begins(work: Work) -> None:
    async def begin_another() -> None:
        await asyncio.sleep(0)
        begun.append(work.start("poll:late", never()))

    async def never() -> None:
        pytest.fail("begun while we were ending")

    begun: list[bool] = []
    work.start("due", begin_another())
    await work.drain(5)
    assert begun == [False]
    assert work.ending


async def test_what_comes_after_waits_for_what_runs_now_and_no_longer(work: Work) -> None:
    gate, closed = asyncio.Event(), asyncio.Event()

    async def old() -> None:
        await gate.wait()

    async def close() -> None:
        closed.set()

    work.start("poll:old", old())
    work.after_present("retire", close)
    work.start("poll:new", asyncio.Event().wait())  # type: ignore[arg-type]
    await settled()
    assert not closed.is_set()
    gate.set()
    async with asyncio.timeout(5):
        await closed.wait()
    assert work.under_way("poll:new")


async def test_with_nothing_running_it_comes_at_once(work: Work) -> None:
    closed = asyncio.Event()

    async def close() -> None:
        closed.set()

    work.after_present("retire", close)
    async with asyncio.timeout(5):
        await closed.wait()
