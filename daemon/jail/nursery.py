"""Where children come from: one process that is started once and copied for each of them."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path

import daemon
from daemon.jail.cell import Cell, Died, heard
from daemon.jail.frames import HEAD

_KEPT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONDONTWRITEBYTECODE", "SYSTEMROOT")


class Nursery:
    """Starts the mother when a child is wanted; ``memory`` of each is in bytes."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._starting = asyncio.Lock()
        self._mother: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    async def cell(self) -> Cell:
        """A new child, which may not be ready yet; raises Died when none can be made."""
        async with self._starting:
            if self._control is None or self._mother is None or self._mother.poll() is not None:
                self._bury()
                self._control = await self._started()
        return Cell(self._control)

    async def _started(self) -> socket.socket:
        """The socket by which a new mother is asked, once she is ready."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        try:
            with theirs:
                self._mother = _launched(theirs, self._memory)
            await heard(ours, HEAD.size)
        except ConnectionError as error:
            ours.close()
            raise Died("it could not load what it needs") from error
        except BaseException:
            ours.close()
            raise
        return ours

    def _bury(self) -> None:
        """Who died, or was not waited for while she was starting: killed, she ends at once."""
        mother = self.end()
        if mother is not None:
            mother.wait()

    def end(self) -> subprocess.Popen[bytes] | None:
        """End the mother at once, and with her every child; who she was, to be waited for."""
        mother, self._mother = self._mother, None
        control, self._control = self._control, None
        if control is not None:
            control.close()
        if mother is not None:
            mother.kill()
        return mother


def _launched(control: socket.socket, memory: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-P", "-m", "daemon.jail.mother", str(memory)],
        stdin=control.fileno(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # what hostile input makes a library say is not logged
        env=_environment(),
        cwd="/",
    )


def _environment() -> dict[str, str]:
    """Little of ours: no secrets, and our own package to be found from anywhere."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": str(Path(daemon.__file__).parents[1])}
