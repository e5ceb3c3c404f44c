"""One child process as the daemon sees it: asked, and ended."""

from __future__ import annotations

import asyncio
import signal
import socket
from contextlib import suppress

from daemon.errors import DidevanError
from daemon.jail.frames import HEAD, MOST_ANSWER, STATUS, Garbled, Mark
from daemon.jail.limits import MEGABYTE


class Died(DidevanError):
    """The child ended before it answered; the text says how. Never leaves this room."""


class Cell:
    """A child that answers one task at a time; its number is known when it is ready."""

    def __init__(self, mother: socket.socket) -> None:
        self.number = 0
        self._talk, their_talk = socket.socketpair()
        self._ending, their_ending = socket.socketpair()
        self._talk.setblocking(False)
        self._ending.setblocking(False)
        self._status: int | None = None
        with their_talk, their_ending, suppress(ConnectionError):  # then the first word is missing
            socket.send_fds(mother, [b"+"], [their_talk.fileno(), their_ending.fileno()])

    async def ready(self) -> None:
        """Wait for the child's first word; raises Died or Garbled."""
        _mark, number = await self.hear()
        self.number = int(number)

    async def ask(self, frame: bytes) -> tuple[Mark, bytes]:
        """The answer to a task; raises Died or Garbled."""
        try:
            await asyncio.get_running_loop().sock_sendall(self._talk, frame)
        except ConnectionError as error:
            raise Died(await self._end()) from error
        return await self.hear()

    async def hear(self) -> tuple[Mark, bytes]:
        """What the child says next; raises Died or Garbled."""
        try:
            mark, size = HEAD.unpack(await heard(self._talk, HEAD.size))
            if size > MOST_ANSWER:
                raise Garbled(f"an answer of {size:,} bytes")
            return Mark(mark.decode("latin-1")), await heard(self._talk, size)
        except ConnectionError as error:
            raise Died(await self._end()) from error
        except ValueError as error:
            raise Garbled("an answer without a mark") from error

    def kill(self) -> None:
        """End the child at once, whatever it does; it must be buried afterwards."""
        self._talk.close()
        with suppress(OSError):  # its mother, or we ourselves, were faster
            self._ending.send(b"-")

    async def buried(self) -> int:
        """The exit status of a child that ends; the kernel takes a moment to free what it held."""
        if self._status is None:
            try:
                told = await heard(self._ending, STATUS.size)
                (self._status,) = STATUS.unpack(told)
            except ConnectionError:  # all were ended with their mother
                self._status = -signal.SIGKILL
            self._ending.close()
        return self._status

    async def _end(self) -> str:
        """How the child ended, in words."""
        self.kill()
        status = await self.buried()
        if status == -signal.SIGXCPU:
            return "it took more processor time than a document may"
        if status < 0:
            return f"the reading process was ended by {signal.Signals(-status).name}"
        return f"the reading process ended with status {status}"


async def heard(sender: socket.socket, size: int) -> bytes:
    """So many bytes; raises ConnectionError when the other side is gone before."""
    loop = asyncio.get_running_loop()
    received = bytearray()
    while len(received) < size:
        chunk = await loop.sock_recv(sender, min(size - len(received), MEGABYTE))
        if not chunk:
            raise ConnectionResetError
        received += chunk
    return bytes(received)
