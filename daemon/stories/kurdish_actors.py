"""The part that a Kurdish sentence gives to a named group or force.

A name belongs to the phrase that ezafe makes (چەکدارانی داعش, xaleke QSDê, هێرشەکەی داعش); the
phrase's head, the adposition before it and the verb after it say which part it has. The subject
stands before the verb: داعش هێرشی کردە سەر پێشمەرگە. The doer of a noun of action follows it, the
aim stands after سەر, دژی, ser; who is named after لەلایەن, بە دەستی, ژ لایێ, ji aliyê did it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from daemon.model.language import Language
from daemon.model.story import Role
from daemon.stories.fate_words import CAME, starts
from daemon.stories.marks import GROUPS, Mark, Name
from daemon.stories.onslaughts import falls, onslaughts, whose
from daemon.stories.passage import Sentence
from daemon.stories.persons import PEOPLE
from daemon.stories.phrases import (
    ADPOSITIONS,
    PHRASE,
    heads_phrase,
    is_by,
    is_man_of,
    is_numbered,
    phrase_of,
)
from daemon.stories.standing import claimed_at, claims
from daemon.stories.words import Sense
from daemon.text.spelling import fold

_ATTACK = frozenset(
    (
        *("assault", "shelling", "airstrike", "blast", "drone-word", "rocket-word", "fired-word"),
        *("shoot-word", "targeted-word", "struck-word", "hit-verb", "kidnap-word", "assassinate"),
        *("burst-word", "cannon", "shelling-weapon"),
    )
)
_DEEDS = frozenset(("assault", "shelling", "airstrike", "drone-word", "shooting-weak", "cannon"))
_UPON_WHOM = frozenset(("êrîşî", "êrişî", "êrîşê"))  # what follows is the aim
_UPON = _ATTACK | {"operation-word", "raid-word"}
_BOMBS = frozenset(("assassinate", "blast", "explosive", "mine-word"))
_ARREST = frozenset(("arrest-word", "arrest-weak", "detainee-word"))
_SUFFERED = frozenset(("kill-word", "hurt", "die-word", "martyr-word", "dead"))
_NEAR, _CLAUSE, _BESIDE = 5, 16, 2
_PARTING = frozenset(starts("کە کو ku بەڵام lê"))
_WITH = frozenset(starts("لەگەڵ دگەل گەل ligel"))
_CELL = starts("شانە تۆڕ خانە şane tor")
_ACCUSED = starts("ئەندامێتی ئەندامەتی پەیوەندی تۆمەت تاوان endamt endamet têkil hincet tawan")
_PLACES = starts(
    "بنکە بارەگا بارەگە بازگە پێگە خاڵ سەنگەر مۆڵگە ئەشکەوت شکەفت کاروان شوێن مۆڵ دەوریە پاسگە "
    "گوند ئۆتۆمبێل ترۆمبێل bingeh baregeh nuqte noqte xal qereqol kontrol erebe wesayît gund cih "
    "şikeft"
)
_KILLED = re.compile(
    fold("xکوشت")[1:]
    + "(?:ی|یان|یە|ینە|ن|وە|ویانە|ویەتی|ووە|وویانە|وویەتی)?|kuşt(?:in|iye|ine|ibû)?"
)
_DONE = re.compile("کرا(?:ن|وە|ون|ونە)?$|^گیرا|^دەگیر")
_BELONGING = frozenset(("بە", "ب", "bi"))
_MADE = frozenset(starts("کرد کردن کردووە کردوون کردیە کر کرن کریە کرینە kir kirin kiriye kirine"))
_OWN = (fold("xیان")[1:], fold("xمان")[1:])


def role(sentence: Sentence, name: Name) -> Role:
    """What the sentence says of this name; NAMED when it does not say more."""
    claim = claims(sentence)
    if claim is not None and name is _groups_first(sentence):
        return claim
    if claim is not None:
        return Role.TARGET if _aimed_at(sentence, name, _ATTACK) else Role.NAMED
    return Role.NAMED if _of_two(sentence, name) else _of_deed(sentence, name)


def _of_two(sentence: Sentence, name: Name) -> bool:
    """A fight between two, or with one, or a word denied: who did it is not said."""
    between = any(0 < name.first - at <= _CLAUSE for at in sentence.where(Sense.BETWEEN))
    first = phrase_of(sentence, name)
    beside = {token.text for token in sentence.tokens[max(0, first - 1) : first]}
    return between or bool(beside & _WITH) or (sentence.says_any(Sense.DENY) and name.first <= 1)


def _of_deed(sentence: Sentence, name: Name) -> Role:
    marks = [*_with(sentence, _ATTACK), *onslaughts(sentence)]
    if heads_phrase(sentence, name, _ACCUSED):
        return Role.NAMED
    if is_by(sentence, name):
        done = _with(sentence, _ATTACK | _SUFFERED)
        return Role.ATTACKER if any(done) else Role.NAMED
    if 0 <= whose(sentence) == phrase_of(sentence, name) - 1:
        return Role.ATTACKER
    arrested = _arrests(sentence, name)
    if _aimed_at(sentence, name, _UPON) or arrested:
        return Role.ARRESTED if arrested else Role.TARGET
    owns = _owns_deed(sentence, name)
    if not owns and (_suffers(sentence, name) or _is_object(sentence, name, marks)):
        return Role.TARGET
    return Role.ATTACKER if owns or _attacks(sentence, name, marks) else Role.NAMED


def _with(sentence: Sentence, tags: frozenset[str]) -> Iterator[Mark]:
    return (mark for mark in sentence.marks if tags & mark.tags)


def _aimed_at(sentence: Sentence, name: Name, tags: frozenset[str]) -> bool:
    """After سەر or دژی: the attack is upon this one; سەر بە داعش are men of it."""
    upon = [at for at in sentence.where(Sense.UPON) if 0 < name.first - at <= PHRASE]
    upon = [at for at in upon if sentence.tokens[at + 1].text not in _BELONGING]
    return bool(upon) and (any(_with(sentence, tags)) or any(falls(sentence, at) for at in upon))


def _suffers(sentence: Sentence, name: Name) -> bool:
    """People of it, and a victim word that ends the clause: سێ پێشمەرگە شەهید بوون."""
    numbered = is_numbered(sentence, name)
    if not numbered and not is_man_of(sentence, name):
        return False
    if not numbered and _attempted(sentence, name):
        return True
    before = any(0 < name.first - mark.last <= 3 for mark in _with(sentence, _SUFFERED))
    later = [m for m in _with(sentence, _SUFFERED) if 0 < m.first - name.last <= _CLAUSE]
    if not later or not _ends_clause(sentence, name.last, later[0].first):
        return numbered and before
    beside = later[0].first - name.last <= _BESIDE
    object_of = beside or _follows_group(sentence, name)
    return not _is_active(sentence, later[0]) or (numbered and object_of)


def _attempted(sentence: Sentence, name: Name) -> bool:
    """One man of it, and a bomb or an assassination: فەرماندەیەکی حەشدی شەعبی."""
    one = any(
        mark.last == name.first - 1 and "indefinite" in mark.attributes
        for mark in _with(sentence, PEOPLE)
    )
    return one and any(_with(sentence, _BOMBS))


def _owns_deed(sentence: Sentence, name: Name) -> bool:
    """هێرشی داعش, گوللەی سوپای پاسداران: its attack did it; not پەلاماری پێشمەرگەی دا, upon it."""
    following = sentence.says[name.last + 1] if name.last + 1 < len(sentence.says) else {}
    if _follows_group(sentence, name) and Sense.DEED in following:
        return False
    phrase = range(phrase_of(sentence, name), name.first)
    verbs = {mark.first for mark in sentence.marks if mark.last > mark.first}  # gule berdan
    deeds = {mark.first for mark in _with(sentence, _DEEDS)} - verbs
    deeds = {at for at in deeds if sentence.tokens[at].text not in _UPON_WHOM}
    return not deeds.isdisjoint(phrase) and any(_with(sentence, _SUFFERED))


def _ends_clause(sentence: Sentence, name: int, verb: int) -> bool:
    """Whether nobody else stands between a name and the word for what befell somebody."""
    near = [one for one in _groups(sentence) if name < one.first < verb]
    others = [one for one in near if not (is_by(sentence, one) or _owns_deed(sentence, one))]
    counted = any(name < sentence.word_at(n.start) < verb for n in sentence.numbers)
    return not others and not counted and _leads_to(sentence, name, verb)


def _follows_group(sentence: Sentence, name: Name) -> bool:
    return any(one.last < name.first for one in _groups(sentence))


def _is_active(sentence: Sentence, mark: Mark) -> bool:
    """کوشت, شەهید کرد, kuştin (they killed them), but not هاتنە کوشتن, hatin kuştin, شەهید کران."""
    before = [token.text for token in sentence.tokens[max(0, mark.first - 2) : mark.first]]
    if any(word.startswith(CAME) for word in before):
        return False
    ends = [token.text for token in sentence.tokens[mark.last : mark.last + 2]]
    made = any(word in _MADE for word in ends)
    return made or _KILLED.fullmatch(ends[0]) is not None


def _is_object(sentence: Sentence, name: Name, marks: Sequence[Mark]) -> bool:
    """The aim in ezafe after a subject, a base of it, or what the verb's agent is written onto."""
    subject = _subject(sentence, marks)
    if sentence.says_any(Sense.REPEL):
        return subject is name
    acts = [m for m in sentence.marks if _acts(sentence, m) and 0 < m.first - name.last <= _CLAUSE]
    bombed = marks or any(_with(sentence, _BOMBS))
    if bombed and heads_phrase(sentence, name, _PLACES):
        return True
    if acts and _has_doer(sentence, name):
        return True
    return subject is not None and subject is not name and _possesses(marks, name)


