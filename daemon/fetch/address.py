"""Which addresses may be connected to: our own list, because the library's has holes.

``ipaddress.is_global`` calls multicast, NAT64 and 6to4 forms of private addresses global.
Here an IPv6 address must lie inside 2000::/3, the only block handed out for the public
internet, and outside its special parts; an IPv4 address must lie outside the special
blocks of the IANA registry.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

_SPECIAL_V4 = {
    "this network": ("0.0.0.0/8",),
    "private": ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
    "shared (carrier NAT)": ("100.64.0.0/10",),
    "loopback": ("127.0.0.0/8",),
    "link-local": ("169.254.0.0/16",),
    "protocol assignment": ("192.0.0.0/24", "192.31.196.0/24", "192.52.193.0/24"),
    "documentation": ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"),
    "6to4 relay": ("192.88.99.0/24",),
    "AS112": ("192.175.48.0/24",),
    "benchmarking": ("198.18.0.0/15",),
    "cloud host service": ("168.63.129.16/32",),
    "multicast": ("224.0.0.0/4",),
    "reserved": ("240.0.0.0/4",),
}
_PUBLIC_V6 = IPv6Network("2000::/3")
_SPECIAL_V6 = {
    "protocol assignment (Teredo, ORCHID)": ("2001::/23",),
    "documentation": ("2001:db8::/32", "3fff::/20"),
    "6to4": ("2002::/16",),
    "AS112": ("2620:4f:8000::/48",),
    "6bone": ("3ffe::/16",),
}
_BLOCKS_V4 = tuple((IPv4Network(n), why) for why, nets in _SPECIAL_V4.items() for n in nets)
_BLOCKS_V6 = tuple((IPv6Network(n), why) for why, nets in _SPECIAL_V6.items() for n in nets)
_ISATAP = (0x0000_5EFE, 0x0200_5EFE)  # interface identifiers that carry an IPv4 address


class AddressGuard:
    """Says whether an address may be connected to.

    ``allow_networks`` are CIDR blocks that may be, whatever they are.
    """

    def __init__(self, allow_networks: Iterable[str] = ()) -> None:
        self._allowed = tuple(ip_network(network, strict=False) for network in allow_networks)

    def refusal(self, address: str) -> str | None:
        """Why ``address`` (as a resolver gives it) is refused; None: it may be used."""
        try:
            parsed = ip_address(address)
        except ValueError:
            return "not an address"
        if self._is_allowed(parsed):
            return None
        if isinstance(parsed, IPv4Address):
            return _refusal_v4(parsed)
        return _refusal_v6(parsed)

    def is_own(self, host: str) -> bool:
        """Whether ``host`` is an address (not a name) inside ``allow_networks``."""
        try:
            return self._is_allowed(ip_address(host))
        except ValueError:
            return False

    def _is_allowed(self, address: IPv4Address | IPv6Address) -> bool:
        return any(address.version == net.version and address in net for net in self._allowed)


def _refusal_v4(address: IPv4Address) -> str | None:
    return next((why for block, why in _BLOCKS_V4 if address in block), None)


def _refusal_v6(address: IPv6Address) -> str | None:
    if address.scope_id is not None:
        return "scoped"
    if address not in _PUBLIC_V6:
        return "outside the public IPv6 block 2000::/3"
    if (int(address) >> 32) & 0xFFFF_FFFF in _ISATAP:
        return "ISATAP"
    return next((why for block, why in _BLOCKS_V6 if address in block), None)
