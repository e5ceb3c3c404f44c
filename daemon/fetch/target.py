"""Which URLs are asked for at all: the checks that need no name to be looked up."""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address

from daemon.fetch.client import Parts, split_url
from daemon.model.outcome import Failed, Reason

_LONGEST = 8000
_WEB_PORTS = frozenset({80, 443})
_UNUSABLE = re.compile(r"[\x00-\x20\x7f\\]")
_NUMERIC_LABEL = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\Z")


def read_target(
    url: str, *, allow_ports: tuple[int, ...] = (), base: str | None = None
) -> Parts | Failed:
    """``url`` (relative to ``base`` after a redirect) in parts, or why it is refused.

    Refused: other schemes than http and https, userinfo, other ports than 80, 443 and
    ``allow_ports``, and hosts that are numbers in disguise (2130706433, 0x7f.1, 017700000001),
    which the system's resolver would read as addresses.
    """
    url = url.strip()
    if len(url) > _LONGEST or _UNUSABLE.search(url):
        return Failed(Reason.BAD_URL, "too long, or with spaces, control letters or backslashes")
    try:
        parts = split_url(url, base)
    except ValueError as error:
        return Failed(Reason.BAD_URL, str(error)[:200])
    return _refusal(parts, allow_ports) or parts


def _refusal(parts: Parts, allow_ports: tuple[int, ...]) -> Failed | None:
    if parts.scheme not in ("http", "https") or not parts.host:
        return Failed(Reason.BAD_URL, f"not a web address: {parts.scheme or 'no scheme'}")
    if parts.userinfo:
        return Failed(Reason.BAD_URL, "a name or password stands before the host")
    if parts.port not in _WEB_PORTS and parts.port not in allow_ports:
        return Failed(Reason.REFUSED_ADDRESS, f"port {parts.port} is not allowed")
    if _disguised_number(parts.host):
        return Failed(Reason.REFUSED_ADDRESS, f"{parts.host[:80]}: an address in disguise")
    return None


def _disguised_number(host: str) -> bool:
    if ":" in host or not _NUMERIC_LABEL.match(host.rpartition(".")[2]):
        return False
    try:
        IPv4Address(host)
    except AddressValueError:
        return True
    return False
