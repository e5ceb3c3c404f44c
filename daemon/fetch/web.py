"""Fetches one URL: every redirect checked, everything bounded, every outcome a value."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import httpcore

from daemon.fetch.address import AddressGuard
from daemon.fetch.answer import NOT_MODIFIED, PERMANENT, REDIRECTS, USABLE, refused, safe_header
from daemon.fetch.body import ACCEPT_ENCODING, body_for
from daemon.fetch.client import TROUBLE, Answer, Parts, WebClient, failed_by
from daemon.fetch.names import Names, Resolve
from daemon.fetch.network import CheckedNetwork
from daemon.fetch.settings import FetchSettings
from daemon.fetch.slots import Slots
from daemon.fetch.target import read_target
from daemon.model.outcome import Failed, Fetched, NotModified, Reason
from daemon.model.source import Validators

Permit = Callable[[Parts], Awaitable[Failed | None]]
"""Says why an address must not be asked for; None: it may be."""

_GAP = 0.5
NO_VALIDATORS = Validators()
NO_HEADERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Redirect:
    location: str
    permanent: bool


@dataclass(slots=True)
class _Trip:
    """One fetch on its way: the time left, what it is doing, and where it was sent."""

    headers: Mapping[str, str]
    limit: int
    left: float
    doing: str = "connecting"
    reading: bool = False
    moved_to: str | None = None
    moved_for_good: bool = True
    at_home: Mapping[str, str] = field(default_factory=dict)  # sent to ``home`` and nowhere else
    home: str = ""
    permit: Permit | None = None
    patience: float = 0.0  # seconds left for asking permits

    async def refusal(self, target: Parts) -> Failed | None:
        """Why this address must not be asked for; None: it may be."""
        if self.permit is None:
            return None
        started = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(self.patience):
                return await self.permit(target)
        except TimeoutError:
            return Failed(Reason.DEADLINE, f"whether {target.host} permits it took too long")
        finally:
            self.patience -= asyncio.get_running_loop().time() - started

    def headers_for(self, host: str) -> Mapping[str, str]:
        """What is sent to a host; our own words go before those of the settings."""
        return {**self.at_home, **self.headers} if host == self.home else self.headers


class WebFetcher:
    """The port ``Fetcher`` over the real web.

    ``resolve``, ``wire`` and ``tls`` replace name lookup, sockets and certificates in tests.
    """

    def __init__(
        self,
        settings: FetchSettings,
        *,
        resolve: Resolve | None = None,
        wire: httpcore.AsyncNetworkBackend | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._settings = settings
        gap = _GAP if settings.gap is None else settings.gap
        self._slots = Slots(settings.concurrency, settings.per_host, gap)
        self._guard = guard = AddressGuard(settings.allow_networks)
        network = CheckedNetwork(guard, resolve or Names(), wire)
        self._client = WebClient(settings, network, tls)

    async def fetch(
        self,
        url: str,
        *,
        accept: str,
        validators: Validators = NO_VALIDATORS,
        limit: int | None = None,
        headers: Mapping[str, str] = NO_HEADERS,
        permit: Permit | None = None,
    ) -> Fetched | NotModified | Failed:
        """Fetch ``url``; ``limit`` is the largest decoded body in bytes (None: the default).

        ``headers`` go with the request, and to no other host when it is redirected.
        ``permit`` is asked before each request, those to targets of redirects too; it has twice
        the deadline for itself.
        """
        settings = self._settings
        trip = _Trip(
            headers=_request_headers(accept, validators),
            limit=settings.max_body if limit is None else limit,
            left=settings.deadline,
            permit=permit,
            patience=2 * settings.deadline,
        )
        target = read_target(url, allow_ports=settings.allow_ports)
        if isinstance(target, Failed):
            return target
        trip.at_home, trip.home = headers, target.host
        return await self._travel(trip, target)

    def slow_down(self, host: str, gap: float) -> None:
        """Leave at least ``gap`` seconds between two requests to ``host`` from now on."""
        self._slots.slow_down(host, gap)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    async def _travel(self, trip: _Trip, target: Parts) -> Fetched | NotModified | Failed:
        seen = {target.url}
        for _ in range(self._settings.max_redirects + 1):
            outcome = await trip.refusal(target) or await self._visit(trip, target)
            if not isinstance(outcome, _Redirect):
                return outcome
            following = self._follow(trip, target, outcome)
            if isinstance(following, Failed):
                return following
            if following.url in seen:
                return Failed(Reason.TOO_MANY_REDIRECTS, "the redirects go round in a circle")
            seen.add(following.url)
            target = following
        return Failed(
            Reason.TOO_MANY_REDIRECTS, f"more than {self._settings.max_redirects} redirects"
        )

    def _follow(self, trip: _Trip, target: Parts, redirect: _Redirect) -> Parts | Failed:
        following = read_target(
            redirect.location, allow_ports=self._settings.allow_ports, base=target.url
        )
        if isinstance(following, Failed):
            unreadable = following.reason is Reason.BAD_URL
            reason = Reason.BAD_REDIRECT if unreadable else following.reason
            return Failed(reason, f"redirected: {following.detail}")
        trip.moved_for_good = trip.moved_for_good and redirect.permanent
        if trip.moved_for_good:
            trip.moved_to = following.url
        return following

    async def _visit(
        self, trip: _Trip, target: Parts
    ) -> Fetched | NotModified | Failed | _Redirect:
        """One request and its answer, within the time that is left of the whole trip."""
        hurried = self._settings.gap is None and self._guard.is_own(target.host)
        async with self._slots.turn(target.host, hurried=hurried):
            started = asyncio.get_running_loop().time()
            try:
                async with asyncio.timeout(trip.left):
                    return await self._ask(trip, target)
            except TimeoutError:
                told = f"not done in {self._settings.deadline:g} s; last seen {trip.doing}"
                return Failed(Reason.DEADLINE, told)
            except TROUBLE as error:
                return failed_by(error, reading=trip.reading)
            finally:
                trip.left -= asyncio.get_running_loop().time() - started

    async def _ask(self, trip: _Trip, target: Parts) -> Fetched | NotModified | Failed | _Redirect:
        trip.doing = f"waiting for {target.host}"
        async with self._client.get(target, trip.headers_for(target.host)) as answer:
            if answer.status in USABLE:
                return await _read(trip, target, answer)
            if answer.status == NOT_MODIFIED:
                return _not_modified(trip, target)
            if answer.status in REDIRECTS:
                return _redirect(answer)
            return refused(answer.status, answer.headers)


def _request_headers(accept: str, validators: Validators) -> dict[str, str]:
    headers = {"Accept": accept, "Accept-Encoding": ACCEPT_ENCODING}
    if validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    return headers


def _not_modified(trip: _Trip, target: Parts) -> NotModified | Failed:
    asked = "If-None-Match" in trip.headers or "If-Modified-Since" in trip.headers
    if asked:
        return NotModified(target.url)
    return Failed(Reason.BAD_ANSWER, "'not modified', though nothing was shown", NOT_MODIFIED)


def _redirect(answer: Answer) -> _Redirect | Failed:
    location = answer.headers.get("location", "").strip()
    if not location:
        return Failed(Reason.BAD_REDIRECT, "a redirect to nowhere", answer.status)
    return _Redirect(location, answer.status in PERMANENT)


async def _read(trip: _Trip, target: Parts, answer: Answer) -> Fetched | Failed:
    length = answer.headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > trip.limit:
        return Failed(Reason.TOO_LARGE, f"{length[:20]} bytes announced", answer.status)
    body = body_for(answer.encodings, trip.limit)
    if isinstance(body, Failed):
        return body
    trip.reading = True
    async for chunk in answer.chunks:
        trip.doing = f"reading, {body.size:,} bytes so far"
        if (failed := body.feed(chunk)) is not None:
            return failed
    whole = body.whole()
    if isinstance(whole, Failed):
        return whole
    return Fetched(
        url=target.url,
        status=answer.status,
        headers=answer.headers,
        body=whole,
        etag=safe_header(answer.headers, "etag"),
        last_modified=safe_header(answer.headers, "last-modified"),
        moved_to=trip.moved_to,
    )
