"""What a document is by how it begins, before any parser sees it."""

from __future__ import annotations

import re

from daemon.model.outcome import Reason, Unreadable
from daemon.text.markup import plain_line

_ELEMENT = re.compile(r"<([a-zA-Z_][\w.:-]{0,60})", re.ASCII)
_FIRST_TAG = re.compile(r"<\w", re.ASCII)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NO_LETTER = re.compile(  # numbers of surrogates and beyond U+10FFFF: lxml and feedparser raise
    r"&#(?:x0{0,9}(?:d[89a-f][0-9a-f]{2}|1[1-9a-f][0-9a-f]{4}|[2-9a-f][0-9a-f]{5}|[1-9a-f]"
    r"[0-9a-f]{6,99})|0{0,9}(?:5(?:529[6-9]|5[3-9]\d\d|6\d{3}|7[0-2]\d\d|73[0-3]\d|734[0-3])|"
    r"111411[2-9]|11141[2-9]\d|1114[2-9]\d\d|111[5-9]\d{3}|11[2-9]\d{4}|1[2-9]\d{5}|"
    r"[2-9]\d{6}|[1-9]\d{7,99}));",
    re.IGNORECASE | re.ASCII,
)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,200})", re.IGNORECASE)
_TITLE_WITHIN = 20_000
_FEEDS = frozenset({"rss", "feed", "rdf:rdf"})
_OTHER_KINDS = {
    "html": "an HTML page",
    "urlset": "a sitemap",
    "sitemapindex": "a sitemap index",
    "opml": "an OPML list",
    "svg": "a picture",
}


def tidied(document: str) -> str:
    """The same document without letters that no XML may hold, and with single blanks in front.

    feedparser is quadratic in blank lines before the first element: 100 kB of them take it
    28 seconds.
    """
    allowed = _NO_LETTER.sub("\ufffd", _NO_XML.sub("", document))
    first = _FIRST_TAG.search(allowed)
    start = first.start() if first else len(allowed)
    return " ".join(allowed[:start].split()) + allowed[start:]


def refusal(document: str) -> Unreadable | None:
    """Why a document cannot be a feed, or must not be parsed; None: go on."""
    if not document.strip():
        held = "only blanks" if document else "nothing"
        return Unreadable(Reason.EMPTY_FEED, f"the answer holds {held}")
    if document.lstrip()[0] in "{[":
        return Unreadable(Reason.NOT_A_FEED, "JSON, not a feed")
    if "<" not in document:
        return Unreadable(Reason.NOT_A_FEED, "text without markup")
    return dangerous(document) or _of_another_kind(document)


def described(document: str) -> str:
    """What a document that is no feed seems to be, in words; "" when nobody can say."""
    other = _of_another_kind(document)
    return other.detail if other is not None else ""


def root_of(document: str) -> str:
    """The name of the first element, in lower case; "" without one."""
    return _split(document)[1].rpartition(":")[2]


def _split(document: str) -> tuple[str, str]:
    """What stands before the first element, and that element's name.

    Comments and instructions are stepped over: an element inside one is none.
    """
    position = 0
    while (opened := document.find("<", position)) >= 0:
        element = _ELEMENT.match(document, opened)
        if element is not None:
            return document[:opened], element[1].lower()
        position = _behind(document, opened)
    return document, ""


def _behind(document: str, opened: int) -> int:
    for opening, closing in (("<!--", "-->"), ("<?", "?>")):
        if document.startswith(opening, opened):
            end = document.find(closing, opened + len(opening))
            return end + len(closing) if end >= 0 else len(document)
    return opened + 1


def dangerous(document: str) -> Unreadable | None:
    """Declared entities multiply (and can name files): no feed in use needs them.

    With a DOCTYPE the whole document is searched, because a quoted '<x' inside it could be
    taken for the first element.
    """
    prologue, _root = _split(document)
    if "<!DOCTYPE" in prologue and "<!ENTITY" in document:
        return Unreadable(Reason.DANGEROUS_MARKUP, "the document declares entities of its own")
    return None


def _of_another_kind(document: str) -> Unreadable | None:
    prologue, root = _split(document)
    kind = _OTHER_KINDS.get(root)
    if root not in _FEEDS and "<!doctype html" in prologue.lower():
        kind = _OTHER_KINDS["html"]
    if kind is None:
        return None
    title = _TITLE.search(document, 0, _TITLE_WITHIN)
    named = f": {plain_line(title[1])}" if title else ""
    return Unreadable(Reason.NOT_A_FEED, f"{kind}{named}")
