"""What a source's own rhythm is, where it moved to, and which articles are read again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("feeds") as feeds:
        feeds.add_column(sa.Column("moved_from", sa.Text(), nullable=True))
        feeds.add_column(sa.Column("moved_to", sa.Text(), nullable=True))
        feeds.add_column(sa.Column("news_at", sa.DateTime(timezone=True), nullable=True))
        feeds.add_column(sa.Column("longest_quiet", sa.Float(), nullable=True))
        feeds.add_column(_count("pages_read"))
        feeds.add_column(_count("pages_missed"))
    with op.batch_alter_table("articles") as articles:
        articles.add_column(sa.Column("reread_at", sa.DateTime(timezone=True), nullable=True))
        articles.add_column(_count("rereads"))
    op.create_index("ix_articles_source_reread_at", "articles", ["source", "reread_at"])


def downgrade() -> None:
    op.drop_index("ix_articles_source_reread_at", "articles")
    with op.batch_alter_table("articles") as articles:
        articles.drop_column("rereads")
        articles.drop_column("reread_at")
    with op.batch_alter_table("feeds") as feeds:
        for name in ("pages_missed", "pages_read", "longest_quiet", "news_at"):
            feeds.drop_column(name)
        feeds.drop_column("moved_to")
        feeds.drop_column("moved_from")


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default="0", nullable=False)
