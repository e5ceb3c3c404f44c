"""The kinds of value the settings files hold, each with its own check in plain words."""

from __future__ import annotations

import re
from datetime import time
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from daemon.config.wording import UNKNOWN_WORD, kind_of_value, nearest, unknown_word
from daemon.model.alert import Span
from daemon.model.article import Severity
from daemon.model.language import Language
from daemon.text.selectors import check_selector

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+")
_DOMAIN = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
# what makes the request a request is ours; a secret belongs in no file
_OURS = {
    *("host", "connection", "upgrade", "te", "transfer-encoding", "content-length"),
    *("accept-encoding", "if-none-match", "if-modified-since"),
    *("authorization", "proxy-authorization"),
}
_FILLED_IN = {"{recipient}", "{address}", "{token}"}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DATABASES = ("sqlite", "sqlite+aiosqlite", "postgresql", "postgresql+psycopg")


def _text(value: str) -> str:
    if _UNSEEN.search(value):
        raise ValueError("must be one line without control characters")
    return value.strip()


def _filled(value: str) -> str:
    if not value:
        raise ValueError("must not be empty")
    return value


def _name(value: str) -> str:
    if not _NAME.fullmatch(value) or len(value) > 64:
        raise ValueError(
            "must be a short name of Latin letters, digits, '-', '_' and '.', at most 64 of them"
        )
    return value


def _web_address(value: str) -> str:
    if re.search(r"\s", value):
        raise ValueError("must be a URL without spaces")
    try:
        parts = urlsplit(value)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError("must be a valid URL, and its host or port is not") from error
    if parts.scheme not in ("http", "https"):
        raise ValueError("must be a URL that begins with https:// or http://")
    if not host or host.startswith(".") or ".." in host or port == 0:
        raise ValueError("must be a URL with a host, like https://example.org/feed")
    if "@" in parts.netloc:
        raise ValueError("must be a URL without a user name or password in it")
    return value


def _unsubscribe_address(value: str) -> str:
    """A template: RFC 8058 wants https, and only what we can fill in may stand in braces."""
    if not value.startswith("https://"):
        raise ValueError("must be a URL that begins with https://")
    if strange := set(re.findall(r"\{[^}]*\}?|\}", value)) - _FILLED_IN:
        known = ", ".join(sorted(_FILLED_IN))
        raise ValueError(f"has {', '.join(sorted(strange))}; what is filled in: {known}")
    _web_address(re.sub(r"[{}]", "", value))
    if not value.isascii() or "," in value or ">" in value:
        raise ValueError("must be plain ASCII without commas and angle brackets")
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, OSError, ValueError) as error:
        near = nearest(value, available_timezones())
        hint = f"did you mean '{near}'?" if near else "write it like Asia/Baghdad"
        said = f"unknown time zone '{value[:60]}' ({hint})"
        raise PydanticCustomError(UNKNOWN_WORD, "{said}", {"said": said}) from error
    return value


def _language(value: object) -> Language:
    if not isinstance(value, str):
        raise ValueError(f"must be a text in quotes, not {kind_of_value(value)}")  # noqa: TRY004 - pydantic collects ValueErrors only
    if value not in (known := [language.value for language in Language]):
        said = unknown_word("language", value, known)
        raise PydanticCustomError(UNKNOWN_WORD, "{said}", {"said": said})
    return Language(value)


def _address(value: str) -> str:
    if not _ADDRESS.fullmatch(value) or len(value) > 254:
        raise ValueError("must be one e-mail address, like name@example.org")
    return value


def _headers(value: dict[str, str]) -> dict[str, str]:
    for name, said in value.items():
        if not _TOKEN.fullmatch(name) or name.lower() in _OURS:
            raise ValueError(f"must not set the header {name[:60]!r}")
        if not (said.isascii() and said.isprintable() and len(said) <= 1000):
            raise ValueError(f"must have printable Latin letters in {name!r}, at most 1000 of them")
    return value


