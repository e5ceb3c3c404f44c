"""A fortnight of news, decided as the daemon would: three recipients, every mail accounted for.

Time is an argument, so the fortnight runs in seconds. In it: the clock is set back in Berlin,
the machine sleeps for eight hours, a province burns for an afternoon, and a high story turns
critical in the night, a minute after it was told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from daemon.model.alert import Alerting, Candidate, Interest, Outcome, Ruling, Silence, Span
from daemon.model.article import Severity
from daemon.model.language import Language
from tests.alerts.telling import Desk, recipient

BEGIN = datetime(2026, 10, 19, 0, 0, tzinfo=UTC)
STEP = timedelta(minutes=3)
DAYS = 14
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
ASLEEP = (BEGIN + 9 * 24 * HOUR + 10 * HOUR, BEGIN + 9 * 24 * HOUR + 18 * HOUR)
NIGHT_OF_THE_CLOCKS = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30 in Berlin, twice
STORM_AT = BEGIN + 11 * 24 * HOUR + 13 * HOUR
TRAP_AT = BEGIN + 4 * 24 * HOUR + 23 * HOUR
MUTED = Silence("exercise", BEGIN, BEGIN + 3 * 24 * HOUR, category="military_movement")


@dataclass(frozen=True)
class Report:
    """What a story is from a moment on."""

    at: datetime
    story: int
    severity: Severity
    facts: str
    place: str
    category: str
    sources: int


def reports() -> list[Report]:
    """Eight stories a day, most of them growing, and the events that are tested."""
    found = list(ordinary())
    trap, clocks, sleeping = 901, 902, 903
    place, kind = "kirkuk", "rocket_missile_drone"
    found += [
        Report(TRAP_AT, trap, Severity.HIGH, "killed 1", place, kind, 3),
        Report(TRAP_AT + 4 * MINUTE, trap, Severity.CRITICAL, "killed 30", place, kind, 4),
        Report(TRAP_AT + 5 * MINUTE, 904, Severity.CRITICAL, "killed 7", place, kind, 3),
        Report(NIGHT_OF_THE_CLOCKS, clocks, Severity.HIGH, "killed 2", place, kind, 3),
        Report(ASLEEP[0] - MINUTE, sleeping, Severity.HIGH, "killed 4", place, kind, 1),
        Report(ASLEEP[0] - MINUTE, 905, Severity.CRITICAL, "killed 9", place, kind, 1),
    ]
    found += [
        Report(
            STORM_AT + number * MINUTE, 1000 + number, Severity.HIGH, "shelled", "amadiya", kind, 3
        )
        for number in range(90)
    ]
    return sorted(found, key=lambda one: (one.at, one.story))


def ordinary() -> Iterator[Report]:
    grades = (Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL)
    for number in range(DAYS * 8):
        at = BEGIN + number * 3 * HOUR + (number % 7) * 9 * MINUTE
        severity = grades[number % 11 % 4]
        place = ("erbil", "kirkuk", "amadiya")[number % 3]
        kind = ("rocket_missile_drone", "military_movement", "cyber")[number % 5 % 3]
        yield Report(at, number, severity, "killed 1", place, kind, 1)
        for more in range(1, number % 4 + 1):
            yield Report(
                at + more * 20 * MINUTE, number, severity, "killed 1", place, kind, more + 1
            )
        if number % 9 == 0:
            yield Report(at + 100 * MINUTE, number, severity, "killed 4", place, kind, 5)


def merged(known: dict[int, Candidate], report: Report) -> Candidate:
    """The story after one more report."""
    before = known.get(report.story)
    return Candidate(
        story=report.story,
        severity=report.severity,
        first_at=before.first_at if before else report.at,
        last_at=report.at,
        categories=(report.category,),
        place=report.place,
        within=("kurdistan-region", "iraq"),
        sources=("rudaw-ckb",),
        languages=(Language.SORANI,),
        independent=report.sources,
        facts=report.facts,
    )


def _critical(story: Candidate | None) -> bool:
    return story is not None and story.severity is Severity.CRITICAL


BERLIN = recipient(
    Alerting(Severity.HIGH, quiet=(Span(time(22, 0), time(6, 0)),)),
    name="berlin",
    zone="Europe/Berlin",
)
EVERYTHING = recipient(Alerting(Severity.LOW), name="everything")
KIRKUK = recipient(
    Alerting(Severity.CRITICAL), name="critical in Kirkuk", interest=Interest(places=("kirkuk",))
)


@dataclass
class Fortnight:
    stories: dict[int, Candidate]
    desks: dict[str, Desk]
    graver: list[tuple[datetime, int]]  # when a story became critical


@pytest.fixture(scope="module")
def fortnight() -> Fortnight:
    known: dict[int, Candidate] = {}
    desks = {one.name: Desk(one) for one in (BERLIN, EVERYTHING, KIRKUK)}
    graver, coming = [], reports()
    for step in range(int(DAYS * 24 * HOUR / STEP)):
        now = BEGIN + step * STEP
        if ASLEEP[0] <= now < ASLEEP[1]:
            continue
        while coming and coming[0].at <= now:
            report = coming.pop(0)
            before = known.get(report.story)
            known[report.story] = merged(known, report)
            if report.severity is Severity.CRITICAL and not _critical(before):
                graver.append((now, report.story))
        alive = [one for one in known.values() if now - one.last_at < 26 * HOUR]
        for desk in desks.values():
            desk.look(alive, now, [MUTED])
    return Fortnight(known, desks, graver)


def test_every_story_is_told_or_there_is_a_reason_why_it_was_not(fortnight: Fortnight) -> None:
    for desk in fortnight.desks.values():
        for story in fortnight.stories:
            last = desk.last.get(story)
            assert story in desk.told or last is None or last.outcome is not Outcome.TOLD
    everything = fortnight.desks["everything"]
    assert set(fortnight.stories) - set(everything.told) == {
        story
        for story, one in fortnight.stories.items()
        if one.categories == ("military_movement",) and one.last_at + 24 * HOUR <= MUTED.ends_at
    }


def test_no_story_is_told_again_without_a_reason(fortnight: Fortnight) -> None:
    for desk in fortnight.desks.values():
        for story in desk.told:
            first, *later = [why for _, why in desk.mails_on(story)]
            assert first in {Ruling.NEW, Ruling.STORM}
            assert set(later) <= {Ruling.ESCALATED, Ruling.CHANGED, Ruling.STORM}


def test_between_two_mails_on_a_story_lies_the_group_interval_or_it_became_graver(
    fortnight: Fortnight,
) -> None:
    for desk in fortnight.desks.values():
        for story in desk.told:
            mails = desk.mails_on(story)
            for (before, _), (after, why) in pairwise(mails):
                assert why is Ruling.ESCALATED or after - before >= timedelta(minutes=15)


def test_the_trap_is_not_sprung(fortnight: Fortnight) -> None:
    """At 01:00 in Berlin a high story waits for the morning, and critical ones do not."""
    berlin = fortnight.desks["berlin"]
    (at, why), *_ = berlin.mails_on(901)
    assert (at - TRAP_AT, why) == (6 * MINUTE, Ruling.NEW)
    assert berlin.mails_on(904)[0][0] - TRAP_AT <= 2 * STEP
    awake = fortnight.desks["everything"].mails_on(901)
    assert [why for _, why in awake] == [Ruling.NEW, Ruling.ESCALATED]
    assert awake[1][0] - awake[0][0] < timedelta(minutes=15)


def test_every_critical_story_is_told_within_the_group_wait(fortnight: Fortnight) -> None:
    for name in ("berlin", "everything"):
        desk = fortnight.desks[name]
        for at, story in fortnight.graver:
            if fortnight.stories[story].categories == ("military_movement",):
                continue
            told = [when for when, _ in desk.mails_on(story)]
            assert any(at <= when <= at + 2 * STEP for when in told)


def test_in_quiet_hours_nothing_but_critical_stories_is_told(fortnight: Fortnight) -> None:
    night = set()
    for at, mail in fortnight.desks["berlin"].mails:
        hour = at.astimezone(ZoneInfo("Europe/Berlin")).hour
        if hour >= 22 or hour < 6:
            night |= {one.severity for one in mail}
    assert night == {Severity.CRITICAL}


def test_on_the_night_of_the_clocks_the_quiet_ends_at_six_by_the_new_time(
    fortnight: Fortnight,
) -> None:
    (at, why) = fortnight.desks["berlin"].mails_on(902)[0]
    assert at == datetime(2026, 10, 25, 5, 0, tzinfo=UTC)
    assert why in {Ruling.NEW, Ruling.STORM}


def test_what_came_before_the_machine_slept_is_told_when_it_wakes(fortnight: Fortnight) -> None:
    for name in ("berlin", "everything"):
        desk = fortnight.desks[name]
        for story in (903, 905):
            (told, *_again) = desk.mails_on(story)
            assert told[0] == ASLEEP[1]


def test_the_burning_province_is_a_handful_of_mails(fortnight: Fortnight) -> None:
    for name in ("berlin", "everything"):
        desk = fortnight.desks[name]
        during = [mail for at, mail in desk.mails if STORM_AT <= at < STORM_AT + 3 * HOUR]
        told = [one.story for mail in during for one in mail if one.story >= 1000]
        assert sorted(told) == list(range(1000, 1090))
        assert len(during) <= 30


def test_who_asked_for_one_place_hears_of_no_other(fortnight: Fortnight) -> None:
    desk = fortnight.desks["critical in Kirkuk"]
    told = [fortnight.stories[story] for story in desk.told]
    assert told
    assert {(one.place, one.severity) for one in told} == {("kirkuk", Severity.CRITICAL)}


def test_in_whatever_order_stories_are_given_the_mails_are_the_same() -> None:
    again = Desk(replace(EVERYTHING))
    known: dict[int, Candidate] = {}
    for report in reports()[:60]:
        known[report.story] = merged(known, report)
        again.look(list(known.values()), report.at, [MUTED])
    twice = Desk(replace(EVERYTHING))
    known = {}
    for report in reports()[:60]:
        known[report.story] = merged(known, report)
        twice.look(list(reversed(known.values())), report.at, [MUTED])
    assert again.mails == twice.mails
