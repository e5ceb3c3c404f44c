"""Which letters of a long text are read for facts: its beginning, then what counts or claims."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

NEAR = 1000
"""Code points of a body that are read whole: there stands the news."""

FAR = 3000
"""Up to here sentences are read that tell of victims, of homes left, of claims and denials."""

TITLE = 300
"""What is read of a title: some feeds give a whole text as one."""

_VICTIMS = (
    "وژر وشت ندار شەه دەستگ ڕفێن رفێن فاند ڕەڤاند رەڤاند ئاوار چۆڵ مشەخت گیان گيان گیرا گيرا "
    "دەستەسەر kuşt şehîd mirin jiyan girt revand koç birîn killed dead wounded injured arrest "
    "kidnap displaced مقتل قتل صاب صيب جرح شهاد نزوح عتقال ختط"
)
_DOUBTS = (
    "ئەستۆ ڕەت رەت پشتڕاست پشتراست بانگەش berpirs piştrast înkar claimed denied confirmed "
    "verified تبنى تبنت نفى نفت"
)
_NUMBERS = (
    "[0-9٠-٩۰-۹] دوو سێ چوار چار پێنج شەش حەوت حەفت هەشت نۆ دەیان سەد هەزار "
    "\\bdu\\b \\bsê\\b çar pênc şeş heft heşt \\bneh\\b \\bdeh sed hezar "
    "two three four five six seven eight nine \\bten\\b dozen hundred شخصين اثنين ثلاث أربع خمس ست "
    "سبع ثمان تسع عشر مئ"
)
_VICTIM, _DOUBT, _NUMBER = (
    re.compile("|".join(signs.split())) for signs in (_VICTIMS, _DOUBTS, _NUMBERS)
)
_SENTENCE = re.compile(r"[^.!?؟\n]*[.!?؟\n]?")
_ENDLESS = 1 << 60


def beginning(text: str, length: int) -> str:
    """The first paragraphs of a text, whole as far as there is room for ``length`` letters."""
    if len(text) <= length:
        return text
    end = max(text.rfind("\n", 0, length), text.rfind(". ", 0, length) + 1)
    return text[: end if end > length // 3 else length]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The part of a text that is read, and where its letters stood.

    ``whole`` letters are its beginning; ``cuts`` says from which letter of the excerpt on how many
    letters have been left out before it.
    """

    text: str
    whole: int
    cuts: tuple[tuple[int, int], ...] = ((0, 0),)

    def there(self, at: int) -> int:
        """Where this letter stands in the text it was taken from."""
        return at + self.cuts[bisect_right(self.cuts, (at, _ENDLESS)) - 1][1]

    def here(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a stretch of the text stands in the excerpt, None when it was left out."""
        for first, left_out in reversed(self.cuts):
            if start - left_out >= first:
                moved = (start - left_out, end - left_out)
                kept = moved[1] <= len(self.text) and self.there(moved[1] - 1) == end - 1
                return moved if kept else None
        return None


def worth_reading(body: str) -> Excerpt:
    """The beginning of a text, and the sentences behind it that count or claim something."""
    whole = beginning(body, NEAR)
    kept, cuts, at = [whole], [(0, 0)], len(whole)
    for found in _SENTENCE.finditer(beginning(body, FAR), len(whole)):
        if _tells(found[0]):
            cuts.append((at + 1, found.start() - at - 1))
            kept += ["\n", found[0]]
            at += len(found[0]) + 1
    return Excerpt("".join(kept), len(whole), tuple(cuts))


def _tells(sentence: str) -> bool:
    """Whether it counts victims, or says that something is claimed, denied or confirmed."""
    if _DOUBT.search(sentence):
        return True
    return bool(_VICTIM.search(sentence) and _NUMBER.search(sentence))
