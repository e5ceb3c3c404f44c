"""List pages give their articles by selectors; one that changed its layout is told so."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from daemon.model.outcome import Reason
from daemon.sources import KINDS
from tests.sources.asking import outcome, read, refused, saved, when

CARDS = {
    "item": ".card",
    "link": "a[href*='detail/']",
    "title": "h3",
    "summary": ".kurte",
    "date": ".roj",
    "next_page": ".pager a.next",
}
URL = "https://nimune.example/kurd/list.aspx"


def test_cards_give_link_title_summary_and_date() -> None:
    found = read("listing", saved("lists/cards.html"), URL, **CARDS)
    assert [(each.url, each.title, each.summary, when(each)) for each in found.entries] == [
        (
            "https://nimune.example/kurd/detail/5120",
            "تەقینەوەیەک لە بازاڕی کەرکووک حەوت کەس بریندار دەکات",
            "بەیانیی ئەمڕۆ بۆمبێکی چێنراو لە بازاڕەکەدا تەقییەوە.",
            "2026-02-22 06:40 minute",
        ),
        (
            "https://nimune.example/detail/5119",
            "شارەوانیی هەولێر پاکێکی نوێ دەکاتەوە",
            "",
            "2026-02-20 21:00 day",
        ),
        (
            "https://nimune.example/detail/5118",
            "نرخی زێڕ لە بازاڕەکان دابەزی",
            "",
            "- unknown",
        ),
    ]
    assert found.title == "هەواڵەکان - نموونە"


def test_without_cards_the_picture_and_the_headline_are_one_article() -> None:
    found = read("listing", saved("lists/cards.html"), URL, link=".card a")
    assert len(found.entries) == 3
    assert found.entries[0].title.startswith("تەقینەوەیەک لە بازاڕی")


def test_only_links_that_hold_the_text_count() -> None:
    found = read("listing", saved("lists/cards.html"), URL, link="a", only_links="/detail/")
    assert len(found.entries) == 3


def test_the_next_page_is_followed_when_pages_are_wanted() -> None:
    page = saved("lists/cards.html")
    assert read("listing", page, URL, **CARDS).follow == ()
    found = read("listing", page, URL, pages=3, **CARDS)
    assert (found.follow, found.follow_most) == (
        ("https://nimune.example/kurd/list.aspx?page=2",),
        2,
    )


def test_a_date_may_stand_in_an_attribute() -> None:
    body = '<li><a href="/n/1">سەردێڕێک</a><time datetime="2026-02-22T10:00:00+03:00">ئەمڕۆ</time>'
    (entry,) = read("listing", body, item="li", link="a", date="time@datetime").entries
    assert when(entry) == "2026-02-22 07:00 minute"


def test_the_base_of_the_page_is_respected() -> None:
    body = '<base href="https://other.example/a/"><a class="x" href="1.html">سەردێڕ</a>'
    assert read("listing", body, link="a.x").entries[0].url == "https://other.example/a/1.html"


def test_a_page_with_another_layout_is_a_problem() -> None:
    found = refused("listing", saved("lists/cards.html"), link=".news-box a")
    assert found.reason is Reason.NO_LINKS
    assert found.detail == "'.news-box a' finds no article on 'هەواڵەکان - نموونە'"


def test_links_that_name_no_article_do_not_count() -> None:
    body = '<a href="/">ماڵەوە</a><a href="javascript:void(0)">x</a><a href="#top">y</a><a>z</a>'
    assert refused("listing", body, link="a").reason is Reason.NO_LINKS


@pytest.mark.parametrize("body", ["", " \n ", "\0", "<", "\ud83d".encode("utf-8", "replace")])
def test_a_page_that_holds_nothing_is_told(body: bytes | str) -> None:
    assert refused("listing", body, link="a").reason in {Reason.EMPTY_FEED, Reason.NO_LINKS}


def test_a_page_too_large_is_not_read() -> None:
    assert refused("listing", "<b>" * 200_000, link="a").reason is Reason.TOO_LARGE
    attributes = " ".join(f"a{n}=1" for n in range(125_000))
    assert refused("listing", f"<p {attributes}>", link="a").reason is Reason.DANGEROUS_MARKUP


@pytest.mark.parametrize("selector", ["", "a[", "..x", "a:nonsense(", "x" * 301])
def test_a_selector_that_is_none_is_refused_with_the_settings(selector: str) -> None:
    with pytest.raises(ValidationError):
        KINDS["listing"].Options.model_validate({"link": selector})


def test_a_list_needs_to_know_its_links() -> None:
    with pytest.raises(ValidationError):
        outcome("listing", "<a>")
