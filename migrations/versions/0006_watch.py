"""What each story counts for, filled from the stories there are; names that nobody knows yet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

AT_ONCE = 1000


def upgrade() -> None:
    op.create_table(
        "story_subjects",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("story_id", "sort", "subject", name="pk_story_subjects"),
        _refers("story_subjects", "story_id", "stories"),
    )
    op.create_index(
        "ix_story_subjects_day_sort_subject", "story_subjects", ["day", "sort", "subject"]
    )
    _count_stories()
    op.create_table(
        "new_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("ruling", sa.Text(), nullable=True),
        sa.Column("ruled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entity", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_new_names"),
        sa.UniqueConstraint("key", name="uq_new_names_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "name_sightings",
        sa.Column("name_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("surface", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name_id", "article_id", name="pk_name_sightings"),
        _refers("name_sightings", "name_id", "new_names"),
        _refers("name_sightings", "article_id", "articles"),
    )
    op.create_index("ix_name_sightings_article_id", "name_sightings", ["article_id"])


def downgrade() -> None:
    for table in ("name_sightings", "new_names", "story_subjects"):
        op.drop_table(table)


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{other}"
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")


def _count_stories() -> None:
    """Some at a time: the facts of all stories may not fit into memory."""
    stories = sa.table(
        "stories",
        sa.column("id", sa.Integer()),
        sa.column("day", sa.Date()),
        sa.column("facts", sa.Text()),
        sa.column("security", sa.Boolean()),
        sa.column("merged_into", sa.Integer()),
    )
    into = sa.table(
        "story_subjects",
        *(sa.column(name) for name in ("story_id", "sort", "subject")),
        sa.column("day", sa.Date()),
    )
    counted = sa.select(stories).where(stories.c.security, stories.c.merged_into.is_(None))
    last = 0
    while some := _next(counted.where(stories.c.id > last).order_by(stories.c.id)):
        rows = [
            {"story_id": one.id, "sort": sort, "subject": subject, "day": one.day}
            for one in some
            for sort, subject in dict.fromkeys(_subjects(json.loads(one.facts)))
        ]
        if rows:
            op.bulk_insert(into, rows)
        last = some[-1].id


def _next(statement: sa.Select[Any]) -> list[Any]:
    return list(op.get_bind().execute(statement.limit(AT_ONCE)).all())


def _subjects(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if facts["kinds"] == ["memory"]:
        return
    yield from (("category", category) for category in facts["categories"])
    if place := facts["place"]:
        yield from (("place", one) for one in (place["id"], *place["parents"]))
    yield from (("actor", actor["id"]) for actor in facts["actors"])
