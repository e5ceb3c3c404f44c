"""``rules``: an analyst tries, reads, measures and replays the rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.didevan import OUTLET, Didevan

BLAST = "تەقینەوەیەکی بۆمب لە کەرکووک ڕوویدا و سێ کەس کوژران"  # a bomb in Kirkuk, three killed
WATER = "شارەوانی هەولێر تۆڕی ئاوی گەڕەکێکی نوێ کردەوە"  # a new water network
SILENT = """\
[[term]]
id = "in-every-text"
gloss = "in"
everyday = true
ckb = ["=لە"]

[[guard]]
id = "silence"
gloss = "nothing counts"
when = "in-every-text"
on = ["*"]
scope = "text"
factor = 0
"""


def test_a_text_is_tried_with_reasons(didevan: Didevan) -> None:
    said = didevan("rules", "test", BLAST).stdout
    assert said.startswith("flagged")
    assert "«تەقینەوەیەکی»" in said


def test_a_file_is_tried_like_a_text(didevan: Didevan, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(BLAST, encoding="utf-8")
    assert didevan("rules", "test", str(file)).stdout == didevan("rules", "test", BLAST).stdout


def test_a_text_too_long_for_a_file_name_is_a_text(didevan: Didevan) -> None:
    assert didevan("rules", "test", BLAST * 100).stdout.startswith("flagged")


def test_the_fifteen_categories_are_listed(didevan: Didevan) -> None:
    listed = didevan.json("rules", "list", "--json")
    assert len(listed) == 15
    assert {"category", "severity", "threshold", "rules", "name"} == set(listed[0])
    text = didevan("rules", "list").stdout
    assert all(one["category"] in text for one in listed)


def test_the_rules_of_a_category_are_shown_as_written(didevan: Didevan) -> None:
    said = didevan("rules", "show", "explosion_ied").stdout
    assert "an explosion" in said
    assert "NEAR/" in said


def test_an_unknown_category_is_refused_with_those_there_are(didevan: Didevan) -> None:
    said = didevan.ending(2, "rules", "show", "explosions").stderr
    assert "explosion_ied" in said


def test_labelled_texts_are_measured_and_errors_listed(didevan: Didevan, tmp_path: Path) -> None:
    lines = [
        {"id": "a", "text": BLAST, "security": True, "lang": "ckb", "categories": []},
        {"id": "b", "text": WATER, "security": False, "lang": "ckb"},
        {"id": "c", "text": BLAST, "security": False, "lang": "ckb"},
        {"id": "d", "text": WATER, "security": True, "lang": "kmr"},
        {"id": "e", "text": WATER},
    ]
    file = tmp_path / "labelled.jsonl"
    file.write_text("\n".join(json.dumps(one) for one in lines) + "\nnot json\n", encoding="utf-8")
    said = didevan("rules", "score", str(file)).stdout
    table = {line.split("  ")[0]: line.split()[-3:] for line in said.splitlines() if "." in line}
    assert table["all"] == ["0.500", "0.500", "0.500"]
    assert table["language ckb"] == ["0.500", "1.000", "0.667"]
    assert "wrongly flagged: c" in said
    assert "missed: d" in said
    assert "no 'security' in e" in said
    assert "not JSON" in said


@pytest.fixture
def silenced(polled: Didevan) -> Didevan:
    """An archive of flagged articles, and rules of the user's own that flag nothing."""
    folder = polled.folder / "own"
    folder.mkdir()
    (folder / "silence.toml").write_text(SILENT, encoding="utf-8")
    config = polled.folder / "config.toml"
    config.write_text(config.read_text(encoding="utf-8") + '\n[rules]\nfolder = "own"\n')
    return polled


def test_the_same_rules_change_nothing(polled: Didevan) -> None:
    assert "0 newly flagged, 0 dropped" in polled("rules", "replay").stdout


def test_a_replay_only_tells_until_it_is_applied(silenced: Didevan) -> None:
    flagged = silenced.asked(lambda store: store.recent_articles(flagged=True))
    said = silenced("rules", "replay").stdout
    assert f"0 newly flagged, {len(flagged)} dropped, 0 regraded; nothing was changed" in said
    assert len(silenced.asked(lambda store: store.recent_articles(flagged=True))) == len(flagged)
    assert flagged


def test_an_applied_replay_drops_and_flags_again(silenced: Didevan) -> None:
    before = silenced.asked(lambda store: store.recent_articles(flagged=True, source=OUTLET))
    told = silenced("stories").stdout
    silenced("rules", "replay", "--apply")
    assert not silenced.asked(lambda store: store.recent_articles(flagged=True))
    assert silenced("stories").stdout == "no stories\n"
    assert "withdrawn at" in silenced("story", "1").stdout
    assert "was withdrawn" in silenced.ending(2, "story", "not-security", "1").stderr
    config = silenced.folder / "config.toml"
    config.write_text(config.read_text(encoding="utf-8").replace('[rules]\nfolder = "own"\n', ""))
    lines = silenced("rules", "replay", "--apply", "--json").stdout.splitlines()
    assert {json.loads(line)["article"] for line in lines} == {one.id for one in before}
    after = silenced.asked(lambda store: store.recent_articles(flagged=True, source=OUTLET))
    assert [one.matches for one in after] == [one.matches for one in before]
    assert silenced("stories").stdout == told, "the stories have their numbers again"


def test_a_replay_since_tomorrow_reads_nothing(silenced: Didevan) -> None:
    assert "0 dropped" in silenced("rules", "replay", "--since", "2999-01-01").stdout
