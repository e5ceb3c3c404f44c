"""``didevan deliver`` beside a daemon: what it is sending stays its own until it dies."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

from daemon.model.post import Message
from daemon.service import clock
from daemon.service.opening import opened
from tests.channels.post_office import Office
from tests.channels.post_office import opened as post_office
from tests.journeys.newsdesk import read_mail, start, start_daemon, wait_until

SOURCES = """\
[[source]]
name = "nobody"
outlet = "nobody"
url = "http://127.0.0.1:9/feed"
kind = "rss"
language = "ckb"
zone = "Asia/Baghdad"
enabled = false
"""
CONFIG = """\
[mail]
sender = "Dîdevan <didevan@example.org>"

[[channel]]
name = "post"
kind = "smtp"
host = "127.0.0.1"
port = {post}
security = "none"

[[recipient]]
name = "analyst"
address = "analyst@example.org"
channel = "post"
"""


async def test_a_killed_deliver_loses_its_claim_to_the_daemon_and_a_living_one_does_not(
    tmp_path: Path,
) -> None:
    office = Office(hold_after_data=asyncio.Event())
    async with post_office(office) as post:
        (tmp_path / "sources.toml").write_text(SOURCES)
        (tmp_path / "config.toml").write_text(CONFIG.format(post=post))
        await enqueue(tmp_path)
        deliver = start(tmp_path, "deliver")
        await wait_until(lambda: taken(office, 1), 30, deliver)

        daemon = start_daemon(tmp_path)
        await wait_until(lambda: has_begun(tmp_path), 30, daemon)
        await enqueue(tmp_path, "second")
        await wait_until(lambda: taken(office, 2), 30, daemon)
        assert state_of(tmp_path, "first") == ("sending", 1, 0), "it is being sent, and only once"

        deliver.kill()
        deliver.wait()
        assert office.hold_after_data is not None
        office.hold_after_data.set()
        await wait_until(lambda: taken(office, 3), 30, daemon)
        await wait_until(lambda: all_sent(tmp_path), 30, daemon)
        daemon.terminate()
        assert await asyncio.to_thread(daemon.wait, 20) == 0

    ids = [read_mail(one.content or b"")["Message-ID"] for one in office.taken]  # type: ignore[arg-type]
    assert [str(one) for one in ids] == [f"<{n}@example.org>" for n in ("first", "second", "first")]
    assert state_of(tmp_path, "first") == ("sent", 2, 1), "it may have arrived twice, and says so"
    assert state_of(tmp_path, "second") == ("sent", 1, 0)


async def enqueue(folder: Path, name: str = "first") -> None:
    async with opened(f"sqlite:///{folder / 'didevan.db'}") as store:
        to = ("analyst", "analyst@example.org", "post")
        told = Message(f"<{name}@example.org>", "notice", *to, name, name, "", clock.now())
        await store.enqueue(told)


async def taken(office: Office, count: int) -> bool:
    return len(office.taken) >= count


async def has_begun(folder: Path) -> bool:
    return b"watch_began" in (folder / "log").read_bytes()


async def all_sent(folder: Path) -> bool:
    return {state_of(folder, name)[0] for name in ("first", "second")} == {"sent"}


def state_of(folder: Path, name: str) -> tuple[str, int, int]:
    """How far a message has come, in how many tries, and whether it is in doubt."""
    with sqlite3.connect(folder / "didevan.db") as database:
        asked = "SELECT state, tries, ambiguous FROM outbox WHERE subject = ?"
        found: tuple[str, int, int] = database.execute(asked, (name,)).fetchone()
    return found
