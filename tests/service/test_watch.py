"""The watch starts what is due, outlives errors of ours, and exchanges its settings at work."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from structlog.testing import capture_logs

from daemon.model.outcome import Reason
from daemon.model.post import Delivery, Message, NotSent, Sent
from daemon.pipeline.deliver import Outcome
from daemon.service import watch as watching
from daemon.service.watch import HEALTHY_SECONDS, REST_SECONDS, owner_name, told_of_delivery
from daemon.store import Store
from tests.pipeline.fakes import DEFERRED, NOW, REFUSED, FakeChannel, FakeClock
from tests.service.stage import SHILAN, Stage


@pytest.fixture
async def stage(store: Store, clock: FakeClock, tmp_path: Path) -> AsyncIterator[Stage]:
    made = Stage(store, clock, tmp_path)
    yield made
    await made.work.drain(0)
    await made.watch.journeys.aclose()


@pytest.fixture
def steady(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The steady clock, moved by hand."""
    moved = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(watching, "time", SimpleNamespace(monotonic=lambda: moved.now))
    return moved


async def test_as_many_sources_are_polled_at_once_as_the_settings_say(stage: Stage) -> None:
    await stage.tick()
    await stage.tick()
    assert stage.work.count("poll:") == 3
    stage.web.gate.set()
    await stage.idle()
    assert sorted(stage.web.asked) == [f"https://{name}.example/" for name in "abcd"]


async def test_sources_that_failed_last_time_leave_half_of_the_room_to_others(
    stage: Stage,
) -> None:
    stage.watch.exchange(stage.journeys("a", "b", "c", at_once=4))
    stage.web.gate.set()
    await stage.tick()
    await stage.idle()
    stage.web.gate.clear()
    stage.clock.forward(timedelta(days=2))
    stage.watch.exchange(stage.journeys("a", "b", "c", "d", at_once=4))
    await stage.tick()
    await stage.tick()
    assert stage.work.under_way("poll:d")
    assert stage.work.count("poll:") == 3
    stage.web.gate.set()
    await stage.idle()
    assert sorted(stage.web.asked[3:]) == [f"https://{name}.example/" for name in "abcd"]


async def test_an_error_of_ours_is_logged_stored_and_stops_nobody_else(stage: Stage) -> None:
    stage.web.error = RuntimeError("a fault of ours")
    stage.web.gate.set()
    with capture_logs() as logs:
        for _ in range(2):
            await stage.tick()
            await stage.idle()
    assert [line["event"] for line in logs] == ["poll_failed"] * 4
    known = {row.source: row.problem for row in await stage.store.source_health()}
    assert known == dict.fromkeys("abcd", Reason.INTERNAL_ERROR)


async def test_while_the_store_cannot_keep_anything_a_source_is_not_asked_every_second(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, steady: SimpleNamespace
) -> None:
    async def full(*_: object) -> None:
        raise OSError("no space left on device")

    stage.web.gate.set()
    monkeypatch.setattr(Store, "save_feed_result", full)
    with capture_logs() as logs:
        for _ in range(5):
            await stage.tick()
            await stage.idle()
            steady.now += 1
    assert len(stage.web.asked) == 4, "each source once"
    events = sorted(line["event"] for line in logs)
    assert events == ["poll_failed"] * 4 + ["task_failed"] * 4

    steady.now += REST_SECONDS
    with capture_logs():
        await stage.tick()
        await stage.idle()
    assert len(stage.web.asked) == 8, "and again after its rest"


async def test_it_is_well_while_the_database_answers(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, steady: SimpleNamespace
) -> None:
    await stage.tick()
    steady.now += HEALTHY_SECONDS - 1
    assert stage.watch.is_well()
    steady.now += 1
    assert not stage.watch.is_well()
    await stage.tick()
    assert stage.watch.is_well()

    async def broken(*_: object) -> list[str]:
        raise OSError("disk I/O error")

    monkeypatch.setattr(Store, "due", broken)
    for _ in range(int(HEALTHY_SECONDS)):
        steady.now += 1
        await stage.tick()
    assert not stage.watch.is_well()


async def test_everything_that_waits_is_delivered(stage: Stage) -> None:
    await stage.enqueue("shilan", "azad")
    await stage.watch.deliver()
    await stage.idle()
    assert [message.recipient for message in stage.channel.given] == ["shilan", "azad"]


