"""One entry becomes an article: its page or the feed's own words, then the rules' verdict."""

from __future__ import annotations

from dataclasses import dataclass, replace

import structlog

from daemon.model.article import Article, Entry, Origin
from daemon.model.outcome import Extracted, Failed, Fetched, NothingFound, NotModified, Reason
from daemon.model.source import PageHints, Source
from daemon.pipeline.ports import Clock, Extractor, Fetcher, Offload, Rules
from daemon.pipeline.surprise import surprise
from daemon.text.spelling import fold
from daemon.text.tokens import tokenise

log = structlog.get_logger()

ACCEPT_PAGE = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class Body:
    """The text that is kept of an entry, where it came from, and why the page was not used."""

    text: str
    origin: Origin
    problem: Failed | NothingFound | None = None


@dataclass(frozen=True, slots=True)
class PageReader:
    """Reads the article behind an entry."""

    fetcher: Fetcher
    extractor: Extractor
    rules: Rules
    offload: Offload
    clock: Clock

    async def read(self, source: Source, entry: Entry) -> Article:
        """The article with its verdict; a page that fails leaves the feed's own words."""
        page = None if is_whole(source, entry) else await self._look(source, entry)
        entry = dated(entry, page)
        title = entry.title or (page.title if isinstance(page, Extracted) else None) or ""
        body = choose_body(entry, page)
        fields = {"title": title, "body": body.text}
        verdict = await self.offload(self.rules.match, fields, source.language)
        return Article(
            entry=entry,
            source=source.name,
            title=title,
            body=body.text,
            language=verdict.language,
            origin=body.origin,
            verdict=verdict,
            problem=body.problem.reason if body.problem else None,
            problem_detail=body.problem.detail if body.problem else "",
        )

    async def _look(self, source: Source, entry: Entry) -> Extracted | NothingFound | Failed:
        try:
            return await self._page(source, entry)
        except Exception as error:  # the feed's own words are still there to be judged
            log.exception("page_not_read", source=source.name, url=entry.url)
            return surprise(error)

    async def _page(self, source: Source, entry: Entry) -> Extracted | NothingFound | Failed:
        if not entry.url:
            return NothingFound(Reason.BAD_URL, "the feed gives no link to the article")
        fetched = await self.fetcher.fetch(entry.url, accept=ACCEPT_PAGE, headers=source.headers)
        if isinstance(fetched, NotModified):  # not asked for: no validators were sent
            return Failed(Reason.BAD_ANSWER, "304 to a request without validators")
        if not isinstance(fetched, Fetched):
            return fetched
        hints = PageHints(
            zone=source.zone,
            seen_at=self.clock(),
            selectors=source.selectors,
            day_first=source.options.get("date_order") != "MDY",
        )
        return await self.extractor.extract(source, fetched, hints)


def is_whole(source: Source, entry: Entry) -> bool:
    """Whether the feed already says all, so that the page need not be fetched."""
    return source.full_text and bool(entry.content.strip() or entry.summary.strip())


def dated(entry: Entry, page: Extracted | NothingFound | Failed | None) -> Entry:
    """The entry with the page's time of publication, when the feed states none."""
    if entry.published_at is not None or not isinstance(page, Extracted) or page.dated is None:
        return entry
    return replace(entry, published_at=page.dated.at, precision=page.dated.precision)


def choose_body(entry: Entry, page: Extracted | NothingFound | Failed | None) -> Body:
    """The page's text; without one, the fullest thing that the feed itself says.

    A page whose text shares nothing with the feed's summary may be about something else: the
    summary stands before it. ``page`` is None when the feed says all.
    """
    if isinstance(page, Extracted) and page.body.strip():
        summary = entry.summary.strip()
        if summary and not tells_the_same(summary, f"{page.title or ''}\n{page.body}"):
            return Body(f"{summary}\n{page.body}", Origin.PAGE)
        return Body(page.body, Origin.PAGE)
    problem = NothingFound(Reason.NO_TEXT, "empty body") if isinstance(page, Extracted) else page
    if entry.content.strip():
        return Body(entry.content, Origin.FEED_CONTENT, problem)
    if entry.summary.strip():
        return Body(entry.summary, Origin.FEED_SUMMARY, problem)
    return Body("", Origin.TITLE_ONLY, problem)


def tells_the_same(summary: str, text: str) -> bool:
    """Whether a summary's longer words stand in the text, at least every fifth of them."""
    words = {token.text for token in tokenise(fold(summary)) if len(token.text) > _SHORT_WORD}
    if len(words) < _TOO_FEW:
        return True
    known = {token.text for token in tokenise(fold(text))}
    return len(words & known) >= len(words) * _SHARED


_SHORT_WORD = 3  # letters: particles stand in any text
_TOO_FEW = 4
_SHARED = 0.2
