"""The journey of an alert on a real database: told once, in one thread, with stored reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from daemon.model.alert import Alerting, Interest, Outcome, Ruling, Silence, Span
from daemon.model.article import Severity
from daemon.model.post import AlertDraft, Message, Recipient, Sent
from daemon.model.story import CorrectionKind
from daemon.pipeline.alert import Alerted, Alerter
from daemon.store import Store
from daemon.store.stories import Wanted
from tests.pipeline.fakes import NOW, FakeClock
from tests.pipeline.reporting import DUTY, MINUTE, SOURCES, report


@pytest.fixture
def alerter(store: Store, clock: FakeClock) -> Alerter:
    names = {"explosion_ied": "Explosions"}
    return Alerter(store, clock, "didevan.example", SOURCES, names)


@pytest.fixture
async def _begun(alerter: Alerter, clock: FakeClock) -> None:
    clock.now = NOW - timedelta(hours=1)
    await alerter.begin([DUTY])
    clock.now = NOW


async def posted(store: Store, now: datetime) -> list[Message]:
    """Every message that waits, taken as sent."""
    found = []
    while (delivery := await store.claim("test", now + timedelta(days=30))) is not None:
        await store.record_sent(delivery, Sent(), now)
        found.append(delivery.message)
    return found


async def rulings(store: Store, story: int) -> list[Ruling]:
    """What was decided of a story, oldest first."""
    return [one.decision.ruling for one in await store.past_decisions(story)][::-1]


async def tell(alerter: Alerter, *recipients: Recipient) -> list[Alerted]:
    return await alerter.decide(recipients or (DUTY,))


@pytest.mark.usefixtures("_begun")
async def test_a_story_is_told_once_when_its_wait_is_over_and_every_reason_is_stored(
    store: Store, alerter: Alerter, clock: FakeClock
) -> None:
    story = await report(store, "blast")
    assert await tell(alerter) == [Alerted("duty", 0, 0)]
    assert await tell(alerter) == []
    clock.forward(3 * MINUTE)
    assert await tell(alerter) == [Alerted("duty", 1, 1)]
    for _ in range(3):
        clock.forward(MINUTE)
        await tell(alerter)
    assert len(await posted(store, clock.now)) == 1
    assert await rulings(store, story) == [Ruling.GROUP_WAIT, Ruling.NEW, Ruling.SAME_STORY]
    newest, told, _ = await store.past_decisions(story, "duty")
    assert (newest.message, told.decision.ruling.outcome) == (None, Outcome.TOLD)


@pytest.mark.usefixtures("_begun")
async def test_a_graver_story_goes_on_in_the_thread_of_the_first_mail(
    store: Store, alerter: Alerter, clock: FakeClock
) -> None:
    story = await report(store, "blast", killed=2)
    clock.forward(4 * MINUTE)
    await tell(alerter)
    clock.forward(MINUTE)
    same = await report(store, "blast", at=clock.now, severity=Severity.CRITICAL)
    assert same == story
    await tell(alerter)
    first, second = await posted(store, clock.now)
    assert second.headers["References"] == second.headers["In-Reply-To"] == first.id
    assert "References" not in first.headers
    assert second.subject == f"Re: {first.subject}"
    assert second.text.startswith("Now critical, high before: ")
    assert "severity: high → critical" in second.text
    assert (first.headers.get("Importance"), second.headers["Importance"]) == (None, "high")


@pytest.mark.usefixtures("_begun")
async def test_the_mail_says_what_happened_who_says_so_and_why_it_is_here(
    store: Store, alerter: Alerter, clock: FakeClock
) -> None:
    story = await report(store, "blast")
    await report(store, "blast", "rojnews", at=NOW + MINUTE)
    clock.forward(4 * MINUTE)
    await tell(alerter)
    (mail,) = await posted(store, clock.now)
    assert mail.kind == "alert"
    assert (mail.recipient, mail.address, mail.channel) == ("duty", "duty@didevan.example", "post")
    assert mail.subject == "High: Explosion in Daquq, Kirkuk Governorate: 2 killed"
    for part in (mail.text, mail.html):
        assert "ئێستا" in part
        assert "RojNews" in part
        assert "https://esta.example/esta-blast" in part
        assert "explosions" in part
        assert f"didevan why {story}" in part


@pytest.mark.usefixtures("_begun")
async def test_many_stories_at_once_are_one_mail(
    store: Store, alerter: Alerter, clock: FakeClock
) -> None:
    towns = ["daquq", "hawija", "dibis", "laylan", "altun", "rashad", "riyadh", "zab"]
    stories = {await report(store, town, town=town, killed=1) for town in towns}
    assert len(stories) == len(towns)
    clock.forward(4 * MINUTE)
    assert await tell(alerter) == [Alerted("duty", 1, 8)]
    (mail,) = await posted(store, clock.now)
    assert mail.subject == "Dîdevan: 8 stories at once"
    assert all(town.title() in mail.text for town in towns)


@pytest.mark.usefixtures("_begun")
async def test_what_follows_a_storm_begins_a_thread_of_its_own_story(
    store: Store, alerter: Alerter, clock: FakeClock
) -> None:
    towns = ["daquq", "hawija", "dibis", "laylan", "altun", "rashad"]
    for town in towns:
        await report(store, town, town=town, killed=1)
    clock.forward(4 * MINUTE)
    await tell(alerter)
    for killed in (1, 7):
        now = clock.now
        await report(
            store, "daquq", town="daquq", at=now, severity=Severity.CRITICAL, killed=killed
        )
        await tell(alerter)
        clock.forward(16 * MINUTE)
    storm, own, update = await posted(store, clock.now)
    assert "References" not in own.headers
    assert not own.subject.startswith("Re:")
    assert update.headers["References"] == own.id != storm.id
    assert update.subject == f"Re: {own.subject}"


@pytest.mark.usefixtures("_begun")
async def test_two_daemons_that_decide_at_once_make_one_mail(
    store: Store, alerter: Alerter, clock: FakeClock
) -> None:
    await report(store, "blast")
    clock.forward(4 * MINUTE)
    history = await store.alert_history("duty", [1], clock.now)
    await tell(alerter)
    draft = AlertDraft("duty", {}, (), history.newest)
    assert not await store.save_alerts([draft], clock.now)
    assert len(await posted(store, clock.now)) == 1


async def test_what_was_there_before_alerts_were_turned_on_is_not_told(
    store: Store, alerter: Alerter, clock: FakeClock
) -> None:
    story = await report(store, "blast", at=NOW - 30 * MINUTE)
    await alerter.begin([DUTY])
    await tell(alerter)
    assert await posted(store, clock.now) == []
    assert await rulings(store, story) == [Ruling.BEFORE_ALERTS]


@pytest.mark.usefixtures("_begun")
async def test_what_a_feed_that_is_read_for_the_first_time_has_of_last_week_is_not_told(
    store: Store, alerter: Alerter, clock: FakeClock
) -> None:
    story = await report(store, "blast", published=NOW - timedelta(days=7))
    clock.forward(4 * MINUTE)
    await tell(alerter)
    assert await posted(store, clock.now) == []
    assert (await rulings(store, story))[0].outcome is Outcome.NOT_TOLD


async def test_alerts_that_were_turned_off_and_on_again_begin_anew(
    store: Store, alerter: Alerter, clock: FakeClock
) -> None:
    clock.now = NOW - timedelta(hours=5)
    await alerter.begin([DUTY])
    clock.now = NOW
    await alerter.begin([replace(DUTY, alerting=None)])
    clock.forward(MINUTE)
    await report(store, "blast", at=NOW)
    await alerter.begin([DUTY])
    await tell(alerter)
    assert await posted(store, clock.now) == []


@pytest.mark.usefixtures("_begun")
async def test_a_silence_mutes_and_when_it_is_ended_the_story_is_told(
    store: Store, alerter: Alerter, clock: FakeClock
) -> None:
    await report(store, "blast")
    clock.forward(4 * MINUTE)
    until = clock.now + timedelta(hours=2)
    silence = Silence("exercise", clock.now, until, place="kirkuk-governorate")
    number = await store.add_silence(silence, clock.now)
    await tell(alerter)
    assert await posted(store, clock.now) == []
    assert await store.silences(clock.now) == [replace(silence, id=number)]
    assert await store.end_silence(number, clock.now)
    assert not await store.end_silence(number, clock.now)
    clock.forward(MINUTE)
    await tell(alerter)
    assert len(await posted(store, clock.now)) == 1


@pytest.mark.usefixtures("_begun")
async def test_outlets_are_known_by_the_name_that_the_sources_file_gives_them(
    store: Store, alerter: Alerter, clock: FakeClock
) -> None:
    await report(store, "blast")
    clock.forward(4 * MINUTE)
    other = replace(DUTY, interest=Interest(outlets=("Lvîn",)))
    wanted = replace(DUTY, interest=Interest(outlets=("ئێستا",)))
    await tell(alerter, other)
    assert await posted(store, clock.now) == []
    await tell(alerter, wanted)
    assert len(await posted(store, clock.now)) == 1


async def test_who_has_no_alerts_is_decided_nothing(store: Store, alerter: Alerter) -> None:
    story = await report(store, "blast")
    assert await tell(alerter, replace(DUTY, alerting=None)) == []
    assert await rulings(store, story) == []


@pytest.mark.usefixtures("_begun")
async def test_a_story_that_went_into_another_is_not_told_again(
    store: Store, alerter: Alerter, clock: FakeClock
) -> None:
    one = await report(store, "first", town="hawija")
    clock.forward(MINUTE)
    other = await report(store, "second", at=clock.now, town="dibis", killed=2)
    assert one != other
    clock.forward(4 * MINUTE)
    await tell(alerter)
    told = {story.story.id: story.story.articles for story in await store.stories(Wanted())}
    await store.correct(CorrectionKind.MERGE, told[one], told[other], clock.now)
    clock.forward(20 * MINUTE)
    await tell(alerter)
    assert len(await posted(store, clock.now)) == 2


@pytest.mark.usefixtures("_begun")
async def test_quiet_hours_are_those_of_the_recipients_zone(
    store: Store, alerter: Alerter, clock: FakeClock
) -> None:
    await report(store, "blast")
    clock.forward(4 * MINUTE)
    noon = (Span(time(12, 0), time(13, 0)),)  # it is 12:34 in Baghdad, and 09:34 in London
    asleep = replace(DUTY, alerting=Alerting(Severity.HIGH, quiet=noon))
    await tell(alerter, asleep)
    assert await posted(store, clock.now) == []
    await tell(alerter, replace(asleep, zone="Europe/London"))
    assert len(await posted(store, clock.now)) == 1
