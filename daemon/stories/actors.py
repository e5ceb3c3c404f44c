"""Who did it, to whom, who says so: the known names with the part that the grammar gives them.

The subject stands before the verb: داعش هێرشی کردە سەر پێشمەرگە. The doer of a noun of action
follows it in ezafe: هێرشی داعش, êrîşa DAIŞê; the aim stands after سەر, ser.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daemon.model.story import Actor, Role
from daemon.stories.passage import Mark, Name, Passage, Sentence
from daemon.stories.words import Sense

GROUPS = frozenset(("armed_group", "party", "security_force"))
_ATTACK = frozenset(
    (
        *("assault", "shelling", "airstrike", "blast", "drone-word", "rocket-word", "fired-word"),
        *("shoot-word", "targeted-word", "struck-word", "kidnap-word", "assassinate", "fighting"),
    )
)
_ARREST = frozenset(("arrest-word", "arrest-weak", "detainee-word"))
_SUFFERED = frozenset(("kill-word", "hurt", "die-word", "martyr-word", "dead"))
_STRENGTH = (
    Role.CLAIMED_BY,
    Role.DENIED_BY,
    Role.ATTACKER,
    Role.ARRESTED,
    Role.TARGET,
    Role.NAMED,
)


def actors(passage: Passage, sentences: Sequence[Sentence]) -> tuple[Actor, ...]:
    """Each group, force and party once, with the strongest part that the text gives it."""
    found: dict[str, Actor] = {}
    for sentence in sentences:
        for name in sentence.names:
            if name.mention.type not in GROUPS:
                continue
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
    claim = claims(sentence)
    if claim is not None:
        return claim if name.first < _subject_ends(sentence) else Role.NAMED
    if _aimed_at(sentence, name) or _suffers(sentence, name) or _is_object(sentence, name):
        return Role.TARGET
    if _arrested(sentence, name):
        return Role.ARRESTED
    return Role.ATTACKER if _attacks(sentence, name) else Role.NAMED


def claims(sentence: Sentence) -> Role | None:
    """Whether somebody takes responsibility here, or refuses it; None: neither."""
    if not sentence.says_any(Sense.RESPONSIBILITY):
        return None
    if sentence.says_any(Sense.DENY):
        return Role.DENIED_BY
    refused = any(token.text.startswith(("نە", "ne", "hilne")) for token in sentence.tokens)
    if sentence.says_any(Sense.NONE) or (refused and not sentence.says_any(Sense.TAKE_ON)):
        return None
    return Role.CLAIMED_BY if sentence.says_any(Sense.TAKE_ON) else None


def _subject_ends(sentence: Sentence) -> int:
    return sentence.where(Sense.RESPONSIBILITY)[0]


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


def _is_object(sentence: Sentence, name: Name) -> bool:
    """After a subject the name in ezafe is the aim: داعش پەلاماری پێشمەرگەی دا, êrîşî wan kir."""
    marks = list(_with(sentence, _ATTACK))
    subject = _subject(sentence, marks)
    if sentence.says_any(Sense.REPEL):
        return subject is name
    return subject is not None and subject is not name and _possesses(marks, name)


def _arrested(sentence: Sentence, name: Name) -> bool:
    if name.mention.type == "security_force":
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
    first = min((mark.first for mark in marks), default=0)
    before = [
        name
        for name in _groups(sentence)
        if 0 < first - name.last <= 5 and not _speaks(sentence, name)
    ]
    return before[-1] if before else None


def _speaks(sentence: Sentence, name: Name) -> bool:
    """وەزارەتی پێشمەرگە ڕایگەیاند: who reports it."""
    return any(Sense.SAY in said for said in sentence.says[name.last + 1 : name.last + 3])


def _possesses(marks: Sequence[Mark], name: Name) -> bool:
    return any(0 < name.first - mark.last <= 2 for mark in marks)


def _groups(sentence: Sentence) -> Iterator[Name]:
    return (name for name in sentence.names if name.mention.type in GROUPS)
