"""The address that mail programs ask when somebody presses 'unsubscribe' (RFC 8058).

The operator serves that address: Dîdevan listens nowhere, and stops writing to somebody when
config.toml says so. What it adds is a token by which the operator's page can tell that a
request comes from a mail that was sent to this recipient.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from daemon.model.post import Message

TOKEN_LENGTH = 22  # letters of base64: 132 bits


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Makes addresses from ``template`` with {recipient}, {address} and {token} filled in.

    ``credential`` names the secret that tokens are signed with; without it there is no token.
    """

    template: str = ""
    credential: str = ""
    secret: Callable[[str], str | None] = lambda _name: None

    def __call__(self, message: Message) -> str:
        """The address for one message; empty when there is none, or its secret is missing."""
        if not self.template:
            return ""
        secret = (self.secret(self.credential) or "").strip() if self.credential else ""
        if self.credential and not secret:
            return ""
        values = {
            "{recipient}": quote(message.recipient, safe="", errors="replace"),
            "{address}": quote(message.address, safe="", errors="replace"),
            "{token}": token(secret, message.recipient, message.address),
        }
        url = self.template
        for place, value in values.items():
            url = url.replace(place, value)
        return url


def token(secret: str, recipient: str, address: str) -> str:
    """HMAC-SHA256 over the recipient's name, a line end and his address, in URL-safe base64."""
    told = f"{recipient}\n{address}".encode("utf-8", "backslashreplace")
    mark = hmac.digest(secret.encode(), told, hashlib.sha256)
    return base64.urlsafe_b64encode(mark).decode()[:TOKEN_LENGTH]


NO_ADDRESS = Unsubscribe()
"""Where nobody serves one: the mails name a mail address alone."""
