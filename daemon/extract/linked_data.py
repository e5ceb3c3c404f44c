"""What a page tells of its article in JSON-LD, and the JSON of scripts in general."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

from daemon.text.markup import plain_line

_ARTICLE_TYPES = re.compile(r"article|blogposting|reportage", re.IGNORECASE)
_OTHERS = frozenset({"itemListElement", "hasPart", "mentions", "citation", "isPartOf", "review"})
"""What lists other articles than the page's own."""
_LONGEST_JSON = 300_000
_MOST_NODES = 2000
_MOST_NAMES = 5
_LONGEST = 1000
_COMMENT_BEGINS = re.compile(r"\A\s*(?://|/\*)?\s*(?:<!--|<!\[CDATA\[)(?:\s*\*/)?")
_COMMENT_ENDS = re.compile(r"(?://|/\*)?[ \t]{0,9}(?:-->|\]\]>)(?:\s{0,9}\*/)?\s{0,99}\Z")
_SPARE_COMMA = re.compile(r",\s{0,99}(?=[}\]])")
Node = Mapping[str, Any]


def loaded(text: str, longest: int) -> object:
    """The value of a script's JSON, without comments around it and commas too many.

    None when it is longer than ``longest`` letters, or no JSON all the same.
    """
    if len(text) > longest:
        return None
    bare = text.strip()
    if bare[:1] not in ("{", "["):
        bare = _COMMENT_ENDS.sub("", _COMMENT_BEGINS.sub("", bare, count=1), count=1)
    for tried in (bare, _SPARE_COMMA.sub("", bare)):
        try:
            return json.loads(tried, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def linked_article(tree: HtmlElement, named: str) -> Node:
    """The page's article with the author's own node in it; empty when it tells of none.

    Of several articles it is the one whose headline stands in ``named``, the page's title, else
    the first; articles within lists are others.
    """
    nodes = list(_nodes(tree))
    articles = [node for node in nodes if _ARTICLE_TYPES.search(str(node.get("@type", "")))]
    own = (each for each in articles if (string(each, "headline") or "\0") in named)
    article = next(own, articles[0] if articles else {})
    known = {str(node["@id"]): node for node in nodes if "@id" in node and "name" in node}
    author = article.get("author")
    if isinstance(author, dict) and "name" not in author:
        return {**article, "author": known.get(str(author.get("@id")))}
    return article


def _nodes(tree: HtmlElement) -> Iterator[Node]:
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or "") or not element.text:
            continue
        waiting = [loaded(element.text, _LONGEST_JSON)]
        for _ in range(_MOST_NODES):
            if not waiting:
                break
            node = waiting.pop(0)
            if isinstance(node, dict):
                yield node
                inner = (value for name, value in node.items() if name not in _OTHERS)
                waiting.extend(value for value in inner if isinstance(value, list | dict))
            elif isinstance(node, list):
                waiting.extend(node)


def string(node: Node, name: str) -> str | None:
    """The text under a name, or the first of several."""
    value = node.get(name)
    if isinstance(value, list) and value:
        value = value[0]
    return plain_line(value)[:_LONGEST] or None if isinstance(value, str) else None


def names(value: object) -> str | None:
    """The names of a person or of several, however they are written."""
    several = value if isinstance(value, list) else [value]
    each = (one.get("name") if isinstance(one, dict) else one for one in several[:_MOST_NAMES])
    said = (plain_line(name)[:200] for name in each if isinstance(name, str))
    return ", ".join(dict.fromkeys(filter(None, said))) or None


def address(value: object) -> str | None:
    """The address of a picture or of the first of several, however it is written."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl")
    return value.strip()[:_LONGEST] or None if isinstance(value, str) else None
