"""An alert as it is read: what happened in English, the Kurdish as written, and the reasons."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from daemon.alerts.alert import Outlets
from daemon.alerts.alert_message import alert_message
from daemon.alerts.render import LARGEST
from daemon.model.alert import Alerting, AlertItem, Decision, Ruling, StoryNews, Told
from daemon.model.article import Precision, Severity
from daemon.model.post import Digits, Message
from daemon.model.story import (
    Actor,
    Bound,
    EventDate,
    Place,
    Quote,
    Range,
    Role,
    Standing,
    Story,
    Victims,
)
from tests.alerts.payloads import MARKUP
from tests.alerts.reading import elements, parse_errors, tree, words
from tests.alerts.sample import ANALYST, DUE, articles

QUOTE = Quote("body", "x", 0, 1)
NAMES = Outlets({"rudaw-ckb": "ڕووداو"}, {"drone_attack": "Drone attacks"})
HOUR = timedelta(hours=1)


def story(number: int = 4, **changes: object) -> Story:
    plain = Story(
        title=articles()[0].title,
        articles=tuple(one.id for one in articles()),
        first_at=DUE - HOUR,
        last_at=DUE,
        day=EventDate(DUE.date(), Precision.DAY),
        categories=("drone_attack",),
        kinds=("drone",),
        place=Place("chamchamal", "Chamchamal", "town", QUOTE, admin1="Sulaymaniyah Governorate"),
        actors=(Actor("isis", "ISIS", "group", Role.CLAIMED_BY, QUOTE),),
        weapons=("drone",),
        ranges=(Range(Victims.KILLED, 2, 5, (1, 2)), Range(Victims.WOUNDED, 3, 3, (1,), True)),
        statuses=(Standing.UNCONFIRMED,),
        severity=Severity.HIGH,
        sources=3,
        independent=2,
        id=number,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def item(number: int = 4, before: Told | None = None, **changes: object) -> AlertItem:
    told = story(number, **changes)
    ruling = Ruling.ESCALATED if before else Ruling.NEW
    decision = Decision(number, ruling, Severity.CRITICAL, "killed 2-5")
    return AlertItem(StoryNews(told, articles()), decision, before)


def mail(*items: AlertItem, seen: int = 1) -> Message:
    return alert_message(
        items or (item(),),
        ANALYST,
        seen=seen,
        now=DUE,
        domain="example.org",
        names=NAMES,
    )


def test_the_subject_says_how_grave_what_and_where() -> None:
    assert mail().subject.startswith("Critical: Drone attack in Chamchamal")


def test_every_report_is_named_with_its_link_and_its_own_direction_of_writing() -> None:
    made = mail()
    root = tree(made.html)
    assert root.get("lang") == "en"
    directions = {(node.get("lang"), node.get("dir")) for node in elements(root)}
    assert {("ckb", "rtl"), ("kmr", "ltr"), ("kmr-Arab", "rtl")} <= directions
    for one in articles():
        if one.url.startswith("https"):
            assert one.url in made.text
            assert one.url in made.html
    assert "javascript:" not in made.html + made.text


def test_nothing_is_fetched_from_anywhere_and_the_page_is_sound() -> None:
    html = mail().html
    assert not re.search(r"<(img|script|link|iframe|object|form)\b|url\(|@import|src=", html)
    assert parse_errors(html) == []


def test_what_changed_since_it_was_told_is_said() -> None:
    before = Told(4, Severity.HIGH, "", DUE - HOUR, "<first@example.org>")
    made = mail(item(before=before))
    for part in (made.text, words(tree(made.html))):
        flat = " ".join(part.split())
        assert "Now critical, high before: now 2–5 killed, about 3 wounded, before no" in flat
        assert "Since 21 Nov 06:00: severity: high → critical; no victims → 2–5 killed" in flat
    assert made.headers["References"] == before.thread


def test_a_toll_is_told_as_the_texts_bound_it() -> None:
    least = Range(Victims.KILLED, 7, 7, (1,), approximate=True, bound=Bound.LEAST)
    told = item(before=Told(4, Severity.CRITICAL, "killed 2", DUE - HOUR, "<first@example.org>"))
    told = replace(told, news=replace(told.news, story=story(ranges=(least,))))
    made = mail(replace(told, decision=replace(told.decision, facts="killed 7")))
    for part in (made.text, words(tree(made.html))):
        flat = " ".join(part.split())
        assert "Critical: now at least 7 killed, before 2 killed." in flat
        assert "2 killed → at least 7 killed" in flat
        assert "at least 7 killed" in flat.split("Since")[0]
    assert "'bound': 'at_least'" in str(made.facts)


def test_an_id_is_the_same_however_often_it_is_made_and_no_two_mails_share_one() -> None:
    before = Told(4, Severity.HIGH, "", DUE - HOUR, "<first@example.org>")
    different = [
        mail(),
        mail(item(5)),
        mail(item(before=before)),
        mail(item(before=replace(before, times=2))),
        mail(item(1), item(2)),
        mail(item(1), item(2), seen=2),
    ]
    assert len({one.id for one in different}) == len(different)
    assert mail().id == mail().id
    assert mail(item(1), item(2)) == mail(item(1), item(2))


@pytest.mark.parametrize("stories", [2, 11, 80, 400])
def test_a_storm_is_one_mail_that_names_every_story_it_has_room_for(stories: int) -> None:
    made = mail(*(item(number) for number in range(stories)))
    assert len(made.html.encode()) <= LARGEST
    assert made.subject == f"Dîdevan: {stories} stories at once, {stories} critical"
    shown = made.html.count('class="english"') + made.html.count('class="brief-english"')
    assert shown >= min(stories, 30)
    if shown < stories:
        assert f"{stories - shown} more are not shown" in made.html
        assert f"{stories - 2}, {stories - 1}." in " ".join(made.text.split())


def test_our_numbers_have_the_recipients_digits() -> None:
    reader = replace(ANALYST, digits=Digits.ARABIC)
    two = [item(1), item(2)]
    made = alert_message(two, reader, seen=1, now=DUE, domain="example.org", names=NAMES)
    assert "٢ stories at once" in made.text
    assert "٢ stories at once" in words(tree(made.html))


def test_the_words_that_were_found_are_told_in_english_too() -> None:
    made = mail()
    for form in (" ".join(made.text.split()), words(tree(made.html))):
        assert re.search(r"Flagged for drone attacks: [a-z -]+ \W*درۆن", form), form


def test_the_foot_says_what_is_told_at_once_and_how_to_ask_why() -> None:
    grave = replace(ANALYST, alerting=Alerting(Severity.CRITICAL))
    made = alert_message([item(4)], grave, seen=1, now=DUE, domain="example.org", names=NAMES)
    for form in (" ".join(made.text.split()), words(tree(made.html))):
        assert "You are told at once of critical stories." in form
        assert "Why you are told this: didevan why 4 'morning desk'" in form


def test_hostile_text_is_only_text() -> None:
    for payload in MARKUP:
        hostile = tuple(replace(one, title=payload, body=payload) for one in articles()[:2])
        told = replace(item(), news=StoryNews(story(title=payload), hostile))
        html = mail(told).html
        found = {node.tag for node in elements(tree(html))}
        assert not found & {"script", "img", "svg", "iframe", "form", "input", "object"}
        assert not any(
            name.startswith("on") for node in elements(tree(html)) for name in node.attrib
        )
