"""Lists of feeds come in from other readers and go out to them."""

from __future__ import annotations

import pytest

from daemon.model.language import Language
from daemon.model.outcome import Reason, Unreadable
from daemon.model.source import Source
from daemon.sources.opml import Outline, read_opml, write_opml

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


def test_what_goes_out_comes_in_again() -> None:
    source = Source(
        "s", 'ڕووبار <"&">', "https://a.example/?a=1&b=2", "rss", Language.SORANI, "Asia/Baghdad"
    )
    assert outlines(write_opml([source])) == (Outline(source.outlet, source.url, "ckb"),)


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
