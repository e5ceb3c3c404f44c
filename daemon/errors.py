"""Every error raised on purpose, as one tree.

DidevanError
├── SettingsError        files that cannot be used; carries every problem found
└── DatabaseError        the database cannot be used as it is
    ├── NoDatabase       there is none yet
    ├── OldRevision      an older Dîdevan wrote it
    ├── UnknownRevision  a newer Dîdevan wrote it
    └── DatabaseHeld     another daemon is working on it

Expected outcomes (a feed that answers 404, a page without a body, a refused mail) are
values, not errors: see ``daemon.model.outcome`` and ``daemon.model.post``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class DidevanError(Exception):
    """Root of everything Dîdevan raises on purpose; the text is meant for people."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in a settings file: where it stands and what to do about it."""

    file: str
    line: int  # 1-based; 0 when the file as a whole is meant
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


class SettingsError(DidevanError):
    """The settings are wrong; ``problems`` lists everything that is, at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class DatabaseError(DidevanError):
    """The database cannot be used as it is."""


class NoDatabase(DatabaseError):
    """There is no database yet, or nothing in it."""

    def __init__(self) -> None:
        super().__init__("nothing yet: the watch was never begun here ('didevan run')")


class OldRevision(DatabaseError):
    """The database was written by an older Dîdevan and is not brought up to date yet."""


class UnknownRevision(DatabaseError):
    """The database was written by a newer Dîdevan than this one."""


class DatabaseHeld(DatabaseError):
    """Another daemon is working on this database; the text says which."""
