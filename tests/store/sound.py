"""Whether stories and articles agree: what must hold after every merging, replay and kill."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select

from daemon.model.story import Account
from daemon.store import Store
from daemon.store.accounts import ACCOUNT, corrections_of, links_of
from daemon.store.division import STORY
from daemon.store.present import present
from daemon.store.story_tables import account_keys, accounts, stories, unmerged
from daemon.store.tables import articles
from daemon.store.watch_tables import story_subjects
from daemon.stories.merging import partition, shelf_keys
from daemon.stories.trends import subjects
from daemon.stories.whole import story as whole


async def assert_stories_sound(store: Store) -> None:
    """Every flagged article waits or stands in one story; every story is what its articles say."""
    async with store._database.read() as connection:
        flagged = set(
            (await connection.execute(select(articles.c.id).filter_by(flagged=True))).scalars()
        )
        waiting = set((await connection.execute(select(unmerged.c.article_id))).scalars())
        rows = (await connection.execute(select(accounts))).all()
        known = {row.article_id: ACCOUNT.validate_json(row.facts) for row in rows}
        keys = set(map(tuple, await connection.execute(select(account_keys))))
        told = await present(connection, (await connection.execute(select(stories.c.id))).scalars())
        links, said = await links_of(connection, known), await corrections_of(connection)
        counted = set(map(tuple, await connection.execute(select(story_subjects))))
        turns = (await connection.execute(select(func.count(), func.min(stories.c.turn)))).one()

    assert set(known) <= flagged, "what is not flagged stands in no story"
    assert flagged <= set(known) | waiting, "a flagged article is in no story and does not wait"
    assert waiting <= flagged, "what is not flagged waits for a story"
    inside: dict[int, list[Account]] = defaultdict(list)
    for row in rows:
        inside[row.story_id].append(known[row.article_id])
    assert set(inside) == set(told), "a story has no articles, or an article has a past story"
    for number, story in told.items():
        again = whole(inside[number])
        facts = STORY.dump_python(again) | {"id": number, "security": story.security}
        assert STORY.dump_python(story) == facts, "a story is not what its articles say"
    assert {tuple(sorted(one.articles)) for one in told.values()} == set(
        partition(known, links, said)
    ), "the stories are not those that the links make"
    assert keys == {
        (key, one.incident.date.day, one.article)
        for one in known.values()
        for key in shelf_keys(one)
    }
    assert counted == {
        (number, subject.sort, subject.id, story.day.day)
        for number, story in told.items()
        if story.security
        for subject in subjects(story)
    }
    assert not turns[0] or turns[1] > 0, "a story was written without its turn"
