"""Messages as files in a Maildir, which any mail program opens; a repeated message is one file."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from daemon.channels.email import build_email
from daemon.channels.kind import ChannelContext, ChannelKind
from daemon.channels.unsubscribe import NO_ADDRESS, Unsubscribe
from daemon.model.outcome import Reason
from daemon.model.post import Message, NotSent, Sent

_FOLDERS = ("tmp", "new", "cur")


class Options(BaseModel):
    """``path`` is the Maildir, relative to the state directory unless absolute."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: Path = Path("mail")


@dataclass(frozen=True, slots=True)
class Maildir:
    """A Maildir of ours; ``sender`` is what stands in From."""

    path: Path
    sender: str
    unsubscribe: Unsubscribe = NO_ADDRESS

    async def send(self, message: Message) -> Sent | NotSent:
        """Write ``message``, unless a file of the same Message-ID is there, read or unread."""
        try:
            mail = build_email(message, self.sender, self.unsubscribe(message))
        except ValueError as error:
            return NotSent(Reason.INTERNAL_ERROR, str(error), permanent=True)
        try:
            return Sent(note=str(await asyncio.to_thread(self._keep, file_name(message), mail)))
        except OSError as error:
            return NotSent(Reason.MAILDIR_FAILED, f"{self.path}: {error.strerror or error}")

    async def aclose(self) -> None:
        """Nothing is held open."""

    def _keep(self, name: str, mail: bytes) -> Path:
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in _FOLDERS:
            (self.path / folder).mkdir(mode=0o700, exist_ok=True)
        there = self._there(name)
        if there is not None:
            return there
        written, final = self.path / "tmp" / name, self.path / "new" / name
        _write(written, mail)
        written.rename(final)
        _sync(final.parent)
        return final

    def _there(self, name: str) -> Path | None:
        """The file of this message; a mail program moves what was read to cur, with flags."""
        fresh = self.path / "new" / name
        if fresh.exists():
            return fresh
        return next((self.path / "cur").glob(f"{name}*"), None)


def file_name(message: Message) -> str:
    """The file's name, which follows from the Message-ID alone."""
    return f"{sha256(message.id.encode()).hexdigest()[:32]}.didevan"


def _write(path: Path, mail: bytes) -> None:
    """Write and sync; what an earlier try left half-written is overwritten."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(mail.replace(b"\r\n", b"\n"))
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _open(options: Options, context: ChannelContext) -> Maildir:
    return Maildir(context.state_dir / options.path, context.sender, context.unsubscribe)


KIND = ChannelKind(Options, _open)
