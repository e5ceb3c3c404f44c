"""The words of a Kurdish sentence for what people met with: killed, hurt, taken, driven out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from daemon.model.story import Victims
from daemon.stories import fate_words as words
from daemon.stories.heads import ONE_OF, PARTITIVE
from daemon.stories.marks import Mark
from daemon.stories.numbered import is_number
from daemon.stories.passage import Sentence
from daemon.stories.words import Sense
from daemon.text.number_words import AND

_TAGS = {
    Victims.KILLED: frozenset(
        ("kill-word", "dead", "die-word", "martyr-word", "assassinate", "corpse-word")
    ),
    Victims.WOUNDED: frozenset(("hurt",)),
    Victims.ARRESTED: frozenset(("arrest-word", "arrest-weak", "detainee-word")),
    Victims.KIDNAPPED: frozenset(("kidnap-word", "missing-word")),
}
_PLAIN = frozenset(("die-plain", "passed-away"))
_NOT_DONE = ("نەبو", "نەکر", "نەهات", "نین", "nebû", "nehat", "neket", "nekir", "nîn", "tun")
_NOMINAL = ("ی", "ا", "a", "ێن", "ên")
_NEAR = 5


@dataclass(frozen=True, slots=True)
class Fate:
    """A word that says what people met with.

    ``nominal``: a noun whose count follows it; ``single``: its verb is in the singular, None when
    it does not tell; ``plain``: a word for dying, which is of violence only where the news is;
    ``weak``: its people stand before it only (taken or got; a passive that ends the clause).
    """

    what: Victims
    first: int
    last: int
    nominal: bool = False
    single: bool | None = False
    plain: bool = False
    weak: bool = False


def fates(sentence: Sentence) -> list[Fate]:
    """The victim words in order, each once, without those that are denied."""
    found = [*_marked(sentence), *_phrased(sentence), *_driven_out(sentence)]
    found.sort(key=lambda fate: (fate.first, -fate.last))
    found = [one for at, one in enumerate(found) if not at or one.first > found[at - 1].last]
    shared = {at for at, one in enumerate(found[1:], 1) if _of_both(sentence, found[at - 1], one)}
    return [one for at, one in enumerate(found) if not shared & {at, at + 1}]


def _of_both(sentence: Sentence, one: Fate, other: Fate) -> bool:
    """کوژران و برینداربوونی ١٢ کەس: killed and wounded together, in what parts nobody says."""
    between = [token.text for token in sentence.tokens[one.last + 1 : other.first]]
    both = {one.what, other.what} == {Victims.KILLED, Victims.WOUNDED}
    return both and between in ([word] for word in AND)


def _marked(sentence: Sentence) -> Iterator[Fate]:
    last = -1
    murderers = {mark.first for mark in sentence.marks if "murderer-word" in mark.tags}
    for mark in sorted(sentence.marks, key=lambda one: (one.first, -one.last)):
        what = _what(mark)
        if what is None or mark.first <= last or _denied(sentence, mark.last, mark.attributes):
            continue
        if mark.first in murderers or _is_whole(sentence, mark) or _not_done(sentence, mark):
            continue
        last = mark.last
        word = sentence.text[mark.start : mark.end]
        single = _is_single(sentence, mark.first, mark.last)
        nominal = word.endswith(_NOMINAL) and not single
        plain = not mark.tags & _TAGS[what]
        weak = "arrest-weak" in mark.tags or word.startswith(words.CAME)
        yield Fate(what, mark.first, mark.last, nominal, single, plain, weak)


def _not_done(sentence: Sentence, mark: Mark) -> bool:
    """Attempted, charged with, or ended: هەوڵی ڕفاندن, بە تۆمەتی کوشتن, دەستگیرکراو ئازاد کران."""
    before = sentence.tokens[mark.first - 1].text if mark.first else ""
    counts = any(sentence.word_at(one.start) == mark.last + 1 for one in sentence.numbers)
    freed = any(
        "release-word" in one.tags and 0 < one.first - mark.last <= 2 for one in sentence.marks
    )
    charged = before.startswith(words.CHARGED) and not counts
    return freed or charged or before.startswith(words.ATTEMPTS)


def _is_whole(sentence: Sentence, mark: Mark) -> bool:
    """یەکێک لە بریندارەکان, پێنج لە مامۆستا گیراوەکان: some of them met with another fate."""
    forms = [one.attributes for one in sentence.marks if one.first == mark.first]
    if not any("plural" in form for form in forms):
        return False
    parts = [at for at in range(max(1, mark.first - 3), mark.first) if _of_which(sentence, at)]
    some = (sentence.tokens[at - 1].text for at in parts)
    return any(is_number(word) or word in ONE_OF for word in some)


def _of_which(sentence: Sentence, at: int) -> bool:
    return sentence.tokens[at].text in PARTITIVE


def _what(mark: Mark) -> Victims | None:
    if "casualty-phrase" in mark.tags:
        return None
    if mark.tags & _PLAIN:
        return Victims.KILLED
    return next((what for what, tags in _TAGS.items() if tags & mark.tags), None)


def _denied(sentence: Sentence, last: int, attributes: tuple[str, ...]) -> bool:
    following = sentence.tokens[last + 1 : last + 3]
    return "negated" in attributes or any(t.text.startswith(_NOT_DONE) for t in following)


def _is_single(sentence: Sentence, first: int, last: int) -> bool | None:
    """بریندار بوو, hat kuştin, کوژرا: one; بریندار بوون, hatin kuştin, کوژران: more.

    What others did to them does not tell: kal kuştin û kurê wî birîndar kirin.
    """
    word = sentence.tokens[last].text
    if sentence.tokens[first].text.startswith(words.LIFE):
        return _owner(sentence.tokens[first].text)
    following = [token.text for token in sentence.tokens[last + 1 : last + 2]]
    before = [token.text for token in sentence.tokens[max(0, first - 1) : last]]
    if any(one in words.MANY for one in (*following, *before)):
        return False
    if any(one in words.ONE for one in (*following, *before)):
        return True
    active = word in words.KILLED or any(one in words.MADE for one in following)
    return None if active else word.endswith(words.ALONE)


def _phrased(sentence: Sentence) -> Iterator[Fate]:
    """What is told of life, limb, wounds and the hospital, in words that alone say nothing."""
    texts = [token.text for token in sentence.tokens]
    for at, word in enumerate(texts):
        rest = texts[at + 1 : at + _NEAR]
        ends = [at + 1 + n for n, one in enumerate(rest) if one in words.GIVEN]
        if word.startswith(words.LIFE):
            yield from _of_life(sentence, texts, at, ends)
        elif word.startswith(words.HOSPITAL) and _carried(texts, at):
            yield Fate(Victims.WOUNDED, at, at, single=None, plain=True)
        elif word.startswith(words.BURNT) and at and texts[at - 1] in words.BADLY:
            yield Fate(Victims.WOUNDED, at, at, single=None)
        elif _is_hurt(word, rest):
            yield Fate(Victims.WOUNDED, at, ends[-1] if ends else at, single=_owner(word))
    for mark in sentence.marks:
        beside = texts[max(0, mark.first - 1) : mark.first] + texts[mark.last + 1 : mark.last + 2]
        if "victim-word" in mark.tags and not words.BECAME.isdisjoint(beside):
            yield Fate(Victims.KILLED, mark.first, mark.last, single=None, plain=True)


def _of_life(
    sentence: Sentence, texts: Sequence[str], at: int, ends: Sequence[int]
) -> Iterator[Fate]:
    """گیانی بەخت کرد, canê xwe da; jiyana sê kesan stand: took three people's lives."""
    if any(sentence.word_at(number.start) == at + 1 for number in sentence.numbers):
        if ends or any(one.startswith(words.TAKEN) for one in texts[at:]):
            yield Fate(Victims.KILLED, at, at, nominal=True)
    elif ends:
        yield Fate(Victims.KILLED, at, ends[-1], single=_owner(texts[at]))


