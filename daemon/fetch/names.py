"""Looks names up in threads of its own, so that dead name servers starve nobody else."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress

from daemon.errors import DidevanError

Resolve = Callable[[str], Awaitable[tuple[str, ...]]]
"""Gives every address of a host, in the order to be tried; raises NoSuchHost."""


class NoSuchHost(DidevanError):
    """A name has no address, or nobody could say; never leaves this room."""


class Names:
    """A resolver over the system's; at most ``threads`` lookups at once, one for each name.

    Measured: forty lookups that hang for 20 s starve asyncio's own executor, and with it
    every healthy host; a pool of 64 does not notice. The threads are daemonic, so a stuck
    lookup does not hold up the end of the process either.
    """

    def __init__(self, threads: int = 64) -> None:
        self._free = asyncio.Semaphore(threads)
        self._running: dict[str, asyncio.Future[tuple[str, ...] | NoSuchHost]] = {}

    async def __call__(self, host: str) -> tuple[str, ...]:
        if host not in self._running:
            await self._free.acquire()
            if host in self._running:
                self._free.release()
            else:
                self._start(host)
        found = await asyncio.shield(self._running[host])
        if isinstance(found, NoSuchHost):
            raise found
        return found

    def _start(self, host: str) -> None:
        loop = asyncio.get_running_loop()
        self._running[host] = loop.create_future()

        def work() -> None:
            found = _look_up(host)
            with suppress(RuntimeError):  # the loop has closed: nobody waits any more
                loop.call_soon_threadsafe(self._finish, host, found)

        threading.Thread(target=work, name=f"lookup {host}", daemon=True).start()

    def _finish(self, host: str, found: tuple[str, ...] | NoSuchHost) -> None:
        self._free.release()
        future = self._running.pop(host)
        if not future.done():
            future.set_result(found)


def _look_up(host: str) -> tuple[str, ...] | NoSuchHost:
    try:
        answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        return NoSuchHost(f"{host}: {getattr(error, 'strerror', None) or error}")
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))
