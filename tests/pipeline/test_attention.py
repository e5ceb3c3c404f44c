"""Looking only at what changed and what is due decides the same as looking at everything."""

from __future__ import annotations

import random
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from sqlalchemy import select

from daemon.model.alert import Alerting, History, Interest, Ruling, Silence, Span
from daemon.model.article import Severity, Verdict
from daemon.model.post import AlertDraft, Recipient
from daemon.model.story import CorrectionKind
from daemon.pipeline import attention
from daemon.pipeline.alert import Alerter
from daemon.pipeline.alert_mails import Mails
from daemon.pipeline.merge import Merger
from daemon.store import Store
from daemon.store.alert_tables import alert_decisions
from daemon.store.stories import Told, Wanted
from tests.pipeline.fakes import NOW, FakeClock, at_once
from tests.pipeline.reporting import DUTY, SOURCES, Said, report

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
EVERYTHING = Alerting(Severity.LOW, most_per_hour=1000, storm_at=100)
RECIPIENTS = (
    DUTY,
    Recipient("all", "all@x", "post", alerting=EVERYTHING),
    Recipient(
        "sleeper",
        "sleeper@x",
        "post",
        alerting=replace(EVERYTHING, quiet=(Span(time(18), time(21)),), enough_sources=2),
    ),
    Recipient(
        "repeats",
        "repeats@x",
        "post",
        alerting=replace(EVERYTHING, repeat_interval=HOUR),
    ),
    Recipient("capped", "capped@x", "post", alerting=replace(EVERYTHING, most_per_hour=2)),
    Recipient(
        "narrow",
        "narrow@x",
        "post",
        interest=Interest(places=("kirkuk-governorate",)),
        alerting=Alerting(Severity.MEDIUM),
    ),
)


