"""Validators stand with the address that they are from: every feed is asked in full once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("feeds") as feeds:
        feeds.drop_column("etag")
        feeds.drop_column("last_modified")


def downgrade() -> None:
    with op.batch_alter_table("feeds") as feeds:
        feeds.add_column(sa.Column("etag", sa.Text(), nullable=True))
        feeds.add_column(sa.Column("last_modified", sa.Text(), nullable=True))
