"""Decisions, silences and candidates: the same from both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from daemon.model.alert import Decision, Ruling, Silence
from daemon.model.article import Severity
from daemon.model.post import AlertDraft, Message
from daemon.store import Store
from tests.pipeline.reporting import report
from tests.store.samples import HOUR, NOW, message

HELD = Decision(7, Ruling.QUIET_HOURS, Severity.HIGH, "killed 2", "new", NOW + HOUR)
NEW = Decision(7, Ruling.NEW, Severity.HIGH, "killed 2")


async def write(
    store: Store, *decisions: Decision, told_by: Message | None = None, seen: int = 0
) -> bool:
    messages = [told_by] if told_by else []
    made = {told_by.id if told_by else None: decisions}
    draft = AlertDraft("shilan", made, tuple(messages), seen)
    return await store.save_alerts([draft], NOW) == {"shilan"}


async def test_a_decision_comes_back_as_it_was(store: Store) -> None:
    assert await write(store, HELD)
    (past,) = await store.past_decisions(7)
    assert (past.recipient, past.decision, past.at, past.message) == ("shilan", HELD, NOW, None)
    assert await store.past_decisions(7, "somebody else") == []
    assert await store.past_decisions(8) == []


async def test_the_history_knows_what_was_told_and_in_which_thread(store: Store) -> None:
    await write(store, NEW, told_by=message("first", kind="alert"))
    seen = (await store.alert_history("shilan", [7], NOW)).newest
    graver = Decision(7, Ruling.ESCALATED, Severity.CRITICAL, "killed 9")
    await write(store, graver, told_by=message("second", kind="alert"), seen=seen)
    history = await store.alert_history("shilan", [7, 8], NOW)
    (told,) = history.told.values()
    assert (told.severity, told.facts, told.times) == (Severity.CRITICAL, "killed 9", 2)
    assert told.thread == message("first").id
    assert history.last == {7: Ruling.ESCALATED}
    assert history.mailed_at == (NOW, NOW)
    assert (await store.alert_history("shilan", [7], NOW + 25 * HOUR)).mailed_at == ()
    assert (await store.alert_history("azad", [7], NOW)).told == {}


async def test_a_mail_on_many_begins_no_thread_and_is_remembered_for_a_while(
    store: Store,
) -> None:
    await write(
        store, replace(NEW, ruling=Ruling.STORM), told_by=replace(message("storm"), kind="alert")
    )
    history = (await store.alert_histories(["shilan"], [7], NOW))["shilan"]
    assert history.stormed_at == NOW
    assert history.told[7].thread == ""
    await write(store, NEW, told_by=replace(message("own"), kind="alert"), seen=history.newest)
    after = (await store.alert_histories(["shilan"], [7], NOW))["shilan"]
    assert (after.told[7].thread, after.told[7].times) == (message("own").id, 2)
    assert await store.subjects([message("own").id, "<gone@x>"]) == {
        message("own").id: message("own").subject
    }


async def test_what_was_decided_from_an_older_state_is_not_written(store: Store) -> None:
    assert await write(store, HELD)
    assert not await write(store, NEW, told_by=message("late"))
    assert [one.decision.ruling for one in await store.past_decisions(7)] == [Ruling.QUIET_HOURS]
    assert await store.claim("test", NOW + HOUR) is None


async def test_the_decision_and_the_mail_are_one_transaction(store: Store) -> None:
    await store.enqueue(message("same"))
    with pytest.raises(IntegrityError):
        await write(store, NEW, told_by=message("same"))
    assert await store.past_decisions(7) == []


async def test_alerts_begin_once_and_end_when_they_are_turned_off(store: Store) -> None:
    await store.begin_alerts(["shilan", "azad"], NOW)
    await store.begin_alerts(["shilan", "azad"], NOW + HOUR)
    assert (await store.alert_history("shilan", [], NOW)).began_at == NOW
    await store.begin_alerts(["azad"], NOW + HOUR)
    assert (await store.alert_history("shilan", [], NOW)).began_at is None


async def test_silences_that_ended_are_gone_and_later_ones_are_listed(store: Store) -> None:
    over = Silence("over", NOW - 2 * HOUR, NOW, category="cyber")
    now = Silence("now", NOW - HOUR, NOW + HOUR, story=7, recipient="shilan", actor="pkk")
    later = Silence("later", NOW + HOUR, NOW + 2 * HOUR, outlet="Esta", up_to=Severity.HIGH)
    numbers = [await store.add_silence(one, NOW) for one in (later, over, now)]
    found = await store.silences(NOW)
    assert [(one.reason, one.id) for one in found] == [("now", numbers[2]), ("later", numbers[0])]
    assert found[1].up_to is Severity.HIGH
    assert await store.end_silence(numbers[2], NOW)
    assert not await store.end_silence(numbers[1], NOW)
    assert [one.reason for one in await store.silences(NOW)] == ["later"]


async def test_a_story_is_a_candidate_while_its_reports_are_new(store: Store) -> None:
    story = await report(store, "blast", at=NOW)
    assert story == await report(store, "blast", "rojnews", at=NOW + HOUR)
    (one,) = await store.alert_candidates(NOW + timedelta(minutes=30))
    assert (one.story, one.first_at, one.last_at) == (story, NOW, NOW + HOUR)
    assert (one.place, one.within) == ("daquq", ("kirkuk-governorate", "iraq"))
    assert sorted(one.sources) == ["esta", "rojnews"]
    assert (one.facts, one.severity, one.independent) == ("killed 2", Severity.HIGH, 1)
    assert await store.alert_candidates(NOW + 2 * HOUR) == []


async def test_the_news_of_a_story_begin_with_the_gravest_article(store: Store) -> None:
    story = await report(store, "blast", at=NOW)
    await report(store, "blast", "rojnews", at=NOW + HOUR, severity=Severity.CRITICAL)
    news = (await store.story_news([story, 999]))[story]
    assert [one.source for one in news.articles] == ["rojnews", "esta"]
    by_article = await store.candidates_of_articles([news.articles[0].id, 999])
    assert [one.story for one in by_article.values()] == [story]
