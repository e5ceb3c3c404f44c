"""What is kept of an entry: the page's text, or the fullest thing that the feed itself says."""

from __future__ import annotations

import pytest

from daemon.model.article import Article, Origin
from daemon.model.outcome import Extracted, Failed, NothingFound, NotModified, Reason
from daemon.pipeline.read import PageReader
from tests.pipeline.fakes import SOURCE, FakeClock, FakeRules, FakeWeb, Page, at_once, entry

FULL = {"title": "سەردێڕ", "summary": "کورتە", "content": "دەقی تەواو"}
WALL = NothingFound(Reason.CONSENT_WALL, "a consent form")
GONE = Failed(Reason.NOT_FOUND, "404", 404)
EMPTY = Extracted("a title", "  \n ")


async def read(page: Page | Failed | NotModified | None, **said: str) -> Article:
    one = entry("e", **said)
    web = FakeWeb(pages={} if page is None else {one.url: page})
    return await PageReader(web, web, FakeRules(), at_once, FakeClock()).read(SOURCE, one)


async def test_the_page_goes_before_the_feeds_own_words() -> None:
    article = await read(Extracted("another title", "دەقی پەڕە"), **FULL)
    assert (article.title, article.body, article.origin) == ("سەردێڕ", "دەقی پەڕە", Origin.PAGE)
    assert (article.problem, article.problem_detail) == (None, "")


@pytest.mark.parametrize(
    ("missing", "body", "origin"),
    [
        ((), "دەقی تەواو", Origin.FEED_CONTENT),
        (("content",), "کورتە", Origin.FEED_SUMMARY),
        (("content", "summary"), "", Origin.TITLE_ONLY),
    ],
)
@pytest.mark.parametrize("page", [WALL, GONE])
async def test_without_the_page_the_fullest_words_of_the_feed_are_kept_and_the_reason(
    page: NothingFound | Failed, missing: tuple[str, ...], body: str, origin: Origin
) -> None:
    article = await read(page, **{**FULL, **dict.fromkeys(missing, " ")})
    assert (article.title, article.body, article.origin) == ("سەردێڕ", body, origin)
    assert (article.problem, article.problem_detail) == (page.reason, page.detail)


async def test_a_caption_that_a_feed_calls_its_content_does_not_hide_the_description() -> None:
    article = await read(GONE, content="وێنە", summary="دەقی تەواوی هەواڵەکە")
    assert (article.body, article.origin) == ("دەقی تەواوی هەواڵەکە", Origin.FEED_SUMMARY)


async def test_a_page_without_text_is_no_page() -> None:
    article = await read(EMPTY, **FULL)
    assert (article.body, article.origin) == ("دەقی تەواو", Origin.FEED_CONTENT)
    assert article.problem is Reason.NO_TEXT


@pytest.mark.parametrize("url", ["", "https://esta.example", "https://esta.example/"])
async def test_an_entry_whose_link_names_no_article_is_told_by_the_feed_alone(url: str) -> None:
    article = await read(None, **FULL, url=url)
    assert (article.origin, article.problem) == (Origin.FEED_CONTENT, Reason.BAD_URL)


@pytest.mark.parametrize(("page", "title"), [(EMPTY, "a title"), (WALL, "")])
async def test_an_entry_without_a_title_takes_that_of_the_page(page: Page, title: str) -> None:
    assert (await read(page, title="")).title == title


async def test_the_rules_see_title_and_body_and_the_language_of_the_source() -> None:
    one, rules = entry("e", title="سەردێڕ"), FakeRules()
    web = FakeWeb(pages={one.url: Extracted(None, "دەقی پەڕە")})
    article = await PageReader(web, web, rules, at_once, FakeClock()).read(SOURCE, one)
    assert rules.seen == [({"title": "سەردێڕ", "body": "دەقی پەڕە"}, SOURCE.language)]
    assert list(rules.seen[0][0]) == ["title", "body"]
    assert article.language is article.verdict.language


async def test_not_modified_is_no_answer_to_a_question_without_validators() -> None:
    article = await read(NotModified("https://esta.example/e"), **FULL)
    assert (article.problem, article.origin) == (Reason.BAD_ANSWER, Origin.FEED_CONTENT)
