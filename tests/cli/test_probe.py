"""``probe`` asks every address what it gives, and can note the outcome."""

from __future__ import annotations

import tomllib
from typing import Any

from daemon.demo.newsroom import Newsroom
from tests.cli.didevan import Didevan

KEYS = ["source", "url", "status", "kind", "entries", "newest_at", "full_text", "language"]


def probes(didevan: Didevan, *names: str) -> dict[str, dict[str, Any]]:
    return {
        one["url"].partition("/feed")[0]: one for one in didevan.json("probe", "--json", *names)
    }


def test_every_kind_of_source_is_asked(newsdesk: Didevan, newsroom: Newsroom) -> None:
    found = {one["source"]: one for one in newsdesk.json("probe", "--json")}
    assert list(found) == [outlet.slug for outlet in newsroom.outlets]
    sound = {name: one for name, one in found.items() if not one["problem"]}
    assert {one["kind"] for one in sound.values()} == {
        *("rss", "sitemap", "listing", "json", "telegram"),
    }
    for name, one in sound.items():
        assert list(one)[: len(KEYS)] == KEYS
        assert one["entries"] > 0
        assert one["language"] == next(o.language for o in newsroom.outlets if o.slug == name)
    assert found["bangi-chiya"]["full_text"] == 1
    assert found["rubar"]["full_text"] == 0
    assert found["broken-window"]["problem"]["reason"] == "broken_feed"


def test_in_words_there_is_a_line_for_each_address(newsdesk: Didevan) -> None:
    said = newsdesk("probe", "rubar", "broken-window").stdout
    assert [line.split()[0] for line in said.splitlines()] == ["source", "rubar", "broken-window"]
    assert "broken_feed: not well-formed" in said


def test_a_source_that_is_not_there_is_told(newsdesk: Didevan) -> None:
    assert "no source 'nobody'" in newsdesk.ending(2, "probe", "nobody").stderr


def test_the_outcome_is_written_and_an_address_that_answers_comes_first(
    newsdesk: Didevan, newsroom: Newsroom
) -> None:
    file = newsdesk.folder / "sources.toml"
    sound = f"{newsroom.base_url}/rubar/feed"
    wrong = f"{newsroom.base_url}/rubar/nothing"
    text = "# ours\n" + newsroom.sources_toml().replace(
        f'url = "{sound}"', f'url = "{wrong}" # once\ncandidates = ["{sound}"]'
    )
    file.write_text(text, encoding="utf-8")
    newsdesk("probe", "--write", "rubar", "broken-window")
    after = file.read_text(encoding="utf-8")
    tables = {table["name"]: table for table in tomllib.loads(after)["source"]}
    assert (tables["rubar"]["url"], tables["rubar"]["candidates"]) == (sound, [wrong])
    assert "10 entries, newest 2 h ago" in tables["rubar"]["probed"]
    assert "nothing (broken_feed" in tables["broken-window"]["probed"]
    assert "probed" not in tables["bangi-chiya"]
    assert after.startswith("# ours\n")
    assert "# once" in after
    assert newsdesk.settings().sources[5].candidates == (wrong,)


def test_an_address_that_answers_as_another_kind_is_told(
    newsdesk: Didevan, newsroom: Newsroom
) -> None:
    file = newsdesk.folder / "sources.toml"
    page = f"{newsroom.base_url}/kaniya-spi/list?page=1&x=1"
    feed = f'url = "{newsroom.base_url}/rubar/feed"'
    file.write_text(newsroom.sources_toml().replace(feed, f'url = "{page}"'), encoding="utf-8")
    newsdesk("probe", "--write", "rubar")
    tables = {table["name"]: table for table in tomllib.loads(file.read_text())["source"]}
    assert tables["rubar"]["probed"].endswith(f"nothing ({page} answers as listing, not as rss)")
