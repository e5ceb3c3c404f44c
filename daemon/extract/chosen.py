"""The body of a page by the selectors of its source, where the general extractor fails."""

from __future__ import annotations

from copy import deepcopy

from lxml.etree import tostring
from lxml.html import HtmlElement

from daemon.model.source import Selectors
from daemon.text.markup import plain_text
from daemon.text.selectors import select

_SILENT = "script, style, noscript, form, button, iframe, nav, aside, figure, template"


def chosen_body(tree: HtmlElement, selectors: Selectors) -> str:
    """The text of what ``selectors.body`` finds, a paragraph a line; "" when it finds none.

    An element within another that was found is not told twice.
    """
    found = select(tree, selectors.body)
    outermost = [each for each in found if not any(a in found for a in each.iterancestors())]
    return "\n".join(filter(None, (_text(each, selectors.drop) for each in outermost)))


def _text(element: HtmlElement, drop: str) -> str:
    kept = deepcopy(element)
    kept.tail = None
    for each in [*select(kept, _SILENT), *select(kept, drop)]:
        if each is not kept and each.getparent() is not None:
            each.clear(keep_tail=True)
    return plain_text(tostring(kept, encoding="unicode", method="html"))
