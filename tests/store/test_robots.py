"""What hosts say to robots is remembered, each origin by itself."""

from __future__ import annotations

from daemon.model.source import RobotsState
from daemon.store import Store
from daemon.store.robots import FORGOTTEN
from tests.store.samples import DAY, HOUR, NOW

HERE, THERE = "https://outlet.example:443", "http://[2001:db8::1]:8080"


async def test_what_was_heard_comes_back(store: Store) -> None:
    heard = RobotsState("User-agent: *\nDisallow: /ئاسایش", NOW)
    await store.save_robots(HERE, heard)
    assert await store.robots_state(HERE) == heard
    assert await store.robots_state(THERE) is None


async def test_no_rules_are_something_else_than_none_ever_heard(store: Store) -> None:
    await store.save_robots(HERE, RobotsState("", NOW))
    await store.save_robots(THERE, RobotsState(None, NOW, NOW - HOUR))
    assert await store.robots_state(HERE) == RobotsState("", NOW)
    assert await store.robots_state(THERE) == RobotsState(None, NOW, NOW - HOUR)


async def test_the_last_word_counts(store: Store) -> None:
    await store.save_robots(HERE, RobotsState("Disallow: /", NOW))
    silent = RobotsState("Disallow: /", NOW + DAY, NOW + DAY)
    await store.save_robots(HERE, silent)
    assert await store.robots_state(HERE) == silent


async def test_hosts_that_nobody_asked_for_long_are_forgotten(store: Store) -> None:
    await store.save_robots(HERE, RobotsState("", NOW))
    await store.save_robots(THERE, RobotsState("", NOW + FORGOTTEN))
    assert await store.robots_state(HERE) is not None
    await store.save_robots(THERE, RobotsState("", NOW + FORGOTTEN + HOUR))
    assert await store.robots_state(HERE) is None


async def test_what_no_database_takes_spoils_nothing(store: Store) -> None:
    await store.save_robots(HERE, RobotsState("Disallow: /\x00\ud800", NOW))
    kept = await store.robots_state(HERE)
    assert kept is not None
    assert kept.rules == "Disallow: /\ufffd\ufffd"
