"""How sure it is: what a text calls claimed, denied or unconfirmed, and who says so.

A claim of responsibility says who did it. A side's assertion (بانگەشەی کرد, claimed that, زعم) says
that it happened, as a denial says that it did not; each has the words it was read from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from daemon.model.language import Language
from daemon.model.story import Role, Standing, Status
from daemon.stories.marks import Name
from daemon.stories.passage import Passage, Sentence
from daemon.stories.words import Sense

SPEAKERS = frozenset(("armed_group", "party", "security_force", "institution", "person"))
_NOT = ("نە", "نا", "ne")
_NEAR = 6  # words between one who speaks and the word of speaking
_ATTACKS = frozenset(("assault", "blast", "drone-word", "rocket-word", "shelling"))


def statuses(passage: Passage, present: Iterable[Sentence]) -> Iterator[Status]:
    """Each standing once for each who says so, with the first sentence that tells it."""
    told: set[tuple[Standing, str]] = set()
    for sentence in present:
        found = _standing(sentence)
        if found is None:
            continue
        standing, at, blame = found
        by = "" if standing is Standing.UNCONFIRMED else _speaker(sentence, at)
        if (standing, by) not in told:
            told.add((standing, by))
            start, end = sentence.tokens[0].start, sentence.tokens[-1].end
            yield Status(standing, passage.quote(sentence.field, start, end), by, blame)


def _standing(sentence: Sentence) -> tuple[Standing, int, bool] | None:
    """The standing, the number of the word that tells it, and whether it is of who did it."""
    blame = sentence.says_any(Sense.RESPONSIBILITY)
    if denials := sentence.where(Sense.DENY):
        return Standing.DENIED, denials[0], blame
    if claims(sentence) is not None:
        return Standing.CLAIMED, claimed_at(sentence), True
    if is_unconfirmed(sentence):
        return Standing.UNCONFIRMED, 0, False
    asserted = () if blame else sentence.where(Sense.ASSERT)
    fallen = [mark.first for mark in sentence.marks if "die-word" in mark.tags]
    lives = any(0 < died - at <= 3 for died in fallen for at in asserted)
    return (Standing.CLAIMED, asserted[0], False) if asserted and not lives else None


def is_unconfirmed(sentence: Sentence) -> bool:
    """Whether it is a rumour, or somebody could not confirm it."""
    if sentence.says_any(Sense.RUMOUR):
        return True
    if not sentence.says_any(Sense.CONFIRM):
        return False
    if sentence.foreign:
        words = sentence.where(Sense.CONFIRM)
        return any(0 < word - no <= 5 for no in sentence.where(Sense.NOT) for word in words)
    return any(token.text.startswith(_NOT) for token in sentence.tokens)


def denies(sentence: Sentence) -> bool:
    """Whether somebody says here that it did not happen."""
    return sentence.says_any(Sense.DENY)


def claims(sentence: Sentence) -> Role | None:
    """Whether somebody takes responsibility here, or refuses it; None: neither."""
    if sentence.says_any(Sense.ADOPT) or _claims_attack(sentence):
        return Role.CLAIMED_BY
    if not sentence.says_any(Sense.RESPONSIBILITY):
        return _taken_on(sentence)
    if sentence.says_any(Sense.DENY):
        return Role.DENIED_BY
    no = Sense.NOT if sentence.foreign else Sense.NONE
    refused = any(token.text.startswith(("نە", "ne", "hilne")) for token in sentence.tokens)
    refused = refused and not sentence.foreign
    if sentence.says_any(no, Sense.NONE) or (refused and not sentence.says_any(Sense.TAKE_ON)):
        return None
    return Role.CLAIMED_BY if sentence.says_any(Sense.TAKE_ON) else None


def _claims_attack(sentence: Sentence) -> bool:
    """ISIS claims deadly attack."""
    if sentence.language is not Language.ENGLISH:
        return False
    attacks = [mark.first for mark in sentence.marks if mark.tags & _ATTACKS]
    return any(0 < at - word <= 2 for word in sentence.where(Sense.TAKE_ON) for at in attacks)


def _taken_on(sentence: Sentence) -> Role | None:
    """êrîş girt ser xwe: took the attack upon itself, without the word for responsibility."""
    texts = " ".join(token.text for token in sentence.tokens)
    upon = any(words in texts for words in ("girt ser xwe", "girtiye ser xwe", "girte ser xwe"))
    attack = any(mark.tags & _ATTACKS for mark in sentence.marks)
    nobody = sentence.says_any(Sense.NONE)
    return Role.CLAIMED_BY if upon and attack and not nobody else None


def claimed_at(sentence: Sentence) -> int:
    """The number of the word before which (in Arabic after which) the one who claims stands."""
    for sense in (Sense.ADOPT, Sense.RESPONSIBILITY, Sense.TAKE_ON):
        if found := sentence.where(sense):
            return found[0]
    return len(sentence.tokens) // 2


def _speaker(sentence: Sentence, at: int) -> str:
    """The known one who says so: the nearest before the word, in Arabic the first after it."""
    speakers = [name for name in sentence.names if name.mention.type in SPEAKERS]
    arabic = sentence.language is Language.ARABIC
    after = [name for name in speakers if 0 < name.first - at <= _NEAR]
    before = [name for name in speakers if name.last < at]
    beside = [name for name in before if at - name.last == 1]
    found = _best(before[::-1] if sentence.foreign and not arabic else before)
    found = _best(beside) or _best(after) or found if arabic else found
    return found.mention.id if found else ""


def _best(names: list[Name]) -> Name | None:
    return names[0] if names else None
