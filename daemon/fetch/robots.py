"""What robots.txt asks of us (RFC 9309), before the page of an article is fetched.

A feed is published for machines; a page is not. Where there is no robots.txt, pages may be
read: the outlet's own feed has just named them. Where it gives no answer, they may not be for
the time being (2.3.1.4); what it said before stays in force.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from protego import Protego

from daemon.fetch.client import Parts
from daemon.fetch.web import NO_HEADERS, NO_VALIDATORS, Permit
from daemon.model.outcome import Failed, Fetched, NotModified, Reason
from daemon.model.source import RobotsState, Validators

TOKEN = "didevan"  # noqa: S105 (the name by which a robots.txt calls us)
LARGEST = 500 * 1024  # RFC 9309, 2.5: what is read of it
MOST_FETCHED = 4 * LARGEST
KEPT = timedelta(hours=24)  # RFC 9309, 2.4
FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(minutes=15)
FORGIVEN = timedelta(days=3)
"""How long no answer means no, where there never was one.

RFC 9309 (2.3.1.4) asks for a reasonably long period and gives thirty days as an example. Some
servers never give an answer, and what is judged by its feed alone for so long may be missed.
"""
OUTDATED = timedelta(days=30)  # RFC 9309, 2.3.1.4: how long an old answer stays in force
LONGEST_DELAY = 10.0
LARGEST_KEPT = 100_000  # letters that are written down: hosts are as many as a feed invents
MOST_HELD = 1_500_000  # letters of all rules at hand, which take twelve times as many bytes
_MOST_LINES = 10_000
_LONGEST_LINE = 2000
_MOST_ORIGINS = 5000
_NO_ANSWER = frozenset(
    {
        *(Reason.CONNECTION_FAILED, Reason.NO_SUCH_HOST, Reason.TLS_FAILED, Reason.DEADLINE),
        *(Reason.TRUNCATED, Reason.BAD_ANSWER),
    }
)


class Web(Protocol):
    """What is needed of the fetcher."""

    async def fetch(
        self,
        url: str,
        *,
        accept: str,
        validators: Validators = ...,
        limit: int | None = None,
        headers: Mapping[str, str] = ...,
        permit: Permit | None = None,
    ) -> Fetched | NotModified | Failed: ...

    def slow_down(self, host: str, gap: float) -> None: ...


class RobotsMemory(Protocol):
    """What is needed of the store, so that a restart forgets nothing."""

    async def robots_state(self, origin: str) -> RobotsState | None: ...

    async def save_robots(self, origin: str, state: RobotsState) -> None: ...


@dataclass(slots=True)
class _Origin:
    """What is known of one origin; ``asking`` lets one ask for all."""

    host: str
    state: RobotsState | None = None
    rules: Protego | None = None
    tries: int = 0  # without an answer, in a row
    ask_at: datetime | None = None
    saved_at: datetime | None = None
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def size(self) -> int:
        """Letters of the rules."""
        return len(self.state.rules or "") if self.state is not None else 0


class PageFetcher:
    """The port Fetcher for articles' pages: ``web``, but for what robots.txt forbids."""

    def __init__(self, web: Web, memory: RobotsMemory, clock: Callable[[], datetime]) -> None:
        self._web = web
        self._memory = memory
        self._clock = clock
        self._origins: OrderedDict[str, _Origin] = OrderedDict()

    async def fetch(
        self,
        url: str,
        *,
        accept: str,
        validators: Validators = NO_VALIDATORS,
        limit: int | None = None,
        headers: Mapping[str, str] = NO_HEADERS,
    ) -> Fetched | NotModified | Failed:
        """Fetch ``url`` if it, and all it is redirected to, may be; like ``WebFetcher.fetch``."""
        return await self._web.fetch(
            url,
            accept=accept,
            validators=validators,
            limit=limit,
            headers=headers,
            permit=self._refusal,
        )

    async def _refusal(self, target: Parts) -> Failed | None:
        host = f"[{target.host}]" if ":" in target.host else target.host
        name = f"{target.scheme}://{host}:{target.port}"
        origin = await self._known(name, target.host)
        if origin.rules is not None and not origin.rules.can_fetch(target.url, TOKEN):
            return Failed(Reason.ROBOTS, f"robots.txt forbids {target.url[:200]}")
        opens_at = _opens_at(origin.state) if origin.rules is None else None
        if opens_at is not None and self._clock() < opens_at:
            told = f"{name}/robots.txt gives no answer: its pages wait until it does, "
            told += f"or until {opens_at:%Y-%m-%d %H:%M} UTC"
            return Failed(Reason.ROBOTS_UNKNOWN, told)
        return None

    async def _known(self, name: str, host: str) -> _Origin:
        origin = self._origins.get(name)
        if origin is None:
            origin = self._origins[name] = _Origin(host)
        self._origins.move_to_end(name)
        async with origin.asking:
            if origin.state is None:
                await self._use(origin, await self._memory.robots_state(name))
            if origin.ask_at is None or self._clock() >= origin.ask_at:
                await self._ask(origin, name)
                self._forget()
        return origin

    def _forget(self) -> None:
        """Let go of what was longest unused while too much is at hand; it is written down."""
        held = sum(one.size for one in self._origins.values())
        while len(self._origins) > 1 and (held > MOST_HELD or len(self._origins) > _MOST_ORIGINS):
            held -= self._origins.popitem(last=False)[1].size

    async def _ask(self, origin: _Origin, name: str) -> None:
        answer = await self._web.fetch(
            f"{name}/robots.txt", accept="text/plain, */*;q=0.1", limit=MOST_FETCHED
        )
        state = _heard(answer, origin.state, self._clock())
        await self._use(origin, state)
        if state.unreachable_since is None:
            origin.tries = 0
        else:
            named = answer.retry_after if isinstance(answer, Failed) else None
            origin.ask_at = state.asked_at + _pause(origin.tries, named)
            origin.tries += 1
        if origin.tries <= 1 or origin.saved_at is None or origin.saved_at + KEPT <= state.asked_at:
            await self._save(origin, name, state)  # that it is still silent is no news

    async def _save(self, origin: _Origin, name: str, state: RobotsState) -> None:
        if origin.size <= LARGEST_KEPT:
            await self._memory.save_robots(name, state)
            origin.saved_at = state.asked_at

    async def _use(self, origin: _Origin, state: RobotsState | None) -> None:
        """Work with this state from now on."""
        origin.state, origin.rules, origin.ask_at = state, None, None
        if state is None:
            return
        now = self._clock()
        if state.unreachable_since is None and state.asked_at <= now:
            origin.ask_at = state.asked_at + KEPT
        if state.rules is None or _is_outdated(state, now):
            return
        # a hostile one takes tens of milliseconds, for which the event loop must not stand
        origin.rules = await asyncio.to_thread(Protego.parse, state.rules)
        delay = origin.rules.crawl_delay(TOKEN)
        if delay:
            self._web.slow_down(origin.host, min(float(delay), LONGEST_DELAY))


