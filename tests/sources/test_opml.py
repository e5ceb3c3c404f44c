"""Lists of feeds come in from other readers and go out to them."""

from __future__ import annotations

import pytest
from lxml import etree

from daemon.model.outcome import Reason, Unreadable
from daemon.sources.opml import NAMESPACE, Outline, read_opml, write_opml

LIST = """<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.0"><head><title>Feeds</title></head><body>
<outline text="کوردی"><outline type="rss" text="x" title="ڕووبار &amp; کانی" language="ckb"
 xmlUrl=" https://rubar.example/feed?a=1&amp;b=2 "/>
<outline type="rss" text="Stêrk" xmlURL="https://sterk.example/rss"/></outline>
<outline text="twice" xmlUrl="https://sterk.example/rss"/>
<outline text="no feed" htmlUrl="https://x.example/"/>
<outline text="a trap" xmlUrl="file:///etc/passwd"/>
</body></opml>"""


def outlines(body: str) -> tuple[Outline, ...]:
    found = read_opml(body.encode())
    assert not isinstance(found, Unreadable), found
    return found


def test_every_feed_comes_once_whatever_it_is_nested_in() -> None:
    assert outlines(LIST) == (
        Outline("ڕووبار & کانی", "https://rubar.example/feed?a=1&b=2", "ckb"),
        Outline("Stêrk", "https://sterk.example/rss"),
    )


FEED = {
    "name": "s",
    "outlet": 'ڕووبار <"&">',
    "url": "https://a.example/?a=1&b=2",
    "kind": "rss",
    "language": "ckb",
    "zone": "Asia/Baghdad",
}
LISTING = {
    **FEED,
    "name": "list",
    "kind": "listing",
    "enabled": False,
    "reason": "<'\"&ھەواڵ\t",
    "candidates": ["https://b.example/"],
    "selectors": {"body": ".a > p"},
    "cadence": {"shortest_minutes": 2.5},
    "pages": 3,
}


@pytest.mark.parametrize("table", [FEED, LISTING])
def test_what_goes_out_comes_in_again(table: dict[str, object]) -> None:
    (one,) = outlines(write_opml([table]))
    assert (one.title, one.url, one.language) == (table["outlet"], table["url"], "ckb")
    assert {**one.table, "outlet": one.title, "url": one.url} == table


def test_other_readers_are_offered_feeds_and_nothing_else() -> None:
    root = etree.fromstring(write_opml([FEED, LISTING]).encode())
    feed, listing = root.iter("outline")
    assert (feed.get("type"), feed.get("xmlUrl"), feed.get("text")) == (
        "rss",
        FEED["url"],
        FEED["outlet"],
    )
    assert (listing.get("type"), listing.get("xmlUrl")) == ("link", None)
    assert listing.get("url") == LISTING["url"]


def ours(said: str) -> str:
    return (
        f'<opml xmlns:didevan="{NAMESPACE}"><outline text="t" xmlUrl="https://a.example/" '
        f"didevan:source='{said}'/></opml>"
    )


@pytest.mark.parametrize(
    "said", ["", "{", "[1]", "7", "[" * 20_000, '{"a": "' + "x" * 60_000 + '"}']
)
def test_an_attribute_of_ours_that_is_none_makes_it_a_feed_like_any(said: str) -> None:
    assert outlines(ours(said)) == (Outline("t", "https://a.example/"),)


def test_an_attribute_is_ours_by_its_namespace() -> None:
    renamed = ours('{"kind": "json"}').replace("didevan:source=", "d:source=")
    renamed = renamed.replace("xmlns:didevan", "xmlns:d")
    assert outlines(renamed)[0].table == {"kind": "json"}


def test_a_link_of_another_reader_is_no_feed() -> None:
    found = read_opml(b'<opml><outline type="link" text="t" url="https://a.example/"/></opml>')
    assert isinstance(found, Unreadable)


def test_a_list_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    assert len(outlines(LIST[: LIST.index("</outline>")])) == 2


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", Reason.BROKEN_FEED),
        ("<opml><body/></opml>", Reason.EMPTY_FEED),
        ("nothing", Reason.EMPTY_FEED),
        (
            '<!DOCTYPE o [<!ENTITY a "b">]><opml><outline xmlUrl="https://&a;"/></opml>',
            Reason.DANGEROUS_MARKUP,
        ),
    ],
)
def test_what_is_no_list_is_told(body: str, reason: Reason) -> None:
    found = read_opml(body.encode())
    assert isinstance(found, Unreadable)
    assert found.reason is reason
