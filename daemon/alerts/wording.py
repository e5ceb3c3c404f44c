"""The English words around the Kurdish: names, counts, times and reasons."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from daemon.alerts.plain import shorten
from daemon.model.article import Origin, Severity
from daemon.model.language import Language
from daemon.model.outcome import Reason
from daemon.model.post import Digits

LANGUAGES = {
    Language.SORANI: "Sorani",
    Language.KURMANJI: "Kurmanji",
    Language.BADINI: "Badini",
    Language.SOUTHERN: "Southern Kurdish",
    Language.ARABIC: "Arabic",
    Language.PERSIAN: "Persian",
    Language.TURKISH: "Turkish",
    Language.ENGLISH: "English",
    Language.OTHER: "language unknown",
}

SEVERITIES = {
    Severity.CRITICAL: "Critical",
    Severity.HIGH: "High",
    Severity.MEDIUM: "Medium",
    Severity.LOW: "Low",
}

ORIGINS = {
    Origin.PAGE: "",
    Origin.FEED_CONTENT: "text from the feed, the page could not be read",
    Origin.FEED_SUMMARY: "only the feed's summary could be read",
    Origin.TITLE_ONLY: "only the headline could be read",
    Origin.RAW: "raw match: found in all that the page shows, menus and all",
}

REASONS = {
    Reason.BAD_URL: "its address is not a usable URL",
    Reason.REFUSED_ADDRESS: "its address leads into a private network and was not followed",
    Reason.NO_SUCH_HOST: "its host name does not resolve",
    Reason.CONNECTION_FAILED: "no connection could be made",
    Reason.TLS_FAILED: "its certificate or encryption failed",
    Reason.DEADLINE: "it did not answer in time",
    Reason.TOO_LARGE: "its answer was too large",
    Reason.BAD_ENCODING: "its answer was encoded in a way we refuse",
    Reason.BAD_ANSWER: "its answer was not proper HTTP",
    Reason.TRUNCATED: "its answer broke off",
    Reason.TOO_MANY_REDIRECTS: "it redirects in circles",
    Reason.BAD_REDIRECT: "it redirects to an address that cannot be followed",
    Reason.HTTP_CLIENT_ERROR: "it refused the request",
    Reason.NOT_FOUND: "nothing is at its address any more",
    Reason.GONE: "it was taken down for good",
    Reason.FORBIDDEN: "it does not let us in",
    Reason.RATE_LIMITED: "it asks us to come less often",
    Reason.HTTP_SERVER_ERROR: "its server has a fault",
    Reason.ROBOTS: "it asks robots not to read its pages",
    Reason.ROBOTS_UNKNOWN: (
        "its robots.txt gives no answer, so its pages wait for one, three days at most"
    ),
    Reason.NOT_A_FEED: "what it sends is not a feed",
    Reason.EMPTY_FEED: "its feed is empty",
    Reason.NO_LINKS: "its list page has another layout than before",
    Reason.BROKEN_FEED: "its feed is broken",
    Reason.DANGEROUS_MARKUP: "its feed holds markup we refuse to read",
    Reason.NO_TEXT: "no article text was found",
    Reason.CONSENT_WALL: "a consent page stands before the articles",
    Reason.BOT_WALL: "a check for robots stands before the articles",
    Reason.NOT_HTML: "its pages are not HTML",
    Reason.EXTRACTOR_FAILED: "its pages could not be taken apart",
    Reason.OVERRAN: "reading it took more time or memory than a document may",
    Reason.SILENT: "it has been quiet for longer than it ever was",
    Reason.EXTRACTION_FAILING: "its pages can no longer be read, only what its feed says",
    Reason.MAIL_REFUSED: "the mail was refused",
    Reason.ADDRESS_REFUSED: "the address was refused for good",
    Reason.MAIL_DEFERRED: "the mail was put off",
    Reason.MAIL_UNREACHABLE: "the mail server could not be reached",
    Reason.MAIL_NO_TLS: "the mail server offers no safe connection",
    Reason.MAIL_LOGIN_FAILED: "the mail server did not accept the login",
    Reason.MAIL_UNANSWERED: "the mail server did not confirm the mail",
    Reason.MAILDIR_FAILED: "the Maildir could not be written",
    Reason.POST_REFUSED: "the message was refused",
    Reason.POST_UNREACHABLE: "where the message goes could not be reached",
    Reason.POST_UNANSWERED: "the message was not confirmed",
    Reason.FILE_FAILED: "the file could not be written",
    Reason.INTERNAL_ERROR: "a fault in Dîdevan itself",
}

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_LONGEST_NAME = 100  # code points
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_LRM = "\u200e"  # LEFT-TO-RIGHT MARK
_ACRONYMS = {"ied", "uav", "pkk", "isis", "sdf", "ypg", "un", "eu", "us"}


def label(slug: str) -> str:
    """The English words of a category's or term's id: ``drone-attack`` reads 'drone attack'."""
    words = re.split(r"[-_\s]+", slug.strip())
    return " ".join(word.upper() if word in _ACRONYMS else word for word in words)


def category_name(category: str, names: Mapping[str, str]) -> str:
    """The category's English name from ``names``, or else the words of its id."""
    return shorten(names.get(category) or sentence_case(label(category)), _LONGEST_NAME)