def ours(body: bytes) -> str:
    """The lines of a robots.txt that are for us or for all."""
    return "\n".join(_ours(body[:LARGEST].decode("utf-8-sig", "replace")))


def _ours(text: str) -> Iterator[str]:
    """Other agents become one, lest they multiply.

    Thousands of agents before thousands of rules would be as many rule sets.
    """
    for number, line in enumerate(text.splitlines()):
        if number >= _MOST_LINES:
            return
        name, colon, value = line[:_LONGEST_LINE].partition(":")
        agent = value.partition("#")[0].strip().lower()
        if colon and name.strip().lower() == "user-agent" and agent not in ("*", TOKEN):
            yield "User-agent: somebody-else"
        else:
            yield line[:_LONGEST_LINE]


def _heard(
    answer: Fetched | NotModified | Failed, before: RobotsState | None, now: datetime
) -> RobotsState:
    """What is known after an answer, or after none came."""
    if isinstance(answer, Fetched):
        return RobotsState(ours(answer.body), now)
    if isinstance(answer, NotModified) or not _is_no_answer(answer):
        return RobotsState("", now)
    rules = before.rules if before is not None else None
    since = before.unreachable_since if before is not None else None
    return RobotsState(rules, now, min(since or now, now))


def _is_no_answer(failed: Failed) -> bool:
    """Whether the server could not say; else there is no robots.txt that concerns us.

    A refusal (4xx) counts as none, and so do endless redirects and such as lead where we do
    not go (RFC 9309, 2.3.1.2 and 2.3.1.3).
    """
    if failed.status is not None:
        return failed.status >= 500 or failed.status == 429
    return failed.reason in _NO_ANSWER


def _opens_at(state: RobotsState | None) -> datetime | None:
    """When silence is no longer taken for a no; None: there is something to go by."""
    if state is None or state.rules is not None or state.unreachable_since is None:
        return None
    return state.unreachable_since + FORGIVEN


def _is_outdated(state: RobotsState, now: datetime) -> bool:
    return state.unreachable_since is not None and now - state.unreachable_since >= OUTDATED


def _pause(tries: int, named: float | None) -> timedelta:
    """How long to wait before asking again: doubling, and as long as the server names."""
    wait = min(FIRST_RETRY * (1 << min(tries, 8)), LONGEST_RETRY)
    return wait if named is None else max(wait, timedelta(seconds=named))
