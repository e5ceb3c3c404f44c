"""``poll`` looks at one source of the demo's newsroom, and with --dry-run keeps nothing."""

from __future__ import annotations

from daemon.demo.newsroom import Newsroom
from daemon.store import Store
from tests.cli.didevan import OUTLET, Didevan

WALLED = "dergay-nwe"
BROKEN = "broken-window"


async def everything(store: Store) -> tuple[int, list[str]]:
    """How many articles there are, and which sources were ever polled."""
    overview = await store.overview()
    return overview.articles, [row.source for row in overview.sources]


def test_a_dry_run_shows_everything_and_stores_nothing(
    newsdesk: Didevan, newsroom: Newsroom
) -> None:
    expected = newsroom.expected[OUTLET]
    first, *lines = newsdesk("poll", OUTLET, "--dry-run").stdout.splitlines()

    assert first.startswith(f"{OUTLET}: {len(expected)} entries, {len(expected)} new or changed, ")
    assert len([line for line in lines if line.startswith(("FLAGGED ", "-       "))]) == len(
        expected
    )
    assert any(line.startswith("FLAGGED ") for line in lines)
    for article in expected:
        assert any(line.endswith(f": {article.title}") for line in lines)
    assert newsdesk.asked(everything) == (0, [])


def test_a_poll_stores_and_the_next_finds_nothing_new(polled: Didevan, newsroom: Newsroom) -> None:
    count = len(newsroom.expected[OUTLET])
    said = (polled.folder / "said").read_text(encoding="utf-8")
    assert said.startswith(f"{OUTLET}: {count} entries, {count} new or changed, ")
    assert polled.asked(everything) == (count, [OUTLET])
    assert polled("poll", OUTLET).stdout == f"{OUTLET}: not modified since the last poll\n"


def test_pages_behind_a_wall_are_named_with_what_was_used_instead(newsdesk: Didevan) -> None:
    said = newsdesk("poll", WALLED, "--dry-run").stdout
    assert "page not used (consent_wall, " in said
    assert "; text from: feed_" in said


def test_a_dry_run_as_json_shows_the_whole_feed_even_when_all_is_known_and_off(
    polled: Didevan, newsroom: Newsroom
) -> None:
    sources = polled.folder / "sources.toml"
    off = sources.read_text(encoding="utf-8").replace("enabled = true", "enabled = false")
    sources.write_text(off, encoding="utf-8")

    told = polled.json("poll", OUTLET, "--dry-run", "--json")

    assert (told["source"], told["problem"], told["unread"]) == (OUTLET, None, None)
    assert told["entries"] == len(newsroom.expected[OUTLET])
    urls = {article["url"]: article for article in told["articles"]}
    for expected in newsroom.expected[OUTLET]:
        assert urls[expected.url]["title"] == expected.title
    assert any(article["flagged"] and article["severity"] for article in told["articles"])


def test_a_feed_that_gives_nothing_is_a_failure_with_its_reason(newsdesk: Didevan) -> None:
    assert newsdesk.ending(1, "poll", BROKEN).stdout.startswith(f"{BROKEN}: broken_feed: ")
    problem = newsdesk.ending(1, "poll", BROKEN, "--dry-run", "--json").stdout
    assert '"reason": "broken_feed"' in problem


def test_an_unknown_source_is_a_usage_error(newsdesk: Didevan) -> None:
    result = newsdesk.ending(2, "poll", "nobody")
    assert "There is no source 'nobody'." in result.stderr
    assert result.stderr.startswith("Usage: ")
