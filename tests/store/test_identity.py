"""Which entries are one and the same article, and which are news."""

from __future__ import annotations

from daemon.model.poll import Stored
from daemon.store import Store
from tests.store.samples import FLAGGED, article, entry, result


async def test_an_entry_is_unseen_until_it_is_saved(store: Store) -> None:
    entries = [entry("one"), entry("two")]
    assert await store.unseen("outlet", entries) == entries

    await store.save_feed_result(result(article("one")))

    assert await store.unseen("outlet", entries) == [entry("two")]
    assert await store.unseen("another", entries) == entries


async def test_saving_the_same_again_changes_nothing(store: Store) -> None:
    again = result(article("one", FLAGGED), article("two"))
    await store.save_feed_result(again)

    assert await store.save_feed_result(again) == Stored(0, 0, 0)
    assert [found.revision for found in await store.recent_articles()] == [1, 1]


async def test_a_moved_link_with_a_known_alias_is_the_same_article(store: Store) -> None:
    await store.save_feed_result(result(article("one")))
    moved = entry("one", key="https://new.example/1", url="https://new.example/1", fingerprint="m")

    stored = await store.save_feed_result(result(article(moved)))

    assert stored == Stored(new=0, revised=1, flagged=0)
    assert [found.url for found in await store.recent_articles()] == ["https://new.example/1"]


async def test_a_rotating_id_with_a_stable_link_is_nothing_new(store: Store) -> None:
    await store.save_feed_result(result(article("one")))

    assert await store.unseen("outlet", [entry("one", aliases=("guid:rotated",))]) == []


async def test_of_two_entries_with_one_key_the_first_counts(store: Store) -> None:
    first = entry("one", title="یەکەم", fingerprint="a")
    second = entry("one", title="دووەم", fingerprint="b")
    assert await store.unseen("outlet", [first, second]) == [first]

    await store.save_feed_result(result(article(first), article(second)))

    assert [found.title for found in await store.recent_articles()] == ["یەکەم"]
    assert await store.unseen("outlet", [first, second]) == []


async def test_one_story_under_two_links_is_one_article_and_settles(store: Store) -> None:
    first = entry("one", aliases=("guid:same",))
    second = entry("two", aliases=("guid:same",))

    assert (await store.save_feed_result(result(article(first), article(second)))).new == 1

    assert await store.unseen("outlet", [first, second]) == []
    assert await store.unseen("outlet", [second, first]) == []


async def test_an_entrys_own_key_decides_before_its_aliases(store: Store) -> None:
    await store.save_feed_result(result(article("one"), article("two")))
    mixed = entry("two", aliases=("guid:one",), title="گۆڕاو", fingerprint="two-2")

    stored = await store.save_feed_result(result(article("one"), article(mixed)))

    assert stored == Stored(new=0, revised=1, flagged=0)
    titles = {found.url[-3:]: found.title for found in await store.recent_articles()}
    assert titles == {"one": article("one").title, "two": "گۆڕاو"}
    assert await store.unseen("outlet", [entry("one"), mixed]) == []


async def test_the_same_key_in_two_sources_is_two_articles(store: Store) -> None:
    await store.save_feed_result(result(article("one")))

    stored = await store.save_feed_result(
        result(article("one", source="another"), source="another")
    )

    assert stored.new == 1
    assert len(await store.recent_articles(source="another")) == 1


async def test_a_key_of_any_length_can_be_stored(store: Store) -> None:
    long = entry("one", key="https://outlet.example/" + "ئ" * 100_000)

    await store.save_feed_result(result(article(long)))

    assert await store.unseen("outlet", [long]) == []


async def test_a_feed_of_thousands_of_entries_is_compared(store: Store) -> None:
    many = [entry(str(number)) for number in range(1500)]
    await store.save_feed_result(result(*(article(each) for each in many[:1499])))

    assert await store.unseen("outlet", many) == many[1499:]
