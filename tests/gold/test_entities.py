"""The names of the seed articles: how many are found, and how the gold itself is read."""

from __future__ import annotations

import os

import pytest

from daemon.model.article import EntityMention
from tests.gold.entities import SHARED, Gold, entity_id, gold_mentions, score, score_seeds
from tests.gold.entities import shipped_matcher as build_matcher

TEXT = "هێزەکانی ئەمریکا لە بەغدا و واشنتن پۆست لە واشنتن"
LEAST = 0.97


def _entity(canonical: str, kind: str, *forms: tuple[str, int]) -> dict[str, object]:
    surfaces = [{"form": form, "count": count} for form, count in forms]
    return {"canonical": canonical, "type": kind, "surfaces": surfaces}


def _said(name: str, surface: str) -> EntityMention:
    start = TEXT.index(surface)
    return EntityMention(name, "place", name, surface, "text", start, start + len(surface))


def test_an_id_is_the_canonical_name_without_brackets_and_apostrophes() -> None:
    assert entity_id("Kata'ib Hezbollah (bare 'Hezbollah')") == "kataib-hezbollah"
    assert entity_id("Green Zone, Baghdad") == "green-zone-baghdad"


def test_a_name_counted_less_often_than_it_stands_is_not_that_name_in_a_longer_one() -> None:
    paper = _entity("The Washington Post", "media", ("واشنتن پۆست", 1))
    city = _entity("Washington", "place", ("واشنتن", 1))
    found = gold_mentions(TEXT, [paper, city])
    assert [one.id for one in found] == ["the-washington-post", "washington"]
    assert TEXT[found[1].start :] == "واشنتن"


def test_a_name_counted_as_often_as_it_stands_counts_in_a_longer_one_too() -> None:
    forces = _entity("US forces", "military", ("هێزەکانی ئەمریکا", 1))
    country = _entity("United States of America", "place", ("ئەمریکا", 1))
    found = gold_mentions(TEXT, [forces, country])
    assert {one.id for one in found} == {"us-forces", "united-states-of-america"}


def test_only_the_same_id_over_the_same_words_is_right() -> None:
    start = TEXT.index("بەغدا")
    gold = [Gold(start, start + 5, "baghdad"), Gold(0, 16, "us-forces")]
    result = score(TEXT, gold, [_said("baghdad", "بەغدا"), _said("washington", "بەغدا")])
    assert (result.recall, result.precision) == (0.5, 0.5)
    assert [error[:12] for error in result.errors] == ["- us-forces:", "+ washington"]


def test_names_of_the_seeds_are_found_with_recall_and_precision_of_97_in_100() -> None:
    if not SHARED.exists() and os.environ.get("CI") != "true":
        pytest.skip(f"{SHARED} is missing")
    result = score_seeds(build_matcher())
    assert result.outer_recall >= LEAST, result.errors
    assert result.precision >= LEAST, result.errors
