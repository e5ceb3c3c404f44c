"""Sentences that tell of another event than the article's own: of another day or place."""

from __future__ import annotations

from itertools import pairwise

from daemon.model.article import Precision
from daemon.model.story import EventDate, Place
from daemon.stories.fate_words import HAD
from daemon.stories.levels import level
from daemon.stories.passage import Sentence
from daemon.stories.places import KINDS, Gazetteer, is_aside
from daemon.stories.when import Moment
from daemon.stories.words import Sense
from daemon.text.spelling import fold

_EXACT = frozenset((Precision.MINUTE, Precision.HOUR, Precision.DAY))
_CLOSE = 3
_SINCE = tuple(map(fold, ("سەرەتای", "destpêka", "سەرەتایا")))
_SOME = frozenset(("چەند", "çend"))
_SECOND = tuple(
    map(fold, ("دووەم", "سێیەم", "چوارەم", "duyem", "sêyem", "second", "third", "ثاني", "ثالث"))
)
_YEARS = tuple(map(fold, ("ئەمساڵ", "ساڵ", "سال", "sal", "îsal", "ئەڤسالە", "شەڕ", "şer")))


def is_background(
    sentence: Sentence, moment: Moment, date: EventDate, place: Place | None, known: Gazetteer
) -> bool:
    """Whether what it counts is not of this event; never so of a title and a first sentence."""
    if sentence.order <= 0:
        return False
    if sentence.says_any(Sense.SIMILAR) or _long_before(sentence) or _another(sentence):
        return True
    if _past_year(sentence, moment):
        return True
    return _elsewhere(sentence, place, known) or _another_day(sentence, moment, date)


def _long_before(sentence: Sentence) -> bool:
    """کوشتبوو, had killed; since the beginning of the year; for some years: چەند ساڵێکە."""
    for mark in sentence.marks:
        near = sentence.tokens[max(0, mark.first - 1) : mark.last + 1]
        if any(token.text.endswith(HAD) for token in near):
            return True
    texts = [token.text for token in sentence.tokens]
    if any(one in _SOME and other.startswith(_YEARS) for one, other in pairwise(texts)):
        return True
    return any(
        word in _SINCE and any(one.startswith(_YEARS) for one in texts[at + 1 : at + 3])
        for at, word in enumerate(texts)
    )


def _past_year(sentence: Sentence, moment: Moment) -> bool:
    """لە ٢٠٢٤دا, د هاڤینا ٢٠٢٢ێ دا: a year that is past, whatever stands around it."""
    years = [token.text for token in sentence.tokens if len(token.text) == len("2026")]
    return any(word.isdigit() and 1900 < int(word) < moment.day.year for word in years)


def _another(sentence: Sentence) -> bool:
    """ئەمە دووەم هێرشە, the second attack in a week: it goes on with those before."""
    attacks = [mark.first for mark in sentence.marks if "assault" in mark.tags]
    return any(
        sentence.tokens[near].text.startswith(_SECOND)
        for at in attacks
        for near in (at - 1, at + 1)
        if 0 <= near < len(sentence.tokens)
    )


def _elsewhere(sentence: Sentence, place: Place | None, known: Gazetteer) -> bool:
    """Whether it names close places, none of which has to do with the event's."""
    if place is None:
        return False
    near = {place.id, *place.parents}
    told = [name for name in sentence.names if name.mention.type in KINDS]
    named = [name.mention.id for name in told if not is_aside(sentence, name)]
    close = [one for one in named if level(known.kind(one)) >= _CLOSE]
    return bool(close) and not any(one in near or place.id in known.parents(one) for one in named)


def _another_day(sentence: Sentence, moment: Moment, date: EventDate) -> bool:
    """Whether every day that it states is before the event's."""
    if not (sentence.lead or sentence.numbers):
        return False  # it counts nothing
    days = [day for found, day in moment.dates(sentence) if found.precision in _EXACT]
    return bool(days) and all(day < date.day for day in days)
