"""One entry becomes an article: its page or the feed's own words, then the rules' verdict."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from daemon.model.article import Article, Entry, Origin
from daemon.model.outcome import Extracted, Failed, Fetched, NothingFound, NotModified, Reason
from daemon.model.source import Source
from daemon.pipeline.ports import Extractor, Fetcher, Offload, Rules
from daemon.pipeline.surprise import surprise

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

    async def read(self, source: Source, entry: Entry) -> Article:
        """The article with its verdict; a page that fails leaves the feed's own words."""
        page = await self._look(source, entry)
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
            return await self._page(entry)
        except Exception as error:  # the feed's own words are still there to be judged
            log.exception("page_not_read", source=source.name, url=entry.url)
            return surprise(error)

    async def _page(self, entry: Entry) -> Extracted | NothingFound | Failed:
        if not entry.url:
            return NothingFound(Reason.BAD_URL, "the feed gives no link to the article")
        fetched = await self.fetcher.fetch(entry.url, accept=ACCEPT_PAGE)
        if isinstance(fetched, NotModified):  # not asked for: no validators were sent
            return Failed(Reason.BAD_ANSWER, "304 to a request without validators")
        if not isinstance(fetched, Fetched):
            return fetched
        return await self.offload(self.extractor, fetched)


def choose_body(entry: Entry, page: Extracted | NothingFound | Failed) -> Body:
    """The page's text; without one, the fullest thing that the feed itself says."""
    if isinstance(page, Extracted) and page.body.strip():
        return Body(page.body, Origin.PAGE)
    problem = NothingFound(Reason.NO_TEXT, "empty body") if isinstance(page, Extracted) else page
    if entry.content.strip():
        return Body(entry.content, Origin.FEED_CONTENT, problem)
    if entry.summary.strip():
        return Body(entry.summary, Origin.FEED_SUMMARY, problem)
    return Body("", Origin.TITLE_ONLY, problem)
