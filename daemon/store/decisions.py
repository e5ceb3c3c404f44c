"""What was decided for whom: read as a recipient's history, and written with the mails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.alert import Decision, History, Outcome, PastDecision, Ruling, Told
from daemon.model.article import Severity
from daemon.model.post import Message
from daemon.store.alert_tables import alert_decisions, alert_recipients
from daemon.store.engine import batches, insert_into
from daemon.store.outbox import enqueue
from daemon.store.present import with_absorbed
from daemon.store.tables import outbox
from daemon.store.types import AnyRow

LATELY = timedelta(days=1)
"""How far back mails count for the caps: a group interval may be as long."""


async def begin(connection: AsyncConnection, recipient: str, now: datetime) -> None:
    """Remember since when the recipient has alerts; the first word counts."""
    once = insert_into(connection, alert_recipients).on_conflict_do_nothing()
    await connection.execute(once.values(recipient=recipient, began_at=now))


async def stop(connection: AsyncConnection, recipients: Sequence[str]) -> None:
    """Forget since when those had alerts that have none any more: turned on again is anew."""
    gone = alert_recipients.delete().where(alert_recipients.c.recipient.not_in(recipients))
    await connection.execute(gone)


async def history(
    connection: AsyncConnection, recipient: str, ids: Sequence[int], now: datetime
) -> History:
    """What the recipient was told of these stories, of what went into them, and lately."""
    into = await with_absorbed(connection, ids)
    told: dict[int, Told] = {}
    last: dict[int, Ruling] = {}
    for row in await _decisions(connection, recipient, into):
        story = into[row.story_id]
        if row.outcome == Outcome.TOLD:
            told[story] = _told(story, row, told.get(story))
        if row.story_id == story:
            last[story] = Ruling(row.ruling)
    ours = alert_decisions.c.recipient == recipient
    newest = select(func.coalesce(func.max(alert_decisions.c.id), 0)).where(ours)
    began = select(alert_recipients.c.began_at).where(alert_recipients.c.recipient == recipient)
    mails = await _mails(connection, recipient, now)
    return History(
        told=told,
        mailed_at=tuple(row.decided_at for row in mails),
        began_at=(await connection.execute(began)).scalar_one_or_none(),
        last=last,
        newest=(await connection.execute(newest)).scalar_one(),
        stormed_at=next((row.decided_at for row in mails[::-1] if _is_storm(row)), None),
    )


async def save(
    connection: AsyncConnection,
    recipient: str,
    decisions: Mapping[str | None, Sequence[Decision]],
    messages: Iterable[Message],
    *,
    seen: int,
    now: datetime,
) -> bool:
    """Write decisions by the message that tells them (None: no mail does), and the messages.

    False, and nothing written, when others were written since the history was read.
    """
    ours = alert_decisions.c.recipient == recipient
    newest = select(func.coalesce(func.max(alert_decisions.c.id), 0)).where(ours)
    if (await connection.execute(newest)).scalar_one() != seen:
        return False
    for message in messages:
        await enqueue(connection, message)
    rows = [
        _row(recipient, one, message, now) for message, some in decisions.items() for one in some
    ]
    if rows:
        await connection.execute(insert(alert_decisions), rows)
    return True


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


async def _decisions(
    connection: AsyncConnection, recipient: str, ids: Iterable[int]
) -> list[AnyRow]:
    found: list[AnyRow] = []
    for batch in batches(ids):
        ours = (alert_decisions.c.recipient == recipient, alert_decisions.c.story_id.in_(batch))
        found += (await connection.execute(select(alert_decisions).where(*ours))).all()
    return sorted(found, key=lambda row: int(row.id))


async def _mails(connection: AsyncConnection, recipient: str, now: datetime) -> list[AnyRow]:
    """The mails of the last day, in order; one that told many has a ruling that says so."""
    wanted = (
        alert_decisions.c.recipient == recipient,
        alert_decisions.c.outcome == Outcome.TOLD,
        alert_decisions.c.decided_at > now - LATELY,
    )
    mail = (alert_decisions.c.decided_at, alert_decisions.c.message_id)
    rows = select(*mail, func.max(alert_decisions.c.ruling).label("ruling")).where(*wanted)
    found = await connection.execute(rows.group_by(*mail))
    return sorted(found, key=lambda row: row.decided_at)


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
