"""Reads a body within a bound, undoing at most one layer of gzip or deflate ourselves.

The HTTP library decodes a whole chunk before anyone can count it: 441 bytes of nested gzip
or 8 kB of brotli fill the memory. So it is given no chance: we take the raw bytes, decode
step by step and stop at the bound. Anything but one layer of gzip or deflate is refused.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from daemon.model.outcome import Failed, Reason

ACCEPT_ENCODING = "gzip, deflate"
_STEP = 64 * 1024
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP, _ZLIB, _RAW = 31, 15, -15  # zlib's wbits


class Body:
    """The decoded bytes so far, never more than ``limit``."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._taken = 0
        self._parts: list[bytes] = []

    @property
    def size(self) -> int:
        """Decoded bytes so far."""
        return self._taken

    def feed(self, chunk: bytes) -> Failed | None:
        """Take raw bytes; a Failed when the body cannot or must not be read on."""
        return self._keep(chunk)

    def whole(self) -> bytes | Failed:
        """The body, once every raw byte was fed."""
        return b"".join(self._parts)

    def _keep(self, data: bytes) -> Failed | None:
        self._taken += len(data)
        if self._taken > self._limit:
            return Failed(Reason.TOO_LARGE, f"more than {self._limit:,} bytes")
        self._parts.append(data)
        return None


class PackedBody(Body):
    """A body in one layer of gzip or deflate."""

    def __init__(self, limit: int, coding: str) -> None:
        super().__init__(limit)
        self._coding = coding
        self._raw = 0
        self._unpacker: zlib._Decompress | None = None

    def feed(self, chunk: bytes) -> Failed | None:
        if not chunk:
            return None
        self._raw += len(chunk)
        if self._raw > self._limit:
            return Failed(Reason.TOO_LARGE, f"more than {self._limit:,} packed bytes")
        try:
            return self._unpack(chunk)
        except zlib.error as error:
            return Failed(Reason.BAD_ENCODING, f"not {self._coding}: {error}")

    def whole(self) -> bytes | Failed:
        if self._unpacker is not None and not self._unpacker.eof:
            return Failed(Reason.TRUNCATED, f"the {self._coding} stream ends early")
        return super().whole()

    def _unpack(self, data: bytes) -> Failed | None:
        while (unpacker := self._unpacker_for(data)) is not None:
            out = unpacker.decompress(data, _STEP)
            if (failed := self._keep(out)) is not None:
                return failed
            data = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
            if not data and len(out) < _STEP:
                return None
        return None

    def _unpacker_for(self, data: bytes) -> zlib._Decompress | None:
        """The decompressor in use; a new one for a further gzip member; None for padding."""
        if self._unpacker is None:
            self._unpacker = zlib.decompressobj(self._window(data))
        elif self._unpacker.eof:
            if not data or not _GZIP_MAGIC.startswith(data[:2]):
                return None
            self._unpacker = zlib.decompressobj(_GZIP)
        return self._unpacker

    def _window(self, data: bytes) -> int:
        if self._coding == "gzip":
            return _GZIP
        # RFC 9110 means zlib's format by "deflate"; some servers send the bare stream.
        return _ZLIB if data[0] & 0x0F == 8 and data[0] >> 4 <= 7 else _RAW


def body_for(encodings: Sequence[str], limit: int) -> Body | Failed:
    """An empty body for what Content-Encoding says, or why it is refused."""
    layers = [coding for coding in encodings if coding not in ("", "identity")]
    if not layers:
        return Body(limit)
    coding = layers[0].removeprefix("x-")
    if len(layers) > 1 or coding not in ("gzip", "deflate"):
        return Failed(Reason.BAD_ENCODING, f"content-encoding {', '.join(layers)[:80]} refused")
    return PackedBody(limit, coding)
