"""The migrations of a Dîdevan that is one revision ahead of this one."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Protocol

from daemon.store.migrate import script_directory
from daemon.store.tables import REVISION

AHEAD = f"{int(REVISION) + 1:04}"

NEXT = '''
"""A revision as it may come one day: a table is rebuilt, and another filled."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"


def upgrade() -> None:
    with op.batch_alter_table("articles") as batch:
        batch.add_column(sa.Column("colour", sa.Text(), nullable=False, server_default="red"))
        batch.alter_column("lexicon", new_column_name="lexicon_version")
    op.create_table("colours", sa.Column("name", sa.Text(), primary_key=True))
    op.execute("INSERT INTO colours SELECT DISTINCT colour FROM articles")
    {more}


def downgrade() -> None:
    op.drop_table("colours")
    with op.batch_alter_table("articles") as batch:
        batch.drop_column("colour")
        batch.alter_column("lexicon_version", new_column_name="lexicon")
'''


class FutureScripts(Protocol):
    """Makes such migrations; ``more`` is a statement at the end of the newest."""

    def __call__(self, more: str = "") -> Path: ...


def future_scripts(folder: Path, more: str = "") -> Path:
    """Write them into ``folder``."""
    shutil.copytree(script_directory(), folder)
    code = NEXT.format(revision=AHEAD, before=REVISION, more=more)
    (folder / "versions" / f"{AHEAD}_colours.py").write_text(code)
    return folder
