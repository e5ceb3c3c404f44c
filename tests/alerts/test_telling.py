"""A digest by stories: one block for each event, all its sources, and what is new."""

from __future__ import annotations

from dataclasses import replace

from daemon.alerts.digest import compose_digest
from daemon.alerts.message import digest_message
from daemon.model.alert import StoryNews
from daemon.model.article import Severity
from daemon.model.post import DigestContent, Message
from tests.alerts.reading import of_class, parse_errors, tree, words
from tests.alerts.sample import ANALYST, articles, content
from tests.alerts.test_alert import story

FIRST, SECOND, THIRD, FOURTH, *REST = articles()
EVENT = StoryNews(
    story(7, articles=(1, 2, 3), severity=Severity.CRITICAL, sources=3, independent=2),
    (FIRST, SECOND, THIRD),
)


def by_stories(*stories: StoryNews, found: object = None) -> DigestContent:
    told = articles() if found is None else found
    return replace(content(told), stories=stories)  # type: ignore[arg-type]


def message(*stories: StoryNews, found: object = None) -> Message:
    return digest_message(by_stories(*stories, found=found), ANALYST, domain="example.org")


def test_the_articles_of_one_event_are_one_block_with_its_english_line() -> None:
    digest = compose_digest(by_stories(EVENT), ANALYST)
    (critical, *_) = digest.sections
    (block,) = critical.blocks
    assert block.headline == FIRST.title
    assert block.gloss.startswith("Drone attack in Chamchamal, Sulaymaniyah Governorate")
    assert block.standing == "3 sources, 2 of them in words of their own"
    assert [one.headline for one in block.others] == [SECOND.title, THIRD.title]
    assert sum(section.total for section in digest.sections) == len(articles()) - 2
    assert digest.summary.startswith("6 security reports on 4 events from ")
    assert digest.subject.endswith("6 flagged, 1 critical")


def test_every_article_is_in_the_mail_with_its_link() -> None:
    made = message(EVENT)
    for one in articles():
        if one.url.startswith("https"):
            assert one.url in made.html
            assert one.url in made.text
    assert parse_errors(made.html) == []
    assert words(of_class(tree(made.html), "others")[0]).startswith("Also: Ronahî 21 Nov 05:00")


def test_the_storys_severity_counts_and_not_that_of_an_article() -> None:
    calm = StoryNews(replace(EVENT.story, severity=Severity.MEDIUM), EVENT.articles)
    titles = [section.title for section in compose_digest(by_stories(calm), ANALYST).sections]
    assert "Critical" not in titles


def test_a_story_that_goes_on_says_what_is_new() -> None:
    grown = StoryNews(EVENT.story, (FIRST, replace(SECOND, severity=Severity.HIGH), THIRD))
    digest = compose_digest(by_stories(grown, found=[FIRST]), ANALYST)
    (block,) = digest.sections[0].blocks
    assert block.since == "Goes on: 1 new report after 2 earlier; it has become critical"
    assert block.since in " ".join(message(grown, found=[FIRST]).text.split())
    new_voice = compose_digest(by_stories(EVENT, found=[SECOND]), ANALYST).sections[0].blocks[0]
    assert new_voice.since == "Goes on: 1 new report after 2 earlier; 1 more source"


def test_a_story_told_for_the_first_time_says_nothing_of_before() -> None:
    (block,) = (
        compose_digest(by_stories(EVENT, found=[FIRST, SECOND, THIRD]), ANALYST).sections[0].blocks
    )
    assert block.since == ""


def test_of_many_reports_of_one_event_the_rest_is_counted() -> None:
    many = [replace(FIRST, id=number, url=f"https://x.example/{number}") for number in range(20)]
    event = StoryNews(replace(EVENT.story, articles=tuple(range(20))), tuple(many))
    (block,) = compose_digest(by_stories(event, found=many), ANALYST).sections[0].blocks
    assert (len(block.others), block.more) == (6, 13)
    assert "and 13 more" in " ".join(words(tree(message(event, found=many).html)).split())


def test_what_stands_in_no_story_is_told_as_before() -> None:
    assert compose_digest(by_stories(), ANALYST) == compose_digest(content(), ANALYST)
