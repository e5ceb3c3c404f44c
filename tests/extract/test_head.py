"""Pages tell of their article in many forms: JSON-LD, meta tags, titles with the outlet's name."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from daemon.extract import extract
from daemon.model.outcome import Extracted, Fetched
from daemon.model.source import PageHints, Selectors

NOW = datetime(2026, 2, 22, 12, 0, tzinfo=UTC)
HINTS = PageHints("Asia/Baghdad", NOW, Selectors())
TITLE = "لە کەرکووک حەوت کەس بریندار بوون"
BODY = (
    "<p>بەیانیی ئەمڕۆ بۆمبێکی چێنراو لە بازاڕی شارەکە تەقییەوە و حەوت کەس بریندار بوون.</p>"
    "<p>بریندارەکان گوازرانەوە بۆ نەخۆشخانە و باری تەندروستی دووانیان سەختە.</p>"
)
WHEN = "2026-02-22T10:30:00+03:00"
SEEN = datetime(2026, 2, 22, 7, 30, tzinfo=UTC)
ARTICLE = {"@type": "NewsArticle", "headline": TITLE, "datePublished": WHEN}
OTHER = {"@type": "NewsArticle", "headline": "شتێکی تر", "datePublished": "2019-01-01T00:00:00Z"}


def read(head: str = "", heading: str = f"<h1>{TITLE}</h1>") -> Extracted:
    html = f"<html><head>{head}</head><body><article>{heading}{BODY}</article></body></html>"
    found = extract(Fetched("https://nimune.example/a", 200, {}, html.encode()), HINTS)
    assert isinstance(found, Extracted), found
    return found


def linked(*values: object) -> str:
    texts = (each if isinstance(each, str) else json.dumps(each) for each in values)
    return "".join(f'<script type="application/ld+json">{each}</script>' for each in texts)


@pytest.mark.parametrize(
    "values",
    [
        (ARTICLE,),
        ([{"@type": "WebSite"}, ARTICLE],),
        ({"@graph": [{"@type": "WebPage", "datePublished": "2020-01-01"}, ARTICLE]},),
        ({"@type": "WebPage", "mainEntity": {**ARTICLE, "@type": ["Article", "NewsArticle"]}},),
        ({"@type": "ItemList", "itemListElement": [OTHER]}, ARTICLE),
        (OTHER, ARTICLE),
        ("{ broken", ARTICLE),
        (f'{{"@type": "http://schema.org/NewsArticle", "datePublished": "{WHEN}",}}',),
        (f"//<![CDATA[\n{json.dumps(ARTICLE)}\n//]]>",),
        (f"/*<![CDATA[*/{json.dumps(ARTICLE)}/*]]>*/",),
        (f"<!-- {json.dumps([ARTICLE])} -->",),
    ],
)
def test_the_pages_own_article_is_found_in_json_ld(values: tuple[object, ...]) -> None:
    found = read(linked(*values) + f"<title>{TITLE} - ڕووداو</title>")
    assert found.title == TITLE
    assert found.dated is not None
    assert (found.dated.at, found.dated.origin) == (SEEN, "json_ld")


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("ئاراس", "ئاراس"),
        ({"@type": "Person", "name": "ئاراس"}, "ئاراس"),
        ([{"name": "ئاراس"}, "نەسرین", {"name": "ئاراس"}], "ئاراس, نەسرین"),
        ({"@id": "#p"}, "هێمن"),
        ({"@id": "#nobody"}, None),
        ([], None),
    ],
)
def test_an_author_may_be_written_in_many_ways(author: Any, name: str | None) -> None:
    graph = [{**ARTICLE, "author": author}, {"@type": "Person", "@id": "#p", "name": "هێمن"}]
    assert read(linked({"@graph": graph})).author == name


def test_the_address_of_an_authors_page_is_no_name() -> None:
    address = '<meta property="article:author" content="https://social.example/rudaw">'
    assert read(address).author is None
    assert read(f'{address}<meta name="author" content="ئاراس">').author == "ئاراس"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:image:secure_url" content="https://nimune.example/i.jpg">',
        '<link rel="image_src" href="https://nimune.example/i.jpg">',
        linked({**ARTICLE, "image": "https://nimune.example/i.jpg"}),
        linked({**ARTICLE, "image": [{"url": "https://nimune.example/i.jpg"}]}),
    ],
)
def test_a_picture_may_stand_in_many_places(head: str) -> None:
    assert read(head).extra["image"] == "https://nimune.example/i.jpg"


@pytest.mark.parametrize("beside", [" - Rudaw", " | ڕووداو", " :: NRT", " – K24", " » KNN"])
def test_an_outlets_name_is_no_part_of_a_title(beside: str) -> None:
    said = f'<meta property="og:title" content="{TITLE}{beside}">'
    assert read(said).title == TITLE
    assert read(f"<title>{TITLE}{beside}</title>", heading="").title == TITLE


def test_an_outlets_name_may_stand_before_a_title() -> None:
    assert read(f"<title>NRT | {TITLE}</title>", heading="").title == TITLE


def test_a_heading_that_is_the_outlets_name_is_not_the_title() -> None:
    name = "ڕۆژنامەی هەواڵی نموونە"
    said = f'<meta property="og:title" content="{TITLE} - {name}">'
    assert read(said, f"<h1>{name}</h1>").title == f"{TITLE} - {name}"


def test_a_title_with_a_dash_of_its_own_is_whole() -> None:
    title = "بەغدا - هەولێر: ڕێککەوتنێکی نوێ لەسەر نەوت"
    said = f'<meta property="og:title" content="{title}">'
    assert read(said, f"<h1>{title}</h1><h3>هەولێر</h3>").title == title


@pytest.mark.parametrize("name", ["dc.date", "DCTERMS.issued", "sailthru.date"])
def test_a_date_may_stand_under_the_names_of_libraries(name: str) -> None:
    found = read(f'<meta name="{name}" content="{WHEN}">')
    assert found.dated is not None
    assert found.dated.at == SEEN
