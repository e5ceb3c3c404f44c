"""The article that a page carries as data: pages drawn by script hold it in JSON, not in HTML."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from daemon.extract.linked_data import loaded
from daemon.text.markup import plain_line, plain_text

SHORTEST = 120  # letters: what is shorter may be a teaser of another article
_LONGEST_JSON = 3_000_000
_MOST_VALUES = 50_000
_BODIES = (
    "articleBody",
    "body",
    "content",
    "text",
    "html",
    "bodyHtml",
    "contentHtml",
    "description",
)
_TITLES = ("headline", "title", "name")
_DATES = ("datePublished", "publishedAt", "published_at", "publishDate", "createdAt", "date")


@dataclass(frozen=True, slots=True)
class Embedded:
    """An article found in a page's data; ``published`` as it stands there."""

    title: str
    body: str
    published: str


def embedded_article(tree: HtmlElement) -> Embedded | None:
    """The longest text of an article in the page's scripts of data; None when there is none."""
    best: Embedded | None = None
    for record in _records(tree):
        body = max((_text(record.get(name)) for name in _BODIES), key=len, default="")
        if len(body) < SHORTEST or (best is not None and len(body) <= len(best.body)):
            continue
        best = Embedded(_first(record, _TITLES), body, _first(record, _DATES))
    return best


def _records(tree: HtmlElement) -> Iterator[Mapping[str, object]]:
    """Every object in the page's JSON, outer ones first."""
    for script in tree.iter("script"):
        kind = (script.get("type") or "").lower()
        if "json" not in kind or not script.text:
            continue
        waiting = deque([loaded(script.text, _LONGEST_JSON)])
        for _ in range(_MOST_VALUES):
            if not waiting:
                break
            value = waiting.popleft()
            if isinstance(value, dict):
                yield value
                waiting.extend(value.values())
            elif isinstance(value, list):
                waiting.extend(value)


def _text(value: object) -> str:
    """A text or HTML as lines; of a list of blocks each block's own."""
    if isinstance(value, str):
        return plain_text(value)
    if not isinstance(value, list):
        return ""
    blocks = (each.get("text") or each.get("html") for each in value if isinstance(each, dict))
    return "\n".join(plain_text(block) for block in blocks if isinstance(block, str))


def _first(record: Mapping[str, object], names: tuple[str, ...]) -> str:
    stated = (record.get(name) for name in names)
    return next((plain_line(each)[:1000] for each in stated if isinstance(each, str)), "")
