"""The part that English and Arabic sentences give to a named group or force.

English: the doer stands before an active verb of attack, right before a noun of attack (ISIS
attack), or after by; the aim after on, against, at, targeting. Arabic: the doer follows the verb
or نفذه, شنه, or stands with ل after the noun; the aim after على or استهدف.
"""

from __future__ import annotations

from collections.abc import Sequence

from daemon.model.language import Language
from daemon.model.story import Role
from daemon.stories.foreign_people import listed
from daemon.stories.foreign_words import key
from daemon.stories.marks import GROUPS, Mark, Name
from daemon.stories.passage import Sentence
from daemon.stories.standing import claimed_at, claims
from daemon.stories.words import Sense
from daemon.text.calendar_words import WEEKDAYS
from daemon.text.spelling import fold


def _keys(words: str) -> frozenset[str]:
    return frozenset(key(fold(word)) for word in listed(words))


_ATTACK = frozenset(
    (
        *("assault", "shelling", "shelling-weapon", "airstrike", "blast", "drone-word"),
        *("rocket-word", "shoot-word", "targeted-word", "kidnap-word", "assassinate", "fighting"),
        "kill-word",
    )
)
_BOMBS = frozenset(("blast", "explosive", "mine-word", "assassinate"))
_ARREST = frozenset(("arrest-word",))
_SUFFERED = frozenset(("kill-word", "martyr-word", "hurt", "die-word"))
_NEAR, _FIGHT = 4, 10
_POSTS = listed(
    "base bases post posts position positions checkpoint checkpoints headquarters site sites "
    "convoy vehicle vehicles camp outpost barracks patrol"
) | _keys(
    "نقطة نقاط موقع مواقع مقر مقرات مقرا قاعدة رتل رتلا دورية حاجز حاجزا معسكر معسكرا ثكنة "
    "سيطرة عجلة"
)
_REPELLED = listed("repelled repel repels repulsed foiled thwarted") | _keys(
    "صد صدت أحبط أحبطت إحباط"
)
_STRUCK = _keys("استهدف استهدفت يستهدف تستهدف")
_ARRESTING = _keys("اعتقال القبض قبض توقيف احتجاز تفكيك ضبط")
_HANDS = _keys("يد أيدي قبل بيد بأيدي")
_WARS = listed("war fight battle campaign coalition") | _keys("الحرب حرب المعركة معركة")
_PARTING = frozenset(("as", "that", "when", "while", "after", "which", "who", "and"))


def role(sentence: Sentence, name: Name) -> Role:
    """What the sentence says of this name; NAMED when it does not say more."""
    if claims(sentence) is not None:
        if _claims(sentence, name):
            return Role.CLAIMED_BY
        return Role.TARGET if _after(sentence, name, Sense.UPON) else Role.NAMED
    if _after(sentence, name, Sense.BETWEEN, _FIGHT) or _in_war(sentence, name):
        return Role.NAMED
    arrests = [mark for mark in sentence.marks if mark.tags & _ARREST]
    return _of_arrest(sentence, name, arrests) if arrests else _of_attack(sentence, name)


def _of_attack(sentence: Sentence, name: Name) -> Role:
    attacks = [mark for mark in sentence.marks if mark.tags & _ATTACK]
    if not attacks:
        return Role.NAMED
    if _by(sentence, name) or _struck(sentence, name):
        return Role.ATTACKER
    repels = {at for at, token in enumerate(sentence.tokens) if key(token.text) in _REPELLED}
    if any(abs(name.last - at) <= _NEAR for at in repels):
        return Role.ATTACKER if _possessed(name, attacks) else Role.TARGET
    if _suffers(sentence, name) or _after(sentence, name, Sense.UPON) or _post(sentence, name):
        return Role.TARGET
    if sentence.language is Language.ARABIC:
        return _arabic(sentence, name, attacks)
    return _english(sentence, name, attacks)


