"""What the journeys need: mails as people read them, and daemons as real processes."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"


def start_daemon(folder: Path) -> subprocess.Popen[bytes]:
    """``didevan run`` as a process of its own, with everything of it in ``folder``."""
    return start(folder, "run")


def start(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    """A command as a process of its own, with everything of it in ``folder``."""
    environment = {**os.environ, "STATE_DIRECTORY": str(folder), "PYTHONPATH": str(ROOT)}
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "daemon", "--sources", str(folder / "sources.toml"), *words],
            env=environment,
            cwd=folder,
            stdout=log,
            stderr=log,
        )


async def wait_until(
    condition: Callable[[], Awaitable[bool]], seconds: float, process: subprocess.Popen[bytes]
) -> None:
    """Wait until the condition holds; fails when the process ends or time runs out."""
    async with asyncio.timeout(seconds):
        while not await condition():
            assert process.poll() is None, "the daemon ended by itself"
            await asyncio.sleep(0.1)


def read_mail(content: bytes) -> EmailMessage:
    """A mail as a mail program reads it."""
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def part_of(mail: EmailMessage, kind: str) -> str:
    """The text of a mail's part: ``html`` or ``plain``."""
    part = mail.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())
