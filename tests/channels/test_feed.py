"""The Atom file: always whole, each message once, and nobody else's file overwritten."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import feedparser  # an independent reader of what we write
import pytest

from daemon.channels.feed import FeedFile, Options
from daemon.model.outcome import Reason
from daemon.model.post import NotSent, Sent
from tests.channels.letters import letter


def channel(folder: Path, **options: object) -> FeedFile:
    return FeedFile(folder / "out" / "alerts.atom", Options.model_validate(options))


def read(of: FeedFile) -> feedparser.FeedParserDict:
    found = feedparser.parse(of.path.read_bytes())  # noqa: TID251 (bytes, never a name)
    assert not found.bozo, found.get("bozo_exception")
    return found


async def test_a_feed_reader_finds_the_newest_message_first(tmp_path: Path) -> None:
    feed = channel(tmp_path, title="دیدەوان & co")
    for number in range(3):
        made = letter().created_at + timedelta(hours=number)
        await feed.send(letter(id=f"<{number}@example.org>", created_at=made))
    found = read(feed)
    assert found.feed.title == "دیدەوان & co"
    assert found.version == "atom10"
    assert [one.id for one in found.entries] == [f"mid:{n}@example.org" for n in (2, 1, 0)]
    assert found.feed.updated == found.entries[0].updated == "2026-11-21T06:00:00+00:00"


async def test_an_entry_has_the_words_and_the_page(tmp_path: Path) -> None:
    feed = channel(tmp_path)
    await feed.send(letter())
    (entry,) = read(feed).entries
    assert (entry.title, entry.tags[0].term) == (letter().subject, "digest")
    assert "هەولێر" in entry.summary
    assert "هەولێر" in entry.content[0].value


async def test_a_repeat_changes_nothing(tmp_path: Path) -> None:
    feed = channel(tmp_path)
    await feed.send(letter())
    before = feed.path.read_bytes()
    assert await feed.send(letter(subject="again")) == Sent(note=str(feed.path))
    assert feed.path.read_bytes() == before


async def test_the_oldest_make_room(tmp_path: Path) -> None:
    feed = channel(tmp_path, entries=2)
    for number in range(4):
        await feed.send(letter(id=f"<{number}@example.org>"))
    assert [one.id for one in read(feed).entries] == ["mid:3@example.org", "mid:2@example.org"]


async def test_what_xml_cannot_hold_is_replaced(tmp_path: Path) -> None:
    feed = channel(tmp_path)
    await feed.send(letter(subject="a\x00b\x1b\ud800", text="]]>&<\uffff", html=""))
    (entry,) = read(feed).entries
    assert entry.title == "a\ufffdb\ufffd\ufffd"


async def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    both = [channel(tmp_path), channel(tmp_path)]
    sends = [both[n % 2].send(letter(id=f"<{n}@example.org>")) for n in range(12)]
    assert all(isinstance(one, Sent) for one in await asyncio.gather(*sends))
    assert len(read(both[0]).entries) == 12


@pytest.mark.parametrize("there", ["<html/>", "my notes", ""])
async def test_a_file_of_somebody_else_is_not_overwritten(tmp_path: Path, there: str) -> None:
    feed = channel(tmp_path)
    feed.path.parent.mkdir()
    feed.path.write_text(there)
    outcome = await feed.send(letter())
    assert isinstance(outcome, NotSent)
    assert (outcome.reason, outcome.permanent) == (Reason.FILE_FAILED, False)
    assert feed.path.read_text() == there


async def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    outcome = await channel(tmp_path).send(letter())
    assert isinstance(outcome, NotSent)
    assert outcome.reason is Reason.FILE_FAILED


async def test_only_a_public_feed_can_be_read_by_others(tmp_path: Path) -> None:
    for public, mode in ((False, 0o600), (True, 0o644)):
        feed = channel(tmp_path, public=public)
        await feed.send(letter(id=f"<{public}@example.org>"))
        assert feed.path.stat().st_mode & 0o777 == mode
