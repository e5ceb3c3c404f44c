"""Why an article was flagged: its categories, the terms found, and the words they were found in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from daemon.alerts.plain import shorten
from daemon.alerts.wording import category_name, inside_a_sentence, label
from daemon.model.article import Match

_MOST_CATEGORIES = 4
_MOST_TERMS = 5
_MOST_WORDS = 3
_LONGEST_WORD = 60  # code points
_NOTED = {"negated": "negated", "doubt": "in doubt", "anti": "against it"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase exactly as it stands in the article, and how often it stands there."""

    text: str
    times: int


@dataclass(frozen=True, slots=True)
class Found:
    """A term that was found; ``note`` names a doubt about it, in words."""

    term: str
    words: tuple[Word, ...]
    more_words: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one category, strongest first; ``category`` is its name in a sentence."""

    category: str
    found: tuple[Found, ...]
    more_terms: int


def compose_evidence(
    categories: Iterable[str], matches: Iterable[Match], names: Mapping[str, str]
) -> tuple[Evidence, ...]:
    """The evidence for each of ``categories``; what does not fit is counted, never dropped."""
    held = list(matches)
    return tuple(
        _of_category(
            inside_a_sentence(category_name(category, names)),
            [match for match in held if match.category == category],
            _MOST_TERMS if place < _MOST_CATEGORIES else 0,
        )
        for place, category in enumerate(categories)
    )


def _of_category(category: str, matches: list[Match], most: int) -> Evidence:
    weights: defaultdict[str, float] = defaultdict(float)
    for match in matches:
        weights[match.term] += match.weight
    terms = sorted(weights, key=lambda term: -weights[term])
    found = tuple(
        _of_term(term, [match for match in matches if match.term == term]) for term in terms[:most]
    )
    return Evidence(category, found, len(terms) - len(found))


def _of_term(term: str, matches: list[Match]) -> Found:
    times = Counter(shorten(match.surface, _LONGEST_WORD) for match in matches)
    words = tuple(Word(text, number) for text, number in times.most_common(_MOST_WORDS))
    shared = set.intersection(*(set(match.attributes) for match in matches))
    notes = [note for attribute, note in _NOTED.items() if attribute in shared]
    if any(attribute.startswith("guard:") for attribute in shared):
        notes.append("weighed less")
    return Found(
        shorten(label(term), _LONGEST_WORD), words, len(times) - len(words), ", ".join(notes)
    )
