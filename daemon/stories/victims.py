"""How many were killed, wounded, arrested, kidnapped, displaced: numbers with their verbs.

Kurdish puts the number before what it counts and the verb last, so a count belongs to the
victim word that follows it: سێ پێشمەرگە شەهید بوون. After a noun with ezafe it follows:
کوژرانی سێ پێشمەرگە. A noun with the ending of indefiniteness counts one: شوانێک, welatiyek.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from daemon.model.story import Bound, Count, Victims
from daemon.stories import foreign_victims
from daemon.stories.both_sides import Told, both_sides
from daemon.stories.bounds import bound
from daemon.stories.fates import Fate, fates
from daemon.stories.heads import heads
from daemon.stories.passage import Passage, Sentence
from daemon.stories.persons import Heads, definite, definite_after
from daemon.stories.words import Sense
from daemon.text.number_words import AND

_DEAD = ("کوژ", "kuşt", "kujt")
_ROUND = (10, 100, 1000, 1_000_000)
_AMONG, _THEM = ("nav", "ناڤ"), ("de", "wan", "دا", "وان")
_THAT = frozenset(("ku", "کە", "کو"))
_SAME = 5  # letters of one noun in two forms
_AFTER = 5  # words after a victim word within which its number may stand


def counts(
    passage: Passage, sentences: Sequence[Sentence], *, violent: bool = True
) -> tuple[Count, ...]:
    """For each thing that people met with the number that these sentences give.

    ``violent``: the news is of violence, so whoever died was killed by it.

    The lead decides, and within it the highest: a toll that rose stands beside the old one.
    """
    best: dict[Victims, tuple[int, int, Count]] = {}
    found = [Told(s, *one) for s in sentences for one in _told(s, violent=violent)]
    for one in found:
        sentence, what, told = one.sentence, one.what, one.heads
        rank = (
            int(sentence.order < 0) if _is_vague(told) else _rank(sentence, told),
            told.number if sentence.lead else -sentence.order,
        )
        if what not in best or rank > best[what][:2]:
            best[what] = (*rank, _count(passage, one, told))
    counted = {what: best[what][2] for what in Victims if what in best}
    sides = both_sides(found)
    if sides and sides[0].heads.number == counted[Victims.KILLED].number:
        summed = _summed([one.heads for one in sides])
        counted[Victims.KILLED] = _count(passage, sides[0], summed)
    return tuple(counted.values())


def _count(passage: Passage, told: Told, heads: Heads) -> Count:
    quote = passage.quote(told.sentence.field, heads.start, heads.end)
    limit = bound(told.sentence, told.heads)
    return Count(told.what, heads.number, quote, limit is not Bound.EXACT, limit)


def _rank(sentence: Sentence, told: Heads) -> int:
    """The title says what is known by now; of one person in it the first sentence may know more.

    Then the lead counts.
    """
    if sentence.order < 0:
        return 3 if told.number > 1 else 2
    return 2 if sentence.order == 0 and told.number > 1 else int(sentence.lead)


def _is_vague(told: Heads) -> bool:
    """Tens, hundreds of people: any number says more."""
    return told.approximate and told.number in _ROUND


def _told(sentence: Sentence, *, violent: bool) -> Iterator[tuple[Victims, Heads]]:
    """Each fate with its count; of two that 'and' joins the sum: soldiers, and a gunman too."""
    counted: list[tuple[Victims, Heads]] = []
    for what, found in _each(sentence, violent=violent):
        before = counted[-1] if counted else None
        if before and before[0] is what and _joined(sentence, before[1], found):
            counted[-1] = (what, _summed([before[1], found]))
        else:
            counted.append((what, found))
    yield from counted


def _joined(sentence: Sentence, one: Heads, other: Heads) -> bool:
    """Whether 'and' leads to the second count: ... شەهید بوون و چەکدارێکیش کوژرا."""
    before = sentence.tokens[max(0, other.first - 2) : other.first]
    parted = other.first <= one.last or one.families or other.families
    several = max(one.number, other.number) > 1
    return (
        several and not parted and any(token.text in AND or token.text == "and" for token in before)
    )


def _each(sentence: Sentence, *, violent: bool) -> Iterator[tuple[Victims, Heads]]:
    if sentence.foreign:
        told = foreign_victims.told(sentence)
    else:
        told = _kurdish(sentence, [one for one in fates(sentence) if violent or not one.plain])
    for what, found in told:
        if not sentence.near and found.number == 1:
            continue  # far from the news one person is anybody
        families = what is Victims.DISPLACED and found.families
        yield Victims.FAMILIES if families else what, found


def _kurdish(sentence: Sentence, told: Sequence[Fate]) -> Iterator[tuple[Victims, Heads]]:
    known = sorted(heads(sentence), key=lambda one: one.first) if told else []
    used: set[int] = set()
    floor = -1
    for number, fate in enumerate(told):
        limit = told[number + 1].first if number + 1 < len(told) else len(sentence.tokens)
        left = [one for one in known if one.first not in used and floor < one.first]
        left = [one for one in left if _suits(sentence, one, fate)]
        found = _belonging(sentence, fate, left, limit) or _known(sentence, fate, floor)
        if found:
            used.update(one.first for one in found)
            yield fate.what, _summed(found)
            floor = fate.last


def _suits(sentence: Sentence, told: Heads, fate: Fate) -> bool:
    if fate.what is Victims.DISPLACED:
        return True
    doers = fate.what in (Victims.KIDNAPPED, Victims.KILLED) and _doers(sentence, told, fate)
    if told.families or doers or _freed(sentence, told, fate):
        return False
    return not _speak(sentence, told, fate)


def _speak(sentence: Sentence, told: Heads, fate: Fate) -> bool:
    """Du şahidan gotin ku ..., دوو شایەتحاڵ گوتیان کە ...: what they tell befell somebody else."""
    said = [at for at in sentence.where(Sense.SAY) if told.last < at < fate.first]
    return any(sentence.tokens[at + 1].text in _THAT for at in said)


def _freed(sentence: Sentence, told: Heads, fate: Fate) -> bool:
    """دوو کەس ئازاد کران پشتی گرتنێ: what is told of them is that they are free."""
    freed = [mark.first for mark in sentence.marks if "release-word" in mark.tags]
    return any(told.last < at < fate.first for at in freed)


def _known(sentence: Sentence, fate: Fate, floor: int) -> list[Heads]:
    """Who is known from before, in a sentence of the lead: فەرماندەکە بریندار بوو."""
    if not sentence.lead or sentence.order < 0:
        return []
    if fate.nominal:
        after = definite_after(sentence, fate.last)
        return [after] if after else []
    found = definite(sentence, floor, fate.first)
    if found is None or (fate.single is not None and fate.single is not (found.number == 1)):
        return []
    return [found]


def _doers(sentence: Sentence, told: Heads, fate: Fate) -> bool:
    """دوو چەکداری نەناسراو, kidnapping gunmen: those who did it, not their victims."""
    near = [m for m in sentence.marks if told.first <= m.first <= told.last + 2]
    unknown = any("unknown-word" in mark.tags for mark in near)
    armed = any("armed-word" in mark.tags for mark in near)
    return unknown or (armed and fate.what is Victims.KIDNAPPED)


def _belonging(sentence: Sentence, fate: Fate, told: Sequence[Heads], limit: int) -> list[Heads]:
    """The counts that belong to this word, those before it rather than those after."""
    after = [one for one in told if fate.last < one.first <= fate.last + _AFTER]
    if fate.nominal and after and after[0].first == fate.last + 1:
        return after[:1]
    before = [one for one in told if one.last < fate.first]
    if before:
        return _together(sentence, before)
    after = [one for one in after if one.last < limit and not fate.weak]
    if after and not _conjoined(sentence, fate.last + 1, after[0].first):
        return after[:1]
    return []


def _together(sentence: Sentence, told: Sequence[Heads]) -> list[Heads]:
    """The last count, with those joined to it by 'and'; without a part named by 'including'."""
    texts = [token.text for token in sentence.tokens]
    among = [at for at, two in enumerate(pairwise(texts)) if two[0] in _AMONG and two[1] in _THEM]
    including = [*sentence.where(Sense.INCLUDING), *among]
    kept = [h for h in told if not any(word < h.first for word in including)] or list(told)
    chosen = [kept[-1]]
    for one, other in list(pairwise(kept))[::-1]:
        if not _goes_with(sentence, one, other):
            break
        chosen.insert(0, one)
    return chosen


def _goes_with(sentence: Sentence, one: Heads, other: Heads) -> bool:
    """Whether 'and' joins two counts, with no verb between, and not one person told twice."""
    between = range(one.last + 1, other.first)
    words = [sentence.tokens[at].text for at in between]
    done = any(Sense.DEED in sentence.says[at] for at in between)
    first, second = (sentence.tokens[which.first].text for which in (one, other))
    twice = one.number == other.number == 1 and first[:_SAME] == second[:_SAME]
    parted = done or twice or any(word.startswith(_DEAD) for word in words)
    return len(words) <= 3 and not parted and any(word in AND for word in words)


def _conjoined(sentence: Sentence, start: int, end: int) -> bool:
    return any(token.text in AND for token in sentence.tokens[start:end])


def _summed(told: Sequence[Heads]) -> Heads:
    first, last = told[0], told[-1]
    return Heads(
        sum(one.number for one in told),
        first.first,
        last.last,
        first.start,
        last.end,
        any(one.approximate for one in told),
        any(one.families for one in told),
    )
