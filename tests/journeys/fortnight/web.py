"""The newsroom's site as the fetcher of the journeys, without sockets, so that time can fly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from types import MappingProxyType

from daemon.demo.desk import Outlet
from daemon.demo.indexes import ENTRANCES
from daemon.demo.site import Site
from daemon.model.outcome import Failed, Fetched, NotModified, Reason
from daemon.model.source import Validators
from daemon.pipeline.ports import Clock
from tests.journeys.fortnight.script import BEGIN

BASE = "http://newsroom.example"
NOT_ASKED = Validators()


@dataclass
class NewsroomWeb:
    """Answers what has been printed by now; the outlets in ``down`` answer 503."""

    outlets: tuple[Outlet, ...]
    clock: Clock
    down: set[str] = field(default_factory=set)
    asked: int = 0

    async def fetch(
        self,
        url: str,
        *,
        accept: str,
        validators: Validators = NOT_ASKED,
        limit: int | None = None,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> Fetched | NotModified | Failed:
        assert accept
        assert limit is None
        assert not headers
        self.asked += 1
        target = url.removeprefix(BASE)
        if target.split("/")[1] in self.down:
            return Failed(Reason.HTTP_SERVER_ERROR, "503 Service Unavailable", 503)
        answer = self._site().answer(target, 1)
        if answer.location:
            answer = self._site().answer(answer.location.removeprefix(BASE), 1)
        if answer.status != 200:
            return Failed(Reason.NOT_FOUND, str(answer.status), answer.status)
        body = answer.text.encode()
        etag = f'"{sha256(body).hexdigest()[:16]}"'
        if validators.etag == etag:
            return NotModified(url)
        return Fetched(url, 200, {"content-type": answer.content_type}, body, etag=etag)

    async def aclose(self) -> None:
        """Nothing is held open."""

    def _site(self) -> Site:
        now = self.clock()
        printed = tuple(
            replace(
                outlet,
                articles=tuple(one for one in outlet.articles if one.published_at(BEGIN) <= now),
            )
            for outlet in self.outlets
        )
        return Site(printed, BEGIN, BASE)


def sources_toml(outlets: tuple[Outlet, ...]) -> str:
    """The outlets as a sources.toml; they are looked at every few hours, and when they print."""
    site = Site(outlets, BEGIN, BASE)
    return "\n".join(
        f'[[source]]\nname = "{outlet.slug}"\noutlet = "{outlet.name}"\n'
        f'url = "{site.entrance(outlet)}"\nkind = "{ENTRANCES[outlet.feed].kind}"\n'
        f'language = "{outlet.language}"\nzone = "{outlet.zone}"\n'
        "cadence = { shortest_minutes = 120, longest_minutes = 240 }\n"
        + "".join(f"{key} = {_toml(value)}\n" for key, value in _options(outlet).items())
        for outlet in outlets
    )


def _options(outlet: Outlet) -> Mapping[str, object]:
    return ENTRANCES[outlet.feed].options


def _toml(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()
