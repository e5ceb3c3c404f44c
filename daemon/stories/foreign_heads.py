"""Numbers of people in an English or Arabic sentence: counted, single, known, or joined by 'and'.

A number counts people unless the first noun of its phrase is a thing; a/an with a word for a
person is one, the Arabic singular without a number too; his wife, her son and the driver are one
known from before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from daemon.model.language import Language
from daemon.stories.foreign_numbers import is_dual
from daemon.stories.foreign_people import KIN_ENGLISH, ONE_ARABIC, ONE_ENGLISH, kin, listed
from daemon.stories.foreign_words import forms
from daemon.stories.passage import Sentence
from daemon.stories.persons import Heads
from daemon.stories.words import Sense
from daemon.text.spelling import fold
from daemon.text.tokens import Token

Said = Mapping[Sense, object]

_MOST = 5_000_000
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_OLDEST = 110
_PHRASE = 5  # words of a noun phrase after its article or number
_STOPS = listed(
    "in on at near when after by from with as during for of who was were is are been that and or "
    "to has have had فی علی جراء من ل"
)
_ARTICLES = frozenset(("a", "an", "another"))
_KNOWN = frozenset(("the", "his", "her", "their", "its"))
_AND = frozenset(("and", "و"))
_OF_THEM = frozenset(("them", "whom", "these", "منهم", "بینهم"))
_ORDINAL = frozenset(("second", "third", "fourth", "fifth"))


def _keys(words: str, language: Language) -> frozenset[str]:
    return frozenset(form for word in words.split() for form in forms(fold(word), language))


_ONE = _keys(f"{ONE_ENGLISH} {KIN_ENGLISH}", Language.ENGLISH)
_ONE_ARABIC = _keys(" ".join((ONE_ARABIC, *kin())), Language.ENGLISH)


def heads(sentence: Sentence) -> list[Heads]:
    """Every number of people in order; those known from before have no article of their own."""
    found = list(_counted(sentence))
    taken = {at for one in found for at in range(one.first, one.last + 1)}
    single = _arabic_single if sentence.language is Language.ARABIC else _english_single
    found += single(sentence, taken)
    parts = _parts(sentence)
    rest = [one for one in found if not any(one.first in part for part in parts)]
    return sorted(rest or found, key=lambda one: one.first)


def together(sentence: Sentence, found: Sequence[Heads], chosen: Heads) -> Heads:
    """The count with those joined to it by 'and': four soldiers and an officer."""
    at = found.index(chosen)
    first = last = at
    while first and _joined(sentence, found[first - 1], found[first]):
        first -= 1
    while last + 1 < len(found) and _joined(sentence, found[last], found[last + 1]):
        last += 1
    whole = found[first : last + 1]
    return replace(
        chosen,
        number=sum(one.number for one in whole),
        first=whole[0].first,
        last=whole[-1].last,
        start=whole[0].start,
        end=whole[-1].end,
        known=all(one.known for one in whole),
    )


def _joined(sentence: Sentence, one: Heads, other: Heads) -> bool:
    between = [token.text for token in sentence.tokens[one.last + 1 : other.first]]
    between = [word for word in between if word not in _KNOWN]
    if len(between) > 1 or one.families or other.families:
        return False
    if sentence.language is Language.ARABIC:
        return sentence.tokens[other.first].text[0] == "و"
    marks = {mark.first for mark in sentence.marks}
    apart = any(at in marks for at in range(one.last + 1, other.first))
    return not apart and any(word in _AND for word in between)


def _counted(sentence: Sentence) -> Iterator[Heads]:
    for number in sentence.numbers:
        first, last = sentence.word_at(number.start), sentence.word_at(number.end - 1)
        phrase = _phrase(sentence, first, last)
        counted = sentence.says[last + 1 : phrase]
        if number.value != int(number.value) or number.counted == "%":
            continue
        if _no_people(number.value, counted) or _is_age(sentence, number.value, first, last):
            continue
        alone = not _is_fate(sentence, first - 1) and not _is_one_of(sentence, last + 1)
        if number.value == 1 and alone and not _is_person(counted):
            continue
        if _of_kin(sentence, first):
            continue
        noun = _noun(sentence, last, phrase)
        families = any(Sense.FAMILY in said for said in counted[:2])
        value, about = int(number.value), number.approximate
        yield Heads(value, first, noun, number.start, _end(sentence, noun), about, families)


def _is_one_of(sentence: Sentence, at: int) -> bool:
    """One dead, one of his guards."""
    of = sentence.tokens[at : at + 1] and sentence.tokens[at].text == "of"
    return _is_fate(sentence, at) or (bool(of) and _is_person(sentence.says[at + 1 : at + 4]))


def _of_kin(sentence: Sentence, first: int) -> bool:
    """A father of three; أب لثلاثة أطفال."""
    english = sentence.language is Language.ENGLISH
    before = sentence.tokens[max(0, first - 1) : first]
    linked = not english or any(token.text == "of" for token in before)
    kin = sentence.says[first - 2] if english and first >= 2 else sentence.says[first - 1]
    joined = english or sentence.tokens[first].text[0] == "ل"
    return first > 0 and linked and joined and Sense.KIN in kin


def _phrase(sentence: Sentence, first: int, last: int) -> int:
    """The number of the word after the noun phrase of a number: ثلاثة بانفجار ends at once."""
    if is_dual(sentence.tokens[first].text):
        return last + 1
    end = min(last + 1 + _PHRASE, len(sentence.tokens))
    for at in range(last + 1, end):
        token = sentence.tokens[at]
        if token.text in _STOPS or (at > last + 1 and sentence.comma(at - 1, at)):
            return at
        if sentence.language is Language.ARABIC and token.text[0] in "بو":
            return at
    return end


def _noun(sentence: Sentence, last: int, end: int) -> int:
    """The number of the last word for a person in the phrase; the number itself without one."""
    people = [at for at in range(last + 1, end) if _says_person(sentence.says[at])]
    return people[-1] if people else last


def _end(sentence: Sentence, at: int) -> int:
    return sentence.tokens[at].end


def _says_person(said: Said) -> bool:
    return any(one in said for one in (Sense.PERSON, Sense.KIN, Sense.OTHERS, Sense.FAMILY))


def _is_person(counted: Sequence[Said]) -> bool:
    return any(_says_person(said) for said in counted)


def _is_fate(sentence: Sentence, at: int) -> bool:
    return any(mark.first == at for mark in sentence.marks)


def _no_people(value: float, counted: Sequence[Said]) -> bool:
    """A year, or a number of things: what the first noun after it says."""
    if not 0 < value <= _MOST or (_FIRST_YEAR <= value <= _LAST_YEAR and not _is_person(counted)):
        return True
    for said in counted:
        if _says_person(said):
            return False
        if Sense.THING in said:
            return True
    return False


def _is_age(sentence: Sentence, value: float, first: int, last: int) -> bool:
    """Ali Hasan, 25, was killed; aged 25."""
    if first and sentence.tokens[first - 1].text in ("aged", "age"):
        return True
    inside = first > 0 and last + 1 < len(sentence.tokens) and value <= _OLDEST
    return inside and sentence.comma(first - 1, first) and sentence.comma(last, last + 1)


def _parts(sentence: Sentence) -> list[range]:
    """Stretches that name a part: including two children; an officer among them; two of them."""
    found = []
    for at in sentence.where(Sense.INCLUDING):
        after = sentence.tokens[at + 1 : at + 2]
        if after and after[0].text == "them" and not _comma_before(sentence, at):
            found.append(range(_clause_start(sentence, at), at))
        else:
            found.append(range(at, _clause_end(sentence, at)))
    for at, token in enumerate(sentence.tokens):
        if token.text in _OF_THEM and at >= 2:
            found.append(range(at - 2, at))
    return found


def _comma_before(sentence: Sentence, at: int) -> bool:
    return at > 0 and sentence.comma(at - 1, at)


def _clause_start(sentence: Sentence, at: int) -> int:
    while at > 0 and not _comma_before(sentence, at):
        at -= 1
    return at


def _clause_end(sentence: Sentence, at: int) -> int:
    """Where the next comma stands, or the verb: بينهم أطفال, including two children, were."""
    end = at + 1
    while end < len(sentence.tokens) and not sentence.comma(end - 1, end):
        if Sense.PASSIVE in sentence.says[end]:
            break
        end += 1
    return end


def _arabic_single(sentence: Sentence, taken: set[int]) -> Iterator[Heads]:
    """ناشط, ناشطاً, وابنه: one; وإصابة آخر: another; not what only describes who was named."""
    for at, token in enumerate(sentence.tokens):
        if at in taken:
            continue
        said, before = sentence.says[at], sentence.says[at - 1] if at else {}
        own = set(forms(token.text, Language.ARABIC))
        described = Sense.PERSON in before and token.text[0] != "و"
        another = Sense.OTHERS in said and _is_fate(sentence, at - 1)
        if another or (own & _ONE_ARABIC and not described):
            yield _single(token, at, known=False)


def _english_single(sentence: Sentence, taken: set[int]) -> Iterator[Heads]:
    """An activist, a 25-year-old kolbar, another; his wife, the driver; both passengers."""
    for at, token in enumerate(sentence.tokens):
        found = None if at in taken else _single_at(sentence, at, token)
        if found is not None:
            yield found


def _single_at(sentence: Sentence, at: int, token: Token) -> Heads | None:
    noun, start = _person_after(sentence, at), token.start
    if token.text == "both" and (noun >= 0 or _is_passive(sentence, at + 1)):
        last = max(noun, at)
        return Heads(2, at, last, start, _end(sentence, last))
    if noun >= 0 and token.text in _ARTICLES | _KNOWN:
        known = token.text in _KNOWN
        return Heads(1, at, noun, start, _end(sentence, noun), known=known)
    following = "".join(one.text for one in sentence.tokens[at + 1 : at + 2])
    if (
        (token.text, following) == ("the", "other")
        or (token.text == "a" and following in _ORDINAL)
        or (token.text == "another" and not _thing_after(sentence, at))
    ):
        return _single(token, at, known=False)
    titled = at == 0 and _titled(sentence)
    return _single(token, at, known=False) if titled else None


def _titled(sentence: Sentence) -> bool:
    """Headlines leave the article out: PKK member killed, Policeman shot dead."""
    return sentence.order < 0 and sentence.tokens[0].text in _ONE


def _single(token: Token, at: int, *, known: bool) -> Heads:
    return Heads(1, at, at, token.start, token.end, known=known)


def _person_after(sentence: Sentence, at: int) -> int:
    """The last word for one person in the phrase that begins here, -1 without one."""
    found = -1
    several = sentence.tokens[at].text == "both"
    for word in range(at + 1, min(at + 2 + _PHRASE, len(sentence.tokens))):
        token = sentence.tokens[word]
        if token.text in _STOPS or sentence.comma(word - 1, word):
            break
        said = sentence.says[word]
        person = Sense.PERSON in said or Sense.KIN in said
        if person and (several or token.text in _ONE):
            found = word
        elif found >= 0:
            break
        elif Sense.THING in said and token.text not in ("year", "years"):
            return -1
    return found


def _thing_after(sentence: Sentence, at: int) -> bool:
    return any(Sense.THING in said for said in sentence.says[at + 1 : at + 3])


def _is_passive(sentence: Sentence, at: int) -> bool:
    return at < len(sentence.says) and Sense.PASSIVE in sentence.says[at]
