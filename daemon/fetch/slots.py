"""Whose turn it is to fetch: so many at once, over all and at one host, and never in a burst."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

_MOST_HOSTS = 20_000


@dataclass(slots=True)
class _Host:
    turns: asyncio.Semaphore
    gap: float
    begun_at: float = float("-inf")  # by the event loop's clock
    pacing: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0

    async def pace(self) -> None:
        """Wait until the last request began long enough ago."""
        async with self.pacing:
            clock = asyncio.get_running_loop()
            left = self.begun_at + self.gap - clock.time()
            if left > 0:
                await asyncio.sleep(left)
            self.begun_at = clock.time()


class Slots:
    """Turns for fetching: ``everywhere`` at once, ``per_host`` at one host.

    Between the beginnings of two requests to one host lie at least ``gap`` seconds.
    """

    def __init__(self, everywhere: int, per_host: int, gap: float = 0.0) -> None:
        self._everywhere = asyncio.Semaphore(everywhere)
        self._per_host = per_host
        self._gap = gap
        self._hosts: OrderedDict[str, _Host] = OrderedDict()

    @asynccontextmanager
    async def turn(self, host: str, *, hurried: bool = False) -> AsyncIterator[None]:
        """Wait for a turn at ``host``; ``hurried``: without the gap.

        Whoever waits for a slow host holds up no other.
        """
        at_host = self._at(host)
        at_host.users += 1
        try:
            async with at_host.turns:
                if not hurried:
                    await at_host.pace()
                async with self._everywhere:
                    yield
        finally:
            at_host.users -= 1

    def slow_down(self, host: str, gap: float) -> None:
        """Leave at least ``gap`` seconds between two requests to ``host`` from now on."""
        self._at(host).gap = max(self._gap, gap)

    def _at(self, host: str) -> _Host:
        at_host = self._hosts.get(host)
        if at_host is None:
            self._forget()
            at_host = self._hosts[host] = _Host(asyncio.Semaphore(self._per_host), self._gap)
        self._hosts.move_to_end(host)
        return at_host

    def _forget(self) -> None:
        """Drop the host that was longest unused, when there are too many."""
        if len(self._hosts) < _MOST_HOSTS:
            return
        idle = next((name for name, host in self._hosts.items() if not host.users), None)
        if idle is not None:
            del self._hosts[idle]
