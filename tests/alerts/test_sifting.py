"""What a digest tells of what was flagged: by stories, and nothing lost that is not understood."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from daemon.alerts.sifting import sift
from daemon.model.alert import Interest
from daemon.model.article import Severity
from tests.alerts.sample import ANALYST, articles
from tests.alerts.telling import candidate

FIRST, SECOND, *REST = articles()
LATER = max(one.first_seen_at for one in articles()) + timedelta(hours=1)
OUTLETS = {"rudaw-ckb": "ڕووداو", "ronahi-kmr": "Ronahî"}


def told(interest: Interest, **changes: object) -> list[int]:
    recipient = replace(ANALYST, interest=interest, **changes)  # type: ignore[arg-type]
    return [one.id for one in sift(articles(), {}, recipient, OUTLETS, LATER).wanted]


def test_without_stories_an_article_is_judged_by_what_it_is() -> None:
    assert told(Interest(categories=("killing",))) == [2]
    assert told(Interest(outlets=("Ronahî",))) == [2, 6]
    assert told(Interest(), digest_at_least=Severity.CRITICAL) == [1, 2]


def test_with_a_story_it_is_judged_by_the_story() -> None:
    grave = candidate(severity=Severity.CRITICAL, place="kirkuk", within=("iraq",))
    low = replace(FIRST, severity=Severity.LOW)
    wanted = replace(
        ANALYST, interest=Interest(places=("iraq",)), digest_at_least=Severity.CRITICAL
    )
    assert sift([low], {low.id: grave}, wanted, OUTLETS, LATER).wanted == (low,)
    elsewhere = replace(wanted, interest=Interest(places=("turkey",)))
    assert sift([low], {low.id: grave}, elsewhere, OUTLETS, LATER).passed_over == (low.id,)


def test_what_cannot_be_understood_is_told_rather_than_hidden() -> None:
    somewhere = Interest(places=("iraq",), actors=("pkk",))
    assert set(told(somewhere)) == {one.id for one in articles()}
    assert told(replace(somewhere, categories=("killing",))) == [2]
    assert told(somewhere, digest_at_least=Severity.CRITICAL) == [1, 2]


def test_what_came_after_the_digest_was_due_and_is_not_understood_waits_for_the_next() -> None:
    somewhere = replace(ANALYST, interest=Interest(places=("iraq",)))
    due_at = FIRST.first_seen_at
    sifted = sift([FIRST], {}, somewhere, OUTLETS, due_at)
    assert (sifted.wanted, sifted.passed_over) == ((), ())
    understood = {FIRST.id: candidate(place="kirkuk", within=("iraq",))}
    assert sift([FIRST], understood, somewhere, OUTLETS, due_at).wanted == (FIRST,)


def test_what_an_analyst_called_no_security_news_is_told_to_nobody() -> None:
    dismissed = {FIRST.id: candidate(security=False)}
    assert sift([FIRST], dismissed, ANALYST, OUTLETS, LATER).passed_over == (FIRST.id,)


def test_a_digest_tells_of_what_is_remembered_too() -> None:
    memory = candidate(history=True)
    assert sift([FIRST], {FIRST.id: memory}, ANALYST, OUTLETS, LATER).wanted == (FIRST,)


def test_every_article_is_told_passed_over_or_waits_and_never_two_of_these() -> None:
    recipient = replace(ANALYST, interest=Interest(categories=("rocket_missile_drone",)))
    sifted = sift(articles(), {SECOND.id: candidate()}, recipient, OUTLETS, LATER)
    assert [one.id for one in sifted.wanted] == [SECOND.id]
    assert set(sifted.passed_over) == {one.id for one in (FIRST, *REST)}
