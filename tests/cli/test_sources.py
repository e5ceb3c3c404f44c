"""``sources`` proposes tables for a site, and exchanges lists with other readers."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

import daemon
from daemon.demo.newsroom import Newsroom
from daemon.demo.site import Answer, Site
from daemon.sources.opml import write_opml
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


def test_a_page_without_a_feed_is_proposed_as_a_list(newsdesk: Didevan, newsroom: Newsroom) -> None:
    forget(newsdesk, newsroom, "kaniya-spi")
    url = f"{newsroom.base_url}/kaniya-spi/list?page=1"
    table = proposed(newsdesk("sources", "add", url).stdout)
    assert (table["url"], table["kind"], table["enabled"]) == (url, "listing", False)
    assert table["link"]
    assert table["reason"].startswith("guessed, to be checked, on ")


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


def test_sources_of_every_kind_come_back_as_they_were(newsdesk: Didevan) -> None:
    before = newsdesk.settings().sources
    assert len({source.kind for source in before}) == 5
    listed = newsdesk("sources", "export").stdout
    file = newsdesk.folder / "sources.toml"
    file.write_text(SMALL.replace('"rubar"', '"other"'), encoding="utf-8")
    said = newsdesk("sources", "import", "-", "--write", given=listed).stdout
    assert f"{len(before)} [[source]] added to {file}" in said
    assert newsdesk.settings().sources[1:] == before


def test_the_list_that_is_shipped_goes_out_and_comes_back(didevan: Didevan) -> None:
    file = didevan.folder / "sources.toml"
    shutil.copy(Path(daemon.__file__).parents[1] / "sources.toml", file)
    before = didevan.settings().sources
    listed = didevan("sources", "export").stdout
    file.write_text(SMALL, encoding="utf-8")
    ended = didevan("sources", "import", "-", "--write", given=listed)
    assert ended.stderr == ""
    assert didevan.settings().sources[1:] == before


def test_our_own_sources_are_there_already(newsdesk: Didevan) -> None:
    listed = newsdesk("sources", "export").stdout
    ended = newsdesk("sources", "import", "-", "--write", given=listed)
    assert ended.stdout == ""
    assert "are known already" in ended.stderr


SMALL = """\
[[source]]
name = "rubar"
outlet = "another of that name"
url = "https://another.example/feed"
kind = "rss"
language = "ckb"
zone = "Asia/Baghdad"
candidates = ["https://taken.example/feed"]
"""


def from_another_didevan(**changed: object) -> str:
    table = {**tomllib.loads(SMALL)["source"][0], "url": "https://new.example/feed", **changed}
    return write_opml([table])


def test_a_name_and_an_address_that_are_taken_give_way(newsdesk: Didevan) -> None:
    (newsdesk.folder / "sources.toml").write_text(SMALL, encoding="utf-8")
    others = ["https://taken.example/feed", "https://free.example/feed"]
    given = from_another_didevan(candidates=others, reason="ours")
    newsdesk("sources", "import", "-", "--write", given=given)
    added = newsdesk.settings().sources[-1]
    assert (added.name, added.candidates) == ("rubar-2", ("https://free.example/feed",))
    assert (added.outlet, added.reason) == ("another of that name", "ours")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "gopher"}, "gopher"),
        ({"zone": "Kurdistan/Hewler"}, "Kurdistan/Hewler"),
        ({"headers": {"Authorization": "Basic eDp5"}}, "Authorization"),
        ({"reason": None}, "None"),
        ({"surprise": [[{"a": None}]]}, ""),
        ({"name": "a b\x1b[31m"}, "name"),
        ({"candidates": "https://x.example/"}, "candidates"),
    ],
)
def test_a_table_that_would_spoil_our_settings_is_left_out(
    newsdesk: Didevan, wrong: dict[str, object], said: str
) -> None:
    before = (newsdesk.folder / "sources.toml").read_text(encoding="utf-8")
    ended = newsdesk("sources", "import", "-", "--write", given=from_another_didevan(**wrong))
    assert "left out: another of that name: " in ended.stderr
    assert said in ended.stderr
    assert "\x1b" not in ended.stderr
    assert (newsdesk.folder / "sources.toml").read_text(encoding="utf-8") == before
