"""A look at a source: further addresses when the first gives nothing, and what belongs together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest

from daemon.model.article import Entry, Parsed
from daemon.model.outcome import Failed, Fetched, NotModified, Reason, Unreadable
from daemon.model.source import Remembered, Source, Validators
from daemon.pipeline.look import MOST_FOLLOWED, MOST_OVERRUN, Looked, Looker, Seen
from tests.pipeline.fakes import FEED, NOT_ASKED, SOURCE, FakeClock, entry

SECOND, THIRD = "https://esta.example/rss.xml", "https://esta.example/atom.xml"
WITH_OTHERS = replace(SOURCE, candidates=(SECOND, THIRD), headers={"User-Agent": "a reader"})
GONE = Failed(Reason.NOT_FOUND, "HTTP status 404", 404)
SHOWN = Validators(etag='"1"')
NOW_SHOWN = Validators(etag='"2"', last_modified="today")

Answer = Parsed | Unreadable | Failed | NotModified


@dataclass
class Shelf:
    """Documents by their address; what is asked is remembered."""

    documents: Mapping[str, Answer]
    known: Mapping[str, Remembered] = field(default_factory=lambda: {FEED: Remembered(SHOWN)})
    asked: list[tuple[str, Validators]] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)

    async def fetch(
        self,
        url: str,
        *,
        accept: str,
        validators: Validators = NOT_ASKED,
        limit: int | None = None,
        headers: Mapping[str, str],
    ) -> Fetched | NotModified | Failed:
        assert (accept, limit) == ("any", None)
        self.asked.append((url, validators))
        self.headers.append(headers)
        answer = self.documents.get(url, GONE)
        if isinstance(answer, Failed | NotModified):
            return answer
        return Fetched(url, 200, {}, b"", etag='"2"', last_modified="today")

    def accept(self, _source: Source) -> str:
        return "any"

    async def parse(self, _source: Source, fetched: Fetched, _now: datetime) -> Parsed | Unreadable:
        answer = self.documents[fetched.url]
        assert isinstance(answer, Parsed | Unreadable)
        return answer

    async def look(self, source: Source = SOURCE) -> Looked:
        return await Looker(self, self, FakeClock()).look(source, self.known)  # type: ignore[arg-type]


def holding(*entries: Entry, follow: tuple[str, ...] = (), most: int = 0) -> Parsed:
    return Parsed("ئێستا", entries, follow=follow, follow_most=most)


def told(outcome: Looked) -> Seen:
    assert isinstance(outcome, Seen), outcome
    return outcome


async def test_the_first_address_is_enough_when_it_answers() -> None:
    shelf = Shelf({FEED: holding(entry("a")), SECOND: holding(entry("b"))})
    seen = told(await shelf.look(WITH_OTHERS))
    assert shelf.asked == [(FEED, SHOWN)]
    assert seen.parsed.entries == (entry("a"),)
    assert seen.documents == {FEED: Remembered(NOW_SHOWN)}


@pytest.mark.parametrize("first", [GONE, Unreadable(Reason.EMPTY_FEED, "nothing")])
async def test_further_addresses_are_tried_in_turn(first: Answer) -> None:
    shelf = Shelf({FEED: first, THIRD: holding(entry("c"))})
    seen = told(await shelf.look(WITH_OTHERS))
    assert shelf.asked == [(FEED, SHOWN), (SECOND, NOT_ASKED), (THIRD, NOT_ASKED)]
    assert seen.parsed.entries == (entry("c"),)
    assert seen.parsed.note.startswith(f"from {THIRD}: the first address gave")
    assert seen.documents == {THIRD: Remembered(NOW_SHOWN)}


async def test_each_address_is_shown_what_it_gave_itself() -> None:
    known = {FEED: Remembered(SHOWN), THIRD: Remembered(NOW_SHOWN)}
    shelf = Shelf({FEED: GONE, THIRD: NotModified(THIRD)}, known)
    assert await shelf.look(WITH_OTHERS) == NotModified(THIRD)
    assert shelf.asked == [(FEED, SHOWN), (SECOND, NOT_ASKED), (THIRD, NOW_SHOWN)]


async def test_when_no_address_answers_the_first_ones_reason_is_kept() -> None:
    outcome = await Shelf({SECOND: Unreadable(Reason.NOT_A_FEED, "a page")}).look(WITH_OTHERS)
    assert isinstance(outcome, Failed)
    assert outcome.reason is Reason.NOT_FOUND
    assert outcome.detail == "HTTP status 404 (2 further addresses gave nothing either)"


async def test_not_modified_needs_no_further_address() -> None:
    shelf = Shelf({FEED: NotModified(FEED)})
    assert await shelf.look(WITH_OTHERS) == NotModified(FEED)
    assert len(shelf.asked) == 1


async def test_the_sources_headers_go_with_every_request() -> None:
    shelf = Shelf({SECOND: holding(entry("b"))})
    await shelf.look(WITH_OTHERS)
    assert shelf.headers == [WITH_OTHERS.headers] * 2


ONE, TWO = "https://esta.example/1", "https://esta.example/2"
INDEX = holding(follow=(ONE, TWO), most=5)
KNOWN = {
    FEED: Remembered(SHOWN, (ONE, TWO), 5),
    ONE: Remembered(Validators(etag='"one"')),
    TWO: Remembered(Validators(etag='"two"')),
}


async def test_documents_that_belong_together_are_one() -> None:
    shelf = Shelf(
        {
            FEED: INDEX,
            ONE: holding(entry("a"), entry("b")),
            TWO: holding(entry("b"), entry("c")),
        }
    )
    seen = told(await shelf.look())
    assert seen.parsed.entries == (entry("a"), entry("b"), entry("c"))
    assert seen.parsed.note == ""
    assert seen.documents == {
        FEED: Remembered(NOW_SHOWN, (ONE, TWO), 5),
        ONE: Remembered(NOW_SHOWN),
        TWO: Remembered(NOW_SHOWN),
    }


async def test_of_an_index_that_did_not_change_the_documents_are_asked_for_all_the_same() -> None:
    shelf = Shelf({FEED: NotModified(FEED), ONE: NotModified(ONE), TWO: holding(entry("c"))}, KNOWN)
    seen = told(await shelf.look())
    assert shelf.asked == [(url, known.validators) for url, known in KNOWN.items()]
    assert (seen.parsed.entries, seen.parsed.note) == ((entry("c"),), "")
    assert seen.documents == {**KNOWN, TWO: Remembered(NOW_SHOWN)}


async def test_nothing_is_new_when_nothing_has_changed_anywhere() -> None:
    shelf = Shelf({url: NotModified(url) for url in KNOWN}, KNOWN)
    assert await shelf.look() == NotModified(FEED)
    assert len(shelf.asked) == 3


async def test_a_document_that_fails_is_shown_the_same_the_next_time() -> None:
    shelf = Shelf({FEED: INDEX, ONE: GONE, TWO: Unreadable(Reason.BROKEN_FEED, "x")}, KNOWN)
    seen = told(await shelf.look())
    assert seen.documents == {**KNOWN, FEED: Remembered(NOW_SHOWN, (ONE, TWO), 5)}
    assert seen.parsed.note == "2 of 2 further documents failed: not_found, HTTP status 404"


async def test_documents_that_cost_a_child_each_are_not_all_tried() -> None:
    named = tuple(f"https://esta.example/{n}" for n in range(9))
    costly = dict.fromkeys(named[1:], Unreadable(Reason.OVERRAN, "not done in 6 s"))
    index = holding(follow=named, most=20)
    shelf = Shelf({FEED: index, named[0]: holding(entry("a")), **costly})
    seen = told(await shelf.look())
    assert len(shelf.asked) == 2 + MOST_OVERRUN
    assert seen.parsed.entries == (entry("a"),)
    assert seen.parsed.note == "3 of 4 further documents failed: overran, not done in 6 s"


async def test_what_an_index_names_no_more_is_forgotten() -> None:
    shelf = Shelf({FEED: holding(follow=(TWO,), most=5), TWO: NotModified(TWO)}, KNOWN)
    assert set(told(await shelf.look()).documents) == {FEED, TWO}


async def test_an_address_beyond_all_measure_is_neither_asked_nor_remembered() -> None:
    endless = "https://esta.example/" + "a" * 2000
    shelf = Shelf({FEED: holding(follow=(endless,), most=5), endless: holding(entry("a"))})
    assert told(await shelf.look()).documents == {FEED: Remembered(NOW_SHOWN, (), 5)}
    assert [url for url, _ in shelf.asked] == [FEED]


async def test_the_next_page_of_a_next_page_is_read_until_there_are_enough() -> None:
    pages = {
        f"https://esta.example/{n}": holding(
            entry(f"e{n}"), follow=(f"https://esta.example/{n + 1}",), most=9
        )
        for n in range(1, 9)
    }
    shelf = Shelf({FEED: holding(follow=("https://esta.example/1",), most=3), **pages})
    parsed = told(await shelf.look()).parsed
    assert [e.key[-2:] for e in parsed.entries] == ["e1", "e2", "e3"]


async def test_a_circle_of_pages_ends() -> None:
    shelf = Shelf({FEED: holding(entry("a"), follow=(FEED, FEED), most=9)})
    parsed = told(await shelf.look()).parsed
    assert (len(shelf.asked), parsed.entries) == (1, (entry("a"),))


async def test_whatever_a_document_asks_for_there_is_a_limit() -> None:
    follow = tuple(f"https://esta.example/{n}" for n in range(1000))
    shelf = Shelf({FEED: holding(entry("a"), follow=follow, most=10_000)})
    parsed = told(await shelf.look()).parsed
    assert len(shelf.asked) == MOST_FOLLOWED + 1
    assert parsed.note == "20 of 20 further documents failed: not_found, HTTP status 404"
