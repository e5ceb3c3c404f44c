"""OPML, in which readers exchange their lists of feeds.

A source of ours stands in it as any feed does, and beside that its whole table, in an attribute
that other readers leave alone. What is no feed is a link to them, which nobody subscribes to.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from io import BytesIO

from lxml import etree

from daemon.model.outcome import Reason, Unreadable
from daemon.sources.prologue import dangerous, tidied
from daemon.text.decoding import decode

MOST = 5000
LONGEST_TABLE = 50_000  # letters of one source's keys
NAMESPACE = "urn:didevan:sources"
_ELSEWHERE = ("outlet", "url")  # keys that stand in attributes of their own


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list; ``language`` as it stands there, "" when nobody says.

    ``table`` holds the other keys of a source of ours, as they stood in a sources.toml; nobody
    has checked them. It is empty in a list of another reader.
    """

    title: str
    url: str
    language: str = ""
    table: Mapping[str, object] = field(default_factory=dict)


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
    if element.tag != "outline":
        return None
    said = {name.lower(): value.strip() for name, value in element.items()}
    table = _table(said.get(f"{{{NAMESPACE}}}source") or said.get("didevan:source") or "")
    url = said.get("xmlurl") or (said.get("url", "") if table else "")
    if not url.startswith(("http://", "https://")):
        return None
    return Outline(
        said.get("title") or said.get("text") or url, url, said.get("language", ""), table
    )


def _table(text: str) -> dict[str, object]:
    """The keys in our own attribute; none when it holds something else."""
    if len(text) > LONGEST_TABLE:
        return {}
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def write_opml(tables: Iterable[Mapping[str, object]]) -> str:
    """The tables of a sources.toml as an OPML list."""
    outlines = "".join(f"    {_written(table)}\n" for table in tables)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<opml version="2.0" xmlns:didevan="{NAMESPACE}">\n'
        f"  <head><title>Dîdevan</title></head>\n  <body>\n{outlines}  </body>\n</opml>\n"
    )


def _written(table: Mapping[str, object]) -> str:
    outlet, url, language = (str(table[key]) for key in ("outlet", "url", "language"))
    rest = {key: value for key, value in table.items() if key not in _ELSEWHERE}
    kind, address = ("rss", "xmlUrl") if table["kind"] == "rss" else ("link", "url")
    said = {
        "type": kind,
        "text": outlet,
        "title": outlet,
        address: url,
        "language": language,
        "didevan:source": json.dumps(rest),
    }
    attributes = " ".join(f'{name}="{escape(value)}"' for name, value in said.items())
    return f"<outline {attributes}/>"