def sentence_case(text: str) -> str:
    """``text`` with its first letter raised."""
    return text[:1].upper() + text[1:]


def inside_a_sentence(name: str) -> str:
    """``name`` with its first letter lowered, unless it begins with an acronym."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def counted(number: int, one: str, many: str = "") -> str:
    """``number`` with its noun: '1 article', '1,204 articles'."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def in_words(number: int) -> str:
    """``number`` as a word when it is small: 'two', '14'."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


def in_digits(text: str, digits: Digits) -> str:
    """Words of ours with their numbers in these digits; nothing that must be typed as it stands.

    A dash or an arrow between two Arabic numbers would run from right to left in an English
    line (UAX #9, N1), so it is held by marks.
    """
    if digits is Digits.LATIN:
        return text
    text = re.sub(r"(?<=\d),(?=\d{3})", "\u066c", text)  # ARABIC THOUSANDS SEPARATOR
    text = re.sub(r"(?<=\d)\.(?=\d)", "\u066b", text)  # ARABIC DECIMAL SEPARATOR
    text = re.sub(r"(?<=\d)( ?[–→] ?)(?=\d)", rf"{_LRM}\1{_LRM}", text)
    return text.translate(_ARABIC_INDIC)


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence: 'a, b and c'."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def full_day(moment: datetime, zone: ZoneInfo) -> str:
    """The local day of ``moment``, as 'Saturday 21 November 2026'."""
    local = moment.astimezone(zone)
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"


def short_day(moment: datetime, zone: ZoneInfo) -> str:
    """The local day of ``moment``, as '21 Nov'."""
    local = moment.astimezone(zone)
    return f"{local.day} {_MONTHS[local.month - 1][:3]}"


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """The local time of ``moment``, as '07:00'."""
    local = moment.astimezone(zone)
    return f"{local.hour:02}:{local.minute:02}"


def stamp(moment: datetime, zone: ZoneInfo) -> str:
    """The local day and time of ``moment``, as '21 Nov 07:00'."""
    return f"{short_day(moment, zone)} {clock(moment, zone)}"


def duration(span: timedelta) -> str:
    """A span in its two largest units, as '3 h 20 min' or '2 days 4 h'; minutes at the least."""
    minutes = round(span.total_seconds() / 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days:
        return counted(days, "day") + (f" {hours} h" if hours else "")
    if hours:
        return f"{hours} h" + (f" {minutes} min" if minutes else "")
    return f"{minutes} min"
