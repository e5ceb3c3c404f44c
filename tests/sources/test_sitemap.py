"""Sitemaps give the newest articles, their indexes the sitemaps to read next, within bounds."""

from __future__ import annotations

import gzip
import time

import pytest

from daemon.model.outcome import Reason
from daemon.sources.packed import MOST_BYTES
from tests.sources.asking import read, refused, saved, when

ENTRY = "<url><loc>https://nimune.example/{n}</loc>{rest}</url>"


def urlset(*entries: str) -> str:
    return (
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(entries)}</urlset>'
    )


def test_a_news_sitemap_gives_titles_and_times_newest_first() -> None:
    found = read("sitemap", saved("sitemaps/news.xml"))
    assert [(each.url, each.title, when(each)) for each in found.entries] == [
        (
            "https://nimune.example/hewal/2104?a=1&b=2",
            "پۆلیسی سلێمانی دوو تۆمەتباری بە تاوانی کوشتن دەستگیر کرد",
            "2026-02-22 07:40 minute",
        ),
        (
            "https://nimune.example/hewal/2102",
            "فڕۆکەیەکی بێفڕۆکەوان لە نزیک ئامێدی کەوتە خوارەوە",
            "2026-02-22 06:15 minute",
        ),
        ("https://nimune.example/hewal/2101", "", "- unknown"),
    ]


def test_what_is_older_than_wanted_is_left_out() -> None:
    found = read("sitemap", saved("sitemaps/news.xml"), max_age_days=3650)
    assert found.entries[-1].url == "https://nimune.example/hewal/1200"
    assert len(read("sitemap", saved("sitemaps/news.xml"), newest=1).entries) == 1


def test_a_sitemap_of_nothing_but_old_articles_says_so() -> None:
    old = "<urlset><url><loc>https://a.example/1</loc><lastmod>2001-01-01</lastmod></url></urlset>"
    found = read("sitemap", old)
    assert (found.entries, found.note) == ((), "1 addresses, and all too old")


def test_a_change_is_no_publication() -> None:
    body = urlset(ENTRY.format(n=1, rest="<lastmod>2026-02-22T10:00:00Z</lastmod>"))
    (entry,) = read("sitemap", body).entries
    assert when(entry) == "- unknown"


def test_an_index_names_its_sitemaps_newest_first_and_how_many_to_read() -> None:
    found = read("sitemap", saved("sitemaps/index.xml"), pages=2)
    assert found.entries == ()
    assert found.follow_most == 2
    assert [link.rpartition("/")[2] for link in found.follow] == [
        "page-sitemap.xml",
        "post-sitemap2.xml.gz",
        "post-sitemap1.xml",
        "author-sitemap.xml",
    ]


def test_only_the_wanted_sitemaps_and_links_count() -> None:
    found = read("sitemap", saved("sitemaps/index.xml"), only_sitemaps="post-")
    assert len(found.follow) == 2
    kept = read("sitemap", saved("sitemaps/news.xml"), only_links="2102")
    assert [each.url[-4:] for each in kept.entries] == ["2102"]
    nothing = refused("sitemap", saved("sitemaps/news.xml"), only_links="/sorani/")
    assert (nothing.reason, nothing.detail) == (
        Reason.EMPTY_FEED,
        "none of 4 addresses is wanted",
    )


def test_sitemaps_without_dates_are_read_from_the_last_one() -> None:
    body = "<sitemapindex>" + "".join(
        f"<sitemap><loc>https://nimune.example/{n}.xml</loc></sitemap>" for n in range(3)
    )
    assert read("sitemap", body + "</sitemapindex>").follow[0].endswith("/2.xml")


def test_of_many_addresses_without_dates_both_ends_are_taken() -> None:
    body = urlset(*(ENTRY.format(n=n, rest="") for n in range(1, 101)))
    found = read("sitemap", body, newest=4)
    assert [each.url.rpartition("/")[2] for each in found.entries] == ["1", "2", "99", "100"]


def test_a_gzipped_sitemap_is_unpacked() -> None:
    packed = gzip.compress(saved("sitemaps/news.xml"))
    assert read("sitemap", packed).entries == read("sitemap", saved("sitemaps/news.xml")).entries


def test_a_bomb_is_unpacked_no_further_than_allowed() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * (MOST_BYTES * 4))
    started = time.process_time()
    assert refused("sitemap", bomb).reason is Reason.TOO_LARGE
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("body", "reason", "told"),
    [
        ("", Reason.EMPTY_FEED, "nothing"),
        ("<urlset></urlset>", Reason.EMPTY_FEED, "urlset"),
        ("<!doctype html><title>پەڕەی سەرەکی</title>", Reason.NOT_A_FEED, "پەڕەی سەرەکی"),
        ('<rss version="2.0"><channel/></rss>', Reason.NOT_A_FEED, "no sitemap"),
        ('{"a": 1}', Reason.NOT_A_FEED, "no sitemap"),
        (b"\x1f\x8b\x08\x00 broken", Reason.BROKEN_FEED, "gzip"),
        (
            '<!DOCTYPE u [<!ENTITY a "b">]><urlset><url><loc>&a;</loc></url></urlset>',
            Reason.DANGEROUS_MARKUP,
            "entities",
        ),
    ],
)
def test_what_is_no_sitemap_is_told_with_what_it_is(
    body: bytes | str, reason: Reason, told: str
) -> None:
    found = refused("sitemap", body)
    assert found.reason is reason
    assert told in found.detail


def test_a_sitemap_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    whole = saved("sitemaps/news.xml")
    found = read("sitemap", whole[: whole.rindex(b"<loc>") + 20], max_age_days=3650)
    assert len(found.entries) == 3


def test_a_sitemap_in_utf_16_is_read() -> None:
    text = saved("sitemaps/news.xml").decode().replace("UTF-8", "UTF-16")
    assert read("sitemap", text.encode("utf-16")).entries[0].title


def test_fifty_thousand_addresses_are_bounded_in_time_and_number() -> None:
    rest = "<lastmod>2026-02-22T10:00:00Z</lastmod>"
    body = urlset(*(ENTRY.format(n=n, rest=rest) for n in range(60_000)))
    started = time.process_time()
    found = read("sitemap", body)
    assert len(found.entries) == 200
    assert time.process_time() - started < 20


@pytest.mark.parametrize("number", ["xD800", "x00dfff", "55296", "057343", "56000"])
def test_numbers_of_half_a_letter_break_nothing(number: str) -> None:
    addresses = "".join(
        f"<url><loc>https://a.example/{each}</loc></url>" for each in ("1", f"2&#{number};", "3")
    )
    found = read("sitemap", f"<urlset>{addresses}</urlset>")
    assert [entry.url[-1] for entry in found.entries] == ["1", "\ufffd", "3"]


def test_elements_nested_too_deep_break_nothing() -> None:
    refused("sitemap", "<urlset>" + "<url>" * 100_000)
