"""``didevan run`` as systemd would start it: a process of its own, heard through its socket."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.service.listening import PATIENCE, Listener, listening

ROOT = Path(__file__).parents[2]
RUN = (sys.executable, "-m", "daemon", "--sources", "sources.toml", "run")
WATCHDOG_USEC = "900000"


@dataclass(frozen=True)
class Running:
    """A running daemon, everything of which lies in ``folder``."""

    folder: Path
    process: subprocess.Popen[bytes]
    systemd: Listener

    @property
    def log(self) -> list[str]:
        """Everything that it has logged."""
        return (self.folder / "log").read_text(encoding="utf-8").splitlines()

    def write_sources(self, text: str) -> None:
        """Change sources.toml as an editor would."""
        (self.folder / "sources.toml").write_text(text, encoding="utf-8")

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def until(self, words: str) -> str:
        """The next message to systemd that holds ``words``; fails at once when it ended."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                message = self.systemd.hear(within=0.5)
            except TimeoutError:
                assert self.process.poll() is None, "\n".join(self.log)
                continue
            if words in message:
                return message
        raise TimeoutError(f"'{words}' was not heard, but {self.systemd.heard[-5:]}")

    def reload(self) -> str:
        """Send SIGHUP; what systemd hears when it is over."""
        self.signal(signal.SIGHUP)
        self.until("RELOADING=1")
        return self.until("READY=1")


def environment(folder: Path, **more: str) -> dict[str, str]:
    """What systemd would set, and that the daemon under test is this one."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "STATE_DIRECTORY": str(folder), "PYTHONPATH": str(ROOT), **more}


@contextmanager
def running(folder: Path) -> Iterator[Running]:
    """Start the daemon on the settings in ``folder``; it is killed at the end, if need be."""
    with listening() as systemd, (folder / "log").open("wb") as log:
        told = environment(folder, NOTIFY_SOCKET=systemd.address, WATCHDOG_USEC=WATCHDOG_USEC)
        process = subprocess.Popen(RUN, env=told, cwd=folder, stderr=log)
        try:
            yield Running(folder, process, systemd)
        finally:
            process.kill()
            process.wait(PATIENCE)
