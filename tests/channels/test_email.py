"""Mail as bytes: what was meant arrives, and nothing else does."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daemon.alerts.plain import header_text
from daemon.channels.email import build_email, envelope
from tests.channels.letters import SENDER, letter, parsed, part

MEANT = [
    *("From", "To", "Subject", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress"),
    *("List-Unsubscribe", "List-Id", "Precedence", "Date", "MIME-Version", "Content-Type"),
]
WORDS = [
    *("هێرش", "کەرکووک", "ڕووداو", "سلێمانی", "و", "«چەک»", "ڵ", "ئۆپەراسیۆن", "٢٥", "چی؟"),
    *("PKK", "Erbil", "F-16", "Rûdaw", "2026", "a", "O'Brien", "(x)", "a,b", '"q"', "é", "100%"),
    *("Şer", "x_y", "=", "?", "a?b=c", "-", "<b>", "a@b", "\\", "😀", "دە\u200cچێت", "_"),
]


def names(mail: bytes) -> list[str]:
    """The header names as they stand, whatever a parser would make of them."""
    head = mail.partition(b"\r\n\r\n")[0].decode("ascii")
    return [line.partition(":")[0] for line in head.split("\r\n") if line[0] not in " \t"]


def phrases(number: int) -> Iterator[str]:
    """Mixed Sorani and Latin, the same in every run."""
    chance = random.Random(20261121)  # noqa: S311 nothing secret about it
    for _ in range(number):
        yield " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, 18)))


def test_the_mail_has_exactly_the_headers_that_were_meant() -> None:
    assert names(build_email(letter(), SENDER)) == MEANT


def test_the_headers_say_what_a_well_behaved_program_says() -> None:
    mail = parsed(build_email(letter(), SENDER))
    assert mail["Date"].datetime == letter().created_at
    assert mail["Message-ID"] == letter().id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["Precedence"] == "bulk"
    assert mail["List-Id"] == "Didevan digest <digest.example.org>"
    assert (
        mail["List-Unsubscribe"]
        == "<mailto:didevan@example.org?subject=unsubscribe%20morning%20desk>"
    )
    assert mail["To"] == "analyst@example.net"
    assert mail["From"].addresses[0].display_name == "Dîdevan"


def test_both_parts_arrive_in_base64_with_the_text_first() -> None:
    mail = build_email(letter(), SENDER)
    parts = [found.get_content_type() for found in parsed(mail).iter_parts()]
    assert parts == ["text/plain", "text/html"]
    assert part(mail, "plain") == letter().text
    assert part(mail, "html").rstrip("\n") == letter().html
    assert mail.count(b"Content-Transfer-Encoding: base64") == 2


def test_a_message_without_html_is_one_text() -> None:
    mail = build_email(letter(html=""), SENDER)
    assert parsed(mail).get_content_type() == "text/plain"
    assert part(mail, "plain") == letter().text


def test_three_thousand_mixed_subjects_come_back_as_they_went() -> None:
    lost = []
    for subject in phrases(3000):
        mail = build_email(letter(subject=subject, text="", html=""), SENDER)
        if parsed(mail)["Subject"] != header_text(subject):
            lost.append(subject)
    assert lost == []


def test_three_thousand_mixed_names_come_back_as_they_went() -> None:
    lost = []
    for name in phrases(3000):
        wanted = header_text(re.sub(r'["<>@,\\()]', "", name)) or "x"
        mail = build_email(letter(text="", html=""), f'"{wanted}" <didevan@example.org>')
        raw = message_from_bytes(mail, policy=policy.compat32)["From"]
        shown, address = parseaddr(str(raw))
        if (str(make_header(decode_header(shown))), address) != (wanted, "didevan@example.org"):
            lost.append((name, raw))
    assert lost == []


PAYLOADS = [
    "Patch now =?utf-8?q?x=0D=0ABcc:_evil=40evil.example?= please",
    "=?utf-8?b?eA0KQmNjOiBldmlsQGV2aWwuZXhhbXBsZQ==?=",
    "هێرش =?utf-8?q?=0ABcc:_evil=40evil.example?= هێرش",
    "=?utf-8?q?a?==?utf-8?q?=0D=0ABcc:_evil=40evil.example?=",
    "= =?utf-8?q?x=0D=0ABcc:_evil=40evil.example?=",
    "=\u200e?utf-8?q?x=0D=0ABcc:_evil=40evil.example?=",
    "=\x00?utf-8?q?x=0D=0ABcc:_evil=40evil.example?=",
    "a\r\nBcc: evil@evil.example",
    "a\nBcc: evil@evil.example",
    "a\rBcc: evil@evil.example",
    "a\u2028Bcc: evil@evil.example",
    "a\u2029Bcc: evil@evil.example",
    "a\x85Bcc: evil@evil.example",
    "a\x0b\x0c\x1c\x1d\x1eBcc: evil@evil.example",
    "a\r\n\r\n<script>alert(1)</script>",
    "\ud800\udfff a\udc0aBcc: evil@evil.example",
    "\u202emoc.elpmaxe\u202c هێرش \u2066x",
    "Subject: a\n .\n.\r\n",
]


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_hostile_title_adds_no_header_and_hides_nothing(payload: str) -> None:
    mail = build_email(letter(subject=payload, recipient=payload), SENDER)
    assert names(mail) == MEANT
    seen = parsed(mail)
    assert [name for name in seen if name.lower() in {"bcc", "cc"}] == []
    assert not re.search(
        r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]", seen["Subject"]
    )


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_hostile_sender_s_name_adds_no_header(payload: str) -> None:
    try:
        mail = build_email(letter(), f'"{payload}" <didevan@example.org>')
    except ValueError:
        return
    assert names(mail) == MEANT


@given(st.text(max_size=300), st.text(max_size=80))
def test_no_text_whatever_adds_a_header_or_a_bare_line_end(subject: str, recipient: str) -> None:
    mail = build_email(
        letter(subject=subject, recipient=recipient, text=subject, html=f"<p>{subject}"), SENDER
    )
    assert names(mail) == MEANT
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", mail)
    assert max(map(len, mail.split(b"\r\n"))) <= 998
    assert parsed(mail)["Subject"] == header_text(subject)


def test_a_long_list_unsubscribe_stays_a_url_on_its_lines() -> None:
    https = "<https://example.org/unsubscribe/" + "k" * 300 + ">"
    mail = build_email(
        letter(headers={"List-Unsubscribe": f"{https}, <mailto:didevan@example.org>"}), SENDER
    )
    assert (
        b"List-Unsubscribe: " + https.encode() + b",\r\n <mailto:didevan@example.org>\r\n" in mail
    )
    assert b"=?utf-8" not in mail.partition(b"List-Unsubscribe")[2].partition(b"Date:")[0]


def test_a_long_message_id_is_not_folded() -> None:
    long = f"<{'a' * 32}@{'mail.' * 20}example.org>"
    assert f"Message-ID: {long}\r\n".encode() in build_email(letter(id=long), SENDER)


@pytest.mark.parametrize("name", ["Bcc", "Subject", "bcc", "X-Mailer", "List-Id\r\nBcc"])
def test_a_message_cannot_bring_headers_of_its_own_choice(name: str) -> None:
    with pytest.raises(ValueError, match="may not bring"):
        build_email(letter(headers={name: "evil@evil.example"}), SENDER)


@pytest.mark.parametrize("value", ["ڕ", "<ڕ@example.org>"])
def test_an_identifier_that_is_not_ascii_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="ASCII"):
        build_email(letter(id=value), SENDER)


def test_a_domain_in_any_script_is_written_in_ascii() -> None:
    mail = letter(address="a@کوردستان.example")
    assert envelope(mail, SENDER)[1] == "a@xn--mgbfohl0ji98e.example"
    assert parsed(build_email(mail, SENDER))["To"] == envelope(mail, SENDER)[1]


def test_a_body_that_utf8_cannot_hold_is_sent_all_the_same() -> None:
    mail = build_email(letter(text="a\ud800b\0c\n"), SENDER)
    assert part(mail, "plain") == "a?bc\n"
