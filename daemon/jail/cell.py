"""One child process as its parent sees it: started, asked, and killed."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import daemon
from daemon.errors import DidevanError
from daemon.jail.frames import HEAD, MOST_ANSWER, Garbled, Mark
from daemon.jail.limits import MEGABYTE

_KEPT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONDONTWRITEBYTECODE", "SYSTEMROOT")


class Died(DidevanError):
    """The child ended before it answered; the text says how. Never leaves this room."""


class Cell:
    """A child that answers one task at a time."""

    def __init__(self, memory: int) -> None:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        self._socket = ours
        with theirs:
            self._process: subprocess.Popen[bytes] = subprocess.Popen(  # noqa: S603
                [sys.executable, "-P", "-m", "daemon.jail.child", str(memory)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # what hostile input makes a library say is not logged
                env=_environment(),
                cwd="/",
            )

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    async def ask(self, frame: bytes) -> tuple[Mark, bytes]:
        """The answer to a task; raises Died or Garbled."""
        try:
            await asyncio.get_running_loop().sock_sendall(self._socket, frame)
        except ConnectionError as error:
            raise Died(await self._end()) from error
        return await self.hear()

    async def hear(self) -> tuple[Mark, bytes]:
        """What the child says next; raises Died or Garbled."""
        mark, size = HEAD.unpack(await self._exactly(HEAD.size))
        if size > MOST_ANSWER:
            raise Garbled(f"an answer of {size:,} bytes")
        try:
            return Mark(mark.decode("latin-1")), await self._exactly(size)
        except ValueError as error:
            raise Garbled("an answer without a mark") from error

    def kill(self) -> None:
        """End the child at once, whatever it does; it must be buried afterwards."""
        self._process.kill()
        self._socket.close()

    async def buried(self) -> int:
        """The exit status of a child that ends; the kernel takes a moment to free what it held."""
        return await asyncio.to_thread(self._process.wait)

    async def _exactly(self, size: int) -> bytes:
        loop = asyncio.get_running_loop()
        received = bytearray()
        while len(received) < size:
            try:
                chunk = await loop.sock_recv(self._socket, min(size - len(received), MEGABYTE))
            except ConnectionError as error:
                raise Died(await self._end()) from error
            if not chunk:
                raise Died(await self._end())
            received += chunk
        return bytes(received)

    async def _end(self) -> str:
        """How the child ended, in words."""
        status = await self.buried()
        if status == -signal.SIGXCPU:
            return "it took more processor time than a document may"
        if status < 0:
            return f"the reading process was ended by {signal.Signals(-status).name}"
        return f"the reading process ended with status {status}"


def _environment() -> dict[str, str]:
    """Little of ours: no secrets, and our own package to be found from anywhere."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": str(Path(daemon.__file__).parents[1])}
