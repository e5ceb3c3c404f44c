"""A site's feeds are looked for where it names them, then where they usually are."""

from __future__ import annotations

from daemon.model.outcome import Fetched
from daemon.sources.discover import CUSTOM, MOST, addresses, robots_address

PAGE = """<html><head>
<link rel="alternate" type="application/rss+xml" href="/ku/feed/">
<link rel="alternate" type="application/rss+xml" href="/comments/feed/">
<link rel="alternate" type="application/atom+xml" href="https://feeds.example/atom">
<link rel="stylesheet" type="text/css" href="/style.css"></head>
<body><a href="rss.xml">RSS</a><a href="https://elsewhere.example/rss.xml">x</a>
<a href="/hewal/1">هەواڵ</a></body></html>"""
ROBOTS = "User-agent: *\nSitemap: https://nimune.example/news.xml\nsitemap: /more.xml\n"


def test_what_is_stated_goes_before_what_is_customary() -> None:
    page = Fetched("https://nimune.example/ku/", 200, {}, PAGE.encode())
    robots = Fetched(robots_address(page.url), 200, {}, ROBOTS.encode())
    found = addresses(page, robots)
    assert found[:5] == (
        "https://nimune.example/ku/feed/",
        "https://feeds.example/atom",
        "https://nimune.example/ku/rss.xml",
        "https://nimune.example/news.xml",
        "https://nimune.example/more.xml",
    )
    assert found[5:] == tuple(f"https://nimune.example{path}" for path in CUSTOM)


def test_there_are_never_too_many() -> None:
    links = "".join(f'<a href="/{n}/feed">x</a>' for n in range(1000))
    assert len(addresses(Fetched("https://a.example/", 200, {}, links.encode()), None)) == MOST


def test_of_what_is_no_page_only_the_customary_ones_are_left() -> None:
    found = addresses(Fetched("https://a.example/x", 200, {}, b""), None)
    assert found == tuple(f"https://a.example{path}" for path in CUSTOM)
