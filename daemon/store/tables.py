"""The tables, as Dîdevan means them now; how they came to be stands in ``migrations/``."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
)

from daemon.store.types import Json, Moment, Span, Words

REVISION = "0010"
"""The revision of ``migrations/`` that these tables are; a test holds the two together."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

feeds = Table(
    "feeds",
    metadata,
    Column("source", Words, primary_key=True),
    Column("next_poll_at", Moment, nullable=False),
    Column("interval", Span, nullable=False),
    Column("polled_at", Moment),
    Column("failures", Integer, nullable=False),
    Column("problem", Words),
    Column("problem_detail", Words, nullable=False),
    Column("problem_since", Moment),
    # A move counts only for the address it was made from: the editors' word goes before it.
    Column("moved_from", Words),
    Column("moved_to", Words),
    Column("news_at", Moment),
    Column("longest_quiet", Span),
    Column("pages_read", Integer, nullable=False, server_default="0"),
    Column("pages_missed", Integer, nullable=False, server_default="0"),
    # By address what to show there the next time, and what the document named, as JSON.
    Column("documents", Words, nullable=False, server_default="{}"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Words, nullable=False),
    Column("key", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("body", Words, nullable=False),
    Column("origin", Words, nullable=False),
    Column("language", Words, nullable=False),
    Column("published_at", Moment),
    Column("precision", Words, nullable=False),
    Column("dated_by", Words),
    Column("author", Words),
    Column("section", Words),
    Column("image", Words),
    Column("first_seen_at", Moment, nullable=False),
    # How old it was when first seen: databases do not agree on how to subtract times.
    Column("age", Span),
    Column("revision", Integer, nullable=False),
    Column("revised_at", Moment, nullable=False),
    Column("flagged", Boolean, nullable=False),
    Column("flagged_at", Moment),
    Column("score", Float, nullable=False),
    Column("severity", Words),
    Column("categories", Json, nullable=False),
    Column("lexicon", Words, nullable=False),
    Column("problem", Words),
    Column("problem_detail", Words, nullable=False),
    Column("reread_at", Moment),
    Column("rereads", Integer, nullable=False, server_default="0"),
    # What the feed said, while it is to be read again: by then the feed may list it no more.
    Column("entry", Words),
    Index(None, "first_seen_at"),
    Index(None, "source", "flagged"),
    Index(None, "flagged", "id"),
    Index(None, "problem", "source"),
    Index(None, "source", "reread_at"),
    sqlite_autoincrement=True,
)

article_keys = Table(
    "article_keys",
    metadata,
    Column("source", Words, primary_key=True),
    Column("key", Words, primary_key=True),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    # Kept with the key: two entries that are one article may each keep saying their own.
    Column("fingerprint", Words, nullable=False),
    Index(None, "article_id"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("seen_at", Moment, nullable=False),
    Column("fingerprint", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("body", Words, nullable=False),
    Column("origin", Words, nullable=False),
    Column("published_at", Moment),
    Column("dated_by", Words),
    Column("author", Words),
    Column("flagged", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    Column("lexicon", Words, nullable=False),
)

matches = Table(
    "matches",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("category", Words, nullable=False),
    Column("term", Words, nullable=False),
    Column("field", Words, nullable=False),
    Column("surface", Words, nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("weight", Float, nullable=False),
    Column("attributes", Json, nullable=False),
)

entities = Table(
    "entities",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("entity", Words, nullable=False),
    Column("type", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("surface", Words, nullable=False),
    Column("field", Words, nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Index(None, "entity"),
)

digests = Table(
    "digests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("schedule", Words, nullable=False),
    Column("recipient", Words, nullable=False),
    Column("local_date", Date, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("decided_at", Moment, nullable=False),
    Column("late", Span, nullable=False),
    # A period that was due before the schedule began: it counts as told, nothing was sent.
    Column("baseline", Boolean, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("read", Integer, nullable=False),
    # The newest article of that moment: order of arrival is true whatever the clock does.
    Column("newest_article", Integer, nullable=False),
    Column("message_id", Words),
    UniqueConstraint("schedule", "local_date"),
    sqlite_autoincrement=True,
)

digest_articles = Table(
    "digest_articles",
    metadata,
    Column("digest_id", ForeignKey("digests.id", ondelete="CASCADE"), primary_key=True),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("schedule", Words, nullable=False),
    Column("position", Integer, nullable=False),
    UniqueConstraint("article_id", "schedule"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("message_id", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("recipient", Words, nullable=False),
    Column("address", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("html", Words, nullable=False),
    Column("headers", Json, nullable=False),
    Column("facts", Json, nullable=False, server_default="{}"),
    Column("created_at", Moment, nullable=False),
    Column("state", Words, nullable=False),
    Column("next_try_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("owner", Words),
    Column("tries", Integer, nullable=False),
    Column("ambiguous", Boolean, nullable=False),
    Column("sent_at", Moment),
    Column("reason", Words),
    Column("detail", Words, nullable=False),
    UniqueConstraint("message_id"),
    Index(None, "state", "next_try_at"),
    Index(None, "sent_at"),
    Index(None, "kind", "recipient", "created_at"),
    Index(None, "recipient", "channel", "address"),
    sqlite_autoincrement=True,
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("outbox_id", ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True),
    Column("try", Integer, primary_key=True, autoincrement=False),
    Column("owner", Words, nullable=False),
    Column("outcome", Words, nullable=False),
    Column("reason", Words),
    Column("detail", Words, nullable=False),
    Column("ambiguous", Boolean, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Index(None, "outcome"),
)
