"""Articles become stories: each in one transaction, so that a kill leaves no half-merged one.

What is flagged is noted as unmerged in the transaction that stores it, and crossed off in the
one that merges it. A merging reads only the article's candidates and what hangs together with
them, so its cost does not grow with the archive.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain

from sqlalchemy import bindparam, delete, func, insert, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.story import Account, Correction, CorrectionKind, Link
from daemon.store.accounts import (
    ACCOUNT,
    LINK,
    accounts_of,
    candidates,
    corrections_of,
    former_stories_of,
    hanging_together,
    links_of,
    stories_of,
)
from daemon.store.division import Division, withdraw, write
from daemon.store.engine import batches, insert_into
from daemon.store.story_tables import (
    account_keys,
    account_links,
    accounts,
    corrections,
    dropped,
)
from daemon.store.story_tables import unmerged as waiting
from daemon.store.tables import articles
from daemon.stories.likeness import link
from daemon.stories.merging import bound, last_words, partition, shelf_keys


async def save_accounts(
    connection: AsyncConnection, told: Sequence[tuple[Account, int]], now: datetime
) -> None:
    """Put articles, each with the revision that was read, into stories; others may move.

    One that was dropped by the rules since it was read is left out.
    """
    await _alone(connection)
    told = await _still_flagged(connection, told)
    if not told:
        return
    new = {account.article: account for account, _ in told}
    before = await stories_of(connection, new)
    touched = await hanging_together(connection, before) if before else set()
    await _forget_ties(connection, before)
    links = await _find_links(connection, new)
    touched |= {article for found in links for article in (found.one, found.other)}
    division = await _divided(connection, touched | set(new), new, links)
    await write(connection, division, now)
    await _write_accounts(connection, told, division.story)
    await _write_links(connection, links)
    await _cross_off(connection, told)


async def drop(connection: AsyncConnection, ids: Collection[int], now: datetime) -> None:
    """Take articles out of their stories that the rules do not flag any more.

    What is left of a story is told anew; a story of which nothing is left is withdrawn.
    """
    await _alone(connection)
    gone = await stories_of(connection, ids)
    for batch in batches(ids):
        await connection.execute(delete(waiting).where(waiting.c.article_id.in_(batch)))
    if not gone:
        return
    said = await corrections_of(connection)
    touched = await hanging_together(connection, gone, bound(said))
    await _forget_ties(connection, gone)
    await _remember_dropped(connection, gone)
    for batch in batches(gone):
        await connection.execute(delete(accounts).where(accounts.c.article_id.in_(batch)))
    await write(connection, await _divided(connection, touched - set(gone), {}, []), now)
    await withdraw(connection, set(gone.values()), now)


async def correct(connection: AsyncConnection, correction: Correction, now: datetime) -> None:
    """Remember the correction and divide what it touches anew."""
    await _alone(connection)
    values = {
        "kind": correction.kind,
        "articles": correction.articles,
        "others": correction.others,
        "made_at": correction.made_at,
    }
    await connection.execute(insert(corrections).values(**values))
    touched = {*correction.articles, *correction.others}
    known = set(await stories_of(connection, touched))
    await write(connection, await _divided(connection, known, {}, []), now)


async def forget(connection: AsyncConnection) -> int:
    """Note every article as unmerged and forget all links; stories stay until they are told."""
    await connection.execute(delete(account_links))
    await connection.execute(delete(account_keys))
    await connection.execute(delete(waiting))
    flagged = select(articles.c.id, articles.c.revision).where(articles.c.flagged)
    await connection.execute(insert(waiting).from_select(["article_id", "revision"], flagged))
    count = select(func.count()).select_from(waiting)
    return int((await connection.execute(count)).scalar_one())


async def _alone(connection: AsyncConnection) -> None:
    """Let no other merge meanwhile: neither would see what the other finds.

    SQLite has one writer at a time anyhow.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(text("LOCK TABLE stories IN SHARE ROW EXCLUSIVE MODE"))


