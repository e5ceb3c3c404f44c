"""What is old is forgotten, but never told again and never lost untold."""

from __future__ import annotations

import pytest

from daemon.model.post import Sent
from daemon.store import Store, purge
from tests.store.samples import (
    DAY,
    FLAGGED,
    NOW,
    TODAY,
    article,
    content,
    entry,
    message,
    period,
    result,
)


async def test_the_texts_of_old_articles_go_and_new_ones_stay(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purge, "AT_ONCE", 2)
    old = [article(f"old{number}") for number in range(5)]
    await store.save_feed_result(result(*old))
    await store.save_feed_result(result(article("new", FLAGGED), at=NOW + DAY))

    assert await store.purge(NOW + DAY) == 5
    assert await store.purge(NOW + DAY) == 0

    new, *rest = await store.recent_articles()
    assert (new.body, new.matches) == (article("new").body, FLAGGED.matches)
    assert [found.body for found in rest] == [""] * 5
    assert {found.title for found in rest} == {each.title for each in old}


async def test_a_forgotten_article_that_is_still_listed_is_nothing_new(store: Store) -> None:
    await store.save_feed_result(result(article("old", FLAGGED)))
    articles = await store.digest_articles(period().schedule, NOW, DAY)
    await store.save_digest(content(period(TODAY), *articles), message())

    assert await store.purge(NOW + DAY) == 1

    assert await store.unseen("outlet", [entry("old")]) == []
    assert await store.digest_articles(period().schedule, NOW, DAY) == []
    [found] = await store.recent_articles()
    assert (found.flagged, found.matches) == (True, ())


async def test_what_no_digest_has_decided_on_is_not_forgotten(store: Store) -> None:
    await store.begin_schedule(period(TODAY - DAY), NOW - DAY)
    await store.save_feed_result(result(article("untold", FLAGGED), article("quiet")))

    assert await store.purge(NOW + DAY) == 1

    [found] = await store.digest_articles(period().schedule, NOW, DAY)
    assert (found.body, found.matches) == (article("untold").body, FLAGGED.matches)


async def test_a_forgotten_article_can_be_revised(store: Store) -> None:
    await store.save_feed_result(result(article("old")))
    await store.purge(NOW + DAY)
    changed = article(entry("old", fingerprint="old-2"), FLAGGED)

    assert (await store.save_feed_result(result(changed, at=NOW + DAY))).revised == 1

    [found] = await store.recent_articles()
    assert (found.revision, found.body, found.matches) == (2, changed.body, FLAGGED.matches)


async def test_a_sent_message_is_emptied_and_a_waiting_one_is_not(store: Store) -> None:
    await store.save_digest(content(period(TODAY)), message("sent"))
    await store.save_digest(content(period(TODAY + DAY)), message("waiting"))
    delivery = await store.claim("us", NOW)
    assert delivery is not None
    await store.record_sent(delivery, Sent(), NOW)

    await store.purge(NOW + DAY)

    waiting = await store.claim("us", NOW + DAY)
    assert waiting is not None
    assert waiting.message == message("waiting")
    seen = {line.state: line.messages for line in (await store.overview()).outbox}
    assert seen == {"sending": 1, "sent": 1}
