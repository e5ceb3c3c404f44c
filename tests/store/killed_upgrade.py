"""Kills an upgrade at each of its statements in turn, runs it again, and says what it saw.

``python -m tests.store.killed_upgrade URL SCRIPTS STEP`` writes one JSON object a line. The
database stands at some revision with some rows; after each kill it must stand there still.
A process of its own, because it forks.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from alembic import command
from sqlalchemy import Engine, event, text

from daemon.store.migrate import _upgrade, alembic_config, migration_engine
from daemon.store.revision import current_revision


def main(url: str, scripts: Path, step: int) -> Iterator[dict[str, object]]:
    """One line for each position; ends with the first upgrade that was not killed."""
    begin = _look(url)["revision"]
    for position in count(1, step):
        killed = _killed_at(position, url, scripts)
        after_kill = _look(url)
        _upgrade(url, scripts)
        yield {"killed": killed, "after_kill": after_kill, "after_rerun": _look(url)}
        if not killed:
            return
        engine = migration_engine(url)
        with engine.begin() as connection:
            command.downgrade(alembic_config(scripts, connection), str(begin or "base"))


def _killed_at(position: int, url: str, scripts: Path) -> bool:
    child = os.fork()
    if child == 0:
        _die_at(position)
        _upgrade(url, scripts)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert status in {0, signal.SIGKILL}, status
    return status != 0


def _die_at(position: int) -> None:
    done = count(1)

    @event.listens_for(Engine, "before_cursor_execute")
    def die(*_: object) -> None:
        if next(done) == position:
            os.kill(os.getpid(), signal.SIGKILL)


def _look(url: str) -> dict[str, object]:
    engine = migration_engine(url)
    with engine.begin() as connection:
        revision = current_revision(connection)
        rows = connection.execute(text("SELECT count(*) FROM matches")) if revision else None
        return {"revision": revision, "rows": rows.scalar_one() if rows else 0}


if __name__ == "__main__":
    for line in main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])):
        sys.stdout.write(json.dumps(line) + "\n")
