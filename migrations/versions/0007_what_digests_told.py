"""What digests told of stories, so that the next can say what changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "digest_stories",
        sa.Column("digest_id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["digest_id"],
            ["digests.id"],
            name="fk_digest_stories_digest_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("digest_id", "story_id", name="pk_digest_stories"),
    )
    op.create_index(
        "ix_digest_stories_recipient_story_id", "digest_stories", ["recipient", "story_id"]
    )


def downgrade() -> None:
    op.drop_table("digest_stories")
