"""Which kind a document is of, and the options it can be read with when nobody wrote any."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from daemon.model.outcome import Fetched
from daemon.sources.article_links import listing_options
from daemon.sources.json import read_json
from daemon.sources.packed import beginning
from daemon.sources.prologue import root_of
from daemon.text.decoding import decode

_LOOKED_AT = 200_000
_MOST_VALUES = 5000
LINKS = "h1 a, h2 a, h3 a, h4 a, article a, .title a, a.title"
"""Where most list pages have their articles' links."""

_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline", "name"),
    "link": ("link", "url", "href", "permalink", "share_url"),
    "id": ("id", "guid", "articleid", "newsid"),
    "summary": ("summary", "excerpt", "description", "teaser", "lead"),
    "body": ("body", "content", "content_html", "text", "bodystripped"),
    "date": (
        *("published_at", "publishedat", "datepublished", "date_published", "pubdate"),
        *("publishdate", "ampdatetime", "date", "created_at", "createdat", "time"),
    ),
}
"""Names that APIs have for what an article is made of, from most to least exact."""


def guess_kind(fetched: Fetched) -> str:
    """The kind that most probably reads the document; what is no other may be a feed."""
    begun = beginning(fetched.body, _LOOKED_AT)
    text = decode(begun, fetched.headers.get("content-type", ""))
    root = root_of(text)
    if root in ("urlset", "sitemapindex"):
        return "sitemap"
    if "tgme_widget_message" in text or "tgme_channel_info" in text:
        return "telegram"
    if text.lstrip()[:1] in ("{", "["):
        return "rss" if "jsonfeed.org/version" in text.replace("\\/", "/") else "json"
    return "listing" if root == "html" and listing_options(fetched) else "rss"


def guess_options(kind: str, fetched: Fetched) -> dict[str, object]:
    """Options for a document of the kind: those that its own words suggest."""
    if kind == "listing":
        return {"link": LINKS, **listing_options(fetched)}
    if kind == "sitemap":
        return {"max_age_days": 36500, "newest": 2000}
    if kind != "json":
        return {}
    document = read_json(decode(fetched.body, fetched.headers.get("content-type", "")))
    path, record = _articles(document)
    return {"items": path, **{name: _named(record, words) for name, words in _NAMES.items()}}


def _articles(document: object) -> tuple[str, Mapping[str, object]]:
    """The path to the first list of records with titles, and the first of them."""
    waiting: deque[tuple[str, object]] = deque([("", document)])
    for _ in range(_MOST_VALUES):
        if not waiting:
            break
        path, value = waiting.popleft()
        if isinstance(value, list):
            record = next((each for each in value if isinstance(each, dict)), {})
            if _named(record, _NAMES["title"]):
                return f"{path}[]", record
            waiting.extend((f"{path}[{n}]", each) for n, each in enumerate(value[:10]))
        elif isinstance(value, dict):
            keys = (key for key in value if key and not set(key) & set(".[] \t\r\n"))
            waiting.extend((f"{path}.{key}".removeprefix("."), value[key]) for key in keys)
    return "[]", {}


def _named(record: Mapping[str, object], words: tuple[str, ...]) -> str:
    """The path to the field that one of the words names; "" when there is none."""
    by_letters = {key.lower(): key for key in record if key.replace("_", "").isalnum()}
    for word in words:
        key = by_letters.get(word)
        if key is None:
            continue
        value = record[key]
        if isinstance(value, dict):  # WordPress: {"rendered": "…"}
            if "rendered" in value:
                return f"{key}.rendered"
        elif isinstance(value, str | int | float):
            return key
    return ""
