"""What robots.txt asks of us (RFC 9309), before the page of an article is fetched.

A feed is published for machines; a page is not. Where there is no robots.txt, or none that
can be had, pages may be read: the outlet's own feed has just named them.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from protego import Protego

from daemon.fetch.client import split_url
from daemon.model.outcome import Failed, Fetched, NotModified, Reason
from daemon.model.source import Validators

TOKEN = "didevan"  # noqa: S105 (the name by which a robots.txt calls us)
LARGEST = 500 * 1024  # RFC 9309, 2.5
KEPT_SECONDS = 24 * 3600.0  # RFC 9309, 2.4
FAILED_SECONDS = 900.0
LONGEST_DELAY = 10.0
_MOST_LINES = 10_000
_LONGEST_LINE = 2000
_MOST_ORIGINS = 5000
_NO_VALIDATORS = Validators()
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class Web(Protocol):
    """What is needed of the fetcher."""

    async def fetch(
        self,
        url: str,
        *,
        accept: str,
        validators: Validators = ...,
        limit: int | None = None,
        headers: Mapping[str, str] = ...,
    ) -> Fetched | NotModified | Failed: ...

    def slow_down(self, host: str, gap: float) -> None: ...


@dataclass(slots=True)
class _Known:
    """The rules of one origin; None: there are none. ``asking`` lets one ask for all."""

    rules: Protego | None = None
    until: float = float("-inf")
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)


class PageFetcher:
    """The port Fetcher for articles' pages: ``web``, but for what robots.txt forbids."""

    def __init__(self, web: Web, steady: Callable[[], float] = time.monotonic) -> None:
        self._web = web
        self._steady = steady
        self._origins: OrderedDict[str, _Known] = OrderedDict()

    async def fetch(
        self,
        url: str,
        *,
        accept: str,
        validators: Validators = _NO_VALIDATORS,
        limit: int | None = None,
        headers: Mapping[str, str] = _NO_HEADERS,
    ) -> Fetched | NotModified | Failed:
        """Fetch ``url`` if it may be fetched; like ``WebFetcher.fetch``."""
        if not await self._may_fetch(url):
            return Failed(Reason.ROBOTS, f"robots.txt forbids {url[:200]}")
        return await self._web.fetch(
            url, accept=accept, validators=validators, limit=limit, headers=headers
        )

    async def _may_fetch(self, url: str) -> bool:
        try:
            parts = split_url(url)
        except ValueError:
            return True  # the fetcher says what is wrong with it
        host = f"[{parts.host}]" if ":" in parts.host else parts.host
        known = await self._known(f"{parts.scheme}://{host}:{parts.port}", parts.host)
        return known.rules is None or bool(known.rules.can_fetch(parts.url, TOKEN))

    async def _known(self, origin: str, host: str) -> _Known:
        known = self._origins.get(origin)
        if known is None:
            known = self._origins[origin] = _Known()
            if len(self._origins) > _MOST_ORIGINS:
                self._origins.popitem(last=False)
        self._origins.move_to_end(origin)
        async with known.asking:
            if self._steady() >= known.until:
                await self._ask(known, origin, host)
        return known

    async def _ask(self, known: _Known, origin: str, host: str) -> None:
        answer = await self._web.fetch(
            f"{origin}/robots.txt", accept="text/plain, */*;q=0.1", limit=LARGEST
        )
        now = self._steady()
        if isinstance(answer, Fetched):
            known.rules, known.until = read_robots(answer.body), now + KEPT_SECONDS
            delay = known.rules.crawl_delay(TOKEN)
            if delay:
                self._web.slow_down(host, min(float(delay), LONGEST_DELAY))
        elif _says_there_is_none(answer):
            known.rules, known.until = None, now + KEPT_SECONDS
        else:  # the server's fault: what it said before stays in force
            known.until = now + FAILED_SECONDS


def read_robots(body: bytes) -> Protego:
    """The rules of a robots.txt, as far as they concern us."""
    return Protego.parse("\n".join(_ours(body[:LARGEST].decode("utf-8-sig", "replace"))))


def _ours(text: str) -> Iterator[str]:
    """The lines that are for us or for all; other agents become one, lest they multiply.

    Thousands of agents before thousands of rules would be as many rule sets.
    """
    for number, line in enumerate(text.splitlines()):
        if number >= _MOST_LINES:
            return
        name, colon, value = line[:_LONGEST_LINE].partition(":")
        agent = value.partition("#")[0].strip().lower()
        if colon and name.strip().lower() == "user-agent" and agent not in ("*", TOKEN):
            yield "User-agent: somebody-else"
        else:
            yield line[:_LONGEST_LINE]


def _says_there_is_none(answer: Failed | NotModified) -> bool:
    status = answer.status if isinstance(answer, Failed) else None
    return status is not None and 400 <= status < 500 and status != 429
