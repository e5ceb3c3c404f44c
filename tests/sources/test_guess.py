"""A document says by itself how it may be read."""

from __future__ import annotations

import gzip

import pytest

from daemon.model.outcome import Fetched
from daemon.sources.guess import guess_kind, guess_options
from tests.sources.asking import read, saved


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("feeds/rss2_sorani.xml", "rss"),
        ("feeds/json_feed.json", "rss"),
        ("feeds/html_as_feed.html", "rss"),
        ("sitemaps/news.xml", "sitemap"),
        ("sitemaps/index.xml", "sitemap"),
        ("apis/listing.json", "json"),
        ("apis/wordpress.json", "json"),
        ("channels/preview.html", "telegram"),
    ],
)
def test_the_kind_is_told_by_how_a_document_begins(name: str, kind: str) -> None:
    assert guess_kind(Fetched("", 200, {}, saved(name))) == kind


@pytest.mark.parametrize("name", ["feeds/rss2_sorani.xml", "sitemaps/news.xml"])
def test_what_is_packed_is_of_the_kind_that_it_is_unpacked(name: str) -> None:
    kind = guess_kind(Fetched("", 200, {}, saved(name)))
    packed = gzip.compress(saved(name))
    assert guess_kind(Fetched("", 200, {}, packed)) == kind
    assert read(kind, packed) == read(kind, saved(name))


def test_a_json_feed_is_known_however_its_address_is_written() -> None:
    body = saved("feeds/json_feed.json").replace(b"/", rb"\/")
    assert guess_kind(Fetched("", 200, {}, body)) == "rss"
    assert read("rss", body).entries


@pytest.mark.parametrize("body", [b"", b"\x1f\x8b", b"\x1f\x8bno gzip at all"])
def test_what_is_nothing_may_be_a_feed(body: bytes) -> None:
    assert guess_kind(Fetched("", 200, {}, body)) == "rss"


@pytest.mark.parametrize("name", ["apis/listing.json", "apis/wordpress.json"])
def test_the_fields_of_an_api_are_found_by_their_names(name: str) -> None:
    options = guess_options("json", Fetched("", 200, {}, saved(name)))
    entry = read("json", saved(name), **options).entries[0]
    assert entry.title
    assert entry.content
    assert entry.url
    assert entry.published_at


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"[1]", b'{"a": [{}]}', b"{", b'{"a.b": [1]}'])
def test_options_guessed_from_anything_are_options(body: bytes) -> None:
    for kind in ("json", "listing", "sitemap", "telegram", "rss"):
        guess_options(kind, Fetched("", 200, {}, body))