def _has_doer(sentence: Sentence, name: Name) -> bool:
    """پەکەکەیان, داعشمان; پەکەکەی لە: the verb's agent is written onto its object in Sorani."""
    word = sentence.tokens[name.last].text
    following = sentence.tokens[name.last + 1 : name.last + 2]
    ends = sentence.language is Language.SORANI and word.endswith("ی")
    alone = any(token.text in ADPOSITIONS for token in following)
    return word.endswith(_OWN) or (ends and alone and is_man_of(sentence, name))


def _acts(sentence: Sentence, mark: Mark) -> bool:
    killed = mark.tags & {"kill-word", "martyr-word"}
    return bool(mark.tags & _ATTACK) or (bool(killed) and _is_active(sentence, mark))


def _arrests(sentence: Sentence, name: Name) -> bool:
    """Whether people of this group are arrested here, and not by it."""
    arrests = list(_with(sentence, _ARREST))
    if not arrests or name.mention.type == "security_force" or _speaks(sentence, name):
        return False
    first = next(_groups(sentence)) is name
    several = len({one.mention.id for one in _groups(sentence)}) > 1
    own = (
        is_man_of(sentence, name)
        or heads_phrase(sentence, name, _CELL)
        or is_numbered(sentence, name)
    )
    return own or not (first and (several or _is_doing(sentence, arrests[0])))


