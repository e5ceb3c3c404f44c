"""Reading a feed document in a test."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from daemon.model.article import Parsed
from daemon.model.language import Language
from daemon.model.outcome import Fetched, Unreadable
from daemon.model.source import Source
from daemon.sources import KINDS

SAMPLES = Path(__file__).parent.parent / "samples" / "feeds"
NOW = datetime(2026, 2, 22, 12, 0, tzinfo=UTC)
BASE = "https://nimune.example/rss.xml"


def read(
    body: bytes, content_type: str = "", base: str = BASE, **options: Any
) -> Parsed | Unreadable:
    source = Source("s", "S", base, "rss", Language.SORANI, "Asia/Baghdad", options=options)
    headers = {"content-type": content_type} if content_type else {}
    return KINDS["rss"].parse(source, Fetched(base, 200, headers, body), NOW)


def parsed(body: bytes, content_type: str = "", base: str = BASE, **options: Any) -> Parsed:
    outcome = read(body, content_type, base, **options)
    assert isinstance(outcome, Parsed), outcome
    return outcome


def sample(name: str, base: str = BASE) -> Parsed:
    return parsed((SAMPLES / name).read_bytes(), base=base)


def feed_of(*items: str) -> bytes:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>t</title>{inner}</channel></rss>'.encode()


def unreadable(body: bytes, content_type: str = "") -> Unreadable:
    outcome = read(body, content_type)
    assert isinstance(outcome, Unreadable), outcome
    return outcome
