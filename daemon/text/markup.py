"""HTML to plain text in linear time, one paragraph a line, whatever the markup is worth.

Not a parser: tags are dropped, their text stays, and markup that never ends is read as
text, so nothing a reader could see is lost. Every search moves forward only, which keeps
a hostile page of two megabytes under a second.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_BREAKING = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_SILENT = frozenset({"script", "style", "template"})
_TAG = re.compile(r"<(?:[!?]|(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40}))")
_QUOTE_OR_END = re.compile(r"=\s{0,20}([\"'])|>")
_LONGEST_QUOTED = 2000

_INVISIBLE = [
    *(code for code in range(0x20) if chr(code) not in "\t\n\r\f\v"),
    *range(0x7F, 0xA0),  # DEL and C1
    0x00AD,  # soft hyphen
    *range(0x200E, 0x2010),  # left-to-right and right-to-left mark
    0x061C,  # Arabic letter mark
    *range(0x202A, 0x202F),  # embeddings and overrides
    *range(0x2066, 0x206A),  # isolates
    0x200B,  # zero-width space
    *range(0x2060, 0x2065),  # word joiner, invisible operators
    *range(0xFFF9, 0xFFFC),  # interlinear annotation
    0xFEFF,  # byte order mark
    *range(0xFDD0, 0xFDF0),  # not characters
    *(0xFFFE, 0xFFFF),
]
_DROPPED: dict[int, None] = dict.fromkeys(_INVISIBLE)
_SURROGATES = re.compile("[\ud800-\udfff]|[\U000e0000-\U000e007f]")  # halves, and tag letters


def plain_text(markup: str) -> str:
    """The text of HTML, entities decoded, a paragraph a line, blank lines left out.

    ZWNJ (U+200C) stays: in Sorani it is spelling. Invisible and bidi controls go.
    """
    stripped = "".join(_Strip(markup).pieces()).replace("]]>", " ")
    return visible_text(html.unescape(stripped))


def plain_line(markup: str) -> str:
    """The text of HTML on one line: what a title may be."""
    return " ".join(plain_text(markup).split())


def visible_text(text: str) -> str:
    """Plain text without controls, with single spaces and without blank lines."""
    seen = _SURROGATES.sub("", text.translate(_DROPPED))
    lines = (" ".join(line.split()) for line in seen.splitlines())
    return "\n".join(line for line in lines if line)


class _Strip:
    """One walk over markup, forward only.

    What was once searched to the end in vain is not searched again (``_missing``).
    """

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._missing: set[str] = set()
        self._last_end = markup.rfind(">")
        self._quotes_close = True

    def pieces(self) -> Iterator[str]:
        position = 0
        while (opened := self._markup.find("<", position)) >= 0:
            yield self._markup[position:opened]
            position, instead = self._tag(opened)
            yield instead
        yield self._markup[position:]

    def _tag(self, opened: int) -> tuple[int, str]:
        """Where reading goes on after what opens here, and what stands in its place."""
        if self._markup.startswith("<!--", opened):
            return self._after("-->", opened + 4), ""
        if self._markup.startswith("<![CDATA[", opened):
            return opened + 9, ""
        found = _TAG.match(self._markup, opened)
        end = self._tag_end(found.end()) if found else -1
        if found is None or end < 0:
            return opened + 1, "<"
        name = (found[2] or "").lower()
        if name in _SILENT and not found[1]:
            return self._after(f"</{name}", end + 1), "\n"
        return end + 1, "\n" if name in _BREAKING else ""

    def _after(self, closing: str, start: int) -> int:
        """The position behind ``closing``; ``start`` itself when it never comes."""
        if closing in self._missing:
            return start
        found = re.compile(re.escape(closing), re.IGNORECASE | re.ASCII).search(self._markup, start)
        if found is None:
            self._missing.add(closing)
            return start
        return found.end() if closing == "-->" else found.start()

    def _tag_end(self, start: int) -> int:
        """The position of the '>' that ends a tag; quoted ones in attributes do not."""
        if start > self._last_end:
            return -1
        end = self._quoted_tag_end(start) if self._quotes_close else -1
        if end < 0:
            self._quotes_close = False
            end = self._markup.find(">", start)
        return end

    def _quoted_tag_end(self, start: int) -> int:
        while (found := _QUOTE_OR_END.search(self._markup, start)) is not None:
            if found[1] is None:
                return found.start()
            closed = self._markup.find(found[1], found.end(), found.end() + _LONGEST_QUOTED)
            if closed < 0:
                return self._markup.find(">", found.end())
            start = closed + 1
        return -1
