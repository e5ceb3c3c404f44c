"""Sections by severity, and within by place or category, as the recipient chose."""

from __future__ import annotations

from dataclasses import replace

from daemon.alerts.digest import compose_digest
from daemon.alerts.fit import Room, fit
from daemon.model.article import Severity
from daemon.model.post import Grouping
from tests.alerts.day import NAMES, day
from tests.alerts.sample import ANALYST, content


def groups(grouping: Grouping) -> list[tuple[Severity, list[str]]]:
    recipient = replace(ANALYST, digest_sections=grouping)
    found = compose_digest(day(), recipient, NAMES).sections
    return [(one.severity, [block.group for block in one.blocks]) for one in found]


def test_by_place_stories_of_one_land_stand_together() -> None:
    assert groups(Grouping.PLACE) == [
        (Severity.CRITICAL, ["Kurdistan Region", "Kurdistan Region", "Syria"]),
        (Severity.HIGH, ["Kurdistan Region", "Kurdistan Region", "Kurdistan Region"]),
        (Severity.MEDIUM, [""]),
        (Severity.LOW, [""]),
    ]


def test_by_category_they_stand_under_what_they_are_about() -> None:
    first, second, *_ = groups(Grouping.CATEGORY)
    assert first == (Severity.CRITICAL, ["Rockets, missiles and drones"] * 3)
    assert second == (
        Severity.HIGH,
        [
            "Arrests and security operations",
            "Air strikes and shelling",
            "Rockets, missiles and drones",
        ],
    )


def test_by_severity_alone_there_are_no_headings_within() -> None:
    assert {group for _, found in groups(Grouping.SEVERITY) for group in found} == {""}


def test_severities_come_in_their_order_whatever_was_chosen() -> None:
    orders = {grouping: [severity for severity, _ in groups(grouping)] for grouping in Grouping}
    assert len({tuple(order) for order in orders.values()}) == 1


def test_what_happened_nobody_knows_where_comes_last() -> None:
    told = content(day().articles, stories=tuple(reversed(day().stories[:5])))
    found = compose_digest(told, ANALYST).sections
    high = next(one for one in found if one.severity is Severity.HIGH)
    assert [block.group for block in high.blocks][-1] == "Place not known"


def test_what_is_left_out_is_the_weakest_wherever_it_stands() -> None:
    digest = compose_digest(day(), ANALYST, NAMES)
    critical = digest.sections[0]
    fitted = fit(digest, Room(1, 1)).sections[0]
    strongest = min(critical.blocks, key=lambda block: block.rank)
    assert fitted.blocks == (strongest,)
    assert fitted.briefs[0].rank == sorted(block.rank for block in critical.blocks)[1]
    assert fitted.left_out == 1
