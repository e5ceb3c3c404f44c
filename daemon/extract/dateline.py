"""When an article was published, by what its page and its address say, and never by a guess.

In this order: the source's own selector, meta tags and JSON-LD, the date line beside the
headline, the address. A page's header shows today's date, its side columns the dates of
other news: only short lines close to the headline that are a date and little else count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from daemon.extract.head import Head
from daemon.model.dating import Dated, DateOrigin, Precision
from daemon.model.source import PageHints
from daemon.text.dates import parse_date
from daemon.text.selectors import first_text, text_of
from daemon.text.spelling import fold

_USABLE = frozenset({Precision.MINUTE, Precision.HOUR, Precision.DAY})
_LONGEST = 120  # letters of a date line
_RUNNING_TEXT = 70  # letters of a line: the second such ends the search, the first is a teaser
_MOST_LINES = 15
_LINES_BEFORE = 6
_FUTURE = timedelta(days=2)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HEADINGS = ("h1", "h2", "h3", "h4", "div", "span", "p", "td", "strong", "b")
_BLOCKS = _words(
    "address article aside blockquote div dl fieldset figure footer form h1 h2 h3 h4 header li "
    "main nav ol p pre section table tbody td tr ul"
)
_NOT_HERE = _words("a nav footer aside select script style noscript option button")
_APART = re.compile(r"[|•·–—()\[\]]|:(?!\d)|\s-\s(?=[^\d\s])|(?<=[^\d\s])\s-\s")
# words that may stand in a date line beside the date; letters are those of the match key
_LABELS = _words(
    fold(
        "بڵاوکراوەتەوە بڵاوکرایەوە بڵاوکردنەوە بڵاوبووەوە ڕێکەوت ڕێکەوتی بەروار بەرواری کات کاتی "
        "کاتژمێر کاتژمێری سەعات ڕۆژ ڕۆژی لە ل ساڵی ساڵا هەواڵ نووسرا دابەزێنرا پۆست "
        "ی بەیانی بەیانیی سەرلەبەیان سەرلەبەیانی پێشنیوەڕۆ پاشنیوەڕۆ دوانیوەڕۆ نیوەڕۆ "
        "ئێوارە ئێوارەی شەو شەوی "
        "شەممە شەمە یەکشەممە دووشەممە سێشەممە چوارشەممە پێنجشەممە هەینی جومعە ئەینی ئێکشەمبی "
        "دووشەمبی سێشەمبی چارشەمبی پێنجشەمبی شەمبی "
        "dîrok dîroka weşan weşandin hat hatiye weşandinê roj roja saet seet demjimêr di de li "
        "duşem duşemê sêşem sêşemê çarşem çarşemê pêncşem pêncşemê în înê îniyê şemî şemiyê yekşem "
        "yekşemê "
        "published posted on at date time updated by "
        "نشر تاريخ النشر بتاريخ الساعة الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت "
        "تاریخ انتشار ساعت شنبه یکشنبه دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه "
        "pazartesi salı çarşamba perşembe cuma cumartesi pazar tarih yayın yayınlanma saat "
        "monday tuesday wednesday thursday friday saturday sunday utc gmt am pm"
    )
)
_IN_PATH = re.compile(r"(?:^|[/_-])(20\d{2})([/_-]?)(\d{2})\2(\d{2})(?=[/_.-]|$)")
_RUDAW = re.compile(r"/(\d{2})(\d{2})(20\d{2})\d{1,4}(?:-amp)?$")


def date_of(
    tree: HtmlElement, head: Head, title: str | None, url: str, hints: PageHints
) -> Dated | None:
    """The time of publication with who says so; None when nobody does."""
    chosen = first_text(tree, hints.selectors.date)
    return (
        stated(chosen, DateOrigin.SELECTOR, hints)
        or stated(head.published or "", head.published_in, hints)
        or _visible(tree, title, hints)
        or _in_address(url, hints)
    )


def stated(raw: str, origin: DateOrigin, hints: PageHints) -> Dated | None:
    """What a text that is meant to be a date states."""
    found = parse_date(
        raw[:_LONGEST], seen_at=hints.seen_at, zone=hints.zone, day_first=hints.day_first
    )
    if found is None or found.precision not in _USABLE:
        return None
    if isinstance(found.value, datetime):
        return Dated(found.value, found.precision, origin)
    return Dated(_first_minute(found.value, hints), found.precision, origin)


def _visible(tree: HtmlElement, title: str | None, hints: PageHints) -> Dated | None:
    headline = _headline(tree, title)
    if headline is None:
        return None
    for line in (*_after(headline), *_before(headline)):
        for part in _APART.split(line):
            if is_dateline(part, hints):
                # the time may stand in another part than the day
                return stated(line, DateOrigin.VISIBLE, hints)
    return None


def _headline(tree: HtmlElement, title: str | None) -> HtmlElement | None:
    if not title:
        return None
    for tag in _HEADINGS:
        for element in tree.iter(tag):
            if len(element) < 8 and text_of(element) == title:
                return element
    return next(tree.iter("h1"), None)


def is_dateline(line: str, hints: PageHints) -> bool:
    """Whether a line is a date and nothing else but words that go with one."""
    found = parse_date(line, seen_at=hints.seen_at, zone=hints.zone, day_first=hints.day_first)
    if found is None or found.precision not in _USABLE:
        return False
    beside = re.findall(r"[^\W\d_]+", fold(f"{line[: found.start]} {line[found.end :]}"))
    return all(word in _LABELS for word in beside)


def _after(headline: HtmlElement) -> Iterator[str]:
    running = 0
    for line in islice(_lines(headline.xpath("following::*")), _MOST_LINES):
        running += len(line) > _RUNNING_TEXT
        if running > 1:
            return
        yield line[:_LONGEST]


def _before(headline: HtmlElement) -> tuple[str, ...]:
    """Lines above the headline in the block that holds it, the nearest first."""
    around = headline.getparent()
    if around is None or around.tag in ("body", "form", "html"):
        return ()
    earlier: list[HtmlElement] = []
    for sibling in headline.itersiblings(preceding=True):
        earlier[:0] = [each for each in sibling.iter() if isinstance(each, HtmlElement)]
    return tuple(line[:_LONGEST] for line in [*_lines(earlier)][::-1][:_LINES_BEFORE])


def _lines(elements: list[HtmlElement]) -> Iterator[str]:
    """The texts that stand in these elements, each once: whole lines, and words after a break."""
    told: set[HtmlElement] = set()
    for element in elements:
        if not isinstance(element.tag, str) or any(a in told for a in element.iterancestors()):
            continue
        if _is_hidden(element):
            told.add(element)
            continue
        if element.tag == "time" and element.get("datetime"):
            yield str(element.get("datetime"))
        if not any(
            child.tag in _BLOCKS or child.tag == "br" for child in element.iterdescendants()
        ):
            told.add(element)
            yield from filter(None, [text_of(element)])
        elif element.text and element.text.strip():
            yield " ".join(element.text.split())
        after = (element.tail or "").strip()
        if after and (element.tag == "br" or element.tag in _BLOCKS):
            yield " ".join(after.split())


def _is_hidden(element: HtmlElement) -> bool:
    return element.tag in _NOT_HERE or any(
        above.tag in _NOT_HERE for above in islice(element.iterancestors(), 12)
    )


def _in_address(url: str, hints: PageHints) -> Dated | None:
    """A day that stands in the address: /2026/02/22/, 2026-02-22, Rudaw's 220220267."""
    day = _day_of(url)
    at = _first_minute(day, hints) if day is not None else None
    if at is None or at > hints.seen_at + _FUTURE:
        return None
    return Dated(at, Precision.DAY, DateOrigin.URL)


def _day_of(url: str) -> date | None:
    try:
        parts = urlsplit(url)
        found = _IN_PATH.search(parts.path)
        if found:
            return date(int(found[1]), int(found[3]), int(found[4]))
        found = _RUDAW.search(parts.path) if (parts.hostname or "").endswith("rudaw.net") else None
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:  # no address, or no day of any year
        return None


def _first_minute(day: date, hints: PageHints) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(hints.zone)).astimezone(UTC)
