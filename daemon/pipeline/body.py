"""Which words are kept of an entry: the page's article, the feed's own, or all that is shown."""

from __future__ import annotations

from dataclasses import dataclass

from daemon.model.article import Entry, Origin
from daemon.model.outcome import Extracted, Failed, Fetched, NothingFound, Reason
from daemon.text.spelling import fold
from daemon.text.tokens import tokenise

_SHORT_WORD = 3  # letters: particles stand in any text
_TOO_FEW = 4
_SHARED = 0.2
_UNTOLD = frozenset(  # of a page that came, but was not understood
    {
        *(Reason.NO_TEXT, Reason.EXTRACTOR_FAILED, Reason.OVERRAN, Reason.TOO_LARGE),
        *(Reason.NOT_HTML, Reason.CONSENT_WALL, Reason.INTERNAL_ERROR),
    }
)
_LITTLE = 300  # letters: a flash, or the first lines of an article that was lost
_LONG_LINE = 60  # letters of a line that is a paragraph rather than a label
_ODD_TAGS = 12_000  # more than any outlet's page, and what makes extractors lose their way
_ODD_BYTES = 1_500_000


@dataclass(frozen=True, slots=True)
class Body:
    """The text that is kept of an entry, where it came from, and why the page was not used."""

    text: str
    origin: Origin
    problem: Failed | NothingFound | None = None


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
    # the longer of the two: what feeds call the content may be a picture's caption
    if entry.content.strip() and len(entry.content) >= len(entry.summary):
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


def hides_something(page: Extracted | NothingFound | Failed, fetched: Fetched) -> bool:
    """Whether a page may say more than was found in it."""
    if not isinstance(page, Extracted):
        return page.reason in _UNTOLD
    return len(page.body) < _LITTLE or _is_odd(fetched)


def raw_body(page: Extracted | NothingFound | Failed, shown: str) -> Body | None:
    """``shown`` as a body; of a page in which little was found only if it has much more.

    Then only its paragraphs count: a flash stands among labels and lists.
    """
    if not isinstance(page, Extracted):
        return Body(shown, Origin.RAW, page) if shown.strip() else None
    if len(page.body) < _LITTLE:
        shown = "\n".join(line for line in shown.split("\n") if len(line) >= _LONG_LINE)
        if len(shown) < 3 * len(page.body) + _LITTLE:
            return None
    told = f"of {len(shown):,} letters {len(page.body):,} were taken for the article"
    return Body(shown, Origin.RAW, NothingFound(Reason.NO_TEXT, told))


def _is_odd(fetched: Fetched) -> bool:
    return len(fetched.body) > _ODD_BYTES or fetched.body.count(b"<") > _ODD_TAGS
