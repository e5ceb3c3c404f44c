"""Hundreds of spoiled documents: whatever comes, there is an outcome with a reason, in time."""

from __future__ import annotations

from random import Random

import pytest

from daemon.model.article import Parsed
from daemon.model.outcome import Extracted, Failed, Fetched, Reason
from daemon.model.source import PageHints, Selectors
from daemon.service.saved import SavedReader
from daemon.sources import KINDS
from tests.jail.documents import NOW
from tests.jail.mutations import FEEDS, MUTATIONS, PAGES, samples, spoiled

HINTS = PageHints("Asia/Baghdad", NOW, Selectors())
TOO_MUCH = {Reason.OVERRAN, Reason.EXTRACTOR_FAILED}
DOCUMENTS = 100  # for each of the seeds
SIZE = 5000  # of what the large mutations add


@pytest.mark.parametrize("seed", range(2))
async def test_a_spoiled_feed_has_entries_or_a_reason(seed: int) -> None:
    chance, originals = Random(seed), samples(*FEEDS)  # noqa: S311
    async with SavedReader(NOW) as reader:
        for number in range(DOCUMENTS):
            body = spoiled(chance.choice(originals), chance, SIZE)
            kind = chance.choice([None, *KINDS])
            found = (await reader.feed(_fetched(body), kind, None)).outcome
            assert not isinstance(found, Failed), (number, found)
            if isinstance(found, Parsed):
                assert all(entry.key and _sound(entry.title) for entry in found.entries), number
            else:
                assert found.reason not in TOO_MUCH, (number, found)


@pytest.mark.parametrize("seed", range(2))
async def test_a_spoiled_page_has_an_article_or_a_reason(seed: int) -> None:
    chance, originals = Random(seed), samples(*PAGES)  # noqa: S311
    async with SavedReader(NOW) as reader:
        for number in range(DOCUMENTS):
            body = spoiled(chance.choice(originals), chance, SIZE)
            found = await reader.page(_fetched(body), HINTS)
            assert not isinstance(found, Failed), (number, found)
            if isinstance(found, Extracted):
                assert _sound(found.body + (found.title or "")), number
            else:
                assert found.reason not in TOO_MUCH, (number, found)


def test_every_mutation_changes_something_and_is_the_same_for_the_same_seed() -> None:
    original = samples("feeds")[0]
    for mutation in MUTATIONS:
        changed = [mutation(original, Random(7), 5000) for _ in range(2)]  # noqa: S311
        assert changed[0] == changed[1] != original


def _fetched(body: bytes) -> Fetched:
    return Fetched("https://esta.example/2026/02/22/a", 200, {}, body)


def _sound(text: str) -> bool:
    """Whether a text can be stored: no NUL, no half of a letter."""
    return "\0" not in text and text == text.encode("utf-8", "replace").decode()
