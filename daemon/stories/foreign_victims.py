"""Tolls in English and Arabic sentences: which number belongs to which word.

English puts the count before a passive (two people were killed) and after an active verb
(killing two people); Arabic puts it after the verb or the noun of action (مقتل ثلاثة), but before
مصرعهم and before قتلى. Arabic has a dual that is a count by itself: شخصين.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from daemon.model.language import Language
from daemon.model.story import Victims
from daemon.stories.foreign_words import forms, is_dual
from daemon.stories.heads import Heads
from daemon.stories.marks import Mark
from daemon.stories.passage import Sentence
from daemon.stories.words import Sense
from daemon.text.spelling import fold

_FATES = {
    Victims.KILLED: frozenset(("kill-word", "die-word", "martyr-word", "assassinate")),
    Victims.WOUNDED: frozenset(("hurt",)),
    Victims.ARRESTED: frozenset(("arrest-word",)),
    Victims.KIDNAPPED: frozenset(("kidnap-word",)),
}
_AFTER_ONLY = (
    "killing kills wounding injuring wounds injures arresting detaining arrests detains "
    "kidnapping abducting kidnaps abducts displacing displaces"
)
_BEFORE_ONLY = "dead died dies dying lives martyred flee fled fleeing abandoned left leave leaving"
_LEFT = frozenset(("abandoned", "left", "leave", "leaving"))
_HOMES = frozenset(("home", "homes", "village", "villages"))
_ARABIC_BEFORE = "مصرعهم مصرعه مصرعها حتفهم حتفه حتفها قتلى جرحى شهداء"
_SINGULAR = (
    "ناشط ناشطا صحفي صحفيا مدنيا جندي جنديا شرطي شرطيا ضابط ضابطا مواطنا راعيا مزارع طفل شخصا عنصرا"
)


def _keys(words: str) -> frozenset[str]:
    return frozenset(key for word in words.split() for key in forms(fold(word), Language.ENGLISH))


_ACTIVE = frozenset(_AFTER_ONLY.split())
_PASSIVE = frozenset(_BEFORE_ONLY.split())
_BEHIND = _keys(_ARABIC_BEFORE)
_ONE = _keys(_SINGULAR)
_DAYS = frozenset(("day", "days", "یوم"))
_PREPOSITIONS = frozenset(("in", "on", "at", "near", "when", "after", "فی", "علی", "جراء"))
_NEAR = 6  # words between a count and its victim word
_MOST = 5_000_000
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


Said = Mapping[Sense, object]


@dataclass(frozen=True, slots=True)
class _Fate:
    what: Victims
    at: int
    word: str


def told(sentence: Sentence) -> Iterator[tuple[Victims, Heads]]:
    """Each thing that people met with, with the number that belongs to it."""
    fates = list(_fates(sentence))
    heads = sorted(_heads(sentence), key=lambda one: one.first)
    used: set[int] = set()
    for number, fate in enumerate(fates):
        floor = fates[number - 1].at if number else -1
        limit = fates[number + 1].at if number + 1 < len(fates) else len(sentence.tokens)
        free = [one for one in heads if one.first not in used and _fits(fate, one)]
        found = _belonging(sentence, fate, free, floor, limit)
        if found is not None:
            used.add(found.first)
            yield fate.what, found


def _fits(fate: _Fate, heads: Heads) -> bool:
    return not heads.families or fate.what is Victims.DISPLACED


def _fates(sentence: Sentence) -> Iterator[_Fate]:
    marks = [mark for mark in sentence.marks if "negated" not in mark.attributes]
    kinds = [(mark, what) for mark in marks if (what := _what(mark)) is not None]
    displaced = [(number, Victims.DISPLACED) for number in _driven_out(sentence)]
    listed = sorted([*((mark.first, what) for mark, what in kinds), *displaced])
    for number, (at, what) in enumerate(listed):
        if _background(sentence, at) or _of_both(sentence, listed, number):
            continue
        yield _Fate(what, at, sentence.tokens[at].text)


def _driven_out(sentence: Sentence) -> Iterator[int]:
    """Displaced, fled; abandoned their homes, forced to leave villages."""
    yield from sentence.where(Sense.DISPLACED)
    for at, token in enumerate(sentence.tokens):
        following = {one.text for one in sentence.tokens[at + 1 : at + 4]}
        if token.text in _LEFT and following & _HOMES:
            yield at


def _what(mark: Mark) -> Victims | None:
    return next((what for what, tags in _FATES.items() if tags & mark.tags), None)


def _of_both(sentence: Sentence, listed: Sequence[tuple[int, Victims]], number: int) -> bool:
    """مقتل وإصابة 11: killed and wounded together, in what parts nobody says."""
    if sentence.language is not Language.ARABIC:
        return False
    at, what = listed[number]
    pair = [(one, its) for one, its in listed if abs(one - at) == 1 and its is not what]
    return any(not _behind(sentence.tokens[min(at, one)].text) for one, _ in pair)


def _behind(word: str) -> bool:
    """مصرعهم, قتلى: the count stands before it."""
    return not _BEHIND.isdisjoint(forms(word, Language.ARABIC))


def _background(sentence: Sentence, at: int) -> bool:
    """What stands after 'a day after', غداة, or 'had': it is told of another event."""
    if any(Sense.HAD in said for said in sentence.says[max(0, at - 2) : at]):
        return True
    return any(_of_earlier(sentence, number, at) for number in sentence.where(Sense.AFTER))


def _of_earlier(sentence: Sentence, after: int, at: int) -> bool:
    if after >= at or sentence.comma(after, at):
        return False
    similar = any(Sense.SIMILAR in said for said in sentence.says[after + 1 : at])
    around = sentence.tokens[max(0, after - 1) : after + 2]
    return similar or any(token.text in _DAYS for token in around)


def _belonging(
    sentence: Sentence, fate: _Fate, heads: Sequence[Heads], floor: int, limit: int
) -> Heads | None:
    itself = next((one for one in heads if one.first == fate.at), None)
    if itself is not None:  # قتيلين, جريحين
        return itself
    before = [
        h for h in heads if floor < h.first and h.last < fate.at and fate.at - h.last <= _NEAR
    ]
    after = [h for h in heads if fate.at < h.first <= fate.at + _NEAR and h.first < limit]
    if sentence.language is Language.ARABIC:
        return _arabic(fate, before, after)
    return _english(sentence, fate, before, after)


def _arabic(fate: _Fate, before: Sequence[Heads], after: Sequence[Heads]) -> Heads | None:
    if _behind(fate.word):
        return before[-1] if before else None
    return _joined(after) if after else None


def _joined(heads: Sequence[Heads]) -> Heads:
    """ضابط وجندي: one and one are two."""
    first, *rest = heads
    for one in rest[:1]:
        if first.number == one.number == 1 and one.first - first.last <= _NEAR:
            return Heads(2, first.first, one.last, first.start, one.end)
    return first


def _english(
    sentence: Sentence, fate: _Fate, before: Sequence[Heads], after: Sequence[Heads]
) -> Heads | None:
    passive = any(Sense.PASSIVE in said for said in sentence.says[max(0, fate.at - 2) : fate.at])
    if fate.word in _PASSIVE or passive:
        return before[-1] if before else None
    joined = [one for one in after if not sentence.comma(fate.at, one.first)]
    close = [one for one in joined if one.first <= fate.at + 3]
    if fate.word in _ACTIVE:
        return joined[0] if joined else None
    return next(iter((*close, *before[::-1], *joined)), None)


def _heads(sentence: Sentence) -> Iterator[Heads]:
    taken: set[int] = set()
    for number in sentence.numbers:
        first, last = sentence.word_at(number.start), sentence.word_at(number.end - 1)
        counted = sentence.says[last + 1 : _phrase_ends(sentence, last)]
        if is_dual(sentence.tokens[first].text):
            counted = []
        if _no_people(number.value, counted) or number.value != int(number.value):
            continue
        if number.counted == "%" or (number.value == 1 and not _person(counted)):
            continue
        families = any(Sense.FAMILY in said for said in counted[:2])
        taken.update(range(first, last + 3))
        end = _end(sentence, last, number.end)
        yield Heads(int(number.value), first, last, number.start, end, number.approximate, families)
    yield from _single(sentence, taken)


def _phrase_ends(sentence: Sentence, last: int) -> int:
    """Three words on, or where a preposition begins another phrase: ثلاثة بانفجار."""
    for at in range(last + 1, min(last + 4, len(sentence.tokens))):
        text = sentence.tokens[at].text
        if text in _PREPOSITIONS or (sentence.language is Language.ARABIC and text[0] == "ب"):
            return at
    return last + 4


def _end(sentence: Sentence, last: int, end: int) -> int:
    person = last + 1 < len(sentence.says) and Sense.PERSON in sentence.says[last + 1]
    return sentence.tokens[last + 1].end if person else end


def _person(counted: Sequence[Said]) -> bool:
    return any(Sense.PERSON in said or Sense.OTHERS in said for said in counted)


def _no_people(value: float, counted: Sequence[Said]) -> bool:
    """A year, or a number of things: what the first noun after it says."""
    if not 0 < value <= _MOST or (_FIRST_YEAR <= value <= _LAST_YEAR and not _person(counted)):
        return True
    for said in counted:
        if Sense.PERSON in said or Sense.OTHERS in said or Sense.FAMILY in said:
            return False
        if Sense.THING in said:
            return True
    return False


def _single(sentence: Sentence, taken: set[int]) -> Iterator[Heads]:
    """An activist, a civil activist; ناشط, ناشطاً: one."""
    for at, token in enumerate(sentence.tokens):
        counted = sentence.says[at + 1 : at + 3]
        if token.text == "another" and not taken & {at, at + 1} and not _no_people(1, counted):
            yield Heads(1, at, at, token.start, token.end)
    for at in sentence.where(Sense.PERSON):
        start = -1 if at in taken else _article(sentence, at)
        if start >= 0:
            first, last = sentence.tokens[start], sentence.tokens[at]
            yield Heads(1, start, at, first.start, last.end)


def _article(sentence: Sentence, at: int) -> int:
    """Where the phrase of one person begins, -1 when it is no single one."""
    if sentence.language is Language.ARABIC:
        word = sentence.tokens[at].text
        adjective = at > 0 and Sense.PERSON in sentence.says[at - 1] and word[0] != "و"
        keys = set(forms(word, Language.ARABIC))
        return at if keys & _ONE and not adjective else -1
    for back in (1, 2):
        if at - back >= 0 and sentence.tokens[at - back].text in ("a", "an"):
            return at - back
    return -1
