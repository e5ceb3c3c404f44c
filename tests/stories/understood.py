"""Texts as accounts, with the shipped rules, for the tests of stories."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from daemon.model.story import Account
from daemon.rules.matcher import Matcher
from daemon.stories.facts import Reader, Report
from daemon.stories.when import Moment
from tests.gold.stories.score import matcher

NOW = datetime(2026, 11, 14, 9, tzinfo=UTC)  # a Saturday


@cache
def rules() -> Matcher:
    """The shipped rules, once."""
    return matcher()


@cache
def reader() -> Reader:
    """A reader of facts with them."""
    return Reader(rules().lexicon)


def account(
    title: str, body: str, *, number: int = 1, source: str = "outlet", at: datetime = NOW
) -> Account:
    """What is understood of a text."""
    verdict = rules().match({"title": title, "body": body})
    return reader().account(Report(number, source, title, body, Moment(at), verdict))


def told(body: str) -> dict[str, int]:
    """The counts of a text without a title."""
    return {count.what.value: count.number for count in account("", body).incident.counts}
