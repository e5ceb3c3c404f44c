"""What pages say beside their text, in the store and in its revisions."""

from __future__ import annotations

from sqlalchemy import select

from daemon.model.article import About, Precision
from daemon.model.dating import DateOrigin
from daemon.store import Store
from daemon.store.tables import revisions
from tests.store.samples import FLAGGED, HOUR, NOW, article, entry, result

SAID = About("Şîlan", "ئاسایش", "https://outlet.example/1.jpg", DateOrigin.META)


async def test_what_a_page_says_comes_back_as_it_was_saved(store: Store) -> None:
    await store.save_feed_result(result(article("a", FLAGGED, about=SAID)))
    [kept] = await store.recent_articles()
    assert kept.about == SAID


async def test_what_nobody_says_is_not_there(store: Store) -> None:
    await store.save_feed_result(result(article("a")))
    [kept] = await store.recent_articles()
    assert kept.about == About()


async def test_a_page_that_comes_without_author_and_date_takes_nothing_back(store: Store) -> None:
    await store.save_feed_result(result(article("a", about=SAID)))
    undated = entry("a", fingerprint="a-2", published_at=None, precision=Precision.UNKNOWN)
    later = article(undated, about=About(author="Rojîn", dated_by=DateOrigin.FETCH_TIME))
    await store.save_feed_result(result(later, at=NOW + HOUR))
    [kept] = await store.recent_articles()
    assert kept.about == About("Rojîn", SAID.section, SAID.image, DateOrigin.META)
    assert (kept.published_at, kept.precision) == (NOW - HOUR, Precision.MINUTE)


async def test_each_revision_keeps_its_own_author_and_date(store: Store) -> None:
    await store.save_feed_result(result(article("a", about=SAID)))
    redated = entry("a", fingerprint="a-2", published_at=NOW)
    said = About("Rojîn", dated_by=DateOrigin.FEED)
    await store.save_feed_result(result(article(redated, about=said), at=NOW + HOUR))
    columns = (revisions.c.author, revisions.c.published_at, revisions.c.dated_by)
    async with store._database.read() as connection:
        rows = (await connection.execute(select(*columns).order_by(revisions.c.revision))).all()
    assert [tuple(row) for row in rows] == [
        ("Şîlan", NOW - HOUR, "meta"),
        ("Rojîn", NOW, "feed"),
    ]
