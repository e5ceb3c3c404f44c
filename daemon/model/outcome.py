"""Expected outcomes of fetching, parsing and extracting, as values with stored reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from daemon.model.dating import Dated


class Reason(StrEnum):
    """Stable words for why something did not come out; stored, counted and shown."""

    # fetch
    BAD_URL = "bad_url"
    REFUSED_ADDRESS = "refused_address"
    NO_SUCH_HOST = "no_such_host"
    CONNECTION_FAILED = "connection_failed"
    TLS_FAILED = "tls_failed"
    DEADLINE = "deadline"
    TOO_LARGE = "too_large"
    BAD_ENCODING = "bad_encoding"
    BAD_ANSWER = "bad_answer"
    TRUNCATED = "truncated"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    BAD_REDIRECT = "bad_redirect"
    HTTP_CLIENT_ERROR = "http_client_error"  # 4xx that has no word of its own
    NOT_FOUND = "not_found"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    RATE_LIMITED = "rate_limited"
    HTTP_SERVER_ERROR = "http_server_error"
    ROBOTS = "robots"
    ROBOTS_UNKNOWN = "robots_unknown"  # robots.txt gives no answer: for now that means no
    # parse
    NOT_A_FEED = "not_a_feed"
    EMPTY_FEED = "empty_feed"
    NO_LINKS = "no_links"  # a list page on which the selectors find nothing
    BROKEN_FEED = "broken_feed"
    DANGEROUS_MARKUP = "dangerous_markup"
    # extract
    NO_TEXT = "no_text"
    CONSENT_WALL = "consent_wall"
    BOT_WALL = "bot_wall"
    NOT_HTML = "not_html"
    EXTRACTOR_FAILED = "extractor_failed"
    # parse or extract
    OVERRAN = "overran"  # it took more time or memory than a document may
    # of a source that was read, but not as it used to be
    SILENT = "silent"
    EXTRACTION_FAILING = "extraction_failing"
    # post
    MAIL_REFUSED = "mail_refused"
    ADDRESS_REFUSED = "address_refused"  # there is no such recipient, says who should know
    MAIL_DEFERRED = "mail_deferred"
    MAIL_UNREACHABLE = "mail_unreachable"
    MAIL_NO_TLS = "mail_no_tls"
    MAIL_LOGIN_FAILED = "mail_login_failed"
    MAIL_UNANSWERED = "mail_unanswered"
    MAILDIR_FAILED = "maildir_failed"
    POST_REFUSED = "post_refused"  # by a channel that is no mail server
    POST_UNREACHABLE = "post_unreachable"
    POST_UNANSWERED = "post_unanswered"
    FILE_FAILED = "file_failed"
    # ours
    INTERNAL_ERROR = "internal_error"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body that arrived whole: decoded bytes, and where it finally came from.

    ``headers`` have lower-case names; of a repeated header the last value is kept.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None  # the target of a chain of permanent redirects


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing changed since the validators it was shown."""

    url: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing usable came; ``retry_after`` is in seconds when the server named a time."""

    reason: Reason
    detail: str
    status: int | None = None
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document that could not be parsed into entries."""

    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """The article found in a page. ``body`` has one paragraph per line."""

    title: str | None
    body: str
    published: str | None = None  # as the page states it, ISO 8601 or as written
    author: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    dated: Dated | None = None  # when it was published, if the page's zone was told


@dataclass(frozen=True, slots=True)
class NothingFound:
    """The page holds no article that we could find."""

    reason: Reason
    detail: str
