"""What a source's options, and the page's own words, change in the reading of an article."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from daemon.model.article import Article, Entry, Origin, Precision
from daemon.model.dating import Dated, DateOrigin
from daemon.model.outcome import Extracted
from daemon.model.source import PageHints, Selectors, Source
from daemon.pipeline.body import tells_the_same
from daemon.pipeline.read import PageReader
from tests.pipeline.fakes import NOW, SOURCE, FakeClock, FakeRules, FakeWeb, at_once, entry

WHOLE = replace(SOURCE, full_text=True)
TEASER = "هێزەکانی ئاسایش لە گەڕەکێکی شاری سلێمانی دوو گومانلێکراویان دەستگیر کرد."
BODY = f"{TEASER}\nبەپێی بەیاننامەیەک چەک و تەقەمەنییان لە ماڵەکەیاندا دۆزراوەتەوە."
OTHER = "کەشناسی پێشبینی بارانی زۆر دەکات.\nنرخی زێڕ لە بازاڕەکان دابەزی."


async def read(
    source: Source, one: Entry, page: Extracted | None = None
) -> tuple[Article, FakeWeb]:
    web = FakeWeb(pages={} if page is None else {one.url: page})
    reader = PageReader(web, web, FakeRules(), at_once, FakeClock())
    return await reader.read(source, one), web


@pytest.mark.parametrize(
    ("said", "origin"),
    [
        ({"content": "دەقی تەواو", "summary": "کورتە"}, Origin.FEED_CONTENT),
        ({"summary": "کورتە"}, Origin.FEED_SUMMARY),
    ],
)
async def test_a_feed_that_says_all_needs_no_pages(said: dict[str, str], origin: Origin) -> None:
    article, web = await read(WHOLE, entry("e", **said))
    assert web.asked == []
    assert (article.origin, article.problem) == (origin, None)


async def test_an_entry_that_says_nothing_is_read_from_its_page_all_the_same() -> None:
    article, web = await read(WHOLE, entry("e"), Extracted(None, "دەقی پەڕە"))
    assert len(web.asked) == 1
    assert article.origin is Origin.PAGE


async def test_the_page_is_asked_with_the_sources_headers_and_read_with_its_hints() -> None:
    chosen = Selectors(body=".detail")
    source = replace(
        SOURCE,
        headers={"User-Agent": "a reader"},
        selectors=chosen,
        zone="Europe/Istanbul",
        options={"date_order": "MDY"},
    )
    _, web = await read(source, entry("e"))
    assert web.headers == [{"User-Agent": "a reader"}]
    assert web.hints == [PageHints("Europe/Istanbul", NOW, chosen, day_first=False)]


AT = datetime(2026, 11, 13, 21, tzinfo=UTC)
DATED = Extracted(None, BODY, dated=Dated(AT, Precision.DAY, DateOrigin.VISIBLE))


async def test_a_page_dates_an_entry_that_its_feed_does_not() -> None:
    undated = replace(entry("e"), published_at=None, precision=Precision.UNKNOWN)
    article, _ = await read(SOURCE, undated, DATED)
    assert (article.entry.published_at, article.entry.precision) == (AT, Precision.DAY)
    assert article.entry.key == undated.key


async def test_the_date_of_the_feed_goes_before_that_of_the_page() -> None:
    article, _ = await read(SOURCE, entry("e"), DATED)
    assert article.entry.published_at == entry("e").published_at


async def test_a_summary_that_the_page_does_not_tell_stands_before_its_text() -> None:
    article, _ = await read(SOURCE, entry("e", summary=TEASER), Extracted(None, OTHER))
    assert article.body == f"{TEASER}\n{OTHER}"
    article, _ = await read(SOURCE, entry("e", summary=TEASER), Extracted(None, BODY))
    assert article.body == BODY


@pytest.mark.parametrize(
    ("summary", "text", "same"),
    [
        (TEASER, BODY, True),
        (TEASER, BODY.replace("ک", "ك").replace("ی", "ي"), True),  # typed by an Arabic keyboard
        (TEASER, OTHER, False),
        ("زیاتر بخوێنەرەوە", OTHER, True),  # too short to say anything
        ("", OTHER, True),
    ],
)
def test_texts_tell_the_same_when_they_share_words(summary: str, text: str, same: bool) -> None:
    assert tells_the_same(summary, text) is same
