"""Ways in which a document may be spoiled, by accident or on purpose; seeded, so repeatable."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

SAMPLES = Path(__file__).parent.parent / "samples"
FEEDS = ("feeds", "sitemaps", "lists", "apis", "channels")
PAGES = ("pages", "layouts")

_TAG = re.compile(rb"<[^<>]{1,200}>")
_ODD_NUMBERS = (b"&#0;", b"&#xD800;", b"&#1114112;", b"&#99999999999;", b"&#-1;", b"&#x;", b"&;")
_LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;">]>'
_PIECES = (
    *(b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?x", b"<", b">", b'"', b"'", b"&", b"\\"),
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xed\xa0\x80", b"{", b"[", b"}"),
    *(b"<item>", b"</item>", b"<entry/>", b"<script>", b"<style>", b"</html>", b"<table><td>"),
)


def samples(*folders: str) -> list[bytes]:
    """The documents in these folders of samples."""
    paths = (path for folder in folders for path in sorted((SAMPLES / folder).iterdir()))
    return [path.read_bytes() for path in paths if path.suffix != ".toml"]


def spoiled(body: bytes, chance: Random, size: int = 20_000) -> bytes:
    """The document after one to four mutations; ``size`` is how much the large ones add."""
    for _ in range(chance.randint(1, 4)):
        body = chance.choice(MUTATIONS)(body, chance, size)
    return body


def _flip_bits(body: bytes, chance: Random, _: int) -> bytes:
    flipped = bytearray(body)
    for _ in range(chance.randint(1, 40) if flipped else 0):
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def _truncate(body: bytes, chance: Random, _: int) -> bytes:
    return body[: chance.randint(0, len(body))]


def _cut(body: bytes, chance: Random, _: int) -> bytes:
    start = chance.randint(0, len(body))
    return body[:start] + body[start + chance.randint(0, 2000) :]


def _double_tags(body: bytes, chance: Random, _: int) -> bytes:
    often = chance.choice((2, 3, 50))
    tags = [found.span() for found in _TAG.finditer(body)]
    for start, end in sorted(chance.sample(tags, min(len(tags), 5)), reverse=True):
        body = body[:start] + body[start:end] * often + body[end:]
    return body


def _swap_halves(body: bytes, chance: Random, _: int) -> bytes:
    at = chance.randint(0, len(body))
    return body[at:] + body[:at]


def _insert(make: Callable[[Random, int], bytes]) -> Callable[[bytes, Random, int], bytes]:
    """A mutation that puts something anywhere, most often at the front or behind a tag."""

    def insert(body: bytes, chance: Random, size: int) -> bytes:
        ends = [0, *(found.end() for found in _TAG.finditer(body))]
        at = chance.choice((0, chance.choice(ends), chance.randint(0, len(body))))
        return body[:at] + make(chance, size) + body[at:]

    return insert


def _nesting(chance: Random, size: int) -> bytes:
    tag = chance.choice(
        (b"<div>", b"<i>", b"<item>", b"<p>x", b"<td>", b"[", b'{"a":', b"<a href=x>")
    )
    return tag * (size // len(tag))


def _attributes(chance: Random, size: int) -> bytes:
    if chance.random() < 0.5:
        return b"<p title='" + b"x" * size + b"'>"
    return b"<p " + b" ".join(b"a%d=1" % n for n in range(size // 8)) + b">"


def _other_encoding(body: bytes, chance: Random, _: int) -> bytes:
    name = chance.choice(("utf-16", "utf-16-le", "utf-32", "windows-1256", "utf-7", "cp037"))
    text = body.decode("utf-8", "replace")
    return text.encode(
        name, "xmlcharrefreplace" if name in ("windows-1256", "cp037") else "replace"
    )


MUTATIONS: tuple[Callable[[bytes, Random, int], bytes], ...] = (
    *(_flip_bits, _truncate, _cut, _double_tags, _swap_halves, _other_encoding),
    _insert(lambda chance, _: chance.choice(_PIECES) * chance.choice((1, 2, 300))),
    _insert(lambda chance, _: chance.choice(_ODD_NUMBERS) * chance.choice((1, 50))),
    _insert(lambda chance, size: chance.choice((b"\n", b"\0", b" ", b"\r\n\t")) * size),
    _insert(lambda chance, _: chance.randbytes(chance.randint(1, 500))),
    _insert(lambda chance, _: _LAUGHS + b"&d;" * chance.choice((0, 30))),
    _insert(_nesting),
    _insert(_attributes),
)
