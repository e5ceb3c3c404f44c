"""What an operator may decide about fetching."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_network

from daemon import __version__


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """Limits and permissions of the fetcher; times in seconds, sizes in bytes.

    ``user_agent`` should name a contact. ``deadline`` bounds one fetch with all its
    redirects, not counting the wait for a free slot. ``max_body`` bounds the decoded body.
    ``gap`` lies between the beginnings of two requests to one host; None: half a second, but
    none at the addresses of ``allow_networks``, which are the operator's own.
    ``allow_networks`` (CIDR) may be connected to although they are not public, and
    ``allow_ports`` beside 80 and 443. Raises ValueError when a value cannot be used.
    """

    user_agent: str = f"didevan/{__version__}"
    deadline: float = 30.0
    connect_deadline: float = 10.0
    max_body: int = 10 * 1024 * 1024
    max_redirects: int = 5
    concurrency: int = 32
    per_host: int = 2
    gap: float | None = None
    allow_networks: tuple[str, ...] = ()
    allow_ports: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for network in self.allow_networks:
            ip_network(network, strict=False)
        if not (self.user_agent.isascii() and self.user_agent.isprintable()):
            raise ValueError("user_agent: only printable ASCII can stand in a header")
        if self.gap is not None and self.gap < 0:
            raise ValueError("gap must not be negative")
        if min(self.deadline, self.connect_deadline) <= 0:
            raise ValueError("deadline and connect_deadline must be above zero")
        if min(self.max_body, self.concurrency, self.per_host) < 1 or self.max_redirects < 0:
            raise ValueError("max_body, concurrency and per_host must be at least 1")
