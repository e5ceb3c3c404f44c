"""TLS speaks to the name, over the address that was checked."""

from __future__ import annotations

import asyncio
import ssl

import pytest

from daemon.fetch import FetchSettings, WebFetcher
from daemon.model.outcome import Failed, Fetched, Reason
from tests.fetch.server import LoopbackWeb, page

ANONYMOUS = "AECDH-AES256-SHA:@SECLEVEL=0"  # needs no certificate on either side


def anonymous(purpose: int) -> ssl.SSLContext:
    context = ssl.SSLContext(purpose)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    if purpose == ssl.PROTOCOL_TLS_CLIENT:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    context.set_ciphers(ANONYMOUS)
    return context


async def resolve(_: str) -> tuple[str, ...]:
    return ("127.0.0.1",)


async def fetch_over_tls(url: str, port: int, tls: ssl.SSLContext | None) -> object:
    settings = FetchSettings(allow_networks=("127.0.0.0/8",), allow_ports=(port,))
    fetcher = WebFetcher(settings, resolve=resolve, tls=tls)
    try:
        return await fetcher.fetch(url, accept="*/*")
    finally:
        await fetcher.aclose()


async def test_the_handshake_and_the_host_header_carry_the_name() -> None:
    web = LoopbackWeb(answers={"/feed": page(b"fine", "Connection: close")})
    context = anonymous(ssl.PROTOCOL_TLS_SERVER)
    names: list[str | None] = []
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    server = await asyncio.start_server(web.serve, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    url = f"https://news.example:{port}/feed"
    outcome = await fetch_over_tls(url, port, anonymous(ssl.PROTOCOL_TLS_CLIENT))
    server.close()
    await server.wait_closed()
    assert isinstance(outcome, Fetched), outcome
    assert (outcome.url, names) == (url, ["news.example"])
    assert web.requests[0].headers["host"] == f"news.example:{port}"


async def test_a_server_that_speaks_no_tls_is_a_tls_failure() -> None:
    def plainly(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(page(b"fine"))
        writer.close()

    server = await asyncio.start_server(plainly, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    outcome = await fetch_over_tls(f"https://news.example:{port}/", port, None)
    server.close()
    await server.wait_closed()
    assert isinstance(outcome, Failed)
    assert outcome.reason is Reason.TLS_FAILED
    assert outcome.detail


async def test_a_server_nobody_vouches_for_is_a_tls_failure() -> None:
    context = anonymous(ssl.PROTOCOL_TLS_SERVER)
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    outcome = await fetch_over_tls(f"https://news.example:{port}/", port, None)
    server.close()
    await server.wait_closed()
    assert isinstance(outcome, Failed)
    assert outcome.reason is Reason.TLS_FAILED


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_a_closed_port_is_a_failed_connection(scheme: str) -> None:
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    outcome = await fetch_over_tls(f"{scheme}://news.example:{port}/", port, None)
    assert isinstance(outcome, Failed)
    assert outcome.reason is Reason.CONNECTION_FAILED
    assert "127.0.0.1" in outcome.detail
