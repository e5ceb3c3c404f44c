"""When it happened, and which sentences tell of long ago and not of this event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from daemon.model.article import Precision
from daemon.model.language import Language
from daemon.model.story import EventDate
from daemon.stories.fate_words import HAD
from daemon.stories.local_days import ZONE, local_day
from daemon.stories.marks import Mark
from daemon.stories.passage import Passage, Sentence
from daemon.stories.places import eventful
from daemon.stories.words import Sense
from daemon.text.calendar_words import DAYS_AWAY, LAST_YEAR, THIS_YEAR, UNITS, WEEKDAYS
from daemon.text.date_words import FIRST_WORDS, bare
from daemon.text.dates import DateFound, find_dates
from daemon.text.spelling import fold

RECENT = timedelta(days=30)
"""What is older when it is reported is no event of that day."""

_PAST_TAGS = frozenset(("commemoration", "genocide-word", "old-regime-word", "history-context"))
_DATE_WORDS = (FIRST_WORDS, WEEKDAYS, DAYS_AWAY, UNITS, THIS_YEAR, LAST_YEAR)
_EXACT = frozenset((Precision.MINUTE, Precision.HOUR, Precision.DAY))
_SPANS = tuple(map(fold, ("ساڵ", "سال", "مانگ", "هەیڤ", "sal", "meh")))
_TURNED = ("xwe", "êvar", "sib", "nîvro", "spêd", "rojava", "rojhil")
_EVENING = tuple(map(fold, ("شەو", "شەڤ", "ئێوارەی", "ئێڤار", "şev", "êvar")))
_TURNING = frozenset(map(fold, ("لەسەر", "سەر", "ل", "li", "ser")))
_SPOKEN = frozenset((Sense.SAY, Sense.TAKE_ON, Sense.DENY))
_JOINING = 2
_BODY = 3  # words from the day of a burial to the body
_SINCE = frozenset(map(fold, ("since", "منذ")))
_FROM = tuple(fold("x" + ending)[1:] for ending in ("مەوە", "نییەوە", "بەوە"))
_SHORT = tuple(map(fold, ("ڕۆژ", "کاتژمێر", "سەعات", "دەمژمێر", "roj", "saet")))
_NIGHT = tuple(map(fold, ("ئەمشەو", "ئەڤشەڤە", "îşev", "tonight")))
_EARLIER = frozenset((("a", "day", "earlier"), ("the", "day", "before"), ("one", "day", "earlier")))
_DAWN = 5  # hours after midnight in which 'tonight' is the night that began the evening before
_PAST = tuple(map(fold, ("ڕابردوو", "ڕابوردوو", "بۆری", "borî", "buhurî", "derbasbû", "çûyî")))


@dataclass(frozen=True, slots=True)
class Moment:
    """When an article was reported, and the zone whose clock it goes by."""

    at: datetime
    zone: str = ZONE

    @property
    def day(self) -> date:
        """The local day."""
        return local_day(self.at, self.zone)

    @property
    def before_dawn(self) -> bool:
        """Whether it is the small hours there."""
        return self.at.astimezone(ZoneInfo(self.zone)).hour < _DAWN

    def dates(self, sentence: Sentence) -> Sequence[tuple[DateFound, date]]:
        """The dates in a sentence, with their local days; a weekday is one that is past."""
        if sentence.dates is None:  # asked for the day, for history and for background
            dated = any(_of_a_date(token.text) for token in sentence.tokens)
            found = list(self._dates(sentence)) if dated else []
            told = (*_day_before(sentence, found, self.day), *_later_of_two(sentence, found))
            sentence.dates = (*told, *_last_night(sentence, self.day))
        return sentence.dates

    def _dates(self, sentence: Sentence) -> Iterator[tuple[DateFound, date]]:
        start, end = sentence.tokens[0].start, sentence.tokens[-1].end
        for found in find_dates(sentence.text[start:end], seen_at=self.at, zone=self.zone):
            value = found.value
            if isinstance(value, datetime):
                value = local_day(value, self.zone)
            if found.inferred and timedelta(days=1) < value - self.day <= timedelta(days=7):
                value -= timedelta(days=7)
            yield found, value


def _last_night(sentence: Sentence, today: date) -> Iterator[tuple[DateFound, date]]:
    """شەوی ڕابردوو, شەڤا بۆری, şeva borî, last night: that of the day before."""
    offset, day = sentence.tokens[0].start, today - timedelta(days=1)
    for token, following in pairwise(sentence.tokens):
        kurdish = token.text.startswith(_EVENING) and following.text.startswith(_PAST)
        if kurdish or (token.text, following.text) == ("last", "night"):
            span = (token.start - offset, following.end - offset)
            yield DateFound(day, Precision.DAY, True, *span), day


def _day_before(
    sentence: Sentence, found: Sequence[tuple[DateFound, date]], today: date
) -> Iterator[tuple[DateFound, date]]:
    """A day earlier: than the day that the sentence has named, else than the report's."""
    offset, texts = sentence.tokens[0].start, [token.text for token in sentence.tokens]
    for at in range(len(texts) - 2):
        if tuple(texts[at : at + 3]) in _EARLIER:
            span = (sentence.tokens[at].start - offset, sentence.tokens[at + 2].end - offset)
            named = [day for one, day in found if one.start < span[0]]
            day = (named[-1] if named else today) - timedelta(days=1)
            yield DateFound(day, Precision.DAY, True, *span), day


