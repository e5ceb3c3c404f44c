"""Who did it, to whom, who says so: the known names with the part that the grammar gives them.

The subject stands before the verb: داعش هێرشی کردە سەر پێشمەرگە. The doer of a noun of action
follows it in ezafe: هێرشی داعش, êrîşa DAIŞê; the aim stands after سەر, ser.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daemon.model.story import Actor, Role
from daemon.stories import foreign_actors
from daemon.stories.forces import forces
from daemon.stories.marks import Mark, Name
from daemon.stories.passage import Passage, Sentence
from daemon.stories.places import Gazetteer
from daemon.stories.standing import claimed_at, claims
from daemon.stories.words import Sense
from daemon.text.spelling import fold

GROUPS = frozenset(("armed_group", "party", "security_force"))
_ATTACK = frozenset(
    (
        *("assault", "shelling", "airstrike", "blast", "drone-word", "rocket-word", "fired-word"),
        *("shoot-word", "targeted-word", "struck-word", "kidnap-word", "assassinate", "fighting"),
        *("burst-word", "cannon"),
    )
)
_ARREST = frozenset(("arrest-word", "arrest-weak", "detainee-word"))
_SUFFERED = frozenset(("kill-word", "hurt", "die-word", "martyr-word", "dead"))
_NEAR, _CLAUSE = 5, 16
_PARTING = frozenset(map(fold, ("کە", "کو", "ku", "بەڵام", "lê")))
_STRENGTH = (
    Role.CLAIMED_BY,
    Role.DENIED_BY,
    Role.ATTACKER,
    Role.ARRESTED,
    Role.TARGET,
    Role.NAMED,
)


def actors(
    passage: Passage, sentences: Sequence[Sentence], known_names: Gazetteer
) -> tuple[Actor, ...]:
    """Each group, force and party once, with the strongest part that the text gives it."""
    found: dict[str, Actor] = {}
    for sentence in sentences:
        sentence.names.extend(forces(sentence, known_names))
        for name in _groups(sentence):
            role = _role(sentence, name)
            known = found.get(name.mention.id)
            if known is None or _STRENGTH.index(role) < _STRENGTH.index(known.role):
                quote = passage.quote(sentence.field, name.start, name.end)
                mention = name.mention
                found[mention.id] = Actor(mention.id, mention.name, mention.type, role, quote)
    return tuple(found.values())


def people(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The ids of known persons, each once."""
    names = (name.mention for sentence in sentences for name in sentence.names)
    return tuple(dict.fromkeys(one.id for one in names if one.type == "person"))


def _role(sentence: Sentence, name: Name) -> Role:
    if sentence.foreign:
        return foreign_actors.role(sentence, name)
    claim = claims(sentence)
    if claim is not None and name is _groups_first(sentence):
        return claim
    if claim is not None:
        return Role.TARGET if _aimed_at(sentence, name) else Role.NAMED
    return Role.NAMED if _of_two(sentence, name) else _of_deed(sentence, name)


def _of_two(sentence: Sentence, name: Name) -> bool:
    """A fight between two, or a word denied: who did it is not said."""
    between = any(0 < name.first - at <= _CLAUSE for at in sentence.where(Sense.BETWEEN))
    return between or (sentence.says_any(Sense.DENY) and name.first <= 1)


def _of_deed(sentence: Sentence, name: Name) -> Role:
    if (
        _aimed_at(sentence, name)
        or _is_man_of(sentence, name)
        or _suffers(sentence, name)
        or _is_object(sentence, name)
    ):
        return Role.TARGET
    if _arrested(sentence, name):
        return Role.ARRESTED
    return Role.ATTACKER if _attacks(sentence, name) else Role.NAMED


def _with(sentence: Sentence, tags: frozenset[str]) -> Iterator[Mark]:
    return (mark for mark in sentence.marks if tags & mark.tags)


def _aimed_at(sentence: Sentence, name: Name) -> bool:
    """After سەر or دژی: the attack is upon this one."""
    before = range(max(0, name.first - 4), name.first)
    return bool(list(_with(sentence, _ATTACK))) and any(
        Sense.UPON in sentence.says[word] for word in before
    )


def _suffers(sentence: Sentence, name: Name) -> bool:
    """A number before the name and a victim word soon after it: سێ پێشمەرگە شەهید بوون."""
    numbered = any(
        0 <= name.first - sentence.word_at(number.end - 1) <= 2 for number in sentence.numbers
    )
    after = any(0 < mark.first - name.last <= 3 for mark in _with(sentence, _SUFFERED))
    before = any(0 < name.first - mark.last <= 2 for mark in _with(sentence, _SUFFERED))
    return (numbered and after) or (numbered and before)


def _is_man_of(sentence: Sentence, name: Name) -> bool:
    """فەرماندەیەکی حەشدی شەعبی: a man of the group, whom something befell."""
    before = [mark for mark in sentence.marks if mark.last == name.first - 1]
    man = any("commander-word" in m.tags and "indefinite" in m.attributes for m in before)
    return man and bool(list(_with(sentence, _SUFFERED | {"assassinate", "blast"})))


def _is_object(sentence: Sentence, name: Name) -> bool:
    """After a subject the name in ezafe is the aim: داعش پەلاماری پێشمەرگەی دا, êrîşî wan kir."""
    marks = list(_with(sentence, _ATTACK))
    subject = _subject(sentence, marks)
    if sentence.says_any(Sense.REPEL):
        return subject is name
    return subject is not None and subject is not name and _possesses(marks, name)


def _arrested(sentence: Sentence, name: Name) -> bool:
    if name.mention.type == "security_force" or _speaks(sentence, name):
        return False
    return bool(list(_with(sentence, _ARREST)))


def _attacks(sentence: Sentence, name: Name) -> bool:
    """The subject before a word of attack; without one, who follows the word in ezafe."""
    marks = list(_with(sentence, _ATTACK))
    subject = _subject(sentence, marks)
    if subject is None or sentence.says_any(Sense.REPEL):
        return _possesses(marks, name)
    return subject is name and not list(_with(sentence, _ARREST))


def _subject(sentence: Sentence, marks: Sequence[Mark]) -> Name | None:
    """The last name before the first word of attack that does not merely say so."""
    # What explodes has no doer before it: بۆمبێک تەقییەوە.
    first = min((mark.first for mark in marks if "blast" not in mark.tags), default=0)
    before = [
        name
        for name in _groups(sentence)
        if _leads_to(sentence, name.last, first) and not _speaks(sentence, name)
    ]
    return before[-1] if before else None


def _leads_to(sentence: Sentence, name: int, verb: int) -> bool:
    """Whether the verb ends the clause of the name: its object and place may stand between."""
    if not 0 < verb - name <= _CLAUSE:
        return False
    parted = any(token.text in _PARTING for token in sentence.tokens[name + 1 : verb])
    return verb - name <= _NEAR or not (parted or sentence.comma(name, verb))


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
