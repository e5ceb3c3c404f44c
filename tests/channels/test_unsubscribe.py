"""List-Unsubscribe: a mail address always, and the operator's own page when there is one."""

from __future__ import annotations

import base64
import hashlib
import hmac
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import ValidationError

from daemon.channels import CHANNELS, ChannelContext
from daemon.channels.email import build_email
from daemon.channels.unsubscribe import Unsubscribe
from daemon.config.schema import MailTable
from daemon.model.post import Sent
from tests.channels.letters import NOW, SENDER, letter, parsed
from tests.channels.post_office import Office, opened

PAGE = "https://example.org/unsubscribe?who={recipient}&to={address}&token={token}"
SECRETS = {"unsubscribe": "a long secret\n"}
SIGNED = Unsubscribe(PAGE, "unsubscribe", SECRETS.get)


def test_the_operators_page_can_check_the_token() -> None:
    asked = parse_qs(urlsplit(SIGNED(letter(recipient="شیلان & co"))).query)
    assert (asked["who"], asked["to"]) == (["شیلان & co"], ["analyst@example.net"])
    told = "شیلان & co\nanalyst@example.net".encode()
    mark = hmac.new(b"a long secret", told, hashlib.sha256).digest()
    assert asked["token"] == [base64.urlsafe_b64encode(mark).decode()[:22]]


def test_each_recipient_has_a_token_of_his_own_that_stays_the_same() -> None:
    tokens = {SIGNED(letter(recipient=name)) for name in ("a", "b", "a")}
    assert len(tokens) == 2


def test_without_a_page_a_mail_names_the_mail_address_alone() -> None:
    mail = parsed(build_email(letter(), SENDER, Unsubscribe()(letter())))
    assert mail["List-Unsubscribe"].startswith("<mailto:didevan@example.org?subject=unsubscribe")
    assert mail["List-Unsubscribe-Post"] is None


def test_without_its_secret_no_token_is_made_up() -> None:
    assert Unsubscribe(PAGE, "unsubscribe", lambda _name: None)(letter()) == ""


@pytest.mark.parametrize("name", ["کوردستان" * 30, "a>b, <mailto:evil@evil.example>", "\ud800"])
def test_no_name_breaks_out_of_the_header(name: str) -> None:
    message = letter(recipient=name)
    mail = build_email(message, SENDER, SIGNED(message))
    header = parsed(mail)["List-Unsubscribe"]
    assert [part[:8] for part in header.split(", ")] == ["<https:/", "<mailto:"]
    assert "evil@" not in header
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in mail


@pytest.mark.parametrize("kind", ["smtp", "maildir"])
async def test_both_ways_of_mailing_write_it(kind: str, tmp_path: Path) -> None:
    office = Office()
    async with opened(office) as port:
        options = {"host": "127.0.0.1", "port": port, "security": "none"} if kind == "smtp" else {}
        context = ChannelContext(SENDER, SECRETS.get, tmp_path, lambda: NOW, SIGNED)
        channel = CHANNELS[kind].open(CHANNELS[kind].Options.model_validate(options), context)
        assert isinstance(await channel.send(letter()), Sent)
        await channel.aclose()
    (mail,) = kept(tmp_path) or [bytes(one.content or b"") for one in office.taken]  # type: ignore[arg-type]
    assert SIGNED(letter()) in parsed(mail)["List-Unsubscribe"]


def kept(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in folder.glob("mail/new/*")]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"unsubscribe_url": "http://example.org/u"}, "https://"),
        ({"unsubscribe_url": "https://example.org/u?{tokn}"}, "what is filled in"),
        ({"unsubscribe_url": "https://example.org/u?a{b"}, "what is filled in"),
        ({"unsubscribe_url": "https://"}, "host"),
        ({"unsubscribe_url": "https://example.org/a,b"}, "commas"),
        ({"unsubscribe_url": "https://example.org/{token}"}, "unsubscribe_credential"),
    ],
)
def test_a_page_that_cannot_work_is_refused(table: dict[str, str], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        MailTable.model_validate(table)


def test_a_page_without_a_token_needs_no_secret() -> None:
    table = MailTable.model_validate({"unsubscribe_url": "https://example.org/u/{recipient}"})
    assert Unsubscribe(table.unsubscribe_url or "")(letter()) == (
        "https://example.org/u/morning%20desk"
    )