def _by(sentence: Sentence, name: Name) -> bool:
    """By ISIS; على يد داعش, من قبل داعش."""
    if sentence.language is Language.ARABIC:
        before = sentence.tokens[max(0, name.first - 3) : name.first]
        return any(key(token.text) in _HANDS for token in before)
    return _after(sentence, name, Sense.BY)


def _possessed(name: Name, attacks: Sequence[Mark]) -> bool:
    """An ISIS attack, هجوما لداعش: the noun of attack is right beside the name."""
    return any(-2 <= mark.first - name.last <= 1 for mark in attacks)


def _struck(sentence: Sentence, name: Name) -> bool:
    """استهدف الحرس الثوري مقرات: the subject stands right after the verb."""
    before = sentence.tokens[max(0, name.first - 1) : name.first]
    return bool(before) and key(before[0].text) in _STRUCK


def _post(sentence: Sentence, name: Name) -> bool:
    """A base of the force, نقطة للبيشمركة."""
    before = sentence.tokens[max(0, name.first - 3) : name.first]
    after = sentence.tokens[name.last + 1 : name.last + 2]
    english = sentence.language is Language.ENGLISH
    beside = (*before, *after) if english else before
    return any(key(token.text) in _POSTS for token in beside)


def _claims(sentence: Sentence, name: Name) -> bool:
    at = claimed_at(sentence)
    if sentence.language is Language.ARABIC:
        beside = any(at - one.last == 1 for one in _groups(sentence))
        return at - name.last == 1 if beside else 0 < name.first - at <= _NEAR
    groups = [one for one in sentence.names if one.mention.type in GROUPS and one.first < at]
    return name.mention.id in {one.mention.id for one in groups}


def _of_arrest(sentence: Sentence, name: Name, arrests: Sequence[Mark]) -> Role:
    """Members of a group are arrested; who arrests, a force or the first of two, is only named."""
    groups = _groups(sentence)
    several = groups[0].mention.id != groups[-1].mention.id
    passive = any(Sense.PASSIVE in said for said in sentence.says[: arrests[0].first])
    arrester = (name is groups[0]) is not passive if several else _arrests(sentence, name, arrests)
    force = name.mention.type == "security_force"
    return Role.NAMED if force or arrester else Role.ARRESTED


def _arrests(sentence: Sentence, name: Name, arrests: Sequence[Mark]) -> bool:
    """The SDF arrested five; اعتقلت قسد, قسد تعتقل: right beside the verb, and not counted."""
    verbs = [m for m in arrests if key(sentence.tokens[m.first].text) not in _ARRESTING]
    ahead = [mark for mark in verbs if mark.first - name.last == 1]
    behind = [mark for mark in verbs if name.first - mark.last == 1]
    behind = behind if sentence.language is Language.ARABIC else []
    counted = any(sentence.word_at(n.end - 1) == name.first - 1 for n in sentence.numbers)
    aim = ahead and _aim_after(sentence, ahead[0].last)
    return bool(behind or aim) and not counted


def _aim_after(sentence: Sentence, verb: int) -> bool:
    return any(verb < sentence.word_at(n.start) <= verb + 4 for n in sentence.numbers) or any(
        Sense.PERSON in said for said in sentence.says[verb + 1 : verb + 4]
    )


def _suffers(sentence: Sentence, name: Name) -> bool:
    """Four Peshmerga were killed, seven PKK fighters killed, استشهاد اثنين من البيشمركة."""
    attacks = [mark.first for mark in sentence.marks if mark.tags & _ATTACK - _SUFFERED]
    counts = [sentence.word_at(number.end - 1) for number in sentence.numbers]
    counts = [at for at in counts if 0 < name.first - at <= _NEAR]
    numbered = any(not any(at < one < name.first for one in attacks) for at in counts)
    fates = [mark for mark in sentence.marks if mark.tags & _SUFFERED]
    return numbered and any(-6 <= mark.first - name.last <= 4 for mark in fates)


def _after(sentence: Sentence, name: Name, sense: Sense, near: int = _NEAR) -> bool:
    """Whether a word of this sense stands shortly before, with no comma between."""
    words = [at for at in sentence.where(sense) if 0 < name.first - at <= near]
    return any(sense is Sense.BETWEEN or not _parted(sentence, at, name.first) for at in words)


