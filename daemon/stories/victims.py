"""How many were killed, wounded, arrested, kidnapped, displaced: numbers with their verbs.

Kurdish puts the number before what it counts and the verb last, so a count belongs to the
victim word that follows it: سێ پێشمەرگە شەهید بوون. After a noun with ezafe it follows:
کوژرانی سێ پێشمەرگە. A noun with the ending of indefiniteness counts one: شوانێک, welatiyek.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from daemon.model.story import Count, Victims
from daemon.stories.passage import Mark, Passage, Sentence
from daemon.stories.words import Sense, senses
from daemon.text.number_words import AND, NOT_COUNTED, VALUES
from daemon.text.numbers import Number
from daemon.text.spelling import fold

_TAGS = {
    Victims.KILLED: frozenset(
        ("kill-word", "dead", "die-word", "martyr-word", "assassinate", "corpse-word")
    ),
    Victims.WOUNDED: frozenset(("hurt",)),
    Victims.ARRESTED: frozenset(("arrest-word", "arrest-weak", "detainee-word")),
    Victims.KIDNAPPED: frozenset(("kidnap-word", "missing-word")),
}
_PEOPLE = frozenset(
    (
        *("militant", "force", "civilian-word", "activist-word", "guard-word", "suspect-word"),
        *("kolbar-word", "driver-word", "commander-word", "police-word", "soldier-word"),
        *("peshmerga-word", "diplomat-word"),
    )
)
_NOT_DONE = ("نەبو", "نەکر", "نەهات", "نین", "nebû", "nehat", "neket", "nekir", "nîn", "tun")
_THIRD = frozenset(map(fold, ("دووەم", "سێیەم", "چوارەم", "سییەم", "دوویەم")))
_OF = frozenset(("ی", "ێ", "ê", "î"))
_AFTER = 5  # words after a victim word within which its number may stand
_MOST = 5_000_000


@dataclass(frozen=True, slots=True)
class _Heads:
    """A number of people at a place of a sentence."""

    number: int
    first: int
    last: int
    start: int
    end: int
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class _Fate:
    """A word that says what people met with."""

    what: Victims
    first: int
    last: int
    nominal: bool


def counts(passage: Passage, sentences: Sequence[Sentence]) -> tuple[Count, ...]:
    """For each thing that people met with the number that these sentences give.

    The lead decides, and within it the highest: a toll that rose stands beside the old one.
    """
    best: dict[Victims, tuple[int, int, Count]] = {}
    for sentence in sentences:
        for what, heads in _told(sentence):
            quote = passage.quote(sentence.field, heads.start, heads.end)
            count = Count(what, heads.number, quote, heads.approximate)
            rank = (_rank(sentence), heads.number if sentence.lead else -sentence.order)
            if what not in best or rank > best[what][:2]:
                best[what] = (*rank, count)
    return tuple(best[what][2] for what in Victims if what in best)


def _rank(sentence: Sentence) -> int:
    """The title says what is known by now; then the lead counts."""
    return 2 if sentence.order < 0 else int(sentence.lead)


def _told(sentence: Sentence) -> Iterator[tuple[Victims, _Heads]]:
    fates = list(_fates(sentence))
    heads = sorted(_heads(sentence), key=lambda one: one.first) if fates else []
    used: set[int] = set()
    floor = -1
    for number, fate in enumerate(fates):
        limit = fates[number + 1].first if number + 1 < len(fates) else len(sentence.tokens)
        left = [one for one in heads if one.first not in used and floor < one.first]
        if fate.what in (Victims.KIDNAPPED, Victims.KILLED):
            left = [one for one in left if not _doers(sentence, one, fate)]
        found = _belonging(sentence, fate, left, limit)
        if found:
            used.update(one.first for one in found)
            yield fate.what, _summed(found)
            floor = fate.last


def _doers(sentence: Sentence, heads: _Heads, fate: _Fate) -> bool:
    """دوو چەکداری نەناسراو, kidnapping gunmen: those who did it, not their victims."""
    near = [m for m in sentence.marks if heads.first <= m.first <= heads.last + 2]
    unknown = any("unknown-word" in mark.tags for mark in near)
    armed = any("armed-word" in mark.tags for mark in near)
    return unknown or (armed and fate.what is Victims.KIDNAPPED)


def _belonging(
    sentence: Sentence, fate: _Fate, heads: Sequence[_Heads], limit: int
) -> list[_Heads]:
    """The counts that belong to this word, those before it rather than those after."""
    after = [one for one in heads if fate.last < one.first <= fate.last + _AFTER]
    if fate.nominal and after and after[0].first == fate.last + 1:
        return after[:1]
    before = [one for one in heads if one.last < fate.first]
    if before:
        return _together(sentence, before)
    after = [one for one in after if one.last < limit]
    if after and not _conjoined(sentence, fate.last + 1, after[0].first):
        return after[:1]
    return []


def _together(sentence: Sentence, heads: Sequence[_Heads]) -> list[_Heads]:
    """The last count, with those joined to it by 'and'; without a part named by 'including'."""
    including = sentence.where(Sense.INCLUDING)
    kept = [h for h in heads if not any(word < h.first for word in including)] or list(heads)
    chosen = [kept[-1]]
    for one, other in list(pairwise(kept))[::-1]:
        between = sentence.tokens[one.last + 1 : other.first]
        if len(between) <= 2 and any(token.text in AND for token in between):
            chosen.insert(0, one)
        else:
            break
    return chosen


def _conjoined(sentence: Sentence, start: int, end: int) -> bool:
    return any(token.text in AND for token in sentence.tokens[start:end])


def _summed(heads: Sequence[_Heads]) -> _Heads:
    first, last = heads[0], heads[-1]
    return _Heads(
        sum(one.number for one in heads),
        first.first,
        last.last,
        first.start,
        last.end,
        any(one.approximate for one in heads),
    )


def _fates(sentence: Sentence) -> Iterator[_Fate]:
    """The victim words in order, each once, without those that are denied."""
    last = -1
    for mark in sorted(sentence.marks, key=lambda one: (one.first, -one.last)):
        what = _what(mark)
        if what is None or mark.first <= last or _denied(sentence, mark):
            continue
        last = mark.last
        word = sentence.text[mark.start : mark.end]
        yield _Fate(what, mark.first, mark.last, word.endswith(("ی", "ا", "a", "ێن", "ên")))
    for number in sentence.where(Sense.DISPLACED):
        yield _Fate(Victims.DISPLACED, number, number, nominal=False)


def _what(mark: Mark) -> Victims | None:
    if "casualty-phrase" in mark.tags:
        return None
    return next((what for what, tags in _TAGS.items() if tags & mark.tags), None)


def _denied(sentence: Sentence, mark: Mark) -> bool:
    following = sentence.tokens[mark.last + 1 : mark.last + 3]
    return "negated" in mark.attributes or any(t.text.startswith(_NOT_DONE) for t in following)


def _heads(sentence: Sentence) -> Iterator[_Heads]:
    taken: set[int] = set()
    for number in sentence.numbers:
        first, last = sentence.word_at(number.start), sentence.word_at(number.end - 1)
        counted = sentence.says[last + 1] if last + 1 < len(sentence.says) else {}
        value = _five_others(sentence, first) or number.value
        if _no_people(number, counted) or _is_date(sentence, number, last):
            continue
        if value != int(value) or not 0 < value <= _MOST or _aged(sentence, first):
            continue
        end = number.counted_end if number.counted_end and number.counted != "%" else number.end
        taken.update((first, last, last + 1))
        yield _Heads(int(value), first, last, number.start, end, number.approximate)
    yield from _others(sentence, taken)
    yield from _single(sentence, taken)


def _no_people(number: Number, counted: Mapping[Sense, object]) -> bool:
    """A share, or a number of things."""
    thing = Sense.THING in counted and Sense.PERSON not in counted
    return number.counted == "%" or (thing and number.counted is not None)


def _is_date(sentence: Sentence, number: Number, last: int) -> bool:
    """٢٠٢٠, ٣ی کانوون: a year, or a day before its month; ٣ی دیکە are three others."""
    following = sentence.says[last + 1 : last + 3]
    if 1900 <= number.value <= 2100:
        return not any(Sense.PERSON in said for said in following[:1])
    suffixed = any(token.text in _OF for token in sentence.tokens[last + 1 : last + 2])
    return suffixed and not any(Sense.OTHERS in said for said in following)


def _aged(sentence: Sentence, first: int) -> bool:
    """تەمەنی ٣٤, temenê wî 34: an age, not a count."""
    before = [token.text for token in sentence.tokens[max(0, first - 2) : first]]
    return any(word.startswith(("تەمەن", "ژی", "temen", "jiyê")) for word in before)


def _five_others(sentence: Sentence, first: int) -> int:
    """پێنجی دیکە is five others in Sorani; alone the word is Badini for fifty."""
    following = sentence.says[first + 1] if first + 1 < len(sentence.says) else {}
    word = sentence.tokens[first].text
    if Sense.OTHERS in following and word[-1] == "ی" and VALUES.get(word[:-1], 0) == 5:
        return 5
    return 0


def _others(sentence: Sentence, taken: set[int]) -> Iterator[_Heads]:
    """دووی دیکە, یەکێکی تر, yekî din: a count whose noun was said before."""
    for at, token in enumerate(sentence.tokens):
        if token.text in _THIRD and at not in taken:
            taken.add(at)
            yield _Heads(1, at, at, token.start, token.end)
    for at in sentence.where(Sense.OTHERS):
        if at - 1 in taken or at == 0:
            continue
        token = sentence.tokens[at - 1]
        value = _bare_value(token.text)
        if value:
            taken.add(at - 1)
            yield _Heads(value, at - 1, at, token.start, sentence.tokens[at].end)


def _bare_value(word: str) -> int:
    for ending in ("ێکی", "ێک", "یانی", "یان", "ی", "ێ", "ەکێ", "ekî", "ekê", "î", "ê", ""):
        if word.endswith(ending) and word[: len(word) - len(ending)] in VALUES:
            return VALUES[word[: len(word) - len(ending)]]
    return 0


def _single(sentence: Sentence, taken: set[int]) -> Iterator[_Heads]:
    """A person in the singular with the ending of indefiniteness."""
    marked = {m.last for m in sentence.marks if m.tags & _PEOPLE and _indefinite(m.attributes)}
    for at, said in enumerate(sentence.says):
        person = said.get(Sense.PERSON)
        one = at in marked or (person is not None and _indefinite(person))
        if one and at not in taken and not _none(sentence, at):
            token = sentence.tokens[at]
            taken.add(at)
            yield _Heads(1, at, at, token.start, token.end)


def _indefinite(attributes: Sequence[str]) -> bool:
    return "indefinite" in attributes and "negated" not in attributes


def _none(sentence: Sentence, at: int) -> bool:
    """هیچ کەسێک, tu kesek: nobody."""
    before = sentence.tokens[at - 1].text if at else ""
    return Sense.NONE in senses(before) if before and before not in NOT_COUNTED else False
