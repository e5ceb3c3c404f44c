"""What came of the fortnight: every mail, and from the database which stories it told.

The database is asked with plain SQL, so that nothing under test is trusted here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from daemon.demo.desk import Outlet
from daemon.demo.site import Site
from daemon.store.digest_tables import COUNTED, PASSED_OVER
from tests.journeys.fortnight.post import Sorting
from tests.journeys.fortnight.script import BEGIN
from tests.journeys.fortnight.web import BASE

OPERATOR = "operator"
"""The only recipient whose messages go into a folder."""


@dataclass(frozen=True)
class Mail:
    """A mail as it reached its recipient; ``events`` names the stories that it tells.

    Of ``counted`` a digest says only how many they are.
    """

    at: datetime
    recipient: str
    kind: str
    subject: str
    events: tuple[str, ...]
    content: EmailMessage
    counted: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return str(self.content["Message-ID"])


@dataclass(frozen=True)
class Decided:
    """A decision as it was stored, of the event that its story is."""

    at: datetime
    recipient: str
    event: str
    ruling: str
    severity: str
    detail: str
    message: str | None


@dataclass
class Fortnight:
    """Everything that came of it; the database lies in ``folder``."""

    folder: Path
    office: Sorting
    mails: list[Mail] = field(default_factory=list)
    decisions: list[Decided] = field(default_factory=list)
    stories: dict[int, str] = field(default_factory=dict)
    states: dict[str, int] = field(default_factory=dict)  # messages of the outbox by state

    def to(self, recipient: str, kind: str = "") -> list[Mail]:
        """What one recipient was sent, in order."""
        mine = [one for one in self.mails if one.recipient == recipient]
        return [one for one in mine if kind in {"", one.kind}]

    def on(self, event: str, recipient: str) -> list[Mail]:
        """The alerts that told a recipient of an event."""
        return [one for one in self.to(recipient, "alert") if event in one.events]

    def why(self, event: str, recipient: str) -> list[str]:
        """The reasons of all decisions on an event, in order."""
        return [
            one.ruling for one in self.decisions if (one.event, one.recipient) == (event, recipient)
        ]


def harvest(
    folder: Path, press: Sequence[Outlet], office: Sorting, sent: Mapping[str, datetime]
) -> Fortnight:
    """Gather the mails, what each tells, and what was decided; ``sent`` has times by id."""
    with closing(sqlite3.connect(folder / "didevan.db")) as database:
        memory = Memory(database, events(press))
        found = Fortnight(
            folder,
            office,
            decisions=memory.decisions(),
            stories=memory.stories,
            states=memory.states(),
        )
        posted = [(one.at, one.content) for one in office.mails]
        for file in (folder / "folder" / "new").iterdir():
            content = file.read_bytes()
            posted.append((sent[str(read(content)["Message-ID"])], content))
        found.mails = sorted(
            (memory.mail(at, content) for at, content in posted),
            key=lambda one: (one.at, one.recipient, one.kind, one.subject),
        )
    return found


def events(press: Sequence[Outlet]) -> dict[str, str]:
    """By address of an article the event it reports."""
    site = Site(tuple(press), BEGIN, BASE)
    return {
        item.url: item.article.event or item.article.id
        for outlet in press
        for item in site.items(outlet, 1)
    }


class Memory:
    """The database, with stories by the names of their events."""

    def __init__(self, database: sqlite3.Connection, known: Mapping[str, str]) -> None:
        self._database = database
        rows = database.execute(
            "select articles.url, accounts.story_id, articles.id from accounts"
            " join articles on articles.id = accounts.article_id order by articles.id desc"
        ).fetchall()
        self.stories = {story: known[url.partition("?utm")[0]] for url, story, _ in rows}
        self._articles = {article: self.stories[story] for _, story, article in rows}
        self._mails = {
            row[0]: row[1:]
            for row in database.execute("select message_id, recipient, kind, subject from outbox")
        }

    def decisions(self) -> list[Decided]:
        rows = self._database.execute(
            "select decided_at, recipient, story_id, ruling, severity, detail, message_id"
            " from alert_decisions order by id"
        )
        return [
            Decided(moment(at), who, self.stories.get(story, f"story {story}"), *rest)
            for at, who, story, *rest in rows
        ]

    def states(self) -> dict[str, int]:
        return dict(self._database.execute("select state, count(*) from outbox group by state"))

    def mail(self, at: datetime, content: bytes) -> Mail:
        mail = read(content)
        recipient, kind, _ = self._mails[str(mail["Message-ID"])]
        told, counted = self._told(str(mail["Message-ID"]))
        return Mail(at, recipient, kind, str(mail["Subject"]), told, mail, counted)

    def _told(self, message: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        alerts = self._database.execute(
            "select story_id from alert_decisions where message_id = ? order by id", [message]
        ).fetchall()
        articles = self._database.execute(
            "select article_id, position from digest_articles"
            " join digests on digests.id = digest_id"
            " where message_id = ? and position != ? order by position, article_id",
            [message, PASSED_OVER],
        ).fetchall()
        told = [self.stories[story] for (story,) in alerts]
        named = {one: self._articles.get(one, f"article {one}") for one, _ in articles}
        told += [named[one] for one, position in articles if position != COUNTED]
        counted = [named[one] for one, position in articles if position == COUNTED]
        return tuple(dict.fromkeys(told)), tuple(dict.fromkeys(counted))


def moment(stored: object) -> datetime:
    """A time as the database holds it."""
    if isinstance(stored, int | float):
        return datetime.fromtimestamp(stored / 1_000_000, UTC)
    return datetime.fromisoformat(str(stored)).replace(tzinfo=UTC)


def read(content: bytes) -> EmailMessage:
    """A mail as a mail program reads it."""
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail
