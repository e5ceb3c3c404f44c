"""The public preview of a Telegram channel (t.me/s/…): groups announce there before elsewhere."""

from __future__ import annotations

from datetime import datetime
from html import escape

from lxml.etree import tostring
from lxml.html import HtmlElement

from daemon.model.article import Parsed
from daemon.model.outcome import Fetched, Reason, Unreadable
from daemon.model.source import Source
from daemon.sources.entries import MOST_ENTRIES, Item, entries_of
from daemon.sources.kind import Kind
from daemon.sources.options import FeedOptions, Pages, first_date, pages_option
from daemon.sources.page import linked, read_page, title_of
from daemon.text.markup import plain_line, plain_text, visible_text
from daemon.text.selectors import first_text, select

ACCEPT = "text/html, */*;q=0.1"
_MESSAGE = "div.tgme_widget_message[data-post]"
_TEXT = "div.tgme_widget_message_text.js-message_text"
_PREVIEW = "a.tgme_widget_message_link_preview"
_NAME = "div.tgme_channel_info_header_title, div.tgme_header_title"
_EARLIER = "a.tme_messages_more[data-before]"
_LONGEST_TITLE = 160
_PLACE = "https://t.me/"


class Options(FeedOptions):
    """Keys of a ``[[source]]`` of this kind: ``pages`` of earlier messages are read too."""

    pages: Pages = 1


def parse(source: Source, fetched: Fetched, now: datetime) -> Parsed | Unreadable:
    """The channel's messages, newest first; the first line of each stands for a title."""
    tree = read_page(fetched)
    if isinstance(tree, Unreadable):
        return tree
    messages = select(tree, _MESSAGE)
    if not messages:
        return _without_messages(tree, fetched)
    items = [item for each in reversed(messages) if (item := _item(source, each, now))]
    pages = pages_option(source, 1)
    silent = len(messages) - len(items)
    return Parsed(
        title=first_text(tree, _NAME)[:200],
        entries=entries_of(items[:MOST_ENTRIES], base=fetched.url),
        note=f"{silent} messages without words" if silent else "",
        follow=linked(tree, _EARLIER, fetched.url) if pages > 1 else (),
        follow_most=pages - 1,
    )


KIND = Kind(Options=Options, parse=parse, accept=ACCEPT, full_text=True)


def _without_messages(tree: HtmlElement, fetched: Fetched) -> Unreadable:
    if select(tree, _NAME):
        return Unreadable(Reason.EMPTY_FEED, "a channel without messages to be seen")
    return Unreadable(Reason.NOT_A_FEED, f"no preview of a channel: {title_of(tree, fetched)}")


def _item(source: Source, message: HtmlElement, now: datetime) -> Item | None:
    text = "\n".join(filter(None, (_lines(each) for each in select(message, _TEXT))))
    preview = " ".join(
        visible_text(" ".join(each.itertext())) for each in select(message, _PREVIEW)
    )
    if not (text or preview):
        return None
    when = first_text(message, "a.tgme_widget_message_date time@datetime")
    return Item(
        link=_PLACE + message.get("data-post", "").strip("/"),
        guid="",
        title=escape(_headline(text or preview)),
        summary=escape(preview) if text else "",
        content=escape(text or preview).replace("\n", "<br>"),
        published=first_date(source, now, when),
    )


def _lines(element: HtmlElement) -> str:
    """A message's words, a line where the writer began one."""
    return plain_text(tostring(element, encoding="unicode", method="html", with_tail=False))


def _headline(text: str) -> str:
    """The first line with a word in it, cut between words when it is long."""
    lines = (plain_line(line) for line in text.split("\n"))
    first = next((line for line in lines if any(map(str.isalpha, line))), text)
    if len(first) <= _LONGEST_TITLE:
        return first
    return first[:_LONGEST_TITLE].rpartition(" ")[0] + "…"
