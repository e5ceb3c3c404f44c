"""``sources`` proposes tables for a site, and exchanges lists with other readers."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from daemon.demo.newsroom import Newsroom
from daemon.demo.site import Answer, Site
from tests.cli.didevan import Didevan

OPML = """<opml version="2.0"><body><outline text="Stêrk" xmlUrl="https://sterk.example/rss"
 language="kmr"/><outline text="ئێستا" xmlUrl="https://esta.example/feed"/></body></opml>"""


def proposed(said: str) -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads(said[said.index("[[source]]") :])["source"][0]
    return table


def forget(didevan: Didevan, newsroom: Newsroom, slug: str) -> None:
    """Take one outlet out of the list of sources."""
    tables = newsroom.sources_toml().split("[[source]]\n")
    kept = [table for table in tables if f'name = "{slug}"' not in table]
    (didevan.folder / "sources.toml").write_text("[[source]]\n".join(kept), encoding="utf-8")


def test_what_is_there_already_is_told(newsdesk: Didevan, newsroom: Newsroom) -> None:
    ended = newsdesk("sources", "add", f"{newsroom.base_url}/rubar/", "--write")
    assert f"{newsroom.base_url}/rubar/feed is there already: rubar" in ended.stderr
    assert len(newsdesk.settings().sources) == len(newsroom.outlets)


def test_the_feed_that_a_page_names_is_proposed(newsdesk: Didevan, newsroom: Newsroom) -> None:
    forget(newsdesk, newsroom, "rubar")
    table = proposed(newsdesk("sources", "add", f"{newsroom.base_url}/rubar/").stdout)
    assert (table["url"], table["kind"]) == (f"{newsroom.base_url}/rubar/feed", "rss")
    assert (table["language"], table["enabled"]) == ("ckb", False)


def test_an_api_is_proposed_with_its_paths(newsdesk: Didevan, newsroom: Newsroom) -> None:
    forget(newsdesk, newsroom, "sterka-ciya")
    url = f"{newsroom.base_url}/sterka-ciya/api/news?lang=kmr&page=1"
    table = proposed(newsdesk("sources", "add", url, "--zone", "Europe/Istanbul").stdout)
    assert (table["kind"], table["zone"]) == ("json", "Europe/Istanbul")
    assert (table["items"], table["title"], table["link"]) == (
        "Data.News.Articles[]",
        "Title",
        "Link",
    )


def test_the_sitemap_that_robots_txt_names_is_proposed_and_written(
    newsdesk: Didevan, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitemap = f"{newsroom.base_url}/qelemi-azad/sitemap.xml"
    answer = Site.answer

    def with_robots(site: Site, target: str, edition: int) -> Answer:
        if target == "/robots.txt":
            return Answer(200, text=f"Sitemap: {sitemap}\n")
        return answer(site, target, edition)

    monkeypatch.setattr(Site, "answer", with_robots)
    home = f"{newsroom.base_url}/qelemi-azad/"
    forget(newsdesk, newsroom, "qelemi-azad")
    before = newsdesk.settings().sources
    said = newsdesk("sources", "add", home, "--write").stdout
    assert "1 [[source]] added to" in said
    added = newsdesk.settings().sources[-1]
    assert (added.url, added.kind, added.enabled) == (sitemap, "sitemap", False)
    assert newsdesk.settings().sources[:-1] == before


def test_where_nothing_can_be_read_that_is_told(newsdesk: Didevan, newsroom: Newsroom) -> None:
    ended = newsdesk.ending(1, "sources", "add", f"{newsroom.base_url}/nowhere/")
    assert "nothing that can be read was found" in ended.stderr
    assert "not_found" in ended.stdout


def test_a_list_is_imported_without_what_is_known(didevan: Didevan) -> None:
    ended = didevan("sources", "import", "-", given=OPML)
    assert "1 of 2 are known already" in ended.stderr
    assert proposed(ended.stdout) == {
        "name": "sterk-kmr",
        "outlet": "Stêrk",
        "url": "https://sterk.example/rss",
        "kind": "rss",
        "language": "kmr",
        "zone": "Asia/Baghdad",
        "enabled": False,
        "reason": "imported; not tried",
    }


def test_an_imported_list_can_be_written_once(didevan: Didevan) -> None:
    didevan("sources", "import", "-", "--write", given=OPML)
    again = didevan("sources", "import", "-", "--write", given=OPML)
    assert "2 of 2 are known already" in again.stderr
    assert [source.name for source in didevan.settings().sources] == ["esta", "lvin", "sterk-kmr"]


def test_what_is_no_list_is_told(didevan: Didevan) -> None:
    assert "empty_feed" in didevan.ending(1, "sources", "import", "-", given="<opml/>").stdout


def test_feeds_are_exported(newsdesk: Didevan, newsroom: Newsroom) -> None:
    ended = newsdesk("sources", "export")
    assert f'xmlUrl="{newsroom.base_url}/rubar/feed"' in ended.stdout
    assert "4 sources of other kinds left out" in ended.stderr
