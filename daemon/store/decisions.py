"""What was decided for whom: read as a recipient's history, and written with the mails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.alert import Decision, History, Outcome, PastDecision, Ruling, Told
from daemon.model.article import Severity
from daemon.model.post import AlertDraft
from daemon.store.alert_tables import alert_decisions, alert_recipients
from daemon.store.engine import batches, insert_into
from daemon.store.outbox import enqueue
from daemon.store.present import with_absorbed
from daemon.store.tables import outbox
from daemon.store.types import AnyRow

LATELY = timedelta(days=1)
"""How far back mails count for the caps: a group interval may be as long."""
ROWS = 4000
"""Decisions that are read or written at once: between any two such lots the event loop is free."""
_RULINGS = {one.value: one for one in Ruling}


async def begin(connection: AsyncConnection, recipient: str, now: datetime) -> None:
    """Remember since when the recipient has alerts; the first word counts."""
    once = insert_into(connection, alert_recipients).on_conflict_do_nothing()
    await connection.execute(once.values(recipient=recipient, began_at=now))


async def stop(connection: AsyncConnection, recipients: Sequence[str]) -> None:
    """Forget since when those had alerts that have none any more: turned on again is anew."""
    gone = alert_recipients.delete().where(alert_recipients.c.recipient.not_in(recipients))
    await connection.execute(gone)


async def histories(
    connection: AsyncConnection, recipients: Sequence[str], ids: Sequence[int], now: datetime
) -> dict[str, History]:
    """What each recipient was told of these stories, of what went into them, and lately."""
    into = await with_absorbed(connection, ids)
    last, told = await _rulings(connection, recipients, into)
    newest = await _newest(connection, recipients)
    rows = await connection.execute(select(alert_recipients))
    began = {row.recipient: row.began_at for row in rows}
    mails = await _mails(connection, recipients, now)
    return {
        one: History(
            told=told[one],
            mailed_at=tuple(row.created_at for row in mails[one]),
            began_at=began.get(one),
            last=last[one],
            newest=newest[one],
            stormed_at=next((r.created_at for r in mails[one][::-1] if _is_storm(r)), None),
        )
        for one in recipients
    }


async def save(
    connection: AsyncConnection, drafts: Sequence[AlertDraft], now: datetime
) -> set[str]:
    """Write decisions and messages; the recipients for whom they were written.

    What was made from an older state than there is now is not written.
    """
    newest = await _newest(connection, [one.recipient for one in drafts])
    valid = [one for one in drafts if newest[one.recipient] == one.seen]
    for one in valid:
        for message in one.messages:
            await enqueue(connection, message)
    rows = (
        _row(one.recipient, decision, message, now)
        for one in valid
        for message, some in one.decisions.items()
        for decision in some
    )
    for batch in batches(rows, ROWS):
        await connection.execute(insert(alert_decisions), batch)
    return {one.recipient for one in valid}


async def past(
    connection: AsyncConnection, story: int, recipient: str | None, limit: int
) -> list[PastDecision]:
    """What was decided of a story, newest first, also of those that went into it."""
    into = await with_absorbed(connection, [story])
    wanted: list[ColumnElement[bool]] = [alert_decisions.c.story_id.in_(list(into))]
    if recipient is not None:
        wanted.append(alert_decisions.c.recipient == recipient)
    newest = select(alert_decisions).where(*wanted).order_by(alert_decisions.c.id.desc())
    rows = await connection.execute(newest.limit(limit))
    return [
        PastDecision(row.recipient, _decision(row), row.decided_at, row.message_id) for row in rows
    ]


async def subjects(connection: AsyncConnection, ids: Iterable[str]) -> dict[str, str]:
    """What stood over these messages, by id; none for those that were forgotten."""
    wanted = select(outbox.c.message_id, outbox.c.subject).where(outbox.c.message_id.in_(list(ids)))
    return {row.message_id: row.subject for row in await connection.execute(wanted)}


async def _newest(connection: AsyncConnection, recipients: Iterable[str]) -> dict[str, int]:
    """The number of the newest decision for each recipient; 0 when there is none."""
    wanted = list(recipients)
    newest = select(func.max(alert_decisions.c.id))
    theirs = newest.where(alert_decisions.c.recipient == alert_recipients.c.recipient)
    begun = select(alert_recipients.c.recipient, theirs.scalar_subquery().label("newest"))
    rows = await connection.execute(begun.where(alert_recipients.c.recipient.in_(wanted)))
    found = {row.recipient: row.newest or 0 for row in rows}
    for one in set(wanted) - set(found):  # whose alerts were turned off meanwhile
        his = newest.where(alert_decisions.c.recipient == one)
        found[one] = (await connection.execute(his)).scalar_one() or 0
    return found


async def _rulings(
    connection: AsyncConnection, recipients: Sequence[str], into: Mapping[int, int]
) -> tuple[dict[str, dict[int, Ruling]], dict[str, dict[int, Told]]]:
    """For each recipient the last ruling on each story, and what he was told of it."""
    last: dict[str, dict[int, Ruling]] = {one: {} for one in recipients}
    telling: list[int] = []
    decided = alert_decisions.c
    columns = (decided.id, decided.recipient, decided.story_id, decided.ruling)
    theirs = select(*columns).where(decided.recipient.in_(recipients)).order_by(decided.id)
    for batch in batches(into, max(ROWS // max(len(recipients), 1), 1)):
        rows = await connection.execute(theirs.where(decided.story_id.in_(batch)))
        for number, recipient, story, word in rows:
            ruling = _RULINGS[word]
            if into[story] == story:
                last[recipient][story] = ruling
            if ruling.outcome is Outcome.TOLD:
                telling.append(number)
    return last, await _tellings(connection, recipients, into, telling)


async def _tellings(
    connection: AsyncConnection,
    recipients: Sequence[str],
    into: Mapping[int, int],
    numbers: Iterable[int],
) -> dict[str, dict[int, Told]]:
    """What was told last by these decisions, of each story with what went into it."""
    told: dict[str, dict[int, Told]] = {one: {} for one in recipients}
    newest_last = select(alert_decisions).order_by(alert_decisions.c.id)
    for batch in batches(sorted(numbers)):
        for row in await connection.execute(newest_last.where(alert_decisions.c.id.in_(batch))):
            story, ours = into[row.story_id], told[row.recipient]
            ours[story] = _told(story, row, ours.get(story))
    return told


async def _mails(
    connection: AsyncConnection, recipients: Sequence[str], now: datetime
) -> dict[str, list[AnyRow]]:
    """Each recipient's mails of the last day, in order.

    A mail bears the moment of its decisions, of which any tells whether it told many at once:
    by the moment they are found.
    """
    ruling = (
        select(alert_decisions.c.ruling)
        .where(
            alert_decisions.c.recipient == outbox.c.recipient,
            alert_decisions.c.outcome == Outcome.TOLD,
            alert_decisions.c.decided_at == outbox.c.created_at,
            alert_decisions.c.message_id == outbox.c.message_id,
        )
        .limit(1)
        .scalar_subquery()
    )
    lately = (
        outbox.c.kind == "alert",
        outbox.c.recipient.in_(recipients),
        outbox.c.created_at > now - LATELY,
    )
    rows = select(outbox.c.recipient, outbox.c.created_at, ruling.label("ruling")).where(*lately)
    found: dict[str, list[AnyRow]] = {one: [] for one in recipients}
    for row in await connection.execute(rows.order_by(outbox.c.created_at, outbox.c.id)):
        found[row.recipient].append(row)
    return found


def _is_storm(row: AnyRow) -> bool:
    return bool(row.ruling == Ruling.STORM)


def _told(story: int, row: AnyRow, before: Told | None) -> Told:
    """What was told last; of stories that became one the first thread goes on.

    A mail that told many together begins no thread: their stories would run into each other.
    """
    own = "" if _is_storm(row) else row.message_id or ""
    return Told(
        story=story,
        severity=Severity(row.severity),
        facts=row.facts,
        at=row.decided_at,
        thread=(before.thread if before else "") or own,
        times=before.times + 1 if before else 1,
    )


def _decision(row: AnyRow) -> Decision:
    return Decision(
        row.story_id, Ruling(row.ruling), Severity(row.severity), row.facts, row.detail, row.until
    )


def _row(recipient: str, decision: Decision, message: str | None, now: datetime) -> dict[str, Any]:
    return {
        "recipient": recipient,
        "story_id": decision.story,
        "ruling": decision.ruling,
        "outcome": decision.ruling.outcome,
        "severity": decision.severity,
        "facts": decision.facts,
        "detail": decision.detail,
        "until": decision.until,
        "decided_at": now,
        "message_id": message,
    }
