"""What a document is by how it begins, before any parser sees it."""

from __future__ import annotations

import re

from daemon.model.outcome import Reason, Unreadable
from daemon.text.markup import plain_line

_BLANKS = b" \t\r\n\f\v"
_BYTE_ORDER_MARKS = b"\xef\xbb\xbf\xff\xfe\x00"
_EBCDIC = b"\x4c\x6f\xa7\x94"  # '<?xm' in the old IBM code
_ELEMENT = re.compile(rb"<([a-zA-Z_][\w.:-]{0,60})")
_UTF7 = re.compile(r"utf-?7|unicode-1-1-utf-7", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}encoding[^>]{0,100}>")
_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{1,200})", re.IGNORECASE)
_TITLE_WITHIN = 20_000
_OTHER_KINDS = {
    b"html": "an HTML page",
    b"urlset": "a sitemap",
    b"sitemapindex": "a sitemap index",
    b"opml": "an OPML list",
    b"svg": "a picture",
}


def refusal(body: bytes, content_type: str = "") -> Unreadable | None:
    """Why a document cannot be a feed, or must not be parsed; None: go on."""
    begun = body.lstrip(_BYTE_ORDER_MARKS + _BLANKS)
    if not begun:
        held = "only blanks" if body else "nothing"
        return Unreadable(Reason.EMPTY_FEED, f"the answer holds {held}")
    if begun[:1] in b"{[":
        return Unreadable(Reason.NOT_A_FEED, "JSON, not a feed")
    narrow = begun.replace(b"\0", b"") if b"\0" in begun[:1000] else begun  # UTF-16, UTF-32
    prologue, root = _split(narrow)
    return _dangerous(narrow, prologue, content_type) or _of_another_kind(narrow, prologue, root)


def _split(document: bytes) -> tuple[bytes, bytes]:
    """What stands before the first element, and that element's name.

    Comments and instructions are stepped over: an element inside one is none.
    """
    position = 0
    while (opened := document.find(b"<", position)) >= 0:
        element = _ELEMENT.match(document, opened)
        if element is not None:
            return document[:opened], element[1].lower()
        position = _behind(document, opened)
    return document, b""


def _behind(document: bytes, opened: int) -> int:
    for opening, closing in ((b"<!--", b"-->"), (b"<?", b"?>")):
        if document.startswith(opening, opened):
            end = document.find(closing, opened + len(opening))
            return end + len(closing) if end >= 0 else len(document)
    return opened + 1


def _dangerous(document: bytes, prologue: bytes, content_type: str) -> Unreadable | None:
    """Declared entities multiply (and can name files): no feed in use needs them.

    With a DOCTYPE the whole document is searched, because a quoted '<x' inside it could be
    taken for the first element. UTF-7 and EBCDIC could hide anything.
    """
    if b"<!DOCTYPE" in prologue and b"<!ENTITY" in document:
        return Unreadable(Reason.DANGEROUS_MARKUP, "the document declares entities of its own")
    declared = _DECLARED.match(prologue)
    said = content_type + (declared[0].decode("latin-1") if declared else "")
    if _UTF7.search(said) or document.startswith(_EBCDIC):
        return Unreadable(Reason.DANGEROUS_MARKUP, "an encoding that hides markup")
    return None


def _of_another_kind(document: bytes, prologue: bytes, root: bytes) -> Unreadable | None:
    kind = _OTHER_KINDS.get(root)
    if b"<!doctype html" in prologue.lower():
        kind = _OTHER_KINDS[b"html"]
    if kind is None:
        return None
    title = _TITLE.search(document, 0, _TITLE_WITHIN)
    named = f": {plain_line(title[1].decode('utf-8', 'replace'))}" if title else ""
    return Unreadable(Reason.NOT_A_FEED, f"{kind}{named}")


def tidied(body: bytes) -> bytes:
    """The same document with single blanks before its first element.

    feedparser is quadratic in blank lines there: 100 kB of them take it 28 seconds.
    """
    first = re.search(rb"<\w", body)
    if first is None:
        return body.strip(_BLANKS)
    return b" ".join(body[: first.start()].split()) + body[first.start() :]
