"""The demo: the real pipeline, a throw-away database, and a newsroom on this machine."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from daemon.config.load import load_settings
from daemon.demo.newsroom import Newsroom
from daemon.model.post import Recipient, Sent
from daemon.model.source import Source
from daemon.pipeline.collect import Collected
from daemon.pipeline.deliver import Outcome, drain
from daemon.schedule.periods import due_periods
from daemon.service import clock
from daemon.service.merging import merger_of
from daemon.service.opening import opened
from daemon.service.wiring import Journeys, wire
from daemon.store import Store

ZONE = "Asia/Baghdad"
CONFIG = """\
[fetch]
contact = "demo@example.org"
deadline_seconds = 5
allow_networks = ["127.0.0.0/8"]
allow_ports = [{port}]

[[channel]]
name = "post"
kind = "maildir"
path = "mail"

[[recipient]]
name = "analyst"
address = "analyst@example.org"
channel = "post"
zone = "{zone}"
digest_at = ["{at}"]
"""

Progress = Callable[[Source, Collected], None]


@dataclass(frozen=True, slots=True)
class Cycle:
    """What one full cycle came to: every source polled, digests decided, messages sent."""

    collected: tuple[Collected, ...]
    sent: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Demonstration:
    """Both cycles, and where the digest lies."""

    first: Cycle
    second: Cycle
    mail: Path
    page: Path


def prepare(folder: Path) -> None:
    """Make an empty folder for the demo; one of an earlier demo is removed."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / "sources.toml").exists():
            raise FileExistsError(f"{folder} holds something that is not a demo's")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)


async def demonstrate(folder: Path, newsroom: Newsroom, progress: Progress) -> Demonstration:
    """Run two full cycles against the newsroom, with everything of ours in ``folder``."""
    write_settings(folder, newsroom)
    settings = load_settings(folder / "sources.toml", folder / "config.toml", state_dir=folder)
    async with opened(settings.database) as store:
        journeys = wire(
            settings, store, clock=clock.now, owner="demo", read_secret=lambda _name: None
        )
        try:
            await begin_yesterday(store, settings.recipients[0])
            first = await cycle(journeys, store, progress)
            second = await cycle(journeys, store, lambda _source, _collected: None)
        finally:
            await journeys.aclose()
    return Demonstration(first, second, *_kept(folder, first))


def write_settings(folder: Path, newsroom: Newsroom) -> None:
    """Write the newsroom's sources.toml and a config.toml whose digest is due this minute."""
    local = clock.local_time(ZONE)
    (folder / "sources.toml").write_text(newsroom.sources_toml(), encoding="utf-8")
    (folder / "config.toml").write_text(
        CONFIG.format(port=newsroom.port, zone=ZONE, at=f"{local:%H:%M}"), encoding="utf-8"
    )


async def cycle(journeys: Journeys, store: Store, progress: Progress) -> Cycle:
    """Poll every source once, make stories, decide what is due, deliver what waits."""

    async def one(source: Source) -> Collected:
        collected = await journeys.collector.collect(source)
        progress(source, collected)
        return collected

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(source)) for source in journeys.sources.values()]
    await merger_of(journeys, store, clock.now).merge()
    await journeys.digester.decide(journeys.settings.recipients)
    sent = await drain(journeys.deliverer)
    return Cycle(tuple(task.result() for task in tasks), tuple(sent))


async def begin_yesterday(store: Store, recipient: Recipient) -> None:
    """Let the schedule have begun a day ago, so that today's digest is due."""
    yesterday = clock.now() - timedelta(days=1)
    for period in due_periods(recipient, yesterday):
        await store.begin_schedule(period, yesterday)


def _kept(folder: Path, first: Cycle) -> tuple[Path, Path]:
    """The mail as the Maildir holds it, and its page beside it."""
    for outcome in first.sent:
        if isinstance(outcome.result, Sent):
            page = folder / "digest.html"
            page.write_text(outcome.delivery.message.html, encoding="utf-8")
            mail = folder / "digest.eml"
            mail.write_bytes(Path(outcome.result.note).read_bytes())
            return mail, page
    raise RuntimeError(f"the demo's digest was not delivered: {first.sent}")
