"""One look at a source: its addresses in turn, and the documents that belong to the first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from daemon.model.article import Entry, Parsed
from daemon.model.outcome import Failed, Fetched, NotModified, Unreadable
from daemon.model.source import Source, Validators
from daemon.pipeline.ports import Clock, Fetcher, Parser

Document = tuple[Fetched, Parsed]
Looked = Document | NotModified | Failed | Unreadable
NO_VALIDATORS = Validators()
MOST_FOLLOWED = 20  # documents beside the first, whatever a document asks for


@dataclass(frozen=True, slots=True)
class Looker:
    """Fetches and parses; nothing is stored."""

    fetcher: Fetcher
    parser: Parser
    clock: Clock

    async def look(self, source: Source, validators: Validators) -> Looked:
        """What the first of the source's addresses gives that gives anything.

        Validators belong to ``source.url`` alone, and to a document that stands alone: what
        comes from elsewhere has none, so that it is asked for in full the next time.
        """
        first = await self._document(source, source.url, validators)
        if isinstance(first, tuple):
            return await self._whole(source, first)
        if isinstance(first, NotModified) or not source.candidates:
            return first
        for address in source.candidates:
            found = await self._document(source, address, NO_VALIDATORS)
            if isinstance(found, tuple):
                fetched, parsed = await self._whole(source, found)
                note = f"from {address}: the first address gave {first.reason}"
                here = replace(without_validators(fetched), moved_to=None)
                return here, with_note(parsed, note)
        others = f"{len(source.candidates)} further addresses gave nothing either"
        return replace(first, detail=f"{first.detail} ({others})")

    async def _document(
        self, source: Source, url: str, validators: Validators
    ) -> Document | NotModified | Failed | Unreadable:
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

    async def _whole(self, source: Source, first: Document) -> Document:
        """The first document with the entries of those that it names, each read once."""
        fetched, parsed = first
        waiting, seen = list(parsed.follow), {fetched.url}
        read: list[Parsed] = [parsed]
        failed: list[Failed | Unreadable] = []
        most = min(parsed.follow_most, MOST_FOLLOWED)
        while waiting and len(seen) <= most:
            address = waiting.pop(0)
            if address in seen:
                continue
            seen.add(address)
            found = await self._document(source, address, NO_VALIDATORS)
            if isinstance(found, tuple):
                read.append(found[1])
                waiting[:0] = found[1].follow
            elif not isinstance(found, NotModified):
                failed.append(found)
        if not parsed.follow:
            return first
        together = replace(parsed, entries=tuple(_each_once(read)))
        note = f"{len(failed)} of {len(seen) - 1} further documents failed" if failed else ""
        if failed:
            note += f": {failed[0].reason}, {failed[0].detail}"
        return without_validators(fetched), with_note(together, note)


def _each_once(documents: list[Parsed]) -> Iterator[Entry]:
    """The documents' entries in order; an article that stands in several comes once."""
    seen: set[str] = set()
    for entry in (entry for document in documents for entry in document.entries):
        if entry.key not in seen:
            seen.add(entry.key)
            yield entry


def without_validators(fetched: Fetched) -> Fetched:
    """The answer, to be asked for in full the next time."""
    return replace(fetched, etag=None, last_modified=None)


def with_note(parsed: Parsed, note: str) -> Parsed:
    """The entries with one more remark for the operator."""
    return replace(parsed, note="; ".join(filter(None, (note, parsed.note))))
