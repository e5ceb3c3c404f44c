"""Rendered digests as a browser's parser sees them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast
from xml.etree.ElementTree import Element

import html5lib


def tree(html: str) -> Element:
    """The document as html5lib builds it, which fails on nothing and forgives nothing we want."""
    return cast("Element", html5lib.parse(html, namespaceHTMLElements=False))


def parse_errors(html: str) -> list[Any]:
    """What a strict parser has to complain about."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(html)
    return list(parser.errors)


def of_class(root: Element, name: str) -> list[Element]:
    return [node for node in elements(root) if name in node.get("class", "").split()]


def elements(root: Element) -> Iterator[Element]:
    """Every element; comments are left out, since nobody sees them."""
    return (node for node in root.iter() if not callable(node.tag))


def words(node: Element) -> str:
    """The text of a node as it is read."""
    return " ".join("".join(node.itertext()).split())
