"""Larger stories are found by place, category and time exactly where every pair is compared."""

from __future__ import annotations

import random
from datetime import timedelta

from daemon.alerts.inhibition import Wholes, is_part
from daemon.alerts.interest import Sieve, refusal
from daemon.alerts.policy import decide
from daemon.model.alert import Candidate, Interest, Ruling
from daemon.model.article import Severity
from daemon.model.language import Language
from tests.alerts.telling import NOW, candidate, history, recipient, told

HOUR = timedelta(hours=1)
PLACES = (("daquq", ("kirkuk", "iraq")), ("kirkuk", ("iraq",)), ("iraq", ()), ("", ()))


def something(number: int, chance: random.Random) -> Candidate:
    place, within = chance.choice(PLACES)
    begun = NOW - chance.randrange(72) * HOUR / 2
    return candidate(
        number,
        place=place,
        within=within,
        wide=place == "iraq",
        categories=tuple(chance.sample(("drones", "arrests", "courts"), chance.randrange(3))),
        severity=chance.choice(list(Severity)),
        actors=tuple(chance.sample(("isis", "pkk"), chance.randrange(2))),
        first_at=begun,
        last_at=begun + chance.randrange(30) * HOUR,
    )


def test_every_whole_is_found_and_nothing_else() -> None:
    chance = random.Random(7)  # noqa: S311 (a script, no secret)
    every = [something(number, chance) for number in range(300)]
    wholes = Wholes()
    for one in every:
        wholes.add(one)
    pairs = {(part.story, one.story) for part in every for one in every if is_part(part, one)}
    assert len(pairs) > 500
    assert pairs == {(part.story, one.story) for part in every for one in wholes.of(part)}


def test_a_story_that_has_moved_is_found_where_it_is_now() -> None:
    wholes, part = Wholes(), candidate(1)
    wholes.add(candidate(2, place="kirkuk-governorate", within=("iraq",)))
    assert wholes.larger(part) is not None
    wholes.add(candidate(2, place="erbil-governorate", within=("iraq",)))
    assert wholes.larger(part) is None


def test_a_story_that_is_past_is_found_no_more() -> None:
    wholes = Wholes()
    wholes.add(candidate(2, place="kirkuk-governorate", within=("iraq",)))
    del wholes.known[2]
    assert wholes.larger(candidate(1)) is None


def test_those_who_asked_for_the_same_are_refused_the_same_whatever_they_read() -> None:
    stories = [candidate(1), candidate(2, severity=Severity.LOW), candidate(3, place="erbil")]
    sieve = Sieve(stories)
    asked = Interest(places=("daquq",))
    found = sieve.refused(asked, Severity.HIGH)
    assert sieve.refused(Interest(places=("daquq",), languages=(Language.SORANI,)), Severity.HIGH)
    assert found == {
        one.story: why for one in stories if (why := refusal(one, asked, Severity.HIGH))
    }
    assert list(found) == [2, 3]
    assert set(sieve.refused(Interest(), Severity.CRITICAL)) == {1, 2, 3}


def test_what_was_refused_before_for_the_same_reason_is_not_decided_again() -> None:
    low = [candidate(number, severity=Severity.LOW) for number in (1, 2, 3)]
    known = history(last={1: Ruling.BELOW_SEVERITY, 2: Ruling.SAME_STORY})
    assert [one.story for one in decide(low, recipient(), known, (), NOW).decisions] == [2, 3]


def test_what_was_told_and_is_not_asked_for_any_more_still_mutes_its_parts() -> None:
    whole = candidate(2, place="kirkuk-governorate", within=("iraq",), categories=("arrests",))
    part = candidate(1, categories=("arrests", "drones"))
    asked = recipient(interest=Interest(categories=("drones",)))
    known = history(told(2), last={2: Ruling.OTHER_CATEGORY})
    plan = decide([part, whole], asked, known, (), NOW)
    assert {one.story: one.ruling for one in plan.decisions} == {
        1: Ruling.INHIBITED,
        2: Ruling.OTHER_CATEGORY,
    }
