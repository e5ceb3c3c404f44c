"""Documents that are published as gzip files (``sitemap.xml.gz``), unpacked within a bound."""

from __future__ import annotations

import zlib

from daemon.model.outcome import Reason, Unreadable

MOST_BYTES = 20_000_000  # of an unpacked document; the sitemap protocol allows 50 MB
_GZIP = b"\x1f\x8b"


def unpacked(body: bytes, most: int = MOST_BYTES) -> bytes | Unreadable:
    """The document within a gzip file; a body that is none is the document itself."""
    if not body.startswith(_GZIP):
        return body
    unpack = zlib.decompressobj(wbits=31)
    try:
        document = unpack.decompress(body, most)
    except zlib.error as error:
        return Unreadable(Reason.BROKEN_FEED, f"gzip: {error}")
    if unpack.unconsumed_tail:
        return Unreadable(Reason.TOO_LARGE, f"a gzip of more than {most:,} bytes")
    if not (document or unpack.eof):
        return Unreadable(Reason.BROKEN_FEED, "gzip: it ends before it begins")
    return document


def beginning(body: bytes, length: int) -> bytes:
    """How a document begins, whether it is packed or not; nothing of a gzip that is broken."""
    if not body.startswith(_GZIP):
        return body[:length]
    try:
        return zlib.decompressobj(wbits=31).decompress(body, length)
    except zlib.error:
        return b""
