"""A feed that has moved for good is asked where it is now; one that is not there, where it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import MappingProxyType

from daemon.model.outcome import Failed, Fetched, NotModified, Reason, Unreadable
from daemon.model.source import Validators
from daemon.store import Store
from tests.pipeline.fakes import (
    FEED,
    NOT_ASKED,
    SOURCE,
    FakeClock,
    FakeWeb,
    collector,
    entry,
)

NEW = "https://esta.example/new-feed"
OTHER = "https://esta.example/third"
MISSING = Failed(Reason.NOT_FOUND, "404", 404)


@dataclass(slots=True)
class MovingWeb(FakeWeb):
    """The feed's address sends on to ``there``, for good or for now; the new one may fail."""

    there: str | None = NEW
    for_good: bool = True
    gone: bool = False
    etags: list[str | None] = field(default_factory=list)

    async def fetch(
        self,
        url: str,
        *,
        accept: str,
        validators: Validators = NOT_ASKED,
        limit: int | None = None,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> Fetched | NotModified | Failed:
        if url not in (FEED, NEW, OTHER):
            return await FakeWeb.fetch(self, url, accept=accept, limit=limit, headers=headers)
        self.asked.append(url)
        self.etags.append(validators.etag)
        if url == NEW and self.gone:
            return MISSING
        moved_to = self.there if url == FEED and self.for_good else None
        landed = self.there if url == FEED and self.there else url
        return Fetched(landed, 200, {}, b"feed", etag='"1"', moved_to=moved_to)


async def polls(web: MovingWeb, store: Store, times: int) -> list[str]:
    clock = FakeClock()
    for _ in range(times):
        await collector(web, store, clock).collect(SOURCE)
        clock.forward(timedelta(hours=7))
    return [url for url in web.asked if url in (FEED, NEW)]


async def test_a_permanent_redirect_is_remembered(store: Store) -> None:
    assert await polls(MovingWeb([entry("a")]), store, 3) == [FEED, NEW, NEW]


async def test_a_redirect_for_now_is_not(store: Store) -> None:
    assert await polls(MovingWeb([entry("a")], for_good=False), store, 2) == [FEED, FEED]


async def test_a_move_to_something_that_is_no_feed_is_not_remembered(store: Store) -> None:
    web = MovingWeb(Unreadable(Reason.NOT_A_FEED, "an HTML page"))
    assert await polls(web, store, 2) == [FEED, FEED]


async def test_after_three_failures_at_the_new_address_the_old_one_is_asked(store: Store) -> None:
    web = MovingWeb([entry("a")])
    await polls(web, store, 1)
    web.gone, web.there = True, None
    assert await polls(web, store, 5) == [FEED, NEW, NEW, NEW, FEED, FEED]
    assert web.etags == [None, '"1"', '"1"', '"1"', None, '"1"']


async def test_another_address_in_the_settings_ends_a_move(store: Store) -> None:
    web, clock = MovingWeb([entry("a")]), FakeClock()
    await collector(web, store, clock).collect(SOURCE)
    await collector(web, store, clock).collect(replace(SOURCE, url=OTHER))
    assert [url for url in web.asked if url in (FEED, NEW, OTHER)] == [FEED, OTHER]
