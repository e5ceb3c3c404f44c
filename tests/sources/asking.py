"""Reading a saved document by any kind, with options as they stand in sources.toml."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from daemon.model.article import Entry, Parsed
from daemon.model.language import Language
from daemon.model.outcome import Fetched, Unreadable
from daemon.model.source import Source
from daemon.sources import KINDS

SAMPLES = Path(__file__).parent.parent / "samples"
NOW = datetime(2026, 2, 22, 12, 0, tzinfo=UTC)
SITE = "https://nimune.example/"


def outcome(
    kind: str, body: bytes | str, url: str = SITE, /, **options: Any
) -> Parsed | Unreadable:
    """What the kind makes of the body; the options pass its own check first."""
    checked = KINDS[kind].Options.model_validate(options).model_dump()
    source = Source("s", "S", url, kind, Language.SORANI, "Asia/Baghdad", options=checked)
    encoded = body if isinstance(body, bytes) else body.encode()
    return KINDS[kind].parse(source, Fetched(url, 200, {}, encoded), NOW)


def read(kind: str, body: bytes | str, url: str = SITE, /, **options: Any) -> Parsed:
    found = outcome(kind, body, url, **options)
    assert isinstance(found, Parsed), found
    return found


def refused(kind: str, body: bytes | str, /, **options: Any) -> Unreadable:
    found = outcome(kind, body, **options)
    assert isinstance(found, Unreadable), found
    return found


def saved(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def when(entry: Entry) -> str:
    """The time of publication and how exactly it is known."""
    at = f"{entry.published_at:%Y-%m-%d %H:%M}" if entry.published_at else "-"
    return f"{at} {entry.precision}"
