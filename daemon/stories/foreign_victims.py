"""Tolls in English and Arabic sentences: which number belongs to which word.

English puts the count before a passive (two people were killed) and after an active verb
(killing two people); Arabic puts it after the verb or the noun of action (مقتل ثلاثة), but before
مصرعهم and before قتلى. Arabic has a dual that is a count by itself: شخصين.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from daemon.model.language import Language
from daemon.model.story import Victims
from daemon.stories.foreign_heads import heads, together
from daemon.stories.foreign_people import listed
from daemon.stories.foreign_words import forms
from daemon.stories.marks import Mark
from daemon.stories.passage import Sentence
from daemon.stories.persons import Heads
from daemon.stories.words import Sense
from daemon.text.spelling import fold

_FATES = {
    Victims.KILLED: frozenset(
        ("kill-word", "die-word", "martyr-word", "assassinate", "corpse-word")
    ),
    Victims.WOUNDED: frozenset(("hurt",)),
    Victims.ARRESTED: frozenset(("arrest-word",)),
    Victims.KIDNAPPED: frozenset(("kidnap-word",)),
}
_ACTIVE = listed(
    "killing kills wounding injuring wounds injures arresting detaining arrests detains detain "
    "kidnapping abducting kidnaps abducts displacing displaces kill wound injure capturing "
    "beheading executing assassinating murdering"
)
_PASSIVE = listed(
    "died dies dying lives life succumbed perished drowned martyred flee fled fleeing "
    "abandoned left leave leaving"
)
_LEFT = frozenset(("abandoned", "left", "leave", "leaving"))
_HOMES = frozenset(("home", "homes", "village", "villages"))
_OWNED = frozenset(("the", "their", "his", "her", "its", "to"))
_COMPANY = {
    "hostage": listed("take takes took taken taking held hold holding"),
    "custody": listed("take took taken taking into in"),
    "rounded": frozenset(("up",)),
    "gunned": frozenset(("down",)),
    "lives": listed("lost lose losing loses claimed claiming took taking cost"),
    "life": listed("lost lose losing loses claimed took cost"),
}
"""Words that say this only beside one of these, at most so many words away as a phrase has."""
_SENTENCES = listed("death executed execution")
_SENTENCED = listed("sentenced sentences sentencing sentence")
_TRIED = frozenset(("attempted", fold("محاولة")))
_TAKING = listed("claimed claiming took taking cost")
_BEHIND = frozenset(
    form
    for word in listed(
        "مصرعهم مصرعه مصرعها مصرعهما حتفهم حتفه حتفها حتفهما حياته حياتها حياتهم حياتهما قتلى "
        "قتيلا جرحى جريحا شهداء شهيدا مصابا مصابين"
    )
    for form in forms(fold(word), Language.ENGLISH)
)
_DAYS = frozenset(("day", "days", "یوم"))
_NEAR = 6  # words between a count and its victim word
_FAR = 12  # when a passive ends the sentence's clause
_COMPANY_NEAR = 6


@dataclass(frozen=True, slots=True)
class _Fate:
    what: Victims
    at: int
    word: str


def told(sentence: Sentence) -> Iterator[tuple[Victims, Heads]]:
    """Each thing that people met with, with the number that belongs to it."""
    fates = list(_fates(sentence))
    known = heads(sentence) if fates else []
    used: set[int] = set()
    for number, fate in enumerate(fates):
        floor = fates[number - 1].at if number else -1
        limit = fates[number + 1].at if number + 1 < len(fates) else len(sentence.tokens)
        free = [one for one in known if one.first not in used and _fits(fate, one)]
        free = [one for one in free if not (_does(sentence, one) or _freed(sentence, one, fate))]
        free = [one for one in free if not (one.known and _unsure(sentence, fate, one))]
        found = _belonging(sentence, fate, free, floor, limit)
        if found is not None:
            ends = (floor, fate.at) if found.last < fate.at else (fate.at - 1, limit)
            inside = [one for one in free if ends[0] < one.first < ends[1]]
            whole = together(sentence, inside, found) if found in inside else found
            used.update(one.first for one in free if whole.first <= one.first <= whole.last)
            yield fate.what, whole


def _fits(fate: _Fate, heads: Heads) -> bool:
    return not heads.families or fate.what is Victims.DISPLACED


def _unsure(sentence: Sentence, fate: _Fate, one: Heads) -> bool:
    """Who is known from before counts in the news only, beside his fate or as its subject."""
    if not sentence.lead or fate.what is Victims.DISPLACED:
        return True
    between = sentence.says[one.last + 1 : fate.at]
    told = any(Sense.SAY in said or Sense.PERSON in said for said in between)
    passive = any(Sense.PASSIVE in said for said in between[-3:])
    beside = 0 < one.first - fate.at <= 1 or (one.last < fate.at and not between)
    joined = one.first and sentence.tokens[one.first - 1].text == "and"
    return not (beside or joined or (one.last < fate.at and passive and not told))


def _does(sentence: Sentence, one: Heads) -> bool:
    """مسلحان مجهولان: unknown gunmen are no victims."""
    return any(
        mark.tags & {"unknown-word"} and one.first <= mark.first <= one.last + 1
        for mark in sentence.marks
    )


def _freed(sentence: Sentence, one: Heads, fate: _Fate) -> bool:
    """Five were freed after being held: what is told of them is that they are free."""
    return any(one.last < at < fate.at for at in sentence.where(Sense.FREED))


def _fates(sentence: Sentence) -> Iterator[_Fate]:
    marks = [mark for mark in sentence.marks if "negated" not in mark.attributes]
    kinds = [(mark, what) for mark in marks if (what := _what(mark)) is not None]
    kinds = [(mark, what) for mark, what in kinds if _is_fate(sentence, mark.first)]
    displaced = [(number, Victims.DISPLACED) for number in _driven_out(sentence)]
    listed = sorted([*((mark.first, what) for mark, what in kinds), *displaced])
    for number, (at, what) in enumerate(listed):
        if _background(sentence, at) or _of_both(sentence, listed, number):
            continue
        yield _Fate(what, at, sentence.tokens[at].text)


def _is_fate(sentence: Sentence, at: int) -> bool:
    """Not of the wounded, nor their injuries; rounded only up; a life only when it is lost."""
    word = sentence.tokens[at].text
    before = sentence.tokens[at - 1].text if at else ""
    sentenced = any(token.text in _SENTENCED for token in sentence.tokens[:at])
    if before in _TRIED or (sentenced and word in _SENTENCES):
        return False
    if sentence.language is Language.ENGLISH and before in _OWNED and word not in _COMPANY:
        return word in ("death", "body", "bodies", "killing", "assassination", "abduction")
    if word not in _COMPANY:
        return True
    around = sentence.tokens[max(0, at - _COMPANY_NEAR) : at + 2]
    return any(token.text in _COMPANY[word] for token in around)


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
    itself = next((one for one in heads if one.first <= fate.at <= one.last), None)
    if itself is not None:  # قتيلين, جريحين
        return itself
    before = [h for h in heads if floor < h.first and h.last < fate.at]
    after = [h for h in heads if fate.at < h.first <= fate.at + _NEAR and h.first < limit]
    if sentence.language is Language.ARABIC:
        return _arabic(fate, [h for h in before if fate.at - h.last <= _NEAR], after)
    return _english(sentence, fate, before, after)


def _arabic(fate: _Fate, before: Sequence[Heads], after: Sequence[Heads]) -> Heads | None:
    if _behind(fate.word):
        return before[-1] if before else None
    return after[0] if after else None


def _english(
    sentence: Sentence, fate: _Fate, before: Sequence[Heads], after: Sequence[Heads]
) -> Heads | None:
    auxiliary = sentence.says[max(0, fate.at - 4) : fate.at]
    passive = any(Sense.PASSIVE in said for said in auxiliary) or fate.word in _PASSIVE
    near = [h for h in before if fate.at - h.last <= (_FAR if passive else _NEAR)]
    joined = [one for one in after if not sentence.comma(fate.at, one.first)]
    taken = fate.word in ("lives", "life") and _takes(sentence, fate.at)
    if fate.word in _ACTIVE or taken:
        return joined[0] if joined else None
    if passive:
        return near[-1] if near else None
    close = [one for one in joined if one.first <= fate.at + 3]
    beside = [one for one in near if fate.at - one.last == 1]
    return next(iter((*beside[::-1], *close, *near[::-1], *joined)), None)


def _takes(sentence: Sentence, at: int) -> bool:
    return any(token.text in _TAKING for token in sentence.tokens[max(0, at - 3) : at])