def _later_of_two(
    sentence: Sentence, found: Sequence[tuple[DateFound, date]]
) -> Iterator[tuple[DateFound, date]]:
    """شەوی هەینی لەسەر شەممە: of the night between two days the later one."""
    offset = sentence.tokens[0].start
    for at, (one, day) in enumerate(found):
        following = found[at + 1][0].start if at + 1 < len(found) else one.end
        between = sentence.text[one.end + offset : following + offset].split()
        if not (between and between[0] in _TURNING and len(between) <= _JOINING):
            yield one, day


@lru_cache(maxsize=20_000)
def _of_a_date(word: str) -> bool:
    """Whether a date may have this word: most sentences have none, and need no search."""
    return word.isdigit() or any(bare(word, known) is not None for known in _DATE_WORDS)


def is_history(sentence: Sentence, moment: Moment) -> bool:
    """Whether the sentence remembers or recounts something of long ago."""
    if any(_remembers(sentence, mark) for mark in sentence.marks) or _tells_of_before(sentence):
        return True
    words = [token.text for token in sentence.tokens]
    for number, word in enumerate(words[1:], start=1):
        if word.startswith(_PAST) and words[number - 1].startswith(_SPANS):
            return True
    if not sentence.lead and not (sentence.numbers and eventful(sentence)):
        return False
    return any(_is_old(found, day, moment) for found, day in moment.dates(sentence))


def _remembers(sentence: Sentence, mark: Mark) -> bool:
    """A term of memory; سەدان کەس are hundreds of people, and no centuries."""
    counted = any(sentence.word_at(number.start) == mark.first for number in sentence.numbers)
    return bool(_PAST_TAGS & mark.tags) and not counted


def _tells_of_before(sentence: Sentence) -> bool:
    """پێشتر, berê, regularly; but berê êvarê is towards evening, and berê xwe dan they turned."""
    former = sentence.where(Sense.FORMER)
    if sentence.foreign:
        first = sentence.language is Language.ARABIC
        return sentence.order > 0 and any(at == 0 or not first for at in former)
    texts = [token.text for token in sentence.tokens]
    turned = [at for at in former if "".join(texts[at + 1 : at + 2]).startswith(_TURNED)]
    return any(at not in turned and not _days_ago(sentence, at) for at in former)


def _days_ago(sentence: Sentence, at: int) -> bool:
    """دوو ڕۆژ لەمەوبەر is news yet; چەند ڕۆژ لەمەوبەر, some days ago, is not."""
    unit = "".join(token.text for token in sentence.tokens[max(0, at - 1) : at])
    counted = {sentence.word_at(number.end - 1) for number in sentence.numbers}
    return unit.startswith(_SHORT) and at - 2 in counted


def _is_old(found: DateFound, day: date, moment: Moment) -> bool:
    if found.precision is Precision.YEAR:
        return day.year < moment.day.year
    if found.precision is Precision.MONTH:
        return day < moment.day.replace(day=1)
    return moment.day - day > RECENT


def _is_since(sentence: Sentence, found: DateFound) -> bool:
    """Since Sunday, لە هەینییەوە, منذ: when something began that is told beside the news."""
    offset = sentence.tokens[0].start
    first = sentence.word_at(found.start + offset)
    last = sentence.word_at(found.end + offset - 1)
    before = "".join(token.text for token in sentence.tokens[max(0, first - 1) : first])
    return before in _SINCE or sentence.tokens[last].text.endswith(_FROM)


def _is_beside(sentence: Sentence, found: DateFound) -> bool:
    """The mayor said on Sunday; since Sunday; had been laid on Sunday: not the day of the event."""
    if sentence.foreign and _is_since(sentence, found):
        return True
    if sentence.order > 0 and any(token.text.endswith(HAD) for token in sentence.tokens):
        return True
    first = sentence.word_at(found.start + sentence.tokens[0].start)
    last = sentence.word_at(found.end + sentence.tokens[0].start - 1)
    beside = (*sentence.says[max(0, first - 2) : first], *sentence.says[last + 1 : last + 2])
    return sentence.foreign and any(_SPOKEN & set(said) for said in beside)


def _of_burial(sentence: Sentence, found: DateFound) -> bool:
    """دووشەممە تەرمی ئەو کۆڵبەرەی دوێنێ کوژرا نێژرا: the day before the body is the burial's."""
    if "burial" not in sentence.tags:
        return False
    at = sentence.word_at(found.end + sentence.tokens[0].start - 1)
    bodies = [mark.first for mark in sentence.marks if "corpse-word" in mark.tags]
    return any(0 < body - at <= _BODY for body in bodies)


def event_date(passage: Passage, sentences: Sequence[Sentence], moment: Moment) -> EventDate:
    """The day that the news part of the text gives, else the day of the report."""
    told = [sentence for sentence in sentences if sentence.lead]
    told.sort(key=lambda sentence: (not eventful(sentence), sentence.order))
    for sentence in told:
        dates = [one for one in moment.dates(sentence) if not _is_beside(sentence, one[0])]
        dates.sort(key=lambda one: _is_since(sentence, one[0]) or _of_burial(sentence, one[0]))
        for found, day in dates:
            ahead = day - moment.day
            if found.precision in _EXACT and -RECENT <= ahead <= timedelta(days=1):
                offset = sentence.tokens[0].start
                start, end = found.start + offset, found.end + offset
                quote = passage.quote(sentence.field, start, end)
                night = sentence.text[start:end].startswith(_NIGHT) and moment.before_dawn
                return EventDate(day - timedelta(days=night), found.precision, quote)
    return EventDate(moment.day, Precision.DAY)