class Counting:
    """A store that counts what is asked of it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.asked: list[str] = []

    def __getattr__(self, name: str) -> Any:
        self.asked.append(name)
        return getattr(self.store, name)


@pytest.fixture
async def other(database_template: Path, tmp_path: Path) -> AsyncIterator[Store]:
    file = shutil.copy(database_template, tmp_path / "other.db")
    opened = await Store.open(f"sqlite:///{file}")
    yield opened
    await opened.aclose()


def alerter(store: object, clock: FakeClock) -> Alerter:
    return Alerter(store, clock, "didevan.example", SOURCES)  # type: ignore[arg-type]


async def told(store: Store) -> list[tuple[Any, ...]]:
    """Everything that was told: to whom, of which story, why and when."""
    table = alert_decisions.c
    columns = (table.decided_at, table.recipient, table.story_id, table.ruling, table.facts)
    asked = select(*columns).where(table.outcome == "told").order_by(*columns)
    async with store._database.read() as connection:
        return [tuple(row) for row in await connection.execute(asked)]


def something(chance: random.Random) -> dict[str, Any]:
    """A new event, more of one, or a larger one of which others are parts."""
    name = f"event{chance.randrange(12)}"
    return {
        "name": name,
        "source": chance.choice(("esta", "rojnews", "lvin")),
        "severity": chance.choice(
            (Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL)
        ),
        "killed": chance.choice((0, 1, 2, 6)),
        "town": "kirkuk-governorate" if name == "event0" else f"town{name}",
    }


@pytest.mark.parametrize("seed", range(2))
async def test_what_is_told_is_the_same_as_when_everything_is_looked_at(
    store: Store, other: Store, seed: int
) -> None:
    clock = FakeClock()
    keeps = alerter(store, clock)
    for one in (store, other):
        await one.begin_alerts([each.name for each in RECIPIENTS], NOW - MINUTE)
    script = random.Random(seed)  # noqa: S311 (a script, no secret)
    reported: list[dict[str, Any]] = []
    for step in range(60):
        if script.random() < 0.4:
            event = something(script)
            for one in (store, other) if event not in reported else ():
                await report(one, at=clock(), **event)
            reported.append(event)
        if step == 30:
            mute = Silence("the march", clock(), clock() + 60 * MINUTE, place="townevent3")
            for one in (store, other):
                await one.add_silence(mute, clock())
        await keeps.decide(RECIPIENTS)
        await alerter(other, clock).decide(RECIPIENTS)
        clock.forward(timedelta(seconds=script.choice((15, 45, 200, 900))))
    assert len(await told(store)) > 20
    assert await told(store) == await told(other)


async def test_a_tick_without_news_asks_for_news_only(store: Store) -> None:
    clock, counting = FakeClock(), Counting(store)
    journey = alerter(counting, clock)
    await store.begin_alerts(["duty"], NOW - MINUTE)
    await report(store, "blast", at=NOW)
    for _ in range(3):
        await journey.decide([DUTY])
        clock.forward(5 * MINUTE)
    counting.asked.clear()
    assert await journey.decide([DUTY]) == []
    assert counting.asked == ["silences", "refused", "changed_stories"]

    clock.forward(attention.ANEW)
    await journey.decide([DUTY])
    assert "alert_candidates" in counting.asked


async def test_what_could_not_be_written_is_decided_in_the_next_tick(store: Store) -> None:
    clock = FakeClock()

    class Full(Counting):
        async def save_alerts(self, drafts: list[AlertDraft], now: datetime) -> set[str]:
            if self.asked.count("full") < 7:  # together, and each of six alone
                self.asked.append("full")
                raise OSError("no space left on device")
            return await self.store.save_alerts(drafts, now)

    journey = alerter(Full(store), clock)
    await store.begin_alerts([one.name for one in RECIPIENTS], NOW - MINUTE)
    await report(store, "blast", at=NOW)
    assert await journey.decide(RECIPIENTS) == []
    assert await told(store) == []
    clock.forward(4 * MINUTE)
    assert len(await journey.decide(RECIPIENTS)) == len(RECIPIENTS)


async def test_what_is_told_to_many_is_read_once(store: Store) -> None:
    clock, counting = FakeClock(NOW + 4 * MINUTE), Counting(store)
    await store.begin_alerts([one.name for one in RECIPIENTS], NOW - MINUTE)
    await report(store, "blast", at=NOW)
    done = await alerter(counting, clock).decide(RECIPIENTS)
    assert sum(one.mails for one in done) > 3
    assert counting.asked.count("story_news") == 1
    assert counting.asked.count("alert_histories") == 1
    assert counting.asked.count("alert_candidates") == 1


async def test_one_mail_that_cannot_be_made_does_not_keep_the_others(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = FakeClock(NOW + 4 * MINUTE)
    journey = alerter(store, clock)
    await store.begin_alerts([one.name for one in RECIPIENTS], NOW - MINUTE)
    await report(store, "blast", at=NOW)
    made = Mails._message

    def fails(self: Mails, items: Any, recipient: Recipient, history: History) -> Any:
        if recipient.name == "all":
            raise ValueError("a fault of ours")
        return made(self, items, recipient, history)

    monkeypatch.setattr(Mails, "_message", fails)
    names = {one.recipient for one in await journey.decide(RECIPIENTS) if one.mails}
    assert "duty" in names
    assert "all" not in names
    monkeypatch.undo()
    assert "all" in {one.recipient for one in await journey.decide(RECIPIENTS) if one.mails}


async def test_an_old_article_that_is_flagged_late_alerts_nobody(store: Store) -> None:
    clock = FakeClock()
    journey = alerter(store, clock)
    await store.begin_alerts(["duty"], NOW - MINUTE)
    await report(store, "blast", at=NOW)
    clock.forward(10 * MINUTE)
    await journey.decide([DUTY])
    before = await told(store)
    clock.forward(timedelta(hours=30))
    await journey.decide([DUTY])
    story = await report(store, "old", at=NOW + 20 * MINUTE, severity=Severity.CRITICAL)
    await journey.decide([DUTY])
    assert await told(store) == before
    assert story in {one.story.id for one in await store.stories(Wanted())}


async def test_a_part_is_muted_by_a_whole_that_did_not_change_until_that_is_no_news(
    store: Store,
) -> None:
    clock = FakeClock()
    journey = alerter(store, clock)
    await store.begin_alerts(["duty"], NOW - MINUTE)
    whole = await report(store, "battle", town="kirkuk-governorate", killed=9)
    clock.forward(4 * MINUTE)
    await journey.decide([DUTY])
    await journey.decide([DUTY])
    part = await report(store, "raid", "lvin", at=clock(), killed=1)
    clock.forward(4 * MINUTE)
    await journey.decide([DUTY])
    assert [row[2] for row in await told(store)] == [whole]
    last = (await store.alert_history("duty", [part], clock())).last
    assert last == {part: Ruling.INHIBITED}

    await store.correct(
        CorrectionKind.NOT_SECURITY, _articles(await store.story(whole)), (), clock()
    )
    await journey.decide([DUTY])
    assert [row[2] for row in await told(store)] == [whole, part]


def _articles(of: Told | None) -> tuple[int, ...]:
    assert of is not None
    return of.stored.story.articles


async def test_what_other_rules_drop_and_flag_again_is_not_told_again(store: Store) -> None:
    clock = FakeClock()
    journey = alerter(store, clock)
    await store.begin_alerts(["duty"], NOW - MINUTE)
    number = await report(store, "blast", at=NOW)
    clock.forward(4 * MINUTE)
    await journey.decide([DUTY])
    before = await told(store)
    (blast,) = await store.recent_articles()
    flagged = Verdict(True, 3.0, Severity.HIGH, blast.language, blast.categories, blast.matches)
    await store.reflag({blast.id: replace(flagged, flagged=False)}, clock())
    await journey.decide([DUTY])
    await store.reflag({blast.id: flagged}, clock())
    said = Said(2, "daquq", crc32(b"blast"), Severity.HIGH, "esta")
    await Merger(store, said, at_once, clock).merge()  # type: ignore[arg-type]
    for _ in range(3):
        clock.forward(20 * MINUTE)
        await journey.decide([DUTY])
    assert [one.story.id for one in await store.stories(Wanted())] == [number]
    assert await told(store) == before
    assert len(before) == 1
