"""How well we find the names in the seed articles: ``python -m tests.gold.entities``."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from daemon.model.article import EntityMention
from daemon.model.language import Language
from daemon.rules.load import load_rules
from daemon.rules.matcher import Matcher

RULES = Path(__file__).resolve().parents[2] / "daemon" / "rules"
SHARED = Path(__file__).resolve().parents[2].parent / "shared"
ASKED = {
    "armed_group",
    "armed_group_new",
    "facility",
    "institution",
    "media",
    "military",
    "party",
    "person",
    "place",
    "telegram_channel",
}
ANSWERED = {
    "armed_group",
    "channel",
    "facility",
    "institution",
    "media",
    "party",
    "person",
    "place",
    "security_force",
}
SAME = {"islamic-republic-of-iran": "iran"}  # a second name in the gold of what we know by one
NOT_ASKED = {"telegram", "twitter", "qi-card-company"}  # platforms and companies in the gold


class Gold(NamedTuple):
    """One mention in a seed article: where, and which entity."""

    start: int
    end: int
    id: str


@dataclass(frozen=True, slots=True)
class Score:
    """Mentions right, missed and wrong; ``errors`` shows the latter two with their places.

    ``outer`` and ``outer_hit`` leave out what stands inside a longer name that is found: the
    United States in the name of their embassy.
    """

    gold: int
    hit: int
    outer: int
    outer_hit: int
    said: int
    right: int
    errors: tuple[str, ...]

    @property
    def recall(self) -> float:
        """Share of the gold's mentions found with the right id."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def outer_recall(self) -> float:
        """The same share of the mentions that stand inside no longer name that is found."""
        return self.outer_hit / self.outer if self.outer else 0.0

    @property
    def precision(self) -> float:
        """Share of the mentions found that stand in the gold with this id."""
        return self.right / self.said if self.said else 0.0


def shipped_matcher() -> Matcher:
    """The matcher over all rules and names that we ship."""
    files = {
        str(path.relative_to(RULES)): tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(RULES.rglob("*.toml"))
    }
    matcher = load_rules(files)
    if isinstance(matcher, Matcher):
        return matcher
    raise ValueError("\n".join(str(problem) for problem in matcher))


def entity_id(canonical: str) -> str:
    """The gazetteer's id for a canonical English name: without brackets and apostrophes."""
    bare = re.sub(r"\(.*?\)", "", canonical).replace("'", "").lower()
    slug = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
    return SAME.get(slug, slug)


def gold_mentions(text: str, entities: Iterable[Mapping[str, object]]) -> list[Gold]:
    """Every mention the gold counts, with its place in the text.

    The gold gives surfaces with counts. Of one entity the longest surface is the mention; a
    surface that occurs oftener than counted is none inside a longer name of another entity.
    """
    asked = [entity for entity in entities if entity["type"] in ASKED]
    found = [
        (spot, entity_id(str(entity["canonical"])), count)
        for entity in asked
        for form, count in _surfaces(entity)
        for spot in _spots(text, form)
    ]
    longest = [
        one
        for one in found
        if not any(_inside(one[0], other[0]) and one[1] == other[1] for other in found)
    ]
    mentions: list[Gold] = []
    for spot, name, count in longest:
        alike = [one for one in longest if one[1] == name and _same_form(text, one[0], spot)]
        within = any(_inside(spot, other[0]) for other in longest)
        if len(alike) <= count or not within:
            mentions.append(Gold(*spot, name))
    return sorted(set(mentions))


def _surfaces(entity: Mapping[str, object]) -> list[tuple[str, int]]:
    surfaces = entity["surfaces"]
    assert isinstance(surfaces, list)
    return [(str(one["form"]).strip(" '"), int(one["count"])) for one in surfaces]


def _spots(text: str, form: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text)]


def _same_form(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    return text[slice(*one)] == text[slice(*other)]


def _inside(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]


def score(text: str, gold: Iterable[Gold], said: Iterable[EntityMention]) -> Score:
    """Compare what was found with the gold: the same id over the same words is right."""
    wanted = [one for one in gold if one.id not in NOT_ASKED]
    answers = [one for one in said if one.type in ANSWERED and one.id not in NOT_ASKED]
    missed = [one for one in wanted if not any(_agree(one, answer) for answer in answers)]
    wrong = [answer for answer in answers if not any(_agree(one, answer) for one in wanted)]
    errors = [f"- {one.id}: {_shown(text, one.start, one.end)}" for one in missed]
    errors += [f"+ {one.id}: {_shown(text, one.start, one.end)}" for one in wrong]
    right = [answer for answer in answers if answer not in wrong]
    inner = {
        one
        for one in wanted
        if any(one.id != answer.id and _inside(one[:2], _span(answer)) for answer in right)
    }
    return Score(
        gold=len(wanted),
        hit=len(wanted) - len(missed),
        outer=len(wanted) - len(inner),
        outer_hit=len(wanted) - len(inner.union(missed)),
        said=len(answers),
        right=len(right),
        errors=tuple(errors),
    )


def _span(answer: EntityMention) -> tuple[int, int]:
    return answer.start, answer.end


def _agree(gold: Gold, answer: EntityMention) -> bool:
    return gold.id == answer.id and gold.start < answer.end and answer.start < gold.end


def _shown(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - 25) : start], text[end : end + 25]
    return f"{before}[{text[start:end]}]{after}".replace("\n", " ")


def score_seeds(matcher: Matcher) -> Score:
    """The score over the three seed articles with entity gold, under ``../shared``."""
    gold = json.loads((SHARED / "kurdish" / "seeds_entities.json").read_text(encoding="utf-8"))
    parts = [_score_seed(matcher, article) for article in gold.values()]
    return Score(
        gold=sum(part.gold for part in parts),
        hit=sum(part.hit for part in parts),
        outer=sum(part.outer for part in parts),
        outer_hit=sum(part.outer_hit for part in parts),
        said=sum(part.said for part in parts),
        right=sum(part.right for part in parts),
        errors=tuple(error for part in parts for error in part.errors),
    )


def _score_seed(matcher: Matcher, article: Mapping[str, object]) -> Score:
    text = (SHARED / "seeds" / str(article["file"])).read_text(encoding="utf-8")
    entities = article["entities"]
    assert isinstance(entities, list)
    verdict = matcher.match({"text": text}, Language.SORANI)
    return score(text, gold_mentions(text, entities), verdict.entities)


def main() -> int:
    """Print mention recall and precision with every error."""
    result = score_seeds(shipped_matcher())
    lines = [
        *result.errors,
        f"mentions in the gold {result.gold}, found {result.hit}: recall {result.recall:.3f}",
        f"not in a longer name {result.outer}, found {result.outer_hit}: {result.outer_recall:.3f}",
        f"mentions found {result.said}, right {result.right}: precision {result.precision:.3f}",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if min(result.recall, result.precision) >= 0.97 else 1


if __name__ == "__main__":
    sys.exit(main())
