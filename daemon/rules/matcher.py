"""The whole of the rules at work: a text goes in, a verdict with its evidence comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from daemon.model.article import Severity, Verdict
from daemon.model.language import Language
from daemon.rules.evidence import Originals
from daemon.rules.explain import Explanation, explain
from daemon.rules.lexicon import Category, Lexicon
from daemon.rules.names import choose_names
from daemon.rules.naming import named
from daemon.rules.reading import Found, Reading, read
from daemon.rules.scoring import Weighed, sums, weigh
from daemon.text.language import identify


@dataclass(frozen=True, slots=True)
class _FoundInText:
    """All that was found in one text, before it is judged."""

    reading: Reading
    names: Sequence[Found]
    weighed: Sequence[Weighed]
    language: Language


class Matcher:
    """Says of any text whether the rules flag it, and shows why; never raises for a text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._categories = {category.id: category for category in lexicon.categories}

    @property
    def version(self) -> str:
        """A short hash of all rules and names: the same hash gives the same verdicts."""
        return self.lexicon.version

    @property
    def categories(self) -> tuple[Category, ...]:
        """Every category that can be flagged."""
        return self.lexicon.categories

    def match(self, fields: Mapping[str, str], declared: Language | None = None) -> Verdict:
        """The verdict on a text given as fields, in their order; offsets are code points."""
        return self._judge(self._weigh(fields, declared), Originals(fields))

    def explain(self, fields: Mapping[str, str], declared: Language | None = None) -> Explanation:
        """Why the text is flagged or not, in words, with what near misses lacked."""
        found, originals = self._weigh(fields, declared), Originals(fields)
        verdict = self._judge(found, originals)
        return explain(verdict, found.reading, found.weighed, self.lexicon, originals)

    def _judge(self, found: _FoundInText, originals: Originals) -> Verdict:
        ratios = {
            category: score / self._categories[category].threshold
            for category, score in sums(found.weighed).items()
        }
        met = {category: ratio for category, ratio in ratios.items() if ratio >= 1}
        shown_ratios = named(met, found.weighed, self._categories) or ratios
        flagged = sorted(met.keys() & shown_ratios, key=lambda one: (-ratios[one], one))
        shown = [one for one in found.weighed if one.rule.category in flagged and one.weight]
        return Verdict(
            flagged=bool(flagged),
            score=round(max(shown_ratios.values(), default=0.0), 2),
            severity=self._severity(flagged, shown),
            language=found.language,
            categories=tuple(flagged),
            matches=tuple(originals.match(one, found.reading) for one in _ordered(shown)),
            entities=tuple(
                originals.mention(name, found.reading, self.lexicon) for name in found.names
            ),
            lexicon=self.version,
        )

    def _weigh(self, fields: Mapping[str, str], declared: Language | None) -> _FoundInText:
        language = identify("\n".join(fields.values()), declared)
        reading, owned = read(fields, self.lexicon, language)
        names = choose_names(reading, owned, self.lexicon)
        self._note(reading, owned, names)
        weighed = weigh(reading, reading.found, self.lexicon, language)
        return _FoundInText(reading, names, weighed, language)

    def _note(self, reading: Reading, owned: Sequence[Found], names: Sequence[Found]) -> None:
        """Give each operand the places at which it stands, in order of the text."""
        terms = [one for one in owned if self.lexicon.owners[one.owner].entity < 0]
        for one in sorted([*terms, *names]):
            for name in self.lexicon.owners[one.owner].names:
                reading.found.setdefault(name, []).append(one)

    def _severity(self, flagged: Sequence[str], shown: Sequence[Weighed]) -> Severity | None:
        """The highest severity of a flagged category, or to which a rule found in it raises."""
        levels = [self._categories[category].severity for category in flagged]
        levels += [one.rule.raises for one in shown if one.rule.raises and one.weight > 0]
        return max(levels, key=lambda level: level.rank, default=None)


def _ordered(weighed: Sequence[Weighed]) -> list[Weighed]:
    return sorted(weighed, key=lambda one: (one.found.field, one.found.start, one.found.end))
