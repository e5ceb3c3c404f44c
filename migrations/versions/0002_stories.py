"""Stories: what articles say happened, which of them tell one event, and corrections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stories",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("risen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("risen_from", sa.Text(), nullable=True),
        sa.Column("security", sa.Boolean(), nullable=False),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_stories_last_at", "stories", ["last_at"])
    op.create_index("ix_stories_day", "stories", ["day"])
    op.create_table(
        "unmerged",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_unmerged_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name="pk_unmerged"),
    )
    op.create_table(
        "accounts",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_accounts_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_accounts_story_id"),
        sa.PrimaryKeyConstraint("article_id", name="pk_accounts"),
    )
    op.create_index("ix_accounts_story_id", "accounts", ["story_id"])
    op.create_table(
        "account_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["accounts.article_id"],
            name="fk_account_keys_article_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", "day", "article_id", name="pk_account_keys"),
    )
    op.create_index("ix_account_keys_article_id", "account_keys", ["article_id"])
    op.create_table(
        "account_links",
        sa.Column("one", sa.Integer(), nullable=False),
        sa.Column("other", sa.Integer(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["one"], ["accounts.article_id"], name="fk_account_links_one", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other"], ["accounts.article_id"], name="fk_account_links_other", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("one", "other", name="pk_account_links"),
    )
    op.create_index("ix_account_links_other", "account_links", ["other"])
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("articles", sa.Text(), nullable=False),
        sa.Column("others", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
        sqlite_autoincrement=True,
    )
    # What was flagged before there were stories is merged at the next start.
    op.execute(
        "INSERT INTO unmerged (article_id, revision)"
        " SELECT id, revision FROM articles WHERE flagged"
    )


def downgrade() -> None:
    for table in ("corrections", "account_links", "account_keys", "accounts"):
        op.drop_table(table)
    op.drop_table("unmerged")
    op.drop_table("stories")
