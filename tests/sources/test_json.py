"""JSON APIs are read by paths, with the outlet's own clock; JSON Feed comes with the kind rss."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from daemon.model.outcome import Reason
from daemon.sources import KINDS
from daemon.sources.json import values_at
from tests.sources.asking import read, refused, saved, when

API = "https://nimune.example/API/News/Listing/?lang=Kurmanci&CurrentPage=1"
LISTING = {
    "items": "Data.CategoryNews.Articles[]",
    "title": "Title",
    "link": "Link",
    "summary": "Summary",
    "body": "Body",
    "date": "AMPDateTime",
    "page_parameter": "CurrentPage",
    "last_page": "Data.MaxPage",
}


def test_an_api_gives_its_articles_with_their_whole_text() -> None:
    found = read("json", saved("apis/listing.json"), API, **LISTING)
    assert [(each.url, each.title, when(each)) for each in found.entries] == [
        (
            "https://nimune.example/kurmanci/kurdistan/2202202611",
            "Li Şengalê teqînek çêbû",
            "2026-02-22 07:05 minute",  # 10:05 on the outlet's clock
        ),
        (
            "https://nimune.example/kurmanci/culture/2102202619",
            "Festîvala pirtûkan li Dihokê vebû",
            "2026-02-21 15:30 minute",
        ),
    ]
    assert found.entries[0].content == (
        "Mayinek li gundekî Şengalê teqiya û şivanek birîndar bû.\nŞivan rakirin nexweşxaneyê."
    )
    assert found.entries[1].content == ""


def test_pages_are_counted_up_to_the_last_one() -> None:
    body = saved("apis/listing.json")
    assert read("json", body, API, **LISTING).follow == ()
    found = read("json", body, API, pages=5, **LISTING)
    assert (found.follow, found.follow_most) == ((API.replace("Page=1", "Page=2"),), 4)
    last = API.replace("Page=1", "Page=3")
    assert read("json", body, last, pages=5, **LISTING).follow == ()


def test_the_next_page_may_be_stated() -> None:
    body = '{"next": "/api?cursor=9", "items": [{"title": "سەردێڕ"}]}'
    found = read("json", body, items="items[]", next_page="next", pages=2)
    assert found.follow == ("https://nimune.example/api?cursor=9",)


def test_a_wordpress_site_is_read_by_its_own_api() -> None:
    paths = {"title": "title.rendered", "body": "content.rendered", "date": "date", "link": "link"}
    (entry,) = read("json", saved("apis/wordpress.json"), **paths).entries
    assert entry.title == "ئاسایش تۆڕێکی قاچاخچییەتی ئاشکرا کرد – دهۆک"
    assert entry.content.split("\n") == [
        "ئاسایشی دهۆک پێنج کەسی دەستگیر کرد.",
        "لێکۆڵینەوە بەردەوامە.",
    ]
    assert when(entry) == "2026-02-22 05:00 minute"


def test_links_may_be_made_of_ids() -> None:
    body = '{"rows": [{"title": "سەردێڕ", "no": 17}]}'
    options = {"items": "rows[]", "link": "no", "link_prefix": "https://nimune.example/n/"}
    assert read("json", body, **options).entries[0].url == "https://nimune.example/n/17"


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("a.b", [1]),
        ("a.c[]", [2, 3]),
        ("a.c[1]", [3]),
        ("a.c[9]", []),
        ("a.d[].e", [4, 5]),
        ("a.c.e", []),
        ("x", []),
        ("", [{"a": {"b": 1, "c": [2, 3], "d": [{"e": 4}, {"e": 5}, {}]}}]),
    ],
)
def test_a_path_leads_where_it_says(path: str, found: list[object]) -> None:
    document = {"a": {"b": 1, "c": [2, 3], "d": [{"e": 4}, {"e": 5}, {}]}}
    assert list(values_at(document, path)) == found


@pytest.mark.parametrize("path", ["a..b", ".a", "a.", "a[x]", "a b", "[", "a]"])
def test_a_path_that_is_none_is_refused_with_the_settings(path: str) -> None:
    with pytest.raises(ValidationError):
        KINDS["json"].Options.model_validate({"items": path})


@pytest.mark.parametrize(
    ("body", "reason", "told"),
    [
        ("", Reason.EMPTY_FEED, "nothing"),
        ("{}", Reason.EMPTY_FEED, "'items[]' leads to nothing"),
        ('{"items": []}', Reason.EMPTY_FEED, "'items[]' leads to an empty list"),
        ('{"items": ["a"]}', Reason.EMPTY_FEED, "'items[]'"),
        ('{"items": [{"x": 1}]}', Reason.EMPTY_FEED, "none says anything"),
        ("<html><title>هەڵە</title>", Reason.NOT_A_FEED, "هەڵە"),
        ('{"items": [', Reason.BROKEN_FEED, "not JSON"),
        ("[" * 100_000, Reason.BROKEN_FEED, "not JSON"),
        ("1" * 10_000, Reason.BROKEN_FEED, "not JSON"),
        ("callback({})", Reason.BROKEN_FEED, "not JSON"),
    ],
)
def test_what_cannot_be_read_is_told(body: str, reason: Reason, told: str) -> None:
    found = refused("json", body, items="items[]")
    assert found.reason is reason
    assert told in found.detail


def test_a_json_feed_is_a_feed() -> None:
    found = read("rss", saved("feeds/json_feed.json"))
    assert found.title == "نموونە"
    assert [(each.url, each.title, each.summary, when(each)) for each in found.entries] == [
        (
            "https://nimune.example/12",
            "دەنگی تەقینەوە لە خانەقین & دەوروبەری",
            "",
            "2026-02-22 07:00 minute",
        ),
        ("https://nimune.example/11", "", "کورتە", "2026-02-21 10:00 minute"),
        ("", "", "", "- unknown"),
    ]
    assert found.entries[1].content == "کورتە هەواڵ\nبێ سەردێڕ و < نیشانە"
