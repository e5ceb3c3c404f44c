"""Candidates for names in the store: noted by article, judged by key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from daemon.model.new_name import NameRuling, Sighting
from daemon.model.story import Quote
from daemon.store import Store
from tests.store.samples import DAY, FLAGGED, HOUR, NOW, QUIET, article, result

SARAYA = "سەرایا نەمروود"


def seen(number: int, name: str = SARAYA, key: str = "saraya nmrd", **changed: object) -> Sighting:
    quote = Quote("body", name, 3, 3 + len(name))
    context = f"لەلایەن {name} ئەنجام درا"
    plain = Sighting(key, number, "esta", NOW + number * HOUR, quote, context)
    return replace(plain, **changed)  # type: ignore[arg-type]


@pytest.fixture
async def ids(store: Store) -> list[int]:
    """Three flagged articles."""
    names = ("one", "two", "three")
    await store.save_feed_result(result(*(article(name, FLAGGED) for name in names)))
    return sorted(one.article.id for one in await store.unmerged(10))


async def test_spellings_fall_together_and_are_counted(store: Store, ids: list[int]) -> None:
    one, two, three = ids
    spelt = "سەرایا نەمرود"
    await store.note_names([one], [seen(one)])
    await store.note_names([two, three], [seen(two, spelt, source="lvin"), seen(three)])
    (found,) = await store.names()
    assert found.name == SARAYA
    assert found.spellings == (SARAYA, spelt)
    assert found.sources == {"esta", "lvin"}
    assert [each.article for each in found.sightings] == [three, two, one], "the newest first"
    assert found.sightings[0].quote == seen(three).quote
    assert found.sightings[0].context == seen(three).context
    assert found.sightings[0].language == "ckb"
    assert await store.open_names() == 1


async def test_an_article_that_is_read_again_is_noted_anew(store: Store, ids: list[int]) -> None:
    one = ids[0]
    await store.note_names([one], [seen(one), seen(one, "گرووپی شەهباز", "şbz")])
    await store.note_names([one], [seen(one)])
    await store.note_names([one], [seen(one)])
    assert [(each.key, len(each.sightings)) for each in await store.names()] == [("saraya nmrd", 1)]
    await store.note_names([one], [])
    assert await store.names() == []
    assert await store.open_names() == 0


async def test_what_was_judged_is_not_listed_and_stays_judged(store: Store, ids: list[int]) -> None:
    one, two, three = ids
    other = seen(two, "گرووپی شەهباز", "şbz")
    await store.note_names(ids[:2], [seen(one), other])
    first, second = await store.names()
    await store.rule_name(first.id, NameRuling.REJECTED, NOW)
    await store.rule_name(second.id, NameRuling.ACCEPTED, NOW + DAY, "shahbaz")
    await store.note_names([three], [seen(three)])
    assert await store.names() == []
    assert await store.open_names() == 0
    (rejected,) = await store.names(NameRuling.REJECTED)
    assert (rejected.key, rejected.ruled_at) == ("saraya nmrd", NOW)
    assert len(rejected.sightings) == 2, "what comes later is still noted"
    (accepted,) = await store.names(NameRuling.ACCEPTED)
    assert (accepted.entity, accepted.ruled_at) == ("shahbaz", NOW + DAY)
    await store.rule_name(first.id, NameRuling.ACCEPTED, NOW, "saraya-nimrud")
    assert await store.names(NameRuling.REJECTED) == [], "the last word counts"


async def test_a_name_is_found_by_its_key_and_its_number(store: Store, ids: list[int]) -> None:
    await store.note_names(ids[:1], [seen(ids[0])])
    (found,) = await store.names()
    assert await store.name_by_key("saraya nmrd") == found
    assert await store.name_by_number(found.id) == found
    assert await store.name_by_key("nmrd") is None
    assert await store.name_by_number(found.id + 1) is None


async def test_what_is_no_longer_flagged_speaks_for_no_name(store: Store, ids: list[int]) -> None:
    await store.note_names(ids[:1], [seen(ids[0])])
    (found,) = await store.names()
    await store.reflag({ids[0]: QUIET}, NOW)
    assert await store.names() == []
    assert await store.open_names() == 0
    await store.rule_name(found.id, NameRuling.REJECTED, NOW)
    assert [one.name for one in await store.names(NameRuling.REJECTED)] == [SARAYA]


async def test_an_accepted_name_that_no_article_has_any_more_keeps_its_id(
    store: Store, ids: list[int]
) -> None:
    await store.note_names(ids[:1], [seen(ids[0])])
    (found,) = await store.names()
    await store.rule_name(found.id, NameRuling.ACCEPTED, NOW, "saraya-nimrud")
    await store.note_names(ids[:1], [])
    assert [one.name for one in await store.names(NameRuling.ACCEPTED)] == ["saraya-nimrud"]


async def test_old_sentences_are_forgotten_with_their_articles(store: Store) -> None:
    await store.save_feed_result(result(article("old", FLAGGED)))
    (waiting,) = await store.unmerged(10)
    await store.note_names([waiting.article.id], [seen(waiting.article.id)])
    assert await store.purge(NOW + DAY) == 1
    (found,) = await store.names()
    assert (found.name, found.sightings[0].context) == (SARAYA, "")


async def test_looking_at_articles_without_names_writes_nothing(
    store: Store, ids: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store._database, "write", None)
    await store.note_names(ids, [])
    assert await store.names() == []
