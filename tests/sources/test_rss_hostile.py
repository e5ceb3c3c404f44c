"""What a hostile feed gets: a told reason, in bounded time."""

from __future__ import annotations

import socket
import sys
import time
from typing import Any

import feedparser
import pytest

from daemon.model.article import Entry
from daemon.model.outcome import Reason, Unreadable
from tests.sources.reading import feed_of, parsed, read, unreadable

LAUGHS = (
    '<?xml version="1.0" encoding="{e}"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    '<rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>'
)


@pytest.mark.parametrize(
    "body",
    [
        LAUGHS.format(e="utf-8").encode(),
        LAUGHS.format(e="utf-16").encode("utf-16"),
        LAUGHS.format(e="utf-16").encode("utf-16-le"),
        LAUGHS.format(e="utf-16").encode("utf-16-be"),
        LAUGHS.format(e="utf-8").replace("<?xml", "\n\n<?xml").encode("utf-8-sig"),
        LAUGHS.format(e="utf-8").replace("<!DOCTYPE", "<!-- <rss> --><!DOCTYPE").encode(),
        LAUGHS.format(e="utf-8").replace("<!DOCTYPE", "<?x <rss>?><!DOCTYPE").encode(),
        LAUGHS.format(e="utf-8").replace("rss [", 'rss SYSTEM "<x" [').encode(),
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel>&x;</channel></rss>',
        b'<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1/d"> %p;]><rss/>',
    ],
)
def test_documents_that_declare_entities_are_not_parsed(
    body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feedparser, "parse", None)
    assert unreadable(body).reason is Reason.DANGEROUS_MARKUP


@pytest.mark.parametrize("encoding", ["utf-7", "cp037"])
def test_encodings_that_hide_markup_are_not_obeyed(encoding: str) -> None:
    body = LAUGHS.format(e=encoding).encode(encoding)
    if encoding == "utf-7":  # Python leaves these as they are; a hostile server would not
        body = body.replace(b"<", b"+ADw-").replace(b">", b"+AD4-")
    assert unreadable(body, f"text/xml; charset={encoding}").reason is Reason.NOT_A_FEED


def test_a_doctype_without_entities_and_entities_in_texts_are_fine() -> None:
    netscape = b'<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://a/b">'
    item = "<title>a</title><link>https://a.example/1</link>"
    assert len(parsed(netscape + feed_of(item)).entries) == 1
    told = "<description><![CDATA[<!ENTITY x 'y'> explained]]></description>"
    assert len(parsed(feed_of(item + told)).entries) == 1


@pytest.mark.parametrize(
    "number",
    ["1114112", "xD800", "55296", "0057343", "99999999999", "x110000", "xFFFFFFFFFF", "9" * 90],
)
@pytest.mark.parametrize("end", [b"", b"<"])
def test_numbers_that_are_no_letters_do_not_cost_the_feed(number: str, end: bytes) -> None:
    item = f"<title>a &#{number}; b</title><link>https://a.example/1</link>"
    assert parsed(feed_of(item) + end).entries[0].title == "a \ufffd b"


@pytest.mark.parametrize("number", ["0", "-1", "x", "xG", "1", "65534", "9" * 5000])
def test_other_odd_numbers_break_nothing(number: str) -> None:
    body = feed_of(f"<title>a &#{number}; b</title><link>https://a.example/1</link>") + b"<"
    outcome = read(body)
    if isinstance(outcome, Unreadable):
        assert outcome.reason is Reason.BROKEN_FEED
    else:
        assert "\0" not in outcome.entries[0].title


def test_an_exception_of_the_parser_is_a_broken_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    def raising(*_: Any, **__: Any) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(feedparser, "parse", raising)
    outcome = unreadable(feed_of("<title>a</title>"))
    assert (outcome.reason, outcome.detail) == (Reason.BROKEN_FEED, "RecursionError: too deep")


def test_parsing_opens_no_file_and_no_connection() -> None:
    read(feed_of("<title>a</title>"))  # whatever is imported late is now imported
    opened: list[str] = []
    watching = True

    def watch(event: str, _: tuple[object, ...]) -> None:
        if watching and event in ("open", "socket.connect", "socket.getaddrinfo"):
            opened.append(event)

    sys.addaudithook(watch)
    for body in (
        b"/etc/passwd",
        b"http://127.0.0.1:9/",
        b"file:///etc/passwd",
        feed_of("<title>a</title>"),
    ):
        read(body)
    assert opened == []
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    watching = False
    assert "socket.connect" in opened  # the watch works


