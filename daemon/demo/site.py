"""What the newsroom answers to a path: feeds, pages, walls and robots.txt; no sockets here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from daemon.demo.desk import Article, Outlet
from daemon.demo.feeds import FORMATS, Item, broken
from daemon.demo.indexes import ENTRANCES, index
from daemon.demo.pages import article_page, consent_page, home_page

_ADDRESSES: Mapping[str, Callable[[Outlet, Article], str]] = {
    "wordpress": lambda _, article: f"hewal/{article.id}/",
    "divs": lambda outlet, article: f"story/{outlet.number(article)}/{article.id}",
    "breaks": lambda outlet, article: f"news/{outlet.number(article)}.html",
    "form": lambda outlet, article: f"dreje.aspx?jimare={outlet.number(article)}",
    "modern": lambda _, article: f"nuce/{article.id}",
    "blogger": lambda _, article: f"{article.id}.html",
}
"""Where an article lies below its outlet's home, by page layout."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back for one path; ``late`` asks for the newsroom's delay first."""

    status: int
    content_type: str = "text/plain; charset=utf-8"
    text: str = ""
    modified_at: datetime | None = None
    location: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """All outlets as they stand in one edition, for a newsroom that opened at ``now``."""

    outlets: tuple[Outlet, ...]
    now: datetime
    base_url: str

    def home(self, outlet: Outlet) -> str:
        """The outlet's own front page."""
        return f"{self.base_url}/{outlet.slug}/"

    def items(self, outlet: Outlet, edition: int) -> list[Item]:
        """What the outlet has published by this edition, newest first."""
        return [
            self._item(outlet, article, edition) for article in outlet.published(edition, self.now)
        ]

    def _item(self, outlet: Outlet, article: Article, edition: int) -> Item:
        published_at = article.published_at(self.now)
        corrected = article.is_corrected(edition)
        return Item(
            article=article,
            url=self._address(outlet, article),
            published_at=published_at,
            updated_at=self.now.replace(microsecond=0) if corrected else published_at,
        )

    def _address(self, outlet: Outlet, article: Article) -> str:
        if outlet.feed == "channel":
            return f"https://t.me/{outlet.slug}/{outlet.number(article)}"
        return self.home(outlet) + _ADDRESSES[outlet.layout](outlet, article)

    def entrance(self, outlet: Outlet) -> str:
        """The address at which the outlet's news are polled."""
        return self.home(outlet) + ENTRANCES[outlet.feed].path

    def answer(self, target: str, edition: int) -> Answer:
        """The answer to a request for ``target`` (path and query)."""
        path = target.partition("?")[0]
        if path == "/robots.txt":
            return Answer(200, text="User-agent: *\nAllow: /\n")
        for outlet in self.outlets:
            if path.startswith(f"/{outlet.slug}/"):
                return self._outlet_answer(outlet, target, edition)
        return Answer(404, text="not found\n")

    def _outlet_answer(self, outlet: Outlet, target: str, edition: int) -> Answer:
        home, items = self.home(outlet), self.items(outlet, edition)
        rest = target.removeprefix(f"/{outlet.slug}/")
        path = rest.partition("?")[0]
        if path == "feed" and outlet.feed in FORMATS:
            return _feed(outlet, home, items)
        instead = index(outlet, home, items, rest)
        if instead is not None:
            return Answer(200, *instead)
        if path == "":
            return _page(home_page(outlet, home, items))
        if path == "consent":
            return _page(consent_page(outlet, home, home))
        return self._article_answer(outlet, items, rest)

    def _article_answer(self, outlet: Outlet, items: list[Item], rest: str) -> Answer:
        home = self.home(outlet)
        wanted = next((item for item in items if _asks_for(rest, item.url[len(home) :])), None)
        if wanted is None:
            return Answer(404, "text/html; charset=utf-8", "<h1>404</h1>\n")
        if outlet.fault == "consent_wall":
            return Answer(302, location=f"{home}consent?return={quote(wanted.url, safe='')}")
        others = [item for item in items if item is not wanted]
        return _page(article_page(outlet, home, wanted, others), wanted.updated_at)


def _asks_for(rest: str, address: str) -> bool:
    """Whether a request means this address, with whatever words were added to its query."""
    return rest == address or rest.startswith(address + ("&" if "?" in address else "?"))


def _feed(outlet: Outlet, home: str, items: list[Item]) -> Answer:
    if outlet.fault == "broken":
        return Answer(200, "application/rss+xml; charset=utf-8", broken(outlet, home))
    content_type, write = FORMATS[outlet.feed]
    modified_at = max((item.updated_at for item in items), default=None)
    late = outlet.fault == "slow"
    return Answer(200, content_type, write(outlet, home, items), modified_at, late=late)


def _page(html: str, modified_at: datetime | None = None) -> Answer:
    return Answer(200, "text/html; charset=utf-8", html, modified_at)
