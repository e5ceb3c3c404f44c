"""What pages say of themselves, validators of further documents, robots.txt over restarts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_OF_ARTICLES = ("dated_by", "author", "section", "image", "entry")
_OF_REVISIONS = ("dated_by", "author")


def upgrade() -> None:
    with op.batch_alter_table("feeds") as feeds:
        feeds.add_column(sa.Column("documents", sa.Text(), server_default="{}", nullable=False))
    with op.batch_alter_table("articles") as articles:
        for name in _OF_ARTICLES:
            articles.add_column(sa.Column(name, sa.Text(), nullable=True))
    with op.batch_alter_table("revisions") as revisions:
        revisions.add_column(sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
        for name in _OF_REVISIONS:
            revisions.add_column(sa.Column(name, sa.Text(), nullable=True))
    op.create_table(
        "robots",
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unreachable_since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("origin", name="pk_robots"),
    )


def downgrade() -> None:
    op.drop_table("robots")
    with op.batch_alter_table("revisions") as revisions:
        for name in ("published_at", *_OF_REVISIONS):
            revisions.drop_column(name)
    with op.batch_alter_table("articles") as articles:
        for name in _OF_ARTICLES:
            articles.drop_column(name)
    with op.batch_alter_table("feeds") as feeds:
        feeds.drop_column("documents")
