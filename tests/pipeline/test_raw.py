"""No alert is missed because a page is odd: then all that it shows is judged."""

from __future__ import annotations

import pytest

from daemon.model.article import Article, Origin
from daemon.model.outcome import Extracted, Failed, NothingFound, Reason
from daemon.pipeline.read import PageReader
from tests.pipeline.fakes import (
    BLAST,
    SOURCE,
    FakeClock,
    FakeRules,
    FakeWeb,
    Page,
    at_once,
    entry,
)

SHOWN = f"سەرەتا\nدوێنێ {BLAST}یەک لە بازاڕدا ڕوویدا و چەند کەسێک بریندار بوون.\nکۆتایی"
CALM = "هەواڵێکی ئاسایی"
LOST = NothingFound(Reason.OVERRAN, "not done in 9 s")


async def read(page: Page | Failed | Exception, shown: str = SHOWN, **said: str) -> Article:
    one = entry("e", **said)
    web = FakeWeb(pages={one.url: page}, raw={one.url: shown})
    return await PageReader(web, web, FakeRules(), at_once, FakeClock()).read(SOURCE, one)


@pytest.mark.parametrize(
    "reason",
    [
        *(Reason.OVERRAN, Reason.NO_TEXT, Reason.EXTRACTOR_FAILED, Reason.TOO_LARGE),
        *(Reason.NOT_HTML, Reason.CONSENT_WALL),
    ],
)
async def test_a_page_that_is_not_understood_is_judged_by_all_that_it_shows(
    reason: Reason,
) -> None:
    article = await read(NothingFound(reason, "why"), summary=CALM)
    assert article.verdict.flagged
    assert (article.body, article.origin) == (SHOWN, Origin.RAW)
    assert (article.problem, article.problem_detail) == (reason, "why")
    match = article.verdict.matches[0]
    assert article.body[match.start : match.end] == BLAST


async def test_a_page_over_which_the_extractor_fell_is_judged_so_too() -> None:
    article = await read(RuntimeError("fell over"), content=CALM)
    assert (article.origin, article.problem) == (Origin.RAW, Reason.INTERNAL_ERROR)
    assert article.verdict.flagged


async def test_when_all_is_calm_the_feeds_own_words_are_kept() -> None:
    article = await read(LOST, shown="هیچ", summary=CALM)
    assert (article.body, article.origin, article.problem) == (
        CALM,
        Origin.FEED_SUMMARY,
        Reason.OVERRAN,
    )


async def test_without_words_of_the_feed_all_that_is_shown_is_kept() -> None:
    article = await read(LOST, shown="هیچ")
    assert (article.body, article.origin) == ("هیچ", Origin.RAW)


async def test_what_the_feed_says_of_an_attack_goes_before_all_that_is_shown() -> None:
    article = await read(LOST, summary=f"{BLAST} لە کەرکوک")
    assert (article.origin, article.verdict.flagged) == (Origin.FEED_SUMMARY, True)


@pytest.mark.parametrize(
    "page", [Failed(Reason.NOT_FOUND, "404", 404), NothingFound(Reason.BOT_WALL, "a challenge")]
)
async def test_where_no_page_came_there_is_nothing_more_to_judge(
    page: Failed | NothingFound,
) -> None:
    article = await read(page, summary=CALM)
    assert (article.origin, article.verdict.flagged) == (Origin.FEED_SUMMARY, False)


async def test_a_page_in_which_little_was_found_is_judged_by_its_other_paragraphs() -> None:
    shown = "\n".join(["پێڕست", *[SHOWN.split("\n")[1] * 2] * 4])
    article = await read(Extracted(None, "پێڕستی ماڵپەڕ"), shown=shown)
    assert (article.origin, article.problem) == (Origin.RAW, Reason.NO_TEXT)
    assert article.body == shown.removeprefix("پێڕست\n")


async def test_a_flash_beside_labels_is_no_page_in_which_little_was_found() -> None:
    labels = "\n".join(f"{BLAST} {n}" for n in range(200))
    article = await read(Extracted(None, CALM), shown=f"{CALM}\n{labels}")
    assert (article.body, article.origin, article.verdict.flagged) == (CALM, Origin.PAGE, False)


async def test_a_page_that_is_well_read_is_not_read_twice() -> None:
    article = await read(Extracted(None, CALM * 40))
    assert (article.origin, article.verdict.flagged) == (Origin.PAGE, False)
