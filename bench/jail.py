"""What reading in a child process costs an article and a feed, against calling directly."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import TypeVar

from bench.rules import articles, page
from daemon.extract import extract
from daemon.jail import Jail, Limits
from daemon.jail.nursery import Nursery
from daemon.model.language import Language
from daemon.model.outcome import Fetched
from daemon.model.source import Source
from daemon.sources import KINDS

ROUNDS = 7
NOW = datetime(2026, 11, 14, 9, 30, tzinfo=UTC)
SOURCE = Source("a", "a", "https://example.org/feed", "rss", Language.SORANI, "Asia/Baghdad")

Input = TypeVar("Input")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds a document: called directly, asked of one child, and of two at once."""

    direct: float
    child: float
    children: float


def report() -> Iterator[str]:
    """The figures, line by line."""
    started, first = asyncio.run(start_up())
    yield f"a child is ready {first * 1000:.0f} ms after it is first needed"
    yield f"an overrun child is replaced in {started * 1000:.1f} ms"
    for name, cost in asyncio.run(costs()).items():
        extra = (cost.child - cost.direct) * 1000
        yield (
            f"{name}: directly {cost.direct * 1000:.1f} ms, in the jail {cost.child * 1000:.1f} ms "
            f"({extra:+.2f} ms, ratio {cost.child / cost.direct:.2f}); "
            f"two children: {cost.child / cost.children:.2f} times one (asked: at least 1.8)"
        )


async def start_up() -> tuple[float, float]:
    """Seconds until a child is ready: one that replaces another, and the first."""
    nursery, times = Nursery(Limits().memory), []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        cell = await nursery.cell()
        await cell.ready()
        times.append(time.perf_counter() - began)
        cell.kill()
        await cell.buried()
    mother = nursery.end()
    if mother is not None:
        await asyncio.to_thread(mother.wait)
    return median(times[1:]), times[0]


async def costs() -> dict[str, Cost]:
    """What articles and feeds cost."""
    jail = Jail()
    pages = [page(text) for text in articles()]
    feeds = [feed(text) for text in articles()]
    try:
        return {
            "an article's page": await cost(extract, lambda p: jail.extract(SOURCE, p), pages),
            "a feed of 30 entries": await cost(
                lambda f: KINDS["rss"].parse(SOURCE, f, NOW),
                lambda f: jail.parse(SOURCE, f, NOW),
                feeds,
            ),
        }
    finally:
        await jail.aclose()


async def cost(
    direct: Callable[[Input], object],
    jailed: Callable[[Input], Awaitable[object]],
    inputs: list[Input],
) -> Cost:
    """Median over rounds in which the three ways take turns, so that noise is shared."""

    async def one_by_one() -> None:
        for each in inputs:
            await jailed(each)

    async def at_once() -> None:
        await asyncio.gather(*(jailed(each) for each in inputs))

    async def directly() -> None:
        for each in inputs:
            direct(each)

    await at_once()
    rounds = [
        [await _timed(way) / len(inputs) for way in (directly, one_by_one, at_once)]
        for _ in range(ROUNDS)
    ]
    return Cost(*(median(times) for times in zip(*rounds, strict=True)))


async def _timed(way: Callable[[], Awaitable[None]]) -> float:
    began = time.perf_counter()
    await way()
    return time.perf_counter() - began


def feed(text: str) -> Fetched:
    """A feed of thirty entries that begin as the text does."""
    items = "".join(
        f"<item><title>{text[n : n + 60]}</title><link>https://example.org/{n}</link>"
        f"<pubDate>Sat, 14 Nov 2026 08:{n:02}:00 +0300</pubDate>"
        f"<description>{text[n : n + 400]}</description></item>"
        for n in range(30)
    )
    body = f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>"
    headers = {"content-type": "application/rss+xml; charset=utf-8"}
    return Fetched(SOURCE.url, 200, headers, body.encode())


if __name__ == "__main__":
    for line in report():
        print(line)
