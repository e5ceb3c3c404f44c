"""The outlets' feeds as XML text: RSS 2.0, Atom and RSS 1.0, each with its outlet's habits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape

from daemon.demo.dateline import LOCAL
from daemon.demo.desk import Article, Outlet


@dataclass(frozen=True, slots=True)
class Item:
    """An article with its address and its times (in the outlet's local time)."""

    article: Article
    url: str
    published_at: datetime
    updated_at: datetime

    @property
    def body_html(self) -> str:
        """The whole text as paragraphs of HTML."""
        return "".join(f"<p>{escape(text)}</p>" for text in self.article.paragraphs)


def rss(outlet: Outlet, home: str, items: Sequence[Item]) -> str:
    """RSS 2.0; with the full text in content:encoded when the outlet gives it."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n'
        f"<title>{_name(outlet)}</title>\n<link>{escape(home)}</link>\n"
        f"<description>{_about(outlet)}</description>\n<language>{outlet.language}</language>\n"
        + "".join(_rss_item(outlet, home, item) for item in items)
        + "</channel>\n</rss>\n"
    )


def _rss_item(outlet: Outlet, home: str, item: Item) -> str:
    teaser = f"<p>{escape(item.article.summary)}</p>"
    content = f"<content:encoded>{_cdata(item.body_html)}</content:encoded>\n"
    return (
        f"<item>\n<title>{escape(item.article.title)}</title>\n<link>{escape(item.url)}</link>\n"
        f'<guid isPermaLink="false">{escape(home)}?p={outlet.number(item.article)}</guid>\n'
        f"<pubDate>{format_datetime(item.published_at.astimezone(LOCAL))}</pubDate>\n"
        f"<dc:creator>{_name(outlet)}</dc:creator>\n"
        f"<description>{escape(teaser)}</description>\n"
        f"{content if outlet.full_text else ''}</item>\n"
    )


def atom(outlet: Outlet, home: str, items: Sequence[Item]) -> str:
    """Atom, whose links carry the tracking words that some publishing systems add."""
    newest = max((item.updated_at for item in items), default=None)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}">\n'
        f'<title>{_name(outlet)}</title>\n<link href="{escape(home)}"/>\n'
        f'<link rel="self" href="{escape(home)}feed"/>\n<id>{escape(home)}</id>\n'
        f"<updated>{_iso(newest)}</updated>\n<author><name>{_name(outlet)}</name></author>\n"
        + "".join(_atom_entry(item) for item in items)
        + "</feed>\n"
    )


def _atom_entry(item: Item) -> str:
    link = f"{item.url}?utm_source=feed&utm_medium=atom"
    return (
        f"<entry>\n<title>{escape(item.article.title)}</title>\n"
        f'<link rel="alternate" type="text/html" href="{escape(link)}"/>\n'
        f"<id>{escape(item.url)}</id>\n<published>{_iso(item.published_at)}</published>\n"
        f"<updated>{_iso(item.updated_at)}</updated>\n"
        f'<summary type="text">{escape(item.article.summary)}</summary>\n</entry>\n'
    )


def rdf(outlet: Outlet, home: str, items: Sequence[Item]) -> str:
    """RSS 1.0; its dc:date is local time without an offset, as older systems write it."""
    listed = "".join(f'<rdf:li rdf:resource="{escape(item.url)}"/>' for item in items)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<channel rdf:about="{escape(home)}feed">\n<title>{_name(outlet)}</title>\n'
        f"<link>{escape(home)}</link>\n<description>{_about(outlet)}</description>\n"
        f"<dc:language>{outlet.language}</dc:language>\n"
        f"<items><rdf:Seq>{listed}</rdf:Seq></items>\n</channel>\n"
        + "".join(_rdf_item(item) for item in items)
        + "</rdf:RDF>\n"
    )


def _rdf_item(item: Item) -> str:
    local = item.published_at.astimezone(LOCAL).replace(tzinfo=None)
    return (
        f'<item rdf:about="{escape(item.url)}">\n<title>{escape(item.article.title)}</title>\n'
        f"<link>{escape(item.url)}</link>\n"
        f"<description>{escape(item.article.summary)}</description>\n"
        f"<dc:date>{local.isoformat()}</dc:date>\n</item>\n"
    )


def broken(outlet: Outlet, home: str) -> str:
    """A feed whose program died while writing it: no entry, and not well-formed."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0">\n<channel>\n'
        f"<title>{_name(outlet)}</title>\n<link>{escape(home)}</link>\n"
        "<br />\n<b>Fatal error</b>: Allowed memory size of 134217728 bytes exhausted "
        "(tried to allocate 20480 bytes) in <b>/srv/www/feed.php</b> on line <b>88</b><br>\n"
    )


FORMATS: Mapping[str, tuple[str, Callable[[Outlet, str, Sequence[Item]], str]]] = {
    "rss": ("application/rss+xml; charset=utf-8", rss),
    "xml": ("text/xml", rss),
    "atom": ("application/atom+xml; charset=utf-8", atom),
    "rdf": ("application/rdf+xml; charset=utf-8", rdf),
}
"""Content type and writer of each feed format, by the name that an outlet's file gives."""


def _name(outlet: Outlet) -> str:
    return escape(outlet.typed(outlet.name))


def _about(outlet: Outlet) -> str:
    return escape(outlet.typed(str(outlet.words["about"])))


def _iso(at: datetime | None) -> str:
    return at.astimezone(LOCAL).isoformat() if at else "1970-01-01T00:00:00Z"


def _cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"
