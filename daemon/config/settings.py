"""Everything the files and credentials say, read once, checked, and never changed after."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from daemon.config.operator import Operator
from daemon.model.source import Source
from daemon.rules.matcher import Matcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(Operator):
    """What one daemon works with: what the operator decides, the sources and the rules.

    ``rules`` is the compiled matcher, ``state_dir`` the folder for our own data.
    """

    sources: tuple[Source, ...]
    rules: Matcher
    state_dir: Path

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
