"""Bodies that are small on the wire and large when unpacked."""

from __future__ import annotations

import gzip

MEGABYTE = 1_000_000


def gzip_bomb(megabytes: int, layers: int = 1) -> bytes:
    bomb = b"\0" * (megabytes * MEGABYTE)
    for _ in range(layers):
        bomb = gzip.compress(bomb, 9)
    return bomb
