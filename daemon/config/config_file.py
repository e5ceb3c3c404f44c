"""config.toml becomes channels, recipients and limits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path

from daemon.config.credentials import ReadSecret
from daemon.config.document import Document
from daemon.config.operator import (
    ChannelSettings,
    FetchLimits,
    MailIdentity,
    NoticeSettings,
    Operator,
)
from daemon.config.recipients import MAILDIR, read_recipients
from daemon.config.schema import (
    ChannelTable,
    DatabaseTable,
    DigestTable,
    FetchTable,
    MailTable,
    NoticesTable,
    PollTable,
    RetentionTable,
    RulesTable,
)
from daemon.config.tables import Kind, Names, Reader, label
from daemon.config.wording import unknown_word
from daemon.errors import Problem
from daemon.model.notice import Limits
from daemon.model.post import Recipient

KEYS = (
    "channel",
    "database",
    "digest",
    "fetch",
    "mail",
    "notices",
    "poll",
    "recipient",
    "retention",
    "rules",
)
NOBODY = MailIdentity(sender="Dîdevan <didevan@didevan.invalid>", domain="didevan.invalid")
"""Who digests come from while they never leave the machine."""


def read_config(
    document: Document,
    kinds: Mapping[str, Kind],
    *,
    state_dir: Path,
    read_secret: ReadSecret,
    problems: list[Problem],
) -> Operator:
    """The operator's decisions; defaults stand in for what is wrong, and ``problems`` says so."""
    reader = Reader(document, problems)
    reader.known_keys(KEYS)
    channels, written = _channels(reader, kinds)
    days = reader.section("retention", RetentionTable).days
    recipients = read_recipients(reader, written)
    mail = reader.section("mail", MailTable)
    return Operator(
        recipients=recipients,
        notices=_notices(reader, recipients, mail),
        channels=channels,
        database=_database(reader, state_dir, read_secret),
        fetch=_fetch(reader),
        mail=_mail(reader, channels, mail),
        digest_max_age=timedelta(days=reader.section("digest", DigestTable).max_age_days),
        retention=timedelta(days=days) if days else None,
        poll_concurrency=reader.section("poll", PollTable).concurrency,
        rules_folder=_rules_folder(reader),
    )


def _database(reader: Reader, state_dir: Path, read_secret: ReadSecret) -> str:
    written = reader.section("database", DatabaseTable).url
    default = f"sqlite:///{state_dir / 'didevan.db'}"
    return read_secret("database-url") or written or default


def _fetch(reader: Reader) -> FetchLimits:
    table = reader.section("fetch", FetchTable)
    return FetchLimits(
        contact=table.contact,
        deadline=table.deadline_seconds,
        concurrency=table.concurrency,
        per_host=table.per_host,
        max_body=table.max_body_bytes,
        allow_networks=tuple(table.allow_networks),
        allow_ports=tuple(table.allow_ports),
        gap=table.gap_seconds,
    )


def _mail(reader: Reader, channels: tuple[ChannelSettings, ...], table: MailTable) -> MailIdentity:
    if table.sender is None:
        if any(channel.kind != MAILDIR for channel in channels) and not reader.has(
            "mail", "sender"
        ):
            at = ("mail",) if reader.has("mail") else ("channel",)
            reader.note(at, "[mail]: 'sender' is missing: say who the messages come from")
        return MailIdentity(NOBODY.sender, table.domain or NOBODY.domain)
    address = parseaddr(table.sender)[1]
    return MailIdentity(
        table.sender,
        table.domain or address.rpartition("@")[2].lower(),
        table.unsubscribe_url or "",
        table.unsubscribe_credential or "",
    )


def _notices(reader: Reader, recipients: tuple[Recipient, ...], mail: MailTable) -> NoticeSettings:
    table = reader.section("notices", NoticesTable)
    names = [recipient.name for recipient in recipients]
    for place, name in enumerate(table.to):
        if name not in names:
            said = f"[notices]: {unknown_word('recipient', name, names)}"
            reader.note(("notices", "to", place), said)
    limits = Limits(
        source_failing=timedelta(hours=table.source_failing_hours),
        nothing_received=timedelta(hours=table.nothing_received_hours),
        disk_free=table.disk_free_megabytes * 1_000_000,
        most_per_hour=mail.most_messages_per_hour,
    )
    return NoticeSettings(tuple(table.to), limits, table.ping_url)


def _rules_folder(reader: Reader) -> Path | None:
    written = reader.section("rules", RulesTable).folder
    if written is None:
        return None
    folder = Path(reader.document.name).parent / written
    if not folder.is_dir():
        reader.note(("rules", "folder"), f"[rules]: there is no folder {folder}")
        return None
    return folder


def _channels(
    reader: Reader, kinds: Mapping[str, Kind]
) -> tuple[tuple[ChannelSettings, ...], tuple[str, ...]]:
    """The sound channels, and the names of all that are written, sound or not."""
    found = []
    names = Names(reader, "name")
    for at, row in reader.rows("channel"):
        who = label("channel", row, at)
        names.add(row.get("name"), (*at, "name"), who)
        checked = reader.check_open(ChannelTable, kinds, row, at, who)
        if checked is not None:
            found.append(ChannelSettings(checked[0].name, checked[0].kind, checked[1]))
    if MAILDIR not in names:
        found.append(ChannelSettings(MAILDIR, MAILDIR, kinds[MAILDIR].Options()))
    return tuple(found), tuple(names)
