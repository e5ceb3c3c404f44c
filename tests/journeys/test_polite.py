"""Politeness costs no news: silent robots.txt, validators of every document, second readings."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from daemon.fetch.robots import FIRST_RETRY, FORGIVEN
from daemon.model.article import Origin
from daemon.model.outcome import Reason
from daemon.model.source import Source
from daemon.store import Store
from daemon.store.migrate import upgrade
from daemon.store.rereading import AFTER_NO_ROBOTS
from tests.fetch.server import LoopbackWeb, loopback_web, page, redirect
from tests.journeys.hostile_web import NEWS, Desk, desk_at, feed, html, item

HOUR = timedelta(hours=1)
DOWN = page(b"", status="503 Service Unavailable")
PAGE = html(f"<article><h1>هەواڵ</h1><p>{NEWS * 4}</p></article>")
SUMMARY = f"<item><title>هەواڵ</title><link>{{url}}</link><description>{NEWS}</description></item>"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    url = f"sqlite:///{tmp_path}/didevan.db"
    await upgrade(url)
    store = await Store.open(url)
    async with loopback_web() as web, desk_at(web, store) as made:
        yield made
    await store.aclose()


async def test_news_whose_page_must_wait_is_judged_by_its_feed_and_read_later(desk: Desk) -> None:
    desk.web.says("/robots.txt", DOWN)
    told, untold = desk.web.says("/told", PAGE), desk.web.says("/untold", PAGE)
    desk.web.says("/a.xml", page(feed(SUMMARY.format(url=told), item(untold))))
    collected = await desk.collector.collect(desk.source("a"))
    assert (collected.stored.new, collected.stored.flagged) == (2, 1)
    assert {one.problem for one in collected.articles} == {Reason.ROBOTS_UNKNOWN}
    assert paths(desk.web) == ["/a.xml", "/robots.txt"]

    desk.web.says("/robots.txt", page(b""))
    desk.web.says("/a.xml", page(feed(item(desk.web.says("/next", PAGE)))))
    desk.clock.forward(timedelta(minutes=5))
    await desk.collector.collect(desk.source("a"))
    kept = await desk.store.recent_articles()
    assert [(one.flagged, one.origin) for one in kept] == [(True, Origin.PAGE)] * 3


async def test_a_robots_txt_that_never_answers_loses_no_news_for_ever(desk: Desk) -> None:
    desk.web.says("/robots.txt", DOWN)
    desk.web.says("/a.xml", page(feed(item(desk.web.says("/a", PAGE)))))
    await desk.collector.collect(desk.source("a"))
    desk.web.says("/a.xml", page(feed(item(desk.web.says("/b", PAGE)))))
    began = desk.clock()
    for wait in AFTER_NO_ROBOTS:
        assert "/a" not in paths(desk.web)
        desk.clock.forward(wait)
        await desk.collector.collect(desk.source("a"))
    assert desk.clock() - began > FORGIVEN
    kept = await desk.store.recent_articles()
    assert [(one.flagged, one.origin) for one in kept] == [(True, Origin.PAGE)] * 2


async def test_a_short_silence_of_robots_txt_costs_minutes(desk: Desk) -> None:
    desk.web.says("/robots.txt", DOWN)
    desk.web.says("/a.xml", page(feed(item(desk.web.says("/a", PAGE)))))
    await desk.collector.collect(desk.source("a"))
    desk.web.says("/robots.txt", page(b""))
    desk.clock.forward(FIRST_RETRY)
    desk.web.says("/a.xml", page(feed(item(desk.web.says("/b", PAGE)))))
    collected = await desk.collector.collect(desk.source("a"))
    assert [one.origin for one in collected.articles] == [Origin.PAGE]


async def test_a_page_that_moves_into_a_forbidden_place_is_not_read(desk: Desk) -> None:
    desk.web.says("/robots.txt", page(b"User-agent: *\nDisallow: /members/"))
    desk.web.says("/members/a", PAGE)
    desk.web.says("/a.xml", page(feed(item(desk.web.says("/a", redirect("/members/a"))))))
    (one,) = (await desk.collector.collect(desk.source("a"))).articles
    assert (one.problem, one.origin) == (Reason.ROBOTS, Origin.TITLE_ONLY)
    assert "/members/a" not in paths(desk.web)


MAP = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</urlset>"
INDEX = "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</sitemapindex>"


PARTS = ("/1.xml", "/2.xml")


async def test_what_has_not_changed_is_not_sent_again(desk: Desk) -> None:
    source = sitemap(desk)
    first = await desk.collector.collect(source)
    assert first.entries == 2
    desk.web.requests.clear()
    assert (await desk.collector.collect(source)).not_modified
    assert shown(desk.web) == {path: f'"{path}"' for path in ("/index.xml", *PARTS)}


async def test_a_sitemap_that_changed_is_read_though_its_index_has_not(desk: Desk) -> None:
    source = sitemap(desk)
    await desk.collector.collect(source)
    desk.web.requests.clear()
    says(desk.web, "/2.xml", in_map(desk, "/news/2", "/news/3"), '"other"')
    again = await desk.collector.collect(source)
    assert [one.entry.url for one in again.articles] == [desk.web.url("/news/3")]
    assert sorted(paths(desk.web)) == ["/1.xml", "/2.xml", "/index.xml", "/news/3"]


async def test_an_address_that_stands_in_for_another_is_asked_with_its_own_validators(
    desk: Desk,
) -> None:
    says(desk.web, "/b.xml", feed(item(desk.web.says("/news/1", PAGE))), '"b"')
    source = replace(desk.source("a"), candidates=(desk.web.url("/b.xml"),))
    assert (await desk.collector.collect(source)).stored.new == 1
    desk.web.requests.clear()
    assert (await desk.collector.collect(source)).not_modified
    assert shown(desk.web) == {"/a.xml": None, "/b.xml": '"b"'}


async def test_an_article_is_read_again_when_its_feed_has_rolled_on(desk: Desk) -> None:
    desk.web.says("/a", PAGE)
    says(desk.web, "/a.xml", feed(item(desk.web.url("/a"))), '"1"')
    await desk.collector.collect(desk.source("a"))
    desk.clock.forward(HOUR)
    more = "ژمارەی بریندارەکان گەیشتە پێنج کەس و دۆخی دووانیان سەختە."  # now five are hurt
    desk.web.says("/a", html(f"<article><h1>هەواڵ</h1><p>{NEWS * 4}</p><p>{more}</p></article>"))
    assert (await desk.collector.collect(desk.source("a"))).not_modified
    (kept,) = await desk.store.recent_articles()
    assert (kept.revision, more in kept.body) == (2, True)


def sitemap(desk: Desk) -> Source:
    """An index of two sitemaps."""
    for number in (1, 2, 3):
        desk.web.says(f"/news/{number}", PAGE)
    listed = "".join(f"<sitemap><loc>{desk.web.url(part)}</loc></sitemap>" for part in PARTS)
    says(desk.web, "/index.xml", f"<sitemapindex>{listed}</sitemapindex>".encode(), '"/index.xml"')
    says(desk.web, "/1.xml", in_map(desk, "/news/1"), '"/1.xml"')
    says(desk.web, "/2.xml", in_map(desk, "/news/2"), '"/2.xml"')
    return replace(desk.source("a"), url=desk.web.url("/index.xml"), kind="sitemap")


def in_map(desk: Desk, *paths: str) -> bytes:
    listed = "".join(f"<url><loc>{desk.web.url(path)}</loc></url>" for path in paths)
    return f"<urlset>{listed}</urlset>".encode()


def says(web: LoopbackWeb, path: str, body: bytes, tag: str) -> None:
    """Answer with a body, or with 'not modified' to who shows its tag."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        known = web.requests[-1].headers.get("if-none-match") == tag
        unchanged = page(b"", f"ETag: {tag}", "Connection: close", status="304 Not Modified")
        writer.write(unchanged if known else page(body, f"ETag: {tag}", "Connection: close"))

    web.says(path, answer)


def paths(web: LoopbackWeb) -> list[str]:
    return [request.path for request in web.requests]


def shown(web: LoopbackWeb) -> dict[str, str | None]:
    return {request.path: request.headers.get("if-none-match") for request in web.requests}
