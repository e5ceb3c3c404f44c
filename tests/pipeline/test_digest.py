"""A digest is decided by asking whether the last due one is there: once, late if need be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from daemon.model.alert import Interest
from daemon.model.language import Language
from daemon.model.post import DigestPeriod, Message, Recipient
from daemon.model.source import Source
from daemon.model.story import CorrectionKind
from daemon.pipeline.digest import Digester
from daemon.schedule.periods import due_periods, next_due
from daemon.store import Store
from tests.pipeline.fakes import BLAST, NOW, SOURCE, FakeClock, FakeWeb, collector, entry
from tests.pipeline.reporting import report

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
SHILAN = Recipient("shilan", "shilan@example.org", "post")  # 07:00 in Baghdad: 04:00 UTC
AZAD = Recipient("azad", "azad@example.org", "post", "Europe/Athens", (time(3, 30),))
OFF = Source("off", "Off", "https://off.example", "rss", Language.SORANI, "UTC", enabled=False)
TODAY = NOW.date()  # 09:30 UTC, so that the digest of today was due


@pytest.fixture
def digester(store: Store, clock: FakeClock) -> Digester:
    return Digester(
        store, due_periods, next_due, clock, "example.org", WEEK, (SOURCE, OFF), {"explosion": "X"}
    )


async def publish(store: Store, clock: FakeClock, *names: str) -> None:
    """Collect one article about an explosion for each name."""
    web = FakeWeb(feed=[entry(name, title=f"{BLAST} {name}") for name in names])
    assert (await collector(web, store, clock).collect(SOURCE)).stored.flagged == len(names)


async def sent(store: Store, clock: FakeClock) -> list[Message]:
    """Everything in the outbox, claimed."""
    found = []
    while (delivery := await store.claim("us", clock())) is not None:
        found.append(delivery.message)
    return found


async def test_a_new_schedule_begins_without_a_digest(
    digester: Digester, store: Store, clock: FakeClock
) -> None:
    await publish(store, clock, "one")
    assert await digester.decide([SHILAN]) == []
    assert await store.last_digest("shilan@07:00") == TODAY
    assert await digester.decide([SHILAN]) == []
    assert await sent(store, clock) == []


async def test_begun_at_the_start_a_schedule_sends_its_first_digest_when_it_is_due(
    digester: Digester, store: Store, clock: FakeClock
) -> None:
    await digester.begin([SHILAN])
    await digester.begin([SHILAN])
    await publish(store, clock, "one", "two")
    clock.now = datetime.fromisoformat("2026-11-15T03:59:59+00:00")
    assert await digester.decide([SHILAN]) == []

    clock.forward(timedelta(seconds=1))
    [decided] = await digester.decide([SHILAN])

    assert decided.period == DigestPeriod("shilan@07:00", "shilan", TODAY + DAY, clock())
    assert (decided.articles, decided.late) == (2, timedelta(0))
    [message] = await sent(store, clock)
    assert (message.recipient, message.address, message.channel) == (
        "shilan",
        "shilan@example.org",
        "post",
    )
    assert f"{BLAST} one" in message.text
    assert message.created_at == clock()


async def test_a_digest_is_decided_once_for_a_local_date(
    digester: Digester, store: Store, clock: FakeClock
) -> None:
    await digester.begin([SHILAN])
    clock.forward(DAY)
    decided = [len(await digester.decide([SHILAN])) for _ in range(3)]
    clock.forward(12 * HOUR)
    decided.append(len(await digester.decide([SHILAN])))
    assert decided == [1, 0, 0, 0]
    assert len(await sent(store, clock)) == 1


async def test_after_a_sleep_of_days_one_late_digest_tells_everything_once(
    digester: Digester, store: Store, clock: FakeClock
) -> None:
    await digester.begin([SHILAN])
    await publish(store, clock, "before")
    clock.forward(3 * DAY + 2 * HOUR)

    [decided] = await digester.decide([SHILAN])
    clock.forward(DAY)
    await publish(store, clock, "after")
    [next_day] = await digester.decide([SHILAN])

    assert (decided.period.local_date, decided.articles) == (TODAY + 3 * DAY, 1)
    assert decided.late == timedelta(hours=7, minutes=30)
    assert (next_day.period.local_date, next_day.articles) == (TODAY + 4 * DAY, 1)
    late, usual = await sent(store, clock)
    assert "before" in late.text
    assert "after" not in late.text
    assert "after" in usual.text
    assert "before" not in usual.text
    overview = await store.overview()
    assert overview.digests[0].local_date == TODAY + 4 * DAY


async def test_a_day_without_news_has_its_digest_all_the_same(
    digester: Digester, store: Store, clock: FakeClock
) -> None:
    await digester.begin([SHILAN])
    clock.forward(DAY)
    [decided] = await digester.decide([SHILAN])
    assert decided.articles == 0
    assert len(await sent(store, clock)) == 1


async def test_the_night_with_two_half_past_threes_has_one_digest(
    digester: Digester, store: Store, clock: FakeClock
) -> None:
    clock.now = datetime.fromisoformat("2026-10-24T12:00:00+00:00")
    await digester.begin([AZAD])

    dates = []
    for _ in range(48 * 4):
        clock.forward(HOUR / 4)
        dates += [one.period.local_date for one in await digester.decide([AZAD])]

    assert dates == [date(2026, 10, 25), date(2026, 10, 26)]
    assert len(await sent(store, clock)) == 2


async def test_each_recipient_and_each_time_has_a_schedule_of_its_own(
    digester: Digester, store: Store, clock: FakeClock
) -> None:
    twice = Recipient("hana", "hana@example.org", "post", digest_at=(time(7, 0), time(18, 0)))
    await digester.begin([SHILAN, twice])
    await publish(store, clock, "one")
    clock.forward(6 * HOUR)  # 18:30 in Baghdad
    evening = await digester.decide([SHILAN, twice])
    clock.forward(13 * HOUR)  # 07:30
    morning = await digester.decide([SHILAN, twice])

    assert [one.period.schedule for one in evening] == ["hana@18:00"]
    assert [one.period.schedule for one in morning] == ["shilan@07:00", "hana@07:00"]
    messages = await sent(store, clock)
    assert [message.recipient for message in messages] == ["hana", "shilan", "hana"]
    assert len({message.id for message in messages}) == 3


async def test_a_recipient_added_later_begins_without_old_news(
    digester: Digester, store: Store, clock: FakeClock
) -> None:
    await digester.begin([SHILAN])
    await publish(store, clock, "old")
    clock.forward(3 * DAY)
    await digester.decide([SHILAN, AZAD])
    await publish(store, clock, "new")
    clock.forward(DAY)

    [_, for_azad] = await digester.decide([SHILAN, AZAD])

    assert (for_azad.period.recipient, for_azad.articles) == ("azad", 1)


async def test_what_was_old_when_it_was_first_seen_is_not_told(
    digester: Digester, store: Store, clock: FakeClock
) -> None:
    await digester.begin([SHILAN])
    clock.forward(WEEK + HOUR)
    await publish(store, clock, "week-old")
    [decided] = await digester.decide([SHILAN])
    assert decided.articles == 0


@pytest.mark.parametrize("back", [timedelta(minutes=30), HOUR, DAY])
async def test_a_clock_set_back_does_not_repeat_a_digest(
    digester: Digester, store: Store, clock: FakeClock, back: timedelta
) -> None:
    await digester.begin([SHILAN])
    clock.forward(DAY)
    assert len(await digester.decide([SHILAN])) == 1
    clock.forward(-back)
    assert await digester.decide([SHILAN]) == []
    assert len(await sent(store, clock)) <= 1


async def test_a_clock_set_back_a_little_sends_nothing_for_a_day_that_was_slept_through(
    digester: Digester, clock: FakeClock
) -> None:
    await digester.begin([SHILAN])
    clock.forward(3 * DAY)
    assert len(await digester.decide([SHILAN])) == 1
    clock.forward(-DAY)
    assert await digester.decide([SHILAN]) == []


async def test_a_clock_that_ran_ten_years_ahead_does_not_silence_us_for_ten_years(
    digester: Digester, store: Store, clock: FakeClock
) -> None:
    await digester.begin([SHILAN])
    clock.forward(3652 * DAY)
    assert len(await digester.decide([SHILAN])) == 1
    clock.now = NOW + DAY
    await publish(store, clock, "one")

    decided = [await digester.decide([SHILAN]) for _ in range(3)]

    assert [[one.articles for one in each] for each in decided] == [[1], [], []]


async def test_looking_at_the_next_digest_stores_nothing(
    digester: Digester, store: Store, clock: FakeClock
) -> None:
    await digester.begin([SHILAN])
    await publish(store, clock, "one")
    before = await store.overview()

    content = await digester.preview(SHILAN)

    assert [article.title for article in content.articles] == [f"{BLAST} one"]
    assert (content.read, content.late, content.now) == (1, timedelta(0), NOW)
    assert content.next_due_at == datetime.fromisoformat("2026-11-15T04:00:00+00:00")
    assert await store.overview() == before
    assert await sent(store, clock) == []


async def test_the_foot_names_the_enabled_sources_by_their_outlets(digester: Digester) -> None:
    [row] = (await digester.preview(SHILAN)).sources
    assert (row.source, row.outlet, row.polled_at) == ("esta", "ئێستا", None)


async def test_a_message_id_does_not_change_with_the_time_of_deciding(
    digester: Digester, clock: FakeClock
) -> None:
    first = digester.render(await digester.preview(SHILAN), SHILAN)
    clock.forward(HOUR)
    assert digester.render(await digester.preview(SHILAN), SHILAN).id == first.id
    assert first.id.endswith("@example.org>")


async def test_a_digest_tells_what_was_asked_for_and_counts_the_rest_once(
    digester: Digester, store: Store, clock: FakeClock
) -> None:
    narrow = replace(SHILAN, interest=Interest(places=("kirkuk-governorate",)))
    await digester.begin([narrow])
    await report(store, "here", at=clock())
    far = replace(SHILAN, name="far", interest=Interest(places=("erbil",)))
    await digester.begin([far])
    clock.forward(DAY)
    decided = await digester.decide([narrow, far])
    assert [one.articles for one in decided] == [1, 0]
    here, nothing = await sent(store, clock)
    assert "هەواڵی here" in here.text
    assert "هەواڵی here" not in nothing.text
    left_out = "1 about security is left out: you did not ask for it."
    assert left_out in " ".join(nothing.text.split())
    clock.forward(DAY)
    assert [one.articles for one in await digester.decide([narrow, far])] == [0, 0]
    assert "did not ask for" not in (await sent(store, clock))[1].text


async def test_what_could_not_be_understood_is_told_and_what_came_late_waits(
    digester: Digester, store: Store, clock: FakeClock
) -> None:
    narrow = replace(SHILAN, interest=Interest(places=("kirkuk-governorate",)))
    await digester.begin([narrow])
    await publish(store, clock, "unmerged")
    clock.forward(DAY)
    await publish(store, clock, "late")
    told, *late = await digester.decide([narrow])
    assert (told.articles, late) == (1, [])
    clock.forward(DAY)
    assert [one.articles for one in await digester.decide([narrow])] == [1]


async def test_what_an_analyst_called_no_security_news_is_in_no_digest(
    digester: Digester, store: Store, clock: FakeClock
) -> None:
    await digester.begin([SHILAN])
    number = await report(store, "dismissed", at=clock())
    story = await store.story(number)
    assert story is not None
    await store.correct(CorrectionKind.NOT_SECURITY, story.stored.story.articles, (), clock())
    clock.forward(DAY)
    content = await digester.preview(SHILAN)
    assert (content.articles, len(content.passed_over)) == ((), 1)
