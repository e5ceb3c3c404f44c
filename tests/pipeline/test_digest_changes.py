"""Digests over days: what is told again says what changed, and a change alone is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from daemon.model.article import Severity
from daemon.model.post import Message, Recipient
from daemon.pipeline.digest import Digester
from daemon.schedule.periods import due_periods, next_due
from daemon.store import Store
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
