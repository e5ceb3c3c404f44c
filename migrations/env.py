"""Runs the migrations: inside ``daemon.store.migrate``, or for a developer's ``alembic``.

By hand: ``alembic -x database=sqlite:///didevan.sqlite upgrade head``. No logger is set up
here: alembic's usual ``fileConfig`` would silence the daemon that migrates itself.
"""

from __future__ import annotations

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.util import CommandError
from sqlalchemy import Connection, TypeDecorator

from daemon.store.migrate import migration_engine
from daemon.store.tables import metadata


def render_plain_type(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """Write our column types as what they are in the database: a revision is frozen."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=True,
        render_item=render_plain_type,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_by_hand() -> None:
    url = context.get_x_argument(as_dictionary=True).get("database")
    if not url:
        raise CommandError("say which database: alembic -x database=sqlite:///FILE ...")
    engine = migration_engine(url)
    with engine.begin() as connection:
        run(connection)
    engine.dispose()


given = context.config.attributes.get("connection")
if given is None:
    run_by_hand()
else:
    run(given)
