from __future__ import annotations

import asyncio
import threading
from itertools import pairwise

import pytest

from daemon.fetch import names
from daemon.fetch.slots import Slots

GAP = 1.5  # seconds, of which none is waited for


async def beginnings(slots: Slots, *hosts: str, hurried: bool = False) -> list[float]:
    begun: list[float] = []

    async def one(host: str) -> None:
        async with slots.turn(host, hurried=hurried):
            begun.append(asyncio.get_running_loop().time())

    await asyncio.gather(*(one(host) for host in hosts))
    return sorted(begun)


def gaps(begun: list[float]) -> list[float]:
    return [later - earlier for earlier, later in pairwise(begun)]


async def test_between_two_requests_to_one_host_lies_the_gap() -> None:
    begun = await beginnings(Slots(9, 3, GAP), *["a"] * 4)
    assert min(gaps(begun)) >= GAP


async def test_the_gap_is_kept_also_when_nobody_waited() -> None:
    slots = Slots(9, 1, GAP)
    begun = [*await beginnings(slots, "a"), *await beginnings(slots, "a")]
    assert min(gaps(begun)) >= GAP


async def test_other_hosts_do_not_wait() -> None:
    begun = await beginnings(Slots(9, 1, GAP), *"abcdefgh")
    assert begun[-1] == begun[0]


async def test_who_is_in_a_hurry_does_not_wait() -> None:
    begun = await beginnings(Slots(9, 1, GAP), *["a"] * 5, hurried=True)
    assert begun[-1] == begun[0]


async def test_a_host_can_ask_for_a_longer_gap_but_not_for_a_shorter() -> None:
    slots = Slots(9, 1, GAP)
    slots.slow_down("a", 3 * GAP)
    slots.slow_down("b", 0.0)
    assert min(gaps(await beginnings(slots, "a", "a"))) >= 3 * GAP
    assert min(gaps(await beginnings(slots, "b", "b"))) >= GAP


async def test_who_waits_for_the_gap_holds_no_turn_of_others() -> None:
    slots = Slots(1, 2, GAP)
    (first,) = await beginnings(slots, "a")
    waiting = asyncio.create_task(beginnings(slots, "a"))
    await asyncio.sleep(0)
    assert await beginnings(slots, "b") == [first]
    assert await waiting == [first + GAP]


async def test_lookups_that_hang_hold_up_no_healthy_host(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()

    def look_up(host: str) -> tuple[str, ...]:
        if host.startswith("dead"):
            released.wait(20)
        return ("192.0.2.1",)

    monkeypatch.setattr(names, "_look_up", look_up)
    resolve = names.Names()
    hanging = [asyncio.create_task(resolve(f"dead{n}.example")) for n in range(40)]
    await asyncio.sleep(0)
    try:
        async with asyncio.timeout(5):
            assert await resolve("healthy.example") == ("192.0.2.1",)
        assert not any(task.done() for task in hanging)
    finally:
        released.set()
        await asyncio.gather(*hanging)
