"""Feeds of every sort and fault become entries, or a told reason; never an exception."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from daemon.model.article import Precision
from daemon.model.outcome import Reason
from daemon.sources import KINDS
from tests.sources.reading import SAMPLES, feed_of, parsed, sample, unreadable


def test_rss_2_gives_plain_text_absolute_links_and_one_entry_an_article() -> None:
    feed = sample("rss2_sorani.xml")
    first, second, third = feed.entries
    assert feed.title == "ڕۆژنامەی & هەواڵی نموونە"
    assert first.title == "لە سلێمانی دوو کەس بە تۆمەتی تیرۆر دەستگیر کران"
    assert first.key == "nimune.example/news/101"
    assert first.summary == "ئاسایشی سلێمانی ڕایگەیاند… زیاتر"
    assert first.content.split("\n") == [
        "ئاسایشی سلێمانی ڕایگەیاند کە دوو کەسیان گرتووە.",
        "ئەوان لە گەڕەکی ڕزگاری بوون & چەکیان پێ بوو.",
        "دەمانچەیەک",
        "سەد فیشەک",
    ]
    assert (second.title, second.url) == (
        "بارانێکی زۆر لە هەولێر",
        "https://nimune.example/news/102",
    )
    assert second.summary == "شەقامەکان پڕ بوون لە ئاو & قوتابخانەکان داخران."
    assert third.url == "https://nimune.example/news/103"
    assert "1 entries repeat others" in feed.note


def test_times_with_and_without_offset_are_the_outlets() -> None:
    first, second, third = sample("rss2_sorani.xml").entries
    assert first.published_at == datetime(2026, 2, 22, 7, 0, tzinfo=UTC)
    assert second.published_at == datetime(2026, 2, 22, 5, 30, tzinfo=UTC)
    assert third.precision is Precision.DAY  # 'yesterday', in words


def test_letters_of_an_arabic_keyboard_and_day_first_dates_come_through() -> None:
    first, second = sample("rss2_arabic_keyboard.xml").entries
    assert first.key == "klavye.example/detail.aspx?jimare=4411&zman=1"
    assert first.published_at == datetime(2024, 4, 22, 1, 38, tzinfo=UTC)
    assert first.summary.count("\n") == 1
    assert second.published_at == datetime(2024, 3, 2, 11, 22, tzinfo=UTC)
    assert second.summary == second.content == ""


def test_month_first_is_an_option_of_the_source() -> None:
    body = (SAMPLES / "rss2_arabic_keyboard.xml").read_bytes()
    _, second = parsed(body, date_order="MDY").entries
    assert second.published_at == datetime(2024, 2, 3, 11, 22, tzinfo=UTC)


def test_zwnj_is_kept_however_it_is_written() -> None:
    (entry,) = sample("rss2_old_spelling.xml").entries
    assert entry.title == "پێشمه\u200cرگه\u200c گوندێکیان پاراست"
    assert entry.summary == "هێزی پێشمه\u200cرگه\u200c لە گوندی به\u200cرزان بوون."


def test_rdf_is_read_with_its_dublin_core_dates() -> None:
    first, second = sample("rdf_badini.xml").entries
    assert first.title == "ل دهۆکێ ئاگر بەربوو بازارەکێ"
    assert first.published_at == datetime(2026, 2, 21, 15, 45, tzinfo=UTC)
    assert (second.precision, second.published_at) == (
        Precision.DAY,
        datetime(2026, 2, 19, 21, 0, tzinfo=UTC),
    )


def test_atom_is_read_with_relative_links_and_the_first_publication() -> None:
    feed = sample("atom_kurmanji.xml", base="https://rojname.example/ku/atom")
    first, second = feed.entries
    assert feed.title == "Nûçeyên rojê"
    assert first.title == "Li Qamişlo teqînek & du birîndar"
    assert [entry.key for entry in feed.entries] == [
        "rojname.example/ku/nuce/77",
        "rojname.example/ku/nuce/76",
    ]
    assert first.content.split("\n")[1] == "Du kes birîndar bûn û ew birin nexweşxaneyê."
    assert first.published_at == datetime(2026, 2, 22, 8, 0, tzinfo=UTC)
    assert second.published_at == datetime(2026, 2, 21, 9, 0, tzinfo=UTC)


def test_missing_and_impossible_dates_are_unknown() -> None:
    assert {entry.precision for entry in sample("no_dates.xml").entries} == {Precision.UNKNOWN}


def test_one_guid_for_all_entries_merges_none() -> None:
    entries = sample("one_guid_for_all.xml").entries
    keys = [key for entry in entries for key in (entry.key, *entry.aliases)]
    assert len(entries) == 4
    assert len(keys) == len(set(keys))


def test_a_feed_that_is_not_well_formed_gives_what_can_be_saved_and_says_so() -> None:
    feed = sample("broken.xml")
    first, second = feed.entries
    assert first.title == "هێرشی درۆنی & دوو بریندار لە کۆرمۆر"
    assert first.url == "https://shkaw.example/1?a=1&b=2"
    assert second.title == "دووەم هەواڵ"
    assert "not well-formed" in feed.note


def test_bidi_and_control_letters_do_not_reach_titles_and_other_schemes_are_no_links() -> None:
    first, second, third = sample("control_letters.xml").entries
    assert first.title == "دڵنیاgpj.tset به ناونیشان"
    assert not {chr(c) for c in (0x202E, 0x202C, 0x2028, 0x85, 0xAD)} & set(second.title)
    assert (second.url, third.url) == ("", "")
    assert third.title == "پێشمه\u200cرگه"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
def test_declared_encodings_are_obeyed(encoding: str) -> None:
    body = (
        f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
        '<rss version="2.0"><channel><item><title>انفجار في كركوك</title>'
        "<link>https://a.example/1</link></item></channel></rss>"
    )
    (entry,) = parsed(body.encode(encoding)).entries
    assert entry.title == "انفجار في كركوك"


def test_an_encoding_named_by_the_server_alone_is_obeyed() -> None:
    body = feed_of("<title>انفجار في كركوك</title><link>https://a.example/1</link>")
    old = body.decode().encode("windows-1256")
    (entry,) = parsed(old, "application/xml; charset=windows-1256").entries
    assert entry.title == "انفجار في كركوك"


@pytest.mark.parametrize(
    "said", ["text/xml", "text/html; charset=utf-8", "application/octet-stream"]
)
def test_a_wrong_content_type_does_no_harm(said: str) -> None:
    body = (SAMPLES / "rss2_sorani.xml").read_bytes()
    feed = parsed(body, said)
    assert feed.entries == sample("rss2_sorani.xml").entries
    assert "well-formed" not in feed.note


@pytest.mark.parametrize(
    ("body", "reason", "told"),
    [
        (b"", Reason.EMPTY_FEED, "nothing"),
        (b" \r\n\t " * 50_000, Reason.EMPTY_FEED, "nothing"),
        ((SAMPLES / "empty.xml").read_bytes(), Reason.EMPTY_FEED, "rss20"),
        ((SAMPLES / "html_as_feed.html").read_bytes(), Reason.NOT_A_FEED, "پەڕەی سەرەکی"),
        (b"<!-- x --><HTML><TITLE>Just a moment...</TITLE>", Reason.NOT_A_FEED, "Just a moment"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', Reason.EMPTY_FEED, "JSON Feed"),
        (b'{"articles": []}', Reason.NOT_A_FEED, "JSON, not a feed"),
        (b"<urlset><url><loc>x</loc></url></urlset>", Reason.NOT_A_FEED, "sitemap"),
        (b"/etc/passwd", Reason.NOT_A_FEED, "text without markup"),
        (b"http://127.0.0.1:9/feed", Reason.NOT_A_FEED, "text without markup"),
        (b"<error>no such feed</error>", Reason.NOT_A_FEED, "neither RSS nor Atom"),
        (b"\x00\x01\x02\xff\xfe" * 100, Reason.NOT_A_FEED, "text without markup"),
        (b"<\x00\x01\x02\xff\xfe" * 100, Reason.BROKEN_FEED, "not well-formed"),
        (b"\x1f\x8b\x08\x00 gzip", Reason.BROKEN_FEED, "gzip"),
    ],
)
def test_what_is_no_feed_is_told_with_what_it_is(body: bytes, reason: Reason, told: str) -> None:
    outcome = unreadable(body)
    assert outcome.reason is reason
    assert told in outcome.detail


def test_the_fingerprint_changes_with_the_words_alone() -> None:
    def fingerprint(text: str, date: str = "2026-02-22", link: str = "1") -> str:
        item = f"<title>t</title><link>https://a.example/{link}</link><pubDate>{date}</pubDate>"
        (entry,) = parsed(feed_of(f"{item}<description>{text}</description>")).entries
        return entry.fingerprint

    assert fingerprint("a") == fingerprint("a ", date="2026-02-21", link="1?utm_source=x")
    assert fingerprint("a") != fingerprint("b")


@pytest.mark.parametrize(
    "link", ["/news/1", "news/1", "https://nimune.example/news/1", " /news/1\n"]
)
def test_links_are_made_absolute(link: str) -> None:
    (entry,) = parsed(feed_of(f"<title>a</title><link>{link}</link>")).entries
    assert entry.url == "https://nimune.example/news/1"


def test_spaces_in_links_are_encoded_so_that_they_can_be_asked_for() -> None:
    (entry,) = parsed(feed_of("<title>a</title><link>https://a.example/دەنگ و باس</link>")).entries
    assert entry.url == "https://a.example/دەنگ%20و%20باس"


def test_options_of_the_kind_refuse_what_they_do_not_know() -> None:
    options: Callable[..., object] = KINDS["rss"].Options
    assert options(date_order="MDY")
    with pytest.raises(ValidationError, match="selectors"):
        options(selectors="x")


def test_an_item_that_says_nothing_is_left_out() -> None:
    feed = parsed(feed_of("", "<title>a</title><link>https://a.example/1</link>"))
    assert [entry.title for entry in feed.entries] == ["a"]


def test_a_feed_whose_entries_say_nothing_is_empty() -> None:
    outcome = unreadable(feed_of("", "<description>&lt;img src='x'&gt;</description>"))
    assert (outcome.reason, outcome.detail) == (
        Reason.EMPTY_FEED,
        "none of its 2 entries says anything",
    )


def test_a_link_to_the_front_page_is_shown_and_names_no_article() -> None:
    links = "<link>https://a.example/</link>"
    first, second = parsed(feed_of(f"<title>t</title>{links}", f"<title>u</title>{links}")).entries
    assert first.url == second.url == "https://a.example/"
    assert first.key != second.key


def test_the_only_item_of_a_feed_is_shown_even_if_it_says_nothing() -> None:
    (entry,) = parsed(feed_of("<pubDate>Sat, 14 Feb 2026 09:00:00 GMT</pubDate>")).entries
    (other,) = parsed(feed_of("<pubDate>Sat, 14 Feb 2026 10:00:00 GMT</pubDate>")).entries
    assert entry.published_at
    assert entry.key != other.key
    assert parsed(feed_of("<link>https://a.example/</link>")).entries[0].url == "https://a.example/"
    silent = feed_of("<title/>", "<title/>")
    assert unreadable(silent).detail == "none of its 2 entries says anything"


def test_a_feed_under_the_declaration_of_a_page_is_a_feed() -> None:
    item = "<title>a</title><link>https://a.example/1</link>"
    assert len(parsed(b"<!DOCTYPE html>" + feed_of(item)).entries) == 1
