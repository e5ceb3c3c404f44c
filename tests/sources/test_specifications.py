"""What RSS, Atom and JSON Feed say that a document means is what we read, case by case."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import UTC, datetime
from typing import Any

import pytest

from daemon.model.article import Entry
from tests.sources.reading import parsed

BASE = "https://nimune.example/feeds/all.xml"
NAMESPACES = (
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:p="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:n="http://purl.org/rss/1.0/modules/content/" xmlns:a10="http://www.w3.org/2005/Atom"'
)
P = "https://nimune.example/p"
XHTML = '<div xmlns="http://www.w3.org/1999/xhtml">'


def atom(inner: str, attributes: str = "") -> Entry:
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><entry>{inner}</entry></feed>'
    return parsed(feed.encode(), base=BASE).entries[0]


def rss(inner: str) -> Entry:
    head = f'<rss version="2.0" {NAMESPACES}><channel><title>c</title>'
    return parsed(f"{head}<item>{inner}</item></channel></rss>".encode(), base=BASE).entries[0]


def json_feed(**item: Any) -> Entry:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "f", "items": [item]}
    return parsed(json.dumps(feed, ensure_ascii=False).encode(), base=BASE).entries[0]


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("<title>a &lt;b&gt; c</title>", "a <b> c"),
        ('<title type="text"><![CDATA[a <b> &amp; c]]></title>', "a <b> &amp; c"),
        (
            '<title type="html">&lt;b&gt;bold&lt;/b&gt; &amp;amp; &amp;lt;i&amp;gt;</title>',
            "bold & <i>",
        ),
        (f'<title type="xhtml">{XHTML}a <b>b</b> &lt;c&gt;</div></title>', "a b <c>"),
        ("<title>A&amp;nbsp;B</title>", "A B"),  # Blogger
    ],
)
def test_atom_says_which_texts_are_html(title: str, meant: str) -> None:
    assert atom(title).title == meant


def test_an_atom_content_is_read_by_its_type() -> None:
    assert atom('<content type="text">if a &lt;p&gt; b</content>').content == "if a <p> b"
    assert atom('<content type="html">&lt;p&gt;a&lt;/p&gt;b</content>').content == "a\nb"
    assert atom(f'<content type="xhtml">{XHTML}<p>a</p>b</div></content>').content == "a\nb"
    assert atom('<title>t</title><content type="image/png">iVBORw0KGgo=</content>').content == ""
    elsewhere = atom('<title>t</title><content type="text/html" src="../a.html"/>')
    assert (elsewhere.content, elsewhere.url) == ("", "https://nimune.example/a.html")


def test_an_old_atom_may_write_base_64() -> None:
    said = b64encode("<p>سڵاو</p>".encode()).decode()
    feed = (
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>t</title>'
        f'<content type="text/html" mode="base64">{said}</content></entry></feed>'
    )
    assert parsed(feed.encode()).entries[0].content == "سڵاو"


@pytest.mark.parametrize(
    ("links", "meant"),
    [
        ('<link rel="self" href="/s"/><link href="/a"/><link rel="via" href="/v"/>', "/a"),
        ('<link type="application/pdf" href="/a.pdf"/><link type="text/html" href="/a"/>', "/a"),
        ('<link hreflang="ku" href="/ku"/><link hreflang="en" href="/en"/>', "/ku"),
        ('<link rel="http://www.iana.org/assignments/relation/alternate" href="/a"/>', "/a"),
        ('<link xml:base="/b/" href="c"/>', "/b/c"),
        ('<link href="c"/>', "/feeds/c"),
        ('<link rel="enclosure" href="/e.mp3"/><link rel="self" href="/s"/>', ""),
    ],
)
def test_of_the_links_of_atom_the_alternate_one_is_the_article(links: str, meant: str) -> None:
    expected = f"https://nimune.example{meant}" if meant else ""
    assert atom(f"<title>t</title>{links}").url == expected


def test_bases_are_relative_to_each_other() -> None:
    entry = atom('<link xml:base="../q/" href="c"/>', 'xml:base="https://other.example/a/b/"')
    assert entry.url == "https://other.example/a/q/c"


def test_what_atom_tells_of_an_entrys_source_is_not_of_the_entry() -> None:
    source = "<source><title>s</title><id>s</id><updated>2020-01-01T00:00:00Z</updated></source>"
    own = "<title>t</title><id>urn:1</id><updated>2026-02-22T10:00:00Z</updated>"
    for entry in (atom(source + own), atom(own + source)):
        assert (entry.title, entry.stated_id) == ("t", "urn:1")
        assert entry.published_at == datetime(2026, 2, 22, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("item", "url", "stated_id"),
    [
        (
            "<guid>https://nimune.example/p</guid>",
            P,
            P,
        ),
        (
            '<guid isPermaLink="false">https://nimune.example/p</guid>',
            "",
            P,
        ),
        ("<guid>story-7</guid>", "", "story-7"),
        ("<link/><guid>https://nimune.example/p</guid>", P, P),
        ("<link>tag:x,2026:1</link><guid>https://nimune.example/p</guid>", P, P),
        ("<guid>7</guid><link>/l</link>", "https://nimune.example/l", "7"),
        ('<a10:link rel="self" href="/s"/><link>/l</link>', "https://nimune.example/l", ""),
        ('<link>/l</link><a10:link rel="alternate" href="/s"/>', "https://nimune.example/l", ""),
        ("<link>javascript:alert(1)</link>", "", ""),
    ],
)
def test_a_guid_is_a_link_only_when_it_says_so_and_looks_like_one(
    item: str, url: str, stated_id: str
) -> None:
    entry = rss(f"<title>t</title>{item}")
    assert (entry.url, entry.stated_id) == (url, stated_id)


@pytest.mark.parametrize(
    "other",
    [
        "<media:description>a photograph</media:description><media:title>photo</media:title>",
        '<media:group><media:description type="html">x</media:description></media:group>',
        "<p:summary>of the podcast</p:summary><p:subtitle>x</p:subtitle>",
        "<dc:title>other</dc:title><dc:description>other</dc:description>",
        "<a10:title>other</a10:title><a10:summary>other</a10:summary>",
    ],
)
def test_the_words_of_other_vocabularies_do_not_stand_before_the_feeds_own(other: str) -> None:
    own = "<title>own title</title><description>own words</description>"
    for entry in (rss(other + own), rss(own + other)):
        assert (entry.title, entry.summary, entry.content) == ("own title", "own words", "")


def test_without_words_of_its_own_an_entry_has_those_of_other_vocabularies() -> None:
    entry = rss("<title>t</title><media:description>told here</media:description>")
    assert entry.summary == "told here"
    assert rss("<dc:title>named here</dc:title>").title == "named here"


def test_a_whole_text_is_found_under_any_prefix() -> None:
    entry = rss("<n:encoded>&lt;p&gt;whole&lt;/p&gt;</n:encoded><description>d</description>")
    assert (entry.summary, entry.content) == ("d", "whole")


def test_a_json_feed_keeps_plain_texts_plain() -> None:
    entry = json_feed(id=7, title="a <b> &amp; c", content_text="if a <p> b\nthen")
    assert (entry.stated_id, entry.title) == ("7", "a <b> &amp; c")
    assert entry.content == "if a <p> b\nthen"
    assert json_feed(id=1.5, url="/a", external_url="https://o.example/").url.endswith(".example/a")
    assert json_feed(id="x", external_url="https://o.example/x").url == "https://o.example/x"
    assert json_feed(id="x", title=None, content_html=None, content_text="t").content == "t"


def test_a_json_feed_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    items = [{"id": str(n), "content_text": f"هەواڵی {n}"} for n in range(3)]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "f", "items": items}
    whole = json.dumps(feed).encode()
    cut = parsed(whole[: whole.rindex(b'"content_text"')])
    assert [entry.stated_id for entry in cut.entries] == ["0", "1"]
    assert cut.note.startswith("not JSON")
    broken = parsed(whole.replace(b'{"id": "1"', b'{"id": 1 "x"'))
    assert [entry.stated_id for entry in broken.entries] == ["0"]


def test_without_an_address_links_are_relative_to_the_site_that_the_feed_names() -> None:
    feed = "<link>https://nimune.example/</link><item><title>t</title><link>/a</link></item>"
    found = parsed(f"<rss><channel>{feed}</channel></rss>".encode(), base="")
    assert found.entries[0].url == "https://nimune.example/a"
    home = {"version": "https://jsonfeed.org/version/1", "home_page_url": "https://nimune.example"}
    body = json.dumps({**home, "items": [{"id": "1", "url": "/a"}]}).encode()
    assert parsed(body, base="").entries[0].url == "https://nimune.example/a"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Thu, 31 Dec 98 10:00:00 GMT", datetime(1998, 12, 31, 10, tzinfo=UTC)),
        ("Sun, 22 Feb 26 10:00:00 GMT", datetime(2026, 2, 22, 10, tzinfo=UTC)),
    ],
)
def test_years_of_two_digits_are_of_two_centuries(written: str, meant: datetime) -> None:
    assert rss(f"<title>t</title><pubDate>{written}</pubDate>").published_at == meant