def test_blank_lines_before_the_feed_cost_nothing() -> None:
    item = feed_of("<title>a</title><link>https://a.example/1</link>")
    started = time.process_time()
    assert len(parsed(b'<?xml version="1.0"?>' + b"\n" * 200_000 + item).entries) == 1
    assert time.process_time() - started < 1


def test_no_more_than_two_thousand_entries_are_read() -> None:
    items = (f"<title>t{n}</title><link>https://a.example/{n}</link>" for n in range(2100))
    feed = parsed(feed_of(*items))
    assert len(feed.entries) == 2000
    assert feed.entries[0].url == "https://a.example/0"
    assert "2100 entries" in feed.note


def test_huge_titles_links_and_guids_are_cut_and_keyed_by_the_whole() -> None:
    def entry_with(tail: str) -> Entry:
        long = "x" * 300_000 + tail
        item = f"<title>{long}</title><guid>{long}</guid><link>https://a.example/{long}</link>"
        (entry,) = parsed(feed_of(item)).entries
        return entry

    one, other = entry_with("1"), entry_with("2")
    assert (len(one.title), one.title[-1], one.url) == (1000, "…", "")
    assert max(map(len, (one.key, *one.aliases))) < 80
    assert not {one.key, *one.aliases} & {other.key, *other.aliases}
    assert one.fingerprint != other.fingerprint


def swollen(inside: str) -> bytes:
    return feed_of(f"<title>a</title><link>https://a.example/1</link>{inside}")


@pytest.mark.parametrize(
    "body",
    [
        swollen("".join(f"<category>c{n}</category>" for n in range(40_000))),
        swollen("<x " + " ".join(f'a{n}="1"' for n in range(40_000)) + "/>"),
        swollen("".join(f'<x{n}:y xmlns:x{n}="u{n}"/>' for n in range(40_000))),
        swollen("<div>" * 100_000),
        b"<rss>" + b"<x" * 1_000_000,
        b"<rss>" + b"<" * 1_000_000,
        b"<rss>" + b"<!--" * 500_000,
    ],
    ids=["categories", "attributes", "namespaces", "depth", "half tags", "brackets", "comments"],
)
def test_what_would_take_the_parser_minutes_is_refused_at_once(body: bytes) -> None:
    started = time.process_time()
    assert unreadable(body).reason is Reason.DANGEROUS_MARKUP
    assert time.process_time() - started < 1


@pytest.mark.parametrize("piece", ["<![CDATA[", "&a;", "& ", "<item>", "]]>", "<title>"])
def test_whatever_is_not_refused_is_read_in_little_time(piece: str) -> None:
    started = time.process_time()
    read(feed_of(piece * 20_000))
    assert time.process_time() - started < 3


def test_large_honest_feeds_are_not_refused() -> None:
    html = '<div><p>دەق</p><br><img src="data:image/png;base64,' + "A" * 50_000 + '"></div>'
    tags = "".join(f"<category>c{n}</category>" for n in range(50))
    items = [
        f"<title>t{n}</title><link>https://a.example/{n}</link>{tags}"
        f"<description><![CDATA[{html if n < 20 else html[:30]}]]></description>"
        for n in range(300)
    ]
    assert len(parsed(feed_of(*items)).entries) == 300


def test_a_hundred_thousand_entries_cost_what_two_thousand_do() -> None:
    items = (f"<title>t{n}</title><link>https://a.example/{n}</link>" for n in range(100_000))
    body = feed_of(*items)
    started = time.process_time()
    feed = parsed(body)
    assert time.process_time() - started < 3
    assert (len(feed.entries), feed.title) == (2000, "t")
    assert "well-formed" not in feed.note


@pytest.mark.parametrize(
    "odd",
    [
        '<Point xmlns="http://www.opengis.net/gml" srsName="EPSG:x"><pos>1 2</pos></Point>',
        "<image><width>1<b></width></image>",
        "<creativeCommons:license>x<b></creativeCommons:license>",
    ],
)
def test_what_feedparser_raises_on_does_not_cost_the_entries(odd: str) -> None:
    item = "<title>هێرش</title><link>https://nimune.example/a</link><description>x</description>"
    feed = parsed(feed_of(item + odd))
    assert [(e.title, e.url) for e in feed.entries] == [("هێرش", "https://nimune.example/a")]
    assert feed.note.startswith("odd (")
