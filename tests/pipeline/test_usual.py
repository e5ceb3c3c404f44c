"""What is usual for a recipient: means a day, over as long as anything is remembered."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from daemon.alerts.interest import refusal
from daemon.model.alert import Interest
from daemon.model.article import Severity
from daemon.model.post import Recipient, Usual
from daemon.pipeline.usual import by_sources, means, usual
from daemon.store import Store
from daemon.stories.trends import Subject
from tests.pipeline.fakes import NOW
from tests.pipeline.reporting import SOURCES, report

DAY = timedelta(days=1)
TODAY = date(2026, 11, 14)
BLAST = Subject("category", "blast")
SHILAN = Recipient("shilan", "shilan@example.org", "post")
OUTLETS = {source.name: source.outlet for source in SOURCES}


def test_a_mean_is_over_all_days_of_the_memory() -> None:
    by_day = {TODAY - number * DAY: 3 for number in range(1, 11)}
    assert means({BLAST: by_day}, 30) == Usual(30, {"blast": 1.0})


def test_categories_places_and_actors_are_told_apart() -> None:
    counts = {
        BLAST: {TODAY - DAY: 1},
        Subject("place", "kirkuk"): {TODAY - DAY: 2},
        Subject("actor", "isis"): {TODAY - DAY: 3},
    }
    assert means(counts, 1) == Usual(1, {"blast": 1.0}, {"kirkuk": 2.0}, {"isis": 3.0})


def test_an_outlet_stands_for_its_sources() -> None:
    asked = Interest(outlets=("ئێستا", "lvin", "closed"), places=("daquq",))
    assert by_sources(asked, OUTLETS).outlets == ("closed", "esta", "lvin", "ئێستا")
    assert by_sources(asked, OUTLETS).places == ("daquq",)
    assert by_sources(Interest(), OUTLETS) == Interest()


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


@pytest.mark.parametrize("at_least", [Severity.LOW, Severity.CRITICAL])
@pytest.mark.parametrize("outlets", [(), ("ئێستا",), ("rojnews", "lvin")])
@pytest.mark.parametrize("places", [(), ("daquq",), ("hawija", "erbil"), ("iraq",)])
async def test_the_database_counts_what_the_filter_lets_through(
    month: Store, places: tuple[str, ...], outlets: tuple[str, ...], at_least: Severity
) -> None:
    interest = Interest(places=places, outlets=outlets)
    asked = replace(SHILAN, interest=interest, digest_at_least=at_least)
    every = [
        replace(one, outlets=tuple(OUTLETS[source] for source in one.sources))
        for one in await month.alert_candidates(NOW - 30 * DAY)
    ]
    wanted = [one for one in every if refusal(one, interest, at_least) is None]
    places_there = Counter(place for one in wanted for place in (one.place, *one.within))
    found = await usual(month, asked, OUTLETS, NOW)
    assert found.places == {place: number / 10 for place, number in places_there.items()}


async def test_who_asked_for_what_is_rare_is_measured_by_all_that_is_remembered(
    month: Store,
) -> None:
    await report(month, "storm", "lvin", at=NOW - 2 * DAY, town="amedi")
    found = await usual(month, replace(SHILAN, interest=Interest(places=("amedi",))), OUTLETS, NOW)
    assert (found.days, found.places["amedi"]) == (10, 0.1)


async def test_of_what_never_happened_it_is_usual_that_there_is_none(month: Store) -> None:
    asked = Interest(categories=("courts",))
    assert await usual(month, replace(SHILAN, interest=asked), OUTLETS, NOW) == Usual(10)


async def test_without_a_memory_nothing_is_usual(store: Store) -> None:
    await report(store, "today", at=NOW)
    await report(store, "long ago", at=NOW - 31 * DAY)
    assert await usual(store, SHILAN, OUTLETS, NOW) == Usual()
