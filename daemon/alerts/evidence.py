"""Why an article was flagged: the strongest terms of its gravest categories, in a few words.

All evidence is stored with the article; what is told here is chosen so that it can be read on
a phone: each word once, a finding that spans a sentence by its first and its last word.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from daemon.alerts.plain import one_line, shorten
from daemon.alerts.wording import category_name, inside_a_sentence, label
from daemon.model.article import Match

_MOST_TERMS = (3, 2)  # of the strongest category, and of the next
_LONGEST_PHRASE = 40  # code points
_MOST_WORDS = 3  # of a phrase that is told whole
_LONGEST_WORD = 24
_NOTED = {"negated": "negated", "doubt": "in doubt", "anti": "against it"}


@dataclass(frozen=True, slots=True)
class Found:
    """A term, a word or phrase it was found in, and how often it was found in all.

    ``note`` names a doubt about it, in words.
    """

    term: str
    phrase: str
    times: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one category, strongest first; ``category`` is its name in a sentence."""

    category: str
    found: tuple[Found, ...]
    more: int  # terms that were found too


@dataclass(frozen=True, slots=True)
class Why:
    """The evidence for the strongest categories, and the names of the others."""

    evidence: tuple[Evidence, ...]
    also: tuple[str, ...]


def compose_why(
    categories: Iterable[str], matches: Iterable[Match], names: Mapping[str, str]
) -> Why:
    """Why an article has ``categories``; what does not fit is counted or named."""
    terms = _by_term(matches)
    strengths = {category: sum(map(_strength, terms[category].values())) for category in categories}
    ranked = sorted(strengths, key=lambda category: -strengths[category])
    told: set[str] = set()
    evidence = tuple(
        _of_category(_name(category, names), terms[category], told, most)
        for category, most in zip(ranked, _MOST_TERMS, strict=False)
    )
    others = ranked[len(_MOST_TERMS) :]
    return Why(evidence, tuple(_name(category, names) for category in others))


def spans_words(text: str) -> bool:
    """Whether a finding is so long that its ends say what was meant: a rule over a sentence."""
    return len(text.split()) > _MOST_WORDS


def _name(category: str, names: Mapping[str, str]) -> str:
    return inside_a_sentence(category_name(category, names))


def _by_term(matches: Iterable[Match]) -> defaultdict[str, dict[str, list[Match]]]:
    terms: defaultdict[str, dict[str, list[Match]]] = defaultdict(dict)
    for match in matches:
        terms[match.category].setdefault(match.term, []).append(match)
    return terms


def _of_category(
    name: str, terms: Mapping[str, list[Match]], told: set[str], most: int
) -> Evidence:
    """Terms whose words were all told before add nothing to read, and are only counted."""
    found: list[Found] = []
    for term in sorted(terms, key=lambda term: -_strength(terms[term])):
        phrases = Counter(_phrase(match.surface) for match in terms[term])
        fresh = [phrase for phrase, _ in phrases.most_common() if phrase not in told]
        if fresh and len(found) < most:
            told.add(fresh[0])
            found.append(_found(term, fresh[0], terms[term]))
    return Evidence(name, tuple(found), len(terms) - len(found))


def _found(term: str, phrase: str, matches: list[Match]) -> Found:
    shared = set.intersection(*(set(match.attributes) for match in matches))
    notes = [note for attribute, note in _NOTED.items() if attribute in shared]
    if any(attribute.startswith("guard:") for attribute in shared):
        notes.append("weighed less")
    places = {(match.field, match.start) for match in matches}
    return Found(shorten(label(term), _LONGEST_PHRASE), phrase, len(places), ", ".join(notes))


def _strength(matches: Iterable[Match]) -> float:
    return sum(match.weight for match in matches)


def _phrase(surface: str) -> str:
    words = one_line(surface).split()
    if spans_words(surface):
        return f"{shorten(words[0], _LONGEST_WORD)} … {shorten(words[-1], _LONGEST_WORD)}"
    return shorten(surface, _LONGEST_PHRASE)
