"""One key for all spellings of a name: نەمروود, نەمرود, نمرود and Nemrûd are one.

Kurdish writes the vowels of Arabic names in many ways, Arabic hardly, and Latin script in
others again; the article ال is joined, apart or left out. So the key has the consonants alone,
those that scripts do not keep apart as one. Names with too few of them
keep their vowels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from daemon.stories.group_words import ARTICLES
from daemon.text.spelling import fold, loosen

_CONSONANTS = {
    **dict.fromkeys("بb", "b"),
    **dict.fromkeys("پp", "p"),
    **dict.fromkeys("تطةt", "t"),
    **dict.fromkeys("جژcj", "j"),
    **dict.fromkeys("چç", "ç"),
    **dict.fromkeys("خغx", "x"),
    **dict.fromkeys("دd", "d"),
    **dict.fromkeys("ذزضظz", "z"),
    **dict.fromkeys("رr", "r"),
    **dict.fromkeys("ثسصs", "s"),
    **dict.fromkeys("شş", "ş"),
    **dict.fromkeys("فf", "f"),
    **dict.fromkeys("ڤv", "v"),
    **dict.fromkeys("قکكkq", "k"),
    **dict.fromkeys("گg", "g"),
    **dict.fromkeys("لl", "l"),
    **dict.fromkeys("مm", "m"),
    **dict.fromkeys("نn", "n"),
}
_ENGLISH = {"sh": "ş", "kh": "x", "gh": "x", "ch": "ç", "th": "s", "dh": "z"}
_JOINED_ARTICLE = re.compile(r"^(?:ئەل|ال|ئال)(?=\w{3})")
FEWEST = 3


def skeleton(words: Iterable[str], fewest: int = FEWEST) -> str:
    """The key of a name given as its words, folded or not."""
    kept = [word for word in map(fold, words) if word not in ARTICLES]
    bare = [_JOINED_ARTICLE.sub("", word) for word in kept]
    letters = "".join(_consonants(word) for word in bare)
    return letters if len(letters) >= fewest else loosen("".join(bare))


def _consonants(word: str) -> str:
    """The consonants of a word, a doubled one once."""
    for pair, letter in _ENGLISH.items():
        word = word.replace(pair, letter)
    letters = (_CONSONANTS.get(letter, "") for letter in word)
    return re.sub(r"(.)\1+", r"\1", "".join(letters))
