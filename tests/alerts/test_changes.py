"""What is different from what was told before, in a few words each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from daemon.alerts.changes import changes, facts_changed
from daemon.model.article import Severity
from daemon.model.post import Digits
from daemon.model.story import Bound, Range, Role, Standing, Story, Victims
from tests.alerts.test_alert import story
from tests.alerts.test_gloss import actor, place, victims

TOLD = story(
    actors=(),
    ranges=(victims(Victims.KILLED, 2),),
    statuses=(),
    sources=2,
    articles=(1, 2),
    severity=Severity.HIGH,
)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ()),
        ({"severity": Severity.CRITICAL}, ("severity: high → critical",)),
        ({"ranges": (victims(Victims.KILLED, 5),)}, ("killed: 2 → 5",)),
        ({"ranges": (victims(Victims.KILLED, 2, 5),)}, ("killed: 2 → 2–5",)),
        ({"ranges": (victims(Victims.KILLED, 2), victims(Victims.WOUNDED, 4))},
         ("wounded: 4, not counted before",)),
        ({"ranges": (victims(Victims.KILLED, 5, bound=Bound.LEAST),)}, ("killed: 2 → at least 5",)),
        ({"ranges": (victims(Victims.KILLED, 2, bound=Bound.LEAST),)}, ()),
        ({"ranges": ()}, ("killed: 2 → no longer counted",)),
        ({"actors": (actor("People's Defence Forces (HPG)", Role.CLAIMED_BY),)},
         ("now claimed by the People's Defence Forces (HPG)",)),
        ({"actors": (actor("Hamas", Role.DENIED_BY),), "statuses": (Standing.DENIED,)},
         ("now denied by Hamas",)),
        ({"actors": (actor("Hamas", Role.ATTACKER),)}, ("now blamed on Hamas",)),
        ({"actors": (actor("Hamas", Role.NAMED),)}, ()),
        ({"statuses": (Standing.DENIED,)}, ("now denied",)),
        ({"statuses": (Standing.UNCONFIRMED,)}, ("now called unconfirmed",)),
        ({"place": place("Daquq")}, ("place: Chamchamal → Daquq",)),
        ({"sources": 4}, ("two more outlets",)),
        ({"sources": 3}, ("one more outlet",)),
        ({"articles": (1, 2, 3)}, ("1 more report",)),
        ({"sources": 1}, ()),
    ],
)  # fmt: skip
def test_each_change_is_said(change: dict[str, object], said: tuple[str, ...]) -> None:
    now: Story = replace(TOLD, **change)  # type: ignore[arg-type]
    assert changes(TOLD, now) == said


def test_a_place_that_becomes_known_is_said() -> None:
    nowhere = replace(TOLD, place=None)
    assert changes(nowhere, TOLD) == ("place: now known: Chamchamal",)
    assert changes(TOLD, nowhere) == ()


def test_what_is_no_longer_doubted_is_said() -> None:
    doubted = replace(TOLD, statuses=(Standing.UNCONFIRMED,))
    assert changes(doubted, TOLD) == ("no longer called unconfirmed",)


def test_more_reports_are_no_change_of_facts() -> None:
    assert facts_changed(TOLD, replace(TOLD, sources=9, articles=(1, 2, 3))) == ()


def test_the_order_is_gravity_toll_claims_place_reports() -> None:
    now = replace(
        TOLD,
        severity=Severity.CRITICAL,
        ranges=(Range(Victims.KILLED, 5, 5, (1,)),),
        actors=(actor("Hamas", Role.CLAIMED_BY),),
        place=place("Daquq"),
        sources=5,
    )
    assert [said.split()[0] for said in changes(TOLD, now)] == [
        "severity:", "killed:", "now", "place:", "three",
    ]  # fmt: skip


def test_numbers_of_ours_have_the_recipients_digits() -> None:
    now = replace(TOLD, ranges=(victims(Victims.KILLED, 15),), sources=14)
    assert changes(TOLD, now, Digits.ARABIC) == (
        "killed: ٢\u200e → \u200e١٥",
        "١٢ more outlets",
    )
