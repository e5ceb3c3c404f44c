"""One look at a source: its addresses in turn, and the documents that belong to the first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from daemon.model.article import Entry, Parsed
from daemon.model.outcome import Failed, Fetched, NotModified, Reason, Unreadable
from daemon.model.source import Remembered, Source, Validators
from daemon.pipeline.ports import Clock, Fetcher, Parser

Document = tuple[Fetched, Parsed]
MOST_FOLLOWED = 20  # documents beside the first, whatever a document asks for
MOST_OVERRUN = 3  # documents of one look that were too much: the others are left alone then
MOST_NAMED = 50  # by one document; there may be doubles among them
LONGEST_ADDRESS = 2000
UNKNOWN = Remembered(Validators())
NO_DOCUMENT = Parsed("", ())
NOTHING_YET: Mapping[str, Remembered] = {}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look brought; ``documents`` is what to remember when all of it is stored.

    ``moved_to`` is where the source's address has sent us for good.
    """

    parsed: Parsed
    documents: Mapping[str, Remembered]
    moved_to: str | None = None


Looked = Seen | NotModified | Failed | Unreadable


@dataclass(frozen=True, slots=True)
class Looker:
    """Fetches and parses; nothing is stored."""

    fetcher: Fetcher
    parser: Parser
    clock: Clock

    async def look(self, source: Source, known: Mapping[str, Remembered] = NOTHING_YET) -> Looked:
        """What the first of the source's addresses gives that gives anything.

        ``known`` is what was remembered of the last look; NotModified says that nothing has
        changed since then, in any document.
        """
        first = await _Walk(self, source, known).look(source.url)
        if not isinstance(first, Failed | Unreadable) or not source.candidates:
            return first
        for address in source.candidates:
            found = await _Walk(self, source, known).look(address)
            if isinstance(found, Seen):
                note = f"from {address}: the first address gave {first.reason}"
                return replace(found, parsed=_with_note(found.parsed, note), moved_to=None)
            if isinstance(found, NotModified):
                return found
        others = f"{len(source.candidates)} further addresses gave nothing either"
        return replace(first, detail=f"{first.detail} ({others})")

    async def document(
        self, source: Source, url: str, validators: Validators
    ) -> Document | NotModified | Failed | Unreadable:
        """What stands at one address, parsed."""
        fetched = await self.fetcher.fetch(
            url,
            accept=self.parser.accept(source),
            validators=validators,
            headers=source.headers,
        )
        if not isinstance(fetched, Fetched):
            return fetched
        parsed = await self.parser.parse(source, fetched, self.clock())
        return parsed if isinstance(parsed, Unreadable) else (fetched, parsed)


@dataclass(slots=True)
class _Walk:
    """From one address to all documents that belong to what stands there, each asked once."""

    looker: Looker
    source: Source
    known: Mapping[str, Remembered]
    asked: set[str] = field(default_factory=set)
    requests: int = 0
    read: list[Parsed] = field(default_factory=list)
    failed: list[Failed | Unreadable] = field(default_factory=list)
    documents: dict[str, Remembered] = field(default_factory=dict)
    moved_to: str | None = None

    async def look(self, url: str) -> Looked:
        """What has changed since the last look; why not, when the first document is not there."""
        first = await self._ask(url)
        if not isinstance(first, Remembered):
            return first
        if self.moved_to is not None:  # there it will be asked for the next time
            self.documents.pop(url, None)
            self._remember(self.moved_to, first)
        head = self.read[0] if self.read else NO_DOCUMENT
        await self._follow(first)
        if not self.read and not self.failed:
            return NotModified(url)
        parsed = replace(head, entries=tuple(_each_once(self.read)))
        return Seen(_with_note(parsed, self._note()), self.documents, self.moved_to)

    async def _follow(self, first: Remembered) -> None:
        waiting, most = list(first.follow), min(first.follow_most, MOST_FOLLOWED)
        while waiting and self.requests <= most and self._overran() < MOST_OVERRUN:
            address = waiting.pop(0)
            if address in self.asked:
                continue
            found = await self._ask(address)
            if isinstance(found, Remembered):
                waiting[:0] = found.follow
            else:
                self.failed.append(found)

    def _overran(self) -> int:
        return sum(one.reason is Reason.OVERRAN for one in self.failed)

    async def _ask(self, url: str) -> Remembered | Failed | Unreadable:
        """Ask for one document; what to remember of it, also when it has not changed."""
        before = self.known.get(url, UNKNOWN)
        self.asked.add(url)
        self.requests += 1
        found = await self.looker.document(self.source, url, before.validators)
        if isinstance(found, Failed | Unreadable):
            self._remember(url, before)
            return found
        now = before if isinstance(found, NotModified) else self._taken(*found)
        self._remember(url, now)
        return now

    def _taken(self, fetched: Fetched, parsed: Parsed) -> Remembered:
        self.asked.add(fetched.url)
        self.read.append(parsed)
        if self.requests == 1:
            self.moved_to = fetched.moved_to
        follow = tuple(url for url in parsed.follow[:MOST_NAMED] if len(url) <= LONGEST_ADDRESS)
        validators = Validators(fetched.etag, fetched.last_modified)
        return Remembered(validators, follow, parsed.follow_most)

    def _remember(self, url: str, now: Remembered) -> None:
        if now != UNKNOWN and len(url) <= LONGEST_ADDRESS:
            self.documents[url] = now

    def _note(self) -> str:
        if not self.failed:
            return ""
        why = f"{self.failed[0].reason}, {self.failed[0].detail}"
        return f"{len(self.failed)} of {self.requests - 1} further documents failed: {why}"


def _each_once(documents: list[Parsed]) -> Iterator[Entry]:
    """The documents' entries in order; an article that stands in several comes once."""
    seen: set[str] = set()
    for entry in (entry for document in documents for entry in document.entries):
        if entry.key not in seen:
            seen.add(entry.key)
            yield entry


def _with_note(parsed: Parsed, note: str) -> Parsed:
    """The entries with one more remark for the operator."""
    return replace(parsed, note="; ".join(filter(None, (note, parsed.note))))
