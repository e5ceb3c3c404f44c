"""The HTTP library, behind one module: asks once, follows nothing, decodes nothing."""

from __future__ import annotations

import http.cookiejar
import ssl
import zlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpcore
import httpx

from daemon.fetch.names import NoSuchHost
from daemon.fetch.network import AddressRefused, CheckedNetwork, NotConnected
from daemon.fetch.settings import FetchSettings
from daemon.model.outcome import Failed, Reason

_KEPT_OPEN = 4
_KEPT_FOR = 15.0
_PER_CLIENT = 8
_MOST_HEADERS = 200

TROUBLE = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    AddressRefused,
    NoSuchHost,
    NotConnected,
    OSError,  # ssl.SSLError while reading is not translated by httpcore
    UnicodeError,
)
"""Everything that asking can raise for what the web does; ``failed_by`` puts it in words."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A URL as the library will use it: IRIs encoded, host in ASCII, no fragment."""

    url: str
    scheme: str
    host: str
    port: int
    userinfo: bool


def split_url(url: str, base: str | None = None) -> Parts:
    """``url``, seen from ``base`` when relative; raises ValueError when it is none.

    The same parser that connects also decides, so no trick of spelling can come between.
    """
    try:
        parsed = httpx.URL(base).join(url) if base is not None else httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError, ValueError, TypeError) as error:
        raise ValueError(str(error)) from error
    parsed = parsed.copy_with(fragment=None)
    port = parsed.port or {"http": 80, "https": 443}.get(parsed.scheme, 0)
    host = parsed.raw_host.decode("ascii").rstrip(".").lower()
    return Parts(str(parsed), parsed.scheme, host, port, bool(parsed.userinfo))


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and headers of an answer, and its body as it comes over the wire."""

    status: int
    headers: Mapping[str, str]
    encodings: tuple[str, ...]
    chunks: AsyncIterator[bytes]


class WebClient:
    """Asks for URLs over checked connections; keeps no cookies and obeys no environment.

    One pool grows slow with the connections in it (3.9 ms of CPU a request at fifty, under
    half a millisecond below ten), so hosts are spread over several clients.
    """

    def __init__(
        self, settings: FetchSettings, network: CheckedNetwork, tls: ssl.SSLContext | None = None
    ) -> None:
        tls = tls or _public_authorities()
        count = -(-settings.concurrency // _PER_CLIENT)
        self._clients = [_client(settings, network, tls) for _ in range(count)]

    @asynccontextmanager
    async def get(self, parts: Parts, headers: Mapping[str, str]) -> AsyncIterator[Answer]:
        """The answer to one GET; raises one of TROUBLE. The body is dropped on leaving."""
        client = self._clients[zlib.crc32(parts.host.encode()) % len(self._clients)]
        request = client.build_request("GET", parts.url, headers=dict(headers))
        response = await client.send(request, stream=True)
        try:
            yield _answer(response)
        finally:
            await response.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        for client in self._clients:
            await client.aclose()


@cache
def _public_authorities() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


def _client(
    settings: FetchSettings, network: CheckedNetwork, tls: ssl.SSLContext
) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=_CheckedTransport(network, tls),
        headers={"User-Agent": settings.user_agent},
        cookies=_NoCookies(),
        timeout=httpx.Timeout(None, connect=settings.connect_deadline),
        follow_redirects=False,
        trust_env=False,
    )


def _answer(response: httpx.Response) -> Answer:
    if len(response.headers.raw) > _MOST_HEADERS:
        raise httpx.RemoteProtocolError(f"more than {_MOST_HEADERS} headers")
    encodings = response.headers.get_list("content-encoding", split_commas=True)
    return Answer(
        status=response.status_code,
        headers={name.lower(): value for name, value in response.headers.multi_items()},
        encodings=tuple(coding.strip().lower() for coding in encodings),
        chunks=response.aiter_raw(),
    )


def failed_by(error: Exception, *, reading: bool) -> Failed:
    """The outcome for one of TROUBLE; ``reading``: it came while the body was being read."""
    reason = _reason(error)
    cut = reading and reason is Reason.CONNECTION_FAILED
    return Failed(Reason.TRUNCATED if cut else reason, _words(error))


_REASONS: tuple[tuple[tuple[type[Exception], ...], Reason], ...] = (
    ((AddressRefused,), Reason.REFUSED_ADDRESS),
    ((NoSuchHost,), Reason.NO_SUCH_HOST),
    ((NotConnected,), Reason.CONNECTION_FAILED),
    # TCP is ours (NotConnected), so what the library calls connecting is the TLS handshake.
    ((ssl.SSLError, httpcore.ConnectError, httpcore.ConnectTimeout), Reason.TLS_FAILED),
    ((httpcore.NetworkError, httpcore.TimeoutException, OSError), Reason.CONNECTION_FAILED),
)


def _reason(error: Exception) -> Reason:
    for kinds, reason in _REASONS:
        if isinstance(error, kinds):
            return reason
    if isinstance(error, httpx.InvalidURL) or "location header" in str(error):
        return Reason.BAD_REDIRECT  # what we ask for was parsed before: it is where we were sent
    if "without sending complete message body" in str(error):
        return Reason.TRUNCATED
    return Reason.BAD_ANSWER


def _words(error: Exception) -> str:
    told = str(error) or str(error.__context__ or "") or "the connection broke"
    return " ".join(told.split())[:200]


class _NoCookies(http.cookiejar.CookieJar):
    """Takes no cookie and gives none."""

    def extract_cookies(self, response: Any, request: Any) -> None:
        """Keep nothing."""

    def add_cookie_header(self, request: Any) -> None:
        """Send nothing."""


class _CheckedTransport(httpx.AsyncBaseTransport):
    """httpx over a pool whose connections go through CheckedNetwork.

    httpx's own transport takes no network backend. Errors stay httpcore's.
    """

    def __init__(self, network: CheckedNetwork, tls: ssl.SSLContext) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=None,  # bounded by our own slots: waiting in the pool is slow
            max_keepalive_connections=_KEPT_OPEN,
            keepalive_expiry=_KEPT_FOR,
            network_backend=network,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        answer = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Stream(answer))

    async def aclose(self) -> None:
        await self._pool.aclose()


class _Stream(httpx.AsyncByteStream):
    """The raw body of an answer."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._answer.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        await self._answer.aclose()
