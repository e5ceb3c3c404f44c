"""What becomes of a message at a mail server that takes it, refuses, stalls or breaks off."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from daemon.channels.email import build_email
from daemon.channels.smtp import Options, Smtp
from daemon.model.outcome import Reason
from daemon.model.post import NotSent, Sent
from tests.channels.letters import SENDER, context, letter
from tests.channels.post_office import CERTIFICATE, Office, opened, scripted


def smtp(state_dir: Path, port: int, secrets: dict[str, str] | None = None, **more: object) -> Smtp:
    options = {"host": "127.0.0.1", "port": port, "security": "none", "deadline": 10, **more}
    return Smtp(Options.model_validate(options), context(state_dir, secrets))


async def test_a_mail_arrives_with_one_recipient_and_its_bytes_whole(tmp_path: Path) -> None:
    office = Office()
    async with opened(office) as port:
        sent = await smtp(tmp_path, port).send(letter())
    assert sent == Sent(note="OK, kept as 1")
    (envelope,) = office.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == (
        "didevan@example.org",
        ["analyst@example.net"],
    )
    assert envelope.content == build_email(letter(), SENDER)


REFUSALS = {
    "unknown recipient": (Office(rcpt="550 5.1.1 no such user"), Reason.ADDRESS_REFUSED, True),
    "no such user": (Office(rcpt="550 no such user"), Reason.ADDRESS_REFUSED, True),
    "we are not let in": (Office(rcpt="554 5.7.1 client blocked"), Reason.MAIL_REFUSED, True),
    "mailbox full for good": (Office(rcpt="552 5.2.2 over quota"), Reason.MAIL_REFUSED, True),
    "greylisted": (Office(rcpt="451 4.7.1 come back later"), Reason.MAIL_DEFERRED, False),
    "mailbox full": (Office(rcpt="452 4.2.2 mailbox full"), Reason.MAIL_DEFERRED, False),
    "content refused": (Office(data="554 5.7.1 spam"), Reason.MAIL_REFUSED, True),
    "content deferred": (Office(data="451 4.3.0 try again"), Reason.MAIL_DEFERRED, False),
    "sender refused": (Office(mail="553 5.7.1 not yours"), Reason.MAIL_REFUSED, False),
    "sender deferred": (Office(mail="421 4.3.2 closing"), Reason.MAIL_DEFERRED, False),
    "too large": (Office(mail="552 5.3.4 too large"), Reason.MAIL_REFUSED, True),
}


@pytest.mark.parametrize(("office", "reason", "permanent"), REFUSALS.values(), ids=REFUSALS)
async def test_a_refusal_is_final_only_when_it_is_about_the_recipient_or_the_mail(
    tmp_path: Path, office: Office, reason: Reason, permanent: bool
) -> None:
    async with opened(office) as port:
        outcome = await smtp(tmp_path, port).send(letter())
    assert isinstance(outcome, NotSent)
    assert (outcome.reason, outcome.permanent, outcome.ambiguous) == (reason, permanent, False)
    assert office.taken == []


async def test_the_server_s_own_words_are_reported_on_one_clean_line(tmp_path: Path) -> None:
    async with opened(Office(rcpt="550-5.1.1 no\r\n550 such\x1b[31m\tuser")) as port:
        outcome = await smtp(tmp_path, port).send(letter())
    assert isinstance(outcome, NotSent)
    assert outcome.detail == "naming the recipient: 550 5.1.1 no such[31m user"


async def test_a_line_cut_after_the_last_dot_is_ambiguous(tmp_path: Path) -> None:
    office = Office(drop_after_data=True)
    async with opened(office) as port:
        outcome = await smtp(tmp_path, port).send(letter())
    assert isinstance(outcome, NotSent)
    assert (outcome.reason, outcome.permanent, outcome.ambiguous) == (
        Reason.MAIL_UNANSWERED,
        False,
        True,
    )
    assert len(office.taken) == 1


async def test_the_same_message_sent_again_has_the_same_bytes(tmp_path: Path) -> None:
    office = Office()
    async with opened(office) as port:
        for _ in range(2):
            await smtp(tmp_path, port).send(letter())
    first, second = office.taken
    assert first.content == second.content


async def test_silence_after_the_last_dot_ends_at_the_deadline_and_is_ambiguous(
    tmp_path: Path,
) -> None:
    office = Office(hold_after_data=asyncio.Event())
    async with opened(office) as port:
        outcome = await smtp(tmp_path, port, timeout=0.05, deadline=0.3).send(letter())
        assert office.hold_after_data is not None
        office.hold_after_data.set()
    assert isinstance(outcome, NotSent)
    assert (outcome.reason, outcome.ambiguous) == (Reason.MAIL_UNANSWERED, True)


HELLO = b"220 ready\r\n", b"250 hello\r\n"
SCRIPTS = {
    "no greeting": ((b"",), b"", Reason.MAIL_UNREACHABLE),
    "no service": ((b"554 no service here\r\n",), b"", Reason.MAIL_REFUSED),
    "closing": ((b"421 too busy\r\n",), b"", Reason.MAIL_DEFERRED),
    "no SMTP": ((b"HTTP/1.1 400 Bad Request\r\n",), b"", Reason.MAIL_UNREACHABLE),
    "endless greeting": ((b"220-hello\r\n",), b"220-and hello\r\n", Reason.MAIL_UNREACHABLE),
    "endless line": ((b"220 ",), b"x" * 65536, Reason.MAIL_UNREACHABLE),
    "silent at sender": (HELLO, b"", Reason.MAIL_UNREACHABLE),
}


@pytest.mark.parametrize(("answers", "endless", "reason"), SCRIPTS.values(), ids=SCRIPTS)
async def test_a_server_that_stalls_or_talks_nonsense_is_tried_again_later(
    tmp_path: Path, answers: tuple[bytes, ...], endless: bytes, reason: Reason
) -> None:
    async with scripted(*answers, endless=endless) as port:
        outcome = await smtp(tmp_path, port, timeout=0.2).send(letter())
    assert isinstance(outcome, NotSent)
    assert (outcome.reason, outcome.permanent, outcome.ambiguous) == (reason, False, False)


async def test_a_drip_of_answers_ends_at_the_deadline(tmp_path: Path) -> None:
    dripping = (b"220 ready\r\n", *[b"250-drip\r\n"] * 3)
    async with scripted(*dripping) as port:
        outcome = await smtp(tmp_path, port, timeout=60, deadline=0.2).send(letter())
    assert isinstance(outcome, NotSent)
    assert (outcome.reason, outcome.ambiguous) == (Reason.MAIL_UNREACHABLE, False)


async def test_nobody_listening_is_tried_again_later(tmp_path: Path) -> None:
    async with opened(Office()) as port:
        pass
    outcome = await smtp(tmp_path, port).send(letter())
    assert isinstance(outcome, NotSent)
    assert (outcome.reason, outcome.permanent) == (Reason.MAIL_UNREACHABLE, False)


async def test_a_host_that_cannot_be_a_host_is_an_outcome_too(tmp_path: Path) -> None:
    strange = smtp(tmp_path, 25, host="x" * 70 + ".invalid", insecure=True)
    outcome = await strange.send(letter())
    assert isinstance(outcome, NotSent)
    assert outcome.reason is Reason.MAIL_UNREACHABLE


async def test_an_address_that_no_header_can_hold_is_refused_before_connecting(
    tmp_path: Path,
) -> None:
    office = Office()
    async with opened(office) as port:
        for address in ("ڕێبین@example.org", "a@b\r\nRCPT TO:<c@d>", "nobody", "a b@example.org"):
            outcome = await smtp(tmp_path, port).send(letter(address=address))
            assert isinstance(outcome, NotSent)
            assert (outcome.reason, outcome.permanent) == (Reason.INTERNAL_ERROR, True)
    assert office.taken == []


def test_the_certificate_of_the_tests_is_there() -> None:
    assert "BEGIN CERTIFICATE" in CERTIFICATE.read_text()
