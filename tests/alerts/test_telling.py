"""A digest by stories: one block for each event, all its sources, and what is new."""

from __future__ import annotations

from dataclasses import replace

from daemon.alerts.digest import compose_digest
from daemon.alerts.message import digest_message
from daemon.model.alert import StoryNews
from daemon.model.article import Severity
from daemon.model.post import DigestContent, DigestMemory, Message, ToldStory
from daemon.model.story import Range, Story, Victims
from tests.alerts.day import YESTERDAY
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
    assert block.gloss == "Drone attack in Chamchamal, Sulaymaniyah Governorate"
    assert block.toll == "2–5 killed (the sources differ) and about 3 wounded"
    assert block.sure == "claimed by ISIS, not confirmed"
    assert block.standing == "told by 3 sources, 2 of them in words of their own"
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
    first = of_class(tree(made.html), "card")[0]
    assert [words(node) for node in of_class(first, "source")] == [
        "ڕووداو · 21 Nov 06:00 · Sorani · example.org",
        "Ronahî · 21 Nov 05:00 · Kurmanji · example.org",
        "ڕووداو · 21 Nov 04:00 · Sorani · example.org",
    ]


def test_the_storys_severity_counts_and_not_that_of_an_article() -> None:
    calm = StoryNews(replace(EVENT.story, severity=Severity.MEDIUM), EVENT.articles)
    titles = [section.title for section in compose_digest(by_stories(calm), ANALYST).sections]
    assert "Critical" not in titles


def remembered(before: Story, *stories: StoryNews, found: object = None) -> DigestContent:
    memory = DigestMemory(YESTERDAY, {before.id: ToldStory(before, YESTERDAY)})
    return replace(by_stories(*stories, found=found), memory=memory)


def test_a_story_that_goes_on_says_what_changed_since_it_was_told() -> None:
    was = replace(
        EVENT.story,
        articles=(2,),
        ranges=(Range(Victims.KILLED, 2, 2, (2,)),),
        actors=(),
        sources=1,
        severity=Severity.HIGH,
    )
    content = remembered(was, EVENT, found=[FIRST, THIRD])
    (block,) = compose_digest(content, ANALYST).sections[0].blocks
    assert block.since == "Since the digest of 20 Nov 07:00"
    assert block.changes == (
        "severity: high → critical",
        "killed: 2 → 2–5",
        "wounded: about 3, not counted before",
        "now claimed by ISIS",
        "two more outlets",
    )
    made = digest_message(content, ANALYST, domain="example.org")
    said = f"{block.since}: {'; '.join(block.changes)}"
    assert said in " ".join(made.text.split())
    assert said in words(tree(made.html))


def test_a_story_of_which_nothing_else_is_new_says_so() -> None:
    was = EVENT.story
    (block,) = compose_digest(remembered(was, EVENT, found=[FIRST]), ANALYST).sections[0].blocks
    assert block.changes == ("still reported, and nothing else is new",)


def test_a_story_told_before_that_was_remembered_counts_its_reports() -> None:
    (block,) = compose_digest(by_stories(EVENT, found=[FIRST]), ANALYST).sections[0].blocks
    assert (block.since, block.changes) == ("It goes on", ("1 new report after 2 earlier",))


def test_a_story_without_a_new_report_is_told_again_when_its_facts_changed() -> None:
    was = replace(EVENT.story, ranges=(Range(Victims.KILLED, 1, 1, (1,)),))
    content = replace(remembered(was, found=[FOURTH]), changed=(EVENT.story,))
    digest = compose_digest(content, ANALYST)
    (line,) = digest.again
    assert line.endswith(
        "Since the digest of 20 Nov 07:00: killed: 1 → 2–5; wounded: about 3, not counted before."
    )
    made = digest_message(content, ANALYST, domain="example.org")
    assert line in " ".join(made.text.split())
    assert line in words(tree(made.html))


def test_a_story_told_for_the_first_time_says_nothing_of_before() -> None:
    (block,) = (
        compose_digest(by_stories(EVENT, found=[FIRST, SECOND, THIRD]), ANALYST).sections[0].blocks
    )
    assert (block.since, block.changes) == ("", ())


def test_of_many_reports_of_one_event_the_rest_is_counted() -> None:
    many = [replace(FIRST, id=number, url=f"https://x.example/{number}") for number in range(20)]
    event = StoryNews(replace(EVENT.story, articles=tuple(range(20))), tuple(many))
    (block,) = compose_digest(by_stories(event, found=many), ANALYST).sections[0].blocks
    assert (len(block.others), block.more) == (6, 13)
    assert "and 13 more: didevan story 7" in words(tree(message(event, found=many).html))


def test_what_stands_in_no_story_is_told_as_before() -> None:
    assert compose_digest(by_stories(), ANALYST) == compose_digest(content(), ANALYST)


def test_of_very_many_changed_stories_the_rest_is_left_for_the_next_digest() -> None:
    was = replace(EVENT.story, ranges=())
    many = [replace(EVENT.story, id=number) for number in range(100, 120)]
    memory = DigestMemory(YESTERDAY, {one.id: ToldStory(was, YESTERDAY) for one in many})
    content = replace(by_stories(), changed=tuple(many), more_changed=5, memory=memory)
    digest = compose_digest(content, ANALYST)
    assert (len(digest.again), digest.more_again) == (20, 5)
    made = digest_message(content, ANALYST, domain="example.org")
    for form in (words(tree(made.html)), " ".join(made.text.split())):
        assert "and 5 more, left for the next digest" in form
    assert ", 25 changed" in made.subject


def test_a_story_that_was_only_counted_is_not_said_to_have_been_told() -> None:
    was = replace(EVENT.story, ranges=())
    memory = DigestMemory(YESTERDAY, {EVENT.story.id: ToldStory(was, YESTERDAY, counted=True)})
    content = replace(by_stories(EVENT), memory=memory)
    again = replace(by_stories(), changed=(EVENT.story,), memory=memory)
    for one in (content, again):
        made = digest_message(one, ANALYST, domain="example.org")
        for form in (words(tree(made.html)), " ".join(made.text.split())):
            assert "Only counted in the digest of 20 Nov 07:00; since then: killed" in form
            assert "Since the digest" not in form
