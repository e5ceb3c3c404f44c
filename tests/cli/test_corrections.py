"""``rules score --corrections``: what analysts put right, beside what the rules say now."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from daemon.service.opening import opened
from daemon.store import Store
from tests.cli.didevan import Didevan
from tests.cli.test_stories import filled, listed  # noqa: F401 (a fixture)
from tests.store.sound import assert_stories_sound

SILENT = """\
[[guard]]
id = "silence"
gloss = "nothing counts where a place is named"
when = "place OR NUMBER"
on = ["*"]
scope = "text"
factor = 0
"""
OWN = '\n[rules]\nfolder = "own"\n'


@pytest.fixture(scope="module")
def judged(filled: Didevan, tmp_path_factory: pytest.TempPathFactory) -> Didevan:  # noqa: F811
    """A desk with stories of what our rules flag."""
    desk = filled.copied(tmp_path_factory.mktemp("judged"))
    replayed(desk)
    return desk


@pytest.fixture
def desk(judged: Didevan, tmp_path: Path) -> Didevan:
    """The same, to be changed."""
    return judged.copied(tmp_path)


def reviewed(desk: Didevan) -> list[dict[str, Any]]:
    lines = desk("rules", "score", "--corrections", "--json").stdout.splitlines()
    return [json.loads(line) for line in lines]


def standings(desk: Didevan) -> list[str]:
    return [one["standing"] for one in reviewed(desk)]


def with_rules(desk: Didevan, rules: str) -> None:
    """Other rules from now on; none: ours alone."""
    (desk.folder / "own").mkdir(exist_ok=True)
    (desk.folder / "own" / "more.toml").write_text(rules or SILENT, encoding="utf-8")
    (desk.folder / "config.toml").write_text(OWN if rules else "")


def replayed(desk: Didevan) -> str:
    """What the archive is judged by the present rules; flags and stories agree after it."""
    said = desk("rules", "replay", "--apply").stdout
    asyncio.run(_sound(desk))
    return said.splitlines()[-1]


async def _sound(desk: Didevan) -> None:
    async with opened(desk.settings().database) as store:
        await assert_stories_sound(store)


def two_of_one(desk: Didevan) -> tuple[int, int, int]:
    """The story with most articles, and two of them that also alone are one story."""
    biggest = max(listed(desk), key=lambda one: len(one["articles"]))
    told = desk.json("story", str(biggest["id"]), "--json")
    link = max(told["links"], key=lambda one: one["score"])
    return biggest["id"], link["one"], link["other"]


def test_without_corrections_there_is_nothing_to_compare(desk: Didevan) -> None:
    said = desk("rules", "score", "--corrections").stdout
    assert said == "0 corrections: 0 now agree, 0 still differ\n"


def test_a_file_and_corrections_are_two_questions(desk: Didevan, tmp_path: Path) -> None:
    (tmp_path / "labelled.jsonl").write_text("")
    both = ("rules", "score", str(tmp_path / "labelled.jsonl"), "--corrections")
    assert "either" in desk.ending(2, *both).output
    assert "either" in desk.ending(2, "rules", "score").output


def test_a_correction_differs_until_the_rules_do_it_by_themselves(desk: Didevan) -> None:
    story, one, other = two_of_one(desk)
    desk("story", "split", str(story), str(one))
    desk("story", "not-security", str(story))
    assert standings(desk) == ["differs", "differs"]
    said = desk("rules", "score", "--corrections").stdout
    assert f"    [{one}] flagged, " in said
    assert "    differs: in one story: " in said
    assert "    differs: still flagged: " in said
    assert said.endswith("\n2 corrections: 0 now agree, 2 still differ\n")

    with_rules(desk, SILENT)
    assert standings(desk) == ["moot", "agrees"]
    said = desk("rules", "score", "--corrections").stdout
    assert f"    [{other}] not flagged: " in said
    assert said.endswith("2 corrections: 1 now agrees, 0 still differ, 1 cannot be compared\n")


def test_a_later_word_overrules_and_what_the_rules_say_anyhow_agrees(desk: Didevan) -> None:
    story, one, other = two_of_one(desk)
    desk("story", "split", str(story), str(one))
    alone = next(found for found in listed(desk) if found["articles"] == [one])
    rest = next(found for found in listed(desk) if other in found["articles"])
    desk("story", "merge", str(alone["id"]), str(rest["id"]))
    first, second = reviewed(desk)
    assert first["standing"] in {"overruled", "differs"}
    assert second["standing"] == "agrees"
    assert "1 now agrees" in desk("rules", "score", "--corrections").stdout


def test_two_events_that_an_analyst_made_one_differ(desk: Didevan) -> None:
    first, second = listed(desk)[:2]
    desk("story", "merge", str(first["id"]), str(second["id"]))
    (one,) = reviewed(desk)
    assert (one["kind"], one["standing"]) == ("merge", "differs")
    assert one["why"].startswith("in 2 stories: ")
    assert {said["article"] for said in one["said"]} == {*first["articles"], *second["articles"]}


def test_all_three_survive_a_replay_with_other_rules_and_back(desk: Didevan) -> None:
    first, second, third = (one["id"] for one in listed(desk)[:3])
    story, one, _ = two_of_one(desk)
    desk("story", "not-security", str(third))
    desk("story", "merge", str(first), str(second))
    desk("story", "split", str(story), str(one))
    before = {tuple(sorted(found["articles"])) for found in listed(desk)}
    said = reviewed(desk)

    with_rules(desk, SILENT)
    assert replayed(desk).startswith("0 newly flagged, ")
    assert listed(desk) == []
    with_rules(desk, "")
    assert replayed(desk).endswith("0 dropped, 0 regraded")

    assert {tuple(sorted(found["articles"])) for found in listed(desk)} == before
    assert reviewed(desk) == said


def test_corrections_survive_a_full_merging_anew(desk: Didevan) -> None:
    first, second = (one["id"] for one in listed(desk)[:2])
    desk("story", "merge", str(first), str(second))
    before = {tuple(sorted(found["articles"])) for found in listed(desk)}

    async def again(store: Store) -> int:
        return await store.remerge()

    assert desk.asked(again) == sum(map(len, before))
    replayed(desk)
    assert {tuple(sorted(found["articles"])) for found in listed(desk)} == before


def test_what_is_of_no_interest_can_be_of_interest_again(desk: Didevan) -> None:
    story = listed(desk)[0]["id"]
    before = desk("export", "--format", "csv").stdout
    refused = desk.ending(2, "story", "security", str(story))
    assert f"nobody said that story {story} is of no interest" in refused.stderr

    desk("story", "not-security", str(story))
    assert story not in [one["id"] for one in listed(desk)]
    assert "of no interest, by an analyst's word" in desk("story", str(story)).stdout

    desk("story", "security", str(story))
    assert story in [one["id"] for one in listed(desk)]
    assert desk("export", "--format", "csv").stdout == before
    assert standings(desk) == ["overruled", "agrees"]

    with_rules(desk, SILENT)
    assert standings(desk) == ["overruled", "differs"]
