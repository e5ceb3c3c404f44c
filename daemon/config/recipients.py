"""``[[recipient]]`` becomes who is told what, when, and by which channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from daemon.config.lines import Path as Keys
from daemon.config.schema import AlertTable, RecipientTable
from daemon.config.tables import Names, Reader, label
from daemon.config.wording import unknown_word
from daemon.model.alert import Alerting, Interest
from daemon.model.article import Severity
from daemon.model.post import Digits, Grouping, Recipient

MAILDIR = "maildir"
"""The channel that is always there: a folder of messages which any mail program opens."""

NOTHING = "nothing"
"""What ``quiet_broken_by`` says when no severity breaks the quiet."""


def read_recipients(reader: Reader, channels: tuple[str, ...]) -> tuple[Recipient, ...]:
    """The recipients; without any, one whose digests stay on the machine."""
    if not reader.has("recipient"):
        if channels:
            reader.note(("channel",), "there is a [[channel]], but no [[recipient]] to be told")
        return (Recipient("operator", "operator@localhost", MAILDIR),)
    found = []
    names = Names(reader, "name")
    for at, row in reader.rows("recipient"):
        names.add(row.get("name"), (*at, "name"), label("recipient", row, at))
        found.append(_recipient(reader, row, at, channels))
    return tuple(recipient for recipient in found if recipient is not None)


def _recipient(
    reader: Reader, row: Mapping[str, object], at: Keys, channels: tuple[str, ...]
) -> Recipient | None:
    who = label("recipient", row, at)
    plain = {key: value for key, value in row.items() if key != "alert"}
    table = reader.check(RecipientTable, plain, at, who, beside=("alert",))
    channel = _channel_of(reader, row, at, channels)
    alerting = _alerting(reader, row, at, who)
    if table is None or channel is None:
        return None
    for key in ("digest_at", "digest_days"):
        _no_repeats(reader, getattr(table, key), (*at, key), who)
    return replace(_built(table, channel), alerting=alerting)


def _no_repeats(reader: Reader, values: list[object], at: Keys, who: str) -> None:
    if len(set(values)) < len(values):
        thing = "time" if at[-1] == "digest_at" else "day"
        reader.note(at, f"{who}: '{at[-1]}' names the same {thing} twice")


def _built(table: RecipientTable, channel: str) -> Recipient:
    return Recipient(
        name=table.name,
        address=table.address,
        channel=channel,
        zone=table.zone,
        digest_at=tuple(sorted(set(table.digest_at))),
        digest_days=tuple(sorted(set(table.digest_days))),
        digest_at_least=table.digest_severity,
        digest_sections=Grouping(table.digest_sections),
        digits=Digits(table.digits),
        interest=Interest(
            categories=tuple(table.categories),
            places=tuple(table.places),
            actors=tuple(table.actors),
            outlets=tuple(table.outlets),
            languages=tuple(table.languages),
        ),
    )


def _alerting(reader: Reader, row: Mapping[str, object], at: Keys, who: str) -> Alerting | None:
    """When the recipient is told at once; without a table for it, never."""
    if "alert" not in row:
        return None
    table = reader.check(AlertTable, row["alert"], (*at, "alert"), f"{who}, alert")
    if table is None:
        return None
    broken_by = table.quiet_broken_by
    repeat = timedelta(hours=table.repeat_interval_hours)
    return Alerting(
        at_least=table.severity,
        quiet=tuple(table.quiet_hours),
        quiet_broken_by=None if broken_by == NOTHING else Severity(broken_by),
        group_wait=timedelta(minutes=table.group_wait_minutes),
        enough_sources=table.enough_sources,
        group_interval=timedelta(minutes=table.group_interval_minutes),
        repeat_interval=repeat or None,
        storm_at=table.storm_at,
        most_per_hour=table.most_per_hour,
        oldest=timedelta(hours=table.max_age_hours),
    )


def _channel_of(
    reader: Reader, row: Mapping[str, object], at: Keys, channels: tuple[str, ...]
) -> str | None:
    """The channel named; when none is named, the only one there is."""
    known = tuple(dict.fromkeys((*channels, MAILDIR)))
    who, word = label("recipient", row, at), row.get("channel")
    if word is None and len(channels) < 2:
        return channels[0] if channels else MAILDIR
    if word is None:
        reader.note(at, f"{who}: 'channel' is missing (one of: {', '.join(known)})")
    elif isinstance(word, str) and word in known:
        return word
    elif isinstance(word, str):
        reader.note((*at, "channel"), f"{who}: {unknown_word('channel', word, known)}")
    return None
