"""What one article says happened: kind, place, actors, weapon, victims, day, and how sure.

Negated and historical mentions are no incidents: a sentence that remembers, dates itself to
long ago, or denies gives no facts, and an article whose news is such a memory is ``history``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from daemon.model.article import Precision, Verdict
from daemon.model.story import (
    Account,
    EventDate,
    Incident,
    Place,
    Quantity,
    Weapon,
)
from daemon.rules.lexicon import Lexicon
from daemon.stories.actors import actors, people
from daemon.stories.background import is_background
from daemon.stories.onslaughts import whose
from daemon.stories.passage import Passage, Sentence
from daemon.stories.places import Gazetteer, eventful, places
from daemon.stories.sketch import sketch
from daemon.stories.standing import claims, denies, statuses
from daemon.stories.victims import counts
from daemon.stories.when import Moment, event_date, is_history
from daemon.stories.words import Sense

_KINDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("drone", frozenset(("drone-word",))),
    ("rocket", frozenset(("rocket-word",))),
    ("shelling", frozenset(("shelling", "shelling-weapon", "airstrike"))),
    ("mine", frozenset(("mine-word",))),
    ("explosion", frozenset(("blast", "explosive", "ied", "suicide-bomb"))),
    ("assassination", frozenset(("assassinate", "murder-act"))),
    ("shooting", frozenset(("shoot-word", "shooting-weak", "gun-word"))),
    ("clash", frozenset(("fighting", "fighting-weak"))),
    ("attack", frozenset(("assault", "attacker-word"))),
    ("kidnapping", frozenset(("kidnap-word",))),
    ("arrest", frozenset(("arrest-word", "sure-arrest"))),
    ("operation", frozenset(("operation-word", "raid-word"))),
    ("protest", frozenset(("protest-word", "sure-protest"))),
    ("stabbing", frozenset(("knife-word",))),
)
_WEAPONS: tuple[tuple[str, frozenset[str]], ...] = (
    ("drone", frozenset(("drone-word",))),
    ("rocket", frozenset(("rocket-word",))),
    ("artillery", frozenset(("shelling-weapon",))),
    ("aircraft", frozenset(("planes", "airstrike"))),
    ("mine", frozenset(("mine-word",))),
    ("bomb", frozenset(("explosive", "ied", "suicide-bomb"))),
    ("gun", frozenset(("gun-word", "shooting-weak"))),
    ("knife", frozenset(("knife-word",))),
)


@dataclass(frozen=True, slots=True)
class Report:
    """What facts are read from: an article's texts, when it was reported, and its verdict."""

    article: int
    source: str
    title: str
    body: str
    moment: Moment
    verdict: Verdict


class Reader:
    """Reads reports into accounts with the names and terms of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._gazetteer = Gazetteer.of(lexicon)

    def account(self, report: Report) -> Account:
        """What the article contributes to stories; never raises for a text."""
        verdict = report.verdict
        passage = _passage(report, self._lexicon)
        present = [s for s in passage.sentences if not is_history(s, report.moment)]
        return Account(
            article=report.article,
            source=report.source,
            title=report.title,
            language=verdict.language,
            reported_at=report.moment.at,
            incident=self._incident(passage, present, report.moment),
            sketch=sketch(passage.words()),
            people=people([s for s in present if s.lead]),
            categories=verdict.categories,
            severity=verdict.severity,
        )

    def _incident(self, passage: Passage, present: Sequence[Sentence], moment: Moment) -> Incident:
        if _is_memory(passage.sentences, present):
            return self._memory(passage, moment)
        near = [sentence for sentence in present if sentence.near]
        lead = [sentence for sentence in near if sentence.lead]
        date = event_date(passage, lead, moment)
        where = places(passage, lead or near, self._gazetteer)
        place = where[0] if where else None
        own = [s for s in present if not self._is_other(s, moment, date, place)]
        news = [s for s in own if s.lead and eventful(s)]
        news = news or [s for s in near if eventful(s)][:2]
        claimed = [s for s in own if not s.lead and (claims(s) is not None or whose(s) >= 0)]
        return Incident(
            kinds=tuple(dict.fromkeys(_kinds(news))),
            date=date,
            places=where,
            actors=actors(
                passage, [*([s for s in own if s.lead] or near), *claimed], self._gazetteer
            ),
            weapons=_weapons(passage, news),
            counts=counts(passage, [s for s in own if not _denied(s)], violent=_violent(news)),
            statuses=tuple(statuses(passage, own)),
            reported=any(s.says_any(Sense.SAY) for s in news[:2]),
        )

    def _is_other(
        self, sentence: Sentence, moment: Moment, date: EventDate, place: Place | None
    ) -> bool:
        return is_background(sentence, moment, date, place, self._gazetteer)

    def _memory(self, passage: Passage, moment: Moment) -> Incident:
        """What is only remembered has a place, and the day of its remembrance."""
        lead = [sentence for sentence in passage.sentences if sentence.lead]
        where = places(passage, lead, self._gazetteer)
        return Incident(("memory",), EventDate(moment.day, Precision.DAY), where, history=True)


def _passage(report: Report, lexicon: Lexicon) -> Passage:
    verdict = report.verdict
    return Passage(report.title, report.body, verdict.entities, lexicon, verdict.language)


def quantities(passage: Passage) -> Iterator[Quantity]:
    """Every number of the passage that counts something, with what it counts."""
    for sentence in passage.sentences:
        for number in sentence.numbers:
            if number.counted and number.counted_end:
                quote = passage.quote(sentence.field, number.start, number.counted_end)
                start = number.counted_start or number.start
                counted = passage.quote(sentence.field, start, number.counted_end)
                yield Quantity(number.value, counted.surface, quote)


def _kinds(news: Sequence[Sentence]) -> Iterator[str]:
    tags = set().union(*(sentence.tags for sentence in news)) if news else set()
    return (kind for kind, listed in _KINDS if listed & tags)


def _weapons(passage: Passage, news: Sequence[Sentence]) -> tuple[Weapon, ...]:
    found: dict[str, Weapon] = {}
    for sentence in news:
        for mark in sentence.marks:
            for name, tags in _WEAPONS:
                if tags & mark.tags and "negated" not in mark.attributes and name not in found:
                    quote = passage.quote(sentence.field, mark.start, mark.end)
                    found[name] = Weapon(name, quote)
    return tuple(found.values())


def _violent(news: Sequence[Sentence]) -> bool:
    return any("violent" in sentence.tags or sentence.foreign for sentence in news)


def _denied(sentence: Sentence) -> bool:
    """Whether it says that there was nothing; who did it may be denied of what there was."""
    return denies(sentence) and not sentence.says_any(Sense.RESPONSIBILITY)


def _is_memory(sentences: Sequence[Sentence], present: Sequence[Sentence]) -> bool:
    """Whether what the title or the first sentences tell of is a memory."""
    title = [s for s in sentences if s.order < 0]
    if any("commemoration" in sentence.tags for sentence in title):
        return True
    lead = [s for s in sentences if s.lead and eventful(s)]
    return bool(lead) and not any(s in present for s in lead)
