"""A Maildir: whole files only, one for each message however often it is sent."""

from __future__ import annotations

import mailbox
from pathlib import Path

import pytest

from daemon.channels.email import build_email
from daemon.channels.maildir import Maildir, file_name
from daemon.model.outcome import Reason
from daemon.model.post import NotSent, Sent
from tests.channels.letters import SENDER, letter, part


def kept(outcome: Sent | NotSent) -> Path:
    """The file that was written."""
    assert isinstance(outcome, Sent)
    return Path(outcome.note)


def raw(path: Path) -> bytes:
    return path.read_bytes()


def body(path: Path) -> str:
    return part(path.read_bytes(), "plain")


def modes(*paths: Path) -> set[int]:
    """What anyone but the owner may do."""
    return {path.stat().st_mode & 0o077 for path in paths}


async def test_the_standard_library_finds_and_reads_the_mail(tmp_path: Path) -> None:
    await Maildir(tmp_path / "mail", SENDER).send(letter())
    found = mailbox.Maildir(tmp_path / "mail", create=False)
    (key,) = found.keys()
    assert found[key]["Message-ID"] == letter().id
    assert part(found.get_bytes(key), "plain") == letter().text
    found.close()


async def test_the_note_is_the_path_of_a_whole_file_with_plain_line_ends(tmp_path: Path) -> None:
    sent = await Maildir(tmp_path, SENDER).send(letter())
    (written,) = (tmp_path / "new").iterdir()
    assert kept(sent) == written
    assert raw(written) == build_email(letter(), SENDER).replace(b"\r\n", b"\n")
    assert list((tmp_path / "tmp").iterdir()) == []


async def test_the_mail_is_for_its_owner_s_eyes(tmp_path: Path) -> None:
    sent = await Maildir(tmp_path / "mail", SENDER).send(letter())
    assert modes(kept(sent), tmp_path / "mail", tmp_path / "mail" / "new") == {0}


async def test_a_repeated_message_is_not_a_second_file(tmp_path: Path) -> None:
    channel = Maildir(tmp_path, SENDER)
    assert await channel.send(letter()) == await channel.send(letter(subject="again"))
    assert len(list((tmp_path / "new").iterdir())) == 1


async def test_a_repeated_message_that_was_read_meanwhile_stays_read(tmp_path: Path) -> None:
    channel = Maildir(tmp_path, SENDER)
    sent = await channel.send(letter())
    read = tmp_path / "cur" / f"{file_name(letter())}:2,S"
    kept(sent).rename(read)
    assert await channel.send(letter()) == Sent(note=str(read))
    assert list((tmp_path / "new").iterdir()) == []


async def test_what_a_crash_left_half_written_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    (tmp_path / "tmp" / file_name(letter())).write_bytes(b"From: half a mail" * 10_000)
    sent = await Maildir(tmp_path, SENDER).send(letter())
    assert body(kept(sent)) == letter().text
    assert list((tmp_path / "tmp").iterdir()) == []


async def test_two_messages_are_two_files(tmp_path: Path) -> None:
    channel = Maildir(tmp_path, SENDER)
    await channel.send(letter())
    await channel.send(letter(id="<other@example.org>"))
    assert len(list((tmp_path / "new").iterdir())) == 2


@pytest.mark.parametrize("hostile", ["<../../../etc/passwd@x>", "</root/x@y>", "<..@..>"])
async def test_a_message_id_never_leads_out_of_the_maildir(tmp_path: Path, hostile: str) -> None:
    sent = await Maildir(tmp_path, SENDER).send(letter(id=hostile))
    assert [file.name for file in (tmp_path / "new").iterdir()] == [kept(sent).name]


async def test_a_folder_that_cannot_be_written_is_tried_again_later(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file where the Maildir should be")
    outcome = await Maildir(tmp_path / "mail", SENDER).send(letter())
    assert isinstance(outcome, NotSent)
    assert (outcome.reason, outcome.permanent) == (Reason.MAILDIR_FAILED, False)
    assert str(tmp_path / "mail") in outcome.detail
