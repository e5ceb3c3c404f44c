"""How many fetches run at once, over all and for one host; kept outside the library's pool."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class Slots:
    """Turns for fetching: ``everywhere`` at once, ``per_host`` at one host."""

    def __init__(self, everywhere: int, per_host: int) -> None:
        self._everywhere = asyncio.Semaphore(everywhere)
        self._per_host = per_host
        self._hosts: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn at ``host``. Whoever waits for a slow host holds up no other."""
        at_host = self._hosts.get(host)
        if at_host is None:
            at_host = self._hosts[host] = asyncio.Semaphore(self._per_host)
        async with at_host, self._everywhere:
            yield
