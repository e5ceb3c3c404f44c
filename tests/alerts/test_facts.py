"""What programs are told: the same stories as people, as values, in a schema that is written."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from daemon.alerts.facts import MOST_ARTICLES, MOST_STORIES, alert_facts
from daemon.alerts.gloss import gloss
from daemon.alerts.message import digest_message
from daemon.model.alert import StoryNews, Told
from daemon.model.article import Severity
from daemon.model.story import Place
from tests.alerts.payloads import MARKUP
from tests.alerts.sample import ANALYST, DUE, articles, content
from tests.alerts.test_alert import NAMES, QUOTE, item, mail, story

DOCS = Path(__file__).parents[2] / "docs" / "alerts.md"


def one(**changes: object) -> Any:
    """The facts of the only story of an alert, as a program reads them."""
    told = json.loads(json.dumps(alert_facts([item(**changes)], NAMES)))  # type: ignore[arg-type]
    (found,) = told["stories"]
    return found


def test_a_story_is_told_with_place_people_and_toll() -> None:
    somewhere = Place("x", "X", "town", QUOTE, 35.5, 44.4, ("kirkuk-governorate", "iraq"))
    told = one(place=somewhere)
    assert told["place"] == {
        "id": "x",
        "name": "X",
        "kind": "town",
        "latitude": 35.5,
        "longitude": 44.4,
        "lies_in": ["kirkuk-governorate", "iraq"],
    }
    assert told["actors"] == [{"id": "isis", "name": "ISIS", "type": "group", "role": "claimed_by"}]
    assert told["toll"][0] == {
        "what": "killed",
        "low": 2,
        "high": 5,
        "approximate": False,
        "bound": "exact",
    }
    assert (told["severity"], told["sources"], told["independent"]) == ("high", 3, 2)
    assert told["standing"] == ["unconfirmed"]
    assert told["told_because"] == "new"
    assert told["told_before"] is None


def test_a_story_without_a_place_has_none() -> None:
    assert one(place=None)["place"] is None


def test_every_article_has_its_outlet_its_link_and_why_it_was_flagged() -> None:
    told = one()["articles"]
    assert [article["outlet"] for article in told].count("ڕووداو") >= 1
    assert all(article["flagged_for"][0]["words"] for article in told)
    assert {article["url"] for article in told} <= {one.url for one in articles()} | {None}
    assert not any("javascript" in str(article["url"]) for article in told)


def test_what_was_told_before_is_told_to_programs_too() -> None:
    before = Told(4, Severity.HIGH, "killed 1", DUE - timedelta(hours=1), "<a@b>", times=2)
    (told,) = json.loads(json.dumps(alert_facts([item(before=before)], NAMES)))["stories"]
    assert told["told_before"] == {
        "at": (DUE - timedelta(hours=1)).isoformat(),
        "severity": "high",
        "toll": "killed 1",
        "times": 2,
    }


def test_mail_and_program_are_told_the_same() -> None:
    made = mail(item(1), item(2))
    facts: Any = made.facts
    assert [told["story"] for told in facts["stories"]] == [1, 2]
    for told in facts["stories"]:
        assert told["in_english"] == gloss(story(), NAMES.categories)
        for article in told["articles"]:
            if article["url"]:
                assert article["url"] in made.text
                assert article["url"] in made.html


def test_of_a_large_storm_it_is_told_how_many_are_left_out() -> None:
    told = alert_facts([item(number) for number in range(MOST_STORIES + 7)], NAMES)
    assert len(told["stories"]) == MOST_STORIES
    assert told["stories_left_out"] == 7


def test_of_a_story_with_many_reports_it_is_told_how_many_are_left_out() -> None:
    many = item()
    many = replace(many, news=replace(many.news, articles=articles() * MOST_ARTICLES))
    (told,) = alert_facts([many], NAMES)["stories"]
    assert len(told["articles"]) == MOST_ARTICLES
    assert told["articles_left_out"] == len(articles()) * MOST_ARTICLES - MOST_ARTICLES


@pytest.mark.parametrize("payload", MARKUP[:40])
def test_what_outlets_write_is_only_text(payload: str) -> None:
    one_article = replace(articles()[0], title=payload, url=payload)
    news = StoryNews(replace(story(), title=payload), (one_article,))
    (told,) = alert_facts([replace(item(), news=news)], NAMES)["stories"]
    assert "\n" not in told["title"] + told["articles"][0]["title"]
    link = told["articles"][0]["url"]
    assert link is None or re.fullmatch(r"https?://[^\s\"'<>]+", link)


def test_a_digest_says_for_which_day_it_is() -> None:
    made = digest_message(content(), ANALYST, domain="example.org")
    told = json.loads(json.dumps(dict(made.facts)))
    assert told["digest"]["schedule"] == content().period.schedule
    assert told["digest"]["date"] == content().period.local_date.isoformat()
    assert told["version"] == 1


def test_the_docs_name_every_key() -> None:
    docs = DOCS.read_text(encoding="utf-8")
    told = json.loads(json.dumps(dict(mail(item(before=None)).facts)))
    digest = json.loads(json.dumps(dict(digest_message(content(), ANALYST, domain="x.org").facts)))
    for key in keys(told) | keys(digest):
        assert f"`{key}`" in docs, key


def keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in keys(inner)}
    if isinstance(value, list):
        return {key for inner in value for key in keys(inner)}
    return set()
