"""A fortnight of the demo's newsroom: every mail accounted for, every rule of the policy seen.

``python -m tests.journeys.fortnight`` prints the mails as a person reads them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from daemon.model.alert import Outcome, Ruling
from tests.journeys.fortnight.harvest import Fortnight, Mail
from tests.journeys.fortnight.listing import EXPECTED, listing
from tests.journeys.fortnight.script import ASLEEP, MUTED, STORM, STORM_PLACES, at

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
BERLIN = ZoneInfo("Europe/Berlin")
STORIES = [f"storm-{number + 1:02}" for number in range(len(STORM_PLACES))]


def times(mails: list[Mail]) -> list[datetime]:
    return [one.at for one in mails]


def test_every_recipient_gets_these_mails_and_no_others(fortnight: Fortnight) -> None:
    assert listing(fortnight, subjects=False) == EXPECTED.read_text(encoding="utf-8")


def test_no_story_is_told_at_once_that_was_there_before_alerts_began(fortnight: Fortnight) -> None:
    known = {"mawat-drone", "kifri-daesh", "hesekey-teqin"}
    assert known <= set(fortnight.to("duty", "digest")[0].events)
    assert all(fortnight.on(event, "duty") == [] for event in known)
    assert fortnight.why("hesekey-teqin", "duty")[0] == Ruling.BEFORE_ALERTS


def test_group_wait_the_first_mail_has_three_sources(fortnight: Fortnight) -> None:
    (mail, *_) = fortnight.on("daquq-bomb", "duty")
    assert mail.at == at(19, "09:02")
    assert fortnight.why("daquq-bomb", "duty")[:2] == [Ruling.GROUP_WAIT, Ruling.NEW]
    body = mail.content.get_body(("plain",))
    assert body is not None
    text = " ".join(body.get_content().split())
    assert "Reported by 3 sources" in text


def test_group_wait_a_single_source_is_waited_for_three_minutes(fortnight: Fortnight) -> None:
    assert times(fortnight.on("hawija-isis", "duty"))[0] == at(19, "17:03")


def test_group_interval_changed_facts_wait_and_go_into_the_same_thread(
    fortnight: Fortnight,
) -> None:
    first, second = fortnight.on("hawija-isis", "duty")
    assert second.at - first.at == 15 * MINUTE
    assert second.content["References"] == second.content["In-Reply-To"] == first.id
    assert second.subject == f"Re: {first.subject}"
    assert Ruling.GROUP_INTERVAL in fortnight.why("hawija-isis", "duty")
    assert Ruling.CHANGED in fortnight.why("hawija-isis", "duty")


def test_repeat_interval_who_asked_for_it_hears_that_it_goes_on(fortnight: Fortnight) -> None:
    first, again = fortnight.on("daquq-bomb", "kirkuk")
    assert again.at - first.at >= 6 * HOUR
    assert Ruling.REPEATED in fortnight.why("daquq-bomb", "kirkuk")
    assert len(fortnight.on("daquq-bomb", "duty")) == 1


def test_dedup_nothing_is_told_twice_without_a_reason(fortnight: Fortnight) -> None:
    for recipient in ("duty", "berlin", "kirkuk", "isis desk", "rubar reader"):
        for event in set(fortnight.stories.values()):
            told = [one for one in fortnight.why(event, recipient) if Ruling(one).outcome is _TOLD]
            assert set(told[1:]) <= {Ruling.ESCALATED, Ruling.CHANGED, Ruling.REPEATED}, event
            assert len(fortnight.on(event, recipient)) >= len(told)


def test_dedup_no_digest_tells_what_an_earlier_one_told(fortnight: Fortnight) -> None:
    for recipient in ("duty", "berlin", "kirkuk", "gone", "operator"):
        told = [event for mail in fortnight.to(recipient, "digest") for event in mail.events]
        again = {event for event in told if told.count(event) > 1}
        assert again <= {"daquq-bomb", "hawija-isis"}, recipient


def test_silence_mutes_until_it_expires_and_then_it_is_told(fortnight: Fortnight) -> None:
    (mail,) = fortnight.on("dibis-drone", "duty")
    assert mail.at == MUTED[1]
    muted = next(one for one in fortnight.decisions if one.ruling == Ruling.SILENCED)
    assert (muted.event, muted.detail) == ("dibis-drone", "the exercise is known")


@pytest.mark.parametrize("part", ["kani-masi", "deraluk"])
def test_inhibition_the_larger_story_mutes_its_parts(fortnight: Fortnight, part: str) -> None:
    assert len(fortnight.on("amedi-shelling", "duty")) == 1
    assert fortnight.on(part, "duty") == []
    assert Ruling.INHIBITED in fortnight.why(part, "duty")
    assert any(part in mail.events for mail in fortnight.to("duty", "digest"))


def test_escalation_is_told_at_once_in_the_thread_of_the_first_mail(fortnight: Fortnight) -> None:
    first, graver = fortnight.on("chamchamal-drone", "duty")
    assert (first.at, graver.at) == (at(20, "21:03"), at(20, "21:05"))
    assert graver.content["References"] == first.id
    assert graver.subject == f"Re: {first.subject}"
    assert (first.content["Importance"], graver.content["Importance"]) == (None, "high")
    body = graver.content.get_body(("plain",))
    assert body is not None
    assert "Now critical, high before" in " ".join(body.get_content().split())


def test_the_trap_a_cooldown_on_a_high_story_mutes_no_critical_one(fortnight: Fortnight) -> None:
    """The same story two minutes after it was told, another one, and one amid the storm."""
    assert fortnight.on("tuz-bomb", "duty")[0].at - at(20, "21:06") == 3 * MINUTE
    critical = fortnight.on("mosul-bomb", "duty")[0]
    assert critical.at - (STORM + 40 * MINUTE) == 3 * MINUTE
    held = [one for one in fortnight.decisions if one.ruling == Ruling.RATE_CAPPED]
    assert any(one.at <= critical.at for one in held)
    assert {one.severity for one in held} == {"high"}


def test_quiet_hours_are_broken_by_what_is_critical_and_end_in_the_morning(
    fortnight: Fortnight,
) -> None:
    night = {
        one.severity
        for mail in fortnight.to("berlin", "alert")
        if not 6 <= mail.at.astimezone(BERLIN).hour < 22
        for one in fortnight.decisions
        if one.message == mail.id
    }
    assert night == {"critical"}
    (morning,) = fortnight.on("ranya-drone", "berlin")
    assert morning.at.astimezone(BERLIN).hour == 6
    assert fortnight.why("ranya-drone", "berlin")[1] == Ruling.QUIET_HOURS


def test_clocks_go_back_quiet_ends_at_six_and_the_digest_comes_at_seven(
    fortnight: Fortnight,
) -> None:
    assert times(fortnight.on("koya-drone", "berlin")) == [at(25, "05:00")]
    digests = [one.at.astimezone(BERLIN) for one in fortnight.to("berlin", "digest")]
    punctual = [one for one in digests if one.day not in (29, 30)]
    assert {(one.hour, one.minute) for one in punctual} == {(7, 0)}
    assert [one.date() for one in digests] == [
        datetime(2026, 10, 19, tzinfo=BERLIN).date() + timedelta(days=day) for day in range(14)
    ]
    assert at(25, "06:00") - at(24, "05:00") == 25 * HOUR


def test_storm_sixty_stories_are_nine_mails_and_each_is_told_once(fortnight: Fortnight) -> None:
    during = [one for one in fortnight.to("duty", "alert") if STORM <= one.at < STORM + 3 * HOUR]
    told = [event for mail in during for event in mail.events]
    assert sorted(told) == sorted([*STORIES, "mosul-bomb"])
    assert len(during) == 10
    single, together = during[:5], [one for one in during if len(one.events) > 1]
    assert all(len(one.events) == 1 for one in single)
    assert [len(one.events) for one in together] == [11, 15, 15, 14]
    for before, after in pairwise(together):
        assert after.at - before.at == 15 * MINUTE


def test_storm_a_mail_lists_what_it_replaces_and_stands_in_no_thread(fortnight: Fortnight) -> None:
    storm = next(one for one in fortnight.to("duty", "alert") if len(one.events) == 15)
    assert storm.subject == "Dîdevan: 15 stories at once"
    assert storm.content["References"] is None
    html = storm.content.get_body(("html",))
    text = storm.content.get_body(("plain",))
    assert html is not None
    assert text is not None
    for place in STORM_PLACES[16:31]:
        assert place in html.get_content()
        assert place in text.get_content()


def test_hourly_cap_no_hour_has_more_mails_than_are_allowed(fortnight: Fortnight) -> None:
    for recipient in ("duty", "berlin", "gone"):
        alerts = times(fortnight.to(recipient, "alert"))
        for moment in alerts:
            assert sum(moment <= one < moment + HOUR for one in alerts) <= 12


@pytest.mark.parametrize(
    ("recipient", "told", "refused", "why"),
    [
        ("kirkuk", "laylan-drone", "koya-drone", Ruling.OTHER_PLACE),
        ("isis desk", "hawija-isis", "daquq-bomb", Ruling.OTHER_ACTOR),
        ("rubar reader", "erbil-protest", "halabja-protest", Ruling.OTHER_OUTLET),
        ("rubar reader", "dohuk-cyber", "daquq-bomb", Ruling.OTHER_CATEGORY),
        ("duty", "daquq-bomb", "halabja-protest", Ruling.BELOW_SEVERITY),
    ],
)
def test_filters_tell_what_was_asked_for_and_name_what_was_not(
    fortnight: Fortnight, recipient: str, told: str, refused: str, why: Ruling
) -> None:
    assert fortnight.on(told, recipient)
    assert fortnight.on(refused, recipient) == []
    assert fortnight.why(refused, recipient)[0] == why


def test_asleep_there_is_one_mail_on_what_came_meanwhile_and_none_on_what_is_old(
    fortnight: Fortnight,
) -> None:
    morning = [
        one for one in fortnight.to("berlin", "alert") if ASLEEP[1] <= one.at < ASLEEP[1] + HOUR
    ]
    assert [set(one.events) for one in morning] == [{f"asleep-{n}" for n in (5, 6, 7, 8)}]
    assert fortnight.why("asleep-1", "berlin")[0] == Ruling.TOO_OLD
    (duty,) = [one for one in fortnight.to("duty", "alert") if one.at.day == 29]
    assert len(duty.events) == 8


def test_asleep_digests_are_late_marked_and_tell_what_was_read_on_waking(
    fortnight: Fortnight,
) -> None:
    (late,) = [one for one in fortnight.to("duty", "digest") if one.at.day == 29]
    assert late.at == ASLEEP[1]
    assert {f"asleep-{n}" for n in range(1, 9)} == set(late.events)
    body = late.content.get_body(("plain",))
    assert body is not None
    assert "! Late by 2 h" in body.get_content()


_TOLD = Outcome.TOLD
