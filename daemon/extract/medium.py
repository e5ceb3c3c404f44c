"""What was fetched where a page should be, when it is none: pictures, packed files, feeds."""

from __future__ import annotations

import re

from daemon.model.outcome import Fetched

_OTHER_TYPES = ("application/pdf", "application/json", "image/", "video/", "audio/", "font/")
_FIRST_BYTES = (
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"PK\x03\x04", "a ZIP file"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"RIFF", "a picture or a sound"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")
_JSON = re.compile(r"\s*[{\[]\s*[\"{\[]")
_LOOKED_AT = 4000
_MOST_CONTROLS = 0.05  # of the letters; of bytes thrown by dice it is a tenth
_OTHER_ROOT = re.compile(
    r"\s{0,1000}(?:<\?[^>]{0,500}>\s{0,1000}|<!--[^>]{0,2000}-->\s{0,1000}){0,10}"
    r"<(rss|feed|rdf:RDF|urlset|sitemapindex|opml)[\s>]"
)


def other_medium(fetched: Fetched) -> str:
    """What the answer is, by its type or its first bytes, when it is no text; else ""."""
    content_type = fetched.headers.get("content-type", "").lower()
    if content_type.startswith(_OTHER_TYPES):
        return content_type[:80]
    return next((what for first, what in _FIRST_BYTES if fetched.body.startswith(first)), "")


def other_text(text: str) -> str:
    """What a text is when it is no HTML; else ""."""
    if "<" not in text:
        return "text without markup"
    begun = text[:_LOOKED_AT]
    if len(_CONTROL.findall(begun)) > _MOST_CONTROLS * len(begun):
        return "bytes that are no text"
    if _JSON.match(begun):
        return "JSON"
    root = _OTHER_ROOT.match(text)
    return f"a document of the kind <{root[1]}>" if root else ""
