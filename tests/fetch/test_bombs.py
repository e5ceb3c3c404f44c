"""A packed bomb ends at the bound, in a bounded memory."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from daemon.model.outcome import Failed, Reason
from tests.fetch.bombs import MEGABYTE, gzip_bomb
from tests.fetch.conftest import Fetch
from tests.fetch.server import LoopbackWeb, page

BOMBS = [
    ("gzip", gzip_bomb(40), Reason.TOO_LARGE),
    ("gzip, gzip, gzip", gzip_bomb(40, layers=3), Reason.BAD_ENCODING),
    ("br", b"\x1b\xff", Reason.BAD_ENCODING),
    ("zstd", b"\x28\xb5\x2f\xfd", Reason.BAD_ENCODING),
    ("gzip, br", gzip_bomb(1), Reason.BAD_ENCODING),
    ("compress", b"\x1f\x9d", Reason.BAD_ENCODING),
    ("gzip", b"<rss>not packed at all</rss>", Reason.BAD_ENCODING),
    ("deflate", b"<rss>not packed at all</rss>", Reason.BAD_ENCODING),
]


@pytest.mark.parametrize(("coding", "body", "reason"), BOMBS)
async def test_a_packed_bomb_ends_at_the_bound(
    web: LoopbackWeb, fetch: Fetch, coding: str, body: bytes, reason: Reason
) -> None:
    url = web.says("/bomb", page(body, f"Content-Encoding: {coding}"))
    await fetch(web.says("/warm", page(b"")))
    tracemalloc.start()
    started = time.process_time()
    outcome = await fetch(url)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(outcome, Failed)
    assert outcome.reason is reason
    assert peak < 8 * MEGABYTE  # the bound of these tests is one
    assert time.process_time() - started < 1


async def test_many_layers_named_over_many_header_lines_are_counted(
    web: LoopbackWeb, fetch: Fetch
) -> None:
    lines = ("Content-Encoding: gzip", "Content-Encoding: gzip")
    outcome = await fetch(web.says("/bomb", page(gzip_bomb(1, layers=2), *lines)))
    assert isinstance(outcome, Failed)
    assert outcome.reason is Reason.BAD_ENCODING
