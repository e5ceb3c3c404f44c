"""Everything the files and credentials say, read once, checked, and never changed after."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from daemon.config.operator import ChannelSettings, FetchLimits, MailIdentity, NoticeSettings
from daemon.model.post import Recipient
from daemon.model.source import Source
from daemon.rules.matcher import Matcher


@dataclass(frozen=True, slots=True)
class Settings:
    """What one daemon works with.

    ``database`` is an SQLAlchemy URL and may hold a password: it is never shown.
    ``digest_max_age`` is how old an article may have been when first seen and still be told.
    ``retention`` is how long articles are kept (None: for ever). ``poll_concurrency`` is how
    many sources are polled at once. ``rules`` is the compiled matcher.
    """

    sources: tuple[Source, ...]
    recipients: tuple[Recipient, ...]
    channels: tuple[ChannelSettings, ...]
    database: str
    fetch: FetchLimits
    mail: MailIdentity
    digest_max_age: timedelta
    retention: timedelta | None
    poll_concurrency: int
    rules_folder: Path | None
    rules: Matcher
    state_dir: Path
    notices: NoticeSettings = field(default_factory=NoticeSettings)

    def __repr__(self) -> str:
        """Short, and without the database's URL."""
        return (
            f"Settings({len(self.sources)} sources, {len(self.recipients)} recipients, "
            f"{len(self.channels)} channels)"
        )


def needs_restart(old: Settings, new: Settings) -> tuple[str, ...]:
    """Names of the settings that differ but only count after a restart, for the log."""
    kept = ("database", "state_dir")
    return tuple(name for name in kept if getattr(old, name) != getattr(new, name))