async def test_while_stopping_the_message_under_way_is_finished_and_no_other_begun(
    stage: Stage,
) -> None:
    await stage.enqueue("shilan", "azad")
    sending, gate = asyncio.Event(), asyncio.Event()

    class Slow(FakeChannel):
        async def send(self, message: Message) -> Sent | NotSent:
            sending.set()
            await gate.wait()
            return await super().send(message)

    slow = Slow()
    stage.watch.journeys.deliverer.channels = {"post": slow}
    await stage.watch.deliver()
    async with asyncio.timeout(5):
        await sending.wait()
    asyncio.get_running_loop().call_later(0.01, gate.set)

    assert await stage.work.drain(5) == []

    assert [message.recipient for message in slow.given] == ["shilan"]
    states = {line.state: line.messages for line in (await stage.store.overview()).outbox}
    assert states == {"sent": 1, "pending": 1}


async def test_new_settings_are_used_at_once_and_the_old_closed_when_their_work_has_ended(
    stage: Stage,
) -> None:
    await stage.tick()
    old, old_web = stage.watch.journeys, stage.web
    stage.web = type(old_web)()

    stage.watch.exchange(stage.journeys("new"))
    await stage.tick()
    async with asyncio.timeout(5):
        await stage.web.reached.wait()

    assert stage.web.asked == ["https://new.example/"]
    assert not old_web.closed.is_set()
    assert stage.watch.journeys.deliverer is old.deliverer
    old_web.gate.set()
    async with asyncio.timeout(5):
        await old_web.closed.wait()
    assert stage.work.under_way("poll:new")
    assert not stage.web.closed.is_set()


async def test_after_an_exchange_messages_leave_by_the_new_channels(stage: Stage) -> None:
    old = stage.channel
    stage.channel = FakeChannel()
    stage.watch.exchange(stage.journeys("a"))
    await stage.enqueue("shilan")
    await stage.watch.deliver()
    await stage.idle()
    assert (len(old.given), len(stage.channel.given)) == (0, 1)


async def test_digests_that_were_decided_are_logged(stage: Stage) -> None:
    await stage.watch.journeys.digester.begin([SHILAN])
    stage.clock.forward(timedelta(days=2))
    with capture_logs() as logs:
        await stage.watch.digests()
        await stage.idle()
    [line] = logs
    assert (line["event"], line["schedule"], line["date"], line["late_seconds"]) == (
        "digest_decided",
        "shilan@07:00",
        "2026-11-16",
        5.5 * 3600,
    )


async def test_only_with_a_retention_anything_is_forgotten(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = []

    async def purge(_store: Store, moment: object) -> int:
        before.append(moment)
        return 0

    monkeypatch.setattr(Store, "purge", purge)
    await stage.watch.housekeeping()
    await stage.idle()
    assert before == []

    journeys = stage.watch.journeys
    year = replace(journeys.settings, retention=timedelta(days=365))
    stage.watch.journeys = replace(journeys, settings=year)
    await stage.watch.housekeeping()
    await stage.idle()
    assert before == [NOW - timedelta(days=365)]


@pytest.mark.parametrize(
    ("result", "again", "level", "event"),
    [
        (Sent("250 taken"), False, "info", "message_sent"),
        (DEFERRED, True, "warning", "message_not_sent"),
        (REFUSED, False, "error", "message_given_up"),
    ],
)
def test_a_try_to_deliver_is_logged_by_how_bad_it_is_and_without_the_address(
    result: Sent | NotSent, again: bool, level: str, event: str
) -> None:
    message = Message("<1@x>", "digest", "shilan", "s@secret.example", "post", "", "", "", NOW)
    retry_at = NOW + timedelta(minutes=1) if again else None
    with capture_logs() as logs:
        told_of_delivery(Outcome(Delivery(1, message, 1, False), result, NOW, retry_at))
    [line] = logs
    assert (line["log_level"], line["event"]) == (level, event)
    assert "secret" not in str(line)


def test_every_start_has_a_name_of_its_own() -> None:
    names = {owner_name(NOW + timedelta(microseconds=n), pid) for n in (0, 1) for pid in (7, 8)}
    assert len(names) == 4
