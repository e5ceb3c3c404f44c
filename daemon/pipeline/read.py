"""One entry becomes an article: its page or the feed's own words, then the rules' verdict."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

import structlog

from daemon.model.article import Article, Entry, Verdict
from daemon.model.outcome import Extracted, Failed, Fetched, NothingFound, NotModified, Reason
from daemon.model.source import PageHints, Source, Validators
from daemon.pipeline.about import about, dated
from daemon.pipeline.body import Body, choose_body, hides_something, raw_body
from daemon.pipeline.ports import Clock, Extractor, Fetcher, Offload, Rules
from daemon.pipeline.surprise import surprise

log = structlog.get_logger()

NO_VALIDATORS = Validators()
ACCEPT_PAGE = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class Page:
    """What came of an entry's page; ``fetched`` is None when there is no page to be had."""

    found: Extracted | NothingFound | Failed
    fetched: Fetched | None = None


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
        article = await self.read_again(source, replace(entry, validators=NO_VALIDATORS))
        assert isinstance(article, Article)  # noqa: S101  # no validators were shown
        return article

    async def read_again(self, source: Source, entry: Entry) -> Article | NotModified:
        """The article as it is now, or word that its page is what it was."""
        page = None if is_whole(source, entry) else await self._look(source, entry)
        if isinstance(page, NotModified):
            return page
        return await self._article(source, entry, page)

    async def _article(self, source: Source, entry: Entry, page: Page | None) -> Article:
        found = page.found if page else None
        said = about(entry, found, page.fetched.url if page and page.fetched else entry.url)
        entry = dated(entry, found)
        title = entry.title or (found.title if isinstance(found, Extracted) else None) or ""
        body, verdict = await self._judged(source, entry, title, page)
        return Article(
            entry=replace(entry, validators=_validators(entry, page, body)),
            source=source.name,
            title=title,
            body=body.text,
            language=verdict.language,
            origin=body.origin,
            verdict=verdict,
            problem=body.problem.reason if body.problem else None,
            problem_detail=body.problem.detail if body.problem else "",
            about=said,
        )

    async def _judged(
        self, source: Source, entry: Entry, title: str, page: Page | None
    ) -> tuple[Body, Verdict]:
        """The text to keep, and what the rules say of it.

        When it is not flagged, all that the page shows is judged: an odd or hostile page must
        not hide what it tells.
        """
        body = choose_body(entry, page.found if page else None)
        verdict = await self._judge(source, title, body)
        raw = None if page is None or verdict.flagged else await self._raw(source, entry, page)
        if raw is None:
            return body, verdict
        told = await self._judge(source, title, raw)
        return (raw, told) if told.flagged or not body.text.strip() else (body, verdict)

    async def _judge(self, source: Source, title: str, body: Body) -> Verdict:
        fields = {"title": title, "body": body.text}
        return await self.offload(self.rules.match, fields, source.language)

    async def _look(self, source: Source, entry: Entry) -> Page | NotModified:
        fetched = None
        try:
            fetched = await self._fetch(source, entry)
            if isinstance(fetched, NotModified):
                return fetched
            if not isinstance(fetched, Fetched):
                return Page(fetched)
            hints = hints_of(source, self.clock())
            return Page(await self.extractor.extract(source, fetched, hints), fetched)
        except Exception as error:  # the feed's own words are still there to be judged
            log.exception("page_not_read", source=source.name, url=entry.url)
            return Page(surprise(error), fetched if isinstance(fetched, Fetched) else None)

    async def _fetch(
        self, source: Source, entry: Entry
    ) -> Fetched | NotModified | NothingFound | Failed:
        if _names_no_page(entry.url):
            return NothingFound(Reason.BAD_URL, "the feed gives no link to the article")
        fetched = await self.fetcher.fetch(
            entry.url, accept=ACCEPT_PAGE, validators=entry.validators, headers=source.headers
        )
        if isinstance(fetched, NotModified) and entry.validators == NO_VALIDATORS:
            return Failed(Reason.BAD_ANSWER, "304 to a request without validators")
        return fetched

    async def _raw(self, source: Source, entry: Entry, page: Page) -> Body | None:
        """All that the page shows, if the article was not found in it, or hardly."""
        if page.fetched is None or not hides_something(page.found, page.fetched):
            return None
        try:
            shown = await self.extractor.raw_text(source, page.fetched)
        except Exception:  # what was found before stands
            log.exception("raw_text_not_read", source=source.name, url=entry.url)
            return None
        return raw_body(page.found, shown)


def _validators(entry: Entry, page: Page | None, body: Body) -> Validators:
    """What to show the page's server the next time; nothing for a page that was of no use."""
    if page is None or page.fetched is None:
        return entry.validators
    if body.problem is not None:
        return NO_VALIDATORS
    return Validators(page.fetched.etag, page.fetched.last_modified)


def _names_no_page(url: str) -> bool:
    """No address, or that of a site's front page, where another article would be found."""
    parts = urlsplit(url)
    return not (parts.path.strip("/") or parts.query or parts.fragment)


def is_whole(source: Source, entry: Entry) -> bool:
    """Whether the feed already says all, so that the page need not be fetched."""
    return source.full_text and bool(entry.content.strip() or entry.summary.strip())


def hints_of(source: Source, now: datetime) -> PageHints:
    """What the source's settings say about its pages."""
    return PageHints(
        zone=source.zone,
        seen_at=now,
        selectors=source.selectors,
        day_first=source.options.get("date_order") != "MDY",
    )
