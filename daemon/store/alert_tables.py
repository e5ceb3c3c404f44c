"""The tables of alerts: what was decided for whom, silences, notices to the operator."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table

from daemon.store.tables import metadata
from daemon.store.types import Moment, Words

alert_recipients = Table(
    "alert_recipients",
    metadata,
    Column("recipient", Words, primary_key=True),
    Column("began_at", Moment, nullable=False),
)

# A story may be forgotten or go into another: what was decided of it stays.
alert_decisions = Table(
    "alert_decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("recipient", Words, nullable=False),
    Column("story_id", Integer, nullable=False),
    Column("ruling", Words, nullable=False),
    Column("outcome", Words, nullable=False),
    Column("severity", Words, nullable=False),
    Column("facts", Words, nullable=False),
    Column("detail", Words, nullable=False),
    Column("until", Moment),
    Column("decided_at", Moment, nullable=False),
    Column("message_id", Words),
    Index(None, "recipient", "story_id"),
    Index(None, "recipient", "id"),
    Index(None, "story_id"),
    Index(None, "recipient", "outcome", "decided_at"),
    sqlite_autoincrement=True,
)

silences = Table(
    "silences",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("made_at", Moment, nullable=False),
    Column("begins_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("reason", Words, nullable=False),
    Column("story_id", Integer),
    Column("recipient", Words, nullable=False),
    Column("category", Words, nullable=False),
    Column("place", Words, nullable=False),
    Column("actor", Words, nullable=False),
    Column("outlet", Words, nullable=False),
    Column("up_to", Words),
    Index(None, "ends_at"),
    sqlite_autoincrement=True,
)

notices = Table(
    "notices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("detail", Words, nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Index(None, "kind", "subject"),
    Index(None, "ended_at"),
    sqlite_autoincrement=True,
)
