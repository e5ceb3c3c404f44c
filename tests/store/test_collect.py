"""What a poll leaves in the store: articles, revisions, evidence, and the feed's state."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import StatementError

from daemon.model.article import Match, Origin, Precision, Severity
from daemon.model.outcome import Reason
from daemon.model.poll import FeedResult, Stored
from daemon.model.source import Remembered, Validators
from daemon.store import Store, identity
from daemon.store.tables import entities, revisions
from tests.store.samples import (
    ATTACK,
    FLAGGED,
    HOUR,
    NOW,
    QUIET,
    article,
    entry,
    result,
    state,
)


async def test_an_article_comes_back_as_it_was_saved(store: Store) -> None:
    told = article("blast", FLAGGED, problem=Reason.CONSENT_WALL, problem_detail="cookies")

    assert await store.save_feed_result(result(told)) == Stored(new=1, revised=0, flagged=1)

    [found] = await store.recent_articles()
    assert (found.source, found.url, found.title) == ("outlet", told.entry.url, told.title)
    assert (found.body, found.origin, found.language) == (told.body, Origin.PAGE, told.language)
    assert (found.published_at, found.precision) == (NOW - HOUR, Precision.MINUTE)
    assert (found.first_seen_at, found.revision) == (NOW, 1)
    assert (found.flagged, found.score, found.severity) == (True, 4.5, Severity.HIGH)
    assert found.categories == ("attack", "terror")
    assert found.matches == FLAGGED.matches
    assert found.extra == {
        "problem": "consent_wall",
        "problem_detail": "cookies",
        "lexicon": "abc123",
    }


async def test_names_found_in_an_article_are_kept(store: Store) -> None:
    await store.save_feed_result(result(article("blast", FLAGGED)))

    [row] = await _rows(store, select(entities))
    assert (row.entity, row.type, row.name, row.surface) == ("pkk", "armed_group", "PKK", "پەکەکە")
    assert (row.field, row.span_start, row.span_end) == ("body", 20, 26)


async def test_the_feed_state_comes_back_as_it_was_saved(store: Store) -> None:
    baghdad = timezone(timedelta(hours=3))
    kept = state(
        interval=timedelta(minutes=7, seconds=1),
        next_poll_at=(NOW + HOUR).astimezone(baghdad),
        documents={
            "https://outlet.example/feed": Remembered(
                Validators('W/"كوردی"', "Sat, 14 Nov 2026 09:00:00 GMT"),
                ("https://outlet.example/feed?page=2", "https://outlet.example/هەواڵ"),
                2,
            ),
            "https://outlet.example/feed?page=2": Remembered(Validators(etag='"2"')),
        },
        failures=3,
        problem=Reason.BROKEN_FEED,
        problem_detail="line 7",
        problem_since=NOW - HOUR,
    )
    assert await store.feed_state("outlet") is None

    await store.save_feed_result(FeedResult("outlet", NOW, kept))

    assert await store.feed_state("outlet") == kept
    later = replace(kept, problem=None, failures=0, documents={})
    await store.save_feed_result(FeedResult("outlet", NOW, later))
    assert await store.feed_state("outlet") == later


async def test_times_come_back_aware_and_in_utc(store: Store) -> None:
    baghdad = timezone(timedelta(hours=3))
    await store.save_feed_result(
        result(article(entry("one", published_at=NOW.astimezone(baghdad))))
    )

    [found] = await store.recent_articles()
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2026-11-14T09:30:15.123456+00:00"
    assert found.first_seen_at.utcoffset() == timedelta(0)


async def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    naive = state(next_poll_at=NOW.replace(tzinfo=None))

    with pytest.raises(StatementError, match="without a zone"):
        await store.save_feed_result(FeedResult("outlet", NOW, naive))


async def test_a_changed_entry_is_a_new_revision_with_the_new_evidence(store: Store) -> None:
    await store.save_feed_result(result(article("one", FLAGGED)))
    changed = entry("one", title="ناونیشانی نوێ", fingerprint="one-2")
    fresh = replace(FLAGGED, matches=(replace(ATTACK, term="other"),), score=9.0)
    assert await store.unseen("outlet", [changed]) == [changed]

    stored = await store.save_feed_result(
        result(article(changed, fresh, body="دەقی نوێ"), at=NOW + HOUR)
    )

    assert stored == Stored(new=0, revised=1, flagged=1)
    [found] = await store.recent_articles()
    assert (found.title, found.body, found.revision) == ("ناونیشانی نوێ", "دەقی نوێ", 2)
    assert (found.first_seen_at, found.score) == (NOW, 9.0)
    assert found.matches == fresh.matches
    assert await store.unseen("outlet", [changed]) == []
    kept = await _rows(store, select(revisions).order_by(revisions.c.revision))
    assert [(row.title, row.seen_at) for row in kept] == [
        (article("one").title, NOW),
        ("ناونیشانی نوێ", NOW + HOUR),
    ]


async def test_what_was_flagged_once_stays_flagged_without_false_evidence(store: Store) -> None:
    await store.save_feed_result(result(article("one", FLAGGED)))
    emptied = article(entry("one", fingerprint="one-2"), QUIET, body="")

    assert (await store.save_feed_result(result(emptied, at=NOW + HOUR))).flagged == 0

    [found] = await store.recent_articles(flagged=True)
    assert (found.severity, found.score, found.categories) == (
        Severity.HIGH,
        4.5,
        ("attack", "terror"),
    )
    assert found.matches == ()


async def test_an_article_flagged_in_a_later_revision_is_flagged(store: Store) -> None:
    await store.save_feed_result(result(article("one", QUIET)))
    worse = article(entry("one", fingerprint="one-2"), FLAGGED)

    assert await store.save_feed_result(result(worse)) == Stored(0, 1, 1)
    assert len(await store.recent_articles(flagged=True)) == 1


async def test_nul_and_lone_surrogates_do_not_break_a_commit(store: Store) -> None:
    spoilt = "a\0b\ud800c"
    match = Match("attack", spoilt, "title", spoilt, 0, 5, 1.0, (spoilt,))
    verdict = replace(FLAGGED, matches=(match,), categories=(spoilt,))
    poisoned = article(
        entry("one", key=spoilt, aliases=(spoilt + "x",), url=spoilt),
        verdict,
        title=spoilt,
        body=spoilt,
        problem_detail=spoilt,
    )

    await store.save_feed_result(result(poisoned))

    [found] = await store.recent_articles()
    assert found.title == "a\ufffdb\ufffdc"
    assert found.title[match.start : match.end] == found.matches[0].surface
    assert await store.unseen("outlet", [poisoned.entry]) == []
    assert await store.save_feed_result(result(poisoned)) == Stored(0, 0, 0)


async def test_an_error_in_the_middle_leaves_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(identity, "save_keys", fail)  # the last step of all
    with pytest.raises(OSError, match="the disk is full"):
        await store.save_feed_result(result(article("one", FLAGGED)))
    monkeypatch.undo()

    assert await store.feed_state("outlet") is None
    assert await store.recent_articles() == []
    assert await store.unseen("outlet", [entry("one")]) == [entry("one")]
    assert (await store.save_feed_result(result(article("one")))).new == 1


async def test_a_cancelled_save_leaves_nothing_and_holds_up_nobody(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached = asyncio.Event()

    async def hang(*_: object) -> None:
        reached.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(identity, "save_keys", hang)
    saving = asyncio.create_task(store.save_feed_result(result(article("one"))))
    await reached.wait()
    saving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await saving
    monkeypatch.undo()

    assert await store.recent_articles() == []
    assert (await store.save_feed_result(result(article("one")))).new == 1


async def test_thirty_articles_are_saved_in_a_handful_of_statements(store: Store) -> None:
    statements: list[str] = []
    engine = store._database._writer.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    busy = replace(FLAGGED, matches=FLAGGED.matches * 10)

    await store.save_feed_result(result(*(article(str(n), busy) for n in range(30))))
    first, statements[:] = len(statements), []
    changed = (entry(str(n), fingerprint="new") for n in range(30))
    await store.save_feed_result(result(*(article(each, busy) for each in changed)))

    assert first <= 10
    assert len(statements) <= 14


async def test_many_polls_at_once_are_all_saved(store: Store) -> None:
    names = [f"outlet-{number}" for number in range(20)]

    await asyncio.gather(
        *(store.save_feed_result(result(article(n, source=n), source=n)) for n in names)
    )

    assert {found.source for found in await store.recent_articles()} == set(names)


async def test_the_list_of_articles_can_be_narrowed(store: Store) -> None:
    await store.save_feed_result(result(article("old"), article("bad", FLAGGED)))
    await store.save_feed_result(result(article("new"), at=NOW + HOUR))

    assert [a.url[-3:] for a in await store.recent_articles(limit=1)] == ["new"]
    assert [a.url[-3:] for a in await store.recent_articles(since=NOW + HOUR)] == ["new"]
    assert [a.url[-3:] for a in await store.recent_articles(flagged=True)] == ["bad"]
    assert [a.url[-3:] for a in await store.recent_articles(flagged=False)] == ["new", "old"]
    assert await store.recent_articles(source="another") == []


async def _rows(store: Store, statement: Any) -> list[Any]:
    async with store._database.read() as connection:
        return list(await connection.execute(statement))
