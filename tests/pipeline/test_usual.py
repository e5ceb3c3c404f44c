"""What is usual for a recipient: means a day, over as long as anything is remembered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from daemon.model.alert import Interest
from daemon.model.article import Severity
from daemon.model.post import Recipient, Usual
from daemon.pipeline.usual import means, usual
from daemon.store import Store
from daemon.stories.trends import Subject
from tests.pipeline.fakes import NOW
from tests.pipeline.reporting import SOURCES, report

DAY = timedelta(days=1)
TODAY = date(2026, 11, 14)
FIRST = TODAY - 30 * DAY
BLAST = Subject("category", "blast")
SHILAN = Recipient("shilan", "shilan@example.org", "post")
OUTLETS = {source.name: source.outlet for source in SOURCES}


def test_the_mean_is_over_thirty_days() -> None:
    by_day = {TODAY - number * DAY: 2 for number in range(1, 31)}
    assert means({BLAST: by_day}, FIRST, TODAY) == Usual(30, {"blast": 2.0}, {})


def test_today_and_what_is_older_are_left_out() -> None:
    by_day = {TODAY: 50, FIRST: 3, FIRST - DAY: 50}
    assert means({BLAST: by_day}, FIRST, TODAY).categories == {"blast": 0.1}


def test_a_short_memory_is_a_short_time() -> None:
    by_day = {TODAY - 4 * DAY: 2, TODAY - DAY: 2}
    assert means({BLAST: by_day}, FIRST, TODAY) == Usual(4, {"blast": 1.0}, {})


def test_without_a_memory_nothing_is_usual() -> None:
    assert means({}, FIRST, TODAY) == Usual()
    assert means({BLAST: {TODAY: 9}}, FIRST, TODAY) == Usual()


def test_places_are_told_from_categories_and_actors_are_left_out() -> None:
    counts = {
        BLAST: {TODAY - DAY: 1},
        Subject("place", "kirkuk"): {TODAY - DAY: 2},
        Subject("actor", "isis"): {TODAY - DAY: 3},
    }
    assert means(counts, FIRST, TODAY) == Usual(1, {"blast": 1.0}, {"kirkuk": 2.0})


@pytest.fixture
async def month(store: Store) -> Store:
    """Ten days with a story each, of two towns and two outlets by turns."""
    for number in range(1, 11):
        town, source = (("daquq", "esta"), ("hawija", "rojnews"))[number % 2]
        severity = Severity.HIGH if number % 2 else Severity.CRITICAL
        at = NOW - number * DAY
        await report(store, f"story-{number}", source, at=at, town=town, severity=severity)
    return store


async def test_who_wants_everything_has_the_counts_of_the_database(month: Store) -> None:
    found = await usual(month, SHILAN, OUTLETS, NOW)
    assert (found.days, found.categories) == (10, {"explosion_ied": 1.0})
    assert (found.places["daquq"], found.places["kirkuk-governorate"]) == (0.5, 1.0)


@pytest.mark.parametrize(
    "narrow",
    [
        {"interest": Interest(places=("daquq",))},
        {"interest": Interest(outlets=("ئێستا",))},
        {"digest_at_least": Severity.CRITICAL},
    ],
    ids=["places", "outlets", "severity"],
)
async def test_who_narrowed_his_interest_is_measured_by_what_he_asked_for(
    month: Store, narrow: dict[str, object]
) -> None:
    found = await usual(month, replace(SHILAN, **narrow), OUTLETS, NOW)  # type: ignore[arg-type]
    assert found.days == 10
    assert found.categories == {"explosion_ied": 0.5}
    assert found.places == {"daquq": 0.5, "kirkuk-governorate": 0.5, "iraq": 0.5}
