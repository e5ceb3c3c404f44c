"""What may stand in sources.toml and config.toml, table by table."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from daemon.config.fields import (
    Address,
    ClockTime,
    Contact,
    Database,
    DaySpan,
    Domain,
    FilledText,
    Folder,
    Headers,
    LanguageTag,
    Name,
    Network,
    Port,
    Selector,
    Sender,
    SeverityWord,
    Text,
    UnsubscribeAddress,
    WebAddress,
    Weekday,
    Zone,
)
from daemon.model.article import Severity


class Table(BaseModel):
    """One table of a settings file: nothing but the keys named here, each of its own type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class CadenceTable(Table):
    """``cadence`` of a source: the limits, in minutes, of the time between two polls."""

    shortest_minutes: Annotated[float, Field(ge=1, le=1440)] = 5
    longest_minutes: Annotated[float, Field(ge=1, le=10080)] = 120


class SelectorsTable(Table):
    """``selectors`` of a source: where its pages have what, if the extractor cannot tell."""

    body: Selector | None = None
    title: Selector | None = None
    date: Selector | None = None
    drop: Selector | None = None


class SourceTable(Table):
    """``[[source]]``: one feed of one outlet. The kind's own options stand beside these.

    ``full_text`` left out means what its kind is: a channel's messages are whole.
    """

    name: Name
    outlet: FilledText
    url: WebAddress
    kind: str
    language: LanguageTag
    zone: Zone
    enabled: bool = True
    reason: Text = ""
    probed: Text = ""
    candidates: Annotated[list[WebAddress], Field(max_length=10)] = []
    headers: Headers = {}
    full_text: bool | None = None


class DatabaseTable(Table):
    """``[database]``."""

    url: Database | None = None


class FetchTable(Table):
    """``[fetch]``: how we behave on the web."""

    contact: Contact = ""
    deadline_seconds: Annotated[float, Field(ge=1, le=600)] = 30
    concurrency: Annotated[int, Field(ge=1, le=500)] = 32
    per_host: Annotated[int, Field(ge=1, le=16)] = 2
    gap_seconds: Annotated[float, Field(ge=0, le=60)] | None = None
    max_body_bytes: Annotated[int, Field(ge=10_000, le=100_000_000)] = 10_000_000
    allow_networks: list[Network] = []
    allow_ports: list[Port] = []


class PollTable(Table):
    """``[poll]``."""

    concurrency: Annotated[int, Field(ge=1, le=200)] = 16


class DigestTable(Table):
    """``[digest]``."""

    max_age_days: Annotated[float, Field(gt=0, le=3650)] = 7


class MailTable(Table):
    """``[mail]``: who our messages come from."""

    sender: Sender | None = None
    domain: Domain | None = None
    unsubscribe_url: UnsubscribeAddress | None = None
    unsubscribe_credential: Name | None = None
    most_messages_per_hour: Annotated[int, Field(ge=1, le=100_000)] = 200

    @model_validator(mode="after")
    def _signed(self) -> MailTable:
        if "{token}" in (self.unsubscribe_url or "") and self.unsubscribe_credential is None:
            raise ValueError("a {token} needs 'unsubscribe_credential', the secret it is made with")
        return self


class NoticesTable(Table):
    """``[notices]``: who is told when something is wrong with the watch, and when it is."""

    to: list[FilledText] = []
    source_failing_hours: Annotated[float, Field(ge=0.1, le=720)] = 24
    nothing_received_hours: Annotated[float, Field(ge=0.1, le=720)] = 6
    disk_free_megabytes: Annotated[int, Field(ge=1, le=10_000_000)] = 200
    ping_url: WebAddress | None = None


class RulesTable(Table):
    """``[rules]``: a folder of further rules, relative to the file that names it."""

    folder: Folder | None = None


class RetentionTable(Table):
    """``[retention]``: how long articles are kept; 0 means for ever."""

    days: Annotated[int, Field(ge=0, le=36500)] = 365


class ChannelTable(Table):
    """``[[channel]]``: one way of delivering. The kind's own options stand beside these."""

    name: Name
    kind: str


class RecipientTable(Table):
    """``[[recipient]]``: a person who is told."""

    name: FilledText
    address: Address
    channel: str | None = None
    zone: Zone = "Asia/Baghdad"
    digest_at: Annotated[list[ClockTime], Field(min_length=1)] = [time(7, 0)]
    digest_days: Annotated[list[Weekday], Field(min_length=1)] = [*range(7)]
    digest_severity: SeverityWord = Severity.LOW
    digest_sections: Literal["severity", "place", "category"] = "place"
    digits: Literal["latin", "arabic"] = "latin"
    categories: list[FilledText] = []
    places: list[FilledText] = []
    actors: list[FilledText] = []
    outlets: list[FilledText] = []
    languages: list[LanguageTag] = []


class AlertTable(Table):
    """``alert`` of a recipient: when he is told at once."""

    severity: SeverityWord
    quiet_hours: list[DaySpan] = []
    quiet_broken_by: Literal["low", "medium", "high", "critical", "nothing"] = "critical"
    group_wait_minutes: Annotated[float, Field(ge=0, le=240)] = 3
    enough_sources: Annotated[int, Field(ge=1, le=100)] = 3
    group_interval_minutes: Annotated[float, Field(ge=0, le=1440)] = 15
    repeat_interval_hours: Annotated[float, Field(ge=0, le=720)] = 0
    storm_at: Annotated[int, Field(ge=1, le=100)] = 5
    most_per_hour: Annotated[int, Field(ge=1, le=1000)] = 12
    max_age_hours: Annotated[float, Field(ge=1, le=720)] = 24
