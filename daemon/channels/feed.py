"""Messages as entries of an Atom file on disk, for feed readers and for a web server to show."""

from __future__ import annotations

import asyncio
import fcntl
import os
import re
import xml.etree.ElementTree as ET  # we only ever parse the file that we wrote ourselves
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field

from daemon.channels.kind import ChannelContext, ChannelKind
from daemon.model.outcome import Reason
from daemon.model.post import Message, NotSent, Sent

ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Options(BaseModel):
    """``path`` is the file, relative to the state directory unless absolute.

    ``entries`` is how many are kept, ``title`` what the feed is called; ``public`` lets every
    user of the machine read it, such as a web server.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: Path = Path("alerts.atom")
    entries: int = Field(default=200, ge=1, le=10_000)
    title: str = Field(default="Dîdevan", min_length=1, max_length=200)
    public: bool = False


class NotOurs(Exception):
    """The file that is there is no Atom feed, and is not overwritten."""


@dataclass(frozen=True, slots=True)
class FeedFile:
    """An Atom file that is always whole: each change is a new file put in its place."""

    path: Path
    options: Options

    async def send(self, message: Message) -> Sent | NotSent:
        """Put ``message`` on top, unless it is in the file already."""
        try:
            await asyncio.to_thread(self._add, message)
        except OSError as error:
            return NotSent(Reason.FILE_FAILED, f"{self.path}: {error.strerror or error}")
        except NotOurs as error:
            return NotSent(Reason.FILE_FAILED, f"{self.path}: {error}")
        return Sent(note=str(self.path))

    async def aclose(self) -> None:
        """Nothing is held open."""

    def _add(self, message: Message) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._alone():
            entries = self._entries()
            if any(one.findtext(_tag("id")) == entry_id(message) for one in entries):
                return
            kept = [_entry(message), *entries][: self.options.entries]
            self._replace(_written(self.options.title, message.created_at, kept))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One writer at a time: the daemon, or a command beside it."""
        with (self.path.parent / f".{self.path.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _entries(self) -> list[ET.Element]:
        try:
            root = ET.fromstring(self.path.read_bytes())  # noqa: S314 (our own file)
        except FileNotFoundError:
            return []
        except ET.ParseError as error:
            raise NotOurs(f"there is a file that is no Atom feed ({error})") from error
        if root.tag != _tag("feed"):
            raise NotOurs("there is a file that is no Atom feed")
        return root.findall(_tag("entry"))

    def _replace(self, written: bytes) -> None:
        new = self.path.with_name(f".{self.path.name}.new")
        mode = 0o644 if self.options.public else 0o600
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
        with os.fdopen(os.open(new, flags, mode), "wb") as file:
            os.fchmod(file.fileno(), mode)
            file.write(written)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path)


def entry_id(message: Message) -> str:
    """The entry's id, a ``mid:`` address (RFC 2392): the same for every repeat."""
    return f"mid:{quote(message.id.strip('<>'), safe='@.-_')}"


def _written(title: str, updated: datetime, entries: list[ET.Element]) -> bytes:
    feed = ET.Element(_tag("feed"))
    _add_text(feed, "id", f"urn:didevan:{quote(title, safe='')}")
    _add_text(feed, "title", title)
    newest = max([_stamp(updated), *(one.findtext(_tag("updated"), "") for one in entries)])
    _add_text(feed, "updated", newest)
    _add_text(ET.SubElement(feed, _tag("author")), "name", "Dîdevan")
    feed.extend(entries)
    ET.register_namespace("", ATOM)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _entry(message: Message) -> ET.Element:
    entry = ET.Element(_tag("entry"))
    _add_text(entry, "id", entry_id(message))
    _add_text(entry, "title", message.subject)
    _add_text(entry, "updated", _stamp(message.created_at))
    ET.SubElement(entry, _tag("category"), {"term": _clean(message.kind)})
    _add_text(entry, "summary", message.text)
    if message.html:
        _add_text(entry, "content", message.html).set("type", "html")
    return entry


def _add_text(parent: ET.Element, name: str, text: str) -> ET.Element:
    child = ET.SubElement(parent, _tag(name))
    child.text = _clean(text)
    return child


def _clean(text: str) -> str:
    """``text`` without what XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _tag(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _open(options: Options, context: ChannelContext) -> FeedFile:
    return FeedFile(context.state_dir / options.path, options)


KIND = ChannelKind(Options, _open)
