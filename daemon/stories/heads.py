"""Numbers of people in a Kurdish sentence, each at its place: what a toll is made of.

Kurdish puts the number before what it counts; دووەم, the second of those told before, counts one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from daemon.stories.passage import Sentence
from daemon.stories.persons import EZAFE, FATED, Heads, names_person, single
from daemon.stories.words import Sense
from daemon.text.number_words import VALUES
from daemon.text.numbers import Number
from daemon.text.spelling import fold

_THIRD = re.compile(
    "(?:دو|سێ|چوار|چار|پێنج|شەش|سی)ی?ەم(?:ین)?(?:یان)?|(?:duy|sêy|siy|çar|pênc|şeş)em(?:în)?"
)
_MONTHS = tuple(map(fold, ("مانگی", "هەیڤا", "meha", "heyva")))
_THE_THIRD = re.compile("(?:دو|سێ|چار|پێنج)(?:یێ|ێ|یا|ا)")
_EACH = frozenset(map(fold, ("یەکێکیان", "یەکیان", "ئێکیان")))
ONE_OF = frozenset(map(fold, ("یەک", "یەکێک", "ئێک", "yek", "یێ", "یا", "yê", "ya", "ئەوی")))
_WHICH = frozenset(("یێ", "یا"))
_THEM = frozenset(map(fold, ("وان", "ئەوان", "wan", "دی", "دیکە", "دیکەش", "تر", "تریش", "din")))
PARTITIVE = frozenset(("لە", "ژ", "ji"))
_ALSO = frozenset(("ژی", "یش", "jî"))
_BOTH = tuple(map(fold, ("هەردوو", "هەردو", "herdu", "herdû")))
_ARMAMENT = frozenset(("arms", "ammunition", "shooting-weak", "rocket-word", "drone-word"))
_LABELLED = frozenset(
    map(
        fold,
        ("پۆلی", "لیوای", "فەوجی", "ژمارە", "ژمارەی", "هێزی", "پۆلا", "هژمارا", "pola", "hejmara"),
    )
)
_AGE = ("تەمەن", "temen", "jiyê")
_OF_THEM = fold("xیان")[1:]
_OF = frozenset(("ی", "ێ", "ê", "î"))
_MOST = 5_000_000
_ENDINGS = (
    *("ێکی", "ێک", "یانی", "یان", "انی", "ان", "یێن", "ێن", "یێ", "ی", "ێ", "ەکێ"),
    *("ekî", "ekê", "yên", "ên", "î", "ê", ""),
)


def heads(sentence: Sentence) -> Iterator[Heads]:
    """Every number of people or families in the sentence, and every single person."""
    taken: set[int] = set()
    for number in sentence.numbers:
        first, last = sentence.word_at(number.start), sentence.word_at(number.end - 1)
        counted = sentence.says[last + 1] if last + 1 < len(sentence.says) else {}
        value = _five_others(sentence, first) or number.value
        if _no_people(number, counted) or _is_date(sentence, number, last):
            continue
        if _is_label(sentence, first) or _of_kin(sentence, first) or _armament(sentence, last):
            continue
        if value != int(value) or not 0 < value <= _MOST or _aged(sentence, first):
            continue
        end = number.counted_end if number.counted_end and number.counted != "%" else number.end
        taken.update((first, last, last + 1))
        families = Sense.FAMILY in counted
        yield Heads(int(value), first, last, number.start, end, number.approximate, families)
    yield from _others(sentence, taken)
    yield from single(sentence, taken)


def _no_people(number: Number, counted: Mapping[Sense, object]) -> bool:
    """A share, or a number of things."""
    thing = Sense.THING in counted and Sense.PERSON not in counted
    return number.counted == "%" or (thing and number.counted is not None)


def _is_date(sentence: Sentence, number: Number, last: int) -> bool:
    """٢٠٢٠, ٣ی کانوون: a year, or a day before its month; ٣ی دیکە are three others."""
    following = sentence.says[last + 1 : last + 3]
    if 1900 <= number.value <= 2100:
        return not any(Sense.PERSON in said for said in following[:1])
    if any(token.text.startswith(_MONTHS) for token in sentence.tokens[max(0, last - 1) : last]):
        return True
    suffixed = any(token.text in _OF for token in sentence.tokens[last + 1 : last + 2])
    return suffixed and not any(Sense.OTHERS in said for said in following)


def _is_label(sentence: Sentence, first: int) -> bool:
    """پۆلی دوانزە, لیوای ٥٣, ژمارە ٤: the twelfth form, the 53rd brigade; not how many."""
    return first > 0 and sentence.tokens[first - 1].text in _LABELLED


def _armament(sentence: Sentence, last: int) -> bool:
    """٢٠٠ فیشەک, du çek: what is counted is a weapon or what it shoots."""
    return any(mark.first == last + 1 and mark.tags & _ARMAMENT for mark in sentence.marks)


def _of_kin(sentence: Sentence, first: int) -> bool:
    """باوکێ چار زاڕۆکان, dayika sê zarokan: whose father somebody was."""
    if first == 0 or not {Sense.KIN, Sense.FAMILY} & set(sentence.says[first - 1]):
        return False
    return sentence.tokens[first - 1].text.endswith(EZAFE)


def _aged(sentence: Sentence, first: int) -> bool:
    """تەمەنی ٣٤, temenê wî 34, Rodî (22): an age, not a count."""
    start, end = sentence.tokens[first].start, sentence.tokens[first].end
    if (sentence.text[max(0, start - 1) : start], sentence.text[end : end + 1]) == ("(", ")"):
        return True
    before = [token.text for token in sentence.tokens[max(0, first - 2) : first]]
    return any(word.startswith(_AGE) or word in ("ژی", "ژیێ") for word in before)


def _five_others(sentence: Sentence, first: int) -> int:
    """پێنجی دیکە is five others in Sorani; alone the word is Badini for fifty."""
    following = sentence.says[first + 1] if first + 1 < len(sentence.says) else {}
    word = sentence.tokens[first].text
    if Sense.OTHERS in following and word[-1] == "ی" and VALUES.get(word[:-1], 0) == 5:
        return 5
    return 0


def _others(sentence: Sentence, taken: set[int]) -> Iterator[Heads]:
    """دووی دیکە, یەکێکی تر, yekî din: a count whose noun was said before."""
    for at, token in enumerate(sentence.tokens):
        if at in taken:
            continue
        number = _of_those(sentence, at)
        if number:
            taken.add(at)
            yield Heads(number, at, at, token.start, token.end)
    for at in sentence.where(Sense.OTHERS):
        if at - 1 in taken or at == 0:
            continue
        token = sentence.tokens[at - 1]
        value = _bare_value(token.text)
        if value:
            taken.add(at - 1)
            yield Heads(value, at - 1, at, token.start, sentence.tokens[at].end)


def _of_those(sentence: Sentence, at: int) -> int:
    """How many of people told before are meant: the third, one of them, both, twenty of them."""
    word = sentence.tokens[at].text
    if _THIRD.fullmatch(word.removesuffix("یش")) or _one_of_them(sentence, at):
        return 1
    if at and sentence.tokens[at - 1].text in _WHICH and _THE_THIRD.fullmatch(word):
        return 1  # یێ سێیێ, the third
    if word.startswith(_BOTH):
        them = word not in _BOTH and _fate_after(sentence, at)
        return 2 if them or _people_after(sentence, at) else 0
    bare = word.removesuffix(_OF_THEM).removesuffix("یش")
    return VALUES.get(bare, 0) if bare != word and at and _fate_after(sentence, at) else 0


def _one_of_them(sentence: Sentence, at: int) -> bool:
    """ئێک ژ وان, yek ji wan, یەکێکیان, یێ دی, yek jî."""
    texts = [token.text for token in sentence.tokens[at : at + 3]]
    if texts[0] in _EACH:
        return True
    if texts[0] not in ONE_OF or len(texts) < 2:
        return False
    if len(texts) == 3 and texts[1] in PARTITIVE and _many(sentence, at + 2):
        return True
    return texts[-1] in _THEM or texts[1] in _THEM or (texts[1] in _ALSO and at > 0)


def _many(sentence: Sentence, at: int) -> bool:
    """بریندارانی, بریندارەکان: more than one of them."""
    marks = [mark for mark in sentence.marks if mark.first == at]
    return any("plural" in mark.attributes for mark in marks)


def _people_after(sentence: Sentence, at: int) -> bool:
    near = range(at + 1, min(at + 3, len(sentence.tokens)))
    return any(names_person(sentence, word) for word in near)


def _fate_after(sentence: Sentence, at: int) -> bool:
    """Whether a victim word ends this clause at once: بیستیان بریندار کرد."""
    return any(0 < mark.first - at <= 2 and mark.tags & FATED for mark in sentence.marks)


def _bare_value(word: str) -> int:
    for ending in _ENDINGS:
        if word.endswith(ending) and word[: len(word) - len(ending)] in VALUES:
            return VALUES[word[: len(word) - len(ending)]]
    return 0
