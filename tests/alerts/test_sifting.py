"""What a digest tells of what was flagged: by stories, and nothing lost that is not understood."""

from __future__ import annotations

from dataclasses import replace

from daemon.alerts.sifting import sift
from daemon.model.alert import Interest
from daemon.model.article import Severity
from tests.alerts.sample import ANALYST, articles
from tests.alerts.telling import candidate

FIRST, SECOND, *REST = articles()
OUTLETS = {"rudaw-ckb": "ڕووداو", "ronahi-kmr": "Ronahî"}


def told(interest: Interest, **changes: object) -> list[int]:
    recipient = replace(ANALYST, interest=interest, **changes)  # type: ignore[arg-type]
    return [one.id for one in sift(articles(), {}, recipient, OUTLETS).wanted]


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
    assert sift([low], {low.id: grave}, wanted, OUTLETS).wanted == (low,)
    elsewhere = replace(wanted, interest=Interest(places=("turkey",)))
    assert sift([low], {low.id: grave}, elsewhere, OUTLETS).passed_over == (low.id,)


def test_what_is_not_understood_yet_is_neither_told_nor_passed_over() -> None:
    sifted = sift(articles(), {}, replace(ANALYST, interest=Interest(places=("iraq",))), OUTLETS)
    assert (sifted.wanted, sifted.passed_over) == ((), ())


def test_a_digest_tells_of_what_is_remembered_too() -> None:
    memory = candidate(history=True)
    assert sift([FIRST], {FIRST.id: memory}, ANALYST, OUTLETS).wanted == (FIRST,)


def test_every_article_is_told_passed_over_or_waits_and_never_two_of_these() -> None:
    recipient = replace(ANALYST, interest=Interest(categories=("rocket_missile_drone",)))
    sifted = sift(articles(), {SECOND.id: candidate()}, recipient, OUTLETS)
    assert [one.id for one in sifted.wanted] == [SECOND.id]
    assert set(sifted.passed_over) == {one.id for one in (FIRST, *REST)}
