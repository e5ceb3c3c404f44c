"""The journey of a correction: would the rules of now say of its articles what the analyst said?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from daemon.model.article import Origin, StoredArticle, Verdict
from daemon.model.story import Account, Correction, CorrectionKind
from daemon.pipeline.merge import report_of
from daemon.pipeline.ports import Offload, Rules
from daemon.stories.facts import Reader
from daemon.stories.merging import last_words, spoken_of
from daemon.stories.shelf import Shelf


class CorrectionStore(Protocol):
    """The memory that reviewing corrections needs."""

    async def corrections(self) -> Sequence[Correction]:
        """Every analyst's word, in the order in which they were given."""
        ...

    async def around(self, articles: Sequence[int]) -> Sequence[StoredArticle]:
        """These articles and all that hang together with them, by number."""
        ...


class Standing(StrEnum):
    """How a correction stands to the rules of now; stable words."""

    AGREES = "agrees"
    DIFFERS = "differs"
    MOOT = "moot"  # nothing is left to compare: no longer flagged, or the texts are gone
    OVERRULED = "overruled"  # by a later word of the analyst


@dataclass(frozen=True, slots=True)
class Said:
    """What the rules of now say of one article; ``verdict`` None when its text is gone."""

    article: StoredArticle
    verdict: Verdict | None

    @property
    def flagged(self) -> bool:
        return self.verdict is not None and self.verdict.flagged


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A correction, how it stands, in words why, and what is said of each of its articles."""

    correction: Correction
    standing: Standing
    why: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Compares analysts' words with the rules; writes nothing.

    ``zones`` are the zones of the sources, by whose clocks 'yesterday' is reckoned.
    """

    store: CorrectionStore
    rules: Rules
    reader: Reader
    offload: Offload
    zones: Mapping[str, str] = field(default_factory=dict)

    async def review(self) -> list[Reviewed]:
        """Every correction, in the order in which they were made."""
        corrections = await self.store.corrections()
        words = last_words(corrections)
        return [await self._review(one, words) for one in corrections]

    async def _review(
        self, correction: Correction, words: Mapping[frozenset[int], Correction]
    ) -> Reviewed:
        named = {*correction.articles, *correction.others}
        near = [await self._said(one) for one in await self.store.around(sorted(named))]
        said = tuple(one for one in near if one.article.id in named)
        if _is_overruled(correction, words):
            standing, why = Standing.OVERRULED, "by a later correction"
        elif not correction.others:
            standing, why = _flags(said, wanted=correction.kind is CorrectionKind.SECURITY)
        else:
            standing, why = _stories(correction, said, await self._divided(near))
        return Reviewed(correction, standing, why, said)

    async def _said(self, article: StoredArticle) -> Said:
        if not article.body and article.origin is not Origin.TITLE_ONLY:
            return Said(article, None)
        fields = {"title": article.title, "body": article.body}
        return Said(article, await self.offload(self.rules.match, fields, article.language))

    async def _divided(self, near: Iterable[Said]) -> set[tuple[int, ...]]:
        """The stories that the rules make of these, without any analyst's word."""
        accounts = [
            await self.offload(self.reader.account, report_of(one.article, one.verdict, self.zones))
            for one in near
            if one.verdict is not None and one.verdict.flagged
        ]
        return await self.offload(_shelved, accounts)


def tally(reviewed: Iterable[Reviewed]) -> str:
    """How many corrections stand how, in one line."""
    found = Counter(one.standing for one in reviewed)
    words = {
        Standing.AGREES: "now agrees" if found[Standing.AGREES] == 1 else "now agree",
        Standing.DIFFERS: "still differs" if found[Standing.DIFFERS] == 1 else "still differ",
        Standing.MOOT: "cannot be compared",
        Standing.OVERRULED: "overruled by a later one",
    }
    always = (Standing.AGREES, Standing.DIFFERS)
    told = [f"{found[one]} {words[one]}" for one in Standing if found[one] or one in always]
    total = found.total()
    return f"{total} correction{'' if total == 1 else 's'}: {', '.join(told)}"


def _is_overruled(correction: Correction, words: Mapping[frozenset[int], Correction]) -> bool:
    return all(words[one].kind is not correction.kind for one in spoken_of(correction))


def _flags(said: Sequence[Said], *, wanted: bool) -> tuple[Standing, str]:
    """How the flags of articles stand to the word that they are of interest, or are not."""
    known = [one for one in said if one.verdict is not None]
    if not known:
        return Standing.MOOT, "the texts are gone"
    wrong = [one.article.id for one in known if one.flagged is not wanted]
    if wrong:
        return Standing.DIFFERS, f"{'not' if wanted else 'still'} flagged: {_listed(wrong)}"
    return Standing.AGREES, "all are flagged" if wanted else "none is flagged"


def _stories(
    correction: Correction, said: Sequence[Said], stories: Iterable[tuple[int, ...]]
) -> tuple[Standing, str]:
    flagged = {one.article.id for one in said if one.flagged}
    ours, others = flagged & set(correction.articles), flagged & set(correction.others)
    if not ours or not others:
        return Standing.MOOT, "one side is not flagged any more, or its texts are gone"
    found = [set(story) & (ours | others) for story in stories]
    mixed = [story for story in found if story & ours and story & others]
    if correction.kind is CorrectionKind.SPLIT:
        if mixed:
            return Standing.DIFFERS, f"in one story: {_listed(set.union(*mixed))}"
        return Standing.AGREES, "in stories of their own"
    inside = [story for story in found if story]
    if len(inside) == 1:
        return Standing.AGREES, "in one story"
    return Standing.DIFFERS, f"in {len(inside)} stories: {'; '.join(map(_listed, inside))}"


def _shelved(accounts: Iterable[Account]) -> set[tuple[int, ...]]:
    shelf = Shelf()
    for account in accounts:
        shelf.add(account)
    return shelf.stories()


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))
