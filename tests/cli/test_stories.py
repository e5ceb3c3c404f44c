from __future__ import annotations

import asyncio
import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from daemon.model.article import About
from daemon.model.dating import DateOrigin
from daemon.rules.matcher import Matcher
from daemon.service.opening import opened
from daemon.store.stories import Wanted
from tests.cli.didevan import Didevan
from tests.gold.stories.compose import articles
from tests.gold.stories.score import accounts
from tests.store.samples import FLAGGED, article, entry, result

SOME = articles()[:16]
COUNTED = ("wounded", "arrested", "kidnapped", "displaced", "families")


@pytest.fixture(scope="module")
def filled(matcher: Matcher, tmp_path_factory: pytest.TempPathFactory) -> Didevan:
    """A desk whose database has a few stories."""
    folder = tmp_path_factory.mktemp("stories")
    (folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
    (folder / "config.toml").write_text("", encoding="utf-8")
    desk = Didevan(folder)
    desk.state.mkdir()
    asyncio.run(_fill(desk, matcher))
    return desk


SOURCES = """\
[[source]]
name = "bangi"
outlet = "Bangi"
url = "https://example.org/feed"
kind = "rss"
language = "ckb"
zone = "Asia/Baghdad"
"""


async def _fill(desk: Didevan, matcher: Matcher) -> None:
    async with opened(desk.settings().database) as store:
        for number, gold in enumerate(SOME):
            verdict = matcher.match({"title": gold.title, "body": gold.body})
            verdict = replace(verdict, flagged=True)  # stories are looked at here, not the rules
            at = entry(f"a{number}", published_at=gold.reported_at)
            told = article(at, verdict, gold.source, title=gold.title, body=gold.body)
            await store.save_feed_result(result(told, at=gold.reported_at, source=gold.source))
        for account in accounts(SOME, matcher):
            await store.save_accounts([(account, 1)], account.reported_at)


@pytest.fixture
def desk(filled: Didevan, tmp_path: Path) -> Didevan:
    """The same files and data, to be changed."""
    return filled.copied(tmp_path)


def listed(desk: Didevan, *words: str) -> list[dict[str, Any]]:
    lines = desk("stories", "--json", *words).stdout.splitlines()
    return [json.loads(line) for line in lines]


def test_stories_are_listed_once_for_each_event(filled: Didevan) -> None:
    found = listed(filled)
    assert len(found) == len({gold.story for gold in SOME})
    assert sum(len(one["articles"]) for one in found) == len(SOME)
    table = filled("stories").stdout
    assert table.splitlines()[0].split()[:3] == ["id", "day", "severity"]
    assert len(table.splitlines()) == len(found) + 1


def test_stories_are_chosen_by_what_they_are(filled: Didevan) -> None:
    everything = listed(filled)
    drones = listed(filled, "--category", "rocket_missile_drone")
    assert 0 < len(drones) < len(everything)
    assert len(listed(filled, "--place", "Iraq")) > 1
    assert listed(filled, "--place", "nowhere") == []
    assert listed(filled, "--actor", "nobody") == []
    assert listed(filled, "--since", "2027-01-01") == []
    assert len(listed(filled, "--since", "2026-01-01")) == len(everything)
    assert "no stories" in filled("stories", "--min-severity", "critical", "--since", "1h").stdout


def test_what_a_digest_only_counted_is_asked_for_by_its_day_and_schedule(filled: Didevan) -> None:
    assert listed(filled, "--counted-in", "2026-11-21 nobody@07:00") == []
    refused = filled.ending(2, "stories", "--counted-in", "nobody@07:00").output
    assert "2026-11-21 morning desk@07:00" in " ".join(refused.split())


def test_a_time_that_is_none_is_refused_with_an_example(filled: Didevan) -> None:
    assert "like 12h, 3d, 2w" in filled.ending(2, "stories", "--since", "soon").output


def test_a_story_shows_its_sources_words_and_reasons(filled: Didevan) -> None:
    biggest = max(listed(filled), key=lambda one: len(one["articles"]))
    shown = filled("story", str(biggest["id"])).stdout
    assert shown.count("https://") == len(biggest["articles"])
    assert "because: " in shown
    assert "killed 3: «٣ کەس»" in shown
    told = filled.json("story", "show", str(biggest["id"]), "--json")
    assert len(told["articles"]) == len(told["accounts"])
    assert told["links"][0]["reasons"]


def test_a_story_shows_who_wrote_and_who_dated_its_articles(desk: Didevan) -> None:
    first = listed(desk)[0]
    said = About("Şîlan", "ئاسایش", "https://example.org/1.jpg", DateOrigin.VISIBLE)
    asyncio.run(_say(desk, first["articles"][0], said))
    shown = desk("story", str(first["id"])).stdout
    assert "    by Şîlan; in ئاسایش; date: shown beside the headline" in shown
    [told] = [
        one
        for one in desk.json("story", str(first["id"]), "--json")["articles"]
        if one["id"] == first["articles"][0]
    ]
    assert (told["author"], told["dated_by"]) == ("Şîlan", "visible")
    assert told["image"] == "https://example.org/1.jpg"


async def _say(desk: Didevan, number: int, said: About) -> None:
    """A new revision of an article, with more said of it."""
    async with opened(desk.settings().database) as store:
        [kept] = [one for one in await store.recent_articles() if one.id == number]
        at = f"a{next(i for i, gold in enumerate(SOME) if gold.title == kept.title)}"
        again = entry(at, fingerprint="again", published_at=kept.published_at)
        verdict = replace(FLAGGED, matches=kept.matches)
        told = article(again, verdict, kept.source, title=kept.title, body=kept.body, about=said)
        await store.save_feed_result(result(told, at=kept.first_seen_at, source=kept.source))


def test_a_story_that_is_not_there_is_said_so(filled: Didevan) -> None:
    assert "There is no story 999." in filled.ending(2, "story", "999").output


def test_stories_are_merged_split_and_dismissed_and_that_is_remembered(desk: Didevan) -> None:
    first, second = listed(desk)[:2]
    desk("story", "merge", str(first["id"]), str(second["id"]))
    merged = next(one for one in listed(desk) if set(one["articles"]) >= set(first["articles"]))
    inside = merged["articles"]
    assert set(inside) >= set(second["articles"])
    again = desk.ending(2, "story", "merge", str(first["id"]), str(second["id"]))
    assert "one story already" in again.output

    alone = str(second["articles"][0])
    desk("story", "split", str(merged["id"]), alone)
    assert any(one["articles"] == [int(alone)] for one in listed(desk))
    stranger = desk.ending(2, "story", "split", str(merged["id"]), "999")
    assert "not in story" in stranger.output

    before = len(listed(desk))
    desk("story", "not-security", str(merged["id"]))
    assert len(listed(desk)) == before - 1
    said = desk("story", "corrections").stdout.splitlines()
    assert len(said) == 3
    kinds = [
        json.loads(x)["kind"]
        for x in desk("story", "corrections", "--json").stdout.split("\n")
        if x
    ]
    assert kinds == ["merge", "split", "not_security"]


def test_a_split_must_leave_something(desk: Didevan) -> None:
    one = listed(desk)[0]
    articles_of = [str(number) for number in one["articles"]]
    refused = desk.ending(2, "story", "split", str(one["id"]), *articles_of)
    assert "nothing would be left" in refused.output


def test_exports_have_stable_ids_and_agree_with_each_other(filled: Didevan) -> None:
    rows = list(csv.DictReader(io.StringIO(filled("export").stdout)))
    again = list(csv.DictReader(io.StringIO(filled("export", "--format", "csv").stdout)))
    objects = filled.json("export", "--format", "json")
    points = filled.json("export", "--format", "geojson")
    assert [row["event_id"] for row in rows] == [row["event_id"] for row in again]
    assert [row["event_id"] for row in rows] == [one["event_id"] for one in objects]
    assert points["type"] == "FeatureCollection"
    assert len(points["features"]) == len(rows)
    placed = next(one for one in points["features"] if one["geometry"])
    assert placed["geometry"]["coordinates"][0] == placed["properties"]["longitude"]
    drone = next(one for one in objects if "drone" in one["event_kind"])
    assert drone["fatalities_low"] >= 2
    assert drone["admin1"]


def test_every_column_of_the_export_stands_in_the_docs() -> None:
    from daemon.cli.export import COLUMNS
    from tests.house.repository import ROOT

    page = (ROOT / "docs" / "stories.md").read_text(encoding="utf-8")
    missing = [name for name in COLUMNS if f"`{name}`" not in page]
    assert all(name.split("_")[0] in COUNTED for name in missing)


def test_a_title_that_a_spreadsheet_would_run_is_made_harmless() -> None:
    from daemon.cli.export import as_csv

    assert "'=SUM" in as_csv([{"event_id": "didevan-1", "notes": "=SUM(A1)"}])


def test_without_a_database_the_commands_say_what_to_do(didevan: Didevan) -> None:
    for words in (("stories",), ("story", "1"), ("export",)):
        assert "didevan run" in didevan.ending(1, *words).output


def test_the_list_and_the_store_agree(filled: Didevan) -> None:
    found = filled.asked(lambda store: store.stories(Wanted()))
    assert [one.story.id for one in found] == [one["id"] for one in listed(filled)]
