"""Header classes that keep long and mixed-script values whole, which the standard ones do not.

With ``policy.SMTP`` a List-Unsubscribe longer than a line becomes an encoded word, which
mail clients ignore, and one in twelve mixed Latin and Sorani subjects loses spaces
(measured on Python 3.11 to 3.13; see python/cpython#85725).
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from email._header_value_parser import TokenList
from email.header import Header
from email.headerregistry import BaseHeader, HeaderRegistry
from email.policy import SMTP, Policy
from typing import Any

_LONGEST_LINE = 76
_PLAIN = re.compile(r"[ -~]*")
_FOLDABLE = re.compile(r"(?<=,) ")
_WORDS = re.compile(r"[A-Za-z0-9 .'&-]{1,60}")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")

TOKENS = (
    *("message-id", "references", "in-reply-to", "precedence", "auto-submitted", "importance"),
    *("list-id", "list-unsubscribe", "list-unsubscribe-post", "x-auto-response-suppress"),
)
"""Names of the headers that hold identifiers and URLs."""


class _Literal(BaseHeader):
    """A header whose value is taken as it is: nothing in it is decoded or re-parsed.

    Encoded words in a value are never decoded here, since that is how a line break gets into
    a header (CVE-2024-6923).
    """

    max_count = 1

    @classmethod
    def parse(cls, value: str, kwds: MutableMapping[str, Any]) -> None:
        kwds["decoded"] = value
        kwds["parse_tree"] = TokenList()


class TextHeader(_Literal):
    """Words of any script, as encoded words unless plain ASCII that holds none itself."""

    def fold(self, *, policy: Policy) -> str:
        text = str(self)
        charset = "us-ascii" if _PLAIN.fullmatch(text) and "=?" not in text else "utf-8"
        header = Header(text, charset, maxlinelen=_LONGEST_LINE, header_name=self.name)
        return f"{self.name}: {header.encode(linesep=policy.linesep)}{policy.linesep}"


class TokenHeader(_Literal):
    """Identifiers and URLs: ASCII, never encoded, folded only after a comma."""

    def fold(self, *, policy: Policy) -> str:
        text = str(self)
        if not _PLAIN.fullmatch(text):
            raise ValueError(f"{self.name} must be plain ASCII")
        return f"{self.name}: {_FOLDABLE.sub(policy.linesep + ' ', text)}{policy.linesep}"


class MailboxHeader(_Literal):
    """One address as ``mailbox`` writes it: ASCII already, and short enough for a line."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


def mailbox(name: str, address: str) -> str:
    """``address`` for a header, with ``name`` before it when there is one.

    Raises ValueError when the address cannot be written without SMTPUTF8.
    """
    if not name:
        return ascii_address(address)
    words = (
        f'"{name}"' if _WORDS.fullmatch(name) else Header(name, "utf-8", maxlinelen=998).encode()
    )
    return f"{words} <{ascii_address(address)}>"


def ascii_address(address: str) -> str:
    """``address`` with its domain in ASCII; ValueError when it is not an address or not ASCII."""
    user, at, domain = address.rpartition("@")
    plain = f"{user}@{domain.encode('idna').decode('ascii')}" if at else ""
    if not _ADDRESS.fullmatch(plain):
        raise ValueError(f"'{address}' is not an address that mail can be sent to")
    return plain


def policy() -> Policy:
    """How every mail is written: CRLF, and the header classes above for what must stay whole."""
    registry = HeaderRegistry()
    registry.map_to_type("subject", TextHeader)
    for name in ("from", "to"):
        registry.map_to_type(name, MailboxHeader)
    for name in TOKENS:
        registry.map_to_type(name, TokenHeader)
    return SMTP.clone(header_factory=registry)
