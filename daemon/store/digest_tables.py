"""The table of digests beside the first ones: what was last told of a story, and to whom."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from daemon.store.tables import metadata
from daemon.store.types import Moment, Words

PASSED_OVER = -1
"""The position of an article that its digest does not tell, since nobody asked for it."""

COUNTED = -2
"""The position of an article for which its digest had no room: it is only counted."""

# A story may go into another: what was told of it stays under the number it had.
digest_stories = Table(
    "digest_stories",
    metadata,
    Column("digest_id", ForeignKey("digests.id", ondelete="CASCADE"), primary_key=True),
    Column("story_id", Integer, primary_key=True, autoincrement=False),
    Column("recipient", Words, nullable=False),
    Column("told_at", Moment, nullable=False),
    Column("facts", Words, nullable=False),
    Index(None, "recipient", "story_id"),
)
