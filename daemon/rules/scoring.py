"""From what was found to what it weighs: places, repetition, attributes, guards, sums."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from daemon.model.language import Language
from daemon.rules.expression import SENTENCE
from daemon.rules.finding import Operands, find
from daemon.rules.lexicon import ANYWHERE, Guard, Lexicon, Rule
from daemon.rules.reading import Found, Reading

PLACE_FACTORS: Mapping[str, float] = {"title": 1.0, "lead": 1.0, "body": 0.5}
"""News says what it is about in the title and the first sentences; later it gives background."""

ATTRIBUTE_FACTORS: Mapping[str, float] = {
    "negated": 0.7,
    "anti": 0.3,
    "doubt": 0.8,
    "typo": 0.6,
    "run_on": 1.0,
}
REPETITION_FACTORS = (1.0, 0.25, 0.25)
"""What the first, second and third finding of one rule count; further ones count nothing."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A rule found at one place: what it adds there, and why not more."""

    rule: Rule
    found: Found
    place: str
    weight: float
    guards: tuple[str, ...]


@dataclass(slots=True)
class _Context:
    """A guard with the places at which its context, and what lifts it, stand."""

    guard: Guard
    found: Sequence[Found]
    lifted: Sequence[Found]

    def concerns(self, names: frozenset[str]) -> bool:
        """Whether a rule that answers to ``names`` is one that this guard is on."""
        if not self.guard.spare.isdisjoint(names):
            return False
        return "*" in self.guard.on or not self.guard.on.isdisjoint(names)

    def applies(self, found: Found) -> bool:
        """Whether this context makes what it is on count less at this place."""
        reach = self.guard.reach
        return _reaches(self.found, found, reach) and not _reaches(self.lifted, found, reach)


def weigh(
    reading: Reading, operands: Operands, lexicon: Lexicon, language: Language
) -> list[Weighed]:
    """Everything the rules find, weighed, in the order of the rules and of the text."""
    contexts = _contexts(operands, lexicon)
    weighed: list[Weighed] = []
    for rule in lexicon.rules:
        if _lacks(rule.required, operands) or (rule.languages and language not in rule.languages):
            continue
        weighed.extend(_weigh_rule(rule, find(rule.node, operands), reading, contexts))
    return weighed


def sums(weighed: Sequence[Weighed]) -> dict[str, float]:
    """The score of each category that has any; the sum of what its matches weigh."""
    scores: dict[str, float] = {}
    for one in weighed:
        scores[one.rule.category] = scores.get(one.rule.category, 0.0) + one.weight
    return {category: round(score, 2) for category, score in scores.items()}


def _lacks(required: Sequence[frozenset[str]], operands: Operands) -> bool:
    """Whether nothing of one of these groups stands in the text."""
    present = operands.keys()
    return any(present.isdisjoint(group) for group in required)


def _contexts(operands: Operands, lexicon: Lexicon) -> list[_Context]:
    contexts = []
    for guard in lexicon.guards:
        if _lacks(guard.required, operands):
            continue
        found = find(guard.node, operands)
        if found:
            lifted = find(guard.unless, operands) if guard.unless else ()
            contexts.append(_Context(guard, found, lifted))
    return contexts


def _weigh_rule(
    rule: Rule, found: Sequence[Found], reading: Reading, contexts: Sequence[_Context]
) -> list[Weighed]:
    names = rule.named | {rule.id, rule.category}
    contexts = [context for context in contexts if context.concerns(names)] if found else []
    single = [_weigh_one(rule, one, reading, contexts) for one in found]
    counted = [one for one in single if _counts_at(rule, one.place)]
    counted.sort(key=lambda one: (-abs(one.weight), one.found.first, one.found.last))
    counted = _once_a_word(counted)
    factors = REPETITION_FACTORS if rule.weight > 0 else REPETITION_FACTORS[:1]
    return [
        Weighed(one.rule, one.found, one.place, round(one.weight * factor, 2), one.guards)
        for one, factor in zip(counted, factors, strict=False)
    ]


def _once_a_word(ordered: Sequence[Weighed]) -> list[Weighed]:
    """The best finding at each word: two terms that share a word are one sign, not two."""
    best: dict[int, Weighed] = {}
    for one in ordered:
        best.setdefault(one.found.first, one)
    return list(best.values())


def _counts_at(rule: Rule, place: str) -> bool:
    if not rule.fields:
        return True
    return place in rule.fields or (place == "lead" and "body" in rule.fields)


def _weigh_one(rule: Rule, found: Found, reading: Reading, contexts: Sequence[_Context]) -> Weighed:
    place = reading.place(found)
    weight = rule.weight * PLACE_FACTORS[place]
    for attribute in set(found.attributes):
        weight *= ATTRIBUTE_FACTORS.get(attribute, 1.0)
    guards = [context.guard for context in contexts if context.applies(found)]
    if guards and weight > 0:
        weight *= min(guard.factor for guard in guards)
    names = tuple(guard.id for guard in guards) if rule.weight > 0 else ()
    return Weighed(rule, found, place, weight, names)


def _reaches(contexts: Sequence[Found], found: Found, reach: int) -> bool:
    """Whether one of the places of the context is near enough."""
    if reach == ANYWHERE or not contexts:
        return bool(contexts)
    at = bisect_left(contexts, found[:1])
    near = contexts[max(0, at - 3) : at + 4]
    if reach == SENTENCE:
        return any(context.sentence == found.sentence for context in near)
    return any(
        max(context.first, found.first) - min(context.last, found.last) - 1 <= reach
        for context in near
    )
