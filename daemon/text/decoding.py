"""Bytes from the web to text: what the bytes show counts for more than what is said of them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE: Mapping[
    tuple[bool, ...], str
] = {  # where the zeros stand among the first four bytes of wide letters, all ASCII
    (False, True, False, True): "utf-16-le",
    (True, False, True, False): "utf-16-be",
    (False, True, True, True): "utf-32-le",
    (True, True, True, False): "utf-32-be",
}
_CHARSET = re.compile(rb"(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{2,40})", re.ASCII)
_READABLE = re.compile(
    r"utf-?8|us-?ascii|(?:windows|cp|ibm)[-_]?\d{3,4}|iso-?8859-?\d\d?|latin-?\d|koi8-[rtu]|"
    r"mac[a-z-]{0,12}|gb(?:2312|k|18030)|big5|euc-?(?:jp|kr)|shift[-_]?jis|tis-?620"
)
_MARKUP = "<>&\"'=/!? "
_LOOKED_AT = 20_000
_STRAY = 0.05  # of the bytes beyond ASCII: more that are no UTF-8, and it is another encoding


def decode(body: bytes, content_type: str = "") -> str:
    """The text of an HTML or XML document; letters that cannot be read become U+FFFD.

    Order: byte order mark; UTF-8 if the bytes are (Arabic script in another encoding never
    looks like it by chance); the charset of ``content_type``, then the one that the document
    declares; UTF-8 with stray bytes; windows-1256, the old encoding of the Arab world.
    Only encodings of documents are obeyed: what is declared UTF-7 or EBCDIC is not.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    wide = _WIDE.get(tuple(byte == 0 for byte in body[:4]))
    if wide is not None:
        return body.decode(wide, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded_as_declared(body, content_type)


def _decoded_as_declared(body: bytes, content_type: str) -> str:
    begun = content_type.encode("ascii", "replace"), body[:_LOOKED_AT]
    declared = (name for part in begun for name in _CHARSET.findall(part.lower()))
    names = (name.decode("ascii") for name in declared)
    usable = (name for name in names if _READABLE.fullmatch(name))
    first = next((name for name in usable if _is_older(name)), None)
    if first is not None:
        return body.decode(first, "replace")
    text = body.decode("utf-8", "replace")
    beyond_ascii = sum(len(run) for run in re.findall(rb"[\x80-\xff]+", body))
    if text.count("\ufffd") <= beyond_ascii * _STRAY:
        return text
    return body.decode("windows-1256", "replace")


def _is_older(name: str) -> bool:
    """An encoding from before Unicode that writes markup as ASCII does."""
    if name.startswith(("utf", "us")):
        return False
    try:
        return _MARKUP.encode("ascii").decode(name) == _MARKUP
    except (LookupError, UnicodeDecodeError):
        return False
