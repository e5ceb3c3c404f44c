"""How late sources are polled when there are many, and a tenth of them is slow or dead."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import structlog

from daemon.config.load import load_settings
from daemon.config.settings import Settings
from daemon.model.poll import FeedResult
from daemon.model.source import FeedState, Source
from daemon.pipeline.collect import Collected, Collector
from daemon.service import clock
from daemon.service.garbage import settle
from daemon.service.watch import Watch
from daemon.service.wiring import wire
from daemon.service.work import Work
from daemon.store import Store
from daemon.store.migrate import upgrade

SOURCES = int(os.environ.get("LATENESS_SOURCES", "2000"))
CYCLE = float(os.environ.get("LATENESS_SECONDS", "300"))
"""Seconds over which the sources fall due: five minutes, the shortest cycle of a real watch."""

DEADLINE = 10.0
TICK = 0.01  # how often the event loop is asked whether it is free
ENTRIES = 5


class Outlets(asyncio.Protocol):
    """All outlets: of twenty, one hangs, one is faulty, and eighteen answer at once."""

    transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        head = data.decode("latin-1")
        path = head.split(" ", 2)[1]
        number = int("".join(filter(str.isdigit, path)) or 0)
        if number % 20 == 0:
            return
        if number % 20 == 1:
            self._say("503 Service Unavailable", b"", "")
        elif "if-none-match" in head.lower():
            self._say("304 Not Modified", b"", 'ETag: "1"\r\n')
        else:
            self._say("200 OK", document(number), 'ETag: "1"\r\n')

    def _say(self, status: str, body: bytes, headers: str) -> None:
        start = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
        self.transport.write(start.encode() + body)


def document(number: int) -> bytes:
    """A feed whose entries say all."""
    text = "ئەنجوومەنی شارەوانی دوێنێ دەربارەی ئاو و کارەبا کۆبووەوە و بڕیاری دا. " * 8
    items = "".join(
        f"<item><title>هەواڵی {number} {n}</title><link>https://o{number}.example/{n}</link>"
        f"<description>{text}</description></item>"
        for n in range(ENTRIES)
    )
    return f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode()


def serve(told: Connection) -> None:
    """The outlets, in a process of their own."""

    async def run() -> None:
        server = await asyncio.get_running_loop().create_server(Outlets, "127.0.0.1", 0)
        told.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    with suppress(KeyboardInterrupt):
        asyncio.run(run())


@contextmanager
def outlets() -> Iterator[int]:
    """The port at which all outlets answer."""
    context = multiprocessing.get_context("spawn")
    heard, told = context.Pipe(duplex=False)
    process = context.Process(target=serve, args=(told,), daemon=True)
    process.start()
    try:
        with told, heard:
            assert heard.poll(30), "the outlets did not begin"
            port: int = heard.recv()
        yield port
    finally:
        process.kill()
        process.join()


@dataclass(slots=True)
class Seen:
    """What is written down while the watch runs; times in seconds."""

    late: dict[str, float] = field(default_factory=dict)
    blocked: list[float] = field(default_factory=list)
    problems: int = 0


@dataclass(frozen=True, slots=True)
class Noting:
    """A collector that writes down how late each poll begins."""

    collector: Collector
    due: dict[str, datetime]
    seen: Seen

    async def collect(self, source: Source) -> Collected:
        late = (clock.now() - self.due[source.name]).total_seconds()
        self.seen.late.setdefault(source.name, max(late, 0.0))
        collected = await self.collector.collect(source)
        self.seen.problems += collected.problem is not None
        return collected

    async def record_surprise(self, source: Source, error: BaseException) -> None:
        await self.collector.record_surprise(source, error)


def report() -> Iterator[str]:
    """The table, line by line."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with outlets() as port, tempfile.TemporaryDirectory() as folder:
        cold, warm = asyncio.run(cycles(Path(folder), port))
    yield f"{SOURCES} sources, one in twenty hangs, one in twenty is faulty; due over {CYCLE:g} s"
    yield "cycle        polled  problems   late p50   late p99  loop p99  loop longest"
    for name, seen in (("first, cold", cold), ("second, warm", warm)):
        late, blocked = sorted(seen.late.values()), sorted(seen.blocked)
        yield (
            f"{name:12} {len(late):6} {seen.problems:9} {_at(late, 0.5):8.2f} s "
            f"{_at(late, 0.99):8.2f} s {_at(blocked, 0.99) * 1000:6.0f} ms "
            f"{blocked[-1] * 1000:9.0f} ms"
        )
    yield "(asked: the loop never blocked for more than 100 ms)"


def _at(values: list[float], share: float) -> float:
    return values[min(int(len(values) * share), len(values) - 1)]


async def cycles(folder: Path, port: int) -> tuple[Seen, Seen]:
    """Both cycles: everything new, then nothing."""
    found = settings(folder, port)
    await upgrade(found.database)
    store = await Store.open(found.database)
    try:
        return await cycle(found, store), await cycle(found, store)
    finally:
        await store.aclose()


async def cycle(found: Settings, store: Store) -> Seen:
    """One watch over all sources, until each was polled once."""
    seen, work = Seen(), Work()
    due = await fall_due(found, store)
    journeys = wire(found, store, clock=clock.now, owner="bench", read_secret=lambda _name: None)
    noting = Noting(journeys.collector, due, seen)
    object.__setattr__(journeys, "collector", noting)
    watch = Watch(journeys, store, work, clock.now)
    settle()
    async with measured(seen), asyncio.timeout(20 * CYCLE):
        while len(seen.late) < len(due):
            await watch.tick()
            await asyncio.sleep(1.0)
    await work.drain(2 * DEADLINE)
    await journeys.aclose()
    return seen


async def fall_due(found: Settings, store: Store) -> dict[str, datetime]:
    """Spread the sources over a cycle that begins in a second; when each is due."""
    start, step = clock.now() + timedelta(seconds=1), CYCLE / len(found.sources)
    due = {}
    for number, source in enumerate(found.sources):
        at = due[source.name] = start + timedelta(seconds=number * step)
        state = await store.feed_state(source.name)
        known = state or FeedState(source.name, at, timedelta(minutes=15))
        fresh = FeedState(source.name, at, known.interval, known.documents, failures=known.failures)
        await store.save_feed_result(FeedResult(source.name, start, fresh))
    return due


@asynccontextmanager
async def measured(seen: Seen) -> AsyncIterator[None]:
    """Write down for how long the event loop does not come round."""

    async def ask() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(TICK)
            seen.blocked.append(max(time.perf_counter() - before - TICK, 0.0))

    asking = asyncio.create_task(ask())
    try:
        yield
    finally:
        asking.cancel()


def settings(folder: Path, port: int) -> Settings:
    """The defaults, but for what the loopback needs."""
    (folder / "config.toml").write_text(CONFIG.format(deadline=DEADLINE, port=port))
    tables = (SOURCE.format(number=number, port=port) for number in range(SOURCES))
    (folder / "sources.toml").write_text("".join(tables))
    return load_settings(folder / "sources.toml", folder / "config.toml", state_dir=folder)


CONFIG = """\
[fetch]
deadline_seconds = {deadline}
per_host = 16
allow_networks = ["127.0.0.0/8"]
allow_ports = [{port}]
"""
SOURCE = """\
[[source]]
name = "outlet-{number}"
outlet = "Outlet {number}"
url = "http://127.0.0.1:{port}/{number}.xml"
kind = "rss"
language = "ckb"
zone = "Asia/Baghdad"
full_text = true
"""


if __name__ == "__main__":
    for line in report():
        print(line)
