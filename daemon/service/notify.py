"""Telling systemd how we are (sd_notify), in UTF-8, and quietly when there is no systemd.

Our own few lines because the ``sdnotify`` package encodes to Latin-1 and swallows the
error: a status with a Kurdish letter took READY=1 with it.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping

import structlog

log = structlog.get_logger()

SECONDS = 1.0  # systemd reads at once; nobody else is waited for


class Notifier:
    """Sends state to the socket that systemd names in NOTIFY_SOCKET."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._address = environment.get("NOTIFY_SOCKET", "")
        microseconds = environment.get("WATCHDOG_USEC", "")
        self.watchdog_seconds = int(microseconds) / 1e6 if microseconds.isdigit() else None

    def ready(self, status: str) -> None:
        """Everything is sound and work begins."""
        self._send("READY=1", f"STATUS={status}")

    def reloading(self) -> None:
        """The settings are being read anew."""
        self._send("RELOADING=1")

    def status(self, status: str) -> None:
        """One short line for ``systemctl status``."""
        self._send(f"STATUS={status}")

    def alive(self) -> None:
        """Real progress was made; the watchdog may wait for the next one."""
        self._send("WATCHDOG=1")

    def stopping(self) -> None:
        """No more work is begun."""
        self._send("STOPPING=1")

    def _send(self, *lines: str) -> None:
        if not self._address:
            return
        address = "\0" + self._address[1:] if self._address[0] == "@" else self._address
        text = "\n".join(line.replace("\n", " ") for line in lines)
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as connection:
                connection.settimeout(SECONDS)
                connection.sendto(text.encode(errors="replace"), address)
        except OSError as error:  # the watch goes on, whoever listens
            log.warning("state_not_told", socket=self._address, error=str(error))
