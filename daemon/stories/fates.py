"""The words of a Kurdish sentence for what people met with: killed, hurt, taken, driven out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from daemon.model.story import Victims
from daemon.stories.marks import Mark
from daemon.stories.passage import Sentence
from daemon.stories.words import Sense
from daemon.text.spelling import fold

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
_MANY = tuple(
    map(
        fold,
        (
            "بوون",
            "بوونە",
            "کران",
            "کراون",
            "هاتنە",
            "هاتینە",
            "hatin",
            "hatine",
            "bûn",
            "bûne",
            "in",
            "dikin",
            "نە",
        ),
    )
)
_ONE = tuple(
    map(
        fold,
        (
            "بوو",
            "بووە",
            "بوویە",
            "کرا",
            "کراوە",
            "هاتە",
            "هاتیە",
            "hat",
            "hatiye",
            "bû",
            "bûye",
            "e",
            "ye",
            "ket",
            "kir",
            "دەبێت",
        ),
    )
)
_INFINITIVES = tuple(map(fold, ("تن", "شتن", "دن", "ندن", "tin", "din")))
_ALONE = tuple(
    fold("x" + end)[1:] for end in ("را", "راوە", "رایە", "دارە", "مرد", "مردووە", "mir")
)
_LIFE = tuple(map(fold, ("گیان", "can", "jiyan", "ژیان")))
_GIVEN = tuple(map(fold, ("بەخت", "سپارد", "بەخشی", "دەستدا", "dest", "دەست")))
_HIT = fold("پێکەفتن")
_LEFT = tuple(map(fold, ("bûn", "derket", "rev", "koç", "terik", "چۆڵ", "بەجێ", "بەردا", "هێلا")))
_HOMES = tuple(map(fold, ("malên", "مالێن")))
_NEAR = 5


@dataclass(frozen=True, slots=True)
class Fate:
    """A word that says what people met with.

    ``nominal``: a noun whose count follows it; ``single``: its verb is in the singular;
    ``plain``: a word for dying, which is of violence only where the news is.
    """

    what: Victims
    first: int
    last: int
    nominal: bool = False
    single: bool = False
    plain: bool = False


def fates(sentence: Sentence) -> list[Fate]:
    """The victim words in order, each once, without those that are denied."""
    found = [*_marked(sentence), *_died(sentence), *_driven_out(sentence)]
    found.sort(key=lambda fate: (fate.first, -fate.last))
    return [one for at, one in enumerate(found) if not at or one.first > found[at - 1].last]


def _marked(sentence: Sentence) -> Iterator[Fate]:
    last = -1
    for mark in sorted(sentence.marks, key=lambda one: (one.first, -one.last)):
        what = _what(mark)
        if what is None or mark.first <= last or _denied(sentence, mark.last, mark.attributes):
            continue
        last = mark.last
        word = sentence.text[mark.start : mark.end]
        single = _is_single(sentence, mark.first, mark.last)
        nominal = word.endswith(_NOMINAL) and not single
        plain = not mark.tags & _TAGS[what]
        yield Fate(what, mark.first, mark.last, nominal, single, plain)


def _what(mark: Mark) -> Victims | None:
    if "casualty-phrase" in mark.tags:
        return None
    if mark.tags & _PLAIN:
        return Victims.KILLED
    return next((what for what, tags in _TAGS.items() if tags & mark.tags), None)


def _denied(sentence: Sentence, last: int, attributes: tuple[str, ...]) -> bool:
    following = sentence.tokens[last + 1 : last + 3]
    return "negated" in attributes or any(t.text.startswith(_NOT_DONE) for t in following)


def _is_single(sentence: Sentence, first: int, last: int) -> bool:
    """بریندار بوو, hat kuştin, کوژرا: one; بریندار بوون, hatin kuştin, کوژران: more."""
    word = sentence.tokens[last].text
    following = [token.text for token in sentence.tokens[last + 1 : last + 2]]
    before = [token.text for token in sentence.tokens[max(0, first - 1) : last]]
    if any(one in _MANY for one in (*following, *before)):
        return False
    if any(one in _ONE for one in (*following, *before)):
        return True
    return word.endswith(_ALONE)


def _died(sentence: Sentence) -> Iterator[Fate]:
    """Gave his life: گیانی بەخت کرد, canê xwe ji dest da; were hit: پێکەفتن.

    Said of one when the word for life has no plural ending.
    """
    texts = [token.text for token in sentence.tokens]
    for at, word in enumerate(texts):
        if word.startswith(_LIFE):
            ends = [n for n in range(at + 1, min(len(texts), at + _NEAR)) if texts[n] in _GIVEN]
            if ends:
                yield Fate(Victims.KILLED, at, ends[-1], single=not _plural(word))
        elif word == _HIT:
            yield Fate(Victims.WOUNDED, at, at)


def _plural(word: str) -> bool:
    """گیانیان, their lives."""
    return word.endswith("یان")


def _driven_out(sentence: Sentence) -> Iterator[Fate]:
    """ئاوارە بوون, koçber bûn; ماڵەکانیان چۆڵ کرد, ji malên xwe derketin."""
    for at in sentence.where(Sense.DISPLACED):
        if not _denied(sentence, at, ()):
            yield Fate(Victims.DISPLACED, at, at)
    for at, token in enumerate(sentence.tokens):
        following = sentence.tokens[at + 1 : at + 4]
        if token.text in _HOMES and any(one.text.startswith(_LEFT) for one in following):
            yield Fate(Victims.DISPLACED, at, at)
