"""The tables of what hosts ask of us: their robots.txt."""

from __future__ import annotations

from sqlalchemy import Column, Table

from daemon.store.tables import metadata
from daemon.store.types import Moment, Words

robots = Table(
    "robots",
    metadata,
    Column("origin", Words, primary_key=True),
    # The lines that concern us, empty: there are none; None: there never was an answer.
    Column("rules", Words),
    Column("asked_at", Moment, nullable=False),
    Column("unreachable_since", Moment),
)
