"""The fortnight's post and its operator: nothing lost, nothing twice, each trouble told once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from email.utils import parseaddr

from click.testing import CliRunner

from daemon.cli import cli
from daemon.model.alert import Ruling
from daemon.model.notice import SUPPRESSED_AFTER
from tests.journeys.fortnight.harvest import Fortnight
from tests.journeys.fortnight.script import ASLEEP, CUT_OFF, FEED_DOWN, LIFTED, POST_DOWN, REFUSING

HOUR = timedelta(hours=1)


def test_outage_nothing_is_lost(fortnight: Fortnight) -> None:
    """All that was decided arrived, but for what an address refused."""
    decided = {one.message for one in fortnight.decisions if one.message}
    refused = SUPPRESSED_AFTER
    assert fortnight.states["dead"] == refused
    assert set(fortnight.states) == {"dead", "sent"}
    assert len(decided - {one.id for one in fortnight.mails}) <= refused


def test_outage_nothing_arrives_twice_but_the_one_whose_line_was_cut(fortnight: Fortnight) -> None:
    copies = Counter(one.id for one in fortnight.mails)
    (twice,) = [message for message, number in copies.items() if number > 1]
    both = [one for one in fortnight.mails if one.id == twice]
    assert [one.events for one in both] == [("akre-drone",)] * 2
    assert both[0].content.as_bytes() == both[1].content.as_bytes()
    assert both[0].at >= CUT_OFF
    assert fortnight.office.cut == 1


def test_outage_what_waited_arrives_when_it_ends_in_its_order(fortnight: Fortnight) -> None:
    down, up = POST_DOWN
    assert not any(down <= one.at < up and one.recipient != "operator" for one in fortnight.mails)
    first, update = fortnight.on("tikrit-drone", "duty")
    assert up <= first.at <= up + HOUR
    mails = fortnight.to("duty")
    assert mails.index(first) < mails.index(update)


def test_each_mail_goes_to_one_person(fortnight: Fortnight) -> None:
    for mail in fortnight.mails:
        assert parseaddr(str(mail.content["To"]))[1].endswith("@news.example")
        assert mail.content["Cc"] is None
        assert mail.content["Bcc"] is None


def test_refused_three_times_an_address_is_left_in_peace(fortnight: Fortnight) -> None:
    assert len(fortnight.office.refusals) == SUPPRESSED_AFTER
    silent = [one for one in fortnight.to("gone") if REFUSING[0] <= one.at < LIFTED]
    assert silent == []
    assert Ruling.ADDRESS_SUPPRESSED in fortnight.why("storm-21", "gone")


def test_refused_a_test_message_lifts_it_and_the_next_digest_tells_what_was_missed(
    fortnight: Fortnight,
) -> None:
    test, digest, *_ = [one for one in fortnight.to("gone") if one.at >= LIFTED]
    assert (test.at, test.kind) == (LIFTED, "notice")
    assert digest.at - LIFTED < timedelta(minutes=5)
    assert {"qaladze-drone", "kalar-drone", "storm-21"} <= {*digest.events, *digest.counted}


def notices(fortnight: Fortnight) -> list[str]:
    return [one.subject for one in fortnight.to("operator", "notice")]


def test_a_source_that_dies_is_told_once_and_once_when_it_lives_again(
    fortnight: Fortnight,
) -> None:
    told = [one for one in fortnight.to("operator", "notice") if "rubar" in one.subject]
    died, lives = told[:2]
    assert died.subject == "Dîdevan notice: source rubar cannot be read"
    assert timedelta(0) <= died.at - (FEED_DOWN[0] + 24 * HOUR) <= 4 * HOUR
    assert lives.subject == "Dîdevan notice: over: source rubar cannot be read"
    assert FEED_DOWN[1] <= lives.at <= FEED_DOWN[1] + 7 * HOUR


def test_a_source_that_never_worked_is_told_once(fortnight: Fortnight) -> None:
    assert sum("broken-window" in one for one in notices(fortnight)) == 1


def test_the_post_that_is_down_is_told_to_whom_it_can_be_told(fortnight: Fortnight) -> None:
    told = [one for one in fortnight.to("operator", "notice") if POST_DOWN[0] <= one.at]
    assert [one.subject for one in told if "channel post" in one.subject] == [
        "Dîdevan notice: messages by channel post do not go out",
        "Dîdevan notice: over: messages by channel post do not go out",
    ]


def test_refusals_are_told_once_and_once_when_they_are_over(fortnight: Fortnight) -> None:
    assert [one for one in notices(fortnight) if "gone" in one] == [
        "Dîdevan notice: messages to gone are refused",
        "Dîdevan notice: over: messages to gone are refused",
    ]


def test_nobody_is_blamed_for_the_night_in_which_the_machine_slept(fortnight: Fortnight) -> None:
    assert not any("nothing is received" in one for one in notices(fortnight))
    woken = [
        one for one in fortnight.to("operator", "notice") if 0 <= (one.at - ASLEEP[1]) / HOUR < 2
    ]
    assert woken == []


def test_why_says_of_every_story_what_was_decided(fortnight: Fortnight) -> None:
    story = next(n for n, event in fortnight.stories.items() if event == "chamchamal-drone")
    files = ("--sources", str(fortnight.folder / "sources.toml"))
    words = {"STATE_DIRECTORY": str(fortnight.folder)}
    said = CliRunner().invoke(cli, [*files, "why", str(story), "berlin"], env=words)
    assert said.exit_code == 0, said.output
    held, told, *_ = [line for line in said.output.splitlines() if "berlin" in line][1:]
    assert held.endswith("[quiet_hours]")
    assert "2026-10-20 21:05 UTC  berlin: critical, told: new" in told