def _sender(value: str) -> str:
    match = re.fullmatch(r"(?:[^<>]*<([^<>]+)>|([^<>]+))", value)
    if match is None or not _ADDRESS.fullmatch((match[1] or match[2]).strip()):
        raise ValueError('must be like "Dîdevan <didevan@example.org>"')
    return value


def _domain(value: str) -> str:
    if not _DOMAIN.fullmatch(value.lower()) or len(value) > 253:
        raise ValueError("must be a domain, like example.org")
    return value.lower()


def _clock_time(value: object) -> time:
    if isinstance(value, time):
        wanted = value
    elif isinstance(value, str) and (match := _CLOCK.fullmatch(value)):
        try:
            wanted = time(int(match[1]), int(match[2]))
        except ValueError as error:
            raise ValueError('must be a time of day from "00:00" to "23:59"') from error
    else:
        raise ValueError('must be a time of day like "07:00"')
    if wanted.second or wanted.microsecond:
        raise ValueError("must be a whole minute")
    return wanted


def _day_span(value: object) -> Span:
    """``22:00-06:00``, which may go over midnight."""
    begin, dash, end = value.partition("-") if isinstance(value, str) else ("", "", "")
    if not dash:
        raise ValueError('must be hours of the day like "22:00-06:00"')
    return Span(_clock_time(begin.strip()), _clock_time(end.strip()))


def _weekday(value: object) -> int:
    if not isinstance(value, str) or value not in _WEEKDAYS:
        raise ValueError(f"must be one of {', '.join(_WEEKDAYS)}")
    return _WEEKDAYS.index(value)


def _severity(value: object) -> Severity:
    known = [severity.value for severity in Severity]
    if not isinstance(value, str) or value not in known:
        raise ValueError(f"must be one of {', '.join(known)}")
    return Severity(value)


def _contact(value: str) -> str:
    if not (value.isascii() and value.isprintable()):
        raise ValueError("must be a web or mail address in plain Latin letters")
    return value


def _network(value: str) -> str:
    try:
        return str(ip_network(value))
    except ValueError as error:
        raise ValueError('must be a network like "10.0.0.0/8" or "::1/128"') from error


def _database(value: str) -> str:
    scheme, colon, rest = value.partition("://")
    if not colon or scheme not in _DATABASES:
        raise ValueError("must begin with sqlite:/// or postgresql://")
    if scheme.startswith("sqlite") and rest in ("", "/", "/:memory:"):
        raise ValueError("must name a file, like sqlite:////var/lib/didevan/didevan.db")
    userinfo, at, _host = rest.partition("@")
    if at and ":" in userinfo:
        raise ValueError(
            "must not hold a password: give the whole URL to the service as the systemd "
            "credential 'database-url'"
        )
    return value


Text = Annotated[str, AfterValidator(_text)]
FilledText = Annotated[Text, AfterValidator(_filled)]
Name = Annotated[str, AfterValidator(_name)]
WebAddress = Annotated[str, AfterValidator(_web_address), AfterValidator(_text)]
UnsubscribeAddress = Annotated[str, AfterValidator(_unsubscribe_address)]
Zone = Annotated[str, AfterValidator(_zone)]
LanguageTag = Annotated[Language, BeforeValidator(_language)]
Address = Annotated[str, AfterValidator(_address)]
Sender = Annotated[Text, AfterValidator(_sender)]
Domain = Annotated[str, AfterValidator(_domain)]
DaySpan = Annotated[Span, BeforeValidator(_day_span)]
Weekday = Annotated[int, BeforeValidator(_weekday)]
SeverityWord = Annotated[Severity, BeforeValidator(_severity)]
ClockTime = Annotated[time, BeforeValidator(_clock_time)]
Contact = Annotated[str, AfterValidator(_contact)]
Network = Annotated[str, AfterValidator(_network)]
Port = Annotated[int, Field(ge=1, le=65535)]
Database = Annotated[str, AfterValidator(_database)]
Headers = Annotated[dict[str, str], Field(max_length=20), AfterValidator(_headers)]
Selector = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(check_selector)]
Folder = Annotated[Path, Field(strict=False)]
