"""A channel's preview gives its messages with their words, newest first."""

from __future__ import annotations

import pytest

from daemon.model.outcome import Reason
from daemon.sources import KINDS
from tests.sources.asking import read, refused, saved, when

PREVIEW = "https://t.me/s/nimune"


def test_messages_come_newest_first_with_their_words_and_times() -> None:
    found = read("telegram", saved("channels/preview.html"), PREVIEW)
    assert found.title == "کەناڵی نموونە"
    assert [(each.url, each.title, when(each)) for each in found.entries] == [
        (
            "https://t.me/nimune/303",
            "سوپاسی هەموو لایەک دەکەین بۆ هاوکارییان.",
            "2026-02-22 08:00 minute",
        ),
        ("https://t.me/nimune/301", "🔴 بەپەلە", "2026-02-22 07:05 minute"),
    ]
    assert found.entries[1].content == (
        "🔴 بەپەلە\n"
        "هێرشێکی درۆنی کرایە سەر بنکەیەکی پێشمەرگە لە سنووری سیدەکان.\n"
        "تا ئێستا زیانی گیانی نییە. وردەکاری"
    )
    assert found.note == "1 messages without words"


def test_what_is_replied_to_is_not_said_again() -> None:
    newest = read("telegram", saved("channels/preview.html"), PREVIEW).entries[0]
    assert "وەڵامی پەیامێکی کۆن" not in newest.content
    assert newest.summary == "ڕاپۆرتی وردەکارییەکان"


def test_earlier_messages_are_followed_when_wanted() -> None:
    page = saved("channels/preview.html")
    assert read("telegram", page, PREVIEW).follow == ()
    found = read("telegram", page, PREVIEW, pages=2)
    assert (found.follow, found.follow_most) == (("https://t.me/s/nimune?before=301",), 1)


def test_a_long_first_line_is_cut_between_words() -> None:
    text = "هێزەکانی ئاسایش لە شارەکە " * 20
    body = (
        '<div class="tgme_widget_message" data-post="n/1">'
        f'<div class="tgme_widget_message_text js-message_text">{text}</div></div>'
    )
    (entry,) = read("telegram", body, PREVIEW).entries
    assert len(entry.title) <= 161
    assert entry.title[:-1].split() == text.split()[: len(entry.title.split())]
    assert entry.content == text.strip()


def test_letters_that_no_tree_may_hold_are_left_out() -> None:
    body = (
        '<div class="tgme_widget_message" data-post="n/1">'
        '<div class="tgme_widget_message_text js-message_text">یەک<br>\x0bدوو\ufffe</div></div>'
    )
    assert read("telegram", body, PREVIEW).entries[0].content == "یەک\nدوو"


@pytest.mark.parametrize(
    ("body", "reason", "told"),
    [
        (
            '<title>Telegram: Contact @nimune</title><div class="tgme_page_title">x</div>',
            Reason.NOT_A_FEED,
            "Contact @nimune",
        ),
        (
            '<div class="tgme_channel_info_header_title">نموونە</div>',
            Reason.EMPTY_FEED,
            "without messages",
        ),
        ("", Reason.EMPTY_FEED, "nothing"),
    ],
)
def test_a_page_without_messages_is_told(body: str, reason: Reason, told: str) -> None:
    found = refused("telegram", body)
    assert found.reason is reason
    assert told in found.detail


def test_a_channel_publishes_the_whole_text() -> None:
    assert [name for name, kind in KINDS.items() if kind.full_text] == ["telegram"]
