"""Why a text is flagged or not, in words an analyst can check against the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from daemon.model.article import Verdict
from daemon.rules.evidence import Originals
from daemon.rules.lacking import lacking
from daemon.rules.lexicon import Category, Lexicon
from daemon.rules.reading import Reading
from daemon.rules.scoring import ATTRIBUTE_FACTORS, Weighed, sums


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing found: what it is, where it stands, what it adds and what lessened it."""

    rule: str
    gloss: str
    surface: str
    field: str
    start: int
    end: int
    weight: float
    notes: tuple[str, ...]

    def __str__(self) -> str:
        place = f"{self.field} {self.start}-{self.end}"
        notes = f" ({'; '.join(self.notes)})" if self.notes else ""
        return f"{self.weight:+g}  {self.gloss} [{self.rule}]: «{self.surface}» {place}{notes}"


@dataclass(frozen=True, slots=True)
class CategoryReasons:
    """All that counts for or against one category, and the sum against its threshold."""

    category: str
    name: str
    score: float
    threshold: float
    reasons: tuple[Reason, ...]
    lacking: tuple[str, ...]
    given_way: bool = False

    @property
    def flagged(self) -> bool:
        """Whether the sum reaches the threshold and the category is named."""
        return self.score >= self.threshold and not self.given_way

    def lines(self) -> Iterator[str]:
        """The category in words, line by line."""
        verb = "flagged" if self.flagged else "not flagged"
        verb = "met by general words only, gives way" if self.given_way else verb
        yield f"{self.name} ({self.category}): {self.score:g} of {self.threshold:g}, {verb}"
        yield from (f"  {reason}" for reason in self.reasons)
        yield from (f"  lacking: {words}" for words in self.lacking)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A verdict with the reasons for every category that found anything."""

    verdict: Verdict
    categories: tuple[CategoryReasons, ...]

    def lines(self) -> Iterator[str]:
        """The whole explanation in words, line by line."""
        severity = f", severity {self.verdict.severity}" if self.verdict.severity else ""
        verb = "flagged" if self.verdict.flagged else "not flagged"
        yield f"{verb}: score {self.verdict.score:g}{severity}, language {self.verdict.language}"
        for category in self.categories:
            yield from category.lines()
        for name in self.verdict.entities:
            place = f"{name.field} {name.start}-{name.end}"
            yield f"name: {name.name} ({name.type}, {name.id}): «{name.surface}» {place}"

    def __str__(self) -> str:
        return "\n".join(self.lines())


@dataclass(frozen=True, slots=True)
class _Found:
    """What was weighed in one text, with what is needed to quote and explain it."""

    reading: Reading
    weighed: Sequence[Weighed]
    lexicon: Lexicon
    originals: Originals


def explain(
    verdict: Verdict,
    reading: Reading,
    weighed: Sequence[Weighed],
    lexicon: Lexicon,
    originals: Originals,
) -> Explanation:
    """Put into words what was weighed; the nearest categories first."""
    found = _Found(reading, weighed, lexicon, originals)
    scores = sums(weighed)
    reasons = [
        _category(category, scores[category.id], found, verdict)
        for category in lexicon.categories
        if category.id in scores
    ]
    reasons.sort(key=lambda one: (-one.score / one.threshold, one.category))
    return Explanation(verdict, tuple(reasons))


def _category(category: Category, score: float, found: _Found, verdict: Verdict) -> CategoryReasons:
    mine = [one for one in found.weighed if one.rule.category == category.id]
    mine.sort(key=lambda one: (-abs(one.weight), one.found.field, one.found.start))
    gap = category.threshold - score
    words = lacking(category.id, gap, mine, found.reading.found, found.lexicon) if gap > 0 else ()
    return CategoryReasons(
        category=category.id,
        name=category.name,
        score=score,
        threshold=category.threshold,
        reasons=tuple(_reason(one, found) for one in mine),
        lacking=words,
        given_way=score >= category.threshold and category.id not in verdict.categories,
    )


def _reason(one: Weighed, found: _Found) -> Reason:
    field, surface, start, end = found.originals.quote(one.found, found.reading)
    glosses = {guard.id: guard.gloss for guard in found.lexicon.guards}
    notes = [f"guard {name}: {glosses[name]}" for name in one.guards]
    notes += [name for name in one.found.attributes if name in ATTRIBUTE_FACTORS]
    if one.place == "body":
        notes.append("far from the start")
    return Reason(one.rule.id, one.rule.gloss, surface, field, start, end, one.weight, tuple(notes))
