"""Finds the article in a page with trafilatura, kept from everything that spoils Kurdish."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document

from daemon.extract.chosen import chosen_body
from daemon.extract.dateline import date_of, is_dateline, stated
from daemon.extract.embedded import embedded_article
from daemon.extract.head import Head, read_head
from daemon.extract.medium import other_medium, other_text
from daemon.extract.tree import body_lines, leave_out_metadata, unwrap_layout_tables
from daemon.extract.walls import bot_wall, consent_wall, no_text
from daemon.model.dating import Dated, DateOrigin
from daemon.model.outcome import Extracted, Fetched, NothingFound, Reason
from daemon.model.source import PageHints, Selectors
from daemon.text.attributes import MOST_ATTRIBUTES, overloaded
from daemon.text.decoding import decode
from daemon.text.markup import plain_text, visible_text
from daemon.text.selectors import first_text
from daemon.text.spelling import repair_old_spelling

MOST_LETTERS = 3_000_000
MOST_ELEMENTS = 20_000  # measured: these take three seconds, 40,000 ten, more minutes
LONGEST_BODY = 200_000
_SHORTEST_BODY = 25
_MUCH_MORE = 4  # times the text that is shown: then the article is in the page's data
_LONGEST_DATE = 80

# Not: deduplicate (a memory over all pages; the third look at one loses text), fast (lost 94 %
# of a real page), target_language (drops every Sorani page), extensive_search (invents dates).
_OPTIONS: dict[str, Any] = {
    "favor_precision": True,
    "include_comments": False,
    "deduplicate": False,
    "with_metadata": True,
    "date_extraction_params": {"extensive_search": False, "original_date": True},
}


def extract(fetched: Fetched, hints: PageHints | None = None) -> Extracted | NothingFound:
    """The article of a page, one paragraph a line, in today's spelling.

    ``hints`` are the source's selectors, which go before what is found without them, and
    the clock by which its dates are read: without hints ``dated`` stays None.

    The vowel ە written as ه + ZWNJ is repaired first: trafilatura deletes every ZWNJ, and
    then nothing could tell the two apart. The same page always gives the same article.
    """
    medium = other_medium(fetched)
    if medium:
        return NothingFound(Reason.NOT_HTML, medium)
    html = repair_old_spelling(decode(fetched.body, fetched.headers.get("content-type", "")))
    if not html.strip():
        return NothingFound(Reason.NO_TEXT, "an empty page")
    medium = other_text(html)
    if medium:
        return NothingFound(Reason.NOT_HTML, medium)
    return _too_large(html) or _extract(html, fetched, hints)


def _too_large(html: str) -> NothingFound | None:
    """A page that the extractor would not finish in time."""
    elements = html.count("<") - html.count("</")
    if len(html) > MOST_LETTERS or elements > MOST_ELEMENTS:
        told = f"a page of {len(html):,} letters and {elements:,} elements"
        return NothingFound(Reason.TOO_LARGE, told)
    if overloaded(html):
        return NothingFound(Reason.TOO_LARGE, f"an element of over {MOST_ATTRIBUTES:,} attributes")
    return None


def _extract(html: str, fetched: Fetched, hints: PageHints | None) -> Extracted | NothingFound:
    shown = plain_text(html)
    wall = bot_wall(html, fetched.headers, shown)
    if wall is not None:
        return wall
    try:
        found = _found(html, fetched.url, hints)
    except MemoryError:  # told by the jail, which alone knows how much there was
        raise
    except Exception as error:  # noqa: BLE001  # an edge: on odd pages the extractor raises anything
        return NothingFound(Reason.EXTRACTOR_FAILED, f"{type(error).__name__}: {error}"[:200])
    if found is None:
        return consent_wall(shown) or no_text(html, shown)
    return _article(found, html, shown)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a page's tree gave: ``body`` has one paragraph a line."""

    head: Head
    title: str | None
    body: str
    published: str | None = None
    author: str | None = None
    dated: Dated | None = None


def _found(html: str, url: str, hints: PageHints | None) -> _Found | None:
    tree: HtmlElement | None = trafilatura.load_html(html)
    if tree is None:
        return None
    head = read_head(tree)
    wanted = hints.selectors if hints is not None else Selectors()
    title = first_text(tree, wanted.title) or head.title
    dated = date_of(tree, head, title, url, hints) if hints is not None else None
    chosen = chosen_body(tree, wanted)
    if chosen:
        return _Found(head, title, _clean(chosen, title, hints), dated=dated)
    data = embedded_article(tree)
    leave_out_metadata(tree)
    unwrap_layout_tables(tree)
    document = trafilatura.bare_extraction(tree, url=url, **_OPTIONS)
    shown = _shown(document, head, title, hints) if isinstance(document, Document) else None
    if data is None or (shown is not None and len(shown.body) * _MUCH_MORE > len(data.body)):
        return replace(shown, dated=dated) if shown is not None else None
    if dated is None and hints is not None:
        dated = stated(data.published, DateOrigin.LINKED_DATA, hints)
    title = title or data.title or head.page_title
    return _Found(head, title, _clean(data.body, title, hints), data.published or None, dated=dated)


def _shown(document: Document, head: Head, title: str | None, hints: PageHints | None) -> _Found:
    title = title or head.page_title
    body = _clean(body_lines(document.body), title, hints)
    return _Found(head, title, body, document.date, _one_line(document.author))


def _article(found: _Found, html: str, shown: str) -> Extracted | NothingFound:
    wall = consent_wall(found.body)
    if wall is not None:
        return wall
    if len(found.body) < _SHORTEST_BODY:
        return no_text(html, shown)
    head = found.head
    extra = {"image": head.image, "section": head.section, "site": head.site}
    return Extracted(
        title=found.title,
        body=found.body[:LONGEST_BODY],
        published=head.published or found.published,
        author=head.author or found.author,
        extra={name: value for name, value in extra.items() if value},
        dated=found.dated,
    )


def _clean(body: str, title: str | None, hints: PageHints | None) -> str:
    """The paragraphs, without a title or a bare date that stand before them."""
    lines = body.split("\n")
    while lines and (lines[0] == title or _is_bare_date(lines[0], hints)):
        del lines[0]
    return "\n".join(lines)


def _is_bare_date(line: str, hints: PageHints | None) -> bool:
    if not any(map(str.isalpha, line)):
        return True
    return hints is not None and len(line) <= _LONGEST_DATE and is_dateline(line, hints)


def _one_line(text: str | None) -> str | None:
    return " ".join(visible_text(text).split()) or None if text else None
