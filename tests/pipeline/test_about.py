"""What is kept of an article beside its text, and by whose word it has its date."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from daemon.model.article import About, Precision
from daemon.model.dating import Dated, DateOrigin
from daemon.model.outcome import Extracted, Failed, Fetched, Reason
from daemon.pipeline.about import about, web_address
from daemon.pipeline.read import PageReader
from daemon.store import Store
from tests.pipeline.fakes import (
    SOURCE,
    FakeClock,
    FakeRules,
    FakeWeb,
    at_once,
    collector,
    entry,
)

URL = "https://esta.example/news/1"
UNDATED = replace(entry("e"), published_at=None, precision=Precision.UNKNOWN)
AT = datetime(2026, 11, 13, 21, tzinfo=UTC)


def page(**said: str) -> Extracted:
    extra = {name: told for name, told in said.items() if name != "author"}
    return Extracted("t", "a long body", author=said.get("author"), extra=extra)


def test_author_section_and_picture_come_from_the_page() -> None:
    told = page(author=" Şîlan  Kurd ", section="ئاسایش", image="/i/1.jpg")
    assert about(entry("e"), told, URL) == About(
        "Şîlan Kurd", "ئاسایش", "https://esta.example/i/1.jpg", DateOrigin.FEED
    )


def test_an_address_is_no_name() -> None:
    assert about(entry("e"), page(author="https://facebook.com/esta"), URL).author == ""


@pytest.mark.parametrize(
    "stated",
    [
        "javascript:alert(1)",
        "data:image/png;base64,AAAA",
        "file:///etc/passwd",
        "ftp://esta.example/1.jpg",
        "//user:secret@esta.example/1.jpg",
        "https://esta.example/a b.jpg",
        'https://esta.example/"><script>.jpg',
        "http://[::1/1.jpg",
        "/" + "a" * 2000,
        " ",
    ],
)
def test_only_a_whole_web_address_is_kept_as_a_picture(stated: str) -> None:
    assert web_address(stated, URL) == ""


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("//cdn.esta.example/1.jpg", "https://cdn.esta.example/1.jpg"),
        ("2.jpg?w=1&h=2", "https://esta.example/news/2.jpg?w=1&h=2"),
        ("http://esta.example/وێنە.jpg", "http://esta.example/وێنە.jpg"),
    ],
)
def test_a_picture_is_seen_from_its_page(stated: str, kept: str) -> None:
    assert web_address(stated, URL) == kept


@pytest.mark.parametrize("origin", [DateOrigin.META, DateOrigin.VISIBLE, DateOrigin.URL])
def test_the_pages_word_on_its_date_is_named(origin: DateOrigin) -> None:
    told = replace(page(), dated=Dated(AT, Precision.DAY, origin))
    assert about(UNDATED, told, URL).dated_by is origin
    assert about(entry("e"), told, URL).dated_by is DateOrigin.FEED


@pytest.mark.parametrize("found", [None, page(), Failed(Reason.DEADLINE, "late")])
def test_without_any_date_there_is_only_the_time_of_fetching(found: Extracted | None) -> None:
    assert about(UNDATED, found, URL).dated_by is DateOrigin.FETCH_TIME


async def test_what_a_page_says_is_stored(store: Store) -> None:
    web = FakeWeb([UNDATED])
    told = page(author="Şîlan", section="ئاسایش", image="//cdn.example/1.jpg")
    web.pages[UNDATED.url] = replace(told, dated=Dated(AT, Precision.DAY, DateOrigin.META))
    await collector(web, store, FakeClock()).collect(SOURCE)
    [kept] = await store.recent_articles()
    assert kept.about == About("Şîlan", "ئاسایش", "https://cdn.example/1.jpg", DateOrigin.META)
    assert kept.published_at == AT


async def test_the_picture_is_seen_from_where_the_page_finally_was() -> None:
    class Elsewhere(FakeWeb):
        async def fetch(self, *_asked: object, **_how: object) -> Fetched:
            return Fetched(URL, 200, {}, b"page")

    web = Elsewhere(pages={URL: page(image="1.jpg")})
    reader = PageReader(web, web, FakeRules(), at_once, FakeClock())
    read = await reader.read(SOURCE, entry("e"))
    assert read.about.image == "https://esta.example/news/1.jpg"
