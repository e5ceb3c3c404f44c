"""The five real articles: their numbers come with what they count, and nothing old as new."""

from __future__ import annotations

from datetime import UTC, datetime

from daemon.stories.facts import quantities
from daemon.stories.passage import Passage
from tests.journeys.test_seeds import seeds, title_of
from tests.stories.understood import account, rules

REPORTED = datetime(2020, 10, 12, 9, tzinfo=UTC)


def counted() -> set[tuple[int, str]]:
    """Every number of the five with the first letters of what it counts."""
    found: set[tuple[int, str]] = set()
    for text in seeds():
        for start in range(0, len(text), 700):
            passage = Passage("", text[max(0, start - 200) : start + 700], (), rules().lexicon)
            found |= {(int(one.value), one.counted[:4]) for one in quantities(passage)}
    return found


def test_the_numbers_of_the_seeds_come_with_what_they_count() -> None:
    wanted = {
        (34, "هێرش"),
        (14, "چالا"),
        (14, "ئەند"),
        (2500, "سەرب"),
        (4000, "چەکد"),
        (7000, "چەکد"),
        (168, "پەرل"),
        (25, "هێرش"),
    }
    assert wanted <= counted()


def test_no_killing_of_the_past_is_an_incident_of_that_day() -> None:
    for text in seeds():
        found = account(title_of(text), text, at=REPORTED).incident
        killed = [count for count in found.counts if count.what.value == "killed"]
        assert killed == []
