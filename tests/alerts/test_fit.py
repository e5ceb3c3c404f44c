"""A heavy day: the mail stays small, the gravest is told in full, and nothing is cut silently."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from daemon.alerts.digest import Digest, compose_digest
from daemon.alerts.fit import ROOMS, Room, fit
from daemon.alerts.render import LARGEST, render_digest
from daemon.model.article import Match, Severity, StoredArticle
from daemon.model.outcome import Reason
from tests.alerts.reading import of_class, tree, words
from tests.alerts.sample import ANALYST, articles, content, health


def many(number: int) -> list[StoredArticle]:
    """That many articles, of all severities in turn, strongest first."""
    return [
        replace(
            articles()[place % 6], id=place, score=float(-place), url=f"https://example.org/{place}"
        )
        for place in range(number)
    ]


def digest(number: int) -> Digest:
    return compose_digest(content(many(number)), ANALYST)


def test_an_ordinary_day_is_told_in_full() -> None:
    fitted = fit(digest(40), ROOMS[0])
    assert all(not section.briefs and not section.left_out for section in fitted.sections)
    assert (fitted.left_out, fitted.counted) == (0, ())


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("number", [0, 1, 7, 60, 300])
def test_every_article_is_told_mentioned_or_counted(room: Room, number: int) -> None:
    fitted = fit(digest(number), room)
    assert sum(section.total for section in fitted.sections) == number
    assert sum(len(section.blocks) for section in fitted.sections) <= room.full
    left = sum(section.left_out for section in fitted.sections)
    assert fitted.left_out == left
    shown = [one for part in fitted.sections for one in (*part.blocks, *part.briefs)]
    told = {number for one in shown for number in one.articles}
    assert sorted(told | set(fitted.counted)) == list(range(number))
    assert len(fitted.counted) == left


def test_the_gravest_are_told_in_full_and_every_section_at_least_in_lines() -> None:
    fitted = fit(digest(180), Room(10, 60))
    told = {
        section.severity: (len(section.blocks), len(section.briefs)) for section in fitted.sections
    }
    assert told[Severity.CRITICAL][0] == 10
    assert all(briefs >= 3 for _, briefs in told.values())
    assert sum(briefs for _, briefs in told.values()) == 60


@pytest.mark.parametrize("number", [40, 120, 1000])
def test_a_heavy_day_stays_below_the_size_at_which_mail_is_clipped(number: int) -> None:
    rendered = render_digest(digest(number))
    assert len(rendered.html.encode()) <= LARGEST < 100_000
    root = tree(rendered.html)
    shown = len(of_class(root, "card")) + len(of_class(root, "brief"))
    flat = " ".join(rendered.text.split())
    said = re.search(r"([\d,]+) stories are only counted, .* lists exactly these: (.*?) THE", flat)
    left = int(said[1].replace(",", "")) if said else 0
    assert shown + left == number
    assert len(rendered.counted) == left
    assert (f"{left:,} stories are only counted" in words(root)) == (left > 0)
    command = "didevan stories --counted-in '2026-11-21 morning desk 07:00'"
    assert said is None or said[2].strip() == command
    assert (command in words(root)) == (left > 0)


def test_the_worst_that_feeds_can_send_fits_too() -> None:
    text = '&"<' * 3000
    matches = tuple(
        Match(f"c{place % 9}", f"t{place}", "title", text[:100] + str(place), 0, 100, 1.0)
        for place in range(900)
    )
    worst = [
        replace(
            one, title=text, body=text, matches=matches, url="https://example.org/?" + "&" * 1900,
            categories=tuple(f"c{place}" for place in range(9)),
        )
        for one in many(50)
    ]  # fmt: skip
    ailing = tuple(
        health(f"{text}{place}", text, problem=Reason.DEADLINE, problem_detail=text)
        for place in range(60)
    )
    rendered = render_digest(compose_digest(content(worst, sources=ailing), ANALYST))
    assert len(rendered.html.encode()) <= LARGEST
    assert "48 more: didevan status" in rendered.text
