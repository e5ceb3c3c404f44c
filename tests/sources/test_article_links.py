"""A page that lists articles is told from one that is an article, and its links are found."""

from __future__ import annotations

import pytest

from daemon.model.outcome import Fetched
from daemon.sources.article_links import FEWEST, listing_options
from daemon.sources.guess import guess_kind, guess_options
from tests.sources.asking import SAMPLES, read, saved

URL = "https://nimune.example/list"
LISTS = {
    "aspnet_links.html": {"link": "a.sernav"},
    "bare_links.html": {"link": "h3 a"},
    "kurmanji_cards.html": {"link": ".news-card a", "title": "h4"},
    "wordpress_archive.html": {"link": ".entry-title a"},
}


def page(body: bytes) -> Fetched:
    return Fetched(URL, 200, {}, body)


@pytest.mark.parametrize("name", LISTS)
def test_what_finds_the_articles_of_a_list_is_guessed(name: str) -> None:
    body = saved(f"lists/{name}")
    assert guess_kind(page(body)) == "listing"
    assert guess_options("listing", page(body)) == LISTS[name]
    entries = read("listing", body, **LISTS[name]).entries
    assert len(entries) >= FEWEST
    assert all(len(entry.title) > 15 and not entry.title.endswith("2026") for entry in entries)
    assert not any("privacy" in entry.url or "category" in entry.url for entry in entries)


@pytest.mark.parametrize("folder", ["layouts", "pages"])
def test_an_article_is_no_list_whatever_it_links_to(folder: str) -> None:
    for path in sorted((SAMPLES / folder).glob("*.html")):
        assert listing_options(page(path.read_bytes())) == {}, path.name


def test_an_article_with_many_links_beside_it_is_none_either() -> None:
    links = "".join(
        f'<li class="hewal"><a href="/a/{n}00">سەردێڕی هەواڵێکی تر لێرەیە</a></li>'
        for n in range(30)
    )
    text = "<p>" + "هێزەکان ئەمڕۆ چوونە ناو شارەکە. " * 60 + "</p>"
    assert listing_options(page(links.encode()))["link"] == ".hewal a"
    assert listing_options(page((text + links).encode())) == {}
    said = '<meta property="og:type" content="article">'
    assert listing_options(page((said + links).encode())) == {}


@pytest.mark.parametrize(
    "href", ["https://elsewhere.example/a/{n}00", "/babet/{n}", "javascript:go({n}00)", "#{n}00"]
)
def test_links_that_lead_to_no_articles_of_the_site_do_not_count(href: str) -> None:
    links = "".join(
        f'<h3><a href="{href.format(n=n)}">سەردێڕی هەواڵێکی تر لێرەیە</a></h3>' for n in range(9)
    )
    assert listing_options(page(f"<html>{links}</html>".encode())) == {}


def test_what_finds_as_many_other_links_is_not_taken() -> None:
    mixed = "".join(
        f'<p><a href="/a/{n}00">سەردێڕی هەواڵێکی تر لێرەیە</a> <a href="/babet/{n}">x</a></p>'
        for n in range(9)
    )
    assert listing_options(page(f'<div class="all">{mixed}</div>'.encode())) == {}


@pytest.mark.parametrize(
    "said",
    [
        '<link rel="canonical" href="https://nimune.example/kurd/">',
        '<meta property="og:url" content="https://nimune.example/">',
        '<base href="https://nimune.example/">',
    ],
)
def test_a_page_from_nowhere_may_say_where_it_belongs(said: str) -> None:
    body = saved("lists/bare_links.html").replace(b"<head>", f"<head>{said}".encode())
    found = read("listing", body, "", link="h3 a").entries
    assert found[0].url.startswith("https://nimune.example/ckb/story/881204/")


def test_a_relative_base_is_relative_to_the_page() -> None:
    body = '<base href="/kurd/"><h3><a href="a/1234">سەردێڕی هەواڵێک</a></h3>'
    assert read("listing", body, link="h3 a").entries[0].url.endswith(".example/kurd/a/1234")
