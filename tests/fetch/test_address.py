"""No trick of spelling, naming or redirecting makes the fetcher connect where it must not."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
from pathlib import Path
from typing import Any

import httpcore
import pytest

from daemon.fetch import FetchSettings, WebFetcher
from daemon.fetch.address import AddressGuard
from daemon.fetch.names import Names, NoSuchHost, Resolve
from daemon.model.outcome import Failed, Fetched, Reason
from tests.fetch.conftest import loopback_settings
from tests.fetch.server import LoopbackWeb, page, redirect

TABLES = Path(__file__).parent.parent / "samples" / "addresses"
SPECIAL = (TABLES / "special.txt").read_text(encoding="utf-8").split()
PUBLIC = (TABLES / "public.txt").read_text(encoding="utf-8").split()
DISGUISED = (TABLES / "disguised.txt").read_text(encoding="utf-8").split()


class NoWire(httpcore.AsyncNetworkBackend):
    """Notes every connection that is tried, and makes none."""

    def __init__(self) -> None:
        self.tried: list[str] = []

    async def connect_tcp(self, host: str, *_: object) -> httpcore.AsyncNetworkStream:
        self.tried.append(host)
        raise httpcore.ConnectError("no wire here")


def leading_to(*addresses: str) -> Resolve:
    """A resolver that gives these for every name."""

    async def resolve(_: str) -> tuple[str, ...]:
        return addresses

    return resolve


async def as_the_system_or_the_attacker(host: str) -> tuple[str, ...]:
    """What the system makes of a number; every name is the attacker's and leads inside."""
    try:
        found = socket.getaddrinfo(host, None, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        return ("127.0.0.1",)
    return tuple(str(answer[4][0]) for answer in found)


async def outcome_of(url: str, resolve: Resolve) -> tuple[Failed, list[str]]:
    """What comes of ``url``, and which addresses were connected to."""
    wire = NoWire()
    fetcher = WebFetcher(FetchSettings(), resolve=resolve, wire=wire)
    outcome = await fetcher.fetch(url, accept="*/*")
    await fetcher.aclose()
    assert isinstance(outcome, Failed)
    return outcome, wire.tried


@pytest.mark.parametrize("address", SPECIAL)
async def test_a_name_that_leads_to_a_special_address_is_refused(address: str) -> None:
    outcome, tried = await outcome_of("http://news.example/feed", leading_to(address))
    assert (outcome.reason, tried) == (Reason.REFUSED_ADDRESS, [])


@pytest.mark.parametrize("address", SPECIAL)
async def test_a_special_address_as_host_is_refused(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    outcome, tried = await outcome_of(f"http://{host}/feed", as_the_system_or_the_attacker)
    assert outcome.reason in {Reason.REFUSED_ADDRESS, Reason.BAD_URL}
    assert tried == []


@pytest.mark.parametrize("address", PUBLIC)
async def test_public_addresses_are_connected_to_as_checked(address: str) -> None:
    outcome, tried = await outcome_of("https://news.example/feed", leading_to(address))
    assert (outcome.reason, tried) == (Reason.CONNECTION_FAILED, [address])


@pytest.mark.parametrize("url", DISGUISED)
async def test_no_spelling_of_a_host_gets_through(url: str) -> None:
    outcome, tried = await outcome_of(url, as_the_system_or_the_attacker)
    assert outcome.reason in {Reason.REFUSED_ADDRESS, Reason.BAD_URL}
    assert tried == []


def test_the_tables_are_large_enough_to_mean_something() -> None:
    assert len(set(SPECIAL)) >= 60
    assert len(set(DISGUISED)) >= 50


async def test_one_bad_address_among_good_ones_refuses_the_name() -> None:
    outcome, tried = await outcome_of("http://news.example/", leading_to("8.8.8.8", "10.0.0.1"))
    assert (outcome.reason, tried) == (Reason.REFUSED_ADDRESS, [])


async def test_further_addresses_are_tried_but_not_endlessly_many() -> None:
    addresses = tuple(f"8.8.8.{n}" for n in range(20))
    _, tried = await outcome_of("http://news.example/", leading_to(*addresses))
    assert tried == list(addresses[:4])


async def test_a_name_that_changes_its_address_never_reaches_loopback(web: LoopbackWeb) -> None:
    answers = iter([("8.8.8.8",), ("127.0.0.1",)] * 200)

    async def resolve(_: str) -> tuple[str, ...]:
        return next(answers)

    fetcher = WebFetcher(loopback_settings(web, allow_networks=()), resolve=resolve, wire=NoWire())
    reasons = set()
    for _ in range(200):
        outcome = await fetcher.fetch(web.url("/", "rebinding.example"), accept="*/*")
        assert isinstance(outcome, Failed)
        reasons.add(outcome.reason)
    await fetcher.aclose()
    assert reasons == {Reason.CONNECTION_FAILED, Reason.REFUSED_ADDRESS}
    assert web.connections == 0


async def test_a_redirect_is_resolved_and_checked_anew(web: LoopbackWeb) -> None:
    web.says("/feed", redirect(f"http://inside.example:{web.port}/"))
    names = {"news.example": ("127.0.0.1",), "inside.example": ("10.0.0.1",)}

    async def resolve(host: str) -> tuple[str, ...]:
        return names[host]

    fetcher = WebFetcher(loopback_settings(web), resolve=resolve)
    outcome = await fetcher.fetch(web.url("/feed", "news.example"), accept="*/*")
    await fetcher.aclose()
    assert isinstance(outcome, Failed)
    assert outcome.reason is Reason.REFUSED_ADDRESS
    assert len(web.requests) == 1


async def test_the_server_is_told_the_name_not_the_address(web: LoopbackWeb) -> None:
    web.says("/feed", page(b"fine"))
    fetcher = WebFetcher(loopback_settings(web), resolve=leading_to("127.0.0.1"))
    outcome = await fetcher.fetch(web.url("/feed", "news.example"), accept="*/*")
    await fetcher.aclose()
    assert isinstance(outcome, Fetched)
    assert web.requests[0].headers["host"] == f"news.example:{web.port}"


async def test_a_network_is_allowed_only_when_named(web: LoopbackWeb) -> None:
    web.says("/feed", page(b"fine"))
    for networks, reached in ((("127.0.0.0/8",), True), (("10.0.0.0/8", "::1/128"), False)):
        fetcher = WebFetcher(loopback_settings(web, allow_networks=networks))
        outcome = await fetcher.fetch(web.url("/feed"), accept="*/*")
        await fetcher.aclose()
        assert isinstance(outcome, Fetched) is reached


def test_an_allowed_network_opens_no_other_form_of_its_addresses() -> None:
    guard = AddressGuard(["127.0.0.0/8"])
    assert guard.refusal("127.0.0.1") is None
    assert guard.refusal("::ffff:127.0.0.1")
    assert guard.refusal("10.0.0.1")
    assert guard.refusal("nonsense")


@pytest.mark.parametrize(
    "wrong",
    [
        {"allow_networks": ("10.0.0.0/99",)},
        {"user_agent": "Dîdevan"},
        {"user_agent": "a\r\nb"},
        {"deadline": 0.0},
        {"concurrency": 0},
    ],
)
def test_settings_that_cannot_work_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        FetchSettings(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("host", ["x" * 70 + ".example", "a..b", "nobody.example"])
async def test_a_name_without_address_is_told_as_such(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo

    def unknown(name: str, *rest: Any, **named: Any) -> Any:
        if name == "nobody.example":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real(name, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(NoSuchHost, match=re.escape(host)):
        await Names()(host)


async def test_names_that_hang_hold_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()
    asked: list[str] = []

    def hanging(name: str, *_: Any, **__: Any) -> Any:
        asked.append(name)
        if name.startswith("slow"):
            release.wait(5)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 0))]

    monkeypatch.setattr(socket, "getaddrinfo", hanging)
    names = Names()
    slow = [asyncio.create_task(names(f"slow{n % 40}.example")) for n in range(80)]
    await asyncio.sleep(0)
    assert await names("quick.example") == ("8.8.8.8",)
    assert not any(task.done() for task in slow)
    slow[0].cancel()
    release.set()
    found = await asyncio.gather(*slow, return_exceptions=True)
    assert found.count(("8.8.8.8",)) == 79
    assert len(asked) == 41  # twice the same name is one question
