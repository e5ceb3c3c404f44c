"""The other end of NOTIFY_SOCKET: what systemd would hear."""

from __future__ import annotations

import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 30.0  # seconds: a daemon starts in two or three, but the machine may be busy


@dataclass
class Listener:
    """A real datagram socket; ``heard`` keeps everything, in order."""

    address: str
    _socket: socket.socket
    heard: list[str] = field(default_factory=list)

    def hear(self, *, within: float = PATIENCE) -> str:
        """The next message; TimeoutError when none comes."""
        self._socket.settimeout(within)
        self.heard.append(self._socket.recv(65536).decode())
        return self.heard[-1]


@contextmanager
def listening() -> Iterator[Listener]:
    """Listen in a folder of its own, because a socket's path has at most 107 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="notify"))
    try:
        with bound(str(folder / "socket"), str(folder / "socket")) as listener:
            yield listener
    finally:
        shutil.rmtree(folder)


@contextmanager
def bound(address: str, name: str) -> Iterator[Listener]:
    """Listen at ``address``, which the environment gives as ``name``."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiving:
        receiving.bind(address)
        yield Listener(name, receiving)
