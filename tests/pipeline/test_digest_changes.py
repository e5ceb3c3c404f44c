"""Digests over days: what is told again says what changed, and a change alone is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from daemon.alerts import render
from daemon.alerts.fit import Room
from daemon.model.article import Severity
from daemon.model.post import Message, Recipient
from daemon.pipeline import digest
from daemon.pipeline.digest import Digester
from daemon.schedule.periods import due_periods, next_due
from daemon.store import Store
from daemon.store.stories import Wanted
from tests.pipeline.fakes import FakeClock
from tests.pipeline.reporting import SOURCES, report

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
SHILAN = Recipient("shilan", "shilan@example.org", "post")


@pytest.fixture
def digester(store: Store, clock: FakeClock) -> Digester:
    return Digester(store, due_periods, next_due, clock, "example.org", 7 * DAY, SOURCES)


async def tomorrow(digester: Digester, store: Store, clock: FakeClock) -> str:
    """The text of the next digest, on one line."""
    clock.forward(DAY)
    assert len(await digester.decide([SHILAN])) == 1
    delivery = await store.claim("us", clock())
    assert delivery is not None
    message: Message = delivery.message
    return " ".join(message.text.split())


async def test_a_second_report_says_what_changed(
    digester: Digester, store: Store, clock: FakeClock
) -> None:
    await digester.begin([SHILAN])
    number = await report(store, "blast", "esta", at=clock(), killed=2)
    first = await tomorrow(digester, store, clock)
    assert "Since the digest" not in first
    assert await report(store, "blast", "rojnews", at=clock() - HOUR, killed=5) == number
    second = await tomorrow(digester, store, clock)
    assert "severity: high → critical" not in first
    assert "killed: 2 → 2–5" in second
    assert "one more outlet" in second
    third = await tomorrow(digester, store, clock)
    assert "Since the digest" not in third


async def test_an_article_that_was_edited_is_told_when_its_facts_changed(
    digester: Digester, store: Store, clock: FakeClock
) -> None:
    await digester.begin([SHILAN])
    await report(store, "blast", at=clock(), killed=2)
    await tomorrow(digester, store, clock)
    await report(store, "blast", at=clock() - HOUR, killed=6, severity=Severity.CRITICAL)
    second = await tomorrow(digester, store, clock)
    assert "CHANGED, WITHOUT A NEW REPORT (1)" in second
    assert "severity: high → critical; killed: 2 → 6." in second
    assert "CHANGED" not in await tomorrow(digester, store, clock)


async def test_what_was_told_more_than_a_week_ago_is_left_alone(
    digester: Digester, store: Store, clock: FakeClock
) -> None:
    await digester.begin([SHILAN])
    await report(store, "blast", at=clock(), killed=2)
    await tomorrow(digester, store, clock)
    clock.forward(8 * DAY)
    await report(store, "blast", at=clock() - HOUR, killed=6)
    assert "CHANGED" not in await tomorrow(digester, store, clock)


async def test_a_new_source_is_named_once(
    digester: Digester, store: Store, clock: FakeClock
) -> None:
    await report(store, "blast", "esta", at=clock())
    await digester.begin([SHILAN])
    await report(store, "other", "lvin", at=clock(), town="hawija")
    assert "New: \u2068Lvîn\u2069" in await tomorrow(digester, store, clock)
    assert "New:" not in await tomorrow(digester, store, clock)


@pytest.fixture
def cramped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail has room for one story, and one more in a line."""
    monkeypatch.setattr(render, "ROOMS", (Room(1, 0),))


async def days_after(digester: Digester, store: Store, clock: FakeClock) -> tuple[int, int]:
    """Two stories of which the digest only counts one: their numbers, that one's last."""
    await digester.begin([SHILAN])
    told = await report(store, "raid", at=clock(), killed=9, severity=Severity.CRITICAL)
    counted = await report(store, "blast", at=clock(), killed=2, town="hawija")
    first = await tomorrow(digester, store, clock)
    assert "1 story is only counted" in first
    return told, counted


@pytest.mark.usefixtures("cramped")
async def test_what_was_only_counted_is_listed_exactly(
    digester: Digester, store: Store, clock: FakeClock
) -> None:
    _, counted = await days_after(digester, store, clock)
    (period,) = due_periods(SHILAN, clock())
    wanted = Wanted(counted_in=(period.local_date, period.schedule))
    assert [one.story.id for one in await store.stories(wanted)] == [counted]
    other = Wanted(counted_in=(period.local_date - DAY, period.schedule))
    assert await store.stories(other) == []


@pytest.mark.usefixtures("cramped")
async def test_what_was_only_counted_is_told_when_it_changes(
    digester: Digester, store: Store, clock: FakeClock
) -> None:
    told, counted = await days_after(digester, store, clock)
    memory = await store.digest_memory("shilan@07:00", "shilan", [told, counted])
    assert [memory.before[one].counted for one in (told, counted)] == [False, True]
    await report(store, "blast", at=clock() - HOUR, killed=6, town="hawija")
    second = await tomorrow(digester, store, clock)
    assert "Only counted in the digest of 15 Nov 12:30; since then: " in second
    assert "killed: 2 → 6." in second
    third = await tomorrow(digester, store, clock)
    assert "Only counted" not in third
    assert "CHANGED" not in third


@pytest.mark.usefixtures("cramped")
async def test_what_was_only_counted_is_told_when_it_is_reported_again(
    digester: Digester, store: Store, clock: FakeClock
) -> None:
    await days_after(digester, store, clock)
    await report(store, "blast", "lvin", at=clock() - HOUR, killed=6, town="hawija")
    second = await tomorrow(digester, store, clock)
    assert "Only counted in the digest of 15 Nov 12:30; since then: " in second
    assert "one more outlet" in second
    await report(store, "blast", "rojnews", at=clock() - HOUR, killed=6, town="hawija")
    assert "Since the digest of 16 Nov 12:30" in await tomorrow(digester, store, clock)


@pytest.mark.usefixtures("cramped")
async def test_what_was_only_counted_and_did_not_change_is_not_told_later(
    digester: Digester, store: Store, clock: FakeClock
) -> None:
    await days_after(digester, store, clock)
    assert "nothing flagged" not in (second := await tomorrow(digester, store, clock))
    assert "Nothing to report" in second


async def test_changed_stories_without_room_are_told_by_the_next_digest(
    digester: Digester, store: Store, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digest, "MOST_CHANGED", 2)
    await digester.begin([SHILAN])
    towns = ("daquq", "hawija", "dibis")
    for town in towns:
        await report(store, town, at=clock(), killed=2, town=town)
    await tomorrow(digester, store, clock)
    for town in towns:
        await report(store, town, at=clock() - HOUR, killed=3, town=town)
    second = await tomorrow(digester, store, clock)
    assert "CHANGED, WITHOUT A NEW REPORT (3)" in second
    assert "and 1 more, left for the next digest" in second
    third = await tomorrow(digester, store, clock)
    assert "CHANGED, WITHOUT A NEW REPORT (1)" in third
    assert "Dibis" in third
    assert "CHANGED" not in await tomorrow(digester, store, clock)
