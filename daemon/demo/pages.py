"""Article pages in the layouts that Kurdish outlets really have, filled from ``layouts/*.html``."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from html import escape
from importlib.resources import files
from string import Template

from daemon.demo.dateline import LOCAL, long_date
from daemon.demo.desk import Outlet
from daemon.demo.feeds import Item
from daemon.demo.typed import ZWNJ


def article_page(outlet: Outlet, home: str, item: Item, others: Sequence[Item]) -> str:
    """The page of ``item``; ``others`` fill its side columns, as headlines of other news."""
    article = item.article
    return _fill(
        outlet,
        home,
        outlet.layout,
        title=escape(article.title),
        summary=escape(article.summary),
        body=_PARAGRAPHS[outlet.layout](article.paragraphs),
        url=escape(item.url),
        date=outlet.typed(long_date(item.published_at, outlet.language)),
        iso=item.published_at.astimezone(LOCAL).isoformat(),
        json=_linked_data(outlet, item),
        links=_links(others[:4]),
        latest=_links(others[-5:]),
    )


def home_page(outlet: Outlet, home: str, items: Sequence[Item]) -> str:
    """The outlet's front page: its headlines."""
    return _fill(outlet, home, "home", links=_links(items))


def list_page(outlet: Outlet, home: str, items: Sequence[Item], following: int | None) -> str:
    """One page of the outlet's list of news; ``following`` is the number of the next one."""
    cards = "".join(
        f'<li class="news"><a href="{escape(item.url)}">{escape(item.article.title)}</a>'
        f"<p>{escape(item.article.summary)}</p>"
        f'<span class="date">{outlet.typed(long_date(item.published_at, outlet.language))}</span>'
        "</li>"
        for item in items
    )
    link = f'<a class="next" href="?page={following}">{following}</a>' if following else ""
    return _fill(outlet, home, "list", cards=cards, next=link)


def consent_page(outlet: Outlet, home: str, wanted: str) -> str:
    """What a reader without a consent cookie gets instead of the page at ``wanted``."""
    return _fill(outlet, home, "consent", url=escape(wanted))


def _fill(outlet: Outlet, home: str, layout: str, **values: str) -> str:
    page = _template(layout).substitute(_frame(outlet, home) | values)
    # systems of the old-spelling days write the joiner as an entity, not as a character
    return page.replace(ZWNJ, "&zwnj;") if outlet.typing == "old_spelling" else page


def _frame(outlet: Outlet, home: str) -> dict[str, str]:
    menu = outlet.words["menu"]
    typed = {
        name: escape(outlet.typed(str(value)))
        for name, value in outlet.words.items()
        if name != "menu"
    }
    return typed | {
        "lang": outlet.language,
        "dir": "rtl" if outlet.right_to_left else "ltr",
        "site": escape(outlet.typed(outlet.name)),
        "home": escape(home),
        "menu": "".join(
            f'<li><a href="{escape(home)}besh/{number}">{escape(outlet.typed(label))}</a></li>'
            for number, label in enumerate(menu, start=1)
        ),
    }


def _links(items: Sequence[Item]) -> str:
    return "".join(
        f'<li><a href="{escape(item.url)}">{escape(item.article.title)}</a></li>' for item in items
    )


def _linked_data(outlet: Outlet, item: Item) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": item.article.title,
        "datePublished": item.published_at.astimezone(LOCAL).isoformat(),
        "dateModified": item.updated_at.astimezone(LOCAL).isoformat(),
        "inLanguage": outlet.language,
    }
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def _template(layout: str) -> Template:
    return Template((files("daemon.demo") / "layouts" / f"{layout}.html").read_text("utf-8"))


def _each(before: str, after: str) -> Callable[[Sequence[str]], str]:
    return lambda texts: "\n".join(f"{before}{escape(text)}{after}" for text in texts)


_PARAGRAPHS: Mapping[str, Callable[[Sequence[str]], str]] = {
    "wordpress": _each("<p>", "</p>"),
    "divs": _each('<div style="text-align: justify;">', "</div>\n<div><br></div>"),
    "breaks": lambda texts: "<br>\n<br>\n".join(map(escape, texts)),
    "form": _each('<p dir="rtl" style="text-align:justify"><span>', "</span></p>"),
    "modern": _each("<p>", "</p>"),
    "blogger": _each('<div dir="rtl" style="text-align: right;"><span>', "</span></div><br />"),
}
"""How each layout marks its paragraphs."""