def _in_war(sentence: Sentence, name: Name) -> bool:
    """A shell left from the war against ISIS: what goes on against a group is not this attack."""
    upon = [at for at in sentence.where(Sense.UPON) if 0 < name.first - at <= _NEAR]
    return any(at and key(sentence.tokens[at - 1].text) in _WARS for at in upon)


def _parted(sentence: Sentence, at: int, to: int) -> bool:
    """On Saturday as the army: what stands between belongs to something else."""
    between = sentence.tokens[at + 1 : to]
    return sentence.comma(at, to) or any(
        token.text in _PARTING or token.text in WEEKDAYS for token in between
    )


def _english(sentence: Sentence, name: Name, attacks: Sequence[Mark]) -> Role:
    if "with" in {token.text for token in sentence.tokens[max(0, name.first - 2) : name.first]}:
        return Role.NAMED
    before = [mark for mark in attacks if 0 < name.first - mark.last <= _NEAR]
    if any(one.last < mark.first for mark in before for one in _groups(sentence)):
        return Role.TARGET
    ahead = [mark for mark in attacks if 0 < mark.first - name.last <= _NEAR]
    ahead = [mark for mark in ahead if not sentence.comma(name.last, mark.first)]
    passive = any(
        Sense.PASSIVE in said
        for mark in ahead[:1]
        for said in sentence.says[name.last + 1 : mark.first]
    )
    if ahead and not passive:
        return Role.TARGET if _befell(sentence, name, ahead[0]) else Role.ATTACKER
    return Role.TARGET if before or _bombed(sentence, name) else Role.NAMED


def _bombed(sentence: Sentence, name: Name) -> bool:
    """A Peshmerga commander, and a bomb or an assassination."""
    man = any(Sense.PERSON in said for said in sentence.says[name.last + 1 : name.last + 2])
    return man and any(mark.tags & _BOMBS for mark in sentence.marks)


def _befell(sentence: Sentence, name: Name, mark: Mark) -> bool:
    """PKK member killed in Penjwen: nobody stands after the verb whom he could have killed."""
    man = any(Sense.PERSON in said for said in sentence.says[name.last + 1 : mark.first])
    after = sentence.says[mark.last + 1 : mark.last + 4]
    aim = any(Sense.PERSON in said for said in after) or any(
        0 < sentence.word_at(number.start) - mark.last <= 3 for number in sentence.numbers
    )
    return man and bool(mark.tags & _SUFFERED) and not aim


def _arabic(sentence: Sentence, name: Name, attacks: Sequence[Mark]) -> Role:
    if any(mark.last == name.first - 1 and _owned(sentence, name) for mark in attacks):
        return Role.ATTACKER
    before = [mark for mark in attacks if 0 < name.first - mark.last <= _NEAR]
    others = [one for one in _groups(sentence) if one.mention.id != name.mention.id]
    if not before:
        return _subject(sentence, name, attacks)
    begins = before[-1].first - 2
    return Role.TARGET if any(begins <= o.first < name.first for o in others) else Role.ATTACKER


def _owned(sentence: Sentence, name: Name) -> bool:
    """هجوم لداعش, قصف للحرس الثوري: the noun's doer with ل."""
    return sentence.tokens[name.first].text.startswith("ل")


def _subject(sentence: Sentence, name: Name, attacks: Sequence[Mark]) -> Role:
    """داعش يهاجم: in a headline the doer may stand first; a second name is the aim."""
    first = next(iter(_groups(sentence)), None)
    if first is not None and first.mention.id != name.mention.id:
        return Role.TARGET if any(mark.last < name.first for mark in attacks) else Role.NAMED
    ahead = any(0 < mark.first - name.last <= 2 for mark in attacks)
    return Role.ATTACKER if ahead else Role.NAMED


def _groups(sentence: Sentence) -> list[Name]:
    return [name for name in sentence.names if name.mention.type in GROUPS]
