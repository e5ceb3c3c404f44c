"""A reader's languages say what is told first; no event is hidden for being in another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from daemon.alerts.alert import Outlets
from daemon.alerts.digest import compose_digest
from daemon.alerts.interest import readable_first
from daemon.alerts.message import digest_message
from daemon.model.alert import Interest, StoryNews
from daemon.model.language import Language
from daemon.model.post import Recipient
from daemon.pipeline.alert_mails import Mails
from tests.alerts.sample import ANALYST, articles
from tests.alerts.test_telling import EVENT, FIRST, SECOND, THIRD, by_stories
from tests.pipeline.fakes import NOW


def reader(*languages: Language) -> Recipient:
    return replace(ANALYST, interest=Interest(languages=languages))


def test_without_languages_all_stays_as_it_is() -> None:
    assert readable_first(articles(), ()) == list(articles())


def test_what_can_be_read_comes_first_in_its_own_order() -> None:
    first = readable_first([FIRST, SECOND, THIRD], [Language.KURMANJI])
    assert first == [SECOND, FIRST, THIRD]
    assert readable_first([FIRST, SECOND, THIRD], [Language.SORANI]) == [FIRST, THIRD, SECOND]


@pytest.mark.parametrize(
    ("languages", "told"),
    [((), FIRST), ((Language.KURMANJI,), SECOND), ((Language.ENGLISH,), FIRST)],
)
def test_a_digest_tells_the_article_that_can_be_read_and_links_the_others(
    languages: tuple[Language, ...], told: object
) -> None:
    (critical, *_) = compose_digest(by_stories(EVENT), reader(*languages)).sections
    (block,) = critical.blocks
    assert block.headline == told.title  # type: ignore[attr-defined]
    assert len(block.others) == 2
    assert block.gloss == "Drone attack in Chamchamal, Sulaymaniyah Governorate"


def test_every_article_keeps_its_link_whatever_is_read() -> None:
    made = digest_message(by_stories(EVENT), reader(Language.KURMANJI), domain="example.org")
    plain = digest_message(by_stories(EVENT), ANALYST, domain="example.org")
    links = [one.url for one in articles() if one.url.startswith("https")]
    assert all((url in made.html) is (url in plain.html) is True for url in links)
    assert made.subject == plain.subject


async def test_an_alert_tells_the_article_that_can_be_read() -> None:
    class Stories:
        async def story_news(self, _: object) -> dict[int, StoryNews]:
            return {7: EVENT}

    mails = Mails(Stories(), "example.org", Outlets({}, {}), NOW)  # type: ignore[arg-type]
    news = await mails._news([7], reader(Language.KURMANJI))
    assert news[7].articles == (SECOND, FIRST, THIRD)
    assert news[7].story == EVENT.story
