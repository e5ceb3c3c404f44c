"""What outlets without a feed offer instead: a news sitemap, a list of pages, an API, a channel."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from html import escape

from daemon.demo.dateline import LOCAL, long_date
from daemon.demo.desk import Outlet
from daemon.demo.feeds import FORMATS, Item
from daemon.demo.pages import list_page

PER_PAGE = 6
XML, HTML, JSON = (
    f"{kind}; charset=utf-8" for kind in ("text/xml", "text/html", "application/json")
)


@dataclass(frozen=True, slots=True)
class Entrance:
    """Where an outlet's news are found: the kind of source, its address, and that kind's keys."""

    kind: str
    path: str
    options: Mapping[str, object] = field(default_factory=dict)


ENTRANCES: Mapping[str, Entrance] = {name: Entrance("rss", "feed") for name in FORMATS} | {
    "sitemap": Entrance("sitemap", "sitemap.xml", {"only_sitemaps": "news"}),
    "list": Entrance(
        "listing",
        "list?page=1",
        {
            "item": "li.news",
            "link": "a",
            "summary": "p",
            "date": "span.date",
            "next_page": "a.next",
            "pages": 2,
        },
    ),
    "api": Entrance(
        "json",
        "api/news?lang=kmr&page=1",
        {
            "items": "Data.News.Articles[]",
            "title": "Title",
            "link": "Link",
            "summary": "Summary",
            "date": "Published",
            "page_parameter": "page",
            "last_page": "Data.MaxPage",
            "pages": 3,
        },
    ),
    "channel": Entrance("telegram", "s/channel"),
}
"""By the name that an outlet's file gives under ``feed``."""


def index(outlet: Outlet, home: str, items: Sequence[Item], rest: str) -> tuple[str, str] | None:
    """Content type and text of what lies at ``rest`` below the home; None: nothing of an index."""
    path, _, query = rest.partition("?")
    if outlet.feed == "sitemap" and path == "sitemap.xml":
        return XML, _sitemap_index(home, items)
    if outlet.feed == "sitemap" and path == "news-sitemap.xml":
        return XML, _news_sitemap(outlet, items)
    number = int(found[1]) if (found := re.search(r"\bpage=(\d{1,3})$", query)) else 1
    shown = items[(number - 1) * PER_PAGE : number * PER_PAGE]
    last = max(-(-len(items) // PER_PAGE), 1)
    if outlet.feed == "list" and path == "list":
        return HTML, list_page(outlet, home, shown, number + 1 if number < last else None)
    if outlet.feed == "api" and path == "api/news":
        return JSON, _answer(shown, last)
    if outlet.feed == "channel" and path == "s/channel":
        return HTML, _channel(outlet, items)
    return None


def _sitemap_index(home: str, items: Sequence[Item]) -> str:
    newest = max((item.updated_at for item in items), default=None)
    changed = f"<lastmod>{newest.astimezone(LOCAL).isoformat()}</lastmod>" if newest else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"<sitemap><loc>{escape(home)}page-sitemap.xml</loc></sitemap>\n"
        f"<sitemap><loc>{escape(home)}news-sitemap.xml</loc>{changed}</sitemap>\n"
        "</sitemapindex>\n"
    )


def _news_sitemap(outlet: Outlet, items: Sequence[Item]) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n'
        + "".join(
            f"<url><loc>{escape(item.url)}</loc><news:news><news:publication>"
            f"<news:name>{escape(outlet.typed(outlet.name))}</news:name>"
            "<news:language>ku</news:language></news:publication>"
            f"<news:publication_date>{item.published_at.astimezone(LOCAL).isoformat()}"
            f"</news:publication_date><news:title>{escape(item.article.title)}</news:title>"
            "</news:news></url>\n"
            for item in reversed(items)
        )
        + "</urlset>\n"
    )


def _answer(shown: Sequence[Item], last: int) -> str:
    """Times are local and have no offset, as in the APIs of outlets that answer no feed."""
    articles = [
        {
            "Title": item.article.title,
            "Link": item.url,
            "Summary": item.article.summary,
            "Published": item.published_at.astimezone(LOCAL).replace(tzinfo=None).isoformat(),
        }
        for item in shown
    ]
    data = {"Status": "OK", "Data": {"MaxPage": last, "News": {"Articles": articles}}}
    return json.dumps(data, ensure_ascii=False)


def _channel(outlet: Outlet, items: Sequence[Item]) -> str:
    """The public preview of a channel: oldest first, as one reads downwards."""
    name = escape(outlet.typed(outlet.name))
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8">'
        f"<title>{name} – Telegram</title></head>\n<body>"
        f'<div class="tgme_channel_info_header_title"><span dir="auto">{name}</span></div>\n'
        + "".join(_message(outlet, item) for item in reversed(items))
        + "</body></html>\n"
    )


def _message(outlet: Outlet, item: Item) -> str:
    post = f"{outlet.slug}/{outlet.number(item.article)}"
    told = "<br/><br/>".join(map(escape, item.article.paragraphs))
    return (
        f'<div class="tgme_widget_message js-widget_message" data-post="{post}">'
        '<div class="tgme_widget_message_text js-message_text" dir="auto">'
        f"<b>{escape(item.article.title)}</b><br/>{told}</div>"
        f'<a class="tgme_widget_message_date" href="https://t.me/{post}">'
        f'<time datetime="{item.published_at.astimezone(UTC).isoformat()}">'
        f"{long_date(item.published_at, outlet.language)}</time></a></div>\n"
    )
