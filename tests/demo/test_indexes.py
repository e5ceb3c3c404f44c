"""Outlets without a feed offer what a reader needs all the same, in the forms of the real ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from html import unescape

import pytest

from daemon.demo.newsroom import Newsroom
from tests.demo.asking import NOW, ask, parse

NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom(NOW) as opened:
        yield opened
    assert opened.errors == []


def test_all_five_kinds_are_there(newsroom: Newsroom) -> None:
    kinds = {str(table["kind"]) for table in newsroom.sources()}
    assert kinds == {"rss", "sitemap", "listing", "json", "telegram"}


def test_every_entrance_answers(newsroom: Newsroom) -> None:
    for table in newsroom.sources():
        if table["name"] != "slow-caravan":
            assert ask(str(table["url"])).status == 200


def test_the_sitemap_is_an_index_with_a_news_sitemap_oldest_first(newsroom: Newsroom) -> None:
    index = parse(ask(f"{newsroom.base_url}/qelemi-azad/sitemap.xml").body)
    links = [each.text or "" for each in index.iter() if each.tag.endswith("}loc")]
    assert [link.rpartition("/")[2] for link in links] == ["page-sitemap.xml", "news-sitemap.xml"]
    news = parse(ask(links[1]).body)
    titles = [each.text for each in news.iter(f"{NEWS}title")]
    assert titles == [each.title for each in newsroom.expected["qelemi-azad"]][::-1]


def test_the_list_goes_on_on_a_second_page(newsroom: Newsroom) -> None:
    first = ask(f"{newsroom.base_url}/kaniya-spi/list?page=1").text
    second = ask(f"{newsroom.base_url}/kaniya-spi/list?page=2").text
    titles = [each.title for each in newsroom.expected["kaniya-spi"]]
    assert len(titles) > 6
    assert [title in unescape(first) for title in titles] == [True] * 6 + [False] * (
        len(titles) - 6
    )
    assert all(title in unescape(second) for title in titles[6:])
    assert '<a class="next" href="?page=2">' in first
    assert 'class="next"' not in second


def test_the_api_gives_local_times_without_an_offset_and_its_last_page(newsroom: Newsroom) -> None:
    url = f"{newsroom.base_url}/sterka-ciya/api/news?lang=kmr&page="
    answers = [json.loads(ask(f"{url}{number}").text)["Data"] for number in (1, 2)]
    assert {answer["MaxPage"] for answer in answers} == {2}
    articles = [article for answer in answers for article in answer["News"]["Articles"]]
    expected = newsroom.expected["sterka-ciya"]
    assert [each["Title"] for each in articles] == [each.title for each in expected]
    assert datetime.fromisoformat(articles[0]["Published"]).tzinfo is None


def test_the_channel_holds_whole_reports_oldest_first(newsroom: Newsroom) -> None:
    page = unescape(ask(f"{newsroom.base_url}/sheqam/s/channel").text)
    outlet = next(each for each in newsroom.outlets if each.slug == "sheqam")
    places = []
    for item in newsroom.site.items(outlet, 1):
        assert item.url.startswith("https://t.me/sheqam/")
        assert all(paragraph in page for paragraph in item.article.paragraphs)
        places.append(page.index(item.article.title))
    assert places == sorted(places, reverse=True)


def test_an_outlet_with_another_entrance_has_no_feed(newsroom: Newsroom) -> None:
    for slug in ("qelemi-azad", "kaniya-spi", "sterka-ciya", "sheqam"):
        assert ask(f"{newsroom.base_url}/{slug}/feed").status == 404
