"""Connects only to addresses that were checked: the checked address is the one connected to."""

from __future__ import annotations

from collections.abc import Iterable

import httpcore

from daemon.errors import DidevanError
from daemon.fetch.address import AddressGuard
from daemon.fetch.names import NoSuchHost, Resolve

_TRIED_AT_MOST = 4


class AddressRefused(DidevanError):
    """A name leads to an address we do not connect to; never leaves this room."""


class NotConnected(DidevanError):
    """None of the checked addresses could be connected to; never leaves this room."""


class CheckedNetwork(httpcore.AsyncNetworkBackend):
    """Resolves a name once, checks every answer, and connects to one of those answers.

    Checking first and letting the client resolve again would leave a gap in which the
    answer can change (DNS rebinding). TLS and the Host header still see the name, since
    they are made by the layers above.
    """

    def __init__(
        self,
        guard: AddressGuard,
        resolve: Resolve,
        wire: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        self._guard = guard
        self._resolve = resolve
        self._wire = wire or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  # the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to one of the addresses of ``host``; ``timeout`` is shared by them."""
        addresses = await self._checked_addresses(host)
        share = None if timeout is None else timeout / len(addresses)
        troubles = []
        for address in addresses:
            try:
                return await self._wire.connect_tcp(
                    address, port, share, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                troubles.append(f"{address}: {str(error) or type(error).__name__}")
        raise NotConnected("; ".join(troubles))

    async def _checked_addresses(self, host: str) -> tuple[str, ...]:
        addresses = await self._resolve(host)
        if not addresses:
            raise NoSuchHost(f"{host} has no address")
        for address in addresses:
            why = self._guard.refusal(address)
            if why is not None:
                raise AddressRefused(f"{host} leads to {address}: {why}")
        return addresses[:_TRIED_AT_MOST]

    async def sleep(self, seconds: float) -> None:
        """Part of httpcore's interface; used between its own retries, which are off."""
        await self._wire.sleep(seconds)
