"""A plain HTTP client for these tests: one request, no redirects followed, nothing kept open."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)  # a Saturday


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(url: str, method: str = "GET", **headers: str) -> Reply:
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(HTTPConnection(parts.netloc, timeout=5)) as connection:
        connection.request(method, target, headers=sent)
        answer = connection.getresponse()
        got = {name.lower(): value for name, value in answer.getheaders()}
        return Reply(answer.status, got, answer.read())


def parse(xml: bytes) -> ET.Element:
    return ET.fromstring(xml)  # noqa: S314 - our own newsroom wrote it


def titles(xml: bytes) -> list[str]:
    """The titles of a feed's entries, whatever its format."""
    entries = [each for each in parse(xml).iter() if _local(each) in {"item", "entry"}]
    return [child.text or "" for entry in entries for child in entry if _local(child) == "title"]


def _local(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]
