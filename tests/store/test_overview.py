"""What ``didevan status`` is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from daemon.model.outcome import Reason
from daemon.model.poll import FeedResult
from daemon.model.post import DeliveryState, NotSent, Sent
from daemon.store import Store
from daemon.store.overview import ArticleProblem
from tests.store.samples import (
    DAY,
    FLAGGED,
    HOUR,
    NOW,
    TODAY,
    article,
    content,
    message,
    period,
    result,
    state,
)


async def test_an_empty_database_is_calm(store: Store) -> None:
    seen = await store.overview()

    assert (seen.sources, seen.problems, seen.outbox, seen.digests) == ((), (), (), ())
    assert (seen.articles, seen.flagged, seen.abandoned) == (0, 0, 0)


async def test_every_source_ever_polled_has_a_line_with_its_counts(store: Store) -> None:
    await store.save_feed_result(result(article("a", FLAGGED), article("b")))
    broken = state("broken", failures=2, problem=Reason.NOT_FOUND, problem_since=NOW - HOUR)
    await store.save_feed_result(FeedResult("broken", NOW, broken))

    seen = await store.overview()

    bad, good = seen.sources
    assert (bad.source, bad.failures, bad.problem) == ("broken", 2, Reason.NOT_FOUND)
    assert (bad.problem_since, bad.articles, bad.flagged) == (NOW - HOUR, 0, 0)
    assert (good.source, good.articles, good.flagged, good.problem) == ("outlet", 2, 1, None)
    assert (good.polled_at, good.next_poll_at) == (NOW, NOW + HOUR)
    assert (seen.articles, seen.flagged) == (2, 1)
    uncounted = [replace(one, articles=0, flagged=0) for one in seen.sources]
    assert uncounted == await store.source_health(), "only the status counts the whole archive"


async def test_pages_that_could_not_be_read_are_counted_by_reason(store: Store) -> None:
    wall, gone = Reason.CONSENT_WALL, Reason.GONE
    some = [article(str(n), problem=wall) for n in range(2)] + [article("x", problem=gone)]
    await store.save_feed_result(result(*some, article("fine")))

    seen = await store.overview()

    assert seen.problems == (ArticleProblem("outlet", wall, 2), ArticleProblem("outlet", gone, 1))


async def test_the_outbox_is_counted_by_state_with_the_last_reason(store: Store) -> None:
    for day in range(4):
        due = period(TODAY + day * DAY)
        await store.save_digest(content(due), message(str(day), created_at=due.due_at))
    claimed = [await store.claim("us", NOW + 9 * DAY) for _ in range(3)]
    sent, refused, later = (each for each in claimed if each)
    await store.record_sent(sent, Sent("250"), NOW)
    no = NotSent(Reason.MAIL_REFUSED, "550 no such user", permanent=True)
    await store.record_failure(refused, no, NOW, None)
    wait = NotSent(Reason.MAIL_DEFERRED, "451 later")
    await store.record_failure(later, wait, NOW + 30 * DAY, NOW + 31 * DAY)

    pending, done, dead = (await store.overview()).outbox

    assert (pending.state, pending.messages) == (DeliveryState.PENDING, 2)
    assert (pending.reason, pending.detail) == (Reason.MAIL_DEFERRED, "451 later")
    assert pending.oldest_at == period(TODAY + 2 * DAY).due_at
    assert (done.state, done.messages, done.reason) == (DeliveryState.SENT, 1, None)
    assert (dead.state, dead.messages, dead.reason) == (DeliveryState.DEAD, 1, Reason.MAIL_REFUSED)


async def test_each_schedule_shows_its_last_digest_and_its_message(store: Store) -> None:
    await store.begin_schedule(period(TODAY - DAY), NOW - DAY)
    await store.begin_schedule(period(TODAY, schedule="dilan@18:00"), NOW)
    await store.save_feed_result(result(article("bad", FLAGGED)))
    articles = await store.digest_articles(period().schedule, NOW, DAY)
    await store.save_digest(content(period(TODAY), *articles, read=12), message())

    begun, told = (await store.overview()).digests

    assert (begun.schedule, begun.baseline, begun.state) == ("dilan@18:00", True, None)
    assert (told.schedule, told.baseline, told.local_date) == ("shilan@07:00", False, TODAY)
    assert (told.articles, told.read, told.late) == (1, 12, timedelta(minutes=2))
    assert (told.message_id, told.state) == (message().id, DeliveryState.PENDING)


async def test_tries_whose_end_nobody_knows_are_counted(url: str, store: Store) -> None:
    await store.save_digest(content(period()), message())
    dead = await Store.open(url)
    await dead.claim("dead", NOW)
    await dead.aclose()
    await store.release_abandoned("us", NOW)

    assert (await store.overview()).abandoned == 1
