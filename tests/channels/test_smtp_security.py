"""Encryption is never dropped silently, and a password never goes where it should not."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from daemon.channels.smtp import Options, Smtp
from daemon.model.outcome import Reason
from daemon.model.post import NotSent, Sent
from tests.channels.letters import context, letter
from tests.channels.post_office import CERTIFICATE, Office, opened

TRUSTED = {"host": "127.0.0.1", "ca_file": str(CERTIFICATE), "deadline": 10}
LOGIN = {"username": "didevan", "password_credential": "smtp-password"}


def smtp(state_dir: Path, secret: str | None = None, **options: object) -> Smtp:
    secrets = {} if secret is None else {"smtp-password": secret}
    return Smtp(Options.model_validate({**TRUSTED, **options}), context(state_dir, secrets))


async def test_starttls_encrypts_the_mail(tmp_path: Path) -> None:
    office = Office()
    async with opened(office, starttls=True) as port:
        assert isinstance(await smtp(tmp_path, port=port).send(letter()), Sent)
    assert office.encrypted == [True]


async def test_tls_from_the_first_byte_encrypts_the_mail(tmp_path: Path) -> None:
    office = Office()
    async with opened(office, tls=True) as port:
        assert isinstance(await smtp(tmp_path, port=port, security="tls").send(letter()), Sent)
    assert len(office.taken) == 1


async def test_a_server_without_starttls_is_given_nothing(tmp_path: Path) -> None:
    office = Office(password="geheim")
    async with opened(office) as port:
        outcome = await smtp(tmp_path, secret="geheim", port=port, **LOGIN).send(letter())
    assert isinstance(outcome, NotSent)
    assert (outcome.reason, outcome.permanent) == (Reason.MAIL_NO_TLS, False)
    assert office.taken == []


@pytest.mark.parametrize(("security", "tls"), [("starttls", False), ("tls", True)])
async def test_a_certificate_nobody_vouches_for_is_given_nothing(
    tmp_path: Path, security: str, tls: bool
) -> None:
    office = Office()
    async with opened(office, starttls=not tls, tls=tls) as port:
        channel = smtp(tmp_path, port=port, security=security, ca_file=None)
        outcome = await channel.send(letter())
    assert isinstance(outcome, NotSent)
    assert (outcome.reason, outcome.permanent) == (Reason.MAIL_NO_TLS, False)
    assert office.taken == []


async def test_a_certificate_for_another_name_is_given_nothing(tmp_path: Path) -> None:
    office = Office()
    async with opened(office, starttls=True) as port:
        outcome = await smtp(tmp_path, port=port, host="127.0.0.2").send(letter())
    assert isinstance(outcome, NotSent)
    assert outcome.reason in {Reason.MAIL_NO_TLS, Reason.MAIL_UNREACHABLE}
    assert office.taken == []


async def test_the_right_password_is_let_in(tmp_path: Path) -> None:
    office = Office(password="geheim")
    async with opened(office, starttls=True) as port:
        channel = smtp(tmp_path, secret="geheim\n", port=port, **LOGIN)
        assert isinstance(await channel.send(letter()), Sent)


@pytest.mark.parametrize("secret", ["wrong", None], ids=["wrong password", "no credential"])
async def test_a_failed_login_keeps_the_mail_and_names_no_password(
    tmp_path: Path, secret: str | None
) -> None:
    office = Office(password="geheim")
    async with opened(office, starttls=True) as port:
        outcome = await smtp(tmp_path, secret=secret, port=port, **LOGIN).send(letter())
    assert isinstance(outcome, NotSent)
    assert (outcome.reason, outcome.permanent) == (Reason.MAIL_LOGIN_FAILED, False)
    assert secret is None or secret not in outcome.detail
    assert office.taken == []


async def test_a_server_without_login_is_a_failed_login(tmp_path: Path) -> None:
    async with opened(Office(), starttls=True) as port:
        outcome = await smtp(tmp_path, secret="geheim", port=port, **LOGIN).send(letter())
    assert isinstance(outcome, NotSent)
    assert outcome.reason is Reason.MAIL_LOGIN_FAILED


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "::1", "localhost"])
def test_clear_text_is_allowed_on_this_machine(host: str) -> None:
    assert Options(host=host, security="none").host == host


@pytest.mark.parametrize("host", ["mail.example.org", "10.0.0.1", "localhost.example.org"])
def test_clear_text_to_another_machine_must_be_asked_for(host: str) -> None:
    with pytest.raises(ValidationError, match="insecure = true"):
        Options(host=host, security="none")
    assert Options(host=host, security="none", insecure=True).insecure


@pytest.mark.parametrize("half", [{"username": "a"}, {"password_credential": "b"}])
def test_a_login_needs_both_its_halves(half: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="go together"):
        Options.model_validate({"host": "mail.example.org", **half})
