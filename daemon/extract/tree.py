"""What is done to a page's tree before extraction, and how the found body becomes lines."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from daemon.text.markup import visible_text

_PARTS = ("tbody", "thead", "tfoot", "tr", "td", "th")
_INLINE = frozenset({"span", "font", "b", "strong", "a", "i", "em", "u", "big"})
_BLOCKS_IN_CELLS = frozenset({"p", "div", "h1", "h2", "h3", "table", "article", "ul"})
_LONG_CELL = 200
_LONGEST_META = 1000
# trafilatura's own element names
_LINES = frozenset({"p", "head", "item", "quote", "code", "list", "table", "row", "lb", "div"})


def leave_out_metadata(tree: HtmlElement) -> None:
    """Take away what is told of the article beside its text, once it was read.

    For an author's name of 100 kB, in JSON-LD or in a meta tag, trafilatura's own patterns
    take a minute.
    """
    for script in list(tree.iter("script")):
        script.text = None
    for meta in tree.iter("meta"):
        content = meta.get("content")
        if content and len(content) > _LONGEST_META:
            meta.set("content", content[:_LONGEST_META])


def unwrap_layout_tables(tree: HtmlElement) -> None:
    """Turn tables that only arrange the page into plain blocks.

    Outlets built twenty years ago keep menu, article and links in cells of one table, which
    would come out as one line with all of them.
    """
    arranged: set[HtmlElement] = set()
    for cell in tree.iter("td"):
        if _is_layout(cell):
            _add_tables_around(cell, arranged)
    if not arranged:
        return
    for part in list(tree.iter(*_PARTS)):
        if _nearest_table(part) in arranged:
            part.tag = "div"
    for table in arranged:
        table.tag = "div"


def _add_tables_around(cell: HtmlElement, arranged: set[HtmlElement]) -> None:
    for table in cell.iterancestors("table"):
        if table in arranged:
            return
        arranged.add(table)


def _nearest_table(part: HtmlElement) -> HtmlElement | None:
    return next(part.iterancestors("table"), None)


def _is_layout(cell: HtmlElement) -> bool:
    """A cell with whole blocks or a long running text in it."""
    if any(child.tag in _BLOCKS_IN_CELLS for child in cell):
        return _own_length(cell) + sum(_own_length(child) for child in cell) >= _LONG_CELL
    return _own_length(cell) >= _LONG_CELL


def _own_length(element: HtmlElement) -> int:
    """Letters that stand in the element itself, or in words marked inside it."""
    length = len(element.text or "")
    for child in element:
        length += len(child.tail or "")
        if child.tag in _INLINE:
            length += len(child.text or "")
    return length


def body_lines(body: etree._Element) -> str:
    """The body that was found, a paragraph a line; the cells of a row share one."""
    return visible_text("".join(_pieces(body)))


def _pieces(body: etree._Element) -> Iterator[str]:
    for event, element in etree.iterwalk(body, events=("start", "end")):
        broken = element.tag in _LINES
        if event == "start":
            yield "\n" if broken else " " if element.tag == "cell" else ""
            yield (element.text or "").replace("\n", " ")
        else:
            yield "\n" if broken else " " if element.tag == "cell" else ""
            if element is not body:
                yield (element.tail or "").replace("\n", " ")
