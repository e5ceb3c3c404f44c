"""A newsroom on loopback: several Kurdish outlets with feeds, pages and faults, on one port.

>>> with Newsroom(now) as newsroom:  # doctest: +SKIP
...     newsroom.sources()  # the tables of a sources.toml
...     newsroom.publish_edition(2)  # later news, and one corrected toll
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from types import TracebackType
from typing import Any, Self

from daemon.demo.desk import Article, Outlet, load_outlets
from daemon.demo.indexes import ENTRANCES
from daemon.demo.site import Answer, Site

DELAY = 60.0
"""Seconds after which the slow outlet answers: longer than any sensible fetch deadline."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it was answered; ``target`` is path and query."""

    method: str
    target: str
    status: int
    user_agent: str


@dataclass(frozen=True, slots=True)
class Expected:
    """An article that a source's feed offers, and what should be said of it."""

    id: str
    url: str
    title: str
    security: bool
    categories: tuple[str, ...]
    trap: str
    event: str
    corrected: bool


class Newsroom:
    """Serves every outlet until the ``with`` block ends; nothing of it outlives the block.

    ``now`` (aware) is the moment to which all times of publication are relative; ``delay``
    is what the slow outlet's feed takes, in seconds. ``requests`` lists what was asked, in
    order of answering; ``errors`` holds anything that went wrong while answering.
    """

    def __init__(self, now: datetime, *, delay: float = DELAY) -> None:
        self.delay = delay
        self.edition = 1
        self.requests: list[Request] = []
        self.errors: list[BaseException] = []
        self.outlets = load_outlets()
        self.closing = threading.Event()
        self._server = _Server(self)
        self.port = int(self._server.server_address[1])
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.site = Site(self.outlets, now, self.base_url)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def publish_edition(self, edition: int) -> None:
        """Bring out a later edition: more articles, and corrections in those already there."""
        self.edition = edition

    def sources(self) -> list[dict[str, object]]:
        """The outlets as the tables of a sources.toml."""
        return [self._source(outlet) for outlet in self.outlets]

    def _source(self, outlet: Outlet) -> dict[str, object]:
        return {
            "name": outlet.slug,
            "outlet": outlet.name,
            "url": self.site.entrance(outlet),
            "kind": ENTRANCES[outlet.feed].kind,
            "language": outlet.language,
            "zone": outlet.zone,
            "enabled": True,
            "reason": outlet.reason,
            **ENTRANCES[outlet.feed].options,
        }

    def sources_toml(self) -> str:
        """The text of a sources.toml that names this newsroom's outlets."""
        return "\n".join(
            "[[source]]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in table.items())
            for table in self.sources()
        )

    @property
    def expected(self) -> Mapping[str, tuple[Expected, ...]]:
        """By source: what a reader of its feed gets in the present edition, newest first.

        The broken outlet offers nothing; nor does the slow one, unless ``delay`` is 0.
        """
        return {outlet.slug: self._expected(outlet) for outlet in self.outlets}

    def _expected(self, outlet: Outlet) -> tuple[Expected, ...]:
        if outlet.fault == "broken" or (outlet.fault == "slow" and self.delay > 0):
            return ()
        return tuple(
            _expectation(item.article, item.url, self.edition)
            for item in self.site.items(outlet, self.edition)
        )


def _expectation(article: Article, url: str, edition: int) -> Expected:
    return Expected(
        id=article.id,
        url=url,
        title=article.title,
        security=article.security,
        categories=article.categories,
        trap=article.trap,
        event=article.event,
        corrected=article.is_corrected(edition),
    )


def _toml(value: object) -> str:
    """A TOML value; JSON's strings and booleans are also TOML's."""
    return json.dumps(value, ensure_ascii=False)


class _Server(ThreadingHTTPServer):
    """Threads that die with the process, and errors that are kept instead of printed."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, newsroom: Newsroom) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.newsroom = newsroom

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:  # noqa: ARG002
        error = sys.exception()
        if error is not None and not isinstance(error, ConnectionError):
            self.newsroom.errors.append(error)


class _Desk(BaseHTTPRequestHandler):
    """Answers one connection with one response."""

    protocol_version = "HTTP/1.1"
    server_version = "Newsroom"
    sys_version = ""
    timeout = 10
    server: _Server

    def do_GET(self) -> None:
        newsroom = self.server.newsroom
        answer = newsroom.site.answer(self.path, newsroom.edition)
        if answer.late:
            newsroom.closing.wait(newsroom.delay)
        body = answer.text.encode()
        etag = f'"{sha256(body).hexdigest()[:16]}"'
        status = 304 if answer.status == 200 and self._is_known(etag, answer) else answer.status
        agent = self.headers.get("User-Agent", "")
        newsroom.requests.append(Request(self.command, self.path, status, agent))
        self._reply(status, answer, etag, b"" if status == 304 else body)

    do_HEAD = do_GET  # noqa: N815 - the name http.server looks for

    def _is_known(self, etag: str, answer: Answer) -> bool:
        """Whether the client's validators still hold; ETag goes before the date (RFC 9110)."""
        shown = self.headers.get("If-None-Match")
        if shown is not None:
            return etag in (tag.strip().removeprefix("W/") for tag in shown.split(","))
        since = self.headers.get("If-Modified-Since")
        if since is None or answer.modified_at is None:
            return False
        try:
            return answer.modified_at <= parsedate_to_datetime(since)
        except ValueError:
            return False

    def _reply(self, status: int, answer: Answer, etag: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Connection", "close")
        if status != 304:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(body)))
        if status in {200, 304}:
            self.send_header("ETag", etag)
        if answer.modified_at is not None:
            self.send_header("Last-Modified", _http_date(answer.modified_at))
        if answer.location:
            self.send_header("Location", answer.location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing: what was asked is in ``Newsroom.requests``."""


def _http_date(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC), usegmt=True)