async def _still_flagged(
    connection: AsyncConnection, told: Sequence[tuple[Account, int]]
) -> list[tuple[Account, int]]:
    flagged: set[int] = set()
    for batch in batches(account.article for account, _ in told):
        wanted = select(articles.c.id).where(articles.c.id.in_(batch), articles.c.flagged)
        flagged.update((await connection.execute(wanted)).scalars())
    return [one for one in told if one[0].article in flagged]


async def _forget_ties(connection: AsyncConnection, ids: Iterable[int]) -> None:
    """Forget by what these articles were found, and what held them to others."""
    for batch in batches(ids):
        await connection.execute(delete(account_keys).where(account_keys.c.article_id.in_(batch)))
        either = or_(account_links.c.one.in_(batch), account_links.c.other.in_(batch))
        await connection.execute(delete(account_links).where(either))


async def _find_links(connection: AsyncConnection, new: Mapping[int, Account]) -> list[Link]:
    near = await candidates(connection, new)
    others = {*chain.from_iterable(near.values())} - set(new)
    known = {**await accounts_of(connection, others), **new}
    pairs = {
        (min(article, other), max(article, other))
        for article, found in near.items()
        for other in found
    }
    made = (link(known[one], known[other]) for one, other in sorted(pairs))
    return [found for found in made if found is not None]


async def _divided(
    connection: AsyncConnection, touched: set[int], new: Mapping[int, Account], links: list[Link]
) -> Division:
    """Divide into stories everything that hangs together with these articles."""
    said = await corrections_of(connection)
    near = await hanging_together(connection, touched, bound(said))
    known = {**await accounts_of(connection, near - set(new)), **new}
    held = await links_of(connection, near)
    return Division(
        groups=partition(known, [*held, *links], said),
        known=known,
        before=await stories_of(connection, near),
        former=await former_stories_of(connection, new),
        marked=_not_security(said),
    )


async def _write_accounts(
    connection: AsyncConnection, told: Sequence[tuple[Account, int]], story: Mapping[int, int]
) -> None:
    rows = [
        {
            "article_id": account.article,
            "story_id": story[account.article],
            "revision": revision,
            "facts": ACCOUNT.dump_json(account).decode(),
        }
        for account, revision in told
    ]
    statement = insert_into(connection, accounts)
    changed = {name: statement.excluded[name] for name in ("story_id", "revision", "facts")}
    await connection.execute(
        statement.on_conflict_do_update(index_elements=[accounts.c.article_id], set_=changed), rows
    )
    keys = [
        {"key": key, "day": account.incident.date.day, "article_id": account.article}
        for account, _ in told
        for key in shelf_keys(account)
    ]
    if keys:
        await connection.execute(insert(account_keys), keys)


async def _write_links(connection: AsyncConnection, links: Sequence[Link]) -> None:
    rows = [
        {"one": one.one, "other": one.other, "link": LINK.dump_json(one).decode()} for one in links
    ]
    if rows:
        await connection.execute(insert(account_links), rows)


async def _cross_off(connection: AsyncConnection, told: Sequence[tuple[Account, int]]) -> None:
    """Articles that stand in stories wait no more, and need not be remembered as dropped."""
    done = delete(waiting).where(
        waiting.c.article_id == bindparam("done_article"),
        waiting.c.revision <= bindparam("done_revision"),
    )
    rows = [{"done_article": one.article, "done_revision": read} for one, read in told]
    await connection.execute(done, rows)
    for batch in batches(account.article for account, _ in told):
        await connection.execute(delete(dropped).where(dropped.c.article_id.in_(batch)))


async def _remember_dropped(connection: AsyncConnection, gone: Mapping[int, int]) -> None:
    rows = [{"article_id": article, "story_id": story} for article, story in gone.items()]
    statement = insert_into(connection, dropped)
    again = {"story_id": statement.excluded.story_id}
    await connection.execute(
        statement.on_conflict_do_update(index_elements=[dropped.c.article_id], set_=again), rows
    )


def _not_security(said: Sequence[Correction]) -> set[int]:
    held = last_words(said).items()
    marked = (about for about, one in held if one.kind is CorrectionKind.NOT_SECURITY)
    return set().union(*marked)