def _is_hurt(word: str, rest: Sequence[str]) -> bool:
    """A limb that is lost, a wound that is grave; پێکەفتن."""
    limb = word.startswith(words.LIMBS) and any(one in words.LOST for one in rest)
    wound = word.startswith(words.WOUND) and "".join(rest[:1]).startswith(words.GRAVE)
    return limb or wound or word == words.HIT


def _owner(word: str) -> bool | None:
    """گیانیان, their lives; گیانی, his; خۆ and xwe are of one or more."""
    if word.endswith("یان"):
        return False
    return True if word.endswith("ی") else None


def _carried(texts: Sequence[str], at: int) -> bool:
    """گەیەنرانە نەخۆشخانە, rakirin nexweşxaneyê: taken to hospital, and not said to be ill."""
    around = texts[max(0, at - 4) : at + 3]
    ill = any(one.startswith(words.ILL) and not one.startswith(words.HOSPITAL) for one in texts)
    return not ill and any(one.startswith(words.CARRIED) for one in around)


def _driven_out(sentence: Sentence) -> Iterator[Fate]:
    """ئاوارە بوون, koçber bûn; ماڵەکانیان چۆڵ کرد, ji malên xwe derketin."""
    for at in sentence.where(Sense.DISPLACED):
        if not _denied(sentence, at, ()):
            yield Fate(Victims.DISPLACED, at, at)
    for at, token in enumerate(sentence.tokens):
        following = sentence.tokens[at + 1 : at + _NEAR]
        if token.text.startswith(words.HOMES) and any(
            o.text.startswith(words.LEFT) for o in following
        ):
            yield Fate(Victims.DISPLACED, at, at)
