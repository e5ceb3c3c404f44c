"""What a page says of its article beside the text: title, time, author, picture."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from daemon.extract.linked_data import Node, address, linked_article, names, string
from daemon.model.dating import DateOrigin
from daemon.text.markup import plain_line, visible_text

_LONGEST = 1000
_HEADLINE = 15  # letters
_LONGEST_NAME = 25  # letters of an outlet's name in a title
_SEPARATORS = "|-–—:»•"
_SEPARATOR = r"\s*[|\-–—:»•]+\s*"
_APART = re.compile(r"\s+[|\-–—»•:]{1,2}\s+")


@dataclass(frozen=True, slots=True)
class Head:
    """None for what the page does not say; ``published`` as it stands there.

    ``published_in`` is where it does: in a meta tag (or time element) or in JSON-LD.
    """

    title: str | None = None
    page_title: str | None = None
    published: str | None = None
    author: str | None = None
    image: str | None = None
    section: str | None = None
    site: str | None = None
    published_in: DateOrigin = DateOrigin.META


def read_head(tree: HtmlElement) -> Head:
    """What meta tags, JSON-LD and headings say.

    The title is og:title or the heading; ``<title>``, which names the site as well and in some
    pages nothing else, is kept apart for pages without both.
    """
    meta, named = _meta(tree), next(iter(_texts(tree, "title")), "")[:_LONGEST]
    linked = linked_article(tree, f"{named}\n{meta.get('og:title', '')}")
    site = meta.get("og:site_name")
    in_meta, in_linked = _first(meta, _PUBLISHED), string(linked, "datePublished")
    return Head(
        title=_title(tree, meta, linked, named, site),
        page_title=_alone(plain_line(named)) or None,
        published=in_meta or in_linked or _time(tree),
        author=names(linked.get("author")) or _name(meta, ("author", "article:author")),
        image=_first(meta, _IMAGES) or address(linked.get("image")) or _image(tree),
        section=_first(meta, ("article:section",)) or string(linked, "articleSection"),
        site=site,
        published_in=DateOrigin.LINKED_DATA if in_linked and not in_meta else DateOrigin.META,
    )


_IMAGES = ("og:image", "og:image:secure_url", "og:image:url", "twitter:image")
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "publish-date",
    "publishdate",
    "pubdate",
    "dc.date.issued",
    "dc.date",
    "dcterms.issued",
    "dcterms.created",
    "sailthru.date",
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


def _name(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    """The first of these that is a name: some outlets give the address of a page instead."""
    said = (meta.get(name, "") for name in names)
    return next((text for text in said if text and "://" not in text), None)


def _image(tree: HtmlElement) -> str | None:
    links = (each.get("href") for each in tree.iter("link") if each.get("rel") == "image_src")
    return next(filter(None, links), None)


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _title(
    tree: HtmlElement, meta: dict[str, str], linked: Node, named: str, site: str | None
) -> str | None:
    headings = [text for tag in ("h1", "h2", "h3") for text in _texts(tree, tag)][:40]
    # a heading that <title> repeats; the longest, for the site's name may be a heading too
    repeated = sorted((text for text in headings if text in named), key=len, reverse=True)[:1]
    candidates = [meta.get("og:title"), string(linked, "headline"), *repeated]
    candidates += _texts(tree, "h1")[:3]
    for candidate in candidates:
        title = _without_site(plain_line(candidate or "")[:_LONGEST], site, headings)
        if title and title != site:
            return title
    return None


def _texts(tree: HtmlElement, tag: str) -> list[str]:
    found = (" ".join(visible_text(each.text_content()).split()) for each in tree.iter(tag))
    return [text for text in found if text]


def _without_site(title: str, site: str | None, headings: list[str]) -> str:
    """'… | Outlet' without the outlet, when the page says its name, or the title apart."""
    within = (text for text in headings if text in title and _is_set_apart(text, title))
    own = max(within, key=len, default="")
    if len(own) >= _HEADLINE and 2 * len(own) > len(title):
        return own
    if site:
        title = re.sub(rf"{_SEPARATOR}{re.escape(site)}\s*$", "", title)
        title = re.sub(rf"^\s*{re.escape(site)}{_SEPARATOR}", "", title)
    return title


def _is_set_apart(headline: str, title: str) -> bool:
    """Whether what stands beside the headline in a title is set apart from it."""
    before, _, after = title.partition(headline)
    return before.rstrip()[-1:] in _SEPARATORS and after.lstrip()[:1] in _SEPARATORS


def _alone(named: str) -> str:
    """A ``<title>`` without the short name of an outlet at its end, or at its beginning."""
    rest, separated, last = (
        named.rpartition(found[-1]) if (found := _APART.findall(named)) else ("", "", named)
    )
    if separated and len(last) <= _LONGEST_NAME and len(rest) >= 2 * len(last):
        return rest.strip()
    first, separated, rest = named.partition(" | ")
    return rest.strip() if separated and len(rest) >= 2 * len(first) else named


def _time(tree: HtmlElement) -> str | None:
    """A time element that says of itself that it is the publication."""
    for element in tree.iter("time"):
        said = f"{element.get('itemprop', '')} {element.get('class', '')} {element.get('pubdate')}"
        stated = element.get("datetime")
        if stated and re.search(r"publish|entry-date|pubdate|posted", said, re.IGNORECASE):
            return str(stated)[:100]
    return None
