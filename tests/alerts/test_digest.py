"""What a digest tells: the day, its articles in order, the sources, and how far to trust it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from daemon.alerts.digest import Digest, compose_digest
from daemon.alerts.evidence import Found, Why
from daemon.alerts.wording import LANGUAGES, ORIGINS, REASONS, SEVERITIES
from daemon.model.article import Match, Origin, Precision, Severity, StoredArticle
from daemon.model.language import Language
from daemon.model.outcome import Reason
from daemon.model.post import DigestContent
from tests.alerts.day import day
from tests.alerts.sample import ANALYST, DUE, article, articles, content, health, sources

LOST_NOTHING = "It tells everything up to the time it was made; nothing was lost."


def digest(day: DigestContent | None = None, zone: str = "Asia/Baghdad") -> Digest:
    return compose_digest(day or content(), replace(ANALYST, zone=zone))


def test_the_day_is_told_in_one_sentence() -> None:
    assert digest().summary == (
        "6 security reports from 3 sources: 2 critical, 2 high, 1 medium and 1 low; "
        "most often drone attack (2)."
    )
    assert digest(content(articles()[:1])).summary == "1 security report from 1 source: 1 critical."


def test_the_subject_has_the_date_and_the_count() -> None:
    assert digest().subject == "Dîdevan 21 Nov 2026: 6 flagged, 2 critical"
    assert digest(content(articles()[2:3])).subject == "Dîdevan 21 Nov 2026: 1 flagged"
    assert digest(content([])).subject == "Dîdevan 21 Nov 2026: nothing flagged"


def test_the_gravest_come_first_and_the_strongest_first_among_them() -> None:
    same = [
        replace(one, severity=Severity.HIGH, score=number) for number, one in enumerate(articles())
    ]
    titles = [block.headline for block in digest(content(same)).sections[0].blocks]
    assert titles == [one.title for one in reversed(same)]
    order = [section.severity for section in digest().sections]
    assert order == [Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW]


def test_times_are_those_of_the_recipient_s_clock() -> None:
    def told(zone: str) -> tuple[str, str]:
        found = digest(zone=zone)
        return found.sections[0].blocks[0].time, found.next_due

    assert told("Asia/Baghdad") == (
        "21 Nov 06:00",
        "Next digest: Sunday 22 November 2026, 07:00 (Asia/Baghdad).",
    )
    assert told("America/New_York") == (
        "20 Nov 22:00",
        "Next digest: Saturday 21 November 2026, 23:00 (America/New_York).",
    )


@pytest.mark.parametrize(
    ("change", "time"),
    [
        ({"precision": Precision.DAY}, "21 Nov"),
        ({"precision": Precision.UNKNOWN}, "seen 21 Nov 06:06"),
        ({"published_at": None}, "seen 21 Nov 06:06"),
        ({"published_at": DUE + timedelta(days=3650)}, "seen 21 Nov 06:06, dated later"),
    ],
)
def test_a_time_nobody_knows_is_not_made_up(change: dict[str, object], time: str) -> None:
    found = digest(content([replace(articles()[0], **change)]))  # type: ignore[arg-type]
    assert found.sections[0].blocks[0].time == time


def test_the_headline_is_told_as_written_in_its_language_and_direction() -> None:
    blocks = {
        block.headline: (block.lang, block.direction, block.language)
        for section in digest().sections
        for block in section.blocks
    }
    assert blocks == {
        articles()[0].title: ("ckb", "rtl", "Sorani"),
        articles()[1].title: ("kmr", "ltr", "Kurmanji"),
        articles()[2].title: ("ckb", "rtl", "Sorani"),
        articles()[3].title: ("kmr-Arab", "rtl", "Badini"),
        articles()[4].title: ("ckb", "rtl", "Sorani"),
        articles()[5].title: ("kmr", "ltr", "Kurmanji"),
    }


def why(found: Digest) -> Why:
    return found.sections[0].blocks[0].why


def test_why_it_was_flagged_names_the_terms_and_words_they_were_found_in() -> None:
    first, second = why(digest()).evidence
    assert (first.category, second.category) == ("drone attack", "energy")
    assert first.found == (Found("drone", "درۆن", 3), Found("attack", "هێرشیان", 3))
    assert second.found == (Found("gas field", "کێڵگەیەکی گاز", 2),)


def one(*matches: Match) -> StoredArticle:
    """An article with these matches, all in a title that holds nothing else."""
    title = " ".join(dict.fromkeys(match.surface for match in matches))
    categories = tuple(dict.fromkeys(match.category for match in matches))
    return article(1, title, "", categories=categories, matches=matches)


def match(category: str, term: str, surface: str, weight: float = 2.0, *doubts: str) -> Match:
    return Match(category, term, "title", surface, 0, len(surface), weight, doubts)


def test_the_strongest_are_told_and_the_rest_is_counted_or_named() -> None:
    crowd = [match(f"c{n % 4}", f"term-{n}", f"وشە{n}", 1.0 + n) for n in range(20)]
    told = why(digest(content([one(*crowd)])))
    assert [evidence.category for evidence in told.evidence] == ["c3", "c2"]
    assert [found.term for found in told.evidence[0].found] == ["term 19", "term 15", "term 11"]
    assert [evidence.more for evidence in told.evidence] == [2, 3]
    assert told.also == ("c1", "c0")


def test_a_word_is_told_once_though_many_terms_found_it() -> None:
    same = [match("a", "attack", "هێرش", 3.0), match("a", "many", "هێرش"), match("b", "x", "هێرش")]
    first, second = why(digest(content([one(*same)]))).evidence
    assert ([found.term for found in first.found], first.more) == (["attack"], 1)
    assert (second.found, second.more) == ((), 1)


def test_a_finding_that_spans_a_sentence_is_told_by_its_ends() -> None:
    long = "داعش درەنگانی دوێنێ شەو هێرشیان"
    told = why(digest(content([one(match("a", "b", long))])))
    assert told.evidence[0].found[0].phrase == "داعش … هێرشیان"


def test_doubts_about_a_finding_are_told() -> None:
    told = why(
        digest(content([one(match("a", "b", "هێرش", 1.0, "negated", "doubt", "guard:sport"))]))
    )
    assert told.evidence[0].found[0].note == "negated, in doubt, weighed less"


def test_what_speaks_against_or_for_another_category_is_no_reason() -> None:
    matches = (match("a", "drone", "درۆن"), match("a", "toy", "یاری", -3.0), match("b", "c", "د"))
    told = why(digest(content([replace(one(*matches), categories=("a",))])))
    assert [(found.term, found.phrase) for found in told.evidence[0].found] == [("drone", "درۆن")]
    assert (told.evidence[0].more, told.also) == (0, ())


def test_how_the_text_was_come_by_is_told() -> None:
    notes = [block.notes for section in digest().sections for block in section.blocks]
    assert notes[1] == ("text from the feed, the page could not be read",)
    assert notes[2] == ("edited by the outlet, this is version 3",)
    assert notes[4] == ("its link is no plain web address and is left out",)
    assert notes[5] == ("only the feed's summary could be read",)


def test_categories_are_called_by_their_names() -> None:
    names = {"drone_attack": "Rockets, missiles and drones", "killing": "ISIS and terrorism"}
    found = compose_digest(content(articles()[:2]), ANALYST, names)
    assert [bar.label for bar in found.overview.categories] == [
        "Rockets, missiles and drones",
        "Energy",
        "ISIS and terrorism",
    ]
    assert found.summary.endswith("most often rockets, missiles and drones (2).")
    second = found.sections[0].blocks[1]
    assert second.categories == ("Rockets, missiles and drones", "ISIS and terrorism")
    assert [evidence.category for evidence in second.why.evidence] == [
        "rockets, missiles and drones",
        "ISIS and terrorism",
    ]


@pytest.mark.parametrize(
    ("late", "told"),
    [
        (timedelta(seconds=20), ""),
        (timedelta(minutes=14), ""),
        (timedelta(minutes=15), "Late by 15 min: due 21 Nov 07:00, made 21 Nov 07:15."),
        (timedelta(hours=3), "Late by 3 h: due 21 Nov 07:00, made 21 Nov 10:00."),
        (timedelta(days=2, hours=4), "Late by 2 days 4 h: due 21 Nov 07:00, made 23 Nov 11:00."),
    ],
)
def test_a_late_digest_says_how_late_and_that_nothing_was_lost(late: timedelta, told: str) -> None:
    said = digest(content(late=late, now=DUE + late)).late
    assert said == (f"{told} {LOST_NOTHING}" if told else "")


def test_an_empty_day_says_that_the_watch_was_awake() -> None:
    assert digest(content([])).summary == (
        "Nothing to report: 312 articles read, none of them about security. "
        "The watch was awake: 3 of 5 sources answered, the last at 21 Nov 06:50."
    )
    assert digest(content([], read=0)).summary.startswith(
        "Nothing to report: no source published anything new. The watch was awake"
    )


def test_a_day_without_news_says_when_what_was_told_has_changed() -> None:
    found = compose_digest(replace(day(), articles=(), stories=()), ANALYST)
    assert found.summary.startswith("Nothing new to report, but 1 story that was told has changed.")
    assert found.subject == "Dîdevan 21 Nov 2026: nothing flagged, 1 changed"
    assert len(found.again) == 1


def test_an_empty_day_of_a_watch_that_slept_or_heard_nothing_is_no_comfort() -> None:
    asleep = [replace(source, polled_at=DUE - timedelta(days=3)) for source in sources()]
    deaf = [replace(source, problem=Reason.DEADLINE) for source in sources()]
    assert digest(content([], sources=tuple(asleep))).summary == (
        "Nothing to report, but the watch was not awake: "
        "the last look at a source was 18 Nov 07:00."
    )
    assert "was not awake: no source was read yet" in digest(content([], sources=())).summary
    assert digest(content([], sources=tuple(deaf))).summary == (
        "Nothing to report, but this silence says little: 0 of 5 sources answered."
    )


def test_sources_that_fail_are_told_with_the_reason_longest_first() -> None:
    first, second = digest().health.ailing
    assert (first.outlet, first.source) == ("کەرکووک نیوز", "kirkuk-ckb")
    assert first.why == "it did not answer in time"
    assert first.since == "since 20 Nov 12:00, 12 tries in a row"
    assert (second.why, second.since) == ("its feed is broken", "since 21 Nov 06:00")
    assert second.detail == "mismatched tag: line 12, column 4"


def test_every_enabled_source_is_counted_once() -> None:
    many = (
        *sources(),
        health("new-ckb", "New", polled_at=None),
        *(health(f"s{number}", "S", problem=Reason.GONE) for number in range(20)),
    )
    found = digest(content(sources=many)).health
    assert (len(found.ailing), found.more_ailing, found.well, found.waiting) == (12, 10, 3, 1)
    assert found.total == 26


def test_the_tally_and_the_recipient_are_told() -> None:
    assert digest().tally == (
        "312 articles read since the last digest: 6 about security, 306 dropped as not."
    )
    narrowed = digest(content(passed_over=(7, 8))).tally
    assert narrowed.endswith(
        ": 8 about security, 304 dropped as not. "
        "2 about security are left out: you did not ask for them."
    )
    assert digest(content(next_due_at=None)).next_due == ""
    assert digest().recipient == "morning desk"


@pytest.mark.parametrize(
    ("words", "values"),
    [(REASONS, Reason), (ORIGINS, Origin), (SEVERITIES, Severity), (LANGUAGES, Language)],
    ids=["reasons", "origins", "severities", "languages"],
)
def test_there_are_words_for_everything(words: dict[object, str], values: Iterable[object]) -> None:
    assert set(words) == set(values)
    assert len(set(words.values())) == len(words)