def _is_doing(sentence: Sentence, mark: Mark) -> bool:
    """دەستگیریان کرد, girtin, but not دەستگیرکران, هاتنە گرتن."""
    near = sentence.tokens[max(0, mark.first - 2) : mark.last + 2]
    return not any(token.text.startswith(CAME) or _DONE.search(token.text) for token in near)


def _attacks(sentence: Sentence, name: Name, marks: Sequence[Mark]) -> bool:
    """The subject before a word of attack; without one, who follows the word in ezafe."""
    acts = [mark for mark in (*sentence.marks, *onslaughts(sentence)) if _acts(sentence, mark)]
    subject = _subject(sentence, acts)
    if subject is None or sentence.says_any(Sense.REPEL):
        return _possesses(marks, name)
    return subject is name and not any(_with(sentence, _ARREST))


def _subject(sentence: Sentence, marks: Sequence[Mark]) -> Name | None:
    """The last name before the first word of attack that does not merely say so."""
    # What explodes has no doer before it: بۆمبێک تەقییەوە.
    first = min((mark.first for mark in marks if "blast" not in mark.tags), default=0)
    before = [
        name
        for name in _groups(sentence)
        if _leads_to(sentence, name.last, first)
        and not _speaks(sentence, name)
        and not _is_aim(sentence, name)
    ]
    return before[-1] if before else None


def _is_aim(sentence: Sentence, name: Name) -> bool:
    """What the verb's doer is written onto, a base of a group: no subject."""
    if _has_doer(sentence, name) or heads_phrase(sentence, name, _PLACES):
        return True
    return is_numbered(sentence, name) and _follows_group(sentence, name)


def _leads_to(sentence: Sentence, name: int, verb: int) -> bool:
    """Whether the verb ends the clause of the name: its object and place may stand between."""
    if not 0 < verb - name <= _CLAUSE:
        return False
    parted = any(token.text in _PARTING for token in sentence.tokens[name + 1 : verb])
    commas = sum(sentence.comma(at, at + 1) for at in range(name, verb))
    return verb - name <= _NEAR or not (parted or commas == 1)  # two enclose an aside


def _speaks(sentence: Sentence, name: Name) -> bool:
    """وەزارەتی پێشمەرگە ڕایگەیاند: who reports it."""
    return any(Sense.SAY in said for said in sentence.says[name.last + 1 : name.last + 4])


def _possesses(marks: Sequence[Mark], name: Name) -> bool:
    return any(0 < name.first - mark.last <= 2 for mark in marks)


def _groups_first(sentence: Sentence) -> Name | None:
    """Who claims is named first: داعش بەرپرسیارێتیی هێرشەکەی گرتە ئەستۆ."""
    end = claimed_at(sentence)
    return next((name for name in _groups(sentence) if name.first <= end), None)


def _groups(sentence: Sentence) -> Iterator[Name]:
    return (name for name in sentence.names if name.mention.type in GROUPS)
