"""The newsroom answers like real outlets do, faults included, and goes away quickly."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator
from datetime import timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from http.client import HTTPConnection
from urllib.parse import parse_qs, urlsplit

import pytest

from daemon.demo.newsroom import Newsroom
from daemon.demo.typed import ZWNJ
from tests.demo.asking import NOW, Reply, ask, parse, titles

FEEDS = ("bangi-chiya", "rubar", "shanedar")
SOUND = (*FEEDS, "qelemi-azad", "sterka-ciya", "kaniya-spi")


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom(NOW) as opened:
        yield opened
    assert opened.errors == []


def feed(newsroom: Newsroom, slug: str, **headers: str) -> Reply:
    return ask(f"{newsroom.base_url}/{slug}/feed", **headers)


@pytest.mark.parametrize("slug", [*FEEDS, "dergay-nwe"])
def test_a_sound_feed_is_well_formed_and_offers_what_is_expected(
    newsroom: Newsroom, slug: str
) -> None:
    answer = feed(newsroom, slug)
    assert answer.status == 200
    assert titles(answer.body) == [each.title for each in newsroom.expected[slug]]
    assert len(newsroom.expected[slug]) >= 4


@pytest.mark.parametrize(
    ("slug", "content_type", "root"),
    [
        ("bangi-chiya", "application/rss+xml; charset=utf-8", "rss"),
        ("rubar", "application/atom+xml; charset=utf-8", "{http://www.w3.org/2005/Atom}feed"),
        (
            "shanedar",
            "application/rdf+xml; charset=utf-8",
            "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF",
        ),
        ("dergay-nwe", "text/xml", "rss"),
    ],
)
def test_feeds_come_in_three_formats(
    newsroom: Newsroom, slug: str, content_type: str, root: str
) -> None:
    answer = feed(newsroom, slug)
    assert answer.headers["content-type"] == content_type
    assert parse(answer.body).tag == root


def test_the_broken_feed_is_not_well_formed_and_holds_no_entry(newsroom: Newsroom) -> None:
    answer = feed(newsroom, "broken-window")
    assert answer.status == 200
    with pytest.raises(SyntaxError):
        parse(answer.body)
    assert b"<item" not in answer.body
    assert newsroom.expected["broken-window"] == ()


@pytest.mark.parametrize("slug", SOUND)
def test_every_page_holds_its_article_between_menus(newsroom: Newsroom, slug: str) -> None:
    outlet = next(each for each in newsroom.outlets if each.slug == slug)
    direction = "rtl" if outlet.right_to_left else "ltr"
    for item in newsroom.site.items(outlet, 1):
        page = ask(item.url)
        shown = unescape(page.text)
        assert page.status == 200
        assert f'lang="{outlet.language}"' in shown
        assert f'dir="{direction}"' in shown
        assert shown.count("$") == 0
        for text in (item.article.title, *item.article.paragraphs, outlet.typed(outlet.name)):
            assert text in shown
        assert "{" not in "".join(item.article.paragraphs)


def test_a_page_is_found_with_tracking_words_too(newsroom: Newsroom) -> None:
    for slug in ("rubar", "shanedar"):
        url = newsroom.expected[slug][0].url
        tracked = url + ("&" if "?" in url else "?") + "utm_source=feed"
        assert ask(tracked).body == ask(url).body


def test_times_of_publication_are_relative_to_now(newsroom: Newsroom) -> None:
    item = next(each for each in parse(feed(newsroom, "bangi-chiya").body).iter("item"))
    published_at = parsedate_to_datetime(item.findtext("pubDate") or "")
    assert published_at == NOW - timedelta(hours=2)
    assert published_at.utcoffset() == timedelta(hours=3)


def test_the_rdf_feed_gives_local_time_without_an_offset(newsroom: Newsroom) -> None:
    first = feed(newsroom, "shanedar").text.partition("<dc:date>")[2].partition("<")[0]
    assert first == "2026-11-21T10:00:00"


def test_the_atom_feed_links_with_tracking_words(newsroom: Newsroom) -> None:
    assert feed(newsroom, "rubar").text.count("?utm_source=feed&amp;utm_medium=atom") == len(
        newsroom.expected["rubar"]
    )


def test_the_hands_are_the_outlets(newsroom: Newsroom) -> None:
    typed = ask(f"{newsroom.base_url}/qelemi-azad/news-sitemap.xml").text
    old = feed(newsroom, "shanedar").text
    assert "ك" in typed
    assert not set(typed) & set("کیە")
    assert ZWNJ in old
    assert "ە" not in old
    page = ask(newsroom.expected["shanedar"][0].url).text
    assert ZWNJ not in page
    assert "&zwnj;" in page


@pytest.mark.parametrize("slug", ["bangi-chiya", "rubar", "shanedar"])
def test_an_unchanged_feed_is_answered_not_modified(newsroom: Newsroom, slug: str) -> None:
    first = feed(newsroom, slug)
    by_tag = feed(newsroom, slug, If_None_Match=first.headers["etag"])
    by_date = feed(newsroom, slug, If_Modified_Since=first.headers["last-modified"])
    assert (by_tag.status, by_tag.body) == (304, b"")
    assert (by_date.status, by_date.body) == (304, b"")


def test_wrong_validators_get_the_whole_feed(newsroom: Newsroom) -> None:
    first = feed(newsroom, "rubar")
    dated = {"If_Modified_Since": first.headers["last-modified"]}
    assert feed(newsroom, "rubar", If_None_Match='"other"', **dated).status == 200
    assert feed(newsroom, "rubar", If_Modified_Since="yesterday").status == 200
    assert feed(newsroom, "rubar", If_Modified_Since="Sat, 01 Nov 2025 00:00:00 GMT").status == 200


def test_a_second_edition_brings_later_articles(newsroom: Newsroom) -> None:
    before = feed(newsroom, "rubar")
    later = f"{newsroom.base_url}/rubar/story/4111/kidnapped-merchant"
    assert ask(later).status == 404
    newsroom.publish_edition(2)
    after = feed(newsroom, "rubar", If_None_Match=before.headers["etag"])
    assert after.status == 200
    assert len(titles(after.body)) == len(titles(before.body)) + 1
    assert newsroom.expected["rubar"][0].id == "kidnapped-merchant"
    assert ask(later).status == 200


def test_a_second_edition_corrects_a_toll_in_feed_and_page(newsroom: Newsroom) -> None:
    dead = next(each for each in newsroom.expected["bangi-chiya"] if each.id == "daesh-qaratapa")
    assert "سێ پێشمەرگە شەهید بوون" in feed(newsroom, "bangi-chiya").text
    assert not dead.corrected
    newsroom.publish_edition(2)
    for text in (feed(newsroom, "bangi-chiya").text, ask(dead.url).text):
        assert "چوار پێشمەرگە شەهید بوون" in text
        assert "سێ پێشمەرگە شەهید بوون" not in text


def test_pages_behind_the_consent_wall_show_only_the_wall(newsroom: Newsroom) -> None:
    for each in newsroom.expected["dergay-nwe"]:
        sent_away = ask(each.url)
        assert sent_away.status == 302
        location = sent_away.headers["location"]
        assert parse_qs(urlsplit(location).query) == {"return": [each.url]}
        wall = ask(location)
        assert wall.status == 200
        assert "cookie" in wall.text
        assert each.title not in wall.text


def test_the_slow_feed_is_sound_when_it_comes() -> None:
    with Newsroom(NOW, delay=0) as newsroom:
        answer = feed(newsroom, "slow-caravan")
        assert titles(answer.body) == [each.title for each in newsroom.expected["slow-caravan"]]


def test_the_slow_feed_keeps_its_readers_waiting_and_does_not_hold_the_newsroom_up() -> None:
    with Newsroom(NOW, delay=300) as newsroom:
        assert newsroom.expected["slow-caravan"] == ()
        connection = HTTPConnection("127.0.0.1", newsroom.port, timeout=0.1)
        connection.request("GET", "/slow-caravan/feed")
        with pytest.raises(TimeoutError):
            connection.getresponse()
        connection.close()
        started = time.monotonic()
    assert time.monotonic() - started < 60, "of the 300 s that the reader would have to wait"
    assert newsroom.errors == []


def test_the_port_is_free_after_the_newsroom_closed(newsroom: Newsroom) -> None:
    with Newsroom(NOW) as other:
        assert other.port != newsroom.port
        url = f"{other.base_url}/robots.txt"
        assert ask(url).text.startswith("User-agent: *")
    with pytest.raises(ConnectionRefusedError):
        ask(url)


def test_what_was_asked_is_remembered_and_nothing_is_printed(
    newsroom: Newsroom, capfd: pytest.CaptureFixture[str]
) -> None:
    ask(f"{newsroom.base_url}/robots.txt", User_Agent="didevan-test")
    ask(f"{newsroom.base_url}/nowhere")
    ask(f"{newsroom.base_url}/rubar/nothing")
    ask(f"{newsroom.base_url}/rubar/", "HEAD")
    seen = [(each.method, each.target, each.status) for each in newsroom.requests]
    assert seen == [
        ("GET", "/robots.txt", 200),
        ("GET", "/nowhere", 404),
        ("GET", "/rubar/nothing", 404),
        ("HEAD", "/rubar/", 200),
    ]
    assert newsroom.requests[0].user_agent == "didevan-test"
    assert capfd.readouterr() == ("", "")


def test_an_error_while_answering_is_kept(newsroom: Newsroom) -> None:
    newsroom.edition = "two"  # type: ignore[assignment]
    with pytest.raises(ConnectionError):
        feed(newsroom, "rubar")
    assert [type(error) for error in newsroom.errors] == [TypeError]
    newsroom.errors.clear()


def test_sources_are_the_tables_of_a_sources_file(newsroom: Newsroom) -> None:
    assert tomllib.loads(newsroom.sources_toml()) == {"source": newsroom.sources()}
    assert [table["name"] for table in newsroom.sources()] == list(newsroom.expected)
    for table in newsroom.sources():
        assert set(table) >= {
            *("name", "outlet", "url", "kind", "language", "zone", "enabled", "reason"),
        }
        assert str(table["url"]).startswith(newsroom.base_url)
        assert table["reason"]


def test_front_pages_list_the_headlines(newsroom: Newsroom) -> None:
    page = ask(f"{newsroom.base_url}/sterka-ciya/").text
    for each in newsroom.expected["sterka-ciya"]:
        assert each.url in page
