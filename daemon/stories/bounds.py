"""What a text says of a number: at least, more than, at most, fewer than, or about.

Kurdish says it before the number: بەلایەنی کەم سێ کەس, زیاتر لە سەد کەس, herî kêm 12 kes. So do
Arabic (لا يقل عن عشرة) and English, which may also say it after what is counted: ten people or
more, عشرة أشخاص على الأقل.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from daemon.model.story import Bound
from daemon.stories.passage import Sentence
from daemon.stories.persons import Heads
from daemon.text.spelling import fold

_REACH = 4  # words before the number, and after what it counts


def _any(*listed: str) -> str:
    """Any of these phrases, spelt as folded texts are."""
    return "|".join(re.escape(fold(phrase)).replace(r"\ ", " ") for phrase in listed)


_THAN = _any("لە", "ژ", "ji", "than", "من", "عن", "على")
_LEAST = _any(
    *("لانیکەم", "لانی کەم", "بەلایەنی کەم", "بەلایەنیکەم", "بە لایەنی کەم", "هەرە کەم"),
    *("ب کێمی", "بکێمی", "ب کێماسی", "هەری کێم", "لایێ کێم", "کێمترین", "کەمترین"),
    *("herî kêm", "bi kêmanî", "bi kêmasî", "bi kêmî", "qet nebe", "ne kêmî"),
    *("at least", "no fewer than", "no less than", "not fewer than", "not less than"),
    *("لا يقل عن", "لا يقل عددهم عن", "لا تقل عن", "على الأقل", "على الاقل"),
)
_OVER = _any(
    *("زیاتر", "زیاتری", "زۆرتر", "پتر", "زێدەتر", "زێدەی", "زێدەیی", "سەروو", "سەرووی"),
    *("bêtir", "bêhtir", "bêtirî", "zêdetir", "zêdetirî", "zêdeyî", "pirtir", "pirtirî"),
    *("more", "upwards of", "أكثر", "اكثر", "بأكثر", "لأكثر", "ما يزيد", "يزيد", "تزيد"),
)
_UNDER = _any("کەمتر", "کێمتر", "kêmtir", "fewer", "less", "أقل", "اقل")
_MOST = _any("لانیزۆر", "لانی زۆر", "هەرە زۆر", "herî zêde", "at most", "up to", "no more than")
_ABOUT = _any(
    *("about", "around", "approximately", "roughly", "nearly", "almost", "some", "an estimated"),
    *("نحو", "حوالي", "حوالى", "قرابة", "زهاء", "ما يقارب", "ما يقرب من"),
)
"""Of English and Arabic; the words of Kurdish are known where numbers are read."""

_BEFORE = (
    (Bound.LEAST, re.compile(rf"(?:^| )(?:{_LEAST})$")),
    (Bound.MOST, re.compile(rf"(?:^| )(?:{_MOST})$")),
    (Bound.OVER, re.compile(rf"(?:^| )(?:{_OVER})(?: (?:{_THAN}))?$")),
    (Bound.OVER, re.compile(r"(?:^| )(?<!handed )(?<!took )(?<!turned )over$")),
    (Bound.UNDER, re.compile(rf"(?:^| )(?:{_UNDER})(?: (?:{_THAN}))?$")),
    (Bound.ABOUT, re.compile(rf"(?:^| )(?:{_ABOUT})$")),
)
_AFTER = re.compile(rf"^(?:\S+ )?(?:{_any('at least', 'على الأقل', 'على الاقل')})(?! [0-9])")
_MORE_AFTER = re.compile(r"^(?:\S+ )?or more\b")


def bound(sentence: Sentence, told: Heads) -> Bound:
    """How the sentence bounds this number."""
    return next(_said(sentence, told), Bound.ABOUT if told.approximate else Bound.EXACT)


def _said(sentence: Sentence, told: Heads) -> Iterator[Bound]:
    before = _joined(sentence, max(told.first - _REACH, 0), told.first)
    yield from (found for found, phrase in _BEFORE if phrase.search(before))
    if sentence.foreign:
        after = _joined(sentence, told.last + 1, told.last + 1 + _REACH)
        if _AFTER.search(after) or _MORE_AFTER.search(after):
            yield Bound.LEAST


def _joined(sentence: Sentence, first: int, last: int) -> str:
    return " ".join(token.text for token in sentence.tokens[first:last])
