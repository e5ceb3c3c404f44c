"""What a page says of its article beside the text: title, time, author, picture."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from daemon.model.dating import DateOrigin
from daemon.text.markup import plain_line, visible_text

_ARTICLE_TYPES = re.compile(r"article|newsarticle|blogposting|reportage|liveblog", re.IGNORECASE)
_LONGEST_JSON = 300_000
_MOST_NODES = 2000
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Head:
    """None for what the page does not say; ``published`` as it stands there.

    ``published_in`` is where it does: in a meta tag (or time element) or in JSON-LD.
    """

    title: str | None = None
    published: str | None = None
    author: str | None = None
    image: str | None = None
    section: str | None = None
    site: str | None = None
    published_in: DateOrigin = DateOrigin.META


def read_head(tree: HtmlElement) -> Head:
    """What meta tags, JSON-LD and headings say.

    The title is og:title or the heading, never ``<title>``, which names the site as well.
    """
    meta = _meta(tree)
    linked = _linked_data(tree)
    site = meta.get("og:site_name")
    in_meta, in_linked = _first(meta, _PUBLISHED), _string(linked, "datePublished")
    return Head(
        title=_title(tree, meta, linked, site),
        published=in_meta or in_linked or _time(tree),
        author=_named(linked.get("author")) or _first(meta, ("author", "article:author")),
        image=_first(meta, ("og:image", "twitter:image")),
        section=_first(meta, ("article:section",)) or _string(linked, "articleSection"),
        site=site,
        published_in=DateOrigin.LINKED_DATA if in_linked and not in_meta else DateOrigin.META,
    )


_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "publish-date",
    "publishdate",
    "pubdate",
    "dc.date.issued",
    "dcterms.created",
    "parsely-pub-date",
    "date",
)


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The first content of each named meta tag."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = visible_text(element.get("content") or "").replace("\n", " ")
        if name and content:
            found.setdefault(name.lower(), content[:_LONGEST])
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _title(
    tree: HtmlElement, meta: dict[str, str], linked: dict[str, Any], site: str | None
) -> str | None:
    named = _texts(tree, "title")[:1]
    headings = [text for tag in ("h1", "h2", "h3") for text in _texts(tree, tag)]
    within = [text for text in headings[:40] if named and text in named[0]]
    candidates = [meta.get("og:title"), _string(linked, "headline")]
    # a heading that <title> repeats; the longest, for the site's name may be a heading too
    candidates += sorted(within, key=len, reverse=True)[:1] + _texts(tree, "h1")[:3]
    for candidate in candidates:
        title = _without_site(plain_line(candidate or ""), site)
        if title and title != site:
            return title[:_LONGEST]
    return None


def _texts(tree: HtmlElement, tag: str) -> list[str]:
    found = (" ".join(visible_text(each.text_content()).split()) for each in tree.iter(tag))
    return [text for text in found if text]


def _without_site(title: str, site: str | None) -> str:
    """'… | Outlet' without the outlet, when the page says what the outlet is called."""
    if site:
        title = re.sub(rf"\s*[|\-–—:]+\s*{re.escape(site)}\s*$", "", title)
        title = re.sub(rf"^\s*{re.escape(site)}\s*[|\-–—:]+\s*", "", title)
    return title


def _time(tree: HtmlElement) -> str | None:
    """A time element that says of itself that it is the publication."""
    for element in tree.iter("time"):
        said = f"{element.get('itemprop', '')} {element.get('class', '')} {element.get('pubdate')}"
        stated = element.get("datetime")
        if stated and re.search(r"publish|entry-date|pubdate|posted", said, re.IGNORECASE):
            return str(stated)[:100]
    return None


def _linked_data(tree: HtmlElement) -> dict[str, Any]:
    """The first JSON-LD object of the page that is an article."""
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or "") or not element.text:
            continue
        for node in _objects(element.text[:_LONGEST_JSON]):
            if _ARTICLE_TYPES.search(str(node.get("@type", ""))):
                return node
    return {}


def _objects(text: str) -> Iterator[dict[str, Any]]:
    try:
        waiting = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, dict):
            yield node
            waiting.extend(value for value in node.values() if isinstance(value, list | dict))
        elif isinstance(node, list):
            waiting.extend(node)


def _string(node: dict[str, Any], name: str) -> str | None:
    value = node.get(name)
    if isinstance(value, list) and value:
        value = value[0]
    return plain_line(value)[:_LONGEST] or None if isinstance(value, str) else None


def _named(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name")
    return plain_line(value)[:200] or None if isinstance(value, str) else None
