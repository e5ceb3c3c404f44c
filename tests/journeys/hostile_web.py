"""Documents that are meant to do harm, and a watch with everything real but the clock."""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from daemon.fetch import FetchSettings, PageFetcher, WebFetcher
from daemon.jail import Jail, Limits
from daemon.model.language import Language
from daemon.model.source import Source
from daemon.pipeline.collect import Collector
from daemon.pipeline.read import PageReader
from daemon.schedule.cadence import AdaptivePlanner
from daemon.service.wiring import KindParser, ThreadOffload
from daemon.store import Store
from tests.fetch.server import LoopbackWeb, page
from tests.pipeline.fakes import BLAST, FakeClock, FakeRules

NEWS = f"دوێنێ {BLAST}یەکی گەورە لە بازاڕی شارەکە ڕوویدا و چەند کەسێک بریندار بوون."
ITEM = "<item><title>{n}</title><link>{url}</link></item>"
HASTY = Limits(feed_seconds=4.0, page_seconds=2.0)
MOST_GROWTH = 80 * 1024 * 1024


def feed(*items: str, before: str = "") -> bytes:
    head = "<rss version='2.0'><channel><title>t</title>"
    return f"{before}{head}{''.join(items)}</channel></rss>".encode()


def item(url: str, n: int = 0) -> str:
    return ITEM.format(n=f"هەواڵی {n}", url=url)


def html(body: str) -> bytes:
    return page(body.encode(), "Content-Type: text/html; charset=utf-8")


LAUGHS = (
    "<!DOCTYPE rss [<!ENTITY a '"
    + "ha" * 500
    + "'>"
    + "".join(
        f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
# feedparser compares each with all before it: ten minutes, however fast the machine
KEYWORDS = ",".join(str(n) for n in range(300_000))
HOSTILE_FEEDS: dict[str, tuple[bytes, str]] = {
    "billion laughs": (page(feed(item("/1"), before=LAUGHS)), "dangerous_markup"),
    "a parser's minutes": (
        page(feed(f"<item><itunes:keywords>{KEYWORDS}</itunes:keywords></item>")),
        "overran",
    ),
    "elements never closed": (page(feed("<a>" * 200_000)), "dangerous_markup"),
    "40,000 attributes": (
        page(feed("<item " + " ".join(f"a{n}='1'" for n in range(40_000)) + "/>")),
        "dangerous_markup",
    ),
    "40,000 namespaces": (
        page(feed("".join(f"<x xmlns:n{n}='u'/>" for n in range(40_000)))),
        "dangerous_markup",
    ),
    "a packed bomb": (
        page(gzip.compress(b"\0" * 200_000_000, 9), "Content-Encoding: gzip"),
        "too_large",
    ),
    "packed three times": (page(b"x", "Content-Encoding: gzip, gzip, gzip"), "bad_encoding"),
    "nothing but newlines": (page(b"\n" * 2_000_000), "empty_feed"),
    "an HTML page": (html("<html><title>ببورە</title>"), "not_a_feed"),
    "binary noise": (page(bytes(range(256)) * 8000), "broken_feed"),
}
HOSTILE_PAGES = {
    "paragraphs without end": f"<p>{NEWS}" + "<p>x" * 500_000,
    "cells": f"<p>{NEWS}</p><table><tr>" + "<td>x" * 19_000,
    "nested": "<div>" * 100_000 + NEWS,
    "nested a little": "<div>" * 1500 + f"<p>{NEWS}</p>",
    "nested inline": "<i>" * 50_000 + NEWS,
    "attributes": f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>{NEWS}</p>",
    "links without end": "<a href=x>" * 50_000 + NEWS,
    "a comment without end": f"<p>{NEWS}</p><!--" + "x" * 1_000_000,
    "an attribute without end": f"<p>{NEWS}</p><p title='" + "x" * 1_000_000,
    "headings": f"<p>{NEWS}</p>" + "<h2>x</h2>" * 200_000,
    "entities": "&lt;" * 300_000 + f"<p>{NEWS}</p>",
    "newlines": "\n" * 2_000_000 + f"<p>{NEWS}</p>",
    "NUL": "\0" * 100_000 + f"<p>{NEWS}</p>",
    "no markup": NEWS,
}


@dataclass(slots=True)
class Desk:
    """A collector over a real store, a real jail and a loopback web."""

    web: LoopbackWeb
    store: Store
    collector: Collector
    clock: FakeClock

    def source(self, name: str) -> Source:
        url = self.web.url(f"/{name}.xml")
        return Source(name, name, url, "rss", Language.SORANI, "Asia/Baghdad")


@asynccontextmanager
async def desk_at(web: LoopbackWeb, store: Store) -> AsyncIterator[Desk]:
    fetcher = WebFetcher(
        FetchSettings(
            deadline=4.0, allow_networks=("127.0.0.0/8",), allow_ports=(web.port,), concurrency=8
        )
    )
    jail, offload, clock = Jail(HASTY), ThreadOffload(), FakeClock()
    reader = PageReader(PageFetcher(fetcher, store, clock), jail, FakeRules(), offload, clock)
    planner = AdaptivePlanner(jitter=lambda: 1.0)
    collector = Collector(fetcher, KindParser(jail), reader, store, planner, clock)
    try:
        yield Desk(web, store, collector, clock)
    finally:
        await fetcher.aclose()
        await jail.aclose()
        offload.close()


class Memory:
    """The most memory that this process held since it was asked to begin counting."""

    def __init__(self) -> None:
        Path("/proc/self/clear_refs").write_text("5")
        self._before = _status("VmRSS")

    def grown(self) -> int:
        """Bytes."""
        return _status("VmHWM") - self._before


def _status(name: str) -> int:
    found = re.search(rf"{name}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found
    return int(found[1]) * 1024


async def forever(writer: asyncio.StreamWriter) -> None:
    """An answer that never ends."""
    writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    while True:
        writer.write(b"<item>" * 10_000)
        await writer.drain()


async def drip(writer: asyncio.StreamWriter) -> None:
    """A byte now and then."""
    writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    while True:
        writer.write(b"<")
        await writer.drain()
        await asyncio.sleep(0.05)
