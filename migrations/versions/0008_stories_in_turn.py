"""Stories in the order of their changes, stories withdrawn, and what a busy watch looks up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_INDEXES = (
    ("stories", "turn"),
    ("stories", "merged_into"),
    ("alert_decisions", "recipient", "id"),
    ("outbox", "sent_at"),
    ("outbox", "kind", "recipient", "created_at"),
    ("outbox", "recipient", "channel", "address"),
)


def upgrade() -> None:
    with op.batch_alter_table("stories") as stories:
        stories.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
        stories.add_column(sa.Column("turn", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "dropped",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_dropped"),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name="fk_dropped_article_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_dropped_story_id"),
    )
    for table, *columns in _INDEXES:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)


def downgrade() -> None:
    for table, *columns in _INDEXES:
        op.drop_index(f"ix_{table}_{'_'.join(columns)}", table)
    op.drop_table("dropped")
    with op.batch_alter_table("stories") as stories:
        stories.drop_column("turn")
        stories.drop_column("withdrawn_at")
