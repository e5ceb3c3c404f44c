"""Messages as mail: the bytes that SMTP sends and a Maildir keeps."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.utils import parseaddr
from hashlib import sha256
from urllib.parse import quote

from daemon.alerts.plain import header_text, shorten
from daemon.channels.headers import ascii_address, mailbox, policy
from daemon.model.post import Message

_ALLOWED = {
    *("List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Precedence"),
    *("References", "In-Reply-To", "Importance"),
}
_NAME = re.compile(rb"^([!-9;-~]+):", re.MULTILINE)


def build_email(message: Message, sender: str, unsubscribe_at: str = "") -> bytes:
    """``message`` from ``sender`` as a mail with CRLF line ends, the same bytes every time.

    ``unsubscribe_at`` is the web address of RFC 8058, where somebody serves one.
    Raises ValueError when an address, an identifier or a header cannot be written safely, and
    when the finished mail holds any header but those that were meant.
    """
    mail = EmailMessage(policy=policy())
    headers = _headers(message, sender, unsubscribe_at)
    for name, value in headers.items():
        mail[name] = value
    mail["Date"] = message.created_at
    mail.set_content(_body(message.text), cte="base64")
    if message.html:
        mail.add_alternative(_body(message.html), subtype="html", cte="base64")
        mail.set_boundary(f"didevan-{sha256(message.id.encode()).hexdigest()[:32]}")
    written = mail.as_bytes()
    _check(written, [*mail.keys()], {*headers, "Date"})
    return written


def envelope(message: Message, sender: str) -> tuple[str, str]:
    """Who the mail server is told it comes from and goes to, both ASCII."""
    return ascii_address(parseaddr(sender)[1]), ascii_address(message.address)


def _headers(message: Message, sender: str, unsubscribe_at: str) -> dict[str, str]:
    if unknown := set(message.headers) - _ALLOWED:
        raise ValueError(f"a message may not bring its own {', '.join(sorted(unknown))}")
    name, address = parseaddr(sender)
    return {
        "From": mailbox(header_text(name), address),
        "To": mailbox("", message.address),
        "Subject": header_text(message.subject),
        "Message-ID": message.id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        **_unsubscribe(address, message, unsubscribe_at),
        **{name: header_text(value) for name, value in message.headers.items()},
    }


def _unsubscribe(address: str, message: Message, web: str) -> dict[str, str]:
    subject = quote(f"unsubscribe {shorten(message.recipient, 40)}", safe="")
    mail = f"<mailto:{ascii_address(address)}?subject={subject}>"
    if not web:
        return {"List-Unsubscribe": mail}
    return {
        "List-Unsubscribe": f"<{web}>, {mail}",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _body(text: str) -> str:
    """``text`` as UTF-8 can hold it and mail may carry it: no lone surrogates, no NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")


def _check(written: bytes, present: list[str], meant: set[str]) -> None:
    """Hold the mail against what was meant: each header once, none besides, no bare line end."""
    head = written.partition(b"\r\n\r\n")[0]
    names = [name.decode("ascii") for name in _NAME.findall(head)]
    ours = meant | {"Content-Type", "MIME-Version", "Content-Transfer-Encoding"}
    if names != present or len(names) != len(set(names)) or not set(names) <= ours:
        raise ValueError("the mail would have held a header nobody meant")
    if re.search(rb"\r(?!\n)|(?<!\r)\n", written):
        raise ValueError("the mail would have held a bare line end")
