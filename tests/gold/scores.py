"""Precision, recall and F1 of the flag and of the categories over labelled texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from daemon.model.article import Verdict
from daemon.rules.matcher import Matcher
from daemon.rules.score import Score
from tests.gold.labelled import Labelled


@dataclass(slots=True)
class Scores:
    """Everything measured over one set of texts, by name; ``errors`` tell what was wrong."""

    number: int = 0
    by_name: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    errors: list[str] = field(default_factory=list)

    def floors(self) -> Mapping[str, float]:
        """What a floor can be set under: F1, precision and recall over all, F1 of the rest."""
        whole = self.by_name["all"]
        found = {name: score.f1 for name, score in self.by_name.items()}
        found |= {"all precision": whole.precision, "all recall": whole.recall}
        return {**found, "categories micro": self.micro().f1, "categories macro": self.macro()}

    def micro(self) -> Score:
        """The decisions on all categories together."""
        several = self._categories()
        return Score(
            right=sum(one.right for one in several),
            wrong=sum(one.wrong for one in several),
            missed=sum(one.missed for one in several),
        )

    def macro(self) -> float:
        """The mean of the F1 of the categories; 1.0 when there is none."""
        several = [one.f1 for one in self._categories()]
        return sum(several) / len(several) if several else 1.0

    def _categories(self) -> list[Score]:
        return [one for name, one in self.by_name.items() if name.startswith("category ")]


def score(matcher: Matcher, texts: Iterable[Labelled], *, every_category: bool) -> Scores:
    """Judge every text; ``every_category``: the labels name all its categories, not only one."""
    scores = Scores()
    for text in texts:
        verdict = matcher.match({"text": text.text})
        scores.number += 1
        for name in ("all", f"language {text.language}", f"form {text.form}"):
            scores.by_name[name].add(found=verdict.flagged, true=text.security)
        _score_categories(scores, text, verdict, every_category=every_category)
        if verdict.flagged != text.security:
            found = ", ".join(verdict.categories) or "nothing"
            scores.errors.append(f"{text.id}: found {found}: {text.text[:90]}")
    return scores


def _score_categories(
    scores: Scores, text: Labelled, verdict: Verdict, *, every_category: bool
) -> None:
    found = set(verdict.categories)
    judged = found | text.categories if every_category else text.categories | {text.trap}
    for category in judged - {""}:
        true = category in text.categories
        good = category in found and (not true or _at_span(text, verdict, category))
        scores.by_name[f"category {category}"].add(found=good, true=true)


def _at_span(text: Labelled, verdict: Verdict, category: str) -> bool:
    """Whether some evidence of the category stands where it must."""
    if not text.span:
        return True
    start = text.text.index(text.span)
    end = start + len(text.span)
    return any(
        match.category == category and match.start < end and match.end > start
        for match in verdict.matches
    )
