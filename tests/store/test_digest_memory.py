"""What digests told is remembered, so that the next says what changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from daemon.model.alert import StoryNews
from daemon.model.article import Severity
from daemon.model.post import DigestContent
from daemon.model.story import CorrectionKind, Story, Victims
from daemon.store import Store
from tests.pipeline.reporting import report
from tests.store.samples import (
    DAY,
    FLAGGED,
    HOUR,
    NOW,
    QUIET,
    TODAY,
    article,
    content,
    message,
    period,
    result,
)

SCHEDULE, WHO = period().schedule, period().recipient
YESTERDAY, TOMORROW = TODAY - DAY, TODAY + DAY


async def news(store: Store, *numbers: int) -> tuple[StoryNews, ...]:
    found = await store.story_news(numbers)
    return tuple(found[number] for number in numbers)


async def tell(store: Store, name: str, at: datetime, *numbers: int) -> DigestContent:
    """Save a digest that tells these stories."""
    told = await news(store, *numbers)
    known = await store.digest_articles(SCHEDULE, NOW, 30 * DAY)
    of = period((at + HOUR).date())
    digest = replace(content(of, *known), stories=told, now=at)
    assert await store.save_digest(digest, message(name))
    return digest


def killed(story: Story) -> int:
    found = story.range(Victims.KILLED)
    assert found is not None
    return found.high


async def test_before_the_first_digest_nothing_is_remembered(store: Store) -> None:
    number = await report(store, "one", killed=2)
    memory = await store.digest_memory(SCHEDULE, WHO, [number])
    assert (memory.since, dict(memory.before), memory.new_sources) == (None, {}, ())


async def test_the_last_word_on_a_story_is_remembered(store: Store) -> None:
    number = await report(store, "one", killed=2)
    await tell(store, "first", NOW, number)
    await report(store, "one", killed=5, at=NOW + HOUR)
    memory = await store.digest_memory(SCHEDULE, WHO, [number])
    assert killed(memory.before[number].story) == 2
    assert (memory.before[number].at, memory.since) == (NOW, NOW)

    await tell(store, "second", NOW + DAY, number)
    memory = await store.digest_memory(SCHEDULE, WHO, [number])
    assert killed(memory.before[number].story) == 5
    assert (memory.before[number].at, memory.since) == (NOW + DAY, NOW + DAY)


async def test_another_recipient_was_told_nothing(store: Store) -> None:
    number = await report(store, "one")
    await tell(store, "first", NOW, number)
    assert (await store.digest_memory(SCHEDULE, "another", [number])).before == {}


async def test_a_story_that_went_into_another_is_remembered_there(store: Store) -> None:
    one = await report(store, "one", killed=2)
    other = await report(store, "other", "rojnews", killed=9, town="hawija")
    assert one != other
    await tell(store, "first", NOW, other)
    first, second = await news(store, one, other)
    await store.correct(CorrectionKind.MERGE, first.story.articles, second.story.articles, NOW)
    (heir,) = {
        found.story.id for found in await store.news_of_articles(
            [*first.story.articles, *second.story.articles]
        )
    }  # fmt: skip
    memory = await store.digest_memory(SCHEDULE, WHO, [heir])
    assert killed(memory.before[heir].story) == 9


async def test_what_was_told_lately_is_given_with_what_is_known_now(store: Store) -> None:
    number = await report(store, "one", killed=2)
    await tell(store, "first", NOW, number)
    await report(store, "one", killed=5, at=NOW + HOUR, severity=Severity.CRITICAL)
    found = await store.told_lately(WHO, NOW - HOUR)
    before, now = found[number]
    assert (killed(before.story), killed(now)) == (2, 5)
    assert await store.told_lately(WHO, NOW + HOUR) == {}


async def test_a_source_is_new_once(store: Store) -> None:
    await store.save_feed_result(result(article("a", QUIET, "old"), source="old"))
    await store.begin_schedule(period(YESTERDAY), NOW)
    assert (await store.digest_memory(SCHEDULE, WHO, [])).new_sources == ()
    await store.save_feed_result(result(article("b", FLAGGED, "new"), source="new"))
    await store.save_feed_result(result(article("c", QUIET, "old"), source="old"))
    assert (await store.digest_memory(SCHEDULE, WHO, [])).new_sources == ("new",)
    await store.save_digest(content(period(TODAY)), message())
    assert (await store.digest_memory(SCHEDULE, WHO, [])).new_sources == ()


async def test_a_watch_that_only_begins_has_no_new_sources(store: Store) -> None:
    await store.begin_schedule(period(YESTERDAY), NOW)
    await store.save_feed_result(result(article("b", FLAGGED, "first"), source="first"))
    assert (await store.digest_memory(SCHEDULE, WHO, [])).new_sources == ()


async def test_what_was_told_long_ago_is_forgotten(store: Store) -> None:
    number = await report(store, "one")
    await tell(store, "first", NOW, number)
    await store.purge(NOW)
    assert number in (await store.digest_memory(SCHEDULE, WHO, [number])).before
    await store.purge(NOW + timedelta(seconds=1))
    assert (await store.digest_memory(SCHEDULE, WHO, [number])).before == {}
