"""The tables of stories: what articles contribute, what holds them together, what was put right."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table

from daemon.store.tables import metadata
from daemon.store.types import Json, Moment, Words

stories = Table(
    "stories",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False),
    Column("first_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("severity", Words, nullable=False),
    # When a change made it matter more, and how much it mattered before.
    Column("risen_at", Moment),
    Column("risen_from", Words),
    Column("security", Boolean, nullable=False),
    # Its articles went over to that story; nothing else of it is true any more.
    Column("merged_into", Integer),
    # When it lost its last article, because the rules had changed; the facts are its last ones.
    Column("withdrawn_at", Moment),
    # Which change of stories its newest was, all counted: true whatever the clock does.
    Column("turn", Integer, nullable=False, server_default="0"),
    Column("facts", Words, nullable=False),
    Index(None, "last_at"),
    Index(None, "day"),
    Index(None, "turn"),
    Index(None, "merged_into"),
    sqlite_autoincrement=True,
)

unmerged = Table(
    "unmerged",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("facts", Words, nullable=False),
    Index(None, "story_id"),
)

# Where an article stood before the rules dropped it: the story has its number back with it.
dropped = Table(
    "dropped",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False),
)

account_keys = Table(
    "account_keys",
    metadata,
    Column("key", Words, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("article_id", ForeignKey("accounts.article_id", ondelete="CASCADE"), primary_key=True),
    Index(None, "article_id"),
)

account_links = Table(
    "account_links",
    metadata,
    Column("one", ForeignKey("accounts.article_id", ondelete="CASCADE"), primary_key=True),
    Column("other", ForeignKey("accounts.article_id", ondelete="CASCADE"), primary_key=True),
    Column("link", Words, nullable=False),
    Index(None, "other"),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("articles", Json, nullable=False),
    Column("others", Json, nullable=False),
    Column("made_at", Moment, nullable=False),
    sqlite_autoincrement=True,
)
