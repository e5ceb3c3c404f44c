"""Who is told what, and why not: one test for each named reason, and the traps between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from daemon.alerts.policy import decide
from daemon.model.alert import Candidate, Interest, Outcome, Ruling, Silence
from daemon.model.article import Severity
from daemon.model.language import Language
from tests.alerts.telling import (
    ALERTING,
    HOUR,
    MINUTE,
    NOW,
    Desk,
    candidate,
    history,
    only,
    recipient,
    ruling,
    rulings,
    told,
)

QUARTER = timedelta(minutes=15)


def test_without_alerts_nothing_is_decided() -> None:
    plan = decide([candidate()], recipient(alerting=None), history(), (), NOW)
    assert (plan.decisions, plan.mails) == ((), ())


def test_a_new_story_is_told() -> None:
    plan = decide([candidate()], recipient(), history(), (), NOW)
    assert only(plan).ruling is Ruling.NEW
    assert [[one.story for one in mail] for mail in plan.mails] == [[1]]


@pytest.mark.parametrize(
    ("interest", "why"),
    [
        (Interest(categories=("cyber",)), Ruling.OTHER_CATEGORY),
        (Interest(places=("duhok-governorate", "erbil")), Ruling.OTHER_PLACE),
        (Interest(actors=("pkk",)), Ruling.OTHER_ACTOR),
        (Interest(outlets=("Esta",)), Ruling.OTHER_OUTLET),
    ],
)
def test_what_nobody_asked_for_is_not_told_and_the_filter_is_named(
    interest: Interest, why: Ruling
) -> None:
    assert ruling(candidate(), to=recipient(interest=interest)) is why


@pytest.mark.parametrize(
    "interest",
    [
        Interest(categories=("cyber", "rocket_missile_drone")),
        Interest(places=("daquq",)),
        Interest(places=("kirkuk-governorate",)),
        Interest(places=("iraq",)),
        Interest(actors=("isis", "pkk")),
        Interest(outlets=("Rûdaw",)),
        Interest(outlets=("rudaw-ckb",)),
        Interest(languages=(Language.SORANI,)),
        Interest(languages=(Language.KURMANJI,)),
    ],
)
def test_what_was_asked_for_is_told_and_a_place_stands_for_all_that_lies_in_it(
    interest: Interest,
) -> None:
    assert ruling(candidate(), to=recipient(interest=interest)) is Ruling.NEW


def test_a_story_without_a_place_is_none_of_a_place_that_was_asked_for() -> None:
    nowhere = candidate(place="", within=())
    assert ruling(nowhere, to=recipient(interest=Interest(places=("iraq",)))) is Ruling.OTHER_PLACE


def test_what_is_not_grave_enough_is_left_to_the_digest() -> None:
    assert ruling(candidate(severity=Severity.MEDIUM)) is Ruling.BELOW_SEVERITY


def test_what_an_analyst_called_no_security_news_is_not_told() -> None:
    assert ruling(candidate(security=False)) is Ruling.NOT_SECURITY


def test_what_only_remembers_is_not_told() -> None:
    assert ruling(candidate(history=True)) is Ruling.HISTORY


def test_a_new_story_waits_for_further_sources_and_is_told_when_the_wait_is_over() -> None:
    fresh = candidate(first_at=NOW - MINUTE, last_at=NOW - MINUTE)
    waiting = only(decide([fresh], recipient(), history(), (), NOW))
    assert (waiting.ruling, waiting.until) == (Ruling.GROUP_WAIT, NOW + 2 * MINUTE)
    assert ruling(fresh, now=NOW + 2 * MINUTE) is Ruling.NEW


def test_a_story_that_three_sources_have_already_waits_for_nobody() -> None:
    assert ruling(candidate(first_at=NOW - MINUTE, independent=3)) is Ruling.NEW


def test_a_story_dated_ahead_by_a_clock_set_back_since_is_not_held_for_ever() -> None:
    assert ruling(candidate(first_at=NOW + 5 * HOUR, last_at=NOW + 5 * HOUR)) is Ruling.NEW


def test_a_story_is_told_once() -> None:
    assert ruling(candidate(), history(told())) is Ruling.SAME_STORY


def test_further_reports_that_change_nothing_are_no_further_mail() -> None:
    more = candidate(last_at=NOW, independent=7, sources=("a", "b", "c"))
    assert ruling(more, history(told())) is Ruling.SAME_STORY


def test_changed_facts_are_told_when_the_group_interval_is_over() -> None:
    changed = candidate(facts="killed 5")
    just = history(told(at=NOW - 5 * MINUTE))
    held = only(decide([changed], recipient(), just, (), NOW))
    assert (held.ruling, held.until) == (Ruling.GROUP_INTERVAL, NOW + 10 * MINUTE)
    assert ruling(changed, just, now=NOW + 10 * MINUTE) is Ruling.CHANGED


def test_a_story_that_is_still_reported_is_repeated_only_where_that_was_asked_for() -> None:
    going_on = candidate(last_at=NOW)
    before = history(told(at=NOW - 13 * HOUR))
    repeating = recipient(replace(ALERTING, repeat_interval=12 * HOUR))
    assert ruling(going_on, before) is Ruling.SAME_STORY
    assert ruling(going_on, before, to=repeating) is Ruling.REPEATED
    ended = replace(going_on, last_at=NOW - 14 * HOUR)
    assert ruling(ended, before, to=repeating) is Ruling.SAME_STORY


def test_a_graver_story_is_told_at_once_although_it_was_told_a_minute_ago() -> None:
    graver = candidate(severity=Severity.CRITICAL, facts="killed 30")
    decision = only(decide([graver], recipient(), history(told(at=NOW - MINUTE)), (), NOW))
    assert decision.ruling is Ruling.ESCALATED
    assert decision.detail == "critical, and told as high"


def test_no_cooldown_on_a_high_story_mutes_a_critical_one() -> None:
    """The trap: the same place, category and actors, and every window of the high one open."""
    lately = [NOW - timedelta(seconds=20 * number) for number in range(12)]
    before = history(told(1, at=NOW - MINUTE), mailed=lately)
    high, critical = candidate(1, facts="killed 3"), candidate(2, severity=Severity.CRITICAL)
    plan = decide([high, critical], recipient(), before, (), NOW)
    assert rulings(plan) == {1: Ruling.GROUP_INTERVAL, 2: Ruling.NEW}
    risen = candidate(1, severity=Severity.CRITICAL)
    assert ruling(risen, before) is Ruling.ESCALATED


def test_a_story_nobody_reports_any_more_is_left_to_the_digest() -> None:
    old = candidate(first_at=NOW - 30 * HOUR, last_at=NOW - 25 * HOUR)
    assert ruling(old) is Ruling.TOO_OLD
    assert ruling(old, history(told(facts="killed 9"))) is Ruling.TOO_OLD


def test_what_was_reported_before_alerts_were_turned_on_is_not_told_after_the_fact() -> None:
    began = history(began_at=NOW - 5 * MINUTE)
    assert ruling(candidate(), began) is Ruling.BEFORE_ALERTS
    assert ruling(candidate(last_at=NOW - MINUTE), began) is Ruling.NEW


def silence(**changes: object) -> Silence:
    plain = Silence("planned exercise", NOW - HOUR, NOW + HOUR, category="rocket_missile_drone")
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_a_silence_mutes_what_fits_it_until_it_ends() -> None:
    decision = only(decide([candidate()], recipient(), history(), [silence()], NOW))
    assert decision.ruling is Ruling.SILENCED
    assert (decision.detail, decision.until) == ("planned exercise", NOW + HOUR)
    assert ruling(candidate(last_at=NOW), silences=[silence()], now=NOW + HOUR) is Ruling.NEW
    assert ruling(candidate(), silences=[silence(begins_at=NOW + MINUTE)]) is Ruling.NEW


@pytest.mark.parametrize(
    "changes",
    [
        {"story": 2},
        {"recipient": "somebody else"},
        {"category": "cyber"},
        {"place": "erbil"},
        {"actor": "pkk"},
        {"outlet": "Esta"},
        {"up_to": Severity.MEDIUM},
    ],
)
def test_a_silence_of_which_one_matcher_does_not_fit_mutes_nothing(
    changes: dict[str, object],
) -> None:
    assert ruling(candidate(), silences=[silence(**changes)]) is Ruling.NEW


@pytest.mark.parametrize(
    "changes",
    [
        {"story": 1},
        {"recipient": "duty"},
        {"place": "kirkuk-governorate"},
        {"actor": "isis"},
        {"outlet": "Rûdaw"},
        {"up_to": Severity.HIGH},
    ],
)
def test_a_silence_of_which_every_matcher_fits_mutes(changes: dict[str, object]) -> None:
    assert ruling(candidate(), silences=[silence(**changes)]) is Ruling.SILENCED


WHOLE = candidate(
    9, place="kirkuk-governorate", within=("iraq",), severity=Severity.CRITICAL, independent=4
)


def test_a_larger_story_mutes_its_parts() -> None:
    plan = decide([candidate(1), candidate(2), WHOLE], recipient(), history(), (), NOW)
    assert rulings(plan) == {9: Ruling.NEW, 1: Ruling.INHIBITED, 2: Ruling.INHIBITED}
    assert {one.detail for one in plan.decisions if one.story != 9} == {"a part of story 9"}


def test_a_larger_story_that_was_told_before_mutes_the_parts_that_come_later() -> None:
    before = history(told(9, severity=Severity.CRITICAL))
    plan = decide([candidate(1), WHOLE], recipient(), before, (), NOW)
    assert rulings(plan) == {9: Ruling.SAME_STORY, 1: Ruling.INHIBITED}


@pytest.mark.parametrize(
    "whole",
    [
        replace(WHOLE, severity=Severity.HIGH),
        replace(WHOLE, categories=("cyber",)),
        replace(WHOLE, actors=("pkk",)),
        replace(WHOLE, place="iraq", within=(), wide=True),
        replace(WHOLE, first_at=NOW - 20 * HOUR, last_at=NOW - 12 * HOUR),
        replace(WHOLE, place="daquq"),
    ],
)
def test_another_event_a_less_grave_one_or_a_whole_country_mutes_nothing(
    whole: Candidate,
) -> None:
    part = candidate(1, severity=Severity.CRITICAL)
    plan = decide([part, whole], recipient(), history(), (), NOW)
    assert rulings(plan)[1] is Ruling.NEW


def test_a_larger_story_that_is_not_told_mutes_nothing() -> None:
    silent = [Silence("x", NOW - HOUR, NOW + HOUR, story=9)]
    plan = decide([candidate(1), WHOLE], recipient(), history(), silent, NOW)
    assert rulings(plan) == {1: Ruling.NEW, 9: Ruling.SILENCED}


def test_every_reason_comes_to_an_outcome_and_only_what_is_told_is_mailed() -> None:
    assert {one.outcome for one in Ruling} == set(Outcome)
    stories = [candidate(1), candidate(2, severity=Severity.LOW), candidate(3, first_at=NOW)]
    plan = decide(stories, recipient(), history(), (), NOW)
    mailed = {one.story for mail in plan.mails for one in mail}
    assert mailed == {one.story for one in plan.decisions if one.ruling.outcome is Outcome.TOLD}


def test_every_story_is_decided_exactly_once() -> None:
    stories = [candidate(number, facts=f"killed {number}") for number in range(40)]
    before = history(*(told(number) for number in range(0, 40, 3)))
    plan = decide(stories, recipient(), before, (), NOW)
    assert sorted(one.story for one in plan.decisions) == list(range(40))


def test_a_story_goes_on_in_one_thread() -> None:
    desk = Desk(recipient())
    desk.look([candidate()], NOW)
    desk.look([candidate(severity=Severity.CRITICAL)], NOW + MINUTE)
    desk.look([candidate(severity=Severity.CRITICAL, facts="killed 8")], NOW + QUARTER + MINUTE)
    assert [why for _, why in desk.mails_on(1)] == [
        Ruling.NEW,
        Ruling.ESCALATED,
        Ruling.CHANGED,
    ]
    assert (desk.told[1].times, desk.told[1].thread) == (3, f"<1-{NOW:%d%H%M}@example.org>")
