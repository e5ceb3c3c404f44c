"""Documents for the jail: honest ones, and some that are too much for small limits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from daemon.model.language import Language
from daemon.model.outcome import Fetched
from daemon.model.source import Source

NOW = datetime(2026, 11, 14, 9, 30, tzinfo=UTC)
SOURCE = Source(
    "esta", "ئێستا", "https://esta.example/feed", "rss", Language.SORANI, "Asia/Baghdad"
)
OTHER = Source(
    "xendan", "خەندان", "https://xendan.example/feed", "rss", Language.SORANI, "Asia/Baghdad"
)

ITEM = (
    "<item><title>تەقینەوەیەک لە کەرکوک {n}</title><link>https://esta.example/{n}</link>"
    "<guid>{n}</guid><pubDate>Sat, 14 Nov 2026 09:00:00 +0300</pubDate>"
    "<description>پۆلیس گوتی دوو کەس بریندار بوون.</description></item>"
)
PARAGRAPH = "بەیانی ئەمڕۆ تەقینەوەیەک لە بازاڕی شارەکە ڕوویدا و دوو کەس بریندار بوون. "

Slow = Callable[[], Fetched]


def feed(entries: int = 3) -> Fetched:
    items = "".join(ITEM.format(n=n) for n in range(entries))
    body = f"<rss version='2.0'><channel><title>ئێستا</title>{items}</channel></rss>"
    return _fetched(body, "application/rss+xml")


def page(paragraphs: int = 4) -> Fetched:
    body = "".join(f"<p>{PARAGRAPH * 3}</p>" for _ in range(paragraphs))
    return _fetched(f"<html><body><article><h1>هەواڵ</h1>{body}</article></body></html>")


def slow_page() -> Fetched:
    """As many elements as the extractor takes on: seconds of work."""
    return _fetched(f"<html><body>{'<p>x' * 19_000}</body></html>")


def _fetched(body: str, content_type: str = "text/html") -> Fetched:
    headers = {"content-type": f"{content_type}; charset=utf-8"}
    return Fetched("https://esta.example/a", 200, headers, body.encode())
