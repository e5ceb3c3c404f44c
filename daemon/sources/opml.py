"""OPML, in which readers exchange their lists of feeds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from io import BytesIO

from lxml import etree

from daemon.model.outcome import Reason, Unreadable
from daemon.model.source import Source
from daemon.sources.prologue import dangerous, tidied
from daemon.text.decoding import decode

MOST = 5000


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list; ``language`` as it stands there, "" when nobody says."""

    title: str
    url: str
    language: str = ""


def read_opml(body: bytes) -> tuple[Outline, ...] | Unreadable:
    """Every feed of the list, each address once, in its order."""
    text = tidied(decode(body))
    unusable = dangerous(text)
    if unusable is not None:
        return unusable
    begun = text.partition("?>")[2] if text.lstrip().startswith("<?xml") else text
    walk = etree.iterparse(
        BytesIO(begun.encode("utf-8", "replace")),
        events=("start",),
        recover=True,
        resolve_entities=False,
        no_network=True,
        encoding="utf-8",
    )
    found: dict[str, Outline] = {}
    try:
        for _, element in walk:
            outline = _outline(element)
            if outline is not None and len(found) < MOST:
                found.setdefault(outline.url, outline)
    except etree.XMLSyntaxError as error:
        if not found:
            return Unreadable(Reason.BROKEN_FEED, f"not OPML: {error}"[:200])
    return tuple(found.values()) or Unreadable(Reason.EMPTY_FEED, "no outline with an xmlUrl")


def _outline(element: etree._Element) -> Outline | None:
    said = {name.lower(): value.strip() for name, value in element.items()}
    url = said.get("xmlurl", "")
    if element.tag != "outline" or not url.startswith(("http://", "https://")):
        return None
    return Outline(said.get("title") or said.get("text") or url, url, said.get("language", ""))


def write_opml(sources: Iterable[Source]) -> str:
    """The sources as an OPML list."""
    outlines = "".join(
        f'    <outline type="rss" text="{escape(source.outlet)}" title="{escape(source.outlet)}"'
        f' xmlUrl="{escape(source.url)}" language="{source.language}"/>\n'
        for source in sources
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
        f"  <head><title>Dîdevan</title></head>\n  <body>\n{outlines}  </body>\n</opml>\n"
    )
