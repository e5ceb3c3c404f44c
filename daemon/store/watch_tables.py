"""The tables of what is watched over time: counted stories, and names that nobody knows yet."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Table, UniqueConstraint

from daemon.store.tables import metadata
from daemon.store.types import Moment, Words

# What each story counts for; only stories that count have rows. The index answers counts alone.
story_subjects = Table(
    "story_subjects",
    metadata,
    Column("story_id", ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
    Column("sort", Words, primary_key=True),
    Column("subject", Words, primary_key=True),
    Column("day", Date, nullable=False),
    Index(None, "day", "sort", "subject"),
)

new_names = Table(
    "new_names",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Words, nullable=False),
    Column("ruling", Words),
    Column("ruled_at", Moment),
    # The gazetteer's id that an accepted name was given.
    Column("entity", Words),
    UniqueConstraint("key"),
    sqlite_autoincrement=True,
)

name_sightings = Table(
    "name_sightings",
    metadata,
    Column("name_id", ForeignKey("new_names.id", ondelete="CASCADE"), primary_key=True),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("source", Words, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("surface", Words, nullable=False),
    Column("field", Words, nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("context", Words, nullable=False),
    Index(None, "article_id"),
)
