"""Names that look like armed groups and stand in no gazetteer, for an analyst to judge.

After words for a group (گرووپی، سەرایا، کەتیبەکانی، لیوای) stands its name. It ends before a
verb or a small word, and is taken when nothing of it is a known name; ``گرووپێکی چەکدار``, an
armed group, is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from daemon.model.story import Quote
from daemon.stories.passage import Passage, Sentence
from daemon.stories.words import Sense
from daemon.text.number_words import NOT_COUNTED, VALUES
from daemon.text.spelling import fold

LONGEST = 3
_SHORTEST = 4
_PROPER = ("سەرایا", "کەتیبە", "کەتائیب", "لیوا", "فەیلەق")
"""What such words stand for is a name even where other words could follow: سەرایا ئەولیا."""
_ENDINGS = tuple(map(fold, ("ێت", "کات", "کرد", "بوو", "اوە", "بکات", "دیکەی", "دەکەن")))
_COPULA = ("ە", "ن", "دا")
_PREPOSITIONS = ("لە", "بە", "بۆ", "دە")
"""A name after a plain word for a group ends in none of the first two and begins with none."""
_COMMON = frozenset(
    ("militant", "force", "civilian-word", "terror-word", "army-word", "police-word", "violent")
)


@dataclass(frozen=True, slots=True)
class NewName:
    """A candidate: its words as the match key, and where it stands with its context."""

    key: str
    quote: Quote
    context: str


def new_names(passage: Passage) -> Iterator[NewName]:
    """The candidates of a passage, each once, in order of the text."""
    seen: set[str] = set()
    for sentence in passage.sentences:
        for at in sentence.where(Sense.GROUP):
            found = _name_after(passage, sentence, at)
            if found is not None and found.key not in seen:
                seen.add(found.key)
                yield found


def _name_after(passage: Passage, sentence: Sentence, at: int) -> NewName | None:
    if "indefinite" in sentence.says[at].get(Sense.GROUP, ()):  # a group, any
        return None
    words = _words_after(sentence, at)
    if not words or _known(sentence, at, words[-1]):
        return None
    head = sentence.tokens[at]
    proper = head.text.startswith(_PROPER)
    if not proper and _is_phrase([sentence.tokens[word].text for word in words]):
        return None
    first = at if proper else words[0]
    start, end = sentence.tokens[first].start, sentence.tokens[words[-1]].end
    key = " ".join(token.text for token in sentence.tokens[first : words[-1] + 1])
    context = passage.quote(
        sentence.field, sentence.tokens[0].start, sentence.tokens[-1].end
    ).surface
    return NewName(key, passage.quote(sentence.field, start, end), context)


def _words_after(sentence: Sentence, at: int) -> list[int]:
    """The words of the name: up to three that are no verbs, numbers or small words."""
    common = {mark.first for mark in sentence.marks if _COMMON & mark.tags}
    words: list[int] = []
    for number in range(at + 1, min(at + 1 + LONGEST, len(sentence.tokens))):
        text = sentence.tokens[number].text
        gap = sentence.text[sentence.tokens[number - 1].end : sentence.tokens[number].start]
        ends = (
            text.endswith(_ENDINGS)
            or gap.strip()
            or text in NOT_COUNTED
            or text in VALUES
            or number in common
        )
        if ends or len(text) < _SHORTEST - 1 or not text.isalpha() or sentence.says[number]:
            break
        words.append(number)
    return words


def _is_phrase(words: list[str]) -> bool:
    """گرووپی نوێیە, گروپی بەشدارە: the sentence goes on, no name."""
    return words[0].startswith(_PREPOSITIONS) or any(
        word.endswith((*_ENDINGS, *_COPULA)) for word in words
    )


def _known(sentence: Sentence, first: int, last: int) -> bool:
    return any(name.first <= last and name.last >= first for name in sentence.names)
